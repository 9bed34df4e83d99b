"""LangGraph's InMemoryStore with an index: the key is the message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from langgraph.store.base import IndexConfig
from langgraph.store.memory import InMemoryStore

from memos.bench.peers.peer import Room, told
from memos.bench.sets.dataset import Bank, Question

_SPACE: Final = ("bench",)


class LangGraph:
    """A store a bank."""

    def __init__(self, room: Room) -> None:
        self._embedder, self._depth = room.embedder, room.depth
        self._store = InMemoryStore()

    def fill(self, bank: Bank) -> None:
        """See `Peer.fill`. One put at a time: of a batch with the same text twice the store takes none (langgraph-checkpoint 4.3.2)."""
        self._embedder.embed(
            [text for _, _, text in told(bank)]
        )  # in batches, so that none is left to embed one by one
        index = IndexConfig(dims=self._embedder.dimension, embed=self._vectors, fields=["text"])
        self._store = InMemoryStore(index=index)
        for number, message_id, text in told(bank):
            self._store.put(_SPACE, message_id, {"text": text, "session": number})

    def rank(self, question: Question) -> list[str]:
        """See `Peer.rank`."""
        seen: dict[str, Any] | None = None if question.before is None else {"session": {"$lt": question.before}}
        found = self._store.search(_SPACE, query=question.text, filter=seen, limit=self._depth)
        return [item.key for item in found]

    def close(self) -> None:
        """See `Peer.close`."""

    def _vectors(self, texts: Sequence[str]) -> list[list[float]]:
        rows: list[list[float]] = self._embedder.embed(texts).tolist()
        return rows
