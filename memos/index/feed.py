"""How an index follows the journal: reads what changed after its watermark, hands it over, then moves the watermark."""

from __future__ import annotations

import threading
from typing import Final, NamedTuple

from memos.errors import IndexFailed
from memos.index.blobs import Changed, changed, current
from memos.index.ledger import Ledger
from memos.ports import VectorIndex
from memos.store.db import Database

BATCH: Final = 2_000
"""Cubes handed over at a time; 3 MB of vectors."""


class Health(NamedTuple):
    """How an index stands to the truth of a space. `lag` counts cubes it has not heard of, `parked` those given up."""

    index: str
    watermark: int
    lag: int
    retrying: int
    parked: int
    errors: tuple[str, ...]

    @property
    def well(self) -> bool:
        """Nothing outstanding, nothing failed."""
        return not (self.lag or self.retrying or self.parked)


class Feed:
    """Keeps one index up with the truth, space by space. Safe between threads."""

    def __init__(self, database: Database, index: VectorIndex, ledger: Ledger) -> None:
        self.index = index
        self.ledger = ledger
        self._database = database
        self._turns: dict[int, threading.Lock] = {}

    def catch_up(self, space: int) -> int:
        """Brings the index up to what is committed; returns how many cubes were handed over.

        An entry the index refuses is tried again by later calls, five times in all, then parked: the rest goes on.
        If the index refuses everything, it raises IndexFailed and stays behind, where it was.
        """
        with self._turns.setdefault(space, threading.Lock()):
            handed = self._retry(space)
            while batch := self._next(space):
                self._hand_over(space, batch)
                self.ledger.advance(space, batch.last)
                handed += batch.count
            return handed

    def rebuild(self, space: int) -> int:
        """Drops what the index holds of a space and fills it from the truth; parked entries get another chance."""
        with self._turns.setdefault(space, threading.Lock()):
            self.index.clear(space)
            self.ledger.forget(space)
        return self.catch_up(space)

    def lag(self, space: int) -> int:
        """How many cubes changed since the watermark."""
        with self._database.read() as connection:
            count = connection.exec_driver_sql(
                "SELECT count(*) FROM cubes WHERE space = ? AND seq > ?", (space, self.ledger.watermark(space))
            ).scalar_one()
        return int(count)

    def health(self, space: int) -> Health:
        """How the index stands, with the errors of what failed."""
        failures = self.ledger.failures(space)
        parked = sum(failure.parked for failure in failures)
        errors = tuple(dict.fromkeys(failure.error for failure in failures))
        return Health(self.index.name, self.ledger.watermark(space), self.lag(space), len(failures) - parked, parked, errors)

    def _next(self, space: int) -> Changed | None:
        with self._database.read() as connection:
            batch = changed(connection, space, self.ledger.watermark(space), BATCH)
        return batch if batch.count else None

    def _retry(self, space: int) -> int:
        tried = [failure.cube for failure in self.ledger.failures(space) if not failure.parked]
        if not tried:
            return 0
        with self._database.read() as connection:
            batch = current(connection, space, tried)
        failed = self._one_by_one(space, batch)
        gone = set(tried) - {cube for cube, _, _ in failed}
        self.ledger.record(space, failed, gone)
        return len(gone)

    def _hand_over(self, space: int, batch: Changed) -> None:
        try:
            self.index.apply(space, batch.upserts, batch.removals)
            failed = []
        except IndexFailed:
            failed = self._one_by_one(space, batch)
            if 1 < len(failed) == len(batch.upserts) + len(batch.removals):
                raise  # not a poison entry: the index itself is out of order
        bad = {cube for cube, _, _ in failed}
        taken = [cube for cube, *_ in (*batch.upserts, *batch.removals) if cube not in bad]
        self.ledger.record(space, failed, taken)

    def _one_by_one(self, space: int, batch: Changed) -> list[tuple[int, int, str]]:
        """Hands over each change alone; what fails comes back as `(cube, seq, error)`."""
        failed: list[tuple[int, int, str]] = []
        for entry in batch.upserts:
            try:
                self.index.apply(space, [entry], [])
            except IndexFailed as error:
                failed.append((entry.key, entry.seq, str(error)))
        for removal in batch.removals:
            try:
                self.index.apply(space, [], [removal])
            except IndexFailed as error:
                failed.append((*removal, str(error)))
        return failed
