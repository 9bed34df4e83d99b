"""A whole memory on a fresh directory, with the shipped hash embedder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from memos import Memory


class Ticking:
    """A clock that stands at noon of 1 June 2024 and moves a second each time it is read."""

    def __init__(self) -> None:
        self.shown = datetime(2024, 6, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        self.shown += timedelta(seconds=1)
        return self.shown


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def open_memory(tmp_path: Path, clock: Ticking) -> Iterator[Callable[..., Memory]]:
    """Opens memories on one directory, and closes what a test leaves open."""
    opened: list[Memory] = []

    def open_(**how: Any) -> Memory:
        home = tmp_path / "home"
        chosen = {"embedder": "hash", "durability": "fast", "clock": clock, "key_file": tmp_path / "key", **how}
        opened.append(Memory.open(home, **chosen))
        return opened[-1]

    yield open_
    for memory in opened:
        memory.close()


@pytest.fixture
def memory(open_memory: Callable[..., Memory]) -> Memory:
    return open_memory()
