"""One budget over all that is held in memory: whole spaces go, the one unused for longest first."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from memos.errors import IndexFailed
from memos.index.vectors import all_sound, sound
from memos.index.warm import Budget, Shelf
from memos.ports import VectorEntry
from tests.retrieval.making import World


class Stone(NamedTuple):
    seq: int
    size: int


def test_the_space_unused_for_longest_is_dropped_by_every_structure() -> None:
    budget = Budget(300)
    one, other = Shelf[Stone]("one", budget), Shelf[Stone]("other", budget)
    held = {space: one.of(space, lambda _: Stone(1, 100)) for space in (1, 2)}
    other.of(1, lambda _: Stone(1, 100))
    assert budget.total == 300
    one.of(3, lambda _: Stone(1, 1))
    assert budget.total == 201
    assert one.of(1, lambda known: known or Stone(2, 100)) is held[1]
    assert one.of(2, lambda known: known or Stone(2, 100)) is not held[2]


def test_the_space_used_last_stays_however_large_and_a_limit_reached_is_not_one_crossed() -> None:
    budget = Budget(10)
    shelf = Shelf[Stone]("one", budget)
    shelf.of(1, lambda _: Stone(1, 11))
    assert shelf.of(1, lambda known: known or Stone(2, 1)).seq == 1
    shelf.of(2, lambda _: Stone(1, 5))
    shelf.of(3, lambda _: Stone(1, 5))
    assert budget.total == 10
    shelf.of(3, lambda _: Stone(2, 6))
    assert budget.total == 6


def test_what_was_made_of_something_dropped_meanwhile_is_not_kept() -> None:
    shelf = Shelf[Stone]("one", Budget())
    shelf.of(1, lambda _: Stone(1, 1))

    def slowly(known: Stone | None) -> Stone:
        shelf.forget(1)
        assert known is not None
        return known._replace(seq=2)

    assert shelf.of(1, slowly).seq == 2
    assert shelf.of(1, lambda known: known or Stone(9, 1)).seq == 9


def test_an_earlier_snapshot_takes_no_later_ones_place() -> None:
    shelf = Shelf[Stone]("one", Budget())
    shelf.of(1, lambda _: Stone(5, 1))
    assert shelf.of(1, lambda _: Stone(4, 1)).seq == 4
    assert shelf.of(1, lambda known: known or Stone(0, 1)).seq == 5


def test_what_is_forgotten_counts_no_more() -> None:
    budget = Budget()
    shelf = Shelf[Stone]("one", budget)
    shelf.of(1, lambda _: Stone(1, 7))
    shelf.forget(1)
    budget.forget(1)
    assert budget.total == 0


def test_all_that_a_search_warms_is_counted_and_let_go(world: World) -> None:
    world.say("The boat is called Alba.", "We had soup.")
    assert world.texts("What is the boat called?")
    assert world.shadows.budget.total > 0
    world.shadows.forget(world.space.key)
    assert world.shadows.budget.total == 0
    assert world.texts("What is the boat called?")


def test_entries_are_checked_together_as_one_by_one() -> None:
    good = [VectorEntry(key, 1, np.eye(3, 8, key, dtype=np.float32)) for key in range(3)]
    for (entry, rows), whole in zip(all_sound(good, 8), good, strict=True):
        assert entry is whole
        assert rows.tolist() == sound(whole, 8).tolist()
    assert all_sound([], 8) == []
    flat = VectorEntry(9, 1, np.eye(1, 8, dtype=np.float32)[0])
    assert all_sound([*good, flat], 8)[-1][1].shape == (1, 8)
    for bad in (np.ones((1, 8)), np.full((1, 8), np.nan), np.eye(1, 7), np.empty((0, 8))):
        with pytest.raises(IndexFailed):
            all_sound([*good, VectorEntry(9, 1, bad.astype(np.float32))], 8)
