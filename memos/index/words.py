"""The words of a space, kept warm, so that a question is matched without SQL, by the statistics of that space alone.

Scores are BM25 (Robertson and Zaragoza, 2009) in three grains: a cube's own text, the window of utterances around it, the
session it was said in. A window or a session is scored as one text: the frequencies of its utterances are summed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from memos.index.flags import flags_of
from memos.index.said import NOBODY, UNREAD, Mask, Raw, Said, caught_up
from memos.index.stems import Stems
from memos.index.units import Rows, Units
from memos.index.warm import Budget, Shelf
from memos.store import reading

MOST_TERMS: Final = 32
"""Terms matched at once; of more the rarest are kept."""
COMMON: Final = 0.1
"""A term in more than this share of the cubes says little and costs most: dropped where there is a rarer one …"""
SMALL: Final = 2_000
"""… unless the space has no more cubes than this."""
SATURATION: Final = 1.2
LENGTH: Final = 0.75
"""BM25's k1 and b."""
AROUND: Final = (1.0, 1.0, 1.0)
"""What an utterance counts in a window, by its distance: itself, its neighbours, those beyond."""
_MOST_LOOKED_AT: Final = 512
_FEW: Final = 100
_LEAST: Final = 1e-9

_TEXTS: Final = """
SELECT cube_fts.rowid, cube_fts.text FROM json_each(?) AS wanted CROSS JOIN cube_fts ON cube_fts.rowid = wanted.value"""


class Score(NamedTuple):
    """By row: `bm25`, 0 where nothing matches; `share` of what is asked that stands there, terms counted by their rarity."""

    bm25: Raw
    share: Raw


class Words(NamedTuple):
    """What is said in a space, by the rows of its units: `shown` of them."""

    said: Said
    stems: Stems
    shown: int

    @property
    def lengths(self) -> NDArray[np.float32]:
        """How many terms each row has."""
        return _fitted(self.said.lengths, self.shown)

    def matches(self, words: Mapping[str, float]) -> Matches:
        """Where words stand, each weighted by the question. A word may be several terms, or be another's inflection.

        Of many terms the rarest are kept, and no common ones where there is a rarer one.
        """
        names = list(words)
        texts, hashes = self.stems.cut(names)
        hashes, first = np.unique(hashes[:_MOST_LOOKED_AT], return_index=True)
        weights = np.fromiter(words.values(), dtype=np.float64, count=len(words))[texts[first]]
        found = self.said.of(hashes)
        held = np.array([rows.size for rows, _ in found], dtype=np.int64)
        total = self.said.total
        kept = _telling(held, first, total)
        rarity = weights * _rarity(held, total)
        asked = float(rarity[kept].sum() + np.sort(rarity[held == 0])[-MOST_TERMS:].sum())
        none = np.empty(0, dtype=np.int32)
        return Matches(
            self.said,
            self.shown,
            tuple(names[place] for place in texts[first[kept]].tolist()),
            weights[kept],
            rarity[kept],
            asked,
            np.concatenate([none, *(found[place][0] for place in kept.tolist())]),
            np.repeat(np.arange(kept.size), held[kept]),
            np.concatenate([none, *(found[place][1] for place in kept.tolist())]).astype(np.float64),
        )

    def weigh(self, words: Mapping[str, float], texts: Sequence[str]) -> Raw:
        """Scores of texts that stand in no row, on about BM25's scale: the rarity of the words in each."""
        owners, hashes = self.stems.cut(list(words))
        hashes, first = np.unique(hashes[:_MOST_LOOKED_AT], return_index=True)
        held = np.array([rows.size for rows, _ in self.said.of(hashes)], dtype=np.int64)
        rarity = np.array([*words.values(), 0.0])[owners[first]] * _rarity(held, self.said.total)
        places, terms = self.stems.cut(texts)
        at = np.searchsorted(hashes, terms)
        known = np.append(hashes, 0)[at] == terms if hashes.size else np.zeros(terms.size, dtype=np.bool_)
        pairs = np.unique(np.stack([places[known], at[known]]), axis=1)
        return np.bincount(pairs[0], rarity[pairs[1]], minlength=len(texts)).astype(np.float64)

    def signs(self, connection: Connection, units: Units, rows: Rows) -> NDArray[np.int32]:
        """The flags (`index.flags`) of what these rows say. Read when first asked for, then remembered."""
        signs = _fitted(self.said.signs, max(self.shown, self.said.signs.size))
        unread = np.unique(rows[signs[rows] == UNREAD])
        if unread.size:
            nums = units.table["num"][unread]
            said = dict(reading.rows(connection, _TEXTS, (json.dumps(nums.tolist()),)))
            signs[unread] = [flags_of(said.get(num, "")) for num in nums.tolist()]
        return signs[rows]


class Matches(NamedTuple):
    """Where the terms of a question stand: `rows`, by each the place of its `term` and how often (`counts`).

    By term: `names`, the word it comes from; `weights` the question gives it; `rarity`, what it is worth. `asked` is the worth
    of all, those that stand nowhere included.
    """

    said: Said
    shown: int
    names: tuple[str, ...]
    weights: Raw
    rarity: Raw
    asked: float
    rows: NDArray[np.int32]
    term: NDArray[np.int64]
    counts: Raw

    def own(self) -> Score:
        """By each cube's own text."""
        size, mean = self.said.lengths.size, _mean(self.said.lengths, self.said.total)
        norm = _norm(self.said.lengths[self.rows], mean)
        worth = self.rarity[self.term]
        bm25 = np.bincount(self.rows, worth * self.counts * (SATURATION + 1) / (self.counts + norm), size)
        return self._by_row(bm25.astype(np.float64), np.bincount(self.rows, worth, size) / max(self.asked, _LEAST))

    def window(self, around: Sequence[float] = AROUND) -> Score:
        """By the utterances around each in its run, itself included. Of utterances alone: any other row has 0.

        `around` tells what they count, by their distance; it reaches as far as it is long.
        """
        talk, reach = self.said.talk, len(around) - 1
        at, term, counts = self._spoken()
        near = np.zeros(talk.size + 2 * reach, dtype=np.bool_)
        near[at + reach] = True
        for _ in range(reach):
            near[1:-1] |= near[:-2] | near[2:]
        chosen = np.flatnonzero(
            near[reach : reach + talk.size]
        )  # with all that is within reach: neighbours stay neighbours
        own = self._summed(np.searchsorted(chosen, at), term, counts, chosen.size)
        sums, run = np.zeros_like(own), talk[chosen]
        for step in range(-reach, reach + 1):
            here, there = (
                slice(max(0, -step), max(0, chosen.size - max(0, step))),
                slice(max(0, step), max(0, chosen.size + min(0, step))),
            )
            joined = (run[here] == run[there]) & (chosen[there] - chosen[here] == step)
            sums[:, here] += own[:, there] * (joined * np.float32(around[abs(step)]))
        lengths, total = self.said.windows(tuple(around)), int(np.count_nonzero(talk != NOBODY))
        found = self._scored(sums, _norm(lengths[chosen], _mean(lengths, total)), total)
        matching = np.flatnonzero(found.share)
        bm25, share = np.zeros((2, self.said.lengths.size))
        rows = self.said.spoken[chosen[matching]]
        bm25[rows], share[rows] = found.bm25[matching], found.share[matching]
        return self._by_row(bm25, share)

    def session(self) -> Score:
        """By all utterances of each cube's run together. A cube of no run has 0."""
        lengths = self.said.sessions()
        at, term, counts = self._spoken()
        run = self.said.talk[at]
        kept = np.flatnonzero(run >= 0)
        chosen, places = np.unique(run[kept], return_inverse=True)
        total = int(np.count_nonzero(lengths))
        sums = self._summed(places, term[kept], counts[kept], chosen.size)
        found = self._scored(sums, _norm(lengths[chosen], _mean(lengths, total)), total)
        bm25, share = np.zeros((2, lengths.size + 1))  # the last for what is of no run
        bm25[chosen], share[chosen] = found
        return self._by_row(bm25[self.said.run], share[self.said.run])

    def presence(self, rows: Rows) -> Mask:
        """Which terms stand in the texts of these rows, shape (terms, rows)."""
        wanted, places = np.unique(rows, return_inverse=True)
        at = np.minimum(np.searchsorted(wanted, self.rows), max(0, wanted.size - 1))
        found = np.zeros((self.rarity.size, wanted.size), dtype=np.bool_)
        kept = wanted[at] == self.rows if wanted.size else np.zeros(self.rows.size, dtype=np.bool_)
        found[self.term[kept], at[kept]] = True
        return found[:, places]

    def _spoken(self) -> tuple[NDArray[np.int32], NDArray[np.int64], Raw]:
        """Position, term and count, where an utterance is what has the term."""
        at = self.said.position[self.rows]
        kept = at >= 0
        return at[kept], self.term[kept], self.counts[kept]

    def _summed(self, places: Rows, terms: Rows, counts: Raw, groups: int) -> NDArray[np.float32]:
        """How often each term stands in each of some groups of texts, shape (terms, groups)."""
        shape = (self.rarity.size, groups)
        return np.bincount(terms * groups + places, counts, shape[0] * groups).reshape(shape).astype(np.float32)

    def _scored(self, sums: NDArray[np.float32], norm: Raw, total: int) -> Score:
        """Scores of groups of texts, of `total` there are, by how often each term stands in each."""
        held = sums > 0
        rarity = self.weights * _rarity(held.sum(axis=1), total)
        share = self.rarity.astype(np.float32) @ held / max(self.asked, _LEAST)
        below = sums + norm.astype(np.float32)
        bm25 = ((SATURATION + 1) * rarity).astype(np.float32) @ np.divide(sums, below, out=below)
        return Score(bm25.astype(np.float64), share.astype(np.float64))

    def _by_row(self, bm25: Raw, share: Raw) -> Score:
        return Score(_fitted(bm25, self.shown), _fitted(share, self.shown))


class WarmWords:
    """The words of the spaces used lately, caught up before they are given out. Safe between threads."""

    def __init__(self, budget: Budget | None = None) -> None:
        """`budget`: what they share with all else that is kept warm."""
        self._stems = Stems()
        self._shelf: Shelf[Said] = Shelf("words", budget or Budget())

    def of(self, connection: Connection, space: int, units: Units) -> Words:
        """The words of a space as the connection sees it, by the rows of `units`, which were read by the same connection."""
        said = self._shelf.of(space, lambda known: caught_up(connection, space, units, self._stems, known))
        return Words(said, self._stems, units.table.size)

    def forget(self, space: int) -> None:
        """Drops a space, and every word known: what was forgotten leaves none behind."""
        self._shelf.forget(space)
        self._stems.forget()

    def close(self) -> None:
        """Gives the tokenizer back."""
        self._stems.close()


def _telling(held: Rows, asked: Rows, total: int) -> Rows:
    """The places of the terms worth matching. `held` tells in how many of `total` cubes each stands, `asked` where in the question: of
    equally rare ones the first are kept, for the order of their hashes is another in every process."""
    order = np.lexsort((asked, held))
    present = order[held[order] > 0]
    rare = present[held[present] <= total * COMMON] if total > SMALL else present
    kept = rare if rare.size else present[:1]
    return np.sort(kept[:MOST_TERMS])


def _rarity(held: Rows, total: int) -> Raw:
    """What terms are worth by the cubes they stand in, of `total` (BM25's idf, never below 0). Few cubes hardly tell how rare a word is, so
    that there are `_FEW` at least: else the one memory that answers would say next to nothing of a question."""
    rarity: Raw = np.log1p((max(total, _FEW) - held + 0.5) / (held + 0.5))
    return rarity


def _mean(lengths: NDArray[Any], total: int) -> float:
    return max(float(lengths.sum()) / max(1, total), _LEAST)


def _norm(lengths: NDArray[Any], mean: float) -> Raw:
    """By how much its length holds a text back: k1 for one of average length."""
    return SATURATION * (1 - LENGTH + LENGTH * lengths.astype(np.float64) / mean)


def _fitted(array: NDArray[Any], size: int) -> NDArray[Any]:
    """The first `size` places, zeros for those there are not."""
    return array[:size] if array.size >= size else np.pad(array, (0, size - array.size))
