"""What is asked in between: whose memory, yes or no, a line of text; and the page of keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from memos.interfaces.tui import ink
from memos.interfaces.tui.listing import Draw, Listing, all_of
from memos.interfaces.tui.view import Field


class Question(ModalScreen[str | None]):
    """Asks for a line of text; None when nobody answers."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back")]

    def __init__(self, title: str, example: str) -> None:
        super().__init__()
        self._title = title
        self._example = example

    def compose(self) -> ComposeResult:
        """A title and a field."""
        with Vertical(classes="dialog"):
            yield Static(ink.heading(self._title))
            yield Field(self._example)

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class Confirm(ModalScreen[bool | None]):
    """Asks whether it is meant: y or n."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "yes"),
        Binding("n,escape", "dismiss(False)", "no"),
    ]

    def __init__(self, title: str, about: Content) -> None:
        super().__init__()
        self._title = title
        self._about = about

    def compose(self) -> ComposeResult:
        """What would happen, and the keys."""
        with Vertical(classes="dialog"):
            yield Static(ink.heading(self._title))
            yield Static(ink.NOTHING)
            yield Static(self._about)
            yield Static(ink.NOTHING)
            yield Static(ink.line(("y", ink.ACCENT), " yes     ", ("n", ink.ACCENT), " no"))


class Users(ModalScreen[str | None]):
    """Whose memory to look at. Typing narrows the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back"),
        Binding("down", "list", show=False),
    ]

    def __init__(self, users: Sequence[str]) -> None:
        super().__init__()
        self._users = users

    def compose(self) -> ComposeResult:
        """A filter and the users."""
        with Vertical(classes="dialog tall"):
            yield Static(ink.heading("Whose memory?", f"{len(self._users):,}"))
            yield Field("part of a name")
            yield Listing(_user, empty="There is nobody of that name.")

    def on_mount(self) -> None:
        """Shows all."""
        self.query_one(Listing).show(all_of(self._users))

    def action_list(self) -> None:
        """From the filter to the list."""
        self.query_one(Listing).focus()

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        part = event.value.strip().casefold()
        self.query_one(Listing).show(all_of([user for user in self._users if part in user.casefold()]))

    @on(Input.Submitted)
    def _first(self) -> None:
        self.dismiss(self.query_one(Listing).current)

    @on(Listing.Chosen)
    def _chosen(self, event: Listing.Chosen) -> None:
        self.dismiss(event.item)


class Help(ModalScreen[None]):
    """The keys, and what the views show."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q", "dismiss(None)", "back")]

    def __init__(self, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> None:
        super().__init__()
        self._groups = groups

    def compose(self) -> ComposeResult:
        """One table after the other."""
        told: list[Content] = []
        for title, keys in self._groups:
            told += [ink.NOTHING] if told else []
            told.append(ink.heading(title))
            told += [ink.cell((key, ink.ACCENT), 12) + ink.line(meaning) for key, meaning in keys]
        with VerticalScroll(classes="dialog wide"):
            yield Static(ink.lines(told))


def _user(draw: Draw[str]) -> Content:
    return ink.line(draw.item)
