"""The ways of finding candidates. Each is a function of a question, a view and a limit, and gives raw scores."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memos.errors import EmbedderFailed, EmbedderMismatch, IndexFailed, WeightsMissing
from memos.index import blobs
from memos.index.lexical import words
from memos.index.units import NOWHERE, UTTERANCE, Nums, Rows
from memos.retrieval.procedures import fitting
from memos.retrieval.speakers import named, without
from memos.retrieval.view import Question, View
from memos.store.rows import micros

Raw = NDArray[np.float64]

POOL: Final = 100
"""Candidates a channel may put forward by each of its scores."""
_LEADERS: Final = 50
"""Of so many nearest, what stands beside them is put forward as well."""
_SUMMARIES: Final = 10
"""Of topics and sessions, a tenth as many are put forward."""
_WIDE: Final = (1.0, 1.0, 1.0, 1.0, 1.0)
"""What utterances count in the wide window, by distance."""
_STRETCHES: Final = 4
"""Stretches into which scores are parted, for each that is wanted: with so many hardly more than those are sorted."""
DIRECTLY: Final = 0.8
"""A statement that accounts for so much of a question answers it."""
FAILURES: Final = (IndexFailed, EmbedderFailed, EmbedderMismatch, WeightsMissing)
"""What makes a channel stand aside, named in `degraded`, while the others answer."""


class Found(NamedTuple):
    """What a channel found. `candidates` are put forward; of all `nums` (ascending) scores are known, by name."""

    candidates: Nums
    nums: Nums
    scores: Mapping[str, Raw]


_POSITION_THEN: Final = "SELECT coalesce(max(seq), 0) FROM journal WHERE space = ? AND committed_at <= ?"

Channel = Callable[[Question, View, int], Found]


def dense(question: Question, view: View, limit: int) -> Found:
    """By meaning: cosine with the question's vector, and what stands beside the nearest in a conversation: an answer is less like the
    question than what it answers. What an index holds of older versions is passed over."""
    near = question.near
    if near is None or not view.allowed.size:
        return Found(_NONE, _NONE, {})
    rows, known = view.units.rows_of(near.nums)
    fresh = known & (near.seqs >= view.units.table["seq"][rows])
    nums, cosines = near.nums, near.cosines.astype(np.float64)
    if not fresh.all():
        nums, rows, cosines = nums[fresh], rows[fresh], cosines[fresh]
    allowed = np.where(view.allowed[rows], cosines, 0.0)
    best = _best_of_each(view, nums, rows, allowed, limit)
    leaders = rows[highest(allowed, _LEADERS)]
    return Found(np.union1d(best, _beside(view, leaders)), nums, {"dense": cosines})


def lexical(question: Question, view: View, limit: int) -> Found:
    """By words: BM25 of the cube's own text, of windows of two and four utterances to either side, and of the session.

    The speakers of a space stand in every line of it: their names are no words to search by.
    """
    told = without(words(question.text), named(question.analysis, view.units))
    matches = view.words.matches(dict.fromkeys(told, 1.0))
    own, window = matches.own(), matches.window()
    scores = {
        "lexical": own.bm25,
        "share": own.share,
        "lexical_window": window.bm25,
        "share_window": window.share,
        "lexical_wide": matches.window(_WIDE).bm25,
        "lexical_session": matches.session().bm25,
    }
    nums = view.units.table["num"]
    if not view.allowed.all():
        scores = {name: np.where(view.allowed, score, 0.0) for name, score in scores.items()}
    rows = np.arange(nums.size)
    best = [_best_of_each(view, nums, rows, scores[name], limit) for name in ("lexical", "lexical_window")]
    return Found(np.unique(np.concatenate(best)), nums, scores)


def asked(question: Question, view: View, limit: int) -> Found:
    """By whom and what it is about: statements that answer all that is asked, each by its share in a list of such.

    One that answers a part stands where its words put it (put forward too, recall@5 of 302 LoCoMo questions fell from 69.6 to 68.6).
    """
    del view
    nums = np.array(sorted(num for num, worth in question.direct.items() if worth >= DIRECTLY), dtype=np.int64)
    worth = np.full(nums.size, 1.0 / (1.0 + math.log2(max(1, nums.size))))
    return Found(_best(nums, worth, limit), nums, {"asked": worth})


def task(question: Question, view: View, limit: int) -> Found:
    """By what is about to be done: procedures whose trigger or title a task names."""
    fits = fitting(question.text, view)
    nums = np.array(sorted(fits), dtype=np.int64)
    worth = np.array([fits[num] for num in nums.tolist()], dtype=np.float64)
    return Found(_best(nums, worth, limit), nums, {"task": worth})


def bygone(question: Question, view: View, limit: int) -> Found:
    """Of a past belief: what has changed or gone since, by what it said then; the indices hold what is said now."""
    if view.as_of is None:
        return Found(_NONE, _NONE, {})
    then = view.connection.exec_driver_sql(_POSITION_THEN, (view.space.number, micros(view.as_of))).scalar_one()
    changed = view.units.table["num"][view.allowed & (view.units.table["seq"] > then)]
    cubes = {cube.id: cube for cube in view.space.cubes.as_of(view.as_of, changed.tolist())}
    nums = {num: cubes[cube_id] for cube_id, num in view.space.cubes.nums(cubes).items()}
    if not nums:
        return Found(_NONE, _NONE, {})
    held = np.array(sorted(nums), dtype=np.int64)
    texts = [nums[num].text for num in held.tolist()]
    said = view.words.weigh(dict.fromkeys(words(question.text), 1.0), texts)
    scores = {"lexical": said, "lexical_window": said}
    if question.vector is not None:
        scores["dense"] = (
            blobs.of_texts(view.connection, held.tolist(), texts, question.vector.size) @ question.vector
        ).astype(np.float64)
    return Found(_best(held, said + scores.get("dense", 0.0), limit), held, scores)


CHANNELS: Final[Mapping[str, Channel]] = {
    "dense": dense,
    "lexical": lexical,
    "asked": asked,
    "task": task,
    "bygone": bygone,
}
"""All channels, by the name under which they are reported."""

_NONE: Final[Nums] = np.empty(0, dtype=np.int64)


def _beside(view: View, rows: Rows) -> Nums:
    """The numbers of the utterances one and two places from these in their runs."""
    spoken = rows[view.units.table["grain"][rows] == UTTERANCE]
    beside = np.concatenate([view.units.beside(spoken, step) for step in (-2, -1, 1, 2)])
    nums: Nums = view.units.table["num"][beside[beside != NOWHERE]]
    return nums


def _best_of_each(view: View, nums: Nums, rows: Rows, scores: Raw, limit: int) -> Nums:
    """The `limit` best of what was said and is believed, and a few of the summaries, which say the same again."""
    summing = np.flatnonzero(view.units.table["grain"][rows] > UTTERANCE)
    said = scores.copy()
    said[summing] = 0.0
    few = _best(nums[summing], scores[summing], max(1, limit // _SUMMARIES))
    return np.union1d(_best(nums, said, limit), few)


def _best(nums: Nums, scores: Raw, limit: int) -> Nums:
    """The numbers of the `limit` highest that are above 0."""
    return nums[highest(scores, limit)]


def highest(scores: Raw, limit: int) -> Rows:
    """The places of the `limit` highest scores that are above 0, ascending; of equal ones the last."""
    if not limit:
        return _NONE
    reached = _reached(scores, limit)
    places = np.flatnonzero(scores >= reached if reached > 0 else scores > 0)
    if places.size <= limit:
        return places
    least = np.partition(scores[places], -limit)[-limit]
    above, level = places[scores[places] > least], places[scores[places] == least]
    return np.sort(np.concatenate([above, level[above.size - limit :]]))


def _reached(scores: Raw, limit: int) -> float:
    """A score that at least `limit` of many reach: so many stretches have a best as high. What is below it need not be sorted."""
    wide = scores.size // (_STRETCHES * limit)
    if wide < 2:
        return 0.0
    bests = scores[: wide * _STRETCHES * limit].reshape(-1, wide).max(axis=1)
    return float(np.partition(bests, -limit)[-limit])
