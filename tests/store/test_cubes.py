from __future__ import annotations

from datetime import timedelta

import pytest

from memos.errors import InvalidInput
from memos.schemas.cube import Edge, EdgeType, Entity, Kind, Provenance, State
from memos.schemas.scope import Scope
from memos.store.db import Database
from memos.store.space import Space, Spaces
from tests.store.making import START, Stopped, add, cube, delete, job, lives_in, receive, said, secret, update

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _messages(space: Space) -> None:
    receive(space, "one", "two", "three", op_id="said")


def test_get_keeps_the_order_asked_for(space: Space) -> None:
    space.journal.commit("a", [add(cube("c1", job("baker"))), add(cube("c2", lives_in("Lisbon")))])
    assert [one.id for one in space.cubes.get(["c2", "nobody", "c1"])] == ["c2", "c1"]
    assert space.cubes.get([]) == []
    assert space.cubes.nums(["c2", "nobody"]) == {"c2": 2}


def test_by_num_gives_the_truth_and_nothing_foreign(space: Space, database: Database) -> None:
    ben = Spaces(database).open("default", "ben")
    receive(ben, "one", op_id="x")
    ben.journal.commit("x1", [add(cube("c1", job("thief"), scope=Scope(user="ben")))])
    space.journal.commit("a", [add(cube("c1", job("baker")))])
    space.journal.commit("b", [update(space.cubes.get(["c1"])[0], job("cook"))])
    found = space.cubes.by_num([1, 2, 3])
    assert {num: (joined.seq, joined.cube.text) for num, joined in found.items()} == {2: (3, "job: cook")}


def test_keys_are_folded_and_only_what_is_believed_is_found(space: Space) -> None:
    lisbon, porto = cube("c1", lives_in("Lisbon")), cube("c2", lives_in("Porto"), state=State.SUPERSEDED)
    gone = cube("c3", lives_in("Faro"))
    space.journal.commit(
        "a", [add(lisbon), add(porto), add(gone), add(cube("c4", job("baker"))), add(cube("c5", secret()))]
    )
    space.journal.commit("b", [delete(gone)])
    cubes = space.cubes
    assert [one.id for one in cubes.by_statement([(" ANA ", "Lives_In"), ("x", "y")])] == ["c2", "c1"]
    assert cubes.by_statement([("ana", "y"), ("x", "lives_in")]) == cubes.by_statement([]) == []
    assert [one.id for one in cubes.by_subject(["ana"])] == ["c2", "c1"]
    assert [one.id for one in cubes.by_object(["LISBON", "faro"])] == ["c1"]
    assert [one.id for one in cubes.by_path(["identity.occupation.job", "x"])] == ["c4"]
    assert [one.id for one in cubes.by_content([lisbon.content_hash, "x"])] == ["c1"]
    assert [one.id for one in cubes.evidence_of(["m1"])] == ["c5", "c4", "c2", "c1"]


def test_handles_of_sealed_secrets(space: Space) -> None:
    kept, gone = cube("c1", secret(), metadata={"handle": "h1"}), cube("c2", secret(), metadata={"handle": "h2"})
    space.journal.commit("a", [add(kept), add(gone)])
    space.journal.commit("b", [delete(gone)])
    assert space.cubes.handles(["h1", "h2", "h3"]) == {"h1"}
    assert space.cubes.handles([]) == set()


def test_the_open_summaries_of_a_run(space: Space) -> None:
    def summary(id_: str, granularity: str, **header: object) -> object:
        return add(cube(id_, said(id_).model_copy(update={"granularity": granularity}), **header))

    space.journal.commit(
        "a",
        [
            summary("s", "session"),
            summary("t1", "topic"),
            summary("t2", "topic"),
            summary("t3", "topic", scope=Scope(user="ana", run="s2")),
            add(cube("u", said("hi"))),
        ],
    )
    assert [one.id for one in space.cubes.open_summaries("s1")] == ["s", "t2"]
    assert space.cubes.open_summaries(None) == []
    joined = [Edge(source=one, target="t2", type=EdgeType.PART_OF) for one in ("u", "x")]
    space.journal.commit("b", [add(cube("u2", said("ho")), edges=tuple(joined))])
    assert space.graph.members("t2") == ["u", "x"]


def test_people_and_what_they_are_called(space: Space) -> None:
    maya, sister = Entity(name="Maya", type="person"), Entity(name="Ana's  sister", type="person")
    same_as = Edge(source=sister.node, target=maya.node, type=EdgeType.SAME_AS)
    ring = Edge(source=maya.node, target=sister.node, type=EdgeType.SAME_AS)
    place = Entity(name="Lisbon", type="place")
    space.journal.commit("a", [add(cube("c1", lives_in("Lisbon")), entities=(maya, sister, place), edges=(same_as,))])
    assert space.graph.known() == ({"maya": "Maya", "ana's sister": "Maya"}, {"lisbon": "Lisbon"}, frozenset())
    space.journal.commit("b", [add(cube("c2", lives_in("Porto")), edges=(ring,))])
    assert set(space.graph.known().people) == {"maya", "ana's sister"}


def test_lists(space: Space, clock: Stopped) -> None:
    space.journal.commit(
        "a",
        [
            add(cube("c1", job("baker"))),
            add(cube("c2", lives_in("Lisbon"), state=State.SUPERSEDED, valid_from=START, valid_to=START + DAY)),
            add(cube("c3", lives_in("Porto"), valid_from=START + DAY)),
            add(cube("c4", said("hello"), labels=("work",))),
        ],
    )
    listed = space.cubes.list

    def ids(*args: object, **kwargs: object) -> list[str]:
        return [one.id for one in listed(*args, **kwargs)]

    assert ids() == ["c4", "c3", "c1"]
    assert ids(oldest_first=True, limit=2, offset=1) == ["c3", "c4"]
    assert ids(offset=2) == ["c1"]
    assert ids(kinds=[Kind.SEMANTIC], states=list(State)) == ["c3", "c2"]
    assert ids(kinds=[Kind.SEMANTIC], valid_at=START) == ["c2"]
    assert ids(kinds=[Kind.SEMANTIC], valid_at=START + DAY) == ["c3"]
    assert ids(filters={"labels": "work"}) == ["c4"]
    assert (space.cubes.count(), space.cubes.count([State.SUPERSEDED])) == (4, 1)
    with pytest.raises(InvalidInput):
        ids(filters={"colour": "red"})


def test_what_was_believed_then(space: Space, clock: Stopped) -> None:
    old = cube("c1", lives_in("Lisbon"))
    first = clock.now()
    space.journal.commit("a", [add(old), add(cube("c2", job("baker")))])
    second = clock.move(days=1)
    space.journal.commit("b", [update(old, lives_in("Porto")), add(cube("c3", said("hello")))])
    third = clock.move(days=1)
    space.journal.commit("c", [delete(space.cubes.get(["c1"])[0])])

    def then(when: object, **rest: object) -> list[str]:
        return [one.text for one in space.cubes.list(as_of=when, oldest_first=True, **rest)]

    assert then(first - DAY) == []
    assert then(first) == ["Ana lives in Lisbon.", "job: baker"]
    assert then(second) == ["Ana lives in Porto.", "job: baker", "Ana: hello"]
    assert then(third) == ["job: baker", "Ana: hello"]
    assert then(first, kinds=[Kind.CORE]) == ["job: baker"]
    assert then(second, filters={"object": "Porto"}) == ["Ana lives in Porto."]
    assert then(second, limit=1, offset=1) == ["job: baker"]
    assert [one.id for one in space.cubes.list(as_of=second, limit=2)] == ["c3", "c2"]
    assert [one.text for one in space.cubes.as_of(second, nums=[1, 99])] == ["Ana lives in Porto."]
    assert then(second, valid_at=START) == ["Ana lives in Porto.", "job: baker", "Ana: hello"]
    assert [(v.entry.event, v.cube.version) for v in space.cubes.history("c1")] == [
        ("ADD", 1),
        ("UPDATE", 2),
        ("DELETE", 3),
    ]
    assert space.cubes.history("nobody") == []


def test_what_was_believed_then_is_that_spaces_own(space: Space, database: Database) -> None:
    space.journal.commit("a", [add(cube("c1", job("baker")))])
    ben = Spaces(database).open("default", "ben")
    assert ben.cubes.list(as_of=START) == ben.cubes.as_of(START, nums=[1]) == ben.cubes.history("c1") == []
    assert ben.journal.of_cube("c1") == ben.journal.of_op("a") == ben.journal.entries() == ()


def test_a_cube_may_rest_on_cubes_alone(space: Space) -> None:
    space.journal.commit("a", [add(cube("c1", said("hello")))])
    derived = cube("c2", lives_in("Lisbon")).model_copy(
        update={"provenance": Provenance(parents=("c1",), agent="test")}
    )
    space.journal.commit("b", [add(derived)])
    [held] = space.cubes.get(["c2"])
    assert (held.provenance.message_ids, held.provenance.parents) == ((), ("c1",))


def test_spaces(database: Database) -> None:
    spaces = Spaces(database)
    assert spaces.open("default", "ben", create=False) is None
    ben = spaces.open("default", "ben")
    assert (spaces.open("default", "ben").number, spaces.open("other", "ben").number) == (ben.number, ben.number + 1)
    assert spaces.list() == [Scope(user="ana"), Scope(user="ben"), Scope(tenant="other", user="ben")]
    assert ben.scope == Scope(user="ben")
