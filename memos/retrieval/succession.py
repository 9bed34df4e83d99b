"""What took the place of what: a superseded belief never stands above the one that superseded it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

import numpy as np

from memos.index.chains import successors
from memos.index.units import KINDS, NOWHERE, STATES, UTTERANCE, Nums
from memos.retrieval.view import FINDABLE, View
from memos.schemas.cube import Kind, MemCube, Semantic, State
from memos.store.cubes import by_num

_SAID_AGAIN: Final = tuple(KINDS.index(kind) for kind in (Kind.EPISODIC, Kind.CORE))
"""Kinds that believe nothing themselves: a leaf of the persona is written anew whenever it has more to tell, which puts nothing right."""
_SUPERSEDED: Final = STATES.index(State.SUPERSEDED)
_BELIEVED: Final = tuple(STATES.index(state) for state in FINDABLE)


class Ranked(NamedTuple):
    """A cube that was found: its number, itself as the truth has it, its score."""

    num: int
    cube: MemCube
    score: float


def in_order(ranked: Sequence[Ranked], view: View, now: datetime) -> list[Ranked]:
    """The same with what holds now before what it has taken the place of.

    What superseded something stands directly before it, brought in if it was not found; it concerns superseded memories, and
    utterances that only superseded memories rest on. Where no such link is known, a statement that holds stands before one
    that doesn't if they answer the same question.
    """
    return _holding_first(_linked(ranked, view), now)


def _linked(ranked: Sequence[Ranked], view: View) -> list[Ranked]:
    outdated = _outdated(ranked, view)
    if not outdated:
        return list(ranked)
    chains = successors(view.connection, view.space.number, sorted({num for nums in outdated.values() for num in nums}))
    ends = {num: [end for old in olds for end in chains.get(old, ())] for num, olds in outdated.items()}
    present = {each.num: each for each in ranked}
    brought = _brought_in(view, {end for each in ends.values() for end in each} - present.keys())
    ordered: dict[int, Ranked] = {}
    for each in ranked:
        for end in ends.get(each.num, ()):
            newer = present.get(end) or brought.get(end)
            if newer is not None and newer.num not in ordered:
                ordered[newer.num] = newer._replace(score=max(newer.score, each.score))
        ordered.setdefault(each.num, each)
    return list(ordered.values())


def _holding_first(ranked: Sequence[Ranked], now: datetime) -> list[Ranked]:
    """The same with statements that hold before outdated ones that answer the same question, which `_answers` tells."""
    holding: dict[Hashable, list[Ranked]] = {}
    for each in ranked:
        statement = each.cube.payload
        if isinstance(statement, Semantic) and not statement.negated and not _is_outdated(each.cube, now):
            for answer in _answers(statement, superseded=True):
                holding.setdefault(answer, []).append(each)
    ordered: dict[int, Ranked] = {}
    for each in ranked:
        statement = each.cube.payload
        if isinstance(statement, Semantic) and _is_outdated(each.cube, now):
            for answer in _answers(statement, superseded=each.cube.state is State.SUPERSEDED):
                for other in holding.pop(answer, ()):
                    ordered.setdefault(other.num, other._replace(score=max(other.score, each.score)))
        ordered.setdefault(each.num, each)
    return list(ordered.values())


def _answers(statement: Semantic, *, superseded: bool) -> Iterator[Hashable]:
    """What a statement tells: the one value of something; and of whom a value is told, for one that holds of somebody else.

    What has ended with nothing in its place is itself the answer for its subject, whoever else the same is told of.
    """
    if statement.functional:
        yield statement.subject, statement.predicate
    if superseded:
        yield "", statement.predicate, statement.object.casefold()


def _is_outdated(cube: MemCube, now: datetime) -> bool:
    return cube.state is State.SUPERSEDED or (cube.valid_to is not None and cube.valid_to <= now)


def _outdated(ranked: Sequence[Ranked], view: View) -> dict[int, list[int]]:
    """By the number of a hit: the superseded memories that it is, or stands for."""
    outdated = {each.num: [each.num] for each in ranked if each.cube.state is State.SUPERSEDED}
    rows, known = view.units.rows_of(np.array([each.num for each in ranked], dtype=np.int64))
    spoken = view.units.table[rows[known]]
    spoken = spoken[(spoken["grain"] == UTTERANCE) & (spoken["position"] != NOWHERE)]
    resting = _statements_on(view, spoken["position"])
    for num, position in zip(spoken["num"].tolist(), spoken["position"].tolist(), strict=True):
        states = resting.get(position, {})
        if states and all(superseded for superseded in states.values()):
            outdated.setdefault(num, list(states))
    return outdated


def _statements_on(view: View, positions: Nums) -> dict[int, dict[int, bool]]:
    """By message position: the believed statements that rest on it, and whether each is superseded."""
    pairs = view.units.citers(positions)
    rows, known = view.units.rows_of(pairs[:, 0])
    pairs, units = pairs[known], view.units.table[rows[known]]
    states = units["state"]
    stated = ~np.isin(units["kind"], _SAID_AGAIN) & np.isin(states, _BELIEVED)
    resting: dict[int, dict[int, bool]] = {}
    for (num, position), state in zip(pairs[stated].tolist(), states[stated].tolist(), strict=True):
        resting.setdefault(position, {})[num] = state == _SUPERSEDED
    return resting


def _brought_in(view: View, nums: set[int]) -> dict[int, Ranked]:
    """Memories that were not found, as far as the question lets them be found at all."""
    wanted = np.array(sorted(nums), dtype=np.int64)
    rows, known = view.units.rows_of(wanted)
    allowed = known & view.allowed[rows] if view.allowed.size else known
    joined = by_num(view.connection, view.space.number, wanted[allowed].tolist()) if allowed.any() else {}
    return {num: Ranked(num, each.cube, 0.0) for num, each in joined.items()}
