"""A Claude data export (`conversations.json`, in its zip or by itself): conversations of messages by `human` and `assistant`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from memos.interfaces.importers.items import Imported, Item, MalformedError, attempt, in_exchanges, message, readable
from memos.interfaces.importers.records import moment, name, record, rows
from memos.interfaces.importers.source import Source
from memos.schemas.message import Message

_ROLES = {"human": "user", "user": "user", "assistant": "assistant"}
_NAME_LIMIT = 256


def recognises(document: Any) -> bool:
    """Whether a JSON document is in this format."""
    first = document[0] if isinstance(document, list) and document else document
    return isinstance(first, dict) and isinstance(first.get("chat_messages"), list)


def read(source: Source) -> Iterator[Item]:
    """A conversation is a run, oldest first."""
    document = source.document
    conversations = document if isinstance(document, list) else [document]
    for number, conversation in sorted(enumerate(conversations, 1), key=lambda numbered: _created(numbered[1])):
        yield from attempt(f"conversation {number}", _conversation, conversation, number)


def _created(conversation: Any) -> str:
    """ISO 8601 in UTC, as the export writes it, sorts as text."""
    created = conversation.get("created_at") if isinstance(conversation, dict) else None
    return created if isinstance(created, str) else ""


def _conversation(conversation: Any, number: int) -> Iterator[Item]:
    fields = record(conversation, "the conversation")
    run_id = name(fields, "uuid") or f"conversation-{number}"
    title = fields.get("name")
    where = f"conversation {number} ({title or run_id})"
    shared = {"title": title} if isinstance(title, str) and title else {}
    started = moment(fields.get("created_at"), "created_at")
    given = enumerate(rows(fields.get("chat_messages"), "chat_messages"), 1)
    parts = ((f"{where}, message {n}", (n, part)) for n, one in given for part in _parts(one))
    said, problems = readable(parts, lambda one: _message(one[1], f"{run_id}/{one[0]}", shared, started))
    yield from problems
    for messages in in_exchanges(said):
        yield Imported(run_id, run_id, messages, where)


def _parts(given: Any) -> list[Any]:
    """A message, and after it each document that was handed over with it, as a message that refers to it."""
    attached = given.get("attachments") if isinstance(given, dict) else None
    documents = [one for one in attached if _text_of(one)] if isinstance(attached, list) else []
    return [given, *({"document": one, "of": given, "number": n} for n, one in enumerate(documents, 1))]


def _text_of(attachment: Any) -> str:
    text = attachment.get("extracted_content") if isinstance(attachment, dict) else None
    return text if isinstance(text, str) and text.strip() else ""


def _message(given: Any, made_id: str, shared: dict[str, Any], started: Any) -> Message | None:
    fields = record(given, "the message")
    said_by = fields.get("of", fields)
    message_id = name(said_by, "uuid") or made_id
    said_at = moment(said_by.get("created_at"), "created_at") or started
    if "document" in fields:
        return _document(fields["document"], f"{message_id}/{fields['number']}", shared, said_at)
    sender = fields.get("sender")
    role = _ROLES.get(sender) if isinstance(sender, str) else None
    if role is None:
        raise MalformedError(f"sender is {str(sender)[:40]!r}, not human or assistant")
    words = _words(fields)
    if not words.strip():
        return None
    return message(id=message_id, role=role, content=words, timestamp=said_at, source="claude", metadata=shared)


def _document(attachment: dict[str, Any], message_id: str, shared: dict[str, Any], said_at: Any) -> Message:
    """What stands in a document was not said by who handed it over, and is trusted as a document."""
    title = str(attachment.get("file_name") or "document")
    return message(
        id=message_id,
        role="tool",
        name=_as_name(title),
        content=_text_of(attachment),
        timestamp=said_at,
        source="claude",
        trust="document",
        metadata={**shared, "file_name": title},
    )


def _as_name(title: str) -> str:
    return (
        "".join(" " if ord(one) < 32 or ord(one) == 127 else one for one in title)[:_NAME_LIMIT].strip() or "document"
    )


def _words(fields: dict[str, Any]) -> str:
    """The text blocks; thoughts and the use of tools are the product's own bookkeeping. Older exports have `text` alone."""
    blocks = fields.get("content")
    texts = [one["text"] for one in blocks if _is_text(one)] if isinstance(blocks, list) else []
    text = fields.get("text")
    words = "\n".join(texts) or (text if isinstance(text, str) else "")
    return "\n".join([*([words] if words.strip() else []), *(f"[{title}]" for title in _files(fields))])


def _is_text(block: Any) -> bool:
    return isinstance(block, dict) and block.get("type") == "text" and isinstance(block.get("text"), str)


def _files(fields: dict[str, Any]) -> list[str]:
    """The names of pictures and files whose text is not in the export."""
    handed = [one for key in ("attachments", "files") for one in fields.get(key) or [] if isinstance(one, dict)]
    return [str(one["file_name"]) for one in handed if one.get("file_name") and not _text_of(one)]
