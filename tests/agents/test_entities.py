"""Who and what is named: examples for every table and cue, and what a capital alone must not make a name of."""

from __future__ import annotations

import pytest

from memos.agents.perceive import gazetteer
from memos.agents.perceive.entities import Named, find_mentions, spoken_words, with_canonical_names
from memos.agents.perceive.sentences import split
from memos.agents.perception import Mention
from memos.bench.hostile import TOO_LONG, seconds

# text | every mention in it: type:name
NAMED = """
My sister Maya lives in Porto. | person:Maya place:Porto
Yesterday I met Jake at the Blue Lagoon Cafe. | person:Jake place:Blue_Lagoon_Cafe
Dr. Smith works at Mount Sinai Hospital. | person:Dr._Smith organisation:Mount_Sinai_Hospital
Aunt May visited us. | person:Aunt_May
My friend O'Brien called. | person:O'Brien
Jean-Luc and Mary-Ann came. | person:Jean-Luc person:Mary-Ann
Juan de la Cruz visited Rio de Janeiro. | person:Juan_de_la_Cruz place:Rio_de_Janeiro
Mark said hi. | person:Mark
Rose and I went to Lake Como. | person:Rose place:Lake_Como
This is Tom's car. | person:Tom
My husband's name is Tom. | person:Tom
Great idea, Maya! | person:Maya
I met Zorblat. | person:Zorblat
Hey Zorblat, are you there? | person:Zorblat
We have a dog called Max and a cat named luna. | thing:Max thing:luna
Biscuit is my dog. | thing:Biscuit
I adopted a puppy, Rex. | thing:Rex
I work at a startup called Zeta. | organisation:Zeta
We read a book called Dune. | thing:Dune
I moved from Berlin to Lisbon. | place:Berlin place:Lisbon
I'm originally from Ghent. | place:Ghent
Visiting Lisbon next week | place:Lisbon
Looking forward to Paris! | place:Paris
She lives on Baker Street in Zorblat. | place:Baker_Street place:Zorblat
I'm going to New Zealand. | place:New_Zealand
I study at the University of Porto. | organisation:University_of_Porto
I work for Acme Corp. | organisation:Acme_Corp
I have worked at Zorblat for years. | organisation:Zorblat
We met at Google. | organisation:Google
I love Starbucks coffee. | organisation:Starbucks
NASA launched it. | organisation:NASA
I learned to code in Python. | thing:Python
I loved Game of Thrones. | thing:Game_of_Thrones
Mail ana.lopes@Example.org or x_y+z@mail.example.co.uk. | email:ana.lopes@example.org email:x_y+z@mail.example.co.uk
See https://foo.example/x?y=1). Also docs.python.org/3! | url:https://foo.example/x?y=1 url:docs.python.org/3
Go to www.foo.example now | url:www.foo.example
I read report.pdf and src/main.py. | file:report.pdf file:src/main.py
Call +351 912 345 678 or 555-123-4567. | phone:+351_912_345_678 phone:555-123-4567
I paid $20.50 for 3 kg of rice, 15% off. | amount:$20.50 amount:3_kg amount:15%
It cost 5 million dollars, or €4,500,000. | amount:5_million_dollars amount:€4,500,000
"""

UNNAMED = """
Will you come? | May is nice. | Sounds good! Can't wait. | Yesterday was fun. | However, it rained. | Thanks! | I'm fine.
I speak French and Italian. | My mother is Italian. | On Monday I swim. | Merry Christmas! | Happy New Year!
THE END IS NEAR FOR ALL | **Total Tuition Cost Projection:** | Drive Time: long | LOL OK | Who knows? Tell us.
2015 - 2018 | 2024-05-03 | 10:30 | version 3.5 | e.g. this | I like it.Do you | Node.js is nice | 8/10
"""


def _mentions(text: str, known: Named | None = None) -> list[Mention]:
    known = known or Named.of((), {})
    return list(with_canonical_names([find_mentions(text, split(text), known)], known, spoken_words([text]))[0])


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "expected"), _rows(NAMED))
def test_is_named(text: str, expected: str) -> None:
    found = _mentions(text)
    assert [f"{mention.type}:{mention.name.replace(' ', '_')}" for mention in found] == expected.split()
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


@pytest.mark.parametrize("text", [text for row in _rows(UNNAMED) for text in row])
def test_nothing_is_named(text: str) -> None:
    assert _mentions(text) == []


def test_a_name_goes_by_its_longest_form() -> None:
    assert [m.name for m in _mentions("My sister Maya Lopes called. Maya is well.")] == ["Maya Lopes", "Maya Lopes"]


def test_two_people_of_one_name_are_not_mixed_up() -> None:
    names = [m.name for m in _mentions("I know Maya Lopes and Maya Costa. I saw Maya today.")]
    assert names == ["Maya Lopes", "Maya Costa", "Maya"]


def test_a_handle_is_the_name_of_who_bears_it() -> None:
    known = Named.of(["JakeWatson"], {})
    assert [m.name for m in _mentions("Thanks Jake! And jake, call me. Jake Watson rocks.", known)] == [
        "JakeWatson"
    ] * 3


def test_an_alias_leads_to_its_canonical_name() -> None:
    known = Named.of(["Maria Lopes"], {"mia": "Maria Lopes"})
    assert [(m.text, m.name) for m in _mentions("Then Mia came.", known)] == [("Mia", "Maria Lopes")]


def test_an_unknown_first_word_is_a_name_if_it_is_one_elsewhere() -> None:
    assert _mentions("Zorblat came late.") == []
    assert [m.name for m in _mentions("Zorblat came late. I met Zorblat before.")] == ["Zorblat", "Zorblat"]


def test_what_is_also_written_small_is_no_name() -> None:
    assert _mentions("We had the Afternoon off; that afternoon was nice.") == []


@pytest.mark.parametrize("name", [name for name, value in vars(gazetteer).items() if isinstance(value, frozenset)])
def test_tables_are_folded(name: str) -> None:
    table: frozenset[str] = getattr(gazetteer, name)
    assert table
    assert all(word and word == word.casefold().strip() for word in table)


@pytest.mark.parametrize(
    "piece", ["Maya ", "Aa", "A. ", "Maya X", "a@b.org 1 kg ", "$1 ", "1 1", "Dr. ", "x.pdf ", "+1 ", "de la "]
)
def test_takes_no_longer_than_its_text(piece: str) -> None:
    text = "".join(f"{piece}{n if piece == 'Maya X' else ''} " for n in range(16_000 // len(piece)))
    assert seconds(lambda: _mentions(text)) < TOO_LONG
