"""How far indices have followed a space, and what they could not take."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import delete, insert, select

from memos.store.db import Database
from memos.store.rows import SpaceId
from memos.store.tables import FAILURES, WATERMARKS

MAX_ATTEMPTS: Final = 5
"""How often a change is offered to an index before it is parked."""


class Failure(NamedTuple):
    """A change (a cube at a `seq`) that an index did not take."""

    num: int
    seq: int
    attempts: int
    error: str
    parked: bool


class Feeds:
    """Watermarks and failures of a space's indices."""

    def __init__(self, database: Database, space: SpaceId) -> None:
        self._database = database
        self._space = space

    def watermark(self, index: str) -> int:
        """The `seq` up to which an index has followed; 0 at first."""
        asked = select(WATERMARKS.c.watermark).where(
            WATERMARKS.c.index_name == index, WATERMARKS.c.space == self._space.number
        )
        with self._database.read() as connection:
            return int(connection.scalar(asked) or 0)

    def advance(self, index: str, seq: int) -> None:
        """Moves the watermark, after the index has taken all up to `seq`. It never moves back but to 0 (a rebuild)."""
        key = (WATERMARKS.c.index_name == index, WATERMARKS.c.space == self._space.number)
        with self._database.write(truth=False) as connection:
            before = int(connection.scalar(select(WATERMARKS.c.watermark).where(*key)) or 0)
            if seq and seq <= before:
                return
            connection.execute(delete(WATERMARKS).where(*key))
            connection.execute(insert(WATERMARKS), {"index_name": index, "space": self._space.number, "watermark": seq})

    def failed(self, index: str, num: int, seq: int, error: str) -> Failure:
        """Counts a failed attempt to give an index one change. After `MAX_ATTEMPTS` it is parked; the rest goes on."""
        key = (FAILURES.c.index_name == index, FAILURES.c.space == self._space.number, FAILURES.c.cube == num)
        with self._database.write(truth=False) as connection:
            before = connection.execute(select(FAILURES.c.seq, FAILURES.c.attempts).where(*key)).first()
            attempts = before.attempts + 1 if before is not None and before.seq == seq else 1
            failure = Failure(num, seq, attempts, error, parked=attempts >= MAX_ATTEMPTS)
            connection.execute(delete(FAILURES).where(*key))
            connection.execute(
                insert(FAILURES),
                {
                    "index_name": index,
                    "space": self._space.number,
                    "cube": num,
                    "seq": seq,
                    "attempts": attempts,
                    "error": error,
                    "parked": failure.parked,
                },
            )
        return failure

    def failures(self, index: str) -> list[Failure]:
        """What an index did not take, by seq. A failure counts only while the cube is still at that `seq`."""
        asked = (
            select(FAILURES.c.cube, FAILURES.c.seq, FAILURES.c.attempts, FAILURES.c.error, FAILURES.c.parked)
            .where(FAILURES.c.index_name == index, FAILURES.c.space == self._space.number)
            .order_by(FAILURES.c.seq)
        )
        with self._database.read() as connection:
            return [Failure(*row) for row in connection.execute(asked)]

    def settled(self, index: str, num: int) -> None:
        """Forgets the failures of a cube, which the index has taken at last."""
        with self._database.write(truth=False) as connection:
            connection.execute(
                delete(FAILURES).where(
                    FAILURES.c.index_name == index, FAILURES.c.space == self._space.number, FAILURES.c.cube == num
                )
            )

    def reset(self, index: str) -> None:
        """Back to the beginning, for a rebuild: watermark 0, no failures."""
        with self._database.write(truth=False) as connection:
            for rows in (WATERMARKS, FAILURES):
                connection.execute(delete(rows).where(rows.c.index_name == index, rows.c.space == self._space.number))
