"""Source code: a section a top-level definition, with the lines it stands on."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from memos.documents.document import Section
from memos.documents.encoding import shortened

_DEFINITION: Final = re.compile(
    r"(?m)^(?:@\w[^\n]*\n){0,5}"
    r"(?:(?:export|default|public|private|protected|internal|static|final|abstract|async|pub(?:\([^)]*\))?|"
    r"unsafe|sealed|open|data)[ \t]+){0,6}"
    r"(?P<what>(?:def|class|function\*?|func|fn|struct|enum|trait|impl|interface|type|module|namespace|record|object|sub)\b"
    r"[^\n{;=]{0,160}|(?:const|let|var)\s+\w+\s*=\s*(?:async\s*)?(?:function\b|\([^)\n]*\)\s*=>|\w+\s*=>)"
    r"|create\s+(?:or\s+replace\s+)?(?:table|view|function|procedure|index|trigger)\s+[^\n(]{1,80}"
    r"|(?:[A-Za-z_][\w:<>*&, \t]{0,80}[ \t][*&]?)\w[\w:]{0,80}[ \t]*\([^;{}\n]{0,160}\)[ \t]*(?:const[ \t]*)?\{?$)",
    re.IGNORECASE,
)
"""A definition that begins at the margin, in most languages that have such."""


class _Part(NamedTuple):
    """Where a definition begins, by offset, and what it is called; nothing for what stands between two."""

    start: int
    name: str


def sections(text: str, media_type: str = "", above: tuple[str, ...] = ()) -> Iterator[Section]:
    """Top-level definitions, and what stands before and between them."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    parts = (_of_python(text, starts) if media_type == "text/x-python" else None) or [
        _Part(found.start(), _named(found["what"])) for found in _DEFINITION.finditer(text)
    ]
    if not parts or parts[0].start > 0:
        parts = [_Part(0, ""), *parts]
    for part, following in pairwise([*parts, _Part(len(text), "")]):
        body = text[part.start : following.start]
        kept = body.rstrip()
        if not kept.strip():
            continue
        first, last = bisect_right(starts, part.start), bisect_right(starts, part.start + len(kept) - 1)
        yield Section(kept, (*above, *([part.name] if part.name else [])), lines=(first, last), start=part.start)


def _of_python(text: str, starts: Sequence[int]) -> list[_Part] | None:
    """The definitions as Python reads them; None for what it can't read."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    parts: list[_Part] = []
    for node in body:
        line = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            kind = "class" if isinstance(node, ast.ClassDef) else "def"
            parts.append(_Part(starts[line - 1], f"{kind} {node.name}"))
        elif parts and parts[-1].name:
            parts.append(_Part(starts[line - 1], ""))
    return parts


def _named(words: str) -> str:
    return shortened(words, 120).rstrip("{: ")
