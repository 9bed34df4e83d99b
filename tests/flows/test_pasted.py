"""Documents pasted into talk: what they are, and where in the message each piece stands."""

from __future__ import annotations

import pytest

from memos import Memory
from memos.documents.pasted import find_pasted, pieces
from memos.schemas.cube import Kind, Resource
from memos.schemas.message import Trust

MARKDOWN = (
    "Here are my notes, have a look:\n\n# Trip\n\nWe go to Porto in May, by train, and stay for a week with friends.\n\n"
    "## Costs\n\nThe train costs 90 euros and the hotel 400; food is not counted in here.\n\n## Hotel\n\nBy the river, with a garden.\n"
)
PAGE = (
    "<!DOCTYPE html><html><body><h1>Menu</h1><p>Fish on Friday, and soup on all other days of the week, with bread.</p>"
    "<h2>Drinks</h2><p>Water, wine and tea; coffee only after four, and never on a Monday.</p></body></html>"
)
CODE = "Why does this fail?\n```python\nimport os\n\n\ndef one():\n    return os.name\n\n\nclass Two:\n    x = 1\n```\nThanks!"
TABLE = "The list:\nname,city,age\n" + "".join(f"person {n},city {n},{20 + n}\n" for n in range(8)) + "\nThat's all."
MAIL = "Look what came:\n\nFrom: bo@example.org\nTo: ana@example.org\nSubject: The garden\n\nThe roses are in bloom.\n"


@pytest.mark.parametrize(
    ("text", "media_type", "title", "headings"),
    [
        (MARKDOWN, "text/markdown", "Trip", [("Trip",), ("Trip", "Costs"), ("Trip", "Hotel")]),
        (PAGE, "text/html", "Menu", [("Menu",), ("Menu", "Drinks")]),
        (CODE, "text/x-python", "pasted python", [(), ("def one",), ("class Two",)]),
        (TABLE, "text/csv", "a pasted table", [()]),
        (MAIL, "message/rfc822", "The garden", [()]),
    ],
)
def test_a_pasted_document_is_known_and_every_piece_keeps_its_place(
    text: str, media_type: str, title: str, headings: list[tuple[str, ...]]
) -> None:
    [pasted] = find_pasted(text)
    assert (pasted.media_type, pasted.title) == (media_type, title)
    found = pieces(pasted)
    assert [one.heading for one in found] == headings
    for one in found:
        words = text[one.start : one.end]
        assert words.strip() == words
        assert media_type == "text/html" or one.text.endswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "I moved to Lisbon in May, and I love it here, with the river and the light.",
        "# of people coming: 12",
        "Eggs, milk and bread; butter, if there is any.\nAnd call mum, please.",
        "```\nls\n```",
        "From: Lisbon to Porto it takes three hours.",
        "a < b and c > d",
        "",
    ],
)
def test_talk_is_no_document(text: str) -> None:
    assert find_pasted(text) == []


def test_what_was_pasted_is_remembered_as_a_document_says_it(memory: Memory) -> None:
    memory.add(MARKDOWN, user_id="ana")
    found = memory.get_all(user_id="ana", kinds=[Kind.RESOURCE])
    told = {one.payload.heading: one for one in found if isinstance(one.payload, Resource)}
    assert told.keys() == {"Trip", "Trip › Costs", "Trip › Hotel"}
    hotel = told["Trip › Hotel"]
    [source] = hotel.provenance.sources
    assert MARKDOWN[source.start : source.end] == "By the river, with a garden."
    assert hotel.trust is Trust.DOCUMENT
    memory.add(MARKDOWN, user_id="ana")
    assert len(memory.get_all(user_id="ana", kinds=[Kind.RESOURCE])) == 3


def test_a_document_of_very_many_pieces_is_left_to_be_handed_over(memory: Memory) -> None:
    text = "\n".join(f"# Heading {n}\n\nWords of number {n}, and a few more of them." for n in range(401))
    receipt = memory.add(text, user_id="ana")
    assert memory.get_all(user_id="ana", kinds=[Kind.RESOURCE]) == []
    assert any("401 pieces: hand it over as a document" in entry.reason for entry in receipt.operations)
