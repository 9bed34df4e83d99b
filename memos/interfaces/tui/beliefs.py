"""Statements with bars for the time in which they hold, on one axis: what is believed first, then what was."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from memos.interfaces.tui import ink
from memos.interfaces.tui.asking import ask
from memos.interfaces.tui.listing import Draw, Listing, Source
from memos.interfaces.tui.view import Desk, Field, View
from memos.schemas.cube import MemCube
from memos.store.pages import Era, Told

_DATES = 25
_WIDE = 100
"""Columns from which the dates stand beside the bars."""


class BeliefsView(View):
    """What is held true, and since when."""

    NAME = "Beliefs"
    LETTER = "b"
    ABOUT: ClassVar[str] = "what is believed, on a time axis; / filters"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("slash", "filter", "filter", key_display="/")]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._era: Era | None = None

    def compose(self) -> ComposeResult:
        """A filter, an axis, and the statements."""
        yield Field("/ filter: words or parts of words", id="filter")
        yield Static(id="axis")
        yield Listing(self._draw, empty="No statement like that.")

    def load(self) -> None:
        """Shows the statements that the filter lets through."""
        desk = self.desk
        told = Told(words=self.query_one(Input).value)

        def take(era: Era | None) -> None:
            self._era = era
            self._draw_axis()
            self.query_one(Listing).show(
                Source(
                    lambda: desk.pages().count_statements(told),
                    lambda offset, limit: desk.pages().statements(told, limit=limit, offset=offset, current_first=True),
                )
            )

        ask(self, lambda: desk.pages().era(), take, group="era")

    def action_filter(self) -> None:
        """To the filter."""
        self.query_one(Input).focus()

    def back(self) -> bool:
        """Empties the filter."""
        field = self.query_one(Input)
        if field.has_focus:
            self.query_one(Listing).focus()
            return True
        if field.value:
            field.value = ""
            return True
        return False

    def on_resize(self) -> None:
        """The axis is as wide as the screen."""
        self._draw_axis()

    @on(Input.Changed)
    def _filter(self) -> None:
        self.load()

    @on(Input.Submitted)
    def _enter(self) -> None:
        self.query_one(Listing).focus()

    @on(Listing.Chosen)
    def _open(self, event: Listing.Chosen) -> None:
        self.desk.open_cube(event.item.id)

    def _draw_axis(self) -> None:
        if self._era is None:
            self.query_one("#axis", Static).update(ink.NOTHING)
            return
        words, width, dates = _columns(self.query_one(Listing).size.width - 3)
        told = ink.cell(("  statement", ink.MUTED), words + 2) + ink.axis(self._era, width)
        self.query_one("#axis", Static).update(told + ink.cell(("  holds", ink.MUTED), dates))

    def _draw(self, draw: Draw[MemCube]) -> Content:
        words, width, dates = _columns(draw.width)
        era = self._era or Era(ink.began(draw.item), ink.began(draw.item))
        drawn = ink.cell(ink.told(draw.item), words - 2) + ink.line("  ") + ink.bar(draw.item, era, width)
        return drawn + ink.cell((f"  {ink.interval(draw.item)}", ink.MUTED), dates)


def _columns(width: int) -> tuple[int, int, int]:
    """How wide statement, bar and dates are."""
    dates = _DATES if width >= _WIDE else 0
    bars = (width - dates) * 2 // 5
    return max(width - dates - bars, 4), max(bars, 2), dates
