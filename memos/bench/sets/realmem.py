"""RealMem (AvatarMemory/RealMemBench): a person's sessions with an assistant over months; evidence is sessions before the question's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from memos.bench.sets.dataset import CUTS, SEED, Bank, DataSet, Question, Session, opaque
from memos.bench.sets.files import Form, document, files, in_form_of, rows
from memos.schemas.message import Message, Role

_ROLES: Final[Mapping[str, Role]] = {"user": "user", "assistant": "assistant"}
_NAME: Final = "*dialogues*.json"
_FORM: Final = Form(
    "RealMem",
    'an object with "dialogues": a list of sessions, each with "session_uuid", "current_time" and "dialogue_turns"',
)


def read(path: Path, *, seed: int = SEED) -> DataSet:
    """The personas of an official file, or of a folder of them: one bank each. A question sees the sessions before its own."""
    return DataSet("realmem", "session", CUTS, tuple(_bank(persona, seed) for persona in _personas(path)))


class _Persona(NamedTuple):
    name: str
    dialogues: Sequence[Mapping[str, Any]]
    path: Path


def _personas(path: Path) -> Iterator[_Persona]:
    for file in files(path, _NAME, Path.is_file, of="RealMem"):
        content = document(file)
        with in_form_of(_FORM, file):
            dialogues = rows(content["dialogues"])
            name = (content.get("_metadata") or {}).get("person_name") or file.stem
        yield _Persona(str(name), dialogues, file)


def _bank(persona: _Persona, seed: int) -> Bank:
    with in_form_of(_FORM, persona.path):
        sessions = tuple(_session(dialogue, persona.name, seed) for dialogue in persona.dialogues)
        questions = [
            question
            for number, dialogue in enumerate(persona.dialogues)
            for question in _questions(dialogue, number, persona.name, seed)
        ]
    run_ids = [session.run_id for session in sessions]
    known = [
        question._replace(gold=tuple(one for one in question.gold if one in run_ids[: question.before]))
        for question in questions
    ]
    return Bank(persona.name, sessions, tuple(question for question in known if question.gold))


def _session(dialogue: Mapping[str, Any], name: str, seed: int) -> Session:
    uuid, said_at = str(dialogue["session_uuid"]), _moment(dialogue["current_time"])
    messages = tuple(
        Message(
            id=opaque(seed, "realmem", name, uuid, number),
            role=_ROLES[turn["speaker"].casefold()],
            content=turn["content"],
            timestamp=said_at,
            source="realmem",
        )
        for number, turn in enumerate(dialogue["dialogue_turns"])
        if turn["content"].strip()
    )
    return Session(opaque(seed, "realmem", name, uuid), messages)


def _questions(dialogue: Mapping[str, Any], before: int, name: str, seed: int) -> Iterator[Question]:
    """The turns that are queries; the sessions whose memories the reply used are what answers them."""
    turns = dialogue["dialogue_turns"]
    for number, turn in enumerate(turns):
        if not turn.get("is_query"):
            continue
        reply = turns[number + 1] if number + 1 < len(turns) else {}
        used = dict.fromkeys(reply.get("memory_session_uuids") or ())
        yield Question(
            id=opaque(seed, "realmem", name, "question", before, number),
            text=turn["content"],
            category=str(turn.get("category_name") or "other"),
            gold=tuple(opaque(seed, "realmem", name, uuid) for uuid in used if uuid != dialogue["session_uuid"]),
            before=before,
            asked_at=_moment(dialogue["current_time"]),
        )


def _moment(text: str) -> datetime:
    """Of "2025-12-15 (Monday)", perhaps with a time: "2025-12-15 (Monday) 10:30"."""
    day, _, rest = text.strip().partition(" ")
    clock = rest.rpartition(" ")[2] if ":" in rest else "00:00"
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)
