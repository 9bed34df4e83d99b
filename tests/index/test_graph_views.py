"""Views of a graph: paths, times, names of one as one node; and nothing of another space."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from memos.index.aliases import WarmAliases, clusters
from memos.index.graph import When, neighbourhood, paths, standing_for
from memos.index.warm import Budget
from memos.schemas.cube import Edge, EdgeType
from memos.schemas.scope import Scope
from memos.store.rows import micros
from memos.store.space import Spaces
from tests.retrieval.making import World
from tests.store.making import add, cube, delete, lives_in, receive

MAY, JUNE, JULY = (datetime(2024, month, 1, tzinfo=UTC) for month in (5, 6, 7))


def draw(world: World, name: str, *pairs: str, type_: EdgeType = EdgeType.RELATES, **dated: datetime) -> int:
    """Commits edges between entities of one letter; returns the journal's position after it."""
    [message] = world.say(f"hello {name}")
    edges = [Edge(source=f"entity:{a}", target=f"entity:{b}", type=type_, **dated) for a, b in pairs]
    world.commit(add(cube(name, lives_in(f"Porto {name}"), [message]), edges=tuple(edges)))
    return world.space.journal.head()


def around(world: World, node: str, when: When | None = None, depth: int = 1, *, contract: bool = True) -> set[str]:
    with world.database.read() as connection:
        found = neighbourhood(
            connection, world.space.number, [f"entity:{node}"], depth=depth, when=when or When(), contract=contract
        )
    return {one.removeprefix("entity:") for one in found}


def ways(world: World, one: str, other: str, when: When | None = None, longest: int = 8) -> list[str]:
    with world.database.read() as connection:
        found, graph = paths(
            connection, world.space.number, f"entity:{one}", f"entity:{other}", when=when or When(), longest=longest
        )
    assert all(graph.has_edge(a, b) or graph.has_edge(b, a) for way in found for a, b in pairwise(way))
    return ["".join(node.removeprefix("entity:") for node in way) for way in found]


def test_paths_are_the_shortest_whichever_way_edges_point(world: World) -> None:
    draw(world, "x", "ab", "cb", "cd", "ae", "ef", "fg", "gd")
    assert ways(world, "a", "d") == ["abcd"]
    assert ways(world, "d", "a") == ["dcba"]
    assert ways(world, "a", "a") == ["a"]
    assert ways(world, "a", "nobody") == []


def test_all_shortest_paths_are_found_and_none_that_is_too_long(world: World) -> None:
    draw(world, "x", "ab", "bd", "ac", "cd")
    assert sorted(ways(world, "a", "d")) == ["abd", "acd"]
    assert ways(world, "a", "d", longest=2) != []
    assert ways(world, "a", "d", longest=1) == []


def test_a_view_of_belief_time_shows_what_stood_then(world: World) -> None:
    before = draw(world, "x", "ab")
    draw(world, "y", "ac")
    world.commit(delete(world.space.cubes.get(["x"])[0]), embed=False)
    assert around(world, "a") == {"a", "c"}
    assert around(world, "a", When(at_seq=before)) == {"a", "b"}
    assert around(world, "a", When(at_seq=before - 1)) == {"a"}


def test_a_view_of_world_time_shows_what_held_then(world: World) -> None:
    draw(world, "x", "ab", valid_from=MAY, valid_to=JUNE)
    draw(world, "y", "ac", valid_from=JUNE)
    draw(world, "z", "ad")
    assert around(world, "a", When(valid_at=micros(MAY))) == {"a", "b", "d"}
    assert around(world, "a", When(valid_at=micros(JUNE) - 1)) == {"a", "b", "d"}
    assert around(world, "a", When(valid_at=micros(JUNE))) == {"a", "c", "d"}
    assert ways(world, "b", "c", When(valid_at=micros(JULY))) == []


def test_names_of_one_are_one_node(world: World) -> None:
    draw(world, "x", "bx", "ry")
    assert around(world, "b") == {"b", "x"}
    draw(world, "same", "br", type_=EdgeType.SAME_AS)
    assert around(world, "b") == around(world, "r") == {"r", "x", "y"}
    assert around(world, "b", contract=False) == {"b", "x", "r"}
    assert ways(world, "x", "y") == ["xry"]
    world.commit(delete(world.space.cubes.get(["same"])[0]), embed=False)
    assert around(world, "b") == {"b", "x"}


def test_an_identity_that_is_over_joins_nobody_now(world: World) -> None:
    draw(world, "same", "br", type_=EdgeType.SAME_AS, valid_from=MAY, valid_to=JUNE)
    with world.database.read() as connection:
        assert standing_for(connection, world.space.number) == {}
        then = standing_for(connection, world.space.number, When(valid_at=micros(MAY)))
    assert then == {"entity:b": "entity:r", "entity:r": "entity:r"}


def test_nothing_of_another_space_is_in_any_view(world: World) -> None:
    draw(world, "x", "ab")
    other = Spaces(world.database).open("default", "tom")
    [message] = receive(other, "hello")
    edges = tuple(
        Edge(source=f"entity:{a}", target=f"entity:{b}", type=EdgeType.RELATES) for a, b in ("ac", "cd", "bc")
    )
    same = (Edge(source="entity:a", target="entity:z", type=EdgeType.SAME_AS),)
    theirs = cube("theirs", lives_in("Faro"), [message], Scope(user="tom"))
    other.journal.commit("theirs", [add(theirs, edges=(*edges, *same))])
    assert around(world, "a", depth=3) == {"a", "b"}
    assert ways(world, "a", "d") == []
    with world.database.read() as connection:
        assert standing_for(connection, world.space.number) == {}
        assert WarmAliases().of(connection, world.space.number).others == {}


@pytest.mark.parametrize(
    ("pairs", "standing"),
    [
        ([("b", "r")], {"b": "r", "r": "r"}),
        ([("a", "b"), ("b", "c")], {"a": "c", "b": "c", "c": "c"}),
        ([("a", "c"), ("b", "c")], {"a": "c", "b": "c", "c": "c"}),
        ([("a", "b"), ("b", "a")], {"a": "a", "b": "a"}),
        ([], {}),
    ],
)
def test_one_of_the_names_stands_for_all(pairs: list[tuple[str, str]], standing: dict[str, str]) -> None:
    assert clusters(pairs) == standing


def test_aliases_follow_what_is_written_and_taken_back(world: World) -> None:
    warm = WarmAliases()

    def others(name: str) -> tuple[str, ...]:
        with world.database.read() as connection:
            found = warm.of(connection, world.space.number)
            assert found.others == WarmAliases().of(connection, world.space.number).others
        return found.of(name)

    assert others("b") == ("b",)
    draw(world, "x", "br", type_=EdgeType.SAME_AS)
    assert others("b") == others("r") == ("b", "r")
    draw(world, "y", "sr", type_=EdgeType.SAME_AS)
    assert others("b") == ("b", "r", "s")
    world.commit(delete(world.space.cubes.get(["x"])[0]), embed=False)
    assert others("b") == ("b",)
    assert others("s") == ("r", "s")


def test_aliases_of_few_spaces_are_kept(world: World) -> None:
    warm = WarmAliases(Budget(1))
    draw(world, "x", "br", type_=EdgeType.SAME_AS)
    with world.database.read() as connection:
        first = warm.of(connection, world.space.number)
        assert warm.of(connection, world.space.number) is first
        warm.of(connection, world.space.number + 1)
        assert warm.of(connection, world.space.number) is not first
