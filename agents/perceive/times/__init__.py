"""Times in words, and the intervals they mean.

A small grammar over tokens: each rule is a function that reads one kind of expression at a place. The conventions (what
"next Friday" is) are those of tests/data/dates/README.md. English only; linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime

from memos.agents.lexicon import listed
from memos.agents.perceive.sentences import split
from memos.agents.perceive.times.calendar import Stretch
from memos.agents.perceive.times.ranges import expression
from memos.agents.perceive.times.reading import Found, Reading
from memos.agents.perceive.times.words import (
    DECADES,
    EDGES,
    HOLIDAYS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PARTS,
    RELATIVE_DAYS,
    SEASONS,
    STEPS,
    UNITS,
    WEEKDAYS,
)
from memos.agents.perceive.tokens import Token, tokens_of
from memos.agents.perception import Sentence, TimeMention
from memos.schemas.cube import Interval

__all__ = ["resolve", "resolve_sentences"]

OPENERS = listed("""
    in on at since until till til untill from between for over during within the a an half couple few about when age my i
    early mid late beginning start middle end earlier later following same that these previous coming tonight tonite noon
    midday midnight noontime quarter night day week morning afternoon evening ' ’ ‘
""").union(
    *(MONTHS, WEEKDAYS, SEASONS, STEPS, EDGES, NUMBERS, ORDINALS, RELATIVE_DAYS, DECADES),
    (name.split()[0] for name in HOLIDAYS),
)
"""The words an expression can begin with; digits can, too."""

CORES = listed("ago noon midday noontime midnight tonight tonite weekend birthday o'clock yesterday").union(
    *(MONTHS, WEEKDAYS, SEASONS, UNITS, PARTS, NUMBERS, RELATIVE_DAYS, DECADES),
    (name.split()[0] for name in HOLIDAYS),
) - {"one"}
"""The words without which (or digits) there is no expression."""

REACH = 8
"""How many tokens behind its opener the first core of an expression stands at most."""


def resolve(text: str, anchor: datetime, birth: date | None = None) -> tuple[TimeMention, ...]:
    """The temporal expressions of a text said at `anchor`, in order, each with the interval it means.

    `anchor` must carry its offset; intervals are in UTC. "when I was ten" needs `birth`, the speaker's date of birth:
    without it, it has no interval and is left out. Works on questions too.
    """
    return resolve_sentences(split(text), anchor, birth)


def resolve_sentences(
    sentences: Sequence[Sentence], anchor: datetime, birth: date | None = None
) -> tuple[TimeMention, ...]:
    """The same for a message already split; offsets are those of the message."""
    return tuple(_mentions(sentences, anchor.astimezone(UTC), birth))


def _mentions(sentences: Iterable[Sentence], anchor: datetime, birth: date | None) -> Iterator[TimeMention]:
    named: Stretch | None = None
    for sentence in sentences:
        tokens = tokens_of(sentence.text)
        place = 0
        for opener in _openers(tokens):
            if opener < place:
                continue
            found = _read(Reading(tokens, anchor, birth, named), opener)
            if found:
                place, named = found.stop, found.stretch
                yield _mention(sentence, tokens[opener].start, tokens[place - 1].end, named)


def _openers(tokens: Sequence[Token]) -> list[int]:
    """The places where an expression may begin: at a word that opens one, with a core not far behind it."""
    openers, core = [], len(tokens) + REACH
    for place in range(len(tokens) - 1, -1, -1):
        digits = tokens[place].text[0].isdecimal()
        if digits or tokens[place].word in CORES:
            core = place
        if core - place <= REACH and (digits or tokens[place].word in OPENERS):
            openers.append(place)
    return openers[::-1]


def _read(reading: Reading, place: int) -> Found | None:
    try:
        return expression(reading, place)
    except (ValueError, OverflowError):
        # Outside the calendar (the years 1 to 9999): no time that anybody means.
        return None


def _mention(sentence: Sentence, start: int, end: int, stretch: Stretch) -> TimeMention:
    return TimeMention(
        text=sentence.text[start:end],
        start=sentence.start + start,
        end=sentence.start + end,
        interval=Interval(start=stretch.start, end=stretch.end, granularity=stretch.grain),
    )
