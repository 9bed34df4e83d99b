"""Answers are the evidence's own words, or silence."""

from __future__ import annotations

from memos.retrieval.answer import answer
from memos.schemas.query import Answer
from tests.retrieval.making import World
from tests.store.making import add, cube, lives_in, secret


def reply(world: World, question: str) -> Answer:
    found = world.ask(question, explain=True)
    ids = list(dict.fromkeys(message for hit in found.hits for message in hit.evidence))
    return answer(question, found, world.space.messages.get(ids))


def test_the_sentence_that_answers_with_its_very_words(world: World) -> None:
    [message, _] = world.say(
        "What a week. My sister Ines plays the cello in Ghent! Anyway, we had soup.", "Do you play the cello?"
    )
    given = reply(world, "Which instrument does Ines, the sister, play? The cello?")
    assert "My sister Ines plays the cello in Ghent!" in given.text
    assert given.citations[0].message_id == message
    [stored] = world.space.messages.get([message])
    assert all(citation.quote in stored.content for citation in given.citations if citation.message_id == message)
    assert f"[{given.citations[0].alias}]" in given.text
    assert not given.abstained


def test_a_statement_answers_before_the_chatter(world: World) -> None:
    [message] = world.say("I live in Porto, and the rain is dreadful.")
    world.believe(lives_in("Porto"), [message])
    given = reply(world, "Where does Ana live?")
    assert given.text.startswith("Ana lives in Porto. [")
    assert given.citations[0].quote == "I live in Porto, and the rain is dreadful."


def test_silence_when_nothing_answers(world: World) -> None:
    world.say("We had soup.", "The tram was late.")
    given = reply(world, "Which university did Bartholomew's grandmother attend?")
    assert given.abstained
    assert (given.text, given.citations) == ("", ())
    assert reply(world, "zzz").abstained


def test_of_a_vault_nothing_is_said(world: World) -> None:
    [message] = world.say("hello")
    world.commit(add(cube("v", secret("bank password"), [message])), embed=False)
    assert "v1|" not in reply(world, "What is the bank password?").text


def test_what_was_superseded_is_told_only_of_the_past(world: World) -> None:
    [before] = world.say("I live in Porto.")
    old = world.believe(lives_in("Porto"), [before])
    [after] = world.say("I live in Lisbon.")
    world.believe(lives_in("Lisbon"), [after], instead_of=old.id)
    now = reply(world, "Where does Ana live?").text
    assert "Lisbon" in now
    assert "Porto" not in now
    assert "Porto" in reply(world, "Where did Ana live before?").text
