"""From scores to chances: Platt's logistic curve, and how far what it says can be believed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from memos.retrieval.ranking import Calibration

Floats = NDArray[np.float64]
Told = tuple[Floats, NDArray[np.bool_]]
"""Scores, and which of them answer."""
_BINS: Final = 10


def platt(sets: Sequence[Told]) -> Calibration:
    """The curve that makes what is observed the likeliest (Platt 1999); each set counts the same."""
    scores = np.concatenate([told[0] for told in sets])
    gold = np.concatenate([told[1] for told in sets]).astype(np.float64)
    worth = np.concatenate([np.full(told[0].size, 1.0 / max(1, told[0].size)) for told in sets])

    def loss(point: Floats) -> tuple[float, Floats]:
        lift = point[0] * scores + point[1]
        apart = worth * (1.0 / (1.0 + np.exp(-lift)) - gold)
        return float((worth * (np.logaddexp(0.0, lift) - gold * lift)).sum()), np.array([apart @ scores, apart.sum()])

    found = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B", bounds=[(1e-3, None), (None, None)])
    return Calibration(slope=float(found.x[0]), intercept=float(found.x[1]))


def error(told: Told, calibration: Calibration) -> float:
    """The expected calibration error: by how much, on the whole, chances differ from shares observed, in ten bins of equal width."""
    chances = calibration.chances(told[0])
    places = np.minimum((chances * _BINS).astype(np.int64), _BINS - 1)
    said, seen = np.bincount(places, chances, _BINS), np.bincount(places, told[1], _BINS)
    return float(np.abs(said - seen).sum() / max(1, chances.size))
