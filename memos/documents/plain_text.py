"""Plain text: one section. A heading can only be guessed at in it, and a wrong one misleads."""

from __future__ import annotations

from collections.abc import Iterator

from memos.documents.document import Section


def sections(text: str, above: tuple[str, ...] = ()) -> Iterator[Section]:
    """All of it."""
    if text.strip():
        yield Section(text, above)
