"""How far an index has followed each space, and what it could not take."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Final, NamedTuple, Protocol

from memos.store.db import Database

TRIES: Final = 5
"""So often an entry is tried before it is parked."""
_LONGEST_ERROR: Final = 500


class Failure(NamedTuple):
    """A cube an index could not take, how often it was tried, and whether it is still tried."""

    cube: int
    seq: int
    attempts: int
    error: str
    parked: bool


class Ledger(Protocol):
    """A feed's notes on one index."""

    def watermark(self, space: int) -> int:
        """The journal position the index has reached."""
        ...

    def advance(self, space: int, seq: int) -> None:
        """The index has reached `seq`."""
        ...

    def failures(self, space: int) -> list[Failure]:
        """What could not be taken."""
        ...

    def record(self, space: int, failed: Iterable[tuple[int, int, str]], settled: Iterable[int]) -> None:
        """Counts a try against each `(cube, seq, error)`, and forgets the failures of settled cubes."""
        ...

    def forget(self, space: int) -> None:
        """The index holds nothing of this space any more: start anew, with everything to be tried again."""
        ...


def _again(before: Failure | None, cube: int, seq: int, error: str) -> Failure:
    attempts = 1 + (before.attempts if before and before.seq == seq else 0)
    return Failure(cube, seq, attempts, error[:_LONGEST_ERROR], attempts >= TRIES)


class VolatileLedger:
    """For an index in memory: it starts with nothing, and so do the notes."""

    def __init__(self) -> None:
        self._watermarks: dict[int, int] = {}
        self._failures: dict[int, dict[int, Failure]] = {}
        self._lock = threading.Lock()

    def watermark(self, space: int) -> int:
        """The journal position reached; 0 after the space was dropped."""
        return self._watermarks.get(space, 0)

    def advance(self, space: int, seq: int) -> None:
        """Notes the position."""
        self._watermarks[space] = seq

    def failures(self, space: int) -> list[Failure]:
        """What could not be taken since the space was loaded."""
        with self._lock:
            return list(self._failures.get(space, {}).values())

    def record(self, space: int, failed: Iterable[tuple[int, int, str]], settled: Iterable[int]) -> None:
        """Counts tries."""
        with self._lock:
            noted = self._failures.setdefault(space, {})
            for cube in settled:
                noted.pop(cube, None)
            for cube, seq, error in failed:
                noted[cube] = _again(noted.get(cube), cube, seq, error)

    def forget(self, space: int) -> None:
        """Drops the notes of a space."""
        self._watermarks.pop(space, None)
        with self._lock:
            self._failures.pop(space, None)


class StoredLedger:
    """For an index on disk: the notes lie beside the truth, so that they outlive the process."""

    def __init__(self, database: Database, index_name: str) -> None:
        self._database = database
        self._name = index_name

    def watermark(self, space: int) -> int:
        """The journal position reached."""
        with self._database.read() as connection:
            found = connection.exec_driver_sql(
                "SELECT watermark FROM feed_state WHERE index_name = ? AND space = ?", (self._name, space)
            ).scalar()
        return int(found or 0)

    def advance(self, space: int, seq: int) -> None:
        """Notes the position; it never goes back."""
        with self._database.write() as connection:
            connection.exec_driver_sql(
                "INSERT INTO feed_state (index_name, space, watermark) VALUES (?, ?, ?) "
                "ON CONFLICT DO UPDATE SET watermark = max(watermark, excluded.watermark)",
                (self._name, space, seq),
            )

    def failures(self, space: int) -> list[Failure]:
        """What could not be taken."""
        with self._database.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT cube, seq, attempts, error, parked FROM feed_failures WHERE index_name = ? AND space = ? ORDER BY seq",
                (self._name, space),
            ).all()
        return [Failure(cube, seq, attempts, error, bool(parked)) for cube, seq, attempts, error, parked in rows]

    def record(self, space: int, failed: Iterable[tuple[int, int, str]], settled: Iterable[int]) -> None:
        """Counts tries."""
        noted = {failure.cube: failure for failure in self.failures(space)}
        gone = [(self._name, space, cube) for cube in settled if cube in noted]
        tries = [_again(noted.get(cube), cube, seq, error) for cube, seq, error in failed]
        if not gone and not tries:
            return
        with self._database.write() as connection:
            if gone:
                connection.exec_driver_sql("DELETE FROM feed_failures WHERE index_name = ? AND space = ? AND cube = ?", gone)
            if tries:
                connection.exec_driver_sql(
                    "INSERT OR REPLACE INTO feed_failures (index_name, space, cube, seq, attempts, error, parked) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    [(self._name, space, *failure) for failure in tries],
                )

    def forget(self, space: int) -> None:
        """Drops the notes of a space."""
        with self._database.write() as connection:
            for table in ("feed_state", "feed_failures"):
                connection.exec_driver_sql(
                    f"DELETE FROM {table} WHERE index_name = ? AND space = ?",  # noqa: S608 - two names from the line above
                    (self._name, space),
                )
