"""A piece of a graph, to be looked at: its nodes with their words, its edges with their dates. Values only."""

from __future__ import annotations

from typing import Final

from pydantic import Field

from memos.schemas.cube import EdgeType, Kind, State
from memos.schemas.value import Moment, Value, Whole

DEPTH: Final = 4
"""How many edges far one may look."""
MOST_NODES: Final = 500
"""How many nodes are looked at together at most."""


class Looking(Value):
    """What is to be looked at. Names are those of entities, or ids of cubes; without `around`, the best connected entities.

    `as_of` is belief time, `valid_at` world time. `limit` bounds the nodes.
    """

    around: str | None = None
    path_to: str | None = None
    depth: Whole = Field(default=1, ge=1, le=DEPTH)
    types: tuple[EdgeType, ...] = tuple(EdgeType)
    as_of: Moment | None = None
    valid_at: Moment | None = None
    limit: Whole = Field(default=60, ge=1, le=MOST_NODES)


class Node(Value):
    """A cube or an entity. `label` is its text or name; `also` are other names of the same.

    `kind` is set for cubes, `type` for entities; `grain` is the granularity of an episode.
    """

    id: str
    label: str
    type: str = ""
    kind: Kind | None = None
    state: State | None = None
    grain: str = ""
    also: tuple[str, ...] = ()
    said_at: Moment | None = None
    valid_from: Moment | None = None
    valid_to: Moment | None = None

    @property
    def is_entity(self) -> bool:
        """Whether it is somebody or something that memories speak of."""
        return self.kind is None


class Link(Value):
    """An edge from node to node. `label` is the statement that brought it, where it is one between entities."""

    source: str
    target: str
    type: EdgeType
    label: str = ""
    predicate: str = ""
    weight: float = 1.0
    valid_from: Moment | None = None
    valid_to: Moment | None = None
    seq: int = 0


class Neighbourhood(Value):
    """What is around some nodes, or lies between two: nearest and weightiest first.

    `around` are the nodes looked from, `paths` the shortest ways between two, node by node. `more` says that there is more than is shown.
    """

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    around: tuple[str, ...] = ()
    paths: tuple[tuple[str, ...], ...] = ()
    more: bool = False

    def node(self, node_id: str) -> Node:
        """A node of this piece by its id."""
        return next(node for node in self.nodes if node.id == node_id)
