"""What mem0 holds: the JSON of `get_all`, points scrolled out of Qdrant, or its history (SQLite).

Its memories are what a model made of what was said, so they are trusted as an agent is, never as the user's own words. Where the
history is there, a memory that changed comes as it is now, with what it said before as `earlier` in its metadata; one that was
deleted does not come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from memos.interfaces.importers.items import Imported, Item, MalformedError, Problem, in_exchanges, message
from memos.interfaces.importers.records import moment, name, record
from memos.interfaces.importers.source import Source
from memos.interfaces.importers.tables import Tables
from memos.schemas.message import Message
from memos.schemas.value import digest

_LISTS: Final = ("results", "memories", "points")
_OWN: Final = {
    "id",
    "memory",
    "data",
    "hash",
    "metadata",
    "created_at",
    "updated_at",
    "user_id",
    "agent_id",
    "run_id",
    "role",
}
_HISTORY: Final = {"memory_id", "event"}
_RUN: Final = "mem0"
_LONGEST_ID: Final = 200


class _Found(NamedTuple):
    """A memory, and whose it is."""

    place: tuple[str | None, str, str | None]
    message: Message
    where: str


def recognises(document: Any) -> bool:
    """Whether a JSON document is in this format."""
    first = next(iter(_records(document)), None)
    if not isinstance(first, dict):
        return False
    fields = _fields(first)
    return isinstance(fields.get("memory", fields.get("data")), str) and bool({"id", "hash"} & fields.keys())


def recognises_tables(tables: Tables) -> bool:
    """Whether a SQLite database is mem0's history."""
    return tables.columns("history") >= _HISTORY


def read(source: Source) -> Iterator[Item]:
    """Memories by when they were made; those of one user, agent and run are handed over together."""
    found: list[_Found] = []
    for where, fields in _history(source) if isinstance(source, Tables) else _listed(source):
        try:
            if (one := _memory(fields, where)) is not None:
                found.append(one)
        except MalformedError as error:
            yield Problem(where, str(error))
    found.sort(key=lambda one: (str(one.place), str(one.message.timestamp or ""), one.message.id))
    for place in dict.fromkeys(one.place for one in found):
        user, run_id, agent = place
        mine = [one for one in found if one.place == place]
        for messages in in_exchanges([one.message for one in mine]):
            yield Imported(_RUN, run_id, messages, mine[0].where, user, agent)


def _records(document: Any) -> Iterable[Any]:
    while isinstance(document, dict):
        key = next((key for key in (*_LISTS, "result") if isinstance(document.get(key), list | dict)), None)
        if key is None:
            return
        document = document[key]
    if isinstance(document, list):
        yield from document


def _fields(given: dict[str, Any]) -> dict[str, Any]:
    """A record's fields; of a point those of its payload, too."""
    payload = given.get("payload")
    return {**payload, "id": given.get("id")} if isinstance(payload, dict) else given


def _listed(source: Source) -> Iterator[tuple[str, Any]]:
    return ((f"memory {number}", given) for number, given in enumerate(_records(source.document), 1))


def _history(tables: Tables) -> Iterator[tuple[str, Any]]:
    """The memories that still stand, as they are now. An older mem0 called the columns otherwise."""
    columns = tables.columns("history")
    new = "new_memory" if "new_memory" in columns else "new_value"
    at = [one for one in ("updated_at", "created_at", "timestamp") if one in columns]
    standing: dict[str, tuple[str, dict[str, Any]]] = {}
    for number, row in tables.rows("history", order="rowid"):
        memory_id = str(row["memory_id"])
        event = str(row["event"]).upper()
        if event == "DELETE" or row.get("is_deleted"):
            standing.pop(memory_id, None)
        elif event in ("ADD", "UPDATE"):
            when = next((row[one] for one in at if row[one]), None)
            fields = {"id": row["id"], "memory": row[new], "created_at": when, "memory_id": memory_id}
            if memory_id in standing:
                _, before = standing.pop(memory_id)
                fields["earlier"] = [*before.get("earlier", ()), before["memory"]]
            standing[memory_id] = (f"row {number}", fields)
    yield from standing.values()


def _memory(given: Any, where: str) -> _Found | None:
    fields = _fields(record(given, "the memory"))
    words = fields.get("memory", fields.get("data"))
    if not isinstance(words, str):
        raise MalformedError("memory is missing, or no text")
    if not words.strip():
        return None
    own: Mapping[str, Any] = fields["metadata"] if isinstance(fields.get("metadata"), dict) else {}
    id_ = name(fields, "id") or digest(words)
    said = message(
        id=f"mem0/{id_ if len(id_) <= _LONGEST_ID else digest(id_)}",
        role="user",
        content=words,
        timestamp=moment(fields.get("updated_at") or fields.get("created_at"), "created_at"),
        source="mem0",
        trust="agent",
        metadata={**own, **{key: value for key, value in fields.items() if key not in _OWN and value is not None}},
    )
    place = (name(fields, "user_id"), name(fields, "run_id") or _RUN, name(fields, "agent_id"))
    return _Found(place, said, where)
