"""Texts as terms: cut, folded and stemmed as the full-text index does it, by the same tokenizer, each word once.

A term is known by its hash alone: an index of terms needs no words, and holds none of what was said. Scripts that
don't part words (Chinese, Japanese, Korean, Thai) are cut into pairs of neighbouring signs.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.int64]

REMEMBERED: Final = 200_000
"""Words whose stems are kept."""
_LONGEST: Final = 64
"""Signs of a word that count: what is longer is no word."""
_END: Final = b"\x00"
_PARTING: Final = bytes(sign if sign >= 0x80 or chr(sign).isalnum() or sign == 0 else 0x20 for sign in range(256))
"""By byte of UTF-8: what of ASCII is no letter, digit or `_END` parts words; what is beyond ASCII the tokenizer sees."""
_UNPARTED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_STRETCH: Final = re.compile(f"[{_UNPARTED}]+|[^{_UNPARTED}]+")
_IN_PAIRS: Final = re.compile(f"[{_UNPARTED}]")


class Terms(NamedTuple):
    """The terms of some texts one after another: `hashes`, and by each the place of its text."""

    texts: NDArray[np.int64]
    hashes: Hashes


class Stems:
    """Which terms a word stands for. Remembers the words it saw; safe between threads."""

    def __init__(self, most: int = REMEMBERED) -> None:
        """`most` bounds how many words are remembered between calls."""
        self._most = most
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._connection.executescript(
            "CREATE VIRTUAL TABLE words USING fts5(word, tokenize = 'porter unicode61 remove_diacritics 2');"
            "CREATE VIRTUAL TABLE stems USING fts5vocab(words, 'instance');"
        )
        self.forget()

    def cut(self, texts: Sequence[str]) -> Terms:
        """The terms of each text, in order, as often as they stand there."""
        told = " \x00 ".join(texts)
        if told.count("\x00") >= len(texts):  # one of them has the mark in it
            told = " \x00 ".join([text.replace("\x00", " ") for text in texts])
        found = told.casefold().encode(errors="replace").translate(_PARTING).split()
        with self._lock:
            self._learn(set(found))
            known = np.fromiter(map(self._places.__getitem__, found), dtype=np.int64, count=len(found))
            starts, hashes = self._starts, self._hashes
        texts_of = np.cumsum(known == 0)  # the mark between two texts is the first word of all
        counts = np.diff(starts)[known]
        if bool(np.all(counts <= 1)):
            kept = counts == 1
            return Terms(texts_of[kept], hashes[starts[known[kept]]])
        first = np.repeat(starts[known] - np.cumsum(counts) + counts, counts)
        return Terms(np.repeat(texts_of, counts), hashes[first + np.arange(first.size)])

    def forget(self) -> None:
        """Lets go of every word."""
        with self._lock:
            self._places: dict[bytes, int] = {_END: 0}
            self._starts = np.zeros(2, dtype=np.int64)
            self._hashes: Hashes = np.empty(0, dtype=np.int64)

    def close(self) -> None:
        """Gives the tokenizer back."""
        self._connection.close()

    def _learn(self, words: set[bytes]) -> None:
        """Makes sure that all of these are known. What is learnt makes new arrays: a reader keeps those it took."""
        unknown = [word for word in words if word not in self._places]
        if not unknown:
            return
        if len(self._places) + len(unknown) > self._most:
            self._places, self._starts, self._hashes = {_END: 0}, self._starts[:2], self._hashes[:0]
            unknown = [word for word in words if word != _END]
        found = self._stemmed([word.decode()[:_LONGEST] for word in unknown])
        fresh = np.array([hash(term) for terms in found for term in terms], dtype=np.int64)
        ends = self._hashes.size + np.cumsum([len(terms) for terms in found])
        self._hashes, self._starts = np.append(self._hashes, fresh), np.append(self._starts, ends)
        self._places.update(zip(unknown, range(len(self._places), len(self._places) + len(unknown)), strict=True))

    def _stemmed(self, words: Sequence[str]) -> list[list[str]]:
        """The terms of each word. Plain ones are one each, and read as one row of many; of others each is a row."""
        found: list[list[str]] = [[] for _ in words]
        plain = [place for place, word in enumerate(words) if word.isascii()]
        others = [place for place, word in enumerate(words) if not word.isascii()]
        self._connection.execute("DELETE FROM words")
        rows = [(-1, " ".join(words[place] for place in plain)), *((place, words[place]) for place in others)]
        self._connection.executemany("INSERT INTO words (rowid, word) VALUES (?, ?)", rows)
        for row, place, term in self._connection.execute(
            'SELECT doc, "offset", term FROM stems ORDER BY doc, "offset"'
        ):
            found[plain[place] if row == -1 else row] += [term] if term.isascii() else _pairs(term)
        return found


def _pairs(term: str) -> list[str]:
    """A term, with what stands in it of a script without gaps cut into pairs."""
    if _IN_PAIRS.search(term) is None:
        return [term]
    cut: list[str] = []
    for stretch in _STRETCH.findall(term):
        in_pairs = len(stretch) > 1 and _IN_PAIRS.match(stretch)
        cut += [stretch[at : at + 2] for at in range(len(stretch) - 1)] if in_pairs else [stretch]
    return cut
