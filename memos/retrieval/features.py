"""What ranking knows of each candidate: a matrix, one row a candidate, one named column a feature.

An answer shares few words with its question, its neighbours share many: so an utterance is scored by itself and by the
window of two utterances before and after it (LoCoMo, recall@10: 65 by itself, 79 with the window). A statement takes
its window from the utterance it was made of, so that all kinds stand on one scale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memos.index.units import KINDS, NOWHERE, SESSION, TOPIC, UTTERANCE, Nums, Rows
from memos.ports import Vectors
from memos.retrieval.channels import Found, Raw
from memos.retrieval.view import Question, View
from memos.schemas.cube import Kind

SCALED: Final = ("dense", "lexical", "dense_window", "lexical_window")
"""Scores of channels: raw, and brought between 0 and 1 by the least and greatest of the query."""
NATURE: Final = ("statement", "topic", "session")
"""What kind of thing the candidate is: 0 or 1."""
WINDOW: Final = ((0, 1.5), (-1, 1.0), (1, 1.0), (-2, 0.5), (2, 0.5))
"""Weights of the utterances in a window, by distance: its vector is their normalised mean, and is never embedded."""


class Features(NamedTuple):
    """Candidates by ascending number: their rows in the units, raw scores and features, one column a name."""

    nums: Nums
    rows: Rows
    raw: Mapping[str, Raw]
    values: Mapping[str, Raw]


def describe(found: Sequence[Found], question: Question, view: View) -> Features:
    """The features of all candidates that may be found."""
    put_forward = np.concatenate([np.empty(0, dtype=np.int64), *(each.candidates for each in found)])
    nums = np.unique(put_forward)
    rows, known = view.units.rows_of(nums)
    kept = known & view.allowed[rows] if view.allowed.size else known
    nums, rows = nums[kept], rows[kept]
    anchors = _anchors(view, rows)
    raw = _words(found, view, nums, anchors) | _meaning(found, question, view, nums, anchors)
    direct = {name: _lookup(found, name, nums) for name in ("asked", "task")}
    return Features(nums, rows, raw, {name: _scaled(name, raw[name]) for name in SCALED} | direct | _nature(view, rows))


def _anchors(view: View, rows: Rows) -> Rows:
    """The utterance whose window counts: itself, or that of a statement's first source; NOWHERE for summaries."""
    table = view.units.table[rows]
    spoken = view.units.spoken_at(table["first"])
    own = np.where(np.isin(table["grain"], (TOPIC, SESSION)), NOWHERE, spoken)
    return np.where(table["grain"] == UTTERANCE, rows, own)


def _words(found: Sequence[Found], view: View, nums: Nums, anchors: Rows) -> dict[str, Raw]:
    own = _lookup(found, "lexical", nums)
    window = _lookup(found, "lexical_window", view.units.table["num"][anchors]) if nums.size else own
    return {"lexical": own, "lexical_window": np.where(anchors >= 0, window, own)}


def _meaning(found: Sequence[Found], question: Question, view: View, nums: Nums, anchors: Rows) -> dict[str, Raw]:
    if question.vector is None or not nums.size:
        return dict.fromkeys(("dense", "dense_window"), np.zeros(nums.size))
    around = np.stack([view.units.beside(anchors, step) if step else anchors for step, _ in WINDOW])
    around[:, anchors < 0] = NOWHERE
    needed = np.union1d(nums, view.units.table["num"][around[around >= 0]])
    vectors, held = view.shadows.dense.vectors(view.connection, view.space.key, needed, size=view.units.table.size)
    if vectors.shape[1] != question.vector.size:
        return dict.fromkeys(("dense", "dense_window"), np.zeros(nums.size))
    places = np.searchsorted(needed, nums)
    own = np.where(held[places], vectors[places] @ question.vector, 0.0)
    own = np.maximum(own, _lookup(found, "dense", nums, missing=-1.0))  # the best part of a long text, not its first
    window = _window(vectors, np.searchsorted(needed, view.units.table["num"][around]), around >= 0, question.vector)
    return {"dense": own, "dense_window": np.where(anchors >= 0, window, own)}


def _window(vectors: Vectors, places: NDArray[np.int64], present: NDArray[np.bool_], query: Vectors) -> Raw:
    """The cosines of the query with the windows. `places` and `present`, shape (5, n), tell what stands around each."""
    mean = np.zeros((places.shape[1], vectors.shape[1]), dtype=np.float32)
    for (_, weight), place, here in zip(WINDOW, places, present, strict=True):
        mean[here] += np.float32(weight) * vectors[place[here]]
    length = np.linalg.norm(mean, axis=1)
    cosines: Raw = np.divide(mean @ query, length, out=np.zeros_like(length), where=length > 0).astype(np.float64)
    return cosines


def _nature(view: View, rows: Rows) -> dict[str, Raw]:
    table = view.units.table[rows]
    return {
        "statement": (table["kind"] != KINDS.index(Kind.EPISODIC)).astype(np.float64),
        "topic": (table["grain"] == TOPIC).astype(np.float64),
        "session": (table["grain"] == SESSION).astype(np.float64),
    }


def _lookup(found: Sequence[Found], name: str, nums: Nums, missing: float = 0.0) -> Raw:
    """A channel's score of each number; `missing` where it gave none."""
    scores = np.full(nums.size, missing, dtype=np.float64)
    for each in found:
        if name in each.scores and each.nums.size:
            places = np.minimum(np.searchsorted(each.nums, nums), each.nums.size - 1)
            known = each.nums[places] == nums
            scores[known] = each.scores[name][places[known]]
    return scores


def _scaled(name: str, scores: Raw) -> Raw:
    """Greatest 1, least 0 (for words: none is 0); all 0 when they are equal."""
    if not scores.size:
        return scores
    low = 0.0 if name.startswith("lexical") else scores.min()
    spread = scores.max() - low
    return (scores - low) / spread if spread > 0 else np.zeros_like(scores)
