"""What can still be read in a file that SQLite takes for damaged: the messages, as far as they go. Nothing is written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from memos.schemas.value import digest
from memos.store.rows import moment


def legible_messages(directory: Path, tenant: str) -> Iterator[dict[str, Any]]:
    """The messages of a tenant's users in the order they came, up to the first that is lost, as records that can be imported."""
    address = f"{(directory / 'memos.db').absolute().as_uri()}?mode=ro"
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(address, uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        connection.text_factory = lambda held: held.decode("utf-8", "replace")
        connection.execute("PRAGMA writable_schema = ON")  # else SQLite reads nothing of a file that was cut off
        users = dict(connection.execute("SELECT number, user FROM spaces WHERE tenant = ?", (tenant,)).fetchall())
        for row in connection.execute("SELECT * FROM messages NOT INDEXED ORDER BY rowid"):
            record = _record(row, users)
            if record is not None:
                yield record


def _record(row: sqlite3.Row, users: Mapping[int, str]) -> dict[str, Any] | None:
    """The message, if it is of these users, and word for word as it was stored."""
    try:
        if row["space"] not in users or digest(row["content"]) != row["content_hash"]:
            return None
        return {
            **{name: row[name] for name in ("id", "role", "name", "content", "source")},
            "timestamp": moment(row["timestamp"]).isoformat(),
            "metadata": json.loads(row["metadata"]),
            "user_id": users[row["space"]],
            "run_id": row["run"],
            "agent_id": row["agent"],
        }
    except (AttributeError, TypeError, ValueError):
        return None
