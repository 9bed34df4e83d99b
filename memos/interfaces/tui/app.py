"""The program: six views of one user's memory, switched by number or letter, and everything by keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar, Final

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Footer, Static
from textual.worker import WorkType

from memos.errors import MemosError
from memos.interfaces.cli.plain import amount
from memos.interfaces.tui import ink
from memos.interfaces.tui.asking import ask, complain
from memos.interfaces.tui.beliefs import BeliefsView
from memos.interfaces.tui.cube import CubeScreen
from memos.interfaces.tui.dialogs import Help, Users
from memos.interfaces.tui.operations import OperationsView
from memos.interfaces.tui.profile import ProfileView
from memos.interfaces.tui.search import SearchView
from memos.interfaces.tui.sessions import SessionsView
from memos.interfaces.tui.timeline import TimelineView
from memos.interfaces.tui.view import Desk, View
from memos.memory import Memory

VIEWS: Final[tuple[type[View], ...]] = (
    ProfileView,
    BeliefsView,
    TimelineView,
    SearchView,
    OperationsView,
    SessionsView,
)
DARK: Final = Theme(
    name="memos-dark",
    primary="#8fb8a8",
    accent="#8fcbb0",
    foreground="#d8dcd9",
    background="#16191a",
    surface="#1d2122",
    panel="#2a3031",
    warning="#d9b36c",
    error="#d98080",
    dark=True,
    variables={"quiet": "#8b9591"},
)
LIGHT: Final = Theme(
    name="memos-light",
    primary="#2c6e58",
    accent="#1f6b52",
    foreground="#23282a",
    background="#fbfbf9",
    surface="#f1f2ee",
    panel="#dfe5e0",
    warning="#8a5a00",
    error="#a03030",
    dark=False,
    variables={"quiet": "#6a736f"},
)
MOVING: Final = (
    ("↑ ↓  j k", "a line"),
    ("PgUp PgDn", "a screen"),
    ("Home End", "first, last"),
    ("Enter", "open"),
    ("Esc", "a step back"),
    ("Tab", "to the next part"),
)


class Terminal(App[None]):
    """Looks into a memory that is open. It does not close it."""

    CSS_PATH = "look.tcss"
    TITLE = "memos"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012
        (0, "-tight"),
        (40, "-tiny"),
        (60, "-narrow"),
        (110, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-low"), (10, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(f"{number},{view.LETTER}", f"view({number - 1})", view.NAME, show=False)
            for number, view in enumerate(VIEWS, 1)
        ),
        Binding("escape", "back", "back", key_display="esc"),
        Binding("r", "reload", "reload", show=False),
        Binding("d", "shade", "light/dark", show=False),
        Binding("w", "whose", "whose"),
        Binding("question_mark", "help", "help", key_display="?"),
        Binding("q", "quit", "quit"),
    ]

    def __init__(self, memory: Memory, user: str) -> None:
        super().__init__()
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name
        self._desk = Desk(memory, user, self._open_cube)
        self._shown: type[View] = VIEWS[0]
        self._known = False
        self._counts = ""
        self._width = 0

    def compose(self) -> ComposeResult:
        """A line that says whose memory this is, one of the views, the view, and the keys."""
        yield Static("too small: 40 × 10", id="small")
        yield Static(id="top")
        yield Static(id="tabs")
        yield Container(id="stage")
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """The first view."""
        self._whole()

    # -- views

    async def action_view(self, number: int) -> None:
        """Shows a view; it is put up when it is first looked at."""
        self._shown = VIEWS[number]
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if not self._known:
            return
        stage = self._base.query_one("#stage")
        standing = list(stage.query(View))
        for view in standing:
            view.display = type(view) is self._shown
        shown = next((view for view in standing if type(view) is self._shown), None)
        if shown is None:
            shown = self._shown(self._desk)
            await stage.mount(shown)
        self._draw_top()
        resting = shown.rest()
        if resting is not None:
            resting.focus()

    async def action_back(self) -> None:
        """A step back within the view."""
        for view in self._base.query(View):
            if view.display:
                view.back()

    def action_reload(self) -> None:
        """Looks at the store again."""
        if not self._known:
            self._whole()
        for view in self._base.query(View):
            if view.display:
                view.load()
            else:
                view.remove()
        self._count()

    def action_shade(self) -> None:
        """Light, or dark again."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_help_quit(self) -> None:
        """Ctrl-C, where nothing is selected that it would copy."""
        self.exit()

    def on_resize(self, event: events.Resize) -> None:
        """Where there is less room, the tabs are told by number."""
        if event.size.width != self._width:
            self._width = event.size.width
            self._draw_top()

    def action_whose(self) -> None:
        """Chooses whose memory to look at."""

        def chosen(user: str | None) -> None:
            if user is not None and user != self._desk.user:
                self._desk = Desk(self._desk.memory, user, self._open_cube)
                self._whole()

        ask(
            self._base.query_one("#stage"),
            self._desk.memory.users,
            lambda found: self.push_screen(Users(found), chosen),
        )

    def action_help(self) -> None:
        """The page of keys."""
        views = [(f"{number}  {view.LETTER}", f"{view.NAME}: {view.ABOUT}") for number, view in enumerate(VIEWS, 1)]
        others = [("w", "whose memory"), ("r", "look again"), ("d", "light or dark"), ("?", "this"), ("q", "quit")]
        self.push_screen(Help([("views", views), ("moving", MOVING), ("anywhere", others)]))

    # -- within

    @property
    def _base(self) -> Screen[Any]:
        """The screen with the views, whatever lies over it."""
        return self.screen_stack[0]

    def _whole(self) -> None:
        """Begins anew, for another user."""

        async def anew() -> None:
            stage = self._base.query_one("#stage")
            await stage.remove_children()
            try:
                users = await asyncio.to_thread(self._desk.memory.users)
            except MemosError as error:
                complain(stage, error)
                return
            self._known = self._desk.user in users
            if not self._known:
                await stage.mount(Static(_nobody(self._desk.user, users), classes="nobody"))
            await self.action_view(VIEWS.index(self._shown))
            self._draw_top()
            self._count()

        begin: WorkType[None] = anew
        self.run_worker(begin, group="begin", exclusive=True)

    def _count(self) -> None:
        desk = self._desk

        if not self._known:
            self._counts = ""
            return

        def count() -> tuple[int, int, int]:
            pages = desk.pages()
            return pages.count_statements(), pages.count_conversations(), pages.count_operations()

        def take(found: tuple[int, int, int]) -> None:
            beliefs, talks, operations = found
            self._counts = ", ".join(
                (amount(beliefs, "statement"), amount(talks, "conversation"), amount(operations, "operation"))
            )
            self._draw_top()

        ask(self._base.query_one("#stage"), count, take, group="count")

    def _draw_top(self) -> None:
        self._base.query_one("#top", Static).update(
            ink.line(("memos", ink.MUTED), "  ", (self._desk.user, "bold $accent"), (f"   {self._counts}", ink.MUTED))
        )
        self._base.query_one("#tabs", Static).update(tabs(VIEWS, self._shown, brief=self._width < _ROOMY))

    def _open_cube(self, cube_id: str) -> None:
        self.push_screen(CubeScreen(self._desk, cube_id))


def _nobody(user: str, users: Sequence[str]) -> Content:
    """What stands where nothing is remembered of a user."""
    if users:
        hint = ink.line(
            "Press ", ("w", ink.ACCENT), f" to see for whom there is something: {amount(len(users), 'user')}."
        )
    else:
        hint = ink.line('`memos add "…"` and `memos import FILE` make the first memories.')
    return ink.lines([ink.line(f"Nothing is remembered for {user!r}."), ink.NOTHING, hint])


_ROOMY: Final = 74
"""Cells that the names of all views take."""


def tabs(views: Sequence[type[View]], shown: type[View], *, brief: bool = False) -> Content:
    """The views and their numbers, the one that is shown brought out; `brief`: of the others the numbers alone."""
    parts: list[Content] = []
    for number, view in enumerate(views, 1):
        style = "bold underline $foreground" if view is shown else ink.MUTED
        name = "" if brief and view is not shown else view.NAME
        parts.append(ink.line((f"{number} " if name else f"{number}", ink.ACCENT), (name, style)))
    return Content("   ").join(parts)
