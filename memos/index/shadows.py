"""All shadows of one store, opened and closed together."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from memos.index.aliases import WarmAliases
from memos.index.dense import LARGE, Dense
from memos.index.heeding import Heeding
from memos.index.naming import WarmNaming
from memos.index.units import WarmUnits
from memos.index.warm import Budget
from memos.index.words import WarmWords
from memos.ports import VectorIndex
from memos.store.db import Database
from memos.store.rows import SpaceId


class Shadows(NamedTuple):
    """What recall searches: vectors, words, the arrays of what there is, and which names are of one; all within one budget."""

    dense: Dense
    units: WarmUnits
    heeding: Heeding
    aliases: WarmAliases
    words: WarmWords
    naming: WarmNaming
    budget: Budget

    @classmethod
    def of(cls, database: Database, large: VectorIndex | None = None, *, threshold: int = LARGE) -> Shadows:
        """The shadows of a store; `large` is an index on disk for spaces of `threshold` cubes and more."""
        budget = Budget()
        dense = Dense(database, large, threshold=threshold, budget=budget)
        units, aliases, words = WarmUnits(budget), WarmAliases(budget), WarmWords(budget)
        naming = WarmNaming(budget)
        heeding = Heeding([dense.cool, units.forget, aliases.forget, words.forget, naming.forget, budget.forget])
        return cls(dense, units, heeding, aliases, words, naming, budget)

    def heed(self, connection: Connection) -> None:
        """Drops what is warm of spaces of which something was forgotten meanwhile, by whichever process."""
        self.heeding.heed(connection)

    def forget(self, space: SpaceId) -> None:
        """Drops all that is held of a space."""
        self.dense.forget(space)
        self.units.forget(space.number)
        self.aliases.forget(space.number)
        self.words.forget(space.number)
        self.naming.forget(space.number)
        self.budget.forget(space.number)

    def close(self) -> None:
        """Closes what is open."""
        self.dense.close()
        self.words.close()
