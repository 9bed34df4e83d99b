"""What is put right, taken back, denied or over: each hits what it means, and nothing else."""

from __future__ import annotations

import pytest

from memos.agents.agent import Workbench
from memos.agents.perceive import Exchange, perceive
from memos.agents.remembered import Remembered
from memos.agents.semantic import SemanticAgent
from memos.agents.settle import Policy, settle
from memos.agents.statements.grammar.words import tokens
from memos.agents.statements.talk.cues import owns_mistake, taken_back
from memos.schemas.cube import Semantic, State
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.scope import Scope
from tests.agents.telling import Counter, day


def told(*said: str) -> Remembered:
    """Lines "Ana: …", told one after the other, each in an exchange of its own; "assistant: …" is the assistant."""
    memories, ids = Remembered(), Counter()
    messages = tuple(_message(position, line) for position, line in enumerate(said))
    for position, message in enumerate(messages):
        perceived = perceive(
            Exchange(
                scope=Scope(user="ana"), op_id=message.op_id, now=day(position), messages=(message,), earlier=messages[:position],
                user_name="Ana",
            )
        )  # fmt: skip
        bench = Workbench(memories, ids)
        memories.apply(settle(SemanticAgent().propose(perceived, bench), perceived, bench, Policy()), day(position))
    return memories


def _message(position: int, line: str) -> StoredMessage:
    name, _, text = line.partition(": ")
    assistant = name == "assistant"
    return StoredMessage(
        id=f"m{position}", role="assistant" if assistant else "user", name=None if assistant else name, content=text,
        timestamp=day(0), trust=Trust.AGENT if assistant else Trust.USER, position=position, op_id=f"op{position}",
    )  # fmt: skip


def current(memories: Remembered) -> list[str]:
    """The statements that are believed to hold."""
    return [
        cube.text
        for cube in memories.cubes
        if isinstance(cube.payload, Semantic) and cube.state is State.ACTIVE and not cube.payload.negated
    ]


@pytest.mark.parametrize(
    ("before", "after", "wrong", "right"),
    [
        ("My birthday is 14 August", "typo, sorry!! 24 August. the 14th is my dad's", "14 August", "24 August"),
        ("Our flight lands at 16:20", "no wait, that's the departure. It lands at 18:05", "16:20", "lands at 18:05"),
        ("physio is on thursday at 3 for my knee", "*wednesday. thursday's the bins", "thursday", "is on wednesday at 3"),
        ("my wife is allergic to cashews", "It's walnuts she's allergic to, not cashews.", "cashews", "walnuts"),
        ("I have plot 27 by the tap", "I told you plot 27, but it is plot 72", "27", "72"),
        ("My saddle height is 74 cm", "I measured from the wrong bolt, saddle height should be 71 cm", "74", "71 cm"),
        ("I'm allergic to cashews", "I misspoke, I'm allergic to walnuts", "cashews", "walnuts"),
        ("My wife is a vegetarian", "Scratch that, she's vegan", "vegetarian", "vegan"),
        ("My train to Berlin leaves at 8:12", "sorry, 8:21", "8:12", "8:21"),
        ("my truck is unit 4417", "Flipped the numbers, tired eyes. I drive unit 4471.", "4417", "unit 4471"),
        ("my landlord is Mr Harker", "please correct the name, it should be Mr Barker", "Harker", "Barker"),
        ("I'm training for the marathon in Ghent", "scratch that, the marathon's in Bruges", "Ghent", "marathon in Bruges"),
    ],
)  # fmt: skip
def test_what_is_put_right_does_not_stay_beside_the_mistake(before: str, after: str, wrong: str, right: str) -> None:
    believed = current(told(f"Ana: {before}", f"Ana: {after}"))
    assert any(right in text for text in believed), believed
    assert not any(wrong in text for text in believed), believed


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("our team standup is at 9:15", "They've pushed our standup back to 10:00, please note", "9:15", "10:00"),
        ("I've got to hand in my thesis by 30 June", "the thesis deadline was extended to 15 September", "30 June", "15 September"),
        ("My dentist appointment is on 5 May at 10:00", "they've moved it to 12 May", "5 May", "12 May"),
        ("The appeal for my Syrian client is due on 3 October", "the appeal is due on 24 October", "3 October", "24 October"),
        ("if I change banks? I'm with Barclays", "all my banking is with Starling from today", "Barclays", "Starling"),
        ("Leg day plan please. I train at FitInn", "new gym!! I signed up with Holmes Place", "FitInn", "Holmes Place"),
        ("extension for my office is 4410", "the office has a new extension, 9023", "4410", "9023"),
        ("my boat's at berth 114", "they gave me a new spot. berth 62", "114", "62"),
        ("My reading group meets on Wednesdays", "the reading group now meets on Mondays", "Wednesdays", "Mondays"),
        ("my seat is 14C", "they changed it, I'm in 22A now", "14C", "22A"),
    ],
)  # fmt: skip
def test_an_attribute_told_in_other_words_is_the_same_attribute(before: str, after: str, old: str, new: str) -> None:
    believed = current(told(f"Ana: {before}", f"Ana: {after}"))
    assert any(new in text for text in believed), believed
    assert not any(old in text for text in believed), believed


def test_two_things_with_the_same_value_change_separately() -> None:
    believed = current(told(
        "Ana: extension for my office is 4410 and extension for my studio is 4410 too", "Ana: the office has a new extension, 9023"
    ))  # fmt: skip
    assert any("office" in text and "9023" in text for text in believed)
    assert any("studio" in text and "4410" in text for text in believed)


@pytest.mark.parametrize(
    ("said", "gone", "stays"),
    [
        ("about the violin, pretend I never mentioned it", "violin", "Rex"),
        ("Please delete what I told you about my salary, that's private", "40k", "violin"),
        ("can you take the dog off the record", "Rex", "40k"),
        ("scrap the violin, too expensive", "violin", "40k"),
    ],
)
def test_a_retraction_hits_what_it_names_and_nothing_else(said: str, gone: str, stays: str) -> None:
    believed = current(told(
        "Ana: I've decided to learn the violin.", "Ana: My salary is 40k. I have a dog called Rex.", f"Ana: {said}"
    ))  # fmt: skip
    assert not any(gone in text for text in believed), believed
    assert any(stays in text for text in believed), believed


def test_a_joke_takes_back_all_that_was_said_with_it() -> None:
    assert current(told("Ana: I'm a vegan and I bought a boat", "Ana: I was kidding, don't save that")) == []


@pytest.mark.parametrize(
    ("asked", "said", "believed"),
    [
        ("Since you live in Lille, see the museum.", "I don't live in Lille, never have. We're in Rennes", ["Rennes"]),
        ("So you work at Siemens?", "yep exactly", ["Siemens"]),
        ("Is your daughter called Mia?", "No, Mira", ["Mira"]),
        ("Great, since you're a nurse, try this.", "ok thanks", []),
    ],
)
def test_what_the_assistant_claims_is_believed_only_if_confirmed(asked: str, said: str, believed: list[str]) -> None:
    found = current(told(f"assistant: {asked}", f"Ana: {said}"))
    assert [text for text in found if not any(word in text for word in believed)] == []
    assert len(found) >= len(believed)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("I go to yoga on Tuesdays", "no more yoga for me, that's over"),
        ("I subscribe to Netflix", "cancelled netflix today"),
        ("My gym is FitInn", "I let my gym membership lapse"),
    ],
)
def test_a_denial_ends_what_it_means(before: str, said: str) -> None:
    assert current(told(f"Ana: {before}", f"Ana: {said}")) == []


def test_a_denial_of_what_the_assistant_recalls_ends_it() -> None:
    recalled = "assistant: Since you take omeprazole, wait half an hour."
    assert current(told("Ana: I take omeprazole", recalled, "Ana: not any more, I stopped in May")) == []


@pytest.mark.parametrize(
    "said",
    ["**Bold** of you", "* Visuals are key", "I'm sorry to hear that", "Let's make that plan", "I actually like it", "what do you mean"],
)  # fmt: skip
def test_talk_that_owns_no_mistake(said: str) -> None:
    assert not owns_mistake(tokens(said))


@pytest.mark.parametrize(
    "said",
    ["Don't forget the milk", "Did you forget that?", "Forget it!", "I take the totals from my log", "take the dog out for a walk"],
)  # fmt: skip
def test_talk_that_takes_nothing_back(said: str) -> None:
    assert taken_back(tokens(said)) is None


def test_a_plan_is_dropped_only_when_the_same_is_said_of_the_same() -> None:
    kept = told("Ana: I want to lose weight.", "Ana: I'm not losing my progress because of a few days off.")
    assert any("lose weight" in text for text in current(kept))
    dropped = told("Ana: I'm planning to move to Leiden.", "Ana: I'm not moving to Leiden after all.")
    assert not any("Leiden" in text for text in current(dropped))


def test_who_is_addressed_is_no_value() -> None:
    memories = told("Maya: Do you like chess, Ben?", "Ben: Yes, I love it!")
    assert "Ben likes Ben." not in current(memories)
