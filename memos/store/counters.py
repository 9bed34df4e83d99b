"""Numbers that only grow and are never handed out twice, whatever is removed later."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection, update

from memos.store.tables import COUNTERS


def take(connection: Connection, name: Literal["seq", "num"], count: int) -> int:
    """Takes `count` numbers in a row within the caller's transaction; returns the first."""
    taken = (
        update(COUNTERS)
        .where(COUNTERS.c.name == name)
        .values(value=COUNTERS.c.value + count)
        .returning(COUNTERS.c.value)
    )
    return int(connection.execute(taken).scalar_one()) - count + 1
