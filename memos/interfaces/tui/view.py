"""What all views have in common: whose memory they show, how they ask it, and how a memory is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from memos.interfaces.tui import ink
from memos.memory import Memory
from memos.store.pages import Pages


@dataclass
class Desk:
    """The opened memory, whose of it is looked at, and what opens a memory by its id."""

    memory: Memory
    user: str
    open_cube: Callable[[str], None]

    def pages(self) -> Pages:
        """The way through what is kept of the user."""
        return self.memory.pages(user_id=self.user)


class Field(Input):
    """A line to type in. Its cursor stands still: nothing on the screen moves by itself."""

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(placeholder=placeholder, id=id, compact=True)
        self.cursor_blink = False


class View(Vertical):
    """One of the views. It is put up when it is first looked at."""

    NAME: ClassVar[str]
    LETTER: ClassVar[str]
    ABOUT: ClassVar[str]

    def __init__(self, desk: Desk) -> None:
        super().__init__(id=self.NAME.lower())
        self.desk = desk

    def on_mount(self) -> None:
        """Shows what there is."""
        self.load()

    def load(self) -> None:
        """Shows what there is now."""
        raise NotImplementedError

    def rest(self) -> Widget | None:
        """Where the keyboard goes when the view is switched to."""
        return next((one for one in self.query("Listing") if one.display), None)

    def back(self) -> bool:
        """A step back within the view; False when there is none."""
        return False


def pane(of: View, name: str, content: Any = ink.NOTHING) -> None:
    """Puts something into a pane of a view, and shows its beginning."""
    found = of.query_one(name, Static)
    found.update(content)
    if found.parent is not None and isinstance(found.parent, Widget):
        found.parent.scroll_home(animate=False)
