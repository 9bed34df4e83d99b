"""Every value of the vocabulary survives JSON both ways, has a JSON Schema, and refuses what it should."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from memos.schemas.cube import (
    Core,
    Edge,
    EdgeType,
    Entity,
    Episodic,
    Interval,
    Kind,
    MemCube,
    Payload,
    Procedural,
    Provenance,
    Resource,
    Semantic,
    Source,
    State,
    Usage,
    Vault,
)
from memos.schemas.message import MAX_CONTENT, Message, Trust
from memos.schemas.operation import Add, Delete, NoOp, Operation, Update
from memos.schemas.query import Query
from memos.schemas.scope import Scope

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
PAYLOADS: list[Payload] = [
    Core(path="identity.home.city", value="Lisbon"),
    Episodic(text="I moved.", actor="Ana", occurred_at=Interval(start=NOON, end=NOON, granularity="instant")),
    Semantic(subject="Ana", predicate="lives_in", object="Lisbon", statement="Ana lives in Lisbon.", functional=True),
    Procedural(title="Answer in French", trigger="always", steps=("read", "answer")),
    Resource(title="Plan", uri="file:plan.md", digest="0" * 64, text="one"),
    Vault(label="password", entry_type="credential", sealed="v1|AAAA|BBBB"),
]
moments = st.datetimes(
    min_value=datetime(1900, 1, 1),  # noqa: DTZ001
    max_value=datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


def cube(payload: Payload, **header: object) -> MemCube:
    return MemCube.model_validate(
        {
            "id": "c1",
            "scope": Scope(user="ana"),
            "created_at": NOON,
            "observed_at": NOON,
            "provenance": Provenance(sources=(Source(message_id="m1", start=0, end=3),), agent="semantic"),
            "trust": Trust.USER,
            "payload": payload,
            **header,
        }
    )


def test_there_is_a_payload_for_every_kind() -> None:
    assert {payload.kind for payload in PAYLOADS} == set(Kind)


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.kind)
class TestEachKind:
    def test_round_trip(self, payload: Payload) -> None:
        memory = cube(payload, valid_from=NOON, labels=("work",), metadata={"a": [1, {"b": None}]})
        assert MemCube.model_validate_json(memory.model_dump_json()) == memory

    def test_json_schema_names_its_discriminator(self, payload: Payload) -> None:
        schema = MemCube.model_json_schema()
        assert payload.kind in schema["properties"]["payload"]["discriminator"]["mapping"]

    def test_equal_content_has_equal_hash_whatever_the_header(self, payload: Payload) -> None:
        assert cube(payload).content_hash == cube(payload, id="c2", state=State.ARCHIVED, uses=7).content_hash

    def test_the_journalled_form_leaves_usage_out(self, payload: Payload) -> None:
        assert not set(Usage.model_fields) & set(cube(payload, uses=3).journalled())

    def test_frozen(self, payload: Payload) -> None:
        with pytest.raises(ValidationError):
            cube(payload).version = 2  # type: ignore[misc]

    def test_unknown_fields_are_refused(self, payload: Payload) -> None:
        with pytest.raises(ValidationError):
            TypeAdapter(Payload).validate_python({**payload.model_dump(), "colour": "red"})


def test_the_vault_shows_its_label_alone() -> None:
    assert cube(PAYLOADS[-1]).text == "password"


def test_a_vault_takes_no_plain_text() -> None:
    with pytest.raises(ValidationError):
        Vault(label="password", sealed="hunter2")


@given(moments)
def test_times_are_kept_in_utc(moment: datetime) -> None:
    kept = cube(PAYLOADS[0], observed_at=moment).observed_at
    assert kept == moment
    assert kept.utcoffset() == timedelta(0)


@pytest.mark.parametrize("time", ["9999-12-31T23:59:59-11:00", "0001-01-01T00:00:00+14:00"])
def test_a_time_outside_the_calendar_is_refused(time: str) -> None:
    with pytest.raises(ValidationError, match=r"is outside the calendar \(years 1 to 9999 in UTC\)"):
        Message.model_validate({"content": "x", "timestamp": time})


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValidationError, match="needs an offset"):
        cube(PAYLOADS[0], observed_at=datetime(2024, 5, 1))  # noqa: DTZ001


@given(texts, texts, texts)
def test_any_text_survives_a_statement(subject: str, predicate: str, said: str) -> None:
    memory = cube(Semantic(subject=subject, predicate=predicate, object=said, statement=said))
    assert MemCube.model_validate_json(memory.model_dump_json()) == memory


@pytest.mark.parametrize("content", ["\x00", "\u202eabc", "é" * 5000, "x" * 1_000_000, "", "🙂\u200d↔"])
def test_strange_content_is_kept_as_it_is(content: str) -> None:
    assert Message.model_validate_json(Message(content=content).model_dump_json()).content == content


def test_a_lone_surrogate_is_refused_with_its_place() -> None:
    with pytest.raises(ValidationError, match="character 2 is a lone surrogate"):
        Message(content="ab\ud800")


@pytest.mark.parametrize(("length", "taken"), [(MAX_CONTENT, True), (MAX_CONTENT + 1, False)])
def test_the_longest_content(length: int, taken: bool) -> None:
    if taken:
        assert len(Message(content="x" * length).content) == length
    else:
        with pytest.raises(ValidationError):
            Message(content="x" * length)


def test_a_cube_rests_on_something() -> None:
    with pytest.raises(ValidationError, match="rests on nothing"):
        Provenance(agent="semantic")


@pytest.mark.parametrize("path", ["identity", "hobby.chess", "identity..x", "identity.X", "identity.a b"])
def test_paths_outside_the_trunk_are_refused(path: str) -> None:
    with pytest.raises(ValidationError):
        Core(path=path, value="x")


def test_trust_is_a_lattice() -> None:
    assert Trust.least([Trust.OWNER, Trust.TOOL, Trust.USER]) is Trust.TOOL
    assert Trust.least([]).rank == min(level.rank for level in Trust)
    assert Trust.DOCUMENT.rank == Trust.WEB.rank
    assert [level.rank for level in (Trust.OWNER, Trust.USER, Trust.AGENT, Trust.TOOL, Trust.WEB)] == [4, 3, 2, 1, 0]


@pytest.mark.parametrize(
    "operation",
    [
        Add(
            cube=cube(PAYLOADS[0]),
            reason="new",
            agent="core",
            edges=(Edge(source="c1", target="c2", type=EdgeType.NEXT),),
        ),
        Update(cube=cube(PAYLOADS[0], version=2), base_version=1, reason="corrected", agent="core"),
        Delete(cube_id="c1", base_version=1, reason="retracted", agent="core"),
        NoOp(reason="noise", agent="episodic"),
    ],
    ids=lambda operation: operation.event,
)
def test_operations_round_trip_through_the_union(operation: Operation) -> None:
    adapter: TypeAdapter[Operation] = TypeAdapter(Operation)
    assert adapter.validate_json(adapter.dump_json(operation)) == operation


def test_an_update_brings_the_next_version() -> None:
    with pytest.raises(ValidationError, match="version after its base"):
        Update(cube=cube(PAYLOADS[0], version=3), base_version=1, reason="skipped one", agent="core")


@pytest.mark.parametrize("limit", [0, -1, 1001, 10**9])
def test_limits_of_a_query(limit: int) -> None:
    with pytest.raises(ValidationError):
        Query(text="where?", scope=Scope(user="ana"), limit=limit)


@pytest.mark.parametrize("user", ["", "a\nb", "a\x00", "x" * 257])
def test_names_without_control_characters(user: str) -> None:
    with pytest.raises(ValidationError):
        Scope(user=user)


@given(texts)
def test_an_entity_has_one_node_whatever_its_case(name: str) -> None:
    assert Entity(name=name).node == Entity(name=f" {name} ".casefold()).node


@given(moments, moments)
def test_intervals_run_forward(one: datetime, other: datetime) -> None:
    first, last = sorted((one, other))
    assert Interval(start=first, end=last).start <= Interval(start=first, end=last).end
    if first < last:
        with pytest.raises(ValidationError):
            Interval(start=last, end=first)


def test_a_cube_knows_when_it_holds() -> None:
    later = NOON + timedelta(days=1)
    memory = cube(PAYLOADS[2], valid_from=NOON, valid_to=later)
    assert memory.holds_at(NOON)
    assert not memory.holds_at(later)
    assert not memory.holds_at(NOON - timedelta(seconds=1))
    assert cube(PAYLOADS[2]).holds_at(NOON)
