"""Personalised PageRank over a space's graph: a sparse matrix kept warm that follows what is written.

Brin and Page's random walk with restart, by power iteration. Edges are walked both ways, their weights summed; from a node
without edges the walk begins anew at the seeds. Follows `networkx.pagerank` (`alpha`, `personalization`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sqlalchemy import Connection

from memos.errors import InvalidInput
from memos.index.warm import Budget, Shelf

ALPHA: Final = 0.85
"""How likely the walk goes on along an edge; otherwise it begins anew at a seed."""
TOLERANCE: Final = 1e-6
"""How far all scores together may be from the exact ones."""
MOST_STEPS: Final = 200
SHARE_LOOSE: Final = 0.1
"""From this share of changed entries on the changes are worked into the matrix."""

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

_HEAD: Final = "SELECT value FROM counters WHERE name = 'seq'"
_LAST: Final = "SELECT max(num) FROM edges"
_NEWER: Final = (
    "SELECT num, source, target, weight FROM edges WHERE num > ? AND {space} = ? AND ended_seq IS NULL ORDER BY num"
)
_ENDED: Final = "SELECT source, target, weight FROM edges WHERE ended_seq > ? AND +space = ? AND num <= ? AND seq <= ?"


class Network(NamedTuple):
    """The graph as a matrix of weights, symmetric: `base`, and in `loose` what has changed since it was put together.

    Never changed: catching up makes a new one. `places` leads from a node to its row; `seq` is the journal's.
    """

    seq: int
    num: int
    places: dict[str, int]
    names: list[str]
    base: sparse.csr_array
    loose: sparse.csr_array | None
    degree: Floats

    @property
    def size(self) -> int:
        """Bytes held, the names of nodes counted roughly."""
        loose = self.loose.data.nbytes * 2 if self.loose is not None else 0
        return int(self.base.data.nbytes * 2 + loose + self.degree.nbytes + 120 * len(self.places))

    def personalised(
        self, seeds: Mapping[str, float], *, alpha: float = ALPHA, most: int | None = None
    ) -> dict[str, float]:
        """The score of every node the walk reaches from these seeds (node to weight, more than 0); all together they make 1.

        With `most`, only so many nodes of the highest scores, best first: to name a hundred thousand takes as long as the walk.
        Seeds that are no nodes of the graph are passed over; where none is left, nothing is reached.
        Raises InvalidInput for a weight that is not more than 0.
        """
        if any(not weight > 0 for weight in seeds.values()):
            raise InvalidInput("A seed weighs more than 0.")
        known = {self.places[node]: weight for node, weight in seeds.items() if node in self.places}
        if not known:
            return {}
        start = np.zeros(self.degree.size)
        start[list(known)] = list(known.values())
        scores = self._walked(start / start.sum(), alpha)
        reached = np.flatnonzero(scores > 0)
        if most is not None:
            best = (
                np.argpartition(-scores[reached], min(most, reached.size) - 1)[:most]
                if reached.size > most
                else slice(None)
            )
            reached = reached[best]
            reached = reached[np.argsort(-scores[reached], kind="stable")]
        return dict(zip((self.names[place] for place in reached.tolist()), scores[reached].tolist(), strict=True))

    def _walked(self, start: Floats, alpha: float) -> Floats:
        """Power iteration from the seeds until the scores are at most `TOLERANCE` from where they lead to, summed over all nodes."""
        dead = self.degree <= 0
        share = np.divide(alpha, self.degree, out=np.zeros_like(self.degree), where=~dead)
        has_dead = bool(dead.any())
        enough = TOLERANCE * (1 - alpha) / alpha
        seeds = np.flatnonzero(start)
        scores, sent, moved = start.copy(), np.empty_like(start), np.empty_like(start)
        for _ in range(MOST_STEPS):
            np.multiply(scores, share, out=sent)
            fresh = np.asarray(self.base @ sent)
            if self.loose is not None:
                fresh += self.loose @ sent
            fresh[seeds] += (1 - alpha + (alpha * scores[dead].sum() if has_dead else 0.0)) * start[seeds]
            np.subtract(fresh, scores, out=moved)
            np.abs(moved, out=moved)
            scores = fresh
            if moved.sum() <= enough:
                break
        return scores


def caught_up(connection: Connection, space: int, before: Network | None) -> Network:
    """The network as of the connection's snapshot; what was known before is reused."""
    head = int(connection.exec_driver_sql(_HEAD).scalar() or 0)
    if before is not None and before.seq == head:
        return before
    last = int(connection.exec_driver_sql(_LAST).scalar() or 0)
    known = before or Network(0, 0, {}, [], _matrix(0, [], [], []), None, np.zeros(0))
    places = dict(known.places) if before is not None else {}
    # A space's own edges are found by the space, the few that are new by their number.
    newer = _NEWER.format(space="space" if before is None else "+space")
    fresh = connection.exec_driver_sql(newer, (known.num, space)).all()
    ended = (
        [] if before is None else connection.exec_driver_sql(_ENDED, (before.seq, space, before.num, before.seq)).all()
    )
    changed = [(row[1], row[2], row[3]) for row in fresh] + [
        (source, target, -weight) for source, target, weight in ended
    ]
    if before is not None and not changed:
        return before._replace(seq=head, num=last)
    rows = [places.setdefault(source, len(places)) for source, _, _ in changed]
    columns = [places.setdefault(target, len(places)) for _, target, _ in changed]
    delta = _matrix(len(places), rows, columns, [weight for _, _, weight in changed])
    if before is None:
        return Network(head, last, places, list(places), delta, None, np.asarray(delta.sum(axis=1)).ravel())
    return _followed(known, delta, places, head, last)


def _followed(known: Network, delta: sparse.csr_array, places: dict[str, int], head: int, last: int) -> Network:
    base, loose = _grown(known.base, len(places)), known.loose
    loose = delta if loose is None else _grown(loose, len(places)) + delta
    if loose.nnz > SHARE_LOOSE * max(base.nnz, 1_000):
        base, loose = _tidied(base + loose), None
    whole = base if loose is None else base + loose
    degree = np.asarray(whole.sum(axis=1)).ravel()
    degree[np.abs(degree) < _ROUNDING] = 0.0
    return Network(head, last, places, list(places), base, loose, degree)


_ROUNDING: Final = 1e-9
"""Less weight than this is what sums of weights that were taken back leave."""


def _matrix(size: int, rows: list[int], columns: list[int], weights: list[float]) -> sparse.csr_array:
    """Symmetric; a node's edge to itself counts once."""
    one, other = np.array(rows, dtype=np.int32), np.array(columns, dtype=np.int32)
    weighed = np.array(weights, dtype=np.float64)
    apart = one != other
    places = (np.concatenate([one, other[apart]]), np.concatenate([other, one[apart]]))
    coordinates: Any = (np.concatenate([weighed, weighed[apart]]), places)
    return _narrow(sparse.csr_array(sparse.coo_array(coordinates, shape=(size, size))))


def _narrow(matrix: sparse.csr_array) -> sparse.csr_array:
    """Places in 32 bits: half the memory to walk through, and the walk is bound by memory."""
    if matrix.nnz < np.iinfo(np.int32).max:
        matrix.indices = matrix.indices.astype(np.int32, copy=False)
        matrix.indptr = matrix.indptr.astype(np.int32, copy=False)
    return matrix


def _grown(matrix: sparse.csr_array, size: int) -> sparse.csr_array:
    added = size + 1 - matrix.indptr.size
    if not added:
        return matrix
    pointers = np.concatenate([matrix.indptr, np.full(added, matrix.indptr[-1], dtype=matrix.indptr.dtype)])
    parts: Any = (matrix.data, matrix.indices, pointers)
    return sparse.csr_array(parts, shape=(size, size))


def _tidied(matrix: sparse.csr_array) -> sparse.csr_array:
    matrix.data[np.abs(matrix.data) < _ROUNDING] = 0.0
    matrix.eliminate_zeros()
    return _narrow(matrix)


class WarmNetworks:
    """The networks of the spaces used lately, caught up before they are given out. Safe between threads."""

    def __init__(self, budget: Budget | None = None) -> None:
        """`budget`: what they share with all else that is kept warm."""
        self._shelf: Shelf[Network] = Shelf("network", budget or Budget())

    def of(self, connection: Connection, space: int) -> Network:
        """The network of a space as the connection sees it."""
        return self._shelf.of(space, lambda known: caught_up(connection, space, known))

    def forget(self, space: int) -> None:
        """Drops a space: what was forgotten leaves no node behind."""
        self._shelf.forget(space)
