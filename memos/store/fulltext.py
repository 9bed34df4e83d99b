"""The full-text rows of a posting: one a searchable cube, written in the same transaction, so that they cannot drift.

Columns: `space` (the space's token) and `text` (what the cube says).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, text

from memos.store.rows import SpaceId, searchable


class Entry(NamedTuple):
    """A changed cube: its row before the transaction (None when new) and now, and its text."""

    before: Mapping[str, Any] | None
    now: Mapping[str, Any]
    text: str


def follow(connection: Connection, space: SpaceId, entries: Sequence[Entry]) -> None:
    """Brings the full-text rows of the changed cubes up to date."""
    changed = [entry for entry in entries if _changed(entry)]
    gone = [entry.now["num"] for entry in changed if entry.before is not None and searchable(entry.before["state"])]
    if gone:
        connection.execute(_REMOVE, [{"num": num} for num in gone])
    rows = [
        {"num": entry.now["num"], "space": space.token, "text": entry.text}
        for entry in changed
        if searchable(entry.now["state"])
    ]
    if rows:
        connection.execute(_INSERT, rows)


def _changed(entry: Entry) -> bool:
    if entry.before is None:
        return searchable(entry.now["state"])
    return (
        searchable(entry.before["state"]) != searchable(entry.now["state"])
        or entry.before["text_hash"] != entry.now["text_hash"]
    )  # fmt: skip


_INSERT: Final = text("INSERT INTO cube_fts (rowid, space, text) VALUES (:num, :space, :text)")
_REMOVE: Final = text("DELETE FROM cube_fts WHERE rowid = :num")
