"""LongMemEval (xiaowu0162/LongMemEval, arXiv 2410.10813): each question has a haystack of dated sessions of its own.

The official rule: only the user's turns take places in a ranking; questions whose id ends in `_abs` are not scored (here they have no
gold: nothing answers them), nor are those whose evidence no user's turn holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from memos.bench.sets.dataset import CUTS, SEED, Bank, DataSet, Question, Session, opaque
from memos.bench.sets.files import Form, document, files, in_form_of, rows
from memos.schemas.message import Message

_ABSTENTION = "_abs"
_FORM: Final = Form(
    "LongMemEval",
    'a list of questions, each with "question_id", "question", "haystack_sessions", "haystack_session_ids" and "haystack_dates"',
)


def read(path: Path, *, seed: int = SEED, unit: Literal["session", "message"] = "session") -> DataSet:
    """An official file, or those of a folder: an instance a bank. With `unit="message"` the gold is the turns that are marked to have
    the answer."""
    banks: list[Bank] = []
    for file in files(path, "longmemeval*.json", Path.is_file, of="LongMemEval"):
        held = document(file)
        with in_form_of(_FORM, file):
            banks += [_bank(row, seed, unit) for row in rows([held] if isinstance(held, dict) else held)]
    return DataSet("longmemeval", unit, CUTS, tuple(banks), counting=frozenset({"user"}))


def _bank(row: Mapping[str, Any], seed: int, unit: str) -> Bank:
    name = str(row["question_id"])
    told = dict(zip(row["haystack_session_ids"], row["haystack_sessions"], strict=True))
    dates = dict(zip(row["haystack_session_ids"], row["haystack_dates"], strict=True))
    sessions = [_session(name, str(one), turns, _moment(dates[one]), seed) for one, turns in told.items()]
    answering = _first(row, "answer_session_ids")
    gold = () if name.endswith(_ABSTENTION) else tuple(_gold(name, answering, told, unit, seed))
    asked = Question(
        id=opaque(seed, "longmemeval", name, "question"),
        text=row["question"] if "question" in row else row["questions"][0],
        category=str(row["question_type"]),
        gold=gold,
        asked_at=_moment(row["question_date"]),
    )
    scored = gold or name.endswith(_ABSTENTION)
    return Bank(name, tuple(one for one in sessions if one.messages), (asked,) if scored else ())


def _first(row: Mapping[str, Any], field: str) -> Sequence[str]:
    """What answers the question. Some republish instances with several questions, the official one first."""
    given = row[field]
    return given[0] if given and isinstance(given[0], list) else given


def _gold(
    name: str, answering: Sequence[str], told: Mapping[str, Sequence[Mapping[str, Any]]], unit: str, seed: int
) -> Iterator[str]:
    """Sessions, or turns, where a user's turn is marked; sessions as they are named where no turn is marked at all."""
    marked = any("has_answer" in turn for one in answering for turn in told.get(one, ()))
    for one in dict.fromkeys(answering):
        turns = told.get(one, ())
        holding = [n for n, turn in enumerate(turns) if turn.get("has_answer") and turn["role"] == "user"]
        if unit == "message":
            yield from (opaque(seed, "longmemeval", name, one, n) for n in holding)
        elif holding or (turns and not marked):
            yield opaque(seed, "longmemeval", name, one)


def _session(name: str, official: str, turns: Sequence[Mapping[str, Any]], said_at: datetime, seed: int) -> Session:
    messages = tuple(
        Message(
            id=opaque(seed, "longmemeval", name, official, number),
            role=turn["role"],
            content=turn["content"],
            timestamp=said_at,
            source="longmemeval",
        )
        for number, turn in enumerate(turns)
        if turn["content"].strip()
    )
    return Session(opaque(seed, "longmemeval", name, official), messages)


def _moment(text: str) -> datetime:
    """Of "2023/05/20 (Sat) 02:21"."""
    day, _, clock = text.strip().partition(" (")
    return datetime.strptime(f"{day} {clock.rpartition(' ')[2]}", "%Y/%m/%d %H:%M").replace(tzinfo=UTC)
