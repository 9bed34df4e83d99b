"""The lines of an archive, back into tables: within the caller's transaction, so that a user is there whole or not at all.

The numbers of this store are new: cubes and journal entries take the next that are free, in the order in which they came. What
follows from the journal is made anew: cubes as they stand, their sources, and the full-text index.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final, TypeVar

import numpy as np
from pydantic import TypeAdapter
from sqlalchemy import Connection, Select, Table, exists, insert, select

from memos.schemas.archive import (
    CitationLine,
    DocumentLine,
    EdgeLine,
    EmbeddingLine,
    EntityLine,
    EntryAsWritten,
    ExchangeLine,
    Line,
    MessageLine,
    RecollectionLine,
    UsageLine,
    WeightsLine,
)
from memos.schemas.cube import MemCube, Payload, content_hash
from memos.schemas.value import canonical, digest
from memos.store import contents, counters, fulltext
from memos.store.contents import Holding
from memos.store.embeddings import FINGERPRINT
from memos.store.rows import SpaceId, key_columns, micros, micros_or_none
from memos.store.tables import (
    CITATIONS,
    CUBES,
    EDGES,
    EMBEDDINGS,
    ENTITIES,
    EXCHANGES,
    JOURNAL,
    MESSAGES,
    RECOLLECTIONS,
    SETTINGS,
    SOURCES,
    USAGE,
    WEIGHTS,
)

Fields = dict[str, Any]
Given = TypeVar("Given")

_PAYLOAD: Final[TypeAdapter[Payload]] = TypeAdapter(Payload)
_AT_ONCE: Final = 500
"""Rows that are written together."""


class Loading:
    """Brings the lines of one user into a space that is empty. Part by part, in the order of the methods."""

    def __init__(self, connection: Connection, space: SpaceId, *, entries: int, cubes: int) -> None:
        """`entries` and `cubes` are how many there will be: their numbers are taken at once."""
        self._connection = connection
        self._space = space
        self._before = counters.take(connection, "seq", entries) - 1
        self._first_num = self._next_num = counters.take(connection, "num", cubes)
        self._nums: dict[str, int] = {}
        self._positions: dict[str, int] = {}

    def messages(self, lines: Iterable[MessageLine]) -> None:
        """Messages, word for word, where they stood."""
        for batch in _batches(lines):
            self._positions |= {line.id: line.position for line in batch}
            self._insert(MESSAGES, [self._message(line) for line in batch])

    def exchanges(self, lines: Iterable[ExchangeLine]) -> None:
        """Exchanges; one that was pending is pending here."""
        for batch in _batches(lines):
            self._insert(EXCHANGES, [self._exchange(line) for line in batch])

    def journal(self, lines: Iterable[EntryAsWritten]) -> None:
        """Entries; then the cubes as they stand, which follow from them."""
        for batch in _batches(lines):
            self._insert(JOURNAL, [self._entry(line) for line in batch])
        self._make_cubes()

    def entities(self, lines: Iterable[EntityLine]) -> None:
        """Names."""
        for batch in _batches(lines):
            self._insert(ENTITIES, [self._own(line) for line in batch])

    def edges(self, lines: Iterable[EdgeLine]) -> None:
        """Relations, also those that are not believed any more."""
        for batch in _batches(lines):
            self._insert(EDGES, [self._edge(line) for line in batch])

    def embeddings(self, lines: Iterable[EmbeddingLine], fingerprint: str) -> None:
        """Vectors of the model that is this store's own, or becomes it now."""
        known = self._connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.key == FINGERPRINT))
        for batch in _batches(lines):
            if known is None:
                known = fingerprint
                self._connection.execute(insert(SETTINGS), {"key": FINGERPRINT, "value": fingerprint})
            self._insert(EMBEDDINGS, [self._embedding(line, fingerprint) for line in batch])

    def documents(self, lines: Iterable[DocumentLine]) -> None:
        """Texts of documents, each once in the store."""
        for line in lines:
            contents.hold(self._connection, self._space, Holding(line.document, line.digest, line.text), line.held_at)

    def recollections(self, lines: Iterable[RecollectionLine]) -> None:
        """Answers that were given."""
        for batch in _batches(lines):
            rows = [
                {**self._own(line), "hits": canonical(line.hits), "created_at": micros(line.created_at)}
                for line in batch
            ]
            self._insert(RECOLLECTIONS, rows)

    def citations(self, lines: Iterable[CitationLine]) -> None:
        """Hits that answers used."""
        for batch in _batches(lines):
            self._insert(CITATIONS, [{**self._own(line), "cited_at": micros(line.cited_at)} for line in batch])

    def usage(self, lines: Iterable[UsageLine]) -> None:
        """How cubes have been used."""
        for batch in _batches(lines):
            rows = [
                {
                    "strength": line.strength,
                    "uses": line.uses,
                    "cites": line.cites,
                    "cube": self._nums[line.cube],
                    "last_used_at": micros_or_none(line.last_used_at),
                }
                for line in batch
            ]
            self._insert(USAGE, rows)

    def weights(self, lines: Iterable[WeightsLine]) -> None:
        """What ranking has learnt."""
        for batch in _batches(lines):
            rows = [
                {**self._own(line), "body": canonical(line.body), "learned_at": micros(line.learned_at)}
                for line in batch
            ]
            self._insert(WEIGHTS, rows)

    # -- rows

    def _own(self, line: Line) -> Fields:
        """The line's fields as they are, as a row of this space."""
        return {**dict(line), "space": self._space.number}

    def _message(self, line: MessageLine) -> Fields:
        return {
            **self._own(line),
            "timestamp": micros(line.timestamp),
            "trust": line.trust.value,
            "metadata": canonical(dict(line.metadata)),
            "content_hash": digest(line.content),
        }

    def _exchange(self, line: ExchangeLine) -> Fields:
        return {
            **self._own(line),
            "message_ids": canonical(list(line.message_ids)),
            "received_at": micros(line.received_at),
            "settled_at": micros_or_none(line.settled_at),
            "route": canonical(dict(line.route)),
            "failures": canonical(dict(line.failures)),
        }

    def _entry(self, line: EntryAsWritten) -> Fields:
        after = line.after
        return {
            "seq": self._before + line.seq,
            "space": self._space.number,
            "op_id": line.op_id,
            "ordinal": line.ordinal,
            "event": line.event,
            "cube": None if line.cube is None else self._num(line.cube),
            "kind": line.kind and line.kind.value,
            "version": line.version,
            "after": None if after is None else canonical(after),
            "content_hash": None if after is None else content_hash(_PAYLOAD.validate_python(after["payload"])),
            "reverses": None if line.reverses is None else self._before + line.reverses,
            "reason": line.reason,
            "agent": line.agent,
            "confidence": line.confidence,
            "evidence": canonical(list(line.evidence)),
            "committed_at": micros(line.committed_at),
        }

    def _num(self, cube_id: str) -> int:
        """The number of a cube; one that is new takes the next."""
        num = self._nums.setdefault(cube_id, self._next_num)
        self._next_num += num == self._next_num
        return num

    def _edge(self, line: EdgeLine) -> Fields:
        return {
            **self._own(line),
            "type": line.type.value,
            "valid_from": micros_or_none(line.valid_from),
            "valid_to": micros_or_none(line.valid_to),
            "seq": self._before + line.seq,
            "origin": self._before + line.origin if line.origin else 0,
            "ended_seq": None if line.ended_seq is None else self._before + line.ended_seq,
        }

    def _embedding(self, line: EmbeddingLine, fingerprint: str) -> Fields:
        vector = base64.b64decode(line.vector)
        return {
            **self._own(line),
            "cube": self._nums[line.cube],
            "fingerprint": fingerprint,
            "dimension": len(vector) // np.dtype("<f4").itemsize,
            "vector": vector,
        }

    # -- what follows from the journal

    def _make_cubes(self) -> None:
        """Cubes as they stand: the last version of each. Its `seq` is that of the entry that made it."""
        rows = self._connection.execute(_last_versions(self._first_num), execution_options={"yield_per": _AT_ONCE})
        for batch in _batches(rows.mappings()):
            made = [(MemCube.model_validate_json(row["after"]), row) for row in batch]
            now = [
                {
                    **key_columns(cube, self._positions),
                    "content_hash": row["content_hash"],
                    "body": row["after"],
                    "num": row["cube"],
                    "space": self._space.number,
                    "seq": row["seq"],
                }
                for cube, row in made
            ]
            self._insert(CUBES, now)
            self._insert(SOURCES, [row for cube, entry in made for row in self._sources(cube, entry["cube"])])
            entries = [fulltext.Entry(None, row, cube.text) for row, (cube, _) in zip(now, made, strict=True)]
            fulltext.follow(self._connection, self._space, entries)

    def _sources(self, cube: MemCube, num: int) -> Iterator[Fields]:
        for message_id in cube.provenance.message_ids:
            yield {"cube": num, "position": self._positions[message_id], "space": self._space.number}

    def _insert(self, table: Table, rows: list[Fields]) -> None:
        """In the driver's own words: compiled row by row, they would take a third of the time of an import."""
        if rows:
            columns, values = (", ".join(form.format(name) for name in rows[0]) for form in ('"{}"', ":{}"))
            self._connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({values})", rows)  # noqa: S608


def is_empty(connection: Connection, space: SpaceId) -> bool:
    """Whether nothing was ever said or committed in a space."""
    return not any(
        connection.scalar(select(exists().where(table.c.space == space.number)))
        for table in (MESSAGES, EXCHANGES, JOURNAL)
    )


def _last_versions(first_num: int) -> Select[*tuple[Any, ...]]:
    """Of the cubes from this number on, the newest: what `journal_by_version` gives in order, without sorting."""
    later = JOURNAL.alias("later")
    is_later = (later.c.cube == JOURNAL.c.cube) & (later.c.version > JOURNAL.c.version) & later.c.after.is_not(None)
    return (
        select(JOURNAL.c.cube, JOURNAL.c.seq, JOURNAL.c.after, JOURNAL.c.content_hash)
        .where(JOURNAL.c.cube >= first_num, JOURNAL.c.after.is_not(None), ~exists().where(is_later))
        .order_by(JOURNAL.c.cube)
    )


def _batches(given: Iterable[Given]) -> Iterator[list[Given]]:
    iterator = iter(given)
    while batch := list(islice(iterator, _AT_ONCE)):
        yield batch
