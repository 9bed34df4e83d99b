"""Days, months, seasons, years and holidays by their names and numbers."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from memos.agents.lexicon import listed
from memos.agents.perceive.times.calendar import (
    Instances,
    Stretch,
    day_of,
    days,
    decade_of,
    holiday_of,
    month_of,
    monthly_day,
    moved,
    nth_weekday,
    season_of,
    week_of,
    weekend_of,
    weekends,
    weekly,
    year_of,
    yearly,
    yearly_day,
)
from memos.agents.perceive.times.reading import (
    Count,
    Found,
    Reading,
    chosen,
    first_of,
    full_year,
    ordinal,
    stepped,
    year_number,
)
from memos.agents.perceive.times.words import (
    AFTER_A_TIME,
    DECADES,
    HABITUAL,
    HOLIDAYS,
    KEEPSAKES,
    MEASURES,
    MONTHS,
    MONTHS_OR_NOT,
    NOT_DAYS,
    NOT_TIMES,
    ORDINAL_ENDS,
    RELATIVE_DAYS,
    SEASON_CUES,
    SEASONS,
    SHORT_WEEKDAYS,
    STEPS,
    WEEKDAYS,
)

DATE_CUES = listed("""
    on by until till since from before after due for dated and to between around through thru starting
""")
MONTH_CUES = listed("""
    in since until till by from of before after during through early mid late between for around past last next this
""")
YEAR_CUES = listed("""
    in since until till by from of before after during through early mid late between around year circa
""")
SCORES = listed("a an about score scored rated got solid rating grade give gave")
WARMTH = listed("degrees temperature temperatures temps weather highs fahrenheit ° score scores percent % test grades")


def relative_day(reading: Reading, place: int) -> Found | None:
    """today, tomorrow, yesterday; the day after tomorrow, the day before yesterday."""
    words = [reading.word(place + n) for n in range(3)]
    if words[0] == "day" and words[1:] == ["after", "tomorrow"]:
        return Found(place + 3, _offset(reading, 2))
    if words[0] == "day" and words[1:] == ["before", "yesterday"]:
        return Found(place + 3, _offset(reading, -2))
    shift = 1 if words[0] in ("later", "earlier") and words[1] == "today" else 0
    offset = RELATIVE_DAYS.get(words[shift])
    return None if offset is None else Found(place + shift + 1, _offset(reading, offset))


def _offset(reading: Reading, count: int) -> Stretch:
    return day_of(moved(reading.anchor, count, "day").date())


def weekday(reading: Reading, place: int) -> Found | None:
    """Friday, last Friday, next Friday, this coming Friday; a date behind it decides ("Friday, May 3rd")."""
    name, step = _with_step(reading, place)
    number = WEEKDAYS.get(reading.word(name))
    if number is None or not _is_weekday(reading, name, step):
        return None
    if dated := _date_behind(reading, name + 1):
        return dated
    if step is None:
        return _bare_weekday(reading, place, number)
    today, same = reading.today.start, weekly(number)(reading.anchor)
    week = week_of(today.date())
    if reading.word(place) == "this" and step == 0:
        return Found(name + 1, next(day for day in same if day.within(week)))
    if step < 0:
        return Found(name + 1, [day for day in same if day.start < today][-1])
    coming = [day for day in same if day.start > today]
    skip = reading.word(name - 1) == "next" and coming[0].within(week)
    return Found(name + 1, coming[1 if skip else 0])


def _bare_weekday(reading: Reading, place: int, number: int) -> Found | None:
    """By tense the coming or the last one; in a list the one after its neighbour ("last Friday and Saturday")."""
    week = weekly(number)
    behind = (reading.word(place + 1), reading.word(place + 2))
    if reading.word(place - 1) == "the" and behind in (("before", "last"), ("after", "next")):
        weeks = -7 if behind[0] == "before" else 7
        last = chosen(reading._replace(lean="past" if weeks < 0 else "future"), (place, place + 1), week, strict=True)
        base = last.stretch.start if last else reading.anchor
        beyond = 7 if weeks > 0 and last and last.stretch.within(week_of(reading.anchor.date())) else 0
        return Found(place + 3, day_of(moved(base, weeks + beyond, "day").date()))
    listed = reading.word(place - 1) in ("and", "or", "&", ",", "/") and reading.word(place - 2) in WEEKDAYS
    if listed and reading.named:
        return chosen(
            reading._replace(anchor=reading.named.start, lean="future"), (place, place + 1), week, strict=True
        )
    return chosen(reading, (place, place + 1), week, strict=True)


def _is_weekday(reading: Reading, name: int, step: int | None) -> bool:
    before, after = reading.word(name - 1), reading.word(name + 1)
    if after in NOT_TIMES["weekday"] or before in NOT_DAYS or (step is None and before in HABITUAL):
        return False
    if reading.word(name) not in SHORT_WEEKDAYS:
        return True
    cued = reading.cued or step is not None or before in DATE_CUES or after in MONTHS or after in ("night", "morning")
    return reading.text(name)[:1].isupper() and (cued or reading.number(name + 1, 31) is not None)


def _date_behind(reading: Reading, place: int) -> Found | None:
    """The date that a weekday is explained by: "(Friday,) May 3rd", "(Friday) the 13th"."""
    start = reading.after(reading.after(place, (",", "(")), ("the",))
    cued = reading._replace(cued=True)
    return first_of(date_of_year, numeric_date, day_of_month)(cued, start)


def _with_step(reading: Reading, place: int) -> tuple[int, int | None]:
    """The place of the name behind "last", "next", "this coming" …, and which way they point; None without them."""
    first = STEPS.get(reading.word(place))
    if first is None:
        return place, None
    second = STEPS.get(reading.word(place + 1)) if reading.word(place) == "this" else None
    return (place + 1, first) if second is None else (place + 2, second)


def date_of_year(reading: Reading, place: int) -> Found | None:
    """May 3rd, May 3, 2024, 3 May, the 3rd of May last year, May the 3rd; of a range of days (May 3-5) all of them."""
    month_first, day_first = MONTHS.get(reading.word(place)), None
    name = place
    if month_first:
        stop = reading.after(place + 1, (".",)) if len(reading.text(place)) <= 4 else place + 1
        day_first = _day_number(reading, reading.after(stop, ("the",)))
        found = _day_range(reading, day_first)
    else:
        day_first = _day_number(reading, place)
        found = _day_range(reading, day_first)
        if found:
            name = reading.after(found[1], ("of",))
            month_first, found = MONTHS.get(reading.word(name), 0), (found[0], name + 1)
    if not month_first or found is None or found[0][1] > monthrange(2024, month_first)[1]:
        return None
    ordered = reading.text(found[1] - 1).casefold() in ORDINAL_ENDS or reading.word(name - 1) == "of"
    doubtful = reading.word(name) in MONTHS_OR_NOT and reading.text(name).islower() and not ordered
    if doubtful and (name != place or not _ends_here(reading, found[1])):
        return None
    (first, last), stop = found
    return chosen(reading, (place, stop), _run_of_days(month_first, first, last))


def _run_of_days(month: int, first: int, last: int) -> Instances:
    if first == last:
        return yearly_day(month, first)
    return yearly(lambda year: days(date(year, month, first), min(last, monthrange(year, month)[1]) - first + 1))


def _day_range(reading: Reading, first: Count | None) -> tuple[tuple[int, int], int] | None:
    """One day of a month or several ("3rd to 5th"), and the place after them."""
    if first is None:
        return None
    joint = reading.after(first.stop, ("-", "–", "—", "to", "through", "thru", "until"))
    last = _day_number(reading, reading.after(joint, ("the",))) if joint > first.stop else None
    if last and last.value > first.value and reading.word(last.stop) not in ("am", "pm", ":"):
        return (int(first.value), int(last.value)), last.stop
    return (int(first.value), int(first.value)), first.stop


def _day_number(reading: Reading, place: int) -> Count | None:
    """A day of a month: "3", "3rd", "third"."""
    found = ordinal(reading, place)
    if found is None and (number := reading.number(place, 31, 2)) is not None:
        joined = reading.glued(place + 1) and (
            reading.text(place + 1) in (":", "/", "%") or reading.text(place + 1).isalnum()
        )
        found = None if joined else Count(place + 1, number)
    return found if found and 1 <= found.value <= 31 else None


def day_of_month(reading: Reading, place: int) -> Found | None:
    """on the 3rd, the 15th of next month; not "the 3rd floor"."""
    number = ordinal(reading, place)
    before = reading.word(place - 1)
    if number is None or not 1 <= number.value <= 31 or (before != "the" and before not in WEEKDAYS):
        return None
    instances = monthly_day(int(number.value))
    stop = reading.after(number.stop, ("of",))
    unit = reading.after(stop, ("the",))
    if stop > number.stop and reading.word(unit) != "month" and reading.word(unit) not in STEPS:
        return None
    in_digits = reading.text(place).isdecimal()
    cued = reading.cued or reading.word(place - 2) in DATE_CUES or reading.word(place - 2) in ("about", ",")
    if stop == number.stop and not (cued and in_digits and _ends_here(reading, stop)):
        return None
    return chosen(reading, (place, number.stop), instances)


def _ends_here(reading: Reading, place: int) -> bool:
    """Whether a bare number can end here: nothing that it counts follows."""
    text = reading.text(place)
    return not text[:1].isalnum() or reading.word(place) in AFTER_A_TIME


def numeric_date(reading: Reading, place: int) -> Found | None:
    """2024-05-03, 05/03/2024, 5/20 (month first), 3.5.2024 (day first)."""
    numbers = [reading.number(place + n, 9999) for n in (0, 2, 4)]
    marks = [reading.text(place + n) for n in (1, 3)]
    tight = [reading.glued(place + n) for n in range(1, 5)]
    if (
        numbers[0] is None
        or numbers[1] is None
        or not all(tight[:2])
        or marks[0] not in ("/", "-", ".")
        or reading.glued(place)
    ):
        return None
    if numbers[2] is not None and marks[1] == marks[0] and all(tight):
        day = _full_date(reading, place, (numbers[0], numbers[1], numbers[2]), marks[0])
        return Found(place + 5, day_of(day)) if day else None
    if marks[0] != "/" or reading.text(place + 3) in ("/", "%") or not _is_slashed_date(reading, place, numbers[1]):
        return None
    month, number = numbers[0], numbers[1]
    if not 1 <= month <= 12 or not 1 <= number <= monthrange(2024, month)[1]:
        return None
    return chosen(reading, (place, place + 3), yearly_day(month, number))


def _full_date(reading: Reading, place: int, numbers: tuple[int, int, int], mark: str) -> date | None:
    first, second, third = numbers
    if len(reading.text(place)) == 4:
        year, month, day = first, second, third
    elif len(reading.text(place + 4)) not in (2, 4) or (mark != "/" and len(reading.text(place + 4)) != 4):
        return None
    else:
        day_first = mark == "." or first > 12
        (day, month) = (first, second) if day_first else (second, first)
        year = full_year(third, reading.anchor.year)
    valid = 1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return date(year, month, day) if valid else None


def _is_slashed_date(reading: Reading, place: int, day: int) -> bool:
    """Whether "5/20" is a date and not a share or a score: something asks for one, or no score is written so."""
    before, after = reading.word(place - 1), reading.word(place + 3)
    if reading.cued or before in DATE_CUES:
        return after not in MEASURES
    return day > 12 and before not in SCORES and before != "$" and after != "of" and _ends_here(reading, place + 3)


def month(reading: Reading, place: int) -> Found | None:
    """May, in May 2024, last May, May last year."""
    name, step = _with_step(reading, place)
    number = MONTHS.get(reading.word(name))
    if number is None or not _is_month(reading, name, step):
        return None
    stop = (
        reading.after(name + 1, (".",))
        if len(reading.text(name)) == 3 and number != 5 and reading.glued(name + 1)
        else name + 1
    )
    stop = name + 1 if stop > name + 1 and stop >= len(reading.tokens) else stop
    instances = yearly(lambda year: month_of(year, number))
    return chosen(reading, (place, stop), instances) if step is None else stepped(reading, stop, step, instances)


def _is_month(reading: Reading, name: int, step: int | None) -> bool:
    before = reading.word(name - 1)
    if step is None and before in HABITUAL:
        return False
    if reading.word(name) not in MONTHS_OR_NOT:
        return True
    if before in ("for", "from", "of") and reading.word(name - 2) in KEEPSAKES:
        return False
    year = year_number(reading, reading.after(name + 1, (",", "of")), short=True)
    run = reading.text(name + 1) in ("-", "–", "/") and reading.word(name + 2) in MONTHS
    cued = reading.cued or before in MONTH_CUES or year is not None or run
    capital = reading.text(name)[:1].isupper()
    return (cued or step is not None) and (capital or (before == "in" and reading.word(name) != "may"))


def season(reading: Reading, place: int) -> Found | None:
    """last summer, in the spring, summer of 2019, this winter."""
    name, step = _with_step(reading, place)
    named = SEASONS.get(reading.word(name))
    if named is None or reading.word(name + 1) in NOT_TIMES["season"]:
        return None
    instances = yearly(lambda year: season_of(year, named))
    if step is not None:
        if step == 0:
            around = instances(reading.anchor)
            going_on = [each for each in around if each.start <= reading.anchor < each.end]
            return Found(name + 1, going_on[0]) if going_on else stepped(reading, name + 1, 0, instances)
        return stepped(reading, name + 1, step, instances)
    before = reading.word(place - 1) if reading.word(place - 1) != "the" else reading.word(place - 2)
    year = year_number(reading, reading.after(name + 1, (",", "of")), short=True)
    if year is None and not (reading.cued or before in SEASON_CUES):
        return None
    return chosen(reading, (place, name + 1), instances)


def holiday(reading: Reading, place: int) -> Found | None:
    """Christmas, last Thanksgiving, New Year's Eve, Christmas 2023; not "Christmas tree"."""
    name, step = _with_step(reading, place)
    words = [reading.word(name + n) for n in range(4)]
    length = next((n for n in (4, 3, 2, 1) if " ".join(words[:n]) in HOLIDAYS), 0)
    if not length or reading.word(name + length) in NOT_TIMES["holiday"]:
        return None
    if step is None and reading.word(place - 1) in (
        *HABITUAL,
        "love",
        "like",
        "hate",
        "favorite",
        "favourite",
        "merry",
        "happy",
    ):
        return None
    rule = HOLIDAYS[" ".join(words[:length])]
    instances = yearly(lambda year: holiday_of(year, rule))
    stop = name + length
    return chosen(reading, (place, stop), instances) if step is None else stepped(reading, stop, step, instances)


def weekend(reading: Reading, place: int) -> Found | None:
    """this weekend, last weekend, over the weekend, the weekend of May 3rd."""
    name, step = _with_step(reading, place)
    if reading.word(name) != "weekend":
        return None
    if step is not None:
        return Found(name + 1, weekend_of(moved(reading.anchor, step, "week").date()))
    if reading.word(place - 1) != "the":
        return None
    if reading.word(name + 1) == "of" and (dated := date_of_year(reading, reading.after(name + 2, ("the",)))):
        return Found(dated.stop, weekend_of(dated.stretch.start.date()))
    return chosen(reading, (place, name + 1), weekends)


def year(reading: Reading, place: int) -> Found | None:
    """in 2016, since 2016, "2024 was hard"; a bare number elsewhere is none."""
    found = year_number(reading, place, short=reading.cued)
    if found is None or (reading.glued(place + 1) and reading.text(place + 1) in ("/", "%", ":")):
        return None
    last = year_number(reading, place + 2) if reading.text(place + 1) in ("-", "–") else None
    run = last is not None and last.value > found.value
    if reading.glued(place + 1) and reading.text(place + 1) in ("-", "–") and not run:
        return None
    told = reading.word(place + 1) in ("was", "is", "has", "will") and any(
        token.word == "year" for token in reading.tokens
    )
    if not (reading.cued or run or told or reading.word(place - 1) in YEAR_CUES):
        return None
    return Found(found.stop, year_of(int(found.value)))


def decade(reading: Reading, place: int) -> Found | None:
    """the 90s, the '80s, the nineties, the 1980s; not "her 80s", not degrees."""
    mark = reading.after(place, ("'", "’", "‘"))
    number = reading.number(mark, 2099)
    if number is not None:
        end = reading.after(mark + 1, ("'", "’"))
        if number % 10 or reading.word(end) != "s" or not reading.glued(end) or 100 <= number < 1900:
            return None
        start, stop = (number if number >= 1900 else 1900 + number if number >= 20 else 2000 + number), end + 1
    else:
        start, stop = DECADES.get(reading.word(place), 0), place + 1
    full = number is not None and number >= 1900
    if not start or not (full or reading.cued or reading.word(place - 1) == "the"):
        return None
    warm = not full and any(token.word in WARMTH for token in reading.tokens[max(place - 12, 0) : stop + 12])
    return None if warm else Found(stop, decade_of(start))


def nth_of(reading: Reading, place: int) -> Found | None:
    """the first weekend of August, the last day of the month, the second Tuesday in May."""
    nth = -1 if reading.word(place) == "last" else int(found.value) if (found := ordinal(reading, place)) else 0
    unit_at = found.stop if nth > 0 and found else place + 1
    if not nth or nth > 5 or reading.word(unit_at + 1) not in ("of", "in"):
        return None
    inside = reading.after(unit_at + 2, ("the",))
    whole_of = first_of(month, span_of_unit, year)(reading._replace(cued=True), inside)
    if whole_of is None or whole_of.stretch.grain not in ("month", "year"):
        return None
    stretch = _nth_in(whole_of.stretch, reading.word(unit_at), nth)
    return Found(whole_of.stop, stretch) if stretch else None


def _nth_in(outer: Stretch, unit: str, nth: int) -> Stretch | None:
    first, last = outer.start.date(), moved(outer.end, -1, "day").date()
    at = first if nth > 0 else last
    if unit in WEEKDAYS or unit == "weekend":
        found = nth_weekday(at.year, at.month, WEEKDAYS.get(unit, 5), nth)
        return None if found is None else days(found, 2) if unit == "weekend" else day_of(found)
    if unit == "day":
        return day_of(moved(outer.start, nth - 1, "day").date() if nth > 0 else last)
    if unit == "week":
        return days(
            moved(outer.start, 7 * (nth - 1), "day").date() if nth > 0 else moved(outer.end, -7, "day").date(),
            7,
            "week",
        )
    if unit == "month" and outer.grain == "year":
        return month_of(first.year, nth if nth > 0 else 12)
    return None


def span_of_unit(reading: Reading, place: int) -> Found | None:
    """last year, this week, next month, the coming week, earlier this year; "the month", "the year" alone are the current."""
    place = reading.after(place, ("earlier", "later")) if reading.word(place + 1) in STEPS else place
    name, step = _with_step(reading, place)
    word = reading.word(name)
    if word not in ("week", "month", "year", "quarter", "decade") or (
        step is None and reading.word(place - 1) != "the"
    ):
        return None
    if step is None and not reading.cued:
        return None
    current = reading.anchor.date()
    if word == "quarter":
        first = (current.month - 1) // 3 * 3 + 1 + 3 * (step or 0)
        start, end = month_of(current.year, first), month_of(current.year, first + 2)
        return Found(name + 1, Stretch(start.start, end.end, "range"))
    outer = {"week": week_of, "month": lambda day: month_of(day.year, day.month), "year": lambda day: year_of(day.year)}
    if word == "decade":
        return Found(name + 1, decade_of((current.year // 10 + (step or 0)) * 10))
    return Found(name + 1, outer[word](moved(reading.anchor, step or 0, word).date()))


named = first_of(
    nth_of, relative_day, weekday, numeric_date, date_of_year, day_of_month, holiday, month, season, weekend, decade, year,
    span_of_unit,
)  # fmt: skip
"""Every rule of this page, most telling first."""
