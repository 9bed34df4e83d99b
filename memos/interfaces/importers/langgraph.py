"""What a LangGraph store holds: the table `store` of its SQLite database, or its items as JSON (`Item.dict()`, a list of them).

An item is what an agent put down, so it is trusted as an agent is. Its namespace is its run; where one part of it alone is no
common word ("memories", "alice"), that is whose it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from memos.interfaces.importers.items import Imported, Item, MalformedError, Problem, in_exchanges, message
from memos.interfaces.importers.records import moment, record
from memos.interfaces.importers.source import Source
from memos.interfaces.importers.tables import Tables
from memos.schemas.message import Message
from memos.schemas.value import canonical, digest

_TABLE: Final = {"prefix", "key", "value"}
_WORDS: Final = ("content", "text", "memory", "data", "fact", "value", "statement", "description")
"""Fields that hold an item's text, as the libraries around LangGraph write them."""

_COMMON: Final = frozenset(
    (
        *("collection", "collections", "context", "documents", "episodes", "episodic", "fact", "facts", "instructions"),
        *("long_term", "memories", "memory", "notes", "preference", "preferences", "procedural", "profile", "profiles"),
        *("semantic", "store", "user", "user_id", "users"),
    )
)
"""Parts of a namespace that are no name."""

_LONGEST: Final = 200
_DEEPEST: Final = 4


def recognises(document: Any) -> bool:
    """Whether a JSON document is in this format."""
    items = _items(document)
    first = items[0] if items else None
    return isinstance(first, dict) and {"namespace", "key", "value"} <= first.keys()


def recognises_tables(tables: Tables) -> bool:
    """Whether a SQLite database is such a store."""
    return tables.columns("store") >= _TABLE


def read(source: Source) -> Iterator[Item]:
    """Items by namespace, in the order in which they were put down."""
    found: dict[tuple[str, ...], list[tuple[str, Message]]] = {}
    for where, given in _rows(source) if isinstance(source, Tables) else _listed(source):
        try:
            namespace, said = _item(record(given, "the item"))
        except MalformedError as error:
            yield Problem(where, str(error))
            continue
        if said is not None:
            found.setdefault(namespace, []).append((where, said))
    for namespace, items in found.items():
        items.sort(key=lambda one: (str(one[1].timestamp or ""), one[1].id))
        run_id = _short(".".join(namespace)) or "store"
        for messages in in_exchanges([said for _, said in items]):
            yield Imported(run_id, run_id, messages, items[0][0], _owner(namespace))


def _items(document: Any) -> list[Any]:
    if isinstance(document, dict):
        document = document.get("items", document.get("results", [document]))
    return document if isinstance(document, list) else []


def _listed(source: Source) -> Iterator[tuple[str, Any]]:
    return ((f"item {number}", given) for number, given in enumerate(_items(source.document), 1))


def _rows(tables: Tables) -> Iterator[tuple[str, Any]]:
    for number, row in tables.rows("store", order="prefix, key"):
        value = row["value"]
        try:
            value = json.loads(value)
        except (TypeError, ValueError, RecursionError):
            value = None
        namespace = str(row["prefix"]).split(".")
        times = {key: row.get(key) for key in ("created_at", "updated_at")}
        yield f"row {number}", {"namespace": namespace, "key": row["key"], "value": value, **times}


def _item(fields: dict[str, Any]) -> tuple[tuple[str, ...], Message | None]:
    given, key, value = (fields.get(name) for name in ("namespace", "key", "value"))
    if not isinstance(given, list) or not all(isinstance(part, str) for part in given):
        raise MalformedError("namespace is no list of names")
    if not isinstance(key, str):
        raise MalformedError("key is missing, or no text")
    if not isinstance(value, dict):
        raise MalformedError("value is no object")
    namespace = tuple(given)
    words = _words(value)
    if not words.strip():
        return namespace, None
    said = message(
        id=f"langgraph/{_short('/'.join((*namespace, key)))}",
        role="user",
        content=words,
        timestamp=moment(fields.get("updated_at") or fields.get("created_at"), "updated_at"),
        source="langgraph",
        trust="agent",
        metadata={"namespace": list(namespace), "key": key},
    )
    return namespace, said


def _words(value: Any, depth: int = 0) -> str:
    """The text of an item: its one text, or that of the field that holds it; where there is none, the whole of it."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and depth < _DEEPEST:
        field = next((name for name in _WORDS if isinstance(value.get(name), str | dict) and value[name]), None)
        if field is not None:
            return _words(value[field], depth + 1)
    return canonical(value) if value else ""


def _owner(namespace: tuple[str, ...]) -> str | None:
    names = [part for part in namespace if part.casefold() not in _COMMON]
    return names[0] if len(names) == 1 and names[0].strip() else None


def _short(name: str) -> str:
    """A name that fits; of one that is too long, its digest."""
    clean = "".join(one if one.isprintable() else "?" for one in name)
    return clean if len(clean) <= _LONGEST and clean == name else digest(name)[:32]
