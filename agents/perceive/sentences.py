"""Splitting a message into sentences, with exact offsets, in one pass.

A code block stays whole; the mark of a bullet or of a numbered item is left out; a full stop inside a number, a URL,
an e-mail address or an abbreviation ends nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from memos.agents.lexicon import listed
from memos.agents.perception import Sentence

READ = 64 * 1024
"""How much of a message the rules look at, in characters; the rest is kept verbatim and found by recall."""

LONGEST = 2000
"""The longest sentence, in characters: prose without an end is cut at a white space before that."""

FENCE = "```"

NEVER_FINAL = listed("""
    mr mrs ms dr prof sr jr st mt ft gen col sgt capt lt cmdr rev hon pres gov sen rep vs cf no nos vol fig approx
    dept e.g i.e eg ie
""")
"""Abbreviations that something follows: the full stop after them never ends a sentence."""

MAYBE_FINAL = listed("""
    etc inc ltd co corp a.m p.m am pm u.s u.k u.s.a d.c ph.d m.d b.a m.a jan feb mar apr jun jul aug sep sept oct nov
    dec mon tue tues wed thu thur thurs fri sat sun ave blvd rd min hr hrs
""")
"""Abbreviations that may stand at the end: only a capital after them starts a new sentence."""

_EMOJI = r"[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_END = re.compile(
    rf"""(?<![.!?…。！？])(?P<stop>[.!?…。！？]++)(?P<close>["'”’»)\]*_]{{0,4}})(?=\s|$|{_EMOJI})"""
    rf"|(?P<emoji>{_EMOJI}[\ufe0f\u200d]?)(?=\s|$)"
)
_PICTURES = re.compile(rf"(?:[ \t]?{_EMOJI}[\ufe0f\u200d]?)+")
_MARK = re.compile(r"(?:[-*•–—▪◦+>]|#{1,6}|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))[ \t]+")


class _Line(NamedTuple):
    start: int
    end: int
    marked: bool


def split(content: str) -> tuple[Sentence, ...]:
    """The sentences of a message, in order; `content[s.start:s.end] == s.text` for each of them."""
    text = content[:READ]
    spans = (span for block in _blocks(text) for span in _block_spans(text, *block))
    return tuple(Sentence(text=text[start:end], start=start, end=end) for start, end in spans)


def _blocks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Stretches of prose and of fenced code (True), in turn. A fence that is never closed is prose."""
    position = 0
    while (opening := text.find(FENCE, position)) >= 0:
        closing = text.find(FENCE, opening + len(FENCE))
        if closing < 0:
            break
        yield position, opening, False
        position = closing + len(FENCE)
        yield opening, position, True
    yield position, len(text), False


def _block_spans(text: str, start: int, end: int, code: bool) -> Iterator[tuple[int, int]]:
    if code:
        yield start, end
        return
    for paragraph in _paragraphs(text, start, end):
        yield from _sentences_of(text, *paragraph)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines, joined where a line was only wrapped: it ends open and the next goes on in lower case."""
    held: _Line | None = None
    for line in _lines(text, start, end):
        if held and not line.marked and _runs_on(text, held, line):
            held = held._replace(end=line.end)
            continue
        if held:
            yield held.start, held.end
        held = line
    if held:
        yield held.start, held.end


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    position = start
    while position < end:
        newline = text.find("\n", position, end)
        stop = end if newline < 0 else newline
        while position < stop and text[position] in " \t":
            position += 1
        mark = _MARK.match(text, position, stop)
        yield _Line(mark.end() if mark else position, stop, mark is not None)
        position = stop + 1


def _runs_on(text: str, held: _Line, line: _Line) -> bool:
    first = text[line.start : line.start + 1]
    last = text[held.end - 1 : held.end]
    return held.end > held.start and first.islower() and not last.isspace() and last not in ".!?…:;"


def _sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin, position = start, start
    while match := _END.search(text, position, end):
        position = match.end()
        if pictures := _PICTURES.match(text, position, end):
            position = pictures.end()
        if _ends(text, match, position, end):
            yield from _trimmed(text, begin, position)
            begin = position
    yield from _trimmed(text, begin, end)


def _ends(text: str, match: re.Match[str], position: int, end: int) -> bool:
    """Whether a candidate really ends a sentence, judging by the word before it and the letter after it."""
    following = _first_of_next(text, position, end)
    if match["emoji"]:
        return following.isupper()
    if match["stop"] != ".":
        # An ellipsis, or a question within a quotation, may go on in lower case.
        goes_on = match["close"] or match["stop"].startswith(("..", "…"))
        return not (goes_on and following.islower())
    if following.islower():
        return False
    last = _word_before(text, match.start())
    if last in NEVER_FINAL or (last in MAYBE_FINAL and not following.isupper()):
        return False
    initial = len(last) == 1 and last.isalpha() and last != "i" and text[match.start() - 1].isupper()
    return not (initial and following.isupper())


def _word_before(text: str, place: int) -> str:
    """The folded word that ends here, with the full stops inside it; only the end of a long one."""
    words = text[max(place - 24, 0) : place].split()
    return words[-1].strip("([{\"'“‘*_").casefold() if words else ""


def _first_of_next(text: str, position: int, end: int) -> str:
    """The first letter or digit after white space and opening marks, within a few characters; empty if there is none."""
    return next((char for char in text[position : min(position + 8, end)] if char.isalnum()), "")


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without white space at its ends, cut into pieces if it is too long; nothing if it is blank."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield start, cut
        start = cut + 1 if space > 0 else cut
    if start < end:
        yield start, end
