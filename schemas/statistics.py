"""How much is kept, how it grew, and whether every index is up with it."""

from __future__ import annotations

from collections.abc import Mapping

from memos.schemas.cube import Kind, State
from memos.schemas.value import Value


class Growth(Value):
    """A month (`2026-05`, UTC): how many memories were `written` in it, and how many of those that there are were `heard` in it."""

    month: str
    written: int
    heard: int


class Sizes(Value):
    """Bytes on the disk: the database, its write-ahead log, the vector index beside it; and rows by table.

    `tables` holds the bytes of each table with its indices, largest first; it is empty where counting them is not cheap.
    """

    database: int
    log: int
    chroma: int
    tables: Mapping[str, int]


class IndexHealth(Value):
    """Whether the indices are up with the truth.

    `embedded` memories have a vector of the store's own model (`embedder`), `missing` ones wait for it; `watermark` is how far the vector
    index on disk has followed (None where vectors are compared exactly, which needs none), `lag` how many changes it has not
    heard of; `retrying` and `parked` count changes that it could not take.
    """

    embedder: str | None
    embedded: int
    missing: int
    head: int
    watermark: int | None
    lag: int
    retrying: int
    parked: int

    @property
    def well(self) -> bool:
        """Nothing outstanding, nothing failed."""
        return not (self.missing or self.lag or self.retrying or self.parked)


class Statistics(Value):
    """What is kept of one `user`, or of all (None). `pending` counts exchanges whose agents' part is still to come."""

    user: str | None
    users: int
    cubes: Mapping[Kind, Mapping[State, int]]
    messages: int
    conversations: int
    operations: int
    entities: int
    edges: int
    pending: int
    recollections: int
    citations: int
    growth: tuple[Growth, ...]
    sizes: Sizes
    index: IndexHealth
