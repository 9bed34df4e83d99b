"""All shadows of one store, opened and closed together."""

from __future__ import annotations

from typing import NamedTuple

from memos.index.dense import LARGE, Dense
from memos.index.lexical import Lexical
from memos.index.units import WarmUnits
from memos.ports import VectorIndex
from memos.store.db import Database
from memos.store.rows import SpaceId


class Shadows(NamedTuple):
    """What recall searches: vectors, words, and the arrays of what there is."""

    dense: Dense
    lexical: Lexical
    units: WarmUnits

    @classmethod
    def of(cls, database: Database, large: VectorIndex | None = None, *, threshold: int = LARGE) -> Shadows:
        """The shadows of a store; `large` is an index on disk for spaces of `threshold` cubes and more."""
        return cls(Dense(database, large, threshold=threshold), Lexical(), WarmUnits())

    def forget(self, space: SpaceId) -> None:
        """Drops all that is held of a space."""
        self.dense.forget(space)
        self.units.forget(space.number)

    def close(self) -> None:
        """Closes what is open."""
        self.dense.close()
        self.lexical.close()
