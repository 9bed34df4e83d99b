"""The journal: what was committed, in order. The only way by which memories change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, case, func, select

from memos.errors import Conflict, InvalidInput
from memos.ports import Vectors
from memos.schemas.cube import MemCube
from memos.schemas.operation import Add, JournalEntry, Operation, Update
from memos.schemas.value import canonical
from memos.store import embeddings, exchanges, undoing
from memos.store.db import Database
from memos.store.posting import Change, Posted, post
from memos.store.rows import SpaceId, journal_entry
from memos.store.tables import CUBES, JOURNAL, MESSAGES


class Journal:
    """The journal of a space."""

    def __init__(self, database: Database, space: SpaceId) -> None:
        self._database = database
        self._space = space

    # -- writing

    def commit(
        self,
        op_id: str,
        operations: Sequence[Operation],
        *,
        vectors: Mapping[str, Vectors] | None = None,
        fingerprint: str | None = None,
        settles: bool = False,
        route: Mapping[str, str] | None = None,
        failures: Mapping[str, str] | None = None,
        seen: int | None = None,
    ) -> tuple[JournalEntry, ...]:
        """Applies operations in one transaction with all that hangs on them; returns every entry of `op_id`.

        `vectors` are the embeddings, by cube id, of the model named `fingerprint`. With `settles` the exchange `op_id`,
        if there is one, is settled in the same transaction, and told `route` and `failures`.
        An `op_id` that is settled (or, without an exchange, committed with the same operations) applies nothing again.

        `seen` is the `head` the operations were planned on: what came since counts as a change, too, if it competes with
        a cube that is added.

        Raises Conflict when a cube has changed since an operation was planned, or when `op_id` names something else;
        EmbedderMismatch for vectors of another model; InvalidInput for infinite vectors, or for no operations.
        """
        now = self._database.clock.now()
        with self._database.write() as connection:
            earlier = _entries(connection, self._of_op(op_id))
            if self._is_done(connection, op_id, operations, bool(earlier), settles=settles):
                return earlier
            ordinal = next_ordinal(connection, self._space, op_id) if earlier else 0
            posted = post(
                connection, self._space, op_id, [Change(one) for one in operations], ordinal=ordinal, moment=now
            )
            refuse_overtaken(connection, self._space, posted, seen)
            embed(connection, self._space, posted, vectors or {}, fingerprint)
            if settles:
                told = {"route": route or {}, "failures": failures or {}}
                exchanges.settle(connection, self._space, op_id, now, told)
        return (*earlier, *posted.entries)

    def undo(self, op_id: str, *, by: str) -> tuple[JournalEntry, ...]:
        """Reverses a whole commit by a commit of its own, named `undo:<op_id>`; returns its entries.

        What was added is deleted, what was changed or deleted is as it was, edges likewise. To undo the undo redoes.
        Raises NotFound for an unknown `op_id`, Conflict when it is undone already or something of it was changed since.
        """
        return self._reverse(f"undo:{op_id}", JOURNAL.c.op_id == op_id, what=op_id, by=by)

    def undo_entry(self, seq: int, *, by: str) -> tuple[JournalEntry, ...]:
        """Reverses one operation, named by its `seq`; the commit is named `undo:#<seq>`. Errors as for `undo`."""
        return self._reverse(f"undo:#{seq}", JOURNAL.c.seq == seq, what=f"#{seq}", by=by)

    def _reverse(self, op_id: str, which: Any, *, what: str, by: str) -> tuple[JournalEntry, ...]:
        now = self._database.clock.now()
        with self._database.write() as connection:
            changes = undoing.plan(connection, self._space, which, what=what, by=by)
            return post(connection, self._space, op_id, changes, ordinal=0, moment=now).entries

    def _is_done(
        self, connection: Connection, op_id: str, operations: Sequence[Operation], begun: bool, *, settles: bool
    ) -> bool:
        exchange = exchanges.find(connection, self._space, op_id)
        if exchange is not None:
            if not settles:
                raise Conflict(f"op_id {op_id!r} names an exchange.", hint="Give a new op_id; nothing was applied.")
            return exchange.settled
        if not operations:
            raise InvalidInput("There is nothing to commit.", hint="Nothing was applied.")
        if not begun:
            return False
        recorded = connection.execute(
            select(JOURNAL.c.event, CUBES.c.id, JOURNAL.c.content_hash)
            .select_from(JOURNAL.outerjoin(CUBES, JOURNAL.c.cube == CUBES.c.num))
            .where(JOURNAL.c.space == self._space.number, JOURNAL.c.op_id == op_id)
            .order_by(JOURNAL.c.ordinal)
        )
        if [_gist(*row) for row in recorded] != [_gist_of(operation) for operation in operations]:
            raise Conflict(f"op_id {op_id!r} names other operations.", hint="Give a new op_id; nothing was applied.")
        return True

    # -- reading

    def entries(self, after: int = 0, limit: int | None = None) -> tuple[JournalEntry, ...]:
        """Entries with a `seq` greater than `after`, in order."""
        return self._read(self._all().where(JOURNAL.c.seq > after).order_by(JOURNAL.c.seq).limit(limit))

    def latest(self, limit: int = 20) -> tuple[JournalEntry, ...]:
        """The last entries, newest first."""
        return self._read(self._all().order_by(JOURNAL.c.seq.desc()).limit(limit))

    def at(self, seqs: Sequence[int]) -> tuple[JournalEntry, ...]:
        """The entries with these `seq`s, newest first."""
        return self._read(self._all().where(JOURNAL.c.seq.in_(list(seqs))).order_by(JOURNAL.c.seq.desc()))

    def of_op(self, op_id: str) -> tuple[JournalEntry, ...]:
        """The entries of one operation, in order; none for one that is unknown."""
        return self._read(self._of_op(op_id))

    def of_cube(self, cube_id: str) -> tuple[JournalEntry, ...]:
        """Every entry that touched a cube, oldest first; none for one that is unknown."""
        num = select(CUBES.c.num).where(CUBES.c.space == self._space.number, CUBES.c.id == cube_id).scalar_subquery()
        return self._read(_with_cube_id().where(JOURNAL.c.cube == num).order_by(JOURNAL.c.seq))

    def head(self) -> int:
        """The `seq` of the space's last change: an entry, or vectors that came later. Whatever is warm follows it."""
        asked = select(
            select(func.max(JOURNAL.c.seq)).where(JOURNAL.c.space == self._space.number).scalar_subquery(),
            select(func.max(CUBES.c.seq)).where(CUBES.c.space == self._space.number).scalar_subquery(),
        )
        with self._database.read() as connection:
            entry, cube = connection.execute(asked).one()
        return max(entry or 0, cube or 0)

    def state_hash(self) -> str:
        """See `state_hash`."""
        with self._database.read() as connection:
            return state_hash(connection, self._space.number)

    def _read(self, asked: Select[*tuple[Any, ...]]) -> tuple[JournalEntry, ...]:
        with self._database.read() as connection:
            return _entries(connection, asked)

    def _all(self) -> Select[*tuple[Any, ...]]:
        return _with_cube_id().where(JOURNAL.c.space == self._space.number)

    def _of_op(self, op_id: str) -> Select[*tuple[Any, ...]]:
        return self._all().where(JOURNAL.c.op_id == op_id).order_by(JOURNAL.c.ordinal)


def _with_cube_id() -> Select[*tuple[Any, ...]]:
    joined = JOURNAL.outerjoin(CUBES, JOURNAL.c.cube == CUBES.c.num)
    first = func.json_extract(JOURNAL.c.evidence, "$[0]")
    words = select(MESSAGES.c.content).where(MESSAGES.c.space == JOURNAL.c.space, MESSAGES.c.id == first)
    said = case((JOURNAL.c.cube.is_(None), words.scalar_subquery()))
    return select(JOURNAL, CUBES.c.id.label("cube_id"), said.label("said")).select_from(joined)


_STATED: Final = func.json_remove(CUBES.c.body, "$.scope.tenant", "$.scope.user", "$.payload.sealed")


def state_hash(connection: Connection, space: int) -> str:
    """SHA-256 over the SHA-256 of every cube's journalled form, by id: the same operations give the same hash.

    It is of what is believed, so two things are no part of it: whose it is, and the ciphertext of a sealed value, which changes
    whenever it is sealed anew.
    """
    bodies = connection.scalars(select(_STATED).where(CUBES.c.space == space).order_by(CUBES.c.id))
    return hash_of(hashlib.sha256(body.encode()).digest() for body in bodies)


def hash_of(cubes: Iterable[bytes]) -> str:
    """The state hash that the SHA-256 digests of cubes give, in the order of the cubes' ids."""
    hashed = hashlib.sha256()
    for one in cubes:
        hashed.update(one)
    return hashed.hexdigest()


def stated(body: Mapping[str, Any]) -> str:
    """What the state hash takes of a cube's journalled form."""
    scope = {key: told for key, told in body["scope"].items() if key not in ("tenant", "user")}
    payload = {key: told for key, told in body["payload"].items() if key != "sealed"}
    return canonical({**body, "scope": scope, "payload": payload})


def next_ordinal(connection: Connection, space: SpaceId, op_id: str) -> int:
    """The ordinal of the next entry of an operation, within the caller's transaction; 0 for one that has none."""
    asked = select(func.max(JOURNAL.c.ordinal) + 1).where(JOURNAL.c.space == space.number, JOURNAL.c.op_id == op_id)
    return int(connection.scalar(asked) or 0)


def entry(row: Mapping[Any, Any]) -> JournalEntry:
    """A row of the journal as a value, with its `cube_id` and, where there is no memory, the words it was about (`said`)."""
    text = MemCube.model_validate_json(row["after"]).text if row["after"] else row["said"] or ""
    return journal_entry(row, row["cube_id"], text)


def _entries(connection: Connection, asked: Select[*tuple[Any, ...]]) -> tuple[JournalEntry, ...]:
    return tuple(entry(row) for row in connection.execute(asked).mappings())


_COMPETING: Final = (("subject_key", "predicate_key"), ("path",), ("uri",), ("granularity", "run"))
"""Of cubes alike in one of these, the later one is planned with a look at the earlier one."""


def refuse_overtaken(connection: Connection, space: SpaceId, posted: Posted, seen: int | None) -> None:
    """Compare and set for what is new, and so has no version: two who did not see each other may not both add it."""
    added = {slot for one in posted.changed.values() if one.before is None for slot in _slots(one.now)}
    if seen is None or not added:
        return
    columns = {name for names in _COMPETING for name in names}
    asked = select(*(CUBES.c[name] for name in sorted(columns))).where(
        CUBES.c.space == space.number, CUBES.c.seq > seen, CUBES.c.seq < posted.entries[0].seq
    )
    if any(added.intersection(_slots(row)) for row in connection.execute(asked).mappings()):
        raise Conflict("Something of the kind came in meanwhile.", hint="Look again; nothing was applied.")


def _slots(row: Mapping[Any, Any]) -> Iterator[tuple[str | None, ...]]:
    """What a cube competes for. Utterances stand beside each other."""
    for names in _COMPETING:
        if row[names[0]] not in (None, "utterance"):
            yield names[0], *(row[name] for name in names)


def embed(
    connection: Connection, space: SpaceId, posted: Posted, vectors: Mapping[str, Vectors], fingerprint: str | None
) -> None:
    """Writes the vectors of cubes that were just posted, within the transaction that posted them."""
    if not vectors:
        return
    rows = [
        embeddings.Filled(standing.num, standing.now["text_hash"], vectors[cube_id])
        for cube_id, standing in posted.changed.items()
        if cube_id in vectors
    ]
    embeddings.put(connection, space, rows, fingerprint)


def _gist(event: str, cube_id: str | None, content_hash: str | None) -> tuple[str, str | None]:
    """What a retry must share with what was recorded. The id of a new cube may differ: it is made at each try."""
    return (event, content_hash if event == "ADD" else cube_id)


def _gist_of(operation: Operation) -> tuple[str, str | None]:
    if isinstance(operation, Add):
        return _gist("ADD", None, operation.cube.content_hash)
    return _gist(operation.event, operation.cube.id if isinstance(operation, Update) else operation.cube_id, None)
