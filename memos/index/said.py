"""What is said in a space, by term: which rows of its units hold it, caught up from the full-text rows of the truth."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from memos.index.stems import Hashes, Stems
from memos.index.units import NOWHERE, Units
from memos.store import reading

Places = NDArray[np.int32]
Mask = NDArray[np.bool_]
Raw = NDArray[np.float64]

_TAIL: Final = 0.125
"""Rows, as a share of all, that may lie apart from the rest before both are merged."""
NOBODY: Final = -2
"""The run of a position at which no utterance stands."""
UNREAD: Final = -1
_FEW: Final = 256
_RECKONED: Final = 4
"""Shapes of windows whose lengths are remembered."""
_MOST: Final = np.iinfo(np.uint16).max

_CHANGED: Final = """
SELECT cubes.num, cubes.seq, cube_fts.text,
  iif(kind IN ('procedural', 'resource'), (body ->> '$.payload.title') || ' ' || coalesce(body ->> '$.payload.heading', ''), ''),
  iif(kind != 'episodic', body ->> '$.labels', '')
FROM cubes LEFT JOIN cube_fts ON cube_fts.rowid = cubes.num WHERE cubes.space = ? AND cubes.seq > ?"""


class Postings(NamedTuple):
    """By term (its hash, ascending) the rows it stands in and how often: those of term `n` from `starts[n]` to `starts[n + 1]`."""

    terms: Hashes
    starts: NDArray[np.int64]
    rows: Places
    counts: NDArray[np.uint16]

    @classmethod
    def of(cls, hashes: Hashes, rows: NDArray[np.int64]) -> Postings:
        """Of terms as they stand in rows, one after another."""
        terms, places = np.unique(hashes, return_inverse=True)
        width = int(rows.max(initial=0)) + 1
        keys, counts = np.unique(places * width + rows, return_counts=True)
        starts = np.searchsorted(keys, np.arange(terms.size + 1) * width)
        return cls(terms, starts, (keys % width).astype(np.int32), np.minimum(counts, _MOST).astype(np.uint16))

    @property
    def size(self) -> int:
        """Bytes held."""
        return sum(array.nbytes for array in self)

    def place(self, term: int) -> slice:
        """Where the rows of a term stand; nowhere if it has none."""
        at = int(np.searchsorted(self.terms, term))
        known = at < self.terms.size and self.terms[at] == term
        return slice(int(self.starts[at]), int(self.starts[at + 1])) if known else slice(0, 0)

    def without(self, gone: Mask) -> Postings:
        """Without the rows that are gone."""
        kept = ~gone[self.rows]
        starts = np.concatenate([[0], np.cumsum(kept)])[self.starts]
        return Postings(self.terms, starts, self.rows[kept], self.counts[kept])

    def merged(self, other: Postings) -> Postings:
        """Together with those of other rows."""
        terms = np.union1d(self.terms, other.terms)
        width = int(max(self.rows.max(initial=0), other.rows.max(initial=0))) + 1
        keys = np.concatenate([each.keyed(terms, width) for each in (self, other)])
        order = np.argsort(keys, kind="stable")  # two stretches in order each: linear
        starts = np.searchsorted(keys[order], np.arange(terms.size + 1) * width)
        rows, counts = np.concatenate([self.rows, other.rows]), np.concatenate([self.counts, other.counts])
        return Postings(terms, starts, rows[order], counts[order])

    def keyed(self, terms: Hashes, width: int) -> NDArray[np.int64]:
        """A number by which postings are in order of `terms`, and of one term by row."""
        return np.repeat(np.searchsorted(terms, self.terms), np.diff(self.starts)) * width + self.rows


class Said(NamedTuple):
    """Which rows of a space's units say what, as of a journal position. Never changed: catching up makes a new one.

    What changed lately lies apart, in `tail`, and is marked in `young`: what `base` says of such a row is void.
    `lengths` counts each row's terms. An utterance has a `position` (others NOWHERE); by position `spoken` gives its row
    and `talk` its run (NOBODY if none). `signs` and `reckoned` hold what was worked out of it so far.
    """

    seq: int
    base: Postings
    tail: Postings
    young: Mask
    present: Mask
    lengths: NDArray[np.float32]
    position: Places
    run: Places
    spoken: Places
    talk: Places
    signs: Places
    reckoned: dict[tuple[float, ...], Raw]

    @property
    def size(self) -> int:
        """Bytes held."""
        return self.base.size + self.tail.size + sum(array.nbytes for array in self[3:-1]) + 16 * self.talk.size

    @property
    def total(self) -> int:
        """How many cubes say something."""
        return int(np.count_nonzero(self.present))

    def windows(self, around: tuple[float, ...]) -> Raw:
        """The length of the window around each position: its utterances' lengths, counted by distance as `around` tells."""
        held = self.reckoned.get(around)
        if held is None:
            reach, size = len(around) - 1, self.talk.size
            own = np.where(self.talk == NOBODY, 0, self.lengths[self.spoken]) if size else np.zeros(0)
            runs, lengths = np.pad(self.talk, reach, constant_values=NOBODY), np.pad(own, reach)
            held = np.zeros(size)
            for step in range(2 * reach + 1):
                beside = slice(step, step + size)
                held += around[abs(step - reach)] * lengths[beside] * (runs[beside] == self.talk)
            if len(self.reckoned) < _RECKONED:
                self.reckoned[around] = held
        return held

    def sessions(self) -> Raw:
        """The length of each run: of all its utterances."""
        held = self.reckoned.get(())
        if held is None:
            inside = np.flatnonzero(self.talk >= 0)
            runs = int(self.run.max(initial=NOWHERE)) + 1
            held = np.bincount(self.talk[inside], self.lengths[self.spoken[inside]], runs).astype(np.float64)
            self.reckoned[()] = held
        return held

    def of(self, terms: Hashes) -> list[tuple[Places, NDArray[np.uint16]]]:
        """The rows of each term and how often it stands in them."""
        found: list[tuple[Places, NDArray[np.uint16]]] = []
        mixed = bool(self.young.any())
        for term in terms.tolist():
            old, new = self.base.place(term), self.tail.place(term)
            rows, counts = self.base.rows[old], self.base.counts[old]
            if mixed:
                kept = ~self.young[rows]
                rows = np.concatenate([rows[kept], self.tail.rows[new]])
                counts = np.concatenate([counts[kept], self.tail.counts[new]])
            found.append((rows, counts))
        return found


def caught_up(connection: Connection, space: int, units: Units, stems: Stems, before: Said | None) -> Said:
    """The words as of the connection's snapshot, by the rows of `units`; what was known before is reused."""
    known = before or _nothing()
    if known.young.size > units.table.size:
        return known  # later than these units, whose rows are its first
    changed = reading.rows(connection, _CHANGED, (space, known.seq))
    if not changed and known.young.size == units.table.size:
        return known
    more = units.table.size - known.young.size
    rows, _ = units.rows_of(np.array([row[0] for row in changed], dtype=np.int64))
    places, texts = [], []
    for row, (_, _, *fields) in zip(rows.tolist(), changed, strict=True):
        told = [field for field in fields if field and field != "[]"]
        texts += told
        places += [row] * len(told)
    cut = stems.cut(texts)
    said = np.array(places, dtype=np.int64)[cut.texts]
    fresh = Postings.of(cut.hashes, said)
    moved = np.zeros(units.table.size, dtype=np.bool_)
    moved[rows] = True
    present, lengths = _grown(known.present, more, fill=False), _grown(known.lengths, more, fill=0)
    present[rows] = [row[2] is not None for row in changed]
    lengths[rows] = np.bincount(said, minlength=units.table.size)[rows]
    signs = _grown(known.signs, more, fill=UNREAD)
    signs[rows] = UNREAD
    young = _grown(known.young, more, fill=False) | moved
    base, tail = known.base, known.tail.without(moved).merged(fresh)
    if not base.rows.size or np.count_nonzero(young) > max(_FEW, _TAIL * young.size):
        base, tail, young = base.without(young).merged(tail), _nothing().tail, np.zeros_like(young)
    seq = max((row[1] for row in changed), default=known.seq)
    return Said(seq, base, tail, young, present, lengths, *_laid_out(units, present), signs, {})


def _grown(array: NDArray[Any], more: int, fill: float) -> NDArray[Any]:
    """A copy with more places at its end."""
    return np.concatenate([array, np.full(more, fill, dtype=array.dtype)])


def _nothing() -> Said:
    none = np.empty(0, dtype=np.int64)
    postings = Postings.of(none, none)
    place, mask = np.empty(0, dtype=np.int32), np.empty(0, dtype=np.bool_)
    return Said(0, postings, postings, mask, mask, np.empty(0, dtype=np.float32), place, place, place, place, place, {})


def _laid_out(units: Units, present: Mask) -> tuple[Places, Places, Places, Places]:
    """Position and run of each row, row and run at each position."""
    run = units.table["run"].astype(np.int32)
    spoken = units.utterance_at.astype(np.int32)
    spoken = np.where((spoken >= 0) & present[spoken], spoken, NOWHERE).astype(np.int32)
    talk = np.where(spoken >= 0, run[spoken], NOBODY).astype(np.int32)
    position = np.full(run.size, NOWHERE, dtype=np.int32)
    at = np.flatnonzero(spoken >= 0)
    position[spoken[at]] = at
    return position, run, spoken, talk
