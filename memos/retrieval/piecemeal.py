"""Finding by parts: what answers one hop of a question has few words of the others, and is lost among what has some of each.

On HotpotQA's training questions that have parts, BM25 finds 83 % in the first five with this beside it, 77 % without; of
MuSiQue's 52 and 50.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from memos.index.lexical import words
from memos.index.units import Nums
from memos.retrieval.channels import Found, Raw, highest
from memos.retrieval.speakers import named, without
from memos.retrieval.view import Question, View

_NONE: Final[Nums] = np.empty(0, dtype=np.int64)


def piecemeal(question: Question, view: View, limit: int) -> Found:
    """By the words of each part of a question of several: the score is that of the part that fits best, measured by the best of
    that part, so between 0 and 1. Of each part as many are put forward."""
    parts = question.analysis.parts
    if not parts or not view.allowed.size:
        return Found(_NONE, _NONE, {})
    speakers = named(question.analysis, view.units)
    asked = [dict.fromkeys(without(words(part), speakers), 1.0) for part in parts]
    scores = [_measured(view, view.words.matches(one).own().bm25) for one in asked]
    nums = np.ascontiguousarray(view.units.table["num"])
    best = np.concatenate([highest(one, limit // len(parts)) for one in scores])
    return Found(np.unique(nums[best]), nums, {"part": np.max(scores, axis=0)})


def _measured(view: View, scores: Raw) -> Raw:
    """Of what may be found, by the best of it."""
    allowed = np.where(view.allowed, scores, 0.0)
    return allowed / max(float(allowed.max(initial=0.0)), 1e-6)
