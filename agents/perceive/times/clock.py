"""Clock times, and runs from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from memos.agents.lexicon import listed
from memos.agents.perceive.times.calendar import Stretch, midnight, minute_of
from memos.agents.perceive.times.numbers import whole
from memos.agents.perceive.times.reading import Found, Reading
from memos.agents.perceive.times.words import AFTER_A_TIME, MEASURES, NOT_TIMES, PARTS, UNITS, Part

CUES = frozenset(("at", "around", "by", "@"))
JOINTS = frozenset(("-", "–", "—", "to", "until", "till", "and", "through"))
WORDED: Mapping[str, int] = {"noon": 12, "midday": 12, "noontime": 12, "midnight": 0}
FRACTIONS: Mapping[str, int] = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}
SCRIPTURE = listed("matthew mark luke john acts romans corinthians genesis exodus psalm psalms proverbs isaiah")
RATIOS = frozenset(("ratio", "aspect", "score", "scored", "verse", "odds"))
GLUED_BEFORE = frozenset(("$", "/", ".", ","))
COUNTING = frozenset(("%", "°", "€", "£", "'", "’", '"', "”", "+"))
DAYS_BEHIND = frozenset(("tonight", "tomorrow", "today", "ish"))
EARLY_AFTERNOON = 7
"""An hour below this, said without am or pm, is in the afternoon: nobody meets at three in the night."""
EARLY_NIGHT = 5
"""An hour below this, on a named night, is after midnight."""


class Clock(NamedTuple):
    """A clock time that was read. `half` is am or pm, if said; `sure` that the hour needs no guess at that.

    `marked` says that it can be nothing but a clock time (15:30, 3pm, noon).
    """

    stop: int
    hour: int
    minute: int = 0
    half: str = ""
    sure: bool = True
    marked: bool = True

    def on(self, day: date, part: Part | None = None, half: str = "") -> Stretch:
        """The minute it means on a day."""
        hour, half = self.hour, self.half or half
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        elif part in ("afternoon", "evening") or (part == "night" and EARLY_NIGHT <= hour < 12):
            hour = hour % 12 + 12 if hour <= 12 else hour
        elif part == "night" and hour == 12 and not self.sure:
            hour = 0
        elif part is None and not self.sure and 0 < hour < EARLY_AFTERNOON:
            hour += 12
        after_midnight = 24 if part == "night" and hour < EARLY_NIGHT else 0
        return minute_of(midnight(day) + timedelta(hours=hour + after_midnight, minutes=self.minute))


def clock(reading: Reading, place: int) -> Clock | None:
    """3pm, 3:30 p.m., 15:30, seven o'clock, noon, half past two; "at 7" where nothing counted follows."""
    found = _worded(reading, place) or _past_or_to(reading, place)
    if found:
        return found
    number = whole(reading, place)
    if number is None or number.value > 23 or number.stop > place + 1:
        return None
    if reading.glued(place) and reading.text(place - 1) in GLUED_BEFORE:
        return None
    hour, spelled = int(number.value), _minutes(reading, place + 1)
    half, behind = _half(reading, place + 1 if spelled is None else place + 3)
    if half and 1 <= hour <= 12:
        return Clock(behind, hour, spelled or 0, half)
    if reading.word(place + 1) == "o'clock":
        return _with_half(reading, Clock(place + 2, hour, sure=False))
    if spelled is not None and reading.text(place + 1) == ":":
        return _colon_time(reading, place, hour, spelled)
    return _bare(reading, place, hour)


def _worded(reading: Reading, place: int) -> Clock | None:
    """noon, midnight; not somebody called Midnight, not a midnight snack."""
    hour = WORDED.get(reading.word(place))
    if hour is None or reading.word(place + 1) in NOT_TIMES["midnight"] or reading.word(place - 1) == "the":
        return None
    return None if reading.capital(place) and place > 0 else Clock(place + 1, hour)


def _minutes(reading: Reading, place: int) -> int | None:
    """The minutes behind a colon or a full stop."""
    tight = reading.glued(place) and reading.glued(place + 1) and len(reading.text(place + 1)) == 2
    return reading.number(place + 1, 59) if tight and reading.text(place) in (":", ".") else None


def _colon_time(reading: Reading, place: int, hour: int, minute: int) -> Clock | None:
    if reading.text(place + 3) in (":", "/") and reading.glued(place + 3):
        return None
    ratio = any(token.word in RATIOS for token in reading.tokens[max(place - 8, 0) : place + 8])
    if ratio or reading.word(place - 1) in SCRIPTURE:
        return None
    return Clock(place + 3, hour, minute, sure=hour == 0 or hour > 12 or reading.text(place).startswith("0"))


def _half(reading: Reading, place: int) -> tuple[str, int]:
    """am or pm, however it is written, and the place after it."""
    word = reading.word(place)
    if word in ("am", "pm"):
        return word, place + 1
    if word in ("a", "p") and reading.words(place + 1, 2) == (".", "m") and reading.glued(place + 2):
        last = place + 3 < len(reading.tokens) - 1
        return f"{word}m", reading.skip(place + 3, ".") if last else place + 3
    return "", place


def _with_half(reading: Reading, found: Clock) -> Clock:
    half, stop = _half(reading, found.stop)
    return found._replace(stop=stop, half=half, sure=bool(half))


def _past_or_to(reading: Reading, place: int) -> Clock | None:
    """half past two, quarter to five, ten past six."""
    start = reading.skip(place, ("a",))
    minutes, side = FRACTIONS.get(reading.word(start)), reading.word(start + 1)
    if minutes is None or side not in ("past", "to") or (side == "to" and reading.word(start) != "quarter"):
        return None
    hour = whole(reading, start + 2)
    if hour is None or not 1 <= hour.value <= 12:
        return None
    at = int(hour.value) if side == "past" else (int(hour.value) - 2) % 12 + 1
    return _with_half(reading, Clock(hour.stop, at, minutes if side == "past" else 60 - minutes, sure=False))


def _bare(reading: Reading, place: int, hour: int) -> Clock | None:
    """An hour with nothing to mark it: only after "at", and when nothing follows that it could count."""
    before, after, word = reading.word(place - 1), reading.text(place + 1), reading.word(place + 1)
    if not 1 <= hour <= 12 or not (before in CUES or reading.cued):
        return None
    if not reading.text(place).isdecimal() and (before != "at" or hour == 1):
        return None
    fits = not after[:1].isalnum() or word in AFTER_A_TIME or word in PARTS or word in DAYS_BEHIND
    tight = reading.glued(place + 1) and reading.glued(place + 2) and reading.text(place + 2)[:1].isalnum()
    if not fits or tight or word in MEASURES or word in UNITS or after in COUNTING:
        return None
    return Clock(place + 1, hour, sure=False, marked=False)


def clock_run(reading: Reading, place: int, day: date, part: Part | None, *, sure: bool) -> Found | None:
    """2-4 pm, from 9 to 11 am, between 14:00 and 15:30. Two bare numbers count only where `sure`."""
    loose = reading._replace(cued=True)
    first = clock(loose, place) or _first_hour(loose, place)
    if first is None or reading.word(first.stop) not in JOINTS:
        return None
    last = clock(loose, reading.skip(first.stop + 1, ("around", "about")))
    if last is None or not (sure or last.marked):
        return None
    start, end = first.on(day, part, last.half).start, last.on(day, part).start
    if start >= end and not first.half:
        start = first.on(day, part, "am").start
    if end <= start:
        end += timedelta(hours=24 if last.half or last.hour >= 12 else 12)
    return Found(last.stop, Stretch(start, end, "range"))


def _first_hour(reading: Reading, place: int) -> Clock | None:
    """The first hour of a run: unlike elsewhere a dash with a number may follow it."""
    hour = reading.number(place, 23, 2)
    return None if hour is None else Clock(place + 1, hour, sure=False, marked=False)
