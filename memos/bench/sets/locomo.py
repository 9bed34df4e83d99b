"""LoCoMo (snap-research/locomo, arXiv 2402.17753): two people talk over many sessions; evidence is turns.

Categories as the file numbers them (other projects permute the names). The evidence as published is untidy, and some of it is wrong:
an audit (dial481/locomo-audit, `errors.json`) corrects it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from memos.bench.sets.dataset import CUTS, SEED, Bank, DataSet, Question, Session, opaque
from memos.bench.sets.files import Form, document, files, in_form_of, rows
from memos.schemas.message import Message

CATEGORIES: Final[Mapping[int, str]] = {
    1: "1 multi-hop",
    2: "2 temporal",
    3: "3 open-domain",
    4: "4 single-hop",
    5: "5 adversarial",
}
_FORM: Final = Form("LoCoMo", 'a list of conversations, each with "sample_id", "conversation" and "qa"')
_AUDIT: Final = Form("an audit of LoCoMo", 'a list of objects with "question_id", "question" and "correct_evidence"')
_TURN: Final = re.compile(r"D?\s*:?(\d{1,4})\s*[:;]\s*(\d{1,4})")
_RANGE: Final = re.compile(_TURN.pattern + r"\s*-\s*" + _TURN.pattern)
_LONGEST: Final = 200
_SESSION: Final = re.compile(r"session_(\d{1,4})")

Corrections = Mapping[tuple[str, str], Sequence[str]]
"""The evidence of the audit, by the question's text and its place in the whole file; and by the text alone, under the place ""."""


def read(path: Path, *, seed: int = SEED, audit: Path | None = None) -> DataSet:
    """The conversations of an official file, or of those in a folder. Questions without a known evidence turn are left out.

    With `audit` the gold is the corrected evidence, where the audit gives some; question ids are the same either way.
    """
    corrections = {} if audit is None else _corrections(audit)
    banks: list[Bank] = []
    for file in files(path, "locomo*.json", Path.is_file, of="LoCoMo"):
        samples = document(file)
        with in_form_of(_FORM, file):
            samples = rows([samples] if isinstance(samples, dict) else samples)
            banks += [_bank(sample, number, seed, corrections) for number, sample in enumerate(samples)]
    return DataSet("locomo", "message", CUTS, tuple(banks))


def _bank(sample: Mapping[str, Any], number: int, seed: int, corrections: Corrections) -> Bank:
    name, conversation = str(sample["sample_id"]), sample["conversation"]
    sessions = tuple(_sessions(conversation, name, seed))
    known = {message.id for session in sessions for message in session.messages}
    questions: list[Question] = []
    for place, asked in enumerate(sample["qa"]):
        told = evidence(asked.get("evidence"))
        better = corrections.get((asked["question"], f"locomo_{number}_qa{place}"))
        better = better or corrections.get((asked["question"], "")) or ()
        gold = _gold(evidence(better), known, name, seed) or _gold(told, known, name, seed)
        if gold:
            question_id = opaque(seed, "locomo", name, "question", place)
            questions.append(Question(question_id, asked["question"], CATEGORIES[asked["category"]], gold))
    return Bank(name, sessions, tuple(questions))


def _gold(turns: Sequence[str], known: set[str], name: str, seed: int) -> tuple[str, ...]:
    named = (opaque(seed, "locomo", name, turn) for turn in turns)
    return tuple(turn for turn in named if turn in known)


def _sessions(conversation: Mapping[str, Any], name: str, seed: int) -> Iterator[Session]:
    numbers = sorted(int(match[1]) for key in conversation if (match := _SESSION.fullmatch(key)))
    if not numbers:
        raise ValueError(f"conversation {name} has no session")
    for number in numbers:
        said_at = _moment(conversation[f"session_{number}_date_time"])
        turns = [_message(turn, said_at, name, seed) for turn in conversation[f"session_{number}"]]
        if spoken := tuple(turn for turn in turns if turn.content.strip()):
            yield Session(opaque(seed, "locomo", name, "session", number), spoken)


def _moment(text: str) -> datetime:
    return datetime.strptime(text.strip(), "%I:%M %p on %d %B, %Y").replace(tzinfo=UTC)


def _message(turn: Mapping[str, Any], said_at: datetime, name: str, seed: int) -> Message:
    caption, words = turn.get("blip_caption"), turn["text"]
    content = f"{words} [image: {caption}]" if caption else words
    (dia_id,) = evidence([turn["dia_id"]])
    message_id = opaque(seed, "locomo", name, dia_id)
    return Message(id=message_id, name=turn["speaker"], content=content, timestamp=said_at, source="locomo")


def evidence(raw: Sequence[object] | None) -> tuple[str, ...]:
    """The turns that are meant, each once, as "session:turn": of "D8:6; D9:17", "D9:1 D4:4", "D:11:26", "D30:05", "D12:3-D12:5"."""
    named: list[str] = []
    for item in map(str, raw or ()):
        for session, first, last_session, last in _RANGE.findall(item):
            if session == last_session and int(last) - int(first) < _LONGEST:
                named += [f"{int(session)}:{turn}" for turn in range(int(first), int(last) + 1)]
        named += [f"{int(session)}:{int(turn)}" for session, turn in _TURN.findall(_RANGE.sub(" ", item))]
    return tuple(dict.fromkeys(named))


def _corrections(path: Path) -> Corrections:
    """The audit's findings. Of a file with other conversations than the whole, the questions are known by their text."""
    errors = document(path)
    with in_form_of(_AUDIT, path):
        found: dict[tuple[str, str], Sequence[str]] = {}
        for error in rows(errors):
            found[error["question"], error["question_id"]] = error.get("correct_evidence") or ()
            found[error["question"], ""] = error.get("correct_evidence") or ()
        return found
