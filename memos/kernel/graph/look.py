"""Looking at the graph: what is around somebody, what lies between two, as of any time, with words in place of ids."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import networkx as nx
from sqlalchemy import Connection

from memos.errors import InvalidInput, NotFound
from memos.index.graph import LONGEST, When, neighbourhood, paths, standing_for
from memos.kernel.parts import Parts
from memos.schemas.cube import Episodic, MemCube
from memos.schemas.graph import Link, Looking, Neighbourhood, Node
from memos.schemas.scope import Scope
from memos.store.relations import ENTITY
from memos.store.rows import micros, moment
from memos.store.space import Space

_OVERVIEW: Final = 16
"""Entities an overview begins with: those that the most relations lead to."""

_MOST_RELATED: Final = """
SELECT node FROM (
  SELECT source AS node FROM edges WHERE space = :space AND source >= 'entity:' AND source < 'entity;' AND {standing}
  UNION ALL
  SELECT target FROM edges WHERE space = :space AND source >= 'entity:' AND source < 'entity;' AND {standing}
) GROUP BY node ORDER BY count(*) DESC, node LIMIT :most"""
_MENTIONED_LAST: Final = """
SELECT DISTINCT target FROM (SELECT target FROM edges WHERE space = :space AND type = 'mentions' AND {standing}
ORDER BY num DESC LIMIT 400) LIMIT :most"""
_NAMED: Final = """
SELECT node FROM entities WHERE space = ? AND (node = ? OR (node >= ? AND node < ?)) ORDER BY node LIMIT 50"""
_ALIKE: Final = "SELECT name FROM entities WHERE space = ? AND instr(node, ?) > 0 ORDER BY length(node) LIMIT 5"
_ENTITIES: Final = """
SELECT node, name, type FROM entities WHERE space = ? AND node IN (SELECT value FROM json_each(?))"""
_SAID: Final = """
SELECT journal.seq, json_extract(cubes.body, '$.payload.statement'), cubes.predicate_key FROM journal
JOIN cubes ON cubes.num = journal.cube WHERE journal.space = ? AND journal.seq IN (SELECT value FROM json_each(?))"""
_HEAD: Final = "SELECT max(seq) FROM journal WHERE space = ?"
_LAST_ENTRY: Final = "SELECT committed_at FROM journal WHERE space = ? AND seq <= ? ORDER BY seq DESC LIMIT 1"


def look(parts: Parts, scope: Scope, asked: Looking) -> Neighbourhood:
    """A piece of the graph of a space. Raises NotFound for a name that nothing here bears, InvalidInput where several do."""
    if asked.path_to is not None and asked.around is None:
        raise InvalidInput("A path begins somewhere.", hint="Give a name to begin at, too.")
    space = parts.space(scope)
    with space.database.read() as connection:
        at_seq = None if asked.as_of is None else _seq_at(connection, space.number, asked.as_of)
        when = When(at_seq, None if asked.valid_at is None else micros(asked.valid_at))
        seeds = (
            [_node(connection, space, asked.around, when)]
            if asked.around
            else _overview(connection, space, when, asked.limit)
        )
        if asked.path_to is None:
            found = neighbourhood(
                connection,
                space.number,
                seeds,
                depth=asked.depth,
                types=asked.types,
                most=asked.limit,
                when=when,
                contract=True,
            )
            return _told(connection, space, found, asked, seeds if asked.around else ())
        target = _node(connection, space, asked.path_to, when)
        ways, between = paths(connection, space.number, seeds[0], target, types=asked.types, when=when, longest=LONGEST)
        return _told(connection, space, between, asked, (seeds[0], target), ways)


def _seq_at(connection: Connection, space: int, when: datetime) -> int:
    """The last entry of the journal committed until then, found by halving: entries follow each other in time."""

    def committed_at(seq: int) -> int:
        row = connection.exec_driver_sql(_LAST_ENTRY, (space, seq)).first()
        return -1 if row is None else int(row.committed_at)

    head = int(connection.exec_driver_sql(_HEAD, (space,)).scalar() or 0)
    return bisect_right(range(head + 1), micros(when), key=committed_at) - 1


def _node(connection: Connection, space: Space, name: str, when: When) -> str:
    """The node of a name: the entity called so, else the one whose name begins so; or the cube with this id."""
    folded = " ".join(name.casefold().split())
    node = f"{ENTITY}{folded}"
    rows = connection.exec_driver_sql(_NAMED, (space.number, node, f"{node} ", f"{node}!"))
    same = standing_for(connection, space.number, when)
    nodes: list[str] = [same.get(str(found), str(found)) for found in rows.scalars()]
    if same.get(node, node) in nodes:
        return same.get(node, node)
    distinct = list(dict.fromkeys(nodes))
    if len(distinct) == 1:
        return distinct[0]
    if distinct:
        some = ", ".join(one.removeprefix(ENTITY).title() for one in distinct[:4])
        raise InvalidInput(f"{name!r} may be several: {some}.", hint="Give more of the name.")
    if space.cubes.get([name]):
        return name
    alike: Sequence[str] = connection.exec_driver_sql(_ALIKE, (space.number, folded)).scalars().all() if folded else []
    hint = f"Perhaps {', '.join(alike)}?" if alike else "`memos graph` alone shows who and what is known."
    raise NotFound(f"Nobody and nothing called {name!r} is known here.", hint=hint)


def _overview(connection: Connection, space: Space, when: When, limit: int) -> list[str]:
    """Of few nodes most are for what hangs on those it begins with: names alone tell nothing."""
    most = max(1, min(_OVERVIEW, limit // 3))
    bound = {"space": space.number, "most": most, **when.bound}
    for asked in (_MOST_RELATED, _MENTIONED_LAST):
        found = list(connection.exec_driver_sql(asked.format(standing=when.standing), bound).scalars())
        if found:
            return found
    return []


# -- from a graph to what can be read


def _told(
    connection: Connection,
    space: Space,
    graph: nx.MultiDiGraph[str],
    asked: Looking,
    around: Iterable[str],
    ways: Sequence[Sequence[str]] = (),
) -> Neighbourhood:
    known = _entities(connection, space, graph)
    cubes = _cubes(space, [node for node in graph if not node.startswith(ENTITY)], asked.as_of)
    nodes = {node: _cube_node(cubes[node]) for node in graph if node in cubes}
    nodes |= {
        node: _entity_node(node, graph.nodes[node].get("names", (node,)), known)
        for node in graph
        if node.startswith(ENTITY)
    }
    ordered = [nodes[node] for node in graph if node in nodes]
    edges: list[tuple[str, str, Mapping[str, Any]]] = [
        (source, target, edge) for source, target, edge in graph.edges(data=True) if source in nodes and target in nodes
    ]
    said = _said(connection, space, [edge["origin"] for source, _, edge in edges if source.startswith(ENTITY)])
    return Neighbourhood(
        nodes=tuple(ordered),
        links=tuple(_link(source, target, edge, said) for source, target, edge in edges),
        around=tuple(dict.fromkeys(node for node in around if node in nodes)),
        paths=tuple(tuple(way) for way in ways),
        more=len(graph) >= asked.limit and not ways,
    )


def _entities(connection: Connection, space: Space, graph: nx.MultiDiGraph[str]) -> Mapping[str, tuple[str, str]]:
    names = [name for node in graph for name in graph.nodes[node].get("names", (node,)) if name.startswith(ENTITY)]
    rows = connection.exec_driver_sql(_ENTITIES, (space.number, json.dumps(names)))
    return {node: (name, type_) for node, name, type_ in rows}


def _cubes(space: Space, ids: Sequence[str], as_of: datetime | None) -> Mapping[str, MemCube]:
    if as_of is None:
        return {cube.id: cube for cube in space.cubes.get(ids)}
    nums = space.cubes.nums(ids).values()
    return {cube.id: cube for cube in space.cubes.as_of(as_of, nums)}


def _cube_node(cube: MemCube) -> Node:
    grain = cube.payload.granularity if isinstance(cube.payload, Episodic) else ""
    return Node(
        id=cube.id,
        label=cube.text,
        kind=cube.kind,
        state=cube.state,
        grain=grain,
        said_at=cube.observed_at,
        valid_from=cube.valid_from,
        valid_to=cube.valid_to,
    )


def _entity_node(node: str, names: Sequence[str], known: Mapping[str, tuple[str, str]]) -> Node:
    name, type_ = known.get(node, (node.removeprefix(ENTITY), "thing"))
    also = tuple(known[other][0] for other in names if other != node and other in known)
    return Node(id=node, label=name, type=type_, also=also)


def _said(connection: Connection, space: Space, seqs: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    """By journal entry: the statement that brought an edge between entities, and its predicate."""
    rows = connection.exec_driver_sql(_SAID, (space.number, json.dumps(sorted(set(seqs)))))
    return {seq: (statement or "", predicate or "") for seq, statement, predicate in rows}


def _link(source: str, target: str, edge: Mapping[str, Any], said: Mapping[int, tuple[str, str]]) -> Link:
    label, predicate = said.get(edge["origin"], ("", "")) if source.startswith(ENTITY) else ("", "")
    return Link(
        source=source,
        target=target,
        type=edge["type"],
        label=label,
        predicate=predicate,
        weight=edge["weight"],
        valid_from=_moment(edge["valid_from"]),
        valid_to=_moment(edge["valid_to"]),
        seq=edge["seq"],
    )


def _moment(count: int | None) -> datetime | None:
    return None if count is None else moment(count)
