"""Preferences that can't both be kept: "always answer in French", and later "answer in German from now on"."""

from __future__ import annotations

import re
from typing import Final

from memos.agents.procedures.mending import VALUE
from memos.agents.statements.grammar.vocabulary import LANGUAGES
from memos.schemas.cube import Procedural

_WORD: Final = re.compile(r"[\w'-]+(?:[.:,/]\d+)*")
_SAYS_NOTHING: Final = frozenset(
    {"always", "please", "only", "just", "also", "ever", "instead", "your", "all", "my", "the", "a", "an"}
)
_DENIES: Final = frozenset({"never", "don't", "dont", "not", "stop", "avoid"})
_FROM_NOW: Final = re.compile(r"[,;]?\s*\b(?:from (?:now|here) on|going forward|in future|every time)\b", re.IGNORECASE)
_ALIKE: Final = {
    "reply": "answer",
    "respond": "answer",
    "write": "answer",
    "speak": "answer",
    "talk": "answer",
    "using": "use",
}
"""Orders that mean the same where they say how to talk."""
_SORTS: Final = (
    LANGUAGES,
    {"metric", "imperial"},
    {"celsius", "fahrenheit", "kelvin"},
    {"kilometers", "kilometres", "miles"},
    {"formal", "informal", "casual"},
    {"formally", "informally", "casually"},
    {"short", "brief", "concise", "terse", "long", "detailed", "thorough", "shorter", "longer"},
    {"british", "american"},
)
"""Of the words of a sort, one holds at a time."""
_NAMES: Final = re.compile(
    r"^(?:call|address) (?:me|us) (?:as |by )?(?P<name>(?!(?:before|after|at|on|in|when|back)\b)\w.*)$"
)


def rivals(new: Procedural, old: Procedural) -> bool:
    """Whether keeping the new preference means giving up the old one: the same but for its value, or the same denied.

    Only preferences without steps, for the same occasion, are compared; what merely differs ("cite sources", "cite pages") may both hold.
    """
    if new.steps or old.steps or (new.trigger, new.preconditions) != (old.trigger, old.preconditions):
        return False
    (denied, said), (was_denied, was_said) = words_of(new.title), words_of(old.title)
    if denied != was_denied:
        return said == was_said
    return said != was_said and (_names(said, was_said) or (not denied and _one_value_apart(said, was_said)))


def words_of(title: str) -> tuple[bool, tuple[str, ...]]:
    """Whether a preference denies, and its words without those that only say so."""
    words: list[str] = [
        word.casefold() for word in _WORD.findall(_FROM_NOW.sub("", title.replace("’", "'").replace("Do not", "don't")))
    ]
    kept = tuple(_ALIKE.get(word, word) for word in words if word not in _SAYS_NOTHING | _DENIES)
    return not _DENIES.isdisjoint(words), kept


def _names(said: tuple[str, ...], was_said: tuple[str, ...]) -> bool:
    return all(_NAMES.match(" ".join(words)) for words in (said, was_said))


def _one_value_apart(said: tuple[str, ...], was_said: tuple[str, ...]) -> bool:
    if len(said) != len(was_said):
        return False
    apart = [(one, other) for one, other in zip(said, was_said, strict=True) if one != other]
    return len(apart) == 1 and _of_a_sort(*apart[0])


def _of_a_sort(one: str, other: str) -> bool:
    if VALUE.fullmatch(one) and VALUE.fullmatch(other):
        return True
    return any(one in sort and other in sort for sort in _SORTS)
