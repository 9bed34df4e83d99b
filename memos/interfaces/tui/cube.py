"""One memory, whole: header in four groups, versions and what changed, the words it rests on, and what it is connected with."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from memos.interfaces.cli import paper
from memos.interfaces.tui import ink
from memos.interfaces.tui.asking import ask
from memos.interfaces.tui.listing import Draw, Listing, all_of
from memos.interfaces.tui.view import Desk
from memos.memory import Why
from memos.schemas.cube import Identity, MemCube, Origin, Time, Usage
from memos.schemas.difference import differences
from memos.store.cubes import Version
from memos.store.pages import Beside

_NAME = 14
_SEALED = {"sealed"}
_HIDDEN = {"provenance", "scope"}


class Whole(NamedTuple):
    """A memory with all that belongs to it."""

    why: Why
    versions: list[Version]
    beside: list[Beside]


class CubeScreen(Screen[None]):
    """A memory's page. What it is connected with can be opened from it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,backspace", "app.pop_screen", "back", key_display="esc"),
        Binding("tab", "app.focus_next", "text/connected", show=True),
    ]

    def __init__(self, desk: Desk, cube_id: str) -> None:
        super().__init__()
        self._desk = desk
        self._cube_id = cube_id

    def compose(self) -> ComposeResult:
        """The text above, the connections below."""
        yield Static(id="title")
        with VerticalScroll(id="page"):
            yield Static(id="whole")
        yield Static(id="connected")
        yield Listing(_connection, empty="It is connected with nothing.")
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Reads it."""
        desk, cube_id = self._desk, self._cube_id

        def read() -> Whole:
            why = desk.memory.why(cube_id, user_id=desk.user)
            pages = desk.pages()
            return Whole(why, pages.versions(cube_id), pages.beside(why.cube))

        ask(self.query_one("#page"), read, self._take)

    def _take(self, whole: Whole) -> None:
        cube = whole.why.cube
        note = f"   {ink.kind(cube)}, {cube.state.value}, version {cube.version}"
        self.query_one("#title", Static).update(ink.line((paper.short_id(cube.id), ink.ACCENT), (note, ink.MUTED)))
        self.query_one("#whole", Static).update(_page(whole, self._desk.user))
        parents = [Beside("rests on", parent, away=True) for parent in whole.why.parents]
        connected = [*parents, *whole.beside]
        self.query_one("#connected", Static).update(ink.heading("connected with", f"{len(connected):,}"))
        listing = self.query_one(Listing)
        listing.styles.height = min(max(len(connected), 1), max(self.size.height // 4, 3))
        listing.show(all_of(connected))
        self.query_one("#page").focus()

    @on(Listing.Chosen)
    def _open(self, event: Listing.Chosen) -> None:
        if isinstance(event.item.other, MemCube):
            self._desk.open_cube(event.item.other.id)


def _page(whole: Whole, user: str) -> Content:
    why, cube = whole.why, whole.why.cube
    told = [ink.block((cube.text, ink.STRONG)), ink.NOTHING]
    told.append(ink.heading("because it was said"))
    for message, spans in why.sources:
        told.append(ink.line((f"{paper.minute(message.timestamp)}   {message.id}", ink.MUTED)))
        told.append(ink.quote(message, spans, user))
    told += [ink.NOTHING, ink.heading("versions", f"{len(whole.versions):,}")]
    for number, version in enumerate(whole.versions):
        told += _version(version, whole.versions[number - 1].cube if number else None)
    payload = {name: value for name, value in cube.payload.model_dump(mode="json").items() if name not in _SEALED}
    origin = cube.provenance
    extra = {
        "identity": {k: v for k, v in cube.scope.model_dump().items() if v is not None},
        "provenance": {"agent": origin.agent, "operation": origin.op_id},
    }
    for title, group in (("identity", Identity), ("time", Time), ("provenance", Origin), ("usage", Usage)):
        fields = {name: getattr(cube, name) for name in group.model_fields if name not in _HIDDEN}
        told += _group(title, {**extra.get(title, {}), **fields})
    return ink.lines([*told, *_group("payload", payload)])


def _version(version: Version, before: MemCube | None) -> list[Content]:
    """When, by whom and why; of the first version what it says, of a later one what became different."""
    entry, lead = version.entry, " " * 5
    head = ink.cell((f"v{entry.version or ''}", ink.ACCENT), len(lead)) + ink.cell(entry.event, 8)
    told = [head + ink.line((f"{entry.committed_at:%Y-%m-%d %H:%M}  by {entry.agent}", ink.MUTED))]
    told.append(ink.line(lead, (entry.reason, ink.MUTED)))
    if before is None:
        return [*told, ink.line(lead, version.cube.text)]
    for one in differences(before, version.cube):
        told.append(ink.line(lead, (one.field.replace("_", " "), ink.MUTED)))
        told += [
            ink.line(lead, ("+ ", ink.ACCENT), row.text)
            if row.mark == "added"
            else ink.line(lead, "− ", (row.text, ink.OLD))
            for row in one.lines
            if row.mark != "same"
        ]
    return told


def _group(title: str, fields: dict[str, object]) -> list[Content]:
    shown = [(name, _shown(value)) for name, value in fields.items()]
    rows = [ink.cell((name, ink.MUTED), _NAME) + ink.line(words) for name, words in shown if words]
    return [ink.NOTHING, ink.heading(title), *rows]


def _shown(value: object) -> str:
    match value:
        case None | "" | [] | () | {}:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case datetime():
            return paper.minute(value)
        case dict():
            return ", ".join(f"{key}: {_shown(one)}" for key, one in value.items())
        case list() | tuple():
            return ", ".join(_shown(one) for one in value)
        case _:
            return str(value)


def _connection(draw: Draw[Beside]) -> Content:
    beside = draw.item
    arrow = "→" if beside.away else "←"
    other = beside.other
    shown = ink.told(other) if isinstance(other, MemCube) else ink.line((other, ink.ACCENT))
    label = ink.cell((f"{arrow} {beside.type.replace('_', ' ')}", ink.MUTED), 17)
    return label + ink.cell(shown, draw.width - 17)
