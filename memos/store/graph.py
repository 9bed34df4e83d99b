"""Entities and edges, read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from memos.schemas.cube import EdgeType, Entity
from memos.store.db import Database
from memos.store.relations import ENTITY, ENTITY_END
from memos.store.rows import SpaceId
from memos.store.tables import EDGES, ENTITIES


class StandingEdge(NamedTuple):
    """An edge that stands: cubes by id, entities as `entity:<name>`; times in microseconds since 1970."""

    source: str
    target: str
    type: str
    weight: float
    valid_from: int | None
    valid_to: int | None
    seq: int


class Known(NamedTuple):
    """Who and what a space knows by name, folded, each with its canonical name; and the pairs that somebody said are two."""

    people: dict[str, str]
    things: dict[str, str]
    apart: frozenset[frozenset[str]]


class Graph:
    """The graph of a space."""

    def __init__(self, database: Database, space: SpaceId) -> None:
        self._database = database
        self._space = space

    def edges(self, at_seq: int | None = None) -> list[StandingEdge]:
        """All edges that stand now, or that stood when the journal was at `at_seq`."""
        standing = (
            EDGES.c.ended_seq.is_(None)
            if at_seq is None
            else (EDGES.c.seq <= at_seq) & (EDGES.c.ended_seq.is_(None) | (EDGES.c.ended_seq > at_seq))
        )
        return self._read(standing)

    def of(self, nodes: Sequence[str]) -> list[StandingEdge]:
        """The edges that touch one of these nodes."""
        wanted = list(nodes)
        found = {
            edge: None
            for touches in (EDGES.c.source.in_(wanted), EDGES.c.target.in_(wanted))
            for edge in self._read(EDGES.c.ended_seq.is_(None) & touches)
        }
        return list(found)

    def members(self, summary_id: str) -> list[str]:
        """The cubes that are `part_of` a topic or session, in the order they joined."""
        part_of = (EDGES.c.type == EdgeType.PART_OF.value) & (EDGES.c.target == summary_id)
        return [edge.source for edge in self._read(EDGES.c.ended_seq.is_(None) & part_of)]

    def entities(self) -> list[Entity]:
        """Everybody and everything memories speak of, by name."""
        asked = (
            select(ENTITIES.c.name, ENTITIES.c.type)
            .where(ENTITIES.c.space == self._space.number)
            .order_by(ENTITIES.c.node)
        )
        with self._database.read() as connection:
            return [Entity(name=name, type=type_) for name, type_ in connection.execute(asked)]

    def known(self) -> Known:
        """All names of the space. `same_as` edges that hold to this day lead from a name to the canonical one."""
        named = select(ENTITIES.c.node, ENTITIES.c.name, ENTITIES.c.type).where(ENTITIES.c.space == self._space.number)
        said = select(EDGES.c.source, EDGES.c.target, EDGES.c.type).where(
            EDGES.c.space == self._space.number,
            EDGES.c.source.between(ENTITY, ENTITY_END),
            EDGES.c.type.in_([EdgeType.SAME_AS.value, EdgeType.CONTRADICTS.value]),
            EDGES.c.ended_seq.is_(None),
            EDGES.c.valid_to.is_(None),
        )
        with self._database.read() as connection:
            entities = {node: (name, type_) for node, name, type_ in connection.execute(named)}
            edges = connection.execute(said.order_by(EDGES.c.num)).all()
        same = {source: target for source, target, type_ in edges if type_ == EdgeType.SAME_AS}
        apart = frozenset(frozenset((_bare(a), _bare(b))) for a, b, type_ in edges if type_ == EdgeType.CONTRADICTS)
        people: dict[str, str] = {}
        things: dict[str, str] = {}
        for node, own in entities.items():
            name, type_ = entities.get(_last(node, same), own)
            if type_ == "person":
                people[_bare(node)] = name
            elif type_ != "contact":
                things[_bare(node)] = name
        return Known(people, things, apart)

    def identities(self) -> list[tuple[str, str]]:
        """The `same_as` edges that stand and hold to this day, from names to names, folded."""
        asked = (EDGES.c.type == EdgeType.SAME_AS.value) & EDGES.c.source.between(ENTITY, ENTITY_END)
        edges = self._read(asked & EDGES.c.ended_seq.is_(None) & EDGES.c.valid_to.is_(None))
        return [(_bare(edge.source), _bare(edge.target)) for edge in edges]

    def _read(self, condition: ColumnElement[bool]) -> list[StandingEdge]:
        columns = [EDGES.c[name] for name in StandingEdge._fields]
        asked = select(*columns).where(EDGES.c.space == self._space.number, condition).order_by(EDGES.c.num)
        with self._database.read() as connection:
            return [StandingEdge._make(row) for row in connection.execute(asked)]


def _bare(node: str) -> str:
    return node.removeprefix(ENTITY)


def _last(node: str, same: Mapping[str, str]) -> str:
    """The end of a chain of `same_as`; a ring ends where it began."""
    seen = {node}
    while (following := same.get(node)) is not None and following not in seen:
        seen.add(following)
        node = following
    return node
