"""Stretches between two times, or between a time and now; and whole expressions with the word before them."""

from __future__ import annotations

from datetime import datetime, timedelta

from memos.agents.perceive.times.calendar import Stretch, moved
from memos.agents.perceive.times.numbers import count
from memos.agents.perceive.times.reading import Found, Reading, Rule, first_of
from memos.agents.perceive.times.relative import point
from memos.agents.perceive.times.tense import Tense
from memos.agents.perceive.times.words import UNITS

UNTIL = frozenset(("until", "till", "til", "untill"))
JOINTS = frozenset(("to", "-", "–", "—", "through", "thru", "until", "till"))
PREPOSITIONS = frozenset(("in", "on", "at"))
ROUGHLY = frozenset(("the", "about", "around"))
LENGTH_LEADS = frozenset(("for", "over", "in", "during", "within"))
PAST_WORDS = frozenset(("past", "last", "previous", "preceding"))
NEXT_WORDS = frozenset(("next", "coming", "following", "upcoming"))


def since(reading: Reading, place: int) -> Found | None:
    """since 2016, since last week: from its start to now."""
    found = _pointed(reading, place + 1, "past") if reading.word(place) == "since" else None
    if found is None or found.stretch.start >= reading.anchor:
        return None
    return Found(found.stop, Stretch(found.stretch.start, reading.anchor, "range"))


def until(reading: Reading, place: int) -> Found | None:
    """until Sunday: from now to its start (until the end of May: to that end)."""
    found = _pointed(reading, place + 1, "future") if reading.word(place) in UNTIL else None
    if found is None:
        return None
    to_its_end = reading.word(reading.skip(place + 1, ("the",))) == "end"
    end = found.stretch.end if to_its_end else found.stretch.start
    return Found(found.stop, Stretch(reading.anchor, end, "range")) if end > reading.anchor else None


def _pointed(reading: Reading, place: int, lean: Tense) -> Found | None:
    """A point behind a word that asks for one, with its own "in", "on" or article."""
    return point(reading._replace(cued=True, lean=lean), reading.skip(place, PREPOSITIONS, ROUGHLY))


def between(reading: Reading, place: int) -> Found | None:
    """from May to July, between 2010 and 2015, from 2 to 4 pm tomorrow."""
    lead = reading.word(place)
    if lead not in ("from", "between"):
        return None
    cued = reading._replace(cued=True)
    start = reading.skip(place + 1, ROUGHLY)
    first = point(cued, start)
    if first is None:
        return None
    if reading.word(first.stop) in JOINTS or (lead == "between" and reading.word(first.stop) == "and"):
        return _joined(cued, start, first)
    # "from 2 to 4 pm", "from June 3rd to 5th" were read whole.
    short = first.stretch.end - first.stretch.start < timedelta(days=32)
    return first if first.stretch.grain == "range" and short else None


def single(reading: Reading, place: int) -> Found | None:
    """A point, behind "in", "on" or "at" and an article if they are there; or a run of two: "July 8 to August 2"."""
    start = reading.skip(place, PREPOSITIONS, ("the",))
    found = point(reading, start)
    if found is None or found.stretch.grain not in ("day", "month", "year", "instant"):
        return found
    joined = _joined(reading, start, found) if reading.word(found.stop) in JOINTS else None
    return joined or found


def _joined(reading: Reading, start: int, first: Found) -> Found | None:
    """Both ends together, in order. An end without its year follows the other: "from May to July 2024"."""
    cued, second_at = reading._replace(cued=True), reading.skip(first.stop + 1, PREPOSITIONS, ("the",))
    second = point(cued, second_at)
    if second is None or (second.stretch.grain == "instant") != (first.stretch.grain == "instant"):
        return None
    backward = second.stretch.start <= first.stretch.start
    past = backward and reading.tense(start, second.stop) == "past"
    if past or (_is_absolute(cued, second_at, second) and not _is_absolute(reading, start, first)):
        first = point(reading._replace(anchor=second.stretch.start, lean="past"), start) or first
    elif backward or second.stretch.start - first.stretch.start > timedelta(days=366):
        second = point(cued._replace(anchor=first.stretch.start, lean="future"), second_at) or second
    if second.stretch.start <= first.stretch.start:
        return None
    end = second.stretch.start if second.stretch.grain == "instant" else second.stretch.end
    return Found(second.stop, Stretch(first.stretch.start, end, "range"))


def _is_absolute(reading: Reading, place: int, found: Found) -> bool:
    """Whether it means the same whenever it is said."""
    elsewhere = point(reading._replace(anchor=moved(reading.anchor, -7, "year")), place)
    return elsewhere is not None and elsewhere.stretch == found.stretch


def length_to_now(reading: Reading, place: int) -> Found | None:
    """for the past two weeks, over the next month, in the last few days, the past decade."""
    led = reading.word(place) in LENGTH_LEADS
    start = reading.skip(place + 1 if led else place, ("the", "these", "this", "my"))
    side, before = reading.word(start), reading.word(start - 1)
    if side not in PAST_WORDS | NEXT_WORDS or (before == "this" and not led):
        return None
    number = count(reading, start + 1)
    unit_at = number.stop if number else start + 1
    unit, size = UNITS.get(reading.word(unit_at), ("day", 0))
    if not size or unit in ("weekend", "night") or reading.word(unit_at + 1) in ("of", "before", "after"):
        return None
    uncounted = (
        before == "the" and (led or side == "past") and unit != "day" and not reading.word(unit_at).endswith("s")
    )
    if number is None and not uncounted:
        return None
    length = (number.value if number else 1) * size
    return Found(
        unit_at + 1, _stretch_to(reading, moved(reading.anchor, length if side in NEXT_WORDS else -length, unit))
    )


def within(reading: Reading, place: int) -> Found | None:
    """within two weeks: from now on."""
    number = count(reading, reading.skip(place + 1, ("the",))) if reading.word(place) == "within" else None
    unit, size = UNITS.get(reading.word(number.stop), ("day", 0)) if number else ("day", 0)
    if number is None or not size or unit in ("minute", "weekend", "night"):
        return None
    return Found(number.stop + 1, _stretch_to(reading, moved(reading.anchor, number.value * size, unit)))


def _stretch_to(reading: Reading, other: datetime) -> Stretch:
    return Stretch(min(other, reading.anchor), max(other, reading.anchor), "range")


expression: Rule = first_of(since, until, length_to_now, between, within, single)
"""A time with the word before it."""
