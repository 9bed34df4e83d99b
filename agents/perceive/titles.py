"""The title of a document that is handed over as one text: its first line, where that is no sentence."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 120
_MOST_WORDS: Final = 16
_SENTENCE: Final = tuple(".?!:;,。！？")
_QUALIFIER: Final = re.compile(r"\s*\([^()]*\)$")
_MARKS: Final = "#*_ \t"
_WORD: Final = re.compile(r"\w+")


def title_of(content: str) -> str:
    """What a text says that it is about, without what only tells it apart ("Brother (song)"); empty if it has no title."""
    first, _, rest = content.lstrip().partition("\n")
    line = " ".join(first[: _LONGEST + 1].strip(_MARKS).split())
    if not rest.strip() or len(first.strip()) > _LONGEST or line.endswith(_SENTENCE):
        return ""
    title = _QUALIFIER.sub("", line) or line
    words = _WORD.findall(title)
    return title if 0 < len(words) <= _MOST_WORDS and any(letter.isalpha() for letter in title) else ""
