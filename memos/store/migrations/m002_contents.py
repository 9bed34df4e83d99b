"""Documents: what was read from them, kept once, and who holds which."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

STATEMENTS: Final = (
    """CREATE TABLE contents (
        digest VARCHAR NOT NULL,
        characters BIGINT NOT NULL,
        text BLOB NOT NULL,
        PRIMARY KEY (digest)
    )""",
    """CREATE TABLE holdings (
        space INTEGER NOT NULL,
        document VARCHAR NOT NULL,
        digest VARCHAR NOT NULL,
        content VARCHAR NOT NULL,
        held_at BIGINT NOT NULL,
        PRIMARY KEY (space, document, digest),
        FOREIGN KEY(space) REFERENCES spaces (number),
        FOREIGN KEY(content) REFERENCES contents (digest)
    )""",
    "CREATE INDEX holdings_by_digest ON holdings (space, digest)",
    "CREATE INDEX holdings_by_content ON holdings (content)",
)


def m002_contents(connection: Connection) -> None:
    """The tables of contents and of holdings."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
