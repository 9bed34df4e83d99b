"""How an index follows the journal: reads what changed after its watermark, hands it over, then moves the watermark."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from typing import Final, NamedTuple

from sqlalchemy import Connection

from memos.errors import IndexFailed
from memos.index.blobs import Changed, changed, current
from memos.index.ledger import Ledger
from memos.ports import VectorEntry, VectorIndex
from memos.store.db import Database

BATCH: Final = 2_000
"""Cubes handed over at a time; 3 MB of vectors."""

_POISON: Final = 8
"""More refusals in a batch, and not one success, mean that the index is out of order and not the entries."""


class Health(NamedTuple):
    """How an index stands to the truth of a space. `lag` counts cubes it has not heard of, `parked` those given up."""

    name: str
    watermark: int
    lag: int
    retrying: int
    parked: int
    errors: tuple[str, ...]

    @property
    def well(self) -> bool:
        """Nothing outstanding, nothing failed."""
        return not (self.lag or self.retrying or self.parked)


class Refusal(NamedTuple):
    """A change the index did not take, and why."""

    num: int
    seq: int
    error: str


class Feed:
    """Keeps one index up with the truth of one space. Safe between threads."""

    def __init__(self, database: Database, space: int, index: VectorIndex, ledger: Ledger) -> None:
        self._database = database
        self._space = space
        self.index = index
        self._ledger = ledger
        self._turn = threading.Lock()

    @property
    def watermark(self) -> int:
        """The journal position the index has reached."""
        return self._ledger.watermark(self.index.name)

    def catch_up(self, connection: Connection | None = None) -> int:
        """Brings the index up to what is committed, or to what a connection sees; returns how many cubes were handed over.

        An entry the index refuses is tried again by later calls, five times in all, then parked: the rest goes on.
        If the index refuses everything, it raises IndexFailed and stays behind, where it was.
        """
        with self._turn:
            handed = self._retry()
            while batch := self._next(connection):
                self._hand_over(batch)
                self._ledger.advance(self.index.name, batch.last)
                handed += batch.total
            return handed

    def rebuild(self) -> int:
        """Drops what the index holds of the space and fills it from the truth; parked entries get another chance."""
        with self._turn:
            self.index.clear(self._space)
            self._ledger.reset(self.index.name)
        return self.catch_up()

    def forget(self) -> None:
        """Drops what the index holds of the space."""
        with self._turn:
            self.index.clear(self._space)
            self._ledger.reset(self.index.name)

    def lag(self) -> int:
        """How many cubes changed since the watermark."""
        with self._database.read() as connection:
            count = connection.exec_driver_sql(
                "SELECT count(*) FROM cubes WHERE space = ? AND seq > ?", (self._space, self.watermark)
            ).scalar_one()
        return int(count)

    def health(self) -> Health:
        """How the index stands, with the errors of what failed."""
        failures = self._ledger.failures(self.index.name)
        parked = sum(failure.parked for failure in failures)
        errors = tuple(dict.fromkeys(failure.error for failure in failures))
        return Health(self.index.name, self.watermark, self.lag(), len(failures) - parked, parked, errors)

    def _next(self, seen: Connection | None) -> Changed | None:
        with nullcontext(seen) if seen is not None else self._database.read() as connection:
            batch = changed(connection, self._space, self.watermark, BATCH)
        return batch if batch.total else None

    def _retry(self) -> int:
        tried = [failure.num for failure in self._ledger.failures(self.index.name) if not failure.parked]
        if not tried:
            return 0
        with self._database.read() as connection:
            batch = current(connection, self._space, tried)
        refused = self._one_by_one(batch)
        self._note(refused, set(tried))
        return len(tried) - len(refused)

    def _hand_over(self, batch: Changed) -> None:
        try:
            self.index.apply(self._space, batch.upserts, batch.removals)
            refused = []
        except IndexFailed:
            refused = self._one_by_one(batch)
            if len(refused) > _POISON and len(refused) == len(batch.upserts) + len(batch.removals):
                raise
        noted = {failure.num for failure in self._ledger.failures(self.index.name)}
        self._note(refused, noted & {key for key, *_ in (*batch.upserts, *batch.removals)})

    def _one_by_one(self, batch: Changed) -> list[Refusal]:
        """Hands over each change alone, and returns what was refused."""
        changes: list[tuple[int, int, list[VectorEntry], list[tuple[int, int]]]] = [
            *((entry.key, entry.seq, [entry], []) for entry in batch.upserts),
            *((key, seq, [], [(key, seq)]) for key, seq in batch.removals),
        ]
        refused: list[Refusal] = []
        for num, seq, upserts, removals in changes:
            try:
                self.index.apply(self._space, upserts, removals)
            except IndexFailed as error:
                refused.append(Refusal(num, seq, str(error)))
        return refused

    def _note(self, refused: list[Refusal], tried: set[int]) -> None:
        for num, seq, error in refused:
            self._ledger.failed(self.index.name, num, seq, error)
        for num in tried - {num for num, _, _ in refused}:
            self._ledger.settled(self.index.name, num)
