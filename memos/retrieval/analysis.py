"""A question read once for all channels: what it asks for, of whom, when, and in which parts. Pure; English.

A question in another script keeps its text, and its names where the script has capitals; nothing is made up about the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from memos.index.flags import MONTHS, Flag, flags_of
from memos.index.lexical import STOP_WORDS
from memos.retrieval.asking import SHOWN_BY, Asks, Expects, expected, kind_of
from memos.retrieval.cues import OFTEN_SAID
from memos.retrieval.dates import Timed, Times, no_times
from memos.retrieval.focus import focus
from memos.retrieval.names import names_in
from memos.retrieval.parts import parts_of
from memos.retrieval.questions import asks_of_the_past
from memos.store.rows import micros

READ: Final = 4_096
"""Characters that are analysed: of more the first say what it is about."""
_ASKED: Final = 512
"""Characters of the asking sentence that are analysed."""


class Bearing(StrEnum):
    """How a question bears on time."""

    PAST = "past"
    NOW = "now"
    FIRST = "first"
    LAST = "last"
    BEFORE = "before"
    AFTER = "after"
    SINCE = "since"
    NEXT = "next"


class Span(NamedTuple):
    """A stretch of time that a question speaks of: microseconds since 1970, the end exclusive.

    `relation` tells how: "in" it, or "before" or "after" it.
    """

    start: int
    end: int
    relation: str = "in"


class Analysis(NamedTuple):
    """A question understood. Texts are as written, `telling` and names folded.

    `focus` is what should be searched for: all but courtesies. `talk` tells that it is part of a conversation going on rather
    than a question standing alone; of the times that talk names, only those gone by are spans ("this week" is when it is said).
    `parts` come in the order in which they have to be found; none for a question of one piece.
    """

    focus: str
    asks: Asks
    expects: Expects
    names: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    bearings: frozenset[Bearing] = frozenset()
    oneself: bool = False
    negated: bool = False
    several: bool = False
    talk: bool = False

    @property
    def shown_by(self) -> int:
        """The bits of `Flag` any of which a text has that answers; 0 where nothing shows it."""
        return int(SHOWN_BY.get(self.expects, 0))


NOTHING: Final = Analysis("", Asks.STATEMENT, Expects.THING)
"""What is understood of an empty text."""

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_NOT: Final = re.compile(r"\b(?:not|never|no longer|nobody|nothing|none|without|except|neither|cannot)\b|n't\b")
_SELF: Final = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|my|mine|myself|we|our|ours|us)\b")
_TALK: Final = re.compile(
    r"\b(?:we discussed|you (?:said|suggested|mentioned|recommended|gave|told)|last time|pick up|continue|let's|ready to"
    r"|what(?:'s| is) next|next (?:\w+ )?(?:steps?|things?|up|on))\b|\bnext[?. ]*$"
)
_UNITS: Final = (
    r"(?:minute|hour|day|night|week|weekend|month|year|summer|winter|spring|fall|autumn|decade|century|name)"
)
_BEARINGS: Final = (
    (Bearing.FIRST, rf"first(?! {_UNITS})|earliest|initially|originally"),
    (Bearing.LAST, rf"last(?! {_UNITS})|latest|most recent(?:ly)?|recently|lately|newest"),
    (Bearing.BEFORE, r"before|prior to|earlier than|previously"),
    (Bearing.AFTER, r"after|afterwards|following|once|as soon as|later than"),
    (Bearing.SINCE, r"since"),
    (Bearing.NEXT, r"next|upcoming|coming|tomorrow|planning to|going to|plans? (?:to|for)"),
    (Bearing.NOW, r"now|currently|current|these days|at the moment|nowadays|at present|today"),
)
_BEARING: Final = re.compile(rf"\b(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _BEARINGS)})\b")
_EMPTY: Final = STOP_WORDS | OFTEN_SAID
_ASIDE: Final = 60
"""Characters beside the asking sentence that make a question a part of a talk."""
_RELATIONS: Final = {
    "before": "before",
    "until": "before",
    "till": "before",
    "by": "before",
    "prior to": "before",
    "after": "after",
    "following": "after",
}
_SHORT: Final = "jan feb mar apr jun jul aug sep sept oct nov dec"
_YEARLY: Final = "christmas easter halloween thanksgiving spring summer autumn fall winter"
_OF_THE_YEAR: Final = re.compile(rf"\b(?:{'|'.join(f'{MONTHS} {_SHORT} {_YEARLY}'.split())})\b", re.IGNORECASE)
_WHICH: Final = re.compile(r"\b(?:\d{4}|next|coming|upcoming|this)\b", re.IGNORECASE)
_HOUR: Final = 3_600_000_000
"""The shortest span: a talk at one o'clock is not over at one minute past."""
_YEAR: Final = 365 * 86_400_000_000


def analyse(
    text: str, asked_at: datetime, times: Times = no_times, speakers: re.Pattern[str] | None = None
) -> Analysis:
    """What a question asks. `times` resolves the times it names as of `asked_at`; without it there are no spans.

    `speakers` matches names that are known, however they are written.
    """
    plain = text[:READ].replace("’", "'")
    if not plain.strip():
        return NOTHING
    found = focus(plain)
    asking = (found.asking or plain)[:_ASKED].strip()
    low = " ".join(asking.casefold().split())
    asks = kind_of(low, asked=bool(found.asking))
    oneself = _SELF.search(found.text.casefold()) is not None
    talk = (
        len(found.text) > len(asking) + _ASIDE or (asks is Asks.STATEMENT and oneself) or _TALK.search(low) is not None
    )
    spans = tuple(_spans(asking, asked_at, times)) if flags_of(asking) & Flag.TIME else ()
    names = names_in(found.text, speakers)
    words = [match[0].removesuffix("'s") for match in _WORD.finditer(found.text.casefold())]
    named = {word for name in names for word in _WORD.findall(name.folded)}
    return Analysis(
        focus=found.text,
        asks=asks,
        expects=expected(low, asks),
        names=tuple(dict.fromkeys(name.folded for name in names)),
        owners=tuple(dict.fromkeys(name.folded for name in names if name.owns)),
        telling=tuple(word for word in dict.fromkeys(words) if word not in _EMPTY and word not in named),
        parts=()
        if asks is Asks.STATEMENT
        else parts_of(asking, names if asking == found.text else names_in(asking, speakers)),
        spans=tuple(span for span in spans if not talk or span.end <= micros(asked_at)),
        bearings=_bearings(low),
        oneself=oneself,
        negated=_NOT.search(low) is not None,
        several=asks in (Asks.LISTING, Asks.COUNT),
        talk=talk,
    )


def _bearings(asking: str) -> frozenset[Bearing]:
    bearings = {Bearing(match.lastgroup) for match in _BEARING.finditer(asking) if match.lastgroup}
    return frozenset(bearings | {Bearing.PAST} if asks_of_the_past(asking) else bearings)


def _spans(asking: str, asked_at: datetime, times: Times) -> Iterator[Span]:
    """The times that a sentence names. A day of the year to come may as well be that of the year before: "the dinner on 8 May"."""
    for timed in times(asking, asked_at):
        before = asking[: timed.start].casefold().split()[-2:]
        relation = next((_RELATIONS[said] for said in (" ".join(before), *before[-1:]) if said in _RELATIONS), "in")
        start, end = micros(timed.interval.start), micros(timed.interval.end)
        span = Span(start, max(end, start + _HOUR), relation)
        yield span
        if span.start > micros(asked_at) and _is_yearly(asking, timed):
            yield Span(span.start - _YEAR, span.end - _YEAR, relation)


def _is_yearly(asking: str, timed: Timed) -> bool:
    said = asking[timed.start : timed.end]
    return _OF_THE_YEAR.search(said) is not None and _WHICH.search(said) is None
