"""A question, its hits, and why each is where it is: scores, channels, features, and the words it rests on."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from memos.interfaces.cli import paper
from memos.interfaces.tui import ink
from memos.interfaces.tui.asking import ask, tell
from memos.interfaces.tui.listing import Draw, Listing, all_of
from memos.interfaces.tui.view import Desk, Field, View, pane
from memos.retrieval.ranking import SHIPPED, moves
from memos.schemas.cube import Source as Span
from memos.schemas.message import StoredMessage
from memos.schemas.query import Hit, Recollection

_HITS = 30
_FEATURES = 6
"""Features shown of a hit: those that count most in its score."""
_EVIDENCE = 5
_GAUGE = 10
_NAME = 16


class Trace(NamedTuple):
    """An answer, the messages its hits rest on, and which hits were cited so far."""

    found: Recollection
    messages: dict[str, StoredMessage]
    cited: set[str]


class SearchView(View):
    """What bears on a question, and why."""

    NAME = "Search"
    LETTER = "s"
    ABOUT: ClassVar[str] = "hits with their scores and words; c cites one"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "question", "ask", key_display="/"),
        Binding("c", "cite", "cite"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._trace: Trace | None = None

    def compose(self) -> ComposeResult:
        """A question, hits, and the trace of one."""
        yield Field("ask something, then Enter", id="question")
        with Horizontal(classes="split"):
            yield Listing(self._draw, empty="Nothing bears on this.")
            with VerticalScroll(classes="beside"):
                yield Static(id="trace")

    def load(self) -> None:
        """Asks again."""
        self._search()

    def rest(self) -> Widget | None:
        """The hits where there are any, else the question."""
        return self.query_one(Listing) if self._trace else self.query_one(Input)

    def back(self) -> bool:
        """From the question to the hits."""
        if self.query_one(Input).has_focus and self._trace:
            self.query_one(Listing).focus()
            return True
        return False

    def action_question(self) -> None:
        """To the question."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _search(self) -> None:
        desk, question = self.desk, self.query_one(Input).value
        if not question.strip():
            return

        def search() -> Trace:
            found = desk.memory.search(question, user_id=desk.user, limit=_HITS, explain=True)
            wanted = list(dict.fromkeys(one for hit in found.hits for one in hit.evidence[:_EVIDENCE]))
            messages = desk.memory.messages(wanted, user_id=desk.user)
            return Trace(found, {message.id: message for message in messages}, set())

        ask(self, search, self._take, group="search")

    def _take(self, trace: Trace) -> None:
        self._trace = trace
        pane(self, "#trace")
        self.query_one(Listing).show(all_of(trace.found.hits))
        self.query_one(Listing).focus()
        for channel in trace.found.degraded:
            tell(self, f"Answered without {channel}", severity="warning")

    def action_cite(self) -> None:
        """Says that a hit was of use."""
        hit: Hit | None = self.query_one(Listing).current
        trace, desk = self._trace, self.desk
        if hit is None or trace is None:
            return
        chosen = hit.cube.id

        def take(_: None) -> None:
            trace.cited.add(chosen)
            self.query_one(Listing).refresh()
            tell(self, f"Cited [{hit.alias}].")

        ask(self, lambda: desk.memory.feedback(trace.found.id, cited=[chosen], user_id=desk.user), take, group="cite")

    @on(Listing.Moved)
    def _explain(self, event: Listing.Moved) -> None:
        if event.item is not None:
            pane(self, "#trace", self._told(event.item))

    @on(Listing.Chosen)
    def _open(self, event: Listing.Chosen) -> None:
        self.desk.open_cube(event.item.cube.id)

    def _draw(self, draw: Draw[Hit]) -> Content:
        hit = draw.item
        cited = "✓" if self._trace and hit.cube.id in self._trace.cited else ""
        return (
            ink.cell((f"{hit.alias}", ink.MUTED), 2, right=True)
            + ink.cell((f" {cited}", ink.ACCENT), 3)
            + ink.cell((f"{hit.score:.2f}", ink.ACCENT), 6)
            + ink.cell((paper.day(ink.began(hit.cube)), ink.MUTED), 12)
            + ink.cell(ink.told(hit.cube), draw.width - 23)
        )

    def _told(self, hit: Hit) -> Content:
        cube = hit.cube
        told = [
            ink.told(cube),
            ink.line((f"{ink.kind(cube)}, {paper.when(cube)}, score {hit.score:.3f}", ink.MUTED)),
        ]
        hits = self._trace.found.hits if self._trace else (hit,)
        features = {name: hit.features[name] for name in [*moves(hit.features, SHIPPED.weights)][:_FEATURES]}
        for title, values in (("channels", hit.channels), ("features", features)):
            told += [ink.NOTHING, ink.heading(title)]
            for name, value in values.items():
                most = max([one.channels.get(name, 0.0) for one in hits] if title == "channels" else [1.0])
                gauge = ink.gauge(value / most if most > 0 else 0.0, _GAUGE)
                told.append(ink.cell((name.replace("_", " "), ink.MUTED), _NAME) + gauge + ink.line(f"  {value:.3f}"))
        told += [ink.NOTHING, ink.heading("evidence")]
        spans: dict[str, list[Span]] = {}
        for source in cube.provenance.sources:
            spans.setdefault(source.message_id, []).append(source)
        messages = self._trace.messages if self._trace else {}
        for message in (messages[one] for one in hit.evidence[:_EVIDENCE] if one in messages):
            told.append(ink.line((paper.minute(message.timestamp), ink.MUTED)))
            told.append(ink.quote(message, spans.get(message.id, ()), self.desk.user))
        return ink.lines(told)
