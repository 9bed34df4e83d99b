"""Reads a document of whatever kind: within the process that converts, where nothing but its limits counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Final, NamedTuple, assert_never

from memos.documents import mail, markdown, plain_text, source_code, table
from memos.documents.document import Report, Section
from memos.documents.encoding import shortened
from memos.documents.kinds import Told, tell
from memos.documents.limits import LIMITS, Budget, Limits, refuse_beyond
from memos.errors import DocumentRefused

_NAMED: Final = 3
"""Attachments that are named of those left out for one reason."""


class _TooDeep(DocumentRefused):
    """Mails within mails without end: that is no attachment which merely can't be read."""


class Head(NamedTuple):
    """What is known of a document once all of it has been read."""

    title: str
    media_type: str
    digest: str
    pages: int | None
    notes: tuple[str, ...]


class Reader:
    """Reads one document. `sections` comes first, `head` when they are through."""

    def __init__(self, limits: Limits = LIMITS, report: Report = lambda _what, _done, _total: None) -> None:
        self._limits = limits
        self._report = report
        self._budget = Budget(limits)
        self._notes: list[str] = []
        self._title = ""
        self._media_type = ""
        self._digest = ""
        self._pages: int | None = None

    def sections(self, data: bytes, name: str = "", media_type: str | None = None) -> Iterator[Section]:
        """The sections, in order. Raises DocumentRefused, as soon as that is known, for what can't or may not be read."""
        refuse_beyond(self._limits.bytes, len(data), "bytes")
        told = tell(data, name, media_type)
        self._media_type, self._digest = told.media_type, hashlib.sha256(data).hexdigest()
        count = 0
        for section in self._of(told, data, (), depth=0):
            count += 1
            yield self._budget.spend(section)
        if not count:
            raise DocumentRefused("There is no text in it.", hint="; ".join(self._notes))

    def head(self) -> Head:
        """Title, media type, digest, and what is to be noted."""
        return Head(self._title, self._media_type, self._digest, self._pages, tuple(self._notes))

    def _of(self, told: Told, data: bytes, above: tuple[str, ...], *, depth: int) -> Iterator[Section]:
        limits = self._limits
        match told.kind:
            case "text":
                yield from plain_text.sections(told.text, above)
            case "markdown":
                self._called(markdown.title_of(told.text), depth)
                yield from markdown.sections(told.text, above)
            case "table":
                for section in table.sections(told.text, limits):
                    yield table.named_secrets(section)._replace(heading=above)
            case "code":
                yield from source_code.sections(told.text, told.media_type, above)
            case "html":
                title, found = import_module("memos.documents.webpage").sections(told.text, limits, above)
                self._called(title, depth)
                yield from found
            case "docx":
                title, found = import_module("memos.documents.word").sections(data, limits, above)
                self._called(title, depth)
                yield from found
            case "pdf":
                yield from self._pdf(data, above, depth=depth)
            case "mail":
                yield from self._mail(data, above, depth=depth)
            case "image":
                yield Section(import_module("memos.documents.ocr").text_of_image(data, limits), above)
            case _:
                assert_never(told.kind)

    def _pdf(self, data: bytes, above: tuple[str, ...], *, depth: int) -> Iterator[Section]:
        pages = import_module("memos.documents.pdf").Pages(data, self._limits)
        self._called(pages.title, depth)
        if depth == 0:
            self._pages = pages.count
        yield from pages.sections(self._report, above)
        self._notes.extend(pages.notes())

    def _mail(self, data: bytes, above: tuple[str, ...], *, depth: int) -> Iterator[Section]:
        if depth >= self._limits.mail_depth:
            raise _TooDeep(
                f"It holds more than {self._limits.mail_depth} mails one within the other.", hint="Save the inner one."
            )
        read = mail.parsed(data)
        self._called(mail.subject(read), depth)
        unread: dict[str, list[str]] = {}

        def attached(held: bytes, name: str, media_type: str, path: tuple[str, ...]) -> Iterator[Section]:
            try:
                yield from self._of(tell(held, name, media_type), held, path, depth=depth + 1)
            except _TooDeep:
                raise
            except DocumentRefused as error:
                if not name:  # the body itself
                    raise
                unread.setdefault(error.message.rstrip("."), []).append(name)

        yield from mail.sections(read, attached, above)
        self._notes.extend(_left_out(names, why) for why, names in unread.items())

    def _called(self, title: str, depth: int) -> None:
        """Notes what the document itself is called; what is attached to it does not name it."""
        if depth == 0:
            self._title = shortened(title, 300)


def _left_out(names: Sequence[str], why: str) -> str:
    """What was not read, in a line however much it is: the first few by name."""
    named = ", ".join(map(repr, names[:_NAMED]))
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{named}{more}: {why[:1].lower()}{why[1:]}"
