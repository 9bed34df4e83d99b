"""One number a candidate, out of its features, and what that number means. Pure: the same features and weights give the same order."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import numpy as np

from memos.retrieval.channels import Raw

Weights = Mapping[str, float]
"""A number a feature; features without one count nothing."""

TELLING: Final = "share"
"""The feature that tells how much of a question a candidate says."""
SUMMARIES: Final = ("topic", "session")
"""The features that are above 0 for candidates that say again what others say."""
_MOST_CHANGE: Final = 0.1
"""How far a single lesson may move all weights together (Euclidean): one odd reward shall not turn a ranking over."""


class Presence(NamedTuple):
    """The chance that anything here answers a question: the logistic curve of `told`, the share of the question's words that the best match
    says. That has a scale of its own, while scores compare the candidates of one question: on LiHua-World it tells better alone."""

    telling: float = 0.0
    intercept: float = 4.0

    def chance(self, told: float) -> float:
        """0 to 1."""
        return 1.0 / (1.0 + math.exp(-(self.telling * told + self.intercept)))


class Calibration(NamedTuple):
    """How a score becomes the chance that a candidate answers: where anything does, 1 / (1 + exp(-(slope * score + intercept))) (Platt
    1999); that times the chance that anything does."""

    slope: float = 1.0
    intercept: float = 0.0
    presence: Presence = Presence()

    def chances(self, scores: Raw, present: float = 1.0) -> Raw:
        """The chance of each, 0 to 1, in the order of the scores; `present` is the chance that anything answers."""
        lifted = np.clip(self.slope * scores + self.intercept, -60.0, 60.0)
        chances: Raw = present / (1.0 + np.exp(-lifted))
        return chances


def told_of(values: Mapping[str, Raw]) -> float:
    """The share of the question's words that the best of these candidates says, 0 to 1. Summaries do not count: saying a little of
    everything, they have words of any question."""
    if TELLING not in values:
        return 0.0
    said = values[TELLING]
    for summing in SUMMARIES:
        said = np.where(values.get(summing, 0.0), 0.0, said)
    return float(said.max(initial=0.0))


class Trained(NamedTuple):
    """What is read from a file of weights; `made` tells how they came about."""

    weights: Weights
    calibration: Calibration
    made: Mapping[str, Any]


def read(text: str) -> Trained:
    """A file of weights as `scripts/bench train` writes it."""
    told = json.loads(text)
    calibration = Calibration(**told["calibration"], presence=Presence(**told["presence"]))
    return Trained(MappingProxyType(told["weights"]), calibration, MappingProxyType(told["made"]))


SHIPPED: Final[Trained] = read(files("memos.retrieval").joinpath("weights.json").read_text(encoding="utf-8"))
"""The weights that every search ranks with unless it is given others."""


def score(values: Mapping[str, Raw], weights: Weights) -> Raw:
    """The weighted sum of the features, one a candidate."""
    size = next((column.size for column in values.values()), 0)
    total = np.zeros(size, dtype=np.float64)
    for name, weight in weights.items():
        if name in values:
            total += weight * values[name]
    return total


def moves(features: Mapping[str, float], weights: Weights) -> dict[str, float]:
    """What each feature of a candidate adds to its score, the most first, up or down; without those that add nothing."""
    added = {name: weights.get(name, 0.0) * value for name, value in features.items()}
    return {name: added[name] for name in sorted(added, key=lambda name: -abs(added[name])) if added[name]}


def learn(
    weights: Weights,
    values: Mapping[str, Raw],
    rewards: Mapping[int, float],
    *,
    rate: float = 1e-2,
    baseline: float = 0.0,
) -> Weights:
    """The weights after one question: a step towards what was rewarded, away from what was shown in vain.

    `rewards` by place in the columns of `values`: what the candidates that were shown were worth (say 1 for one that was cited, -1 for
    one that was not); `baseline` is what is usual. The step is REINFORCE over the softmax of the scores (Williams 1992; RMM, arXiv
    2503.08026), bounded in length. Weights of features that are not among the columns stay as they are.
    """
    names = [name for name in weights if name in values]
    if not names or not rewards:
        return weights
    rows = np.stack([values[name] for name in names], axis=1)
    scores = rows @ np.array([weights[name] for name in names])
    chance = np.exp(scores - scores.max())
    chance /= chance.sum()
    places = np.fromiter(rewards, dtype=np.int64)
    worth = np.fromiter(rewards.values(), dtype=np.float64) - baseline
    step = rate * (worth @ (rows[places] - chance @ rows))
    length = float(np.linalg.norm(step))
    if length > _MOST_CHANGE:
        step *= _MOST_CHANGE / length
    return MappingProxyType(
        {**weights, **{name: weights[name] + float(more) for name, more in zip(names, step, strict=True)}}
    )
