"""Scores, what they mean, and what is learned from a question."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from memos.retrieval.features import GROUPS
from memos.retrieval.ranking import SHIPPED, Calibration, Presence, learn, moves, read, score, told_of

VALUES = {"dense": np.array([1.0, 0.5, 0.0]), "lexical": np.array([0.0, 1.0, 0.5])}


def test_the_score_is_the_weighted_sum_of_what_is_weighed() -> None:
    scores = score(VALUES, {"dense": 2.0, "lexical": 1.0, "unheard of": 9.0})
    assert scores.tolist() == [2.0, 2.0, 0.5]
    assert score({}, {"dense": 1.0}).size == 0


def test_what_is_shipped_weighs_only_features_there_are() -> None:
    assert set(SHIPPED.weights) <= set(chain.from_iterable(GROUPS.values()))
    assert SHIPPED.calibration.slope > 0


def test_no_feature_is_in_two_groups() -> None:
    names = list(chain.from_iterable(GROUPS.values()))
    assert len(names) == len(set(names))


def test_a_file_of_weights_is_read_as_it_is_written() -> None:
    calibrated = '"calibration": {"slope": 2.0, "intercept": -1.0}, "presence": {"telling": 3.0, "intercept": 1.0}'
    told = read(f'{{"weights": {{"dense": 1.5}}, {calibrated}, "made": {{"seed": 7}}}}')
    assert dict(told.weights) == {"dense": 1.5}
    assert told.calibration == Calibration(2.0, -1.0, Presence(3.0, 1.0))
    assert told.made["seed"] == 7


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20), st.floats(0.01, 10), st.floats(-10, 10))
def test_chances_lie_between_0_and_1_in_the_order_of_the_scores(
    scores: list[float], slope: float, intercept: float
) -> None:
    given_scores = np.sort(np.array(scores))
    chances = Calibration(slope, intercept).chances(given_scores)
    assert ((chances >= 0) & (chances <= 1)).all()
    assert (np.diff(chances) >= 0).all()


class TestLearning:
    def test_what_was_rewarded_gains_on_what_was_shown_in_vain(self) -> None:
        weights = {"dense": 1.0, "lexical": 1.0}
        learned = learn(weights, VALUES, {0: 1.0, 1: -1.0})
        before, after = score(VALUES, weights), score(VALUES, learned)
        assert after[0] - after[1] > before[0] - before[1]
        assert weights == {"dense": 1.0, "lexical": 1.0}

    def test_without_rewards_nothing_is_learned(self) -> None:
        weights = {"dense": 1.0}
        assert learn(weights, VALUES, {}) == weights
        assert learn(weights, {}, {0: 1.0}) == weights

    def test_what_is_as_good_as_usual_teaches_nothing(self) -> None:
        weights = {"dense": 1.0, "lexical": 1.0}
        assert learn(weights, VALUES, {0: 0.5, 2: 0.5}, baseline=0.5) == pytest.approx(weights)

    def test_weights_of_features_that_were_not_seen_stay(self) -> None:
        assert learn({"dense": 1.0, "graph": 3.0}, VALUES, {0: 1.0})["graph"] == 3.0

    @given(st.floats(1e-3, 1e3), st.floats(-100, 100))
    def test_no_question_turns_a_ranking_over(self, rate: float, reward: float) -> None:
        weights = {"dense": 1.0, "lexical": 1.0}
        learned = learn(weights, VALUES, {0: reward}, rate=rate)
        moved = np.linalg.norm([learned[name] - weights[name] for name in weights])
        assert moved <= 0.1 + 1e-9

    def test_many_lessons_bring_the_rewarded_to_the_top(self) -> None:
        weights: dict[str, float] = {"dense": 0.0, "lexical": 1.0}
        for _ in range(2_000):
            weights = dict(learn(weights, VALUES, {0: 1.0, 1: -1.0}))
        assert int(np.argmax(score(VALUES, weights))) == 0


def test_what_moved_a_candidate_most_comes_first_up_or_down() -> None:
    features = {"dense": 0.5, "by_user": 1.0, "lexical": 0.0, "unknown": 1.0, "graph": 1.0}
    moved = moves(features, {"dense": 1.0, "by_user": -2.0, "lexical": 3.0, "graph": 1.5})
    assert [*moved.items()] == [("by_user", -2.0), ("graph", 1.5), ("dense", 0.5)]


def test_what_is_told_of_a_question_is_not_what_its_summaries_say() -> None:
    values = {
        "share": np.array([0.4, 0.9, 0.8]),
        "topic": np.array([0.0, 1.0, 0.0]),
        "session": np.array([0.0, 0.0, 1.0]),
    }
    assert told_of(values) == 0.4
    assert told_of({"share": values["share"]}) == 0.9
    assert told_of({}) == 0.0
