"""Gives freed bytes back, so that no file of the store holds what its rows no longer do.

Rows are overwritten as they are deleted (`secure_delete`). That leaves the full-text index, which keeps the words of a deleted row in
its segments until they are merged; the write-ahead log; and, rarely, gaps in pages from which rows had moved away.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from memos.errors import StoreBusy
from memos.store.db import Database
from memos.store.forgetting.residue import WINDOW, Marks, Searching
from memos.store.holdings import KEPT
from memos.store.tables import Row

_INDEX: Final = "chroma"
"""The folder of the vector index on disk, and the name under which it keeps its watermark."""
_ROWS: Final = 2_000
_WORDS: Final = ["text"]
"""The columns of the full-text index, which is no table of the code."""
_LIKELIEST: Final = ("messages", "embeddings", "cubes", "journal")
"""Where somebody else's words are most likely to be alike."""


def merge_words(connection: Connection) -> None:
    """Merges all segments of the full-text index into one: words of deleted rows go."""
    connection.exec_driver_sql("INSERT INTO cube_fts(cube_fts) VALUES ('optimize')")


def empty_log(database: Database) -> None:
    """Moves the write-ahead log into the file and cuts it to nothing. Raises StoreBusy while another process reads in it."""
    if not database.checkpoint("TRUNCATE"):
        raise StoreBusy("Another process is reading this store: its write-ahead log can't be emptied now.")


def clear_out(database: Database, where: Sequence[str], *, index_in_use: bool) -> bool:
    """Clears what a search found bytes in: the vector index on disk, if nobody here uses it, and indices that were set aside as
    damaged go (shadows, made anew when they are needed); the database is written anew. Says whether that was.

    Writing it anew (VACUUM) takes 15 s and twice the room for 600 MB. No gap of a page is carried over.
    """
    for folder in {name.split("/")[0] for name in where if "/" in name}:
        if folder.startswith(f"{_INDEX}.") or (folder == _INDEX and not index_in_use):
            shutil.rmtree(database.directory / folder)
            with database.write(truth=False) as connection:
                connection.exec_driver_sql("DELETE FROM watermarks WHERE index_name = ?", (_INDEX,))
    if anew := "memos.db" in where:
        database.rebuild()
    empty_log(database)
    return anew


def not_in_rows(connection: Connection, marks: Marks) -> set[int]:
    """Those of the marks that stand in no value of any row: what a file holds of them is left over from what was erased."""
    searching = Searching(marks)
    for name in [*_LIKELIEST, *(name for name in KEPT if name not in _LIKELIEST)]:
        for page in _pages(connection, name):
            if not searching.left:
                return set()
            searching.among(page)
    return searching.left


def _pages(connection: Connection, table: str) -> Iterator[bytes]:
    """All texts and blobs of a table as bytes, some thousand rows at a time; values are kept apart, and those too short are left out."""
    made = Row.metadata.tables.get(table)
    names = _WORDS if made is None else [one.name for one in made.c if one.type.python_type in (str, bytes)]
    if not names:
        return
    chosen = ", ".join(f'CAST("{name}" AS BLOB)' for name in names)
    rows = connection.exec_driver_sql(f"SELECT {chosen} FROM {table}")  # noqa: S608
    while page := rows.fetchmany(_ROWS):
        yield b"\0".join([value for row in page for value in row if value is not None and len(value) >= WINDOW])
