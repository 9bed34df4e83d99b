"""Before anything is stored, secrets leave the text: a handle stays, the value is sealed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pydantic import JsonValue

from memos.agents.vault import Secret, find_secrets
from memos.kernel.parts import Parts
from memos.schemas.cube import MemCube, Provenance, Source, Vault
from memos.schemas.message import Message
from memos.schemas.operation import Add
from memos.schemas.scope import Scope
from memos.store.space import Space

AGENT = "vault"


class Redacted(NamedTuple):
    """Messages without their secrets, and a sealed cube for each secret that is new to the space."""

    messages: tuple[Message, ...]
    sealed: tuple[Add, ...]


def redact(parts: Parts, space: Space, scope: Scope, op_id: str, messages: Sequence[Message]) -> Redacted:
    """Replaces every detected secret in content, name and metadata by its handle. Spans later refer to the redacted text."""
    redactor = _Redactor(parts, scope, op_id)
    redacted = tuple(redactor.message(message) for message in messages)
    known = space.cubes.handles(list(redactor.sealed))
    return Redacted(redacted, tuple(add for handle, add in redactor.sealed.items() if handle not in known))


class _Redactor:
    def __init__(self, parts: Parts, scope: Scope, op_id: str) -> None:
        self._parts = parts
        self._scope = scope
        self._op_id = op_id
        self.sealed: dict[str, Add] = {}

    def message(self, message: Message) -> Message:
        content = self._text(message.content, message)
        name = self._text(message.name, message) if message.name else message.name
        metadata = {self._text(key, message): self._json(value, message) for key, value in message.metadata.items()}
        if (content, name, metadata) == (message.content, message.name, message.metadata):
            return message
        return message.model_copy(update={"content": content, "name": name, "metadata": metadata})

    def _json(self, value: JsonValue, message: Message) -> JsonValue:
        match value:
            case str():
                return self._text(value, message)
            case list():
                return [self._json(item, message) for item in value]
            case dict():
                return {self._text(key, message): self._json(item, message) for key, item in value.items()}
            case _:
                return value

    def _text(self, text: str, message: Message) -> str:
        pieces: list[str] = []
        done = 0
        for secret in find_secrets(text):
            pieces += [text[done : secret.start], self._handle(secret, text[secret.start : secret.end], message)]
            done = secret.end
        return "".join([*pieces, text[done:]]) if pieces else text

    def _handle(self, secret: Secret, value: str, message: Message) -> str:
        handle = self._parts.seal.handle(self._scope.space, value)
        if handle not in self.sealed:
            self.sealed[handle] = self._add(secret, value, handle, message)
        return f"[{secret.label} vault://{handle}]"

    def _add(self, secret: Secret, value: str, handle: str, message: Message) -> Add:
        now = self._parts.clock.now()
        source = Source(message_id=message.id)
        cube = MemCube(
            id=self._parts.ids.new(),
            scope=self._scope,
            created_at=now,
            observed_at=message.timestamp or now,
            metadata={"handle": handle},
            provenance=Provenance(sources=(source,), agent=AGENT, op_id=self._op_id),
            trust=message.trust_level,
            sensitivity="high",
            payload=Vault(
                label=secret.label,
                entry_type=secret.entry_type,
                sealed=self._parts.seal.seal(self._scope.space, handle, value),
            ),
        )
        return Add(cube=cube, reason=f"a {secret.label} was told: sealed", evidence=(source,), agent=AGENT)
