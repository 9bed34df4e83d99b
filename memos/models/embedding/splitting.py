"""Where to cut a text that is longer than a model reads at once, and how its parts are put together again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

Span = tuple[int, int]
"""Start and end of a part of a text, in characters; the end is not included."""

LONGEST_PART: Final = 2048
"""Characters. No part is longer, however few pieces it makes: it bounds what is tokenised at a time."""

_BREAKS: Final = (
    re.compile(r"\n+"),
    re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"'”’)\]])\s+|(?<=[。！？])"),
    re.compile(r"\s+"),
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def readable(text: str) -> str:
    """The text, with lone surrogates, which no tokenizer takes, replaced one for one by U+FFFD: positions stay."""
    return _SURROGATE.sub("\ufffd", text)


def normalised(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows, shape (n, dimension), brought to length 1 in place; rows of zeros stay."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    np.divide(rows, norms, out=rows, where=norms > 0)
    return rows


def split(text: str, room: Callable[[str], int]) -> list[Span]:
    """Consecutive spans that cover `text`; none for the empty text.

    `room(stretch)` says how many leading characters of a stretch the model takes in at once. A part ends at the last
    line end, else sentence end, else white space in the second half of that room, else where the room ends.
    """
    spans: list[Span] = []
    start = 0
    while start < len(text):
        stretch = text[start : start + LONGEST_PART]
        length = room(stretch)
        if length < len(stretch) or start + length < len(text):
            length = _fitting(stretch, _last_break(stretch, length), room)
        spans.append((start, start + length))
        start += length
    return spans


def _last_break(stretch: str, room: int) -> int:
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(stretch, room // 2, room)]
        if ends:
            return ends[-1]
    return room


def _fitting(stretch: str, length: int, room: Callable[[str], int]) -> int:
    """`length`, or less: a word cut in two may make more pieces than it made whole."""
    while (taken := max(1, room(stretch[:length]))) < length:
        length = taken
    return max(1, length)
