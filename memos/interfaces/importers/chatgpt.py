"""A ChatGPT data export (`conversations.json`): each conversation is a tree of messages, of which one branch is what was shown last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from memos.interfaces.importers.items import Imported, Item, MalformedError, attempt, in_exchanges, message, readable
from memos.interfaces.importers.records import moment, name, record, rows
from memos.interfaces.importers.source import Source
from memos.schemas.message import Message

_SPOKEN = {"text", "multimodal_text", "code", "execution_output"}
"""Content that somebody said or a tool gave back; the rest is the product's own bookkeeping (thoughts, profile, browsing state)."""

_PLACEHOLDERS = {
    "image_asset_pointer": "[image]",
    "audio_asset_pointer": "[audio]",
    "video_container_asset_pointer": "[video]",
}


def recognises(document: Any) -> bool:
    """Whether a JSON document is in this format."""
    first = document[0] if isinstance(document, list) and document else document
    return isinstance(first, dict) and isinstance(first.get("mapping"), dict)


def read(source: Source) -> Iterator[Item]:
    """A conversation is a run, oldest first; the branch that ends at `current_node` is read."""
    document = source.document
    conversations = document if isinstance(document, list) else [document]
    ordered = sorted(enumerate(conversations, 1), key=lambda numbered: _created(numbered[1]))
    for number, conversation in ordered:
        yield from attempt(f"conversation {number}", _conversation, conversation, number)


def _created(conversation: Any) -> float:
    created = conversation.get("create_time") if isinstance(conversation, dict) else None
    return float(created) if isinstance(created, int | float) else 0.0


def _conversation(conversation: Any, number: int) -> Iterator[Item]:
    fields = record(conversation, "the conversation")
    mapping = record(fields.get("mapping"), "mapping")
    run_id = name(fields, "conversation_id", "id") or f"conversation-{number}"
    title = fields.get("title")
    started = moment(fields.get("create_time"), "create_time")
    where = f"conversation {number} ({title or run_id})"
    nodes = ((f"{where}, message {node_id}", node_id) for node_id in _branch(mapping, fields.get("current_node")))
    said, problems = readable(
        nodes, lambda node_id: _message(node_id, record(mapping[node_id], "the node").get("message"), title, started)
    )
    yield from problems
    for messages in in_exchanges(said):
        yield Imported(run_id, run_id, messages, where)


def _branch(mapping: dict[str, Any], current: Any) -> list[str]:
    """From the root to `current`; without it, to the node that was added last."""
    leaves = [key for key, node in mapping.items() if isinstance(node, dict) and not node.get("children")]
    node_id: Any = current if isinstance(current, str) and current in mapping else next(reversed(leaves), None)
    path: dict[str, None] = {}
    while node_id is not None:
        if not isinstance(node_id, str) or node_id not in mapping:
            raise MalformedError(f"message {node_id} is missing")
        if node_id in path:
            raise MalformedError(f"its messages go in a circle at {node_id}")
        path[node_id] = None
        node_id = record(mapping[node_id], f"node {node_id}").get("parent")
    return list(path)[::-1]


def _message(node_id: str, given: Any, title: Any, started: datetime | None) -> Message | None:
    """The message of a node, or None where nothing was said: the root, system prompts, hidden and empty messages."""
    if given is None:
        return None
    fields = record(given, "message")
    author = record(fields.get("author"), "author")
    content = record(fields.get("content"), "content")
    hidden = isinstance(fields.get("metadata"), dict) and fields["metadata"].get("is_visually_hidden_from_conversation")
    if hidden or author.get("role") == "system" or str(content.get("content_type")) not in _SPOKEN:
        return None
    words = _words(content)
    if not words.strip():
        return None
    return message(
        id=name(fields, "id") or node_id,
        role=author.get("role"),
        name=name(author, "name"),
        content=words,
        timestamp=moment(fields.get("create_time"), "create_time") or started,
        source="chatgpt",
        metadata={"title": title} if isinstance(title, str) and title else {},
    )


def _words(content: dict[str, Any]) -> str:
    if "parts" not in content:
        given = content.get("text")
        return given if isinstance(given, str) else ""
    return "\n".join(filter(None, map(_part, rows(content["parts"], "parts"))))


def _part(part: Any) -> str:
    match part:
        case str():
            return part
        case {"text": str(words)}:
            return words
        case {"content_type": str(kind)}:
            return _PLACEHOLDERS.get(kind, "")
        case _:
            return ""
