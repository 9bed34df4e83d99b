"""Keyed reads stay keyed: without statistics SQLite's choice of an index hangs on how a statement is put."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import event

from memos.schemas.cube import Kind
from memos.store.db import Database
from memos.store.space import Space
from tests.store.making import START, add, cube, receive, said, update

READS: dict[str, tuple[Callable[[Space], object], str]] = {
    "get": (lambda space: space.cubes.get(["c1"]), "(space=? AND id=?)"),
    "by_num": (lambda space: space.cubes.by_num([1]), "(rowid=?)"),
    "list": (lambda space: space.cubes.list(limit=1), "cubes_by_num"),
    "list a kind": (lambda space: space.cubes.list(kinds=[Kind.CORE]), "(space=? AND kind=? AND state=?)"),
    "as_of some": (lambda space: space.cubes.as_of(START, [1]), "(cube=?)"),
    "history": (lambda space: space.cubes.history("c1"), "(cube=?)"),
    "by_content": (lambda space: space.cubes.by_content(["x"]), "(space=? AND content_hash=?)"),
    "by_statement": (
        lambda space: space.cubes.by_statement([("a", "b"), ("c", "d")]),
        "(space=? AND subject_key=? AND predicate_key=?)",
    ),
    "by_subject": (lambda space: space.cubes.by_subject(["a"]), "(space=? AND subject_key=?)"),
    "by_object": (lambda space: space.cubes.by_object(["a"]), "(space=? AND object_key=?)"),
    "by_path": (lambda space: space.cubes.by_path(["a"]), "(space=? AND path=?)"),
    "by_uri": (lambda space: space.cubes.by_uri(["a", "b"]), "(space=? AND uri=?)"),
    "evidence_of": (lambda space: space.cubes.evidence_of(["m1"]), "(space=? AND position=?)"),
    "open_summaries": (lambda space: space.cubes.open_summaries("s1"), "(space=? AND granularity=? AND run=?)"),
    "handles": (lambda space: space.cubes.handles(["x"]), "(space=? AND kind=?)"),
    "of_op": (lambda space: space.journal.of_op("a"), "(space=? AND op_id=?)"),
    "of_cube": (lambda space: space.journal.of_cube("c1"), "(cube=?)"),
    "entries": (lambda space: space.journal.entries(1), "(space=? AND seq>?)"),
    "undo": (lambda space: space.journal.undo("a", by="x"), "(space=? AND op_id=?)"),
    "embeddings of": (lambda space: space.embeddings.of(["c1"]), "(space=? AND id=?)"),
    "edges of": (lambda space: space.graph.of(["c1"]), "(space=? AND source=?)"),
    "members": (lambda space: space.graph.members("c1"), "(space=? AND target=?)"),
    "messages": (lambda space: space.messages.get(["m1"]), "(space=? AND id=?)"),
    "before": (lambda space: space.messages.before(3, "s1", 2), "(space=? AND run=? AND position<?)"),
    "session": (lambda space: space.messages.session("s1"), "(space=? AND run=?)"),
    "at": (lambda space: space.messages.at([1]), "(space=? AND position=?)"),
    "commit": (
        lambda space: space.journal.commit("z", [update(space.cubes.get(["c1"])[0], said("x"))]),
        "(space=? AND id=?)",
    ),
}


@pytest.mark.parametrize("name", READS)
def test_the_right_index_is_used(space: Space, database: Database, name: str) -> None:
    receive(space, "hello", op_id="said")
    space.journal.commit("a", [add(cube("c1", said("hello")))])
    read, index = READS[name]
    plans = planned(database, lambda: read(space))
    assert any(index in plan for plan in plans), plans
    assert not [
        plan for plan in plans if "SCAN" in plan and "VIRTUAL TABLE INDEX" not in plan and "CONSTANT" not in plan
    ]


def planned(database: Database, act: Callable[[], object]) -> list[str]:
    """The query plans of all statements that an act executes."""
    plans: list[str] = []

    def explain(
        connection: object, _cursor: object, statement: str, parameters: object, _context: object, many: bool
    ) -> None:
        if statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE")):
            cursor = connection.connection.cursor()  # type: ignore[attr-defined]
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters[0] if many else parameters)  # type: ignore[index]
            plans.extend(row[3] for row in cursor.fetchall())

    engine = database._process.engine
    event.listen(engine, "after_cursor_execute", explain)
    act()
    event.remove(engine, "after_cursor_execute", explain)
    return plans
