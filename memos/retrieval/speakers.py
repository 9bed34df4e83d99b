"""Whose words a question is after: the speakers of a space that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memos.index.units import NOWHERE, Units
from memos.retrieval.analysis import Analysis
from memos.store.rows import fold

_PART: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\dA-Za-z_]+")

Raw = NDArray[np.float64]


def parts(name: str) -> tuple[str, ...]:
    """The words of a speaker's name, folded; "WolfgangSchulz" has two."""
    return tuple(fold(part) for part in _PART.findall(name))


def named(analysis: Analysis, units: Units) -> dict[int, tuple[str, ...]]:
    """The codes of the speakers that a question names, by their whole name or a first name, each with the words of the name."""
    wanted = [tuple(fold(word) for word in re.findall(r"[^\W_]+", name)) for name in analysis.names]
    firsts = {words[0] for words in wanted if words}
    found: dict[int, tuple[str, ...]] = {}
    for speaker, code in units.speakers.items():
        own = parts(speaker)
        if own and own[0] in firsts and any(_is_same(own, words) for words in wanted):
            found[code] = own
    return found


def _is_same(own: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether one is the beginning of the other: a first name stands for the whole."""
    return bool(words) and all(one == other for one, other in zip(own, words, strict=False))


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
    names = {part for own in codes.values() for part in own}
    return [word for word in kept if word not in names] or kept
