"""The graph around some nodes: cubes, entities and the edges believed now, as a networkx graph."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

import networkx as nx
from sqlalchemy import Connection

from memos.schemas.cube import EdgeType

MOST_NODES: Final = 500
_TOUCHING: Final = """
SELECT source, target, type, weight FROM edges
WHERE space = :space AND ended_seq IS NULL AND type IN (SELECT value FROM json_each(:types))
AND (source IN (SELECT value FROM json_each(:nodes)) OR target IN (SELECT value FROM json_each(:nodes)))
ORDER BY weight DESC, num"""


def neighbourhood(
    connection: Connection,
    space: int,
    nodes: Iterable[str],
    *,
    depth: int = 1,
    types: Iterable[EdgeType] = tuple(EdgeType),
    most: int = MOST_NODES,
) -> nx.MultiDiGraph[str]:
    """The nodes within `depth` edges of the given ones, at most `most`, with the edges between; heavier edges first.

    Edges carry `type` and `weight`; entities are addressed as in `Edge`.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    frontier = list(dict.fromkeys(nodes))
    graph.add_nodes_from(frontier)
    wanted = json.dumps([str(edge) for edge in types])
    for _ in range(depth):
        rows = _touching(connection, space, frontier, wanted)
        frontier = []
        for source, target, kind, weight in rows:
            fresh = [node for node in (source, target) if node not in graph]
            if len(graph) + len(fresh) > most:
                continue
            frontier.extend(fresh)
            graph.add_edge(source, target, key=kind, type=EdgeType(kind), weight=weight)
        if not frontier:
            break
    return graph


def _touching(connection: Connection, space: int, nodes: list[str], types: str) -> list[tuple[str, str, str, float]]:
    bound = {"space": space, "nodes": json.dumps(nodes), "types": types}
    rows = connection.exec_driver_sql(_TOUCHING, bound)
    return [(source, target, kind, weight) for source, target, kind, weight in rows]
