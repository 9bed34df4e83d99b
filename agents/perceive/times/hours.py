"""Parts of a day and clock times, and how they join a day."""

from __future__ import annotations

from datetime import date

from memos.agents.perceive.times.calendar import PART_HOURS, counted, moved, part_of
from memos.agents.perceive.times.clock import Clock, clock, clock_run
from memos.agents.perceive.times.periods import named
from memos.agents.perceive.times.reading import Found, Reading
from memos.agents.perceive.times.words import PARTS, Part

LEADS = frozenset(("at", "from", "between", "around", "about", "by", "@"))
ROUGHLY = frozenset(("around", "about"))
JOINING = frozenset(("in", "at", "from", "around", "between", "early", "late"))
NIGHT_NOUNS = frozenset(("school", "shift", "owl", "club", "stand"))


def part_of_day(reading: Reading, place: int) -> Found | None:
    """tonight, last night at eleven, this morning, the morning of May 3rd."""
    found = _part_named(reading, place)
    if found is None:
        return None
    stretch = found.stretch
    return hours_of(reading, found.stop, stretch.start.date(), _part_meant(found)) or found


def _part_named(reading: Reading, place: int) -> Found | None:
    word, following = reading.word(place), reading.word(place + 1)
    today = reading.anchor.date()
    if word in ("tonight", "tonite"):
        return Found(place + 1, part_of(today, "night"))
    if word in PARTS and following == "of":
        return _part_of_named_day(reading, place)
    if (word, following, reading.word(place + 2)) == ("night", "before", "last"):
        return Found(place + 3, counted(reading.anchor, -2, "night"))
    name = reading.skip(place + 1, ("early", "late"))
    part = PARTS.get(reading.word(name))
    if part is None or reading.word(name) == "eve":
        return None
    if word == "last" and part in ("night", "evening"):
        return Found(name + 1, part_of(moved(reading.anchor, -1, "day").date(), part))
    return Found(name + 1, part_of(today, part)) if word in ("this", "later") else None


def _part_of_named_day(reading: Reading, place: int) -> Found | None:
    """the morning of May 3rd."""
    day = named(reading._replace(cued=True), reading.skip(place + 2, ("the",)))
    if day is None or day.stretch.grain != "day":
        return None
    return Found(day.stop, part_of(day.stretch.start.date(), PARTS[reading.word(place)]))


def _part_meant(found: Found) -> Part | None:
    """The part of day that a stretch is, if it is one."""
    day = found.stretch.start.date()
    return next((part for part in PART_HOURS if part_of(day, part) == found.stretch), None)


def attached(reading: Reading, found: Found) -> Found:
    """A day with what is said of its hours behind it: "Friday afternoon at 2 PM", "tomorrow from 2 to 4 pm"."""
    day, stop = found.stretch.start.date(), found.stop
    if reading.word(stop) == "t" and reading.glued(stop):
        return hours_of(reading, stop + 1, day, None) or found
    start = reading.skip(stop, (",",)) if reading.word(stop + 1) in JOINING else stop
    start = reading.skip(start, ("in", "at"), ("the",), ("early", "late"))
    part = PARTS.get(reading.word(start))
    habit = reading.word(start - 1) in ("in", "at") and reading.word(start) != "night"
    if part and not habit and reading.word(start + 1) not in NIGHT_NOUNS:
        found = Found(start + 1, part_of(day, part))
    return hours_of(reading, found.stop, day, part) or found


def hours_of(reading: Reading, place: int, day: date, part: Part | None) -> Found | None:
    """The clock time, or the run from one to another, that begins here (behind "at", a comma, "from")."""
    comma = reading.word(place) == "," and (
        reading.word(place + 1) in LEADS or reading.number(place + 1, 24, 2) is not None
    )
    lead = place + 1 if comma else place
    start = reading.skip(lead, LEADS, ROUGHLY)
    sure = reading.word(lead) in ("from", "between")
    if run := clock_run(reading._replace(cued=start > place), start, day, part, sure=sure):
        return run
    time = clock(reading, start)
    return Found(time.stop, time.on(day, part)) if time else None


def by_the_clock(reading: Reading, place: int) -> Found | None:
    """A clock time first: "7pm tomorrow", "at 8 tonight", "10 in the morning on Friday", "2-4 pm this Friday"."""
    run = clock_run(reading, place, reading.anchor.date(), None, sure=False)
    time = None if run else clock(reading, place)
    if time and reading.word(place - 1) in ("from", "between"):
        return None
    first = run or time
    return _on_its_day(reading, place, first.stop, time) if first else None


def _on_its_day(reading: Reading, place: int, stop: int, time: Clock | None) -> Found | None:
    """The time (or, without one, the run) at `place` on the day, or in the part of day, that is said behind it."""
    part_at = reading.skip(stop, ("in", "at"), ("the",))
    part = PARTS.get(reading.word(part_at)) if part_at > stop else None
    stop = part_at + 1 if part else stop
    day = _day_behind(reading, stop)
    date_ = day.stretch.start.date() if day else reading.anchor.date()
    part = part or (_part_meant(day) if day else None)
    stop = day.stop if day else stop
    if time:
        return Found(stop, time.on(date_, part))
    run = clock_run(reading, place, date_, part, sure=False)
    return Found(stop, run.stretch) if run else None


def _day_behind(reading: Reading, place: int) -> Found | None:
    """The day, or part of a day, that a clock time is said to be on."""
    start = reading.skip(place, (",",), ("on", "of"), ("the",))
    if found := _part_named(reading, start):
        return found
    found = named(reading, start)
    if found is None or found.stretch.grain != "day":
        return None
    part = PARTS.get(reading.word(found.stop))
    return Found(found.stop + 1, part_of(found.stretch.start.date(), part)) if part else found
