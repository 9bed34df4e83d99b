"""Forgetting: bytes go, not only beliefs. Plan → erase → reclaim → scan; each stage is noted, so that an interrupted one goes on.

`planned`: what is named is noted by row numbers. `erased`: one transaction removes every row that holds it or rests on it alone; from
here on nobody finds it. `reclaimed`: full-text segments are merged, the write-ahead log is emptied, indices are dropped.
`done`: every file of the data directory was searched for it, in vain.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from sqlalchemy import Connection

from memos.errors import (
    EmbedderFailed,
    EmbedderMismatch,
    IndexFailed,
    InvalidInput,
    MemosError,
    NotFound,
    Refused,
    StoreBusy,
    StoreUnavailable,
    WeightsMissing,
)
from memos.kernel.forgetting.people import roots_of_person
from memos.kernel.forgetting.toll import SHOWN, Toll, toll_of
from memos.kernel.parts import Parts
from memos.kernel.upkeep import Report, embed_missing, unheard
from memos.schemas.forgetting import Forgotten, Plan, Scan, Target
from memos.schemas.scope import Scope
from memos.schemas.value import digest
from memos.store.forgetting import erasing, evidence, forgettings, reclaiming
from memos.store.forgetting.evidence import Roots
from memos.store.forgetting.forgettings import Forgetting
from memos.store.forgetting.residue import Marks, search
from memos.store.rows import SpaceId
from memos.store.space import Space

BEYOND: Final = (
    "backups, exports and copies made before",
    "what an agent or a model was given of it",
    "blocks that the disk keeps of what was overwritten",
)
"""What no program can reach from here; said with every forgetting."""

_LOOK: Final = "Remove what the store did not make itself; `memos forget --resume` searches again."
_RESUME: Final = "End it, then `memos forget --resume` goes on; whoever opens the store as its only user does so, too."


def target_of(user_id: str, *, user: object, **named: object) -> Target:
    """The one thing that is named. `InvalidInput` for none, several, what is no name, or another `user` than `user_id`."""
    given = [(what, name) for what, name in named.items() if name is not None]
    if user is not None and user is not False:
        _refuse_another(user, user_id)
        given.append(("user", ""))
    if len(given) != 1:
        raise InvalidInput(
            "Name one thing to forget: a message, cube, session, source, person, or the whole user.",
            hint="Nothing was forgotten.",
        )
    what, name = given[0]
    if not isinstance(name, str):
        raise InvalidInput(f"{name!r} names no {what}: a name is a text.", hint="Nothing was forgotten.")
    if what != "user" and not name.strip():
        raise InvalidInput(f"The name of the {what} is empty.", hint="Nothing was forgotten.")
    return Target.model_validate({"what": what, "name": name})


def _refuse_another(user: object, user_id: str) -> None:
    """`user` is True, or the very name of whose memory this is: somebody else's would take the wrong one's memories."""
    if user is True or user == user_id:
        return
    raise InvalidInput(
        f"user is {user!r}, and must be True or {user_id!r}: it is all of {user_id} that would go.",
        hint="Another user is named by user_id, somebody spoken of by person. Nothing was forgotten.",
    )


def forget(
    parts: Parts, scope: Scope, target: Target, *, preview: bool = False, whole: bool = False, report: Report = unheard
) -> Forgotten:
    """Forgets something, or with `preview` says what would go: with `whole` names all of it, else some.

    Raises NotFound for what is not here, Refused for what a legal hold protects; nothing is changed then.
    """
    space = parts.space(scope)
    report("Looking what rests on it", 0, 0)
    with parts.database.read() as connection:
        roots = _roots(connection, space, target)
        toll = _toll(parts, connection, space, target, roots)
        _refuse_held(toll)
        plan = toll.plan(target, None if whole else SHOWN)
    if preview:
        return Forgotten(plan=plan, stage="planned", beyond=BEYOND)
    with parts.database.write() as connection:
        number = forgettings.begin(connection, space.key, target.what, roots, plan.counts, parts.clock.now())
    return _go_on(parts, number, plan, report)


def resume(parts: Parts, report: Report = unheard, *, at_open: bool = False) -> list[Forgotten]:
    """Goes on with every forgetting that was interrupted. What is left to do may have to wait: see `Forgotten.pending`.

    One of which nothing was done yet, and which a hold or another forgetting has since made impossible, is given up. `at_open`
    leaves alone what only a person can help, and notes what it has done for the next that asks: he is told of that, too.
    """
    with parts.database.read() as connection:
        waiting = forgettings.unfinished(connection)
    ended = [] if at_open else _tell(parts)
    for one in waiting:
        if at_open and one.waits:
            continue
        with suppress(Refused, NotFound):
            done = _go_on(parts, one.number, _told_again(one), report, told=not at_open)
            ended.append(done.model_copy(update={"resumed": True, "begun_at": one.begun_at}))
    return ended


def untold(parts: Parts) -> list[Forgotten]:
    """What was interrupted, and done when the store was next opened; nobody was told of it yet."""
    with parts.database.read() as connection:
        found = forgettings.untold(connection)
    return [_proof(one) for one in found]


def _tell(parts: Parts) -> list[Forgotten]:
    """The same; from now on somebody was."""
    with parts.database.read() as connection:
        found = forgettings.untold(connection)
    if found and not parts.database.read_only:
        with parts.database.write(truth=False) as connection:
            for one in found:
                forgettings.told(connection, one)
    return [_proof(one) for one in found]


def _proof(one: Forgetting) -> Forgotten:
    """A forgetting that is done, as the register tells it."""
    return Forgotten(
        plan=_told_again(one), stage="done", scan=one.scan, beyond=BEYOND, resumed=True, begun_at=one.begun_at
    )


def resume_at_open(parts: Parts) -> None:
    """The owner of the store goes on with what was interrupted as soon as it opens it. What fails waits for the next."""
    if parts.database.owner and not parts.database.read_only:
        with suppress(MemosError):
            resume(parts, at_open=True)


def unfinished(parts: Parts) -> int:
    """How many forgettings are still under way."""
    with parts.database.read() as connection:
        return len(forgettings.unfinished(connection))


def _told_again(one: Forgetting) -> Plan:
    """The plan of a forgetting that was interrupted: numbers alone."""
    return Plan(target=Target(what=one.what, name=""), counts=one.counts)


# -- plan


def _roots(connection: Connection, space: Space, target: Target) -> Roots:
    number, name = space.number, target.name
    match target.what:
        case "message":
            roots = evidence.of_message(connection, number, name)
        case "cube":
            roots = evidence.of_cube(connection, number, name)
        case "session":
            roots = evidence.of_session(connection, number, name)
        case "source":
            roots = evidence.of_source(connection, number, name)
        case "person":
            roots = roots_of_person(connection, space, name)
        case "user":
            return Roots()
    if not roots.positions and not roots.cubes:
        raise NotFound(f"There is no {target.what} {name!r} here.", hint="Nothing was forgotten.")
    return roots


def _toll(parts: Parts, connection: Connection, space: Space, target: Target, roots: Roots) -> Toll:
    return toll_of(connection, space, None if target.what == "user" else roots, parts.clock.now())


def _refuse_held(toll: Toll) -> None:
    held = toll.held()
    if held is not None:
        raise Refused(
            f"{held.id} is under a legal hold: {held.text[:80]!r}.",
            hint=f"`memos release {held.id}` lifts it; nothing was forgotten.",
        )


# -- stages


def _go_on(parts: Parts, number: int, plan: Plan, report: Report, *, told: bool = True) -> Forgotten:
    """From the stage it has reached to the end, or to where it has to wait. `told`: somebody is there to be told."""
    with parts.database.read() as connection:
        stage = forgettings.get(connection, number).stage
    if stage == "planned":
        report("Erasing", 0, 0)
        plan = _erase(parts, number, plan)
        stage = "erased"
    try:
        if stage == "erased":
            _reclaim(parts, number, report)
            stage = "reclaimed"
        return _prove(parts, number, plan, report, told=told)
    except (StoreUnavailable, IndexFailed) as error:
        pending = f"{error.message} {_RESUME}"
        with parts.database.read() as connection:
            stage = forgettings.get(connection, number).stage
        return Forgotten(plan=plan, stage=stage, pending=pending, beyond=BEYOND)


def _erase(parts: Parts, number: int, plan: Plan) -> Plan:
    """One transaction. What the roots come to is worked out anew in it: something may have come in since."""
    try:
        with parts.database.write() as connection:
            one = forgettings.get(connection, number)
            if one.stage != "planned":  # another process went on with it
                return _told_again(one)
            key = forgettings.space_of(connection, one.space)
            if key is None:
                raise NotFound("This user is forgotten already.", hint="Nothing was applied.")
            space = Space(parts.database, key)
            toll = _toll(parts, connection, space, plan.target, one.roots)
            _refuse_held(toll)
            plan = toll.plan(plan.target)
            marks = Marks.of(toll.pieces(), _salt(parts))
            if toll.cascade is None:
                seq = erasing.erase_space(connection, key)
            else:
                seq = erasing.erase(connection, key, toll.erasure(), _reason(plan), parts.clock.now())
            forgettings.erased(connection, number, seq, plan.counts, marks.packed)
    except (NotFound, Refused):
        with parts.database.write() as connection:
            forgettings.abandoned(connection, number)
        raise
    _let_go(parts, key, whole=toll.cascade is None)
    return plan


def _salt(parts: Parts) -> bytes:
    return bytes.fromhex(digest(parts.ids.new()))[:16]


def _reason(plan: Plan) -> str:
    """What the journal says of it: numbers."""
    counts = plan.counts
    return f"forgot a {plan.target.what}: {counts.messages} messages, {counts.cubes} memories"


def _let_go(parts: Parts, key: SpaceId, *, whole: bool) -> None:
    """What this process holds in memory goes at once; summaries told anew get their vectors."""
    with parts.database.read() as connection:
        parts.shadows.heed(connection)
    if not whole:
        with suppress(EmbedderFailed, EmbedderMismatch, WeightsMissing, IndexFailed):  # found by its words meanwhile
            embed_missing(parts, Space(parts.database, key))


def _reclaim(parts: Parts, number: int, report: Report) -> None:
    """Full-text segments merged, indices on disk dropped, the log emptied. Only the owner may do the last two."""
    report("Merging the full-text index", 1, 4)
    with parts.database.write(truth=False) as connection:
        one = forgettings.get(connection, number)
        reclaiming.merge_words(connection)
    if not parts.database.claim():
        raise StoreBusy(f"Another process owns this store ({parts.database.holder()}).")
    report("Dropping the vector index", 2, 4)
    parts.shadows.dense.discard(one.space)
    report("Emptying the log", 3, 4)
    with parts.database.write(truth=False) as connection:
        forgettings.reclaimed(connection, number)
    reclaiming.empty_log(parts.database)


def _prove(parts: Parts, number: int, plan: Plan, report: Report, *, told: bool) -> Forgotten:
    """Searches every file; where something is left in the gaps of the database's pages, the file is written anew."""
    with parts.database.read() as connection:
        marks = Marks.read(forgettings.get(connection, number).marks)
    reclaiming.empty_log(parts.database)
    scan, compacted = _scan(parts, marks, report), False
    if scan.hits:
        report("Writing anew what held it", 0, 0)
        in_use = parts.shadows.dense.on_disk
        compacted = reclaiming.clear_out(parts.database, scan.where, index_in_use=in_use)
        scan = _scan(parts, marks, report)
    if scan.hits:
        with parts.database.write(truth=False) as connection:
            forgettings.waits(connection, number)
        return Forgotten(
            plan=plan,
            stage="reclaimed",
            scan=scan,
            compacted=compacted,
            pending=f"{scan.hits} pieces are still in {', '.join(scan.where)}. {_LOOK}",
            beyond=BEYOND,
        )
    with parts.database.write(truth=False) as connection:
        forgettings.done(connection, number, scan, parts.clock.now(), told=told)
    with suppress(StoreBusy):  # only the register changed since
        reclaiming.empty_log(parts.database)
    return Forgotten(plan=plan, stage="done", scan=scan, compacted=compacted, beyond=BEYOND)


def _scan(parts: Parts, marks: Marks, report: Report) -> Scan:
    """What is in a file and also in a row that stays is somebody else's, or said again: it proves nothing."""
    report("Searching the files", 0, 0)
    residue = search(parts.database.directory, marks)
    report("Comparing with what stays", 0, 0)
    with parts.database.read() as connection:
        left = reclaiming.not_in_rows(connection, marks.only(residue.found))
    return Scan(
        files=residue.files,
        bytes=residue.bytes,
        marks=int(marks.hashes.size),
        hits=len(left),
        elsewhere=len(residue.found) - len(left),
        where=residue.where(left),
    )
