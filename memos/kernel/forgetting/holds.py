"""Legal holds: a memory that may not be forgotten, nor the messages it cites, until the hold is lifted."""

from __future__ import annotations

from memos.errors import NotFound, Refused
from memos.kernel.parts import Parts
from memos.kernel.revise import BY_HAND
from memos.schemas.cube import MemCube
from memos.schemas.forgetting import LEGAL_HOLD
from memos.schemas.operation import JournalEntry, Update
from memos.schemas.scope import Scope


def hold(parts: Parts, scope: Scope, cube_id: str) -> JournalEntry:
    """Puts a memory under a legal hold. `Refused` if it is under one already."""
    cube = _cube(parts, scope, cube_id)
    if LEGAL_HOLD in cube.labels:
        raise Refused(f"{cube_id} is under a legal hold already.", hint="Nothing was changed.")
    return _label(parts, scope, cube, (*cube.labels, LEGAL_HOLD), "put under a legal hold: may not be forgotten")


def release(parts: Parts, scope: Scope, cube_id: str) -> JournalEntry:
    """Lifts the hold. `Refused` if there is none."""
    cube = _cube(parts, scope, cube_id)
    if LEGAL_HOLD not in cube.labels:
        raise Refused(f"{cube_id} is under no legal hold.", hint="Nothing was changed.")
    rest = tuple(label for label in cube.labels if label != LEGAL_HOLD)
    return _label(parts, scope, cube, rest, "the legal hold was lifted")


def _label(parts: Parts, scope: Scope, cube: MemCube, labels: tuple[str, ...], reason: str) -> JournalEntry:
    space = parts.space(scope)
    labelled = cube.model_copy(update={"labels": labels, "version": cube.version + 1})
    update = Update(cube=labelled, base_version=cube.version, reason=reason, agent=BY_HAND)
    (entry,) = space.journal.commit(parts.ids.new(), [update])
    parts.catch_up(space)
    return entry


def _cube(parts: Parts, scope: Scope, cube_id: str) -> MemCube:
    found = parts.space(scope).cubes.get([cube_id])
    if not found:
        raise NotFound(f"There is no memory {cube_id!r} here.", hint="Nothing was changed.")
    return found[0]
