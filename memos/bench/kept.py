"""Vectors kept in a file, so that a benchmark run again embeds no text twice: embedding is most of what filling a store costs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np

from memos.ports import Embedder, Vectors

_AT_ONCE: Final = 500
_TABLE: Final = "CREATE TABLE IF NOT EXISTS vectors (text BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"


class KeptVectors:
    """An embedder that asks another one only for texts it has not seen. One file serves one model; processes may share it.

    What it gives is what the model gave: figures stay the same, but times do not, so latency is measured without it.
    """

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        """Keeps the vectors in `folder`, in a file named after the model's fingerprint."""
        self.model = embedder
        name = blake2b(embedder.fingerprint.encode(), digest_size=6).hexdigest()
        self._lock = Lock()
        folder.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(folder / f"vectors-{name}.db", timeout=60, check_same_thread=False)
        with self._connection as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(_TABLE)

    @property
    def fingerprint(self) -> str:
        """The model's own."""
        return self.model.fingerprint

    @property
    def dimension(self) -> int:
        """The model's own."""
        return self.model.dimension

    def split(self, text: str) -> list[tuple[int, int]]:
        """See `Embedder.split`."""
        return self.model.split(text)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder.embed`."""
        keys = [blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts]
        with self._lock:
            known = dict(self._known(keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            fresh = np.ascontiguousarray(self.model.embed(list(missing.values())), dtype="<f4")
            rows = {key: row.tobytes() for key, row in zip(missing, fresh, strict=True)}
            known |= rows
            with self._lock, self._connection as connection:
                connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows.items())
        flat = np.frombuffer(b"".join(known[key] for key in keys), dtype="<f4")
        return flat.reshape(len(texts), self.dimension).astype(np.float32)

    def close(self) -> None:
        """Gives the file back."""
        self._connection.close()

    def _known(self, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        wanted = list(dict.fromkeys(keys))
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            asked = f"SELECT text, vector FROM vectors WHERE text IN ({marks})"  # noqa: S608 - marks alone
            with closing(self._connection.execute(asked, some)) as found:
                yield from found
