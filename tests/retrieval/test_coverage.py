"""What answers a question together stands first; where one memory answers, or nothing is added, the order by chance stands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memos.retrieval.analysis import analyse
from memos.retrieval.coverage import FIRST, Holding, covering, wants_several
from tests.retrieval.making import World
from tests.store.making import START


def holding(*rows: str, others: tuple[str, ...] = (), sources: tuple[int, ...] = ()) -> Holding:
    """By row the pieces of the question that it has, each a letter, and other names, each a letter."""
    pieces, names = sorted(set("".join(rows))), sorted(set("".join(others)))
    told = others or ("",) * len(rows)
    return Holding(
        np.array([[piece in row for piece in pieces] for row in rows], dtype=np.bool_).reshape(len(rows), len(pieces)),
        np.full(len(pieces), 1.0 / max(1, len(pieces))),
        np.array([[name in row for name in names] for row in told], dtype=np.bool_).reshape(len(rows), len(names)),
        np.ones(len(names)),
        np.array(sources or range(len(rows)), dtype=np.int64),
    )


def test_what_adds_the_missing_piece_comes_before_what_says_the_same() -> None:
    assert covering(np.array([1.0, 0.9, 0.8]), holding("ab", "ab", "c")).tolist() == [0, 2, 1]


def test_what_a_name_leads_on_to_comes_before_what_stands_alone() -> None:
    assert covering(np.array([1.0, 0.9, 0.8]), holding("a", "a", "a", others=("x", "", "x"))).tolist() == [0, 2, 1]


def test_the_same_text_said_twice_leads_nowhere() -> None:
    told = holding("a", "a", "a", others=("x", "", "x"), sources=(1, 2, 1))
    assert covering(np.array([1.0, 0.9, 0.8]), told).tolist() == [0, 1, 2]


def test_what_hardly_answers_is_not_lifted_by_the_one_piece_it_has() -> None:
    assert covering(np.array([3.0, 2.0, -4.0]), holding("ab", "ab", "c")).tolist() == [0, 1, 2]


@st.composite
def candidates(draw: st.DrawFn) -> tuple[list[float], Holding]:
    size = draw(st.integers(0, 12))
    odds = sorted(draw(st.lists(st.floats(-80, 80), min_size=size, max_size=size)), reverse=True)
    rows = draw(st.lists(st.text("abcd", max_size=4), min_size=size, max_size=size))
    others = draw(st.lists(st.text("wxyz", max_size=3), min_size=size, max_size=size))
    return odds, holding(*rows, others=tuple(others))


@settings(max_examples=200, deadline=None)
@given(candidates())
def test_nothing_is_lost_the_first_stays_and_the_same_gives_the_same(given_: tuple[list[float], Holding]) -> None:
    odds, told = given_
    order = covering(np.array(odds), told).tolist()
    assert sorted(order) == list(range(len(odds)))
    assert order[:1] == [0][: len(odds)]
    assert covering(np.array(odds), told).tolist() == order


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(-80, 80), min_size=1, max_size=12))
def test_where_all_hold_the_same_the_order_stands(odds: list[float]) -> None:
    falling = np.array(sorted(odds, reverse=True))
    assert covering(falling, holding(*["ab"] * len(odds))).tolist() == list(range(len(odds)))


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Where does Ana live?", False),
        ("What did I say about the roof?", False),
        ("When did Ben move out?", False),
        ("What are all the books Ana has read?", True),
        ("How many times did Ben go to Porto?", True),
        ("Were Arthur's Magazine and First for Women founded in the same year?", True),
        ("Who is the spouse of the director of The Silver Orchard?", True),
    ],
)
def test_only_a_question_that_needs_several_wants_them(question: str, several: bool) -> None:
    assert wants_several(analyse(question, START)) is several


def test_a_search_has_both_sides_of_a_comparison_before_one_side_twice(world: World) -> None:
    world.say(
        "Arthur's Magazine was a magazine founded in 1844.",
        "Arthur's Magazine was a magazine founded for readers at home.",
        "Arthur's Magazine was a magazine founded in Philadelphia.",
        "First for Women began in 1989.",
        *(f"The weather on day {day} was fine." for day in range(30)),
        actor="Kim",
    )
    found = world.ask("Was the magazine Arthur's Magazine founded in the same year as First for Women?", limit=4)
    texts = [hit.cube.text for hit in found.hits]
    assert "First for Women" in texts[1]
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)


def test_a_question_for_one_thing_is_answered_in_the_order_of_chance(world: World) -> None:
    world.say(*(f"The roof of house {n} was mended in May, said the roofer." for n in range(FIRST + 5)))
    found = world.ask("When was the roof mended?", limit=FIRST, explain=True)
    weights = world.tools.weights
    odds = [sum(weights.get(name, 0.0) * value for name, value in hit.features.items()) for hit in found.hits]
    assert odds == sorted(odds, reverse=True)


def test_a_longer_answer_begins_with_the_shorter(world: World) -> None:
    world.say(*(f"Ana read book {n} and Ben read book {n + 50} in spring." for n in range(60)))
    question = "What are all the books that Ana and Ben have read?"
    ids = [[hit.cube.id for hit in world.ask(question, limit=limit).hits] for limit in (3, 10, 45)]
    assert [len(one) for one in ids] == [3, 10, 45]
    assert ids[2][:10] == ids[1]
    assert ids[1][:3] == ids[0]
    assert len(set(ids[2])) == 45


@pytest.mark.parametrize(
    "texts", [(), ("Ana read it.",), ("the same words",) * 40, ("日本語の本", "Ana and Ben read many books.")]
)
@pytest.mark.parametrize(
    "question",
    ["What are all the books that Ana and Ben have read?", "Ana Ben " * 2_000 + "books?", "アナとBen Holm、どの本?"],
)
def test_strange_spaces_and_questions_are_answered(world: World, texts: tuple[str, ...], question: str) -> None:
    if texts:
        world.say(*texts)
    found = world.ask(question, limit=50)
    assert not found.degraded
    assert len({hit.cube.id for hit in found.hits}) == len(found.hits) <= len(texts)


def test_a_past_belief_and_a_narrowed_search_are_answered(world: World) -> None:
    world.say("Ana read Emma.", "Ben read Persuasion.", "Ana and Ben read nothing else.")
    then = world.clock.now()
    question = "What are all the books that Ana and Ben have read?"
    assert len(world.ask(question, as_of=then).hits) == 3
    assert world.ask(question, run="another").hits == ()
