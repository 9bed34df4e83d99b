"""Instructions that are taken back, those that go on in the next sentences, and what talk does to procedures that are known."""

from __future__ import annotations

import pytest

from memos.agents.agent import Workbench
from memos.agents.perceive import Exchange, perceive
from memos.agents.perceive.sentences import split
from memos.agents.procedural import ProceduralAgent
from memos.agents.procedures.following import instructions_in
from memos.agents.procedures.withdrawing import LONGEST, find_withdrawal
from memos.bench.hostile import TOO_LONG, hostile, seconds
from memos.schemas.cube import Procedural, State
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.operation import Delete, NoOp
from memos.schemas.scope import Scope
from tests.agents.telling import START, Talk

FRENCH = Procedural(title="Always answer in French")
NINE = Procedural(title="Never call me before nine")
TEA = Procedural(title="How to make tea", trigger="make tea", steps=("Boil water", "Steep"))


@pytest.mark.parametrize(
    ("sentence", "known"),
    [
        ("Don't answer in French any more.", FRENCH),
        ("Please stop answer in French anymore", FRENCH),
        ("You no longer need to answer in French.", FRENCH),
        ("Forget what I said about French.", FRENCH),
        ("You can call me any time now.", NINE),
        ("You can call me before nine again.", NINE),
        ("Forget the tea recipe.", TEA),
    ],
)
def test_what_takes_back(sentence: str, known: Procedural) -> None:
    withdrawal = find_withdrawal(sentence)
    assert withdrawal is not None
    assert [one for one in (FRENCH, NINE, TEA) if withdrawal.fits(one)] == [known]


@pytest.mark.parametrize(
    "sentence",
    [
        "Don't answer in German any more.",
        "I don't answer in French any more.",
        "Actually you can call me before nine on Fridays",
        "You can call me Sam now.",
        "Forget what I said about Porto.",
        "Forget the coffee recipe.",
        "Forget the recipe.",
        "Forget it.",
        "Did you forget the tea recipe?",
        "You just did it again.",
    ],
)
def test_what_takes_nothing_back(sentence: str) -> None:
    withdrawal = find_withdrawal(sentence)
    assert withdrawal is None or not any(withdrawal.fits(one) for one in (FRENCH, NINE, TEA))


@pytest.mark.parametrize(("length", "read"), [(LONGEST, True), (LONGEST + 1, False)])
def test_a_long_sentence_takes_nothing_back(length: int, read: bool) -> None:
    sentence = "Don't answer in French any more".ljust(length, ".")
    assert (find_withdrawal(sentence) is not None) is read


@pytest.mark.parametrize("piece", ["don't a", "forget the ", "you can ", "now ", "any more", "actually "])
def test_hostile_sentences_take_no_time(piece: str) -> None:
    text = hostile(piece)
    assert seconds(lambda: [find_withdrawal(text[at : at + LONGEST]) for at in range(0, len(text), LONGEST)]) < TOO_LONG


def instruction(content: str) -> tuple[str, ...]:
    [(start, _, given)] = instructions_in(split(content))
    assert start == 0
    return given.steps


def test_an_instruction_goes_on_in_the_next_sentences() -> None:
    told = "When you deploy, first run the tests. Then build the image. Finally push it."
    assert instruction(told) == ("Run the tests", "Build the image", "Push it")


@pytest.mark.parametrize("more", ["Then we'll see.", "It is late.", "Then push it?", "Never mind."])
def test_what_does_not_go_on_is_no_step(more: str) -> None:
    assert instruction(f"When you deploy, first run the tests. {more}") == ("Run the tests",)


def test_orders_at_commas_are_steps_of_their_own_and_so_is_what_is_never_done() -> None:
    told = "Whenever a customer complains, apologise first, check the order number, then offer a refund. Never argue."
    assert instruction(told) == ("Apologise first", "Check the order number", "Offer a refund", "Never argue")
    assert instruction("Whenever I write, use warm, clean words.") == ("Use warm, clean words",)


class Told(Talk):
    """Says sentences to the agent, one exchange each."""

    def __init__(self) -> None:
        super().__init__()
        self._said: list[StoredMessage] = []

    def say(self, *contents: str) -> Told:
        for content in contents:
            place = len(self._said)
            fields = {"id": f"m{place}", "role": "user", "content": content, "timestamp": START, "trust": Trust.USER}
            message = StoredMessage.model_validate({**fields, "position": place, "op_id": "o"})
            exchange = Exchange(
                scope=Scope(user="ana"), op_id="o", now=START, messages=(message,), earlier=tuple(self._said[-8:])
            )
            perceived = perceive(exchange)
            drafts = ProceduralAgent().propose(perceived, Workbench(self.memories, self._ids))
            self.settle(drafts, perceived)
            self._said.append(message)
        return self

    @property
    def known(self) -> list[tuple[str, tuple[str, ...]]]:
        return [
            (cube.payload.title, cube.payload.steps)
            for cube in self.memories.procedures()
            if cube.state is State.ACTIVE and isinstance(cube.payload, Procedural)
        ]


def test_what_is_taken_back_is_deleted_with_the_reason() -> None:
    told = Told().say("Always answer in French.", "Don't answer in French any more.")
    assert told.known == []
    [deleted] = told.operations
    assert isinstance(deleted, Delete)
    assert deleted.reason == "Ana took it back: was 'Always answer in French'"
    assert deleted.evidence


def test_another_language_instead_is_a_new_version() -> None:
    told = Told().say("Always answer in French.", "From now on, answer in German instead.")
    assert told.known == [("Answer in German", ())]


def test_a_correction_that_is_not_understood_is_no_step() -> None:
    told = Told().say("How to make jam:\n1. Wash\n2. Boil\n3. Jar", "step 9 is wrong, it should be serve warm")
    assert told.known == [("How to make jam", ("Wash", "Boil", "Jar"))]
    [declined] = told.operations
    assert isinstance(declined, NoOp)
    assert "no step that is known fits" in declined.reason
    told.say("step 2 looks odd to me", "step 3 should come before step 2")
    assert told.known == [("How to make jam", ("Wash", "Jar", "Boil"))]


def test_corrections_in_ordinary_words() -> None:
    told = Told().say(
        "Here's how I make bread: first mix flour, then knead, then rest, then bake.",
        "Wait, in step 2 it's 'fold', not 'knead'.",
        "The bread needs to bake 40 minutes, I forgot.",
        "Between step 1 and 2, wash your hands.",
        "Oh, I forgot: after folding, oil the bowl.",
    )
    steps = ("Mix flour", "Wash your hands", "Fold", "Oil the bowl", "Rest", "Bake 40 minutes")
    assert told.known == [("How I make bread", steps)]


def test_a_title_made_of_a_step_follows_it() -> None:
    told = Told().say(
        "When you deploy, first run the tests.", "Actually, when you deploy, run the linter first, not the tests"
    )
    assert told.known == [("When you deploy: first run the linter", ("Run the linter",))]


def test_of_too_many_steps_the_first_are_kept_and_the_reason_says_so() -> None:
    told = Told().say("How to list:\n" + "\n".join(f"{number}. wash {number}" for number in range(1, 66)))
    [(_, steps)] = told.known
    assert len(steps) == 64
    assert "the first 64 of 65 steps are kept" in told.operations[0].reason
