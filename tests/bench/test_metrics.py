"""The metrics against their definitions, written down the slow way, and the laws they obey."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memos.bench.metrics import (
    auroc,
    bootstrap,
    ndcg,
    recall_all,
    recall_any,
    recall_fraction,
    standings,
    undiscounted_second,
)

CUTS = (1, 3, 5, 10)
IDS = st.integers(0, 30)
QUESTIONS = st.lists(
    st.tuples(st.lists(IDS, unique=True, max_size=20), st.lists(IDS, unique=True, min_size=1, max_size=8)),
    min_size=1,
    max_size=6,
)


def placed(questions: list[tuple[list[int], list[int]]]) -> tuple[np.ndarray, np.ndarray]:
    places = [[ranked.index(one) + 1 for one in gold if one in ranked] for ranked, gold in questions]
    return standings(places), np.array([len(gold) for _, gold in questions])


@settings(deadline=None, derandomize=True)
@given(QUESTIONS)
def test_recall_is_what_its_definition_says(questions: list[tuple[list[int], list[int]]]) -> None:
    table, sizes = placed(questions)
    for column, cut in enumerate(CUTS):
        for row, (ranked, gold) in enumerate(questions):
            hit = [one in ranked[:cut] for one in gold]
            assert recall_any(table, CUTS)[row, column] == any(hit)
            assert recall_all(table, sizes, CUTS)[row, column] == all(hit)
            assert recall_fraction(table, sizes, CUTS)[row, column] == pytest.approx(sum(hit) / len(gold))


@settings(deadline=None, derandomize=True)
@given(QUESTIONS)
def test_ndcg_is_what_its_definition_says(questions: list[tuple[list[int], list[int]]]) -> None:
    table, sizes = placed(questions)
    found = ndcg(table, sizes, CUTS)
    for column, cut in enumerate(CUTS):
        for row, (ranked, gold) in enumerate(questions):
            gain = sum(1 / math.log2(place + 1) for place, one in enumerate(ranked[:cut], 1) if one in gold)
            best = sum(1 / math.log2(place + 1) for place in range(1, min(cut, len(gold)) + 1))
            assert found[row, column] == pytest.approx(gain / best)


def official_ndcg(relevant: list[int], size: int, cut: int) -> float:
    """As LongMemEval's scripts write it."""

    def dcg(of: list[int]) -> float:
        values = np.asarray(of, dtype=float)[:cut]
        return float(values[0] + np.sum(values[1:] / np.log2(np.arange(2, values.size + 1)))) if values.size else 0.0

    return dcg(relevant) / dcg([1] * size)


@settings(deadline=None, derandomize=True)
@given(QUESTIONS)
def test_the_older_ndcg_is_that_of_longmemeval(questions: list[tuple[list[int], list[int]]]) -> None:
    table, sizes = placed(questions)
    found = ndcg(table, sizes, CUTS, undiscounted_second)
    for column, cut in enumerate(CUTS):
        for row, (ranked, gold) in enumerate(questions):
            wanted = official_ndcg([int(one in gold) for one in ranked], len(gold), cut)
            assert found[row, column] == pytest.approx(wanted)


@settings(deadline=None, derandomize=True)
@given(QUESTIONS)
def test_laws(questions: list[tuple[list[int], list[int]]]) -> None:
    table, sizes = placed(questions)
    some, part, whole = recall_any(table, CUTS), recall_fraction(table, sizes, CUTS), recall_all(table, sizes, CUTS)
    gained = ndcg(table, sizes, CUTS)
    assert (whole <= part).all()
    assert (part <= some).all()
    for recall in (some, part, whole):
        assert (np.diff(recall, axis=1) >= 0).all()
    assert ((gained >= 0) & (gained <= 1 + 1e-12)).all()
    assert ((gained > 0) == (some > 0)).all()


def test_perfect_and_empty_rankings() -> None:
    table, sizes = placed([([1, 2, 3], [1, 2, 3]), ([], [1, 2])])
    assert recall_fraction(table, sizes, CUTS).tolist() == [[1 / 3, 1, 1, 1], [0, 0, 0, 0]]
    assert recall_all(table, sizes, CUTS).tolist() == [[0, 1, 1, 1], [0, 0, 0, 0]]
    assert ndcg(table, sizes, CUTS).tolist() == [[1, 1, 1, 1], [0, 0, 0, 0]]
    assert standings([]).shape == (0, 0)
    assert ndcg(standings([]), np.array([], dtype=int), CUTS).shape == (0, 4)


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=30))
def test_auroc_counts_pairs(rows: list[tuple[int, bool]]) -> None:
    scores, positive = np.array([one for one, _ in rows], dtype=float), np.array([one for _, one in rows])
    pairs = [(a > b) + 0.5 * (a == b) for a in scores[positive] for b in scores[~positive]]
    found = auroc(scores, positive)
    assert math.isnan(found) if not pairs else found == pytest.approx(sum(pairs) / len(pairs))


@settings(deadline=None, derandomize=True)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.integers(0, 2**32 - 1))
def test_the_interval_holds_the_mean_and_the_seed_reproduces_it(values: list[float], seed: int) -> None:
    column = np.array(values)
    one, again = (bootstrap(column, np.random.default_rng(seed), resamples=200) for _ in range(2))
    assert one == again
    assert one.mean == pytest.approx(column.mean())
    assert column.min() - 1e-9 <= one.low <= one.high <= column.max() + 1e-9


def test_the_interval_of_a_mean_is_as_wide_as_theory_says() -> None:
    column = (np.arange(400) % 2).astype(float)
    found = bootstrap(column, np.random.default_rng(1), resamples=4000)
    wanted = 1.96 * 0.5 / math.sqrt(400)
    assert found.mean == 0.5
    assert found.high - 0.5 == pytest.approx(wanted, abs=0.006)
    assert 0.5 - found.low == pytest.approx(wanted, abs=0.006)


def test_a_paired_interval_is_narrow_where_two_systems_agree() -> None:
    one = (np.arange(400) % 2).astype(float)
    other = one.copy()
    other[:8] = 1
    paired = bootstrap(other - one, np.random.default_rng(1))
    assert 0 < paired.mean == 0.01
    assert paired.high - paired.low < 0.03
    assert math.isnan(bootstrap(np.array([]), np.random.default_rng(1)).mean)
