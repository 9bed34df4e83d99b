"""Tables as text (CSV, TSV): rows in groups, under the header row that says what they mean."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from typing import Final

from memos.documents.document import Section
from memos.documents.limits import LIMITS, Limits, refuse_beyond

_DELIMITERS: Final = (",", "\t", ";", "|")
_LOOKED_AT: Final = 20


def delimiter_of(text: str, *, sure: bool = False) -> str | None:
    """What parts the columns; None if this is no table.

    With `sure`, of what is not called a table: three rows at least, and three columns (tabs: two) all the way.
    """
    lines = [line for line in islice(_lines(text), _LOOKED_AT + 1) if line.strip()][:_LOOKED_AT]
    if len(lines) < (3 if sure else 1):
        return None
    for delimiter in _DELIMITERS:
        try:
            widths = {len(row) for row in csv.reader(lines, delimiter=delimiter, strict=True)}
        except csv.Error:
            widths = {len(line.split(delimiter)) for line in lines} if not sure else {0}
        narrow = 2 if delimiter == "\t" or not sure else 3
        if min(widths) >= narrow and (len(widths) == 1 or not sure):
            return delimiter
    return None


def sections(text: str, limits: Limits = LIMITS) -> Iterator[Section]:
    """One section: the rows, with the header row as its lead. Raises DocumentRefused for too many rows or columns."""
    delimiter = delimiter_of(text) or ","
    head = next((line for line in _lines(text) if line.strip()), "")
    start = text.index(head) + len(head)
    refuse_beyond(limits.columns, head.count(delimiter) + 1, "columns")
    first = text.count("\n", 0, start) + 1
    body = text[start:]
    refuse_beyond(limits.rows, body.strip("\n").count("\n") + 1, "rows")
    if not body.strip():
        yield Section(head, lines=(first, first), start=start - len(head))
        return
    yield Section(body, lines=(first, first + body.rstrip("\n").count("\n")), start=start, lead=head.strip())


def _lines(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield text[at:end]
        at = end + 1
