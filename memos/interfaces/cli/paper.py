"""What commands print for people: one console, few colours, and memory text that stays text."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from memos.interfaces.cli.plain import amount, one_line, printable
from memos.retrieval.places import is_chunk, place_of
from memos.schemas.cube import Core, Episodic, Interval, MemCube, Procedural, Resource, Semantic, Source, State
from memos.schemas.message import StoredMessage
from memos.schemas.operation import JournalEntry

KIND_STYLE: Final[Mapping[str, str]] = {
    "core": "magenta",
    "episodic": "blue",
    "semantic": "green",
    "procedural": "cyan",
    "resource": "yellow",
    "vault": "red",
}
EVENT_STYLE: Final[Mapping[str, str]] = {
    "ADD": "green",
    "UPDATE": "yellow",
    "DELETE": "red",
    "NO_OP": "dim",
    "FORGET": "magenta",
}
WORDS: Final = "bold reverse"
"""How the very words a belief rests on are marked."""

_PIPED_WIDTH: Final = 160
_NARROWEST: Final = 20
_SHOWN_ID: Final = 8
_SPACE: Final = re.compile(r"\s+")


@cache
def console(*, error: bool = False) -> Console:
    """The terminal. Markup, emoji codes and highlighting are off: text is shown as it is."""
    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() else _columns() or _PIPED_WIDTH
    return Console(stderr=error, markup=False, emoji=False, highlight=False, width=width, soft_wrap=False)


def _columns() -> int:
    """What $COLUMNS says, if it is a width that something can be read in."""
    said = os.environ.get("COLUMNS", "")
    return int(said) if said.isdecimal() and int(said) >= _NARROWEST else 0


def say(*parts: str | tuple[str, str] | Text) -> None:
    """One line: words, and (words, style) pairs. Everything goes through `printable`."""
    console().print(line(*parts))


def warn(words: str) -> None:
    """A line on stderr: what was done may not be what was meant."""
    console(error=True).print(line(("warning: ", "bold yellow"), words))


def line(*parts: str | tuple[str, str] | Text) -> Text:
    """The parts as one text."""
    text = Text()
    for part in parts:
        match part:
            case Text():
                text.append_text(part)
            case str():
                text.append(printable(part))
            case (words, style):
                text.append(printable(words), style=style)
    return text


def gap() -> None:
    """An empty line."""
    console().print()


def heading(title: str, note: str = "") -> None:
    """A section begins."""
    console().print()
    console().print(line((title, "bold"), (f"  {note}" if note else "", "dim")))


def table(*columns: Column | str, header: bool = True) -> Table:
    """An empty table of these columns."""
    return Table(*columns, box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", show_edge=False, show_header=header)


def wide(name: str = "", *, ratio: int = 1, style: str = "") -> Column:
    """A column for text: takes the room that is left, and wraps."""
    return Column(name, ratio=ratio, style=style, overflow="fold")


def number(name: str = "") -> Column:
    """A column for numbers."""
    return Column(name, justify="right", no_wrap=True)


def dim(name: str = "", *, width: int = 0) -> Column:
    """A column for what stands aside."""
    return Column(name, style="dim", min_width=width or None, no_wrap=True)


def put(made: Table) -> None:
    """Prints a table."""
    console().print(made)


def indented(text: Text, by: int = 2) -> None:
    """Prints text with a margin, wrapped within it."""
    console().print(Padding(text, (0, 0, 0, by), expand=False))


# -- pieces


def short_id(cube_id: str) -> str:
    """The end of an id: ids made together begin alike. It is accepted wherever an id is."""
    return cube_id[-_SHOWN_ID:]


def kind(of: MemCube) -> Text:
    """The kind in its colour, and the state where it is not active."""
    name = of.kind.value
    if isinstance(of.payload, Episodic) and of.payload.granularity != "utterance":
        name = of.payload.granularity
    text = Text(name, style=KIND_STYLE[of.kind.value])
    if of.state is not State.ACTIVE:
        text.append(f"\n{of.state.value}", style="dim")
    return text


def day(moment: datetime | None) -> str:
    """A date, or nothing."""
    return f"{moment:%Y-%m-%d}" if moment else ""


def minute(moment: datetime | None) -> str:
    """A date and a time; a date alone where the time is midnight."""
    if moment is None:
        return ""
    return (
        f"{moment:%Y-%m-%d}" if (moment.hour, moment.minute, moment.second) == (0, 0, 0) else f"{moment:%Y-%m-%d %H:%M}"
    )


def when(of: MemCube) -> str:
    """When it happened, or since when and until when it holds."""
    if isinstance(of.payload, Episodic):
        return interval(of.payload.occurred_at, closed=of.payload.granularity != "utterance")
    return validity(of) or day(of.observed_at)


def interval(given: Interval, *, closed: bool = False) -> str:
    """A stretch of time, as finely as it was said. `closed`: its end is of it, as the last word is of a session."""
    if given.granularity in {"instant", "hour"} or given.end <= given.start:
        return minute(given.start)
    last = given.end if closed else given.end - timedelta(microseconds=1)
    return day(given.start) if last.date() == given.start.date() else f"{day(given.start)} to {day(last)}"


def validity(of: MemCube) -> str:
    """The interval in which a statement holds."""
    if of.valid_from and of.valid_to:
        return f"{day(of.valid_from)} to {day(of.valid_to)}"
    if of.valid_to:
        return f"until {day(of.valid_to)}"
    return f"since {day(of.valid_from)}" if of.valid_from else ""


def told(of: MemCube, shorten: Callable[[str], str] = str.strip) -> Text:
    """The memory's text, shortened if so told; what is not believed any more is struck out."""
    old = of.state in {State.SUPERSEDED, State.EXPIRED, State.DELETED, State.MERGED}
    style = "dim strike" if old else ""
    match of.payload:
        case Core(path=path, value=value):
            return line((f"{path.replace('.', ' › ').replace('_', ' ')}: ", "dim"), (value, style))
        case Episodic(actor=actor, text=text, granularity="utterance") if actor:
            return line((f"{actor}: ", "bold"), (shorten(text), style))
        case Semantic(statement=statement):
            return line((statement, style))
        case Resource(title=title, text=text) if "chunks" in of.metadata:
            return line(
                (title, f"bold {style}".strip()), (f" ({_extent(of)})  ", "dim"), (shorten(text), style or "dim")
            )
        case Resource(text=text) if is_chunk(of):
            return line((f"{place_of(of)}: ", "bold"), (shorten(text), style))
        case Procedural(title=title):
            shown = shorten(of.text)
            return line((shown[: len(title)], f"bold {style}".strip()), (shown[len(title) :], style))
        case _:
            return line((shorten(of.text), style))


def _extent(of: MemCube) -> str:
    """How long a document is."""
    pages, chunks = of.metadata.get("pages"), of.metadata.get("chunks")
    told = [amount(pages, "page")] if isinstance(pages, int) else []
    return ", ".join([*told, *([amount(chunks, "chunk")] if isinstance(chunks, int) else [])])


def speaker(of: StoredMessage, user: str = "") -> str:
    """Who said it; somebody without a name is the user whose memory it is."""
    return of.name or (user if of.role == "user" and user else of.role)


def quote(of: StoredMessage, spans: Iterable[Source] = (), *, user: str = "", width: int = 0) -> Text:
    """Who said it and what, the words within the spans marked. With `width`, one line, cut to what stands around the spans."""
    return line((f"{speaker(of, user)}: ", "bold"), marked_words(of.content, spans, width))


def marked_words(content: str, spans: Iterable[Source], width: int = 0) -> Text:
    """The content with the characters of the spans marked; spans that cover all of it mark nothing."""

    def shown(piece: str) -> str:
        return _SPACE.sub(" ", printable(piece)) if width else printable(piece)

    ranges = merged(spans, len(content))
    first, last = (ranges[0][0], ranges[-1][1]) if ranges else (0, 0)
    start, end = _window(len(content), first, last, width)
    text = line(("…" if start else "", "dim"))
    at = start
    for begin, stop in ranges:
        first, last = max(begin, start), min(stop, end)
        if first < last:
            text.append(shown(content[at:first]))
            text.append(shown(content[first:last]), style=WORDS)
            at = last
    text.append(shown(content[at:end]))
    text.append("…" if end < len(content) else "", style="dim")
    return text


def passage(text: str, question: str, width: int) -> str:
    """One line of a text: all of it, or what stands around the first word that a question asks with."""
    text = one_line(text)
    places = [text.casefold().find(word) for word in re.findall(r"\w{4,40}", question.casefold())]
    first = min((place for place in places if place >= 0), default=0)
    start, end = _window(len(text), first, first, width)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def merged(spans: Iterable[Source], length: int) -> list[tuple[int, int]]:
    """The characters that spans cover, each once, in order; nothing when they cover all of them."""
    ranges: list[tuple[int, int]] = []
    for start, end in sorted((span.start, length if span.end is None else min(span.end, length)) for span in spans):
        if start >= end:
            continue
        if ranges and start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        else:
            ranges.append((start, end))
    return [] if ranges == [(0, length)] else ranges


def _window(length: int, first: int, last: int, width: int) -> tuple[int, int]:
    """What of a content is shown when it is longer than `width`: the marked words, with as much before as after."""
    if not width or length <= width:
        return 0, length
    spare = max(0, width - (last - first)) // 2
    start = max(0, min(first - spare, length - width))
    return start, min(length, max(start + width, last))


def operations(entries: Sequence[JournalEntry], *, limit: int = 0) -> Table:
    """The journal's entries as a table."""
    made = table(dim(), "event", "kind", wide("memory", ratio=3), wide("reason", ratio=2, style="dim"))
    for entry in entries[: limit or None]:
        made.add_row(
            line((short_id(entry.cube_id) if entry.cube_id else "", "dim")),
            line((entry.event, EVENT_STYLE[entry.event])),
            line((entry.kind.value if entry.kind else "", KIND_STYLE.get(entry.kind or "", ""))),
            one_line(entry.text, 200),
            one_line(entry.reason, 120),
        )
    return made
