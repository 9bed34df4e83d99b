"""The register of forgettings: how far each has come, so that one that was interrupted goes on, and whatever is warm notices."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from memos.schemas.forgetting import Counts, Scan, Stage, What
from memos.schemas.value import Moment, canonical
from memos.store.forgetting.evidence import Roots
from memos.store.reading import rows
from memos.store.rows import SpaceId, micros
from memos.store.rows import moment as moment_of
from memos.store.tables import FORGETTINGS, SPACES


class Forgetting(NamedTuple):
    """A forgetting under way, or done. `marks`: what must be gone from every file, see `residue.Marks`.

    `waits`: all was done that can be, and something is left in a file of which the store knows nothing: a person has to look.
    `scan`: of one that is done, the search that found nothing any more.
    """

    number: int
    space: int
    seq: int
    what: What
    stage: Stage
    roots: Roots
    counts: Counts
    marks: bytes
    waits: bool
    begun_at: Moment
    scan: Scan | None


def begin(connection: Connection, space: SpaceId, what: What, roots: Roots, counts: Counts, moment: Moment) -> int:
    """Notes what is about to be forgotten, by row numbers; for a person also his names, until they are erased themselves."""
    plan = {"positions": sorted(roots.positions), "cubes": sorted(roots.cubes), "names": list(roots.names)}
    row = {
        "space": space.number,
        "seq": 0,
        "what": what,
        "stage": "planned",
        "plan": canonical(plan),
        "counts": canonical(counts.model_dump()),
        "marks": b"",
        "begun_at": micros(moment),
        "done_at": None,
    }
    return int(connection.execute(insert(FORGETTINGS).returning(FORGETTINGS.c.number), row).scalar_one())


def erased(connection: Connection, number: int, seq: int, counts: Counts, marks: bytes) -> None:
    """Notes, in the transaction that erases, that it is done; the plan goes with what it named."""
    _set(connection, number, stage="erased", seq=seq, counts=canonical(counts.model_dump()), marks=marks, plan="{}")


def reclaimed(connection: Connection, number: int) -> None:
    """Notes that the files hold it no more, as far as that can be arranged."""
    _set(connection, number, stage="reclaimed")


def waits(connection: Connection, number: int) -> None:
    """Notes that it was looked for and found where the store can't remove it."""
    _set(connection, number, plan=_WAITS)


_WAITS: Final = '{"waits":true}'


def done(connection: Connection, number: int, scan: Scan, moment: Moment, *, told: bool) -> None:
    """Notes that it was looked for and not found; the marks go, the numbers of the search stay. `told`: somebody is told of it now."""
    plan = canonical({"scan": scan.model_dump(mode="json"), "told": told})
    _set(connection, number, stage="done", plan=plan, marks=b"", done_at=micros(moment))


def untold(connection: Connection) -> list[Forgetting]:
    """What was interrupted, and done when the store was next opened, where nobody was there to be told; oldest first."""
    kept = FORGETTINGS.c.plan.like('%"told":false%')
    asked = select(FORGETTINGS).where(FORGETTINGS.c.stage == "done", kept).order_by(FORGETTINGS.c.number)
    return [_forgetting(row) for row in connection.execute(asked).mappings()]


def told(connection: Connection, one: Forgetting) -> None:
    """Notes that somebody was told of it."""
    assert one.scan is not None  # noqa: S101
    _set(connection, one.number, plan=canonical({"scan": one.scan.model_dump(mode="json"), "told": True}))


def abandoned(connection: Connection, number: int) -> None:
    """Takes a plan back of which nothing was done."""
    connection.execute(delete(FORGETTINGS).where(FORGETTINGS.c.number == number, FORGETTINGS.c.stage == "planned"))


def unfinished(connection: Connection) -> list[Forgetting]:
    """What is still under way, oldest first."""
    asked = select(FORGETTINGS).where(FORGETTINGS.c.stage != "done").order_by(FORGETTINGS.c.number)
    return [_forgetting(row) for row in connection.execute(asked).mappings()]


def get(connection: Connection, number: int) -> Forgetting:
    """One of them."""
    asked = select(FORGETTINGS).where(FORGETTINGS.c.number == number)
    return _forgetting(connection.execute(asked).mappings().one())


def space_of(connection: Connection, number: int) -> SpaceId | None:
    """The space with this number; None once all of it is erased."""
    row = connection.execute(select(SPACES).where(SPACES.c.number == number)).mappings().first()
    return None if row is None else SpaceId(number, row["tenant"], row["user"])


def since(connection: Connection, seq: int) -> Sequence[tuple[int, int]]:
    """Erasures after a `seq`: the `seq` and the space of each."""
    asked = "SELECT seq, space FROM forgettings WHERE seq > ? ORDER BY seq"
    return [(erased_at, space) for erased_at, space in rows(connection, asked, (seq,))]


def _set(connection: Connection, number: int, **values: Any) -> None:
    connection.execute(update(FORGETTINGS).where(FORGETTINGS.c.number == number).values(**values))


def _forgetting(row: Mapping[Any, Any]) -> Forgetting:
    plan = json.loads(row["plan"])
    roots = Roots(frozenset(plan.get("positions", ())), frozenset(plan.get("cubes", ())), tuple(plan.get("names", ())))
    counts = Counts.model_validate_json(row["counts"])
    known = {name: row[name] for name in ("number", "space", "seq", "what", "stage", "marks")}
    scan = Scan.model_validate(plan["scan"]) if "scan" in plan else None
    waits_for_somebody = row["plan"] == _WAITS
    begun_at = moment_of(row["begun_at"])
    return Forgetting(**known, roots=roots, counts=counts, waits=waits_for_somebody, begun_at=begun_at, scan=scan)
