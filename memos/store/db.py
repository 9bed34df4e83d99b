"""The file: connections, transactions, checkpoints.

Several processes may use one store. Each of them writes; only the owner of the lock checkpoints.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from memos.errors import MemosError, StoreBusy, StoreCorrupt, StoreFull, StoreReadOnly, StoreUnavailable
from memos.ports import Clock, Ids
from memos.store.failures import translated
from memos.store.intact import Intact
from memos.store.migrations import STEPS, Migration, migrate, refuse_newer
from memos.store.owner import OwnerLock

Durability = Literal["full", "fast"]
Faults = Callable[[str], None]
"""Called before and after each durable step with its name. Tests make it raise or end the process."""

CHECKPOINT_AFTER: Final = 4 * 1024 * 1024
"""Bytes of write-ahead log after which its owner checkpoints."""

ADOPT_AFTER: Final = 16 * 1024 * 1024
"""Bytes of write-ahead log after which a process that is not the owner looks whether the owner is gone."""

_HEADER: Final = 100
"""Bytes that a database has at least."""

_RETRY_SECONDS: Final = 0.01
_NO_ROOM: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def no_faults(_step: str, /) -> None:
    """Nothing goes wrong on purpose."""


@dataclass
class _Process:
    """What belongs to one process and must not be carried over a fork."""

    pid: int
    engine: Engine
    owner: OwnerLock
    writing: threading.Lock = field(default_factory=threading.Lock)


class Database:
    """One open store. Every method may be called from several threads, and after a fork.

    Errors: StoreBusy, StoreFull, StoreReadOnly, StoreCorrupt, SchemaTooNew, StoreUnavailable; never one of SQLite.
    """

    def __init__(
        self, directory: Path, *, clock: Clock, ids: Ids, durability: Durability, busy_timeout: float, faults: Faults
    ) -> None:
        """Use `Database.open`, which looks at what is there first."""
        self.directory = directory
        self.clock = clock
        self.ids = ids
        self.read_only = False
        self.full = False
        self.checkpoint_failure = ""
        self._path = directory / "memos.db"
        self._log = directory / "memos.db-wal"
        self._intact = Intact(self._path, directory / "memos.db-left", self._connect)
        self._mode = "rwc"
        self._durability = durability
        self._busy_timeout = busy_timeout
        self._faults = faults
        self._log_seen = 0
        self._closed = False
        self._inherited: list[_Process] = []
        self._process = self._begin_process()

    @classmethod
    def open(
        cls,
        directory: Path,
        *,
        clock: Clock,
        ids: Ids,
        durability: Durability = "full",
        busy_timeout: float = 10.0,
        read_only: bool = False,
        faults: Faults = no_faults,
        steps: Sequence[Migration] = STEPS,
    ) -> Database:
        """Opens the store in `directory`, and makes it when there is none.

        `durability`: "full", an acknowledged write survives power loss; "fast", the last milliseconds may vanish.
        `busy_timeout`: seconds to wait for another writer. A directory that can't be written is opened for reading, and so is a
        store on a disk that has no room for what SQLite needs to write (`full`).
        Raises SchemaTooNew and StoreCorrupt before anything is written.
        """
        directory = Path(directory)
        database = cls(directory, clock=clock, ids=ids, durability=durability, busy_timeout=busy_timeout, faults=faults)
        database.read_only = read_only or not database._can_write()
        try:
            with translated():
                database._start(steps)
        except BaseException:
            database._give_back()
            raise
        return database

    # -- transactions

    @contextmanager
    def write(self, *, truth: bool = True) -> Generator[Connection]:
        """A transaction that alone may write; committed when the block ends, rolled back when it raises.

        Never wait for a model, a network or a person within it. When it returns, what was written is durable.
        `truth=False` is for what can be spared (counters, shadows): it alone is written without asking whether the file
        is whole. Else a file that was changed behind the store's back is looked through first, see `Intact`.
        """
        process = self._here()
        if self.read_only:
            raise self._not_for_writing()
        if not process.writing.acquire(timeout=self._busy_timeout):
            raise StoreBusy("Another thread is writing to this store.", hint="Try again.")
        try:
            with translated(), process.engine.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                try:
                    if truth:
                        self._intact.prove()
                    yield connection
                    self._commit(connection)
                except BaseException:
                    connection.rollback()
                    raise
            self._checkpoint_when_due(process)
        finally:
            process.writing.release()

    @contextmanager
    def read(self) -> Generator[Connection]:
        """A consistent snapshot for reading. It never waits for a writer."""
        with translated(), self._here().engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    def _not_for_writing(self) -> StoreUnavailable:
        if self.full:
            return StoreFull(
                f"The disk is full: {self.directory} is open for reading only.", hint="Free some space and try again."
            )
        return StoreReadOnly(
            f"{self.directory} is open for reading only.", hint="Check who may write to the data directory."
        )

    def _commit(self, connection: Connection) -> None:
        with translated(applied="unknown"):
            self._faults("before COMMIT")
            connection.commit()
            self._faults("after COMMIT")

    # -- ownership and checkpoints

    @property
    def owner(self) -> bool:
        """Whether this process is the one that checkpoints and may open the vector index on disk."""
        return self._here().owner.held

    def claim(self) -> bool:
        """Becomes the owner if there is none any more; says whether this process is it now."""
        return not self.read_only and self._here().owner.acquire(self.clock.now())

    def holder(self) -> str:
        """Who owns the store, as far as the lock file tells: pid, host, since when."""
        return self._here().owner.holder()

    def checkpoint(self, mode: Literal["PASSIVE", "TRUNCATE"] = "PASSIVE") -> bool:
        """Moves the write-ahead log into the file; says whether all of it was. Only for the owner.

        PASSIVE runs while this process holds the write lock, so that no writer can start the log anew meanwhile:
        SQLite before 3.51.3 may lose pages in that race. TRUNCATE takes the same lock by itself.
        """
        process = self._here()
        if not self.claim():
            raise StoreBusy("Another process owns this store.", hint=process.owner.holder())
        whole = self._intact.as_left()
        with translated(), process.engine.connect() as moving:
            if mode == "TRUNCATE":
                busy, *_ = moving.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
                if whole:
                    self._intact.note()
                return not busy
            with process.engine.connect() as guard:
                guard.exec_driver_sql("BEGIN IMMEDIATE")
                try:
                    busy, size, moved = moving.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").one()
                    if whole:
                        self._intact.note()
                    return not busy and size == moved
                finally:
                    guard.rollback()

    def rebuild(self) -> None:
        """Writes the whole file anew, through the log: pages hold nothing then but what rows do. Readers go on reading."""
        process = self._here()
        if self.read_only:
            raise self._not_for_writing()
        with process.writing, translated(), process.engine.connect() as connection:
            self._intact.prove()
            connection.exec_driver_sql("VACUUM")

    def _checkpoint_when_due(self, process: _Process) -> None:
        """What was written is durable, so a checkpoint that fails shows in `checkpoint_failure` and is not raised."""
        size = self._log.stat().st_size if self._log.exists() else 0
        self._log_seen = min(self._log_seen, size)
        grown = size - self._log_seen
        if grown < (CHECKPOINT_AFTER if process.owner.held else ADOPT_AFTER):
            return
        self._log_seen = size
        if not self.claim():
            return
        try:
            self.checkpoint()
            self.checkpoint_failure = ""
        except MemosError as error:
            self.checkpoint_failure = str(error)

    # -- opening and closing

    def close(self) -> None:
        """Checkpoints if this process is the owner, and gives everything back. Closing twice is fine.

        A log that can't be moved into the file now (no room) stays beside it: nothing is lost, and the next to open it reads it.
        """
        if self._closed:
            return
        try:
            if self.owner and not self.read_only:
                self.checkpoint("TRUNCATE")
        except StoreUnavailable as error:
            self.checkpoint_failure = str(error)
        finally:
            self._give_back()

    def _give_back(self) -> None:
        self._closed = True
        self._process.engine.dispose()
        self._process.owner.release()

    def _can_write(self) -> bool:
        try:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._process.owner.acquire(self.clock.now())
        except OSError as error:
            if not self._path.exists():
                raise StoreReadOnly(
                    f"There is no store in {self.directory}, and none can be made there ({error.strerror}).",
                    hint="Give a directory that can be written.",
                ) from error
            self.full = error.errno in _NO_ROOM
            return False
        return True

    def _start(self, steps: Sequence[Migration]) -> None:
        version = self._look(steps)
        if self.read_only:
            if version is None:
                raise StoreReadOnly(f"There is no store in {self.directory}.", hint="Open it for writing to make one.")
            if version < len(steps):
                raise StoreReadOnly(
                    "This store is of an older version.", hint="Open it for writing once to upgrade it."
                )
            return
        if not self._path.exists():
            self._make_private()
        self._log_ahead()
        if version is None or version < len(steps):
            with self.write() as connection:
                migrate(connection, self.clock.now(), steps)

    def _make_private(self) -> None:
        """Makes the file, empty and for its owner alone: what SQLite puts beside it gets the same permissions.

        Linked into place, because the file is never opened but by SQLite (see `_look`). A file system without links has no
        permissions to speak of, and one that is there by now was made by another process.
        """
        draft = self._path.with_name(f"memos.db-new.{os.getpid()}.{threading.get_ident()}")
        try:
            draft.touch(mode=0o600)
            with suppress(OSError):
                self._path.hardlink_to(draft)
        finally:
            draft.unlink(missing_ok=True)

    def _look(self, steps: Sequence[Migration]) -> int | None:
        """The file's schema version, None without a file; refuses what can't be used before anything is written.

        The file is never opened but by SQLite: whoever else closes it in this process drops the locks of all connections,
        and another process that closes the store then takes the log away from under them.
        """
        size = self._path.stat().st_size if self._path.exists() else 0
        if self._intact.was_emptied():
            raise StoreCorrupt(
                f"{self._path} is empty, and it was not.", hint="`memos doctor` says what to do. Nothing was touched."
            )
        if not size:
            return None
        if size < _HEADER:
            raise StoreCorrupt(
                f"{self._path} is not a database.",
                hint="`memos doctor` says what to do. Nothing was touched.",
            )
        self._mode = self._read_mode()
        with closing(self._connect()) as probe:
            version = int(probe.execute("PRAGMA user_version").fetchone()[0])
            names = [str(name) for (name,) in probe.execute("SELECT name FROM migrations")] if version else []
        refuse_newer(version, names, steps)
        if not self.read_only:
            self._mode = "rw"
        return version

    def _read_mode(self) -> str:
        """How to read only: `immutable` just where SQLite can't set up its shared memory and there is no log.

        Without room for 32 KB of shared memory nobody else has the store open, and whoever holds `owner.lock` keeps it unchanged.
        """
        self._mode = "ro"
        try:
            with closing(self._connect()) as probe:
                probe.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            self.full = error.sqlite_errorcode == sqlite3.SQLITE_IOERR_SHMSIZE
            self.read_only |= self.full
            if not self.full and error.sqlite_errorcode & 0xFF not in (
                sqlite3.SQLITE_CANTOPEN,
                sqlite3.SQLITE_READONLY,
            ):
                raise
            if self._log.exists() and self._log.stat().st_size:
                raise StoreReadOnly(
                    "The store has a write-ahead log that can't be read here.", hint="Open it for writing once."
                ) from error
            return "ro&immutable=1"
        return "ro"

    def _log_ahead(self) -> None:
        """Switches on the write-ahead log; SQLite does not wait by itself when two processes make a store at once."""
        deadline = time.monotonic() + self._busy_timeout
        with closing(self._connect()) as connection:
            while True:
                try:
                    connection.execute("PRAGMA journal_mode = WAL")
                    break
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                        raise
                    time.sleep(_RETRY_SECONDS)
        self._mode = "rw"

    # -- connections

    def _here(self) -> _Process:
        """What belongs to this process. A child of a fork gets its own; what it inherited is kept and never closed."""
        if self._closed:
            raise StoreUnavailable("This store is closed.", hint="Open it again.")
        if self._process.pid != os.getpid():
            self._inherited.append(self._process)
            self._process.owner.release()
            self._process = self._begin_process()
        return self._process

    def _begin_process(self) -> _Process:
        engine = create_engine(
            "sqlite+pysqlite://",
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=8,
            max_overflow=-1,
            hide_parameters=True,
        )
        if self._faults is not no_faults:
            event.listen(engine, "before_cursor_execute", self._before_statement)
            event.listen(engine, "after_cursor_execute", self._after_statement)
        return _Process(os.getpid(), engine, OwnerLock(self.directory / "owner.lock"))

    def _connect(self) -> sqlite3.Connection:
        """A connection with every safety on. Explicit transactions only: `isolation_level=None`."""
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={self._mode}",
            uri=True,
            timeout=self._busy_timeout,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        try:
            for pragma in (
                f"synchronous = {'FULL' if self._durability == 'full' else 'NORMAL'}",
                "wal_autocheckpoint = 0",
                "journal_size_limit = 0",
                "foreign_keys = ON",
                "secure_delete = ON",
                "trusted_schema = OFF",
                "cell_size_check = ON",
                "mmap_size = 0",
                "cache_size = -16000",
            ):
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _before_statement(self, _1: object, _2: object, statement: str, *_rest: object) -> None:
        if _writes(statement):
            self._faults(f"before {_step(statement)}")

    def _after_statement(self, _1: object, _2: object, statement: str, *_rest: object) -> None:
        if _writes(statement):
            self._faults(f"after {_step(statement)}")


def _writes(statement: str) -> bool:
    return not statement.lstrip().upper().startswith(("SELECT", "WITH", "PRAGMA TABLE", "PRAGMA MAIN"))


def _step(statement: str) -> str:
    return " ".join(statement.split()[:3])
