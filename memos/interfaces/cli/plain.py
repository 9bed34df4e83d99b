"""Memory text on its way to a terminal: what would steer the terminal, or hide or reorder what is read, is taken out."""

from __future__ import annotations

import json
import re
from typing import Any, Final

_STEERING: Final = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]|\x1b[\\]PX^_][^\x07\x1b]{0,4096}(?:\x07|\x1b\\\\)|\x1b.?|[\x00-\x08\x0b-\x1f\x7f-\x9f]"
    "|[\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_ESCAPED: Final = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def printable(text: str) -> str:
    """The text without escape sequences, control characters (tabs and newlines stay) and marks that change the reading direction."""
    return _STEERING.sub("", text.replace("\r\n", "\n"))


def one_line(text: str, width: int = 0) -> str:
    """The printable text in one line, cut with an ellipsis at `width` when that is given."""
    line = " ".join(printable(text).split())
    return line if not width or len(line) <= width else f"{line[: width - 1]}…"


def amount(number: int, one: str, more: str = "") -> str:
    """A number of things, in words: 1 message, 2 messages."""
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"


def as_json(document: Any) -> str:
    """One JSON document that no terminal can be steered by: what `printable` takes out stands escaped."""
    dumped = json.dumps(document, ensure_ascii=False, indent=2, default=str)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", dumped)
