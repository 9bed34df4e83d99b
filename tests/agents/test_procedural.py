"""Standing instructions are noted; requests for once, and what others say, are not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from memos.agents.agent import Workbench
from memos.agents.perceive import Exchange, perceive
from memos.agents.perception import Perceived
from memos.agents.procedural import ProceduralAgent
from memos.agents.procedures.instructions import RULES, Rule, find_instruction
from memos.agents.proposal import Proposal
from memos.agents.remembered import Remembered
from memos.bench.hostile import TOO_LONG, seconds
from memos.schemas.cube import Procedural
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.scope import Scope

NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(("rule", "example"), [(rule, example) for rule in RULES for example in rule.fits])
def test_a_rule_fits_its_examples(rule: Rule, example: str) -> None:
    assert rule.pattern.match(example)
    assert find_instruction(example)


@pytest.mark.parametrize("example", [example for rule in RULES for example in rule.not_fits])
def test_no_rule_fits_what_is_no_instruction(example: str) -> None:
    assert find_instruction(example) is None


@pytest.mark.parametrize(
    "request_for_once",
    [
        "Please write a python function that sorts a list.",
        "Answer my question.",
        "Can you translate this into French?",
        "Tell me a joke",
        "Keep going!",
        "Use the second one.",
        "Never mind.",
        "I always keep my keys in the kitchen.",
        "You always answer so fast!",
        "Why do you always use bullet points?",
        "No problem, no worries.",
        "When does the train leave?",
        "Bitte antworte immer auf Deutsch.",
        "After working out, try some stretches.",
        "When picking endorsements, make sure they align with your values.",
        "Never say never.",
    ],
)
def test_a_request_for_once_is_none(request_for_once: str) -> None:
    assert find_instruction(request_for_once) is None


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("You must not share my calendar.", "Never share my calendar"),
        ("You should never ever email my boss.", "Never email my boss"),
        ("I'd prefer that you call me Annie.", "Call me Annie"),
        ("Always open the notebook.", "Always open the notebook"),
        ("Always say thanks.", "Always say thanks"),
        ("Reply in French, always.", "Reply in French"),
    ],
)
def test_an_instruction_is_called_by_what_it_says(said: str, title: str) -> None:
    given = find_instruction(said)
    assert given is not None
    assert given.title == title


def test_an_instruction_is_taken_apart() -> None:
    given = find_instruction("Whenever I travel, please send me the weather, then remind me of my passport!")
    assert given is not None
    assert (given.title, given.trigger, given.steps, given.entry_type) == (
        "Whenever I travel: send me the weather, then remind me of my passport",
        "I travel",
        ("Send me the weather", "Remind me of my passport"),
        "workflow",
    )


@pytest.mark.parametrize(
    ("sentence", "trigger", "steps", "given"),
    [
        (
            "Before you push, if the tests are green, ping Omar.",
            "Before you push",
            ("Ping Omar",),
            ("The tests are green",),
        ),
        (
            "When writing to clients, use formal language and sign with my full name.",
            "writing to clients",
            ("Use formal language", "Sign with my full name"),
            (),
        ),
        (
            "When you deploy, tell Maya, but only if it is a weekday.",
            "you deploy",
            ("Tell Maya",),
            ("It is a weekday",),
        ),
    ],
)
def test_trigger_steps_and_preconditions_are_split_out(
    sentence: str, trigger: str, steps: tuple[str, ...], given: tuple[str, ...]
) -> None:
    found = find_instruction(sentence)
    assert found is not None
    assert (found.trigger, found.steps, found.preconditions) == (trigger, steps, given)


def test_politeness_and_case_do_not_make_two_of_one() -> None:
    one, other = (
        find_instruction("please always answer in French"),
        find_instruction("Always answer in French, thanks!"),
    )
    assert one is not None
    assert one == other


@pytest.mark.parametrize(
    "piece", ["please ", "and ", "whenever a", "always answer ", "keep your answers ", "no ", ",", "don't "]
)
def test_hostile_sentences_take_no_time(piece: str) -> None:
    text = (piece * 65_536)[:65_536]
    sentences = [text[place : place + 400] for place in range(0, len(text), 400)]
    assert seconds(lambda: [find_instruction(sentence) for sentence in sentences]) < TOO_LONG


class Ids:
    def __init__(self) -> None:
        self._made = 0

    def new(self) -> str:
        self._made += 1
        return f"p{self._made}"


def talk(*turns: tuple[str, str | None, str]) -> Perceived:
    trust = {"user": Trust.USER, "assistant": Trust.AGENT, "tool": Trust.TOOL}
    messages = tuple(
        StoredMessage.model_validate(
            {
                "id": f"m{place}",
                "role": role,
                "name": name,
                "content": content,
                "timestamp": NOW,
                "trust": trust[role],
                "position": place,
                "op_id": "o",
            }
        )
        for place, (role, name, content) in enumerate(turns)
    )
    return perceive(Exchange(scope=Scope(user="ana"), op_id="o", now=NOW, messages=messages))


def proposed(*turns: tuple[str, str | None, str]) -> list[Proposal]:
    perceived = talk(*turns)
    drafts = ProceduralAgent().propose(perceived, Workbench(Remembered(), Ids()))
    assert bool(drafts) == bool(ProceduralAgent().wants(perceived))
    return [draft for draft in drafts if isinstance(draft, Proposal)]


def test_what_the_user_says_is_noted_with_its_words() -> None:
    [proposal] = proposed(("user", None, "Hi! Always answer in French. What's up?"))
    assert proposal.payload == Procedural(title="Always answer in French")
    [source] = proposal.sources
    assert (source.message_id, source.start, source.end) == ("m0", 4, 28)
    assert proposal.trust is Trust.USER


@pytest.mark.parametrize("role", ["assistant", "tool"])
def test_what_others_say_is_not(role: str) -> None:
    assert proposed((role, None, "Always answer in French.")) == []


def test_what_people_tell_each_other_is_their_own_affair() -> None:
    assert proposed(("user", "Ana", "Hey Ben!"), ("user", "Ben", "Always call me before nine.")) == []


def test_pasted_documents_give_no_instructions() -> None:
    assert proposed(("user", None, "Always answer in French. " + "Lorem ipsum dolor. " * 100)) == []
