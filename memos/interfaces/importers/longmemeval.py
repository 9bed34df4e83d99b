"""LongMemEval (xiaowu0162/LongMemEval): a haystack of dated sessions with an assistant for each question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from memos.interfaces.importers.items import Imported, Item, MalformedError, attempt, in_exchanges, message, readable
from memos.interfaces.importers.records import moment, record, rows, text
from memos.interfaces.importers.source import Source
from memos.schemas.message import Message


def recognises(document: Any) -> bool:
    """Whether a JSON document is in this format."""
    first = document[0] if isinstance(document, list) and document else document
    return isinstance(first, dict) and "haystack_sessions" in first


def read(source: Source) -> Iterator[Item]:
    """A session is a run; a message is `<session id>_<turn>`, counted from 1 as the benchmark does."""
    document = source.document
    instances = document if isinstance(document, list) else [document]
    for number, instance in enumerate(instances, 1):
        yield from attempt(f"instance {number}", _instance, instance, number, alone=len(instances) == 1)


def _instance(instance: Any, number: int, *, alone: bool) -> Iterator[Item]:
    fields = record(instance, "the instance")
    name = str(fields.get("question_id") or f"instance-{number}")
    sessions = rows(fields.get("haystack_sessions"), "haystack_sessions")
    ids = [str(session_id) for session_id in rows(fields.get("haystack_session_ids"), "haystack_session_ids")]
    dates = [moment(date, "a haystack date") for date in rows(fields.get("haystack_dates"), "haystack_dates")]
    if not len(sessions) == len(ids) == len(dates):
        raise MalformedError(
            f"{len(sessions)} sessions, {len(ids)} session ids and {len(dates)} dates do not belong together"
        )
    seen: set[str] = set()
    for session_id, said_at, turns in zip(ids, dates, sessions, strict=True):
        if session_id in seen:
            continue
        seen.add(session_id)
        yield from attempt(f"{name}, {session_id}", _session, turns, session_id, said_at, name, None if alone else name)


def _session(turns: Any, session_id: str, said_at: datetime | None, name: str, user: str | None) -> Iterator[Item]:
    where = f"{name}, {session_id}"
    numbered = [(f"{where}, turn {n}", (n, turn)) for n, turn in enumerate(rows(turns, "the session"), 1)]
    said, problems = readable(
        numbered, lambda one: _message(record(one[1], "the turn"), f"{session_id}_{one[0]}", said_at)
    )
    yield from problems
    for messages in in_exchanges([one for one in said if one.content.strip()]):
        yield Imported(name, session_id, messages, where, user)


def _message(turn: dict[str, Any], message_id: str, said_at: datetime | None) -> Message:
    role, content = text(turn, "role"), text(turn, "content")
    return message(id=message_id, role=role, content=content, timestamp=said_at, source="longmemeval")
