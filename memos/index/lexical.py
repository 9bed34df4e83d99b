"""Finding by words: BM25 over SQLite's full-text index, which the store writes. This only reads.

A question is never query syntax: only its words count, each quoted, at most 32 of them.
"""

from __future__ import annotations

import itertools
import json
import math
import re
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from memos.store.rows import SpaceId

MOST_TERMS: Final = 32
"""Terms asked for at once; of more the rarest are kept."""
_MOST_WORDS: Final = 512
"""Distinct words of a question that are looked at."""
_LONGEST: Final = 64
_COMMON: Final = 0.1
"""A term in more than this share of all rows says little and costs most (4.3 against 1.2 ms at 10,000): dropped"""
_SMALL: Final = 2_000
"""… unless there are no more rows than this."""
_REMEMBERED: Final = 4_096

STOP_WORDS: Final = frozenset(
    """a an the and or but if of to in on at for with from by about as is are was were be been being am do does did have
    has had i you he she it we they me him her us them my your his its our their this that these those what which who
    whom whose when where why how not no so than then there here can could will would should may might just into up out
    over under again also any all some more most other such only own same too very s t don d ll m re ve""".split()  # noqa: SIM905
)
_WORD: Final = re.compile(r"\w+")
_MATCH: Final = """
SELECT rowid, -bm25(cube_fts, 0, 1, 0), -bm25(cube_fts, 0, 0, 1) FROM cube_fts WHERE cube_fts MATCH ?"""


class Found(NamedTuple):
    """Cubes with a word in common with the question, and their scores (0: none here) by own text and by window."""

    nums: NDArray[np.int64]
    text: NDArray[np.float64]
    window: NDArray[np.float64]


def words(question: str) -> list[str]:
    """The telling words of a question, folded, each once, in order; stop words only if there are no others."""
    found = list(dict.fromkeys(word[:_LONGEST] for word in _WORD.findall(question.casefold()) if word.strip("_")))
    telling = [word for word in found if word not in STOP_WORDS]
    return (telling or found)[:_MOST_WORDS]


class Lexical:
    """Searches the full-text index of one store; remembers how common its terms are. Safe between threads."""

    def __init__(self) -> None:
        self._stemmer = _Stemmer()
        self._commonness: OrderedDict[str, int] = OrderedDict()
        self._counted_at = 0
        self._lock = threading.Lock()

    def close(self) -> None:
        """Gives the stemmer back."""
        self._stemmer.close()

    def search(self, connection: Connection, space: SpaceId, question: str) -> Found:
        """Every cube of the space that shares a telling word with the question."""
        terms = self.telling(connection, words(question))
        if not terms:
            return _found([])
        either = " OR ".join(f'"{term}"' for term in terms)
        query = f'space : "{space.token}" AND {{text window}} : ({either})'
        return _found(connection.exec_driver_sql(_MATCH, (query,)).all())

    def weigh(self, connection: Connection, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Scores of texts that are in no index, on about BM25's scale: how rare the question's words in each are."""
        terms = words(question)
        total = _total(connection)
        counts = self._rows_with(connection, terms, total)
        stems = self._stemmer.stems(terms)
        odds = {stems[term]: (total - counts[term] + 0.5) / (counts[term] + 0.5) for term in terms}
        rarity = {stem: max(math.log(odd), 1e-6) for stem, odd in odds.items()}
        said = [set(self._stemmer.stems(_WORD.findall(text.casefold())).values()) for text in texts]
        return np.array([sum(rarity[stem] for stem in rarity.keys() & stems) for stems in said], dtype=np.float64)

    def telling(self, connection: Connection, terms: list[str]) -> list[str]:
        """The terms worth asking for: no common ones where there is a rarer one, and of many the rarest."""
        total = _total(connection)
        if total <= _SMALL and len(terms) <= MOST_TERMS:
            return terms
        counts = self._rows_with(connection, terms, total)
        present = [term for term in terms if counts[term]]
        rare = [term for term in present if total <= _SMALL or counts[term] <= total * _COMMON]
        kept = sorted(rare or present, key=lambda term: counts[term])[: MOST_TERMS if rare else 1]
        return [term for term in terms if term in kept]

    def _rows_with(self, connection: Connection, terms: list[str], total: int) -> dict[str, int]:
        """In how many rows each term stands, about: looked up once, and again when the index has grown by a tenth."""
        stems = self._stemmer.stems(terms)
        with self._lock:
            if not 0.9 * total <= self._counted_at <= total:
                self._commonness.clear()
                self._counted_at = total
            unknown = [stem for stem in set(stems.values()) if stem not in self._commonness]
        looked_up = connection.exec_driver_sql(
            "SELECT wanted.value, cube_vocab.doc FROM json_each(?) AS wanted "
            "CROSS JOIN cube_vocab ON cube_vocab.term = wanted.value",
            (json.dumps(unknown),),
        ).all()
        counted = dict.fromkeys(unknown, 0) | {str(term): int(count) for term, count in looked_up}
        with self._lock:
            self._commonness.update(counted)
            counts = {term: self._commonness.get(stem, 0) for term, stem in stems.items()}
            while len(self._commonness) > _REMEMBERED:
                self._commonness.popitem(last=False)
        return counts


class _Stemmer:
    """The stems of words exactly as the full-text index makes them: by the same tokenizer, in a table of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._connection.executescript(
            "CREATE VIRTUAL TABLE words USING fts5(word, tokenize = 'porter unicode61 remove_diacritics 2');"
            "CREATE VIRTUAL TABLE stems USING fts5vocab(words, 'instance');"
        )

    def stems(self, terms: list[str]) -> dict[str, str]:
        """A stem a word; a word the tokenizer finds nothing in stands for itself."""
        with self._lock:
            self._connection.execute("DELETE FROM words")
            self._connection.executemany("INSERT INTO words (rowid, word) VALUES (?, ?)", list(enumerate(terms)))
            found = self._connection.execute("SELECT doc, term FROM stems").fetchall()
        return {term: term for term in terms} | {terms[place]: stem for place, stem in found}

    def close(self) -> None:
        self._connection.close()


def _total(connection: Connection) -> int:
    """About how many rows the index has."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(num), 0) FROM cubes").scalar_one())


def _found(rows: Sequence[Sequence[float]]) -> Found:
    table = np.fromiter(itertools.chain.from_iterable(rows), dtype=np.float64).reshape(-1, 3)
    return Found(table[:, 0].astype(np.int64), table[:, 1], table[:, 2])
