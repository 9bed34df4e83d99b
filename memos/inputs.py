"""What callers hand in, turned into schemas, or refused in words of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from memos.errors import InvalidInput
from memos.schemas.complaint import complaint, kind_of
from memos.schemas.message import Message
from memos.schemas.value import Value

Messages = str | Message | Mapping[str, Any] | Sequence[Message | Mapping[str, Any]]
"""What `add` takes: a text (said by the user), a message, a dict of its fields, or several of them in order."""

Model = TypeVar("Model", bound=Value)

_CARRIED = ("tool_calls", "tool_call_id")
"""Fields of the messages of models that are kept as metadata."""
_EMPTY = ("refusal", "audio", "function_call", "annotations", "reasoning_content")
"""Fields that models leave empty; with something in them they are refused like any other unknown field."""
_TEXT_PARTS = ("text", "input_text", "output_text")


def validated(model: type[Model], **fields: Any) -> Model:
    """A value of this schema, or `InvalidInput`."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise invalid(error) from None


def invalid(error: ValidationError) -> InvalidInput:
    """The first thing that is wrong, in one line."""
    return InvalidInput(f"{complaint(error)}.")


def messages_of(given: object, metadata: object) -> list[Message]:
    """What `add` was given as messages, each with the metadata added to its own."""
    if isinstance(given, str | bytes | Message | Mapping) or not isinstance(given, Iterable):
        given = (given,)
    items: list[object] = list(given)
    messages = [_message_of(item, f"message {n}: " if len(items) > 1 else "") for n, item in enumerate(items, 1)]
    if not metadata:
        return messages
    if not isinstance(metadata, Mapping):
        raise InvalidInput(f"metadata must be an object, not {kind_of(metadata)}.")
    return [
        validated(Message, **{**dict(message), "metadata": {**message.metadata, **metadata}}) for message in messages
    ]


def _message_of(item: object, where: str) -> Message:
    if isinstance(item, Message):
        return item
    if not isinstance(item, str | Mapping):
        raise InvalidInput(f"{where}a message is a text, a Message or a dict of its fields, not {kind_of(item)}.")
    try:
        return Message.model_validate({"content": item} if isinstance(item, str) else _as_ours(item))
    except ValidationError as error:
        raise InvalidInput(f"{where}{complaint(error)}.") from None


def _as_ours(item: Mapping[Any, Any]) -> dict[Any, Any]:
    """The fields of a message as models emit it: their calls of tools become metadata, their parts one text."""
    fields = {key: value for key, value in item.items() if not (key in _EMPTY and not value)}
    metadata = fields.get("metadata", {})
    if isinstance(metadata, Mapping):
        carried = {key: fields.pop(key) for key in _CARRIED if key in fields}
        carried = {key: value for key, value in carried.items() if value is not None}
        content = fields.get("content")
        if isinstance(content, Sequence) and not isinstance(content, str | bytes):
            uses = [part for part in content if isinstance(part, Mapping) and part.get("type") == "tool_use"]
            if uses and "tool_calls" not in carried:
                carried["tool_calls"] = [
                    {"id": part.get("id"), "name": part.get("name"), "args": part.get("input")} for part in uses
                ]
            fields["content"] = _one_text(content)
        elif content is None and carried.get("tool_calls"):
            fields["content"] = ""
        if carried:
            fields["metadata"] = {**carried, **metadata}
    return fields


def _one_text(parts: Sequence[object]) -> object:
    """The text of the parts, a paragraph each, what is no text named ("[image]"); as it is if one is no part."""
    said: list[str] = []
    for part in parts:
        sort = part.get("type") if isinstance(part, Mapping) else None
        text = part.get("text") if isinstance(part, Mapping) else part
        if isinstance(text, str) and (sort in _TEXT_PARTS or not isinstance(part, Mapping)):
            said.append(text)
        elif isinstance(sort, str) and sort and sort not in _TEXT_PARTS:
            if sort != "tool_use":
                said.append(f"[{sort.removesuffix('_url').removeprefix('input_').replace('_', ' ')}]")
        else:
            return parts
    return "\n\n".join(said)
