"""Entities and edges, read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from memos.schemas.cube import EdgeType, Entity
from memos.store.db import Database
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

    def _read(self, condition: ColumnElement[bool]) -> list[StandingEdge]:
        columns = [EDGES.c[name] for name in StandingEdge._fields]
        asked = select(*columns).where(EDGES.c.space == self._space.number, condition).order_by(EDGES.c.num)
        with self._database.read() as connection:
            return [StandingEdge._make(row) for row in connection.execute(asked)]
