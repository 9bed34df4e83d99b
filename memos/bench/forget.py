"""Forgetting one user among many: how long each part takes, what is left in the files, whether anybody else noticed.

Without `--store` one is filled first (see `population`); a store that is given is copied, never touched.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from memos.bench.population import populate
from memos.chance import SystemClock, Uuid7
from memos.memory import Memory
from memos.schemas.forgetting import Forgotten
from memos.store.db import Database
from memos.store.space import Spaces


class _Stages:
    """When each part of a forgetting began."""

    def __init__(self) -> None:
        self._begun: list[tuple[str, float]] = []

    def __call__(self, what: str, _done: int, _total: int) -> None:
        self._begun.append((what, time.perf_counter()))

    def told(self) -> str:
        """Each part, and how long it took."""
        ends = [at for _, at in self._begun[1:]] + [time.perf_counter()]
        parts = zip(self._begun, ends, strict=True)
        return ", ".join(f"{what.lower()} {end - at:.2f} s" for (what, at), end in parts)


def main(arguments: list[str]) -> int:
    """Forgets, and prints what it took."""
    parser = argparse.ArgumentParser(prog="scripts/bench forget", description=__doc__)
    parser.add_argument("--store", type=Path, help="a store to copy; its key file lies beside it, called key")
    parser.add_argument("--users", type=int, default=100)
    parser.add_argument("--cubes", type=int, default=1000, help="of each user")
    parser.add_argument("--user", help="who is forgotten; else the one in the middle")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="memos-forget-") as folder:
        home = Path(folder) / "store"
        if given.store:
            shutil.copytree(given.store, home)
        else:
            populate(home, users=given.users, cubes=given.cubes)
        with Memory.open(home, key_file=Path(folder) / "key", embedder="hash") as memory:
            return _measure(memory, home, given.user)


def _measure(memory: Memory, home: Path, chosen: str | None) -> int:
    users = memory.users()
    user = chosen or users[len(users) // 2]
    before = _states(home, user)
    out = sys.stdout.write
    size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    out(f"{len(users)} users, {size / 1e6:.0f} MB; {user} goes\n")
    stages = _Stages()
    started, own = time.perf_counter(), time.process_time()
    done = memory.forget(user_id=user, user=True, report=stages)
    seconds = time.perf_counter() - started
    used = time.process_time() - own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    out(f"{seconds:.1f} s in all: {stages.told()}\n")
    out(f"processor time: {used[0]:.1f} s, and {used[1]:.1f} s for the search of the files\n{_found(done)}\n")
    same = _states(home, user) == before
    out(f"everyone else's state: {'unchanged' if same else 'CHANGED'}\n")
    return 0 if done.stage == "done" and same else 1


def _states(home: Path, without: str) -> dict[str, str]:
    """What everybody else's memories come to, looked at from beside."""
    clock = SystemClock()
    database = Database.open(home, clock=clock, ids=Uuid7(clock), read_only=True)
    try:
        spaces = Spaces(database)
        others = [spaces.open(scope.tenant, scope.user) for scope in spaces.list() if scope.user != without]
        return {space.scope.user: space.journal.state_hash() for space in others}
    finally:
        database.close()


def _found(done: Forgotten) -> str:
    counts, scan = done.plan.counts, done.scan
    rows = f"{counts.messages} messages, {counts.cubes} memories, {counts.versions} versions, {counts.vectors} vectors"
    if scan is None:
        return f"{rows}; pending: {done.pending}"
    written = "written anew" if done.compacted else "not written anew"
    return (
        f"{rows}; {scan.files} files of {scan.bytes / 1e6:.0f} MB searched for {scan.marks} pieces: {scan.hits} hits "
        f"({scan.elsewhere} also stand in what stays); database {written}"
    )
