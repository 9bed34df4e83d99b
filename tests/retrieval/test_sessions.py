"""What the sessions of candidates tell of each other."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from memos.retrieval.sessions import SCORES, Sessions, kinship


def sessions(vectors: list[list[float]], match: list[float], order: list[int], of: list[int]) -> Sessions:
    rows = np.array(vectors, dtype=np.float64)
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return Sessions(unit, np.array(match), np.array(order), np.array(of))


def test_what_is_like_the_best_has_kin() -> None:
    found = kinship(sessions([[1, 0.1], [1, 0], [0, 1]], [1.0, 0.4, 0.4], [0, 1, 2], [0, 1, 2]))
    assert found["kindred"][1] > found["kindred"][2]
    assert found["like_best"][1] > found["like_best"][2]


def test_the_latest_of_what_is_alike_stands_out() -> None:
    found = kinship(sessions([[1, 0], [1, 0], [0, 1]], [1.0, 1.0, 0.1], [0, 1, 2], [0, 1, 2]))
    assert found["latest_alike"][0] < found["latest_alike"][1] <= 1.0
    assert found["latest_match"].tolist() == [0.5, 1.0, 1.0]


def test_a_candidate_of_no_session_has_none_of_it() -> None:
    found = kinship(sessions([[1, 0]], [1.0], [0], [-1, 0]))
    assert {name: score[0] for name, score in found.items()} == dict.fromkeys(SCORES, 0.0)
    empty = kinship(Sessions(np.zeros((0, 2)), np.zeros(0), np.zeros(0, dtype=np.int64), np.array([-1, -1])))
    assert all(score.tolist() == [0.0, 0.0] for score in empty.values())


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(0.01, 1), st.floats(0, 3)), min_size=1, max_size=12))
def test_all_lie_between_0_and_1(rows: list[tuple[float, float, float]]) -> None:
    count = len(rows)
    found = kinship(sessions([[a, b] for a, b, _ in rows], [m for *_, m in rows], [*range(count)], [*range(count)]))
    assert set(found) == set(SCORES)
    for score in found.values():
        assert ((score >= 0) & (score <= 1 + 1e-9)).all()
