"""Sentences of a text, and words compared without their endings."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = re.compile(r"\w+")
_SENTENCE: Final = re.compile(r"[^.!?\n。！？]+[.!?。！？]*[\"'”’)\]]*")
_SUFFIX: Final = re.compile(r"(?:ies|es|s|ing|ed|e|y)$")


def stem(word: str) -> str:
    """Enough of a stem to tell that "moved" and "moving" are one word; no more than this is asked of it."""
    short = _SUFFIX.sub("", word)
    return short if len(short) >= 3 else word


def stems(text: str) -> set[str]:
    """The stems of all words of a text, folded."""
    return {stem(word) for word in _WORD.findall(text.casefold())}


def sentences(text: str) -> list[str]:
    """The sentences of a text, with their marks."""
    return [sentence for each in _SENTENCE.findall(text) if (sentence := each.strip())]
