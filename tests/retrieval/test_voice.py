"""Questions as those would put them who know the answer."""

from __future__ import annotations

import pytest

from memos.index.units import Units
from memos.retrieval.analysis import analyse
from memos.retrieval.speakers import named
from memos.retrieval.voice import voiced
from tests.retrieval.making import World
from tests.store.making import START


def units_of(world: World) -> Units:
    with world.database.read() as connection:
        return world.shadows.units.of(connection, world.space.number)


@pytest.fixture
def units(world: World) -> Units:
    """Of a space in which five people speak."""
    for name in ("WolfgangSchulz", "Li Hua", "Melanie", "José García", "Will"):
        world.say("Good morning, everyone.", actor=name)
    return units_of(world)


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("What did Melanie paint?", "What did I paint?"),
        ("What did Melanie paint for Will?", "What did I paint for you?"),
        ("Whose dog likes Melanie's cat and José’s parrot?", "Whose dog likes my cat and your parrot?"),
        ("Where does Wolfgang Schulz live?", "Where does I live?"),
        ("Where does WolfgangSchulz live?", "Where does I live?"),
        ("When did LiHua meet Wolfgang?", "When did I meet you?"),
        ("What did Melanie say about Melanie's cat?", "What did I say about my cat?"),
        ("What will Will do?", "What will I do?"),
        ("Who is Melaniesson?", "Who is Melaniesson?"),
        ("What is the capital of France?", "What is the capital of France?"),
        ("你好吗?", "你好吗?"),
        ("", ""),
    ],
)
def test_the_first_who_is_named_asks_of_oneself(units: Units, question: str, put: str) -> None:
    assert voiced(question, analyse(question, START), units) == put


def test_where_nobody_speaks_a_question_stays(world: World) -> None:
    question = "What did Melanie paint?"
    assert voiced(question, analyse(question, START), units_of(world)) == question


def test_a_name_in_one_word_or_two_is_the_same_speaker(units: Units) -> None:
    one, other = (named(analyse(f"Where is {name}?", START), units) for name in ("WolfgangSchulz", "Wolfgang Schulz"))
    assert one == other
    assert [*one.values()] == [("wolfgang", "schulz")]
    assert set(one) <= set(units.speakers.values())
