"""Sparse matrices as far as a search needs them, in numpy alone: scipy takes longer to import than a search takes."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
Floats = NDArray[np.float64]

_FEW: Final = 4
"""It takes so many times as long to gather an entry as to pass over it."""
_NONE: Final[Places] = np.empty(0, dtype=np.int64)


class Entries(NamedTuple):
    """The entries of some rows: by each the place of its row among those asked for, its column and value."""

    at: Places
    columns: NDArray[np.int32]
    values: NDArray[np.float32]


class Sparse(NamedTuple):
    """A matrix by rows (CSR): the entries of row `n` lie from `starts[n]` to `starts[n + 1]`, by ascending column.

    `filled` are the rows that have entries. Never changed.
    """

    starts: Places
    columns: NDArray[np.int32]
    values: NDArray[np.float32]
    filled: Places
    width: int

    @classmethod
    def of(cls, rows: Places, columns: Places, values: Floats, shape: tuple[int, int]) -> Sparse:
        """From entries in any order; of several at one place the greatest counts."""
        keys = rows.astype(np.int64) * max(1, shape[1]) + columns
        order = np.argsort(keys, kind="stable")
        keys, first = np.unique(keys[order], return_index=True)
        greatest = np.maximum.reduceat(values[order], first) if first.size else values[:0]
        at, columns = np.divmod(keys, max(1, shape[1]))
        starts = np.searchsorted(at, np.arange(shape[0] + 1))
        return cls(starts, columns.astype(np.int32), greatest.astype(np.float32), np.unique(at), shape[1])

    @classmethod
    def none(cls) -> Sparse:
        """A matrix without rows and columns."""
        return cls.of(_NONE, _NONE, np.empty(0), (0, 0))

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.starts.size - 1

    @property
    def counts(self) -> Places:
        """How many entries each row has."""
        return np.diff(self.starts)

    @property
    def size(self) -> int:
        """Bytes held."""
        return self.starts.nbytes + self.columns.nbytes + self.values.nbytes + self.filled.nbytes

    def turned(self) -> Sparse:
        """Its columns as rows."""
        order = np.argsort(self.columns, kind="stable")
        columns = self.columns[order]
        starts = np.searchsorted(columns, np.arange(self.width + 1))
        owners = np.repeat(np.arange(self.rows, dtype=np.int32), self.counts)
        return Sparse(starts, owners[order], self.values[order], np.unique(columns).astype(np.int64), self.rows)

    def resized(self, rows: int, width: int) -> Sparse:
        """With more rows and columns, all without entries."""
        more = np.full(rows - self.rows, self.starts[-1], dtype=self.starts.dtype)
        return self._replace(starts=np.concatenate([self.starts, more]), width=width)

    def with_(self, rows: Places, columns: Places, values: Floats, shape: tuple[int, int]) -> Sparse:
        """With more entries, of this new shape; of several at one place the greatest counts."""
        known = self.resized(*shape)
        if not rows.size:
            return known
        fresh = Sparse.of(rows, columns, values, shape)
        held, keys = known.keys, fresh.keys
        at = np.searchsorted(held, keys)
        same = np.append(held, -1)[at] == keys
        most, new = known.values.copy(), ~same
        most[at[same]] = np.maximum(most[at[same]], fresh.values[same])
        counts = known.counts + np.bincount(keys[new] // max(1, shape[1]), minlength=shape[0])
        return Sparse(
            np.concatenate([[0], np.cumsum(counts)]),
            np.insert(known.columns, at[new], fresh.columns[new]),
            np.insert(most, at[new], fresh.values[new]),
            np.flatnonzero(counts),
            shape[1],
        )

    def times(self, vector: Floats, turned: Sparse | None = None) -> Floats:
        """The product with a vector, a number a row, to the precision of 32 bits.

        `turned`, where it is at hand, spares looking at all entries where the vector is 0 nearly everywhere.
        """
        if turned is not None:
            filled = np.flatnonzero(vector)
            held = turned.starts[filled + 1] - turned.starts[filled]
            if _FEW * int(held.sum()) < self.columns.size:
                told = turned.entries(filled)
                return np.bincount(told.columns, vector[filled][told.at] * told.values, self.rows).astype(np.float64)
        found = np.zeros(self.rows)
        if self.filled.size:
            worth = vector.astype(np.float32).take(
                self.columns, mode="clip"
            )  # what is checked nowhere is taken twice as fast
            worth *= self.values
            found[self.filled] = np.add.reduceat(worth, self.starts[self.filled])
        return found

    def entries(self, rows: Places) -> Entries:
        """What stands in these rows."""
        counts = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(counts)
        places = np.arange(int(counts.sum())) + np.repeat(self.starts[rows] - ends + counts, counts)
        return Entries(np.repeat(np.arange(rows.size), counts), self.columns[places], self.values[places])

    def dense(self, rows: Places, columns: Places) -> Floats:
        """These rows and ascending columns as a plain matrix."""
        found = np.zeros((rows.size, columns.size))
        entries = self.entries(rows)
        if columns.size:
            places = np.minimum(np.searchsorted(columns, entries.columns), columns.size - 1)
            kept = columns[places] == entries.columns
            found[entries.at[kept], places[kept]] = entries.values[kept]
        return found

    @property
    def keys(self) -> Places:
        """A number an entry, by which they ascend."""
        return np.repeat(np.arange(self.rows, dtype=np.int64), self.counts) * max(1, self.width) + self.columns
