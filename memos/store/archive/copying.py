"""A store as a file of its own: copied while others write, and looked through before it is believed.

The copy is read within one snapshot, so it is the store as it was at one `seq`; SQLite's backup would else begin again with
every write. It has no write-ahead log beside it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from sqlalchemy import Connection, create_engine, delete, func, insert, select
from sqlalchemy.pool import StaticPool

from memos.errors import StoreCorrupt, UnknownFormat
from memos.schemas.archive import Archived
from memos.schemas.backup import Record
from memos.schemas.cube import Kind
from memos.store.archive.unloading import Unloading
from memos.store.failures import translated
from memos.store.migrations import refuse_newer
from memos.store.rows import SpaceId
from memos.store.tables import CUBES, FAILURES, JOURNAL, SETTINGS, SPACES, WATERMARKS

Pages = Callable[[int, int], None]
"""Told how many pages were copied, of how many."""

AT_ONCE: Final = 4_096
"""Pages that are copied together (16 MiB)."""

_KEY: Final = "backup"


def copy(connection: Connection, path: Path, told: Pages, at_once: int = AT_ONCE) -> None:
    """The whole store as `connection` sees it, into a new file for its owner alone. The caller has read something before: that
    is the snapshot."""
    source = connection.connection.driver_connection
    assert isinstance(source, sqlite3.Connection)  # noqa: S101
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
    with translated(), closing(sqlite3.connect(path, isolation_level=None)) as target:
        target.execute("PRAGMA synchronous = FULL")
        source.backup(
            target, pages=at_once, progress=lambda _status, left, total: told(total - left, total), sleep=0.01
        )
        target.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def opened(path: Path, *, writable: bool = False) -> Generator[Connection]:
    """A copy, open by itself. StoreCorrupt for what is no database."""
    mode = "rw" if writable else "ro&immutable=1"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=StaticPool, hide_parameters=True)
    try:
        with translated(), engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writable else "BEGIN")
            yield connection
            connection.commit()
    finally:
        engine.dispose()


def describe(connection: Connection) -> tuple[int, tuple[Archived, ...]]:
    """The journal's `seq`, and of every user what there is and what it hashes to."""
    rows = connection.execute(select(SPACES.c.number, SPACES.c.tenant, SPACES.c.user).order_by(SPACES.c.number)).all()
    users = tuple(Unloading(connection, SpaceId(*row), local).summary() for local, row in enumerate(rows, 1))
    return int(connection.scalar(select(func.max(JOURNAL.c.seq))) or 0), users


def secrets(connection: Connection) -> int:
    """How many sealed values there are."""
    return int(connection.scalar(select(func.count()).where(CUBES.c.kind == Kind.VAULT.value)) or 0)


def write_record(connection: Connection, record: Record) -> None:
    """Writes into a copy what it must be."""
    connection.execute(insert(SETTINGS), {"key": _KEY, "value": record.model_dump_json()})


def read_record(connection: Connection) -> Record:
    """What a backup says of itself. UnknownFormat where it says nothing, SchemaTooNew where a newer program made it."""
    _refuse_newer(connection)
    said = connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.key == _KEY))
    try:
        return Record.model_validate_json(said or "")
    except ValidationError:
        raise UnknownFormat(
            "This is a database, but no backup: it does not say what it must be.",
            hint="`memos backup` makes one. Nothing was touched.",
        ) from None


def prove(connection: Connection, record: Record) -> None:
    """Raises StoreCorrupt if a copy is damaged, or is not what its record says."""
    found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    if found != "ok":
        raise StoreCorrupt(f"The backup is damaged ({str(found).splitlines()[-1]}).", hint="Nothing was touched.")
    seq, users = describe(connection)
    if seq != record.seq or users != record.users:
        whose = next(
            (told.user for told, is_now in zip(record.users, users, strict=False) if told != is_now), "the store"
        )
        raise StoreCorrupt(
            f"The backup is not what it says it is: {whose} was changed in it.", hint="Nothing was touched."
        )


def make_fresh(connection: Connection) -> None:
    """Makes a store of a copy: it says nothing of itself any more, and every index begins anew."""
    connection.execute(delete(SETTINGS).where(SETTINGS.c.key == _KEY))
    for table in (WATERMARKS, FAILURES):
        connection.execute(delete(table))


def _refuse_newer(connection: Connection) -> None:
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    names: list[str] = []
    if version:
        names = [str(name) for name in connection.exec_driver_sql("SELECT name FROM migrations").scalars()]
    refuse_newer(version, names)
    if not version:
        raise UnknownFormat("This is a database, but none of memos.", hint="Nothing was touched.")
