"""A SQLite database to import from, opened with care: for reading alone, its tables alone, nothing in it is run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from memos.interfaces.importers.source import LINE_LIMIT, Source

MAGIC: Final = b"SQLite format 3\0"


class Tables(Source):
    """The tables of a database. Raises InvalidInput for what is damaged, locked, or no text where text should be."""

    def __init__(self, path: Path) -> None:
        self._columns: dict[str, set[str]] = {}
        super().__init__(path)

    def columns(self, table: str) -> set[str]:
        """The columns of a table; none of one that is not there. What is a view is not looked at."""
        if table not in self._columns:
            asked = "SELECT name FROM pragma_table_info(?) WHERE EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?)"
            found = self._ask(asked, (table, table))
            self._columns[table] = {str(row["name"]) for row in found}
        return self._columns[table]

    def rows(self, table: str, *, order: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Every row of a table that is known to be there, numbered, by its columns."""
        return enumerate(self._ask(f"SELECT * FROM {table} ORDER BY {order}", ()), 1)  # noqa: S608 - names of this program

    def _ask(self, statement: str, values: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True, timeout=1.0)) as connection:
                connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LINE_LIMIT)
                connection.execute("PRAGMA trusted_schema = OFF")
                connection.row_factory = sqlite3.Row
                for row in connection.execute(statement, values):
                    yield dict(row)
        except sqlite3.Error as error:
            raise self.wrong(f"this database can't be read ({error})") from None

    def _check_head(self) -> None:
        """What it is, was told by its first bytes."""
