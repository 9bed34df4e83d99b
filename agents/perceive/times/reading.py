"""What every rule of the time grammar works on and gives, and the small words they share."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import NamedTuple

from memos.agents.perceive.times.calendar import Instances, Stretch, counted, day_of, year_of
from memos.agents.perceive.times.tense import Tense, tense_around
from memos.agents.perceive.times.words import MEASURES, NUMBERS, ORDINAL_ENDS, ORDINALS, QUANTIFIERS, STEPS, UNITS, Unit
from memos.agents.perceive.tokens import Token


class Reading(NamedTuple):
    """A sentence being read for times.

    `anchor` is when it was said. `birth` is the speaker's date of birth, `named` the last time named before ("two years
    later" counts from it). `lean` overrules the tense of the clause; `cued` says that a word before asks for a time, so
    that "May" is a month.
    """

    tokens: tuple[Token, ...]
    anchor: datetime
    birth: date | None = None
    named: Stretch | None = None
    lean: Tense | None = None
    cued: bool = False

    @property
    def today(self) -> Stretch:
        """The anchor's day."""
        return day_of(self.anchor.date())

    def word(self, place: int) -> str:
        """The folded word at a place, without a possessive ending; empty outside the sentence."""
        return self.tokens[place].word if 0 <= place < len(self.tokens) else ""

    def text(self, place: int) -> str:
        """The token as written; empty outside the sentence."""
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def glued(self, place: int) -> bool:
        """Whether nothing stands between this token and the one before."""
        return 0 < place < len(self.tokens) and self.tokens[place - 1].end == self.tokens[place].start

    def after(self, place: int, words: Collection[str]) -> int:
        """The place after one of these words if it stands here, else the place itself."""
        return place + 1 if self.word(place) in words else place

    def number(self, place: int, most: int, digits: int = 4) -> int | None:
        """The number written in digits here, if it is at most `most`."""
        text = self.text(place)
        value = int(text) if text.isdecimal() and text.isascii() and len(text) <= digits else None
        return value if value is not None and value <= most else None

    def tense(self, first: int, stop: int) -> Tense:
        """Whether a time said here without its year or week is past or to come."""
        return self.lean or tense_around(self.tokens, first, stop)


class Found(NamedTuple):
    """A time that was recognised: the place after it, and what it means."""

    stop: int
    stretch: Stretch


Rule = Callable[[Reading, int], Found | None]
"""Reads a time that begins at a place; None if none of its kind does."""


def first_of(*rules: Rule) -> Rule:
    """The first of these rules that reads something."""

    def rule(reading: Reading, place: int) -> Found | None:
        return next((found for each in rules if (found := each(reading, place))), None)

    return rule


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
    ones_at = place + 2 if reading.text(place + 1) == "-" else place + 1
    ones = NUMBERS.get(reading.word(ones_at), 10)
    if tens >= 20 and ones < 10:
        return Count(ones_at + 1, tens + ones)
    return Count(place + 1, tens)


def count(reading: Reading, place: int) -> Count | None:
    """A number or a vague one: "three", "a", "a couple of", "a few", "two and a half", "half a"."""
    place = reading.after(place, ("about", "around", "roughly", "almost", "nearly", "maybe", "like"))
    if reading.word(place) == "half" and reading.word(place + 1) in ("a", "an"):
        return Count(place + 2, 0.5)
    bare = reading.after(place, ("a",)) if reading.word(place + 1) in ("couple", "few") else place
    if (vague := QUANTIFIERS.get(reading.word(bare))) is not None:
        return Count(reading.after(bare + 1, ("of",)), vague)
    found = whole(reading, place)
    if found and [reading.word(found.stop + n) for n in range(3)] == ["and", "a", "half"]:
        return Count(found.stop + 3, found.value + 0.5)
    return found


def quantity(reading: Reading, place: int) -> Quantity | None:
    """So many of a unit: "three weeks", "a couple of days", "a year and a half", "10 years'"."""
    number = count(reading, place)
    if number is None:
        return None
    stop = reading.after(number.stop, ("-", "more", "full", "short", "long"))
    unit, size = UNITS.get(reading.word(stop), (None, 1))
    if unit is None:
        return None
    value, stop = number.value, stop + 1
    if [reading.word(stop + n) for n in range(3)] == ["and", "a", "half"]:
        value, stop = value + 0.5, stop + 3
    if reading.text(stop) in ("'", "’") and reading.glued(stop):
        stop += 1
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
    tens, ones_at = NUMBERS.get(word, 0), place + 2 if reading.text(place + 1) == "-" else place + 1
    ones = ORDINALS.get(reading.word(ones_at), 10)
    return Count(ones_at + 1, tens + ones) if tens >= 20 and ones < 10 else None


def year_number(reading: Reading, place: int, *, short: bool = False) -> Count | None:
    """A year of four digits from 1900 to 2099; with `short` also '98 behind an apostrophe."""
    number = reading.number(place, 2099)
    if number is not None and number >= 1900 and len(reading.text(place)) == 4:
        counts = reading.word(place + 1) in MEASURES or (
            reading.glued(place + 1) and reading.text(place + 1)[:1].isalpha()
        )
        return None if counts else Count(place + 1, number)
    if (
        short
        and reading.text(place) in ("'", "’", "‘")
        and len(reading.text(place + 1)) == 2
        and reading.glued(place + 1)
    ):
        number = reading.number(place + 1, 99)
        if number is not None and not (reading.glued(place + 2) and reading.text(place + 2)[:1].isalpha()):
            return Count(place + 2, full_year(number, reading.anchor.year))
    return None


def full_year(number: int, now: int) -> int:
    """The year that two digits stand for: the last such one that is no more than ten years ahead."""
    if number > 99:
        return number
    century = now // 100 * 100
    return century + number if century + number <= now + 10 else century - 100 + number


def frame_after(reading: Reading, place: int) -> Found | None:
    """The year, month or week that a smaller time is said to lie in: ", 2024", "of 2024", "last year", "of next month"."""
    start = reading.after(place, (",", "of", "in"))
    if year := year_number(reading, start, short=True):
        return Found(year.stop, year_of(int(year.value)))
    modifier = reading.after(start, ("the", "earlier", "later"))
    step = STEPS.get(reading.word(modifier))
    unit = UNITS.get(reading.word(modifier + 1), ("day", 0))[0]
    if step is None or unit not in ("week", "month", "year"):
        return None
    return Found(modifier + 2, counted(reading.anchor, step, unit))


def chosen(reading: Reading, found: tuple[int, int], instances: Instances, *, strict: bool = False) -> Found | None:
    """Which instance of something recurring is meant at `found` (first place, place after).

    The one in the frame named behind it, if there is one; else by tense the coming or the most recent one. With `strict`
    (weekdays) the anchor's own day does not count; otherwise what is going on now does.
    """
    first, stop = found
    frame = frame_after(reading, stop)
    if frame:
        inside = [each for each in instances(frame.stretch.start) if each.within(frame.stretch)]
        if inside:
            return Found(frame.stop, inside[0])
    around = instances(reading.anchor)
    if reading.tense(first, stop) == "past":
        begun = [each for each in around if each.start < (reading.today.start if strict else reading.today.end)]
        return Found(stop, begun[-1]) if begun else None
    ahead = [each for each in around if (each.start > reading.anchor if strict else each.end > reading.anchor)]
    return Found(stop, ahead[0]) if ahead else None


def stepped(reading: Reading, stop: int, step: int, instances: Instances) -> Found | None:
    """The last (-1: fully over), this (0: of the anchor's year) or next (1: yet to begin) instance."""
    around = instances(reading.anchor)
    fitting = {
        -1: [each for each in around if each.end <= reading.today.start][-1:],
        0: [each for each in around if each.start.year == reading.anchor.year],
        1: [each for each in around if each.start > reading.anchor],
    }[step]
    return Found(stop, fitting[0]) if fitting else None
