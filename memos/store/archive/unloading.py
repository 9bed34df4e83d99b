"""What a store holds of a space, as the lines of an archive: read within one snapshot, a row at a time.

Nothing is named by a number of this store: cubes go by their ids, and journal entries are counted from 1.
"""

from __future__ import annotations

import base64
import json
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from memos.schemas.archive import Archived
from memos.schemas.cube import WITHOUT_VALUE, Kind, MemCube
from memos.store.embeddings import FINGERPRINT
from memos.store.journal import state_hash
from memos.store.rows import SpaceId, moment
from memos.store.tables import (
    CITATIONS,
    CONTENTS,
    CUBES,
    EDGES,
    EMBEDDINGS,
    ENTITIES,
    EXCHANGES,
    HOLDINGS,
    JOURNAL,
    MESSAGES,
    RECOLLECTIONS,
    SETTINGS,
    SPACES,
    USAGE,
    WEIGHTS,
)

Fields = dict[str, Any]
"""A line as plain data."""

_AT_ONCE: Final = 500
"""Rows that are read together."""


class Unloading:
    """The lines of one space, part by part. `local` is its number in the archive."""

    def __init__(self, connection: Connection, space: SpaceId, local: int) -> None:
        self._connection = connection
        self._space = space
        self._local = local
        asked = select(JOURNAL.c.seq).where(JOURNAL.c.space == space.number).order_by(JOURNAL.c.seq)
        self._seqs = array("q", connection.scalars(asked))
        self.parts: Mapping[str, Callable[[], Iterator[Fields]]] = {
            "spaces.jsonl": self._own,
            "messages.jsonl": self._messages,
            "exchanges.jsonl": self._exchanges,
            "journal.jsonl": self._journal,
            "entities.jsonl": self._entities,
            "edges.jsonl": self._edges,
            "embeddings.jsonl": self._embeddings,
            "documents.jsonl": self._documents,
            "recollections.jsonl": self._recollections,
            "citations.jsonl": self._citations,
            "usage.jsonl": self._usage,
            "weights.jsonl": self._weights,
        }
        """Every part that is read from the store as it stands; the vault's values come from `sealed`."""

    @property
    def space(self) -> SpaceId:
        """Whose lines these are."""
        return self._space

    def summary(self) -> Archived:
        """What there is, and what it hashes to."""
        return Archived(
            space=self._local,
            tenant=self._space.tenant,
            user=self._space.user,
            messages=self._count(MESSAGES.c.space),
            entries=len(self._seqs),
            cubes=self._count(CUBES.c.space),
            state_hash=state_hash(self._connection, self._space.number),
        )

    def sealed(self) -> Iterator[MemCube]:
        """Every version of every vault cube, with its sealed value."""
        asked = (
            select(JOURNAL.c.after)
            .join(CUBES, CUBES.c.num == JOURNAL.c.cube)
            .where(
                JOURNAL.c.space == self._space.number, CUBES.c.kind == Kind.VAULT.value, JOURNAL.c.after.is_not(None)
            )
            .order_by(CUBES.c.id, JOURNAL.c.version)
        )
        return (MemCube.model_validate_json(body) for body in self._connection.scalars(asked))

    # -- parts

    def _own(self) -> Iterator[Fields]:
        asked = select(SPACES.c.tenant, SPACES.c.user, SPACES.c.created_at).where(SPACES.c.number == self._space.number)
        return self._lines(asked, times=("created_at",))

    def _messages(self) -> Iterator[Fields]:
        asked = _all_but(MESSAGES, "space", "content_hash").where(MESSAGES.c.space == self._space.number)
        return self._lines(asked.order_by(MESSAGES.c.position), times=("timestamp",), data=("metadata",))

    def _exchanges(self) -> Iterator[Fields]:
        asked = _all_but(EXCHANGES, "space").where(EXCHANGES.c.space == self._space.number)
        return self._lines(
            asked.order_by(EXCHANGES.c.op_id),
            times=("received_at", "settled_at"),
            data=("message_ids", "route", "failures"),
        )

    def _journal(self) -> Iterator[Fields]:
        asked = (
            _all_but(JOURNAL, "space", "cube", "content_hash")
            .add_columns(CUBES.c.id.label("cube"))
            .select_from(JOURNAL.outerjoin(CUBES, CUBES.c.num == JOURNAL.c.cube))
            .where(JOURNAL.c.space == self._space.number)
            .order_by(JOURNAL.c.seq)
        )
        for seq, line in enumerate(self._lines(asked, times=("committed_at",), data=("after", "evidence")), 1):
            if line["after"] is not None and "sealed" in line["after"]["payload"]:
                line["after"]["payload"]["sealed"] = WITHOUT_VALUE
            reversed_ = line["reverses"]
            yield {**line, "seq": seq, "reverses": None if reversed_ is None else self._exactly(reversed_)}

    def _entities(self) -> Iterator[Fields]:
        asked = _all_but(ENTITIES, "space").where(ENTITIES.c.space == self._space.number)
        return self._lines(asked.order_by(ENTITIES.c.node))

    def _edges(self) -> Iterator[Fields]:
        asked = _all_but(EDGES, "space", "num").where(EDGES.c.space == self._space.number).order_by(EDGES.c.num)
        for line in self._lines(asked, times=("valid_from", "valid_to")):
            ended = line["ended_seq"]
            yield {
                **line,
                "seq": self._up_to(line["seq"]),
                "origin": self._exactly(line["origin"]) or 0,
                "ended_seq": None if ended is None else self._up_to(ended),
            }

    def _embeddings(self) -> Iterator[Fields]:
        """Vectors of the store's own model; what an earlier one left is not read any more."""
        asked = (
            select(CUBES.c.id.label("cube"), EMBEDDINGS.c.text_hash, EMBEDDINGS.c.part, EMBEDDINGS.c.vector)
            .join(CUBES, CUBES.c.num == EMBEDDINGS.c.cube)
            .where(CUBES.c.space == self._space.number, EMBEDDINGS.c.fingerprint == fingerprint(self._connection))
            .order_by(CUBES.c.num, EMBEDDINGS.c.text_hash, EMBEDDINGS.c.part)
        )
        for line in self._lines(asked):
            yield {**line, "vector": base64.b64encode(line["vector"]).decode()}

    def _documents(self) -> Iterator[Fields]:
        asked = (
            select(HOLDINGS.c.document, HOLDINGS.c.digest, HOLDINGS.c.held_at, CONTENTS.c.text)
            .join(CONTENTS, CONTENTS.c.digest == HOLDINGS.c.content)
            .where(HOLDINGS.c.space == self._space.number)
            .order_by(HOLDINGS.c.document, HOLDINGS.c.digest)
        )
        for line in self._lines(asked, times=("held_at",)):
            yield {**line, "text": zlib.decompress(line["text"]).decode()}

    def _recollections(self) -> Iterator[Fields]:
        asked = _all_but(RECOLLECTIONS, "space").where(RECOLLECTIONS.c.space == self._space.number)
        return self._lines(asked.order_by(RECOLLECTIONS.c.id), times=("created_at",), data=("hits",))

    def _citations(self) -> Iterator[Fields]:
        asked = _all_but(CITATIONS, "space").where(CITATIONS.c.space == self._space.number)
        return self._lines(asked.order_by(CITATIONS.c.recollection, CITATIONS.c.cube_id), times=("cited_at",))

    def _usage(self) -> Iterator[Fields]:
        asked = (
            _all_but(USAGE, "cube")
            .add_columns(CUBES.c.id.label("cube"))
            .join(CUBES, CUBES.c.num == USAGE.c.cube)
            .where(CUBES.c.space == self._space.number)
            .order_by(CUBES.c.num)
        )
        return self._lines(asked, times=("last_used_at",))

    def _weights(self) -> Iterator[Fields]:
        asked = _all_but(WEIGHTS, "space").where(WEIGHTS.c.space == self._space.number)
        return self._lines(asked.order_by(WEIGHTS.c.generation), times=("learned_at",), data=("body",))

    # -- within

    def _lines(
        self, asked: Select[*tuple[Any, ...]], *, times: Iterable[str] = (), data: Iterable[str] = ()
    ) -> Iterator[Fields]:
        """The rows as plain data: times in ISO 8601, JSON columns as what they say."""
        rows = self._connection.execute(asked, execution_options={"yield_per": _AT_ONCE}).mappings()
        for row in rows:
            line: Fields = {"space": self._local, **row}
            for name in times:
                line[name] = None if line[name] is None else moment(line[name]).isoformat()
            for name in data:
                line[name] = None if line[name] is None else json.loads(line[name])
            yield line

    def _count(self, space: Any) -> int:
        return int(self._connection.scalar(select(func.count()).where(space == self._space.number)) or 0)

    def _up_to(self, seq: int) -> int:
        """How many entries there are up to this one: the count of the entry itself, where it is there."""
        return bisect_right(self._seqs, seq)

    def _exactly(self, seq: int) -> int | None:
        """The count of an entry; None of one that is not there (any more)."""
        place = bisect_left(self._seqs, seq)
        return place + 1 if place < len(self._seqs) and self._seqs[place] == seq else None


def fingerprint(connection: Connection) -> str | None:
    """The model of the vectors that `Unloading` reads."""
    return connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.key == FINGERPRINT))


def _all_but(table: Any, *left_out: str) -> Select[*tuple[Any, ...]]:
    return select(*(column for column in table.c if column.name not in left_out))
