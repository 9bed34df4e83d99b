"""Before anything is stored, secrets leave the text: a handle stays, the value is sealed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from pydantic import JsonValue

from memos.agents.vault import Secret, find_secrets
from memos.errors import InvalidInput
from memos.kernel.parts import Parts
from memos.kernel.vault.sealing import Place
from memos.schemas.cube import MemCube, Provenance, Source, Vault
from memos.schemas.message import Message
from memos.schemas.operation import Add
from memos.schemas.scope import Scope
from memos.store.space import Space

AGENT = "vault"
_NAME = 256

Replacing = Callable[[Secret, str], str]
"""Gives what is to stand in the place of a secret."""


class Redacted(NamedTuple):
    """Messages without their secrets, and a sealed cube for each secret that is new to the space."""

    messages: tuple[Message, ...]
    sealed: tuple[Add, ...]


def redact(parts: Parts, space: Space, scope: Scope, op_id: str, messages: Sequence[Message]) -> Redacted:
    """Replaces every detected secret in content, name and metadata by its handle. Spans later refer to the redacted text.

    Names that the caller gave (ids, user, run, agent, `op_id`, source) are kept as they are, so one that is a secret is refused.
    """
    refuse_secret_names([op_id, scope.tenant, scope.user, scope.agent, scope.run])
    refuse_secret_names(name for message in messages for name in (message.id, message.source))
    redactor = Redactor(parts, scope, op_id)
    redacted = tuple(redactor.message(message) for message in messages)
    return Redacted(redacted, redactor.sealed(space))


def without_secrets(parts: Parts, scope: Scope, text: str) -> str:
    """A text that is not remembered but asked (a question): handles for secrets, and nothing is sealed, nor a key made."""

    def named(secret: Secret, value: str) -> str:
        handle = parts.seal.known_handle(scope.space, value)
        return _marked(secret, handle) if handle else f"[{secret.label}]"

    return _replaced(text, named)


def refuse_secret_names(names: Iterable[str | None]) -> None:
    """Raises InvalidInput for a name that is a secret by its form. Ids are often random, and often numbers: these are taken for ids."""
    for name in names:
        found = find_secrets(name) if name and not name.isdigit() else []
        if telling := [secret.label for secret in found if secret.label != "secret"]:
            raise InvalidInput(
                f"A name that is given to be kept holds a secret ({telling[0]}): ids and names are stored as they are.",
                hint="Give another id, user, run, agent, source or op_id; nothing was stored.",
            )


class Redactor:
    """Takes the secrets out of what comes in together, texts as well as messages, and seals each once."""

    def __init__(self, parts: Parts, scope: Scope, op_id: str) -> None:
        self._parts = parts
        self._scope = scope
        self._op_id = op_id
        self._adds: dict[str, Add] = {}

    def text(self, text: str, said: Message) -> str:
        """The text with handles in it. The secrets' cubes cite `said`: the message it is of, or that tells of its handing-over."""
        return _replaced(text, lambda secret, value: self._handle(secret, value, said))

    def message(self, message: Message) -> Message:
        """The message, with handles in content, name and metadata."""
        content = self.text(message.content, message)
        name = self.text(message.name, message) if message.name else message.name
        metadata = {self.text(key, message): self._json(value, message, key) for key, value in message.metadata.items()}
        if (content, name, metadata) == (message.content, message.name, message.metadata):
            return message
        if name is not None and len(name) > _NAME:
            raise InvalidInput("A name holds secrets.", hint="Give another name; nothing was stored.")
        return message.model_copy(update={"content": content, "name": name, "metadata": metadata})

    def sealed(self, space: Space) -> tuple[Add, ...]:
        """A vault cube for each secret that was found and is new to the space."""
        known = space.cubes.handles(list(self._adds))
        return tuple(add for handle, add in self._adds.items() if handle not in known)

    def _json(self, value: JsonValue, message: Message, key: str) -> JsonValue:
        """`key` is what the value is called: of a value, that may tell more than it does itself."""
        match value:
            case str():
                return self._called(key, value, message)
            case list():
                return [self._json(item, message, key) for item in value]
            case dict():
                return {self.text(inner, message): self._json(item, message, inner) for inner, item in value.items()}
            case _:
                return value

    def _called(self, key: str, value: str, message: Message) -> str:
        """A value that is no secret by itself may be one by its name: `{"password": "hunter2"}`."""
        clean = self.text(value, message)
        if clean != value or not value.strip():
            return clean
        told = f"{key}: {value}"
        start = len(told) - len(value)
        inside = [secret for secret in find_secrets(told) if secret.start >= start]
        pieces = [secret._replace(start=secret.start - start, end=secret.end - start) for secret in inside]
        return _spliced(value, pieces, lambda secret, found: self._handle(secret, found, message))

    def _handle(self, secret: Secret, value: str, message: Message) -> str:
        handle = self._parts.seal.handle(self._scope.space, value)
        if handle not in self._adds:
            self._adds[handle] = self._add(secret, value, handle, message)
        return _marked(secret, handle)

    def _add(self, secret: Secret, value: str, handle: str, message: Message) -> Add:
        now = self._parts.clock.now()
        source = Source(message_id=message.id)
        place = Place(self._scope.space, self._parts.ids.new(), 1, handle)
        cube = MemCube(
            id=place.cube,
            scope=self._scope,
            created_at=now,
            observed_at=message.timestamp or now,
            metadata={"handle": handle},
            provenance=Provenance(sources=(source,), agent=AGENT, op_id=self._op_id),
            trust=message.trust_level,
            sensitivity="high",
            payload=Vault(label=secret.label, entry_type=secret.entry_type, sealed=self._parts.seal.seal(place, value)),
        )
        reason = f"{_article(secret.label)} {secret.label} was told: sealed"
        return Add(cube=cube, reason=reason, evidence=(source,), agent=AGENT)


def _article(label: str) -> str:
    """As the label is spoken: an AWS key, an email, a US passport. Capitals are spelt out."""
    spelt = label.split(maxsplit=1)[0].isupper()
    return "an" if label[:1] in ("AEFHILMNORSX" if spelt else "AEIOaeio") else "a"


def _marked(secret: Secret, handle: str) -> str:
    return f"[{secret.label} vault://{handle}]"


def _replaced(text: str, by: Replacing) -> str:
    return _spliced(text, find_secrets(text), by)


def _spliced(text: str, secrets: Sequence[Secret], by: Replacing) -> str:
    pieces: list[str] = []
    done = 0
    for secret in secrets:
        pieces += [text[done : secret.start], by(secret, text[secret.start : secret.end])]
        done = secret.end
    return "".join([*pieces, text[done:]]) if pieces else text
