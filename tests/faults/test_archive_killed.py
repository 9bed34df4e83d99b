"""The process dies while an archive is imported or a backup restored: every user is there whole or not at all, and a second try
completes it; a store is the old one or the new one."""

from __future__ import annotations

import dataclasses
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from memos import Memory
from memos.bootstrap import assemble
from memos.kernel.archive import Wanted, import_archive
from memos.kernel.parts import Parts
from memos.settings import Settings
from memos.store.db import Database, Faults
from memos.store.space import Spaces
from tests.flows.archives import PASSPHRASE, hashes, live
from tests.store.making import in_children

DIED = 99


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store (`home`), its key, an archive and a backup of it, and an empty store (`empty`)."""
    folder = tmp_path_factory.mktemp("lived")
    with Memory.open(folder / "home", embedder="hash", durability="fast", key_file=folder / "key") as memory:
        live(memory)
        memory.export(folder / "all.memos", passphrase=PASSPHRASE)
        memory.backup(folder / "it.backup")
    Memory.open(folder / "empty", embedder="hash", key_file=folder / "key").close()
    return folder


def open_memory(home: Path, folder: Path, key: str = "key") -> Memory:
    return Memory.open(home, embedder="hash", durability="fast", key_file=folder / key)


def parts_with(home: Path, folder: Path, faults: Faults) -> tuple[Database, Parts]:
    """The parts of a memory that writes as `faults` says; and the database that its vault looks into."""
    settings = Settings(
        home=home,
        cache=folder / "cache",
        key_file=folder / "there.key",
        embedder="hash",
        vector_index="exact",
        durability="fast",
    )
    parts = assemble(settings)
    database = Database.open(home, clock=parts.clock, ids=parts.ids, durability="fast", faults=faults)
    return parts.database, dataclasses.replace(parts, database=database, spaces=Spaces(database))


class Nth:
    """The process ends at the n-th step; all are counted."""

    def __init__(self, n: int) -> None:
        self.seen: list[str] = []
        self._n = n

    def __call__(self, step: str) -> None:
        self.seen.append(step)
        if len(self.seen) == self._n:
            os._exit(DIED)


def bring_in(home: Path, folder: Path, faults: Faults) -> None:
    beside, parts = parts_with(home, folder, faults)
    import_archive(parts, folder / "all.memos", Wanted("default", passphrase=PASSPHRASE))
    parts.close()
    beside.close()


def test_an_import_dies_and_is_completed(lived: Path, tmp_path: Path) -> None:
    with open_memory(lived / "home", lived) as memory:
        whole = hashes(memory)
    shutil.copytree(lived / "empty", tmp_path / "counted")
    counting = Nth(0)
    bring_in(tmp_path / "counted", lived, counting)
    commits = [n for n, step in enumerate(counting.seen, 1) if "COMMIT" in step]
    assert len(commits) == 4  # before and after, for each of two users
    steps = sorted({*commits, 1, *random.Random(5).sample(range(1, len(counting.seen)), 2)})  # noqa: S311
    for n in steps:
        home = tmp_path / f"home{n}"
        shutil.copytree(lived / "empty", home)

        def work(home: Path = home, n: int = n) -> str:
            bring_in(home, lived, Nth(n))
            return "alive"

        assert in_children(work) == [(DIED, "")], f"step {n}"
        with open_memory(home, lived, "there.key") as memory:
            there = hashes(memory)
            assert there == {user: whole[user] for user in there}, f"step {n}"
            assert list(there) == ["ana", "bob"][: sum(n >= commit for commit in commits[1::2])]
            assert memory.doctor().status == "clean"
        bring_in(home, lived, Nth(0))
        with open_memory(home, lived, "there.key") as memory:
            assert hashes(memory) == whole
            assert memory.doctor().status == "clean"


def test_a_restore_dies_and_a_store_is_there(lived: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with open_memory(home, lived) as memory:
        memory.add("I am Zoe.", user_id="zoe")
        old = hashes(memory)
    with open_memory(lived / "home", lived) as memory:
        new = hashes(memory)
    chance = random.Random(3)  # noqa: S311
    seen = []
    for _ in range(8):
        child = os.fork()
        if not child:
            Memory.restore(lived / "it.backup", home, replace=True)
            os._exit(0)
        time.sleep(chance.uniform(0, 0.3))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with open_memory(home, lived) as memory:
            seen.append(hashes(memory))
            assert seen[-1] in (old, new)
            assert memory.doctor().status == "clean"
    Memory.restore(lived / "it.backup", home, replace=True)
    with open_memory(home, lived) as memory:
        assert hashes(memory) == new
    assert not [one.name for one in home.iterdir() if "replaced" in one.name or "restoring" in one.name]
