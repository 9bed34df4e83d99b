"""Numbers, quantities, places in an order and years, as they are written and said."""

from __future__ import annotations

from typing import NamedTuple

from memos.agents.perceive.times.calendar import counted, year_of
from memos.agents.perceive.times.reading import Found, Reading
from memos.agents.perceive.times.words import (
    APOSTROPHES,
    MEASURES,
    NUMBERS,
    ORDINAL_ENDS,
    ORDINALS,
    QUANTIFIERS,
    STEPS,
    UNITS,
    Unit,
)

ROUGHLY = frozenset(("about", "around", "roughly", "almost", "nearly", "maybe", "like"))
AND_A_HALF = ("and", "a", "half")


class Count(NamedTuple):
    """A number that was read, and the place after it."""

    stop: int
    value: float


class Quantity(NamedTuple):
    """So many of a unit, and the place after them."""

    stop: int
    value: float
    unit: Unit


def whole(reading: Reading, place: int) -> Count | None:
    """A whole number in digits or in words ("12", "twelve", "twenty-five")."""
    if (value := reading.number(place, 9999)) is not None:
        return Count(place + 1, value)
    tens = NUMBERS.get(reading.word(place))
    if tens is None:
        return None
    ones_at = reading.skip(place + 1, "-")
    ones = NUMBERS.get(reading.word(ones_at), 10)
    return Count(ones_at + 1, tens + ones) if tens >= 20 and ones < 10 else Count(place + 1, tens)


def count(reading: Reading, place: int) -> Count | None:
    """A number or a vague one: "three", "a", "a couple of", "a few", "two and a half", "half a"."""
    place = reading.skip(place, ROUGHLY)
    if reading.word(place) == "half" and reading.word(place + 1) in ("a", "an"):
        return Count(place + 2, 0.5)
    vague_at = reading.skip(place, "a") if reading.word(place + 1) in ("couple", "few") else place
    vague = QUANTIFIERS.get(reading.word(vague_at))
    if vague is not None:
        return Count(reading.skip(vague_at + 1, ("of",)), vague)
    found = whole(reading, place)
    if found and reading.words(found.stop, 3) == AND_A_HALF:
        return Count(found.stop + 3, found.value + 0.5)
    return found


def quantity(reading: Reading, place: int) -> Quantity | None:
    """So many of a unit: "three weeks", "a couple of days", "a year and a half", "10 years'"."""
    number = count(reading, place)
    if number is None:
        return None
    stop = reading.skip(number.stop, ("-", "more", "full", "short", "long"))
    unit, size = UNITS.get(reading.word(stop), ("day", 0))
    if not size:
        return None
    value, stop = number.value, stop + 1
    if reading.words(stop, 3) == AND_A_HALF:
        value, stop = value + 0.5, stop + 3
    if reading.glued(stop):
        stop = reading.skip(stop, APOSTROPHES)
    return Quantity(stop, value * size, unit)


def ordinal(reading: Reading, place: int) -> Count | None:
    """A place in an order: "3rd", "third", "twenty-first"."""
    number = reading.number(place, 99, 2)
    if number is not None:
        marked = reading.glued(place + 1) and reading.word(place + 1) in ORDINAL_ENDS
        return Count(place + 2, number) if marked else None
    word = reading.word(place)
    if word in ORDINALS:
        return Count(place + 1, ORDINALS[word])
    tens, ones_at = NUMBERS.get(word, 0), reading.skip(place + 1, "-")
    ones = ORDINALS.get(reading.word(ones_at), 10)
    return Count(ones_at + 1, tens + ones) if tens >= 20 and ones < 10 else None


def year_number(reading: Reading, place: int, *, short: bool = False) -> Count | None:
    """A year of four digits from 1900 to 2099; with `short` also '98 behind an apostrophe."""
    number = reading.number(place, 2099)
    if number is not None and number >= 1900:
        counts = reading.word(place + 1) in MEASURES or _letter_glued(reading, place + 1)
        return None if counts else Count(place + 1, number)
    if not short or reading.text(place) not in APOSTROPHES or not reading.glued(place + 1):
        return None
    number = reading.number(place + 1, 99)
    if number is None or len(reading.text(place + 1)) != 2 or _letter_glued(reading, place + 2):
        return None
    return Count(place + 2, full_year(number, reading.anchor.year))


def _letter_glued(reading: Reading, place: int) -> bool:
    return reading.glued(place) and reading.text(place)[:1].isalpha()


def full_year(number: int, now: int) -> int:
    """The year that two digits stand for: the last such one that is no more than ten years ahead."""
    if number > 99:
        return number
    year = now // 100 * 100 + number
    return year if year <= now + 10 else year - 100


def framed(reading: Reading, place: int) -> Found | int:
    """The year, month or week that the time before is said to lie in (", 2024", "last year", "of next month").

    Where none is said, the place itself.
    """
    start = reading.skip(place, (",", "of", "in"))
    if year := year_number(reading, start, short=True):
        return Found(year.stop, year_of(int(year.value)))
    modifier = reading.skip(start, ("the", "earlier", "later"))
    step = STEPS.get(reading.word(modifier))
    unit = UNITS.get(reading.word(modifier + 1), ("day", 0))[0]
    if step is None or unit not in ("week", "month", "year"):
        return place
    return Found(modifier + 2, counted(reading.anchor, step, unit))
