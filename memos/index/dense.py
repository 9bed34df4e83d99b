"""Finding by meaning: which index serves a space, and what it has not heard of yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from memos.errors import EmbedderMismatch, IndexFailed
from memos.index import blobs
from memos.index.exact import Exact
from memos.index.feed import Feed, Health
from memos.index.ledger import VolatileLedger
from memos.index.warm import Budget
from memos.ports import Match, VectorEntry, VectorIndex, Vectors
from memos.store.db import Database
from memos.store.feeds import Feeds
from memos.store.rows import SpaceId

Nums = NDArray[np.int64]

LARGE: Final = 100_000
"""Cubes in a space from which an approximate index serves it, where there is one.

Measured by `bench/vectors.py` (256 candidates, 2 busy cores), exact and Chroma, median ms: 10,000: 0.2 and 10;
30,000: 8 and 15; 100,000: 20 and 19, with a filter 17 and 296. Filling 100,000 took 2.6 s and 580 s.
"""
_PATIENCE: Final = 5
"""Times a search begins anew because what it searched was dropped."""
_TAIL: Final = 5_000
"""Cubes an index may be behind and still serve: the rest is compared one by one, 1 ms a thousand."""


class Near(NamedTuple):
    """Cubes by ascending number, the cosines of their best parts, and the journal positions they were indexed at.

    `note` says what went wrong on the way, if another index had to help out.
    """

    nums: Nums
    cosines: NDArray[np.float32]
    seqs: Nums
    note: str = ""


class Dense:
    """Searches the vectors of a store. Reads its own writes: an index that is behind is helped out from the blobs.

    Spaces are searched exactly, in memory; large ones by `large`, an index on disk, if one is given. Only the owner of
    the store may give one.
    """

    def __init__(
        self,
        database: Database,
        large: VectorIndex | None = None,
        *,
        threshold: int = LARGE,
        budget: Budget | None = None,
    ) -> None:
        """`threshold` is the number of cubes from which `large` serves; 0: always. What is in memory counts towards `budget`."""
        self._database = database
        self._budget = budget or Budget()
        self._budget.watch(self.cool)
        self._exact = Exact(lambda space, size: self._budget.used(space, "vectors", size))
        self._large = large
        self._threshold = threshold
        self._exact_feeds: dict[int, Feed] = {}
        self._large_feeds: dict[int, Feed] = {}
        self._lost: dict[int, str] = {}
        self._model: str | None = None

    def search(
        self,
        connection: Connection,
        space: SpaceId,
        query: Vectors,
        limit: int,
        *,
        size: int,
        allowed: Nums | None = None,
    ) -> Near:
        """At least the `limit` nearest of the `allowed` cubes in a space that holds `size`: where it is searched exactly, every cube.

        A large index that fails is left alone until it is rebuilt; the space is searched exactly meanwhile.
        """
        if self._large is not None and self._large_serves(space, size):
            try:
                return self._search_large(connection, space, self._large, query, limit, allowed)
            except IndexFailed as error:
                self._lost[space.number] = str(error)
        note = self._lost.get(space.number, "")
        for _ in range(_PATIENCE):
            feed = self._exact_feed(space)
            feed.catch_up(connection)
            found = self._exact.compare(space.number, query)
            if self._exact_feeds.get(space.number) is feed:  # not dropped meanwhile by another thread
                return Near(*found, note)
        raise IndexFailed(
            "The vectors were dropped again and again while they were searched: the memory budget is too small."
        )

    def vectors(
        self, connection: Connection, space: SpaceId, nums: Nums, *, size: int
    ) -> tuple[Vectors, NDArray[np.bool_]]:
        """One vector a cube, zeros where there is none, and which have one."""
        if self._large is not None and self._large_serves(space, size):
            return blobs.vectors(connection, space.number, nums)
        found, held = self._exact.vectors(space.number, nums)
        return (found, held) if found.shape[1] else blobs.vectors(connection, space.number, nums)

    def check_model(self, connection: Connection, fingerprint: str) -> None:
        """Raises EmbedderMismatch if the store's vectors are of another model than `fingerprint`.

        What is warm of a model that the store has left is dropped.
        """
        model = blobs.model(connection)
        if model is None:
            return
        if self._model not in (None, model):
            self._exact.close()
            self._exact_feeds.clear()
        self._model = model
        if model != fingerprint:
            raise EmbedderMismatch(
                f"The memories are embedded with {model}, the question with {fingerprint}.",
                hint="`memos reindex --embed` embeds them anew.",
            )

    def catch_up(self, space: SpaceId, size: int) -> int:
        """Brings the index that a space of that size wants up to date; how many cubes it took. Raises IndexFailed."""
        return self.rebuild(space, size) if self.lost(space, size) else self._feed(space, size).catch_up()

    def lost(self, space: SpaceId, size: int) -> str:
        """Why that index does not serve until it is filled anew (its files are gone, or it failed); empty when it does."""
        return (
            self._lost.get(space.number, "") if self._feed(space, size) is self._large_feeds.get(space.number) else ""
        )

    def rebuild(self, space: SpaceId, size: int) -> int:
        """Fills that index anew from the truth."""
        handed = self._feed(space, size).rebuild()
        self._lost.pop(space.number, None)
        return handed

    def health(self, space: SpaceId, size: int) -> Health:
        """How that index stands."""
        return self._feed(space, size).health()

    def index(self, space: SpaceId, size: int) -> VectorIndex:
        """The index that serves a space of that size: what `doctor` looks into."""
        return self._feed(space, size).index

    def forget(self, space: SpaceId) -> None:
        """Drops what is held of a space, in memory and on disk."""
        self._exact_feed(space).forget()
        if self._large is not None:
            self._large_feed(space, self._large).forget()

    @property
    def on_disk(self) -> bool:
        """Whether there is an index on disk here for large spaces."""
        return self._large is not None

    def discard(self, space: int) -> None:
        """Drops what is held of a space, in memory and on disk, also when there is no such space any more."""
        self.cool(space)
        self._large_feeds.pop(space, None)
        self._lost.pop(space, None)
        if self._large is not None:
            self._large.clear(space)
            Feeds(self._database, SpaceId(space, "", "")).reset(self._large.name)

    def cool(self, space: int) -> None:
        """Drops what is held of a space in memory."""
        self._exact_feeds.pop(space, None)
        self._exact.clear(space)

    def close(self) -> None:
        """Closes the indices."""
        self._exact.close()
        if self._large is not None:
            self._large.close()

    def _feed(self, space: SpaceId, size: int) -> Feed:
        if self._large is not None and size >= self._threshold:
            return self._large_feed(space, self._large)
        return self._exact_feed(space)

    def _exact_feed(self, space: SpaceId) -> Feed:
        held = self._exact_feeds.get(space.number)
        return held or self._exact_feeds.setdefault(
            space.number, Feed(self._database, space.number, self._exact, VolatileLedger())
        )

    def _large_feed(self, space: SpaceId, index: VectorIndex) -> Feed:
        held = self._large_feeds.get(space.number)
        if held is None:
            held = Feed(self._database, space.number, index, Feeds(self._database, space))
            self._check(space, index, held)
            held = self._large_feeds.setdefault(space.number, held)
        return held

    def _check(self, space: SpaceId, index: VectorIndex, feed: Feed) -> None:
        """Whether the index still holds what it is said to: its files may have been lost or set aside since."""
        with self._database.read() as connection:
            dimension = blobs.dimension(connection, space.number)
        if not feed.watermark or not dimension:
            return
        try:
            if not index.search(space.number, np.zeros(dimension, dtype=np.float32), 1):
                self._lost[space.number] = (
                    f"The {index.name} index has lost what it held; `memos reindex` fills it anew."
                )
        except IndexFailed as error:
            self._lost[space.number] = str(error)

    def _large_serves(self, space: SpaceId, size: int) -> bool:
        """An index that is far behind, or out of order, does not serve: the space is searched exactly meanwhile."""
        if size < self._threshold:
            return False
        feed = self._feed(space, size)
        return space.number not in self._lost and feed.lag() <= _TAIL

    def _search_large(
        self,
        connection: Connection,
        space: SpaceId,
        index: VectorIndex,
        query: Vectors,
        limit: int,
        allowed: Nums | None,
    ) -> Near:
        tail = self._tail(connection, space)
        matches = index.search(space.number, query, limit + len(tail), allowed)
        heard = [match for match in matches if match.key not in tail]
        best = sorted([*heard, *_compared(tail, query, allowed)], key=lambda match: -match.cosine)[:limit]
        return _near(sorted(best))

    def _tail(self, connection: Connection, space: SpaceId) -> dict[int, VectorEntry | None]:
        """What the large index has not heard of: cubes with their vectors, None for those that are gone."""
        feed = self._feed(space, self._threshold)
        behind = blobs.changed(connection, space.number, feed.watermark, _TAIL)
        gone: dict[int, VectorEntry | None] = dict.fromkeys(num for num, _ in behind.removals)
        return gone | {entry.key: entry for entry in behind.upserts if entry.vectors.size}


def _compared(tail: dict[int, VectorEntry | None], query: Vectors, allowed: Nums | None) -> list[Match]:
    among = tail.keys() if allowed is None else tail.keys() & set(allowed.tolist())
    entries = [entry for num, entry in tail.items() if entry is not None and num in among]
    return [
        Match(entry.key, entry.seq, float(np.max(entry.vectors @ query)))
        for entry in entries
        if entry.vectors.shape[-1] == query.shape[0]
    ]


def _near(matches: Sequence[Match]) -> Near:
    return Near(
        np.array([match.key for match in matches], dtype=np.int64),
        np.array([match.cosine for match in matches], dtype=np.float32),
        np.array([match.seq for match in matches], dtype=np.int64),
    )
