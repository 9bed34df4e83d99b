"""How a commit is taken back: by operations that reverse its entries, last first. They are posted like any others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, select

from memos.errors import Conflict, NotFound
from memos.schemas.cube import MemCube, Payload, Vault
from memos.schemas.operation import Delete, Update
from memos.store.posting import Change
from memos.store.rows import SpaceId
from memos.store.tables import CUBES, JOURNAL


def plan(connection: Connection, space: SpaceId, which: Any, *, what: str, by: str) -> list[Change]:
    """The changes that take back the entries `which` chooses. Raises NotFound or Conflict, as `Journal.undo` says."""
    rows = _rows(connection, space, which)
    if not rows:
        raise NotFound(f"There is no operation {what!r} here.")
    changing = [row for row in rows if row["after"] is not None]
    if any(row["event"] == "FORGET" for row in rows) or any(
        row["version"] > 1 and not row["before"] for row in changing
    ):
        raise Conflict(f"{what} can't be undone: it is forgotten, or a part of it.", hint="Nothing was applied.")
    if not changing:
        raise Conflict(f"{what} changed nothing, so there is nothing to undo.", hint="Nothing was applied.")
    _refuse_if_undone(connection, [row["seq"] for row in rows], what)
    _refuse_if_changed_since(connection, changing, what)
    at_version = {row["cube"]: row["current"] for row in changing}
    changes: list[Change] = []
    for row in reversed(changing):
        changes.append(Change(_reversal(row, at_version[row["cube"]], what, by), reverses=row["seq"]))
        at_version[row["cube"]] += 1
    return changes


def _rows(connection: Connection, space: SpaceId, which: Any) -> Sequence[Mapping[Any, Any]]:
    earlier = JOURNAL.alias("earlier")
    before = and_(
        earlier.c.cube == JOURNAL.c.cube, earlier.c.version == JOURNAL.c.version - 1, earlier.c.after.is_not(None)
    )
    asked = (
        select(
            JOURNAL.c.seq,
            JOURNAL.c.event,
            JOURNAL.c.cube,
            JOURNAL.c.version,
            JOURNAL.c.after,
            earlier.c.after.label("before"),
            CUBES.c.id,
            CUBES.c.version.label("current"),
            CUBES.c.body,
        )
        .select_from(JOURNAL.outerjoin(CUBES, JOURNAL.c.cube == CUBES.c.num).outerjoin(earlier, before))
        .where(JOURNAL.c.space == space.number, which)
        .order_by(JOURNAL.c.ordinal)
    )
    return connection.execute(asked).mappings().all()


def _reversal(row: Mapping[Any, Any], version: int, what: str, by: str) -> Update | Delete:
    reason = f"undo of {what}"
    if row["before"] is None:
        return Delete(cube_id=row["id"], base_version=version, reason=reason, agent=by)
    before = MemCube.model_validate_json(row["before"])
    payload = _sealed_as_now(before.payload, row["body"])
    cube = before.model_copy(update={"version": version + 1, "payload": payload})
    return Update(cube=cube, base_version=version, reason=reason, agent=by)


def _refuse_if_undone(connection: Connection, seqs: Sequence[int], what: str) -> None:
    done = connection.execute(
        select(JOURNAL.c.op_id).where(JOURNAL.c.reverses.in_(seqs)).order_by(JOURNAL.c.seq.desc())
    ).first()
    if done is not None:
        raise Conflict(
            f"{what} is undone already, by {done.op_id}.", hint=f"To redo it, undo {done.op_id}; nothing was applied."
        )


def _refuse_if_changed_since(connection: Connection, changing: Sequence[Mapping[Any, Any]], what: str) -> None:
    """A cube that stands as the operation left it has not changed, whatever was done and undone in between."""
    for row in {row["cube"]: row for row in changing}.values():
        if row["version"] == row["current"] or _content(row["after"]) == _content(row["body"]):
            continue
        since = connection.execute(
            select(JOURNAL.c.op_id, JOURNAL.c.seq).where(
                JOURNAL.c.cube == row["cube"], JOURNAL.c.version == row["current"], JOURNAL.c.after.is_not(None)
            )
        ).one()
        raise Conflict(
            f"{row['id']} was changed since by {since.op_id} (#{since.seq}), so {what} can't be undone.",
            hint=f"Undo {since.op_id} first; nothing was applied.",
        )


def _sealed_as_now(payload: Payload, body: str) -> Payload:
    """A secret that comes back is sealed as it is now: the key that sealed it then may be gone."""
    now = MemCube.model_validate_json(body).payload
    if isinstance(payload, Vault) and isinstance(now, Vault):
        return payload.model_copy(update={"sealed": now.sealed})
    return payload


def _content(body: str) -> MemCube:
    """What a cube says, whatever its version, and however it is sealed."""
    cube = MemCube.model_validate_json(body)
    payload = cube.payload.model_copy(update={"sealed": ""}) if isinstance(cube.payload, Vault) else cube.payload
    return cube.model_copy(update={"version": 1, "payload": payload})
