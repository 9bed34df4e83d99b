"""What is known, as settling sees it: one batched look, then every decision of the same exchange on top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from memos.agents.agent import Memories
from memos.agents.proposal import Proposal
from memos.agents.settlement.wording import fold
from memos.schemas.cube import Core, MemCube, Payload, Resource, Semantic, State, content_hash

Slot = tuple[str, ...]
"""What cubes compete for: a subject's predicate, a path of the persona tree, the address of a resource."""

FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"plans", "wants", "interested_in"}),
    frozenset({"hobby", "habit", "skill", "likes"}),
    frozenset({"diet", "habit"}),
    frozenset({"studies", "studies_at", "skill", "habit", "hobby"}),
    frozenset({"works_at", "occupation", "works_on"}),
    frozenset({"has_pet", "owns"}),
    frozenset({"condition", "allergic_to", "takes"}),
    frozenset({"lives_in", "lives_with"}),
)
"""Predicates under which people tell the same thing: what ends or is taken back may stand under a neighbour."""

OPPOSITES: Mapping[str, str] = {"likes": "dislikes", "dislikes": "likes"}
"""Of one thing only one of the two holds."""


def slot_of(payload: Payload) -> Slot | None:
    """What this competes for; None for what stands beside anything."""
    match payload:
        case Semantic():
            return statement_slot(payload.subject, payload.predicate)
        case Core():
            return ("core", payload.path)
        case Resource() if payload.uri:
            return ("resource", payload.uri)
        case _:
            return None


def statement_slot(subject: str, predicate: str) -> Slot:
    """The slot of a subject's predicate."""
    return ("semantic", fold(subject), fold(predicate))


def value_of(payload: Payload) -> str:
    """What is compared within a slot."""
    match payload:
        case Semantic():
            return payload.object
        case Core():
            return payload.value
        case Resource():
            return payload.uri
        case _:
            return payload.render()


def relatives(predicate: str) -> frozenset[str]:
    """The predicates of the same families, without this one."""
    return frozenset[str]().union(*(family for family in FAMILIES if predicate in family)) - {predicate}


class View:
    """Cubes by id, by slot and by content. `put` changes the view, never the store."""

    def __init__(self) -> None:
        self._cubes: dict[str, MemCube] = {}
        self._slots: dict[Slot, list[str]] = {}
        self._contents: dict[str, list[str]] = {}
        self._hashes: dict[Payload, str] = {}

    @classmethod
    def around(cls, proposals: Sequence[Proposal], memories: Memories) -> View:
        """All that these proposals may touch, by five keyed lookups at most."""
        named = {edge_end for proposal in proposals for edge_end in _named_cubes(proposal)}
        pairs = {pair for proposal in proposals for pair in _pairs(proposal)}
        paths = {proposal.payload.path for proposal in proposals if isinstance(proposal.payload, Core)}
        addresses = {proposal.payload.uri for proposal in proposals if isinstance(proposal.payload, Resource)} - {""}
        view = cls()
        contents = {view._hash(proposal.payload) for proposal in proposals if slot_of(proposal.payload) is None}
        found = [
            *(memories.get(sorted(named)) if named else ()),
            *(memories.by_statement(sorted(pairs)) if pairs else ()),
            *(memories.by_path(sorted(paths)) if paths else ()),
            *(memories.by_uri(sorted(addresses)) if addresses else ()),
            *(memories.by_content(sorted(contents)) if contents else ()),
        ]
        for cube in found:
            view.put(cube)
        return view

    def put(self, cube: MemCube) -> None:
        """Takes a cube in, or its next version."""
        if cube.id in self._cubes:
            self._drop(self._cubes[cube.id])
        self._cubes[cube.id] = cube
        slot = slot_of(cube.payload)
        if slot is not None:
            self._slots.setdefault(slot, []).append(cube.id)
        self._contents.setdefault(self._hash(cube.payload), []).append(cube.id)

    def get(self, cube_id: str) -> MemCube | None:
        """A cube by its id, as it stands now."""
        return self._cubes.get(cube_id)

    def slot(self, slot: Slot) -> tuple[MemCube, ...]:
        """The believed cubes that compete for a slot, the one told last first."""
        return _told_last_first(self._cubes[cube_id] for cube_id in self._slots.get(slot, ()))

    def same_content(self, payload: Payload) -> tuple[MemCube, ...]:
        """The believed cubes with exactly this payload."""
        return _told_last_first(self._cubes[cube_id] for cube_id in self._contents.get(self._hash(payload), ()))

    def _drop(self, cube: MemCube) -> None:
        slot = slot_of(cube.payload)
        if slot is not None:
            self._slots[slot].remove(cube.id)
        self._contents[self._hash(cube.payload)].remove(cube.id)

    def _hash(self, payload: Payload) -> str:
        if payload not in self._hashes:
            self._hashes[payload] = content_hash(payload)
        return self._hashes[payload]


def _named_cubes(proposal: Proposal) -> Iterable[str]:
    ends = (end for edge in proposal.edges for end in (edge.source, edge.target) if not end.startswith("entity:"))
    return (*ends, *proposal.parents, *([proposal.replaces] if proposal.replaces else ()))


def _pairs(proposal: Proposal) -> Iterable[tuple[str, str]]:
    payload = proposal.payload
    if not isinstance(payload, Semantic):
        return
    yield payload.subject, payload.predicate
    if payload.predicate in OPPOSITES:
        yield payload.subject, OPPOSITES[payload.predicate]
    if proposal.intent != "assert" or payload.negated:
        for relative in relatives(payload.predicate):
            yield payload.subject, relative


def _told_last_first(cubes: Iterable[MemCube]) -> tuple[MemCube, ...]:
    believed = [cube for cube in cubes if cube.state in (State.ACTIVE, State.SUPERSEDED)]
    return tuple(sorted(believed, key=lambda cube: (cube.observed_at, cube.created_at, cube.id), reverse=True))
