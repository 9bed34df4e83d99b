"""What ranking knows of each candidate: a matrix, one row a candidate, one named column a feature.

An answer shares few words with its question, its neighbours share many: so an utterance is scored by itself, by the windows around
it and by its session. A statement is judged by the utterance it was made of, so that all kinds stand on one scale; what its own words
add is told apart.
Features lie between 0 and 1, most of them measured by the best of the query, some (`cosine`, `share`) by nothing but themselves:
by these ranking can tell a question that nothing answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memos.index.flags import Flag
from memos.index.units import KINDS, NOWHERE, SESSION, TOPIC, TRUSTS, UTTERANCE, Nums, Rows
from memos.retrieval.channels import Found, Raw
from memos.retrieval.network import SCORES as BRIDGES
from memos.retrieval.sessions import SCORES as KINSHIP
from memos.retrieval.sessions import Sessions, kinship
from memos.retrieval.speakers import spoken_by
from memos.retrieval.temporal import BEARING, bearing
from memos.retrieval.view import Question, View
from memos.schemas.cube import Kind
from memos.schemas.message import Trust

WINDOW: Final = ((0, 1.5), (-1, 1.0), (1, 1.0), (-2, 0.5), (2, 0.5))
"""Weights of the utterances in a window, by distance."""
WIDE: Final = tuple((step, 1.0 / (1 + abs(step))) for step in range(-4, 5))
_REACH: Final = 4
_NEAR: Final = 20.0
"""The place at which a feature of places has fallen to a half."""
_BEST: Final = 3
"""Utterances by which a session is judged."""
_TELLING: Final = 0.5
"""The share of a question's words that a match has to say for words to count in full; of one that says less, in proportion. Measured by
the best alone, a chance word in common counts as much as a question's own words where nothing says those."""
_LIKE: Final = 0.1
"""The cosine that the best match has to reach for likeness to count in full. Measured by a best of nearly 0, what is told of an utterance,
or said beside it, would count ten thousand times what the best can."""

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "dense": ("dense", "cosine", "dense_place"),
    "dense windows": ("dense_window", "dense_wide", "dense_before", "dense_after", "dense_window_place"),
    "dense session": ("dense_session",),
    "lexical": ("lexical", "share", "lexical_place"),
    "lexical windows": (
        "lexical_window", "lexical_wide", "share_window", "lexical_before", "lexical_after", "lexical_window_place",
    ),
    "lexical session": ("lexical_session",),
    "both": ("both", "both_place"),
    "sessions": ("session_best", *KINSHIP),
    "parts": ("part",),
    "graph": BRIDGES,
    "temporal": ("temporal", *BEARING),
    "speaker": ("spoken_by", "spoken_by_another", "by_user", "by_asker"),
    "nature": ("length", "shows", "question", "greeting", "image", "answers", "statement", "topic", "session", "chunk"),
    "told": ("lexical_told", "dense_told"),
    "direct": ("asked", "task"),
}  # fmt: skip
"""Features by what they tell of; an ablation leaves out a group."""
FREE: Final = frozenset(
    {
        *GROUPS["speaker"], *GROUPS["nature"], *GROUPS["told"], *KINSHIP, "recency", "recency_talk",
        "lexical_session", "dense_session", "lexical_after", "dense_after", "lexical_before", "dense_before",
    }
)  # fmt: skip
"""Features of which more need not be better: what surrounds a candidate may answer in its place. Of all others a weight below 0
would be a mistake of the sample."""
RAW: Final = ("dense", "lexical", "lexical_window", "graph", "temporal")
"""What channels gave, told where a query asks to explain."""


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
    if not nums.size:
        return Features(nums, rows, {}, {})
    around = _Around.of(view, rows)
    raw = {name: _lookup(found, name, nums) for name in RAW}
    values = _words(found, view, rows, around) | _meaning(found, question, view, rows, around)
    values |= _both(values, view, rows)
    values |= _kinship(values, question, view, rows, around)
    judged = view.units.table["num"][around.stands]
    values |= {name: _lookup(found, name, judged) for name in ("part", *BRIDGES, "temporal")}
    values |= {name: _lookup(found, name, nums) for name in GROUPS["direct"]}
    values |= bearing(question, view, around.stands)
    values |= _speaker(question, view, around.stands) | _nature(question, view, rows, around)
    return Features(nums, rows, raw, values)


class _Around(NamedTuple):
    """Where candidates stand in a conversation: by step from -4 to 4 the row beside each, NOWHERE where there is none (of step 0:
    the utterance itself, or the one a statement was made of; of a summary none). `stands` is what each is judged by: that utterance,
    where there is one, else itself; `session` the row of each one's session."""

    beside: Mapping[int, Rows]
    stands: Rows
    session: Rows

    @classmethod
    def of(cls, view: View, rows: Rows) -> _Around:
        table = view.units.table[rows]
        own = np.where(np.isin(table["grain"], (TOPIC, SESSION)), NOWHERE, view.units.spoken_at(table["first"]))
        anchors = np.where(table["grain"] == UTTERANCE, rows, own)
        there = np.where(anchors == NOWHERE, 0, anchors)
        steps = {
            step: np.where(anchors == NOWHERE, NOWHERE, view.units.beside(there, step) if step else anchors)
            for step in range(-_REACH, _REACH + 1)
        }
        return cls(steps, np.where(anchors == NOWHERE, rows, anchors), _sessions(view, rows))

    @property
    def anchors(self) -> Rows:
        """The utterance that stands for each."""
        return self.beside[0]


def _sessions(view: View, rows: Rows) -> Rows:
    """The row of the session that each was said in."""
    table = view.units.table
    summing = np.flatnonzero(table["grain"] == SESSION)
    summing = summing[table["run"][summing] != NOWHERE]
    at = np.full(len(view.units.runs) + 1, NOWHERE, dtype=np.int64)
    at[table["run"][summing]] = summing
    sessions: Rows = at[table["run"][rows]]
    return sessions


def _words(found: Sequence[Found], view: View, rows: Rows, around: _Around) -> dict[str, Raw]:
    table = view.units.table["num"]
    judged, spoken = table[around.stands], around.anchors != NOWHERE
    share, around_share = _lookup(found, "share", judged), _lookup(found, "share_window", judged)
    share_window = np.where(spoken, around_share, share)
    telling, telling_around = (min(1.0, float(one.max()) / _TELLING) for one in (share, share_window))
    best = {name: _best(found, name) for name in ("lexical", "lexical_window", "lexical_wide", "lexical_session")}
    lexical = telling * _lookup(found, "lexical", judged) / best["lexical"]

    def surrounding(name: str) -> Raw:
        return np.where(spoken, telling_around * _lookup(found, name, judged) / best[name], lexical)

    def beside(step: int) -> Raw:
        here = around.beside[step]
        said = _lookup(found, "lexical", table[here]) / best["lexical"]
        return np.where(here == NOWHERE, 0.0, telling * said)

    window = surrounding("lexical_window")
    own = _lookup(found, "lexical", table[rows]) / best["lexical"]
    return {
        "lexical": lexical,
        "share": share,
        "lexical_place": telling * _places(lexical),
        "lexical_window": window,
        "lexical_wide": surrounding("lexical_wide"),
        "share_window": share_window,
        "lexical_window_place": telling_around * _places(window),
        "lexical_before": beside(-1),
        "lexical_after": beside(1),
        "lexical_session": telling_around * _lookup(found, "lexical_session", judged) / best["lexical_session"],
        "lexical_told": np.where(around.stands == rows, 0.0, telling * own),
    }


def _meaning(found: Sequence[Found], question: Question, view: View, rows: Rows, around: _Around) -> dict[str, Raw]:
    if question.vector is None:
        return {name: np.zeros(rows.size) for name in _DENSE}
    steps = np.stack(list(around.beside.values()))
    needed = np.unique(np.concatenate([rows, around.session, steps.ravel()]))
    cosines = _cosines(found, question.vector, view, needed[needed != NOWHERE])
    own = cosines[around.stands]
    window, wide = _mean(cosines, around, WINDOW, own), _mean(cosines, around, WIDE, own)
    best, best_window = (max(float(one.max()), _LIKE) for one in (own, window))
    values = {
        "dense": own / best,
        "cosine": own,
        "dense_place": _places(own),
        "dense_window": window / best_window,
        "dense_wide": wide / best_window,
        "dense_window_place": _places(window),
        "dense_before": cosines[around.beside[-1]] / best,
        "dense_after": cosines[around.beside[1]] / best,
        "dense_session": np.where(around.session == NOWHERE, own, cosines[around.session]) / best,
        "dense_told": np.where(around.stands == rows, 0.0, cosines[rows] / best),
    }
    return {name: np.maximum(value, 0.0) for name, value in values.items()}


_DENSE: Final = (*GROUPS["dense"], *GROUPS["dense windows"], *GROUPS["dense session"], "dense_told")


def _cosines(found: Sequence[Found], query: NDArray[np.float32], view: View, needed: Rows) -> Raw:
    """By row, the cosines with the question: as the channel gave them, else compared now; one place more, 0, for NOWHERE."""
    cosines = np.zeros(view.units.table.size + 1)
    wanted = view.units.table["num"][needed]
    given = _lookup(found, "dense", wanted, missing=np.nan)
    lacking = np.isnan(given)
    if lacking.any():
        vectors, _ = view.shadows.dense.vectors(
            view.connection, view.space.key, wanted[lacking], size=view.units.table.size
        )
        given[lacking] = vectors @ query if vectors.shape[1] == query.size else 0.0
    cosines[needed] = given
    return cosines


def _mean(cosines: Raw, around: _Around, weights: Sequence[tuple[int, float]], own: Raw) -> Raw:
    """What is said around, on the whole: the weighted mean of cosines; of a summary its own."""
    total, weight = np.zeros(own.size), np.zeros(own.size)
    for step, worth in weights:
        rows = around.beside[step]
        here = rows != NOWHERE
        total[here] += worth * cosines[rows[here]]
        weight[here] += worth
    return np.where(around.anchors == NOWHERE, own, total / np.maximum(weight, 1e-9))


def _both(values: Mapping[str, Raw], view: View, rows: Rows) -> dict[str, Raw]:
    """By words and by meaning together; and how good the best of the session are by that."""
    both = (values["dense"] + values["lexical"] + values["dense_window"] + values["lexical_window"]) / 4
    runs = view.units.table["run"][rows]
    return {
        "both": both,
        "both_place": _places(both),
        "session_best": _session_best(both, runs),
    }


def _session_best(scores: Raw, runs: NDArray[np.int32]) -> Raw:
    """The mean of a session's best, measured by the best session; a candidate of no session stands for itself."""
    order = np.lexsort((-scores, runs))
    place = np.arange(order.size) - np.searchsorted(runs[order], runs[order])
    top = order[place < _BEST]
    codes = runs + 1
    total = np.bincount(codes[top], scores[top], minlength=int(codes.max(initial=0)) + 1)
    best = np.where(runs == NOWHERE, scores, total[codes] / _BEST)
    return best / max(float(best.max()), 1e-6)


def _kinship(
    values: Mapping[str, Raw], question: Question, view: View, rows: Rows, around: _Around
) -> Mapping[str, Raw]:
    """Where the question goes on with a talk: what it goes on with is spoken of in several sessions."""
    if not question.analysis.talk:
        return {name: np.zeros(rows.size) for name in KINSHIP}
    of_candidate = view.units.table["run"][rows]
    runs, of = np.unique(of_candidate, return_inverse=True)
    first = int(runs[0] == NOWHERE)
    of, count = of - first, runs.size - first

    def highest(column: Raw) -> Raw:
        best = np.zeros(count)
        np.maximum.at(best, of[of >= 0], column[of >= 0])
        return best

    dense = highest(_session_best(values["dense"], of_candidate))
    match = highest(values["lexical_session"]) + dense + highest(values["dense_session"]) / 2
    latest = highest(view.units.table["first"][rows].astype(np.float64))
    return kinship(Sessions(_session_vectors(view, rows, around, of, count), match, np.argsort(np.argsort(latest)), of))


def _session_vectors(view: View, rows: Rows, around: _Around, of: NDArray[np.int64], count: int) -> Raw:
    standing = np.where(around.session == NOWHERE, rows, around.session)[of >= 0]
    wanted, places = np.unique(standing, return_inverse=True)
    nums, size = view.units.table["num"], view.units.table.size
    found, _ = view.shadows.dense.vectors(view.connection, view.space.key, nums[wanted], size=size)
    total = np.zeros((count, found.shape[1]))
    np.add.at(total, of[of >= 0], found[places])
    unit: Raw = total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9)
    return unit


def _speaker(question: Question, view: View, rows: Rows) -> dict[str, Raw]:
    table = view.units.table[rows]
    speaks, others = spoken_by(question.analysis, view.units, table["speaker"])
    by_user = np.isin(table["trust"], [TRUSTS.index(Trust.USER), TRUSTS.index(Trust.OWNER)]).astype(np.float64)
    return {
        "spoken_by": speaks,
        "spoken_by_another": others,
        "by_user": by_user,
        "by_asker": by_user * question.analysis.oneself,
    }


def _nature(question: Question, view: View, rows: Rows, around: _Around) -> dict[str, Raw]:
    table = view.units.table[rows]
    before = around.beside[-1]
    there = before != NOWHERE
    signs = view.words.signs(view.connection, view.units, np.concatenate([around.stands, np.where(there, before, 0)]))
    own, earlier = signs[: rows.size], signs[rows.size :]
    flags = {
        "shows": own & question.analysis.shown_by > 0,
        "question": own & Flag.QUESTION > 0,
        "greeting": own & Flag.GREETING > 0,
        "image": own & Flag.IMAGE > 0,
        "answers": there & (earlier & Flag.QUESTION > 0) & (own & Flag.QUESTION == 0),
        "statement": ~np.isin(table["kind"], (KINDS.index(Kind.EPISODIC), KINDS.index(Kind.RESOURCE))),
        "topic": table["grain"] == TOPIC,
        "session": table["grain"] == SESSION,
        "chunk": table["kind"] == KINDS.index(Kind.RESOURCE),
    }
    length = np.log1p(view.words.lengths[around.stands].astype(np.float64)) / 6.0
    return {"length": np.minimum(length, 1.0)} | {name: flag.astype(np.float64) for name, flag in flags.items()}


def _places(scores: Raw) -> Raw:
    """By place among the candidates: 1 for the first, a half at the twentieth; equal scores share the better place."""
    ascending = np.sort(scores)
    above = scores.size - np.searchsorted(ascending, scores, side="right")
    return np.where(scores > 0, _NEAR / (_NEAR + above), 0.0)


def _best(found: Sequence[Found], name: str) -> float:
    """The best score of that name, at least a little above 0: what is divided by."""
    return max([1e-6, *(float(each.scores[name].max(initial=0.0)) for each in found if name in each.scores)])


def _lookup(found: Sequence[Found], name: str, nums: Nums, missing: float = 0.0) -> Raw:
    """A channel's score of each number; `missing` where it gave none."""
    scores = np.full(nums.size, missing, dtype=np.float64)
    for each in _giving(found, name):
        places = np.minimum(np.searchsorted(each.nums, nums), each.nums.size - 1)
        known = each.nums[places] == nums
        scores[known] = each.scores[name][places[known]]
    return scores


def _giving(found: Sequence[Found], name: str) -> Iterator[Found]:
    return (each for each in found if name in each.scores and each.nums.size)
