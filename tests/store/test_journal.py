from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from memos.errors import Conflict, EmbedderMismatch, InvalidInput, NotFound
from memos.schemas.cube import Edge, EdgeType, Entity, Kind, Provenance, State
from memos.schemas.message import Message
from memos.schemas.operation import NoOp
from memos.schemas.scope import Scope
from memos.store.db import Database
from memos.store.space import Space, Spaces
from tests.store.making import (
    ANA,
    START,
    Counting,
    Stopped,
    add,
    cube,
    delete,
    job,
    lives_in,
    receive,
    said,
    same,
    update,
)


@pytest.fixture(autouse=True)
def _messages(space: Space) -> None:
    receive(space, "I moved to Lisbon.", "In May.", op_id="said")


def test_a_cube_comes_back_as_it_was(space: Space) -> None:
    given = cube(
        "c1",
        lives_in("Lisbon"),
        scope=Scope(user="ana", agent="a1", run="s1"),
        labels=("work",),
        metadata={"k": [1, {"ü": None}]},
        valid_from=START,
        frozen=True,
        keywords=("moving",),
    )
    (entry,) = space.journal.commit("op", [add(given)])
    (stored,) = space.cubes.get(["c1"])
    assert stored.provenance.op_id == "op"
    assert stored == given.model_copy(update={"provenance": stored.provenance})
    assert stored.content_hash == given.content_hash
    assert (entry.event, entry.cube_id, entry.kind, entry.version) == ("ADD", "c1", Kind.SEMANTIC, 1)
    assert (entry.text, entry.evidence, entry.committed_at) == ("Ana lives in Lisbon.", ("m1",), START)
    assert space.journal.of_op("op") == space.journal.of_cube("c1") == space.journal.entries() == (entry,)


def test_operations_follow_each_other_within_a_commit(space: Space) -> None:
    new = cube("c1", lives_in("Lisbon"))
    second = update(new, lives_in("Porto"))
    entries = space.journal.commit(
        "op", [add(new), second, same("c1", "m2"), same("c1", "m2"), NoOp(reason="small talk", agent="x")]
    )
    assert [(entry.event, entry.version) for entry in entries] == [
        ("ADD", 1),
        ("UPDATE", 2),
        ("NO_OP", 3),
        ("NO_OP", 3),
        ("NO_OP", None),
    ]
    assert entries == space.journal.of_op("op")
    assert [version.cube.version for version in space.cubes.history("c1")] == [1, 2, 3]
    (now,) = space.cubes.get(["c1"])
    assert now.provenance.message_ids == ("m1", "m2")
    assert now.text == "Ana lives in Porto."
    assert [cube.id for cube in space.cubes.evidence_of(["m2"])] == ["c1"]


def test_a_commit_is_applied_once(space: Space, clock: Stopped) -> None:
    first = space.journal.commit("said", [add(cube("c1", lives_in("Lisbon")))], settles=True)
    clock.move(days=1)
    again = space.journal.commit("said", [add(cube("c2", lives_in("Lisbon, Portugal")))], settles=True)
    assert again == first
    assert [one.id for one in space.cubes.list()] == ["c1"]


def test_a_commit_by_hand_is_applied_once_and_its_op_id_names_nothing_else(space: Space) -> None:
    new = cube("c1", lives_in("Lisbon"))
    added = space.journal.commit("a", [add(new)])
    assert space.journal.commit("a", [add(new.model_copy(update={"id": "c2"}))]) == added
    deleted = space.journal.commit("b", [delete(new)])
    assert space.journal.commit("b", [delete(new)]) == deleted
    with pytest.raises(Conflict, match="other operations"):
        space.journal.commit("b", [add(cube("c3", job("baker")))])
    with pytest.raises(Conflict, match="names an exchange"):
        space.journal.commit("said", [add(cube("c3", job("baker")))])
    with pytest.raises(InvalidInput, match="nothing to commit"):
        space.journal.commit("c", [])
    assert space.cubes.get(["c3"]) == []


def test_a_commit_without_an_exchange_may_say_that_it_settles(space: Space) -> None:
    new = cube("c1", lives_in("Lisbon"))
    assert space.journal.commit("x", [add(new)], settles=True) == space.journal.commit("x", [add(new)], settles=True)


def test_what_changed_meanwhile_is_a_conflict_and_nothing_is_applied(space: Space) -> None:
    old = cube("c1", lives_in("Lisbon"))
    space.journal.commit("a", [add(old)])
    space.journal.commit("b", [update(old, lives_in("Porto"))])
    before = space.journal.state_hash()
    for late in (update(old, lives_in("Faro")), delete(old), same("c1", "m2").model_copy(update={"base_version": 1})):
        with pytest.raises(Conflict, match="c1 is at version 2, not at 1"):
            space.journal.commit("late", [add(cube("c2", job("baker"))), late])
    assert space.journal.state_hash() == before
    assert space.journal.of_op("late") == ()


def test_what_is_new_is_a_conflict_if_something_it_competes_with_came_since(space: Space) -> None:
    seen = space.journal.head()
    space.journal.commit(
        "a", [add(cube("c1", lives_in("Porto"))), add(cube("c2", job("baker"))), add(cube("c3", said("x")))]
    )
    for competing in (lives_in("Lisbon"), job("nurse")):
        with pytest.raises(Conflict, match="meanwhile"):
            space.journal.commit("b", [add(cube("c4", said("y"))), add(cube("c5", competing))], seen=seen)
        assert space.cubes.get(["c4", "c5"]) == []
    space.journal.commit(
        "c", [add(cube("c4", said("x"))), add(cube("c5", lives_in("Lisbon")))], seen=space.journal.head()
    )
    space.journal.commit("d", [add(cube("c6", said("x"))), add(cube("c7", job("cook")))])


def test_what_follows_within_a_commit_competes_with_nothing_of_it(space: Space) -> None:
    added = [add(cube(f"c{n}", lives_in(city))) for n, city in enumerate(("Porto", "Lisbon"))]
    assert len(space.journal.commit("a", added, seen=space.journal.head())) == 2


def test_one_of_sixteen_writers_wins(space: Space) -> None:
    old = cube("c1", lives_in("Lisbon"))
    space.journal.commit("a", [add(old)])
    start = threading.Barrier(16)

    def write(n: int) -> str:
        start.wait()
        try:
            space.journal.commit(f"w{n}", [update(old, lives_in(f"City {n}"))])
        except Conflict:
            return "lost"
        return f"City {n}"

    with ThreadPoolExecutor(16) as pool:
        ends = list(pool.map(write, range(16)))
    (winner,) = [end for end in ends if end != "lost"]
    (now,) = space.cubes.get(["c1"])
    assert (now.version, now.text) == (2, f"Ana lives in {winner}.")


def test_what_is_not_sound_is_refused_whole(space: Space) -> None:
    space.journal.commit("a", [add(cube("c1", lives_in("Lisbon")))])
    new = cube("c2", job("baker"))
    (held,) = space.cubes.get(["c1"])
    orphan = Provenance(parents=("nobody",), agent="test")
    refused = [
        (Conflict, add(cube("c1", job("baker")))),
        (InvalidInput, add(new.model_copy(update={"version": 2}))),
        (InvalidInput, add(cube("c2", job("baker"), ["m9"]))),
        (InvalidInput, add(new.model_copy(update={"provenance": orphan}))),
        (InvalidInput, add(cube("c2", job("baker"), scope=Scope(user="ben")))),
        (InvalidInput, update(held, job("baker"))),
        (NotFound, update(new)),
        (NotFound, delete(new)),
        (NotFound, same("nobody", "m1")),
    ]
    for error, operation in refused:
        with pytest.raises(error):
            space.journal.commit("late", [add(cube("c8", said("first"))), operation])
    assert [one.id for one in space.cubes.list()] == ["c1"]


def test_parents_may_come_in_the_same_commit(space: Space) -> None:
    child = cube("c2", job("baker")).model_copy(update={"provenance": Provenance(parents=("c1",), agent="test")})
    space.journal.commit("a", [add(child), add(cube("c1", lives_in("Lisbon")))])
    assert space.cubes.count() == 2


def test_a_delete_leaves_a_tombstone(space: Space, clock: Stopped) -> None:
    old = cube("c1", lives_in("Lisbon"))
    space.journal.commit("a", [add(old)])
    clock.move(hours=1)
    (entry,) = space.journal.commit("b", [delete(old)])
    (gone,) = space.cubes.get(["c1"])
    assert (gone.state, gone.version, gone.valid_to) == (State.DELETED, 2, clock.now())
    assert (entry.event, entry.version, entry.text) == ("DELETE", 2, "Ana lives in Lisbon.")
    assert space.cubes.list() == []
    with pytest.raises(Conflict, match="deleted already"):
        space.journal.commit("c", [delete(gone)])
    with pytest.raises(Conflict, match="deleted meanwhile"):
        space.journal.commit("c", [same("c1", "m2")])


def test_entities_and_edges_come_with_their_cube(space: Space) -> None:
    ana, lisbon = Entity(name="Ana", type="person"), Entity(name="Lisbon", type="place")
    follows = Edge(source="c2", target="c1", type=EdgeType.NEXT)
    space.journal.commit("a", [add(cube("c1", lives_in("Lisbon")), entities=(ana, lisbon))])
    space.journal.commit("b", [add(cube("c2", said("hello")), entities=(Entity(name="ANA"),), edges=(follows,))])
    again = update(space.cubes.get(["c2"])[0]).model_copy(update={"entities": (ana,), "edges": (follows,)})
    space.journal.commit("c", [again])
    assert [(edge.source, edge.target, edge.type) for edge in space.graph.edges()] == [
        ("c1", "entity:ana", "mentions"),
        ("c1", "entity:lisbon", "mentions"),
        ("c2", "c1", "next"),
        ("c2", "entity:ana", "mentions"),
    ]
    assert space.graph.entities() == [ana, lisbon]
    space.journal.commit("d", [delete(space.cubes.get(["c1"])[0])])
    assert [(edge.source, edge.target) for edge in space.graph.edges()] == [("c2", "entity:ana")]
    assert len(space.graph.edges(at_seq=3)) == 4
    assert space.graph.of(["entity:ana"]) == space.graph.edges()


def test_vectors_are_kept_with_their_text(space: Space) -> None:
    new = cube("c1", said("a long text in two parts"))
    vectors = np.eye(2, 4, dtype=np.float32)
    space.journal.commit("a", [add(new), add(cube("c2", job("baker")))], vectors={"c1": vectors}, fingerprint="model")
    np.testing.assert_array_equal(space.embeddings.of(["c1", "c2"])["c1"], vectors)
    assert list(space.embeddings.of(["c1", "c2"])) == ["c1"]
    assert [missing.cube.id for missing in space.embeddings.missing("model")] == ["c2"]


def test_vectors_of_two_models_are_never_mixed(space: Space) -> None:
    one = np.eye(1, 4, dtype=np.float32)
    space.journal.commit("a", [add(cube("c1", said("x")))], vectors={"c1": one}, fingerprint="model")
    with pytest.raises(EmbedderMismatch, match="reindex --embed"):
        space.journal.commit("b", [add(cube("c2", said("y")))], vectors={"c2": one}, fingerprint="other")
    for bad in (np.full((1, 4), np.nan, np.float32), np.zeros(4, np.float32)):
        with pytest.raises(InvalidInput, match="finite"):
            space.journal.commit("b", [add(cube("c2", said("y")))], vectors={"c2": bad}, fingerprint="model")
    with pytest.raises(InvalidInput, match="name of their model"):
        space.journal.commit("b", [add(cube("c2", said("y")))], vectors={"c2": one})
    assert space.cubes.get(["c2"]) == []


def test_the_journal_is_append_only(space: Space, database: Database) -> None:
    space.journal.commit("a", [add(cube("c1", lives_in("Lisbon")))])
    for statement in ("DELETE FROM journal", "UPDATE journal SET reason = 'better'"):
        with pytest.raises(Conflict, match="append-only"), database.write() as connection:
            connection.exec_driver_sql(statement)
    assert len(space.journal.entries()) == 1


def test_the_head_follows_every_change_of_the_space_alone(space: Space, database: Database) -> None:
    ben = Spaces(database).open("default", "ben")
    assert (space.journal.head(), ben.journal.head()) == (0, 0)
    space.journal.commit("a", [add(cube("c1", lives_in("Lisbon"))), NoOp(reason="small talk", agent="x")])
    assert (space.journal.head(), ben.journal.head()) == (2, 0)
    assert [entry.seq for entry in space.journal.entries(after=1, limit=5)] == [2]
    assert [entry.seq for entry in space.journal.latest(1)] == [2]


def test_the_same_operations_make_the_same_state(open_database: Callable[..., Database], tmp_path: Path) -> None:
    hashes = []
    for name in ("one", "two"):
        database = open_database(tmp_path / name, clock=Stopped(), ids=Counting())
        space = Spaces(database).open("default", "ana")
        space.messages.receive("s", ANA, [Message(id="m1", content="hello")], [], "s")
        new = cube("c1", lives_in("Lisbon"))
        space.journal.commit("a", [add(cube("c2", job("baker"))), add(new)])
        space.journal.commit("b", [update(new, lives_in("Porto"))])
        hashes.append(space.journal.state_hash())
    assert hashes[0] == hashes[1]
    space.journal.commit("c", [same("c2", "m1"), delete(space.cubes.get(["c1"])[0])])
    assert space.journal.state_hash() != hashes[0]


def test_order_is_the_journals_whatever_the_clock_says(space: Space, clock: Stopped) -> None:
    old = cube("c1", lives_in("Lisbon"))
    space.journal.commit("a", [add(old)])
    clock.move(days=-3650)
    space.journal.commit("b", [update(old, lives_in("Porto"))])
    clock.move(days=7300)
    space.journal.commit("c", [update(space.cubes.get(["c1"])[0], lives_in("Faro"))])
    assert [version.cube.text[13:-1] for version in space.cubes.history("c1")] == ["Lisbon", "Porto", "Faro"]
    assert [one.text for one in space.cubes.as_of(START)] == ["Ana lives in Porto."]
