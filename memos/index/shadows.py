"""All shadows of one store, opened and closed together."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from memos.index.aliases import WarmAliases
from memos.index.dense import LARGE, Dense
from memos.index.heeding import Heeding
from memos.index.lexical import Lexical
from memos.index.units import WarmUnits
from memos.ports import VectorIndex
from memos.store.db import Database
from memos.store.rows import SpaceId


class Shadows(NamedTuple):
    """What recall searches: vectors, words, the arrays of what there is, and which names are of one."""

    dense: Dense
    lexical: Lexical
    units: WarmUnits
    heeding: Heeding
    aliases: WarmAliases

    @classmethod
    def of(cls, database: Database, large: VectorIndex | None = None, *, threshold: int = LARGE) -> Shadows:
        """The shadows of a store; `large` is an index on disk for spaces of `threshold` cubes and more."""
        dense, units, aliases = Dense(database, large, threshold=threshold), WarmUnits(), WarmAliases()
        return cls(dense, Lexical(), units, Heeding([dense.cool, units.forget, aliases.forget]), aliases)

    def heed(self, connection: Connection) -> None:
        """Drops what is warm of spaces of which something was forgotten meanwhile, by whichever process."""
        self.heeding.heed(connection)

    def forget(self, space: SpaceId) -> None:
        """Drops all that is held of a space."""
        self.dense.forget(space)
        self.units.forget(space.number)
        self.aliases.forget(space.number)

    def close(self) -> None:
        """Closes what is open."""
        self.dense.close()
        self.lexical.close()
