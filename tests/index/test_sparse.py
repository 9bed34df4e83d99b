"""Sparse matrices: what plain ones give."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from memos.index.sparse import Sparse

entries = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4), st.sampled_from([0.5, 1.0, 2.0])), max_size=30)


def both(drawn: list[tuple[int, int, float]]) -> tuple[Sparse, np.ndarray[tuple[int, int], np.dtype[np.float64]]]:
    plain = np.zeros((7, 5))
    for row, column, value in drawn:
        plain[row, column] = max(plain[row, column], value)
    rows, columns = (np.array([one[axis] for one in drawn], dtype=np.int64) for axis in (0, 1))
    return Sparse.of(rows, columns, np.array([one[2] for one in drawn], dtype=np.float64), (7, 5)), plain


@settings(deadline=None)
@given(entries, st.lists(st.floats(-2, 2), min_size=5, max_size=5))
def test_products_are_those_of_a_plain_matrix(drawn: list[tuple[int, int, float]], vector: list[float]) -> None:
    sparse, plain = both(drawn)
    np.testing.assert_allclose(sparse.times(np.array(vector)), plain @ vector, atol=1e-5)
    np.testing.assert_allclose(sparse.turned().times(np.ones(7)), plain.sum(axis=0), atol=1e-6)


@settings(deadline=None)
@given(entries, st.lists(st.integers(0, 6), max_size=9), st.sets(st.integers(0, 4)))
def test_rows_and_columns_are_picked_out(
    drawn: list[tuple[int, int, float]], rows: list[int], columns: set[int]
) -> None:
    sparse, plain = both(drawn)
    asked, wanted = np.array(rows, dtype=np.int64), np.array(sorted(columns), dtype=np.int64)
    np.testing.assert_array_equal(sparse.dense(asked, wanted), plain[np.ix_(asked, wanted)])
    found = sparse.entries(asked)
    np.testing.assert_array_equal(found.values, plain[asked[found.at], found.columns])
    assert found.at.size == np.count_nonzero(plain[asked])


@settings(deadline=None)
@given(entries)
def test_it_grows_by_empty_rows_and_columns(drawn: list[tuple[int, int, float]]) -> None:
    sparse, plain = both(drawn)
    more = sparse.resized(9, 6)
    np.testing.assert_array_equal(more.dense(np.arange(9), np.arange(6)), np.pad(plain, ((0, 2), (0, 1))))
    np.testing.assert_array_equal(more.times(np.ones(6)), np.pad(plain.sum(axis=1), (0, 2)))
    assert (more.rows, more.width) == (9, 6)


@settings(deadline=None)
@given(entries, entries)
def test_more_entries_give_what_all_at_once_give(
    drawn: list[tuple[int, int, float]], more: list[tuple[int, int, float]]
) -> None:
    sparse, _ = both(drawn)
    rows, columns = (np.array([one[axis] for one in more], dtype=np.int64) for axis in (0, 1))
    followed = sparse.with_(rows, columns, np.array([one[2] for one in more], dtype=np.float64), (8, 6))
    anew = both(drawn + more)[0].resized(8, 6)
    for one, other in zip(followed, anew, strict=True):
        np.testing.assert_array_equal(one, other)


def test_an_empty_one_has_nothing() -> None:
    none = Sparse.none()
    assert none.times(np.empty(0)).size == 0
    assert none.turned().rows == 0
    assert none.entries(np.empty(0, dtype=np.int64)).values.size == 0
