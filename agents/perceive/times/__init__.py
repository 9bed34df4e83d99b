"""Times in words, and the intervals they mean.

A small grammar over tokens: each rule is a function that reads one kind of expression at a place. The conventions (what
"next Friday" is) are those of tests/data/dates/README.md. English only; linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice

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

AROUND = 18
"""So many tokens, two of them before it, decide whether a place is read: where nothing was, nothing is looked for again."""

MOST = 256
"""So many times are read of a message: one with more is a log or a table, and its first say when it was."""

MOST_UNREAD = 4_096
"""Such places that are kept of a message until a time is named in it."""


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
    return tuple(islice(_mentions(sentences, anchor.astimezone(UTC), birth), MOST))


def _mentions(sentences: Iterable[Sentence], anchor: datetime, birth: date | None) -> Iterator[TimeMention]:
    named: Stretch | None = None
    unread: set[tuple[str, ...]] = set()
    for sentence in sentences:
        tokens = tokens_of(sentence.text)
        signs = _signs(tokens)
        place = 0
        for opener in _openers(tokens):
            around = tuple(signs[opener : opener + AROUND])
            if opener < place or around in unread:
                continue
            found = _read(Reading(tokens, anchor, birth, named), opener)
            if found:
                place, named = found.stop, found.stretch
                unread.clear()
                yield _mention(sentence, tokens[opener].start, tokens[place - 1].end, named)
            elif len(unread) < MOST_UNREAD:
                unread.add(around)


def _signs(tokens: Sequence[Token]) -> list[str]:
    """The tokens as written, with what stands before them: the same signs around a place mean the same there."""
    ends = (0, *(token.end for token in tokens))
    gaps = (" " if token.start > end else "" for token, end in zip(tokens, ends, strict=False))
    signs = [gap + token.text for gap, token in zip(gaps, tokens, strict=True)]
    return ["", "", *signs]


def _openers(tokens: Sequence[Token]) -> list[int]:
    """The places where an expression may begin: at a word that opens one, with a core not far behind it."""
    openers, core = [], len(tokens) + REACH
    for place in range(len(tokens) - 1, -1, -1):
        digits = tokens[place].text[0].isdecimal()
        if digits or tokens[place].word in CORES:
            core = place
        if core - place <= REACH and ((digits and not _in_row(tokens, place)) or tokens[place].word in OPENERS):
            openers.append(place)
    return openers[::-1]


def _in_row(tokens: Sequence[Token], place: int) -> bool:
    """Whether two more bare numbers follow this one, which is no year, each on its own: a list of figures, and no time."""
    row = tokens[place : place + 3]
    return (
        len(row) == 3
        and len(row[0].text) != 4
        and all(token.text.isdecimal() for token in row)
        and row[0].end < row[1].start
        and row[1].end < row[2].start
    )


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
