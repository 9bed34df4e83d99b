from __future__ import annotations

import numpy as np
import pytest

from memos.errors import Conflict, NotFound
from memos.schemas.cube import Edge, EdgeType, Entity, State
from memos.schemas.operation import NoOp
from memos.store.db import Database
from memos.store.space import Space, Spaces
from tests.store.making import Stopped, add, cube, delete, job, lives_in, receive, said, same, update


@pytest.fixture(autouse=True)
def _messages(space: Space) -> None:
    receive(space, "I moved to Lisbon.", "In May.", op_id="said")


def now(space: Space, cube_id: str = "c1") -> tuple[State, str, int]:
    (held,) = space.cubes.get([cube_id])
    return held.state, held.text, held.version


def words(database: Database) -> list[str]:
    with database.read() as connection:
        return [text for (text,) in connection.exec_driver_sql("SELECT text FROM cube_fts ORDER BY rowid")]


def test_an_undone_add_is_deleted_and_redone_is_there_again(space: Space, database: Database, clock: Stopped) -> None:
    space.journal.commit(
        "a", [add(cube("c1", lives_in("Lisbon")), entities=(Entity(name="Ana"),)), add(cube("c2", said("hi")))]
    )
    clock.move(hours=1)
    entries = space.journal.undo("a", by="owner")
    assert [(entry.op_id, entry.event, entry.cube_id, entry.agent, entry.reason) for entry in entries] == [
        ("undo:a", "DELETE", "c2", "owner", "undo of a"),
        ("undo:a", "DELETE", "c1", "owner", "undo of a"),
    ]
    assert now(space) == (State.DELETED, "Ana lives in Lisbon.", 2)
    assert (space.graph.edges(), words(database)) == ([], [])
    redone = space.journal.undo("undo:a", by="owner")
    assert [entry.event for entry in redone] == ["UPDATE", "UPDATE"]
    assert now(space) == (State.ACTIVE, "Ana lives in Lisbon.", 3)
    assert space.cubes.get(["c1"])[0].valid_to is None
    assert [edge.target for edge in space.graph.edges()] == ["entity:ana"]
    assert words(database) == ["Ana lives in Lisbon.", "Ana: hi"]


def test_an_undone_update_is_as_it_was_with_its_vectors(space: Space) -> None:
    old = cube("c1", lives_in("Lisbon"))
    first, second = np.eye(2, 4, dtype=np.float32)[:, None]
    space.journal.commit("a", [add(old)], vectors={"c1": first}, fingerprint="model")
    moved = Edge(source="c1", target="entity:porto", type=EdgeType.RELATES)
    space.journal.commit(
        "b",
        [update(old, lives_in("Porto")).model_copy(update={"edges": (moved,)})],
        vectors={"c1": second},
        fingerprint="model",
    )
    space.journal.undo("b", by="owner")
    assert now(space) == (State.ACTIVE, "Ana lives in Lisbon.", 3)
    assert space.graph.edges() == []
    np.testing.assert_array_equal(space.embeddings.of(["c1"])["c1"], first)
    space.journal.undo("undo:b", by="owner")
    np.testing.assert_array_equal(space.embeddings.of(["c1"])["c1"], second)
    assert space.graph.members("x") == []
    assert [edge.target for edge in space.graph.edges()] == ["entity:porto"]


def test_an_undone_delete_is_there_again(space: Space, database: Database) -> None:
    old = cube("c1", lives_in("Lisbon"))
    space.journal.commit("a", [add(old, entities=(Entity(name="Ana"),))])
    space.journal.commit("b", [delete(old)])
    space.journal.undo("b", by="owner")
    assert now(space) == (State.ACTIVE, "Ana lives in Lisbon.", 3)
    assert [edge.target for edge in space.graph.edges()] == ["entity:ana"]
    assert words(database) == ["Ana lives in Lisbon."]


def test_undone_evidence_is_no_longer_cited(space: Space) -> None:
    space.journal.commit("a", [add(cube("c1", lives_in("Lisbon")))])
    space.journal.commit("b", [same("c1", "m2")])
    space.journal.undo("b", by="owner")
    assert space.cubes.evidence_of(["m2"]) == []
    assert [one.id for one in space.cubes.evidence_of(["m1"])] == ["c1"]


def test_several_operations_on_one_cube_are_taken_back_together(space: Space) -> None:
    old = cube("c1", lives_in("Lisbon"))
    space.journal.commit("a", [add(old)])
    second = update(old, lives_in("Porto"))
    space.journal.commit("b", [second, same("c1", "m2"), add(cube("c2", job("baker")))])
    space.journal.undo("b", by="owner")
    assert now(space) == (State.ACTIVE, "Ana lives in Lisbon.", 5)
    assert now(space, "c2")[0] is State.DELETED


def test_a_single_operation_can_be_taken_back(space: Space) -> None:
    first, second = space.journal.commit("a", [add(cube("c1", lives_in("Lisbon"))), add(cube("c2", job("baker")))])
    (entry,) = space.journal.undo_entry(second.seq, by="owner")
    assert (entry.op_id, entry.cube_id) == (f"undo:#{second.seq}", "c2")
    assert now(space)[0] is State.ACTIVE
    with pytest.raises(Conflict, match="undone already"):
        space.journal.undo("a", by="owner")
    with pytest.raises(NotFound):
        space.journal.undo_entry(99, by="owner")
    assert first.cube_id == "c1"


def test_undoing_twice_is_a_conflict(space: Space) -> None:
    space.journal.commit("a", [add(cube("c1", lives_in("Lisbon")))])
    space.journal.undo("a", by="owner")
    with pytest.raises(Conflict, match="undone already, by undo:a"):
        space.journal.undo("a", by="owner")
    space.journal.undo("undo:a", by="owner")
    with pytest.raises(Conflict, match="undone already"):
        space.journal.undo("a", by="owner")
    space.journal.undo("undo:undo:a", by="owner")
    assert now(space)[0] is State.DELETED


def test_what_changed_since_is_a_conflict_that_says_by_what(space: Space) -> None:
    old = cube("c1", lives_in("Lisbon"))
    space.journal.commit("a", [add(cube("c2", job("baker"))), add(old)])
    (later,) = space.journal.commit("b", [update(old, lives_in("Porto"))])
    before = space.journal.state_hash()
    with pytest.raises(Conflict, match=rf"c1 was changed since by b \(#{later.seq}\)"):
        space.journal.undo("a", by="owner")
    assert space.journal.state_hash() == before


def test_one_can_go_back_step_by_step(space: Space) -> None:
    old = cube("c1", lives_in("Lisbon"))
    porto = Edge(source="c1", target="entity:porto", type=EdgeType.RELATES)
    space.journal.commit("a", [add(old)])
    space.journal.commit("b", [update(old, lives_in("Porto")).model_copy(update={"edges": (porto,)})])
    space.journal.commit("c", [delete(space.cubes.get(["c1"])[0])])
    space.journal.undo("c", by="owner")
    assert [edge.target for edge in space.graph.edges()] == ["entity:porto"]
    space.journal.undo("b", by="owner")
    assert now(space) == (State.ACTIVE, "Ana lives in Lisbon.", 5)
    assert space.graph.edges() == []
    space.journal.undo("a", by="owner")
    assert now(space)[0] is State.DELETED
    assert len(space.graph.edges(at_seq=4)) == 1


def test_what_is_not_here_or_changed_nothing_cant_be_undone(space: Space, database: Database) -> None:
    space.journal.commit("a", [NoOp(reason="small talk", agent="x")])
    with pytest.raises(Conflict, match="changed nothing"):
        space.journal.undo("a", by="owner")
    space.journal.commit("b", [add(cube("c1", job("baker")))])
    for foreign in (Spaces(database).open("default", "ben"), Spaces(database).open("other", "ana")):
        with pytest.raises(NotFound):
            foreign.journal.undo("b", by="owner")
    with pytest.raises(NotFound):
        space.journal.undo("nothing", by="owner")
