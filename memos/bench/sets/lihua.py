"""LiHua-World (HKUDS/MiniRAG): a year of short chats between Li Hua and others; evidence is chats.

Questions of the category Null have no answer in the chats: their gold is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from memos.bench.sets.dataset import CUTS, SEED, Bank, DataSet, Question, Session, opaque
from memos.bench.sets.files import Form, document, files, in_form_of, text_of
from memos.errors import NotFound
from memos.schemas.message import Message

UNANSWERABLE: Final = "Null"
_QUERIES: Final = "query_set.json"
_CHAT: Final = Form("a chat of LiHua-World", 'lines such as "Time: 20260105_11:00" and "Ana: What was said."')
_ASKED: Final = Form("LiHua-World's questions", 'an object of numbered objects with "question", "type" and "evidence"')
_NAME: Final = re.compile(r"\d{8}(?:_\d{4})?")
_CITED: Final = re.compile(r"\d{8}(?:_\d{2}:?\d{2})?")
_TIME: Final = re.compile(r"Time:\s*(\d{8})(?:_(\d{1,2}):?(\d{2}))?\s*")
_SPOKEN: Final = re.compile(r"(?P<name>[A-Z][\w'’-]{0,40}(?: [A-Z][\w'’-]{0,40}){0,2}): ?(?P<text>.*)")


def read(path: Path, *, seed: int = SEED) -> DataSet:
    """The folder as published, with `query_set.json` and the chats (`20260105_1100.txt`) somewhere in it."""
    found = list(files(path, "*.txt", lambda one: bool(_NAME.fullmatch(one.stem)), of="LiHua-World"))
    queries = next(iter(sorted(path.rglob(_QUERIES))), None)
    if queries is None:
        raise NotFound(
            f"There is no {_QUERIES} in {path}.", hint="Give LiHua-World's folder, with its chats and its questions."
        )
    chats = sorted({one.stem: one for one in found}.items())
    sessions: list[Session] = []
    for name, file in chats:
        with in_form_of(_CHAT, file):
            sessions.append(_session(name, text_of(file), seed))
    asked = document(queries)
    with in_form_of(_ASKED, queries):
        questions = tuple(_questions(asked, {name for name, _ in chats}, seed))
    return DataSet("lihua", "session", CUTS, (Bank("lihua", tuple(sessions), questions),))


def _questions(asked: Mapping[str, Mapping[str, Any]], known: set[str], seed: int) -> Iterator[Question]:
    """An answerable question of which no evidence is here can't be scored, and is left out."""
    if not asked:
        raise ValueError("no question is in it")
    for number, one in asked.items():
        cited = dict.fromkeys(name.replace(":", "") for name in _CITED.findall(str(one.get("evidence", ""))))
        gold = tuple(opaque(seed, "lihua", name) for name in cited if name in known)
        category = str(one["type"])
        if (category == UNANSWERABLE) == (not gold):
            answer = str(one.get("answer", ""))
            yield Question(opaque(seed, "lihua", "question", number), one["question"], category, gold, answer=answer)


def _session(name: str, text: str, seed: int) -> Session:
    said_at = _moment(name, text)
    messages = tuple(
        Message(id=opaque(seed, "lihua", name, n), name=speaker, content=words, timestamp=said_at, source="lihua")
        for n, (speaker, words) in enumerate(_turns(text))
    )
    if not messages:
        raise ValueError("nobody speaks in it")
    return Session(opaque(seed, "lihua", name), messages)


def _turns(text: str) -> Iterator[tuple[str, str]]:
    """Who says what. A line without a name goes on with what the one before it said."""
    speaker, lines = "", list[str]()
    for line in text.splitlines():
        if _TIME.fullmatch(line):
            continue
        if match := _SPOKEN.fullmatch(line):
            if words := "\n".join(lines).strip():
                yield speaker, words
            speaker, lines = match["name"], [match["text"]]
        elif speaker:
            lines.append(line)
    if words := "\n".join(lines).strip():
        yield speaker, words


def _moment(name: str, text: str) -> datetime:
    """As its first line says; else as its name does."""
    match = _TIME.fullmatch(text.lstrip().partition("\n")[0])
    day, hour, minute = match.groups() if match else (name[:8], name[9:11], name[11:13])
    return datetime.strptime(f"{day}{hour or '00':0>2}{minute or '00'}", "%Y%m%d%H%M").replace(tzinfo=UTC)
