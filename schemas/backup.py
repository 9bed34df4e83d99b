"""A backup: a store as it was at one moment, in one file that says what it must be."""

from __future__ import annotations

from pydantic import Field

from memos.schemas.archive import Archived
from memos.schemas.value import Moment, Value


class Record(Value):
    """What a backup says of itself, written into it when it was verified: the journal's `seq`, and every user's counts and state hash."""

    program: str
    made_at: Moment
    seq: int = Field(ge=0)
    users: tuple[Archived, ...]


class Backup(Record):
    """A backup that was made. `secrets` counts the sealed values in it; the key that opens them is not in it."""

    path: str
    bytes: int
    secrets: int


class Restored(Record):
    """A backup that was put in place. `replaced` says whether there was a store before.

    `revived`: how often something was forgotten in that store after the backup was made. A backup knows nothing of it: it is back.
    """

    home: str
    replaced: bool
    secrets: int
    revived: int = 0
