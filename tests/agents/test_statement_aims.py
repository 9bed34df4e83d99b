"""Goals, choices and projects told as sentences in the third person; words stressed with stars; what is only mentioned in a question."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from memos.agents.perceive import Exchange, perceive
from memos.agents.statements.grammar.words import tokens
from memos.agents.statements.talk.interpret import interpret
from memos.bench.extraction import NoMemories
from memos.bench.hostile import TOO_LONG, seconds
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.scope import Scope

NOW = datetime(2026, 1, 5, tzinfo=UTC)


def told(text: str) -> list[str]:
    message = StoredMessage(
        id="m", role="user", name="Ana", content=text, timestamp=NOW, trust=Trust.USER, position=0, op_id="op"
    )
    exchange = Exchange(scope=Scope(user="ana"), op_id="op", now=NOW, messages=(message,), user_name="Ana")
    return [claim.statement for claim in interpret(perceive(exchange), NoMemories())]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Let's go with the allocation we discussed.", "Ana has decided on the allocation."),
        ("I need to find a quiet place to stay.", "Ana needs to find a quiet place to stay."),
        ("I don't want to use app script.", "Ana does not want to use app script."),
        ("I want to start a fitness plan.", "Ana wants to start a fitness plan."),
        ("I've decided to fill the gaps with the mean.", "Ana plans to fill the gaps with the mean."),
        ("I'm looking for a new job.", "Ana wants a new job."),
        ("I'd rather pay in instalments.", "Ana would rather pay in instalments."),
        ("What's next for our Blue Ridge Parkway trip?", "Ana plans their Blue Ridge Parkway trip."),
        ("How do I continue with this job search?", "Ana works on the job search."),
        ("Keep those heavier sessions on hold.", "The heavier sessions are on hold."),
        ("I'm worried about tracking *everything* I eat.", "Ana is worried about tracking everything they eat."),
    ],
)
def test_an_aim_is_told_in_the_third_person(text: str, statement: str) -> None:
    assert statement in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'll let you know.",
        "I'll check my list.",
        "I need to see the list.",
        "Let's go with option 2.",
        "Ready for the next step?",
    ],
)
def test_the_next_turn_of_the_talk_is_no_aim(text: str) -> None:
    assert told(text) == []


def test_stars_around_stressed_words_are_no_words() -> None:
    assert [token.text for token in tokens("me and **the missus**, 2 * 3 *so* far")] == [
        "me", "and", "the", "missus", ",", "2", "*", "3", "so", "far",
    ]  # fmt: skip


@pytest.mark.parametrize("piece", ["*a", "**a ", "* ", "a*b", "a/", "to my ", "my project "])
def test_hostile_stars_and_strokes_cost_nothing(piece: str) -> None:
    text = (piece * 2_000)[:2_000]
    assert seconds(lambda: told(text)) < TOO_LONG
