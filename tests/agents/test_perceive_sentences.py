"""Sentences: where one ends, where one only seems to, and that nothing of the text is moved."""

from __future__ import annotations

import re
from itertools import pairwise
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memos.agents.perceive import contacts, entities, noise, sentences, speakers, tokens
from memos.agents.perceive.sentences import LONGEST, READ, split
from memos.bench.hostile import TOO_LONG, seconds

SPLIT = [
    ("I like it. You don't!", ["I like it.", "You don't!"]),
    ("Really?! Yes… maybe.", ["Really?!", "Yes… maybe."]),
    ("Wait... what? OK.", ["Wait... what?", "OK."]),
    ("I met Dr. Smith and Mrs. Jones at 5 p.m. today.", ["I met Dr. Smith and Mrs. Jones at 5 p.m. today."]),
    ("We met at 5 p.m. Then we left.", ["We met at 5 p.m.", "Then we left."]),
    ("I live in St. Louis.", ["I live in St. Louis."]),
    ("J. Smith lives in the U.S. now.", ["J. Smith lives in the U.S. now."]),
    ("It costs 3.50 or 4.5 dollars. Cheap.", ["It costs 3.50 or 4.5 dollars.", "Cheap."]),
    ("See https://a.example/b.c?d=e. Or mail x.y@z.org.", ["See https://a.example/b.c?d=e.", "Or mail x.y@z.org."]),
    ('"Really?" she asked. "Yes." He left.', ['"Really?" she asked.', '"Yes."', "He left."]),
    ("Great! 😊 See you.", ["Great! 😊", "See you."]),
    ("Sounds fun 😊 See you there", ["Sounds fun 😊", "See you there"]),
    ("I love this 😊 so much", ["I love this 😊 so much"]),
    ("Plans:\n- one thing\n* another thing.\n3) a third", ["Plans:", "one thing", "another thing.", "a third"]),
    ("1. Buy milk\n2. Call Ana", ["Buy milk", "Call Ana"]),
    ("This line was\nwrapped by hand.", ["This line was\nwrapped by hand."]),
    ("First line\nSecond line", ["First line", "Second line"]),
    ("Run this:\n```\na = 1. \nb = 2\n```\nDone.", ["Run this:", "```\na = 1. \nb = 2\n```", "Done."]),
    ("A fence ``` never closed. Fine.", ["A fence ``` never closed.", "Fine."]),
    ("**Bold.** Next.", ["**Bold.**", "Next."]),
    ("你好。我很好！谢谢", ["你好。我很好！谢谢"]),
    ("", []),
    (" \n\t ", []),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_splits(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in split(text)] == expected


def test_prose_without_an_end_is_cut_at_a_space() -> None:
    text = "word " * 2000
    parts = split(text)
    assert all(len(part.text) <= LONGEST for part in parts)
    assert sum(len(part.text.split()) for part in parts) == 2000


def test_only_the_beginning_of_a_huge_message_is_read() -> None:
    assert split("One. " * READ)[-1].end <= READ


@given(st.text(alphabet=st.sampled_from(list("ab A.!?…\n\t-*1)`😊é\"'")), max_size=200))
def test_offsets_are_exact_and_in_order(text: str) -> None:
    parts = split(text)
    assert all(text[part.start : part.end] == part.text and part.text.strip() == part.text for part in parts)
    assert all(one.end <= other.start for one, other in pairwise(parts))


def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    modules: list[ModuleType] = [contacts, entities, noise, sentences, speakers, tokens]
    return [
        (f"{module.__name__.rpartition('.')[2]}.{name}", value)
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    ]


HOSTILE = [
    "a",
    "A",
    "1",
    ".",
    "-",
    " ",
    "@",
    "a.",
    "1,",
    "1.",
    "(1",
    "a@a.",
    "😊",
    "\n",
    "http://",
    "www.",
    "Aa",
    "```",
    "hey ",
    ", a",
]


@pytest.mark.parametrize(("name", "pattern"), _patterns())
@pytest.mark.parametrize("piece", HOSTILE)
def test_every_pattern_answers_at_once(name: str, pattern: re.Pattern[str], piece: str) -> None:
    text = (piece * READ)[: READ - 1] + "\x00"
    assert seconds(lambda: sum(1 for _ in pattern.finditer(text))) < TOO_LONG, name
