"""What the sessions of the candidates tell of each other: what goes on over weeks is spoken of in many of them, and mostly the latest
answer.

Closely associated documents answer the same requests (van Rijsbergen 1979, the cluster hypothesis); to smooth scores over what is alike
is Diaz's regularisation (CIKM 2005). Only sessions with candidates are compared, so that it costs the same in a space of any size.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memos.retrieval.channels import Raw

SCORES: Final = ("kindred", "like_best", "latest_alike", "latest_match")
"""The features of `kinship`."""
_CLOSE: Final = 10.0
"""How steeply likeness falls: of sessions with a cosine of .9 one counts a third of one that is the same."""
_BEST: Final = 3
"""Sessions by which it is told what is spoken of."""
_AS_GOOD: Final = 0.8
"""The share of a session's match from which a later one may stand in its place."""


class Sessions(NamedTuple):
    """The sessions that candidates were said in: a vector of length 1 each (or zeros), how well each matches, and their order in
    time; and by candidate the place of its session, -1 for none."""

    vectors: NDArray[np.float64]
    match: Raw
    order: NDArray[np.int64]
    of: NDArray[np.int64]


def kinship(sessions: Sessions) -> Mapping[str, Raw]:
    """Of each candidate's session, 0 to 1: "kindred", how well those that are like it match; "like_best", how like it is to the best;
    "latest_alike", 1 where no later one is like it; "latest_match", 1 where no later one matches as well. 0 for candidates without one.
    """
    count = sessions.match.size
    if not count:
        return {name: np.zeros(sessions.of.size) for name in SCORES}
    alike = sessions.vectors @ sessions.vectors.T
    near = np.exp(_CLOSE * (alike - 1.0))
    np.fill_diagonal(near, 0.0)
    kindred = near @ sessions.match / np.maximum(near.sum(axis=1), 1e-9)
    best = np.argsort(-sessions.match, kind="stable")[:_BEST]
    like_best = sessions.vectors @ sessions.vectors[best].mean(axis=0)
    later = sessions.order[None, :] > sessions.order[:, None]
    as_good = later & (sessions.match[None, :] > _AS_GOOD * sessions.match[:, None])
    scores = {
        "kindred": kindred / max(float(sessions.match.max()), 1e-6),
        "like_best": np.maximum(like_best, 0.0) / max(float(like_best.max()), 1e-6),
        "latest_alike": 1.0 / (1.0 + (near * later).sum(axis=1)),
        "latest_match": 1.0 / (1.0 + as_good.sum(axis=1)),
    }
    return {name: np.where(sessions.of < 0, 0.0, score[sessions.of]) for name, score in scores.items()}
