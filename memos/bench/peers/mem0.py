"""mem0 without inference: what is handed over is stored as it is, in its default local vector store (Qdrant, embedded).

No language model is called. Its keyword channel and its entity boosts need spaCy, fastembed and models fetched at run time, which a plain
installation has not: what is left is dense search with a threshold of 0.1, the default of `Memory.search`. Telemetry is off.
"""

from __future__ import annotations

import logging
import os
from importlib import import_module
from typing import Any

from memos.bench.peers.peer import Room, told
from memos.bench.sets.dataset import Bank, Question
from memos.ports import Embedder


class Mem0:
    """One mem0 memory; a user for each bank."""

    def __init__(self, room: Room) -> None:
        os.environ["MEM0_TELEMETRY"] = "False"  # both are read when mem0 is imported
        os.environ["MEM0_DIR"] = str(room.folder)
        logging.getLogger("mem0").setLevel(logging.CRITICAL)  # else it says of every missing part that it is missing
        self._memory = import_module("mem0").Memory.from_config(_configuration(room))
        self._memory.embedding_model = _Adapter(room.embedder)
        self._embedder, self._depth = room.embedder, room.depth
        self._user = ""

    def fill(self, bank: Bank) -> None:
        """See `Peer.fill`."""
        self._user = bank.name
        self._embedder.embed(
            [text for _, _, text in told(bank)]
        )  # in batches, so that none is left to embed one by one
        for number, message_id, text in told(bank):
            self._memory.add(
                [{"role": "user", "content": text}],
                user_id=self._user,
                metadata={"message": message_id, "session": number},
                infer=False,
            )

    def rank(self, question: Question) -> list[str]:
        """See `Peer.rank`."""
        filters: dict[str, Any] = {"user_id": self._user}
        if question.before is not None:
            filters["session"] = {"lt": question.before}
        found = self._memory.search(question.text, filters=filters, top_k=self._depth)
        return [one["metadata"]["message"] for one in found["results"]]

    def close(self) -> None:
        """See `Peer.close`."""
        self._memory.vector_store.client.close()
        self._memory.db.close()


class _Adapter:
    """Our embedder as mem0 calls its own."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed(self, text: str, *_purpose: str) -> list[float]:
        return self.embed_batch([text])[0]

    def embed_batch(self, texts: list[str], *_purpose: str) -> list[list[float]]:
        rows: list[list[float]] = self._embedder.embed(texts).tolist()
        return rows


def _configuration(room: Room) -> dict[str, Any]:
    """The defaults, in the peer's own folder. The two clients are made, as there must be some, and never called."""
    uncalled = {"provider": "openai", "config": {"api_key": "none"}}
    store = {"path": str(room.folder / "qdrant"), "embedding_model_dims": room.embedder.dimension}
    return {
        "vector_store": {"provider": "qdrant", "config": store},
        "embedder": uncalled,
        "llm": uncalled,
        "history_db_path": str(room.folder / "history.db"),
    }
