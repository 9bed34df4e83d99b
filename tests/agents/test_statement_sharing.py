"""What is said of one and holds of another too, what is left out because it was just said, and who was it once."""

from __future__ import annotations

import pytest

from memos.agents.statements.grammar.words import tokens
from memos.agents.statements.readers.ellipsis import with_antecedent
from memos.agents.statements.reading import read_sentence
from memos.agents.statements.talk.cues import opposed_values, taken_back


def told(text: str) -> set[str]:
    """Who is told what in a sentence; kin who are only mentioned are left out."""
    words = with_antecedent(tokens(text), [])
    return {
        f"{one.subject.name or one.subject.text} {one.polarity}{one.predicate} {' '.join(t.text for t in one.object)}"
        for one in read_sentence(words)
        if one.rule.pattern != "my KIN NAME" or one.polarity == "ended"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana and Ben live in Rome.", {"Ana +lives_in Rome", "Ben +lives_in Rome"}),
        ("Ana, Ben and Carl live in Leeds", {f"{name} +lives_in Leeds" for name in ("Ana", "Ben", "Carl")}),
        ("my brother Tom and my sister both work at Bosch", {"Tom +works_at Bosch", "sister +works_at Bosch"}),
        ("My mum and dad both speak Welsh", {"mother +language Welsh", "father +language Welsh"}),
        ("Ronja and Tuva are both into riding", {"Ronja +interested_in riding", "Tuva +interested_in riding"}),
        ("neither Ana nor Ben eats meat", {"Ana -likes meat", "Ben -likes meat"}),
        ("both of us are vegan", {"we +diet vegan"}),
        ("My sister lives in Leeds and so does my brother", {"sister +lives_in Leeds", "brother +lives_in Leeds"}),
        ("My sister works at Bosch and my brother does too", {"sister +works_at Bosch", "brother +works_at Bosch"}),
        ("My mother takes warfarin, ditto my uncle", {"mother +takes warfarin", "uncle +takes warfarin"}),
        ("My sister doesn't eat meat and neither does my brother", {"sister -likes meat", "brother -likes meat"}),
        ("My son is 12, my daughter 9", {"son +age 12", "daughter +age 9"}),
        ("I live in Leeds, my sister in York", {"I +lives_in Leeds", "sister +lives_in York"}),
        ("Tom plays the violin and Ella the cello", {"Tom +skill violin", "Ella +skill cello"}),
        ("My sister lives in Leeds, my brother in tow", {"sister +lives_in Leeds"}),
        ("We met Ana and Ben moved to Rome.", {"Ben +lives_in Rome"}),
        (
            "My brother has left Siemens and works at Bosch",
            {"brother endedworks_at Siemens", "brother +works_at Bosch"},
        ),
        ("Jens lives in Kiel", {"Jens +lives_in Kiel"}),
        ("My wife's boss is a man called Lindqvist", {"wife +relation:boss Lindqvist"}),
        ("Leo's rent is 600", {"Leo +attribute:rent 600"}),
        ("my husband has a new number: 555-0199", {"husband +phone 555-0199"}),
        ("my rent = 950", {"I +attribute:rent 950"}),
        ("When we were newlyweds we stayed in Faro", {"I endedlives_in Faro"}),
        ("my girlfriend was called Tracy", {"I endedrelation:girlfriend Tracy"}),
        ("My boss back then was Dave", {"I endedrelation:boss Dave"}),
    ],
)
def test_of_whom_it_is_told(text: str, expected: set[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text", ["My flight is at 9:15 and hers is at 11:40", "my flight is at 9:15, Sam's is at 11:40"]
)
def test_a_noun_that_is_left_out_is_the_one_before(text: str) -> None:
    values = {words.rpartition(" ")[2] for words in told(text) if "attribute:flight" in words}
    assert values == {"9:15", "11:40"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The marathon thing was an April fool's joke", ["marathon"]),
        ("The boat was just a bluff", ["boat"]),
        ("That was a lie", []),
    ],
)
def test_what_was_not_said_in_earnest_is_taken_back(text: str, named: list[str]) -> None:
    back = taken_back(tokens(text))
    assert back is not None
    assert [token.word for token in back.named] == named


def test_it_was_no_joke() -> None:
    assert taken_back(tokens("The marathon was no walk in the park")) is None


def test_the_value_that_is_said_not_to_be_it() -> None:
    [wrong] = opposed_values(tokens("My colleague is called Andreas Holm, not Anders."))
    assert [token.text for token in wrong] == ["Anders"]
