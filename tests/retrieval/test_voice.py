"""Questions as those would put them who know the answer."""

from __future__ import annotations

import pytest

from memos.index.units import Units
from memos.retrieval.analysis import Analysis, analyse
from memos.retrieval.speakers import called, named
from memos.retrieval.voice import voiced
from tests.retrieval.making import World
from tests.store.making import START


def units_of(world: World) -> Units:
    with world.database.read() as connection:
        return world.shadows.units.of(connection, world.space.number)


def read(question: str, units: Units) -> Analysis:
    return analyse(question, START, speakers=called(question, units))


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
    assert voiced(question, read(question, units), units) == put


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("what did melanie paint for will?", "what did I paint for will?"),
        ("what did will paint for melanie?", "what did I paint for you?"),
        ("where will will go with melanie?", "where will will go with I?"),
        ("what is will's dog called?", "what is my dog called?"),
        ("when is the will's reading?", "when is the will's reading?"),
        ("melanie painted what?", "I painted what?"),
        ("what does josé's parrot say?", "what does my parrot say?"),
        ("where does wolfgang schulz live?", "where does I live?"),
        ("where does wolfgangschulz live?", "where does I live?"),
        ("where does li hua live?", "where does I live?"),
        ("WHERE DOES MELANIE LIVE?", "WHERE DOES I LIVE?"),
        ("what is melanie-like?", "what is melanie-like?"),
        ("what is melanie@example.org?", "what is melanie@example.org?"),
        ("what is a li?", "what is a li?"),
    ],
)
def test_speakers_are_known_in_any_case_unless_their_names_are_words(units: Units, question: str, put: str) -> None:
    assert voiced(question, read(question, units), units) == put


def test_of_two_with_one_first_name_the_whole_name_tells_which(world: World) -> None:
    for name in ("Ana Costa", "Ana Silva", "Speaker 1", "Speaker 2"):
        world.say("Good morning, everyone.", actor=name)
    units = units_of(world)
    told = {
        question: [*named(read(question, units), units).values()]
        for question in (
            "what did ana say?",
            "what did ana silva say?",
            "which speaker spoke?",
            "what did speaker 2 say?",
        )
    }
    assert [*told.values()] == [[("ana", "costa"), ("ana", "silva")], [("ana", "silva")], [], [("speaker", "2")]]


def test_who_speaks_without_a_name_is_known_by_no_role(world: World) -> None:
    world.say("Good morning.", actor="assistant")
    assert called("what did the assistant say?", units_of(world)) is None


def test_where_nobody_speaks_a_question_stays(world: World) -> None:
    question = "What did Melanie paint?"
    assert voiced(question, analyse(question, START), units_of(world)) == question


def test_a_name_in_one_word_or_two_is_the_same_speaker(units: Units) -> None:
    one, other = (named(analyse(f"Where is {name}?", START), units) for name in ("WolfgangSchulz", "Wolfgang Schulz"))
    assert one == other
    assert [*one.values()] == [("wolfgang", "schulz")]
    assert set(one) <= set(units.speakers.values())


def test_a_question_in_lower_case_is_answered_as_one_with_capitals(world: World) -> None:
    world.say("I painted a lighthouse for you.", "It hangs in the hall.", actor="Melanie")
    world.say("What did Melanie paint for Ana?", "I never painted anything, Melanie.", actor="Ana")
    asked = ("What did Melanie paint for Ana?", "what did melanie paint for ana?")
    told, again = ([(hit.cube.text, round(hit.score, 6)) for hit in world.ask(one).hits] for one in asked)
    assert told == again
