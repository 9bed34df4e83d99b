"""Personalised PageRank: what networkx says, and following what is written."""

from __future__ import annotations

import random

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, update

from memos.errors import InvalidInput
from memos.index.graph.walk import Network, WarmNetworks, caught_up
from memos.index.warm import Budget
from memos.store.tables import COUNTERS, EDGES
from tests.retrieval.making import World

Drawn = tuple[int, int, float]


def write(world: World, drawn: list[Drawn], ended: list[int] | None = None, space: int = 1) -> list[int]:
    """Writes edges between numbered nodes, and ends some by their number, as one entry of the journal."""
    with world.database.write() as connection:
        connection.execute(update(COUNTERS).where(COUNTERS.c.name == "seq").values(value=COUNTERS.c.value + 1))
        seq = connection.exec_driver_sql("SELECT value FROM counters WHERE name = 'seq'").scalar_one()
        if ended:
            standing = EDGES.c.num.in_(ended) & EDGES.c.ended_seq.is_(None)
            connection.execute(update(EDGES).where(standing).values(ended_seq=seq))
        rows = [
            {
                "space": space, "source": f"n{a}", "target": f"n{b}", "type": "relates", "weight": weight,
                "valid_from": None, "valid_to": None, "seq": seq, "origin": seq, "ended_seq": None,
            }
            for a, b, weight in drawn
        ]  # fmt: skip
        return [connection.execute(insert(EDGES).returning(EDGES.c.num), row).scalar_one() for row in rows]


def network(world: World, warm: WarmNetworks | None = None) -> Network:
    with world.database.read() as connection:
        return caught_up(connection, 1, None) if warm is None else warm.of(connection, 1)


def by_networkx(drawn: list[Drawn], seeds: dict[str, float], alpha: float = 0.85) -> dict[str, float]:
    graph: nx.Graph[str] = nx.Graph()
    for a, b, weight in drawn:
        before = graph.get_edge_data(f"n{a}", f"n{b}", {"weight": 0.0})["weight"]
        graph.add_edge(f"n{a}", f"n{b}", weight=before + weight)
    scores: dict[str, float] = nx.pagerank(graph, alpha=alpha, personalization=seeds, tol=1e-12, max_iter=1000)
    return scores


def agree(found: dict[str, float], wanted: dict[str, float]) -> None:
    assert max((abs(found.get(node, 0.0) - score) for node, score in wanted.items()), default=0.0) <= 1e-6
    assert found.keys() <= wanted.keys()
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("alpha", [0.5, 0.85])
@pytest.mark.parametrize("seeds", [{"n1": 1.0}, {"n1": 1.0, "n2": 1.0, "n3": 1.0}, {"n4": 3.0, "n5": 1.0}])
def test_as_networkx_has_it(world: World, seeds: dict[str, float], alpha: float) -> None:
    chance = random.Random(7)  # noqa: S311
    drawn = [(chance.randrange(40), chance.randrange(60), 0.1 + chance.random()) for _ in range(150)]
    write(world, drawn)
    agree(network(world).personalised(seeds, alpha=alpha), by_networkx(drawn, seeds, alpha))


def test_edges_of_one_pair_add_up_and_one_to_itself_counts_once(world: World) -> None:
    drawn = [(1, 2, 1.0), (2, 1, 2.0), (1, 1, 1.0), (2, 3, 0.5)]
    write(world, drawn)
    agree(network(world).personalised({"n1": 1.0}), by_networkx(drawn, {"n1": 1.0}))


def test_a_node_whose_edges_all_ended_leads_back_to_the_seeds(world: World) -> None:
    """It stays a node: as in networkx, who is at a dangling node begins anew."""
    warm = WarmNetworks()
    first = write(world, [(1, 2, 1.0), (2, 3, 1.0)])
    network(world, warm)
    write(world, [], ended=first[:1])
    scores = network(world, warm).personalised({"n1": 1.0, "n2": 1.0})
    graph: nx.Graph[str] = nx.Graph([("n2", "n3")])
    graph.add_node("n1")
    agree(scores, nx.pagerank(graph, personalization={"n1": 1.0, "n2": 1.0}, tol=1e-12, max_iter=1000))


def test_seeds_that_are_not_there_are_passed_over(world: World) -> None:
    write(world, [(1, 2, 1.0)])
    known = network(world)
    assert known.personalised({"nobody": 1.0}) == {}
    assert known.personalised({}) == {}
    assert known.personalised({"n1": 1.0, "nobody": 5.0}) == known.personalised({"n1": 1.0})
    for weight in (0.0, -1.0, float("nan")):
        with pytest.raises(InvalidInput):
            known.personalised({"n1": weight})


def test_the_best_are_the_first_of_all(world: World) -> None:
    write(world, [(1, 2, 1.0), (2, 3, 2.0), (3, 4, 3.0), (4, 5, 1.0)])
    known = network(world)
    every = known.personalised({"n1": 1.0})
    best = known.personalised({"n1": 1.0}, most=2)
    assert list(best) == sorted(every, key=lambda node: -every[node])[:2]
    assert known.personalised({"n1": 1.0}, most=99).keys() == every.keys()


edges = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.floats(0.1, 4.0)), max_size=12)
steps = st.lists(st.tuples(edges, st.lists(st.integers(0, 40), max_size=4)), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_following_gives_what_building_anew_gives(world: World, steps: list[tuple[list[Drawn], list[int]]]) -> None:
    with world.database.write() as connection:
        connection.execute(EDGES.delete())
    warm = WarmNetworks()
    written: list[int] = []
    for drawn, picked in steps:
        ended = [written[one % len(written)] for one in picked] if written else []
        written += write(world, drawn, ended)
        followed, anew = network(world, warm), network(world)
        assert followed.seq == anew.seq
        for node in anew.places:
            wanted = anew.personalised({node: 1.0})
            found = followed.personalised({node: 1.0})
            assert max(abs(found.get(name, 0.0) - wanted.get(name, 0.0)) for name in {*found, *wanted}) <= 2e-6


def test_nothing_of_another_space_is_walked_to(world: World) -> None:
    warm = WarmNetworks()
    write(world, [(1, 2, 1.0)])
    network(world, warm)
    write(world, [(2, 3, 1.0)], space=2)
    assert set(network(world, warm).places) == set(network(world).places) == {"n1", "n2"}


def test_what_was_not_written_to_is_not_built_again(world: World) -> None:
    warm = WarmNetworks()
    write(world, [(1, 2, 1.0)])
    first = network(world, warm)
    assert network(world, warm) is first
    write(world, [], space=2)
    assert network(world, warm).base is first.base


def test_few_spaces_are_kept_and_what_is_forgotten_is_gone(world: World) -> None:
    warm = WarmNetworks(Budget(1))
    write(world, [(1, 2, 1.0)])
    write(world, [(1, 2, 1.0)], space=2)
    first = network(world, warm)
    with world.database.read() as connection:
        warm.of(connection, 2)
    assert network(world, warm) is not first
    warm.forget(1)
    write(world, [], ended=[1])
    assert network(world, warm).places == {}
