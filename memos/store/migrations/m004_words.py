"""Words alone: what is said around an utterance is reckoned where it is asked, and no longer kept with every one of them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

STATEMENTS: Final = (
    "CREATE VIRTUAL TABLE cube_words USING fts5(space, text, tokenize = 'porter unicode61 remove_diacritics 2')",
    "INSERT INTO cube_words (rowid, space, text) SELECT rowid, space, text FROM cube_fts",
    "DROP TABLE cube_vocab",
    "DROP TABLE cube_fts",
    "ALTER TABLE cube_words RENAME TO cube_fts",
    "CREATE VIRTUAL TABLE cube_vocab USING fts5vocab('cube_fts', 'row')",
)


def m004_words(connection: Connection) -> None:
    """The full-text table without its column `window`."""
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)
