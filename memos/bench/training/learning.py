"""A linear ranking learned from questions whose answers are known, and calibrated. Pure numpy; the same samples give the same weights.

Two losses on one score s = w·x. Among the candidates of a question, the softmax of their scores should lie on what answers (ListNet's
top-one cross-entropy, Cao et al. 2007); a session answers if any of its utterances does, so a group is nearly what its best row is: a
smooth maximum, for a plain sum would favour sessions with many. And over all questions, the logistic function of a group's score should
be the chance that it answers: this teaches the scale, by which a question that nothing answers is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from memos.bench.training.calibrating import Told
from memos.bench.training.samples import Sample

Floats = NDArray[np.float64]
_ROUNDS: Final = 200
_SHARP: Final = 5.0
"""How near a group's score is to that of its best row: 1 sums their chances, infinite is the best alone. From 1 to 5, LiHua-World gained .7
points of recall@1, RealMem 1.2 of recall@10; 3 and 10 give the same."""


class Model(NamedTuple):
    """A weight a column, and what is added for the chance: p = 1 / (1 + exp(-(w·x + bias)))."""

    weights: Floats
    bias: float

    def scores(self, sample: Sample) -> Floats:
        """The score of each row."""
        return sample.values @ self.weights + self.bias


class Penalty(NamedTuple):
    """`ridge`: on the squared distance of weights (of columns of spread 1) from `prior`, the weights held before anything is learned,
    none: 0. `chance`: what the second loss counts. `rising`: columns (their places) whose weights may not be below 0: the better such
    a feature, the better the candidate."""

    ridge: float = 0.05
    chance: float = 0.1
    rising: tuple[int, ...] = ()
    prior: tuple[float, ...] = ()


class _Table(NamedTuple):
    """All rows of all questions, those of a group together, and groups by question."""

    rows: Floats
    groups: NDArray[np.int64]
    questions: NDArray[np.int64]
    gold: NDArray[np.bool_]
    worth: Floats
    shares: Floats


def fit(sets: Sequence[Sequence[Sample]], penalty: Penalty, worths: Sequence[float] | None = None) -> Model:
    """Learns from several sets, each counting the same however many questions it has, unless `worths` says otherwise."""
    given = [1.0] * len(sets) if worths is None else worths
    table = _table(
        [
            (sample, worth / max(1, len(samples)))
            for samples, worth in zip(sets, given, strict=True)
            for sample in samples
        ]
    )
    centre, spread = table.rows.mean(axis=0), table.rows.std(axis=0)
    spread = np.where(spread > 1e-6, spread, np.inf)
    rows = (table.rows - centre) / spread
    table = table._replace(rows=rows)
    count = rows.shape[1]
    bounds = [(0.0, None) if place in penalty.rising else (None, None) for place in range(count)] + [(None, None)]
    known = np.isfinite(spread)
    prior = np.array(penalty.prior or np.zeros(count)) * np.where(known, spread, 0.0)
    start = np.append(prior, -3.0)
    found = minimize(
        _loss,
        start,
        args=(table, penalty, prior),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": _ROUNDS},
    )
    weights = found.x[:-1] / spread
    return Model(weights, float(found.x[-1] - weights @ centre))


def _table(samples: Sequence[tuple[Sample, float]]) -> _Table:
    rows, groups, questions, gold, worth, shares = [], [], [], [], [], []
    for sample, each in samples:
        order = np.argsort(sample.group, kind="stable")
        rows.append(sample.values[order])
        counts = np.bincount(sample.group, minlength=sample.groups)
        groups.append(counts)
        questions.append(sample.groups)
        answers = np.zeros(sample.groups, dtype=np.bool_)
        answers[sample.gold] = True
        gold.append(answers)
        worth.append(each)
        shares.append(np.full(sample.groups, each))
    sizes, held = np.concatenate(groups), np.array(questions)
    return _Table(
        np.concatenate(rows).astype(np.float64),
        np.concatenate([[0], np.cumsum(sizes)[:-1]]),
        np.concatenate([[0], np.cumsum(held)[:-1]]),
        np.concatenate(gold),
        np.array(worth),
        np.concatenate(shares),
    )


def _loss(point: Floats, table: _Table, penalty: Penalty, prior: Floats) -> tuple[float, Floats]:
    weights, bias = point[:-1], point[-1]
    apart_from = weights - prior
    scores = table.rows @ weights
    sizes = np.diff(np.append(table.groups, scores.size))
    held = np.diff(np.append(table.questions, table.groups.size))
    of_group = np.maximum.reduceat(scores, table.groups)
    within = np.exp(_SHARP * (scores - np.repeat(of_group, sizes)))
    mass = np.add.reduceat(within, table.groups)
    within /= np.repeat(mass, sizes)
    of_group = of_group + np.log(mass) / _SHARP
    # among the candidates of a question
    top = np.repeat(np.maximum.reduceat(of_group, table.questions), held)
    chance = np.exp(of_group - top)
    total = np.repeat(np.add.reduceat(chance, table.questions), held)
    chance /= total
    answers = np.add.reduceat(table.gold.astype(np.float64), table.questions)
    share = np.where(table.gold, 1.0, 0.0) / np.maximum(np.repeat(answers, held), 1.0)
    told = np.repeat(answers > 0, held)
    listed = -(table.shares * share * np.log(np.maximum(chance, 1e-12))).sum()
    slope = table.shares * (chance - share) * told
    # over all questions
    lift = of_group + bias
    sure = 1.0 / (1.0 + np.exp(-lift))
    pointed = (table.shares * (np.logaddexp(0.0, lift) - table.gold * lift)).sum()
    apart = penalty.chance * table.shares * (sure - table.gold)
    slope = slope + apart
    gradient = table.rows.T @ (np.repeat(slope, sizes) * within) + 2 * penalty.ridge * apart_from
    loss = listed + penalty.chance * pointed + penalty.ridge * float(apart_from @ apart_from)
    return float(loss), np.append(gradient, apart.sum())


def best_of_groups(sample: Sample, scores: Floats) -> Floats:
    """The score of each group: that of its best row."""
    best = np.full(sample.groups, -np.inf)
    np.maximum.at(best, sample.group, scores)
    return best


def recall(samples: Sequence[Sample], model: Model, cuts: Sequence[int]) -> Mapping[int, float]:
    """The share of what answers among the first k groups, in percent, over answerable questions."""
    shares: list[list[float]] = []
    for sample in samples:
        if sample.asked:
            best = best_of_groups(sample, model.scores(sample))
            place = np.empty(best.size, dtype=np.int64)
            place[np.argsort(-best, kind="stable")] = np.arange(best.size)
            shares.append([float((place[sample.gold] < cut).sum()) / sample.asked for cut in cuts])
    mean = 100 * np.array(shares).mean(axis=0)
    return dict(zip(cuts, mean.tolist(), strict=True))


def chances(samples: Sequence[Sample], model: Model, telling: int) -> Told:
    """The scores of all groups of all questions, and which of them answer: what a calibration is learned from. `telling` is the column
    that tells how much of the question a candidate says."""
    scores = [best_of_groups(sample, model.scores(sample)) for sample in samples]
    said = [np.full(sample.groups, sample.values[:, telling].max(initial=0.0)) for sample in samples]
    gold = [np.isin(np.arange(sample.groups), sample.gold) for sample in samples]
    question = np.repeat(np.arange(len(samples)), [sample.groups for sample in samples])
    return Told(np.concatenate(scores), np.concatenate(said).astype(np.float64), np.concatenate(gold), question)
