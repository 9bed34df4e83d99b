"""Sections in pieces that an embedder takes in whole, cut where the text itself pauses.

Where a chunk ends is decided by its own words (a checksum of its last sentence), not by what stands before it: so a sentence put in
at the beginning changes the chunks around it, and the others find themselves again. The idea is that of content-defined chunking
(Muthitacharoen, Chen and Mazières, "A low-bandwidth network file system", SOSP 2001), with sentences in place of bytes.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from memos.documents.document import Section
from memos.documents.limits import LIMITS, refuse_beyond

MOST: Final = 160
"""The weight of the longest chunk: about as many words, with title and heading what a model with 256 word pieces takes in."""
ENOUGH: Final = 90
"""From this weight on, a chunk may end."""
TINY: Final = 16
"""What weighs less is no chunk of its own, if there is one before it in its section."""
_A_WORD: Final = 7
"""Characters that weigh as much as a word, in languages and data that have no spaces."""

_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE: Final = re.compile(r"(?<=[.!?…][\"'”’)\]])\s+|(?<=[.!?…])\s+|(?<=[。！？])")
_LINE: Final = re.compile(r"\n+")
_SPACE: Final = re.compile(r"\s+")

Span = tuple[int, int]


class Chunk(NamedTuple):
    """A piece of a section. `start` and `end` tell where it stands in the text the sections were cut from."""

    text: str
    heading: tuple[str, ...]
    page: int | None
    lines: tuple[int, int] | None
    start: int
    end: int

    @property
    def digest(self) -> str:
        """SHA-256 of its text: what it is known by."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


def chunks(sections: Iterable[Section], most: int = LIMITS.chunks) -> list[Chunk]:
    """The chunks of all sections, in order. Raises DocumentRefused for more than `most`."""
    made: list[Chunk] = []
    for section in sections:
        made.extend(_of(section))
        refuse_beyond(most, len(made), "pieces to remember")
    return made


def weight(text: str) -> int:
    """How much of a model's window a text takes, in words."""
    return max(len(text.split()), -(-len(text) // _A_WORD))


def _of(section: Section) -> Iterator[Chunk]:
    room = max(MOST // 2, MOST - weight(section.lead))
    text = section.text
    for start, end in _pieces(text, room, by_line=section.lines is not None):
        lines = None
        if section.lines is not None:
            first = section.lines[0] + text.count("\n", 0, start)
            lines = (first, first + text.count("\n", start, end))
        body = text[start:end]
        yield Chunk(
            f"{section.lead}\n{body}" if section.lead else body,
            section.heading,
            section.page,
            lines,
            section.start + start,
            section.start + end,
        )


def _pieces(text: str, room: int, *, by_line: bool) -> Iterator[Span]:
    """Spans of chunks, without the white space around them."""
    held: Span | None = None
    done: Span | None = None
    taken = 0
    for start, end in _units(text, room, by_line=by_line):
        unit = text[start:end]
        needed = weight(unit)
        if held is not None and taken + needed > room:
            if done is not None:
                yield done
            done, held, taken = held, None, 0
        held, taken = (start if held is None else held[0], end), taken + needed
        if taken >= ENOUGH and _ends(unit):
            if done is not None:
                yield done
            done, held, taken = held, None, 0
    if held is not None and done is not None and weight(text[slice(*held)]) < TINY:
        done, held = (done[0], held[1]), None
    yield from (span for span in (done, held) if span is not None)


def _ends(unit: str) -> bool:
    """One unit in three ends a chunk that is long enough."""
    return zlib.crc32(unit.encode("utf-8")) % 3 == 0


def _units(text: str, room: int, *, by_line: bool) -> Iterator[Span]:
    """What is never cut, if it fits: lines of code and tables; else paragraphs, or of long ones sentences, lines, words."""
    if by_line:
        yield from _fitting(text, (0, len(text)), (_LINE, _SPACE), room, always=True)
        return
    for span in _split(text, (0, len(text)), _PARAGRAPH):
        yield from _fitting(text, span, (_SENTENCE, _LINE, _SPACE), room)


def _fitting(
    text: str, span: Span, breaks: tuple[re.Pattern[str], ...], room: int, *, always: bool = False
) -> Iterator[Span]:
    """The span, cut at the first of these breaks if it is long, its parts at the next if they are, and hard if nothing helps."""
    if not always and weight(text[slice(*span)]) <= (room // 4 if breaks and breaks[0] is _SENTENCE else room):
        yield span
    elif breaks:
        for part in _split(text, span, breaks[0]):
            yield from _fitting(text, part, breaks[1:], room)
    else:
        step = room * _A_WORD
        yield from ((at, min(at + step, span[1])) for at in range(span[0], span[1], step))


def _split(text: str, span: Span, at: re.Pattern[str]) -> Iterator[Span]:
    start = span[0]
    for found in at.finditer(text, *span):
        yield from _stripped(text, start, found.start())
        start = found.end()
    yield from _stripped(text, start, span[1])


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    body = text[start:end]
    if body.strip():
        yield start + len(body) - len(body.lstrip()), end - len(body) + len(body.rstrip())
