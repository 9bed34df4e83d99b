"""From scores to chances: Platt's logistic curve, and how far what it says can be believed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from memos.retrieval.ranking import Calibration, Presence

Floats = NDArray[np.float64]
_BINS: Final = 10


class Told(NamedTuple):
    """Scores, the share of each one's question that its best match says, which of them answer, and the number of the question."""

    scores: Floats
    said: Floats
    gold: NDArray[np.bool_]
    question: NDArray[np.int64]

    @classmethod
    def of(cls, parts: Sequence[Told]) -> Told:
        """Several as one."""
        before = np.cumsum([0, *(int(one.question.max(initial=-1)) + 1 for one in parts)])
        apart = [one._replace(question=one.question + start) for one, start in zip(parts, before, strict=False)]
        return cls(*(np.concatenate(column) for column in zip(*apart, strict=True)))

    def of_answered(self) -> Told:
        """Only of questions that something answers."""
        kept = self.best().gold[self.question]
        _, question = np.unique(self.question[kept], return_inverse=True)
        return Told(self.scores[kept], self.said[kept], self.gold[kept], question)

    def best(self) -> Told:
        """One row a question: its highest score, and whether anything answers it."""
        count = int(self.question.max(initial=-1)) + 1
        scores, said, gold = np.full(count, -np.inf), np.zeros(count), np.zeros(count, dtype=np.bool_)
        np.maximum.at(scores, self.question, self.scores)
        said[self.question] = self.said
        np.logical_or.at(gold, self.question, self.gold)
        return Told(scores, said, gold, np.arange(count))


def platt(sets: Sequence[Told]) -> Calibration:
    """The curves that make what is observed the likeliest (Platt 1999): of the candidates of questions that something answers, each set
    counting the same; and, of sets with questions that nothing answers, whether anything does."""
    answered = [told.of_answered() for told in sets]
    worth = np.concatenate([np.full(one.scores.size, 1.0 / max(1, one.scores.size)) for one in answered])
    told = Told.of(answered)
    slope, intercept = _logistic(told.scores, told.gold, worth)
    best = [best for best in (told.best() for told in sets) if not best.gold.all()]
    return Calibration(slope, intercept, _presence(Told.of(best))) if best else Calibration(slope, intercept)


def _presence(best: Told) -> Presence:
    """Learned as if there were as many questions without an answer as with one, then told how many there are: of few it would learn
    little but that they are few."""
    with_answer, without = float(best.gold.sum()), float((~best.gold).sum())
    telling, intercept = _logistic(best.said, best.gold, np.where(best.gold, 1.0 / with_answer, 1.0 / without))
    return Presence(telling, intercept + float(np.log(with_answer / without)))


def _logistic(scores: Floats, gold: NDArray[np.bool_], worth: Floats) -> tuple[float, float]:
    """The slope, above 0, and what is added."""
    answers = gold.astype(np.float64)

    def loss(point: Floats) -> tuple[float, Floats]:
        lift = point[0] * scores + point[1]
        apart = worth * (1.0 / (1.0 + np.exp(-lift)) - answers)
        return float((worth * (np.logaddexp(0.0, lift) - answers * lift)).sum()), np.array(
            [apart @ scores, apart.sum()]
        )

    found = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B", bounds=[(1e-3, None), (None, None)])
    return float(found.x[0]), float(found.x[1])


def error(told: Told, calibration: Calibration) -> float:
    """The expected calibration error: by how much, on the whole, chances differ from shares observed, in ten bins of equal width."""
    best = told.best()
    present = np.array([calibration.presence.chance(float(said)) for said in best.said])
    chances = calibration.chances(told.scores) * present[told.question]
    places = np.minimum((chances * _BINS).astype(np.int64), _BINS - 1)
    said, seen = np.bincount(places, chances, _BINS), np.bincount(places, told.gold, _BINS)
    return float(np.abs(said - seen).sum() / max(1, chances.size))
