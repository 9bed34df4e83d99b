"""Times counted from another one: from now, from a named day, from a date of birth."""

from __future__ import annotations

from datetime import date

from memos.agents.lexicon import listed
from memos.agents.perceive.times.calendar import (
    Stretch,
    counted,
    midnight,
    moved,
    season_of,
    third_of,
    weekly,
    yearly_day,
)
from memos.agents.perceive.times.hours import attached, by_the_clock, part_of_day
from memos.agents.perceive.times.numbers import Quantity, count, framed, ordinal, quantity, whole
from memos.agents.perceive.times.periods import decade, month, named, season, span_of_unit, year
from memos.agents.perceive.times.reading import Found, Reading, Rule, chosen, first_of
from memos.agents.perceive.times.words import EDGES, RELATIVE_DAYS, SEASONS, STEPS, UNITS, WEEKDAYS

EARLIER = frozenset(("before", "prior", "earlier"))
LATER = frozenset(("after", "from", "later", "on"))
NOT_A_MOMENT = listed("time times once twice days hours weeks months done best first")
"""Before "in a week": a rate or a length, not a time to come."""
POSSESSIVES = listed("my your his her its our their")
AGE_CUES = listed("since after before until once")
OLDEST = 120
"""The greatest age, in years, that is one."""


def counted_from(reading: Reading, place: int) -> Found | None:
    """two weeks ago, in three days, a week from Friday, two years before that, three days after Christmas."""
    found = quantity(reading, place) or _the_unit(reading, place)
    if found is None:
        return _names_ago(reading, place)
    word = reading.word(found.stop)
    if word in ("ago", "back"):
        return _ago(reading, found)
    if word in EARLIER or (word in LATER and (word != "on" or found.unit == "week")):
        return _from_other(reading, found, -1 if word in EARLIER else 1)
    if word in ("away", "out", "hence") or reading.words(found.stop, 2) == ("to", "go"):
        stop = found.stop + (2 if word == "to" else 1)
        return None if found.unit == "minute" else Found(stop, counted(reading.anchor, found.value, found.unit))
    return _ahead(reading, place, found) if reading.word(place - 1) == "in" else None


def _the_unit(reading: Reading, place: int) -> Quantity | None:
    """Units that only "the" counts: "the week (before Christmas)", "the day (after)"."""
    unit, size = UNITS.get(reading.word(place), ("day", 0))
    once = size == 1 and unit not in ("minute", "hour") and reading.word(place - 1) == "the"
    return Quantity(place + 1, 1, unit) if once else None


def _names_ago(reading: Reading, place: int) -> Found | None:
    """two Fridays ago, three summers ago."""
    number = count(reading, place)
    if number is None or number.value < 1 or reading.word(number.stop + 1) != "ago":
        return None
    back, name = int(number.value), reading.word(number.stop).removesuffix("s")
    over: list[Stretch] = []
    if name in WEEKDAYS:
        over = [day for day in weekly(WEEKDAYS[name])(reading.anchor) if day.start < reading.today.start]
    elif name in SEASONS:
        years = range(reading.anchor.year - back - 1, reading.anchor.year + 1)
        over = [each for n in years if (each := season_of(n, SEASONS[name])).end <= reading.anchor]
    return Found(number.stop + 2, over[-back]) if back <= len(over) else None


def _ago(reading: Reading, found: Quantity) -> Found:
    """N units ago: that calendar unit; "a week ago today": that day."""
    stop = found.stop + 1
    if found.unit == "hour" and found.value % 1:
        return Found(stop, counted(reading.anchor, -60 * found.value, "minute"))
    offset = RELATIVE_DAYS.get(reading.word(stop)) if found.unit in ("week", "month", "year") else None
    if offset is not None:
        day = moved(moved(reading.anchor, offset, "day"), -found.value, found.unit)
        return Found(stop + 1, counted(day, 0, "day"))
    return Found(stop, counted(reading.anchor, -found.value, found.unit))


def _ahead(reading: Reading, place: int, found: Quantity) -> Found | None:
    """What "in" makes of a length: a time to come, unless the clause is past or it is a rate ("twice in a week")."""
    stop = reading.skip(found.stop, ("time",))
    idiom = found.value == 1 and found.unit in ("minute", "day")
    if idiom or reading.word(place - 2) in NOT_A_MOMENT or reading.word(stop) in ("of", "flat", "or"):
        return None
    if reading.tense(place, stop) == "past":
        return None
    return Found(stop, counted(reading.anchor, found.value, found.unit))


def _from_other(reading: Reading, found: Quantity, sign: int) -> Found | None:
    """Counted from the time behind, from now, or from the time named before."""
    joint, value = reading.word(found.stop), sign * found.value
    start = reading.skip(found.stop + 1, ("to",)) if joint == "prior" else found.stop + 1
    if joint == "from" and reading.word(start) in ("now", "today"):
        moment = moved(reading.anchor, value, found.unit)
        exact = reading.word(start) == "today"
        return Found(start + 1, counted(moment, 0, "day") if exact else counted(reading.anchor, value, found.unit))
    if reading.word(start) in ("last", "next") and not reading.text(start + 1)[:1].isalpha():
        beyond = (reading.word(start) == "last") == (sign < 0)
        return Found(start + 1, counted(reading.anchor, 2 * sign, found.unit)) if beyond else None
    other = _base(reading, start, joint)
    if other is None:
        return None
    base = other.stretch
    if joint in ("from", "on"):
        exact = base.grain == "day"
        return Found(other.stop, counted(moved(base.start, value, found.unit), 0, "day")) if exact else None
    origin = moved(base.end, -1, "day") if sign > 0 and base.grain in ("day", "range") else base.start
    return Found(other.stop, counted(origin, value, found.unit))


def _base(reading: Reading, start: int, joint: str) -> Found | None:
    """The time that another is counted from: the one said behind, else the one named before."""
    earlier = Found(start, reading.named) if reading.named else None
    if joint in ("later", "earlier"):
        return earlier
    if behind := named(reading._replace(cued=True), reading.skip(start, ("the",))):
        return behind
    alone = not reading.text(start)[:1].isalnum() or reading.word(start) in ("that", "and", "but")
    return earlier if alone else None


def following(reading: Reading, place: int) -> Found | None:
    """the next day, the following week, that same year: counted from the time named before."""
    word = reading.word(place)
    step = {"following": 1, "next": 1, "same": 0, "that": 0, "previous": -1}.get(word)
    unit, size = UNITS.get(reading.word(place + 1), ("minute", 0))
    if step is None or not size or unit in ("minute", "hour") or reading.named is None:
        return None
    if word == "next" and reading.word(place - 1) != "the":
        return None
    return Found(place + 2, counted(reading.named.start, step, unit))


def edge(reading: Reading, place: int) -> Found | None:
    """early May, mid-January next year, late next month, the end of October, the beginning of the year."""
    word = reading.word(place)
    if word not in EDGES or (word not in ("early", "mid", "late") and reading.word(place + 1) != "of"):
        return None
    start = reading.skip(place + 1, ("-", "–", "of"), ("the",))
    owned = reading.word(place - 1) in POSSESSIVES and reading.word(start) not in STEPS
    found = None if owned else _whole_of_edge(reading._replace(cued=True), start)
    if found is None or found.stretch.grain not in ("week", "month", "year", "season", "decade"):
        return None
    full = found.stretch.grain != "decade" or len(reading.text(start)) == 4
    return Found(found.stop, third_of(found.stretch, EDGES[word])) if full or reading.word(place - 1) == "the" else None


_whole_of_edge: Rule = first_of(month, span_of_unit, season, year, decade)


def age(reading: Reading, place: int) -> Found | None:
    """when I was ten, when I turned thirty, at the age of ten, my tenth birthday: needs a date of birth."""
    if reading.birth is None:
        return None
    start = _age_at(reading, place)
    years = whole(reading, start) if start else None
    if years is None or years.value > OLDEST:
        return _birthday(reading, place, reading.birth)
    stop = reading.skip(years.stop, ("years", "yrs"), ("old",))
    if stop == years.stop and reading.word(stop) in UNITS:
        return None
    return Found(stop, _year_of_age(reading.birth, int(years.value)))


def _age_at(reading: Reading, place: int) -> int:
    """The place of the number in "when I was ten", "since I turned ten", "at the age of ten"; 0 if it is nothing such."""
    asked = reading.word(place) == "when" or reading.word(place - 1) in AGE_CUES
    person = reading.skip(place, ("when",))
    if asked and reading.word(person) == "i" and reading.word(person + 1) in ("was", "turned"):
        return person + 2
    if reading.words(place, 2) == ("age", "of"):
        return place + 2
    return place + 1 if reading.word(place) == "age" and reading.word(place - 1) == "at" else 0


def _year_of_age(birth: date, years: int) -> Stretch:
    """From one birthday to the next."""
    born = midnight(birth)
    return Stretch(moved(born, years, "year"), moved(born, years + 1, "year"), "year")


def _birthday(reading: Reading, place: int, birth: date) -> Found | None:
    """my birthday, my last birthday, my 30th birthday."""
    if reading.word(place) != "my":
        return None
    number = ordinal(reading, place + 1)
    stop = number.stop if number else reading.skip(place + 1, ("last", "next"))
    if reading.word(stop) != "birthday":
        return None
    if number:
        return Found(stop + 1, counted(moved(midnight(birth), number.value, "year"), 0, "day"))
    if reading.word(stop - 1) in ("last", "next"):
        reading = reading._replace(lean="past" if reading.word(stop - 1) == "last" else "future")
    return chosen(reading, place, framed(reading, stop + 1), yearly_day(birth.month, birth.day))


def filled(reading: Reading, place: int) -> Found | None:
    """A named time with what is told more closely inside it: "next week on Tuesday at 5", "next year in May"."""
    found = named(reading, place)
    if found is None:
        return None
    if found.stretch.grain in ("week", "month", "year"):
        found = _inside(reading, found) or found
    return attached(reading, found) if found.stretch.grain == "day" else found


def _inside(reading: Reading, outer: Found) -> Found | None:
    start = reading.skip(outer.stop, (",",), ("on", "in"))
    if reading.word(start - 1) == ",":
        return None
    anchor = moved(outer.stretch.start, -1, "day")
    within = reading._replace(anchor=anchor, lean="future", cued=start > outer.stop)
    found = named(within, reading.skip(start, ("the",)))
    return found if found and found.stretch.within(outer.stretch) and found.stretch.end < outer.stretch.end else None


point: Rule = first_of(by_the_clock, part_of_day, counted_from, following, edge, age, filled)
"""A single time, without a word before it."""
