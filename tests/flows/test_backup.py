"""A whole store in one file, taken while others write, and put back: verified both times, and never half."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from memos import Memory
from memos.errors import (
    Conflict,
    InvalidInput,
    NotFound,
    SchemaTooNew,
    StoreBusy,
    StoreCorrupt,
    StoreUnavailable,
    UnknownFormat,
)
from memos.schemas.cube import Kind
from memos.store.archive import copying
from tests.flows.archives import SECRET, hashes, live

Open = Callable[..., Memory]
NOT_OWNER = """
import sys
from memos import Memory

owner = Memory.open(sys.argv[1], embedder="none", key_file=sys.argv[2])
second = Memory.open(sys.argv[1], embedder="none", key_file=sys.argv[2])
second.get_all(user_id="zoe")
owner.close()
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store (`home`), its key, and a backup of it (`it.backup`)."""
    folder = tmp_path_factory.mktemp("lived")
    with Memory.open(folder / "home", embedder="hash", durability="fast", key_file=folder / "key") as memory:
        live(memory)
        memory.backup(folder / "it.backup")
    return folder


@pytest.fixture
def open_there(tmp_path: Path, lived: Path) -> Iterator[Open]:
    """Opens memories in this test's folder, with the key of the store that was backed up."""
    opened: list[Memory] = []

    def open_(name: str = "there", **how: Any) -> Memory:
        chosen = {"embedder": "hash", "durability": "fast", "key_file": lived / "key", **how}
        opened.append(Memory.open(tmp_path / name, **chosen))
        return opened[-1]

    yield open_
    for memory in opened:
        memory.close()


def state(home: Path, key: Path) -> dict[str, str]:
    with Memory.open(home, embedder="hash", key_file=key) as memory:
        return hashes(memory)


class TestBackup:
    def test_what_is_restored_is_what_was(self, lived: Path, open_there: Open, tmp_path: Path) -> None:
        done = Memory.restore(lived / "it.backup", tmp_path / "there")
        assert not done.replaced
        there = open_there()
        assert hashes(there) == state(lived / "home", lived / "key") == {one.user: one.state_hash for one in done.users}
        assert there.search("Where does Ana live?", user_id="ana").hits[0].cube.text == "Ana lives in Porto."
        (vault,) = there.get_all(user_id="ana", kinds=[Kind.VAULT])
        assert there.reveal(str(vault.metadata["handle"]), user_id="ana") == SECRET
        there.undo("undo:maya", user_id="ana")
        assert there.doctor().status == "clean"

    def test_it_is_one_file_for_its_owner_alone_without_the_key(self, lived: Path) -> None:
        path = lived / "it.backup"
        assert sorted(one.name for one in lived.iterdir()) == ["home", "it.backup", "key"]
        assert path.stat().st_mode & 0o777 == 0o600
        content = path.read_bytes()
        assert (lived / "key").read_bytes() not in content
        assert SECRET.encode() not in content

    def test_a_folder_gets_one_named_by_the_time(self, open_there: Open, tmp_path: Path) -> None:
        there = open_there()
        there.add("Hello.", user_id="ana")
        done = there.backup(tmp_path)
        assert Path(done.path).parent == tmp_path
        assert Path(done.path).name == f"memos-{done.made_at:%Y%m%dT%H%M%SZ}.backup"
        assert done.bytes == Path(done.path).stat().st_size

    def test_nothing_is_written_over(self, open_there: Open, tmp_path: Path) -> None:
        (tmp_path / "x").write_text("mine")
        with pytest.raises(InvalidInput, match="there already"):
            open_there().backup(tmp_path / "x")
        assert (tmp_path / "x").read_text() == "mine"

    def test_what_can_not_be_written_leaves_nothing(self, open_there: Open, tmp_path: Path) -> None:
        with pytest.raises(InvalidInput, match="can't be written"):
            open_there().backup(tmp_path / "no" / "x")
        assert not (tmp_path / "no").exists()

    def test_others_write_meanwhile(self, lived: Path, open_there: Open, tmp_path: Path) -> None:
        """A page at a time, and somebody writes after each of the first: the copy is of the moment at which it began."""
        Memory.restore(lived / "it.backup", tmp_path / "there")
        there, other = open_there(), open_there()
        written: list[str] = []

        def told(_done: int, _total: int) -> None:
            if len(written) < 3:
                written.append(other.add(f"Sentence {len(written)}.", user_id="zoe").op_id)

        with there._parts.database.read() as connection:
            seq, users = copying.describe(connection)
            copying.copy(connection, tmp_path / "copy", told, at_once=1)
        assert len(written) == 3
        with copying.opened(tmp_path / "copy") as connection:
            assert copying.describe(connection) == (seq, users)
        assert sorted(there.users()) == ["ana", "bob", "zoe"]
        assert there.doctor().status == "clean"

    def test_one_after_the_other_each_of_its_moment(self, open_there: Open, tmp_path: Path) -> None:
        there = open_there()
        held = []
        for number in range(3):
            there.add(f"Sentence {number}.", user_id="ana")
            held.append(there.backup(tmp_path / f"{number}.backup").users[0].messages)
        assert held == [1, 2, 3]

    def test_progress_is_told(self, open_there: Open, tmp_path: Path, lived: Path) -> None:
        there = open_there()
        there.add("Hello.", user_id="ana")
        told: list[str] = []
        there.backup(tmp_path / "x.backup", report=lambda what, _done, _total: told.append(what))
        Memory.restore(tmp_path / "x.backup", tmp_path / "y", report=lambda what, _done, _total: told.append(what))
        assert list(dict.fromkeys(told)) == ["Copying", "Verifying"]


class TestRestore:
    def test_a_store_that_is_there_stays_unless_it_is_said(self, lived: Path, open_there: Open, tmp_path: Path) -> None:
        there = open_there()
        there.add("I am Zoe.", user_id="zoe")
        there.close()
        before = state(tmp_path / "there", lived / "key")
        with pytest.raises(Conflict, match="There is a store"):
            Memory.restore(lived / "it.backup", tmp_path / "there")
        assert state(tmp_path / "there", lived / "key") == before
        done = Memory.restore(lived / "it.backup", tmp_path / "there", replace=True)
        assert done.replaced
        assert state(tmp_path / "there", lived / "key") == state(lived / "home", lived / "key")
        assert not [one.name for one in (tmp_path / "there").iterdir() if "repl" in one.name or "restor" in one.name]

    def test_nobody_may_have_it_open(self, lived: Path, open_there: Open, tmp_path: Path) -> None:
        there = open_there()
        there.add("I am Zoe.", user_id="zoe")
        with pytest.raises(StoreBusy, match="open"):
            Memory.restore(lived / "it.backup", tmp_path / "there", replace=True)
        assert there.get_all(user_id="zoe")

    def test_nor_another_process_that_is_not_the_owner(self, lived: Path, tmp_path: Path) -> None:
        home, key = tmp_path / "there", lived / "key"
        with Memory.open(home, embedder="none", key_file=key) as memory:
            memory.add("I am Zoe.", user_id="zoe")
        with subprocess.Popen(
            [sys.executable, "-c", NOT_OWNER, home, key], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            with pytest.raises(StoreBusy):
                Memory.restore(lived / "it.backup", home, replace=True)
            child.stdin.close()
        assert Memory.restore(lived / "it.backup", home, replace=True).replaced

    def test_a_dry_run_verifies_and_changes_nothing(self, lived: Path, tmp_path: Path) -> None:
        done = Memory.restore(lived / "it.backup", tmp_path / "there", dry_run=True)
        assert [one.user for one in done.users] == ["ana", "bob"]
        assert not (tmp_path / "there").exists()

    def test_a_damaged_store_is_replaced(self, lived: Path, tmp_path: Path) -> None:
        home = tmp_path / "there"
        home.mkdir()
        (home / "memos.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 20_000)
        (home / "memos.db-wal").write_bytes(b"\x01" * 5_000)
        Memory.restore(lived / "it.backup", home, replace=True)
        assert state(home, lived / "key") == state(lived / "home", lived / "key")

    def test_what_was_forgotten_since_is_told(self, lived: Path, open_there: Open, tmp_path: Path) -> None:
        Memory.restore(lived / "it.backup", tmp_path / "there")
        there = open_there()
        there.forget(user_id="bob", user=True)
        there.close()
        assert Memory.restore(lived / "it.backup", tmp_path / "there", dry_run=True).revived == 1
        assert Memory.restore(lived / "it.backup", tmp_path / "there", replace=True).revived == 1


class TestRefused:
    """Nothing is touched: neither the store that is there nor a place where there was none."""

    @pytest.fixture
    def refused(self, lived: Path, tmp_path: Path) -> Callable[[Path, type[Exception]], Exception]:
        shutil.copytree(lived / "home", tmp_path / "there")

        def attempt(path: Path, kind: type[Exception]) -> Exception:
            before = {one.name: one.read_bytes() for one in (tmp_path / "there").iterdir() if one.name != "owner.lock"}
            with pytest.raises(kind) as caught:
                Memory.restore(path, tmp_path / "there", replace=True)
            with pytest.raises(kind):
                Memory.restore(path, tmp_path / "nowhere")
            after = {one.name: one.read_bytes() for one in (tmp_path / "there").iterdir() if one.name != "owner.lock"}
            assert after == before
            assert not (tmp_path / "nowhere" / "memos.db").exists()
            return caught.value

        return attempt

    def _changed(self, lived: Path, path: Path, *statements: str) -> Path:
        shutil.copy(lived / "it.backup", path)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)
        return path

    def test_no_backup(self, tmp_path: Path, refused: Any) -> None:
        (tmp_path / "x").write_bytes(b"PK\x03\x04 an archive, perhaps")
        assert "no backup" in str(refused(tmp_path / "x", InvalidInput))
        refused(tmp_path / "missing", InvalidInput)
        refused(tmp_path, InvalidInput)

    def test_another_database(self, tmp_path: Path, refused: Any) -> None:
        with closing(sqlite3.connect(tmp_path / "x")) as connection:
            connection.execute("CREATE TABLE settings (key, value)")
        refused(tmp_path / "x", UnknownFormat)

    def test_a_store_that_is_no_backup(self, lived: Path, tmp_path: Path, refused: Any) -> None:
        refused(self._changed(lived, tmp_path / "x", "DELETE FROM settings WHERE key = 'backup'"), UnknownFormat)

    def test_a_newer_one(self, lived: Path, tmp_path: Path, refused: Any) -> None:
        refused(self._changed(lived, tmp_path / "x", "PRAGMA user_version = 99"), SchemaTooNew)
        newer = "INSERT INTO migrations VALUES ('9999_unheard_of', 0)"
        refused(self._changed(lived, tmp_path / "x", newer), SchemaTooNew)

    def test_one_that_was_changed(self, lived: Path, tmp_path: Path, refused: Any) -> None:
        for statement in (
            "UPDATE cubes SET body = replace(body, 'Lisbon', 'London')",
            "DELETE FROM messages WHERE position = 0",
            "DELETE FROM cubes WHERE kind = 'core'",
        ):
            changed = self._changed(lived, tmp_path / "x", "PRAGMA foreign_keys = OFF", statement)
            assert "changed in it" in str(refused(changed, StoreCorrupt))

    def test_one_that_was_cut_off(self, lived: Path, tmp_path: Path, refused: Any) -> None:
        whole = (lived / "it.backup").read_bytes()
        for part in (0.3, 0.7, 0.99):
            (tmp_path / "x").write_bytes(whole[: int(len(whole) * part)])
            said = refused(tmp_path / "x", StoreCorrupt)
            assert said.message.startswith(f"{tmp_path / 'x'}: The backup is damaged")
            assert said.hint == "Nothing was touched."

    def test_one_whose_pages_were_overwritten(self, lived: Path, tmp_path: Path, refused: Any) -> None:
        whole = bytearray((lived / "it.backup").read_bytes())
        whole[len(whole) // 2 : len(whole) // 2 + 8192] = os.urandom(8192)
        (tmp_path / "x").write_bytes(whole)
        refused(tmp_path / "x", StoreUnavailable)


def test_users_that_are_not_there_are_not_there(tmp_path: Path) -> None:
    with Memory.open(tmp_path / "empty", embedder="hash", key_file=tmp_path / "key") as memory:
        memory.backup(tmp_path / "empty.backup")
    Memory.restore(tmp_path / "empty.backup", tmp_path / "there")
    with Memory.open(tmp_path / "there", embedder="hash", key_file=tmp_path / "key") as memory:
        assert memory.users() == []
        with pytest.raises(NotFound):
            memory.get_all(user_id="ana")
