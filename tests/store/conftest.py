from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from memos.store.db import Database
from memos.store.space import Space, Spaces
from tests.store.making import Counting, Stopped


@pytest.fixture
def clock() -> Stopped:
    return Stopped()


@pytest.fixture
def open_database(tmp_path: Path, clock: Stopped) -> Iterator[Callable[..., Database]]:
    """Opens databases (in `tmp_path` unless told otherwise), and closes what a test leaves open."""
    opened: list[Database] = []

    def open_(directory: Path = tmp_path, **how: Any) -> Database:
        database = Database.open(directory, **{"clock": clock, "ids": Counting(), "durability": "fast", **how})
        opened.append(database)
        return database

    yield open_
    for database in opened:
        database.close()


@pytest.fixture
def database(open_database: Callable[..., Database]) -> Database:
    return open_database()


@pytest.fixture
def space(database: Database) -> Space:
    return Spaces(database).open("default", "ana")
