"""Plain Chroma: one collection in a folder of its own, vectors handed over, cosine, else as it comes. Telemetry is off."""

from __future__ import annotations

from typing import Final, cast

from chromadb import Collection
from chromadb.api.client import Client
from chromadb.api.types import Where
from chromadb.config import Settings

from memos.bench.peers.peer import Room, told
from memos.bench.sets.dataset import Bank, Question

_NAME: Final = "messages"
_AT_ONCE: Final = 1000


class Chroma:
    """A collection, made anew for each bank."""

    def __init__(self, room: Room) -> None:
        where = str(room.folder)
        self._embedder, self._depth = room.embedder, room.depth
        self._client = Client(
            settings=Settings(is_persistent=True, persist_directory=where, anonymized_telemetry=False)
        )
        self._collection = self._fresh()

    def fill(self, bank: Bank) -> None:
        """See `Peer.fill`."""
        self._client.delete_collection(_NAME)
        self._collection = self._fresh()
        messages = list(told(bank))
        for start in range(0, len(messages), _AT_ONCE):
            numbers, ids, texts = zip(*messages[start : start + _AT_ONCE], strict=True)
            self._collection.add(
                ids=list(ids),
                embeddings=list(self._embedder.embed(texts)),
                metadatas=[{"session": number} for number in numbers],
                documents=list(texts),
            )

    def rank(self, question: Question) -> list[str]:
        """See `Peer.rank`."""
        seen = None if question.before is None else cast("Where", {"session": {"$lt": question.before}})
        found = self._collection.query(
            query_embeddings=list(self._embedder.embed([question.text])), n_results=self._depth, where=seen, include=[]
        )
        return found["ids"][0]

    def close(self) -> None:
        """See `Peer.close`."""
        self._client.close()

    def _fresh(self) -> Collection:
        return self._client.create_collection(
            _NAME, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
