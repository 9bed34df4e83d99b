"""A WhatsApp chat, as the app exports it: `_chat.txt`, or its zip with pictures, from Android and from iOS.

A line begins with date and time as the phone writes them, so the order of day, month and year is told from all dates of the file
together. What follows a line up to the next one belongs to the same message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Final, NamedTuple

from memos.interfaces.importers.items import Imported, Item, MadeIds, MalformedError, Problem, in_exchanges, message
from memos.interfaces.importers.source import Source
from memos.schemas.message import Message
from memos.schemas.value import digest

_DATE: Final = r"(?P<a>\d{1,4})[./-]\s?(?P<b>\d{1,2})[./-]\s?(?P<c>\d{2,4})\.?"
_TIME: Final = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?: ?(?P<half>[AaPp])\.? ?[Mm]\.?)?"
_BETWEEN: Final = r"(?P<comma>,? (?:klo |at |um )?)"
_IOS: Final = re.compile(rf"^\[{_DATE}{_BETWEEN}{_TIME}\] (?P<rest>.*)$", re.DOTALL)
_ANDROID: Final = re.compile(rf"^{_DATE}{_BETWEEN}{_TIME} [-–] (?P<rest>.*)$", re.DOTALL)
_NAMED: Final = re.compile(r"^(?:~ ?)?(?P<name>[^:\n]{1,120}):(?: (?P<text>.*))?$", re.DOTALL)

_MARKS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES: Final = re.compile("[\u00a0\u202f\u2009]")
_LEFT_TO_RIGHT: Final = "\u200e"

_OMITTED: Final = re.compile(
    r"^(?:<(?P<media>[^<>\n]{2,40})>|(?P<kind>image|video|audio|GIF|sticker|document|Contact card|video note) omitted)$"
)
_ATTACHED: Final = re.compile(
    r"^(?:<attached: (?P<ios>[^<>\n]+)>|(?P<android>[^\n]{1,200}\.\w{2,5}) \(file attached\))(?P<rest>.*)$", re.DOTALL
)
_EDITED: Final = re.compile(r"\s*<This message was edited>$")
_DELETED: Final = re.compile(r"^(?:This message was deleted|You deleted this message)(?: by admin .*)?\.?$")

_LOOKED_AT: Final = 50
"""Lines that are looked at to tell whether a file is such a chat."""

_CENTURY: Final = 2000


class _Begun(NamedTuple):
    """The line on which a message begins. `by_app`: the app wrote it, not a person."""

    numbers: tuple[int, int, int]
    long_first: bool
    clock: time
    halves: bool
    separator: str
    name: str
    text: str
    by_app: bool


def recognises(source: Source) -> bool:
    """Whether a message begins on the first line that says anything, and somebody speaks soon."""
    for number, line in source.text_lines():
        if not _plain(line).strip():
            continue
        begun = _begin(line)
        if begun is None and number == 1:
            return False
        if begun is not None and begun.name:
            return True
        if number >= _LOOKED_AT:
            break
    return False


def read(source: Source) -> Iterator[Item]:
    """A day is a run. Lines before the first message are problems."""
    yield from _read(source, _order(source)[0])


def read_day_first(source: Source) -> Iterator[Item]:
    """The same, where somebody says that the day comes first."""
    yield from _read(source, _DAY_FIRST)


def read_month_first(source: Source) -> Iterator[Item]:
    """The same, where somebody says that the month comes first."""
    yield from _read(source, _MONTH_FIRST)


def doubt(source: Source) -> str:
    """How dates were read, where they may as well be read otherwise; else nothing."""
    order, is_sure = _order(source)
    if is_sure:
        return ""
    read_as, other = ("month first", "dmy") if order == _MONTH_FIRST else ("day first", "mdy")
    return (
        f"nothing in it tells day from month: dates were read {read_as}; --format whatsapp-{other} reads them otherwise"
    )


def _read(source: Source, order: _Order) -> Iterator[Item]:
    reader = _Reader(order)
    for number, line in source.text_lines():
        yield from reader.take(number, line)
    yield from reader.end()


class _Reader:
    def __init__(self, order: _Order) -> None:
        self._order = order
        self._ids = MadeIds()
        self._begun: _Begun | None = None
        self._number = 0
        self._lines: list[str] = []
        self._said: list[Message] = []
        self._first = 0
        self._chat = ""

    def take(self, number: int, line: str) -> Iterator[Item]:
        """Goes on by one line; yields the day that it ends, or the problem that it is."""
        begun = _begin(line)
        if begun is not None and self._order.day(begun) is not None:
            yield from self._finish(self._order.day(begun))
            self._begun, self._number, self._lines = begun, number, [begun.text]
        elif self._begun is not None:
            self._lines.append(_plain(line))
        elif _plain(line).strip():
            yield Problem(f"line {number}", f"no message has begun yet: {_plain(line).strip()[:60]!r}")

    def end(self) -> Iterator[Item]:
        """Yields what is left."""
        yield from self._finish(None)

    def _finish(self, following: date | None) -> Iterator[Item]:
        """Ends the message; with it its day, where the next one is another."""
        begun, self._begun = self._begun, None
        if begun is not None and begun.name and not begun.by_app:
            words = _words("\n".join(self._lines).strip())
            if words:
                try:
                    self._keep(begun, words)
                except MalformedError as error:
                    yield Problem(f"line {self._number}", str(error))
        last = self._said[-1].timestamp if self._said else None
        if last is not None and following != last.date():
            for messages in in_exchanges(self._said):
                yield Imported(
                    self._chat, f"whatsapp-{self._chat} {last:%Y-%m-%d}", messages, f"from line {self._first}"
                )
            self._said = []

    def _keep(self, begun: _Begun, words: str) -> None:
        on = self._order.day(begun)
        assert on is not None  # noqa: S101 - `take` asked before
        said = message(
            role="user",
            name=begun.name,
            content=words,
            timestamp=datetime.combine(on, begun.clock, UTC),
            source="whatsapp",
        )
        self._chat = self._chat or digest(f"{said.timestamp} {said.name} {said.content}")[:8]
        if not self._said:
            self._first = self._number
        self._said.append(self._ids.identified(self._chat, said))


# -- one line


def _plain(line: str) -> str:
    """Without the marks that steer the reading direction; every space a plain one."""
    return _SPACES.sub(" ", _MARKS.sub("", line))


def _begin(line: str) -> _Begun | None:
    plain = _plain(line)
    match = _IOS.match(plain) or _ANDROID.match(plain)
    if match is None or (plain.startswith("[") and match["comma"] == " " and match["second"] is None):
        return None  # "[2024-05-01 10:03] Ana: …" is how people write it down themselves
    clock = _clock(match)
    if clock is None:
        return None
    named = _NAMED.match(match["rest"])
    text = (named["text"] or "") if named else match["rest"]
    return _Begun(
        numbers=(int(match["a"]), int(match["b"]), int(match["c"])),
        long_first=len(match["a"]) == 4,
        clock=clock,
        halves=match["half"] is not None,
        separator=plain[match.end("a")],
        name=named["name"].strip() if named else "",
        text=text,
        by_app=named is None or _is_by_app(line, text),
    )


def _clock(match: re.Match[str]) -> time | None:
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _is_by_app(line: str, text: str) -> bool:
    """On iOS the app's own words begin with a mark, and so do the names of what was sent; those are somebody's."""
    marked = f": {_LEFT_TO_RIGHT}" in line
    return marked and not (_OMITTED.match(text) or _ATTACHED.match(text))


def _words(text: str) -> str:
    """What was said; of what was sent, its name. Nothing of what was taken back."""
    text = _EDITED.sub("", text)
    if _DELETED.match(text):
        return ""
    if omitted := _OMITTED.match(text):
        return f"[{(omitted['kind'] or 'media').lower()}]"
    if attached := _ATTACHED.match(text):
        return f"[{attached['ios'] or attached['android']}]{attached['rest']}"
    return text


# -- the order of dates


class _Order(NamedTuple):
    """Where day, month and year stand among the three numbers of a date."""

    day_at: int
    month_at: int
    year_at: int

    def day(self, begun: _Begun) -> date | None:
        """The date of a line; None if it is none in this order, and so begins no message."""
        order = _YEAR_FIRST if begun.long_first else self
        year = begun.numbers[order.year_at]
        try:
            full = year if year >= _CENTURY else _CENTURY + year
            return date(full, begun.numbers[order.month_at], begun.numbers[order.day_at])
        except ValueError:
            return None


_DAY_FIRST: Final = _Order(0, 1, 2)
_MONTH_FIRST: Final = _Order(1, 0, 2)
_YEAR_FIRST: Final = _Order(2, 1, 0)


class _Fit:
    """How well an order fits: lines that are no date in it, and steps back in time."""

    def __init__(self, order: _Order) -> None:
        self.order = order
        self.wrong = 0
        self.back = 0
        self.told = False
        """Whether a date was seen that may be read otherwise: 2/3/24, but not 2024-03-02 or 3/3/24."""
        self._last: date | None = None

    def take(self, begun: _Begun) -> None:
        """Looks at one more date."""
        found = self.order.day(begun)
        self.told |= not begun.long_first and begun.numbers[0] != begun.numbers[1]
        if found is None:
            self.wrong += 1
            return
        self.back += self._last is not None and found < self._last
        self._last = found


def _order(source: Source) -> tuple[_Order, bool]:
    """The order in which most dates are dates and time goes on, and whether that tells day from month. Where not, that of the
    countries that write so: the month first with a.m. and p.m. and slashes, else the day."""
    fits = [_Fit(order) for order in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST)]
    american = False
    for _, line in source.text_lines():
        if (begun := _begin(line)) is not None:
            american |= begun.halves and begun.separator == "/"
            for fit in fits:
                fit.take(begun)
    if american:
        fits[:2] = fits[1::-1]
    best = min(fits, key=lambda fit: (fit.wrong, fit.back))
    day_first, month_first = ((fit.wrong, fit.back) for fit in fits[:2])
    return best.order, best.order == _YEAR_FIRST or day_first != month_first or not best.told
