"""Finding along names: what a question leads to over the people, places and things that memories mention.

A walk from the question's names, from those of the statements most like it and, weakly, from the memories most like it, finds what
is two steps away: personalised PageRank as in HippoRAG 2 (arXiv 2502.14802), here over memories and names alone. It finds; what
ranks is which memories go together: of two that mention the same rare name, one explains words of the question and the other the
rest (MuSiQue's training questions, recall@5 of dense and words 63; with the walk 67, with what goes together 77, with both 78).
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memos.index.lexical import words
from memos.index.naming import Naming
from memos.index.units import KINDS, NOWHERE, Nums, Rows
from memos.index.words import Matches
from memos.retrieval.channels import Found, Raw, highest
from memos.retrieval.view import Question, View
from memos.schemas.cube import ABOUT, Kind

SCORES: Final = ("graph", "bridge", "joined")
"""What is told of a memory, each 0 to 1: how much of the walk comes to it; how much of the question it adds to one that leads and
that it is linked with; how much of the question such a one explains beside it."""
LEADERS: Final = 10
"""Memories most like the question, of which it is asked what they are linked with."""
STATEMENTS: Final = 5
"""Statements whose names seed the walk."""
ALPHA: Final = 0.5
"""How likely the walk goes on."""
STEPS: Final = 3
"""Steps of power iteration: with 4 or 6, recall@5 is the same within a point."""
WEAK: Final = 0.05
"""What the memory most like the question weighs as a seed, where the rarest name weighs 1."""
_SAID_ANYWAY: Final = 0.1
"""What a name that the question has itself links: both memories may only be like the question."""
_LINKED: Final = 1.5
"""How much two memories share that are linked by tanh 1; a name that nothing else mentions counts 1."""
_LEAST: Final = 1e-6
"""Less than this of the walk counts nothing."""
_LIKE: Final = 0.5
"""A statement is taken for a match from this share of the best one's likeness on, if a word of the question is in it."""
_NONE: Final[Nums] = np.empty(0, dtype=np.int64)
_SEMANTIC: Final = KINDS.index(Kind.SEMANTIC)

Links = NDArray[np.float64]
"""How strongly memories are linked: 0 to 1, a row a leader, a column a candidate."""


class _Near(NamedTuple):
    """What is most like a question: `rows` by meaning or words, and `places`, each once, that stand for them here, with their likeness."""

    rows: Rows
    cosines: Raw
    places: Rows
    likeness: Raw

    @property
    def leaders(self) -> NDArray[np.int64]:
        """Where the best places stand, best first."""
        return np.argsort(-self.likeness, kind="stable")[:LEADERS]


def graph(question: Question, view: View, limit: int) -> Found:
    """Along names. Stands aside where memories mention none, and of a past belief: names are known as they stand now."""
    if view.as_of is not None or not view.allowed.any():
        return Found(_NONE, _NONE, {})
    naming = view.shadows.naming.of(view.connection, view.space.number, view.units)
    if not naming.mentions.filled.size:
        return Found(_NONE, _NONE, {})
    matches = view.words.matches(dict.fromkeys(words(question.text), 1.0))
    near = _near(question, view, naming, matches, limit)
    asked = naming.found_in(question.text)
    leaders = near.places[near.leaders]
    if not asked.size and not naming.mentions.entries(leaders).columns.size:
        return Found(_NONE, _NONE, {})
    walk = _walk(naming, near, _seeds(naming, asked, near, view, matches))
    reached = _linked(naming, leaders, near.likeness[near.leaders])
    chosen = [highest(np.where(view.allowed, score, 0.0), limit) for score in (walk, reached)]
    places = _each(view, near.places, *chosen)
    if not places.size:
        return Found(_NONE, _NONE, {})
    links = _links(naming, leaders, places, asked)
    scores = {"graph": _scaled(walk[places], float(walk.max())), **_together(matches, near, places, links)}
    return _found(view, naming, near, places, scores, limit)


def _near(question: Question, view: View, naming: Naming, matches: Matches, limit: int) -> _Near:
    """The `limit` most like the question by meaning, and as many by words, as far as they may be found."""
    bm25 = np.where(view.allowed, matches.own().bm25, 0.0)
    rows, cosines = highest(bm25, limit), np.zeros(view.units.table.size)
    found = question.near
    if question.vector is not None and found is not None:
        at, known = view.units.rows_of(found.nums)
        at = at[known]
        given = np.zeros(cosines.size, dtype=np.bool_)
        cosines[at], given[at] = found.cosines[known], True
        rows = _each(view, rows, highest(np.where(view.allowed, cosines, 0.0), limit))
        rows = _each(view, rows, naming.stands[rows])
        lacking = rows[~given[rows]]
        vectors, _ = view.shadows.dense.vectors(
            view.connection, view.space.key, view.units.table["num"][lacking], size=cosines.size
        )
        if vectors.shape[1] == question.vector.size:
            cosines[lacking] = vectors @ question.vector
    rows = rows[view.allowed[rows]]
    places = _each(view, naming.stands[rows])
    places = places[view.allowed[places]]
    likeness = _shares(cosines[places]) + _shares(bm25[places])
    return _Near(rows, cosines[rows], places, likeness / max(float(likeness.max(initial=0.0)), _LEAST))


def _seeds(naming: Naming, asked: Rows, near: _Near, view: View, matches: Matches) -> Raw:
    """The weight of each name: those of the question and of the statements most like it, the rarer the more; 1 for the rarest."""
    spread = np.maximum(naming.named.counts, 1)
    weights = np.zeros(naming.names.total)
    weights[asked] = 1.0
    stated = (view.units.table["kind"][near.rows] == _SEMANTIC) & matches.presence(near.rows).any(axis=0)
    best = np.flatnonzero(stated & (near.cosines >= _LIKE * near.cosines.max(initial=0.0)))
    best = best[np.argsort(-near.cosines[best], kind="stable")][:STATEMENTS]
    if best.size:
        told = naming.stated.entries(near.rows[best])
        touched = np.bincount(told.columns, minlength=weights.size)
        weights += np.bincount(told.columns, _shares(near.cosines[best])[told.at], weights.size) / np.maximum(
            touched, 1
        )
    weights /= spread
    return weights / max(float(weights.max(initial=0.0)), _LEAST)


def _walk(naming: Naming, near: _Near, seeds: Raw) -> Raw:
    """How much of a walk that begins anew at the seeds comes to each row, names weighed by how telling they are."""
    here, names = np.zeros(naming.rows), seeds.copy()
    here[near.places] = WEAK * near.likeness
    total = max(float(here.sum() + names.sum()), _LEAST)
    begin, begin_names = here / total, names / total
    here, names = begin, begin_names
    for step in range(1, STEPS + 1):
        sent, onward = here * naming.outward, names * naming.onward * naming.telling
        here = (1 - ALPHA) * begin + ALPHA * naming.mentions.times(onward, naming.named)
        if step < STEPS:  # what comes to names last is not asked for
            names = naming.telling * (
                naming.named.times(sent, naming.mentions) + naming.ties.times(onward, naming.ties)
            )
            names = (1 - ALPHA) * begin_names + ALPHA * names
    return here


def _linked(naming: Naming, leaders: Rows, likeness: Raw) -> Raw:
    """How much each row shares with those that lead."""
    led = naming.mentions.entries(leaders)
    told: Raw = np.bincount(led.columns, likeness[led.at], naming.names.total).astype(np.float64)
    reached = (told + naming.ties.times(told, naming.ties)) * naming.telling**2
    return naming.mentions.times(reached, naming.named)


def _links(naming: Naming, leaders: Rows, places: Rows, asked: Rows) -> Links:
    """By the names two memories share, and by those that one mentions and the other is about; rare ones count more."""
    own = np.unique(naming.mentions.entries(leaders).columns).astype(np.int64)
    columns = np.union1d(own, naming.ties.entries(own).columns)
    telling = np.where(np.isin(columns, asked), _SAID_ANYWAY, 1.0) * naming.telling[columns]
    spread = naming.ties.dense(own, columns)
    spread[np.arange(own.size), np.searchsorted(columns, own)] += 1.0
    led = naming.mentions.dense(leaders, own)
    reach, about = ((led > 0) @ spread) * telling, ((led >= ABOUT) @ spread) * telling
    there = naming.mentions.entries(places)
    at = np.searchsorted(columns, there.columns)
    kept = np.append(columns, NOWHERE)[at] == there.columns
    at, place, titled = at[kept], there.at[kept], there.values[kept] >= ABOUT
    shared = np.tanh(_summed((reach * telling)[:, at], place, places.size) / _LINKED)
    towards = np.minimum(_summed(reach[:, at[titled]], place[titled], places.size), 1.0)
    back = np.minimum(_summed(about[:, at], place, places.size), 1.0)
    links = np.maximum(shared, np.maximum(towards, back))
    links[leaders[:, None] == places] = 0.0
    return links


def _summed(values: Links, place: Nums, size: int) -> Links:
    """The sums of columns by their place, which ascends."""
    found = np.zeros((len(values), size))
    if place.size:
        first = np.flatnonzero(np.diff(place, prepend=NOWHERE))
        found[:, place[first]] = np.add.reduceat(values, first, axis=1)
    return found


def _together(matches: Matches, near: _Near, places: Rows, links: Links) -> dict[str, Raw]:
    """What each adds to a leader it is linked with, the better the leader; and what such a one explains beside it."""
    rarity = matches.rarity / max(matches.asked, _LEAST)
    present = matches.presence(places).astype(np.float64)
    led = matches.presence(near.places[near.leaders]).astype(np.float64)
    both = (led * rarity[:, None]).T @ present
    adds = rarity @ present - both
    explains = (rarity @ led)[:, None] - both
    lead = near.likeness[near.leaders][:, None]
    return {
        "bridge": (adds * links * lead).max(axis=0, initial=0.0),
        "joined": (explains * links).max(axis=0, initial=0.0),
    }


def _found(view: View, naming: Naming, near: _Near, places: Rows, scores: dict[str, Raw], limit: int) -> Found:
    """Scores by number: of what stands for itself, and of near statements, those of the utterance they were made of."""
    rows = _each(view, near.rows, places)
    stands = naming.stands[rows]
    at = np.minimum(np.searchsorted(places, stands), places.size - 1)
    held = places[at] == stands
    rows, at, own = rows[held], at[held], stands[held] == rows[held]
    told = {name: score[at] for name, score in scores.items()}
    worth = np.where(own, sum(told.values(), np.zeros(rows.size)), 0.0)
    nums = view.units.table["num"][rows]
    return Found(nums[highest(worth, limit)], nums, told)


def _each(view: View, *rows: Rows) -> Rows:
    """All of these rows, each once, ascending."""
    here = np.zeros(view.units.table.size, dtype=np.bool_)
    for some in rows:
        here[some] = True
    return np.flatnonzero(here)


def _shares(scores: Raw) -> Raw:
    """As shares of the greatest; nothing below 0."""
    return np.maximum(scores, 0.0) / max(float(scores.max(initial=0.0)), _LEAST)


def _scaled(walk: Raw, most: float) -> Raw:
    """By orders of magnitude: 1 for the most of the walk that comes to one, 0 for none."""
    low = math.log(_LEAST)
    scaled: Raw = (np.log(walk + _LEAST) - low) / max(math.log(most + _LEAST) - low, _LEAST)
    return scaled
