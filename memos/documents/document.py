"""What a document is once it has been read: sections in order, each with where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

Report = Callable[[str, int, int], None]
"""Told of progress: what is going on, how much is done, of how much (0: not known)."""


class Section(NamedTuple):
    """A stretch of a document under one heading, on one page.

    `heading` is the path of headings, outermost first. `lines` are the first and last line it stands on, where lines matter
    (source code, tables). `start` is where `text` begins in the text it was cut from, if it was cut from one. `lead` is said again
    at the head of every chunk: the header row of a table.
    """

    text: str
    heading: tuple[str, ...] = ()
    page: int | None = None
    lines: tuple[int, int] | None = None
    start: int = 0
    lead: str = ""


class Document(NamedTuple):
    """A document as it was read. `digest` is the SHA-256 of its bytes, `title` what it calls itself, if it does.

    `notes` tell what could not be read of it: pages without text, attachments of unknown kinds.
    """

    title: str
    media_type: str
    digest: str
    sections: tuple[Section, ...]
    pages: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it: sections, each under its heading where that is a new one."""
        pieces: list[str] = []
        heading: tuple[str, ...] = ()
        for section in self.sections:
            if section.heading != heading:
                heading = section.heading
                pieces.append(" › ".join(heading))
            body = section.text.strip("\n")
            pieces.append(f"{section.lead}\n{body}" if section.lead else body)
        return "\n\n".join(filter(None, pieces))
