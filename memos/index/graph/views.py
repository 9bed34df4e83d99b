"""Views of a graph, read from the truth: what is around some nodes and what lies between two, now or at another time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import networkx as nx
from sqlalchemy import Connection

from memos.index.aliases import clusters
from memos.schemas.cube import EdgeType
from memos.schemas.graph import MOST_NODES
from memos.store.relations import ENTITY, ENTITY_END

_MOST_EDGES: Final = 8
"""Edges read for each node that a view may have."""
MOST_LOOKED_AT: Final = 50_000
"""Nodes a search for paths looks at before it gives up."""
LONGEST: Final = 8
"""Edges on a path at most."""
MOST_PATHS: Final = 8

_COLUMNS: Final = "num, source, target, type, weight, valid_from, valid_to, seq, origin"
_TOUCHING: Final = """
SELECT {columns} FROM edges WHERE num IN (
  SELECT edges.num FROM json_each(:nodes) AS wanted CROSS JOIN edges ON edges.space = :space AND edges.source = wanted.value
  UNION ALL
  SELECT edges.num FROM json_each(:nodes) AS wanted CROSS JOIN edges ON edges.space = :space AND edges.target = wanted.value
) AND {standing} AND type IN (SELECT value FROM json_each(:types))
ORDER BY weight DESC, type = 'mentions', num DESC LIMIT :most"""
_SAME: Final = """
SELECT source, target FROM edges WHERE space = :space AND {standing} AND type = 'same_as'
AND source >= :first AND source < :last AND (valid_to IS NULL OR :moment < valid_to)"""


class When(NamedTuple):
    """Of which time a view is: what was believed when the journal was at `at_seq`, and held in the world at `valid_at`.

    None: what is believed now, and whatever held at any time. `valid_at` is in microseconds since 1970.
    """

    at_seq: int | None = None
    valid_at: int | None = None

    @property
    def standing(self) -> str:
        """The condition on an edge."""
        believed = (
            "ended_seq IS NULL"
            if self.at_seq is None
            else "seq <= :at_seq AND (ended_seq IS NULL OR ended_seq > :at_seq)"
        )
        if self.valid_at is None:
            return believed
        return f"{believed} AND (valid_from IS NULL OR valid_from <= :valid_at) AND (valid_to IS NULL OR :valid_at < valid_to)"

    @property
    def bound(self) -> dict[str, int | None]:
        """What the condition is bound to."""
        return {"at_seq": self.at_seq, "valid_at": self.valid_at}


NOW: Final = When()


def standing_for(connection: Connection, space: int, when: When = NOW) -> dict[str, str]:
    """From each entity that has several names to the one that stands for all of them, as of then."""
    moment = 0 if when.valid_at is None else when.valid_at
    open_ended = "AND valid_to IS NULL" if when.valid_at is None else ""
    bound = {"space": space, "first": ENTITY, "last": ENTITY_END, "moment": moment, **when.bound}
    rows = connection.exec_driver_sql(f"{_SAME} {open_ended}".format(standing=when.standing), bound)
    return clusters((source, target) for source, target in rows)


def neighbourhood(
    connection: Connection,
    space: int,
    nodes: Iterable[str],
    *,
    depth: int = 1,
    types: Iterable[EdgeType] = tuple(EdgeType),
    most: int = MOST_NODES,
    when: When = NOW,
    contract: bool = False,
) -> nx.MultiDiGraph[str]:
    """The nodes within `depth` edges of the given ones, at most `most`, with the edges between; heavier and newer edges first.

    Edges carry `type`, `weight`, `valid_from`, `valid_to`, `seq` and `origin`; entities are addressed as in `Edge`. With `contract`,
    the names of one are one node, the one that `same_as` edges lead to, with the others as its `names`.
    """
    same = standing_for(connection, space, when) if contract else {}
    members = _members(same)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    frontier = list(dict.fromkeys(same.get(node, node) for node in nodes))
    graph.add_nodes_from(frontier)
    reader = _Reader(connection, space, types, when, most * _MOST_EDGES)
    for _ in range(depth):
        names = [one for node in frontier for one in members.get(node, (node,))]
        frontier = []
        for edge in reader.touching(names):
            source, target = same.get(edge.source, edge.source), same.get(edge.target, edge.target)
            fresh = [node for node in dict.fromkeys((source, target)) if node not in graph]
            if len(graph) + len(fresh) > most or (contract and source == target):
                continue
            frontier.extend(fresh)
            graph.add_edge(source, target, key=_key(edge), **edge.attributes)
        if not frontier:
            break
    for node in graph:
        graph.nodes[node]["names"] = members.get(node, (node,))
    return graph


def paths(
    connection: Connection,
    space: int,
    source: str,
    target: str,
    *,
    types: Iterable[EdgeType] = tuple(EdgeType),
    when: When = NOW,
    longest: int = LONGEST,
) -> tuple[list[list[str]], nx.MultiDiGraph[str]]:
    """The shortest paths between two nodes, whichever way their edges point, and the graph they lie in; none: an empty list.

    The names of one are one node. Searched from both ends; after `MOST_LOOKED_AT` nodes it gives up.
    """
    same = standing_for(connection, space, when)
    ends = same.get(source, source), same.get(target, target)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(ends)
    reader = _Reader(connection, space, types, when, MOST_LOOKED_AT)
    members = _members(same)
    reached: tuple[set[str], set[str]] = ({ends[0]}, {ends[1]})
    frontiers = [set(reached[0]), set(reached[1])]
    steps = 0
    while reached[0].isdisjoint(reached[1]) and steps < longest and all(frontiers) and len(graph) < MOST_LOOKED_AT:
        side = 0 if len(frontiers[0]) <= len(frontiers[1]) else 1
        names = [one for node in sorted(frontiers[side]) for one in members.get(node, (node,))]
        frontiers[side] = set()
        for edge in reader.touching(names):
            one, other = same.get(edge.source, edge.source), same.get(edge.target, edge.target)
            if one != other:
                graph.add_edge(one, other, key=_key(edge), **edge.attributes)
                frontiers[side] |= {one, other} - reached[side]
        reached[side].update(frontiers[side])
        steps += 1
    if reached[0].isdisjoint(reached[1]):
        return [], graph.subgraph(ends).copy()
    found = _shortest(graph, *ends)
    return found, graph.subgraph({node for path in found for node in path}).copy()


def _shortest(graph: nx.MultiDiGraph[str], source: str, target: str) -> list[list[str]]:
    plain: nx.Graph[str] = nx.Graph(graph.edges())
    plain.add_nodes_from((source, target))
    found: list[list[str]] = []
    for path in nx.all_shortest_paths(plain, source, target):
        found.append(list(path))
        if len(found) == MOST_PATHS:
            break
    return found


class _Edge(NamedTuple):
    num: int
    source: str
    target: str
    type: str
    weight: float
    valid_from: int | None
    valid_to: int | None
    seq: int
    origin: int

    @property
    def attributes(self) -> dict[str, Any]:
        return {
            "type": EdgeType(self.type),
            "weight": self.weight,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
            "seq": self.seq,
            "origin": self.origin,
        }


class _Reader:
    """Reads the edges at some nodes, as of some time."""

    def __init__(self, connection: Connection, space: int, types: Iterable[EdgeType], when: When, most: int) -> None:
        self._connection = connection
        self._asked = _TOUCHING.format(columns=_COLUMNS, standing=when.standing)
        self._bound = {"space": space, "types": json.dumps([str(each) for each in types]), "most": most, **when.bound}

    def touching(self, nodes: Sequence[str]) -> Iterator[_Edge]:
        bound = {**self._bound, "nodes": json.dumps(list(nodes))}
        return (_Edge._make(row) for row in self._connection.exec_driver_sql(self._asked, bound).all())


def _key(edge: _Edge) -> str | int:
    """Between the same two there is one edge of a type; only relations, which statements bring, may be several."""
    return edge.num if edge.type == EdgeType.RELATES else edge.type


def _members(same: Mapping[str, str]) -> dict[str, list[str]]:
    members: dict[str, list[str]] = {}
    for node, standing in sorted(same.items()):
        members.setdefault(standing, []).append(node)
    return members
