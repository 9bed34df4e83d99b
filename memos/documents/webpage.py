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

_BLOCK: Final = re.compile(
    "address|article|aside|blockquote|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|main|nav|ol|p|pre|section|table|ul"
)
"""Elements that end an open paragraph."""

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


_HIDING: Final = re.compile(
    r"(?<![-\w])display:none|visibility:(?:hidden|collapse)|(?<![-\w])opacity:0*\.?0*%?(?![.\d])|font-size:0*\.?0*(?:[a-z]+|%)?(?![.\d])"
    r"|(?:left|right|top|bottom|text-indent|margin(?:-left|-top)?):-\d{3,}|clip:rect\(0|clip-path:inset\((?:50|100)%"
)
"""A style, without white space, that shows nothing to somebody who looks at the page."""


class _Shown(_Depth):
    """A page without its hidden elements: who looks at it does not read them, and instructions hide there for who does not look."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[str] = []
        self.hid = False
        self._hidden = -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Goes one deeper; there it is shown unless it, or what it stands in, is hidden."""
        if self._hidden >= 0 and self._open[self._hidden] == "p" and _BLOCK.fullmatch(tag):
            del self._open[self._hidden :]
        super().handle_starttag(tag, attrs)
        is_void = _VOID.fullmatch(tag) is not None
        if len(self._open) - (not is_void) <= self._hidden:
            self._hidden = -1  # its end was left out
        if self._hidden < 0 and _is_hidden(attrs):
            self.hid = True
            self._hidden = -1 if is_void else len(self._open) - 1
        else:
            self._keep(self.get_starttag_text())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Stays where it is; the slash does not close what browsers leave open, so a hidden element hides what follows."""
        if _is_hidden(attrs):
            self.handle_starttag(tag, attrs)
        else:
            self._keep(self.get_starttag_text())

    def handle_endtag(self, tag: str) -> None:
        """Comes up; the end of the hidden element itself goes with it."""
        own = self._hidden >= 0 and self._open[self._hidden] == tag
        super().handle_endtag(tag)
        ended = 0 <= len(self._open) <= self._hidden
        if ended:
            self._hidden = -1
        if not (ended and own):
            self._keep(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Words."""
        self._keep(data)

    def handle_entityref(self, name: str) -> None:
        """A character by its name."""
        self._keep(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A character by its number."""
        self._keep(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """What the page says it is."""
        self._keep(f"<!{decl}>")

    def _keep(self, text: str | None) -> None:
        if self._hidden < 0 and text:
            self.kept.append(text)


def _is_hidden(attrs: list[tuple[str, str | None]]) -> bool:
    told = {name: (value or "").casefold() for name, value in attrs}
    if "hidden" in told and told["hidden"] != "until-found":
        return True
    return told.get("aria-hidden") == "true" or _HIDING.search("".join(told.get("style", "").split())) is not None


def shown(html: str) -> str:
    """The page without what is hidden by its own attributes or its style attribute; style sheets are not followed."""
    parser = _Shown()
    parser.feed(html)
    parser.close()
    return "".join(parser.kept) if parser.hid else html


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
            BytesIO(shown(html).encode("utf-8")), StreamInfo(mimetype="text/html", charset="utf-8"), strict=True
        )
    except RecursionError:
        raise DocumentRefused(_DEEP, hint="Save it as plain text.") from None
    return " ".join((made.title or "").split()), markdown.sections(without_links(made.markdown), above)


def without_links(text: str) -> str:
    """The words of links without their addresses, and of images what they are said to show."""
    return _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
