"""New values told in other words than the old ones, plans that come true, and what is left alone."""

from __future__ import annotations

import pytest

from memos.schemas.cube import MemCube
from tests.agents.test_semantic import known, talk
from tests.agents.test_statement_rivalry import told

PROPOSAL = known("Ana", "attribute:proposal", "14 March")
QUEUE = known("Ana", "attribute:job queue stack", "Redis")
RENT = known("Ana", "attribute:rent", "940 euro")
GOAL = known("Ana", "wants", "read 30 books", functional=False)
UTRECHT = known("Ana", "plans", "moving to Utrecht in August", functional=False)
ROME = known("Ana", "plans", "going to Rome on 4 May", functional=False)


@pytest.mark.parametrize(
    ("said", "cube", "predicate", "value"),
    [
        ("The proposal must now be in by 4 April.", PROPOSAL, "attribute:proposal", "4 April"),
        ("We ripped Redis out and put the queue on RabbitMQ.", QUEUE, "attribute:job queue stack", "RabbitMQ"),
        ("From this month the flat's rent is 1,015.", RENT, "attribute:rent", "1,015"),
        ("I've upped my reading goal to 45 books.", GOAL, "wants", "read 45 books"),
        ("We're now going to Rome on 18 May.", ROME, "plans", "going to Rome on 18 May"),
    ],
)
def test_a_new_value_is_linked_by_the_thing_and_the_sort(said: str, cube: MemCube, predicate: str, value: str) -> None:
    assert [(kind, what) for _, kind, what, _ in told(talk(f"Ana: {said}"), cube)] == [(predicate, value)]


@pytest.mark.parametrize(
    ("said", "cube"),
    [
        ("Could the proposal be in by 4 April?", PROPOSAL),
        ("The proposal might have to be in by 4 April.", PROPOSAL),
        ("My sister's rent went up a lot, she moved in 1,015 days ago.", RENT),
        ("I changed trains at 9:15 and read 45 pages.", GOAL),
    ],
)
def test_what_changes_nothing_is_left_alone(said: str, cube: MemCube) -> None:
    changed = [what for _, kind, what, instead in told(talk(f"Ana: {said}"), cube) if instead is not None]
    assert changed == []


def test_a_plan_that_comes_true_makes_the_home() -> None:
    found = told(talk("Ana: We moved on August 10th."), UTRECHT)
    assert ("assert", "lives_in", "Utrecht", None) in found
    assert any(intent == "end" and predicate == "plans" for intent, predicate, _, _ in found)


def test_moving_something_else_is_no_plan_come_true() -> None:
    assert told(talk("Ana: We moved the sofa."), UTRECHT) == []
