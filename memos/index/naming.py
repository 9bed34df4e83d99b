"""Which memories name what: the edges between memories and names as sparse matrices, kept warm, for walks and for links.

What statements name counts for the utterance they were made of, so that a walk leads from words to words. A name that stands
within another ("Kansas" in "2018 Kansas election") is tied to it: names have no vectors, and none are made to search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from memos.index.names import Names
from memos.index.sparse import Floats, Sparse
from memos.index.units import KINDS, NOWHERE, Rows, Units
from memos.index.warm import Budget, Shelf
from memos.schemas.cube import EdgeType, Kind
from memos.store.reading import rows, value
from memos.store.relations import ENTITY, ENTITY_END

WITHIN: Final = 0.5
"""What the tie between a name and one that it stands in is worth; that of two names of one, or of a relation, is worth 1."""
MOST_WITHIN: Final = 100
"""A name that stands in more others than these ties nothing together."""

_HEAD: Final = "SELECT value FROM counters WHERE name = 'seq'"
_LAST: Final = "SELECT coalesce(max(num), 0) FROM edges"
_STANDING: Final = """
SELECT edges.num, coalesce(cubes.num, -1), edges.source, edges.target, edges.weight
FROM edges LEFT JOIN cubes ON cubes.space = edges.space AND cubes.id = edges.source
WHERE {space} = ? AND edges.num > ? AND edges.target >= ? AND edges.target < ? AND edges.ended_seq IS NULL
AND edges.type IN (?, ?, ?) ORDER BY edges.num"""
_ENDED: Final = "SELECT num FROM edges WHERE ended_seq > ? AND +space = ? AND num <= ?"

_RESOURCE: Final = KINDS.index(Kind.RESOURCE)
_EDGE: Final = np.dtype([("num", "i8"), ("cube", "i8"), ("one", "i4"), ("other", "i4"), ("weight", "f4")])
"""An edge between a memory (`cube`) and a name (`other`), or between two names (then `cube` is NOWHERE)."""


class Naming(NamedTuple):
    """The names of a space and what names them, as of a journal position. Never changed: catching up makes a new one.

    `mentions` has a row for each of the units and a column a name, `named` is the same turned; `stated` tells what statements
    name that count in `mentions` for their utterance. `ties` joins names. `telling` is 1 for a name in one place, near 0 for one in all.
    `stands` is the row by which each row is found here. `outward` and `onward` are what a walk multiplies by that leaves a row or a
    name: 1 over its edges, weighed by how telling names are.
    """

    seq: int
    last: int
    names: Names
    edges: NDArray[np.void]
    stands: Rows
    mentions: Sparse
    named: Sparse
    stated: Sparse
    ties: Sparse
    telling: Floats
    outward: Floats
    onward: Floats

    @property
    def size(self) -> int:
        """Bytes held, those of the names roughly."""
        arrays = (self.edges, self.stands, self.telling, self.outward, self.onward)
        matrices = (self.mentions, self.named, self.stated, self.ties)
        return sum(each.nbytes for each in arrays) + sum(each.size for each in matrices) + self.names.size

    def found_in(self, question: str) -> Rows:
        """The columns of the names that a text has."""
        alive = (self.named.counts > 0) | (self.ties.counts > 0)
        return np.array(self.names.found_in(question, alive), dtype=np.int64)

    @property
    def rows(self) -> int:
        """How many units it knows."""
        return self.mentions.rows


def caught_up(connection: Connection, space: int, units: Units, before: Naming | None) -> Naming:
    """As of the connection's snapshot, by the rows of `units`; what was known before is reused."""
    head = int(value(connection, _HEAD) or 0)
    if before is not None and before.seq == head and before.rows == units.table.size:
        return before
    if before is not None and before.seq > head:
        before = None
    last = int(value(connection, _LAST))
    fresh = _fresh(connection, space, 0 if before is None else before.last)
    ended = [] if before is None else _ended(connection, space, before)
    known = before or _nothing()
    if before is not None and not fresh and not ended and before.rows == units.table.size:
        return before._replace(seq=head, last=last)
    names = known.names.with_(_names_of(fresh))
    told = np.array([_edge(row, names) for row in fresh], dtype=_EDGE)
    kept = known.edges[~np.isin(known.edges["num"], ended)] if ended else known.edges
    edges = np.concatenate([kept, told])
    base, more = (_Mentions.none(), edges) if ended else (_Mentions.in_(known), told)
    mentions = base.with_(more, names, units)
    return Naming(head, last, names, edges, *mentions, *_weighed(edges, names, mentions))


class _Mentions(NamedTuple):
    """The first of the fields of a `Naming` that hold matrices."""

    stands: Rows
    mentions: Sparse
    named: Sparse
    stated: Sparse

    @classmethod
    def none(cls) -> _Mentions:
        return cls(np.empty(0, dtype=np.int64), Sparse.none(), Sparse.none(), Sparse.none())

    @classmethod
    def in_(cls, naming: Naming) -> _Mentions:
        return cls(naming.stands, naming.mentions, naming.named, naming.stated)

    def with_(self, edges: NDArray[np.void], names: Names, units: Units) -> _Mentions:
        """With these edges, and the rows and names that came."""
        shape = (units.table.size, names.total)
        stands = np.concatenate([self.stands, _stands(units, np.arange(self.stands.size, shape[0]))])
        said = edges[edges["cube"] >= 0]
        rows, known = units.rows_of(said["cube"])
        rows, columns, weights = rows[known], said["other"][known].astype(np.int64), said["weight"][known]
        at, apart = stands[rows], stands[rows] != rows
        return _Mentions(
            stands,
            self.mentions.with_(at, columns, weights, shape),
            self.named.with_(columns, at, weights, (shape[1], shape[0])),
            self.stated.with_(rows[apart], columns[apart], weights[apart], shape),
        )


def _fresh(connection: Connection, space: int, last: int) -> list[Any]:
    # A space's own edges are found by the space, the few that are new by their number.
    asked = _STANDING.format(space="edges.space" if not last else "+edges.space")
    types = (EdgeType.MENTIONS.value, EdgeType.RELATES.value, EdgeType.SAME_AS.value)
    return rows(connection, asked, (space, last, ENTITY, ENTITY_END, *types))


def _ended(connection: Connection, space: int, before: Naming) -> list[int]:
    ended = connection.exec_driver_sql(_ENDED, (before.seq, space, before.last)).scalars().all()
    return [int(num) for num in ended]


def _names_of(rows: Iterable[Any]) -> Iterator[str]:
    for _, _, source, target, _ in rows:
        if source.startswith(ENTITY):
            yield source.removeprefix(ENTITY)
        yield target.removeprefix(ENTITY)


def _edge(row: Any, names: Names) -> tuple[int, int, int, int, float]:
    num, cube, source, target, weight = row
    one = names.place(source.removeprefix(ENTITY)) if source.startswith(ENTITY) else NOWHERE
    return num, cube, one, names.place(target.removeprefix(ENTITY)), weight


def _nothing() -> Naming:
    mentions, none = _Mentions.none(), np.empty(0)
    return Naming(0, 0, Names.none(), np.empty(0, dtype=_EDGE), *mentions, Sparse.none(), none, none, none)


def _weighed(edges: NDArray[np.void], names: Names, told: _Mentions) -> tuple[Sparse, Floats, Floats, Floats]:
    """The fields of a `Naming` from `ties` on."""
    spread = told.named.counts
    places = told.mentions.filled.size + 1
    telling = np.where(spread > 0, 1 - np.log(np.maximum(spread, 1)) / np.log(max(2, places)), 0.0)
    ties = _ties(edges[edges["one"] >= 0], names, spread > 0)
    heard = told.named.times(np.ones(told.named.width))
    outward, onward = _inverse(told.mentions.times(telling)), _inverse(telling * (heard + ties.times(telling)))
    return ties, telling, outward, onward


def _inverse(degree: Floats) -> Floats:
    return np.divide(1.0, degree, out=np.zeros_like(degree), where=degree > 0)


def _stands(units: Units, rows: Rows) -> Rows:
    """The rows by which memories are found here: what was made of an utterance by that; all else by itself."""
    kind, grain = units.table["kind"][rows], units.table["grain"][rows]
    spoken = units.spoken_at(units.table["first"][rows])
    return np.where((kind == _RESOURCE) | (grain > 0) | (spoken == NOWHERE), rows, spoken)


def _ties(related: NDArray[np.void], names: Names, mentioned: NDArray[np.bool_]) -> Sparse:
    """Between names, both ways: relations and identities, and names that stand within others."""
    pairs = names.within[mentioned[names.within].all(axis=1)]
    if pairs.size:
        pairs = pairs[np.bincount(pairs[:, 1], minlength=names.total)[pairs[:, 1]] <= MOST_WITHIN]
    one = np.concatenate([related["one"], pairs[:, 0]]).astype(np.int64)
    other = np.concatenate([related["other"], pairs[:, 1]]).astype(np.int64)
    weights = np.concatenate([np.minimum(related["weight"], 1.0), np.full(len(pairs), WITHIN)])
    apart = one != other
    one, other, weights = one[apart], other[apart], weights[apart]
    both = np.concatenate([one, other]), np.concatenate([other, one])
    return Sparse.of(*both, np.concatenate([weights, weights]), (names.total, names.total))


class WarmNaming:
    """What names what in the spaces used lately, caught up before it is given out. Safe between threads."""

    def __init__(self, budget: Budget | None = None) -> None:
        """`budget`: what they share with all else that is kept warm."""
        self._shelf: Shelf[Naming] = Shelf("naming", budget or Budget())

    def of(self, connection: Connection, space: int, units: Units) -> Naming:
        """The naming of a space as the connection sees it, by the rows of `units`, which were read by the same connection."""
        return self._shelf.of(space, lambda known: caught_up(connection, space, units, known))

    def forget(self, space: int) -> None:
        """Drops a space: what was forgotten leaves no name behind."""
        self._shelf.forget(space)
