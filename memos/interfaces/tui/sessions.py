"""Conversations: the sentences that became memories marked, and beside the sentence under the cursor the memories made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from memos.agents.perceive.sentences import split
from memos.interfaces.cli import paper
from memos.interfaces.cli.plain import amount
from memos.interfaces.tui import ink
from memos.interfaces.tui.asking import ask
from memos.interfaces.tui.listing import Draw, Listing, Source
from memos.interfaces.tui.view import Desk, View, pane
from memos.schemas.cube import Episodic, MemCube, State
from memos.schemas.cube import Source as Span
from memos.schemas.message import StoredMessage
from memos.store.pages import Conversation

_PAGE = 40
"""Messages that are read together."""

_MOST = 60
"""Sentences of one message that are shown."""

_WHEN = 12
_MESSAGES = 14


class Sentence(NamedTuple):
    """A sentence of a message, the spans within it that memories rest on, and those memories."""

    message: StoredMessage
    first: bool
    text: str
    spans: tuple[Span, ...]
    made: tuple[MemCube, ...]


class SessionsView(View):
    """What was said, and what became of it."""

    NAME = "Sessions"
    LETTER = "e"
    ABOUT: ClassVar[str] = "conversations, and the words that became memories"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._open: Conversation | None = None
        self._sentences: list[Sentence] = []
        self._ended = True

    def compose(self) -> ComposeResult:
        """The conversations; or one of them, and beside it what was made of a sentence."""
        yield Listing(_conversation, empty="Nobody said anything yet.")
        with Horizontal(classes="split", id="talk"):
            yield OptionList(id="said", compact=True, markup=False)
            with VerticalScroll(classes="beside"):
                yield Static(id="made")

    def on_mount(self) -> None:
        """Shows the conversations."""
        self.query_one("#talk").display = False
        super().on_mount()

    def load(self) -> None:
        """Shows what was said up to now."""
        desk = self.desk
        self.query_one(Listing).show(
            Source(
                lambda: desk.pages().count_conversations(),
                lambda offset, limit: desk.pages().conversations(limit=limit, offset=offset),
            )
        )
        if self._open is not None:
            self._read(self._open)

    def rest(self) -> Widget | None:
        """The conversation that is open, else the list of all."""
        return self.query_one(OptionList) if self._open else self.query_one(Listing)

    def back(self) -> bool:
        """From a conversation to the list."""
        if self._open is None:
            return False
        self._open = None
        self.query_one("#talk").display = False
        self.query_one(Listing).display = True
        self.query_one(Listing).focus()
        return True

    @on(Listing.Chosen)
    def _choose(self, event: Listing.Chosen) -> None:
        self._read(event.item)

    def _read(self, conversation: Conversation) -> None:
        self._open = conversation
        self._sentences, self._ended = [], False
        self.query_one(OptionList).clear_options()
        pane(self, "#made")
        self._more(0)

    def _more(self, offset: int) -> None:
        desk, open_ = self.desk, self._open
        if open_ is None:
            return

        def read() -> tuple[list[StoredMessage], list[Sentence]]:
            messages = desk.pages().conversation(open_.run, limit=_PAGE, offset=offset)
            made = desk.pages().made_of([message.id for message in messages])
            return messages, list(sentences(messages, made))

        ask(self, read, lambda found: self._take(*found), group="talk")

    def _take(self, messages: list[StoredMessage], found: list[Sentence]) -> None:
        listed = self.query_one(OptionList)
        begun = bool(self._sentences)
        self._ended = len(messages) < _PAGE
        self._sentences += found
        listed.add_options([Option(_said(one, self.desk.user)) for one in found])
        if not begun:
            self.query_one(Listing).display = False
            self.query_one("#talk").display = True
            listed.focus()
            listed.highlighted = 0 if found else None

    @on(OptionList.OptionHighlighted)
    def _tell(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_index >= len(self._sentences):
            return  # of a conversation that is not on the screen any more
        pane(self, "#made", _made(self._sentences[event.option_index]))
        if not self._ended and event.option_index >= len(self._sentences) - _PAGE // 2:
            self._ended = True  # asked once a page
            self._more(len({id(one.message) for one in self._sentences}))

    @on(OptionList.OptionSelected)
    def _show(self, event: OptionList.OptionSelected) -> None:
        made = self._sentences[event.option_index].made
        if made:
            self.desk.open_cube(made[0].id)


def sentences(messages: Sequence[StoredMessage], made: Sequence[MemCube]) -> Iterator[Sentence]:
    """The messages in sentences, each with what was made of it. What merely keeps the message as a whole (an utterance) or sums up
    the talk (a topic, a session) was not made of a sentence."""
    citing: dict[str, list[tuple[Span, MemCube]]] = {}
    for cube in made:
        for source in () if isinstance(cube.payload, Episodic) else cube.provenance.sources:
            citing.setdefault(source.message_id, []).append((source, cube))
    for message in messages:
        content, at = message.content, citing.get(message.id, [])
        parts = split(content)[:_MOST] or ()
        bounds = [(part.start, part.end) for part in parts] or [(0, len(content))]
        for number, (start, end) in enumerate(bounds):
            within = [(span, cube) for span, cube in at if _overlap(span, start, end)]
            yield Sentence(
                message,
                number == 0,
                content[start:end],
                tuple(_within(message.id, span, start, end) for span, _ in within),
                tuple({cube.id: cube for _, cube in within}.values()),
            )


def _overlap(span: Span, start: int, end: int) -> bool:
    return span.start < end and (span.end is None or span.end > start)


def _within(message_id: str, span: Span, start: int, end: int) -> Span:
    last = end if span.end is None else min(span.end, end)
    return Span(message_id=message_id, start=max(span.start, start) - start, end=last - start)


def _said(sentence: Sentence, user: str) -> Content:
    """A sentence; the first of a message says who speaks and when."""
    pieces: list[Any] = []
    if sentence.first:
        message = sentence.message
        pieces += [(paper.speaker(message, user), ink.STRONG), (f"  {paper.minute(message.timestamp)}\n", ink.MUTED)]
    pieces.append(("▎ " if sentence.made else "  ", ink.ACCENT))
    at = 0
    ranges = sorted((span.start, span.end or 0) for span in sentence.spans)
    for start, end in ranges:
        begin = max(start, at)
        if begin < end:
            pieces += [sentence.text[at:begin], (sentence.text[begin:end], ink.MARKED)]
            at = end
    return ink.block(*pieces, sentence.text[at:])


def _made(sentence: Sentence) -> Content:
    if not sentence.made:
        return ink.line(("No memory was made of this sentence.", ink.MUTED))
    told = [ink.heading("made of this", amount(len(sentence.made), "memory", "memories"))]
    for cube in sorted(sentence.made, key=ink.is_old):
        state = "" if cube.state is State.ACTIVE else f", {cube.state.value}"
        told += [ink.NOTHING, ink.told(cube), ink.line((f"{ink.kind(cube)}{state}, {ink.interval(cube)}", ink.MUTED))]
    return ink.lines(told)


def _conversation(draw: Draw[Conversation]) -> Content:
    talk = draw.item
    name = talk.run or "without a run"
    return (
        ink.cell((f"{talk.began:%Y-%m-%d}", ink.ACCENT), _WHEN)
        + ink.cell(name, 20)
        + ink.cell((amount(talk.messages, "message"), ink.MUTED), _MESSAGES, right=True)
        + ink.line("  ")
        + ink.cell((talk.opening, ink.MUTED), draw.width - _WHEN - 22 - _MESSAGES)
    )
