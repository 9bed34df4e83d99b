"""An archive: one file that holds memories whole, in lines of JSON that outlive this program.

A store numbers cubes and journal entries across all its users. An archive speaks of cubes by their ids, and counts the journal
entries of a user from 1: so equal memories make equal lines, whatever store they come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field, JsonValue, StringConstraints

from memos.schemas.cube import EdgeType, Kind, MemCube
from memos.schemas.message import StoredMessage
from memos.schemas.operation import Event
from memos.schemas.scope import Name
from memos.schemas.value import Moment, Text, Value, canonical, digest

FORMAT: Final = "memos-archive"
VERSION: Final = 1
"""The version of the format. A program reads its own and older ones."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, lt=1 << 62)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Base64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]*={0,2}$")]


class Line(Value):
    """A line of a part. `space` is the number of a user within this archive."""

    space: int = Field(ge=1)


class SpaceLine(Line):
    """Whose memories these are."""

    tenant: Name
    user: Name
    created_at: Moment


class MessageLine(StoredMessage, Line):
    """A message, verbatim. By `position`."""

    position: Count


class ExchangeLine(Line):
    """One `add`: what was handed over, and how far it came. By `op_id`."""

    op_id: Text
    stage: Literal["stored", "settled"]
    request_hash: Text
    run: Name | None
    agent: Name | None
    message_ids: tuple[Text, ...]
    received_at: Moment
    settled_at: Moment | None
    error: Text
    attempts: Count
    route: Mapping[str, str]
    failures: Mapping[str, str]


class _Entry(Line):
    seq: int = Field(ge=1)
    op_id: Text
    ordinal: Count
    event: Event
    cube: str | None
    kind: Kind | None
    version: Count | None
    reverses: Count | None
    reason: Text
    agent: Name
    confidence: float = Field(ge=0.0, le=1.0)
    evidence: tuple[Text, ...]
    committed_at: Moment


class EntryLine(_Entry):
    """A committed operation, with the version of the cube it made (`after`). By `seq`: 1, 2, 3 and on.

    The memories as they stand now are the last versions here; `reverses` is the entry that an undo took back.
    """

    after: MemCube | None


class EntryAsWritten(_Entry):
    """The same, once it was verified: the cube in its own words."""

    after: dict[str, Any] | None


class VaultLine(Line):
    """The value of a vault cube's version, sealed under the archive's passphrase: nonce and ciphertext. By `cube`, `version`."""

    cube: str
    version: Count
    nonce: Base64
    sealed: Base64


class EntityLine(Line):
    """Somebody or something that memories speak of. By `node`."""

    node: Text
    name: Text
    type: Text


class EdgeLine(Line):
    """A relation, believed from entry `seq` to entry `ended_seq`; `origin` brought it first. In the order they came."""

    source: Text
    target: Text
    type: EdgeType
    weight: Finite
    valid_from: Moment | None
    valid_to: Moment | None
    seq: Count
    origin: Count
    ended_seq: Count | None


class EmbeddingLine(Line):
    """One part of a text as a vector: little-endian float32. In the order of the cubes, then by `text_hash`, `part`."""

    cube: str
    text_hash: Text
    part: Count
    vector: Base64


class DocumentLine(Line):
    """A document that the user holds: the cube that stands for it, the digest of its bytes, and what was read from them.
    By `document`, `digest`."""

    document: Text
    digest: Text
    text: Text
    held_at: Moment


class RecollectionLine(Line):
    """An answer that was given. By `id`."""

    id: Text
    query: Text
    hits: JsonValue
    created_at: Moment


class CitationLine(Line):
    """A hit that an answer really used. By `recollection`, `cube_id`."""

    recollection: Text
    cube_id: Text
    cited_at: Moment


class UsageLine(Line):
    """How a cube has been used. In the order of the cubes."""

    cube: str
    strength: Finite
    uses: Count
    cites: Count
    last_used_at: Moment | None


class WeightsLine(Line):
    """What ranking has learnt. By `generation`."""

    generation: Count
    body: JsonValue
    learned_at: Moment


PARTS: Final[Mapping[str, type[Line]]] = {
    "spaces.jsonl": SpaceLine,
    "messages.jsonl": MessageLine,
    "exchanges.jsonl": ExchangeLine,
    "journal.jsonl": EntryLine,
    "vault.jsonl": VaultLine,
    "entities.jsonl": EntityLine,
    "edges.jsonl": EdgeLine,
    "embeddings.jsonl": EmbeddingLine,
    "documents.jsonl": DocumentLine,
    "recollections.jsonl": RecollectionLine,
    "citations.jsonl": CitationLine,
    "usage.jsonl": UsageLine,
    "weights.jsonl": WeightsLine,
}
"""The parts of an archive and what a line of each holds. In each, the lines of one user follow those of the one before."""

SCHEMA: Final = "schema.json"
MANIFEST: Final = "manifest.json"


class Part(Value):
    """What a part must be: so many lines and bytes, with this SHA-256."""

    lines: int = Field(ge=0)
    bytes: int = Field(ge=0)
    sha256: Digest


class Archived(Value):
    """What is there of one user."""

    space: int = Field(ge=1)
    tenant: Name
    user: Name
    messages: int = Field(ge=0)
    entries: int = Field(ge=0)
    cubes: int = Field(ge=0)
    state_hash: Digest


class Derivation(Value):
    """How the archive's key follows from the passphrase: scrypt (RFC 7914). The ciphers are AES-256-GCM and HMAC-SHA-256."""

    kdf: Literal["scrypt"] = "scrypt"
    n: int = Field(ge=1 << 14, le=1 << 20)
    r: Literal[8] = 8
    p: Literal[1] = 1
    salt: Base64


class Manifest(Value):
    """What an archive holds, and what it must be to be believed.

    `digest` is the SHA-256 of all the rest, and `mac` the same under the passphrase's key: who doesn't know it can change nothing.
    `fingerprint` names the model of the embeddings. `vault` says whether the values of secrets are in it.
    """

    format: Literal["memos-archive"] = FORMAT
    version: Literal[1] = VERSION
    program: str
    created_at: Moment
    users: tuple[Archived, ...]
    vault: Literal["sealed", "left out"]
    fingerprint: str | None
    parts: Mapping[str, Part]
    passphrase: Derivation | None = None
    digest: str = ""
    mac: str | None = None

    def sum(self) -> str:
        """What `digest` must be."""
        return digest(canonical(self.model_dump(mode="json", exclude={"digest", "mac"})))


def schemas() -> dict[str, JsonValue]:
    """The JSON Schema of a line of each part."""
    return {name: line.model_json_schema() for name, line in PARTS.items()}


class Exported(Value):
    """What was written: where, whose, how much."""

    path: str
    users: tuple[Archived, ...]
    bytes: int
    vault: Literal["sealed", "left out"]
    secrets: int
    digest: str


class Taken(Value):
    """What became of one user of an archive. `user` is who it is here, `archived` who it was there.

    `already_here`: the same memories were here, and nothing was written. Without `embedded`, they are found by their words
    until `memos doctor --repair` embeds them.
    """

    user: str
    archived: str
    messages: int
    entries: int
    cubes: int
    already_here: bool = False
    embedded: bool = True


class Imported(Value):
    """What an archive brought. With `dry_run` nothing was written."""

    users: tuple[Taken, ...]
    vault: Literal["sealed", "left out"]
    dry_run: bool = False
