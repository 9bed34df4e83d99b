"""What a rule reads and nobody means: every row of doubts says what it unsays and what it leaves; here those examples run."""

from __future__ import annotations

import pytest

from memos.agents.statements.grammar.words import tokens
from memos.agents.statements.readers.doubts import DOUBTS, Doubt
from memos.agents.statements.reading import read_sentence


def _families(text: str) -> set[str]:
    return {stated.predicate.partition(":")[0] for stated in read_sentence(tokens(text))}


UNMEANT = [pytest.param(doubt, text, id=text) for doubt in DOUBTS for text in doubt.yes]
MEANT = [pytest.param(doubt, text, id=text) for doubt in DOUBTS for text in doubt.no]


@pytest.mark.parametrize(("doubt", "text"), UNMEANT)
def test_what_is_not_meant_is_not_believed(doubt: Doubt, text: str) -> None:
    assert not _families(text) & doubt.predicates


@pytest.mark.parametrize(("doubt", "text"), MEANT)
def test_what_only_looks_like_it_is_believed(doubt: Doubt, text: str) -> None:
    assert _families(text), doubt


@pytest.mark.parametrize(
    "text",
    [
        "Practicality=100",
        "Risk prediction = 100",
        "It's good to have",
        "it's always a blast",
        "Hi Mom!",
        "Our Family's First House on Elm Street",
    ],
)
def test_what_is_no_statement_at_all_is_not_believed(text: str) -> None:
    assert not _families(text)


@pytest.mark.parametrize(
    "text",
    [
        "Let's say I have two kids and a mortgage", "Hypothetically, I work at Google", "In the game I live in Norway",
        "so I know how many more we need to hit the goal", "it felt like I had two jobs",
        "it isn't something I usually drink", "every mile we drive is a relief",
    ],
)  # fmt: skip
def test_what_is_only_supposed_is_not_believed(text: str) -> None:
    assert not _families(text) - {"attribute"}


def test_a_piece_of_a_quotation_is_no_value() -> None:
    assert "likes" not in _families('I really like the Beverage Connoisseur" one')
    assert "likes" in _families('I really like "The Wire"')
