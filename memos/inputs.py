"""What callers hand in, turned into schemas, or refused in words of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import ValidationError

from memos.errors import InvalidInput
from memos.schemas.message import Message
from memos.schemas.value import Value

Messages = str | Message | Mapping[str, Any] | Sequence[Message | Mapping[str, Any]]
"""What `add` takes: a text (said by the user), a message, a dict of its fields, or several of them in order."""

Model = TypeVar("Model", bound=Value)
Choice = TypeVar("Choice", bound=StrEnum)


def validated(model: type[Model], **fields: Any) -> Model:
    """A value of this schema, or `InvalidInput`."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise invalid(error) from None


def invalid(error: ValidationError) -> InvalidInput:
    """Pydantic's first complaint in one line, without the input it complains of (it may hold a secret)."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return InvalidInput(f"{where}: {first['msg']}." if where else f"{first['msg']}.")


def choice_of(choices: type[Choice], value: str) -> Choice:
    """The member of an enumeration that has this value, or `InvalidInput` naming them all."""
    try:
        return choices(value)
    except ValueError:
        raise InvalidInput(f"{value!r} is none of: {', '.join(choices)}.") from None


def messages_of(given: object, metadata: Mapping[str, Any]) -> list[Message]:
    """What `add` was given as messages, each with the metadata added to its own."""
    if isinstance(given, str | bytes | Message | Mapping) or not isinstance(given, Iterable):
        given = (given,)
    items: list[object] = list(given)
    messages = [_message_of(item) for item in items]
    if not metadata:
        return messages
    return [
        validated(Message, **{**dict(message), "metadata": {**message.metadata, **metadata}}) for message in messages
    ]


def _message_of(item: object) -> Message:
    match item:
        case Message():
            return item
        case str():
            return validated(Message, content=item)
        case Mapping():
            return validated(Message, **item)
        case _:
            raise InvalidInput(f"A message is a text, a Message or a dict of its fields, not {type(item).__name__}.")
