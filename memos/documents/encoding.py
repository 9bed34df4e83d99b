"""Bytes as text, whatever encoding they are in; or a word that they are none."""

from __future__ import annotations

import codecs
import re
from typing import Final

from memos.errors import DocumentRefused

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks. The mark of UTF-16 begins that of UTF-32, so it comes later."""

_HEAD: Final = 65_536
_STRAY: Final = 1_000
"""One NUL or control character in so many may be an accident; more are no text."""

_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LONE: Final = re.compile("[\ud800-\udfff]+")


def decoded(data: bytes) -> str:
    """The bytes as text: by their byte order mark, else UTF-8, else UTF-16 without a mark, else Windows-1252 or Latin-1.

    Raises DocumentRefused for bytes that are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return clean(_strict(data, encoding))
    unmarked = _unmarked_utf16(data[:_HEAD])
    if unmarked:
        return clean(_strict(data, unmarked))
    if data.count(0) * _STRAY > len(data):
        raise DocumentRefused("It is no text: it is full of NUL bytes.", hint="Nothing that is read begins like it.")
    for encoding in ("utf-8", "cp1252", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROLS.findall(text)) * _STRAY > len(text) + _STRAY:
            break
        return clean(text)
    raise DocumentRefused(
        "It is no text: it is full of control characters.", hint="Nothing that is read begins like it."
    )


def clean(text: str) -> str:
    """The text with plain line ends, without lone halves of characters, a gap in place of each NUL."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _LONE.sub("\ufffd", text.replace("\x00", " "))


def shortened(text: str, most: int) -> str:
    """The first words that fit, in one line. No word is cut in two: half a secret would not be known for one any more."""
    kept: list[str] = []
    length = -1
    for word in text.split():
        length += 1 + len(word)
        if length > most:
            break
        kept.append(word)
    return " ".join(kept)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentRefused(
            f"It begins as {error.encoding}, and byte {error.start:,} is none: it is truncated or no text.",
            hint="Save it again as UTF-8.",
        ) from None


def _unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 in which most characters are Latin: every other byte is NUL."""
    half = len(head) // 2
    if half < 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd * 10 > half * 4 and even * 10 < half:
        return "utf-16-le"
    if even * 10 > half * 4 and odd * 10 < half:
        return "utf-16-be"
    return None
