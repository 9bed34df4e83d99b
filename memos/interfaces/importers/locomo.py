"""LoCoMo (snap-research/locomo): two people talk over many sessions. One conversation is one memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from memos.interfaces.importers.items import Imported, Item, attempt, message, readable
from memos.interfaces.importers.records import moment, record, rows, text
from memos.interfaces.importers.source import Source
from memos.schemas.message import Message

_SESSION = re.compile(r"session_(\d{1,4})")


def recognises(document: Any) -> bool:
    """Whether a JSON document is in this format."""
    first = document[0] if isinstance(document, list) and document else document
    conversation = first.get("conversation") if isinstance(first, dict) else None
    return isinstance(conversation, dict) and any(map(_SESSION.fullmatch, conversation))


def read(source: Source) -> Iterator[Item]:
    """A session is an exchange, `dia_id` the message id; all speakers are users, told apart by their names."""
    document = source.document
    samples = document if isinstance(document, list) else [document]
    for number, sample in enumerate(samples, 1):
        yield from attempt(f"conversation {number}", _conversation, sample, number, alone=len(samples) == 1)


def _conversation(sample: Any, number: int, *, alone: bool) -> Iterator[Item]:
    fields = record(sample, "the conversation")
    name = str(fields.get("sample_id") or f"conversation-{number}")
    conversation = record(fields.get("conversation"), "conversation")
    for session in sorted(int(match[1]) for key in conversation if (match := _SESSION.fullmatch(key))):
        run_id = f"session_{session}"
        yield from attempt(f"{name}, {run_id}", _session, conversation, run_id, name, None if alone else name)


def _session(conversation: dict[str, Any], run_id: str, name: str, user: str | None) -> Iterator[Item]:
    said_at = moment(conversation.get(f"{run_id}_date_time"), f"{run_id}_date_time")
    turns = (
        (f"{name}, {run_id}, {_named(turn, n)}", turn) for n, turn in enumerate(rows(conversation[run_id], run_id), 1)
    )
    said, problems = readable(turns, lambda turn: _message(record(turn, "the turn"), said_at))
    yield from problems
    yield Imported(name, run_id, tuple(said), f"{name}, {run_id}", user)


def _named(turn: Any, number: int) -> str:
    known = turn.get("dia_id") if isinstance(turn, dict) else None
    return f"turn {number} ({known})" if isinstance(known, str) and known else f"turn {number}"


def _message(turn: dict[str, Any], said_at: datetime | None) -> Message:
    caption = turn.get("blip_caption")
    words = text(turn, "text")
    content = f"{words} [image: {caption}]" if caption else words
    return message(
        id=text(turn, "dia_id"), name=text(turn, "speaker"), content=content, timestamp=said_at, source="locomo"
    )
