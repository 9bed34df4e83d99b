"""The JSON that commands write: stable shapes, made of the values of `memos.schemas`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import typer

from memos.interfaces.cli.plain import as_json
from memos.memory import Why
from memos.schemas.cube import MemCube
from memos.schemas.message import StoredMessage
from memos.schemas.operation import JournalEntry, Receipt
from memos.schemas.query import Answer, Hit, Recollection

Json = dict[str, Any]


def write(document: Json) -> None:
    """Writes the one document of a command."""
    typer.echo(as_json(document))


def cube(given: MemCube) -> Json:
    """A memory: its text, and the whole of it."""
    return {
        "id": given.id,
        "kind": given.kind.value,
        "text": given.text,
        **given.model_dump(mode="json", exclude={"id"}),
    }


def entry(given: JournalEntry) -> Json:
    """An operation of the journal."""
    return given.model_dump(mode="json")


def message(given: StoredMessage) -> Json:
    """A message as it was stored."""
    return given.model_dump(mode="json")


def receipt(given: Receipt) -> Json:
    """What a write did."""
    return given.model_dump(mode="json")


def hit(given: Hit, messages: Mapping[str, StoredMessage]) -> Json:
    """A hit: score, memory, and the messages it rests on, best first."""
    return {
        "alias": given.alias,
        "score": given.score,
        "cube_id": given.cube.id,
        "kind": given.cube.kind.value,
        "state": given.cube.state.value,
        "text": given.cube.text,
        "evidence": list(given.evidence),
        "quotes": [message(messages[message_id]) for message_id in given.evidence if message_id in messages],
        "channels": dict(given.channels),
        "features": dict(given.features),
        "cube": cube(given.cube),
    }


def recollection(given: Recollection, user: str, messages: Mapping[str, StoredMessage]) -> Json:
    """The answer to a search."""
    return {
        "id": given.id,
        "user": user,
        "query": given.query,
        "answerable": given.answerable,
        "hits": [hit(one, messages) for one in given.hits],
        "context": given.context,
        "tokens": given.tokens,
        "degraded": list(given.degraded),
    }


def answer(given: Answer, question: str, user: str) -> Json:
    """The answer to a question."""
    return {"user": user, "question": question, **given.model_dump(mode="json")}


def why(given: Why) -> Json:
    """A belief and what it rests on."""
    return {
        "cube": cube(given.cube),
        "sources": [
            {"message": message(said), "spans": [{"start": span.start, "end": span.end} for span in spans]}
            for said, spans in given.sources
        ],
        "parents": cubes(given.parents),
        "operations": entries(given.operations),
    }


def cubes(given: Iterable[MemCube]) -> list[Json]:
    """Several memories."""
    return [cube(one) for one in given]


def entries(given: Sequence[JournalEntry]) -> list[Json]:
    """Several operations."""
    return [entry(one) for one in given]
