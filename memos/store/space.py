"""A space: all that is kept for one tenant and user, and the way into it."""

from __future__ import annotations

from typing import Literal, TypeAlias, overload

from sqlalchemy import Connection, insert, select

from memos.schemas.scope import Scope
from memos.store.contents import Contents
from memos.store.cubes import Cubes
from memos.store.db import Database
from memos.store.embeddings import Embeddings
from memos.store.exchanges import Exchanges
from memos.store.feeds import Feeds
from memos.store.graph import Graph
from memos.store.journal import Journal
from memos.store.messages import Messages
from memos.store.reading import value
from memos.store.recollections import Recollections
from memos.store.rows import SpaceId, micros
from memos.store.tables import SPACES

ScopeList: TypeAlias = list[Scope]


class Space:
    """Everything of one tenant and user. What belongs to another looks as if it were not there."""

    def __init__(self, database: Database, key: SpaceId) -> None:
        self.database = database
        self.key = key
        self.messages = Messages(database, key)
        self.exchanges = Exchanges(database, key)
        self.cubes = Cubes(database, key)
        self.journal = Journal(database, key)
        self.graph = Graph(database, key)
        self.embeddings = Embeddings(database, key)
        self.recollections = Recollections(database, key)
        self.feeds = Feeds(database, key)
        self.contents = Contents(database, key)

    @property
    def number(self) -> int:
        """What stands for the space in every table and index."""
        return self.key.number

    @property
    def scope(self) -> Scope:
        """The whole space as a scope."""
        return Scope(tenant=self.key.tenant, user=self.key.user)


class Spaces:
    """The spaces of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @overload
    def open(self, tenant: str, user: str, create: Literal[True] = True) -> Space: ...
    @overload
    def open(self, tenant: str, user: str, create: bool) -> Space | None: ...
    def open(self, tenant: str, user: str, create: bool = True) -> Space | None:
        """The space of a tenant and user; without `create`, None when nothing was ever kept for them."""
        number = self._number(tenant, user)
        if number is None and create:
            number = self._make(tenant, user)
        return None if number is None else Space(self._database, SpaceId(number, tenant, user))

    def list(self) -> ScopeList:
        """Every tenant and user there is something of, in the order they came."""
        with self._database.read() as connection:
            rows = connection.execute(select(SPACES.c.tenant, SPACES.c.user).order_by(SPACES.c.number)).all()
        return [Scope(tenant=tenant, user=user) for tenant, user in rows]

    def _number(self, tenant: str, user: str) -> int | None:
        with self._database.read() as connection:
            return _number(connection, tenant, user)

    def _make(self, tenant: str, user: str) -> int:
        row = {"tenant": tenant, "user": user, "created_at": micros(self._database.clock.now())}
        with self._database.write() as connection:
            number = _number(connection, tenant, user)
            if number is None:
                number = 1 + int(connection.exec_driver_sql(_HIGHEST).scalar_one())
                connection.execute(insert(SPACES), {"number": number, **row})
            return int(number)


def _number(connection: Connection, tenant: str, user: str) -> int | None:
    asked = "SELECT number FROM spaces WHERE tenant = ? AND user = ?"
    found: int | None = value(connection, asked, (tenant, user))
    return found


_HIGHEST = (
    "SELECT max(coalesce((SELECT max(number) FROM spaces), 0), coalesce((SELECT max(space) FROM forgettings), 0))"
)
"""The number of a user who was forgotten is nobody else's: another process may still hold something warm under it."""
