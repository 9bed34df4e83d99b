"""What of a whole store is sealed: the one question about the vault that is not about a space."""

from __future__ import annotations

from sqlalchemy import exists, func, select

from memos.schemas.cube import WITHOUT_VALUE, Kind
from memos.store.db import Database
from memos.store.tables import CUBES


def anything_sealed(database: Database) -> bool:
    """Whether any value, of whomever, is sealed here, be it of a deleted cube: then there was a key that sealed it."""
    sealed = func.json_extract(CUBES.c.body, "$.payload.sealed")
    asked = select(exists().where(CUBES.c.kind == Kind.VAULT.value, sealed != WITHOUT_VALUE))
    with database.read() as connection:
        return bool(connection.scalar(asked))
