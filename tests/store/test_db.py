from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from memos.errors import (
    Conflict,
    MemosError,
    SchemaTooNew,
    StoreBusy,
    StoreCorrupt,
    StoreFull,
    StoreReadOnly,
    StoreUnavailable,
)
from memos.store.db import CHECKPOINT_AFTER, Database
from memos.store.migrations import STEPS, Migration, migrate
from memos.store.space import Space, Spaces
from memos.store.tables import Row
from tests.store.making import (
    START,
    Counting,
    Stopped,
    add,
    cube,
    in_child,
    in_children,
    job,
    lives_in,
    receive,
    said,
    update,
)

Open = Callable[..., Database]


def pragma(database: Database, name: str) -> object:
    with database.read() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_the_safeties_are_on(open_database: Open, tmp_path: Path) -> None:
    database = open_database(tmp_path / "full", durability="full")
    on = {"journal_mode": "wal", "synchronous": 2, "wal_autocheckpoint": 0, "foreign_keys": 1, "secure_delete": 1}
    off = {"trusted_schema": 0, "mmap_size": 0, "busy_timeout": 10_000}
    assert {name: pragma(database, name) for name in (on | off) if name != "mmap_size"} == {
        name: value for name, value in (on | off).items() if name != "mmap_size"
    }
    assert pragma(open_database(tmp_path / "fast"), "synchronous") == 1
    assert (tmp_path / "full").stat().st_mode & 0o777 == 0o700


def test_the_files_are_for_their_owner_alone_whatever_the_directory(open_database: Open, open_to_all: Path) -> None:
    before = os.umask(0o022)
    try:
        receive(Spaces(open_database(open_to_all)).open("default", "ana"), "hello", op_id="a")
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in open_to_all.iterdir()}
    names = {"memos.db", "memos.db-wal", "memos.db-shm", "memos.db-left", "owner.lock"}
    assert modes == dict.fromkeys(names, 0o600)


def test_a_reader_sees_one_moment(space: Space, database: Database) -> None:
    receive(space, "one", op_id="a")
    with database.read() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM messages")
        assert count.scalar_one() == 1
        receive(space, "two", op_id="b", first=2)
        assert connection.exec_driver_sql("SELECT count(*) FROM messages").scalar_one() == 1
    assert space.messages.count() == 2


def test_what_raises_is_rolled_back(space: Space, database: Database) -> None:
    def break_off() -> None:
        with database.write() as connection:
            connection.exec_driver_sql("DELETE FROM spaces")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert len(Spaces(database).list()) == 1


# -- what was there before


def test_the_migrations_make_the_tables_the_code_knows(open_database: Open) -> None:
    with open_database().read() as connection:
        made = {name: columns(connection, name) for name in inspect(connection).get_table_names()}
    assert {name: [column.name for column in table.c] for name, table in Row.metadata.tables.items()} == {
        name: made[name] for name in Row.metadata.tables
    }


def columns(connection: Connection, table: str) -> list[str]:
    return [column["name"] for column in inspect(connection).get_columns(table)]


def test_migrations_keep_the_data_and_run_once(open_database: Open) -> None:
    def moods(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE messages ADD COLUMN mood TEXT")

    steps = (*STEPS, Migration("9999_moods", moods))
    space = Spaces(open_database()).open("default", "ana")
    receive(space, "hello", op_id="a")
    space.journal.commit("b", [add(cube("c1", job("baker")))])
    state = space.journal.state_hash()
    for _ in range(2):
        newer = open_database(steps=steps)
        assert pragma(newer, "user_version") == len(steps)
        held = Spaces(newer).open("default", "ana")
        assert (held.journal.state_hash(), held.messages.count()) == (state, 1)
    with newer.read() as connection:
        assert connection.exec_driver_sql("SELECT name FROM migrations ORDER BY name").scalars().all() == [
            step.name for step in steps
        ]


def test_an_older_store_keeps_its_words_and_loses_what_was_kept_around_them(open_database: Open) -> None:
    older = open_database(steps=STEPS[:3])
    with older.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO cube_fts (rowid, space, text, \"window\") VALUES (7, 's1', 'rye bread', 'marmalade')"
        )
    older.close()
    with open_database().read() as connection:
        assert columns(connection, "cube_fts") == ["space", "text"]
        assert connection.exec_driver_sql("SELECT rowid, space, text FROM cube_fts").all() == [(7, "s1", "rye bread")]
        matching = "SELECT rowid FROM cube_fts WHERE cube_fts MATCH 'breads'"
        assert connection.exec_driver_sql(matching).scalars().all() == [7]
        assert connection.exec_driver_sql("SELECT term FROM cube_vocab ORDER BY term").scalars().all() == [
            "bread",
            "rye",
            "s1",
        ]


def test_a_migration_that_fails_leaves_the_store_as_it_was(open_database: Open) -> None:
    def breaks(connection: Connection) -> None:
        connection.exec_driver_sql("DROP TABLE messages")
        connection.exec_driver_sql("SELECT * FROM nowhere")

    first = open_database()
    receive(Spaces(first).open("default", "ana"), "hello", op_id="a")
    with pytest.raises(StoreUnavailable):
        open_database(steps=(*STEPS, Migration("0002_breaks", breaks)))
    assert Spaces(open_database()).open("default", "ana").messages.count() == 1


def test_migrating_makes_exactly_the_declared_tables(open_database: Open) -> None:
    database = open_database()
    with database.write() as connection:
        assert migrate(connection, START) == ()
        names = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    shadows = {name for name in names if name.startswith("cube_")}
    assert names - shadows - {"sqlite_sequence"} == set(Row.metadata.tables)


@pytest.mark.parametrize("in_the_log", [False, True])
def test_a_newer_store_is_refused_untouched(open_database: Open, tmp_path: Path, in_the_log: bool) -> None:
    steps = (*STEPS, Migration("0002_later", lambda _: None))
    newer = open_database(steps=steps)
    if not in_the_log:
        newer.close()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if not path.name.endswith(("-shm", ".lock"))}
    with pytest.raises(SchemaTooNew, match="newer version"):
        open_database()
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


def test_an_unknown_migration_is_refused(open_database: Open) -> None:
    open_database(steps=(Migration("0001_other", STEPS[0].apply),)).close()
    with pytest.raises(SchemaTooNew):
        open_database()


@pytest.mark.parametrize(
    "content", [b"not a database, but longer than a header would be" * 9, b"SQLite format 3\x00 cut off"]
)
def test_what_is_no_database_is_refused_untouched(open_database: Open, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "memos.db").write_bytes(content)
    with pytest.raises(StoreCorrupt):
        open_database()
    assert (tmp_path / "memos.db").read_bytes() == content


def test_an_empty_file_becomes_a_store(open_database: Open, tmp_path: Path) -> None:
    (tmp_path / "memos.db").touch()
    assert Spaces(open_database()).list() == []


def test_a_damaged_file_never_shows_an_error_of_sqlites(open_database: Open, tmp_path: Path) -> None:
    database = open_database()
    space = Spaces(database).open("default", "ana")
    for n in range(40):
        receive(space, "word " * 400, op_id=f"op{n}", first=n)
    database.close()
    path = tmp_path / "memos.db"
    whole = path.read_bytes()
    outcomes = set()
    for page in range(1, len(whole) // 4096, 3):
        path.write_bytes(whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :])
        outcomes.add(_read_all(open_database))
        path.write_bytes(whole)
    assert StoreCorrupt in outcomes


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_acknowledged_into_a_file_that_was_overwritten(
    open_database: Open, tmp_path: Path, seed: int
) -> None:
    database = open_database()
    for n in range(40):
        receive(Spaces(database).open("default", "ana"), "word " * 400, op_id=f"op{n}", first=n)
    database.close()
    overwrite(tmp_path / "memos.db", seed)
    held = (tmp_path / "memos.db").read_bytes()
    with pytest.raises(StoreCorrupt, match="damaged"):
        receive(Spaces(open_database()).open("default", "ana"), "hello", op_id="new", first=100)
    assert (tmp_path / "memos.db").read_bytes() == held


def test_a_file_overwritten_while_it_is_open_takes_no_more(open_database: Open, tmp_path: Path) -> None:
    database = open_database()
    space = Spaces(database).open("default", "ana")
    for n in range(40):
        receive(space, "word " * 400, op_id=f"op{n}", first=n)
    database.checkpoint("TRUNCATE")
    receive(space, "before", op_id="before", first=100)
    overwrite(tmp_path / "memos.db", 1)
    with pytest.raises(StoreCorrupt, match="damaged"):
        receive(space, "after", op_id="after", first=101)


def overwrite(file: Path, seed: int) -> None:
    """Puts noise in the place of a few pages, not the first."""
    chance = random.Random(seed)  # noqa: S311 - noise
    with file.open("r+b") as opened:
        for page in chance.sample(range(1, file.stat().st_size // 4096), 4):
            opened.seek(page * 4096)
            opened.write(chance.randbytes(4096))


def looked_through(directory: Path, act: Callable[[], object]) -> bool:
    """Whether the file is looked through while something is done: then it is noted anew that it is whole."""
    before = (directory / "memos.db-left").stat().st_ino
    act()
    return (directory / "memos.db-left").stat().st_ino != before


def test_a_file_is_looked_through_once_after_it_was_changed_elsewhere(open_database: Open, tmp_path: Path) -> None:
    def write(database: Database, op_id: str) -> bool:
        space = Spaces(database).open("default", "ana")
        return looked_through(tmp_path, lambda: receive(space, op_id, op_id=op_id, first=ord(op_id)))

    first = open_database()
    receive(Spaces(first).open("default", "ana"), "hello", op_id="a")
    first.close()
    left = open_database()
    assert not write(left, "b")
    left.checkpoint()
    assert not write(left, "c")
    left.close()
    shutil.copy(tmp_path / "memos.db", tmp_path / "copy")
    (tmp_path / "copy").replace(tmp_path / "memos.db")
    restored = open_database()
    assert write(restored, "d")
    assert not write(restored, "e")
    restored.close()
    assert not write(open_database(), "f")


def test_nothing_is_acknowledged_into_a_file_that_was_taken_away(open_database: Open, tmp_path: Path) -> None:
    space = Spaces(open_database()).open("default", "ana")
    (tmp_path / "memos.db").unlink()
    with pytest.raises(StoreUnavailable, match="taken away"):
        receive(space, "hello", op_id="a")


def _read_all(open_database: Open) -> type[Exception] | None:
    try:
        database = open_database(read_only=True)
        space = Spaces(database).open("default", "ana", create=False)
        if space is not None:
            space.messages.session("s1")
            space.cubes.list()
    except MemosError as error:
        return type(error)
    return None


# -- a disk that is full, a directory that can't be written


def test_a_full_disk_loses_nothing_and_is_over_when_there_is_space(space: Space, database: Database) -> None:
    receive(space, "kept", op_id="a")
    pages = pragma(database, "page_count")
    pragma(database, f"max_page_count = {pages}")
    with pytest.raises(StoreFull) as full:
        receive(space, "x" * 1_000_000, op_id="b", first=2)
    assert full.value.applied == "no"
    assert [message.content for message in space.messages.session("s1")] == ["kept"]
    pragma(database, f"max_page_count = {int(str(pages)) * 100}")
    receive(space, "x" * 1_000_000, op_id="b", first=2)
    assert space.messages.count() == 2
    assert pragma(database, "integrity_check") == "ok"


def test_a_store_opened_for_reading_is_read_only(open_database: Open, tmp_path: Path) -> None:
    with pytest.raises(StoreReadOnly, match="no store"):
        open_database(read_only=True)
    assert list(tmp_path.iterdir()) == []
    writer = open_database()
    receive(Spaces(writer).open("default", "ana"), "hello", op_id="a")
    reader = open_database(read_only=True)
    space = Spaces(reader).open("default", "ana")
    assert space.messages.count() == 1
    with pytest.raises(StoreReadOnly):
        receive(space, "more", op_id="b", first=2)
    assert not reader.claim()


def test_an_older_store_is_not_upgraded_by_a_reader(open_database: Open) -> None:
    open_database()
    with pytest.raises(StoreReadOnly, match="older version"):
        open_database(read_only=True, steps=(*STEPS, Migration("0002_later", lambda _: None)))


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A directory that an unprivileged user can reach (pytest's own are closed to others)."""
    directory = Path(tempfile.mkdtemp())
    directory.chmod(0o755)
    yield directory
    directory.chmod(0o755)
    shutil.rmtree(directory)


@pytest.mark.skipif(os.getuid() != 0, reason="drops root's privileges")
@pytest.mark.parametrize("closed", [True, False])
def test_a_directory_that_cant_be_written_is_read(open_database: Open, open_to_all: Path, closed: bool) -> None:
    """`chmod` does not bind root, so a child without privileges looks: at a store left cleanly, and at one in use."""
    writer = open_database(open_to_all)
    receive(Spaces(writer).open("default", "ana"), "hello", op_id="a")
    if closed:
        writer.close()
    for path in open_to_all.iterdir():
        path.chmod(0o644)
    open_to_all.chmod(0o555)

    def look() -> str:
        os.setuid(65534)
        database = Database.open(open_to_all, clock=writer.clock, ids=writer.ids)
        space = Spaces(database).open("default", "ana")
        found = f"{database.read_only} {space.messages.count()} {database.owner}"
        try:
            receive(space, "more", op_id="b", first=2)
        except StoreReadOnly:
            found += " refused"
        database.close()
        return found

    assert in_child(look) == "True 1 False refused"


@pytest.mark.skipif(os.getuid() != 0, reason="drops root's privileges")
def test_no_store_where_none_can_be_made(open_database: Open, open_to_all: Path) -> None:
    open_to_all.chmod(0o555)

    def look() -> str:
        os.setuid(65534)
        try:
            open_database(open_to_all / "below")
        except StoreReadOnly as error:
            return str(error)
        return "opened"

    assert "Permission denied" in in_child(look)


def test_a_path_that_is_no_directory(open_database: Open, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreReadOnly, match="none can be made"):
        open_database(tmp_path / "file")


# -- several writers, several processes


def test_another_process_that_writes_is_waited_for_and_then_told(open_database: Open, tmp_path: Path) -> None:
    database = open_database(busy_timeout=0.2)
    space = Spaces(database).open("default", "ana")
    with closing(sqlite3.connect(tmp_path / "memos.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy) as busy:
            receive(space, "hello", op_id="a")
        assert (busy.value.applied, space.messages.count()) == ("no", 0)
        other.execute("ROLLBACK")
    receive(space, "hello", op_id="a")


def test_another_thread_that_writes_is_waited_for_and_then_told(open_database: Open) -> None:
    database = open_database(busy_timeout=0.2)
    space = Spaces(database).open("default", "ana")
    inside, done = threading.Event(), threading.Event()

    def hold() -> None:
        with database.write():
            inside.set()
            done.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait()
    with pytest.raises(StoreBusy, match="Another thread"):
        receive(space, "hello", op_id="a")
    done.set()
    holder.join()
    receive(space, "hello", op_id="a")


def test_a_child_of_a_fork_has_connections_of_its_own(space: Space, database: Database) -> None:
    receive(space, "before", op_id="a")
    inside, done = threading.Event(), threading.Event()

    def hold() -> None:
        with database.write():
            inside.set()
            done.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait()
    assert in_child(lambda: f"{space.messages.count()} {database.owner}") == "1 False"
    done.set()
    holder.join()
    assert in_child(lambda: str(receive(space, "child", op_id="b", first=2))) == "['m2']"
    assert database.owner
    receive(space, "after", op_id="c", first=3)
    assert [message.content for message in space.messages.session("s1")] == ["before", "child", "after"]
    assert pragma(database, "integrity_check") == "ok"


def test_one_owner_at_a_time(open_database: Open) -> None:
    first, second = open_database(), open_database()
    assert (first.owner, second.owner, second.claim()) == (True, False, False)
    assert second.holder().startswith(f"pid {os.getpid()} on ")
    with pytest.raises(StoreBusy, match="owns"):
        second.checkpoint()
    first.close()
    assert second.claim()
    assert second.owner


def test_only_the_owner_checkpoints(open_database: Open, tmp_path: Path) -> None:
    owner, other = open_database(), open_database()
    log = tmp_path / "memos.db-wal"
    space = Spaces(other).open("default", "ana")
    size = (tmp_path / "memos.db").stat().st_size
    receive(space, *["x" * (CHECKPOINT_AFTER // 4)] * 4, op_id="a")
    receive(space, "y", op_id="b", first=5)
    assert log.stat().st_size > CHECKPOINT_AFTER
    assert (tmp_path / "memos.db").stat().st_size == size
    held = Spaces(owner).open("default", "ana")
    receive(held, "z", op_id="c", first=6)
    assert (tmp_path / "memos.db").stat().st_size > CHECKPOINT_AFTER
    receive(held, "after", op_id="d", first=7)
    assert log.stat().st_size < CHECKPOINT_AFTER
    assert (owner.checkpoint_failure, held.messages.count()) == ("", 7)


def test_a_checkpoint_that_fails_takes_no_acknowledged_write_back(open_database: Open) -> None:
    failing = True

    def faults(step: str) -> None:
        if failing and step == "before PRAGMA wal_checkpoint(PASSIVE)":
            raise StoreFull("The disk is full.")

    database = open_database(faults=faults)
    space = Spaces(database).open("default", "ana")
    receive(space, *["x" * (CHECKPOINT_AFTER // 4)] * 4, op_id="a")
    assert "full" in database.checkpoint_failure
    assert space.messages.count() == 4
    failing = False
    receive(space, *["x" * (CHECKPOINT_AFTER // 4)] * 4, op_id="b", first=5)
    assert database.checkpoint_failure == ""


@pytest.mark.parametrize(
    ("code", "applied"), [(sqlite3.SQLITE_IOERR, "unknown"), (sqlite3.SQLITE_FULL, "no"), (sqlite3.SQLITE_BUSY, "no")]
)
def test_a_commit_that_fails_says_what_is_known_of_it(open_database: Open, code: int, applied: str) -> None:
    def faults(step: str) -> None:
        if step == "before COMMIT" and failing:
            error = sqlite3.OperationalError("the commit failed")
            error.sqlite_errorcode = code
            raise error

    failing = False
    space = Spaces(open_database(faults=faults)).open("default", "ana")
    failing = True
    with pytest.raises(StoreUnavailable) as failed:
        receive(space, "hello", op_id="a")
    assert failed.value.applied == applied
    assert space.messages.count() == 0


def test_a_close_leaves_one_whole_file(open_database: Open, tmp_path: Path) -> None:
    database = open_database()
    receive(Spaces(database).open("default", "ana"), "hello", op_id="a")
    database.close()
    database.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["memos.db", "memos.db-left", "owner.lock"]
    with pytest.raises(StoreUnavailable, match="closed"):
        Spaces(database).list()


def test_a_store_that_is_opened_twice_in_a_process_loses_nothing_to_another_that_closes(
    open_database: Open, tmp_path: Path
) -> None:
    space = Spaces(open_database()).open("default", "ana")
    receive(space, "one", op_id="1")
    open_database()

    assert elsewhere(tmp_path) == 1
    receive(space, "two", op_id="2", first=2)
    assert elsewhere(tmp_path) == 2


def elsewhere(directory: Path) -> int:
    """How many messages another process finds that opens the store and closes it (no fork: that inherits what SQLite knows of locks)."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom memos.chance import SystemClock, Uuid7\n"
        "from memos.store.db import Database\nfrom memos.store.space import Spaces\n"
        "database = Database.open(Path(sys.argv[1]), clock=SystemClock(), ids=Uuid7(SystemClock()))\n"
        "print(Spaces(database).open('default', 'ana').messages.count())\ndatabase.close()"
    )
    ran = subprocess.run([sys.executable, "-c", program, str(directory)], capture_output=True, text=True, check=True)
    return int(ran.stdout)


def test_eight_processes_make_one_store_and_one_memory(tmp_path: Path) -> None:
    """Each makes the store, hands in the same exchange under the same op_id, and commits a memory of it."""

    def work(n: int) -> str:
        database = Database.open(tmp_path, clock=Stopped(), ids=Counting(str(n)))
        space = Spaces(database).open("default", "ana")
        receive(space, "I moved to Lisbon.", op_id="op")
        entries = space.journal.commit("op", [add(cube(f"c{n}", lives_in("Lisbon")))], settles=True)
        database.close()
        return repr(entries)

    ends = in_children(*(partial(work, n) for n in range(8)))
    assert [status for status, _ in ends] == [0] * 8
    (told,) = {told for _, told in ends}
    assert "Ana lives in Lisbon." in told


def test_eight_processes_lose_no_update(open_database: Open, tmp_path: Path) -> None:
    space = Spaces(open_database()).open("default", "ana")
    receive(space, "hello", op_id="a")
    space.journal.commit("b", [add(cube("c1", job("0")))])

    def work(n: int) -> str:
        database = Database.open(tmp_path, clock=Stopped(), ids=Counting(), durability="fast")
        mine = Spaces(database).open("default", "ana")
        done = 0
        while done < 10:
            (held,) = mine.cubes.get(["c1"])
            count = int(held.text.removeprefix("job: "))
            try:
                mine.journal.commit(f"{n}-{done}", [update(held, job(str(count + 1)))])
                done += 1
            except Conflict:
                continue
        database.close()
        return "done"

    assert in_children(*(partial(work, n) for n in range(8))) == [(0, "done")] * 8
    assert space.cubes.get(["c1"])[0].text == "job: 80"


def test_said_words_survive_a_reopening(open_database: Open) -> None:
    first = open_database()
    space = Spaces(first).open("default", "ana")
    receive(space, "hello", op_id="a")
    space.journal.commit("b", [add(cube("c1", said("hello")))])
    kept = (space.cubes.list(), space.journal.entries(), space.journal.state_hash())
    first.close()
    again = Spaces(open_database()).open("default", "ana")
    assert (again.cubes.list(), again.journal.entries(), again.journal.state_hash()) == kept
