"""BM25 with bm25s: English stemmer, k1 1.2, b 0.75 (Robertson & Zaragoza 2009, in Lucene's variant)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np

from memos.bench.peers.peer import Room, Sight, said, texts
from memos.bench.sets.dataset import Bank, Question


class Bm25:
    """An index a bank. A message without a word of the question is not in the ranking."""

    def __init__(self, room: Room, *, stop_words: str = "english_plus", whole: bool = False) -> None:
        """`stop_words` is a list of bm25s ("english" has 33, "english_plus" 179). With `whole` the unit is the session, found by its
        first message.
        """
        del room  # it needs neither vectors nor a folder
        self._bm25s = import_module("bm25s")
        self._stemmer = import_module("Stemmer").Stemmer("english")
        self._stop_words, self._whole = stop_words, whole
        self._index: Any = None
        self._ids: tuple[str, ...] = ()
        self._sight = Sight(Bank("", (), ()))

    def fill(self, bank: Bank) -> None:
        """See `Peer.fill`."""
        held = _sessions(bank) if self._whole else texts(bank)
        self._index = self._bm25s.BM25(k1=1.2, b=0.75)
        self._index.index(self._words(list(held.values())), show_progress=False)
        self._ids, self._sight = tuple(held), Sight(bank)

    def rank(self, question: Question) -> list[str]:
        """See `Peer.rank`."""
        (words,) = self._words([question.text])
        if not words:
            return []
        scores = self._index.get_scores(words)
        order = np.argsort(-scores, kind="stable")
        return self._sight.within(question, (self._ids[place] for place in order if scores[place] > 0))

    def close(self) -> None:
        """See `Peer.close`."""

    def _words(self, given: Sequence[str]) -> list[list[str]]:
        words: list[list[str]] = self._bm25s.tokenize(
            list(given), stopwords=self._stop_words, stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        return words


def _sessions(bank: Bank) -> dict[str, str]:
    """The whole text of every session, by the id of its first message."""
    return {session.messages[0].id: "\n".join(map(said, session.messages)) for session in bank.sessions}
