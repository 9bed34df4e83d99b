"""Cubes, read: by id, by number, by key, by filter; as they stand, as they stood, as the world was."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, tuple_

from memos.ports import LOOKUP_MOST
from memos.schemas import filter as filters_
from memos.schemas.cube import Kind, MemCube, State
from memos.schemas.filter import Filter
from memos.schemas.operation import JournalEntry
from memos.store import filter as sql_filter
from memos.store import journal
from memos.store.db import Database
from memos.store.rows import SpaceId, fold, micros, moment
from memos.store.tables import CUBES, JOURNAL, MESSAGES, SOURCES, USAGE

CubeList: TypeAlias = list[MemCube]
BELIEVED: Final = (State.ACTIVE, State.SUPERSEDED)
"""States in which a cube tells something of the world, now or then."""


class Joined(NamedTuple):
    """A cube as the truth has it, and the `seq` of its last change: a hit of an index with another `seq` is stale."""

    seq: int
    cube: MemCube


class Version(NamedTuple):
    """A version of a cube and the operation that made it."""

    entry: JournalEntry
    cube: MemCube


Versions: TypeAlias = list[Version]

_USAGE: Final = (USAGE.c.strength, USAGE.c.uses, USAGE.c.cites, USAGE.c.last_used_at)


class Cubes:
    """The cubes of a space."""

    def __init__(self, database: Database, space: SpaceId) -> None:
        self._database = database
        self._space = space

    # -- by id and number

    def get(self, cube_ids: Iterable[str]) -> CubeList:
        """Cubes in the order asked for, tombstones too; ids that are not here are left out."""
        wanted = list(cube_ids)
        found = {cube.id: cube for cube in self._select(CUBES.c.id.in_(wanted))} if wanted else {}
        return [found[cube_id] for cube_id in wanted if cube_id in found]

    def by_num(self, nums: Iterable[int]) -> dict[int, Joined]:
        """Cubes by their numbers, whatever their state; numbers that are not of this space are left out."""
        with self._database.read() as connection:
            return by_num(connection, self._space.number, nums)

    def nums(self, cube_ids: Iterable[str]) -> dict[str, int]:
        """The numbers of cubes."""
        asked = select(CUBES.c.id, CUBES.c.num).where(
            CUBES.c.space == self._space.number, CUBES.c.id.in_(list(cube_ids))
        )
        with self._database.read() as connection:
            return dict(tuple(row) for row in connection.execute(asked))

    def count(self, states: Iterable[State] | None = None) -> int:
        """How many cubes the space holds, in any state or in these."""
        asked = select(func.count()).select_from(CUBES).where(CUBES.c.space == self._space.number)
        if states is not None:
            asked = asked.where(CUBES.c.state.in_([state.value for state in states]))
        with self._database.read() as connection:
            return int(connection.scalar(asked) or 0)

    # -- by filter and time

    def list(
        self,
        kinds: Iterable[Kind] | None = None,
        states: Iterable[State] | None = None,
        filters: Mapping[str, Any] | Filter | None = None,
        *,
        as_of: datetime | None = None,
        valid_at: datetime | None = None,
        limit: int | None = None,
        offset: int = 0,
        oldest_first: bool = False,
    ) -> CubeList:
        """Cubes, newest first. `states`: active ones, and with `valid_at` superseded ones too, unless told otherwise.

        `as_of` asks what was believed then: each cube in the version committed last at or before that moment.
        `valid_at` asks what held in the world then. Raises InvalidInput for a filter that can't be understood.
        """
        wanted = [*states] if states is not None else [*(BELIEVED if valid_at is not None else (State.ACTIVE,))]
        parsed = filters_.parse(filters) if isinstance(filters, Mapping) else filters
        if as_of is not None:
            chosen = [
                cube
                for cube in self.as_of(as_of)
                if cube.state in wanted
                and (valid_at is None or cube.holds_at(valid_at))
                and (parsed is None or filters_.matches(parsed, cube))
                and (kinds is None or cube.kind in kinds)
            ]
            ordered = chosen if oldest_first else chosen[::-1]
            return ordered[offset : None if limit is None else offset + limit]
        conditions: list[ColumnElement[bool]] = [CUBES.c.state.in_([state.value for state in wanted])]
        if kinds is not None:
            conditions.append(CUBES.c.kind.in_([kind.value for kind in kinds]))
        if valid_at is not None:
            conditions.append(_holds_at(valid_at))
        if parsed is not None:
            conditions.append(sql_filter.where(parsed))
        return self._page(conditions, limit, offset, oldest_first=oldest_first)

    def as_of(self, when: datetime, nums: Iterable[int] | None = None) -> CubeList:
        """What was believed at a moment: every cube (or those numbered) in its version of then, oldest first.

        Order is the journal's, so a clock that was set back hides nothing that was committed before.
        """
        mine = select(CUBES.c.num).where(CUBES.c.space == self._space.number)
        if nums is not None:
            mine = mine.where(CUBES.c.num.in_([int(num) for num in nums]))
        last = (
            select(func.max(JOURNAL.c.seq))
            .where(JOURNAL.c.cube.in_(mine), JOURNAL.c.committed_at <= micros(when), JOURNAL.c.after.is_not(None))
            .group_by(JOURNAL.c.cube)
        )
        asked = select(JOURNAL.c.after).where(JOURNAL.c.seq.in_(last)).order_by(JOURNAL.c.cube)
        with self._database.read() as connection:
            return [MemCube.model_validate_json(body) for body in connection.scalars(asked)]

    def history(self, cube_id: str) -> Versions:
        """Every version of a cube, oldest first, with the operation that made it; none for one that is not here."""
        asked = (
            select(JOURNAL, CUBES.c.id.label("cube_id"))
            .select_from(JOURNAL.join(CUBES, JOURNAL.c.cube == CUBES.c.num))
            .where(CUBES.c.space == self._space.number, CUBES.c.id == cube_id, JOURNAL.c.after.is_not(None))
            .order_by(JOURNAL.c.seq)
        )
        with self._database.read() as connection:
            rows = connection.execute(asked).mappings().all()
        return [Version(journal.entry(row), MemCube.model_validate_json(row["after"])) for row in rows]

    # -- by key: believed cubes, newest first

    def by_content(self, hashes: Sequence[str]) -> CubeList:
        """Cubes with exactly these content hashes."""
        return self._believed(CUBES.c.content_hash.in_(list(hashes)))

    def by_statement(self, pairs: Sequence[tuple[str, str]]) -> CubeList:
        """Semantic cubes with these (subject, predicate) pairs, whatever their case and spacing."""
        folded = [(fold(subject), fold(predicate)) for subject, predicate in pairs]
        if not folded:
            return []
        keys = (CUBES.c.subject_key, CUBES.c.predicate_key)
        either = [key.in_({pair[n] for pair in folded}) for n, key in enumerate(keys)]  # what the index can use
        return self._believed(and_(*either, tuple_(*keys).in_(folded)))

    def by_subject(self, subjects: Sequence[str]) -> CubeList:
        """Semantic cubes about these subjects."""
        return self._newest(CUBES.c.subject_key.in_([fold(subject) for subject in subjects]), CUBES.c.subject_key)

    def by_object(self, objects: Sequence[str]) -> CubeList:
        """Semantic cubes that say something of these objects."""
        return self._believed(CUBES.c.object_key.in_([fold(one) for one in objects]))

    def by_path(self, paths: Sequence[str]) -> CubeList:
        """Core cubes at these paths."""
        return self._believed(CUBES.c.path.in_([fold(path) for path in paths]))

    def by_uri(self, uris: Sequence[str]) -> CubeList:
        """Resource cubes with these addresses, exactly as they stand in the payload; no address finds nothing."""
        return self._believed(CUBES.c.uri.in_(list(uris)))

    def procedures(self) -> CubeList:
        """Procedural cubes, the newest `ports.LOOKUP_MOST`."""
        believed = CUBES.c.state.in_([state.value for state in BELIEVED])
        return self._page([CUBES.c.kind == Kind.PROCEDURAL.value, believed], LOOKUP_MOST, 0, oldest_first=False)

    def evidence_of(self, message_ids: Sequence[str]) -> CubeList:
        """Cubes that cite one of these messages, whatever their state but deleted."""
        cited = (
            select(SOURCES.c.cube)
            .join(MESSAGES, and_(MESSAGES.c.space == SOURCES.c.space, MESSAGES.c.position == SOURCES.c.position))
            .where(MESSAGES.c.space == self._space.number, MESSAGES.c.id.in_(list(message_ids)))
        )
        with self._database.read() as connection:
            nums = list(connection.scalars(cited))
        return self._select(CUBES.c.num.in_(nums) & (CUBES.c.state != State.DELETED.value))

    def open_summaries(self, run: str | None) -> CubeList:
        """The session cube of a run and its last topic cube, if there are any."""
        same_run = CUBES.c.run.is_(None) if run is None else CUBES.c.run == run
        summaries = self._select(
            and_(same_run, CUBES.c.granularity.in_(("session", "topic")), CUBES.c.state == State.ACTIVE.value)
        )
        newest = {getattr(cube.payload, "granularity", ""): cube for cube in reversed(summaries)}
        return [newest[granularity] for granularity in ("session", "topic") if granularity in newest]

    def handles(self, handles: Sequence[str]) -> set[str]:
        """Those of these handles that a vault cube stands for."""
        handle = func.json_extract(CUBES.c.body, "$.metadata.handle")
        asked = select(handle).where(
            CUBES.c.space == self._space.number,
            CUBES.c.kind == Kind.VAULT.value,
            CUBES.c.state != State.DELETED.value,
            handle.in_(list(handles)),
        )
        if not handles:
            return set()
        with self._database.read() as connection:
            return set(connection.scalars(asked))

    # -- within

    def _believed(self, condition: ColumnElement[bool]) -> CubeList:
        return self._select(condition & CUBES.c.state.in_([state.value for state in BELIEVED]))

    def _newest(self, condition: ColumnElement[bool], *key: ColumnElement[Any]) -> CubeList:
        """Believed cubes, the newest `LOOKUP_MOST` of each key."""
        believed = CUBES.c.state.in_([state.value for state in BELIEVED])
        asked = select(CUBES.c.num, *key).where(CUBES.c.space == self._space.number, condition, believed)
        seen: Counter[Any] = Counter()
        kept: list[int] = []
        with self._database.read() as connection:
            for num, *of in sorted(connection.execute(asked), reverse=True):
                seen[tuple(of)] += 1
                if seen[tuple(of)] <= LOOKUP_MOST:
                    kept.append(num)
        return self._select(CUBES.c.num.in_(kept)) if kept else []

    def _select(self, condition: ColumnElement[bool]) -> CubeList:
        """Few cubes, newest first.

        Sorted here: asked to sort, SQLite prefers an index in that order of all cubes to the one that finds the few.
        """
        asked = self._with_usage(CUBES.c.num).where(condition)
        with self._database.read() as connection:
            found = {num: _cube(*rest) for num, *rest in connection.execute(asked)}
        return [found[num] for num in sorted(found, reverse=True)]

    def _page(
        self, conditions: Sequence[ColumnElement[bool]], limit: int | None, offset: int, *, oldest_first: bool
    ) -> CubeList:
        order = CUBES.c.num if oldest_first else CUBES.c.num.desc()
        asked = self._with_usage().where(*conditions).order_by(order).limit(limit).offset(offset or None)
        with self._database.read() as connection:
            return [_cube(*row) for row in connection.execute(asked)]

    def _with_usage(self, *columns: Any) -> Select[*tuple[Any, ...]]:
        return (
            select(*columns, CUBES.c.body, *_USAGE)
            .select_from(CUBES.outerjoin(USAGE, USAGE.c.cube == CUBES.c.num))
            .where(CUBES.c.space == self._space.number)
        )


_BY_NUM: Final = """
SELECT cubes.num, cubes.seq, cubes.body, usage.strength, usage.uses, usage.cites, usage.last_used_at
FROM json_each(?) AS asked CROSS JOIN cubes ON cubes.num = asked.value LEFT JOIN usage ON usage.cube = cubes.num
WHERE cubes.space = ?"""


def by_num(connection: Connection, space: int, nums: Iterable[int]) -> dict[int, Joined]:
    """The same as `Cubes.by_num`, as a connection sees them. Every search asks: put by hand, it takes half the time."""
    asked = json.dumps([int(num) for num in nums])
    rows = connection.exec_driver_sql(_BY_NUM, (asked, space)).all()
    return {num: Joined(seq, _cube(*rest)) for num, seq, *rest in rows}


def _cube(body: str, strength: float | None, uses: int, cites: int, last_used_at: int | None) -> MemCube:
    cube = MemCube.model_validate_json(body)
    if strength is None:
        return cube
    last = None if last_used_at is None else moment(last_used_at)
    return cube.model_copy(update={"strength": strength, "uses": uses, "cites": cites, "last_used_at": last})


def _holds_at(when: datetime) -> ColumnElement[bool]:
    at = micros(when)
    return and_(
        or_(CUBES.c.valid_from.is_(None), CUBES.c.valid_from <= at),
        or_(CUBES.c.valid_to.is_(None), CUBES.c.valid_to > at),
    )
