"""Answers are the evidence's own words, or silence."""

from __future__ import annotations

from typing import Any

import pytest

from memos.retrieval.answer import SILENCE, answer
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
    assert (given.text, given.citations) == (SILENCE, ())
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


def test_the_statement_that_held_then_answers_not_what_was_said(world: World) -> None:
    [before] = world.say("I live in Porto.")
    old = world.believe(lives_in("Porto"), [before])
    held = world.clock.now()
    moved = world.clock.move(days=30)
    [after] = world.say("I moved to Lisbon.")
    world.believe(lives_in("Lisbon"), [after], instead_of=old.id, valid_from=moved)
    found = world.ask("Where does Ana live?", valid_at=held)
    given = answer("Where does Ana live?", found, world.space.messages.get([before, after]))
    assert given.text.startswith("Ana lives in Porto. [")
    assert "Lisbon" not in given.text
    assert [citation.cube_id for citation in given.citations] == [old.id]
    now = world.ask("Where does Ana live?", valid_at=world.clock.move(days=1))
    assert answer("Where does Ana live?", now, world.space.messages.get([before, after])).text.startswith(
        "Ana lives in L"
    )


@pytest.mark.parametrize(
    ("role", "name", "expected"),
    [
        ("assistant", None, "The assistant said: Porto has lovely weather."),
        ("tool", None, "The tool said: Porto has lovely weather."),
        ("assistant", "Claude", "Claude: Porto has lovely weather."),
        ("user", "Ana", "Ana: Porto has lovely weather."),
        ("user", None, "Porto has lovely weather."),
    ],
)
def test_whose_words_they_are_is_said(world: World, role: Any, name: str | None, expected: str) -> None:
    [said] = world.say("Porto has lovely weather.")
    [stored] = world.space.messages.get([said])
    found = world.ask("How is the weather in Porto?")
    given = answer(found.query, found, [stored.model_copy(update={"role": role, "name": name})])
    assert given.text == f"{expected} [1]"


def test_a_statement_that_rests_on_an_assistants_words_alone_is_marked(world: World) -> None:
    [said] = world.say("I think Ana lives in Porto.")
    [stored] = world.space.messages.get([said])
    world.believe(lives_in("Porto"), [said])
    found = world.ask("Where does Ana live?")
    given = answer(found.query, found, [stored.model_copy(update={"role": "assistant", "name": None})])
    assert "The assistant said: Ana lives in Porto." in given.text
