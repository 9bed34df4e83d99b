"""Days, by their names and numbers."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from memos.agents.lexicon import listed
from memos.agents.perceive.times.calendar import (
    Instances,
    Stretch,
    day_of,
    days,
    minute_of,
    monthly_day,
    moved,
    week_of,
    weekly,
    yearly,
    yearly_day,
)
from memos.agents.perceive.times.numbers import Count, framed, full_year, ordinal
from memos.agents.perceive.times.reading import Found, Reading, chosen, first_of, with_step
from memos.agents.perceive.times.words import (
    AFTER_A_TIME,
    HABITUAL,
    MEASURES,
    MONTHS,
    MONTHS_OR_NOT,
    NOT_DAYS,
    NOT_TIMES,
    ORDINAL_ENDS,
    PARTS,
    RELATIVE_DAYS,
    SHORT_WEEKDAYS,
    STEPS,
    WEEKDAYS,
)

DATE_CUES = listed("""
    on by until till since from before after due for dated and to between around through thru starting
""")
TITLE_NOUNS = frozenset(("lights", "fever", "live"))
"""Behind "Friday night": a film or a show."""
BEYOND: Mapping[tuple[str, ...], int] = {("day", "after", "tomorrow"): 2, ("day", "before", "yesterday"): -2}
JOINTS = frozenset(("-", "–", "—", "to", "through", "thru", "until"))
LISTING = frozenset(("and", "or", "&", ",", "/"))
SCORES = listed("a an about score scored rated got solid rating grade give gave $")


def relative_day(reading: Reading, place: int) -> Found | None:
    """today, later today, tomorrow, yesterday; the day after tomorrow, the day before yesterday."""
    beyond = BEYOND.get(reading.words(place, 3))
    if beyond:
        return Found(place + 3, _days_away(reading, beyond))
    name = reading.skip(place, ("later", "earlier")) if reading.word(place + 1) == "today" else place
    offset = RELATIVE_DAYS.get(reading.word(name))
    return None if offset is None else Found(name + 1, _days_away(reading, offset))


def _days_away(reading: Reading, count: int) -> Stretch:
    return day_of(moved(reading.anchor, count, "day").date())


def weekday(reading: Reading, place: int) -> Found | None:
    """Friday, last Friday, next Friday, this coming Friday; a date behind it decides ("Friday, May 3rd")."""
    name, step = with_step(reading, place)
    number = WEEKDAYS.get(reading.word(name))
    if number is None or not _is_weekday(reading, name, step):
        return None
    if dated := _date_behind(reading, name + 1):
        return dated
    if step is None:
        return _beyond(reading, place, weekly(number)) or _bare_weekday(reading, place, weekly(number))
    today, around = reading.today.start, weekly(number)(reading.anchor)
    week = week_of(today.date())
    if step < 0:
        return Found(name + 1, [day for day in around if day.start < today][-1])
    if step == 0:
        return Found(name + 1, next(day for day in around if day.within(week)))
    coming = [day for day in around if day.start > today]
    skip = reading.word(name - 1) == "next" and coming[0].within(week)
    return Found(name + 1, coming[1 if skip else 0])


def _is_weekday(reading: Reading, name: int, step: int | None) -> bool:
    before, after = reading.word(name - 1), reading.word(name + 1)
    title = after in PARTS and reading.word(name + 2) in TITLE_NOUNS
    if title or after in NOT_TIMES["weekday"] or before in NOT_DAYS or (step is None and before in HABITUAL):
        return False
    if reading.word(name) not in SHORT_WEEKDAYS:
        return True
    cued = reading.cued or step is not None or before in DATE_CUES or after in MONTHS or after in ("night", "morning")
    return reading.capital(name) and (cued or reading.number(name + 1, 31) is not None)


def _date_behind(reading: Reading, place: int) -> Found | None:
    """The date that a weekday is explained by: "(Friday,) May 3rd", "(Friday) the 13th"."""
    start = reading.skip(place, (",", "("), ("the",))
    return first_of(date_of_year, numeric_date, day_of_month)(reading._replace(cued=True), start)


def _beyond(reading: Reading, place: int, week: Instances) -> Found | None:
    """the Monday before last, the Friday after next."""
    behind = reading.words(place + 1, 2)
    if reading.word(place - 1) != "the" or behind not in (("before", "last"), ("after", "next")):
        return None
    today = reading.today
    if behind[1] == "last":
        return Found(place + 3, [day for day in week(reading.anchor) if day.start < today.start][-2])
    beyond_next = moved(week_of(today.start.date()).start, 14, "day")
    return Found(place + 3, next(day for day in week(reading.anchor) if day.start >= beyond_next))


def _bare_weekday(reading: Reading, place: int, week: Instances) -> Found | None:
    """By tense the coming or the last one; in a list the one after its neighbour ("last Friday and Saturday")."""
    in_list = reading.word(place - 1) in LISTING and reading.word(place - 2) in WEEKDAYS
    if in_list and reading.named:
        reading = reading._replace(anchor=reading.named.start, lean="future")
    return chosen(reading, place, framed(reading, place + 1), week, strict=True)


class _Days(NamedTuple):
    """Days of a month as they were read, first and last, and the place after them."""

    first: int
    last: int
    stop: int


def date_of_year(reading: Reading, place: int) -> Found | None:
    """May 3rd, May 3, 2024, 3 May, the 3rd of May last year, May the 3rd; of a range of days (May 3-5) all of them."""
    if reading.word(place) in MONTHS:
        name, start = place, reading.skip(place + 1, "." if len(reading.text(place)) <= 4 else "", ("the",))
        found = _days_of_month(reading, start)
        stop = found.stop if found else place
    else:
        found = _days_of_month(reading, place)
        name = reading.skip(found.stop, ("of",)) if found else place
        stop = name + 1
    number = MONTHS.get(reading.word(name))
    if number is None or found is None or found.last > monthrange(2024, number)[1]:
        return None
    if _is_verb(reading, name, found.stop):
        return None
    instances = _run_of_days(number, found.first, found.last)
    return chosen(reading, place, framed(reading, stop), instances)


def _is_verb(reading: Reading, name: int, after_days: int) -> bool:
    """Whether "may" or "march" beside a number is none of the months ("5 may come", "may 5 people come")."""
    if reading.word(name) not in MONTHS_OR_NOT or not reading.text(name).islower():
        return False
    ordered = reading.word(after_days - 1) in ORDINAL_ENDS or reading.word(name - 1) == "of"
    days_first = after_days <= name
    return not ordered and (days_first or not ends_here(reading, after_days))


def _run_of_days(month: int, first: int, last: int) -> Instances:
    if first == last:
        return yearly_day(month, first)
    return yearly(lambda year: days(date(year, month, first), min(last, monthrange(year, month)[1]) - first + 1))


def _days_of_month(reading: Reading, place: int) -> _Days | None:
    """One day of a month or several ("3rd to 5th")."""
    first = _day_number(reading, place)
    if first is None:
        return None
    joint = reading.skip(first.stop, JOINTS)
    last = _day_number(reading, reading.skip(joint, ("the",))) if joint > first.stop else None
    if last and last.value > first.value and reading.word(last.stop) not in ("am", "pm", ":"):
        return _Days(int(first.value), int(last.value), last.stop)
    return _Days(int(first.value), int(first.value), first.stop)


def _day_number(reading: Reading, place: int) -> Count | None:
    """A day of a month: "3", "3rd", "third"."""
    found = ordinal(reading, place)
    number = reading.number(place, 31, 2)
    if found is None and number is not None:
        following = reading.text(place + 1)
        joined = reading.glued(place + 1) and (following in (":", "/", "%") or following.isalnum())
        found = None if joined else Count(place + 1, number)
    return found if found and 1 <= found.value <= 31 else None


def day_of_month(reading: Reading, place: int) -> Found | None:
    """on the 3rd, the 15th of next month; not "the 3rd floor"."""
    number, before = ordinal(reading, place), reading.words(place - 2, 2)
    if number is None or not 1 <= number.value <= 31 or (before[1] != "the" and before[1] not in WEEKDAYS):
        return None
    month = reading.skip(number.stop, ("of",), ("the",))
    of_month = month > number.stop and (reading.word(month) == "month" or reading.word(month) in STEPS)
    cued = reading.cued or before[0] in DATE_CUES or before[0] in ("about", ",")
    lone = cued and reading.text(place).isdecimal() and month == number.stop and ends_here(reading, month)
    if not (of_month or lone):
        return None
    return chosen(reading, place, framed(reading, number.stop), monthly_day(int(number.value)))


def ends_here(reading: Reading, place: int) -> bool:
    """Whether a bare number can end before this place: nothing that it counts follows."""
    return not reading.text(place)[:1].isalnum() or reading.word(place) in AFTER_A_TIME


def numeric_date(reading: Reading, place: int) -> Found | None:
    """2024-05-03, on 20240503, 05/03/2024, 5/20 (month first), 3.5.2024 (day first)."""
    if len(reading.text(place)) == 8:
        return _basic_date(reading, place)
    first, second, third = (reading.number(place + n, 9999) for n in (0, 2, 4))
    mark, tight = reading.text(place + 1), [reading.glued(place + n) for n in range(5)]
    if first is None or second is None or mark not in ("/", "-", ".") or tight[:3] != [False, True, True]:
        return None
    if third is not None and reading.text(place + 3) == mark and all(tight[3:]):
        day = _full_date(reading, place, (first, second, third))
        return Found(place + 5, day_of(day)) if day else None
    valid = 1 <= first <= 12 and 1 <= second <= monthrange(2024, first if 1 <= first <= 12 else 1)[1]
    if mark != "/" or not valid or not _is_slashed_date(reading, place, second):
        return None
    return chosen(reading, place, place + 3, yearly_day(first, second))


def _basic_date(reading: Reading, place: int) -> Found | None:
    """20240503, 20240503_13:00: the basic form of ISO 8601, where a date is asked for. Other eight digits may be any number."""
    digits, asked_for = reading.text(place), reading.cued or reading.word(place - 1) in DATE_CUES
    if not (digits.isdecimal() and digits.isascii() and asked_for and _is_whole(reading, place + 1)):
        return None
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if not (1900 <= year < 2100 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    hour, minute = reading.number(place + 2, 23, 2), reading.number(place + 4, 59, 2)
    joined = reading.text(place + 1) in ("_", "T") and reading.text(place + 3) == ":"
    if hour is None or minute is None or not (joined and all(reading.glued(place + n) for n in range(1, 5))):
        return Found(place + 1, day_of(date(year, month, day)))
    return Found(place + 5, minute_of(datetime(year, month, day, hour, minute, tzinfo=UTC)))


def _is_whole(reading: Reading, place: int) -> bool:
    """Whether a date in digits ends before this place, or an hour is joined to it."""
    return ends_here(reading, place) or (reading.text(place) == "T" and reading.glued(place + 1))


def _full_date(reading: Reading, place: int, numbers: tuple[int, int, int]) -> date | None:
    """Year first if that has four digits; else month first behind slashes and dashes, unless it can be none."""
    (first, second, third), mark = numbers, reading.text(place + 1)
    digits = [len(reading.text(place + n)) for n in (0, 4)]
    if digits[0] == 4:
        year, month, day = first, second, third
    elif digits[1] == 4 or (digits[1] == 2 and mark == "/"):
        year = full_year(third, reading.anchor.year)
        month, day = (second, first) if mark == "." or first > 12 else (first, second)
    else:
        return None
    valid = 1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return date(year, month, day) if valid else None


def _is_slashed_date(reading: Reading, place: int, day: int) -> bool:
    """Whether "5/20" is a date and not a share or a score: something asks for one, or no score is written so."""
    before, after = reading.word(place - 1), reading.word(place + 3)
    if after in ("/", "%"):
        return False
    if reading.cued or before in DATE_CUES:
        return after not in MEASURES
    return day > 12 and before not in SCORES and after != "of" and ends_here(reading, place + 3)
