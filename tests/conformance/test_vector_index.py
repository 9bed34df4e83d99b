"""What every VectorIndex does, run on each of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from memos.errors import IndexFailed
from memos.index.chroma import Chroma
from memos.index.exact import Exact
from memos.index.warm import Budget
from memos.ports import VectorEntry, VectorIndex, Vectors

DIMENSION = 32
SPACE = 7


@pytest.fixture(params=["exact", "chroma"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], VectorIndex]:
    if request.param == "exact":
        return Exact
    return lambda: Chroma(tmp_path / "vectors")


@pytest.fixture
def index(opener: Callable[[], VectorIndex]) -> Iterator[VectorIndex]:
    opened = opener()
    yield opened
    opened.close()


def unit(*numbers: float) -> Vectors:
    row = np.zeros(DIMENSION, dtype=np.float32)
    row[: len(numbers)] = numbers
    return row / np.linalg.norm(row)


def crowd(count: int, seed: int = 3) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def entries(rows: Vectors, first: int = 1, seq: int = 1) -> list[VectorEntry]:
    return [VectorEntry(first + place, seq, row.reshape(1, -1)) for place, row in enumerate(rows)]


def found(index: VectorIndex, query: Vectors, limit: int = 5, space: int = SPACE) -> list[int]:
    return [match.key for match in index.search(space, query, limit)]


def test_nearest_first_with_cosine_and_seq(index: VectorIndex) -> None:
    three = [VectorEntry(1, 10, unit(1, 0)), VectorEntry(2, 11, unit(1, 1)), VectorEntry(3, 12, unit(0, 1))]
    index.apply(SPACE, three, [])
    matches = index.search(SPACE, unit(1, 0.1), 2)
    assert [(match.key, match.seq) for match in matches] == [(1, 10), (2, 11)]
    assert matches[0].cosine == pytest.approx(0.995, abs=1e-3)


def test_all_of_a_crowd_are_found_and_best_ones_agree_with_brute_force(index: VectorIndex) -> None:
    rows = crowd(600)
    index.apply(SPACE, entries(rows), [])
    for query in crowd(5, seed=9):
        assert found(index, query, 10) == (np.argsort(-(rows @ query))[:10] + 1).tolist()
    assert len(found(index, rows[0], 600)) == 600
    assert len(found(index, rows[0], 5_000)) == 600


def test_nothing_is_found_where_nothing_is(index: VectorIndex) -> None:
    assert found(index, unit(1)) == []
    assert index.keys(SPACE) == {}
    index.apply(SPACE, [], [(4, 2)])
    index.clear(SPACE)
    assert found(index, unit(1)) == []


def test_spaces_do_not_see_each_other(index: VectorIndex) -> None:
    index.apply(1, entries(crowd(5)), [])
    index.apply(2, entries(crowd(5), first=100), [])
    assert set(found(index, unit(1), space=1)) == {1, 2, 3, 4, 5}
    index.clear(1)
    assert found(index, unit(1), space=1) == []
    assert set(found(index, unit(1), space=2)) == {100, 101, 102, 103, 104}


def test_a_replay_changes_nothing(index: VectorIndex) -> None:
    for _ in range(3):
        index.apply(SPACE, entries(crowd(20)), [(3, 2)])
    assert sorted(found(index, unit(1), 50)) == [key for key in range(1, 21) if key != 3]
    assert index.keys(SPACE) == {key: 1 for key in range(1, 21) if key != 3}


def test_an_older_entry_never_overwrites_a_newer_one(index: VectorIndex) -> None:
    index.apply(SPACE, [VectorEntry(1, 5, unit(1))], [])
    index.apply(SPACE, [VectorEntry(1, 4, unit(0, 1))], [])
    assert index.search(SPACE, unit(1), 1)[0].cosine == pytest.approx(1, abs=1e-5)
    index.apply(SPACE, [], [(1, 4)])
    assert index.keys(SPACE) == {1: 5}
    index.apply(SPACE, [VectorEntry(1, 6, unit(0, 1))], [])
    assert index.search(SPACE, unit(0, 1), 1)[0].seq == 6


def test_a_removed_cube_comes_back_only_by_a_later_entry(index: VectorIndex) -> None:
    index.apply(SPACE, [VectorEntry(1, 5, unit(1)), VectorEntry(2, 5, unit(1))], [])
    index.apply(SPACE, [], [(1, 7)])
    index.apply(SPACE, [VectorEntry(1, 5, unit(1))], [])
    assert found(index, unit(1)) == [2]
    index.apply(SPACE, [VectorEntry(1, 8, unit(1))], [])
    assert sorted(found(index, unit(1))) == [1, 2]


def test_within_a_batch_the_last_word_counts(index: VectorIndex) -> None:
    batch = [VectorEntry(1, 2, unit(0, 1)), VectorEntry(1, 3, unit(1)), VectorEntry(2, 2, unit(1))]
    index.apply(SPACE, batch, [(2, 4)])
    assert index.keys(SPACE) == {1: 3}
    assert index.search(SPACE, unit(1), 3)[0].cosine == pytest.approx(1, abs=1e-5)


def test_the_best_part_of_a_long_text_counts_once(index: VectorIndex) -> None:
    parts = np.stack([unit(1), unit(0, 1), unit(0, 0, 1)])
    index.apply(SPACE, [VectorEntry(1, 1, parts), VectorEntry(2, 1, unit(1, 1))], [])
    matches = index.search(SPACE, unit(0, 1), 5)
    assert [match.key for match in matches] == [1, 2]
    index.apply(SPACE, [VectorEntry(1, 2, unit(0, 0, 0, 1).reshape(1, -1))], [])
    assert [match.key for match in index.search(SPACE, unit(0, 1), 1)] == [2]


@pytest.mark.parametrize("size", [3, 2_500])
def test_only_what_is_allowed_is_found(index: VectorIndex, size: int) -> None:
    rows = crowd(3_000)
    index.apply(SPACE, entries(rows), [])
    allowed = np.arange(1, 3_001, dtype=np.int64)[-size:]
    matches = index.search(SPACE, rows[0], 10, allowed)
    expected = allowed[np.argsort(-(rows[allowed - 1] @ rows[0]))[:10]]
    assert [match.key for match in matches] == expected.tolist()
    assert index.search(SPACE, rows[0], 10, np.empty(0, dtype=np.int64)) == []


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e30])
def test_an_unsound_vector_is_refused_and_nothing_of_its_batch_is_taken(index: VectorIndex, bad: float) -> None:
    index.apply(SPACE, [VectorEntry(1, 1, unit(1))], [])
    poison = unit(1)
    poison[3] = bad
    with pytest.raises(IndexFailed):
        index.apply(SPACE, [VectorEntry(2, 2, unit(1)), VectorEntry(3, 2, poison)], [(1, 2)])
    assert index.keys(SPACE) == {1: 1}


def test_another_dimension_is_refused(index: VectorIndex) -> None:
    index.apply(SPACE, [VectorEntry(1, 1, unit(1))], [])
    with pytest.raises(IndexFailed):
        index.apply(SPACE, [VectorEntry(2, 1, np.ones((1, 3), dtype=np.float32) / np.sqrt(3))], [])
    with pytest.raises(IndexFailed):
        index.search(SPACE, np.ones(3, dtype=np.float32), 1)


def test_a_zero_vector_is_like_nothing(index: VectorIndex) -> None:
    nothing = np.zeros((1, DIMENSION), dtype=np.float32)
    index.apply(SPACE, [VectorEntry(1, 1, nothing), VectorEntry(2, 1, unit(1, 1))], [])
    matches = index.search(SPACE, unit(1), 2)
    assert [match.key for match in matches] == [2, 1]
    assert matches[1].cosine == pytest.approx(0, abs=1e-6)


def test_reopened_it_holds_what_it_keeps_on_disk(opener: Callable[[], VectorIndex]) -> None:
    index = opener()
    index.apply(SPACE, entries(crowd(30)), [])
    index.close()
    again = opener()
    held = again.keys(SPACE)
    assert held == ({} if again.name == "exact" else dict.fromkeys(range(1, 31), 1))
    assert sorted(found(again, unit(1), 50)) == sorted(held)
    again.close()


def test_many_spaces_many_changes_end_as_a_dictionary_would(index: VectorIndex) -> None:
    rng = np.random.default_rng(5)
    model: dict[int, int] = {}
    for seq in range(1, 40):
        keys = rng.choice(40, size=4, replace=False) + 1
        ups = [VectorEntry(int(key), seq, crowd(1, seed=seq).reshape(1, -1)) for key in keys[:3]]
        index.apply(SPACE, ups, [(int(keys[3]), seq)])
        model.update((entry.key, seq) for entry in ups)
        model.pop(int(keys[3]), None)
        index.apply(int(100 + seq), ups, [])
    assert index.keys(SPACE) == model
    assert sorted(found(index, unit(1), 100)) == sorted(model)


def test_chroma_drops_the_files_of_a_cleared_space(tmp_path: Path) -> None:
    index = Chroma(tmp_path)
    index.apply(SPACE, entries(crowd(2_100)), [])
    assert [path for path in tmp_path.iterdir() if path.is_dir()]
    index.clear(SPACE)
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]
    index.apply(SPACE, entries(crowd(3)), [])
    assert len(index.keys(SPACE)) == 3
    index.close()


@pytest.mark.parametrize("name", ["header.bin", "chroma.sqlite3"])
def test_chroma_sets_damaged_files_aside_and_starts_empty(tmp_path: Path, name: str) -> None:
    index = Chroma(tmp_path / "vectors")
    index.apply(SPACE, entries(crowd(1_100)), [])
    index.close()
    [damaged] = (tmp_path / "vectors").rglob(name)
    damaged.write_bytes(damaged.read_bytes()[: damaged.stat().st_size // 2])
    again = Chroma(tmp_path / "vectors")
    assert again.keys(SPACE) == {}
    assert [path.name for path in tmp_path.iterdir() if "damaged" in path.name] == ["vectors.damaged-1"]
    again.apply(SPACE, entries(crowd(3)), [])
    assert len(found(again, unit(1))) == 3
    again.close()


def test_chroma_that_was_not_closed_is_tried_and_kept(tmp_path: Path) -> None:
    index = Chroma(tmp_path / "vectors")
    index.apply(SPACE, entries(crowd(1_100)), [])
    copy = shutil.copytree(tmp_path / "vectors", tmp_path / "copy")
    index.close()
    again = Chroma(copy)
    assert len(again.keys(SPACE)) == 1_100
    again.close()


def test_chroma_says_when_it_can_not_be_opened(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(IndexFailed):
        Chroma(tmp_path / "file")


def test_exact_forgets_the_space_unused_for_longest() -> None:
    budget, evicted = Budget(250_000), list[int]()
    index = Exact(lambda space, size: budget.used(space, "vectors", size))
    budget.watch(index.clear)
    budget.watch(evicted.append)
    for space in (1, 2):
        index.apply(space, entries(crowd(300)), [])
    assert found(index, unit(1), space=1)
    index.apply(3, entries(crowd(300)), [])
    assert evicted == [2]
    assert found(index, unit(1), space=2) == []
    assert found(index, unit(1), space=1)
