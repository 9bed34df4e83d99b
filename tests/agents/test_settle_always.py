"""What holds for any talk whatever, and when two wordings say the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memos.agents.settlement.wording import Likeness, liken
from memos.schemas.cube import (
    State,
)
from memos.schemas.message import Trust
from memos.schemas.operation import Add, Delete, NoOp, Update
from tests.agents.telling import Talk, day, fact

# -- wording


@pytest.mark.parametrize(
    ("new", "old", "likeness"),
    [
        ("The Beatles", "beatles", Likeness.SAME),
        ("$20", "20 dollars", Likeness.SAME),
        ("+351 912 345 678", "+351 912 345 678", Likeness.SAME),
        ("ana@new.example", "ana@old.example", Likeness.DIFFERENT),
        ("1080", "950", Likeness.DIFFERENT),
        ("Lisbon, Portugal", "Lisbon", Likeness.MORE),
        ("engineer", "software engineer", Likeness.LESS),
        ("Austria", "Australia", Likeness.DIFFERENT),
        ("Daniela", "Daniel", Likeness.DIFFERENT),
        ("C++", "C", Likeness.DIFFERENT),
        ("new car", "car", Likeness.DIFFERENT),
        ("東京", "大阪", Likeness.DIFFERENT),
        ("the", "a", Likeness.DIFFERENT),
        ("🎹", "🎸", Likeness.DIFFERENT),
        ("3 June", "14 May", Likeness.DIFFERENT),
    ],
)
def test_wordings(new: str, old: str, likeness: Likeness) -> None:
    assert liken(new, old) is likeness


# -- whatever is told


SUBJECTS = st.sampled_from(["Ana", "Maya", "Acme"])
VALUES = st.sampled_from(["Porto", "Lisbon", "Faro", "Lisbon, Portugal", "job"])
INTENTS = st.sampled_from(["assert", "assert", "correct", "end", "deny", "retract"])
MOMENTS = st.one_of(st.none(), st.integers(-5, 30).map(day))


@st.composite
def tellings(draw: st.DrawFn) -> dict[str, Any]:
    predicate = draw(st.sampled_from(["lives_in", "works_at", "likes", "dislikes"]))
    more: dict[str, Any] = {"intent": draw(INTENTS), "valid_from": draw(MOMENTS), "valid_to": draw(MOMENTS)}
    if draw(st.booleans()):
        more["instead_of"] = draw(VALUES)
    if draw(st.integers(0, 5)) == 0:
        more["negated"] = True
    return fact(draw(VALUES), predicate, draw(SUBJECTS), **more)


EXCHANGES = st.lists(
    st.tuples(
        st.lists(tellings(), min_size=1, max_size=3),
        st.integers(0, 30),
        st.sampled_from([Trust.OWNER, Trust.USER, Trust.USER, Trust.AGENT, Trust.WEB]),
    ),
    max_size=10,
)


def replayed(exchanges: Sequence[tuple[list[dict[str, Any]], int, Trust]]) -> Talk:
    talk = Talk()
    for drafts, at, by in exchanges:
        talk.tell(*drafts, at=at, by=by)
    return talk


@settings(max_examples=80, deadline=None, derandomize=True)
@given(EXCHANGES)
def test_of_a_single_value_at_most_one_is_current(exchanges: Any) -> None:
    talk = replayed(exchanges)
    for subject in ("Ana", "Maya", "Acme"):
        for predicate in ("lives_in", "works_at"):
            active = [cube for cube in talk.facts(predicate, subject) if cube.state is State.ACTIVE]
            assert len(active) <= 1, [cube.text for cube in active]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(EXCHANGES)
def test_nothing_is_ever_destroyed_and_intervals_are_in_order(exchanges: Any) -> None:
    talk = Talk()
    count = 0
    for drafts, at, by in exchanges:
        talk.tell(*drafts, at=at, by=by)
        assert len(talk.memories.cubes) >= count
        count = len(talk.memories.cubes)
        assert all(operation.reason for operation in talk.operations)
    for cube in talk.memories.cubes:
        versions = talk.memories.history(cube.id)
        assert [version.version for version in versions] == list(range(1, len(versions) + 1))
        for version in versions:
            assert version.valid_from is None or version.valid_to is None or version.valid_from <= version.valid_to


@settings(max_examples=30, deadline=None, derandomize=True)
@given(EXCHANGES)
def test_settling_is_deterministic(exchanges: Any) -> None:
    assert replayed(exchanges).memories.cubes == replayed(exchanges).memories.cubes


@settings(max_examples=50, deadline=None, derandomize=True)
@given(EXCHANGES)
def test_less_trusted_words_never_change_what_is_more_trusted(exchanges: Any) -> None:
    talk = Talk()
    for drafts, at, by in exchanges:
        before = {cube.id: cube for cube in talk.memories.cubes}
        talk.tell(*drafts, at=at, by=by)
        for operation in talk.operations:
            match operation:
                case Update():
                    known = before.get(operation.cube.id)
                case Delete() | NoOp():
                    known = before.get(operation.cube_id or "")
                case Add():
                    known = None
            assert known is None or by.rank >= known.trust.rank


@settings(max_examples=50, deadline=None, derandomize=True)
@given(EXCHANGES)
def test_what_supersedes_is_there_and_what_is_superseded_is_not_current(exchanges: Any) -> None:
    talk = replayed(exchanges)
    cubes = {cube.id: cube for cube in talk.memories.cubes}
    for edge in talk.memories.edges:
        assert edge.source in cubes
        assert edge.target in cubes
