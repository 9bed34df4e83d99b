"""Tables as text (CSV, TSV): rows in groups, under the header row that says what they mean."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from memos.documents.document import Section
from memos.documents.limits import LIMITS, Limits, refuse_beyond

_DELIMITERS: Final = (",", "\t", ";", "|")
_LOOKED_AT: Final = 20
_OF_SECRETS: Final = re.compile(r"(?i)passw|passphrase|passcode|kennwort|secret|token|api.?key|credential")


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


def named_secrets(section: Section) -> Section:
    """The same, each cell under a header that speaks of secrets with that header before it: alone, a password looks like a word."""
    delimiter = delimiter_of(section.lead) or ","
    header = next(csv.reader([section.lead], delimiter=delimiter), [])
    telling = {place: name.strip() for place, name in enumerate(header) if _OF_SECRETS.search(name)}
    if not telling:
        return section
    return section._replace(text="\n".join(_with_names(line, telling, delimiter) for line in section.text.split("\n")))


def _with_names(line: str, telling: Mapping[int, str], delimiter: str) -> str:
    cells = line.split(delimiter)
    return delimiter.join(
        f"{telling[place]}: {cell.strip()}" if place in telling and cell.strip() else cell
        for place, cell in enumerate(cells)
    )
