"""JSON Lines: a message or an exchange a line. The same records as one JSON document are read too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from memos.interfaces.importers.items import (
    EXCHANGE_LIMIT,
    Imported,
    Item,
    MadeIds,
    MalformedError,
    Problem,
    in_exchanges,
    message,
)
from memos.interfaces.importers.records import moment, name, record, rows
from memos.interfaces.importers.source import Source
from memos.schemas.complaint import kind_of
from memos.schemas.message import Message
from memos.schemas.value import canonical, digest

_CONTENT = ("content", "text", "message")
_NAME = ("name", "speaker", "author", "sender")
_TIME = ("timestamp", "created_at", "create_time", "date", "time")
_ID = ("id", "message_id")
_RUN = ("run_id", "session_id", "conversation_id", "thread_id")
_USER = ("user_id",)
_AGENT = ("agent_id",)
_TAKEN = {*_CONTENT, *_NAME, *_TIME, *_ID, *_RUN, *_USER, *_AGENT, "role", "source", "metadata", "messages"}
_ROLES = {
    "human": "user",
    "ai": "assistant",
    "bot": "assistant",
    "model": "assistant",
    "function": "tool",
    "developer": "system",
}


class _Place(NamedTuple):
    """Whose a message is and which run it belongs to: what changes between two lines ends an exchange."""

    user: str | None
    run_id: str | None
    agent_id: str | None


class _UsedIds:
    """What each id of a file stands for, and since which record: an id for two different things can't be stored."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._known: dict[tuple[str | None, str], tuple[str, int]] = {}

    def take(self, user: str | None, messages: Sequence[Message], number: int) -> None:
        """Notes the ids of a record. Raises MalformedError if one was used for other words, and notes none of them."""
        fresh: dict[tuple[str | None, str], tuple[str, int]] = {}
        for said in messages:
            words = digest(canonical([said.role, said.name, said.content]))
            key = (user, said.id)
            known, first = self._known.get(key) or fresh.setdefault(key, (words, number))
            if known != words:
                raise MalformedError(f"id {said.id!r} was used on {_line(self._source, first, first)} for other words")
        self._known |= fresh


def recognises(document: Any) -> bool:
    """Whether a JSON document holds such records: a message, an exchange, or a list of them."""
    first = document[0] if isinstance(document, list) and document else document
    return isinstance(first, dict) and bool({"content", "text", "messages"} & first.keys())


def read(source: Source) -> Iterator[Item]:
    """Lines of one run that follow each other are handed over together. Nothing but ids and the lines of one exchange is held in memory."""
    numbered = _records(source)
    ids, used = MadeIds(), _UsedIds(source)
    gathered: list[Message] = []
    place, first, last = _Place(None, None, None), 0, 0
    for number, found in numbered:
        if isinstance(found, Problem):
            yield found
            continue
        try:
            new_place, messages, whole = _exchange(found, ids)
            used.take(new_place.user, messages, number)
        except MalformedError as error:
            yield Problem(_line(source, number, number), str(error))
            continue
        if gathered and (whole or new_place != place or len(gathered) >= EXCHANGE_LIMIT):
            yield _imported(source, place, tuple(gathered), first, last)
            gathered = []
        place, first, last = new_place, first if gathered else number, number
        gathered += messages
        if whole:
            for part in in_exchanges(gathered):
                yield _imported(source, place, part, number, number)
            gathered = []
    if gathered:
        yield _imported(source, place, tuple(gathered), first, last)


def _imported(source: Source, place: _Place, messages: tuple[Message, ...], first: int, last: int) -> Imported:
    return Imported("", place.run_id, messages, _line(source, first, last), place.user, place.agent_id)


def _line(source: Source, first: int, last: int) -> str:
    what = "line" if is_lines(source) else "record"
    return f"{what} {first}" if first == last else f"{what}s {first} to {last}"


def is_lines(source: Source) -> bool:
    """Whether a file has a record a line (and is not one JSON document)."""
    if source.path.suffix.lower() in {".jsonl", ".ndjson"}:
        return True
    try:
        return isinstance(json.loads(source.first_line), dict)
    except (ValueError, RecursionError):
        return False


def _records(source: Source) -> Iterator[tuple[int, Any]]:
    if not is_lines(source):
        document = source.document
        yield from enumerate(document if isinstance(document, list) else [document], 1)
        return
    for number, line in source.numbered_lines():
        if line.strip():
            yield number, _parsed(line, number)


def _parsed(line: bytes, number: int) -> Any:
    where = f"line {number}"
    try:
        return json.loads(line.decode("utf-8").rstrip())
    except UnicodeDecodeError as error:
        return Problem(where, f"not UTF-8 (byte 0x{line[error.start]:02x} at column {error.start + 1})")
    except json.JSONDecodeError as error:
        return Problem(where, f"not valid JSON ({error.msg} at column {error.colno})")
    except RecursionError:
        return Problem(where, "not readable as JSON: nested too deeply")
    except ValueError:
        return Problem(where, "not readable as JSON: a number is too long")


def _exchange(found: Any, ids: MadeIds) -> tuple[_Place, list[Message], bool]:
    """The place and the messages of a record, and whether it is a whole exchange."""
    fields = record(found)
    place = _Place(name(fields, *_USER), name(fields, *_RUN), name(fields, *_AGENT))
    if "messages" not in fields:
        said = _message(fields, {})
        return place, [ids.identified(place.run_id, said)] if said.content.strip() else [], False
    shared = {key: fields[key] for key in (*_TIME, "source") if key in fields}
    messages = [
        _message(record(each, f"message {n}"), shared) for n, each in enumerate(rows(fields["messages"], "messages"), 1)
    ]
    return place, [ids.identified(place.run_id, one) for one in messages if one.content.strip()], True


def _message(fields: dict[str, Any], shared: dict[str, Any]) -> Message:
    time_key = next((key for key in _TIME if fields.get(key) is not None), "")
    time = fields[time_key] if time_key else next((shared[key] for key in _TIME if key in shared), None)
    role = name(fields, "role") or "user"
    return message(
        id=name(fields, *_ID) or "",
        role=_ROLES.get(role.casefold(), role.casefold()),
        name=name(fields, *_NAME),
        content=_words(fields),
        timestamp=moment(time, time_key or "timestamp"),
        source=name(fields, "source") or name(shared, "source") or "import",
        metadata=_metadata(fields),
    )


def _words(fields: dict[str, Any]) -> str:
    key = next((key for key in _CONTENT if key in fields), None)
    if key is None:
        raise MalformedError("content is missing")
    match fields[key]:
        case str() as words:
            return words
        case list() as parts:
            return "\n".join(filter(None, map(_part, parts)))
        case other:
            raise MalformedError(f"{key} is {kind_of(other)}, not text")


def _part(part: Any) -> str:
    """One part of a message in several parts, as chat APIs write them."""
    match part:
        case str():
            return part
        case {"text": str(words)}:
            return words
        case {"type": str(kind)}:
            return f"[{kind.removesuffix('_url').removeprefix('input_')}]"
        case _:
            raise MalformedError("content has a part that is no text")


def _metadata(fields: dict[str, Any]) -> dict[str, Any]:
    """The caller's own metadata, and whatever else the record holds: nothing is dropped."""
    own = fields.get("metadata")
    return {
        **(record(own, "metadata") if own is not None else {}),
        **{k: v for k, v in fields.items() if k not in _TAKEN},
    }
