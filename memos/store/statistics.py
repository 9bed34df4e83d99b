"""What the tables hold, counted: of one space, or of several."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, false, func, literal, select, true

from memos.schemas.cube import Kind, State
from memos.schemas.value import canonical
from memos.store.rows import EPOCH, UNSEARCHABLE
from memos.store.tables import (
    CITATIONS,
    CUBES,
    EDGES,
    EMBEDDINGS,
    ENTITIES,
    EXCHANGES,
    FAILURES,
    JOURNAL,
    MESSAGES,
    RECOLLECTIONS,
    WATERMARKS,
)

CHEAP: Final = 64 * 1024 * 1024
"""Bytes of a database whose pages are counted table by table, for which all of them are looked at: 1 ms a MB."""

_DAY: Final = 24 * 60 * 60 * 1_000_000

Month = str


class Followed(NamedTuple):
    """How far an index on disk has followed its spaces, and what it could not take."""

    watermark: int | None
    lag: int
    retrying: int
    parked: int


class Contents(NamedTuple):
    """Cubes, counted in one look at each: by kind and state, by the month they were written and heard in; those that should have
    a vector, and those that wait for it."""

    kinds: dict[Kind, dict[State, int]]
    written: Counter[Month]
    heard: Counter[Month]
    embeddable: int
    missing: int


class Tally:
    """Counts rows of the spaces with these numbers (None: of all there are), within one snapshot."""

    def __init__(self, connection: Connection, spaces: Sequence[int] | None) -> None:
        self._connection = connection
        self._spaces = spaces

    def kinds(self) -> dict[Kind, dict[State, int]]:
        """Cubes by kind and state."""
        by = (CUBES.c.space, CUBES.c.kind, CUBES.c.state)  # as they stand in their index, so that nothing is sorted
        counts: dict[Kind, dict[State, int]] = {kind: {} for kind in Kind}
        for _, kind, state, count in self._connection.execute(
            select(*by, func.count()).where(self._mine(CUBES)).group_by(*by)
        ):
            states = counts[Kind(kind)]
            states[State(state)] = states.get(State(state), 0) + count
        return {kind: states for kind, states in counts.items() if states}

    def contents(self, fingerprint: str | None) -> Contents:
        """All that is counted of cubes. Without a model (`fingerprint`), none should have a vector."""
        left_out = [state.value for state in UNSEARCHABLE]
        embeddable = and_(CUBES.c.state.not_in(left_out), CUBES.c.kind != Kind.VAULT.value)
        missing = and_(embeddable, ~self._has_vector(fingerprint)) if fingerprint else false()
        made, told = (
            func.json_group_array(time.op("/")(literal(_DAY))) for time in (CUBES.c.created_at, CUBES.c.observed_at)
        )
        columns: list[ColumnElement[Any]] = [made, told, func.count().filter(embeddable), func.count().filter(missing)]
        written, heard, should, waiting = tuple(
            self._connection.execute(select(*columns).where(self._mine(CUBES))).one()
        )
        # Days are counted here: SQLite sorts what it groups, which takes far longer than to read it.
        return Contents(self.kinds(), _months(written), _months(heard), should, waiting)

    def _has_vector(self, fingerprint: str) -> ColumnElement[bool]:
        """Whether a cube's text has a vector of this model. Where all are, it need not be read with each."""
        conditions = [
            EMBEDDINGS.c.cube == CUBES.c.num,
            EMBEDDINGS.c.text_hash == CUBES.c.text_hash,
            EMBEDDINGS.c.part == 0,
        ]
        if self._spaces is not None or self.rows(EMBEDDINGS, EMBEDDINGS.c.fingerprint != fingerprint):
            conditions.append(EMBEDDINGS.c.fingerprint == fingerprint)
        return exists(select(literal(1)).where(*conditions))

    def rows(self, table: Table, *conditions: ColumnElement[bool]) -> int:
        """Rows of a table that fit."""
        return self._number(select(func.count()).select_from(table).where(self._mine(table), *conditions))

    def messages(self) -> int:
        """Messages."""
        return self.rows(MESSAGES)

    def conversations(self) -> int:
        """Runs."""
        runs = select(MESSAGES.c.space, MESSAGES.c.run).where(self._mine(MESSAGES)).distinct().subquery()
        return self._number(select(func.count()).select_from(runs))

    def operations(self) -> int:
        """Entries of the journal."""
        return self.rows(JOURNAL)

    def entities(self) -> int:
        """Entities."""
        return self.rows(ENTITIES)

    def edges(self) -> int:
        """Edges that stand."""
        return self.rows(EDGES, EDGES.c.ended_seq.is_(None))

    def pending(self) -> int:
        """Exchanges that are stored and not settled."""
        return self.rows(EXCHANGES, EXCHANGES.c.stage == "stored")

    def recollections(self) -> int:
        """Answers that were given."""
        return self.rows(RECOLLECTIONS)

    def citations(self) -> int:
        """Hits that answers really used."""
        return self.rows(CITATIONS)

    def head(self) -> int:
        """The last `seq`."""
        return self._number(select(func.max(JOURNAL.c.seq)).where(self._mine(JOURNAL)))

    def followed(self) -> Followed:
        """How far the indices on disk are. The least of several watermarks counts."""
        behind = and_(CUBES.c.space == WATERMARKS.c.space, CUBES.c.seq > WATERMARKS.c.watermark)
        lag = select(func.count()).select_from(CUBES).where(behind).correlate(WATERMARKS).scalar_subquery()
        asked = select(func.min(WATERMARKS.c.watermark), func.coalesce(func.sum(lag), 0))
        watermark, lagging = self._connection.execute(asked.where(self._mine(WATERMARKS))).one()
        still = and_(CUBES.c.num == FAILURES.c.cube, CUBES.c.seq == FAILURES.c.seq)
        failed = select(FAILURES.c.parked, func.count()).select_from(FAILURES.join(CUBES, still))
        counts = {
            bool(parked): int(count)
            for parked, count in self._connection.execute(
                failed.where(self._mine(FAILURES)).group_by(FAILURES.c.parked)
            )
        }
        return Followed(watermark, int(lagging), counts.get(False, 0), counts.get(True, 0))

    def _mine(self, table: Table) -> ColumnElement[bool]:
        if self._spaces is None:
            return true()
        if len(self._spaces) == 1:  # told apart because its rows come out of an index in order
            return table.c.space == self._spaces[0]
        numbers = func.json_each(canonical(list(self._spaces))).table_valued("value")
        return table.c.space.in_(select(numbers.c.value))  # they may be more than a statement takes values

    def _number(self, asked: Any) -> int:
        return int(self._connection.scalar(asked) or 0)


def _months(days: str) -> Counter[Month]:
    """Days since 1970, a JSON list of them, counted by month."""
    counted: Counter[Month] = Counter()
    for day, count in Counter[int](json.loads(days)).items():
        at = EPOCH + timedelta(days=day)
        counted[f"{at.year:04}-{at.month:02}"] += count
    return counted


def table_sizes(connection: Connection) -> dict[str, int]:
    """Bytes of each table, its indices and what belongs to it included, largest first; nothing where it can't be told cheaply."""
    size = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    size *= int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
    offered = connection.exec_driver_sql("PRAGMA compile_options").scalars().all()
    if size > CHEAP or "ENABLE_DBSTAT_VTAB" not in offered:
        return {}
    asked = (
        "SELECT iif(known.tbl_name LIKE 'cube_fts%', 'cube_fts', coalesce(known.tbl_name, dbstat.name)), sum(dbstat.pgsize)"
        " FROM dbstat LEFT JOIN sqlite_schema AS known ON known.name = dbstat.name GROUP BY 1 ORDER BY 2 DESC"
    )
    return {str(name): int(size) for name, size in connection.exec_driver_sql(asked)}


def file_size(path: Path) -> int:
    """Bytes of a file, or of all files in a folder; 0 where there is none."""
    if path.is_dir():
        return sum(one.stat().st_size for one in path.rglob("*") if one.is_file())
    return path.stat().st_size if path.exists() else 0
