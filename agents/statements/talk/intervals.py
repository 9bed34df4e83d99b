"""Since when and until when a statement holds, from the times that stand in its clause."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from memos.agents.perception import TimeMention, Utterance
from memos.agents.statements.rules import Stated
from memos.schemas.value import Moment

TIMELESS = frozenset(
    {
        "plans",
        "wants",
        "born_in",
        "birthday",
        "visited",
        "habit",
        "likes",
        "dislikes",
        "graduated_from",
        "age",
        "phone",
        "email",
    }
)
"""Predicates for which a time in the clause says something else than when they hold."""


class Validity(NamedTuple):
    """The stretch in which something holds, as far as it was said; `closed` if it is over."""

    start: Moment | None = None
    end: Moment | None = None
    closed: bool = False


def validity_of(stated: Stated, utterance: Utterance) -> Validity:
    """When a statement holds. A time that is the value itself ("the meeting is on Thursday") says nothing of it."""
    if stated.predicate in TIMELESS or stated.predicate.startswith(("relation:", "favorite:")):
        return Validity()
    first, last = stated.object[0].start, stated.object[-1].end
    times = [
        time
        for time in utterance.times_in(*stated.whole)
        if not (first <= time.start < last or time.start <= first < time.end)
    ]
    return _of(stated, times, utterance) if times else Validity()


def _went_through(words: list[str]) -> bool:
    """ "The switch went through this morning": nothing lasts until then."""
    return any(
        pair in (("went", "through"), ("go", "through"), ("got", "through"), ("came", "through"))
        for pair in pairwise(words)
    )


def _of(stated: Stated, times: list[TimeMention], utterance: Utterance) -> Validity:
    content, said_at = utterance.message.content, utterance.message.timestamp
    start: Moment | None = None
    end: Moment | None = None
    for time in times:
        words = f"{content[max(time.start - 20, 0) : time.start]} {time.text}".lower().split()
        before = words[: -len(time.text.split())][-1:] + time.text.lower().split()[:1]
        if "since" in before or "from" in before or "starting" in before:
            start = time.interval.start
            end = time.interval.end if " to " in time.text and time.interval.end <= said_at else end
        elif ({"until", "till", "til", "through"} & set(before) and not _went_through(words)) or (
            stated.polarity == "ended" and stated.rule.when in ("end", "change")
        ):
            end = time.interval.start
        elif stated.polarity == "ended":
            start, end = time.interval.start, time.interval.end
        elif stated.rule.when == "change":
            start = time.interval.start
    if stated.polarity == "+" and end is not None and end <= said_at and stated.rule.when in ("state", "present"):
        return Validity(start, end, closed=True)
    if start is not None and end is not None and end < start:
        return Validity(start)
    return Validity(
        start, end, closed=stated.polarity == "ended" and start is not None and end is not None and end <= said_at
    )
