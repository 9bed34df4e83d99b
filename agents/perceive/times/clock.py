"""Times of day: parts of a day, clock times, and how they join a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from memos.agents.lexicon import listed
from memos.agents.perceive.times.calendar import PART_HOURS, Stretch, midnight, minute_of, moved, part_of
from memos.agents.perceive.times.dates import named
from memos.agents.perceive.times.reading import Found, Reading, whole
from memos.agents.perceive.times.words import AFTER_A_TIME, MEASURES, NOT_TIMES, PARTS, UNITS, Part

CLOCK_CUES = frozenset(("at", "around", "by", "@"))
WORDED: dict[str, int] = {"noon": 12, "midday": 12, "noontime": 12, "midnight": 0}
FRACTIONS: dict[str, int] = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}
JOINTS = frozenset(("-", "–", "—", "to", "until", "till", "and", "through"))
SCRIPTURE = listed("matthew mark luke john acts romans corinthians genesis exodus psalm psalms proverbs isaiah")
RATIOS = frozenset(("ratio", "aspect", "score", "scored", "verse", "odds", "bpm"))
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
    minute: int
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
    word = reading.word(place)
    if word in WORDED:
        named_so = (reading.text(place)[0].isupper() and place > 0) or reading.word(place - 1) == "the"
        return (
            None if named_so or reading.word(place + 1) in NOT_TIMES["midnight"] else Clock(place + 1, WORDED[word], 0)
        )
    if found := _past_or_to(reading, place):
        return found
    hour = whole(reading, place)
    if (
        hour is None
        or hour.value > 23
        or hour.stop > place + 1
        or (reading.glued(place) and reading.text(place - 1) in ("$", "/", ".", ","))
    ):
        return None
    stop, minute = place + 1, 0
    spelled = reading.text(stop) in (":", ".") and reading.glued(stop) and reading.glued(stop + 1)
    minutes = reading.number(stop + 1, 59, 2) if spelled and len(reading.text(stop + 1)) == 2 else None
    colon = minutes is not None and reading.text(stop) == ":"
    half, after = _half(reading, stop + 2 if minutes is not None else stop)
    if minutes is not None and (colon or half):
        stop, minute = stop + 2, minutes
    if half and 1 <= hour.value <= 12:
        return Clock(after, int(hour.value), minute, half)
    if reading.word(stop) == "o'clock":
        return _with_half(reading, Clock(stop + 1, int(hour.value), 0, "", False))
    if colon and hour.value < 24 and reading.text(stop) not in (":", "/"):
        padded = reading.text(place).startswith("0") or hour.value == 0 or hour.value > 12
        scripture = reading.word(place - 1) in SCRIPTURE or any(token.word in RATIOS for token in reading.tokens)
        return None if scripture else Clock(stop, int(hour.value), minute, "", padded)
    return _bare(reading, place, int(hour.value))


def _with_half(reading: Reading, found: Clock) -> Clock:
    half, stop = _half(reading, found.stop)
    return found._replace(stop=stop, half=half, sure=bool(half))


def _half(reading: Reading, place: int) -> tuple[str, int]:
    """am or pm, however it is written, and the place after it."""
    word = reading.word(place)
    if word in ("am", "pm"):
        return word, place + 1
    dotted = [reading.text(place + n) for n in (1, 3)]
    if word in ("a", "p") and dotted[0] == "." and reading.word(place + 2) == "m" and reading.glued(place + 2):
        return f"{word}m", place + 4 if dotted[1] == "." and place + 4 < len(reading.tokens) else place + 3
    return "", place


def _past_or_to(reading: Reading, place: int) -> Clock | None:
    """half past two, quarter to five, ten past six."""
    start = reading.after(place, ("a",))
    minutes, side = FRACTIONS.get(reading.word(start)), reading.word(start + 1)
    if minutes is None or side not in ("past", "to", "after"):
        return None
    hour = whole(reading, start + 2)
    if hour is None or not 1 <= hour.value <= 12 or (side != "past" and reading.word(start) not in ("quarter",)):
        return None
    late = side == "to"
    at = (int(hour.value) - 1) % 12 if late else int(hour.value)
    return _with_half(reading, Clock(hour.stop, at, 60 - minutes if late else minutes, "", False))


def _bare(reading: Reading, place: int, hour: int) -> Clock | None:
    """An hour with nothing to mark it: only after "at", and when nothing follows that it could count."""
    before = reading.word(place - 1)
    spelled = not reading.text(place).isdecimal()
    if not 1 <= hour <= 12 or not (before in CLOCK_CUES or reading.cued) or (spelled and (before != "at" or hour == 1)):
        return None
    text, word = reading.text(place + 1), reading.word(place + 1)
    fits = (
        not text[:1].isalnum()
        or word in AFTER_A_TIME
        or word in PARTS
        or word in ("tonight", "tomorrow", "today", "ish")
    )
    tight = reading.glued(place + 1) and reading.glued(place + 2) and reading.text(place + 2)[:1].isalnum()
    counted = word in MEASURES or word in UNITS or text in ("%", "°", "€", "£", "'", "’", '"', "”", "+") or tight
    return Clock(place + 1, hour, 0, "", sure=False, marked=False) if fits and not counted else None


def part_of_day(reading: Reading, place: int) -> Found | None:
    """tonight, last night at eleven, this morning, the morning of May 3rd."""
    found = _part_named(reading, place)
    if found is None:
        return None
    day = found.stretch.start.date()
    return hours_of(reading, found.stop, day, part_meant(found.stretch)) or found


def _part_named(reading: Reading, place: int) -> Found | None:
    word, following = reading.word(place), reading.word(place + 1)
    today = reading.anchor.date()
    if word in PARTS and following == "of":
        day = named(reading._replace(cued=True), reading.after(place + 2, ("the",)))
        return (
            Found(day.stop, part_of(day.stretch.start.date(), PARTS[word]))
            if day and day.stretch.grain == "day"
            else None
        )
    if word in ("tonight", "tonite"):
        return Found(place + 1, part_of(today, "night"))
    shift = 1 if following in ("early", "late") else 0
    part = PARTS.get(reading.word(place + 1 + shift))
    if word == "last" and part not in ("night", "evening"):
        return None
    if word in ("this", "last", "later") and part and following != "eve":
        day = moved(reading.anchor, -1, "day").date() if word == "last" else today
        return Found(place + 2 + shift, part_of(day, part))
    if word == "night" and following == "before" and reading.word(place + 2) == "last":
        return Found(place + 3, part_of(moved(reading.anchor, -2, "day").date(), "night"))
    return None


def attached(reading: Reading, found: Found) -> Found:
    """A day with what is said of its hours behind it: "Friday afternoon at 2 PM", "tomorrow from 2 to 4 pm"."""
    day, stop = found.stretch.start.date(), found.stop
    if reading.word(stop) == "t" and reading.glued(stop):
        return hours_of(reading, stop + 1, day, None) or found
    start = (
        reading.after(stop, (",",))
        if reading.word(stop + 1) in ("in", "at", "from", "around", "between", "early", "late")
        else stop
    )
    start = reading.after(reading.after(start, ("in", "at")), ("the",))
    start = reading.after(start, ("early", "late"))
    part = PARTS.get(reading.word(start))
    habit = reading.word(start - 1) in ("in", "at") and reading.word(start) != "night"
    if part and not (habit or reading.word(start + 1) in ("school", "shift", "owl", "club", "stand")):
        found = Found(start + 1, part_of(day, part))
    if hours := hours_of(reading, found.stop, day, part):
        return hours
    return found


def hours_of(reading: Reading, place: int, day: date, part: Part | None) -> Found | None:
    """The clock time, or the run from one to another, that begins here (behind "at", a comma, "from")."""
    start = (
        reading.after(place, (",", "@")) if reading.word(place) != "," or _hour_follows(reading, place + 1) else place
    )
    lead = reading.word(start)
    start = reading.after(
        reading.after(start, ("at", "from", "between", "around", "about", "by", "@")), ("around", "about")
    )
    if run := clock_run(reading._replace(cued=start > place), start, day, part, sure=lead in ("from", "between")):
        return run
    time = clock(reading, start)
    return Found(time.stop, time.on(day, part)) if time else None


def _hour_follows(reading: Reading, place: int) -> bool:
    word = reading.word(place)
    return word in ("at", "from", "between", "around") or reading.number(place, 24, 2) is not None


def clock_run(reading: Reading, place: int, day: date, part: Part | None, *, sure: bool) -> Found | None:
    """2-4 pm, from 9 to 11 am, between 14:00 and 15:30. Bare numbers count only where `sure`."""
    loose = reading._replace(cued=True)
    first = _edge_of_run(loose, place)
    if first is None or reading.word(first.stop) not in JOINTS:
        return None
    last = clock(loose, reading.after(first.stop + 1, ("around", "about")))
    if last is None or not (sure or last.marked):
        return None
    end = last.on(day, part)
    half = "" if first.half or not last.half else last.half
    start = first.on(day, part, half)
    if start.start >= end.start and half == "pm" and first.hour != 12:
        start = first.on(day, part, "am")
    if end.start <= start.start:
        end = Stretch(end.start + timedelta(hours=12 if last.hour < 12 and not last.half else 24), end.end, "range")
    return Found(last.stop, Stretch(start.start, end.start, "range"))


def _edge_of_run(reading: Reading, place: int) -> Clock | None:
    """The first hour of a run; unlike elsewhere a dash may follow it."""
    found = clock(reading, place)
    if found:
        return found
    hour = reading.number(place, 23, 2)
    return (
        Clock(place + 1, hour, 0, "", sure=False, marked=False)
        if hour is not None and reading.word(place + 1) in JOINTS
        else None
    )


def by_the_clock(reading: Reading, place: int) -> Found | None:
    """A clock time first: "7pm tomorrow", "at 8 tonight", "10 in the morning on Friday", "2-4 pm this Friday"."""
    today = reading.anchor.date()
    sure = reading.word(place - 1) in ("from", "between")
    run = clock_run(reading, place, today, None, sure=False)
    time = None if run else clock(reading, place)
    stop = run.stop if run else time.stop if time else 0
    if not stop or (sure and not run):
        return None
    part_at = reading.after(reading.after(stop, ("in", "at")), ("the",))
    part = PARTS.get(reading.word(part_at)) if part_at > stop else None
    stop = part_at + 1 if part else stop
    day = _day_behind(reading, stop)
    if day is None:
        date_, part = today, part
    else:
        stop, date_ = day.stop, day.stretch.start.date()
        part = part or part_meant(day.stretch)
    if run:
        again = clock_run(reading, place, date_, part, sure=False)
        return Found(stop, again.stretch) if again else None
    return Found(stop, time.on(date_, part)) if time else None


def _day_behind(reading: Reading, place: int) -> Found | None:
    """The day, or part of a day, that a clock time is said to be on."""
    start = reading.after(reading.after(place, (",",)), ("on", "of"))
    start = reading.after(start, ("the",))
    found = _part_named(reading, start)
    if found:
        return found
    found = named(reading, start)
    if found is None or found.stretch.grain != "day":
        return None
    part = PARTS.get(reading.word(found.stop))
    return Found(found.stop + 1, part_of(found.stretch.start.date(), part)) if part else found


def part_meant(stretch: Stretch) -> Part | None:
    """The part of day that a stretch is, if it is one."""
    return next((part for part in PART_HOURS if part_of(stretch.start.date(), part) == stretch), None)
