"""Statements that every search asks, put to SQLite itself: what SQLAlchemy does around each takes longer than the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection


def rows(connection: Connection, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """All rows of a statement that reads. Errors are those of sqlite3, as which `Database.read` knows them, too."""
    found: list[tuple[Any, ...]] = connection.connection.cursor().execute(statement, parameters).fetchall()
    return found


def value(connection: Connection, statement: str, parameters: Sequence[object] = ()) -> Any:
    """The first column of the first row; None where there is no row."""
    found = rows(connection, statement, parameters)
    return found[0][0] if found else None
