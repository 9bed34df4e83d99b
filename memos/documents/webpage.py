"""HTML, through markitdown's converter. Links stay as words; nothing they lead to is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from typing import Final

from markitdown import StreamInfo
from markitdown.converters import HtmlConverter

from memos.documents import markdown
from memos.documents.document import Section
from memos.documents.limits import LIMITS, Limits, refuse_beyond
from memos.errors import DocumentRefused

_VOID: Final = re.compile("area|base|br|col|command|embed|frame|hr|img|input|keygen|link|meta|param|source|track|wbr")
_SELF_CLOSING: Final = re.compile("p|li|dt|dd|td|th|tr|option|thead|tbody|tfoot|colgroup|optgroup")
"""Elements whose end may be left out: one of them ends the one before."""

_IMAGE: Final = re.compile(r"!\[([^\[\]]*)\]\([^()\n]*\)")
_LINK: Final = re.compile(r"(?<!!)\[([^\[\]\n]*)\]\([^()\n]*\)")
_DEEP: Final = "It is nested too deeply."


class _Depth(HTMLParser):
    """How deep elements stand within elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._open: list[str] = []
        self.deepest = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Goes one deeper."""
        del attrs
        if _VOID.fullmatch(tag):
            return
        if _SELF_CLOSING.fullmatch(tag):
            self._end_unclosed(tag)
        self._open.append(tag)
        self.deepest = max(self.deepest, len(self._open))

    def _end_unclosed(self, tag: str) -> None:
        """Comes up to the last such element, unless one whose end is always written stands between."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place] == tag:
                del self._open[place:]
                return
            if not _SELF_CLOSING.fullmatch(self._open[place]):
                return

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Stays where it is."""

    def handle_endtag(self, tag: str) -> None:
        """Comes up to where this element was opened; the end of what was never opened ends nothing."""
        if tag in self._open[-64:]:
            while self._open.pop() != tag:
                pass


def depth(html: str) -> int:
    """How many elements stand one within the other, at most."""
    parser = _Depth()
    parser.feed(html)
    return parser.deepest


def sections(html: str, limits: Limits = LIMITS, above: tuple[str, ...] = ()) -> tuple[str, Iterator[Section]]:
    """The page's title, and its sections by its headings."""
    refuse_beyond(limits.html_depth, depth(html), "elements one within the other", hint="Save it as plain text.")
    try:
        made = HtmlConverter().convert(
            BytesIO(html.encode("utf-8")), StreamInfo(mimetype="text/html", charset="utf-8"), strict=True
        )
    except RecursionError:
        raise DocumentRefused(_DEEP, hint="Save it as plain text.") from None
    return " ".join((made.title or "").split()), markdown.sections(without_links(made.markdown), above)


def without_links(text: str) -> str:
    """The words of links without their addresses, and of images what they are said to show."""
    return _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
