"""RealMem (AvatarMemory/RealMemBench): one person's sessions with an assistant over months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from memos.interfaces.importers.items import Imported, Item, attempt, in_exchanges, message, readable
from memos.interfaces.importers.records import moment, name, record, rows, text
from memos.interfaces.importers.source import Source
from memos.schemas.message import Message

_ROLES = {"user": "user", "assistant": "assistant"}


def recognises(document: Any) -> bool:
    """Whether a JSON document is in this format."""
    if not isinstance(document, dict) or not isinstance(document.get("dialogues"), list) or not document["dialogues"]:
        return False
    first = document["dialogues"][0]
    return isinstance(first, dict) and "dialogue_turns" in first


def read(source: Source) -> Iterator[Item]:
    """A session is a run (`session_uuid`); a message is `<session>:<turn>`, counted from 0 as the benchmark does."""
    document = source.document
    about = document.get("_metadata")
    person = about.get("person_name") if isinstance(about, dict) else None
    for number, dialogue in enumerate(document["dialogues"], 1):
        yield from attempt(f"session {number}", _session, dialogue, number, str(person or source.stem))


def _session(dialogue: Any, number: int, person: str) -> Iterator[Item]:
    fields = record(dialogue, "the session")
    run_id = name(fields, "session_uuid", "session_identifier") or f"session-{number}"
    said_at = moment(fields.get("current_time"), "current_time")
    where = f"session {number} ({run_id})"
    turns = enumerate(rows(fields.get("dialogue_turns"), "dialogue_turns"))
    said, problems = readable(
        ((f"{where}, turn {n}", (n, turn)) for n, turn in turns),
        lambda one: _message(record(one[1], "the turn"), f"{run_id}:{one[0]}", said_at),
    )
    yield from problems
    for messages in in_exchanges([one for one in said if one.content.strip()]):
        yield Imported(person, run_id, messages, where)


def _message(turn: dict[str, Any], message_id: str, said_at: datetime | None) -> Message:
    speaker, content = text(turn, "speaker"), text(turn, "content")
    role = _ROLES.get(speaker.casefold(), speaker)
    return message(id=message_id, role=role, content=content, timestamp=said_at, source="realmem")
