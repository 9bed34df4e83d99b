"""A list of which there may be very much: what is on the screen is fetched, a page at a time, and little more is kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final, Generic, NamedTuple, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from memos.interfaces.tui import ink
from memos.interfaces.tui.asking import ask

Item = TypeVar("Item")
PAGE: Final = 64
_KEPT: Final = 32
"""Pages in memory."""


class Source(NamedTuple, Generic[Item]):
    """Where a list comes from: how many there are, and the items from an offset on. Both are asked in a thread."""

    size: Callable[[], int]
    page: Callable[[int, int], Sequence[Item]]


def all_of(items: Sequence[Item]) -> Source[Item]:
    """A list that is there already."""
    return Source(lambda: len(items), lambda offset, limit: items[offset : offset + limit])


class Draw(NamedTuple, Generic[Item]):
    """What a line is drawn from: the item, the one above it (if it is known), and the width."""

    item: Item
    above: Item | None
    width: int


class Listing(ScrollView, Generic[Item], can_focus=True):
    """Lines to move over and to choose from."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"listing--cursor", "listing--resting"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "leaf(-1)", show=False),
        Binding("pagedown,space", "leaf(1)", show=False),
        Binding("home", "jump(0)", show=False),
        Binding("end", "jump(-1)", show=False),
        Binding("enter", "choose", "open"),
    ]

    class Moved(Message):
        """Another line is under the cursor; `item` is None in an empty list."""

        def __init__(self, listing: Listing[Any], item: Any) -> None:
            super().__init__()
            self.listing = listing
            self.item = item

        @property
        def control(self) -> Listing[Any]:
            """The list it happened in."""
            return self.listing

    class Chosen(Moved):
        """Enter was pressed on a line."""

    def __init__(self, draw: Callable[[Draw[Item]], Content], *, empty: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._draw = draw
        self._empty = empty
        self._source: Source[Item] = all_of([])
        self._pages: OrderedDict[int, Sequence[Item]] = OrderedDict()
        self._asked: set[int] = set()
        self._told: object = None
        self._known = False
        self.count = 0
        self.cursor = 0

    # -- what it shows

    def show(self, source: Source[Item], *, cursor: int = 0) -> None:
        """Shows another list, once its size and its first page are known."""

        def look() -> tuple[int, int, Sequence[Item]]:
            count = source.size()
            first = min(cursor, max(count - 1, 0)) // PAGE
            return count, first, source.page(first * PAGE, PAGE) if count else ()

        def take(found: tuple[int, int, Sequence[Item]]) -> None:
            self.count, page, items = found
            self._source = source
            self._pages = OrderedDict({page: items})
            self._asked.clear()
            self._known = True
            self._told = None
            self.virtual_size = Size(0, self.count)
            self.cursor = min(cursor, max(self.count - 1, 0))
            self._follow()
            self.refresh()
            if not self.count:
                self.post_message(self.Moved(self, None))

        ask(self, look, take, group=f"listing {id(self)}")

    def item(self, index: int) -> Item | None:
        """The item of a line; None while it is being fetched."""
        page = index // PAGE
        if page in self._pages:
            self._pages.move_to_end(page)
            items = self._pages[page]
            return items[index % PAGE] if index % PAGE < len(items) else None
        self._fetch(page)
        return None

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        return self.item(self.cursor) if self.count else None

    def _fetch(self, page: int) -> None:
        source = self._source
        if page in self._asked or not self._known:
            return
        self._asked.add(page)

        def take(items: Sequence[Item]) -> None:
            if self._source is not source:
                return
            self._asked.discard(page)
            self._pages[page] = items
            while len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
            self.refresh()
            if self.cursor // PAGE == page:
                self._tell()

        ask(self, lambda: source.page(page * PAGE, PAGE), take)

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.size.width
        index = y + self.scroll_offset.y
        style = self.visual_style
        if index >= self.count:
            words = ink.line(("  ", ""), (self._empty, ink.MUTED)) if not index and self._known else Content("")
            return Visual.to_strips(self, ink.cell(words, width), width, 1, style)[0]
        item = self.item(index)
        above = self.item(index - 1) if index and (index - 1) // PAGE in self._pages else None
        if index == self.cursor:
            style += self.get_visual_style("listing--cursor" if self.has_focus else "listing--resting")
        mark = "› " if index == self.cursor else "  "
        drawn = Content("  …") if item is None else Content(mark) + self._draw(Draw(item, above, width - 3))
        return Visual.to_strips(self, ink.cell(drawn, width), width, 1, style)[0]

    def on_focus(self, _event: events.Focus) -> None:
        """The cursor is seen better."""
        self.refresh()

    def on_blur(self, _event: events.Blur) -> None:
        """The cursor steps back."""
        self.refresh()

    # -- moving

    def action_move(self, by: int) -> None:
        """A line up or down."""
        self.go(self.cursor + by)

    def action_leaf(self, by: int) -> None:
        """A screen up or down."""
        self.go(self.cursor + by * max(self.size.height - 1, 1))

    def action_jump(self, to: int) -> None:
        """To the first line, or (-1) the last."""
        self.go(self.count - 1 if to < 0 else to)

    def go(self, index: int) -> None:
        """Puts the cursor on a line."""
        index = min(max(index, 0), max(self.count - 1, 0))
        if index != self.cursor:
            self.cursor = index
            self._follow()
            self.refresh()

    def _follow(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True, x_axis=False)
        self._tell()

    def _tell(self) -> None:
        item = self.current
        if item is not None and item is not self._told:
            self._told = item
            self.post_message(self.Moved(self, item))

    def action_choose(self) -> None:
        """Chooses the line under the cursor."""
        item = self.current
        if item is not None:
            self.post_message(self.Chosen(self, item))

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there, two choose."""
        if event.y + self.scroll_offset.y < self.count:
            self.go(event.y + self.scroll_offset.y)
            if event.chain > 1:
                self.action_choose()
