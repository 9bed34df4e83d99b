"""Stretches between two times, or between a time and now; and whole expressions with the word before them."""

from __future__ import annotations

from datetime import timedelta

from memos.agents.perceive.times.calendar import Stretch, moved
from memos.agents.perceive.times.reading import Found, Reading, Rule, count, first_of
from memos.agents.perceive.times.relative import point
from memos.agents.perceive.times.tense import Tense
from memos.agents.perceive.times.words import UNITS

UNTIL = frozenset(("until", "till", "til", "untill"))
JOINTS = frozenset(("to", "-", "–", "—", "through", "thru", "until", "till"))
PREPOSITIONS = frozenset(("in", "on", "at"))
LENGTH_LEADS = frozenset(("for", "over", "in", "during", "within"))
PAST_WORDS = frozenset(("past", "last", "previous", "preceding"))
NEXT_WORDS = frozenset(("next", "coming", "following", "upcoming"))


def since(reading: Reading, place: int) -> Found | None:
    """since 2016, since last week: from its start to now."""
    if reading.word(place) != "since":
        return None
    found = _pointed(reading, place + 1, "past")
    if found is None or found.stretch.start >= reading.anchor:
        return None
    return Found(found.stop, Stretch(found.stretch.start, reading.anchor, "range"))


def until(reading: Reading, place: int) -> Found | None:
    """until Sunday: from now to its start (until the end of May: to that end)."""
    if reading.word(place) not in UNTIL:
        return None
    found = _pointed(reading, place + 1, "future")
    if found is None:
        return None
    first = reading.after(place + 1, ("the",))
    end = found.stretch.end if reading.word(first) == "end" else found.stretch.start
    return Found(found.stop, Stretch(reading.anchor, end, "range")) if end > reading.anchor else None


def _pointed(reading: Reading, place: int, lean: Tense | None = None) -> Found | None:
    """A point behind a word that asks for one, with its own "in", "on" or article."""
    start = reading.after(reading.after(place, PREPOSITIONS), ("the", "about", "around"))
    return point(reading._replace(cued=True, lean=lean or reading.lean), start)


def between(reading: Reading, place: int) -> Found | None:
    """from May to July, between 2010 and 2015, July 8 to August 2, from 2 to 4 pm tomorrow."""
    lead = reading.word(place)
    led = lead in ("from", "between")
    start = reading.after(place + 1, ("the", "about", "around")) if led else reading.after(place, ("the",))
    cued = reading._replace(cued=led or reading.cued)
    first = point(cued, start)
    if first is None:
        return None
    joint = reading.word(first.stop)
    if led and first.stretch.grain == "range" and joint not in JOINTS | {"and"}:
        return first if _spans_hours_or_days(first.stretch) else None
    if joint not in JOINTS and not (joint == "and" and lead == "between"):
        return None
    if not led and first.stretch.grain not in ("day", "month", "year", "instant"):
        return None
    second_at = reading.after(reading.after(first.stop + 1, PREPOSITIONS), ("the",))
    second = point(reading._replace(cued=True), second_at)
    return _joined(cued, start, first, second, second_at) if second else None


def _spans_hours_or_days(stretch: Stretch) -> bool:
    return stretch.end - stretch.start < timedelta(days=32)


def _joined(reading: Reading, start: int, first: Found, second: Found, second_at: int) -> Found | None:
    """Both ends together. An end without its year follows the other: "from May to July 2024"."""
    if second.stretch.grain != first.stretch.grain and "instant" in (first.stretch.grain, second.stretch.grain):
        return None
    if _is_absolute(reading, second_at, second):
        if not _is_absolute(reading, start, first):
            first = point(reading._replace(anchor=second.stretch.start, lean="past"), start) or first
    elif second.stretch.start <= first.stretch.start and reading.tense(start, second.stop) == "past":
        first = point(reading._replace(anchor=second.stretch.start, lean="past"), start) or first
    elif second.stretch.start <= first.stretch.start or _too_far(first.stretch, second.stretch):
        follower = reading._replace(anchor=first.stretch.start, lean="future", cued=True)
        second = point(follower, second_at) or second
    if second.stretch.start <= first.stretch.start:
        return None
    end = second.stretch.start if second.stretch.grain == "instant" else second.stretch.end
    return Found(second.stop, Stretch(first.stretch.start, end, "range"))


def _is_absolute(reading: Reading, place: int, found: Found) -> bool:
    """Whether it means the same whenever it is said."""
    elsewhere = point(reading._replace(anchor=moved(reading.anchor, -7, "year")), place)
    return elsewhere is not None and elsewhere.stretch == found.stretch


def _too_far(first: Stretch, second: Stretch) -> bool:
    """Whether a month or a day without a year was taken for one a year off."""
    return second.start - first.start > timedelta(days=366) and first.grain in ("day", "month")


def length_to_now(reading: Reading, place: int) -> Found | None:
    """for the past two weeks, over the next month, in the last few days, the past decade."""
    led = reading.word(place) in LENGTH_LEADS
    start = reading.after(reading.after(place + 1 if led else place, ("the", "these", "this", "my")), ())
    side = reading.word(start)
    if (side not in PAST_WORDS and side not in NEXT_WORDS) or (reading.word(start - 1) == "this" and not led):
        return None
    number = count(reading, start + 1)
    unit_at = number.stop if number else start + 1
    unit, size = UNITS.get(reading.word(unit_at), ("day", 0))
    plain = (
        number is None
        and not (led and reading.word(start - 1) == "the")
        and not (side == "past" and reading.word(start - 1) == "the")
    )
    if not size or plain or unit in ("weekend", "night") or reading.word(unit_at + 1) in ("of", "before", "after"):
        return None
    if number is None and (reading.text(unit_at).endswith("s") or unit == "day"):
        return None
    other = moved(reading.anchor, (number.value if number else 1) * size * (1 if side in NEXT_WORDS else -1), unit)
    return Found(unit_at + 1, Stretch(min(other, reading.anchor), max(other, reading.anchor), "range"))


def within(reading: Reading, place: int) -> Found | None:
    """within two weeks: from now on."""
    if reading.word(place) != "within":
        return None
    number = count(reading, reading.after(place + 1, ("the",)))
    unit, size = UNITS.get(reading.word(number.stop), ("day", 0)) if number else ("day", 0)
    if number is None or not size or unit in ("minute", "weekend", "night"):
        return None
    end = moved(reading.anchor, number.value * size, unit)
    return Found(number.stop + 1, Stretch(reading.anchor, end, "range"))


def plain(reading: Reading, place: int) -> Found | None:
    """A point, behind "in", "on" or "at" and an article if they are there."""
    lead = reading.after(place, PREPOSITIONS)
    start = reading.after(lead, ("the",))
    return point(reading, start)


expression: Rule = first_of(since, until, length_to_now, between, within, plain)
"""A time with the word before it."""
