"""Finding along names: what is two steps away, and what goes together; where nothing is named it stands aside."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from memos.bench.hostile import TOO_LONG, seconds
from memos.retrieval.channels import POOL, Found
from memos.retrieval.network import SCORES, graph
from memos.retrieval.view import Question, look
from memos.schemas.cube import ABOUT, Edge, EdgeType, Entity, Episodic, Interval, Semantic
from memos.schemas.message import Message
from memos.schemas.query import Query
from memos.schemas.scope import Scope
from tests.retrieval.making import World
from tests.store.making import add, cube, delete

SONG = "Where was the singer of Harbour Song born?"


@pytest.fixture(params=["words", "vectors"])
def filled(world: World, request: pytest.FixtureRequest) -> World:
    """Two that belong together among others like each of them. Without an embedder the words alone lead."""
    if request.param == "words":
        world.embedder = None
    tell(world, "a", "Harbour Song is a record of Ines Prado.", "Ines Prado", about="Harbour Song")
    tell(world, "b", "Ines Prado was born in Faro, near the sea.", "Faro", about="Ines Prado")
    for number in range(12):
        tell(
            world,
            f"born{number}",
            f"Person {number}x was born in Town {number}x.",
            f"Town {number}x",
            about=f"Person {number}x",
        )
        tell(world, f"song{number}", f"Song {number}x was heard there.", about=f"Song {number}x")
    return world


def tell(world: World, key: str, text: str, *names: str, about: str = "", run: str = "s1") -> None:
    """A message and its utterance `key`, which mentions these names and is about one."""
    now, scope = world.clock.now(), Scope(user="ana", run=run)
    message = Message(id=f"m-{key}", name="Ana", content=text, timestamp=now)
    world.space.messages.receive(key, scope, [message], [], key)
    when = Interval(start=now, end=now, granularity="instant")
    made = cube(
        key, Episodic(text=text, actor="Ana", occurred_at=when), [message.id], scope, created_at=now, observed_at=now
    )
    title = [Entity(name=about)] if about else []
    edges = [Edge(source=key, target=one.node, type=EdgeType.MENTIONS, weight=ABOUT) for one in title]
    entities = (*(Entity(name=one) for one in names), *title)
    world.commit(add(made, entities=entities, edges=tuple(edges)), op_id=key, embed=True, settles=True)


def found(world: World, text: str, **how: Any) -> Found:
    query = Query(text=text, scope=Scope(user="ana", run=how.pop("run", None)), **how)
    with world.database.read() as connection:
        view = look(connection, world.space, world.shadows, query, world.clock.now())
        if world.embedder is None:
            return graph(Question(text, None), view, POOL)
        [vector] = world.embedder.embed([text])
        size, allowed = view.units.table.size, view.allowed_nums
        near = world.shadows.dense.search(connection, world.space.key, vector, POOL, size=size, allowed=allowed)
        return graph(Question(text, vector, near=near), view, POOL)


def scores(world: World, name: str, text: str, **how: Any) -> dict[str, float]:
    told = found(world, text, **how)
    held = world.space.cubes.by_num(told.nums.tolist())
    return {held[num].cube.id: told.scores[name][at] for at, num in enumerate(told.nums.tolist())}


def test_the_second_step_is_told_by_what_it_adds(filled: World) -> None:
    bridge = scores(filled, "bridge", SONG)
    assert max(bridge, key=lambda each: bridge[each]) == "b"
    assert bridge["b"] > 2 * max(score for each, score in bridge.items() if each not in "ab")


def test_each_of_two_that_go_together_is_joined_by_the_other(filled: World) -> None:
    joined = scores(filled, "joined", SONG)
    assert set(sorted(joined, key=lambda each: -joined[each])[:2]) == {"a", "b"}


def test_the_walk_comes_to_what_is_named_and_to_what_that_names(filled: World) -> None:
    walk = scores(filled, "graph", SONG)
    assert sorted(walk, key=lambda each: -walk[each])[:2] == ["a", "b"]
    assert walk["a"] == pytest.approx(1.0)


def test_scores_lie_between_none_and_one_and_numbers_ascend(filled: World) -> None:
    told = found(filled, SONG)
    assert set(told.scores) == set(SCORES)
    assert np.all(np.diff(told.nums) > 0)
    assert np.isin(told.candidates, told.nums).all()
    for each in told.scores.values():
        assert each.shape == told.nums.shape
        assert np.all((each >= 0) & (each <= 1))


def test_a_candidate_may_share_no_word_with_the_question(world: World) -> None:
    world.embedder = None
    tell(world, "a", "Harbour Song is a record of Ines Prado.", "Ines Prado", about="Harbour Song")
    tell(world, "b", "Ines Prado, from Faro.", "Faro", about="Ines Prado")
    tell(world, "c", "Nothing to do with it.")
    held = world.space.cubes.by_num(found(world, SONG).candidates.tolist())
    assert {each.cube.id for each in held.values()} == {"a", "b"}


def test_names_of_statements_like_the_question_seed_the_walk(world: World) -> None:
    """The question has no name itself; what is nearest to it in meaning has one."""
    tell(world, "a", "The gardens were opened in May.")
    tell(world, "b", "Old Rua hosts the fair.", "Old Rua")
    one = Semantic(
        subject="gardens", predicate="lie_in", object="Old Rua", statement="The botanic gardens lie in Old Rua."
    )
    made = cube("told", one, ["m-a"], Scope(user="ana", run="s1"))
    world.commit(add(made, entities=(Entity(name="gardens"), Entity(name="Old Rua"))))
    walk = scores(world, "graph", "Where do the botanic gardens lie?")
    assert walk["told"] == walk["a"] > 0
    assert walk["b"] > 0.5


def test_nothing_outside_what_is_asked_for_is_told(filled: World) -> None:
    tell(
        filled, "z", "Harbour Song was sung by Ines Prado in another run.", "Ines Prado", about="Harbour Song", run="s2"
    )
    assert set(scores(filled, "graph", SONG, run="s2")) == {"z"}
    assert "z" not in scores(filled, "graph", SONG, run="s1")


def test_what_is_deleted_is_neither_told_nor_walked_over(filled: World) -> None:
    [gone] = filled.space.cubes.get(["a"])
    filled.commit(delete(gone), embed=False)
    bridge = scores(filled, "bridge", SONG)
    assert "a" not in bridge
    assert bridge.get("b", 0.0) < 0.1


@pytest.mark.parametrize("text", ["the sea?", "?", "why", "海はどこ", "نص"])
def test_it_stands_aside_where_nothing_is_named(world: World, text: str) -> None:
    world.say("it rains by the sea", "the sea is calm")
    told = found(world, text)
    assert (told.candidates.size, told.nums.size, dict(told.scores)) == (0, 0, {})


def test_it_stands_aside_in_an_empty_space_and_of_a_past_belief(filled: World) -> None:
    assert found(filled, SONG, as_of=filled.clock.now()).nums.size == 0
    assert found(filled, SONG, run="no such run").nums.size == 0


def test_one_memory_is_found(world: World) -> None:
    tell(world, "a", "Ines Prado sings.", "Ines Prado")
    assert scores(world, "graph", "Ines Prado") == {"a": pytest.approx(1.0)}


@pytest.mark.parametrize(
    "text", ["Harbour Song " * 5_000, "é" * 20_000, "a b " * 10_000, " ".join(f"w{n}" for n in range(10_000))]
)
def test_any_question_is_soon_done_with(filled: World, text: str) -> None:
    found(filled, SONG)
    assert seconds(lambda: found(filled, text)) < TOO_LONG
