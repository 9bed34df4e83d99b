"""What every rule of the time grammar works on and gives, and how the instance meant is chosen among several."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import NamedTuple

from memos.agents.perceive.times.calendar import Instances, Stretch, day_of
from memos.agents.perceive.times.tense import Tense, tense_around
from memos.agents.perceive.times.words import STEPS
from memos.agents.perceive.tokens import Token


class Reading(NamedTuple):
    """A sentence being read for times.

    `anchor` is when it was said. `birth` is the speaker's date of birth, `named` the last time named before ("two
    years later" counts from it). `lean` overrules the tense of the clause; `cued` says that a word before asks for a
    time, so that "May" is a month.
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

    def words(self, place: int, count: int) -> tuple[str, ...]:
        """So many folded words from a place on."""
        return tuple(self.word(place + n) for n in range(count))

    def text(self, place: int) -> str:
        """The token as written; empty outside the sentence."""
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def capital(self, place: int) -> bool:
        """Whether the token is written with a capital."""
        return self.text(place)[:1].isupper()

    def glued(self, place: int) -> bool:
        """Whether nothing stands between this token and the one before."""
        return 0 < place < len(self.tokens) and self.tokens[place - 1].end == self.tokens[place].start

    def skip(self, place: int, *groups: Collection[str]) -> int:
        """The place behind one word of each group in turn, where it stands there."""
        for words in groups:
            if self.word(place) in words:
                place += 1
        return place

    def number(self, place: int, most: int, digits: int = 4) -> int | None:
        """The number written in digits here, if it is at most `most`."""
        text = self.text(place)
        if not text.isdecimal() or not text.isascii() or len(text) > digits:
            return None
        return int(text) if int(text) <= most else None

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


def with_step(reading: Reading, place: int) -> tuple[int, int | None]:
    """The place of the name behind "last", "next", "this coming" …, and which way they point; None without them."""
    step = STEPS.get(reading.word(place))
    if step is None:
        return place, None
    again = STEPS.get(reading.word(place + 1)) if reading.word(place) == "this" else None
    return (place + 1, step) if again is None else (place + 2, again)


def chosen(
    reading: Reading, first: int, found: Found | int, instances: Instances, *, strict: bool = False
) -> Found | None:
    """Which instance of something recurring is meant between the places `first` and `found` (with the frame behind it).

    The one in the frame, if one was named ("May last year"); else by tense the coming or the most recent one. With
    `strict` (weekdays) the anchor's own day does not count; otherwise what is going on now does.
    """
    if isinstance(found, Found):
        inside = [each for each in instances(found.stretch.start) if each.within(found.stretch)]
        return Found(found.stop, inside[0]) if inside else None
    around, today = instances(reading.anchor), reading.today
    if reading.tense(first, found) == "past":
        fitting = [each for each in around if each.start < (today.start if strict else today.end)][-1:]
    else:
        fitting = [each for each in around if (each.start if strict else each.end) > reading.anchor][:1]
    return Found(found, fitting[0]) if fitting else None


def stepped(reading: Reading, stop: int, step: int, instances: Instances) -> Found | None:
    """The last (-1: fully over), this (0: going on, or of the anchor's year) or next (1: yet to begin) instance."""
    around, now = instances(reading.anchor), reading.anchor
    if step < 0:
        fitting = [each for each in around if each.end <= reading.today.start][-1:]
    elif step > 0:
        fitting = [each for each in around if each.start > now]
    else:
        going_on = [each for each in around if each.start <= now < each.end]
        fitting = going_on or [each for each in around if each.start.year == now.year]
    return Found(stop, fitting[0]) if fitting else None
