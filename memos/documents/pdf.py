"""PDF through pypdfium2, page by page: one page is held at a time. Headings are the bookmarks, where there are any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pypdfium2 as pdfium

from memos.documents import ocr
from memos.documents.document import Report, Section
from memos.documents.encoding import clean, shortened
from memos.documents.limits import LIMITS, Limits, refuse_beyond
from memos.errors import DocumentRefused

_HYPHENATED: Final = re.compile("[\ufffe\u0002\u00ad]\\s*")
"""What PDFium gives for a word divided at the end of a line."""
_SCALE: Final = 200 / 72
"""Of a page that is read by OCR: 200 dots an inch."""
_DEEPEST: Final = 6
_BOOKMARKS: Final = 5_000
_NAMED: Final = 12


class _Bookmark(NamedTuple):
    level: int
    title: str


class Pages:
    """The pages of a PDF. `unread` are those without text that could not be read otherwise."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._document = _opened(data)
        self.count = len(self._document)
        refuse_beyond(limits.pages, self.count, "pages")
        self.title = clean(str(self._document.get_metadata_dict().get("Title") or "")).strip()
        self.unread: list[int] = []

    def sections(self, report: Report, above: tuple[str, ...] = ()) -> Iterator[Section]:
        """A section a page, or several where bookmarks lead into it."""
        bookmarks = self._bookmarks()
        path: list[_Bookmark] = []
        for number in range(self.count):
            text = self._text(number)
            if not text.strip():
                self.unread.append(number + 1)
            for body, under in _parted(text, path, bookmarks.get(number, [])):
                path = under
                if body.strip():
                    yield Section(body, (*above, *(one.title for one in under)), page=number + 1)
            report("pages", number + 1, self.count)

    def notes(self) -> Iterator[str]:
        """What was not read, and what would help."""
        if self.unread:
            some = ", ".join(map(str, self.unread[:_NAMED])) + (" and more" if len(self.unread) > _NAMED else "")
            pages = f"page {some} has" if len(self.unread) == 1 else f"pages {some} have"
            yield f"{pages} no text{'' if ocr.available() else f' (scanned? {ocr.HINT})'}"

    def _bookmarks(self) -> dict[int, list[_Bookmark]]:
        found: dict[int, list[_Bookmark]] = {}
        try:
            for number, one in enumerate(self._document.get_toc(max_depth=_DEEPEST)):
                target = one.get_dest()
                page = target.get_index() if target else None
                title = shortened(clean(one.get_title() or ""), 200)
                if page is not None and title:
                    found.setdefault(page, []).append(_Bookmark(one.level, title))
                if number >= _BOOKMARKS:
                    break
        except pdfium.PdfiumError:
            return {}  # bookmarks that lead nowhere: the text is all there without them
        return found

    def _text(self, number: int) -> str:
        try:
            page = self._document[number]
        except pdfium.PdfiumError:
            raise DocumentRefused(f"Page {number + 1} is damaged.", hint="Print it to a new PDF.") from None
        try:
            words = page.get_textpage()
            text = _HYPHENATED.sub("", clean(words.get_text_bounded()))
            words.close()
            if not text.strip() and ocr.available():
                text = ocr.text_of(_picture(page, self._limits), self._limits)
        finally:
            page.close()
        return text


def _opened(data: bytes) -> Any:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).casefold():
            raise DocumentRefused("It is encrypted.", hint="Save it without a password.") from None
        raise DocumentRefused(
            "It begins as a PDF and is truncated or damaged.", hint="Print it to a new PDF."
        ) from None
    if len(document) == 0:
        raise DocumentRefused("It is a PDF without pages.")
    return document


def _picture(page: Any, limits: Limits) -> Any:
    width, height = page.get_size()
    scale = min(_SCALE, (limits.pixels / max(1.0, width * height)) ** 0.5)
    return page.render(scale=scale, grayscale=True).to_pil()


def _parted(text: str, path: list[_Bookmark], bookmarks: list[_Bookmark]) -> Iterator[tuple[str, list[_Bookmark]]]:
    """A page's text, parted where its bookmarks' titles stand in it; one that is not found there counts from the last one's place."""
    at = 0
    for bookmark in bookmarks:
        written = r"\s+".join(map(re.escape, bookmark.title.split()))
        found = re.compile(rf"(?i){written}").search(text, at)
        place = found.start() if found else at
        yield text[at:place], path
        path = [*(one for one in path if one.level < bookmark.level), bookmark]
        at = found.end() if found and text[found.end() :].strip() else place
    yield text[at:], path
