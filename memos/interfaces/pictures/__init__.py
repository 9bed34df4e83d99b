"""A graph as a file: GraphML and DOT for other programs, a page for people."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from memos.schemas.graph import Link, Node

_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST: Final = 280
"""Characters of a text that a picture shows."""


def legible(text: str, longest: int = LONGEST) -> str:
    """The text without characters that no XML document may hold, cut with an ellipsis."""
    clean = _NOT_IN_XML.sub("\ufffd", text)
    return clean if len(clean) <= longest else f"{clean[: longest - 1]}…"


def sort_of(node: Node) -> str:
    """What a node is, in a word: person, place, utterance, semantic…"""
    return node.type if node.is_entity else node.grain or (node.kind.value if node.kind else "")


def words_of(link: Link) -> str:
    """What an edge says: its statement, else its type."""
    return link.label or link.type.value.replace("_", " ")


def day(moment: datetime | None) -> str:
    """A date, or nothing."""
    return moment.date().isoformat() if moment else ""


def span(start: datetime | None, end: datetime | None) -> str:
    """When something held; empty where that is not known."""
    if start and end:
        return f"{day(start)} to {day(end)}"
    return f"since {day(start)}" if start else f"until {day(end)}" if end else ""
