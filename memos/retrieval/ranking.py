"""One number a candidate, out of its features. Pure: the same features and weights give the same order."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from memos.retrieval.channels import Raw

Weights = Mapping[str, float]
"""A number a feature; features without one count nothing."""

UNTRAINED: Final[Weights] = MappingProxyType(
    {
        "dense": 0.25,
        "lexical": 0.25,
        "dense_window": 0.25,
        "lexical_window": 0.25,
        "asked": 1.0,
        "task": 1.0,
        "topic": -0.3,
        "session": -0.5,
    }
)
"""What is shipped: the plain sum of the scaled scores. What answers directly stands before all that is only like the question;
summaries stand back, so as not to crowd out what was said."""


def score(values: Mapping[str, Raw], weights: Weights = UNTRAINED) -> Raw:
    """The weighted sum of the features, one a candidate; with the shipped weights 1 is the best there can be by likeness."""
    size = next((column.size for column in values.values()), 0)
    total = np.zeros(size, dtype=np.float64)
    for name, weight in weights.items():
        if name in values:
            total += weight * values[name]
    return total
