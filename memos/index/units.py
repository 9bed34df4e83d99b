"""What there is in a space, as arrays: one row a cube, kept warm, so that masks, neighbours and windows need no SQL."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from memos.index.columns import Columns
from memos.index.warm import Budget, Shelf
from memos.schemas.cube import Kind, State
from memos.schemas.message import Trust
from memos.store.reading import rows

Nums = NDArray[np.int64]
Rows = NDArray[np.int64]
"""Places in `Units.table`."""

KINDS: Final = tuple(Kind)
STATES: Final = tuple(State)
TRUSTS: Final = tuple(Trust)
GRAINS: Final = ("", "utterance", "topic", "session")
UTTERANCE, TOPIC, SESSION = 1, 2, 3
"""Codes of granularities; of kinds and states the code is the place in their enumeration."""

NEVER: Final = np.iinfo(np.int64).max
ALWAYS: Final = np.iinfo(np.int64).min
NOWHERE: Final = -1
_MANY: Final = 16

UNIT: Final = np.dtype(
    [
        ("num", "i8"),
        ("seq", "i8"),
        ("created", "i8"),
        ("valid_from", "i8"),
        ("valid_to", "i8"),
        ("expires", "i8"),
        ("said_from", "i8"),
        ("said_to", "i8"),
        ("position", "i8"),
        ("first", "i8"),
        ("run", "i4"),
        ("agent", "i4"),
        ("speaker", "i4"),
        ("kind", "u1"),
        ("state", "u1"),
        ("grain", "u1"),
        ("trust", "u1"),
    ]
)
"""Times are microseconds. `said_from`, `said_to`: when what it tells was said or happened, the same moment for a single message.
`position`: of the message an utterance stands for; `first`: of the first message cited. `speaker`: whose words an utterance is."""

_CHANGED: Final = """
SELECT num, seq, created_at, valid_from, valid_to, expires_at,
       coalesce(occurred_start, observed_at), coalesce(occurred_end, observed_at),
       position, cited_first, run, agent,
       (SELECT coalesce(name, role) FROM messages WHERE messages.space = cubes.space AND messages.position = cubes.position),
       kind, state, granularity, trust
FROM cubes WHERE space = ? AND seq > ? ORDER BY num"""
_CITED: Final = """
SELECT sources.cube, sources.position FROM sources JOIN cubes ON cubes.num = sources.cube
WHERE cubes.space = ? AND cubes.seq > ? AND cubes.position IS NULL ORDER BY sources.cube"""


class Units(NamedTuple):
    """All cubes of a space, whatever their state, by ascending number. Never changed: catching up makes a new one.

    `utterance_at` gives the row of the utterance at a message position (NOWHERE if none);
    `citing` pairs the number of every other cube with the positions it cites, shape (n, 2).
    """

    seq: int
    table: Columns
    utterance_at: Rows
    citing: Nums
    runs: dict[str, int]
    agents: dict[str, int]
    speakers: dict[str, int]

    @property
    def size(self) -> int:
        """Bytes held."""
        return self.table.nbytes + self.utterance_at.nbytes + self.citing.nbytes

    def rows_of(self, nums: Nums) -> tuple[Rows, NDArray[np.bool_]]:
        """The rows of these cubes, and which of them are here at all (row 0 stands in for the others)."""
        held = self.table["num"]
        if not held.size:
            return np.zeros(nums.size, dtype=np.int64), np.zeros(nums.size, dtype=np.bool_)
        if np.array_equal(nums, held):
            return np.arange(held.size), np.ones(held.size, dtype=np.bool_)
        first, last = int(held[0]), int(held[-1])
        if nums.size * _MANY < last - first:
            rows = np.minimum(np.searchsorted(held, nums), held.size - 1)
            known = held[rows] == nums
        else:  # so many that a table of them all is quicker
            place = np.full(last - first + 1, NOWHERE, dtype=np.int64)
            place[held - first] = np.arange(held.size)
            rows = place[np.clip(nums, first, last) - first]
            known = (rows != NOWHERE) & (nums >= first) & (nums <= last)
        return np.where(known, rows, 0), known

    def spoken_at(self, positions: Nums) -> Rows:
        """The rows of the utterances at these positions, NOWHERE where there is none."""
        inside = (positions >= 0) & (positions < self.utterance_at.size)
        found = np.full(positions.shape, NOWHERE, dtype=np.int64)
        found[inside] = self.utterance_at[positions[inside]]
        return found

    def beside(self, rows: Rows, step: int) -> Rows:
        """The rows of the utterances `step` messages after (or before) these in the same run; else NOWHERE."""
        position = self.table["position"][rows]
        found = self.spoken_at(np.where(position >= 0, position + step, NOWHERE))
        return np.where((found >= 0) & (self.table["run"][found] == self.table["run"][rows]), found, NOWHERE)

    def citers(self, positions: Nums) -> Nums:
        """Pairs (number, position): cubes other than utterances that cite a message at one of these positions."""
        return self.citing[np.isin(self.citing[:, 1], positions)]


def caught_up(connection: Connection, space: int, before: Units | None) -> Units:
    """The units as of the connection's snapshot; what was known before is reused."""
    known = before or _empty()
    changed = rows(connection, _CHANGED, (space, known.seq))
    if not changed:
        return known
    codes = _Codes(dict(known.runs), dict(known.agents), dict(known.speakers))
    fresh = Columns.of(np.array([_unit(row, codes) for row in changed], dtype=UNIT))
    cited = rows(connection, _CITED, (space, known.seq))
    table = known.table.joined(fresh, "num")
    kept = known.citing[~np.isin(known.citing[:, 0], fresh["num"])]
    citing = np.concatenate([kept, np.array([tuple(pair) for pair in cited], dtype=np.int64).reshape(-1, 2)])
    return Units(int(fresh["seq"].max()), table, _utterance_at(table), citing, *codes)


def _empty() -> Units:
    nothing = np.empty(0, dtype=np.int64)
    return Units(0, Columns.of(np.empty(0, dtype=UNIT)), nothing, nothing.reshape(0, 2), {}, {}, {})


class _Codes(NamedTuple):
    """Names of runs, agents and speakers, each with the number it goes by in the table."""

    runs: dict[str, int]
    agents: dict[str, int]
    speakers: dict[str, int]


def _code(codes: dict[str, int], name: str | None) -> int:
    return NOWHERE if name is None else codes.setdefault(name, len(codes))


def _unit(row: Any, codes: _Codes) -> tuple[int, ...]:
    num, seq, created, valid_from, valid_to, expires, said_from, said_to, *rest = row
    position, first, run, agent, speaker, kind, state, grain, trust = rest
    return (
        num,
        seq,
        created,
        ALWAYS if valid_from is None else valid_from,
        NEVER if valid_to is None else valid_to,
        NEVER if expires is None else expires,
        said_from,
        said_to,
        NOWHERE if position is None else position,
        NOWHERE if first is None else first,
        _code(codes.runs, run),
        _code(codes.agents, agent),
        _code(codes.speakers, speaker),
        KINDS.index(kind),
        STATES.index(state),
        GRAINS.index(grain or ""),
        TRUSTS.index(trust),
    )


def _utterance_at(table: Columns) -> Rows:
    """A deleted or quarantined utterance is no neighbour; of two at one position the later stands."""
    gone = [STATES.index(State.DELETED), STATES.index(State.QUARANTINED)]
    spoken = np.flatnonzero((table["position"] >= 0) & ~np.isin(table["state"], gone))
    found = np.full(int(table["position"].max(initial=NOWHERE)) + 1, NOWHERE, dtype=np.int64)
    found[table["position"][spoken]] = spoken
    return found


class WarmUnits:
    """The units of the spaces used lately, caught up before they are given out. Safe between threads."""

    def __init__(self, budget: Budget | None = None) -> None:
        """`budget`: what they share with all else that is kept warm."""
        self._shelf: Shelf[Units] = Shelf("units", budget or Budget())

    def of(self, connection: Connection, space: int) -> Units:
        """The units of a space as the connection sees it."""
        return self._shelf.of(space, lambda known: caught_up(connection, space, known))

    def forget(self, space: int) -> None:
        """Drops a space: what was forgotten leaves no row behind."""
        self._shelf.forget(space)
