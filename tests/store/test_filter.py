"""What a filter means (`matches`) and what SQL makes of it must be the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memos.errors import InvalidInput
from memos.schemas.cube import Episodic, Interval, MemCube, State
from memos.schemas.filter import FIELDS, MAX_CONDITIONS, MAX_DEPTH, All, AnyOf, Condition, Not, matches, parse
from memos.schemas.message import Trust
from memos.schemas.scope import Scope
from memos.store.db import Database
from memos.store.space import Space, Spaces
from tests.store.making import START, Counting, Stopped, add, cube, job, lives_in, receive, said, secret

DAY = timedelta(days=1)
WHEN = START.isoformat()


def varied() -> list[MemCube]:
    """Cubes that differ in every field that can be asked about."""
    later = Episodic(text="100%_", actor="Ben", occurred_at=Interval(start=START + DAY, end=START + DAY))
    return [
        cube("c1", lives_in("Lisbon"), labels=("work", "wörk"), metadata={"n": 1, "s": "1", "b": True, "l": ["x"]}),
        cube(
            "c2", lives_in("Porto"), valid_from=START, valid_to=START + DAY, confidence=0.5, metadata={"n": 1.5, "b": 1}
        ),
        cube("c3", job("baker"), frozen=True, keywords=("Work",), trust=Trust.OWNER, metadata={"n": None, "s": ""}),
        cube("c4", said("Lisbon' OR 1=1 --"), sensitivity="high", entities=("Ana",), metadata={"s": "a\tb", "n": -2}),
        cube("c5", later, scope=Scope(user="ana", agent="a1"), created_at=START + DAY, observed_at=START - DAY),
        cube("c6", secret(), state=State.SUPERSEDED, metadata={"n": 2**40, "b": False}),
    ]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Space, list[MemCube]]]:
    directory: Path = tmp_path_factory.mktemp("filter")
    database = Database.open(directory, clock=Stopped(), ids=Counting(), durability="fast")
    space = Spaces(database).open("default", "ana")
    receive(space, "hello", op_id="said")
    space.journal.commit("a", [add(one) for one in varied()])
    yield space, space.cubes.get([one.id for one in varied()])
    database.close()


def found(space: Space, filters: object) -> list[str]:
    return [one.id for one in space.cubes.list(states=list(State), filters=filters, oldest_first=True)]


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({}, "c1 c2 c3 c4 c5 c6"),
        ({"kind": "semantic"}, "c1 c2"),
        ({"kind": {"in": ["core", "vault"]}}, "c3 c6"),
        ({"kind": {"in": []}}, ""),
        ({"state": {"ne": "active"}}, "c6"),
        ({"labels": "work"}, "c1"),
        ({"labels": {"contains": "wörk"}}, "c1"),
        ({"labels": {"in": ["x", "work"]}}, "c1"),
        ({"keywords": {"ne": "Work"}, "kind": {"nin": ["vault", "episodic"]}}, "c1 c2"),
        ({"entities": "ana"}, ""),
        ({"confidence": {"gte": 0.5, "lt": 1}}, "c2"),
        ({"created_at": {"gt": WHEN}}, "c5"),
        ({"observed_at": {"lt": "2024-05-01T12:00:00+02:00"}}, "c5"),
        ({"valid_from": None, "kind": "semantic"}, "c1"),
        ({"valid_to": {"ne": None}}, "c2"),
        ({"valid_to": {"lte": START + DAY}}, "c2"),
        ({"occurred_at": {"gte": WHEN}}, "c4 c5"),
        ({"occurred_at": {"gt": WHEN}}, "c5"),
        ({"object": {"contains": "isb"}}, "c1"),
        ({"object": {"contains": "LISB"}}, ""),
        ({"actor": "Ben"}, "c5"),
        ({"agent_id": "a1"}, "c5"),
        ({"run_id": None}, "c5"),
        ({"frozen": True}, "c3"),
        ({"trust": "owner"}, "c3"),
        ({"sensitivity": "high"}, "c4"),
        ({"granularity": "utterance"}, "c4 c5"),
        ({"metadata.n": 1}, "c1"),
        ({"metadata.n": {"gt": 0}}, "c1 c2 c6"),
        ({"metadata.n": None}, "c3 c5"),
        ({"metadata.l": None, "id": "c1"}, "c1"),
        ({"metadata.s": "1"}, "c1"),
        ({"metadata.s": "a\tb"}, "c4"),
        ({"metadata.b": True}, "c1"),
        ({"metadata.b": {"ne": True}, "metadata.n": {"ne": None}}, "c2 c4 c6"),
        ({"OR": [{"labels": "work"}, {"AND": [{"kind": "core"}, {"version": 1}]}]}, "c1 c3"),
        ({"NOT": {"OR": [{"kind": "semantic"}, {"kind": "episodic"}]}}, "c3 c6"),
        ({"NOT": [{"kind": "semantic"}, {"kind": "episodic"}]}, "c3 c6"),
        ({"NOT": {"confidence": {"lt": 1}}}, "c1 c3 c4 c5 c6"),
        ({"NOT": {"occurred_at": {"gt": WHEN}}}, "c1 c2 c3 c4 c6"),
    ],
)
def test_filters(stored: tuple[Space, list[MemCube]], filters: dict[str, Any], ids: str) -> None:
    space, cubes = stored
    assert found(space, filters) == ids.split()
    assert [one.id for one in cubes if matches(parse(filters), one)] == ids.split()


@pytest.mark.parametrize(
    "filters",
    [
        {"colour": "red"},
        {"user_id": "ben"},
        {"tenant": "x"},
        {"1=1 --": "x"},
        {"metadata.": 1},
        {"metadata.a b": 1},
        {'metadata.a"]': 1},
        {"kind": "semantik"},
        {"kind": {"like": "s%"}},
        {"kind": {"gt": "a"}},
        {"kind": {"in": "semantic"}},
        {"kind": {}},
        {"kind": ["semantic"]},
        {"labels": {"gt": "a"}},
        {"labels": None},
        {"confidence": "high"},
        {"confidence": True},
        {"confidence": float("nan")},
        {"confidence": {"contains": "1"}},
        {"confidence": 2**70},
        {"frozen": 1},
        {"frozen": {"gt": False}},
        {"created_at": "2024-05-01"},
        {"created_at": 5},
        {"created_at": {"in": [None]}},
        {"valid_to": {"gt": None}},
        {"subject": "\ud800"},
        {"subject": "a\x00b"},
        {"object": {"contains": 5}},
        {"metadata.n": {"contains": 5}},
        {"metadata.n": [1]},
        {"metadata.b": {"gt": False}},
        {"AND": {"kind": "core"}},
        {"OR": []},
        {"OR": ["kind"]},
        {"NOT": "kind"},
        {5: 6},
        {"kind": {5: 6}},
        {"kind": {"in": ["core"] * 1001}},
        {"OR": [{"version": 1}] * (MAX_CONDITIONS + 1)},
    ],
)
def test_what_is_not_understood_is_refused(stored: tuple[Space, list[MemCube]], filters: dict[Any, Any]) -> None:
    with pytest.raises(InvalidInput):
        found(stored[0], filters)


def test_depth_is_bounded(stored: tuple[Space, list[MemCube]]) -> None:
    filters: dict[str, Any] = {"kind": "core"}
    for _ in range(MAX_DEPTH):
        filters = {"NOT": filters}
    assert found(stored[0], filters) == ["c3"]
    with pytest.raises(InvalidInput, match="deeper"):
        parse({"NOT": filters})


TEXTS = st.sampled_from(["Ana", "Lisbon", "work", "Work", "1", "", "a\tb", "%", "'", "lives_in", "baker"]) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=3
)
NUMBERS = st.sampled_from([0, 1, 1.0, 0.5, 1.5, -2, 2**40]) | st.floats(allow_nan=False, allow_infinity=False)
TIMES = st.sampled_from([START - DAY, START, START + DAY])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "number": NUMBERS,
    "time": TIMES,
    "bool": st.booleans(),
    "list": TEXTS,
    "any": TEXTS | NUMBERS | st.booleans(),
}


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    field = draw(st.sampled_from([*FIELDS, "metadata.n", "metadata.s", "metadata.b", "metadata.l", "metadata.x"]))
    kind = FIELDS.get(field, "any")
    value = VALUES[kind]
    operators = ["eq", "ne", "in", "nin"]
    operators += ["contains"] if kind in ("list", "text", "any") else []
    operators += ["gt", "gte", "lt", "lte"] if kind in ("number", "time", "any") else []
    operator = draw(st.sampled_from(operators))
    if operator in ("in", "nin"):
        values = tuple(draw(st.lists(value, max_size=3)))
    elif operator == "contains":
        values = (draw(TEXTS),)
    elif kind == "any" and operator not in ("eq", "ne"):
        values = (draw(TEXTS | NUMBERS),)
    else:
        values = (draw(value | st.none() if operator in ("eq", "ne") and kind != "list" else value),)
    return Condition(field, operator, values)


FILTERS = st.recursive(
    conditions(),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=5,
)


@settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(filters=FILTERS)
def test_sql_means_what_python_means(stored: tuple[Space, list[MemCube]], filters: Any) -> None:
    space, cubes = stored
    assert found(space, filters) == [one.id for one in cubes if matches(filters, one)]
