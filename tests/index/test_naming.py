"""Which memories name what: following what is written gives what reading anew gives; names in questions and in each other."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memos.index.names import LONGEST, Names
from memos.index.naming import MOST_WITHIN, WITHIN, Naming, WarmNaming
from memos.index.units import Units
from memos.index.warm import Budget
from memos.schemas.cube import ABOUT, Edge, EdgeType, Entity, Semantic
from memos.store.space import Spaces
from tests.retrieval.making import World
from tests.store.making import add, cube, delete

CALLED = ("Kansas", "2018 Kansas election", "Laura Kelly", "Kelly", "Porto", "FC Porto")


def seen(world: World, warm: WarmNaming | None = None) -> tuple[Naming, Units]:
    with world.database.read() as connection:
        units = world.shadows.units.of(connection, world.space.number)
        return (warm or WarmNaming()).of(connection, world.space.number, units), units


def name(world: World, *called: str, told: bool = False, title: bool = False, related: bool = False) -> str:
    """A message and its utterance, or a statement (`told`) beside it, that names these; returns the cube's id."""
    [message] = world.say(f"something {world.ids.new()}")
    made = cube(world.ids.new(), Semantic(subject="s", predicate="p", object=world.ids.new(), statement="s"), [message])
    entities = tuple(Entity(name=one) for one in called)
    edges = [Edge(source=made.id, target=one.node, type=EdgeType.MENTIONS, weight=ABOUT) for one in entities if title]
    if related:
        edges.append(Edge(source=entities[0].node, target=entities[-1].node, type=EdgeType.RELATES))
    if told:
        world.commit(add(made, entities=entities, edges=tuple(edges)))
        return made.id
    [spoken] = world.space.cubes.get([f"u{message}"])
    world.commit(delete(spoken), embed=False)
    again = spoken.model_copy(update={"id": made.id})
    world.commit(add(again, entities=entities, edges=tuple(edges)))
    return again.id


def drawn(naming: Naming) -> dict[str, object]:
    """All that it tells, by name, whatever the names' numbers."""
    called = {place: one for one, place in naming.names.places.items()}
    alive = [place for place in called if naming.named.counts[place] or naming.ties.counts[place]]

    def cells(matrix: object, rows: int) -> dict[tuple[object, str], float]:
        found = getattr(matrix, "entries")(np.arange(rows))  # noqa: B009
        return {
            (int(at), called[int(column)]): float(value)
            for at, column, value in zip(found.at, found.columns, found.values, strict=True)
        }

    ties = cells(naming.ties, naming.names.total)
    return {
        "rows": naming.rows,
        "stands": naming.stands.tolist(),
        "mentions": cells(naming.mentions, naming.rows),
        "stated": cells(naming.stated, naming.rows),
        "ties": {(called[int(str(at))], other): value for (at, other), value in ties.items()},
        "telling": {called[place]: round(float(naming.telling[place]), 5) for place in alive},
        "onward": {called[place]: round(float(naming.onward[place]), 5) for place in alive},
        "outward": np.round(naming.outward, 5).tolist(),
        "turned": {(called[int(at)], row) for at, row in zip(*_places(naming), strict=True)},
    }


def _places(naming: Naming) -> tuple[list[int], list[int]]:
    found = naming.named.entries(np.arange(naming.named.rows))
    return found.at.tolist(), found.columns.tolist()


steps = st.lists(
    st.tuples(
        st.sampled_from(["say", "name", "tell", "title", "relate", "forget"]),
        st.sets(st.sampled_from(CALLED), min_size=1),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=20, deadline=None)
@given(steps)
def test_following_gives_what_reading_anew_gives(steps: list[tuple[str, set[str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world, warm, made = World(Path(folder)), WarmNaming(), list[str]()
        for act, called in steps:
            if act == "say":
                world.say("nobody is named")
            elif act == "forget" and made:
                world.forget(made.pop())
            elif act != "forget":
                made.append(
                    name(world, *sorted(called), told=act != "name", title=act == "title", related=act == "relate")
                )
            followed, anew = seen(world, warm)[0], seen(world)[0]
            assert drawn(followed) == drawn(anew)
            for question in ("the Kelly of Kansas", "FC Porto in the 2018 Kansas election"):
                assert called_in(followed, question) == called_in(anew, question)
        world.close()


def called_in(naming: Naming, question: str) -> set[str]:
    called = {place: one for one, place in naming.names.places.items()}
    return {called[place] for place in naming.found_in(question).tolist()}


def test_what_a_statement_names_counts_for_its_utterance(world: World) -> None:
    told = name(world, "Laura Kelly", told=True)
    naming, units = seen(world)
    [num] = world.space.cubes.nums([told]).values()
    [row], _ = units.rows_of(np.array([num]))
    spoken = int(units.spoken_at(units.table["first"][[row]])[0])
    assert naming.mentions.entries(np.array([row])).columns.size == 0
    assert naming.mentions.entries(np.array([spoken])).values.tolist() == [1.0]
    assert naming.stated.entries(np.array([row])).values.tolist() == [1.0]


def test_a_title_weighs_more_than_a_mention(world: World) -> None:
    name(world, "Kansas", title=True)
    name(world, "Kansas")
    naming, _ = seen(world)
    assert sorted(naming.mentions.values.tolist()) == [1.0, ABOUT]


def test_names_within_names_are_tied(world: World) -> None:
    name(world, "2018 Kansas election", "Kansas", "of")
    naming, _ = seen(world)
    assert drawn(naming)["ties"] == {
        ("2018 kansas election", "kansas"): WITHIN,
        ("kansas", "2018 kansas election"): WITHIN,
    }


@pytest.mark.parametrize(("more", "tied"), [(0, True), (1, False)])
def test_a_name_within_too_many_ties_nothing(world: World, more: int, tied: bool) -> None:
    name(world, "Kelly", *(f"Kelly {number}x" for number in range(MOST_WITHIN + more)))
    assert bool(seen(world)[0].ties.filled.size) is tied


def test_rare_names_tell_more(world: World) -> None:
    for called in (("Porto", "Kelly"), ("Porto",), ("Porto", "Kansas"), ("Kansas",)):
        name(world, *called)
    naming, _ = seen(world)
    kelly, kansas, porto = (float(naming.telling[naming.names.place(one)]) for one in ("Kelly", "Kansas", "Porto"))
    assert 1.0 == kelly > kansas > porto > 0.0


def test_of_names_in_a_question_the_longest_counts(world: World) -> None:
    name(world, "FC Porto", "Porto", "Kelly", "be")
    naming, _ = seen(world)
    assert called_in(naming, "Will the Kellys be at FC Porto?") == {"fc porto", "kelly"}
    assert called_in(naming, "to be or not to be") == set()
    assert called_in(naming, "") == set()
    assert called_in(naming, "porto " * 10_000) == {"porto"}


def test_names_are_read_to_their_longest() -> None:
    long = " ".join(f"w{number}x" for number in range(LONGEST))
    names = Names.none().with_([long, f"{long} end", "end", "w0x"])
    pairs = {tuple(pair) for pair in names.within.tolist()}
    places = names.places
    assert (places[long], places["w0x"]) in pairs
    assert (places[f"{long} end"], places["end"]) not in pairs


def test_nothing_of_another_space_is_seen_and_what_is_forgotten_is_gone(world: World) -> None:
    warm = WarmNaming()
    name(world, "Porto")
    first, units = seen(world, warm)
    other = Spaces(world.database).open("default", "ben")
    with world.database.read() as connection:
        theirs = world.shadows.units.of(connection, other.number)
        assert WarmNaming().of(connection, other.number, theirs).names.total == 0
    assert seen(world, warm)[0] is first
    warm.forget(world.space.number)
    again, _ = seen(world, warm)
    assert again is not first
    assert drawn(again) == drawn(first)
    assert units.table.size == first.rows


def test_it_counts_towards_the_budget(world: World) -> None:
    budget = Budget()
    name(world, "Porto")
    naming, _ = seen(world, WarmNaming(budget))
    assert budget.total == naming.size > 0
