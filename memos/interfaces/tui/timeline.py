"""What held when: the latest first, what no longer is struck out, months and days apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from memos.errors import InvalidInput
from memos.interfaces.cli import paper
from memos.interfaces.tui import ink
from memos.interfaces.tui.asking import ask, complain
from memos.interfaces.tui.dialogs import Question
from memos.interfaces.tui.listing import Draw, Listing, Source
from memos.interfaces.tui.view import View
from memos.schemas.cube import MemCube
from memos.store.pages import Told

_MONTH = 10
_DAY = 4
_UNTIL = 18


class TimelineView(View):
    """What held when."""

    NAME = "Timeline"
    LETTER = "t"
    ABOUT: ClassVar[str] = "what held when, the latest first; g goes to a date"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("g", "date", "go to date")]

    def compose(self) -> ComposeResult:
        """One list."""
        yield Listing(_entry, empty="Nothing is known of any time.")

    def load(self) -> None:
        """Shows the last that began to hold."""
        self._show(0)

    def action_date(self) -> None:
        """Asks for a date and goes there."""

        def go(given: str | None) -> None:
            if not given:
                return
            try:
                after = end_of(given)
            except InvalidInput as error:
                complain(self, error)
                return
            ask(self, lambda: self.desk.pages().count_statements(Told(since=after)), self._show, group="date")

        self.app.push_screen(Question("Go to", "2024, 2024-05 or 2024-05-31"), go)

    @on(Listing.Chosen)
    def _open(self, event: Listing.Chosen) -> None:
        self.desk.open_cube(event.item.id)

    def _show(self, cursor: int) -> None:
        desk = self.desk
        self.query_one(Listing).show(
            Source(
                lambda: desk.pages().count_statements(),
                lambda offset, limit: desk.pages().statements(limit=limit, offset=offset),
            ),
            cursor=cursor,
        )


def end_of(given: str) -> datetime:
    """The end of a year, a month or a day, as written: what began before it is what the jump leads to."""
    words = given.strip()
    try:
        match words.count("-"):
            case 0:
                return datetime(int(words) + 1, 1, 1, tzinfo=UTC)
            case 1:
                year, month = map(int, words.split("-"))
                return (datetime(year, month, 1, tzinfo=UTC) + timedelta(days=31)).replace(day=1)
            case _:
                return datetime.fromisoformat(words).replace(tzinfo=UTC) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise InvalidInput(f"{words!r} is no date.", hint="Write 2024, 2024-05 or 2024-05-31.") from None


def _entry(draw: Draw[MemCube]) -> Content:
    began = ink.began(draw.item)
    above = ink.began(draw.above) if draw.above is not None else None
    month = "" if above is not None and (above.year, above.month) == (began.year, began.month) else f"{began:%b %Y}"
    day = "" if above is not None and above.date() == began.date() else f"{began:%d}"
    until = f"until {paper.day(draw.item.valid_to)}" if draw.item.valid_to else ""
    return (
        ink.cell((month, ink.ACCENT), _MONTH)
        + ink.cell((day, ink.MUTED), _DAY)
        + ink.cell(ink.told(draw.item), draw.width - _MONTH - _DAY - _UNTIL)
        + ink.cell((f"  {until}", ink.MUTED), _UNTIL)
    )
