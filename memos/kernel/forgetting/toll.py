"""What a forgetting takes: the rows that go, in numbers for who decides, by number for who erases, as bytes for who searches."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from memos.agents.persona import SEPARATOR
from memos.kernel.forgetting.cascade import Cascade, Fate, cascade
from memos.kernel.forgetting.retelling import retold
from memos.schemas.cube import Kind, MemCube, State
from memos.schemas.forgetting import LEGAL_HOLD, Counts, Example, Plan, Target
from memos.schemas.value import canonical
from memos.store.forgetting.erasing import SHOWING, Erasure, Rewritten
from memos.store.forgetting.evidence import Body, Roots
from memos.store.holdings import KEPT, count
from memos.store.space import Space

SHOWN: Final = 8
"""Messages, and memories, that a plan shows unless all are asked for."""


class Toll(NamedTuple):
    """What goes of a space. Without a cascade: everything."""

    connection: Connection
    space: Space
    cascade: Cascade | None
    messages: dict[int, tuple[str, str]]

    # -- for who decides

    def plan(self, target: Target, most: int | None = SHOWN) -> Plan:
        """The numbers, and examples; with None, everything."""
        return Plan(
            target=target,
            counts=self._counts(),
            messages=tuple(Example(id=id_, text=words) for id_, words in list(self.messages.values())[:most]),
            cubes=tuple(self._going(most)),
            stays=tuple(self._staying(most)),
            names=tuple(self._names()),
        )

    def held(self) -> Example | None:
        """A memory under a legal hold that would go, or lose something."""
        for body in self._touched():
            if LEGAL_HOLD in body["labels"]:
                return _example(body)
        return None

    def _touched(self) -> Iterator[Body]:
        if self.cascade is None:
            held = "space = ? AND EXISTS (SELECT 1 FROM json_each(body, '$.labels') WHERE value = ?)"
            asked = f"SELECT body FROM cubes WHERE {held} LIMIT 1"  # noqa: S608
            yield from map(json.loads, self._column(asked, self.space.number, LEGAL_HOLD))
        else:
            for fate in (*self._gone(), *self.cascade.changed.values()):
                yield fate.chain.versions[-1].body

    def _gone(self) -> list[Fate]:
        return [] if self.cascade is None else [fate for fate in self.cascade.fates.values() if fate.gone]

    def _going(self, most: int | None) -> Iterator[Example]:
        if self.cascade is None:
            asked = "SELECT body FROM cubes WHERE space = ? AND kind <> 'episodic' ORDER BY num DESC LIMIT ?"
            limit = -1 if most is None else most
            yield from (_example(json.loads(body)) for body in self._column(asked, self.space.number, limit))
        else:
            told = sorted(self._gone(), key=lambda fate: (fate.chain.kind == Kind.EPISODIC.value, fate.chain.num))
            for fate in told[:most]:
                yield _example(fate.chain.versions[-1].body, versions=len(fate.chain.versions))

    def _staying(self, most: int | None) -> Iterator[Example]:
        changed = [] if self.cascade is None else list(self.cascade.changed.values())
        for fate in sorted(changed, key=lambda one: (one.chain.kind == Kind.EPISODIC.value, one.chain.num))[:most]:
            was, left = fate.chain.versions[-1].body, fate.left[-1].body
            revived = left["state"] == State.ACTIVE.value != was["state"]
            told = {"becomes": _example(left).text, "versions": len(fate.left), "revived": revived}
            yield _example(was).model_copy(update=told)

    def _counts(self) -> Counts:
        if self.cascade is None:
            return self._all()
        gone, roots = self._gone(), self.cascade.roots
        spoken = [fate for fate in gone if fate.chain.position in roots.positions]
        dropped = sum(len(fate.chain.versions) - len(fate.left) for fate in self.cascade.fates.values())
        direct = {fate.chain.num for fate in spoken} | (roots.cubes & self.cascade.gone.keys())
        changed = self.cascade.changed.keys()
        return Counts(
            messages=len(self.messages),
            cubes=len(gone),
            versions=dropped,
            derived=len(gone) - len(direct),
            chunks=sum(fate.chain.kind == Kind.RESOURCE.value for fate in gone),
            vectors=self._number(_EMBEDDED, self._nums),
            edges=self._number(_TOUCHING, self.space.number, self._ids, self._ids),
            entities=sum(1 for _ in self._names()),
            exchanges=self._number(_HANDED, self.space.number, self._message_ids),
            recollections=self._shown(),
            retold=len(self.cascade.retold & changed),
            kept=len(changed - self.cascade.retold),
        )

    def _all(self) -> Counts:
        def rows(table: str) -> int:
            return count(self.connection, KEPT[table], self.space.number)

        kinds = "SELECT count(*) FROM cubes WHERE space = ? AND kind = 'resource'"
        versions = "SELECT count(*) FROM journal WHERE space = ? AND after IS NOT NULL"
        return Counts(
            messages=rows("messages"),
            cubes=rows("cubes"),
            versions=self._number(versions, self.space.number),
            chunks=self._number(kinds, self.space.number),
            vectors=rows("embeddings"),
            edges=rows("edges"),
            entities=rows("entities"),
            exchanges=rows("exchanges"),
            recollections=rows("recollections"),
        )

    # -- for who erases

    def erasure(self) -> Erasure:
        """What goes, by row."""
        assert self.cascade is not None  # noqa: S101
        changed = self.cascade.changed.values()
        left = {version.seq for fate in changed for version in fate.left}
        return Erasure(
            messages={position: id_ for position, (id_, _) in self.messages.items()},
            gone=self.cascade.gone,
            rewritten=[Rewritten(fate.chain.num, fate.chain.id, fate.left) for fate in changed],
            dropped=[one.seq for fate in changed for one in fate.chain.versions if one.seq not in left],
            names=self.cascade.roots.names,
            values=sorted({value for fate in self._gone() for value in _values(fate)}),
        )

    # -- for who searches

    def pieces(self) -> Iterator[bytes]:
        """Everything said in what goes, as bytes: as it is, and as it stands in JSON; and the vectors."""
        for text in self._texts():
            plain = text.encode("utf-8", errors="replace")
            yield plain
            escaped = canonical(text)[1:-1].encode("utf-8", errors="replace")
            if escaped != plain:
                yield escaped
        yield from self._blobs()

    def _texts(self) -> Iterator[str]:
        yield from (words for _, words in self.messages.values())
        if self.cascade is None:
            for asked in _OWN:
                yield from self._column(asked, self.space.number)
            for body in self._column(
                "SELECT after FROM journal WHERE space = ? AND after IS NOT NULL", self.space.number
            ):
                yield from _strings(json.loads(body)["payload"])
            return
        for fate in self.cascade.fates.values():
            left = {canonical(version.body["payload"]) for version in fate.left}
            for version in fate.chain.versions:
                if canonical(version.body["payload"]) not in left:
                    yield from _strings(version.body["payload"])

    def _blobs(self) -> Iterator[bytes]:
        if self.cascade is None:
            yield from self._column("SELECT vector FROM embeddings WHERE space = ?", self.space.number)
            yield from self._column(_HELD_ALONE, self.space.number, None)
            return
        yield from self._column(_VECTORS, self._nums)
        retelling = canonical(sorted(self.cascade.retold & self.cascade.changed.keys()))
        yield from self._column(_VECTORS, retelling)
        yield from self._column(_HELD_ALONE, self.space.number, self._ids)

    # -- within

    @property
    def _nums(self) -> str:
        return canonical(sorted(self.cascade.gone)) if self.cascade else "[]"

    @property
    def _ids(self) -> str:
        return canonical(sorted(self.cascade.gone.values())) if self.cascade else "[]"

    @property
    def _message_ids(self) -> str:
        return canonical([id_ for id_, _ in self.messages.values()])

    def _names(self) -> Iterator[str]:
        """Names that only what goes speaks of."""
        if self.cascade is None:
            yield from self._column("SELECT name FROM entities WHERE space = ? ORDER BY name", self.space.number)
            return
        unheard = list(self._column(_NAMED, self.space.number, self._ids, self.space.number, self._ids))
        asked = f"SELECT name FROM entities WHERE space = ? AND node IN {_LISTED} ORDER BY name"  # noqa: S608
        yield from self._column(asked, self.space.number, canonical(unheard))

    def _shown(self) -> int:
        names = canonical(list(self.cascade.roots.names if self.cascade else ()))
        bound = {"space": self.space.number, "cubes": self._ids, "messages": self._message_ids, "names": names}
        asked = f"SELECT count(*) FROM recollections WHERE {SHOWING}"  # noqa: S608
        return int(self.connection.exec_driver_sql(asked, bound).scalar_one())

    def _number(self, asked: str, *bound: object) -> int:
        return int(self.connection.exec_driver_sql(asked, bound).scalar_one())

    def _column(self, asked: str, *bound: object) -> Iterator[Any]:
        return iter(self.connection.exec_driver_sql(asked, bound).scalars())


_LISTED: Final = "(SELECT value FROM json_each(?))"
_TOUCHING: Final = f"SELECT count(*) FROM edges WHERE space = ? AND (source IN {_LISTED} OR target IN {_LISTED})"  # noqa: S608
_EMBEDDED: Final = f"SELECT count(*) FROM embeddings WHERE cube IN {_LISTED}"  # noqa: S608
_VECTORS: Final = f"SELECT vector FROM embeddings WHERE cube IN {_LISTED}"  # noqa: S608
_HANDED: Final = """
SELECT count(*) FROM exchanges WHERE space = ?
AND NOT EXISTS (SELECT 1 FROM json_each(message_ids) WHERE value NOT IN (SELECT value FROM json_each(?)))"""
_NAMED: Final = f"""
SELECT DISTINCT target FROM edges AS gone
WHERE gone.space = ? AND gone.type = 'mentions' AND gone.source IN {_LISTED} AND NOT EXISTS
(SELECT 1 FROM edges WHERE edges.space = ? AND edges.target = gone.target AND edges.type = 'mentions' AND edges.source NOT IN {_LISTED})"""  # noqa: S608
_HELD_ALONE: Final = """
SELECT contents.text FROM contents WHERE digest IN (
    SELECT content FROM holdings WHERE space = ?1 AND (?2 IS NULL OR document IN (SELECT value FROM json_each(?2)))
) AND NOT EXISTS (
    SELECT 1 FROM holdings WHERE holdings.content = contents.digest
    AND NOT (space = ?1 AND (?2 IS NULL OR document IN (SELECT value FROM json_each(?2)))))"""
"""Texts of documents that nobody else holds, compressed as they lie in the file."""
_OWN: Final = (
    'SELECT "query" FROM recollections WHERE space = ?',
    "SELECT name FROM entities WHERE space = ?",
    "SELECT id FROM messages WHERE space = ?",
    "SELECT id FROM cubes WHERE space = ?",
    "SELECT user FROM spaces WHERE number = ?",
)
_MESSAGES: Final = """
SELECT position, id, content FROM messages
WHERE space = ? AND (?2 IS NULL OR position IN (SELECT value FROM json_each(?2))) ORDER BY position"""


def toll_of(connection: Connection, space: Space, roots: Roots | None, now: datetime) -> Toll:
    """What forgetting these roots takes, or without any, everything of the space. It reads, and changes nothing."""
    chosen = None if roots is None else canonical(sorted(roots.positions))
    rows = connection.exec_driver_sql(_MESSAGES, (space.number, chosen))
    messages = {position: (id_, words) for position, id_, words in rows}
    if roots is None:
        return Toll(connection, space, None, messages)
    said = dict(messages.values())
    told = cascade(connection, space.number, roots, said, partial(_retold, space, now))
    return Toll(connection, space, told, messages)


def speaks_of(text: str, name: str) -> bool:
    """Whether a text holds a name as words of their own."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", " ".join(text.casefold().split())) is not None


def _retold(space: Space, now: datetime, body: Body, positions: list[int]) -> Body | None:
    return retold(body, space.messages.at(positions), now)


def _example(body: Body, versions: int = 1) -> Example:
    cube = MemCube.model_validate(body)
    return Example(id=cube.id, kind=cube.kind, text=cube.text, versions=versions)


def _values(fate: Fate) -> Iterator[str]:
    """What reasons may quote of a memory: its value, or parts of it."""
    for version in fate.chain.versions:
        payload = version.body["payload"]
        for name in ("object", "value", "title", "label"):
            yield from str(payload.get(name, "")).split(SEPARATOR)


def _strings(payload: Body) -> Iterator[str]:
    """All that a payload says, sealed values too."""
    for name, value in payload.items():
        if isinstance(value, str) and name not in ("kind", "granularity", "event_type", "entry_type", "media_type"):
            yield value
        elif isinstance(value, list):
            yield from (one for one in value if isinstance(one, str))
