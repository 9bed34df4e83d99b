"""Backups: the whole store in one file, made while it is written to, and back into a data directory.

The vault's key file is in neither: who has a backup and not the key can read no secret.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from memos.errors import Conflict, InvalidInput, StoreBusy, StoreCorrupt, StoreReadOnly
from memos.kernel.archive.files import into_place, sync, taken, unwritable
from memos.kernel.archive.program import program_version
from memos.kernel.parts import Parts
from memos.kernel.upkeep import Report, unheard
from memos.schemas.backup import Backup, Record, Restored
from memos.store.archive import copying
from memos.store.owner import OwnerLock

_MAGIC: Final = b"SQLite format 3\0"


def backup(parts: Parts, target: Path, *, report: Report = unheard) -> Backup:
    """Copies the store as it is at this moment into `target`, a new file, or a folder in which one is made, named by the time.

    Others may write meanwhile. The copy is read through and compared, user by user, with the store before it gets its name.
    Raises InvalidInput if the file is there already; StoreCorrupt if the copy is not what the store is.
    """
    now = parts.clock.now()
    path = target / f"memos-{now:%Y%m%dT%H%M%SZ}.backup" if target.is_dir() else target
    if path.exists():
        raise taken(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    with _writing(draft):
        with parts.database.read() as connection:
            seq, users = copying.describe(connection)
            copying.copy(connection, draft, lambda done, total: report("Copying", done, total))
        record = Record(program=program_version(), made_at=now, seq=seq, users=users)
        report("Verifying", 0, 0)
        with copying.opened(draft, writable=True) as connection:
            copying.prove(connection, record)
            copying.write_record(connection, record)
            secrets = copying.secrets(connection)
        sync(draft)
        size = draft.stat().st_size
        into_place(draft, path)
    return Backup(**dict(record), path=str(path), bytes=size, secrets=secrets)


def restore(
    source: Path, home: Path, now: datetime, *, replace: bool = False, dry_run: bool = False, report: Report = unheard
) -> Restored:
    """Makes a backup the store in `home`: copied there, read through, and only then put in the place of what was there.

    What was there stays until that is done; a kill leaves the one or the other, whole. Raises Conflict where there is a store and
    `replace` is not said, StoreBusy while another process has it open, StoreCorrupt for a backup that is not what it says it is.
    With `dry_run` the backup is verified and nothing written.
    """
    _refuse_what_is_none(source)
    with _naming(source), copying.opened(source) as connection:
        record = copying.read_record(connection)
        there = (home / "memos.db").exists()
        if there and not replace and not dry_run:
            raise Conflict(
                f"There is a store in {home}.", hint="--replace puts the backup in its place. Nothing was touched."
            )
        if dry_run:
            report("Verifying", 0, 0)
            copying.prove(connection, record)
            revived, secrets = _forgotten_since(home, record.seq), copying.secrets(connection)
            return Restored(**dict(record), home=str(home), replaced=there, secrets=secrets, revived=revived)
        with _owned(home, now), _writing(home / "memos.db-restoring") as draft:
            copying.copy(connection, draft, lambda done, total: report("Copying", done, total))
            report("Verifying", 0, 0)
            with copying.opened(draft, writable=True) as restored:
                copying.prove(restored, record)
                copying.make_fresh(restored)
                secrets = copying.secrets(restored)
            sync(draft)
            revived = _forgotten_since(home, record.seq)
            if there:
                _close_the_old(home / "memos.db")
            _swap(home, draft)
    return Restored(**dict(record), home=str(home), replaced=there, secrets=secrets, revived=revived)


@contextmanager
def _naming(source: Path) -> Generator[None]:
    """What is damaged is the backup, not the store: the message says so."""
    try:
        yield
    except StoreCorrupt as error:
        told = error.message if error.message.startswith("The backup") else "The backup is damaged, or was cut short."
        raise StoreCorrupt(f"{source}: {told}", hint="Nothing was touched.") from None


def _refuse_what_is_none(source: Path) -> None:
    head = b""
    try:
        if stat.S_ISREG(source.stat().st_mode):  # a pipe would be waited for
            with source.open("rb") as file:
                head = file.read(len(_MAGIC))
    except OSError as error:
        raise InvalidInput(f"{source}: can't be read ({error.strerror}).", hint="Nothing was touched.") from None
    if head != _MAGIC:
        raise InvalidInput(
            f"{source}: this is no backup.", hint="An archive (of `memos export`) is brought in by `memos import`."
        )


@contextmanager
def _writing(draft: Path) -> Generator[Path]:
    """A file that is gone when the block ends, unless it got another name."""
    try:
        draft.unlink(missing_ok=True)
        yield draft
    except FileExistsError:
        raise taken(draft) from None
    except OSError as error:
        raise unwritable(draft.parent, error) from None
    finally:
        for leftover in (draft, draft.with_name(f"{draft.name}-journal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


@contextmanager
def _owned(home: Path, now: datetime) -> Generator[None]:
    """The data directory, for this process alone."""
    lock = OwnerLock(home / "owner.lock")
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        mine = lock.acquire(now)
    except OSError as error:
        raise StoreReadOnly(f"{home} can't be written ({error.strerror}).", hint="Nothing was touched.") from None
    if not mine:
        raise _busy(home, lock.holder())
    try:
        yield
    finally:
        lock.release()


def _busy(home: Path, holder: str) -> StoreBusy:
    whose = f" ({holder})" if holder else ""
    return StoreBusy(f"Another process has the store in {home} open{whose}.", hint="End it first. Nothing was touched.")


def _close_the_old(path: Path) -> None:
    """Moves the old store's log into its file, which nobody else may have open: SQLite does it for the only one alone.

    One that is too damaged for that keeps its log beside it.
    """
    try:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as old:
            old.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise _busy(path.parent, "") from None
    for ending in ("-wal", "-shm"):
        beside = path.with_name(f"{path.name}{ending}")
        if beside.exists():
            beside.replace(path.with_name(f"{path.name}-replaced{ending}"))


def _forgotten_since(home: Path, seq: int) -> int:
    """How often something was forgotten in the store that is there after the journal stood at `seq`."""
    path = home / "memos.db"
    if not path.exists():
        return 0
    address = f"{path.absolute().as_uri()}?mode=ro"
    with (
        suppress(sqlite3.DatabaseError),
        closing(sqlite3.connect(address, uri=True)) as old,
    ):  # damaged, or too old to know
        return int(old.execute("SELECT count(*) FROM forgettings WHERE seq > ?", (seq,)).fetchone()[0])
    return 0


def _swap(home: Path, draft: Path) -> None:
    """The old file gets a second name before the new one takes the first: at no moment is there none."""
    path, aside = home / "memos.db", home / "memos.db-replaced"
    aside.unlink(missing_ok=True)
    if path.exists():
        os.link(path, aside)
    draft.replace(path)
    (home / "memos.db-left").unlink(missing_ok=True)
    shutil.rmtree(home / "chroma", ignore_errors=True)  # a shadow of what was there before
    sync(home)
    for leftover in ("memos.db-replaced", "memos.db-replaced-wal", "memos.db-replaced-shm"):
        (home / leftover).unlink(missing_ok=True)
