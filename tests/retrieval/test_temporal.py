from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memos.agents.perceive.times import resolve
from memos.index.columns import Columns
from memos.index.units import ALWAYS, NEVER, UNIT, Units
from memos.retrieval.analysis import Span, analyse
from memos.retrieval.channels import Found
from memos.retrieval.temporal import BEARING, bearing, temporal
from memos.retrieval.view import Question, View, look
from memos.schemas.cube import Semantic
from memos.schemas.query import Query
from memos.schemas.scope import Scope
from tests.retrieval.making import World

STEADY = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
DAY = 86_400_000_000
MANY = 1_000


@contextmanager
def seen(world: World, text: str, **how: Any) -> Iterator[tuple[Question, View]]:
    """A question, asked now, and what is seen of the world for it."""
    with world.database.read() as connection:
        query = Query(text=text, scope=Scope(user="ana", run=how.pop("run", None)), **how)
        view = look(connection, world.space, world.shadows, query, NOW)
        yield Question(text, None, analysis=analyse(text, NOW, resolve)), view


def told(world: World, found: Found) -> set[str]:
    """The texts that were put forward."""
    return {joined.cube.text for joined in world.space.cubes.by_num(found.candidates.tolist()).values()}


def scores(world: World, found: Found) -> Mapping[str, float]:
    cubes = world.space.cubes.by_num(found.nums.tolist())
    return {
        cubes[num].cube.text: score
        for num, score in zip(found.nums.tolist(), found.scores["temporal"].tolist(), strict=True)
    }


def say_on(world: World, moment: str, *words: str, run: str = "s1") -> list[str]:
    world.clock.moment = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    return world.say(*words, run=run)


@pytest.fixture
def year(world: World) -> World:
    """Something said in each of four months of 2025 and 2026."""
    say_on(world, "2025-05-08T10:00", "the tent leaks")
    say_on(world, "2025-12-30T10:00", "the stove smokes")
    say_on(world, "2026-03-05T10:00", "the boat sinks")
    say_on(world, "2026-05-08T10:00", "the kite flies", run="s2")
    return world


@pytest.mark.parametrize(
    ("question", "inside"),
    [
        ("What did we talk about last May?", {"tent"}),
        ("What did I say in 2025?", {"tent", "stove"}),
        ("What was broken on 8 May?", {"kite"}),
        ("What broke on 20260305?", {"boat"}),
        ("What broke on 5 March 2026?", {"boat"}),
        ("What broke two weeks ago?", {"kite"}),
        ("What broke before Christmas?", {"tent"}),
        ("What broke after Christmas?", {"stove", "boat", "kite"}),
        ("What has broken since March?", {"boat", "kite"}),
        ("What broke in 2019?", set()),
        ("What broke?", set()),
    ],
)
def test_what_was_said_then_is_put_forward(year: World, question: str, inside: set[str]) -> None:
    with seen(year, question) as (asked, view):
        found = temporal(asked, view, MANY)
    assert {text.split()[2] for text in told(year, found)} == inside


def test_the_score_falls_with_the_distance_in_lengths_of_the_time_named(year: World) -> None:
    with seen(year, "What broke on 6 March 2026?") as (asked, view):
        found = temporal(asked, view, MANY)
    near = scores(year, found)
    assert near["Ana: the boat sinks"] == pytest.approx(np.exp(-14 / 24))
    assert near["Ana: the kite flies"] < 1e-20
    with seen(year, "What broke in April 2026?") as (asked, view):
        found = temporal(asked, view, MANY)
    near = scores(year, found)
    assert near["Ana: the kite flies"] == pytest.approx(np.exp(-(7 + 10 / 24) / 30), abs=1e-6)
    assert near["Ana: the kite flies"] > near["Ana: the boat sinks"] > near["Ana: the stove smokes"] > 0


@pytest.mark.parametrize(("limit", "put_forward"), [(1, 0), (2, 2), (3, 2)])
def test_a_time_that_holds_more_than_the_limit_tells_too_little(year: World, limit: int, put_forward: int) -> None:
    with seen(year, "What did I say in 2025?") as (asked, view):
        found = temporal(asked, view, limit)
    assert found.candidates.size == put_forward
    assert found.nums.size == found.scores["temporal"].size == 4


def test_what_may_not_be_found_is_not_put_forward(year: World) -> None:
    with seen(year, "What did I say in 2026?", run="s2") as (asked, view):
        found = temporal(asked, view, MANY)
    assert told(year, found) == {"Ana: the kite flies"}


def test_a_statement_is_found_by_when_it_began_and_ended_and_so_are_the_words_it_rests_on(year: World) -> None:
    [message] = say_on(year, "2026-05-10T10:00", "I moved to Porto in autumn")
    began, ended = datetime(2025, 10, 3, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC)
    lived = Semantic(subject="Ana", predicate="lives_in", object="Porto", statement="Ana lives in Porto.")
    year.believe(lived, [message], valid_from=began, valid_to=ended)
    for question in ("What happened in October 2025?", "What happened on 5 January 2026?"):
        with seen(year, question) as (asked, view):
            assert told(year, temporal(asked, view, MANY)) == {"Ana lives in Porto.", "Ana: I moved to Porto in autumn"}
    with seen(year, "Where did Ana live in November 2025?") as (asked, view):
        found = temporal(asked, view, MANY)
    assert not found.candidates.size
    assert scores(year, found)["Ana lives in Porto."] == pytest.approx(0.5)


def test_a_question_without_a_time_costs_nothing_and_an_empty_space_holds_nothing(world: World) -> None:
    with seen(world, "What broke in 2025?") as (asked, view):
        assert temporal(asked, view, MANY) == Found(
            temporal(asked, view, 1).candidates, temporal(asked, view, 1).nums, {}
        )
        assert all(column.size == 0 for column in bearing(asked, view, np.empty(0, dtype=np.int64)).values())


def columns(world: World, question: str) -> Mapping[str, list[float]]:
    with seen(world, question) as (asked, view):
        found = bearing(asked, view, np.arange(view.units.table.size))
    assert tuple(found) == BEARING
    return {name: np.round(column, 6).tolist() for name, column in found.items()}


def test_recency_falls_from_the_last_message_to_the_first(year: World) -> None:
    standing = columns(year, "Where is the boat?")
    assert standing["recency"][-1] == 1.0
    assert standing["recency"] == sorted(standing["recency"])
    assert standing["recency_talk"] == [0.0] * 4
    talking = columns(year, "What should we do next?")
    assert talking["recency_talk"] == talking["recency"] == standing["recency"]


def test_first_and_last_are_places_in_time(year: World) -> None:
    assert columns(year, "When did something first break?")["earliness"] == pytest.approx(
        [1, 2 / 3, 1 / 3, 0], abs=1e-5
    )
    assert columns(year, "What broke last?")["lateness"] == pytest.approx([0, 1 / 3, 2 / 3, 1], abs=1e-5)
    assert columns(year, "What broke?")["lateness"] == columns(year, "What broke?")["earliness"] == [0.0] * 4


def test_one_cube_alone_is_neither_nan_nor_out_of_bounds(world: World) -> None:
    say_on(world, "2026-05-08T10:00", "the kite flies")
    for question in ("What broke last?", "What was first?", "What's next?"):
        assert all(0.0 <= value <= 1.0 for column in columns(world, question).values() for value in column)


MOMENTS = st.one_of(st.just(ALWAYS), st.just(NEVER), st.integers(-(10**16), 10**16))


@STEADY
@given(
    st.lists(st.tuples(st.integers(-(10**16), 10**16), st.integers(0, 400 * DAY), MOMENTS, MOMENTS), max_size=6),
    st.integers(-(10**16), 10**16),
    st.integers(1, 400 * DAY),
    st.sampled_from(["in", "before", "after"]),
)
def test_scores_lie_between_0_and_1_and_nothing_overflows(
    rows: list[tuple[int, int, int, int]], start: int, length: int, relation: str
) -> None:
    table = np.zeros(len(rows), dtype=UNIT)
    table["num"] = np.arange(1, len(rows) + 1)
    table["position"] = table["first"] = np.arange(len(rows))
    for place, (said, lasting, began, ended) in enumerate(rows):
        table[place]["said_from"], table[place]["said_to"] = said, said + lasting
        table[place]["valid_from"], table[place]["valid_to"] = began, ended
    nothing = np.empty((0, 2), dtype=np.int64)
    units = Units(1, Columns.of(table), np.arange(len(rows)), nothing, *({} for _ in Units._fields[4:]))
    question = Question("", None, analysis=analyse("x", NOW)._replace(spans=(Span(start, start + length, relation),)))
    view = View(*(None for _ in View._fields))._replace(units=units, allowed=np.ones(len(rows), dtype=np.bool_))  # type: ignore[arg-type]
    found = temporal(question, view, MANY)
    if rows:
        near = found.scores["temporal"]
        assert ((near >= 0) & (near <= 1)).all()
        told_inside = (table["said_from"] < start + length) & (table["said_to"] >= start)
        if relation == "in":
            assert (near[told_inside] == 1).all()
