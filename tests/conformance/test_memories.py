"""What agents may look up, on memories in a dict and on the store: what is found, and what never is.

The same operations, and the same talk, leave the same cubes in both.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memos.agents.agent import Memories, Workbench
from memos.agents.episodic import EpisodicAgent
from memos.agents.perceive import Exchange, perceive
from memos.agents.proposal import Proposal
from memos.agents.remembered import Remembered
from memos.agents.resource import ResourceAgent
from memos.agents.settle import Policy, settle
from memos.errors import Conflict
from memos.ports import LOOKUP_MOST
from memos.schemas.cube import (
    Core,
    Episodic,
    Interval,
    MemCube,
    Payload,
    Procedural,
    Provenance,
    Resource,
    Semantic,
    Source,
    State,
    content_hash,
)
from memos.schemas.message import Message, StoredMessage, Trust
from memos.schemas.operation import Add, Delete, Operation, Update
from memos.schemas.scope import Scope
from memos.store.db import Database
from memos.store.space import Spaces

START = datetime(2024, 5, 1, 10, tzinfo=UTC)
SCOPE = Scope(user="ana", run="s1")


class Stopped:
    def now(self) -> datetime:
        return START + timedelta(days=100)


class Counting:
    def __init__(self) -> None:
        self._made = 0

    def new(self) -> str:
        self._made += 1
        return f"id-{self._made:05}"


class Kept(Protocol):
    """Where operations go, and what can be looked up there afterwards."""

    memories: Memories

    def receive(self, message: StoredMessage) -> None: ...

    def commit(self, op_id: str, operations: Sequence[Operation]) -> None: ...

    def cubes(self) -> dict[str, MemCube]: ...

    def of(self, tenant: str, user: str) -> Memories: ...


class InDict:
    def __init__(self) -> None:
        self.remembered = Remembered()
        self.memories: Memories = self.remembered

    def receive(self, message: StoredMessage) -> None:
        del message

    def commit(self, op_id: str, operations: Sequence[Operation]) -> None:
        del op_id
        self.remembered.apply(operations, Stopped().now())

    def cubes(self) -> dict[str, MemCube]:
        return {cube.id: cube for cube in self.remembered.cubes}

    def of(self, tenant: str, user: str) -> Memories:
        del tenant, user
        return Remembered()


class InStore:
    def __init__(self, spaces: Spaces) -> None:
        self._spaces = spaces
        self._space = space = spaces.open("default", "ana")
        self.memories: Memories = space.cubes

    def receive(self, message: StoredMessage) -> None:
        sent = {name: getattr(message, name) for name in Message.model_fields}
        self._space.messages.receive(message.op_id, SCOPE, [Message(**sent)], (), message.op_id)

    def commit(self, op_id: str, operations: Sequence[Operation]) -> None:
        self._space.journal.commit(op_id, operations, settles=True)

    def cubes(self) -> dict[str, MemCube]:
        return {cube.id: cube for cube in self._space.cubes.list(states=list(State))}

    def of(self, tenant: str, user: str) -> Memories:
        return self._spaces.open(tenant, user).cubes


@contextmanager
def in_store() -> Iterator[InStore]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(Path(folder), clock=Stopped(), ids=Counting(), durability="fast")
        try:
            yield InStore(Spaces(database))
        finally:
            database.close()


class Teller:
    """Tells messages, with the proposals that are made of them, to one place."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.messages: list[StoredMessage] = []
        self._bench = Workbench(kept.memories, Counting())

    def tell(self, content: str, *facts: dict[str, Any], at: int = 0, by: Trust = Trust.USER) -> tuple[Operation, ...]:
        place = len(self.messages) + 1
        message = StoredMessage(
            id=f"m{place}",
            role="user" if by is Trust.USER else "tool",
            name="Ana" if by is Trust.USER else None,
            content=content,
            timestamp=START + timedelta(minutes=at or place),
            trust=by,
            run="s1",
            position=place,
            op_id=f"op{place}",
        )
        self.kept.receive(message)
        exchange = Exchange(
            scope=SCOPE,
            op_id=message.op_id,
            now=Stopped().now(),
            messages=(message,),
            earlier=tuple(self.messages[-6:]),
        )
        perceived = perceive(exchange)
        told = [
            Proposal(
                id=self._bench.ids.new(),
                agent="semantic",
                sources=(Source(message_id=message.id, start=0, end=1),),
                observed_at=message.timestamp,
                trust=by,
                reason="so",
                **fact,
            )
            for fact in facts
        ]
        drafts = [
            *EpisodicAgent().propose(perceived, self._bench),
            *told,
            *ResourceAgent().propose(perceived, self._bench),
        ]
        operations = settle(drafts, perceived, self._bench, Policy())
        self.kept.commit(message.op_id, operations)
        self.messages.append(message)
        return operations


@pytest.fixture(params=["dict", "store"])
def teller(request: pytest.FixtureRequest) -> Iterator[Teller]:
    if request.param == "dict":
        yield Teller(InDict())
        return
    with in_store() as kept:
        yield Teller(kept)


def fact(value: str, predicate: str = "lives_in", subject: str = "Ana", **more: Any) -> dict[str, Any]:
    statement = f"{subject} {predicate} {value}."
    functional = predicate == "lives_in"
    payload = Semantic(subject=subject, predicate=predicate, object=value, statement=statement, functional=functional)
    return {"payload": payload, **more}


def texts(cubes: Sequence[MemCube]) -> list[str]:
    return [cube.text for cube in cubes]


def test_statements_are_found_by_subject_and_predicate_in_any_case(teller: Teller) -> None:
    teller.tell("x", fact("Porto", subject="Ana  Silva"))
    teller.tell("y", fact("cheese", "likes", subject="Ana Silva"))
    memories = teller.kept.memories
    assert texts(memories.by_statement([("ana silva", "LIVES_IN")])) == ["Ana  Silva lives_in Porto."]
    assert len(memories.by_subject(["ANA SILVA"])) == 2
    assert memories.by_statement([("Ana", "lives_in"), ("Ana Silva", "owns")]) == []


def test_the_newest_comes_first_and_deleted_ones_do_not(teller: Teller) -> None:
    for place, value in enumerate(("Porto", "Lisbon", "Faro")):
        teller.tell(f"x{place}", fact(value))
    teller.tell("no", fact("Faro", intent="retract"))
    found = teller.kept.memories.by_statement([("Ana", "lives_in")])
    assert [(cube.payload.object, cube.state) for cube in found if isinstance(cube.payload, Semantic)] == [
        ("Lisbon", State.ACTIVE),
        ("Porto", State.SUPERSEDED),
    ]


def test_cubes_are_found_by_id_in_any_state(teller: Teller) -> None:
    teller.tell("x", fact("Porto"))
    [cube] = teller.kept.memories.by_statement([("Ana", "lives_in")])
    teller.tell("no", fact("Porto", intent="retract"))
    assert [one.state for one in teller.kept.memories.get([cube.id, "nowhere"])] == [State.DELETED]


def test_leaves_are_found_by_path(teller: Teller) -> None:
    teller.tell("x", {"payload": Core(path="identity.home", value="Porto")})
    assert texts(teller.kept.memories.by_path(["identity.home", "identity.name"])) == ["home: Porto"]


def test_content_is_found_by_its_hash(teller: Teller) -> None:
    teller.tell("x", fact("Porto"))
    [cube] = teller.kept.memories.by_statement([("Ana", "lives_in")])
    assert teller.kept.memories.by_content([cube.content_hash, "0" * 64]) == [cube]


def test_resources_are_found_by_their_address(teller: Teller) -> None:
    teller.tell("The menu is at https://example.org/menu today.")
    teller.tell("Did you see https://example.org/menu yet?")
    [cube] = teller.kept.memories.by_uri(["https://example.org/menu", "https://example.org/"])
    assert isinstance(cube.payload, Resource)
    assert cube.provenance.message_ids == ("m1", "m2")


def test_the_open_session_and_topic_of_a_run(teller: Teller) -> None:
    assert teller.kept.memories.open_summaries("s1") == []
    teller.tell("The garden is full of tomatoes.")
    teller.tell("The flight leaves in the morning.", at=100)
    found = teller.kept.memories.open_summaries("s1")
    assert [cube.payload.granularity for cube in found if isinstance(cube.payload, Episodic)] == ["session", "topic"]
    assert "flight" in found[1].text
    assert teller.kept.memories.open_summaries("other") == []
    assert teller.kept.memories.open_summaries(None) == []


def test_what_was_planned_for_an_older_version_is_refused_whole(teller: Teller) -> None:
    teller.tell("x", fact("Porto"))
    before = teller.kept.cubes()
    operations = settle_against(teller, fact("Lisbon"))
    teller.tell("y", fact("Porto"))
    changed = teller.kept.cubes()
    assert changed != before
    with pytest.raises(Conflict):
        teller.kept.commit("late", operations)
    assert teller.kept.cubes() == changed


@pytest.fixture(params=["dict", "store"])
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    """A place that has received the message m1, which all cubes below cite."""
    message = StoredMessage(
        id="m1", content="so", timestamp=START, trust=Trust.USER, run="s1", position=0, op_id="received"
    )
    if request.param == "dict":
        yield InDict()
        return
    with in_store() as store:
        store.receive(message)
        yield store


def cube(id_: str, payload: Payload, scope: Scope = SCOPE, **header: Any) -> MemCube:
    provenance = Provenance(sources=(Source(message_id="m1"),), agent="test")
    given = {"created_at": START, "observed_at": START, "provenance": provenance, "trust": Trust.USER, **header}
    return MemCube(id=id_, scope=scope, payload=payload, **given)


def add(one: MemCube) -> Add:
    return Add(cube=one, reason="so", agent="test")


def update(one: MemCube, **changes: Any) -> Update:
    after = one.model_copy(update={"version": one.version + 1, **changes})
    return Update(cube=after, base_version=one.version, reason="so", agent="test")


def likes(what: str, subject: str = "Ana", predicate: str = "likes") -> Semantic:
    return Semantic(subject=subject, predicate=predicate, object=what, statement=f"{subject} {predicate} {what}.")


def summary(granularity: Literal["utterance", "topic", "session"], text: str) -> Episodic:
    return Episodic(text=text, granularity=granularity, occurred_at=Interval(start=START, end=START))


def ids(cubes: Sequence[MemCube]) -> list[str]:
    return [one.id for one in cubes]


EVERY_KEY: dict[str, tuple[Payload, Callable[[Memories, Payload], list[MemCube]]]] = {
    "content": (likes("tea"), lambda memories, payload: memories.by_content([content_hash(payload)])),
    "statement": (likes("tea"), lambda memories, _: memories.by_statement([(" ANA ", "Likes")])),
    "subject": (likes("tea"), lambda memories, _: memories.by_subject(["aNA\n"])),
    "path": (Core(path="identity.home", value="Porto"), lambda memories, _: memories.by_path([" Identity.Home"])),
    "address": (
        Resource(title="menu", uri="https://x.org/A"),
        lambda memories, _: memories.by_uri(["https://x.org/A"]),
    ),
    "procedure": (Procedural(title="Making tea"), lambda memories, _: memories.procedures()),
}
every_key = pytest.mark.parametrize("key", EVERY_KEY)


@every_key
def test_what_is_active_or_superseded_is_found_newest_first(kept: Kept, key: str) -> None:
    payload, look_up = EVERY_KEY[key]
    old, new = (cube(id_, payload) for id_ in ("old", "new"))
    kept.commit("one", [add(old), add(new)])
    kept.commit("two", [update(old, state=State.SUPERSEDED)])
    assert [(one.id, one.state) for one in look_up(kept.memories, payload)] == [
        ("new", State.ACTIVE),
        ("old", State.SUPERSEDED),
    ]


@every_key
@pytest.mark.parametrize("state", sorted(set(State) - {State.ACTIVE, State.SUPERSEDED}))
def test_what_is_in_any_other_state_is_found_by_its_id_alone(kept: Kept, key: str, state: State) -> None:
    payload, look_up = EVERY_KEY[key]
    one = cube("one", payload)
    kept.commit("one", [add(one)])
    assert ids(look_up(kept.memories, payload)) == ["one"]
    kept.commit("two", [update(one, state=state)])
    assert look_up(kept.memories, payload) == []
    assert [found.state for found in kept.memories.get(["one"])] == [state]


@every_key
def test_a_tombstone_is_found_by_its_id_alone(kept: Kept, key: str) -> None:
    payload, look_up = EVERY_KEY[key]
    kept.commit("one", [add(cube("one", payload))])
    kept.commit("two", [Delete(cube_id="one", base_version=1, reason="so", agent="test")])
    assert look_up(kept.memories, payload) == []
    assert [found.state for found in kept.memories.get(["one"])] == [State.DELETED]


@every_key
def test_what_is_found_is_the_present_version(kept: Kept, key: str) -> None:
    payload, look_up = EVERY_KEY[key]
    one = cube("one", payload)
    kept.commit("one", [add(one)])
    kept.commit("two", [update(one, confidence=0.5)])
    assert [(found.version, found.confidence) for found in look_up(kept.memories, payload)] == [(2, 0.5)]


def test_a_new_version_is_found_by_its_new_keys_alone(kept: Kept) -> None:
    one = cube("one", likes("tea"))
    kept.commit("one", [add(one)])
    kept.commit("two", [update(one, payload=likes("tea", "Maya", "owns"))])
    assert kept.memories.by_subject(["Ana"]) == []
    assert kept.memories.by_content([one.content_hash]) == []
    assert ids(kept.memories.by_statement([("maya", "owns")])) == ["one"]


@pytest.mark.parametrize(("more", "found"), [(0, LOOKUP_MOST), (-1, LOOKUP_MOST - 1), (1, LOOKUP_MOST)])
def test_procedures_are_the_newest_and_no_other_kind(kept: Kept, more: int, found: int) -> None:
    told = [cube(f"p{place:03}", Procedural(title=f"Tea {place}")) for place in range(LOOKUP_MOST + more)]
    kept.commit("one", [add(one) for one in (*told, cube("other", likes("tea")))])
    assert ids(kept.memories.procedures()) == [one.id for one in told[::-1]][:found]


def test_no_keys_and_empty_keys_find_nothing(kept: Kept) -> None:
    kept.commit("one", [add(cube("one", likes("tea"))), add(cube("two", Resource(title="a paper without an address")))])
    memories = kept.memories
    asked = [memories.get, memories.by_content, memories.by_subject, memories.by_path, memories.by_uri]
    assert [look_up(keys) for look_up in asked for keys in ([], [""])] == [[]] * 10
    assert [memories.by_statement(pairs) for pairs in ([], [("", "")], [("Ana", "")])] == [[]] * 3


def test_several_keys_find_each_cube_once(kept: Kept) -> None:
    kept.commit("one", [add(cube(what, likes(what))) for what in ("tea", "jam")])
    assert ids(kept.memories.by_subject(["Ana", "ana", "Maya"])) == ["jam", "tea"]
    assert ids(kept.memories.by_statement([("Ana", "likes"), ("ANA", "likes"), ("Ana", "owns")])) == ["jam", "tea"]
    assert ids(kept.memories.get(["tea", "nowhere", "jam"])) == ["tea", "jam"]


def test_subject_and_predicate_are_of_one_statement(kept: Kept) -> None:
    kept.commit("one", [add(cube("one", likes("tea"))), add(cube("two", likes("a dog", "Maya", "owns")))])
    assert kept.memories.by_statement([("Ana", "owns"), ("Maya", "likes")]) == []


@pytest.mark.parametrize("asked", ["STRASSE", "straße ", "Straße"])
def test_case_is_folded_in_every_language(kept: Kept, asked: str) -> None:
    kept.commit("one", [add(cube("one", likes("tea", "Straße")))])
    assert ids(kept.memories.by_subject([asked])) == ["one"]


def test_an_address_is_taken_as_it_is_written(kept: Kept) -> None:
    kept.commit("one", [add(cube("one", Resource(title="menu", uri="https://x.org/Menu")))])
    assert kept.memories.by_uri(["https://x.org/menu", "https://x.org/"]) == []


def test_summaries_stay_open_when_they_are_extended(kept: Kept) -> None:
    session, first, last = (
        cube("s", summary("session", "a")),
        cube("t1", summary("topic", "b")),
        cube("t2", summary("topic", "c")),
    )
    kept.commit("one", [add(session), add(first), add(last), add(cube("u", summary("utterance", "d")))])
    kept.commit("two", [update(first, payload=summary("topic", "b, and more")), update(session, confidence=0.5)])
    assert [(one.id, one.version) for one in kept.memories.open_summaries("s1")] == [("s", 2), ("t2", 1)]
    kept.commit("three", [update(last, state=State.ARCHIVED)])
    assert [(one.id, one.version) for one in kept.memories.open_summaries("s1")] == [("s", 2), ("t1", 2)]


def test_summaries_are_those_of_the_run(kept: Kept) -> None:
    apart = {run: cube(f"of {run}", summary("session", "a"), Scope(user="ana", run=run)) for run in ("s1", "s2", None)}
    kept.commit("one", [add(one) for one in apart.values()])
    assert {run: ids(kept.memories.open_summaries(run)) for run in apart} == {run: [f"of {run}"] for run in apart}


@every_key
def test_what_is_of_another_space_is_not_there(kept: Kept, key: str) -> None:
    payload, look_up = EVERY_KEY[key]
    kept.commit("one", [add(cube("one", payload)), add(cube("s", summary("session", "a")))])
    for tenant, user in (("default", "ben"), ("other", "ana")):
        memories = kept.of(tenant, user)
        assert look_up(memories, payload) == []
        assert memories.get(["one"]) == []
        assert memories.open_summaries("s1") == []


def settle_against(teller: Teller, told: dict[str, Any]) -> tuple[Operation, ...]:
    """Operations planned on what is known now, and not committed."""
    message = teller.messages[-1]
    perceived = perceive(Exchange(scope=SCOPE, op_id="late", now=Stopped().now(), messages=(message,)))
    source = Source(message_id=message.id, start=0, end=1)
    proposal = Proposal(
        id="planned",
        agent="semantic",
        sources=(source,),
        observed_at=message.timestamp,
        trust=Trust.USER,
        reason="so",
        **told,
    )
    return settle([proposal], perceived, Workbench(teller.kept.memories, Counting()), Policy())


TOLD = st.builds(
    lambda value, predicate, subject, intent: fact(value, predicate, subject, intent=intent),
    st.sampled_from(["Porto", "Lisbon", "Lisbon, Portugal", "the city of Porto"]),
    st.sampled_from(["lives_in", "likes", "dislikes"]),
    st.sampled_from(["Ana", "ANA", "Maya"]),
    st.sampled_from(["assert", "assert", "correct", "end", "deny", "retract"]),
)
TALK = st.lists(
    st.tuples(
        st.sampled_from(
            ["The garden is full of tomatoes.", "ok", "See https://example.org/menu", "My flight leaves soon."]
        ),
        st.lists(TOLD, max_size=2),
        st.integers(1, 500),
        st.sampled_from([Trust.USER, Trust.USER, Trust.TOOL]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(TALK)
def test_the_same_talk_leaves_the_same_cubes(talk: list[tuple[str, list[dict[str, Any]], int, Trust]]) -> None:
    with in_store() as kept:
        store, dictionary = Teller(kept), Teller(InDict())
        for content, facts, at, by in talk:
            planned = [teller.tell(content, *facts, at=at, by=by) for teller in (store, dictionary)]
            assert planned[0] == planned[1]
        ours = {cube_id: cube.journalled() for cube_id, cube in dictionary.kept.cubes().items()}
        assert {cube_id: cube.journalled() for cube_id, cube in store.kept.cubes().items()} == ours
