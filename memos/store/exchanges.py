"""Exchanges: what one `add` handed over, and how far it has come."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, select, update

from memos.errors import NotFound
from memos.schemas.scope import Scope
from memos.schemas.value import Moment, Value, canonical
from memos.store.db import Database
from memos.store.rows import SpaceId, micros, moment
from memos.store.tables import EXCHANGES


class StoredExchange(Value):
    """An exchange whose messages are durable.

    `stage` is `stored` until its operations are committed, then `settled`. `message_ids` are those handed over, in
    order (also those stored before). `route` and `failures` tell, by agent, why it looked and what went wrong.
    """

    op_id: str
    scope: Scope
    stage: Literal["stored", "settled"]
    message_ids: tuple[str, ...]
    request_hash: str
    received_at: Moment
    settled_at: Moment | None = None
    error: str = ""
    attempts: int = 0
    route: Mapping[str, str] = {}
    failures: Mapping[str, str] = {}

    @property
    def settled(self) -> bool:
        """Whether its operations are committed."""
        return self.stage == "settled"


class Exchanges:
    """The exchanges of a space."""

    def __init__(self, database: Database, space: SpaceId) -> None:
        self._database = database
        self._space = space

    def get(self, op_id: str) -> StoredExchange | None:
        """One exchange, or None."""
        with self._database.read() as connection:
            return find(connection, self._space, op_id)

    def pending(self, limit: int | None = None) -> list[StoredExchange]:
        """Exchanges whose operations are still to come, oldest first."""
        asked = (
            select(EXCHANGES)
            .where(EXCHANGES.c.space == self._space.number, EXCHANGES.c.stage == "stored")
            .order_by(EXCHANGES.c.received_at, EXCHANGES.c.op_id)
            .limit(limit)
        )
        with self._database.read() as connection:
            return [_exchange(self._space, row) for row in connection.execute(asked).mappings()]

    def failed(self, op_id: str, error: str) -> None:
        """Counts a failed attempt at the second stage, and says why. Raises NotFound for an unknown `op_id`."""
        noted = (
            update(EXCHANGES)
            .where(EXCHANGES.c.space == self._space.number, EXCHANGES.c.op_id == op_id, EXCHANGES.c.stage == "stored")
            .values(error=error, attempts=EXCHANGES.c.attempts + 1)
        )
        with self._database.write() as connection:
            if connection.execute(noted).rowcount == 0 and find(connection, self._space, op_id) is None:
                raise NotFound(f"There is no exchange {op_id!r} here.")


def find(connection: Connection, space: SpaceId, op_id: str) -> StoredExchange | None:
    """One exchange, within the caller's transaction."""
    asked = select(EXCHANGES).where(EXCHANGES.c.space == space.number, EXCHANGES.c.op_id == op_id)
    row = connection.execute(asked).mappings().first()
    return None if row is None else _exchange(space, row)


def settle(
    connection: Connection,
    space: SpaceId,
    op_id: str,
    moment: Moment,
    told: Mapping[str, Mapping[str, str]],
) -> None:
    """Marks an exchange as settled, within the transaction that commits its operations."""
    connection.execute(
        update(EXCHANGES)
        .where(EXCHANGES.c.space == space.number, EXCHANGES.c.op_id == op_id)
        .values(
            stage="settled",
            settled_at=micros(moment),
            error="",
            **{name: canonical(dict(map_)) for name, map_ in told.items()},
        )
    )


def _exchange(space: SpaceId, row: RowMapping | Mapping[str, Any]) -> StoredExchange:
    return StoredExchange(
        op_id=row["op_id"],
        scope=Scope(tenant=space.tenant, user=space.user, agent=row["agent"], run=row["run"]),
        stage=row["stage"],
        message_ids=tuple(json.loads(row["message_ids"])),
        request_hash=row["request_hash"],
        received_at=moment(row["received_at"]),
        settled_at=None if row["settled_at"] is None else moment(row["settled_at"]),
        error=row["error"],
        attempts=row["attempts"],
        route=json.loads(row["route"]),
        failures=json.loads(row["failures"]),
    )
