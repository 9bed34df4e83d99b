"""Markdown: a section a heading, under the path of the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from memos.documents.document import Section
from memos.documents.encoding import shortened

_ATX: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE: Final = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKS: Final = re.compile(r"(\*\*|__|`|\*)(.+?)\1|!?\[([^\]]*)\]\([^)]*\)|\\([\\`*_{}\[\]()#+.!-])")
_LONGEST: Final = 200
"""Characters of a heading that are kept."""


class _Heading(NamedTuple):
    """Where a heading begins and its body begins, its level and its words."""

    start: int
    body: int
    level: int
    title: str


def sections(text: str, above: tuple[str, ...] = ()) -> Iterator[Section]:
    """The sections of a text, in order; what has no heading stands under `above` alone.

    A heading that has neither words nor headings below it is a section that says its title.
    """
    headings = list(_headings(text))
    first = headings[0].start if headings else len(text)
    if text[:first].strip():
        yield Section(text[:first], above)
    path: list[_Heading] = []
    for number, heading in enumerate(headings):
        following = headings[number + 1] if number + 1 < len(headings) else None
        end = following.start if following else len(text)
        path = [*(one for one in path if one.level < heading.level), heading]
        titles = (*above, *(one.title for one in path))
        if text[heading.body : end].strip():
            yield Section(text[heading.body : end], titles, start=heading.body)
        elif following is None or following.level <= heading.level:
            yield Section(heading.title, titles, start=text.find(heading.title, heading.start))


def title_of(text: str) -> str:
    """The first heading of the first level, or the first of all; nothing where there is none."""
    headings = list(_headings(text[:100_000]))
    return next((one.title for one in headings if one.level == 1), headings[0].title if headings else "")


def _headings(text: str) -> Iterator[_Heading]:
    fence = ""
    previous, at = "", 0
    previous_at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        fenced = _FENCE.match(line)
        if fence:
            fence = "" if fenced and fenced[1].startswith(fence) else fence
        elif fenced:
            fence = fenced[1]
        elif len(line) > _LONGEST * 2:
            previous = ""
        elif found := _ATX.match(line):
            yield _Heading(at, min(end + 1, len(text)), len(found[1]), plain(found[2]))
        elif previous.strip() and (found := _UNDERLINE.match(line)) and _is_title(previous):
            yield _Heading(previous_at, min(end + 1, len(text)), 1 if "=" in found[1] else 2, plain(previous))
        previous, previous_at = ("" if fence else line), at
        at = end + 1


def _is_title(line: str) -> bool:
    """A line above an underline; a row of a table, an item of a list or a quotation is none."""
    return not re.match(r"\s*(?:[-*+>|#]|\d+[.)])", line) and "|" not in line


def plain(words: str) -> str:
    """A heading without its marks, in one line."""
    bare = _MARKS.sub(lambda found: found[2] or found[3] or found[4] or "", words)
    return shortened(bare, _LONGEST) or "…"
