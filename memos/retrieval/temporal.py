"""Finding by time: what was said or happened, began or ended in the stretch of time that a question names."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from memos.index.units import ALWAYS, NEVER, NOWHERE, Nums, Rows, Units
from memos.retrieval.analysis import Bearing, Span
from memos.retrieval.channels import Found, Raw
from memos.retrieval.view import Question, View

BEARING: Final = ("recency", "recency_talk", "earliness", "lateness")
"""The features of `bearing`."""
_DAY: Final = 86_400_000_000
_HOLDING: Final = 0.5
"""What it counts that a statement held at the time named: it may have held for years, what began or ended then is meant more often."""
_NONE: Final[Nums] = np.empty(0, dtype=np.int64)


def temporal(question: Question, view: View, limit: int) -> Found:
    """By the times the question names. The score is 1 inside one and falls with the distance from it, in lengths of it (at least
    a day), as e to the minus that; 0 without any.

    What lies inside is put forward unless it is more than `limit`: then the time alone tells too little. On LiHua-World it
    takes questions that name a time from 21 to 67 % right at the first place, beside BM25 over sessions.
    """
    spans = question.analysis.spans
    if not spans or not view.allowed.size:
        return Found(_NONE, _NONE, {})
    scores = np.max([_near(view.units, span) for span in spans], axis=0)
    nums = np.ascontiguousarray(view.units.table["num"])
    inside = nums[view.allowed & (scores >= 1.0)]
    return Found(inside if inside.size <= limit else _NONE, nums, {"temporal": scores})


def bearing(question: Question, view: View, rows: Rows) -> Mapping[str, Raw]:
    """How candidates stand in time as far as the question asks for that, each between 0 and 1.

    "recency": 1 for what was said last, falling with the logarithm of how many messages ago; "recency_talk": the same where the
    question goes on with a talk, else 0. "earliness" where it asks for the first, "lateness" where for the last: the place among
    all that may be found, by time.
    """
    table, asked = view.units.table[rows], question.analysis.bearings
    told = np.where(table["position"] != NOWHERE, table["position"], table["first"])
    recent = _recency(told, _newest(view))
    first, last = Bearing.FIRST in asked, Bearing.LAST in asked
    late = _lateness(view, table["said_from"]) if first or last else np.zeros(rows.size)
    return {
        "recency": recent,
        "recency_talk": recent * question.analysis.talk,
        "earliness": (1.0 - late) * first,
        "lateness": late * last,
    }


def _newest(view: View) -> int:
    """Where the last message stands of which anything may be found."""
    return int(view.units.table["position"][view.allowed].max(initial=NOWHERE))


def _recency(positions: Nums, newest: int) -> Raw:
    """Without a scale of its own: the last message counts 1, the first 0, and so does what cites none."""
    ago = np.clip(newest - positions, 0, max(0, newest)).astype(np.float64)
    return np.where(positions == NOWHERE, 0.0, 1.0 - np.log1p(ago) / np.log1p(max(1, newest)))


def _lateness(view: View, moments: Nums) -> Raw:
    known = np.sort(view.units.table["said_from"][view.allowed])
    places: Raw = np.searchsorted(known, moments) / max(1, known.size - 1)
    return np.minimum(places, 1.0)


def _near(units: Units, span: Span) -> Raw:
    """How near to a stretch of time each cube lies: by when it was said or happened, and by when it began or ended to hold.

    An utterance counts as near as what the statements that rest on it tell of: "we moved in May", said in August.
    """
    table = units.table
    scores = _closeness(table["said_from"], table["said_to"], span)
    dated = np.flatnonzero((table["valid_from"] != ALWAYS) | (table["valid_to"] != NEVER))
    if not dated.size:
        return scores
    began, ended = table["valid_from"][dated], table["valid_to"][dated]
    told = np.where(began != ALWAYS, _closeness(began, began, span), 0.0)
    told = np.maximum(told, np.where(ended != NEVER, _closeness(ended, ended, span), 0.0))
    held = (began < span.end) & (span.start < ended) if span.relation == "in" else np.zeros(dated.size, dtype=np.bool_)
    scores[dated] = np.maximum(scores[dated], np.maximum(told, _HOLDING * held))
    spoken = units.spoken_at(table["first"][dated])
    np.maximum.at(scores, spoken[spoken != NOWHERE], told[spoken != NOWHERE])
    return scores


def _closeness(began: Nums, ended: Nums, span: Span) -> Raw:
    """1 for what lies in the span, or on the side of it that is asked for; else e to the minus its distance in lengths of the span."""
    low, high = {"before": (-math.inf, span.start), "after": (span.end, math.inf)}.get(
        span.relation, (span.start, span.end - 1)
    )
    distance = np.subtract(float(low), ended)
    np.maximum(distance, np.subtract(began, float(high)), out=distance)
    np.maximum(distance, 0.0, out=distance)
    distance /= -float(max(span.end - span.start, _DAY))
    near: Raw = np.exp(distance, out=distance)
    return near
