"""What rankings are worth: recall, NDCG, AUROC, and how sure one can be of a difference. Vectorised over questions.

Recall and NDCG take `standings`: for each question the places (1 is first) at which its gold stands in the ranking.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]
"""A row a question, a column a cut."""
Column = NDArray[np.float64]
"""A number a question."""
Sizes = NDArray[np.int64]
"""How much gold a question has."""
Discount = Callable[[Table], Table]
"""What a hit at a place (1 is first) is worth."""

RESAMPLES: Final = 2000


def logarithmic(places: Table) -> Table:
    """1 / log2(place + 1): 1, 0.63, 0.5, … (Järvelin & Kekäläinen 2002 as it is used today)."""
    return np.asarray(1.0 / np.log2(places + 1.0), dtype=np.float64)


def undiscounted_second(places: Table) -> Table:
    """1, then 1 / log2(place): 1, 1, 0.63, 0.5, … The DCG of LongMemEval's own scripts: the second place is worth as much as the first."""
    return np.asarray(1.0 / np.log2(np.maximum(places, 2.0)), dtype=np.float64)


def standings(places: Sequence[Sequence[int]]) -> Table:
    """The places of each question's gold, a row a question, filled up with infinity (not in the ranking)."""
    table = np.full((len(places), max(map(len, places), default=0)), np.inf)
    for row, found in zip(table, places, strict=True):
        row[: len(found)] = found
    return table


def found_within(table: Table, cuts: Sequence[int]) -> Table:
    """How much of the gold stands among the first k."""
    counts = np.stack([(table <= cut).sum(axis=1) for cut in cuts], axis=1)
    return np.asarray(counts, dtype=np.float64)


def recall_any(table: Table, cuts: Sequence[int]) -> Table:
    """Whether some of the gold stands among the first k."""
    return np.asarray(found_within(table, cuts) > 0, dtype=np.float64)


def recall_fraction(table: Table, sizes: Sizes, cuts: Sequence[int]) -> Table:
    """The share of the gold that stands among the first k."""
    return np.asarray(found_within(table, cuts) / sizes[:, np.newaxis], dtype=np.float64)


def recall_all(table: Table, sizes: Sizes, cuts: Sequence[int]) -> Table:
    """Whether all of the gold stands among the first k."""
    return np.asarray(found_within(table, cuts) == sizes[:, np.newaxis], dtype=np.float64)


def ndcg(table: Table, sizes: Sizes, cuts: Sequence[int], discount: Discount = logarithmic) -> Table:
    """The discounted gain of the first k, divided by the best there could be; relevance is 0 or 1.

    The discount is `logarithmic` (1 / log2(place + 1)). LongMemEval's scripts use an older one, `undiscounted_second`, with which
    figures come out higher: give it to compare with theirs.
    """
    gains = discount(table)  # a place at infinity gains 0
    ideal = np.concatenate([[0.0], np.cumsum(discount(np.arange(1.0, max(cuts) + 1.0)))])
    gained = np.stack([np.where(table <= cut, gains, 0.0).sum(axis=1) for cut in cuts], axis=1)
    best = np.stack([ideal[np.minimum(sizes, cut)] for cut in cuts], axis=1)
    return np.asarray(gained / best, dtype=np.float64)


def auroc(scores: Column, positive: NDArray[np.bool_]) -> float:
    """The chance that a positive scores higher than a negative, ties counting half (Mann–Whitney); NaN where one of the two is missing."""
    above, below = int(positive.sum()), int((~positive).sum())
    if not above or not below:
        return float("nan")
    _, group, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[group]
    return float((ranks[positive].sum() - above * (above + 1) / 2.0) / (above * below))


class Interval(NamedTuple):
    """A mean and the bounds between which it lies with 95 % confidence."""

    mean: float
    low: float
    high: float


def bootstrap(values: Column, rng: np.random.Generator, *, resamples: int = RESAMPLES) -> Interval:
    """The mean of a sample and its percentile interval (Efron 1979): what becomes of the mean when questions are drawn anew.

    For two systems give the differences question by question: the interval is then paired. NaN where there is no question.
    """
    if not values.size:
        return Interval(float("nan"), float("nan"), float("nan"))
    drawn = rng.multinomial(values.size, np.full(values.size, 1.0 / values.size), size=resamples)
    low, high = np.percentile(drawn @ values / values.size, [2.5, 97.5])
    return Interval(float(values.mean()), float(low), float(high))
