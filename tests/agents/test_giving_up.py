"""What is given up by name ends, and what is said to come instead takes its place, whatever it is known as."""

from __future__ import annotations

import pytest

from memos.agents.statements.grammar.words import tokens
from memos.agents.statements.talk.giving_up import giving_up
from memos.schemas.cube import Semantic, State
from tests.agents.test_repairs import told
from tests.agents.test_statements_settled import believed


def _now(*said: str) -> set[str]:
    known = (cube for cube in told(*said).cubes if cube.state is State.ACTIVE and isinstance(cube.payload, Semantic))
    return {cube.payload.object for cube in known if isinstance(cube.payload, Semantic) and not cube.payload.negated}


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("I've swapped pottery for weaving.", "pottery", "weaving"),
        ("We switched from Sky to Virgin.", "Sky", "Virgin"),
        ("We decided on Korea instead of Japan.", "Japan", "Korea"),
        ("My knee is wrecked so I had to give up five-a-side.", "five-a-side", ""),
        ("I've stepped down from the board.", "board", ""),
        ("I gave Miso to my cousin.", "Miso", ""),
        ("I had my eyes lasered, no more glasses for me.", "glasses", ""),
    ],
)
def test_it_reads_what_is_given_up(text: str, old: str, new: str) -> None:
    read = [(" ".join(t.text for t in one.old), " ".join(t.text for t in one.new)) for one in giving_up(tokens(text))]
    assert (old, new) in read


@pytest.mark.parametrize(
    "text",
    [
        "I might give up pottery.",
        "Should I swap pottery for weaving?",
        "I never gave up pottery.",
        "There is no more milk.",
    ],
)
def test_it_reads_nothing_where_nothing_is_given_up(text: str) -> None:
    assert not list(giving_up(tokens(text)))


def test_what_takes_its_place_is_known_as_it_was() -> None:
    assert _now("Ana: I subscribe to Netflix.", "Ana: I swapped Netflix for Mubi.") == {"Mubi"}


def test_a_figure_alone_makes_a_new_version_of_a_habit() -> None:
    facts = believed("I get up at 6 every day.", "I get up at 7 every day now.")
    assert any("7" in fact for fact in facts)
    assert not any("6" in fact for fact in facts)
