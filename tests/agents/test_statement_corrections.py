"""What is put right, told late or denied, whatever it is: bare values, former days, other orders of words, other speakers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from memos.agents.agent import Workbench
from memos.agents.perceive import Exchange, perceive
from memos.agents.remembered import Remembered
from memos.agents.semantic import SemanticAgent
from memos.agents.settle import Policy, settle
from memos.agents.statements.grammar.words import tokens
from memos.agents.statements.reading import read_sentence
from memos.agents.statements.talk.fragments import fragment
from memos.schemas.cube import Semantic, State
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.scope import Scope
from tests.agents.telling import Counter, is_current

START = datetime(2024, 1, 1, 10, tzinfo=UTC)


def told(*said: str | tuple[str, int]) -> tuple[set[str], set[str], list[str]]:
    """What is current, what has been (as values), and the operations, after "Name: words" said on these days."""
    memories, ids = Remembered(), Counter()
    events: list[str] = []
    earlier: list[StoredMessage] = []
    for position, one in enumerate(said):
        text, day = one if isinstance(one, tuple) else (one, position)
        name, _, words = text.partition(": ")
        trust = Trust.AGENT if name == "Assistant" else Trust.USER
        moment = START + timedelta(days=day)
        message = StoredMessage(
            id=f"m{position}", role="assistant" if trust is Trust.AGENT else "user", name=name, content=words,
            timestamp=moment, trust=trust, position=position, op_id=f"o{position}",
        )  # fmt: skip
        heard = perceive(
            Exchange(
                scope=Scope(user="Ana"),
                op_id=f"o{position}",
                now=moment,
                messages=(message,),
                earlier=tuple(earlier[-3:]) if any(before.timestamp == moment for before in earlier) else (),
            )
        )
        earlier.append(message)
        bench = Workbench(memories, ids)
        operations = settle(SemanticAgent().propose(heard, bench), heard, bench, Policy())
        memories.apply(operations, moment)
        events += [operation.event for operation in operations]
    facts = [(cube, cube.payload) for cube in memories.cubes if isinstance(cube.payload, Semantic)]
    current = {f"{told.subject}: {told.object}" for cube, told in facts if is_current(cube)}
    past = {told.object for cube, told in facts if cube.state is State.SUPERSEDED and not told.negated}
    return current, past, events


@pytest.mark.parametrize(
    ("said", "now"),
    [
        ("I work for Siemens. Scratch that, Bosch.", "Ana: Bosch"),
        ("My boss is Katrin. No wait, Ulrike.", "Ana: Ulrike"),
        ("I get up at 6:30. Well, 5:30 actually.", "Ana: get up at 5:30"),
        ("My rent is 850 euros. Make that 950 euros.", "Ana: 950 euros"),
        ("I have two sons. Three, I mean.", "Ana: three sons"),
        ("My favourite film is Alien. No wait, Aliens.", "Ana: Aliens"),
        ("My brother Leo studies chemistry. Sorry, biochemistry.", "Leo: biochemistry"),
    ],
)
def test_a_bare_value_puts_right_what_was_said_before_it(said: str, now: str) -> None:
    current, _, _ = told(f"Ana: {said}")
    assert now in current
    assert len({one for one in current if one.partition(": ")[0] == now.partition(": ")[0]}) <= 2


@pytest.mark.parametrize(
    "said", ["No problem!", "No pressure.", "It's solid now.", "It's too much, to be honest.", "Well, Lisbon."]
)
def test_what_puts_nothing_right_is_no_fragment(said: str) -> None:
    assert fragment(tokens(said)) is None


@pytest.mark.parametrize(
    ("first", "then", "now"),
    [
        ("My daughter Hester plays the viola.", "Correction: she plays the violin.", "Hester: violin"),
        ("My brother Leo studies chemistry.", "I mixed it up. Leo studies biochemistry.", "Leo: biochemistry"),
        ("I drink green tea every morning.", "Oops, typo. It's black tea.", "Ana: drink black tea every morning"),
        ("My landlady is Mrs. Quist.", "Sorry, I got her name wrong. She's called Mrs. Qvist.", "Ana: Mrs. Qvist"),
        ("My boss is Ms. Albrecht.", "I mixed up two people. The person I report to is Ms. Adler.", "Ana: Ms. Adler"),
    ],
)
def test_a_mistake_that_is_owned_is_corrected(first: str, then: str, now: str) -> None:
    current, past, events = told(f"Ana: {first}", f"Ana: {then}")
    assert now in current
    assert "UPDATE" in events
    assert past == set()


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Before that my salary was 47,000 euros.", "attribute:salary 47,000 euros ended"),
        ("My previous boss was Helmut.", "relation:boss Helmut ended"),
        ("The phone I owned until last summer was a OnePlus.", "owns OnePlus ended"),
        ("Prior to joining Klarna I was employed by Volvo.", "works_at Volvo ended"),
        ("FitLab is my gym.", "attribute:gym FitLab +"),
        ("What she plays is the violin.", "skill violin +"),
        ("It's Bosch I work for.", "works_at Bosch +"),
        ("Send it to my home address, which is 14 Mill Lane.", "attribute:home address 14 Mill Lane +"),
        ("I never said I hate olives.", ""),
        ("Sundays are our time to shine!", ""),
        ("Sichuan is my fave of all.", ""),
        ("It's clear we need to build it.", ""),
        ("Leo doesn't play the viola any more.", "skill viola ended"),
    ],
)
def test_other_orders_of_words_and_former_days(said: str, read: str) -> None:
    found = [
        f"{one.predicate} {' '.join(word.text for word in one.object)} {one.polarity}"
        for one in read_sentence(tokens(said))
    ]
    assert read in found if read else [one for one in found if one.startswith(("attribute", "dislikes", "wants"))] == []


@pytest.mark.parametrize(
    ("first", "late", "now", "then"),
    [
        ("I drive a Kia Niro.", "My previous car was an Opel Astra.", "Kia Niro", "Opel Astra"),
        ("I'm a midwife.", "Before that I was a paramedic.", "midwife", "paramedic"),
        ("My dentist is Dr. Rao.", "My dentist before her was Dr. Shah.", "Dr. Rao", "Dr. Shah"),
    ],
)
def test_an_older_value_told_late_is_kept_as_one_of_the_past(first: str, late: str, now: str, then: str) -> None:
    current, past, _ = told(f"Ana: {first}", f"Ana: {late}")
    assert f"Ana: {now}" in current
    assert then in past


def test_what_was_said_long_before_but_told_later_is_the_older_value() -> None:
    current, past, _ = told(
        ("Ana: I drink green tea every morning.", 800), ("Ana: I drink two espressos every morning.", 0)
    )
    assert current == {"Ana: drink green tea every morning"}
    assert past == {"drink two espressos every morning"}


@pytest.mark.parametrize(
    ("claimed", "answer", "now"),
    [
        ("Your brother Leo studies chemistry, is that right?", "Yes, that's right.", "Leo: chemistry"),
        ("You're a vet, aren't you?", "I am, yes.", "Ana: vet"),
        ("You are allergic to cashews?", "Not quite, it's walnuts.", "Ana: walnuts"),
    ],
)
def test_what_the_assistant_claims_is_confirmed_or_put_right(claimed: str, answer: str, now: str) -> None:
    current, _, _ = told(("Ana: Help me with my profile.", 0), (f"Assistant: {claimed}", 0), (f"Ana: {answer}", 0))
    assert now in current


def test_another_speaker_takes_up_what_was_said() -> None:
    current, _, _ = told(("Ana: My favourite film is Amelie.", 0), ("Ben: Mine is Alien.", 0))
    assert {"Ana: Amelie", "Ben: Alien"} <= current
    current, _, _ = told(("Ana: I'm vegetarian.", 0), ("Ben: Same here.", 0))
    assert {"Ana: vegetarian", "Ben: vegetarian"} <= current
