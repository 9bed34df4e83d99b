"""What every vector index checks before it takes a vector in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from memos.errors import IndexFailed
from memos.ports import VectorEntry, Vectors

_TOLERANCE: Final = 1e-2
"""How far from 1 the length of a unit vector may be. A zero vector (a text without a word) is like nothing."""


def sound(entry: VectorEntry, dimension: int | None) -> Vectors:
    """The entry's rows, shape (parts, dimension), float32.

    Raises IndexFailed if they are not finite unit (or zero) vectors of that dimension: an index never holds such a row.
    """
    rows = np.ascontiguousarray(np.atleast_2d(entry.vectors), dtype=np.float32)
    if rows.ndim != 2 or 0 in rows.shape:
        raise IndexFailed(f"Cube {entry.key} at seq {entry.seq} comes without vectors.")
    if dimension is not None and rows.shape[1] != dimension:
        raise IndexFailed(f"Cube {entry.key} at seq {entry.seq} has {rows.shape[1]} dimensions, not {dimension}.")
    if not _of_unit_length(rows):
        raise IndexFailed(f"Cube {entry.key} at seq {entry.seq} has a vector that is not of length 1.")
    return rows


def all_sound(entries: Sequence[VectorEntry], dimension: int) -> list[tuple[VectorEntry, Vectors]]:
    """Each entry with its rows as `sound` gives them: checked together, which takes a tenth of the time; one by one if one is not."""
    blocks = [entry.vectors for entry in entries]
    if blocks and all(block.ndim == 2 and block.shape[1] == dimension and block.shape[0] for block in blocks):
        rows = np.concatenate(blocks)
        if rows.dtype == np.float32 and _of_unit_length(rows):
            return list(zip(entries, blocks, strict=True))
    return [(entry, sound(entry, dimension)) for entry in entries]


def _of_unit_length(rows: Vectors) -> bool:
    with np.errstate(over="ignore", invalid="ignore"):
        lengths = np.linalg.norm(rows, axis=1)
    return bool(np.all((np.abs(lengths - 1) <= _TOLERANCE) | (lengths == 0)))


class Changes(NamedTuple):
    """What remains to be done of a batch."""

    upserts: list[VectorEntry]
    removals: list[tuple[int, int]]

    @property
    def keys(self) -> list[int]:
        """All keys it changes."""
        return [*(entry.key for entry in self.upserts), *(key for key, _ in self.removals)]


def outstanding(
    upserts: Iterable[VectorEntry],
    removals: Iterable[tuple[int, int]],
    held: Mapping[int, int],
    removed: Mapping[int, int],
) -> Changes:
    """The last word on every key, unless the index has heard a later one: what makes a replay harmless.

    `held` and `removed` map keys to the seq of their entry and of their removal. A removal outranks an
    entry of its seq.
    """
    entries: dict[int, VectorEntry] = {}
    for entry in upserts:
        before = entries.get(entry.key)
        if before is None or before.seq <= entry.seq:
            entries[entry.key] = entry
    gone: dict[int, int] = {}
    for key, seq in removals:
        gone[key] = max(seq, gone.get(key, 0))
    return Changes(
        [
            entry
            for key, entry in entries.items()
            if entry.seq >= held.get(key, 0) and entry.seq > max(removed.get(key, 0), gone.get(key, 0))
        ],
        [
            (key, seq)
            for key, seq in gone.items()
            if seq >= max(held.get(key, 0), removed.get(key, 0)) and (key not in entries or entries[key].seq <= seq)
        ],
    )
