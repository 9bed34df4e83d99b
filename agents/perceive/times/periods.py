"""Weekends, weeks, months, seasons, years, decades and holidays, by their names."""

from __future__ import annotations

from memos.agents.lexicon import listed
from memos.agents.perceive.times.calendar import (
    Stretch,
    counted,
    day_of,
    days,
    decade_of,
    holiday_of,
    month_of,
    months,
    moved,
    nth_weekday,
    season_of,
    week_of,
    weekend_of,
    weekends,
    year_of,
    yearly,
)
from memos.agents.perceive.times.dates import date_of_year, day_of_month, numeric_date, relative_day, weekday
from memos.agents.perceive.times.numbers import framed, ordinal, year_number
from memos.agents.perceive.times.reading import Found, Reading, chosen, first_of, stepped, with_step
from memos.agents.perceive.times.words import (
    APOSTROPHES,
    DECADES,
    HABITUAL,
    HOLIDAYS,
    KEEPSAKES,
    MONTHS,
    MONTHS_OR_NOT,
    NOT_TIMES,
    SEASON_CUES,
    SEASONS,
    STEPS,
    UNITS,
    WEEKDAYS,
)

CUES = listed("in since until till by from of before after during through early mid late between around")
MONTH_CUES = CUES | {"for", "past", "last", "next", "this"}
YEAR_CUES = CUES | {"year", "circa"}
FONDNESS = listed("love like hate favorite favourite merry happy")
WARMTH = listed("degrees temperature temperatures temps weather highs fahrenheit ° score scores percent % test grades")
DASHES = frozenset(("-", "–"))


def month(reading: Reading, place: int) -> Found | None:
    """May, in May 2024, last May, May last year."""
    name, step = with_step(reading, place)
    number = MONTHS.get(reading.word(name))
    if number is None or not _is_month(reading, name, step):
        return None
    instances = yearly(lambda year: month_of(year, number))
    if step is not None:
        return stepped(reading, name + 1, step, instances)
    return chosen(reading, place, framed(reading, name + 1), instances)


def _is_month(reading: Reading, name: int, step: int | None) -> bool:
    before = reading.word(name - 1)
    if step is None and before in HABITUAL:
        return False
    if reading.word(name) not in MONTHS_OR_NOT:
        return True
    if before in ("for", "from", "of") and reading.word(name - 2) in KEEPSAKES:
        return False
    wish = name == 0 and reading.words(0, 2) == ("may", "this")  # "May this year bring you luck."
    in_frame = not wish and isinstance(framed(reading, name + 1), Found)
    run = reading.text(name + 1) in (*DASHES, "/") and reading.word(name + 2) in MONTHS
    cued = reading.cued or step is not None or before in MONTH_CUES or in_frame or run
    return cued and (reading.capital(name) or (before == "in" and reading.word(name) != "may"))


def season(reading: Reading, place: int) -> Found | None:
    """last summer, in the spring, summer of 2019, this winter."""
    name, step = with_step(reading, place)
    season_named = SEASONS.get(reading.word(name))
    if season_named is None or reading.word(name + 1) in NOT_TIMES["season"]:
        return None
    instances = yearly(lambda year: season_of(year, season_named))
    if step is not None:
        return stepped(reading, name + 1, step, instances)
    before = reading.word(place - 2 if reading.word(place - 1) == "the" else place - 1)
    frame = framed(reading, name + 1)
    if not (reading.cued or before in SEASON_CUES or isinstance(frame, Found)):
        return None
    return chosen(reading, place, frame, instances)


def holiday(reading: Reading, place: int) -> Found | None:
    """Christmas, last Thanksgiving, New Year's Eve, Christmas 2023; not "Christmas tree"."""
    name, step = with_step(reading, place)
    words = reading.words(name, 4)
    length = next((n for n in (4, 3, 2, 1) if " ".join(words[:n]) in HOLIDAYS), 0)
    if not length or reading.word(name + length) in NOT_TIMES["holiday"]:
        return None
    rule, stop = HOLIDAYS[" ".join(words[:length])], name + length
    instances = yearly(lambda year: holiday_of(year, rule))
    if step is not None:
        return stepped(reading, stop, step, instances)
    if reading.word(place - 1) in HABITUAL | FONDNESS:
        return None
    return chosen(reading, place, framed(reading, stop), instances)


def weekend(reading: Reading, place: int) -> Found | None:
    """this weekend, last weekend, over the weekend, the weekend of May 3rd."""
    name, step = with_step(reading, place)
    if reading.word(name) != "weekend":
        return None
    if step is not None:
        return Found(name + 1, counted(reading.anchor, step, "weekend"))
    if reading.word(place - 1) != "the":
        return None
    dated = _date_inside(reading, name + 1)
    if dated:
        return Found(dated.stop, weekend_of(dated.stretch.start.date()))
    return chosen(reading, place, framed(reading, name + 1), weekends)


def week_of_date(reading: Reading, place: int) -> Found | None:
    """the week of May 3rd."""
    dated = _date_inside(reading, place + 1) if reading.word(place) == "week" else None
    return Found(dated.stop, week_of(dated.stretch.start.date())) if dated else None


def _date_inside(reading: Reading, place: int) -> Found | None:
    return date_of_year(reading, reading.skip(place + 1, ("the",))) if reading.word(place) == "of" else None


def year(reading: Reading, place: int) -> Found | None:
    """in 2016, since 2016, 2015-2018, "2024 was a hard year"; a bare number elsewhere is none."""
    found = year_number(reading, place, short=reading.cued)
    if found is None or (reading.glued(place + 1) and reading.text(place + 1) in ("/", "%", ":")):
        return None
    dash = reading.text(place + 1) in DASHES
    last = year_number(reading, place + 2) if dash else None
    run = last is not None and last.value > found.value
    if dash and reading.glued(place + 1) and not run:
        return None
    told = reading.word(place + 1) in ("was", "is", "has", "will") and any(
        token.word == "year" for token in reading.tokens[place : place + 12]
    )
    if not (reading.cued or run or told or reading.word(place - 1) in YEAR_CUES):
        return None
    return Found(found.stop, year_of(int(found.value)))


def decade(reading: Reading, place: int) -> Found | None:
    """the 90s, the '80s, the nineties, the 1980s; not "her 80s", not degrees."""
    start, stop, full = _decade_named(reading, place)
    if not start or not (full or reading.cued or reading.word(place - 1) == "the"):
        return None
    warm = not full and any(token.word in WARMTH for token in reading.tokens[max(place - 12, 0) : stop + 12])
    return None if warm else Found(stop, decade_of(start))


def _decade_named(reading: Reading, place: int) -> tuple[int, int, bool]:
    """The first year of a decade (0 if there is none), the place after it, and whether its century was said."""
    mark = reading.skip(place, APOSTROPHES)
    number = reading.number(mark, 2099)
    if number is None:
        return DECADES.get(reading.word(place), 0), place + 1, False
    end = reading.skip(mark + 1, APOSTROPHES)
    if number % 10 or 100 <= number < 1900 or reading.word(end) != "s" or not reading.glued(end):
        return 0, place, False
    century = 0 if number >= 1900 else 1900 if number >= 20 else 2000
    return century + number, end + 1, not century


def nth_of(reading: Reading, place: int) -> Found | None:
    """the first weekend of August, the last day of the month, the second Tuesday in May."""
    number = ordinal(reading, place)
    if number is None and reading.word(place) != "last":
        return None
    nth, unit_at = (int(number.value), number.stop) if number else (-1, place + 1)
    if nth > 5 or reading.word(unit_at + 1) not in ("of", "in"):
        return None
    inside = reading.skip(unit_at + 2, ("the",))
    outer = first_of(month, span_of_unit, year)(reading._replace(cued=True), inside)
    stretch = _nth_in(outer.stretch, reading.word(unit_at), nth) if outer else None
    return Found(outer.stop, stretch) if outer and stretch else None


def _nth_in(outer: Stretch, unit: str, nth: int) -> Stretch | None:
    """The nth (-1: last) unit or weekday of a month or a year; weeks are counted from its first day, or back from its last."""
    if outer.grain not in ("month", "year"):
        return None
    last = moved(outer.end, -1, "day")
    if unit in WEEKDAYS or unit == "weekend":
        at = outer.start if nth > 0 else last
        found = nth_weekday(at.year, at.month, WEEKDAYS.get(unit, 5), nth)
        return None if found is None else days(found, 2) if unit == "weekend" else day_of(found)
    if unit == "day":
        return day_of((moved(outer.start, nth - 1, "day") if nth > 0 else last).date())
    if unit == "week":
        return days((moved(outer.start, 7 * (nth - 1), "day") if nth > 0 else moved(last, -6, "day")).date(), 7, "week")
    return month_of(outer.start.year, nth if nth > 0 else 12) if unit == "month" and outer.grain == "year" else None


def span_of_unit(reading: Reading, place: int) -> Found | None:
    """last year, this week, the coming month, earlier this year; "the month" alone, behind a word that asks for a time."""
    if reading.word(place + 1) in STEPS:
        place = reading.skip(place, ("earlier", "later"))
    name, step = with_step(reading, place)
    word = reading.word(name)
    bare = step is None and not (reading.cued and reading.word(place - 1) == "the")
    if bare or word not in ("week", "month", "year", "quarter", "decade"):
        return None
    if word == "quarter":
        first = (reading.anchor.month - 1) // 3 * 3 + 1
        return Found(name + 1, months(reading.anchor.year, first + 3 * (step or 0), 3, "range"))
    unit = "decade" if word == "decade" else UNITS[word][0]
    return Found(name + 1, counted(reading.anchor, step or 0, unit))


named = first_of(
    nth_of,
    relative_day,
    weekday,
    numeric_date,
    date_of_year,
    day_of_month,
    holiday,
    month,
    season,
    weekend,
    week_of_date,
    decade,
    year,
    span_of_unit,
)
"""Every rule for a time that has a name or a number, most telling first."""
