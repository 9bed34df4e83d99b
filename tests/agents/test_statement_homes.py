"""Homes and things: what a sentence points at, and what is only mentioned."""

from __future__ import annotations

import pytest

from memos.agents.statements.grammar.words import tokens
from memos.agents.statements.readers.ellipsis import with_antecedent
from memos.agents.statements.reading import read_sentence


def read(text: str, *, before: str = "") -> list[tuple[str, str, str]]:
    words = with_antecedent(tokens(text, len(before)), [tokens(before)] if before else [])
    return [(one.predicate, " ".join(token.text for token in one.object), one.polarity) for one in read_sentence(words)]


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("Any good vets in Cork?", "That's where we live.", ("lives_in", "Cork", "+")),
        ("What's the tyre pressure for a Mazda 3?", "That's what I drive.", ("owns", "Mazda 3", "+")),
    ],
)
def test_what_is_pointed_at_stands_before(before: str, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in read(text, before=before)


@pytest.mark.parametrize("text", ["That's where we agree.", "That's what I mean."])
def test_nothing_is_pointed_at_without_a_verb_of_living_or_having(text: str) -> None:
    assert read(text, before="I was in Cork with a Mazda 3.") == []


def test_a_thing_is_had_by_mention() -> None:
    assert read("My Renault Clio won't start.") == [("owns", "Renault Clio", "+")]


@pytest.mark.parametrize("text", ["My Clio is gone.", "I sold my Clio.", "I had my Clio for ten years."])
def test_a_thing_that_is_gone_is_not_had_by_mention(text: str) -> None:
    assert ("owns", "Clio", "+") not in read(text)


def test_a_make_says_more_than_the_noun() -> None:
    assert read("Picked up the new car today, a Skoda.") == [("owns", "Skoda", "+")]


def test_a_place_ends_with_its_name() -> None:
    assert read("Here in Ghent the trams are on strike.")[0] == ("lives_in", "Ghent", "+")
