"""Words, numbers and marks of a sentence, as the rules read them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"  # an accent may stand behind its letter
_TOKEN = re.compile(rf"\d+|{_LETTERS}(?:['’]{_LETTERS})*|\S")


class Token(NamedTuple):
    """A run of digits, a word with its apostrophes, or a single mark.

    `low` is the folded text; `word` is that without a possessive ending ("today's" → "today").
    """

    text: str
    low: str
    word: str
    start: int
    end: int


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a sentence, with offsets into it."""
    return tuple(_token(match) for match in _TOKEN.finditer(text))


def _token(match: re.Match[str]) -> Token:
    low = unicodedata.normalize("NFC", match[0]).casefold().replace("’", "'")
    return Token(match[0], low, low.removesuffix("'s"), match.start(), match.end())
