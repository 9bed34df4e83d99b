"""Indices follow the journal: behind or right, never wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from memos.errors import IndexFailed
from memos.index.exact import Exact
from memos.index.feed import Feed
from memos.index.ledger import Ledger, VolatileLedger
from memos.ports import Match, VectorEntry, Vectors
from memos.store.embeddings import Filled
from memos.store.feeds import Feeds
from tests.retrieval.making import World


class Brittle:
    """An exact index that refuses some keys, or everything, as long as it is told to."""

    def __init__(self) -> None:
        self.inner = Exact()
        self.refused: set[int] = set()
        self.broken = False
        self.calls = 0

    @property
    def name(self) -> str:
        return "brittle"

    def apply(self, space: int, upserts: Sequence[VectorEntry], removals: Sequence[tuple[int, int]]) -> None:
        self.calls += 1
        keys = {entry.key for entry in upserts} | {key for key, _ in removals}
        if self.broken or keys & self.refused:
            raise IndexFailed("refused")
        self.inner.apply(space, upserts, removals)

    def search(self, space: int, query: Vectors, limit: int, allowed: NDArray[np.int64] | None = None) -> list[Match]:
        return self.inner.search(space, query, limit, allowed)

    def keys(self, space: int) -> dict[int, int]:
        return self.inner.keys(space)

    def clear(self, space: int) -> None:
        self.inner.clear(space)

    def close(self) -> None:
        self.inner.close()


@pytest.fixture
def index() -> Brittle:
    return Brittle()


@pytest.fixture(params=["volatile", "stored"])
def feed(request: pytest.FixtureRequest, world: World, index: Brittle) -> Feed:
    ledgers: dict[str, Callable[[], Ledger]] = {
        "volatile": VolatileLedger,
        "stored": lambda: Feeds(world.database, world.space.key),
    }
    return Feed(world.database, world.space.number, index, ledgers[request.param]())


def held(world: World, index: Brittle) -> set[str]:
    joined = world.space.cubes.by_num(index.keys(world.space.number))
    return {each.cube.text for each in joined.values()}


def test_catching_up_takes_what_is_new_once(world: World, feed: Feed, index: Brittle) -> None:
    world.say("one", "two", "three")
    assert feed.lag() == 3
    assert feed.catch_up() == 3
    assert held(world, index) == {"Ana: one", "Ana: two", "Ana: three"}
    assert feed.catch_up() == 0
    world.say("four")
    assert feed.catch_up() == 1
    assert feed.health().well


def test_what_is_deleted_leaves_and_comes_back_with_undo(world: World, feed: Feed, index: Brittle) -> None:
    [message] = world.say("a secret plan")
    feed.catch_up()
    world.forget(f"u{message}")
    feed.catch_up()
    assert held(world, index) == set()
    last = world.space.journal.latest(1)[0]
    world.space.journal.undo(last.op_id, by="ana")
    feed.catch_up()
    assert held(world, index) == {"Ana: a secret plan"}


def test_vectors_that_come_late_are_taken(world: World, feed: Feed, index: Brittle) -> None:
    world.say("no vector yet", embed=False)
    feed.catch_up()
    assert held(world, index) == set()
    assert world.embedder is not None
    missing = world.space.embeddings.missing(world.embedder.fingerprint)
    filled = [Filled(each.num, each.text_hash, world.embedder.embed([each.cube.text])) for each in missing]
    world.space.embeddings.fill(filled, world.embedder.fingerprint)
    feed.catch_up()
    assert held(world, index) == {"Ana: no vector yet"}


def test_a_poison_entry_is_tried_five_times_then_parked_and_the_rest_goes_on(
    world: World, feed: Feed, index: Brittle
) -> None:
    world.say("one", "poison", "three")
    poison = next(n for n, each in world.space.cubes.by_num(range(10)).items() if each.cube.text == "Ana: poison")
    index.refused = {poison}
    feed.catch_up()
    assert held(world, index) == {"Ana: one", "Ana: three"}
    for _ in range(3):
        feed.catch_up()
    assert (feed.health().retrying, feed.health().parked) == (1, 0)
    feed.catch_up()
    assert (feed.health().retrying, feed.health().parked) == (0, 1)
    assert feed.health().errors == ("refused",)
    tried = index.calls
    feed.catch_up()
    assert index.calls == tried
    world.say("four")
    feed.catch_up()
    assert "Ana: four" in held(world, index)


def test_an_entry_that_goes_through_at_last_is_no_failure_any_more(world: World, feed: Feed, index: Brittle) -> None:
    world.say("one", "two")
    index.refused = {1}
    feed.catch_up()
    index.refused = set()
    assert feed.catch_up() == 1
    assert feed.health().well
    assert len(held(world, index)) == 2


def test_an_index_out_of_order_stays_behind_and_parks_nothing(world: World, feed: Feed, index: Brittle) -> None:
    world.say(*(f"message {n}" for n in range(20)))
    index.broken = True
    for _ in range(7):
        with pytest.raises(IndexFailed):
            feed.catch_up()
    health = feed.health()
    assert (health.watermark, health.lag, health.parked) == (0, 20, 0)
    index.broken = False
    assert feed.catch_up() == 20
    assert feed.health().well


def test_rebuilding_fills_from_the_blobs_alone_and_forgives(world: World, feed: Feed, index: Brittle) -> None:
    world.say("one", "two")
    index.refused = {1}
    for _ in range(6):
        feed.catch_up()
    index.refused = set()
    world.embedder = None
    assert feed.rebuild() == 2
    assert feed.health().well
    assert len(held(world, index)) == 2


def test_the_notes_of_a_stored_ledger_outlive_the_process(world: World) -> None:
    world.say("one", "two")
    first = Feed(world.database, world.space.number, Brittle(), Feeds(world.database, world.space.key))
    first.catch_up()
    second = Feed(world.database, world.space.number, Brittle(), Feeds(world.database, world.space.key))
    assert second.catch_up() == 0
    assert second.watermark == first.watermark


def test_a_damaged_blob_is_parked_and_never_indexed(world: World, feed: Feed, index: Brittle) -> None:
    world.say("one", "two", "three")
    with world.database.write() as connection:
        connection.exec_driver_sql("UPDATE embeddings SET vector = ? WHERE cube = 1", (b"abc",))
        infinite = np.full(256, np.inf, dtype="<f4").tobytes()
        connection.exec_driver_sql("UPDATE embeddings SET vector = ? WHERE cube = 2", (infinite,))
    for _ in range(5):
        feed.catch_up()
    assert held(world, index) == {"Ana: three"}
    assert feed.health().parked == 2
