"""Every table, declared once with SQLModel. Statements use the Core form (in capitals below), which is fast in bulk.

Times are microseconds since 1970 (UTC). Structured columns hold canonical JSON text.
`space` is the number of a tenant and user.
"""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import BigInteger, Index, LargeBinary, MetaData, Table, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class Row(SQLModel):
    """What all tables share: their own registry, apart from any other SQLModel user in the process.

    A class gives its table its name, in lower case.
    """

    metadata: ClassVar[MetaData] = MetaData()  # pyright: ignore[reportIncompatibleVariableOverride]


class Spaces(Row, table=True):
    """A tenant and user, numbered."""

    __table_args__ = (UniqueConstraint("tenant", "user"),)

    number: int | None = Field(default=None, primary_key=True)
    tenant: str
    user: str
    created_at: int = Field(sa_type=BigInteger)


class Counters(Row, table=True):
    """A number that only grows and is never handed out twice: `seq` (the journal) and `num` (cubes)."""

    name: str = Field(primary_key=True)
    value: int = Field(sa_type=BigInteger)


class Exchanges(Row, table=True):
    """One `add`: its messages are `stored`, later its operations `settled`."""

    __table_args__ = (Index("exchanges_by_stage", "stage", "space"),)

    space: int = Field(primary_key=True, foreign_key="spaces.number")
    op_id: str = Field(primary_key=True)
    stage: str
    request_hash: str
    run: str | None
    agent: str | None
    message_ids: str = Field(sa_type=Text)
    received_at: int = Field(sa_type=BigInteger)
    settled_at: int | None = Field(sa_type=BigInteger)
    error: str = ""
    attempts: int = 0
    route: str = Field(default="{}", sa_type=Text)
    failures: str = Field(default="{}", sa_type=Text)


class Messages(Row, table=True):
    """A message, verbatim. `position` counts up within a space."""

    __table_args__ = (
        UniqueConstraint("space", "id"),
        Index("messages_by_run", "space", "run", "position"),
        Index("messages_by_op", "space", "op_id"),
    )

    space: int = Field(primary_key=True, foreign_key="spaces.number")
    position: int = Field(primary_key=True, sa_type=BigInteger)
    id: str
    op_id: str
    run: str | None
    agent: str | None
    role: str
    name: str | None
    content: str = Field(sa_type=Text)
    timestamp: int = Field(sa_type=BigInteger)
    source: str
    trust: str
    extra: str = Field(sa_type=Text, sa_column_kwargs={"name": "metadata", "key": "metadata"})
    content_hash: str


class Cubes(Row, table=True):
    """A cube as it stands now: its journalled form (`body`) and the columns by which it is found.

    `seq` moves with every change an index must follow: a journal entry, or vectors that came later.
    `position` is the message an utterance stands for, `cited` all positions it cites (JSON, `cited_first` the first).
    """

    __table_args__ = (
        UniqueConstraint("space", "id"),
        Index("cubes_by_seq", "space", "seq"),
        Index("cubes_by_num", "space", "num"),
        Index("cubes_by_kind", "space", "kind", "state"),
        Index("cubes_by_granularity", "space", "granularity", "run", sqlite_where=text("granularity IS NOT NULL")),
        Index("cubes_by_object", "space", "object_key", sqlite_where=text("object_key IS NOT NULL")),
        Index("cubes_by_content", "space", "content_hash"),
        Index(
            "cubes_by_statement", "space", "subject_key", "predicate_key", sqlite_where=text("subject_key IS NOT NULL")
        ),
        Index("cubes_by_path", "space", "path", sqlite_where=text("path IS NOT NULL")),
        Index("cubes_by_uri", "space", "uri", sqlite_where=text("uri IS NOT NULL")),
        Index("cubes_by_position", "space", "position", sqlite_where=text("position IS NOT NULL")),
        Index("cubes_by_expiry", "expires_at", sqlite_where=text("expires_at IS NOT NULL")),
    )

    num: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    id: str
    space: int = Field(foreign_key="spaces.number")
    kind: str
    state: str
    version: int
    seq: int = Field(sa_type=BigInteger)
    run: str | None
    agent: str | None
    position: int | None = Field(sa_type=BigInteger)
    granularity: str | None
    subject_key: str | None
    predicate_key: str | None
    object_key: str | None
    path: str | None
    uri: str | None
    content_hash: str
    text_hash: str
    length: int
    trust: str
    confidence: float
    observed_at: int = Field(sa_type=BigInteger)
    occurred_start: int | None = Field(sa_type=BigInteger)
    occurred_end: int | None = Field(sa_type=BigInteger)
    valid_from: int | None = Field(sa_type=BigInteger)
    valid_to: int | None = Field(sa_type=BigInteger)
    expires_at: int | None = Field(sa_type=BigInteger)
    created_at: int = Field(sa_type=BigInteger)
    cited_first: int | None = Field(sa_type=BigInteger)
    cited: str
    body: str = Field(sa_type=Text)


class Journal(Row, table=True):
    """A committed operation, append-only. `after` is the cube version it made.

    What was before is the `after` of the version below: each version is kept once, so before and after cannot disagree.
    `reverses` is the entry that an undo takes back.
    """

    __table_args__ = (
        UniqueConstraint("space", "op_id", "ordinal"),
        Index("journal_by_space", "space", "seq"),
        Index("journal_by_cube", "cube", "seq"),
        Index("journal_by_version", "cube", "version", unique=True, sqlite_where=text("after IS NOT NULL")),
        Index("journal_by_reversal", "reverses", sqlite_where=text("reverses IS NOT NULL")),
    )

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    space: int = Field(foreign_key="spaces.number")
    op_id: str
    ordinal: int
    event: str
    cube: int | None
    kind: str | None
    version: int | None
    after: str | None = Field(sa_type=Text)
    content_hash: str | None
    reverses: int | None = Field(sa_type=BigInteger)
    reason: str
    agent: str
    confidence: float
    evidence: str = Field(sa_type=Text)
    committed_at: int = Field(sa_type=BigInteger)


class Sources(Row, table=True):
    """Which cube cites which message."""

    __table_args__ = (Index("sources_by_position", "space", "position"),)

    cube: int = Field(primary_key=True)
    position: int = Field(primary_key=True, sa_type=BigInteger)
    space: int


class Entities(Row, table=True):
    """Somebody or something that memories speak of."""

    space: int = Field(primary_key=True)
    node: str = Field(primary_key=True)
    name: str
    type: str


class Edges(Row, table=True):
    """A relation. It was believed from the journal's `seq` to its `ended_seq`.

    One that an undo brings back is a new row; `origin` is the `seq` of the entry that brought it first.
    """

    __table_args__ = (
        Index("edges_by_source", "space", "source"),
        Index("edges_by_target", "space", "target"),
        Index("edges_by_origin", "origin"),
        Index("edges_by_end", "ended_seq", sqlite_where=text("ended_seq IS NOT NULL")),
    )

    num: int | None = Field(default=None, primary_key=True)
    space: int
    source: str
    target: str
    type: str
    weight: float
    valid_from: int | None = Field(sa_type=BigInteger)
    valid_to: int | None = Field(sa_type=BigInteger)
    seq: int = Field(sa_type=BigInteger)
    origin: int = Field(sa_type=BigInteger)
    ended_seq: int | None = Field(default=None, sa_type=BigInteger)


class Embeddings(Row, table=True):
    """One part of a text as a vector (little-endian float32).

    Keyed by the text: a text that an undo brings back finds its vectors again.
    """

    cube: int = Field(primary_key=True)
    text_hash: str = Field(primary_key=True)
    part: int = Field(primary_key=True)
    space: int
    fingerprint: str
    dimension: int
    vector: bytes = Field(sa_type=LargeBinary)


class Watermarks(Row, table=True):
    """How far an index has followed a space."""

    index_name: str = Field(primary_key=True)
    space: int = Field(primary_key=True)
    watermark: int = Field(sa_type=BigInteger)


class Failures(Row, table=True):
    """A change an index could not take."""

    index_name: str = Field(primary_key=True)
    space: int = Field(primary_key=True)
    cube: int = Field(primary_key=True)
    seq: int = Field(sa_type=BigInteger)
    attempts: int
    error: str
    parked: bool


class Recollections(Row, table=True):
    """An answer that was given, so that it can be cited and learnt from."""

    __table_args__ = (Index("recollections_by_time", "space", "created_at"),)

    space: int = Field(primary_key=True)
    id: str = Field(primary_key=True)
    query: str = Field(sa_type=Text)
    hits: str = Field(sa_type=Text)
    created_at: int = Field(sa_type=BigInteger)


class Citations(Row, table=True):
    """A hit that an answer really used."""

    __table_args__ = (Index("citations_by_time", "space", "cited_at"),)

    space: int = Field(primary_key=True)
    recollection: str = Field(primary_key=True)
    cube_id: str = Field(primary_key=True)
    cited_at: int = Field(sa_type=BigInteger)


class Usage(Row, table=True):
    """How a cube has been used: beside the cube, neither versioned nor journalled."""

    cube: int = Field(primary_key=True)
    strength: float = 1.0
    uses: int = 0
    cites: int = 0
    last_used_at: int | None = Field(default=None, sa_type=BigInteger)


class Contents(Row, table=True):
    """What was read from a document (zlib), once for all who hold it; `digest` is that of the text."""

    digest: str = Field(primary_key=True)
    characters: int = Field(sa_type=BigInteger)
    text: bytes = Field(sa_type=LargeBinary)


class Holdings(Row, table=True):
    """A document that a space holds: the cube that stands for it, the digest of its bytes, and what was read from them."""

    __table_args__ = (Index("holdings_by_digest", "space", "digest"), Index("holdings_by_content", "content"))

    space: int = Field(primary_key=True, foreign_key="spaces.number")
    document: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    content: str = Field(foreign_key="contents.digest")
    held_at: int = Field(sa_type=BigInteger)


class Weights(Row, table=True):
    """What ranking has learnt of a space; the newest counts."""

    space: int = Field(primary_key=True)
    generation: int = Field(primary_key=True)
    body: str = Field(sa_type=Text)
    learned_at: int = Field(sa_type=BigInteger)


class Forgettings(Row, table=True):
    """Something that was forgotten, in numbers alone, and how far that has come: `planned`, `erased`, `reclaimed`, `done`.

    `plan` names messages by position and cubes by number until they are erased, `marks` are salted hashes of what must be gone
    until it is seen to be gone. `seq` is the journal's when it was erased; whatever is warm drops the space when it sees a new one.
    """

    __table_args__ = (Index("forgettings_by_seq", "seq"),)

    number: int | None = Field(default=None, primary_key=True)
    space: int
    seq: int = Field(sa_type=BigInteger)
    what: str
    stage: str
    plan: str = Field(sa_type=Text)
    counts: str = Field(sa_type=Text)
    marks: bytes = Field(sa_type=LargeBinary)
    begun_at: int = Field(sa_type=BigInteger)
    done_at: int | None = Field(sa_type=BigInteger)


class Settings(Row, table=True):
    """A fact about the whole store, such as the embedder it was embedded with."""

    key: str = Field(primary_key=True)
    value: str = Field(sa_type=Text)


class Migrations(Row, table=True):
    """A migration that has been applied."""

    name: str = Field(primary_key=True)
    applied_at: int = Field(sa_type=BigInteger)


def _core(row: type[Row]) -> Table:
    return Row.metadata.tables[row.__name__.lower()]


SPACES = _core(Spaces)
COUNTERS = _core(Counters)
EXCHANGES = _core(Exchanges)
MESSAGES = _core(Messages)
CUBES = _core(Cubes)
JOURNAL = _core(Journal)
SOURCES = _core(Sources)
ENTITIES = _core(Entities)
EDGES = _core(Edges)
EMBEDDINGS = _core(Embeddings)
WATERMARKS = _core(Watermarks)
FAILURES = _core(Failures)
RECOLLECTIONS = _core(Recollections)
CITATIONS = _core(Citations)
USAGE = _core(Usage)
CONTENTS = _core(Contents)
HOLDINGS = _core(Holdings)
WEIGHTS = _core(Weights)
FORGETTINGS = _core(Forgettings)
SETTINGS = _core(Settings)
MIGRATIONS = _core(Migrations)
