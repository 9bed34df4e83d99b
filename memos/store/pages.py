"""Pages of a space, for whoever looks through it: read by limit and offset, whatever the size of what is kept.

First the numbers of the rows of a page are found, then those rows alone are read: what is passed over costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from memos.schemas.cube import EdgeType, Kind, MemCube, State
from memos.schemas.message import StoredMessage
from memos.schemas.operation import JournalEntry
from memos.store.cubes import Version
from memos.store.rows import fold, micros, moment
from memos.store.space import Space
from memos.store.statistics import Tally
from memos.store.tables import CUBES, EDGES, ENTITIES, JOURNAL, MESSAGES

TOLD: Final = (State.ACTIVE, State.SUPERSEDED, State.EXPIRED)
"""States in which a statement is told of: it is believed, or it was."""

_OPENING: Final = 200
"""Characters of a conversation's first message."""


class Conversation(NamedTuple):
    """A run: how many messages it has, when it began and when it ended, and how its first message begins."""

    run: str | None
    messages: int
    began: datetime
    ended: datetime
    opening: str


class Era(NamedTuple):
    """From when to when something is told of."""

    start: datetime
    end: datetime


class Told(NamedTuple):
    """Which statements: those that `about` (a person, place or thing) concerns, that hold all the `words` (or parts of words), and
    that began to hold at or after `since` and before `until`."""

    words: str = ""
    about: str = ""
    since: datetime | None = None
    until: datetime | None = None


class Beside(NamedTuple):
    """What stands at the other end of an edge: a memory, or the name of somebody or something. `away`: the edge leads there."""

    type: str
    other: MemCube | str
    away: bool


EVERYTHING: Final = Told()


class Pages:
    """What a space holds, a page at a time."""

    def __init__(self, space: Space) -> None:
        self._space = space

    # -- statements

    def statements(
        self, told: Told = EVERYTHING, *, limit: int, offset: int = 0, current_first: bool = False
    ) -> list[MemCube]:
        """What is or was believed, by when it began to hold, the latest first; with `current_first`, all that is believed now before
        all that is not."""
        order = [_BEGAN.desc(), CUBES.c.num.desc()]
        if current_first:
            order.insert(0, (CUBES.c.state != State.ACTIVE.value).asc())
        asked = select(CUBES.c.num).where(*self._of(told)).order_by(*order).limit(limit).offset(offset)
        nums = [int(num) for num in self._column(asked)]
        found = self._space.cubes.by_num(nums)
        return [found[num].cube for num in nums if num in found]

    def count_statements(self, told: Told = EVERYTHING) -> int:
        """How many statements there are."""
        return self._number(select(func.count()).select_from(CUBES).where(*self._of(told)))

    def era(self) -> Era | None:
        """From when to when the statements tell of; None when there are none. An open end reaches to the last that was heard."""
        last = func.max(func.max(_BEGAN), func.max(CUBES.c.observed_at), func.max(func.coalesce(CUBES.c.valid_to, 0)))
        with self._space.database.read() as connection:
            start, end = connection.execute(select(func.min(_BEGAN), last).where(*self._of(EVERYTHING))).one()
        return None if start is None else Era(moment(start), moment(end))

    def begun(self) -> datetime | None:
        """When the first memory was written; None where none was."""
        with self._space.database.read() as connection:
            first = connection.scalar(select(func.min(CUBES.c.created_at)).where(CUBES.c.space == self._space.number))
        return None if first is None else moment(first)

    # -- conversations

    def conversations(self, *, limit: int, offset: int = 0) -> list[Conversation]:
        """Runs, the one last spoken in first."""
        grouped = (
            select(
                MESSAGES.c.run,
                func.count().label("messages"),
                func.min(MESSAGES.c.position).label("first"),
                func.max(MESSAGES.c.position).label("last"),
            )
            .where(MESSAGES.c.space == self._space.number)
            .group_by(MESSAGES.c.run)
            .order_by(func.max(MESSAGES.c.position).desc())
            .limit(limit)
            .offset(offset)
            .subquery()
        )
        first, last = MESSAGES.alias("first_message"), MESSAGES.alias("last_message")
        mine = self._space.number
        asked = (
            select(
                grouped.c.run,
                grouped.c.messages,
                first.c.timestamp,
                last.c.timestamp,
                func.substr(first.c.content, 1, _OPENING),
            )
            .join(first, and_(first.c.space == mine, first.c.position == grouped.c.first))
            .join(last, and_(last.c.space == mine, last.c.position == grouped.c.last))
            .order_by(grouped.c.last.desc())
        )
        with self._space.database.read() as connection:
            rows = connection.execute(asked).all()
        return [
            Conversation(run, messages, moment(began), moment(ended), opening)
            for run, messages, began, ended, opening in rows
        ]

    def count_conversations(self) -> int:
        """How many runs there are."""
        runs = select(MESSAGES.c.run).where(MESSAGES.c.space == self._space.number).group_by(MESSAGES.c.run).subquery()
        return self._number(select(func.count()).select_from(runs))

    def conversation(self, run: str | None, *, limit: int, offset: int = 0) -> list[StoredMessage]:
        """Messages of a run, in order."""
        same = MESSAGES.c.run.is_(None) if run is None else MESSAGES.c.run == run
        asked = select(MESSAGES.c.position).where(MESSAGES.c.space == self._space.number, same)
        positions = self._column(asked.order_by(MESSAGES.c.position).limit(limit).offset(offset))
        return self._space.messages.at([int(position) for position in positions])

    def made_of(self, message_ids: Sequence[str]) -> list[MemCube]:
        """The memories that cite these messages, whatever became of them since, the newest first; deleted ones are left out."""
        return self._space.cubes.evidence_of(message_ids)

    # -- operations

    def operations(self, *, limit: int, offset: int = 0) -> list[JournalEntry]:
        """The journal, the newest entry first."""
        asked = select(JOURNAL.c.seq).where(JOURNAL.c.space == self._space.number)
        seqs = self._column(asked.order_by(JOURNAL.c.seq.desc()).limit(limit).offset(offset))
        return list(self._space.journal.at([int(seq) for seq in seqs]))

    def count_operations(self) -> int:
        """How many entries the journal has."""
        return self._number(select(func.count()).select_from(JOURNAL).where(JOURNAL.c.space == self._space.number))

    # -- memories

    def kinds(self) -> dict[Kind, dict[State, int]]:
        """How many there are, by kind and state."""
        with self._space.database.read() as connection:
            return Tally(connection, [self._space.number]).kinds()

    def matching(self, fragment: str, *, limit: int) -> list[str]:
        """Ids of memories that begin or end like this, in whatever state."""
        size = len(fragment)
        alike = or_(func.substr(CUBES.c.id, 1, size) == fragment, func.substr(CUBES.c.id, -size) == fragment)
        asked = select(CUBES.c.id).where(CUBES.c.space == self._space.number, alike)
        return [str(id_) for id_ in self._column(asked.order_by(CUBES.c.id).limit(limit))]

    def versions(self, cube_id: str) -> list[Version]:
        """Every version of a memory, oldest first, with the operation that made it."""
        return self._space.cubes.history(cube_id)

    def beside(self, cube: MemCube) -> list[Beside]:
        """What the edges of a memory connect it with, in the order in which they came."""
        edges = self._space.graph.of([cube.id])
        ends = {edge: edge.target if edge.source == cube.id else edge.source for edge in edges}
        found: dict[str, MemCube | str] = {one.id: one for one in self._space.cubes.get(dict.fromkeys(ends.values()))}
        named = select(ENTITIES.c.node, ENTITIES.c.name).where(
            ENTITIES.c.space == self._space.number, ENTITIES.c.node.in_(list(ends.values()))
        )
        with self._space.database.read() as connection:
            found |= dict(tuple(row) for row in connection.execute(named))
        return [Beside(edge.type, found.get(end, end), edge.source == cube.id) for edge, end in ends.items()]

    # -- within

    def _of(self, told: Told) -> list[ColumnElement[bool]]:
        conditions = [
            CUBES.c.space == self._space.number,
            CUBES.c.kind == Kind.SEMANTIC.value,
            CUBES.c.state.in_([state.value for state in TOLD]),
        ]
        if told.since is not None:
            conditions.append(micros(told.since) <= _BEGAN)
        if told.until is not None:
            conditions.append(micros(told.until) > _BEGAN)
        if told.about.strip():
            conditions.append(self._concerned(fold(told.about)))
        conditions += [or_(_holds(_KEYS, word), _holds(_STATEMENT, word)) for word in fold(told.words).split()]
        return conditions

    def _concerned(self, name: str) -> ColumnElement[bool]:
        """Those that have the name in a key or a keyword, or mention somebody or something of that name."""
        mine = self._space.number
        nodes = select(ENTITIES.c.node).where(
            ENTITIES.c.space == mine, _holds(func.substr(ENTITIES.c.node, len("entity:") + 1), name)
        )
        mentioning = select(EDGES.c.source).where(
            EDGES.c.space == mine,
            EDGES.c.type == EdgeType.MENTIONS.value,
            EDGES.c.ended_seq.is_(None),
            EDGES.c.target.in_(nodes),
        )
        either = [_holds(column, name) for column in (CUBES.c.subject_key, CUBES.c.object_key, _KEYWORDS)]
        return or_(*either, CUBES.c.id.in_(mentioning))

    def _column(self, asked: Select[*tuple[Any, ...]]) -> Sequence[Any]:
        with self._space.database.read() as connection:
            return connection.scalars(asked).all()

    def _number(self, asked: Select[*tuple[Any, ...]]) -> int:
        with self._space.database.read() as connection:
            return int(connection.scalar(asked) or 0)


_BEGAN: Final = func.coalesce(CUBES.c.valid_from, CUBES.c.observed_at)
_KEYS: Final = CUBES.c.subject_key + " " + func.replace(CUBES.c.predicate_key, "_", " ") + " " + CUBES.c.object_key
# SQLite's lower() knows ASCII alone; names and values in other scripts are found by the keys, which are folded.
_STATEMENT: Final = func.lower(func.json_extract(CUBES.c.body, "$.payload.statement"))
_KEYWORDS: Final = func.lower(func.json_extract(CUBES.c.body, "$.keywords"))


def _holds(text: Any, part: str) -> ColumnElement[bool]:
    return func.instr(text, part) > 0
