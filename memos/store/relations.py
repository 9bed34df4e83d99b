"""Entities and edges of a posting. An edge is never removed: it ends, and who asks what was believed then sees it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, Insert, and_, bindparam, func, insert, literal, or_, select, update

from memos.schemas.cube import Edge, EdgeType, Entity, Resource, Semantic
from memos.schemas.operation import Add, Update
from memos.schemas.value import canonical
from memos.store.rows import SpaceId, micros_or_none
from memos.store.tables import CUBES, EDGES, ENTITIES, JOURNAL

ENTITY: Final = "entity:"
"""How the address of an entity begins; that of a cube never does."""
ENTITY_END: Final = "entity;"
"""What sorts after every address of an entity."""


class Changes:
    """What a posting does to the graph, gathered entry by entry and written at once."""

    def __init__(self, space: SpaceId) -> None:
        self._space = space
        self._entities: dict[str, Entity] = {}
        self._edges: dict[tuple[str, str, str], dict[str, Any]] = {}
        self._ended: list[dict[str, Any]] = []
        self._reversed: list[dict[str, Any]] = []
        self._added: set[str] = set()
        self._parted: list[dict[str, Any]] = []
        self._dated: list[dict[str, Any]] = []
        self._named: list[dict[str, Any]] = []

    def bring(self, seq: int, operation: Add | Update) -> None:
        """Entities, edges, and a `mentions` edge for each entity.

        What says of two entities that they are two ends that they are the same; where a statement ends, what it relates does; a piece
        of a document that says something else no longer mentions what it does not name.
        """
        if isinstance(operation, Add):
            self._added.add(operation.cube.id)
        elif isinstance(operation.cube.payload, Semantic):
            until = micros_or_none(operation.cube.valid_to)
            self._dated.append(
                {"at": seq, "of_space": self._space.number, "cube_id": operation.cube.id, "until": until}
            )
        elif isinstance(operation.cube.payload, Resource):
            self._named.append(
                {
                    "at": seq,
                    "of_space": self._space.number,
                    "cube_id": operation.cube.id,
                    "kept": canonical(_mentioned(operation)),
                }
            )
        self._parted += (
            {"at": seq, "of_space": self._space.number, "one": edge.source, "other": edge.target}
            for edge in operation.edges
            if edge.type is EdgeType.CONTRADICTS and edge.source.startswith(ENTITY)
        )
        for entity in operation.entities:
            self._entities.setdefault(entity.node, entity)
        mentions = (
            Edge(source=operation.cube.id, target=entity.node, type=EdgeType.MENTIONS) for entity in operation.entities
        )
        for edge in chain(operation.edges, mentions):
            self._edges.setdefault((edge.source, edge.target, edge.type.value), self._row(seq, edge))

    def end_of(self, seq: int, cube_id: str) -> None:
        """The edges of a cube that is deleted end, and those it brought between entities."""
        self._ended.append({"at": seq, "of_space": self._space.number, "cube_id": cube_id})

    def reverse(self, seq: int, reversed_seq: int) -> None:
        """The edges an entry brought end; those it ended stand again."""
        self._reversed.append({"at": seq, "of_space": self._space.number, "of_seq": reversed_seq})

    def write(self, connection: Connection) -> None:
        """Writes what was gathered. An edge that stands already, and an entity that is known, is not written again."""
        if self._reversed:
            connection.execute(_BRING_BACK, self._reversed)
            connection.execute(_END_BROUGHT, self._reversed)
        if self._ended:
            connection.execute(_END_FROM, self._ended)
            connection.execute(_END_TO, self._ended)
            connection.execute(_END_SAID, self._ended)
        if self._parted:
            connection.execute(_END_SAME, self._parted)
        if self._dated:
            connection.execute(_DATE_ANEW, self._dated)
            connection.execute(_END_DATED, self._dated)
        if self._named:
            connection.execute(_END_NAMED, self._named)
        if self._entities:
            self._write_entities(connection)
        if self._edges:
            self._write_edges(connection)

    def _write_entities(self, connection: Connection) -> None:
        known = set(
            connection.scalars(
                select(ENTITIES.c.node).where(
                    ENTITIES.c.space == self._space.number, ENTITIES.c.node.in_(list(self._entities))
                )
            )
        )
        rows = [
            {"space": self._space.number, "node": node, "name": entity.name, "type": entity.type}
            for node, entity in self._entities.items()
            if node not in known
        ]
        if rows:
            connection.execute(insert(ENTITIES), rows)

    def _write_edges(self, connection: Connection) -> None:
        older = list({source for source, _, _ in self._edges if source not in self._added})
        standing = self._standing(connection, older) if older else set()
        rows = [row for key, row in self._edges.items() if key not in standing]
        if rows:
            connection.execute(insert(EDGES), rows)

    def _standing(self, connection: Connection, sources: Sequence[str]) -> set[tuple[str, str, str]]:
        asked = select(EDGES.c.source, EDGES.c.target, EDGES.c.type).where(
            EDGES.c.space == self._space.number, EDGES.c.source.in_(sources), EDGES.c.ended_seq.is_(None)
        )
        return {(source, target, type_) for source, target, type_ in connection.execute(asked)}

    def _row(self, seq: int, edge: Edge) -> dict[str, Any]:
        return {
            "space": self._space.number,
            "source": edge.source,
            "target": edge.target,
            "type": edge.type.value,
            "weight": edge.weight,
            "valid_from": micros_or_none(edge.valid_from),
            "valid_to": micros_or_none(edge.valid_to),
            "seq": seq,
            "origin": seq,
            "ended_seq": None,
        }


def _mentioned(operation: Update) -> list[tuple[str, float | None]]:
    """What a cube mentions after an update: by node the weight that the update brings, None where it stays as it is."""
    kept: dict[str, float | None] = dict.fromkeys(Entity(name=name).node for name in operation.cube.entities)
    kept |= {entity.node: 1.0 for entity in operation.entities}
    kept |= {edge.target: edge.weight for edge in operation.edges if edge.type is EdgeType.MENTIONS}
    return [*kept.items()]


_STANDING = and_(EDGES.c.space == bindparam("of_space"), EDGES.c.ended_seq.is_(None))
_END_FROM = update(EDGES).where(_STANDING, EDGES.c.source == bindparam("cube_id")).values(ended_seq=bindparam("at"))
_END_TO = update(EDGES).where(_STANDING, EDGES.c.target == bindparam("cube_id")).values(ended_seq=bindparam("at"))
_END_BROUGHT = update(EDGES).where(_STANDING, EDGES.c.origin == bindparam("of_seq")).values(ended_seq=bindparam("at"))

_KEPT = func.json_each(bindparam("kept")).table_valued("value", name="kept")
_IS_KEPT = select(_KEPT.c.value).where(
    func.json_extract(_KEPT.c.value, "$[0]") == EDGES.c.target,
    func.coalesce(func.json_extract(_KEPT.c.value, "$[1]"), EDGES.c.weight) == EDGES.c.weight,
)
_END_NAMED = (
    update(EDGES)
    .where(
        _STANDING,
        EDGES.c.source == bindparam("cube_id"),
        EDGES.c.type == EdgeType.MENTIONS.value,
        ~_IS_KEPT.correlate(EDGES).exists(),
    )
    .values(ended_seq=bindparam("at"))
)

_END_SAME = (
    update(EDGES)
    .where(
        _STANDING,
        EDGES.c.type == EdgeType.SAME_AS.value,
        or_(
            and_(EDGES.c.source == bindparam("one"), EDGES.c.target == bindparam("other")),
            and_(EDGES.c.source == bindparam("other"), EDGES.c.target == bindparam("one")),
        ),
    )
    .values(ended_seq=bindparam("at"))
)
_BROUGHT_BY = select(JOURNAL.c.seq).where(
    JOURNAL.c.cube
    == select(CUBES.c.num)
    .where(CUBES.c.space == bindparam("of_space"), CUBES.c.id == bindparam("cube_id"))
    .scalar_subquery()
)
_SAID = and_(_STANDING, EDGES.c.origin.in_(_BROUGHT_BY), EDGES.c.source.between(ENTITY, ENTITY_END))
"""Edges between entities that a cube's entries brought: they have no end at the cube itself."""
_END_SAID = update(EDGES).where(_SAID).values(ended_seq=bindparam("at"))
_OTHERWISE_DATED = and_(_SAID, EDGES.c.seq < bindparam("at"), EDGES.c.valid_to.is_not(bindparam("until")))
_END_DATED = update(EDGES).where(_OTHERWISE_DATED).values(ended_seq=bindparam("at"))


def _date_anew() -> Insert:
    kept = [column for column in EDGES.c if column.name not in ("num", "valid_to", "seq", "origin", "ended_seq")]
    dated = select(*kept, bindparam("until"), bindparam("at"), bindparam("at"), literal(None)).where(_OTHERWISE_DATED)
    return insert(EDGES).from_select(
        [*(column.name for column in kept), "valid_to", "seq", "origin", "ended_seq"], dated
    )


_DATE_ANEW = _date_anew()


def _bring_back() -> Insert:
    kept = [column for column in EDGES.c if column.name not in ("num", "seq", "ended_seq")]
    ended = select(*kept, bindparam("at"), literal(None)).where(
        EDGES.c.space == bindparam("of_space"), EDGES.c.ended_seq == bindparam("of_seq")
    )
    return insert(EDGES).from_select([*(column.name for column in kept), "seq", "ended_seq"], ended)


_BRING_BACK = _bring_back()
