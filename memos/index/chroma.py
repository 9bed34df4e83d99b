"""Approximate search for large spaces: one Chroma collection a space, in the data directory of one process.

Two processes on one directory lose vectors without an error (measured), so whoever opens this holds the owner lock.
Only ids, seq numbers and vectors go in: what is deleted in Chroma stays in its files until the collection is dropped.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import threading
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration, CreateHNSWConfiguration
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from numpy.typing import NDArray

from memos.errors import IndexFailed
from memos.index import soundness
from memos.index.vectors import outstanding, sound
from memos.ports import Match, VectorEntry, Vectors

MOST_OPEN: Final = 32
"""Collections used before all are closed and opened anew when needed: each takes 4 file descriptors and about 5 MB.

Chroma's own bounded cache is not used: a collection it puts out before its files are written can't be read any more
("Nothing found on disk": 6 of 6 runs with a cache of 32, none without; chromadb 1.5.9). Opening takes 20 ms.
"""
_BATCH: Final = 1_000
"""Keys or rows in one call; Chroma takes at most 5,461."""
_COMPARED: Final = 2_000
"""Up to so many allowed keys are compared one by one: a filter makes Chroma look at the whole collection."""
_HNSW: Final[CreateHNSWConfiguration] = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 200,
    "max_neighbors": 32,
}
_FAILURES: Final = (ChromaError, ValueError, TypeError, RuntimeError, OSError, sqlite3.Error)
"""What Chroma raises when its files or arguments are bad."""


class Chroma:
    """A `VectorIndex` on Chroma's HNSW graph. Keeps its place on disk; tombstones it remembers while it is open."""

    def __init__(self, directory: Path, most_open: int = MOST_OPEN) -> None:
        """Opens the directory, which belongs to this process alone. Damaged files are set aside, and it starts empty.

        Raises IndexFailed if it can't be opened.
        """
        self._directory = directory
        self._most_open = most_open
        self._used: set[int] = set()
        self._lock = threading.RLock()
        self._removed: dict[int, dict[int, int]] = {}
        with _translated("opened"):
            soundness.ensure(directory)
            directory.mkdir(parents=True, exist_ok=True)
            self._client = _open(directory)

    @property
    def name(self) -> str:
        """`chroma`."""
        return "chroma"

    def apply(self, space: int, upserts: Sequence[VectorEntry], removals: Sequence[tuple[int, int]]) -> None:
        """Takes entries in and out. An unsound vector raises IndexFailed and changes nothing."""
        touched = [*(entry.key for entry in upserts), *(key for key, _ in removals)]
        with self._lock, _translated("written"):
            collection = self._collection(space)
            parts = _parts(collection, touched)
            removed = self._removed.setdefault(space, {})
            held = {key: seq for key, seq, _ in parts.values()}
            changes = outstanding(upserts, removals, held, removed)
            entries = [(entry, sound(entry, _dimension(collection))) for entry in changes.upserts]
            kept = {f"{entry.key}:{part}" for entry, rows in entries for part in range(len(rows))}
            changed = set(changes.keys)
            _delete(collection, [name for name, (key, _, _) in parts.items() if key in changed and name not in kept])
            _upsert(collection, entries)
            removed.update(changes.removals)
            for entry in changes.upserts:
                removed.pop(entry.key, None)

    def search(self, space: int, query: Vectors, limit: int, allowed: NDArray[np.int64] | None = None) -> list[Match]:
        """The nearest cubes, nearly exactly (recall above 0.99)."""
        with self._lock, _translated("searched"):
            collection = self._held(space)
            if collection is None:
                return []
            if allowed is not None and allowed.size <= _COMPARED:
                return _compare(_parts(collection, allowed.tolist(), vectors=True), query, limit)
            return _search(collection, query, limit, allowed)

    def keys(self, space: int) -> dict[int, int]:
        """Every key held and its seq."""
        with self._lock, _translated("read"):
            collection = self._held(space)
            if collection is None:
                return {}
            metadatas = collection.get(include=["metadatas"])["metadatas"] or []
            return {_whole(metadata["key"]): _whole(metadata["seq"]) for metadata in metadatas}

    def clear(self, space: int) -> None:
        """Drops a space's collection, and unlinks its files, which Chroma leaves behind with the vectors in them."""
        with self._lock, _translated("cleared"):
            self._removed.pop(space, None)
            collection = self._held(space)
            if collection is not None:
                segments = self._segments(collection)
                self._client.delete_collection(collection.name)
                for segment in segments:
                    _unlink(self._directory / segment)
                self._shed(str(collection.id))

    def _shed(self, collection: str) -> None:
        """Writes Chroma's own database anew without what it had queued for a collection: vectors stay in its pages else."""
        self._client.close()
        try:
            with contextlib.closing(sqlite3.connect(self._directory / "chroma.sqlite3", isolation_level=None)) as own:
                own.execute("DELETE FROM embeddings_queue WHERE topic LIKE ?", (f"%{collection}",))
                own.execute("VACUUM")
                own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self._client = _open(self._directory)
            self._used.clear()

    def close(self) -> None:
        """Closes the client and its files."""
        with self._lock, _translated("closed"):
            self._client.close()
            if self._directory.exists():
                soundness.seal(self._directory)

    def _opened(self, space: int) -> Client:
        """The client, closed and opened anew when too many collections are open."""
        if space not in self._used and len(self._used) >= self._most_open:
            self._client.close()
            self._client = _open(self._directory)
            self._used.clear()
        self._used.add(space)
        return self._client

    def _collection(self, space: int) -> Collection:
        configuration = CreateCollectionConfiguration(hnsw=_HNSW)
        return self._opened(space).get_or_create_collection(
            _name(space), embedding_function=None, configuration=configuration
        )

    def _held(self, space: int) -> Collection | None:
        try:
            return self._opened(space).get_collection(_name(space), embedding_function=None)
        except NotFoundError:
            return None

    def _segments(self, collection: Collection) -> list[str]:
        database = (self._directory / "chroma.sqlite3").resolve().as_uri()
        with contextlib.closing(sqlite3.connect(f"{database}?mode=ro", uri=True)) as connection:
            rows = connection.execute(
                "SELECT id FROM segments WHERE collection = ? AND scope = 'VECTOR'", (str(collection.id),)
            ).fetchall()
        return [str(segment) for (segment,) in rows]


def _open(directory: Path) -> Client:
    kept = Settings(is_persistent=True, persist_directory=str(directory), anonymized_telemetry=False)
    return Client(settings=kept)


@contextlib.contextmanager
def _translated(what: str) -> Generator[None]:
    try:
        yield
    except _FAILURES as error:
        hint = "Rebuild it with `memos reindex`."
        raise IndexFailed(f"The Chroma index could not be {what}: {error}", hint=hint) from error


def _unlink(segment: Path) -> None:
    with contextlib.suppress(FileNotFoundError):  # a small collection has no files of its own yet
        shutil.rmtree(segment)


def _name(space: int) -> str:
    return f"space-{space}"


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"a key or seq in the index is {value!r}")
    return value


Part = tuple[int, int, NDArray[np.float32] | None]
"""Key, seq and, when asked for, the vector."""


def _parts(collection: Collection, keys: Sequence[int], vectors: bool = False) -> dict[str, Part]:
    """The rows held of these keys, by Chroma's id."""
    found: dict[str, Part] = {}
    for start in range(0, len(keys), _BATCH):
        chosen: Any = {"key": {"$in": list(keys[start : start + _BATCH])}}
        page = collection.get(where=chosen, include=["metadatas", "embeddings"] if vectors else ["metadatas"])
        rows = page["embeddings"] if vectors else None
        for place, (name, metadata) in enumerate(zip(page["ids"], page["metadatas"] or [], strict=True)):
            vector = None if rows is None else np.asarray(rows[place], dtype=np.float32)
            found[name] = (_whole(metadata["key"]), _whole(metadata["seq"]), vector)
    return found


def _dimension(collection: Collection) -> int | None:
    first = collection.peek(1)["embeddings"]
    return len(first[0]) if first is not None and len(first) else None


def _delete(collection: Collection, names: Sequence[str]) -> None:
    for start in range(0, len(names), _BATCH):
        collection.delete(ids=list(names[start : start + _BATCH]))


def _upsert(collection: Collection, entries: Sequence[tuple[VectorEntry, Vectors]]) -> None:
    rows = [(entry, part, row) for entry, vectors in entries for part, row in enumerate(vectors)]
    for start in range(0, len(rows), _BATCH):
        page = rows[start : start + _BATCH]
        collection.upsert(
            ids=[f"{entry.key}:{part}" for entry, part, _ in page],
            embeddings=np.stack([row for *_, row in page]),
            metadatas=[{"key": entry.key, "seq": entry.seq} for entry, *_ in page],
        )


def _compare(parts: dict[str, Part], query: Vectors, limit: int) -> list[Match]:
    matches = [Match(key, seq, float(vector @ query)) for key, seq, vector in parts.values() if vector is not None]
    return _best(matches, limit)


def _search(collection: Collection, query: Vectors, limit: int, allowed: NDArray[np.int64] | None) -> list[Match]:
    """Asks for more until enough are allowed and distinct, or there is nothing more."""
    total = collection.count()
    wanted = limit
    while total:
        wanted = min(max(2 * wanted, 50), total)
        asked = query.reshape(1, -1)
        page = collection.query(query_embeddings=asked, n_results=wanted, include=["metadatas", "distances"])
        rows = zip((page["metadatas"] or [[]])[0], (page["distances"] or [[]])[0], strict=True)
        matches = [Match(_whole(told["key"]), _whole(told["seq"]), 1.0 - distance) for told, distance in rows]
        best = _best(_among(matches, allowed), limit)
        if len(best) == limit or wanted == total:
            return best
    return []


def _among(matches: Sequence[Match], allowed: NDArray[np.int64] | None) -> Sequence[Match]:
    """Those that are allowed, however many are: of a large space, what is not found is not looked at one by one."""
    if allowed is None:
        return matches
    kept = np.isin(np.array([match.key for match in matches], dtype=np.int64), allowed)
    return [match for match, is_kept in zip(matches, kept.tolist(), strict=True) if is_kept]


def _best(matches: Sequence[Match], limit: int) -> list[Match]:
    """The nearest, each key once."""
    nearest: dict[int, Match] = {}
    for match in sorted(matches, key=lambda match: (-match.cosine, match.key)):
        nearest.setdefault(match.key, match)
    return list(nearest.values())[:limit]
