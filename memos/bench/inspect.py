"""How long it takes to look into a store: what the commands read, warm (the second time, in one process), and the full screen's first.

Fill a store by `scripts/bench population` first; the key file is the one beside it.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from memos.memory import Memory
from memos.store.pages import Told

_BEGUN = b"\x1b[?1049h"
"""What a program writes that takes the whole screen."""

_SHOWN = b"operations"
"""Stands on the first screen once the store was asked."""


def main(arguments: list[str]) -> int:
    """Prints a line for each way of looking."""
    parser = argparse.ArgumentParser(prog="scripts/bench inspect", description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--user", default="user0")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args(arguments)
    with Memory.open(given.home, key_file=given.home.parent / "key", embedder="hash") as memory:
        found = memory.stats()
        cubes = sum(sum(states.values()) for states in found.cubes.values())
        sys.stdout.write(f"{cubes:,} memories of {found.users:,} users, {found.sizes.database / 1e6:,.0f} MB\n")
        for name, look in _looks(memory, given.user).items():
            look()
            taken = [_seconds(look) for _ in range(given.runs)]
            sys.stdout.write(f"{name:34} median {1000 * median(taken):7.1f} ms   worst {1000 * max(taken):7.1f} ms\n")
    for _ in range(2):
        begun, shown = first_screen(given.home, given.user)
        sys.stdout.write(
            f"{'tui, first screen':34} {1000 * (shown - begun):7.1f} ms after it took the screen, "
            f"{shown:.2f} s after the process began\n"
        )
    return 0


def _looks(memory: Memory, user: str) -> dict[str, Callable[[], object]]:
    """What each command asks of the memory."""
    pages = memory.pages(user_id=user)
    cube = pages.statements(limit=1)[0]
    talk = pages.conversations(limit=1)[0]
    return {
        "timeline": lambda: memory.pages(user_id=user).statements(limit=41),
        "timeline --about": lambda: memory.pages(user_id=user).statements(Told(about="Maya"), limit=41),
        "timeline --until": lambda: pages.statements(Told(until=cube.observed_at), limit=41),
        "why": lambda: memory.why(cube.id, user_id=user),
        "show, by the end of an id": lambda: memory.pages(user_id=user).matching(cube.id[-8:], limit=1000),
        "list": lambda: memory.get_all(user_id=user, limit=31),
        "list --offset 500": lambda: memory.get_all(user_id=user, limit=31, offset=500),
        "history": lambda: memory.pages(user_id=user).operations(limit=20),
        "tui: beliefs": lambda: pages.statements(limit=64, current_first=True),
        "tui: beliefs, filtered": lambda: pages.statements(Told(words="maya liv"), limit=64, current_first=True),
        "tui: conversations": lambda: pages.conversations(limit=64),
        "tui: a conversation": lambda: pages.made_of([one.id for one in pages.conversation(talk.run, limit=40)]),
        "tui: a memory": lambda: (pages.versions(cube.id), pages.beside(cube)),
        "stats": lambda: memory.stats(user),
        "stats --all": memory.stats,
    }


def _seconds(look: Callable[[], object]) -> float:
    started = time.perf_counter()
    look()
    return time.perf_counter() - started


def first_screen(home: Path, user: str, patience: float = 60.0) -> tuple[float, float]:
    """Starts `memos tui` on a terminal of its own; seconds until it takes the screen, and until what was asked stands on it."""
    memos = str(Path(sys.executable).with_name("memos"))
    environment = {**os.environ, "MEMOS_EMBEDDER": "hash", "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
    started = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(memos, [memos, "tui", "--home", str(home), "--user", user], environment)  # noqa: S606
    seen, begun = b"", 0.0
    try:
        while _SHOWN not in seen:
            ready, _, _ = select.select([terminal], [], [], patience)
            if not ready:
                raise TimeoutError(f"nothing on the screen after {patience:.0f} s")
            seen += os.read(terminal, 65536)
            begun = begun or (time.perf_counter() - started if _BEGUN in seen else 0.0)
        shown = time.perf_counter() - started
        os.write(terminal, b"q")
        _drain(terminal)
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    return begun, shown


def _drain(terminal: int) -> None:
    """Reads on until the program has left: it waits for somebody to read what it says."""
    while True:
        try:
            if not os.read(terminal, 65536):
                return
        except OSError:  # the other end is closed
            return
