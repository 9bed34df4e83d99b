"""The MemCube: one memory, with a payload by kind and a header in four groups."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field, JsonValue, StringConstraints, model_validator

from memos.schemas.message import Trust
from memos.schemas.scope import Name, Scope
from memos.schemas.value import Moment, Text, Value, canonical, digest

Filled = Annotated[Text, StringConstraints(min_length=1)]
"""Text that says something."""


class Kind(StrEnum):
    """The six kinds of memory."""

    CORE = "core"
    EPISODIC = "episodic"
    SEMANTIC = "semantic"
    PROCEDURAL = "procedural"
    RESOURCE = "resource"
    VAULT = "vault"


class State(StrEnum):
    """Where a cube stands in its life. Only `active` ones are believed now."""

    ACTIVE = "active"
    SUPERSEDED = "superseded"
    MERGED = "merged"
    ARCHIVED = "archived"
    EXPIRED = "expired"
    QUARANTINED = "quarantined"
    DELETED = "deleted"


Sensitivity = Literal["low", "medium", "high"]
Granularity = Literal["instant", "hour", "day", "week", "month", "season", "year", "decade", "range"]
TRUNK = ("biological", "psychological", "personality", "identity", "behavioural")
"""The fixed trunk of the persona tree; leaves grow below it."""


class Interval(Value):
    """A stretch of time, start inclusive, end exclusive, and how finely it was said."""

    start: Moment
    end: Moment
    granularity: Granularity = "range"

    @model_validator(mode="after")
    def _ordered(self) -> Interval:
        if self.end < self.start:
            raise ValueError("an interval ends before it starts")
        return self


class Core(Value):
    """A leaf of the persona tree: what this user is like, always at hand."""

    kind: Literal["core"] = "core"
    path: Annotated[str, StringConstraints(pattern=rf"^({'|'.join(TRUNK)})(\.[a-z0-9_]+)+$", max_length=128)]
    value: Filled

    def render(self) -> str:
        """The leaf as a line: its last path segment and its value."""
        return f"{self.path.rsplit('.', 1)[-1].replace('_', ' ')}: {self.value}"


class Episodic(Value):
    """Something that was said or happened, at a time."""

    kind: Literal["episodic"] = "episodic"
    text: Filled
    actor: Text = ""
    event_type: Name = "utterance"
    occurred_at: Interval
    granularity: Literal["utterance", "topic", "session"] = "utterance"
    participants: tuple[Text, ...] = ()

    def render(self) -> str:
        """What was said, by whom."""
        return f"{self.actor}: {self.text}" if self.actor and self.granularity == "utterance" else self.text


class Semantic(Value):
    """A statement about a person, a place or a thing. Of a functional predicate one value is current."""

    kind: Literal["semantic"] = "semantic"
    subject: Filled
    predicate: Annotated[Text, StringConstraints(min_length=1, max_length=128)]
    object: Filled
    statement: Filled
    functional: bool = False
    negated: bool = False

    def render(self) -> str:
        """The statement as a sentence."""
        return self.statement


class Procedural(Value):
    """How something is to be done."""

    kind: Literal["procedural"] = "procedural"
    title: Filled
    trigger: Text = ""
    steps: tuple[Filled, ...] = ()
    preconditions: tuple[Filled, ...] = ()
    entry_type: Literal["workflow", "guide", "script", "preference"] = "preference"

    def render(self) -> str:
        """Title, trigger, preconditions and steps, a line each."""
        lines = [self.title, *([f"When: {self.trigger}"] if self.trigger else [])]
        lines += [f"Given: {one}" for one in self.preconditions]
        return "\n".join([*lines, *(f"{n}. {step}" for n, step in enumerate(self.steps, 1))])


class Resource(Value):
    """A document, or one chunk of it, addressed by its content."""

    kind: Literal["resource"] = "resource"
    title: Filled
    uri: Text = ""
    media_type: Text = "text/plain"
    digest: Text = ""
    chunk: int = Field(default=0, ge=0)
    heading: Text = ""
    page: int | None = Field(default=None, ge=1)
    text: Text = ""

    def render(self) -> str:
        """Title, address, heading and text."""
        address = self.uri if self.uri != self.title else ""
        return "\n".join(part for part in (self.title, address, self.heading, self.text) if part)


WITHOUT_VALUE: Final = "v0|left-out"
"""What stands in a vault cube in place of its sealed value where that was left out: an archive keeps values apart, or not at all."""


class Vault(Value):
    """A sealed secret. Only `label` is ever indexed or shown; `sealed` is ciphertext."""

    kind: Literal["vault"] = "vault"
    label: Filled
    entry_type: Literal["credential", "api_key", "token", "private_key", "card", "account", "other"] = "other"
    sensitivity: Sensitivity = "high"
    sealed: Annotated[str, StringConstraints(pattern=r"^v[0-9]+\|[A-Za-z0-9_|=-]+$")]

    def render(self) -> str:
        """The label."""
        return self.label


Payload = Annotated[Core | Episodic | Semantic | Procedural | Resource | Vault, Field(discriminator="kind")]


def content_hash(payload: Payload) -> str:
    """SHA-256 of the canonical payload: equal content, equal hash. A field left at its default is no part of it, so that one
    that is added later changes the hash of nothing that is stored; nor is what is sealed, which differs at each sealing."""
    stated = payload.model_dump(mode="json", exclude_defaults=True, exclude={"sealed"})
    return digest(canonical({**stated, "kind": payload.kind}))


class Source(Value):
    """A piece of evidence: a message, and the characters of it that matter (all of it when there is no span)."""

    message_id: Name
    start: int = Field(default=0, ge=0)
    end: int | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Source:
        if self.end is not None and self.end < self.start:
            raise ValueError("a span ends before it starts")
        return self


class Provenance(Value):
    """Where a cube comes from: messages with spans, or other cubes; never from nothing."""

    sources: tuple[Source, ...] = ()
    parents: tuple[str, ...] = ()
    agent: Name
    op_id: str = ""

    @model_validator(mode="after")
    def _rests_on_something(self) -> Provenance:
        if not self.sources and not self.parents:
            raise ValueError("a cube cites messages or cubes: this one rests on nothing")
        return self

    @property
    def message_ids(self) -> tuple[str, ...]:
        """The messages cited, each once, in order."""
        return tuple(dict.fromkeys(source.message_id for source in self.sources))


class Identity(Value):
    """Which memory this is, whose, and where it stands."""

    id: str
    scope: Scope
    version: int = Field(default=1, ge=1)
    state: State = State.ACTIVE
    frozen: bool = False
    labels: tuple[Name, ...] = ()
    metadata: Mapping[str, JsonValue] = Field(default_factory=dict)


class Time(Value):
    """When it was written, when it was said, when it holds in the world, when it goes."""

    created_at: Moment
    observed_at: Moment
    valid_from: Moment | None = None
    valid_to: Moment | None = None
    expires_at: Moment | None = None

    def holds_at(self, moment: Moment) -> bool:
        """Whether the world was so at that moment, as far as this cube knows."""
        after_start = self.valid_from is None or self.valid_from <= moment
        return after_start and (self.valid_to is None or moment < self.valid_to)


class Origin(Value):
    """Where it comes from and how far to rely on it."""

    provenance: Provenance
    trust: Trust
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)
    sensitivity: Sensitivity = "low"
    entities: tuple[Text, ...] = ()
    keywords: tuple[Text, ...] = ()


class Usage(Value):
    """How it has been used. Kept beside the cube: neither versioned nor journalled nor hashed."""

    strength: float = Field(default=1.0, ge=0.0)
    uses: int = Field(default=0, ge=0)
    cites: int = Field(default=0, ge=0)
    last_used_at: Moment | None = None


class MemCube(Identity, Time, Origin, Usage):
    """One memory. Header groups: identity, time, provenance (`Origin`), usage."""

    payload: Payload

    @property
    def kind(self) -> Kind:
        """The payload's kind."""
        return Kind(self.payload.kind)

    @property
    def text(self) -> str:
        """What is indexed and shown: the payload as text. For the vault this is the label alone."""
        return self.payload.render()

    @property
    def content_hash(self) -> str:
        """See `content_hash`. Two secrets are the same if their handles are."""
        if isinstance(self.payload, Vault):
            return digest(canonical([content_hash(self.payload), self.metadata.get("handle")]))
        return content_hash(self.payload)

    def journalled(self) -> dict[str, JsonValue]:
        """The cube as the journal holds it: everything but its usage."""
        return self.model_dump(mode="json", exclude=set(Usage.model_fields))


class EdgeType(StrEnum):
    """How two nodes are related."""

    MENTIONS = "mentions"
    SAME_AS = "same_as"
    NEXT = "next"
    PART_OF = "part_of"
    DERIVED_FROM = "derived_from"
    SUPERSEDES = "supersedes"
    CONTRADICTS = "contradicts"
    CAUSES = "causes"
    RELATES = "relates"


ABOUT: Final = 2.0
"""The weight of a `mentions` edge to what a memory is about, as its title says; to what it only mentions, it is 1."""


class Edge(Value):
    """A typed, weighted, dated relation from one cube or entity to another. Entities are addressed as `entity:<name>`."""

    source: str
    target: str
    type: EdgeType
    weight: float = Field(default=1.0, gt=0.0)
    valid_from: Moment | None = None
    valid_to: Moment | None = None


class Entity(Value):
    """Somebody or something that memories speak of; a node of the graph."""

    name: Filled
    type: Literal["person", "place", "organisation", "thing", "contact"] = "thing"

    @property
    def node(self) -> str:
        """The entity's address in edges: one node a name, whatever its case."""
        return f"entity:{' '.join(self.name.casefold().split())}"
