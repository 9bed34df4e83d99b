"""The one place where an error of SQLite becomes an error of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import exc

from memos.errors import (
    Applied,
    Conflict,
    InvalidInput,
    StoreBusy,
    StoreCorrupt,
    StoreFull,
    StoreReadOnly,
    StoreUnavailable,
)

_KINDS: Final[dict[int, tuple[type[StoreUnavailable], str, str]]] = {
    sqlite3.SQLITE_BUSY: (
        StoreBusy,
        "Another process is writing to this store.",
        "Try again; MEMOS_BUSY_TIMEOUT sets how long to wait.",
    ),
    sqlite3.SQLITE_LOCKED: (StoreBusy, "This store is locked.", "Try again."),
    sqlite3.SQLITE_FULL: (StoreFull, "The disk is full.", "Free some space and try again; reading goes on working."),
    sqlite3.SQLITE_READONLY: (
        StoreReadOnly,
        "This store can't be written.",
        "Check who may write to the data directory.",
    ),
    sqlite3.SQLITE_PERM: (StoreReadOnly, "This store may not be opened.", "Check who may write to the data directory."),
    sqlite3.SQLITE_CORRUPT: (
        StoreCorrupt,
        "The database file is damaged.",
        "`memos doctor` says what can still be read, and what to do.",
    ),
    sqlite3.SQLITE_NOTADB: (
        StoreCorrupt,
        "memos.db is not a database.",
        "Move it away, or give another data directory.",
    ),
    sqlite3.SQLITE_CANTOPEN: (StoreUnavailable, "The database file can't be opened.", "Check the data directory."),
    sqlite3.SQLITE_IOERR: (
        StoreUnavailable,
        "The disk failed to read or write.",
        "Check the disk; `memos doctor` checks the store.",
    ),
}


@contextmanager
def translated(applied: Applied = "no") -> Generator[None]:
    """Lets no error of SQLite or SQLAlchemy out as such, nor one of text that can't be stored. `applied`: what an error in
    the block means for the store."""
    try:
        yield
    except exc.DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise _ours(error.orig, applied) from error
        raise
    except sqlite3.Error as error:
        raise _ours(error, applied) from error
    except UnicodeEncodeError:
        raise InvalidInput("A lone surrogate was given: this is not valid Unicode text.") from None
    except exc.TimeoutError as error:
        raise StoreBusy("All connections to this store are in use.", hint="Try again.") from error


def _ours(error: sqlite3.Error, applied: Applied) -> StoreUnavailable | Conflict:
    extended = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    code = extended & 0xFF
    if code == sqlite3.SQLITE_CONSTRAINT:
        return Conflict(f"The store's rules forbid this ({error}).", hint="Nothing was applied.")
    kind, message, hint = _KINDS.get(
        code, (StoreUnavailable, f"The store failed ({error}).", "`memos doctor` checks the store.")
    )
    # What SQLite refuses it rolls back; only after a failure of the disk itself may the end be open.
    return kind(message, hint=hint, applied=applied if kind is StoreUnavailable else "no")
