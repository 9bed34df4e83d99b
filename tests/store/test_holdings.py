from __future__ import annotations

import re

from memos.store import holdings
from memos.store.db import Database
from memos.store.holdings import KEPT, TABLES
from memos.store.space import Space, Spaces
from memos.store.tables import Row
from tests.store.making import add, cube, lives_in, receive, said


def test_every_table_is_described(database: Database) -> None:
    with database.read() as connection:
        made = set(connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars())
    own = {name for name in made if not name.startswith(("cube_fts_", "sqlite_"))} - {"cube_vocab"}
    assert KEPT.keys() == own == {*Row.metadata.tables, "cube_fts"}
    assert len(KEPT) == len(TABLES)


def test_a_table_with_a_space_keeps_rows_of_it() -> None:
    for name, table in Row.metadata.tables.items():
        keyed = {column.name for column in table.c} & {"space", "cube", "user"}
        assert (KEPT[name].mine is not None) or not keyed, name


def test_rows_are_removed_before_what_they_refer_to() -> None:
    order = [kept.table for kept in TABLES]
    for name, table in Row.metadata.tables.items():
        for key in table.foreign_keys:
            if not KEPT[key.column.table.name].shared:
                assert order.index(name) < order.index(key.column.table.name)
    for kept in TABLES:
        for other in re.findall(r"FROM (\w+)", kept.mine or ""):
            assert kept.shared or order.index(kept.table) < order.index(other), kept.table


def test_rows_are_counted_by_space(database: Database, space: Space) -> None:
    other = Spaces(database).open("default", "ben")
    receive(space, "I moved to Lisbon.", "Last May.", op_id="a")
    receive(other, "hello", op_id="a")
    space.journal.commit("b", [add(cube("c1", lives_in("Lisbon"))), add(cube("c2", said("I moved to Lisbon.")))])
    with database.read() as connection:
        counted = {
            name: (
                holdings.count(connection, KEPT[name], space.number),
                holdings.count(connection, KEPT[name], other.number),
            )
            for name in ("messages", "cubes", "cube_fts", "sources", "journal", "usage", "spaces", "counters")
        }
    assert counted == {
        "messages": (2, 1),
        "cubes": (2, 0),
        "cube_fts": (2, 0),
        "sources": (2, 0),
        "journal": (2, 0),
        "usage": (0, 0),
        "spaces": (1, 1),
        "counters": (2, 2),
    }
