"""Which names of a space are of one: the `same_as` edges, kept warm, so that whoever is asked for by one name is found by all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Connection

from memos.index.warm import Budget, Shelf
from memos.store.reading import rows, value
from memos.store.relations import ENTITY, ENTITY_END

_BYTES: Final = 500
"""What an edge and its names take, about."""

_HEAD: Final = "SELECT value FROM counters WHERE name = 'seq'"
_ALL: Final = f"""
SELECT num, source, target FROM edges WHERE space = ? AND source >= '{ENTITY}' AND source < '{ENTITY_END}'
AND type = 'same_as' AND ended_seq IS NULL AND valid_to IS NULL"""  # noqa: S608 - both are constants
_LAST: Final = "SELECT max(num) FROM edges"
_NEWER: Final = """
SELECT num, source, target FROM edges WHERE num > ? AND +space = ? AND type = 'same_as' AND ended_seq IS NULL AND valid_to IS NULL"""
_ENDED: Final = "SELECT num FROM edges WHERE ended_seq > ? AND +space = ?"


class Aliases(NamedTuple):
    """The names of a space that have others: `others` leads from each folded name to all that are the same, itself among them."""

    seq: int
    num: int
    edges: Mapping[int, tuple[str, str]]
    others: Mapping[str, tuple[str, ...]]

    @property
    def size(self) -> int:
        """Bytes held, roughly."""
        return _BYTES * (1 + len(self.edges))

    def of(self, name: str) -> tuple[str, ...]:
        """All names of whoever is called so, folded. A first name stands for longer ones that begin with it."""
        own = self.others.get(name)
        if own is not None:
            return own
        longer = (others for known, others in self.others.items() if known.startswith(f"{name} "))
        return tuple(dict.fromkeys((name, *(one for others in longer for one in others))))


def clusters(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """From each node that is the same as another to the one that stands for both: the end of the chain of edges.

    Where chains have several ends, or run in a ring, it is the least of them.
    """
    parent: dict[str, str] = {}
    leads: set[str] = set()
    for source, target in pairs:
        leads.add(source)
        one, other = _root(parent, source), _root(parent, target)
        if one != other:
            parent[one] = other
    members: dict[str, list[str]] = {}
    for node in [*parent, *dict.fromkeys(parent.values())]:
        members.setdefault(_root(parent, node), []).append(node)
    standing: dict[str, str] = {}
    for nodes in members.values():
        ends = [node for node in nodes if node not in leads]
        standing |= dict.fromkeys(nodes, min(ends or nodes))
    return standing


def _root(parent: dict[str, str], node: str) -> str:
    while node in parent:
        parent[node] = parent.get(parent[node], parent[node])
        node = parent[node]
    return node


def caught_up(connection: Connection, space: int, before: Aliases | None) -> Aliases:
    """The aliases as of the connection's snapshot; what was known before is reused."""
    head = value(connection, _HEAD) or 0
    if before is not None and before.seq == head:
        return before
    last = value(connection, _LAST) or 0
    if before is None:
        found = rows(connection, _ALL, (space,))
        edges = {num: (source, target) for num, source, target in found}
        return Aliases(head, last, edges, _others(edges))
    ended = {num for (num,) in rows(connection, _ENDED, (before.seq, space))}
    fresh = {num: (source, target) for num, source, target in rows(connection, _NEWER, (before.num, space))}
    if not fresh and ended.isdisjoint(before.edges):
        return before._replace(seq=head, num=last)
    edges = {num: edge for num, edge in before.edges.items() if num not in ended} | fresh
    return Aliases(head, last, edges, _others(edges))


def _others(edges: Mapping[int, tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for node, standing in sorted(clusters(edges.values()).items()):
        groups.setdefault(standing, []).append(node.removeprefix(ENTITY))
    return {name: tuple(names) for names in groups.values() for name in names}


class WarmAliases:
    """The aliases of the spaces used lately, caught up before they are given out. Safe between threads."""

    def __init__(self, budget: Budget | None = None) -> None:
        """`budget`: what they share with all else that is kept warm."""
        self._shelf: Shelf[Aliases] = Shelf("aliases", budget or Budget())

    def of(self, connection: Connection, space: int) -> Aliases:
        """The aliases of a space as the connection sees it."""
        return self._shelf.of(space, lambda known: caught_up(connection, space, known))

    def forget(self, space: int) -> None:
        """Drops a space: what was forgotten leaves no name behind."""
        self._shelf.forget(space)
