"""Memory text as what Textual draws. No markup is read anywhere, and what would steer a terminal is taken out before.

Styles are named by the theme (`$accent`, `$text-muted`), so that light, dark and colourless screens need nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from memos.interfaces.cli import paper
from memos.interfaces.cli.plain import one_line, printable
from memos.schemas.cube import Core, Episodic, MemCube, Source, State
from memos.schemas.message import StoredMessage
from memos.store.pages import Era

MUTED: Final = "$quiet"
ACCENT: Final = "$accent"
STRONG: Final = "bold"
OLD: Final = "$quiet strike"
MARKED: Final = "bold underline $accent"
"""How the very words a memory rests on are marked: without colour, by the line below them."""

NOTHING: Final = Content("")
_BAR: Final = "▄"
_OPEN: Final = "▶"
_LONGEST: Final = 4_000
"""Characters of one text that are drawn: more is no reading."""

Part = Content | str | tuple[str, str]


def line(*parts: Part) -> Content:
    """Words and (words, style) pairs as one line."""
    return Content("").join(_piece(part, one_line) for part in parts)


def block(*parts: Part) -> Content:
    """The same over several lines: newlines stay."""
    return Content("").join(_piece(part, printable) for part in parts)


def lines(given: Iterable[Content]) -> Content:
    """One below the other."""
    return Content("\n").join(given)


def _piece(part: Part, clean: object) -> Content:
    if isinstance(part, Content):
        return part
    words, style = part if isinstance(part, tuple) else (part, "")
    lead, trail = (" " * (len(words) - len(words.lstrip(" "))), " " * (len(words) - len(words.rstrip(" "))))
    if clean is one_line:
        inner = one_line(words[: _LONGEST * 2])
        shown = lead + inner + trail if inner else lead
    else:
        shown = printable(words).expandtabs(4)
    if len(shown) > _LONGEST:
        shown = f"{shown[:_LONGEST]}…"
    return Content.styled(shown, style) if style else Content(shown)


def cell(content: Part, width: int, *, right: bool = False) -> Content:
    """Exactly `width` cells of a line, cut with an ellipsis."""
    width = max(width, 0)
    shown = line(content).truncate(width, ellipsis=True)
    gap = " " * (width - cell_len(shown.plain))
    return Content(gap) + shown if right else shown + Content(gap)


def heading(words: str, note: str = "") -> Content:
    """What stands above a group."""
    return line((words, STRONG), (f"  {note}", MUTED) if note else "")


def is_old(cube: MemCube) -> bool:
    """Whether it is not believed any more."""
    return cube.state in {State.SUPERSEDED, State.EXPIRED, State.DELETED, State.MERGED}


def told(cube: MemCube) -> Content:
    """A memory in one line; what is not believed any more is struck out. Of the vault, the label."""
    style = OLD if is_old(cube) else ""
    match cube.payload:
        case Core(value=value):
            return line((leaf(cube), MUTED), "  ", (value, style))
        case Episodic(actor=actor, text=text, granularity="utterance") if actor:
            return line((f"{actor}: ", STRONG), (text, style))
        case _:
            return line((cube.text[:_LONGEST], style))


def leaf(cube: MemCube) -> str:
    """Where in the persona tree a leaf grows, without its trunk."""
    path = cube.payload.path if isinstance(cube.payload, Core) else ""
    return path.partition(".")[2].replace(".", " › ").replace("_", " ")


def kind(cube: MemCube) -> str:
    """The kind; of an episode how much of the talk it is."""
    if isinstance(cube.payload, Episodic) and cube.payload.granularity != "utterance":
        return cube.payload.granularity
    return cube.kind.value


def interval(cube: MemCube) -> str:
    """When it holds, in two dates: the first may not be known, the second not be there."""
    end = paper.day(cube.valid_to)
    return f"{paper.day(began(cube))} – {end}" if end else f"{paper.day(began(cube))} →"


def began(cube: MemCube) -> datetime:
    """Since when it holds, or when it happened, as far as is known."""
    if isinstance(cube.payload, Episodic):
        return cube.payload.occurred_at.start
    return cube.valid_from or cube.observed_at


def bar(cube: MemCube, era: Era, width: int) -> Content:
    """The stretch of the axis in which it holds; an open end is an arrow."""
    first, last = place(began(cube), era, width), width - 1
    if cube.valid_to is not None:
        last = max(first, place(cube.valid_to, era, width))
        drawn = _BAR * (last - first + 1)
    else:
        drawn = _BAR * (last - first) + _OPEN
    return line((" " * first), (drawn, MUTED if is_old(cube) else ACCENT), " " * (width - 1 - last))


def place(moment: datetime, era: Era, width: int) -> int:
    """The cell of the axis in which a moment lies."""
    whole = (era.end - era.start).total_seconds()
    share = (moment - era.start).total_seconds() / whole if whole > 0 else 0.0
    return min(width - 1, max(0, int(share * width)))


def axis(era: Era, width: int) -> Content:
    """The dates at the two ends of the axis, and one between them where there is room."""
    start, end = f"{era.start:%b %Y}", f"{era.end:%b %Y}"
    gap = width - len(start) - len(end)
    if gap < 1 or start == end:
        return cell((start, MUTED), width)
    middle = f"{era.start + (era.end - era.start) / 2:%b %Y}"
    if gap < len(middle) + 6:
        return line((start, MUTED), " " * gap, (end, MUTED))
    left = (width - len(middle)) // 2 - len(start)
    right = gap - left - len(middle)
    return line((start, MUTED), " " * left, (middle, MUTED), " " * right, (end, MUTED))


def quote(message: StoredMessage, spans: Sequence[Source], user: str) -> Content:
    """Who said it and what, the words within the spans marked."""
    return block((f"{paper.speaker(message, user)}: ", STRONG), marked(message.content, spans))


def marked(content: str, spans: Iterable[Source]) -> Content:
    """The content with the words of the spans marked; a span over all of it marks nothing."""
    pieces: list[Part] = []
    at = 0
    for start, end in paper.merged(spans, len(content)):
        pieces += [content[at:start], (content[start:end], MARKED)]
        at = end
    return block(*pieces, content[at:])


def gauge(value: float, width: int) -> Content:
    """A number from 0 to 1 as a bar."""
    filled = round(max(0.0, min(1.0, value)) * width)
    return line((_BAR * filled, ACCENT), ("·" * (width - filled), MUTED))
