"""Whose words a question is after: the speakers of a space that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memos.index.flags import MONTHS, WEEKDAYS
from memos.index.lexical import STOP_WORDS
from memos.index.units import NOWHERE, Units
from memos.retrieval.analysis import Analysis
from memos.retrieval.cues import OFTEN_SAID
from memos.retrieval.names import WORDS_TOO
from memos.store.rows import fold

_WORD: Final = re.compile(r"[^\W_]+")
_CAMEL: Final = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_NO_NAMES: Final = (
    STOP_WORDS | OFTEN_SAID | frozenset(f"{MONTHS} {WEEKDAYS} user assistant system tool".split())
) - WORDS_TOO
"""What is hardly meant for a name in lower case; who speaks without one goes by a role."""
_ONLY_NAME: Final = 2
_FIRST_NAME: Final = 3
"""Letters of a name that is known in any case; before another, shorter ones are titles and initials as well."""

Raw = NDArray[np.float64]


def parts(name: str) -> tuple[str, ...]:
    """The words of a speaker's name, folded; "WolfgangSchulz" has two."""
    return tuple(fold(part) for word in _WORD.findall(name) for part in _CAMEL.split(word))


def called(text: str, units: Units) -> re.Pattern[str] | None:
    """Matches the speakers' whole names and first names that a text may have, whatever their case; None where it has none."""
    said = {fold(word) for word in _WORD.findall(text)}
    known = (own for own in map(parts, units.speakers) if not said.isdisjoint((*own[:1], "".join(own))))
    names = {name for own in known for name in _forms(own)}
    if not names:
        return None
    spelled = (r"[\s-]*".join(map(re.escape, name)) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(spelled)})(?![\w@-])", re.IGNORECASE)


def _forms(own: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The whole of a name, and the first name where it has one: "Speaker 1" has none."""
    first, *rest = own
    if rest:
        yield own
    least = _FIRST_NAME if rest else _ONLY_NAME
    if len(first) >= least and first not in _NO_NAMES and not any(part.isdecimal() for part in rest):
        yield own[:1]


def named(analysis: Analysis, units: Units) -> dict[int, tuple[str, ...]]:
    """The codes of the speakers that a question names, by their whole name or a first name, each with the words of the name."""
    wanted = [tuple(fold(word) for word in _WORD.findall(name)) for name in analysis.names]
    firsts = {words[0] for words in wanted if words}
    found: dict[int, tuple[str, ...]] = {}
    for speaker, code in units.speakers.items():
        own = parts(speaker)
        if own and not firsts.isdisjoint((own[0], "".join(own))) and any(_is_same(own, words) for words in wanted):
            found[code] = own
    return found


def _is_same(own: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether one is the beginning of the other: a first name stands for the whole, which may be written as one word."""
    one_word = "".join(own) == "".join(words)
    return bool(words) and (one_word or all(one == other for one, other in zip(own, words, strict=False)))


def spoken_by(analysis: Analysis, units: Units, speakers: NDArray[np.int32]) -> tuple[Raw, Raw]:
    """Which of these speakers (codes) the question names, and which are others where it names one at all: 0 or 1."""
    codes = named(analysis, units)
    if not codes:
        return np.zeros(speakers.size), np.zeros(speakers.size)
    speaks = np.isin(speakers, list(codes)).astype(np.float64)
    return speaks, (1.0 - speaks) * (speakers != NOWHERE)


def without(words: Iterable[str], codes: dict[int, tuple[str, ...]]) -> list[str]:
    """The words that are no part of these speakers' names; all, if no other is left."""
    kept = list(words)
    names = {part for own in codes.values() for part in (*own, "".join(own))}
    return [word for word in kept if word not in names] or kept
