"""The persona tree, and the beliefs behind each leaf."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from memos.interfaces.cli import paper
from memos.interfaces.tui import ink
from memos.interfaces.tui.asking import ask
from memos.interfaces.tui.listing import Draw, Listing, all_of
from memos.interfaces.tui.view import View, pane
from memos.memory import Why
from memos.schemas.cube import TRUNK, Core, Kind, MemCube, Semantic

_LEAVES = 1_000
_TRUNK = 15
_LEAF = 22
_ROOMY = 50
"""Cells in which the trunk has a column, too."""
_BELIEFS = 12
_WORDS = 6


class Behind(NamedTuple):
    """What a leaf rests on: the statements made of the same words, those that say its value first; and the words."""

    leaf: MemCube
    beliefs: tuple[MemCube, ...]
    why: Why


class ProfileView(View):
    """Who somebody is."""

    NAME = "Profile"
    LETTER = "p"
    ABOUT: ClassVar[str] = "the persona tree, and what each leaf rests on"

    def compose(self) -> ComposeResult:
        """A tree, and beside it what is behind the leaf."""
        yield Static(id="instead")
        with Horizontal(classes="split"):
            yield Listing(_leaf, empty="Nothing is known of this user yet.")
            with VerticalScroll(classes="beside"):
                yield Static(id="behind")

    def load(self) -> None:
        """Shows the leaves in the order of the trunk; where there are none, what is best known."""
        desk = self.desk

        def known() -> list[MemCube]:
            found = desk.memory.get_all(user_id=desk.user, kinds=[Kind.CORE], limit=_LEAVES)
            if not found:
                found = desk.memory.get_all(user_id=desk.user, kinds=[Kind.SEMANTIC], limit=_LEAVES)
                return sorted(found, key=lambda cube: -cube.confidence)
            return sorted(found, key=lambda cube: (TRUNK.index(_trunk(cube)), ink.leaf(cube)))

        def take(found: list[MemCube]) -> None:
            instead = self.query_one("#instead", Static)
            instead.display = bool(found) and found[0].kind is Kind.SEMANTIC
            told = "No leaf of the profile is known yet. What is known best (2 shows when):"
            instead.update(ink.line((told, ink.MUTED)))
            self.query_one(Listing).show(all_of(found))

        ask(self, known, take, group="leaves")

    @on(Listing.Moved)
    def _look_behind(self, event: Listing.Moved) -> None:
        if event.item is None:
            pane(self, "#behind")
            return
        leaf: MemCube = event.item
        ask(self, lambda: self._behind(leaf), lambda found: pane(self, "#behind", self._told(found)), group="behind")

    @on(Listing.Chosen)
    def _open(self, event: Listing.Chosen) -> None:
        self.desk.open_cube(event.item.id)

    def _behind(self, leaf: MemCube) -> Behind:
        cited = leaf.provenance.message_ids
        made = [cube for cube in self.desk.pages().made_of(cited) if cube.kind is Kind.SEMANTIC]
        value = leaf.payload.value.casefold() if isinstance(leaf.payload, Core) else ""
        made.sort(key=lambda cube: (not _says(cube, value), ink.is_old(cube)))
        saying = [cube for cube in made if _says(cube, value)] or made
        return Behind(leaf, tuple(saying[:_BELIEFS]), self.desk.memory.why(leaf.id, user_id=self.desk.user))

    def _told(self, found: Behind) -> Content:
        leaf = found.leaf
        grown = isinstance(leaf.payload, Core)
        name = f"{_trunk(leaf)} › {ink.leaf(leaf)}" if grown else leaf.kind.value
        value = leaf.payload.value if isinstance(leaf.payload, Core) else leaf.text
        told = [ink.line((value, ink.STRONG)), ink.line((f"{name}, {ink.interval(leaf)}", ink.MUTED)), ink.NOTHING]
        told.append(ink.heading("believed"))
        told += [ink.line("· ", ink.told(cube), (f"  {ink.interval(cube)}", ink.MUTED)) for cube in found.beliefs]
        told += [ink.NOTHING, ink.heading("because it was said")]
        for message, spans in found.why.sources[:_WORDS]:
            told.append(ink.line((paper.minute(message.timestamp), ink.MUTED)))
            told.append(ink.quote(message, spans, self.desk.user))
        if len(found.why.sources) > _WORDS:
            told.append(ink.line((f"and {len(found.why.sources) - _WORDS} more: Enter shows all", ink.MUTED)))
        return ink.lines(told)


def _leaf(draw: Draw[MemCube]) -> Content:
    cube, above = draw.item, draw.above
    if not isinstance(cube.payload, Core):
        return ink.cell(ink.told(cube), draw.width)
    room = _TRUNK if draw.width >= _ROOMY else 0
    trunk = "" if above is not None and _trunk(above) == _trunk(cube) else _trunk(cube)
    return (
        ink.cell((trunk, ink.ACCENT), room)
        + ink.cell((ink.leaf(cube), ink.MUTED), _LEAF)
        + ink.cell(cube.payload.value, draw.width - room - _LEAF)
    )


def _trunk(cube: MemCube) -> str:
    return cube.payload.path.partition(".")[0] if isinstance(cube.payload, Core) else TRUNK[0]


def _says(cube: MemCube, value: str) -> bool:
    return isinstance(cube.payload, Semantic) and cube.payload.object.casefold() in value
