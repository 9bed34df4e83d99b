"""Calendar arithmetic: stretches of time, in UTC, by the conventions of tests/data/dates/README.md."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from memos.agents.perceive.times.words import HOLIDAYS, WEEKDAYS, Part, Season, Unit
from memos.schemas.cube import Granularity

DAY = timedelta(days=1)
PART_HOURS: dict[Part, tuple[int, int]] = {
    "morning": (6, 12),
    "afternoon": (12, 18),
    "evening": (18, 24),
    "night": (18, 30),
}
"""First and last hour of each part of a day; a night ends at six the next morning."""

SEASON_MONTHS: dict[Season, int] = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""The month each season begins with; it lasts three."""


class Stretch(NamedTuple):
    """A stretch of time: start inclusive, end exclusive, and how finely it was said."""

    start: datetime
    end: datetime
    grain: Granularity

    def within(self, other: Stretch) -> bool:
        """Whether it begins inside the other one."""
        return other.start <= self.start < other.end


def midnight(day: date) -> datetime:
    """The first instant of a day."""
    return datetime.combine(day, time(), UTC)


def days(first: date, count: int, grain: Granularity = "range") -> Stretch:
    """So many days from the first one on."""
    return Stretch(midnight(first), midnight(first + count * DAY), grain)


def day_of(day: date) -> Stretch:
    """One day."""
    return days(day, 1, "day")


def week_of(day: date) -> Stretch:
    """The ISO week, Monday to Sunday, that the day lies in."""
    return days(monday_of(day), 7, "week")


def weekend_of(day: date) -> Stretch:
    """Saturday and Sunday of the ISO week that the day lies in."""
    return days(monday_of(day) + 5 * DAY, 2)


def monday_of(day: date) -> date:
    """The Monday of a day's ISO week."""
    return day - day.weekday() * DAY


def months(year: int, month: int, count: int, grain: Granularity) -> Stretch:
    """So many calendar months; `month` may run over the year's ends."""
    first, last = year * 12 + month - 1, year * 12 + month - 1 + count
    return Stretch(midnight(date(first // 12, first % 12 + 1, 1)), midnight(date(last // 12, last % 12 + 1, 1)), grain)


def month_of(year: int, month: int) -> Stretch:
    """One calendar month."""
    return months(year, month, 1, "month")


def year_of(year: int) -> Stretch:
    """One calendar year."""
    return months(year, 1, 12, "year")


def decade_of(year: int) -> Stretch:
    """Ten years from the first one on."""
    return months(year, 1, 120, "decade")


def season_of(year: int, season: Season) -> Stretch:
    """Three months; a winter belongs to the year of its December."""
    return months(year, SEASON_MONTHS[season], 3, "season")


def part_of(day: date, part: Part) -> Stretch:
    """The morning, afternoon, evening or night of a day."""
    first, last = PART_HOURS[part]
    start = midnight(day)
    return Stretch(start + timedelta(hours=first), start + timedelta(hours=last), "range")


def minute_of(moment: datetime) -> Stretch:
    """The minute that a moment lies in."""
    start = moment.replace(second=0, microsecond=0)
    return Stretch(start, start + timedelta(minutes=1), "instant")


def hour_of(moment: datetime) -> Stretch:
    """The clock hour that a moment lies in."""
    start = moment.replace(minute=0, second=0, microsecond=0)
    return Stretch(start, start + timedelta(hours=1), "hour")


def moved(moment: datetime, count: float, unit: Unit) -> datetime:
    """The moment so many units later (earlier, if negative); a day that a month lacks becomes its last one."""
    match unit:
        case "minute" | "hour":
            return moment + count * timedelta(**{f"{unit}s": 1})
        case "day" | "night":
            return moment + timedelta(days=count)
        case "week" | "weekend":
            return moment + timedelta(days=int(count * 7))
        case "month" | "year" | "decade":
            size = {"month": 1, "year": 12, "decade": 120}[unit]
            index = moment.year * 12 + moment.month - 1 + int(count * size)
            year, month = index // 12, index % 12 + 1
            return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


def counted(moment: datetime, count: float, unit: Unit) -> Stretch:
    """The calendar unit that lies so many units from the moment: its day, its ISO week, its month and so on."""
    if unit == "year" and count % 1:
        unit, count = "month", count * 12
    return unit_around(moved(moment, count, unit), unit)


def unit_around(moment: datetime, unit: Unit) -> Stretch:
    """The calendar unit that a moment lies in."""
    day = moment.date()
    match unit:
        case "minute":
            return minute_of(moment)
        case "hour":
            return hour_of(moment)
        case "day":
            return day_of(day)
        case "night":
            return part_of(day, "night")
        case "week":
            return week_of(day)
        case "weekend":
            return weekend_of(day)
        case "month":
            return month_of(day.year, day.month)
        case "year":
            return year_of(day.year)
        case "decade":
            return decade_of(day.year // 10 * 10)


def third_of(stretch: Stretch, third: int) -> Stretch:
    """The early (0), middle (1) or late (2) part of a stretch, in whole days or months; of a month days 1-10, 11-20, 21-end."""
    start = stretch.start
    if stretch.grain == "decade":
        cuts = [moved(start, years, "year") for years in (0, 4, 7)]
    elif stretch.grain in ("year", "season"):
        count = (stretch.end.year - start.year) * 12 + stretch.end.month - start.month
        cuts = [moved(start, count * n // 3, "month") for n in range(3)]
    elif stretch.grain == "month":
        cuts = [start + n * 10 * DAY for n in range(3)]
    else:
        length = (stretch.end - start).days
        cuts = [start + (n * length // 3) * DAY for n in range(3)]
    return Stretch(cuts[third], [*cuts[1:], stretch.end][third], "range")


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth (from 1; -1 is the last) Monday (0) to Sunday (6) of a month, if there is one."""
    length = monthrange(year, month)[1]
    first = 1 + (weekday - date(year, month, 1).weekday()) % 7
    found = range(first, length + 1, 7)
    index = nth - 1 if nth > 0 else nth
    return date(year, month, found[index]) if -len(found) <= index < len(found) else None


def holiday_of(year: int, rule: str) -> Stretch:
    """The day a holiday's rule (see HOLIDAYS) names in a year."""
    if "-" in rule[:3]:
        month, day = map(int, rule.split("-"))
        return day_of(date(year, month, day))
    first, *rest = rule.split()
    if first.isdigit():
        found = nth_weekday(year, int(first), WEEKDAYS[rest[0]], int(rest[1]))
        if found is None:
            raise ValueError(f"no such weekday in {year}: {rule}")
        return day_of(found)
    base = easter(year) if first == "easter" else holiday_of(year, HOLIDAYS[first]).start.date()
    return day_of(base + int(rest[0]) * DAY)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    offset = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * offset) // 451
    month, day = divmod(epact + offset - 7 * late + 114, 31)
    return date(year, month, day + 1)


Instances = Callable[[datetime], list[Stretch]]
"""The instances of something that comes again, those around a moment, in order."""


def yearly(instance: Callable[[int], Stretch]) -> Instances:
    """What comes once a year."""
    return lambda moment: [instance(year) for year in range(moment.year - 2, moment.year + 3)]


def yearly_day(month: int, day: int) -> Instances:
    """A day of the year; 29 February comes in leap years only."""
    return lambda moment: [
        day_of(date(year, month, day))
        for year in range(moment.year - 8, moment.year + 9)
        if day <= monthrange(year, month)[1]
    ]


def monthly_day(day: int) -> Instances:
    """A day of the month, in those months that have it."""

    def around(moment: datetime) -> list[Stretch]:
        starts = [month_of(moment.year, moment.month + n).start for n in range(-3, 4)]
        return [
            day_of(first.date().replace(day=day)) for first in starts if day <= monthrange(first.year, first.month)[1]
        ]

    return around


def weekly(weekday: int) -> Instances:
    """A day of the week."""
    return lambda moment: [day_of(monday_of(moment.date()) + (7 * n + weekday) * DAY) for n in range(-4, 5)]


def weekends(moment: datetime) -> list[Stretch]:
    """Weekends."""
    return [weekend_of(moment.date() + 7 * n * DAY) for n in range(-4, 5)]
