"""Words that stand for what has a name elsewhere: pronouns, and descriptions such as "the new garden" or "your trip"."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from memos.agents.lexicon import STOP, listed
from memos.agents.resolution.forms import fold

Pronoun = Literal["he", "she", "it", "they"]

PRONOUNS: Final[dict[str, Pronoun]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "they"),
}  # fmt: skip
"""What a pronoun of the third person is a form of."""

_OPENING: Final = re.compile(r"^(the|an?|this|that|these|those|my|your|our|his|her|its|their)\s+", re.IGNORECASE)
_TOKEN: Final = re.compile(r"[^\W_]+(?:[-'’&][^\W_]+)*")
_SAME_NOUN: Final[tuple[frozenset[str], ...]] = (
    listed("trip journey adventure tour travels vacation holiday"),
    listed("practice rehearsal jam"),
    listed("workout training"),
    listed("fee hike increase"),
)
_OCCASIONS: Final = frozenset().union(*_SAME_NOUN[:3])
_OWNED: Final = listed("my your our his her its their")
_CONTAINERS: Final = listed("session class event meeting lesson course")
"""Nouns that say little more than that something takes place: a "jam session" is a jam."""
_APART: Final = listed("last first second third other another previous former old")
"""Words that set one thing apart from another of its kind."""
_SEVERAL: Final = listed("series news business class glass bus campus gas")
"""Singular nouns that end in s."""


class Description(NamedTuple):
    """A description of one thing: how it opens (folded, "" for no determiner), its noun, the words before it, the names among them."""

    opening: str
    noun: str
    plural: bool
    words: frozenset[str]
    names: frozenset[str]

    @property
    def is_definite(self) -> bool:
        """Whether it takes up what is known."""
        return self.opening not in ("", "a", "an")

    @property
    def is_owned(self) -> bool:
        """Whether it says whose."""
        return self.opening in _OWNED

    @property
    def is_bare(self) -> bool:
        """Whether nothing but its noun tells what is meant."""
        return not self.words


def description(text: str) -> Description | None:
    """The description that these words are; None for a name."""
    match = _OPENING.match(text)
    opening = match[1].casefold() if match else ""
    rest = text[match.end() :] if match else text
    said = _TOKEN.findall(rest)
    if not said or not (_describes(opening, said) if opening else _describes_without(rest, said)):
        return None
    noun, plural = _singular(said[-1].casefold())
    before = said[:-1]
    return Description(
        opening=opening,
        noun=noun,
        plural=plural,
        words=frozenset(_singular(word.casefold())[0] for word in before if not word[:1].isdigit()),
        names=frozenset(part for word in before if word[:1].isupper() for part in fold(word).split()),
    )


def _describes(opening: str, said: list[str]) -> bool:
    """ "The lake", "your New Zealand Trip" and "the RV" do; "The Fat Duck" is a name."""
    last = said[-1]
    return not last[:1].isupper() or last.casefold() in _OCCASIONS or last.isupper() or opening in _OWNED


def _describes_without(text: str, said: list[str]) -> bool:
    """ "RV trip" does, and "New Zealand RV Trip"; "Olivers, 2009", "numpy" and "2-phase commit protocol" are names."""
    plain = len(said) > 1 and all(word[:1].isalpha() for word in said) and re.search(r"[,.:;()?!/]", text) is None
    small = said[-1].islower() and said[0][:1].isupper() and STOP.isdisjoint(word.casefold() for word in said)
    return plain and (small or said[-1].casefold() in _OCCASIONS)


def _singular(noun: str) -> tuple[str, bool]:
    if noun.endswith("s") and not noun.endswith("ss") and noun not in _SEVERAL and len(noun) > 3:
        return (noun[:-3] + "y" if noun.endswith("ies") else noun[:-1]), True
    return noun, False


def same_noun(one: str, other: str) -> bool:
    """Whether two nouns can be said of one thing."""
    return one == other or any(one in family and other in family for family in _SAME_NOUN)


def one_thing(new: Description, known: Description) -> bool:
    """Whether two descriptions, near each other, are of one thing."""
    if new.plural != known.plural or not _APART.isdisjoint(new.words ^ known.words):
        return False
    if new.words and known.words and new.words.isdisjoint(known.words) and not (new.is_owned and known.is_owned):
        return False
    if new.names and known.names and new.names.isdisjoint(known.names):
        return False
    if same_noun(new.noun, known.noun):
        return True
    return (new.noun in known.words and known.noun in _CONTAINERS) or (
        known.noun in new.words and new.noun in _CONTAINERS
    )
