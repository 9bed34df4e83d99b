"""A task finds the procedure whose trigger it names; a question about something else does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from memos.retrieval.procedures import LEAST, is_task
from memos.schemas.cube import Procedural, State
from tests.retrieval.making import World
from tests.store.making import add, cube, receive, update


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    made.embedder = None
    receive(made.space, "said")
    yield made
    made.close()


def keep(world: World, cube_id: str, title: str, trigger: str = "", **header: Any) -> None:
    one = cube(cube_id, Procedural(title=title, trigger=trigger, steps=("Do it",)), **header)
    world.space.journal.commit(cube_id, [add(one)])


def fits(world: World, task: str) -> dict[str, float]:
    found = world.ask(task, explain=True)
    return {hit.cube.id: hit.features["task"] for hit in found.hits if hit.features.get("task")}


@pytest.mark.parametrize(
    "text",
    [
        "I'm about to deploy the shop",
        "write the weekly report for Ana",
        "how do I deploy the shop?",
        "Could you book a train?",
        "what is our release process?",
        "deploy",
    ],
)
def test_tasks(text: str) -> None:
    assert is_task(text)


@pytest.mark.parametrize(
    "text", ["who was released?", "when did Ana deploy it?", "is the shop big?", "what did Maya say", "Ana's shop?"]
)
def test_what_asks_for_something_else(text: str) -> None:
    assert not is_task(text)


def test_the_trigger_counts_whatever_the_form_of_its_words(world: World) -> None:
    keep(world, "c1", "Checklist of mine", "when deploying the shop")
    assert fits(world, "I need to deploy our shop now").keys() == {"c1"}
    assert fits(world, "how big is the shop?") == {}


def test_the_trigger_that_says_more_fits_better(world: World) -> None:
    keep(world, "general", "Before deploys", "you deploy")
    keep(world, "special", "Deploying the shop", "deploy the shop")
    found = fits(world, "deploy the shop")
    assert found["special"] > found["general"] > 0
    assert fits(world, "deploy the app").keys() == {"general"}


def test_a_wish_without_a_trigger_is_found_by_its_title(world: World) -> None:
    keep(world, "wish", "Never book hotels without breakfast")
    keep(world, "told", "Booking hotels", "booking hotels")
    found = fits(world, "book a hotel with breakfast")
    assert found["told"] > 0
    assert 0 < found["wish"] < 1


@pytest.mark.parametrize(("named", "found"), [(3, True), (2, False)])
def test_a_task_names_enough_of_a_trigger(world: World, named: int, found: bool) -> None:
    words = ["grind", "roast", "brew", "steam", "pour"]
    keep(world, "c1", "Morning", " ".join(words))
    assert named / len(words) >= LEAST or not found
    assert bool(fits(world, " ".join(words[:named]))) is found


def test_what_is_not_believed_any_more_is_not_done(world: World) -> None:
    one = cube("c1", Procedural(title="Deploying the shop", trigger="deploy the shop"))
    world.space.journal.commit("one", [add(one)])
    world.space.journal.commit("two", [update(one, state=State.SUPERSEDED)])
    assert fits(world, "deploy the shop") == {}


def test_steering_text_is_data(world: World) -> None:
    keep(world, "c1", "x' OR 1=1 --", '{"a": [1, "\\u0000"]}')
    assert fits(world, "x' OR 1=1 -- \" ] [") == {"c1": pytest.approx(fits(world, "x' OR 1=1")["c1"])}
