"""Vectors as the truth keeps them: blobs beside the cubes, keyed by the text they stand for."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from memos.ports import VectorEntry, Vectors
from memos.schemas.value import digest
from memos.store.reading import rows, value
from memos.store.rows import searchable

_CHANGED: Final = """
SELECT num, seq, state FROM cubes
WHERE space = ? AND seq > ? ORDER BY seq, num LIMIT ?"""
_GIVEN: Final = """
SELECT num, seq, state FROM cubes
WHERE space = ? AND num IN (SELECT value FROM json_each(?)) ORDER BY seq, num"""
_BLOBS: Final = """
SELECT cubes.num, embeddings.vector
FROM json_each(?) AS wanted
CROSS JOIN cubes ON cubes.num = wanted.value
CROSS JOIN embeddings ON embeddings.cube = cubes.num AND embeddings.text_hash = cubes.text_hash
WHERE cubes.space = ? AND embeddings.fingerprint = (SELECT value FROM settings WHERE key = 'embedder_fingerprint')
ORDER BY cubes.num, embeddings.part"""
_SAID: Final = """
SELECT wanted.key, embeddings.vector FROM json_each(?) AS wanted CROSS JOIN embeddings
ON embeddings.cube = wanted.value ->> 0 AND embeddings.text_hash = wanted.value ->> 1 AND embeddings.part = 0
WHERE embeddings.fingerprint = (SELECT value FROM settings WHERE key = 'embedder_fingerprint')"""
_NOTHING: Final = np.empty((0, 0), dtype=np.float32)


class Changed(NamedTuple):
    """What happened to some cubes, as an index takes it. `waiting` have no vectors yet: they come with a later seq."""

    upserts: list[VectorEntry]
    removals: list[tuple[int, int]]
    waiting: list[int]
    last: int

    @property
    def total(self) -> int:
        """How many cubes it speaks of."""
        return len(self.upserts) + len(self.removals) + len(self.waiting)


def model(connection: Connection) -> str | None:
    """The embedder the store's vectors are of; None before the first."""
    found: str | None = value(connection, "SELECT value FROM settings WHERE key = 'embedder_fingerprint'")
    return found


def dimension(connection: Connection, space: int) -> int | None:
    """The length of the vectors of a space; None if it has none."""
    asked = "SELECT length(vector) / 4 FROM cubes JOIN embeddings ON embeddings.cube = cubes.num WHERE cubes.space = ? LIMIT 1"
    return connection.exec_driver_sql(asked, (space,)).scalar()


def changed(connection: Connection, space: int, after: int, limit: int) -> Changed:
    """The next cubes of a space that changed after a journal position, in order; no two changed at one position."""
    return _with_vectors(connection, space, rows(connection, _CHANGED, (space, after, limit)))


def current(connection: Connection, space: int, cubes: Sequence[int]) -> Changed:
    """The same for some cubes, whenever they changed."""
    return _with_vectors(connection, space, connection.exec_driver_sql(_GIVEN, (space, json.dumps(list(cubes)))).all())


def vectors(connection: Connection, space: int, cubes: NDArray[np.int64]) -> tuple[Vectors, NDArray[np.bool_]]:
    """One vector a cube (its first part), zeros where there is none, and which have one."""
    held = {num: parts[:1] for num, parts in _read(connection, space, cubes.tolist()).items()}
    dimension = next((rows.shape[1] for rows in held.values()), 0)
    found = np.zeros((cubes.size, dimension), dtype=np.float32)
    known = np.zeros(cubes.size, dtype=np.bool_)
    for place, num in enumerate(cubes.tolist()):
        row = held.get(num)
        if row is not None and row.shape == (1, dimension):
            found[place], known[place] = row[0], True
    return found, known


def of_texts(connection: Connection, cubes: Sequence[int], texts: Sequence[str], dimension: int) -> Vectors:
    """The vectors (first parts) of what cubes once said, shape (n, dimension); zeros where they are not kept."""
    wanted = json.dumps([[cube, digest(text)] for cube, text in zip(cubes, texts, strict=True)])
    found = np.zeros((len(texts), dimension), dtype=np.float32)
    for place, blob in connection.exec_driver_sql(_SAID, (wanted,)):
        if len(blob) == 4 * dimension:
            found[place] = np.frombuffer(blob, dtype="<f4")
    return found


def _with_vectors(connection: Connection, space: int, changed: Iterable[Any]) -> Changed:
    states = [(int(num), int(seq), searchable(state)) for num, seq, state in changed]
    blobs = _read(connection, space, [num for num, _, found in states if found])
    return Changed(
        [VectorEntry(num, seq, blobs[num]) for num, seq, found in states if found and num in blobs],
        [(num, seq) for num, seq, found in states if not found],
        [num for num, _, found in states if found and num not in blobs],
        max((seq for _, seq, _ in states), default=0),
    )


def _read(connection: Connection, space: int, cubes: Sequence[int]) -> dict[int, Vectors]:
    """All parts of each cube's text, shape (parts, dimension). A blob that is no row of floats gives an empty array."""
    if not cubes:
        return {}
    parts: dict[int, list[bytes]] = defaultdict(list)
    for num, blob in rows(connection, _BLOBS, (json.dumps(list(cubes)), space)):
        parts[num].append(blob)
    return {num: _matrix(blobs) for num, blobs in parts.items()}


def _matrix(blobs: Sequence[bytes]) -> Vectors:
    width = len(blobs[0])
    if width % 4 or any(len(blob) != width for blob in blobs):
        return _NOTHING
    return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), -1).astype(np.float32, copy=False)
