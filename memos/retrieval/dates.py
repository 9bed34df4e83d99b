"""The date beside a sentence that has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from memos.retrieval.wording import sentences
from memos.schemas.cube import Interval, MemCube, Semantic
from memos.schemas.message import StoredMessage


class Timed(Protocol):
    """Words that speak of a time, where they stand in the text, and the interval they mean."""

    @property
    def start(self) -> int:
        """The place of their first character."""
        ...

    @property
    def end(self) -> int:
        """The place behind their last character."""
        ...

    @property
    def interval(self) -> Interval:
        """When that is."""
        ...


Times = Callable[[str, datetime], Sequence[Timed]]
"""Reads the times that a text speaks of, said at some moment."""

_WHEN: Final = re.compile(
    r"^(?:so |and )*(?:since |until |by )?when\b|\b(?:what|which|on what|in which) (?:day|date|week|month|year|time)\b|^how long ago\b",
    re.IGNORECASE,
)
_MONTH: Final = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE: Final = re.compile(
    rf"\b(?:19|20)\d\d\b|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}",
    re.IGNORECASE,
)
_FORMS: Final = {"instant": "%Y-%m-%d", "hour": "%Y-%m-%d %H:%M", "day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


def no_times(text: str, anchor: datetime) -> Sequence[Timed]:
    """Reads no times."""
    del text, anchor
    return ()


def asks_when(question: str) -> bool:
    """Whether a question (English) asks for a time."""
    return _WHEN.search(question.strip()) is not None


def beside(text: str, quote: str, cube: MemCube, source: StoredMessage, times: Times, *, when: bool, past: bool) -> str:
    """What of its time belongs beside a sentence: asked `when`, the date it speaks of or was said on; of the past, its end."""
    if when and not _DATE.search(text):
        around = next((sentence for sentence in sentences(source.content) if quote in sentence), "")
        spoken = times(quote, source.timestamp) or times(around, source.timestamp)
        return f" ({_told(spoken[0].interval)})" if spoken else f" (said {source.timestamp:%Y-%m-%d})"
    if past and isinstance(cube.payload, Semantic) and cube.valid_to is not None:
        return f" (until {cube.valid_to:%Y-%m-%d})"
    return ""


def _told(interval: Interval) -> str:
    """As finely as it was said: 2024-03-11, 2024-03, 2024-03-09 to 2024-03-10."""
    if form := _FORMS.get(interval.granularity):
        return f"{interval.start:{form}}"
    first, last = interval.start.date(), max(interval.start, interval.end - timedelta(microseconds=1)).date()
    return f"{first}" if first == last else f"{first} to {last}"
