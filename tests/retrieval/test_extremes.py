"""Questions and spaces at the edge of what there is: a sensible answer, or none."""

from __future__ import annotations

import pytest

from memos.retrieval.answer import answer
from memos.schemas.cube import State
from tests.retrieval.making import World
from tests.store.making import lives_in, update

SCRIPTS = {
    "Japanese": ("猫の名前はタマです。", "猫の名前は何ですか？"),
    "Russian": ("Мою кошку зовут Мурка.", "Как зовут мою кошку?"),
    "Arabic": ("اسم قطتي لولو.", "ما اسم قطتي؟"),
    "Hindi": ("मेरी बिल्ली का नाम मीनू है।", "मेरी बिल्ली का नाम क्या है?"),
}


def long_question(terms: int) -> str:
    """As many words, of which but a few were ever said."""
    return " ".join(["Who plays the cello?", *(f"w{number}" for number in range(terms))])


@pytest.mark.parametrize(
    "question", ["Who plays the cello?", "zzz", "?", "猫の名前は何ですか？", long_question(10_000)]
)
def test_a_space_with_one_memory(world: World, question: str) -> None:
    world.say("Ines plays the cello.")
    found = world.ask(question)
    assert found.degraded == ()
    assert [hit.cube.text for hit in found.hits] in ([], ["Ana: Ines plays the cello."])
    if "cello" in question:
        assert found.hits


def test_a_question_of_ten_thousand_words_finds_what_its_few_telling_ones_say(world: World) -> None:
    world.say("Ines plays the cello.", "We had soup.", "The tram was late.", "Rufus bit the postman.")
    found = world.ask(long_question(10_000), explain=True)
    assert found.degraded == ()
    assert [hit.cube.text for hit in found.hits if hit.channels["lexical"] > 0] == ["Ana: Ines plays the cello."]


@pytest.mark.parametrize("script", SCRIPTS)
def test_another_script_is_found_by_its_own_words(world: World, script: str) -> None:
    told, question = SCRIPTS[script]
    world.say("We had soup.", told, "The tram was late.", *(other for other, _ in SCRIPTS.values() if other != told))
    found = world.ask(question)
    assert found.hits[0].cube.text == f"Ana: {told}"
    assert found.degraded == ()


def test_a_question_in_another_script_than_all_that_was_said(world: World) -> None:
    world.say("We had soup.", "The tram was late.")
    for _, question in SCRIPTS.values():
        assert world.ask(question).degraded == ()


def test_of_many_that_say_the_same_as_many_as_were_asked_for(world: World) -> None:
    for number in range(6):
        world.say(*["I like coffee."] * 50, run=f"s{number}")
    found = world.ask("What do I like?", limit=7)
    ids = [hit.cube.id for hit in found.hits]
    assert {hit.cube.text for hit in found.hits} == {"Ana: I like coffee."}
    assert len(set(ids)) == len(ids) == 7
    assert ids == [hit.cube.id for hit in world.ask("What do I like?", limit=7).hits]


class TestOnlyWhatHeldOnce:
    """A space in which nothing holds any more."""

    @pytest.fixture
    def left(self, world: World) -> World:
        [message] = world.say("I live in Porto.")
        porto = world.believe(lives_in("Porto"), [message])
        world.clock.move(days=9)
        over = {"state": State.SUPERSEDED, "valid_to": world.clock.now()}
        world.commit(*(update(each, **over) for each in world.space.cubes.get([porto.id, f"u{message}"])), embed=False)
        return world

    @pytest.mark.parametrize("question", ["Where does Ana live?", "Where does Ana live now?"])
    def test_is_no_answer_for_the_present(self, left: World, question: str) -> None:
        found = left.ask(question)
        assert all(hit.cube.state is State.SUPERSEDED for hit in found.hits)
        assert all("superseded)" in line for line in found.context.splitlines())
        given = answer(question, found, left.space.messages.get([one for hit in found.hits for one in hit.evidence]))
        assert given.abstained
        assert given.citations == ()

    def test_is_the_answer_for_the_past(self, left: World) -> None:
        question = "Where did Ana live before?"
        found = left.ask(question)
        given = answer(question, found, left.space.messages.get([one for hit in found.hits for one in hit.evidence]))
        assert "Porto" in given.text
        assert not given.abstained
