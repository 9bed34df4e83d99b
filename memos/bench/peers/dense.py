"""Exact cosine over the messages' vectors: what every plain vector store approximates."""

from __future__ import annotations

import numpy as np

from memos.bench.peers.peer import Room, Sight, texts
from memos.bench.sets.dataset import Bank, Question
from memos.ports import Vectors


class Dense:
    """A matrix a bank."""

    def __init__(self, room: Room) -> None:
        self._embedder = room.embedder
        self._ids: tuple[str, ...] = ()
        self._vectors: Vectors = np.zeros((0, room.embedder.dimension), dtype=np.float32)
        self._sight = Sight(Bank("", (), ()))

    def fill(self, bank: Bank) -> None:
        """See `Peer.fill`."""
        said = texts(bank)
        self._ids, self._vectors = tuple(said), self._embedder.embed(list(said.values()))
        self._sight = Sight(bank)

    def rank(self, question: Question) -> list[str]:
        """See `Peer.rank`."""
        order = np.argsort(-self.scores(question), kind="stable")
        return self._sight.within(question, (self._ids[place] for place in order))

    def scores(self, question: Question) -> Vectors:
        """The cosine of each message, in order."""
        scores: Vectors = self._vectors @ self._embedder.embed([question.text])[0]
        return scores

    def close(self) -> None:
        """See `Peer.close`."""
