from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from memos.retrieval.analysis import analyse
from memos.retrieval.channels import Found
from memos.retrieval.piecemeal import piecemeal
from memos.retrieval.view import Question, View, look
from memos.schemas.query import Query
from memos.schemas.scope import Scope
from tests.retrieval.making import World

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
HOPS = "Who is the spouse of the director of Jump for Glory?"


@contextmanager
def seen(world: World, text: str, run: str | None = None) -> Iterator[tuple[Question, View]]:
    with world.database.read() as connection:
        view = look(connection, world.space, world.shadows, Query(text=text, scope=Scope(user="ana", run=run)), NOW)
        yield Question(text, None, analysis=analyse(text, NOW)), view


@pytest.fixture
def films(world: World) -> World:
    for run, text in enumerate(
        [
            "Raoul Walsh was the director of Jump for Glory",
            "Miriam Cooper was the spouse of Walsh",
            "Glory is a word",
            "rain fell all night long",
        ]
    ):
        world.say(text, run=f"r{run}", actor="Tool")
    return world


def told(world: World, found: Found) -> set[str]:
    return {joined.cube.text.split()[1] for joined in world.space.cubes.by_num(found.candidates.tolist()).values()}


def test_the_best_of_each_part_scores_highest(films: World) -> None:
    with seen(films, HOPS) as (question, view):
        found = piecemeal(question, view, 100)
    scores = found.scores["part"].tolist()
    assert scores[0] == scores[1] == 1.0
    assert 0 < scores[2] < 1.0
    assert scores[3] == 0.0
    assert told(films, found) == {"Raoul", "Miriam", "Glory"}


@pytest.mark.parametrize(("limit", "first"), [(2, {"Raoul", "Miriam"}), (1, set()), (4, {"Raoul", "Miriam", "Glory"})])
def test_each_part_puts_as_many_forward(films: World, limit: int, first: set[str]) -> None:
    with seen(films, HOPS) as (question, view):
        assert told(films, piecemeal(question, view, limit)) == first


def test_what_may_not_be_found_is_not_measured_by(films: World) -> None:
    with seen(films, HOPS, run="r2") as (question, view):
        found = piecemeal(question, view, 100)
    assert told(films, found) == {"Glory"}
    assert found.scores["part"].tolist() == [0.0, 0.0, 1.0, 0.0]


@pytest.mark.parametrize("text", ["Where does Ana live?", "the canoe", "你好吗？"])
def test_a_question_of_one_piece_is_left_to_the_others(films: World, text: str) -> None:
    with seen(films, text) as (question, view):
        assert piecemeal(question, view, 100).scores == {}


def test_an_empty_space_holds_nothing(world: World) -> None:
    with seen(world, HOPS) as (question, view):
        assert not piecemeal(question, view, 100).candidates.size
