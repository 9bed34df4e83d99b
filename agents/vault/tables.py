"""Passwords in the columns of a table: Markdown's, or values with separators between them, under a head that names the column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from memos.agents.vault.detector import Detector
from memos.agents.vault.words import real

_HEAD: Final = 300
"""Characters of a head at the most: longer lines are prose."""

_COLUMN: Final = re.compile(
    r"(?i)\W{0,3}(?:(?:\w{1,12} )?(?:password|passwort|contraseña|mot de passe)|passwd|pwd|pw|pass)\W{0,3}"
)


def _cells(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """What stands under a head that is called password, as long as the lines have as many cells."""
    separator, column, cells = "", -1, 0
    start = 0
    for line in match[0].splitlines(keepends=True):
        spans = list(_spans(line, separator)) if separator else []
        if len(spans) == cells > 1:
            first, last = spans[column]
            value = line[first:last]
            if len(value) >= 4 and " " not in value and real(value):
                yield match.start() + start + first, match.start() + start + last
        else:
            separator, column, cells = _head(line)
        start += len(line)


def _head(line: str) -> tuple[str, int, int]:
    """What parts the cells of a head, which of them is of passwords, and how many there are; or nothing."""
    if len(line) > _HEAD or not _COLUMN.search(line):
        return "", -1, 0
    for separator in "|\t;,":
        names = [line[first:last] for first, last in _spans(line, separator)]
        column = next((at for at, name in enumerate(names) if _COLUMN.fullmatch(name)), -1)
        if len(names) > 1 and column >= 0 and all(len(name) <= 30 for name in names):
            return separator, column, len(names)
    return "", -1, 0


def _spans(line: str, separator: str) -> Iterator[tuple[int, int]]:
    """Where the cells of a line stand, without white space and quotes around them."""
    start = 0
    for cell in line.split(separator):
        bare = cell.strip(" \t\r\n\"'`")
        first = start + cell.find(bare)
        yield first, first + len(bare)
        start += len(cell) + 1


TABLES: Final[tuple[Detector, ...]] = (
    Detector("password", "credential", ("pass", "pwd", "pw", "contraseña"), r"(?s)\A[^\n]*\n.+", within=_cells),
)
