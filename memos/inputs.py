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
        return Message.model_validate({"content": item} if isinstance(item, str) else dict(item))
    except ValidationError as error:
        raise InvalidInput(f"{where}{complaint(error)}.") from None
