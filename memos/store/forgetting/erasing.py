"""Removes rows: the one place where anything ever does. What it is told to remove was worked out in the same transaction.

The journal is append-only by its triggers; for the length of the transaction they are away, and come back with it.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, insert, update

from memos.schemas.cube import MemCube
from memos.schemas.value import canonical, digest
from memos.store import contents, counters, fulltext
from memos.store.forgetting.evidence import Version
from memos.store.holdings import TABLES
from memos.store.rows import SpaceId, cube_columns, fold, micros
from memos.store.tables import CUBES, JOURNAL, SOURCES

BY: Final = "owner"
"""The agent that stands in the journal for a forgetting: nobody forgets but on a person's word."""


class Rewritten(NamedTuple):
    """A cube that stays on what is left of its versions, oldest first."""

    num: int
    id: str
    versions: Sequence[Version]


class Erasure(NamedTuple):
    """What goes of a space. `dropped` are journal entries of cubes that stay; `names` go from questions and reasons, too,
    and `values` from reasons."""

    messages: Mapping[int, str]
    gone: Mapping[int, str]
    rewritten: Sequence[Rewritten]
    dropped: Sequence[int]
    names: Sequence[str]
    values: Sequence[str]

    @property
    def nums(self) -> str:
        """The numbers of the cubes that go, as JSON."""
        return canonical(sorted(self.gone))


def erase(connection: Connection, space: SpaceId, erasure: Erasure, reason: str, moment: datetime) -> int:
    """Removes it all, and notes in the journal that something was forgotten, and nothing of what; returns that entry's `seq`."""
    seq = counters.take(connection, "seq", 1)
    with _open_journal(connection):
        _words(connection, space, erasure)
        _beside(connection, space, erasure)
        marks, entries = _journal(connection, space, erasure)
        _graph(connection, space, erasure, entries)
        _exchanges(connection, space, erasure, marks)
        for num, cube in _rewrite(connection, space, erasure, seq).items():
            _cite(connection, space, num, cube)
        contents.let_go(connection, space, list(erasure.gone.values()))
        connection.exec_driver_sql(f"DELETE FROM cubes WHERE num IN {_LISTED}", (erasure.nums,))  # noqa: S608
        positions = canonical(sorted(erasure.messages))
        connection.exec_driver_sql(
            f"DELETE FROM messages WHERE space = ? AND position IN {_LISTED}",  # noqa: S608
            (space.number, positions),
        )
        _note(connection, space, marks, seq, reason, micros(moment))
    return seq


def erase_space(connection: Connection, space: SpaceId) -> int:
    """Removes everything of a space, its name too; returns the `seq` of that. No journal is left to note it in."""
    with _open_journal(connection):
        for kept in TABLES:
            if kept.mine is not None and kept.role != "store" and not kept.shared:
                connection.exec_driver_sql(f"DELETE FROM {kept.table} WHERE {kept.mine}", {"space": space.number})  # noqa: S608
                if kept.table == "holdings":
                    contents.let_go(connection, space)
    return counters.take(connection, "seq", 1)


_LISTED: Final = "(SELECT value FROM json_each(?))"


@contextmanager
def _open_journal(connection: Connection) -> Generator[None]:
    triggers = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal'"
    ).all()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, sql in triggers:
        connection.exec_driver_sql(sql)


def _words(connection: Connection, space: SpaceId, erasure: Erasure) -> None:
    """Full-text rows of what goes."""
    asked = f"SELECT num, state, text_hash FROM cubes WHERE num IN {_LISTED}"  # noqa: S608
    gone = connection.exec_driver_sql(asked, (erasure.nums,)).mappings().all()
    entries = [fulltext.Entry(dict(row), {**row, "state": "deleted"}, "") for row in gone]
    for start in range(0, len(entries), _TOGETHER):
        fulltext.follow(connection, space, entries[start : start + _TOGETHER])


_TOGETHER: Final = 1000
"""Cubes followed at once: a statement takes so many positions."""


def _beside(connection: Connection, space: SpaceId, erasure: Erasure) -> None:
    """How what goes was used, cited, embedded; answers that showed it."""
    for table in ("usage", "embeddings", "sources"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE cube IN {_LISTED}", (erasure.nums,))  # noqa: S608
    touched = canonical(sorted([*erasure.gone, *(one.num for one in erasure.rewritten)]))
    connection.exec_driver_sql(f"DELETE FROM failures WHERE space = ? AND cube IN {_LISTED}", (space.number, touched))  # noqa: S608
    bound = {
        "space": space.number,
        "cubes": canonical(list(erasure.gone.values())),
        "messages": canonical(list(erasure.messages.values())),
        "names": canonical(list(erasure.names)),
    }
    connection.exec_driver_sql(_SHOWN, bound)
    connection.exec_driver_sql(_UNCITED, bound)


SHOWING: Final = """space = :space AND (
    EXISTS (SELECT 1 FROM json_each(hits) AS hit
            WHERE hit.value ->> 'cube' IN (SELECT value FROM json_each(:cubes))
            OR EXISTS (SELECT 1 FROM json_each(hit.value, '$.evidence') AS told
                       WHERE told.value IN (SELECT value FROM json_each(:messages))))
    OR EXISTS (SELECT 1 FROM json_each(:names) AS name WHERE instr(lower("query"), name.value)))"""
"""The condition of recollections that show what goes, or ask for who goes."""
_SHOWN: Final = f"DELETE FROM recollections WHERE {SHOWING}"  # noqa: S608
_UNCITED: Final = """
DELETE FROM citations WHERE space = :space AND (
    cube_id IN (SELECT value FROM json_each(:cubes))
    OR recollection NOT IN (SELECT id FROM recollections WHERE space = :space))"""


def _graph(connection: Connection, space: SpaceId, erasure: Erasure, entries: str) -> None:
    """Edges of what goes, and those between names that only these journal entries brought; what these had ended stands again.
    Names go of which nothing speaks any more."""
    number = space.number
    own = [f"entity:{name}" for name in erasure.names]
    ends = canonical([*erasure.gone.values(), *own])
    touching = f"space = ? AND (source IN {_LISTED} OR target IN {_LISTED})"
    asked = f"SELECT DISTINCT target FROM edges WHERE {touching} AND target LIKE 'entity:%'"  # noqa: S608
    named = set(connection.exec_driver_sql(asked, (number, ends, ends)).scalars())
    connection.exec_driver_sql(f"DELETE FROM edges WHERE {touching}", (number, ends, ends))  # noqa: S608
    for one in erasure.rewritten:
        kept = fold(json.dumps(one.versions[-1].body, ensure_ascii=False))
        asked = "SELECT num, target FROM edges WHERE space = ? AND source = ? AND type = 'mentions'"
        for num, target in connection.exec_driver_sql(asked, (number, one.id)).all():
            if target.removeprefix("entity:") not in kept:
                connection.exec_driver_sql("DELETE FROM edges WHERE num = ?", (num,))
                named.add(target)
    kept = canonical([one.id for one in erasure.rewritten])
    brought = {"space": number, "entries": entries, "kept": kept}
    for source, target in connection.exec_driver_sql(_BROUGHT, brought).all():
        named |= {source, target}
    connection.exec_driver_sql(_BACK, (number, entries))
    unheard = (
        f"DELETE FROM entities WHERE space = ? AND node IN {_LISTED} AND NOT EXISTS "  # noqa: S608
        "(SELECT 1 FROM edges WHERE edges.space = entities.space AND entities.node IN (edges.source, edges.target))"
    )
    connection.exec_driver_sql(unheard, (number, canonical([*named, *own])))


_BROUGHT: Final = """
DELETE FROM edges WHERE space = :space AND source LIKE 'entity:%' AND target LIKE 'entity:%'
AND origin IN (SELECT value FROM json_each(:entries)) AND NOT EXISTS (
    SELECT 1 FROM edges AS one JOIN edges AS other ON other.space = one.space AND other.source = one.source
    WHERE one.space = edges.space AND one.type = 'mentions' AND other.type = 'mentions'
    AND one.target = edges.source AND other.target = edges.target
    AND one.source IN (SELECT value FROM json_each(:kept)))
RETURNING source, target"""
"""Unless a memory that stays on other words still speaks of both."""
_BACK: Final = """
UPDATE edges SET ended_seq = NULL WHERE space = ? AND ended_seq IN (SELECT value FROM json_each(?))"""


class _Mark(NamedTuple):
    """The first entry that went of an operation: where it stood, so that a mark can stand there."""

    seq: int
    ordinal: int
    committed_at: int


Marks = dict[str, _Mark | None]
"""By `op_id`; None for an exchange that had no entry yet."""


def _journal(connection: Connection, space: SpaceId, erasure: Erasure) -> tuple[Marks, str]:
    """Entries of what goes are removed; those that stay cite nothing of it, and give no reason that quotes it.

    Returns marks for where they stood, and their numbers as JSON.
    """
    ids = set(erasure.messages.values())
    listed = (canonical(list(ids)), erasure.nums, canonical(list(erasure.dropped)))
    asked = (
        f"SELECT seq, op_id, ordinal, committed_at, cube, evidence, cube IN {_LISTED} OR seq IN {_LISTED} AS goes "  # noqa: S608
        f"FROM journal WHERE space = ? AND (cube IN {_LISTED} OR seq IN {_LISTED} "
        f"OR EXISTS (SELECT 1 FROM json_each(journal.evidence) WHERE value IN {_LISTED})) ORDER BY seq"
    )
    bound = (*listed[1:], space.number, *listed[1:], listed[0])
    marks: Marks = {}
    gone: list[int] = []
    left: list[dict[str, Any]] = []
    for seq, op_id, ordinal, at, cube, evidence, goes in connection.exec_driver_sql(asked, bound).all():
        rest = [one for one in json.loads(evidence) if one not in ids]
        if goes or (cube is None and not rest):
            marks.setdefault(op_id, _Mark(seq, ordinal, at))
            gone.append(seq)
        else:
            left.append({"of_seq": seq, "new_evidence": canonical(rest), "new_reason": ""})
    numbers = canonical(gone)
    connection.exec_driver_sql(f"UPDATE journal SET reverses = NULL WHERE reverses IN {_LISTED}", (numbers,))  # noqa: S608
    connection.exec_driver_sql(f"DELETE FROM journal WHERE seq IN {_LISTED}", (numbers,))  # noqa: S608
    if left:
        connection.execute(_STRIP, left)
    rewritten = canonical([one.num for one in erasure.rewritten])
    connection.exec_driver_sql(f"UPDATE journal SET reason = '' WHERE cube IN {_LISTED}", (rewritten,))  # noqa: S608
    _hush(connection, space, [*erasure.values, *erasure.names])
    return marks, numbers


_STRIP: Final = (
    update(JOURNAL)
    .where(JOURNAL.c.seq == bindparam("of_seq"))
    .values(evidence=bindparam("new_evidence"), reason=bindparam("new_reason"))
)


def _hush(connection: Connection, space: SpaceId, values: Iterable[str]) -> None:
    """Reasons that name what is forgotten ("contradicts …: Ana's home is Porto") are blanked, whatever they are reasons for."""
    telling = {value.casefold() for value in values if len(value) >= _TELLING}
    if not telling:
        return
    rows = connection.exec_driver_sql("SELECT seq, reason FROM journal WHERE space = ?", (space.number,))
    named = [seq for seq, reason in rows if any(value in reason.casefold() for value in telling)]
    connection.exec_driver_sql(f"UPDATE journal SET reason = '' WHERE seq IN {_LISTED}", (canonical(named),))  # noqa: S608


_TELLING: Final = 3
"""Characters of a value that tell something."""


def _exchanges(connection: Connection, space: SpaceId, erasure: Erasure, marks: Marks) -> None:
    ids = set(erasure.messages.values())
    touched = connection.exec_driver_sql(_HANDED_OVER, (space.number, canonical(list(ids)))).all()
    for op_id, message_ids in touched:
        rest = [one for one in json.loads(message_ids) if one not in ids]
        key = (space.number, op_id)
        if rest:
            connection.exec_driver_sql(_LESS, (canonical(rest), *key))
        else:
            marks.setdefault(op_id, None)
            connection.exec_driver_sql("DELETE FROM exchanges WHERE space = ? AND op_id = ?", key)


_HANDED_OVER: Final = """
SELECT op_id, message_ids FROM exchanges WHERE space = ?
AND EXISTS (SELECT 1 FROM json_each(message_ids) WHERE value IN (SELECT value FROM json_each(?)))"""
_LESS: Final = """
UPDATE exchanges SET message_ids = ?, request_hash = '', error = '', route = '{}', failures = '{}'
WHERE space = ? AND op_id = ?"""


def _rewrite(connection: Connection, space: SpaceId, erasure: Erasure, seq: int) -> dict[int, MemCube]:
    """Cubes that stay: their versions in the journal, their present form, words and vectors."""
    present: dict[int, MemCube] = {}
    for one in erasure.rewritten:
        cubes = [MemCube.model_validate(version.body) for version in one.versions]
        for version, cube in zip(one.versions, cubes, strict=True):
            after = canonical(version.body)
            if after != version.before:
                connection.exec_driver_sql(_SAID_ANEW, (after, cube.content_hash, version.seq))
        present[one.num] = cubes[-1]
        was = connection.exec_driver_sql(_STOOD, (one.num,)).mappings().one()
        asked = f"SELECT id, position FROM messages WHERE space = ? AND id IN {_LISTED}"  # noqa: S608
        cited = canonical(list(cubes[-1].provenance.message_ids))
        places = dict(tuple(row) for row in connection.exec_driver_sql(asked, (space.number, cited)))
        now = {**cube_columns(cubes[-1], places, ""), "seq": seq, "body": canonical(one.versions[-1].body)}
        connection.execute(update(CUBES).where(CUBES.c.num == one.num).values(now))
        fulltext.follow(connection, space, [fulltext.Entry(dict(was), {**now, "num": one.num}, cubes[-1].text)])
        # The vector of a summary is the mean of its members', of which some are gone.
        kept = [] if was["granularity"] in ("topic", "session") else [digest(cube.text) for cube in cubes]
        connection.exec_driver_sql(
            f"DELETE FROM embeddings WHERE cube = ? AND text_hash NOT IN {_LISTED}",  # noqa: S608
            (one.num, canonical(kept)),
        )
    return present


_STOOD: Final = "SELECT num, state, text_hash, content_hash, granularity, run, position FROM cubes WHERE num = ?"
_SAID_ANEW: Final = "UPDATE journal SET after = ?, content_hash = ? WHERE seq = ?"


def _cite(connection: Connection, space: SpaceId, num: int, cube: MemCube) -> None:
    connection.exec_driver_sql("DELETE FROM sources WHERE cube = ?", (num,))
    asked = f"SELECT position FROM messages WHERE space = ? AND id IN {_LISTED}"  # noqa: S608
    cited = connection.exec_driver_sql(asked, (space.number, canonical(list(cube.provenance.message_ids)))).scalars()
    rows = [{"cube": num, "position": position, "space": space.number} for position in cited]
    if rows:
        connection.execute(insert(SOURCES), rows)


def _note(connection: Connection, space: SpaceId, marks: Marks, seq: int, reason: str, at: int) -> None:
    """One entry that something was forgotten; and a mark in place of what went of each operation, so that undo can say so."""
    unheard = sum(mark is None for mark in marks.values())
    first = counters.take(connection, "seq", unheard) if unheard else 0
    rows = [_entry(space, f"forget:{seq}", _Mark(seq, 0, at), reason)]
    for op_id, mark in marks.items():
        rows.append(_entry(space, op_id, mark or _Mark(first, 0, at), "forgotten"))
        first += mark is None
    connection.execute(insert(JOURNAL), rows)


def _entry(space: SpaceId, op_id: str, mark: _Mark, reason: str) -> dict[str, Any]:
    nothing = dict.fromkeys(("cube", "kind", "version", "after", "content_hash", "reverses"))
    return {
        **nothing,
        "seq": mark.seq,
        "space": space.number,
        "op_id": op_id,
        "ordinal": mark.ordinal,
        "event": "FORGET",
        "reason": reason,
        "agent": BY,
        "confidence": 1.0,
        "evidence": "[]",
        "committed_at": mark.committed_at,
    }
