"""Records by column: each column lies together in memory, so that a search, which reads a few over all rows, reads no others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray


class Columns:
    """Named columns of one length. Used as a structured array is: by a name it gives a column, by places those rows.

    Rows that were picked out are copied a column at a time, when it is asked for. Never changed.
    """

    def __init__(self, held: Mapping[str, NDArray[Any]], rows: NDArray[np.int64] | None = None) -> None:
        """`rows`: the places that it shows of what is held; without them, all."""
        self._held = held
        self._rows = rows

    @classmethod
    def of(cls, records: NDArray[np.void]) -> Columns:
        """Of a structured array."""
        return cls({name: np.ascontiguousarray(records[name]) for name in records.dtype.names or ()})

    @overload
    def __getitem__(self, asked: str) -> NDArray[Any]: ...
    @overload
    def __getitem__(self, asked: NDArray[Any]) -> Columns: ...
    def __getitem__(self, asked: str | NDArray[Any]) -> NDArray[Any] | Columns:
        if isinstance(asked, str):
            return self._held[asked] if self._rows is None else self._held[asked][self._rows]
        places = np.flatnonzero(asked) if asked.dtype == np.bool_ else asked
        return Columns(self._held, places if self._rows is None else self._rows[places])

    @property
    def size(self) -> int:
        """How many rows there are."""
        return next(iter(self._held.values())).size if self._rows is None else self._rows.size

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return sum(column.nbytes for column in self._held.values())

    def joined(self, others: Columns, by: str) -> Columns:
        """With the rows of others, which take the place of those with the same `by`; in its order."""
        kept = np.flatnonzero(~np.isin(self[by], others[by]))
        keys = np.concatenate([self[by][kept], others[by]])
        order = None if np.all(keys[:-1] < keys[1:]) else np.argsort(keys, kind="stable")
        both = {name: np.concatenate([self[name][kept], others[name]]) for name in self._held}
        return Columns(both if order is None else {name: column[order] for name, column in both.items()})
