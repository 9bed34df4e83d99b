"""Learning weights from samples whose answer is known, and what its scores mean."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import check_grad

from memos.bench.train import folds
from memos.bench.training import learning
from memos.bench.training.calibrating import Told, error, platt
from memos.bench.training.learning import Model, Penalty, best_of_groups, chances, fit, recall
from memos.bench.training.samples import Sample

TRUE = np.array([2.0, -1.0, 0.0])


def drawn(count: int, seed: int = 1, bank: str = "one") -> list[Sample]:
    """Questions of twelve candidates in six groups, of which the best by `TRUE` answers; every tenth has no answer."""
    rng = np.random.default_rng(seed)
    found = []
    for number in range(count):
        values = rng.random((12, 3))
        group = np.repeat(np.arange(6), 2)
        best = int(group[np.argmax(values @ TRUE)])
        gold = np.array([] if number % 10 == 9 else [best], dtype=np.int64)
        found.append(Sample(bank, "any", values.astype(np.float32), group, gold, gold.size))
    return found


@pytest.mark.parametrize("chance", [0.0, 0.5])
def test_the_gradient_is_that_of_the_loss(chance: float) -> None:
    table = learning._table([(sample, 0.1) for sample in drawn(10)])
    penalty = Penalty(ridge=0.01, chance=chance)
    prior, rng = np.array([1.0, 0.0, 0.5]), np.random.default_rng(3)
    for point in rng.normal(size=(5, 4)):
        apart = check_grad(
            lambda x: learning._loss(x, table, penalty, prior)[0],
            lambda x: learning._loss(x, table, penalty, prior)[1],
            point,
        )
        assert apart < 1e-5


def test_what_makes_an_answer_is_found_and_carries_over() -> None:
    model = fit([drawn(300)], Penalty(ridge=1e-4))
    direction = model.weights / np.linalg.norm(model.weights)
    assert direction @ (TRUE / np.linalg.norm(TRUE)) > 0.98
    assert recall(drawn(200, seed=2), model, (1,))[1] > 95


def test_the_same_samples_give_the_same_weights() -> None:
    one, other = fit([drawn(50)], Penalty()), fit([drawn(50)], Penalty())
    assert np.array_equal(one.weights, other.weights)


def test_a_weight_that_may_only_rise_is_not_below_0() -> None:
    assert fit([drawn(100)], Penalty(rising=(0, 1, 2))).weights[1] == 0.0


def test_what_is_held_before_stays_where_nothing_speaks_against_it() -> None:
    constant = [one._replace(gold=np.empty(0, dtype=np.int64), asked=0) for one in drawn(50)]
    model = fit([constant], Penalty(ridge=10.0, chance=0.0, prior=(1.0, 2.0, 0.0)))
    assert model.weights == pytest.approx([1.0, 2.0, 0.0], abs=1e-3)


def test_a_column_that_is_always_the_same_weighs_nothing() -> None:
    samples = [one._replace(values=np.c_[one.values, np.ones(12)].astype(np.float32)) for one in drawn(50)]
    assert fit([samples], Penalty()).weights[3] == 0.0


def test_a_group_is_as_good_as_its_best_row() -> None:
    sample = drawn(1)[0]
    assert best_of_groups(sample, np.arange(12.0)).tolist() == [1, 3, 5, 7, 9, 11]


def test_gold_that_is_not_among_the_candidates_counts_against() -> None:
    sample = drawn(1)[0]._replace(asked=2)
    assert recall([sample], Model(TRUE, 0.0), (1, 6)) == {1: 50.0, 6: 50.0}


def test_chances_are_what_is_observed() -> None:
    model = fit([drawn(400)], Penalty())
    told = chances(drawn(400, seed=5), model, telling=0)
    curve = platt([told])
    assert error(told, curve) < 0.03


def test_the_curve_is_found_again() -> None:
    rng = np.random.default_rng(4)
    scores = rng.normal(size=20_000)
    gold = rng.random(scores.size) < 1 / (1 + np.exp(-(2 * scores - 1)))
    curve = platt([Told(scores, np.ones(scores.size), gold, np.arange(scores.size) // 20)])
    assert curve.slope == pytest.approx(2, abs=0.1)
    assert curve.intercept == pytest.approx(-1, abs=0.1)


def test_whether_anything_answers_is_told_by_what_the_best_match_says() -> None:
    rng = np.random.default_rng(4)
    said = rng.random(20_000)
    answered = rng.random(said.size) < 1 / (1 + np.exp(-(4 * said + 1)))
    asked = Told(
        rng.normal(size=2 * said.size), np.repeat(said, 2), np.repeat(answered, 2), np.arange(2 * said.size) // 2
    )
    presence = platt([asked]).presence
    assert presence.chance(0.9) > presence.chance(0.1)
    observed = answered[(said > 0.4) & (said < 0.6)].mean()
    assert presence.chance(0.5) == pytest.approx(observed, abs=0.05)


def test_of_questions_told_together_each_keeps_its_own_rows() -> None:
    one = Told(np.array([1.0, 3.0]), np.array([0.5, 0.5]), np.array([True, False]), np.array([0, 0]))
    other = Told(np.array([2.0]), np.array([0.1]), np.array([False]), np.array([0]))
    best = Told.of([one, other]).best()
    assert best.scores.tolist() == [3.0, 2.0]
    assert best.said.tolist() == [0.5, 0.1]
    assert best.gold.tolist() == [True, False]
    assert Told.of([one, other]).of_answered().scores.tolist() == [1.0, 3.0]


def test_banks_are_folds_where_there_are_several() -> None:
    several = [*drawn(3, bank="a"), *drawn(4, bank="b")]
    assert folds(several, 7).tolist() == [0, 0, 0, 1, 1, 1, 1]
    alone = folds(drawn(20), 7)
    assert np.bincount(alone).tolist() == [4] * 5
    assert np.array_equal(alone, folds(drawn(20), 7))
