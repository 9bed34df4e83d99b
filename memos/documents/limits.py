"""How much of a document is taken. What goes beyond is refused with the reason, never cut."""

from __future__ import annotations

from typing import Final, NamedTuple

from memos.documents.document import Section
from memos.errors import DocumentRefused


class Limits(NamedTuple):
    """Every limit, in one table. Each is the most that is taken.

    bytes       of the file itself
    pages       of a PDF
    characters  of text read from it
    sections    of a document: headings, pages, definitions
    chunks      made of it: what has to be embedded
    unpacked    bytes of a zip-based document (DOCX), all entries together
    ratio       unpacked bytes to packed ones, of any entry and of the whole
    entries     files within a zip-based document
    html_depth  elements within elements
    mail_depth  mails and documents within a mail, one within the other
    rows        of a table
    columns     of a table
    pixels      of an image
    silence     seconds in which a converter may give no sign of life
    seconds     for the whole conversion
    memory      bytes of address space of the process that converts
    """

    bytes: int = 64 << 20
    pages: int = 2_000
    characters: int = 8_000_000
    sections: int = 20_000
    chunks: int = 20_000
    unpacked: int = 256 << 20
    ratio: int = 100
    entries: int = 10_000
    html_depth: int = 256
    mail_depth: int = 5
    rows: int = 200_000
    columns: int = 1_000
    pixels: int = 50_000_000
    silence: float = 60.0
    seconds: float = 1_800.0
    memory: int = 2 << 30


LIMITS: Final = Limits()
"""The limits of this program."""


def refuse_beyond(most: int, found: int, what: str, hint: str = "Split it, and add the parts.") -> None:
    """Raises DocumentRefused if there is more than is taken. `what` says of what, in the plural."""
    if found > most:
        raise DocumentRefused(f"It has {found:,} {what}; {most:,} are the most that is taken.", hint=hint)


class Budget:
    """What is left of the limits while a document is read, all that is within it together."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._characters = 0
        self._sections = 0

    def spend(self, section: Section) -> Section:
        """Counts a section; raises DocumentRefused when that is too much."""
        self._characters += len(section.text) + len(section.lead)
        self._sections += 1
        if self._characters > self.limits.characters:
            raise DocumentRefused(
                f"It holds more than {self.limits.characters:,} characters of text.",
                hint="Split it, and add the parts.",
            )
        refuse_beyond(self.limits.sections, self._sections, "sections")
        return section
