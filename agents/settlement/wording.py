"""When two wordings say the same: articles, case, accents, inflection and small words do not matter; numbers do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import Enum

from memos.agents.lexicon import listed

_STOP = listed("""
    a an the my our his her hers their its your some this that these those of in at for to with on by from as and or
    is are was were be been am i he she we they it really very quite now currently still called named just about
    actually also too
""")
_NUMBERS: Mapping[str, str] = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
_SIGNS: Mapping[str, str] = {"$": " dollar ", "€": " euro ", "£": " pound ", "%": " percent ", "&": " and "}
_WORD = re.compile(r"[^\W_]+(?:(?:[.@_+-]|(?<=\d)[,:/](?=\d))[^\W_]+)*[+#]*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,12}k")
_EXTRA = 4
"""Wordings that differ by more words than this are different statements, even if one holds all words of the other."""

LONGEST = 2_000
"""How many characters of a value are compared."""


class Likeness(Enum):
    """How a new wording stands to an old one."""

    SAME = "same"
    MORE = "says more"
    LESS = "says less"
    DIFFERENT = "different"


def fold(text: str) -> str:
    """The form in which keys are compared: case and white space do not matter."""
    return " ".join(text.casefold().split())


def words(text: str) -> frozenset[str]:
    """What a value says, as a set of words without their inflection; small words only if there is nothing else."""
    plain = (
        unicodedata.normalize("NFKD", text[:LONGEST].casefold()).replace("’", "'").replace("'s ", " ").replace("'", "")
    )
    plain = "".join(_SIGNS.get(char, char) for char in plain if not unicodedata.combining(char))
    found = _WORD.findall(plain)
    telling = [word for word in found if word not in _STOP]
    return frozenset(_stem(word) for word in telling or found) or frozenset({plain.strip()})


def liken(new: str, old: str) -> Likeness:
    """How a new wording of a value stands to an old one."""
    if fold(new) == fold(old):
        return Likeness.SAME
    mine, theirs = words(new), words(old)
    if mine == theirs:
        return Likeness.SAME
    extra = mine ^ theirs
    if len(extra) > _EXTRA or extra & _DISTINCT:
        return Likeness.DIFFERENT
    if theirs < mine:
        return Likeness.MORE
    return Likeness.LESS if mine < theirs else Likeness.DIFFERENT


def names(said: str, value: str) -> bool:
    """Whether what is said picks out a value that is known: the same, or one holds all words of the other."""
    mine, theirs = words(said), words(value)
    return mine <= theirs or theirs <= mine


def _stem(word: str) -> str:
    if _THOUSANDS.fullmatch(word):
        return word.replace(",", "").replace("k", "000")
    if "@" in word or any(char.isdigit() for char in word):
        return word
    word = _NUMBERS.get(word, word).replace("-", "")
    return _without_e(_without_suffix(_singular(word)))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _without_suffix(word: str) -> str:
    for suffix, least in (("ing", 6), ("ed", 5)):
        if len(word) >= least and word.endswith(suffix):
            stem = word[: -len(suffix)]
            return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "ls" else stem
    return word


def _without_e(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


_DISTINCT = frozenset(
    map(_stem, listed("another second third fourth other else new more extra former old ex not no only"))
)
"""Words that make two things of what would else be one: "a cat" and "another cat"."""
