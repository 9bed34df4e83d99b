"""Times counted from another one: from now, from a named day, from a birthday."""

from __future__ import annotations

from memos.agents.perceive.times.calendar import (
    Stretch,
    counted,
    moved,
    season_of,
    third_of,
    week_of,
    weekly,
    yearly_day,
)
from memos.agents.perceive.times.clock import attached, by_the_clock, part_of_day
from memos.agents.perceive.times.dates import date_of_year, decade, month, named, season, span_of_unit, year
from memos.agents.perceive.times.reading import (
    Found,
    Quantity,
    Reading,
    Rule,
    chosen,
    count,
    first_of,
    ordinal,
    quantity,
    whole,
)
from memos.agents.perceive.times.words import EDGES, SEASONS, STEPS, UNITS, WEEKDAYS

AGO = frozenset(("ago", "back", "earlier"))
BEFORE = frozenset(("before", "prior"))
AFTER = frozenset(("after", "from", "later", "past"))
POSSESSIVES = frozenset(("my", "your", "his", "her", "its", "our", "their"))
AGE_CUES = frozenset(("since", "after", "before", "until", "once"))
NOT_A_MOMENT = frozenset(
    ("time", "times", "once", "twice", "days", "hours", "weeks", "months", "done", "best", "first")
)
"""Before "in a week": a rate or a length, not a time to come."""


def counted_from(reading: Reading, place: int) -> Found | None:
    """two weeks ago, in three days, a week from Friday, two years before that, three days after Christmas."""
    found = quantity(reading, place) or _named_unit(reading, place)
    if found is None:
        return _names_ago(reading, place)
    word = reading.word(found.stop)
    if word == "ago" or (word == "back" and found.value >= 1):
        return _ago(reading, found)
    if word in BEFORE or word in AFTER or word == "earlier" or (word == "on" and found.unit == "week"):
        return _from_other(reading, found, -1 if word in BEFORE or word == "earlier" else 1)
    if word in ("away", "out", "hence") or (word, reading.word(found.stop + 1)) == ("to", "go"):
        stop = found.stop + (2 if word == "to" else 1)
        return None if found.unit == "minute" else Found(stop, counted(reading.anchor, found.value, found.unit))
    if reading.word(place - 1) == "in":
        return _ahead(reading, place, found)
    return None


def _names_ago(reading: Reading, place: int) -> Found | None:
    """two Fridays ago, three summers ago."""
    number = count(reading, place)
    if number is None or reading.word(number.stop + 1) != "ago":
        return None
    name = reading.word(number.stop).removesuffix("s")
    weekday, named_season = WEEKDAYS.get(name), SEASONS.get(name)
    if weekday is not None and number.value <= 4:
        past = [day for day in weekly(weekday)(reading.anchor) if day.start < reading.today.start]
        return Found(number.stop + 2, past[-int(number.value)])
    if named_season:
        over = [
            each
            for year in range(reading.anchor.year - int(number.value) - 2, reading.anchor.year + 1)
            if (each := season_of(year, named_season)).end <= reading.anchor
        ]
        return Found(number.stop + 2, over[-int(number.value)]) if number.value >= 1 else None
    return None


def _named_unit(reading: Reading, place: int) -> Quantity | None:
    """Units that only "the" counts: "the week (before Christmas)", "the day (after)"."""
    unit, size = UNITS.get(reading.word(place), ("day", 0))
    once = size == 1 and unit in ("day", "week", "month", "year", "night", "weekend")
    return Quantity(place + 1, 1, unit) if once and reading.word(place - 1) == "the" else None


def _ago(reading: Reading, found: Quantity) -> Found | None:
    if found.unit == "hour" and found.value % 1:
        return Found(found.stop + 1, counted(reading.anchor, -60 * found.value, "minute"))
    day = named(reading, found.stop + 1) if found.unit in ("week", "month", "year") else None
    if day and day.stretch.grain == "day" and reading.word(found.stop + 1) in ("today", "tomorrow", "yesterday"):
        return Found(day.stop, counted(moved(day.stretch.start, -found.value, found.unit), 0, "day"))
    return Found(found.stop + 1, counted(reading.anchor, -found.value, found.unit))


def _ahead(reading: Reading, place: int, found: Quantity) -> Found | None:
    """What "in" makes of a length: a time to come, unless the clause is past or it is a rate ("twice in a week")."""
    before = reading.word(place - 2)
    stop = reading.after(found.stop, ("time",))
    lone = found.value == 1 and found.unit in ("minute", "day")
    if before in NOT_A_MOMENT or lone or reading.word(stop) in ("of", "flat", "or"):
        return None
    if reading.tense(place, stop) == "past":
        return None
    return Found(stop, counted(reading.anchor, found.value, found.unit))


def _from_other(reading: Reading, found: Quantity, sign: int) -> Found | None:
    """Counted from the time behind, from now, or from the time named before."""
    start = reading.after(found.stop, ("prior",)) if reading.word(found.stop) == "prior" else found.stop
    start = reading.after(start + 1 if start == found.stop else start, ("to",))
    word, value = reading.word(start), sign * found.value
    if reading.word(found.stop) == "from" and word in ("now", "today"):
        if word == "today":
            return Found(start + 1, counted(moved(reading.anchor, value, found.unit), 0, "day"))
        return Found(start + 1, counted(reading.anchor, value, found.unit))
    if word in ("last", "next") and not reading.text(start + 1)[:1].isalpha():
        steps = 2 if word == "next" else -2
        same = (word == "last") == (sign < 0)
        return Found(start + 1, counted(reading.anchor, steps, found.unit)) if same else None
    if word in ("last", "next") and reading.word(start + 1) not in (*UNITS, *WEEKDAYS, *SEASONS, "christmas", "year"):
        return None
    cued = reading._replace(cued=True)
    if reading.word(found.stop) in ("later", "earlier"):
        other = Found(start, reading.named) if reading.named else None
    else:
        inner = reading.after(start, ("the",))
        other = named(cued, inner) or (
            Found(start, reading.named) if reading.named and _stands_alone(reading, start) else None
        )
    if other is None:
        return None
    base = other.stretch
    if reading.word(found.stop) in ("from", "on"):
        return (
            Found(other.stop, counted(moved(base.start, value, found.unit), 0, "day")) if base.grain == "day" else None
        )
    origin = moved(base.end, -1, "day") if sign > 0 and base.grain in ("day", "range") else base.start
    return Found(other.stop, counted(origin, value, found.unit))


def _stands_alone(reading: Reading, place: int) -> bool:
    """Whether nothing follows that "before" or "after" could govern."""
    return reading.text(place) in ("", ".", ",", "!", "?", ";", ")") or reading.word(place) in ("that", "and", "but")


def following(reading: Reading, place: int) -> Found | None:
    """the next day, the following week, that same year: counted from the time named before."""
    word = reading.word(place)
    step = {"following": 1, "next": 1, "same": 0, "that": 0, "previous": -1}.get(word)
    unit = UNITS.get(reading.word(place + 1), ("day", 0))
    if step is None or not unit[1] or reading.named is None or (word == "next" and reading.word(place - 1) != "the"):
        return None
    if word == "that" and unit[0] in ("hour", "minute"):
        return None
    return Found(place + 2, counted(reading.named.start, step, unit[0]))


def edge(reading: Reading, place: int) -> Found | None:
    """early May, mid-January next year, late next month, the end of October, the beginning of the year."""
    third = EDGES.get(reading.word(place))
    if third is None:
        return None
    start = reading.after(place + 1, ("-", "–", "of"))
    start = reading.after(start, ("the",))
    if reading.word(place) in ("beginning", "start", "middle", "end") and reading.word(place + 1) != "of":
        return None
    owned = reading.word(place - 1) in POSSESSIVES and reading.word(start) not in STEPS
    found = None if owned else _edged(reading._replace(cued=True), start)
    if found is None or found.stretch.grain not in ("week", "month", "year", "season", "decade"):
        return None
    short = (found.stretch.grain == "decade" and not reading.text(start).isdecimal()) or len(reading.text(start)) < 4
    if found.stretch.grain == "decade" and short and reading.word(place - 1) != "the":
        return None
    return Found(found.stop, third_of(found.stretch, third))


_edged: Rule = first_of(month, span_of_unit, season, year, decade)


def age(reading: Reading, place: int) -> Found | None:
    """when I was ten, when I turned thirty, at the age of ten, my tenth birthday: needs a date of birth."""
    if reading.birth is None:
        return None
    words = [reading.word(place + n) for n in range(3)]
    start = 0
    if words[:2] == ["when", "i"] and words[2] in ("was", "turned"):
        start = place + 3
    elif words[0] == "i" and words[1] in ("was", "turned") and reading.word(place - 1) in AGE_CUES:
        start = place + 2
    elif words == ["the", "age", "of"] or words[:2] == ["age", "of"]:
        start = place + (3 if words[0] == "the" else 2)
    elif words[0] == "age" and reading.word(place - 1) == "at":
        start = place + 1
    years = whole(reading, start) if start else None
    if years is None or (reading.word(years.stop) in UNITS and reading.word(years.stop) not in ("years", "yrs")):
        return _birthday(reading, place)
    stop = (
        years.stop + 2
        if reading.word(years.stop) in ("years", "yrs") and reading.word(years.stop + 1) == "old"
        else years.stop
    )
    return Found(stop, _year_of_age(reading, int(years.value))) if years.value <= 120 else None


def _year_of_age(reading: Reading, years: int) -> Stretch:
    assert reading.birth is not None  # noqa: S101
    born = counted(reading.anchor, 0, "day").start.replace(month=1, day=1, year=reading.birth.year)
    first = born.replace(month=reading.birth.month) + (reading.birth - reading.birth.replace(day=1))
    return Stretch(moved(first, years, "year"), moved(first, years + 1, "year"), "year")


def _birthday(reading: Reading, place: int) -> Found | None:
    """my birthday, my 30th birthday."""
    if reading.birth is None or reading.word(place) != "my":
        return None
    number = ordinal(reading, place + 1)
    stop = number.stop if number else reading.after(place + 1, ("last", "next"))
    if reading.word(stop) != "birthday":
        return None
    if number:
        born = _year_of_age(reading, int(number.value)).start
        return Found(stop + 1, counted(born, 0, "day"))
    lean = {"last": "past", "next": "future"}.get(reading.word(stop - 1))
    leaning = reading if lean is None else reading._replace(lean=lean)  # type: ignore[arg-type]
    return chosen(leaning, (place, stop + 1), yearly_day(reading.birth.month, reading.birth.day))


def week_of_date(reading: Reading, place: int) -> Found | None:
    """the week of May 3rd."""
    if (reading.word(place), reading.word(place + 1)) != ("week", "of"):
        return None
    found = date_of_year(reading, reading.after(place + 2, ("the",)))
    return Found(found.stop, week_of(found.stretch.start.date())) if found else None


def filled(reading: Reading, place: int) -> Found | None:
    """A named time with what is told more closely inside it: "next week on Tuesday at 5", "next year in May"."""
    found = named(reading, place)
    if found is None:
        return None
    if found.stretch.grain in ("week", "month", "year") and (inner := _inside(reading, found)):
        found = inner
    return attached(reading, found) if found.stretch.grain == "day" else found


def _inside(reading: Reading, outer: Found) -> Found | None:
    start = reading.after(reading.after(outer.stop, (",",)), ("on", "in"))
    if reading.word(outer.stop) == "," and start == outer.stop + 1:
        return None
    anchored = reading._replace(anchor=moved(outer.stretch.start, -1, "day"), lean="future", cued=start > outer.stop)
    found = named(anchored, reading.after(start, ("the",)))
    return found if found and found.stretch.within(outer.stretch) and found.stretch.end < outer.stretch.end else None


point: Rule = first_of(by_the_clock, part_of_day, counted_from, following, edge, week_of_date, age, filled)
"""A single time, without a word before it."""
