"""What an owner does with sealed secrets: look at the list, reveal one, take one away, seal all of them anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from memos.errors import Conflict, NotFound, Refused, StoreUnavailable, VaultIntegrity
from memos.kernel.parts import Parts
from memos.kernel.revise import BY_HAND, delete
from memos.kernel.upkeep import Report, all_spaces, unheard
from memos.kernel.vault.sealing import Place, key_of, sealed_value
from memos.schemas.cube import WITHOUT_VALUE, Kind, MemCube, State, Vault
from memos.schemas.operation import JournalEntry, NoOp, Update
from memos.schemas.scope import Scope
from memos.schemas.value import Moment, Value
from memos.store.sealed import anything_sealed
from memos.store.space import Space

BATCH: Final = 100
"""Values sealed anew in one commit: what an interruption costs at most."""

_KEPT: Final = (State.ACTIVE, State.SUPERSEDED, State.ARCHIVED)


class Secret(Value):
    """A secret that is kept: all that may be shown of it. `value` tells whether it is here, or was left out of an archive."""

    id: str
    handle: str
    label: str
    entry_type: str
    told_at: Moment
    message_ids: tuple[str, ...]
    value: bool = True


class Rotation(Value):
    """What came of a rotation: the key that seals now, how many values were sealed with it, how many old keys are left."""

    key: str
    sealed: int
    old_keys: int
    dropped: int = 0


def secrets(parts: Parts, scope: Scope) -> list[Secret]:
    """What is kept in the vault of a user, newest first, without a value."""
    return [
        Secret(
            id=cube.id,
            handle=_handle(cube),
            label=cube.text,
            entry_type=cube.payload.entry_type if isinstance(cube.payload, Vault) else "other",
            told_at=cube.observed_at,
            message_ids=cube.provenance.message_ids,
            value=sealed_value(cube) != WITHOUT_VALUE,
        )
        for cube in parts.space(scope).cubes.list(kinds=[Kind.VAULT], states=_KEPT)
    ]


def reveal(parts: Parts, scope: Scope, name: str) -> str:
    """The secret behind a handle (`vault://…`) or a vault cube's id. That it was revealed is in the journal before it is told.

    Raises NotFound where there is none, or only its label; VaultIntegrity where it does not open.
    """
    space = parts.space(scope)
    cube = _named(space, name)
    if sealed_value(cube) == WITHOUT_VALUE:
        raise NotFound(f"The value of {name!r} is not here: it was left out of the archive that brought it.")
    secret = parts.seal.open(Place.of(cube), sealed_value(cube))
    entry = NoOp(cube_id=cube.id, kind=Kind.VAULT, reason="revealed", agent=BY_HAND)
    space.journal.commit(parts.ids.new(), [entry])
    return secret


def remove(parts: Parts, scope: Scope, name: str) -> tuple[JournalEntry, ...]:
    """Takes a secret out of the vault: a tombstone, as any deletion, which undo brings back. Its bytes go with `forget`."""
    return delete(parts, scope, [_named(parts.space(scope), name).id], reason="taken out of the vault by hand")


def rotate(parts: Parts, *, drop_old: bool = False, report: Report = unheard) -> Rotation:
    """Seals every value of the store, of all users, with a new root key. Handles stay as they are.

    Killed in the middle, every value opens, with the new key or with the old one; run again, it goes on without making another key.
    Old keys are kept, for backups and for other stores with the same keys; `drop_old` takes them away, once nothing here needs them.
    Raises VaultIntegrity, with the rest done, if a value does not open: then no key is dropped.
    """
    spaces = all_spaces(parts)
    newest, count = _key_for_all(parts, spaces, drop_old=drop_old)
    done, broken = 0, 0
    for space in spaces:
        found = _under_other_keys(space, newest)
        for start in range(0, len(found), BATCH):
            batch = found[start : start + BATCH]
            opened = _opened(parts, batch)
            broken += len(batch) - len(opened)
            done += _seal_anew(parts, space, opened)
            report(f"Sealing for {space.scope.user}", done, count)
    if broken:
        raise VaultIntegrity(
            f"{broken} of {count} values do not open, and stay as they are.",
            hint="`memos doctor` names their users; put the key they were sealed with back. No key was dropped.",
            applied="yes",
        )
    needed = drop_old and any(_under_other_keys(space, newest) for space in all_spaces(parts))
    dropped = parts.seal.drop_old_keys() if drop_old and not needed else 0
    return Rotation(key=newest, sealed=done, old_keys=len(parts.seal.key_ids()) - 1, dropped=dropped)


def _key_for_all(parts: Parts, spaces: Sequence[Space], *, drop_old: bool) -> tuple[str, int]:
    """The key that shall seal everything, and how many values it does not seal yet: a new one, unless there is a rotation to finish."""
    keys = parts.seal.key_ids()
    newest = keys[0] if keys else None
    if newest is None:
        raise NotFound("There is no vault key yet: one is made with the first secret.")
    left = [key_of(sealed_value(cube)) for space in spaces for cube in _under_other_keys(space, newest)]
    unfinished = len(keys) > 1 and any(key == "" or key in keys for key in left)
    only_to_drop = drop_old and len(keys) > 1 and not left
    if unfinished or only_to_drop:
        return newest, len(left)
    newest = parts.seal.new_key()
    return newest, sum(len(_under_other_keys(space, newest)) for space in spaces)


def key_complaint(parts: Parts) -> str:
    """What is wrong with the vault key of a store in which values are sealed: missing, exposed, damaged. Empty: nothing."""
    if not anything_sealed(parts.database):
        return ""
    try:
        return "" if parts.seal.key_ids() else f"the vault key is missing: put it back at {parts.seal.where}"
    except (Refused, StoreUnavailable, VaultIntegrity) as error:
        return str(error)


def broken_values(parts: Parts, space: Space) -> list[MemCube]:
    """The vault cubes of a space whose values do not open. Nothing is shown of any."""
    return [cube for cube in _sealed(space) if _value(parts, cube) is None]


def _sealed(space: Space) -> Iterator[MemCube]:
    """Every vault cube with a value, tombstones too: undo brings them back."""
    return (
        cube for cube in space.cubes.list(kinds=[Kind.VAULT], states=list(State)) if sealed_value(cube) != WITHOUT_VALUE
    )


def _under_other_keys(space: Space, key: str | None) -> list[MemCube]:
    return [cube for cube in _sealed(space) if key_of(sealed_value(cube)) != key]


def _value(parts: Parts, cube: MemCube) -> str | None:
    try:
        return parts.seal.open(Place.of(cube), sealed_value(cube))
    except VaultIntegrity:
        return None


def _opened(parts: Parts, cubes: Sequence[MemCube]) -> list[tuple[MemCube, str]]:
    return [(cube, value) for cube in cubes if (value := _value(parts, cube)) is not None]


def _seal_anew(parts: Parts, space: Space, opened: Sequence[tuple[MemCube, str]]) -> int:
    """In one commit; where one of them changed meanwhile, each by itself, and what changed is left for the next run."""
    updates = [_update(parts, cube, value) for cube, value in opened]
    if not updates:
        return 0
    try:
        space.journal.commit(parts.ids.new(), updates)
    except Conflict:
        return 0 if len(opened) == 1 else sum(_seal_anew(parts, space, [one]) for one in opened)
    return len(updates)


def _update(parts: Parts, cube: MemCube, value: str) -> Update:
    place = Place.of(cube)._replace(version=cube.version + 1)
    payload = cube.payload.model_copy(update={"sealed": parts.seal.seal(place, value)})
    anew = cube.model_copy(update={"version": place.version, "payload": payload})
    return Update(cube=anew, base_version=cube.version, reason="sealed with a new key", agent=BY_HAND)


def _named(space: Space, name: str) -> MemCube:
    wanted = name.removeprefix("vault://")
    for cube in space.cubes.list(kinds=[Kind.VAULT], states=_KEPT):
        if wanted in (cube.id, _handle(cube)):
            return cube
    raise NotFound(f"There is no secret {name!r} here.", hint="`memos vault list` shows what there is.")


def _handle(cube: MemCube) -> str:
    return str(cube.metadata.get("handle", ""))
