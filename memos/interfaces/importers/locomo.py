"""LoCoMo (snap-research/locomo): two people talk over many sessions. One conversation is one memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from memos.interfaces.importers.items import Imported, Item, MalformedError, attempt, message
from memos.interfaces.importers.records import moment, record, rows, text
from memos.interfaces.importers.source import Source

_SESSION = re.compile(r"session_(\d{1,4})")


def recognises(document: Any) -> bool:
    """Whether a JSON document is in this format."""
    first = document[0] if isinstance(document, list) and document else document
    conversation = first.get("conversation") if isinstance(first, dict) else None
    return isinstance(conversation, dict) and any(map(_SESSION.fullmatch, conversation))


def read(source: Source) -> Iterator[Item]:
    """A session is an exchange, `dia_id` the message id; all speakers are users by their names."""
    document = source.document
    samples = document if isinstance(document, list) else [document]
    for number, sample in enumerate(samples, 1):
        yield from _sample(sample, f"conversation {number}", alone=len(samples) == 1)


def _sample(sample: Any, where: str, *, alone: bool) -> Iterator[Item]:
    try:
        fields = record(sample, "the conversation")
        name = str(fields.get("sample_id") or where.replace(" ", "-"))
        conversation = record(fields.get("conversation"), "conversation")
    except MalformedError as error:
        yield from attempt(where, lambda: _raise(error))
        return
    for number in sorted(int(match[1]) for key in conversation if (match := _SESSION.fullmatch(key))):
        run_id = f"session_{number}"
        user = None if alone else name
        place = f"{name}, {run_id}"
        yield from attempt(place, lambda run_id=run_id, user=user, place=place: [  # type: ignore[misc]
            Imported(name, run_id, _turns(conversation, run_id), place, user)
        ])


def _turns(conversation: dict[str, Any], run_id: str) -> tuple[Any, ...]:
    said_at = moment(conversation.get(f"{run_id}_date_time"), f"{run_id}_date_time")
    return tuple(_turn(record(turn, "a turn"), said_at) for turn in rows(conversation[run_id], run_id))


def _turn(turn: dict[str, Any], said_at: Any) -> Any:
    caption = turn.get("blip_caption")
    words = text(turn, "text")
    content = f"{words} [image: {caption}]" if caption else words
    return message(id=text(turn, "dia_id"), name=text(turn, "speaker"), content=content, timestamp=said_at, source="locomo")


def _raise(error: MalformedError) -> list[Imported]:
    raise error
