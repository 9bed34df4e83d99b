"""Memories in a dict: what agents look things up in when there is no store, for dry runs and tests.

Operations do here what they do in the journal: in order, each checked against the version it was planned for, all
or none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import assert_never

from memos.agents.settlement.view import slot_of, statement_slot
from memos.agents.settlement.wording import fold
from memos.errors import Conflict, InvalidInput, NotFound
from memos.ports import LOOKUP_MOST
from memos.schemas.cube import Core, Edge, Entity, Episodic, MemCube, Procedural, Resource, Semantic, State
from memos.schemas.operation import Add, Delete, NoOp, Operation, Update

BELIEVED = (State.ACTIVE, State.SUPERSEDED)
"""States in which a cube tells something of the world, now or then."""


class Remembered:
    """The cubes, edges and entities of a space, and every version there ever was."""

    def __init__(self, cubes: Iterable[MemCube] = ()) -> None:
        self._cubes: dict[str, MemCube] = {cube.id: cube for cube in cubes}
        self._history: dict[str, list[MemCube]] = {cube_id: [cube] for cube_id, cube in self._cubes.items()}
        self._edges: dict[Edge, None] = {}
        self._entities: dict[str, Entity] = {}

    # -- applying

    def apply(self, operations: Sequence[Operation], moment: datetime | None = None) -> None:
        """Applies operations in order, or raises (`Conflict`, `NotFound`, `InvalidInput`) and applies none.

        `moment` ends a deleted cube whose deletion does not say when.
        """
        trial = Remembered()
        trial._cubes = dict(self._cubes)
        written = [cube for operation in operations if (cube := trial._after(operation, moment)) is not None]
        self._cubes = trial._cubes
        for cube in written:
            self._history.setdefault(cube.id, []).append(cube)
        for operation in operations:
            if isinstance(operation, Add | Update):
                self._edges.update(dict.fromkeys(operation.edges))
                self._entities.update({entity.node: entity for entity in operation.entities})

    def _after(self, operation: Operation, moment: datetime | None) -> MemCube | None:
        match operation:
            case Add():
                if operation.cube.id in self._cubes:
                    raise Conflict(f"There is a memory {operation.cube.id} already.")
                if operation.cube.version != 1:
                    raise InvalidInput(f"A new memory has version 1, not {operation.cube.version}.")
                return self._put(operation.cube)
            case Update():
                known = self._at(operation.cube.id, operation.base_version)
                if known.kind is not operation.cube.kind:
                    raise InvalidInput("An update can't change the kind of a memory.")
                return self._put(operation.cube)
            case Delete():
                return self._delete(operation, moment)
            case NoOp():
                return self._with_evidence(operation)
            case _:
                assert_never(operation)

    def _delete(self, operation: Delete, moment: datetime | None) -> MemCube:
        known = self._at(operation.cube_id, operation.base_version)
        if known.state is State.DELETED:
            raise Conflict(f"{known.id} is deleted already.")
        ends = [end for end in (operation.valid_to or moment, known.valid_to) if end is not None]
        changes = {"state": State.DELETED, "valid_to": min(ends, default=None), "version": known.version + 1}
        return self._put(known.model_copy(update=changes))

    def _with_evidence(self, operation: NoOp) -> MemCube | None:
        if operation.cube_id is None:
            return None
        known = self._at(operation.cube_id, operation.base_version)
        sources = known.provenance.sources
        fresh = tuple(source for source in dict.fromkeys(operation.evidence) if source not in sources)
        if not fresh:
            return None
        if known.state is State.DELETED:
            raise Conflict(f"{known.id} was deleted meanwhile.")
        provenance = known.provenance.model_copy(update={"sources": (*sources, *fresh)})
        return self._put(known.model_copy(update={"provenance": provenance, "version": known.version + 1}))

    def _at(self, cube_id: str, base_version: int | None) -> MemCube:
        known = self._cubes.get(cube_id)
        if known is None:
            raise NotFound(f"There is no memory {cube_id} here.")
        if base_version is not None and known.version != base_version:
            raise Conflict(f"{cube_id} is at version {known.version}, not at {base_version}.")
        return known

    def _put(self, cube: MemCube) -> MemCube:
        self._cubes[cube.id] = cube
        return cube

    # -- looking

    @property
    def cubes(self) -> tuple[MemCube, ...]:
        """Every cube as it stands, tombstones too, in the order they came."""
        return tuple(self._cubes.values())

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Every edge that was brought."""
        return tuple(self._edges)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Every entity that was named."""
        return tuple(self._entities.values())

    def history(self, cube_id: str) -> tuple[MemCube, ...]:
        """The versions of a cube, oldest first."""
        return tuple(self._history.get(cube_id, ()))

    # -- what agents may look up

    def get(self, cube_ids: Sequence[str]) -> list[MemCube]:
        """Cubes by their ids, in whatever state; ids that are not here are left out."""
        return [self._cubes[cube_id] for cube_id in cube_ids if cube_id in self._cubes]

    def by_content(self, hashes: Sequence[str]) -> list[MemCube]:
        """Cubes with exactly these content hashes."""
        return self._believed(lambda cube: cube.content_hash in hashes)

    def by_statement(self, pairs: Sequence[tuple[str, str]]) -> list[MemCube]:
        """Semantic cubes with these (subject, predicate) pairs."""
        slots = {statement_slot(subject, predicate) for subject, predicate in pairs}
        found = self._believed(lambda cube: isinstance(cube.payload, Semantic) and slot_of(cube.payload) in slots)
        return _newest(found, lambda cube: slot_of(cube.payload) if isinstance(cube.payload, Semantic) else None)

    def by_subject(self, subjects: Sequence[str]) -> list[MemCube]:
        """Semantic cubes about these subjects."""
        folded = set(map(fold, subjects))
        found = self._believed(lambda cube: isinstance(cube.payload, Semantic) and fold(cube.payload.subject) in folded)
        return _newest(found, lambda cube: fold(cube.payload.subject) if isinstance(cube.payload, Semantic) else None)

    def by_path(self, paths: Sequence[str]) -> list[MemCube]:
        """Core cubes at these paths."""
        folded = set(map(fold, paths))
        return self._believed(lambda cube: isinstance(cube.payload, Core) and cube.payload.path in folded)

    def by_uri(self, uris: Sequence[str]) -> list[MemCube]:
        """Resource cubes with these addresses, exactly as they stand in the payload; no address finds nothing."""
        wanted = set(uris) - {""}
        return self._believed(lambda cube: isinstance(cube.payload, Resource) and cube.payload.uri in wanted)

    def procedures(self) -> list[MemCube]:
        """Procedural cubes, the newest `ports.LOOKUP_MOST`."""
        return self._believed(lambda cube: isinstance(cube.payload, Procedural))[:LOOKUP_MOST]

    def open_summaries(self, run: str | None) -> list[MemCube]:
        """The session cube of a run and its last topic cube, if there are any."""
        newest: dict[str, MemCube] = {}
        for cube in self._cubes.values():
            if isinstance(cube.payload, Episodic) and cube.scope.run == run and cube.state is State.ACTIVE:
                newest[cube.payload.granularity] = cube
        return [newest[granularity] for granularity in ("session", "topic") if granularity in newest]

    def _believed(self, wanted: Callable[[MemCube], bool]) -> list[MemCube]:
        return [cube for cube in reversed(self._cubes.values()) if cube.state in BELIEVED and wanted(cube)]


def _newest(cubes: Iterable[MemCube], key: Callable[[MemCube], object]) -> list[MemCube]:
    """The first `LOOKUP_MOST` of each key."""
    seen: Counter[object] = Counter()
    kept = []
    for cube in cubes:
        seen[key(cube)] += 1
        if seen[key(cube)] <= LOOKUP_MOST:
            kept.append(cube)
    return kept
