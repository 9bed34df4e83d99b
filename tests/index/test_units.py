"""The arrays of what there is: caught up before they answer, whatever happened meanwhile."""

from __future__ import annotations

import numpy as np

from memos.index.units import NOWHERE, STATES, UNIT, Units, WarmUnits
from memos.index.warm import Budget
from memos.schemas.cube import State
from memos.store.rows import micros
from memos.store.space import Spaces
from tests.retrieval.making import World
from tests.store.making import lives_in


def units(world: World, warm: WarmUnits) -> Units:
    with world.database.read() as connection:
        return warm.of(connection, world.space.number)


def test_caught_up_is_what_reading_anew_gives(world: World) -> None:
    warm = WarmUnits()
    first = world.say("one", "two", "three")
    units(world, warm)
    world.forget(f"u{first[1]}")
    old = world.believe(lives_in("Porto"), [first[0]])
    units(world, warm)
    world.believe(lives_in("Lisbon"), [first[2]], instead_of=old.id)
    world.say("four", run="s2")
    caught_up, anew = units(world, warm), units(world, WarmUnits())
    for name in UNIT.names or ():
        np.testing.assert_array_equal(caught_up.table[name], anew.table[name], name)
    np.testing.assert_array_equal(caught_up.utterance_at, anew.utterance_at)
    assert sorted(map(tuple, caught_up.citing.tolist())) == sorted(map(tuple, anew.citing.tolist()))
    assert caught_up.seq == anew.seq


def test_nothing_new_means_the_same_arrays(world: World) -> None:
    warm = WarmUnits()
    world.say("one")
    assert units(world, warm) is units(world, warm)


def test_neighbours_are_of_the_same_run(world: World) -> None:
    world.say("a1", "a2")
    world.say("b1", run="s2")
    world.say("a3")
    held = units(world, WarmUnits())
    rows = np.arange(4)
    assert held.beside(rows, 1).tolist() == [1, NOWHERE, NOWHERE, NOWHERE]
    assert held.beside(rows, -2).tolist() == [NOWHERE, NOWHERE, NOWHERE, 1]


def test_a_deleted_utterance_is_no_neighbour(world: World) -> None:
    ids = world.say("one", "two", "three")
    world.forget(f"u{ids[1]}")
    held = units(world, WarmUnits())
    assert held.beside(np.array([0]), 1).tolist() == [NOWHERE]
    assert held.table["state"].tolist().count(STATES.index(State.DELETED)) == 1


def test_an_utterance_has_the_time_at_which_it_was_said_and_a_statement_when_it_was_learned(world: World) -> None:
    said_at = world.clock.now()
    [first] = world.say("one")
    learned_at = world.clock.move(days=3)
    world.believe(lives_in("Porto"), [first])
    table = units(world, WarmUnits()).table
    assert table["said_from"].tolist() == table["said_to"].tolist() == [micros(said_at), micros(learned_at)]


def test_the_space_unused_for_longest_is_dropped(world: World) -> None:
    world.say("one")
    warm = WarmUnits(Budget(1))
    kept = units(world, warm)
    other = Spaces(world.database).open("default", "bob")
    with world.database.read() as connection:
        warm.of(connection, other.number)
    assert units(world, warm) is not kept


def test_an_empty_space_has_no_rows(world: World) -> None:
    held = units(world, WarmUnits())
    assert held.table.size == 0
    assert held.rows_of(np.array([5]))[1].tolist() == [False]
    assert held.spoken_at(np.array([0, 7])).tolist() == [NOWHERE, NOWHERE]
