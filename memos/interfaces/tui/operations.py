"""The journal: what was done, why, by whom, on which words; and the key that takes a commit back."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from memos.interfaces.cli import paper
from memos.interfaces.cli.plain import amount
from memos.interfaces.tui import ink
from memos.interfaces.tui.asking import ask, tell
from memos.interfaces.tui.dialogs import Confirm
from memos.interfaces.tui.listing import Draw, Listing, Source
from memos.interfaces.tui.view import View, pane
from memos.schemas.message import StoredMessage
from memos.schemas.operation import JournalEntry

_WHEN = 18
_EVENT = 8
_KIND = 12
_WORDS = 6


class OperationsView(View):
    """What was done."""

    NAME = "Operations"
    LETTER = "o"
    ABOUT: ClassVar[str] = "what was done and why; u takes a commit back"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("u", "undo", "undo")]

    def compose(self) -> ComposeResult:
        """Entries, and the reason of one."""
        with Horizontal(classes="split"):
            yield Listing(_entry, empty="Nothing was done yet.")
            with VerticalScroll(classes="beside"):
                yield Static(id="reason")

    def load(self) -> None:
        """Shows the journal as it is now."""
        desk = self.desk
        self.query_one(Listing).show(
            Source(
                lambda: desk.pages().count_operations(),
                lambda offset, limit: desk.pages().operations(limit=limit, offset=offset),
            )
        )

    def action_undo(self) -> None:
        """Takes back the commit under the cursor, if that is what is meant."""
        entry: JournalEntry | None = self.query_one(Listing).current
        if entry is None:
            return
        desk, commit = self.desk, entry.op_id

        def take(entries: tuple[JournalEntry, ...]) -> None:
            tell(self, f"Taken back: {amount(len(entries), 'operation')}. Undo the top entry to redo it.")
            self.load()

        def answered(yes: bool | None) -> None:
            if yes:
                ask(self, lambda: desk.memory.undo(commit, user_id=desk.user), take, group="undo")

        told = ink.lines([ink.line((entry.text, ink.STRONG)), ink.line((f"commit {commit}", ink.MUTED))])
        self.app.push_screen(Confirm("Take the whole commit back?", told), answered)

    @on(Listing.Moved)
    def _explain(self, event: Listing.Moved) -> None:
        entry: JournalEntry | None = event.item
        if entry is None:
            pane(self, "#reason")
            return
        desk = self.desk
        ask(
            self,
            lambda: desk.memory.messages(entry.evidence[:_WORDS], user_id=desk.user),
            lambda said: pane(self, "#reason", self._told(entry, said)),
            group="reason",
        )

    @on(Listing.Chosen)
    def _open(self, event: Listing.Chosen) -> None:
        if event.item.cube_id is not None:
            self.desk.open_cube(event.item.cube_id)

    def _told(self, entry: JournalEntry, said: list[StoredMessage]) -> Content:
        version = f", version {entry.version}" if entry.version else ""
        told = [
            ink.line((entry.text, ink.STRONG)),
            ink.line(entry.reason),
            ink.NOTHING,
            ink.line((f"by {entry.agent}, confidence {entry.confidence:.2f}{version}", ink.MUTED)),
            ink.line((f"{entry.committed_at:%Y-%m-%d %H:%M:%S}", ink.MUTED)),
            ink.line((f"commit {entry.op_id}", ink.MUTED)),
            ink.NOTHING,
            ink.heading("on these words"),
        ]
        for message in said:
            told.append(ink.line((paper.minute(message.timestamp), ink.MUTED)))
            told.append(ink.quote(message, (), self.desk.user))
        if len(entry.evidence) > _WORDS:
            told.append(ink.line((f"and {len(entry.evidence) - _WORDS} more", ink.MUTED)))
        return ink.lines(told)


def _entry(draw: Draw[JournalEntry]) -> Content:
    entry = draw.item
    same = draw.above is not None and draw.above.op_id == entry.op_id
    style = {"ADD": ink.ACCENT, "NO_OP": ink.MUTED}.get(entry.event, ink.STRONG)
    return (
        ink.cell(("" if same else f"{entry.committed_at:%Y-%m-%d %H:%M}", ink.MUTED), _WHEN)
        + ink.cell((entry.event, style), _EVENT)
        + ink.cell((entry.kind.value if entry.kind else "", ink.MUTED), _KIND)
        + ink.cell((entry.text, ink.MUTED if entry.event == "NO_OP" else ""), draw.width - _WHEN - _EVENT - _KIND)
    )
