"""What was forgotten, and how far the forgetting of it has come."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

STATEMENTS: Final = (
    """CREATE TABLE forgettings (
        number INTEGER NOT NULL,
        space INTEGER NOT NULL,
        seq BIGINT NOT NULL,
        what VARCHAR NOT NULL,
        stage VARCHAR NOT NULL,
        "plan" TEXT NOT NULL,
        counts TEXT NOT NULL,
        marks BLOB NOT NULL,
        begun_at BIGINT NOT NULL,
        done_at BIGINT,
        PRIMARY KEY (number)
    )""",
    "CREATE INDEX forgettings_by_seq ON forgettings (seq)",
)


def m003_forgetting(connection: Connection) -> None:
    """The register of what was forgotten: numbers, never content."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
