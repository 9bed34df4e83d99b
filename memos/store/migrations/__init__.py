"""How the file's shape grows: an ordered list of functions, each applied once and recorded by name.

A released migration is never edited. `user_version` is their number: by it an older program knows a newer file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, insert, inspect, select

from memos.errors import SchemaTooNew
from memos.store.migrations.m001_initial import m001_initial
from memos.store.migrations.m002_contents import m002_contents
from memos.store.migrations.m003_forgetting import m003_forgetting
from memos.store.migrations.m004_words import m004_words
from memos.store.rows import micros
from memos.store.tables import MIGRATIONS


class Migration(NamedTuple):
    """One step: its name, for ever, and what it does within a transaction that the caller has begun."""

    name: str
    apply: Callable[[Connection], None]


STEPS: Final[tuple[Migration, ...]] = (
    Migration("0001_initial", m001_initial),
    Migration("0002_contents", m002_contents),
    Migration("0003_forgetting", m003_forgetting),
    Migration("0004_words", m004_words),
)


def refuse_newer(user_version: int, applied: Sequence[str], steps: Sequence[Migration] = STEPS) -> None:
    """Raises SchemaTooNew if the file was written by a program that knows more steps than this one."""
    unknown = sorted(set(applied) - {step.name for step in steps})
    if user_version > len(steps) or unknown:
        raise SchemaTooNew(
            f"This store was written by a newer version (schema {user_version}, this program knows {len(steps)}).",
            hint="Upgrade memcube-os. Nothing was touched.",
        )


def migrate(connection: Connection, now: datetime, steps: Sequence[Migration] = STEPS) -> tuple[str, ...]:
    """Applies what is missing, in order, within the caller's transaction; returns the names applied."""
    applied = _applied(connection)
    refuse_newer(int(connection.exec_driver_sql("PRAGMA user_version").scalar_one()), applied, steps)
    missing = [step for step in steps if step.name not in applied]
    for step in missing:
        step.apply(connection)
        connection.execute(insert(MIGRATIONS), {"name": step.name, "applied_at": micros(now)})
    if missing:
        connection.exec_driver_sql(f"PRAGMA user_version = {len(steps)}")
    return tuple(step.name for step in missing)


def _applied(connection: Connection) -> list[str]:
    if not inspect(connection).has_table(MIGRATIONS.name):
        return []
    return list(connection.scalars(select(MIGRATIONS.c.name)))
