"""The kinds of value that rules of homes and possessions ask for: O:land, O:abode, O:make, O:hue …"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from memos.agents.statements.grammar.nouns import FUNCTION_WORDS
from memos.agents.statements.grammar.values import Slot
from memos.agents.statements.grammar.verbs import ADVERBS, AUXILIARIES, FORMS
from memos.agents.statements.grammar.vocabulary import AROUND, DWELLINGS, NUMBER_WORDS, OPENS_A_CLAUSE
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.belongings import (
    COLOURS,
    SHADES,
    is_abode,
    is_colour,
    is_gear,
    is_lodging,
    is_owned,
    is_system,
    is_thing_named,
)
from memos.agents.statements.kinds.makes import is_make
from memos.agents.statements.kinds.matters import ending_in, is_kept
from memos.agents.statements.kinds.named import (
    is_alone,
    is_along,
    is_aside,
    is_carehome,
    is_company,
    is_island,
    is_known_place,
    is_long,
    is_place,
    is_street,
)
from memos.agents.statements.kinds.pursuits import is_driven, is_held_by_name, is_possession


def _is_land(words: Tokens) -> bool:
    """A place by its name."""
    return is_place(words) and words[0].capital


OF_HOMES: Mapping[str, Slot] = MappingProxyType(
    {
        "place": Slot(is_place, AROUND, 6, named=True),
        "land": Slot(_is_land, AROUND, 5, named=True),
        "lands": Slot(_is_land, AROUND - {"and"}, 8, several=True),
        "city": Slot(is_known_place, AROUND | NUMBER_WORDS | {"a", "some", "many"}, 4),
        "isle": Slot(is_island, AROUND, 5),
        "street": Slot(is_street, AROUND, 6),
        "dwelling": Slot(ending_in(DWELLINGS, 6), AROUND, 6),
        "abode": Slot(is_abode, AROUND | {"by", "above", "close", "of"} | AUXILIARIES, 5),
        "rented": Slot(is_lodging, AROUND, 5),
        "carehome": Slot(is_carehome, AROUND, 4),
        "aside": Slot(is_aside, OPENS_A_CLAUSE, 7),
        "along": Slot(is_along, OPENS_A_CLAUSE, 7),
        "longtime": Slot(is_long, OPENS_A_CLAUSE - {"when"} | {"and", "but", ","}, 6),
        "alone": Slot(is_alone, OPENS_A_CLAUSE | frozenset("at in with and now".split()), 3),
        "people": Slot(
            is_company,
            OPENS_A_CLAUSE
            | frozenset("so that than as i we it for with from at on in to about now still last this next".split()),
            10,
            several=True,
        ),
        "driven": Slot(is_driven, AROUND, 5),
        "make": Slot(is_make, AROUND | {",", "for", "with"}, 5),
        "gotten_make": Slot(is_make, AROUND | {"called", "named"}, 5),
        "gear": Slot(is_gear, AROUND | AUXILIARIES | FORMS.keys() | ADVERBS | FUNCTION_WORDS, 4),
        "possession": Slot(is_possession, AROUND - {"and"} | {"called", "named"}, 10, several=True),
        "gotten": Slot(is_held_by_name, AROUND | {"called", "named"}, 6),
        "held": Slot(
            is_kept,
            OPENS_A_CLAUSE | frozenset("so that than as i we it to and for with from at on in called named".split()),
            8,
        ),
        "owned": Slot(is_owned, AROUND | {"ready"}, 5),
        "hue": Slot(is_colour, AROUND | {","}, 4),
        "thing_named": Slot(is_thing_named, AROUND | COLOURS | SHADES, 3),
        "system": Slot(is_system, AROUND | {"instead"}, 4),
    }
)
