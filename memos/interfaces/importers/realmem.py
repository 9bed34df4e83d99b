"""RealMem (AvatarMemory/RealMemBench): one person's sessions with an assistant over months."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from memos.interfaces.importers.items import Imported, Item, attempt, in_exchanges, message
from memos.interfaces.importers.records import moment, name, record, rows, text
from memos.interfaces.importers.source import Source

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


def _session(dialogue: Any, number: int, person: str) -> Iterator[Imported]:
    fields = record(dialogue, "the session")
    run_id = name(fields, "session_uuid", "session_identifier") or f"session-{number}"
    said_at = moment(fields.get("current_time"), "current_time")
    said = []
    for turn_number, turn in enumerate(rows(fields.get("dialogue_turns"), "dialogue_turns")):
        turn_fields = record(turn, f"turn {turn_number}")
        speaker, content = text(turn_fields, "speaker"), text(turn_fields, "content")
        role = _ROLES.get(speaker.casefold(), speaker)
        said.append(
            message(id=f"{run_id}:{turn_number}", role=role, content=content, timestamp=said_at, source="realmem")
        )
    for messages in in_exchanges([one for one in said if one.content.strip()]):
        yield Imported(person, run_id, messages, f"session {number} ({run_id})")
