"""Posts operations to the tables: the only place that does. `receive`, `commit` and `undo` all come through here.

It works within the caller's write transaction. Each operation is first worked out in memory, in order, against the
cubes as they stand (so several may follow each other on one cube); then every table is written once, in bulk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, assert_never

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from memos.errors import Conflict, InvalidInput, NotFound
from memos.schemas.cube import MemCube, Source, State
from memos.schemas.operation import Add, Delete, JournalEntry, NoOp, Operation, Update
from memos.schemas.value import canonical
from memos.store import counters, fulltext, relations
from memos.store.rows import SpaceId, cube_columns, journal_entry, micros
from memos.store.tables import CUBES, JOURNAL, MESSAGES, SOURCES


class Change(NamedTuple):
    """An operation to post, and the journal entry it takes back, if it does."""

    operation: Operation
    reverses: int | None = None


@dataclass(slots=True)
class Standing:
    """A cube as the transaction sees it: its number, its present form, its row before the transaction and now."""

    num: int
    cube: MemCube
    before: Mapping[str, Any] | None
    now: dict[str, Any] = field(default_factory=dict)


class Posted(NamedTuple):
    """What a posting did: the cubes it changed, by id, and its journal entries."""

    changed: Mapping[str, Standing]
    entries: tuple[JournalEntry, ...]


def post(
    connection: Connection, space: SpaceId, op_id: str, changes: Sequence[Change], *, ordinal: int, moment: datetime
) -> Posted:
    """Applies all changes or raises and leaves the rolling back to the caller.

    `ordinal` numbers the first entry within its operation. Raises Conflict when a cube is not at the version that an
    operation is based on, NotFound for a cube that is not of this space, InvalidInput for what rests on nothing here.
    """
    if not changes:
        return Posted({}, ())
    posting = _Posting(connection, space, op_id, moment)
    posting.look([change.operation for change in changes])
    for number, change in enumerate(changes):
        posting.take(change, ordinal + number)
    posting.write()
    return Posted(posting.changed, tuple(posting.entries))


class _Posting:
    def __init__(self, connection: Connection, space: SpaceId, op_id: str, moment: datetime) -> None:
        self._connection = connection
        self._space = space
        self._op_id = op_id
        self._moment = moment
        self._standing: dict[str, Standing] = {}
        self._positions: Mapping[str, int] = {}
        self._rows: list[dict[str, Any]] = []
        self._relations = relations.Changes(space)
        self._next_seq = 0
        self._next_num = 0
        self.changed: dict[str, Standing] = {}
        self.entries: list[JournalEntry] = []

    # -- looking: all that has to be read, in bulk

    def look(self, operations: Sequence[Operation]) -> None:
        """Reads the cubes and messages the operations speak of, and takes their numbers."""
        added = [operation.cube for operation in operations if isinstance(operation, Add)]
        written = [operation.cube for operation in operations if isinstance(operation, Add | Update)]
        parents = {parent for cube in written for parent in cube.provenance.parents}
        touched = {id_ for operation in operations if (id_ := _cube_id(operation)) is not None}
        self._standing = _read_standing(self._connection, self._space, touched)
        known = _known(self._connection, self._space, parents - touched)
        missing = parents - known - self._standing.keys() - {cube.id for cube in added}
        if missing:
            raise InvalidInput(f"A memory rests on one that is not here: {min(missing)}.", hint="Nothing was applied.")
        cited = {source.message_id for operation in operations for source in _sources(operation)}
        carried = {
            source.message_id for standing in self._standing.values() for source in standing.cube.provenance.sources
        }
        self._positions = _positions(self._connection, self._space, cited | carried)
        unknown = cited - self._positions.keys()
        if unknown:
            raise InvalidInput(
                f"A memory cites a message that is not stored: {min(unknown)}.", hint="Nothing was applied."
            )
        self._next_seq = counters.take(self._connection, "seq", len(operations))
        self._next_num = counters.take(self._connection, "num", len(added))

    # -- working out: one operation after the other, in memory

    def take(self, change: Change, ordinal: int) -> None:
        """Works out one operation and notes its journal entry."""
        operation = change.operation
        self._note(change, ordinal, self._applied(operation))
        if isinstance(operation, Add | Update):
            self._relations.bring(self._next_seq, operation)
        elif isinstance(operation, Delete):
            self._relations.end_of(self._next_seq, operation.cube_id)
        if change.reverses is not None:
            self._relations.reverse(self._next_seq, change.reverses)
        self._next_seq += 1

    def _applied(self, operation: Operation) -> Standing | None:
        match operation:
            case Add():
                return self._add(operation)
            case Update():
                return self._update(operation)
            case Delete():
                return self._delete(operation)
            case NoOp():
                return self._no_op(operation)
            case _:
                assert_never(operation)

    def _add(self, operation: Add) -> Standing:
        cube = operation.cube
        self._own(cube)
        if cube.id in self._standing:
            raise Conflict(f"There is a memory {cube.id} already.", hint="Nothing was applied.")
        if cube.version != 1:
            raise InvalidInput(f"A new memory has version 1, not {cube.version}.", hint="Nothing was applied.")
        standing = Standing(self._next_num, cube, before=None)
        self._next_num += 1
        return self._change(standing, cube)

    def _update(self, operation: Update) -> Standing:
        self._own(operation.cube)
        standing = self._at_version(operation.cube.id, operation.base_version)
        if operation.cube.kind is not standing.cube.kind:
            raise InvalidInput("An update can't change the kind of a memory.", hint="Nothing was applied.")
        return self._change(standing, operation.cube)

    def _delete(self, operation: Delete) -> Standing:
        standing = self._at_version(operation.cube_id, operation.base_version)
        cube = standing.cube
        if cube.state is State.DELETED:
            raise Conflict(f"{cube.id} is deleted already.", hint="Nothing was applied.")
        end = operation.valid_to or self._moment
        end = end if cube.valid_to is None else min(end, cube.valid_to)
        return self._change(
            standing, cube.model_copy(update={"state": State.DELETED, "valid_to": end, "version": cube.version + 1})
        )

    def _no_op(self, operation: NoOp) -> Standing | None:
        """Evidence that is new to the cube makes a version of its own; the payload stays as it is."""
        if operation.cube_id is None:
            return None
        standing = self._at_version(operation.cube_id, operation.base_version)
        cube = standing.cube
        fresh = [source for source in dict.fromkeys(operation.evidence) if source not in cube.provenance.sources]
        if not fresh:
            return None
        if cube.state is State.DELETED:
            raise Conflict(f"{cube.id} was deleted meanwhile.", hint="Nothing was applied.")
        provenance = cube.provenance.model_copy(update={"sources": (*cube.provenance.sources, *fresh)})
        return self._change(standing, cube.model_copy(update={"provenance": provenance, "version": cube.version + 1}))

    def _own(self, cube: MemCube) -> None:
        if cube.scope.space != (self._space.tenant, self._space.user):
            raise InvalidInput("This memory is of another tenant or user.", hint="Nothing was applied.")

    def _at_version(self, cube_id: str, base_version: int | None) -> Standing:
        standing = self._standing.get(cube_id)
        if standing is None:
            raise NotFound(f"There is no memory {cube_id} here.", hint="Nothing was applied.")
        if base_version is not None and standing.cube.version != base_version:
            raise Conflict(
                f"{cube_id} is at version {standing.cube.version}, not at {base_version}.",
                hint="Read it again and decide anew; nothing was applied.",
            )
        return standing

    def _change(self, standing: Standing, cube: MemCube) -> Standing:
        standing.cube = cube
        standing.now = {
            **cube_columns(cube, self._positions, self._op_id),
            "num": standing.num,
            "space": self._space.number,
            "seq": self._next_seq,
        }
        self._standing[cube.id] = self.changed[cube.id] = standing
        return standing

    def _note(self, change: Change, ordinal: int, after: Standing | None) -> None:
        operation = change.operation
        subject = after or self._standing.get(_cube_id(operation) or "")
        kind = operation.kind if isinstance(operation, NoOp) and subject is None else None
        row = {
            "seq": self._next_seq,
            "space": self._space.number,
            "op_id": self._op_id,
            "ordinal": ordinal,
            "event": operation.event,
            "cube": subject.num if subject else None,
            "kind": subject.cube.kind.value if subject else kind,
            "version": subject.cube.version if subject else None,
            "after": after.now["body"] if after else None,
            "content_hash": after.now["content_hash"] if after else None,
            "reverses": change.reverses,
            "reason": operation.reason,
            "agent": operation.agent,
            "confidence": operation.confidence,
            "evidence": canonical(list(dict.fromkeys(source.message_id for source in operation.evidence))),
            "committed_at": micros(self._moment),
        }
        self._rows.append(row)
        cube_id = subject.cube.id if subject else None
        self.entries.append(journal_entry(row, cube_id, after.cube.text if after else ""))

    # -- writing: every table once

    def write(self) -> None:
        """Writes journal, cubes, sources, full text and relations."""
        connection = self._connection
        connection.execute(insert(JOURNAL), self._rows)
        fresh = [standing.now for standing in self.changed.values() if standing.before is None]
        changed = [standing.now for standing in self.changed.values() if standing.before is not None]
        if fresh:
            connection.execute(insert(CUBES), fresh)
        if changed:
            connection.execute(_UPDATE_CUBE, [{f"new_{name}": value for name, value in row.items()} for row in changed])
        self._write_sources()
        fulltext.follow(
            connection,
            self._space,
            [fulltext.Entry(standing.before, standing.now, standing.cube.text) for standing in self.changed.values()],
        )
        self._relations.write(connection)

    def _write_sources(self) -> None:
        moved = [
            standing
            for standing in self.changed.values()
            if standing.before is None or standing.before["cited"] != standing.now["cited"]
        ]
        old = [standing.num for standing in moved if standing.before is not None]
        if old:
            self._connection.execute(delete(SOURCES).where(SOURCES.c.cube.in_(old)))
        rows = [
            {"cube": standing.num, "position": self._positions[message_id], "space": self._space.number}
            for standing in moved
            for message_id in standing.cube.provenance.message_ids
        ]
        if rows:
            self._connection.execute(insert(SOURCES), rows)


_UPDATE_CUBE = (
    update(CUBES)
    .where(CUBES.c.num == bindparam("new_num"))
    .values(
        {
            column.name: bindparam(f"new_{column.name}")
            for column in CUBES.c
            if column.name not in ("num", "id", "space")
        }
    )
)


def _cube_id(operation: Operation) -> str | None:
    return operation.cube.id if isinstance(operation, Add | Update) else operation.cube_id


def _sources(operation: Operation) -> Iterable[Source]:
    own = operation.cube.provenance.sources if isinstance(operation, Add | Update) else ()
    return (*own, *operation.evidence)


def _read_standing(connection: Connection, space: SpaceId, cube_ids: Iterable[str]) -> dict[str, Standing]:
    wanted = list(cube_ids)
    if not wanted:
        return {}
    columns = (
        CUBES.c.num,
        CUBES.c.state,
        CUBES.c.text_hash,
        CUBES.c.run,
        CUBES.c.position,
        CUBES.c.cited,
        CUBES.c.body,
    )
    rows = connection.execute(select(*columns).where(CUBES.c.space == space.number, CUBES.c.id.in_(wanted)))
    standing = (
        Standing(row["num"], MemCube.model_validate_json(row["body"]), before=dict(row)) for row in rows.mappings()
    )
    return {one.cube.id: one for one in standing}


def _known(connection: Connection, space: SpaceId, cube_ids: Iterable[str]) -> set[str]:
    wanted = list(cube_ids)
    if not wanted:
        return set()
    return set(connection.scalars(select(CUBES.c.id).where(CUBES.c.space == space.number, CUBES.c.id.in_(wanted))))


def _positions(connection: Connection, space: SpaceId, message_ids: Iterable[str]) -> dict[str, int]:
    wanted = list(message_ids)
    if not wanted:
        return {}
    asked = select(MESSAGES.c.id, MESSAGES.c.position).where(
        MESSAGES.c.space == space.number, MESSAGES.c.id.in_(wanted)
    )
    return dict(tuple(row) for row in connection.execute(asked))
