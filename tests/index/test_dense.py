"""Which index serves, and that a reader sees its own writes whichever it is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from memos.errors import EmbedderMismatch
from memos.index.chroma import Chroma
from memos.index.exact import Exact
from memos.index.warm import Budget
from memos.models.embedding.hashing import HashEmbedder
from memos.ports import VectorEntry
from tests.retrieval.making import World
from tests.store.making import Counting


@pytest.fixture(params=["exact", "chroma"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    large = Chroma(tmp_path / "chroma") if request.param == "chroma" else None
    made = World(tmp_path / "store", large, threshold=0)
    yield made
    made.close()


def near(world: World, question: str, limit: int = 3) -> list[str]:
    assert world.embedder is not None
    [vector] = world.embedder.embed([question])
    with world.database.read() as connection:
        found = world.shadows.dense.search(connection, world.space.key, vector, limit, size=10)
    best = found.nums[np.argsort(-found.cosines, kind="stable")][:limit].tolist()
    cubes = world.space.cubes.by_num(best)
    return [cubes[num].cube.text for num in best]


def test_what_was_just_said_is_found_before_any_index_heard_of_it(world: World) -> None:
    world.say("The boat is called Alba.", "We had soup.")
    assert near(world, "What is the boat called?", 1) == ["Ana: The boat is called Alba."]
    world.shadows.dense.catch_up(world.space.key, 10)
    world.say("The boat is called Alba and it leaks.")
    assert set(near(world, "the boat called Alba", 2)) == {
        "Ana: The boat is called Alba.",
        "Ana: The boat is called Alba and it leaks.",
    }


def test_what_was_just_deleted_is_not_found(world: World) -> None:
    [gone, _] = world.say("The boat is called Alba.", "We had soup.")
    world.shadows.dense.catch_up(world.space.key, 10)
    world.forget(f"u{gone}")
    assert near(world, "What is the boat called?") == ["Ana: We had soup."]


def test_only_allowed_ones_and_vectors_on_demand(world: World) -> None:
    world.say("one boat", "two boats", "three boats", embed=True)
    world.say("four boats", embed=False)
    assert world.embedder is not None
    [vector] = world.embedder.embed(["boat"])
    nums = np.array([1, 3, 4, 99], dtype=np.int64)
    with world.database.read() as connection:
        found = world.shadows.dense.search(connection, world.space.key, vector, 9, size=10, allowed=nums)
        rows, held = world.shadows.dense.vectors(connection, world.space.key, nums, size=10)
    assert set(found.nums.tolist()) >= {1, 3}  # where every cube is compared, the others too
    assert 4 not in found.nums  # it has no vector
    assert held.tolist() == [True, True, False, False]
    assert np.linalg.norm(rows, axis=1).round(3).tolist() == [1, 1, 0, 0]


def test_another_model_is_refused_by_name(world: World) -> None:
    world.say("one")
    with world.database.read() as connection:
        world.shadows.dense.check_model(connection, HashEmbedder().fingerprint)
        with pytest.raises(EmbedderMismatch, match="reindex --embed"):
            world.shadows.dense.check_model(connection, "another")


def test_what_is_forgotten_leaves_nothing(world: World) -> None:
    world.say("one", "two")
    world.shadows.dense.catch_up(world.space.key, 10)
    world.shadows.forget(world.space.key)
    assert world.shadows.dense.health(world.space.key, 10).lag == 2
    assert world.shadows.dense.rebuild(world.space.key, 10) == 2
    assert world.shadows.dense.health(world.space.key, 10).well


def test_an_evicted_space_is_loaded_again() -> None:
    index, budget = Exact(lambda space, size: budget.used(space, "vectors", size)), Budget(1)
    budget.watch(index.clear)
    for space in (1, 2):
        index.apply(space, [VectorEntry(1, 1, np.eye(1, 8, dtype=np.float32))], [])
    assert [len(index.keys(space)) for space in (1, 2)] == [0, 1]


def test_an_index_that_lost_its_files_is_filled_again_by_the_next_write(tmp_path: Path) -> None:
    world = World(tmp_path / "store", Chroma(tmp_path / "chroma"), threshold=0)
    world.say("The boat is called Alba.", "We had soup.")
    world.shadows.dense.catch_up(world.space.key, 10)
    world.close()
    shutil.rmtree(tmp_path / "chroma")
    again = World(tmp_path / "store", Chroma(tmp_path / "chroma"), threshold=0)
    again.ids = Counting("later")
    again.space.database.ids = again.ids
    again.say("The tram was late.")
    assert again.shadows.dense.catch_up(again.space.key, 10) == 3
    assert near(again, "What is the boat called?", 1) == ["Ana: The boat is called Alba."]
    assert len(again.shadows.dense.index(again.space.key, 10).keys(again.space.number)) == 3
    again.close()
