"""Documents within a text that somebody typed or pasted: where they stand in it, what they are, and their sections.

The text is not converted, so that every section keeps the place of its words; of HTML the tags are left where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from memos.documents import markdown, source_code, table
from memos.documents.chunks import Chunk, chunks
from memos.documents.document import Section
from memos.documents.encoding import shortened
from memos.documents.kinds import CODE, is_mail
from memos.documents.limits import LIMITS
from memos.schemas.message import MAX_CONTENT

SHORTEST: Final = 40
"""Words of prose that make a document; less is talk."""
_FEWEST_LINES: Final = 6
"""Lines of code, and rows of a table, that make a document."""

_FENCED: Final = re.compile(
    r"(?ms)^(?P<fence>`{3,8}|~{3,8})(?P<language>[\w+#.-]{0,20})[^\n]*\n(?P<body>.*?)^(?P=fence)[ \t]*$"
)
_HTML: Final = re.compile(r"(?is)<(?:!doctype\s+html|html|body)\b.*?(?:</html\s*>|</body\s*>|\Z)")
_HEADLINE: Final = re.compile(r"(?is)<h([1-6])\b[^<>]{0,500}>(.{0,500}?)</h\1\s*>")
_TAG: Final = re.compile(r"<[^<>]*>")
_ATX: Final = re.compile(r"(?m)^#{1,6}[ \t]+\S")
_MAIL: Final = re.compile(r"(?m)^(?:From|Return-Path|Received|Delivered-To|Date|Subject|Message-ID): \S")
_PARTED: Final = re.compile(r"[,;\t|]")
_SUBJECT: Final = re.compile(r"(?im)^subject:[ \t]*(\S[^\n]*)$")
_LANGUAGES: Final = {"python": "py", "javascript": "js", "typescript": "ts", "rust": "rs", "bash": "sh", "golang": "go"}


UNBOUNDED: Final = LIMITS._replace(rows=MAX_CONTENT, columns=MAX_CONTENT, chunks=MAX_CONTENT)
"""Within a message nothing is larger than the message."""


class Pasted(NamedTuple):
    """A document in a text: its title, what it is, and its sections, whose `start` counts from the beginning of the whole text."""

    title: str
    media_type: str
    sections: tuple[Section, ...]


def find_pasted(text: str) -> list[Pasted]:
    """The documents in a text, in order; none in ordinary talk."""
    whole = _page(text) or _mail(text) or _markdown(text)
    if whole:
        return [whole]
    return [*_fenced(text)] or [*_tables(text)]


def _page(text: str) -> Pasted | None:
    found = _HTML.search(text)
    if found is None or len(_TAG.sub(" ", found[0]).split()) < SHORTEST // 2:
        return None
    marks = [(one.start(), one.end(), int(one[1]), _bare(one[2])) for one in _HEADLINE.finditer(text, found.start())]
    sections: list[Section] = []
    path: list[tuple[int, str]] = []
    begins = found.start()
    for start, end, level, title in [*marks, (found.end(), found.end(), 0, "")]:
        if _bare(text[begins:start]):
            sections.append(Section(text[begins:start], tuple(words for _, words in path), start=begins))
        path = [*(one for one in path if one[0] < level), (level, title)]
        begins = end
    title = next((words for _, _, _, words in marks if words), "a pasted page")
    return Pasted(title, "text/html", tuple(sections)) if sections else None


def _bare(html: str) -> str:
    return " ".join(_TAG.sub(" ", html).split())


def _mail(text: str) -> Pasted | None:
    found = _MAIL.search(text)
    if found is None or not is_mail(text[found.start() :]):
        return None
    subject = _SUBJECT.search(text, found.start())
    title = shortened(subject[1], 200) if subject else "a pasted e-mail"
    return Pasted(title, "message/rfc822", (Section(text[found.start() :], start=found.start()),))


def _markdown(text: str) -> Pasted | None:
    first = _ATX.search(text)
    if first is None:
        return None
    sections = tuple(
        section._replace(start=section.start + first.start()) for section in markdown.sections(text[first.start() :])
    )
    headings = {section.heading for section in sections if section.heading}
    if len(headings) < 2 or len(text.split()) < SHORTEST:
        return None
    return Pasted(markdown.title_of(text[first.start() :]), "text/markdown", sections)


def _fenced(text: str) -> Iterator[Pasted]:
    for found in _FENCED.finditer(text):
        body, start = found["body"], found.start("body")
        if body.count("\n") < _FEWEST_LINES:
            continue
        language = found["language"].casefold()
        media_type = CODE.get(_LANGUAGES.get(language, language), "text/plain")
        if language in ("csv", "tsv") or (not language and table.delimiter_of(body, sure=True)):
            yield from _tables(body, start)
            continue
        sections = (one._replace(start=one.start + start) for one in source_code.sections(body, media_type))
        yield Pasted(f"pasted {language or 'text'}", media_type, tuple(sections))


def _tables(text: str, offset: int = 0) -> Iterator[Pasted]:
    for start, end in _runs(text):
        rows = text[start:end]
        if table.delimiter_of(rows, sure=True):
            sections = (one._replace(start=one.start + offset + start) for one in table.sections(rows, UNBOUNDED))
            yield Pasted("a pasted table", "text/csv", tuple(sections))


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of lines that may be rows of a table."""
    at = start = lines = 0
    for line in [*text.splitlines(keepends=True), ""]:
        if _PARTED.search(line):
            start, lines = (start if lines else at), lines + 1
        else:
            if lines >= _FEWEST_LINES:
                yield start, at
            lines = 0
        at += len(line)


def pieces(pasted: Pasted) -> list[Chunk]:
    """The chunks of a pasted document; of HTML, what they say without the tags among it."""
    made = chunks(pasted.sections, UNBOUNDED.chunks)
    if pasted.media_type != "text/html":
        return made
    bare = (chunk._replace(text=_bare(chunk.text)) for chunk in made)
    return [chunk for chunk in bare if chunk.text]
