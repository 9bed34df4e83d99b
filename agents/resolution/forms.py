"""How a name is built, and whether two names can stand for one: the same words, a nickname, initials, an abbreviation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from typing import Final, Literal

from memos.agents.lexicon import listed
from memos.agents.perceive.gazetteer import GIVEN_NAMES, TITLES
from memos.agents.resolution.nicknames import same_given_name

Reason = Literal[
    "spelling", "nickname", "first name", "surname", "initials", "abbreviation", "short form", "said to be"
]
"""Why two names are taken for one."""

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CAMEL: Final = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
_INVERTED: Final = re.compile(r"^([^\W\d_][\w'’ -]*), ((?:[A-Z]\. ?-?)+)$")
_INITIALLED: Final = re.compile(r"^(?:[A-Z]\. ?)+[A-Z][^\W\d_][\w'’ -]*$")
_INITIALS: Final = re.compile(r"^[A-Z]{1,3}$")
_DETERMINERS: Final = listed("the a an this that these those my your our his her its their")
_SMALL_WORDS: Final = listed("and of the for in on at to de")
OFFICE: Final = listed("mr mrs ms miss mx dr prof professor sir judge officer president senator")
"""Titles before a surname; the others (aunt, coach) stand before a given name as well."""
_PLACE_NOUNS: Final = listed("lake glacier city town")
_FIRM_NOUNS: Final = listed("inc ltd llc corp corporation company co gmbh plc limited incorporated")
_CLOSING_NOUNS: Final = listed("protocol system method algorithm model framework platform")
"""Nouns that an abbreviation may leave out ("2-phase commit protocol": 2PC)."""
LEAST_LETTERS: Final = 5
"""Names shorter than this are no misspellings of each other."""


def fold(name: str) -> str:
    """The key of a name: no case, accents, marks, article or possessive ending; a handle taken apart (`LiHua`: li hua)."""
    return " ".join(_words(name))


def _words(name: str) -> tuple[str, ...]:
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
    found = [part for word in _WORD.findall(plain.replace("&", " and ")) for part in _parted(word)]
    words = [word.replace("'", "").replace("’", "").casefold() for word in found]
    while len(words) > 1 and words[0] in _DETERMINERS and not _INITIALLED.match(name):
        del words[0]
    return tuple(words)


def _parted(word: str) -> Sequence[str]:
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending) if word.endswith(ending) and word[:-2].isupper() else word
    if word.endswith("s") and len(word) > 2 and word[:-1].isupper():
        return [word[:-1]]  # "EJBs"
    return _CAMEL.split(word) if not word.isupper() else [word]


class Form:
    """A name, taken apart. `person` says that it is somebody's."""

    def __init__(self, name: str, *, person: bool = False) -> None:
        self.name = name
        self.words = _words(name)
        self.key = " ".join(self.words)
        self.title = self.given = self.surname = self.single = ""
        self.initials: tuple[str, ...] = ()
        self.person = person or self._is_somebodys()
        if self.person:
            self._take_apart()

    def _is_somebodys(self) -> bool:
        titled = len(self.words) > 1 and self.words[0] in TITLES and self.words[1] != "of"
        abbreviated = _INVERTED.match(self.name) or _INITIALLED.match(self.name)
        return bool(self.words) and (titled or self.words[0] in GIVEN_NAMES or abbreviated is not None)

    def _take_apart(self) -> None:
        words = list(self.words)
        if match := _INVERTED.match(self.name):
            self.surname, self.initials = fold(match[1]), tuple(re.findall(r"[a-z]", match[2].casefold()))
            return
        if len(words) > 1 and words[0] in TITLES:
            self.title = words.pop(0)
        first = [word for word in words if len(word) == 1]
        rest = [word for word in words if len(word) > 1]
        if self.title in OFFICE and len(rest) == 1:
            self.surname = rest[0]
            self.initials = tuple(first)
        elif first and words[0] == first[0] and rest:
            self.surname, self.initials = " ".join(rest), tuple(first)
        elif len(rest) == 1:
            self.given, self.single = (rest[0], "") if rest[0] in GIVEN_NAMES or self.title else ("", rest[0])
        elif rest:
            self.given, self.surname = rest[0], " ".join(rest[1:])

    @cached_property
    def abbreviation(self) -> str:
        """The letters, if the name is nothing but an abbreviation ("NZ", "2PC", "L&P"), folded."""
        bare = re.sub(r"[^A-Za-z0-9]", "", self.name.removesuffix("'s").removesuffix("’s"))
        bare = bare[:-1] if len(bare) > 2 and bare.endswith("s") and bare[:-1].isupper() else bare
        short = 2 <= len(bare) <= LEAST_LETTERS and bare.isupper() and " " not in self.name.strip()
        return bare.casefold() if short else ""

    @cached_property
    def is_joint(self) -> bool:
        """Whether it says "and": "L&P"."""
        return "and" in self.words

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The first letters of the name's words, with and without its closing noun."""
        said = [word for word in self.words if word not in _SMALL_WORDS]
        whole = "".join(word[0] for word in said)
        return (whole, whole[:-1]) if said and said[-1] in _CLOSING_NOUNS else (whole,)


def alike(one: Form, other: Form) -> Reason | None:
    """Why two different names can stand for one; None if they can't. Whether they do, the company they keep tells."""
    if one.key == other.key:
        return "spelling"
    if one.person and other.person:
        return _same_person(one, other)
    if one.person or other.person:
        somebody, word = (one, other) if one.person else (other, one)
        cited = somebody.surname and (somebody.title or somebody.initials)
        return "surname" if cited and word.key == somebody.surname else None
    return _abbreviated(one, other) or _shortened(one, other)


def _same_person(one: Form, other: Form) -> Reason | None:
    if one.single or other.single:
        return _by_one_word(one, other) if one.single else _by_one_word(other, one)
    if one.surname and other.surname:
        return _of_one_family(one, other) if one.surname == other.surname else _misspelt_surname(one, other)
    if one.given and other.given and same_given_name(one.given, other.given):
        if one.surname or other.surname:
            return "first name" if one.given == other.given else "nickname"
        return None if one.title and other.title and one.title != other.title else "nickname"
    return None


def _by_one_word(one: Form, other: Form) -> Reason | None:
    if other.single:
        return None
    if one.single == other.surname:
        return "surname"
    return "first name" if one.single == other.given and other.surname else None


def _of_one_family(one: Form, other: Form) -> Reason | None:
    if one.given and other.given:
        if same_given_name(one.given, other.given):
            return "nickname"
        return "spelling" if misspelt(one.given, other.given) else None
    first, second = _first_letters(one), _first_letters(other)
    if first and second:
        return "initials" if all(a == b for a, b in zip(first, second, strict=False)) else None
    if one.title and other.title and one.title != other.title and not (first or second):
        return None  # Mr. and Mrs. Smith
    return "surname"


def _misspelt_surname(one: Form, other: Form) -> Reason | None:
    same = one.given and one.given == other.given and misspelt(one.surname, other.surname)
    return "spelling" if same else None


def _first_letters(form: Form) -> tuple[str, ...]:
    return form.initials or ((form.given[0],) if form.given else ())


def misspelt(one: str, other: str) -> bool:
    """Whether two words differ by one letter put in, left out or changed, or two that changed places."""
    short, long = sorted((one, other), key=len)
    if len(short) < LEAST_LETTERS or len(long) - len(short) > 1 or one == other:
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return swapped or short[at + 1 :] == long[at + 1 :]


def _abbreviated(one: Form, other: Form) -> Reason | None:
    for short, long in ((one, other), (other, one)):
        if (
            short.abbreviation
            and len(long.words) > 1
            and short.abbreviation in long.letters
            and short.is_joint <= long.is_joint
        ):
            return "abbreviation"
        if _abbreviated_in_part(short, long):
            return "abbreviation"
    return None


def _abbreviated_in_part(short: Form, long: Form) -> bool:
    """ "Java EE" for "Java Enterprise Edition"."""
    last = short.name.split()[-1] if short.words else ""
    kept = short.words[:-1]
    if not kept or not _INITIALS.match(last) or len(last) < 2 or long.words[: len(kept)] != kept:
        return False
    return "".join(word[0] for word in long.words[len(kept) :]) == last.casefold()


def _shortened(one: Form, other: Form) -> Reason | None:
    """ "Tekapo" for "Lake Tekapo", "Orbit" for "Orbit Inc"; "Mount Cook" for "Aoraki/Mount Cook"."""
    for short, long in ((one, other), (other, one)):
        if "/" in long.name and short.key in map(fold, long.name.split("/")):
            return "short form"
        if len(short.words) >= len(long.words):
            continue
        if long.words[-1] in _PLACE_NOUNS | _FIRM_NOUNS and long.words[:-1] == short.words:
            return "short form"
        if long.words[0] in _PLACE_NOUNS and long.words[1:] in (short.words, ("of", *short.words)):
            return "short form"
    return None
