"""Messages, verbatim: the evidence. They come in by `receive` and are never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, func, insert, select

from memos.errors import Conflict, InvalidInput
from memos.ports import Vectors
from memos.schemas.message import Message, StoredMessage
from memos.schemas.operation import Add, Operation
from memos.schemas.scope import Scope
from memos.schemas.value import Moment, canonical, digest
from memos.store import contents, exchanges, journal
from memos.store.contents import Holding
from memos.store.db import Database
from memos.store.exchanges import StoredExchange
from memos.store.posting import Change, post
from memos.store.rows import SpaceId, micros, moment
from memos.store.tables import EXCHANGES, MESSAGES

__all__ = ["Messages", "StoredExchange"]


AROUND = (12, 4)
"""How many messages before a tool's result, and after it, are read with it: the request, other calls, the answer."""

TOOLS_WITHIN = 20_000


class Settling(NamedTuple):
    """What settles an exchange at once: operations, and the embeddings of what they write, by cube id.

    `holding` is the document they are about. `seen`: as for `Journal.commit`.
    """

    operations: Sequence[Operation]
    vectors: Mapping[str, Vectors]
    fingerprint: str | None
    holding: Holding | None = None
    seen: int | None = None


class Messages:
    """The messages of a space."""

    def __init__(self, database: Database, space: SpaceId) -> None:
        self._database = database
        self._space = space

    def receive(
        self,
        op_id: str,
        scope: Scope,
        messages: Sequence[Message],
        sealed: Sequence[Add],
        request_hash: str,
        settling: Settling | None = None,
    ) -> StoredExchange:
        """Makes an exchange durable: its messages, and the vault cubes of the secrets that were taken out of them.

        The same `op_id` with the same `request_hash` returns the exchange as it stands; with another it is a Conflict.
        A message whose id is stored already is not stored again; if its role, name or content differ, that is a
        Conflict and nothing is applied. Messages without an id get one, those without a time get the present.
        With `settling`, the exchange is settled in the same transaction: both stages or none. Errors as for `Journal.commit`.
        """
        if not messages:
            raise InvalidInput("There is no message to store.", hint="Nothing was applied.")
        if scope.space != (self._space.tenant, self._space.user):
            raise InvalidInput("These messages are of another tenant or user.", hint="Nothing was applied.")
        now = self._database.clock.now()
        with self._database.write() as connection:
            exchange = self._replayed(connection, op_id, request_hash)
            if exchange is not None:
                return exchange
            named = [self._named(message) for message in messages]
            message_ids = tuple(dict.fromkeys(message.id for message in named))
            self._store_exchange(connection, op_id, scope, message_ids, request_hash, now)
            self._store(connection, op_id, scope, named, now)
            changes = [Change(one) for one in (*sealed, *(settling.operations if settling else ()))]
            posted = post(connection, self._space, op_id, changes, ordinal=0, moment=now)
            if settling:
                journal.refuse_overtaken(connection, self._space, posted, settling.seen)
                journal.embed(connection, self._space, posted, settling.vectors, settling.fingerprint)
                if settling.holding:
                    contents.hold(connection, self._space, settling.holding, now)
                exchanges.settle(connection, self._space, op_id, now, {})
        return StoredExchange(
            op_id=op_id,
            scope=scope,
            stage="settled" if settling else "stored",
            settled_at=now if settling else None,
            message_ids=message_ids,
            request_hash=request_hash,
            received_at=now,
        )

    # -- reading

    def get(self, message_ids: Iterable[str]) -> list[StoredMessage]:
        """Messages in the order asked for; ids that are not here are left out."""
        wanted = list(message_ids)
        found = {message.id: message for message in self._select(MESSAGES.c.id.in_(wanted))} if wanted else {}
        return [found[message_id] for message_id in wanted if message_id in found]

    def at(self, positions: Iterable[int]) -> list[StoredMessage]:
        """The messages at these positions, in order of position."""
        return self._select(MESSAGES.c.position.in_(list(positions)))

    def session(self, run: str | None) -> list[StoredMessage]:
        """All messages of a run, in order."""
        return self._select(MESSAGES.c.run.is_(run) if run is None else MESSAGES.c.run == run)

    def before(self, position: int, run: str | None, count: int) -> list[StoredMessage]:
        """The last `count` messages of a run before a position, in order."""
        same_run = MESSAGES.c.run.is_(None) if run is None else MESSAGES.c.run == run
        asked = (
            select(MESSAGES)
            .where(MESSAGES.c.space == self._space.number, same_run, MESSAGES.c.position < position)
            .order_by(MESSAGES.c.position.desc())
            .limit(count)
        )
        with self._database.read() as connection:
            return [_message(row) for row in connection.execute(asked).mappings()][::-1]

    def around_tools(self, results: int) -> list[StoredMessage]:
        """So many of the newest results of tools, and what was said around them (`AROUND`), in order.

        Looked for among the last `TOOLS_WITHIN` messages: older calls are nobody's habit any more.
        """
        mine = MESSAGES.c.space == self._space.number
        last = select(func.max(MESSAGES.c.position)).where(mine).scalar_subquery()
        asked = (
            select(MESSAGES.c.position)
            .where(mine, MESSAGES.c.position > last - TOOLS_WITHIN, MESSAGES.c.role == "tool")
            .order_by(MESSAGES.c.position.desc())
            .limit(results)
        )
        with self._database.read() as connection:
            found = list(connection.scalars(asked))
        before, after = AROUND
        return self.at({near for place in found for near in range(place - before, place + after + 1)}) if found else []

    def of_op(self, op_id: str) -> list[StoredMessage]:
        """The messages that an exchange stored (not those it repeated), in order."""
        return self._select(MESSAGES.c.op_id == op_id)

    def speakers(self) -> list[str]:
        """The names under which people spoke; not those of assistants and tools. Looks at every message."""
        mine = (MESSAGES.c.space == self._space.number) & (MESSAGES.c.role == "user") & MESSAGES.c.name.is_not(None)
        with self._database.read() as connection:
            return list(connection.scalars(select(MESSAGES.c.name).where(mine).distinct()))

    def count(self) -> int:
        """How many messages the space holds."""
        with self._database.read() as connection:
            asked = select(func.count()).select_from(MESSAGES).where(MESSAGES.c.space == self._space.number)
            return int(connection.scalar(asked) or 0)

    def _select(self, condition: Any) -> list[StoredMessage]:
        asked = select(MESSAGES).where(MESSAGES.c.space == self._space.number, condition).order_by(MESSAGES.c.position)
        with self._database.read() as connection:
            return [_message(row) for row in connection.execute(asked).mappings()]

    # -- writing

    def _replayed(self, connection: Connection, op_id: str, request_hash: str) -> StoredExchange | None:
        exchange = exchanges.find(connection, self._space, op_id)
        if exchange is not None and exchange.request_hash != request_hash:
            raise Conflict(f"op_id {op_id!r} names another request.", hint="Give a new op_id; nothing was applied.")
        if exchange is None and journal.next_ordinal(connection, self._space, op_id):
            raise Conflict(f"op_id {op_id!r} names another operation.", hint="Give a new op_id; nothing was applied.")
        return exchange

    def _named(self, message: Message) -> Message:
        return message if message.id else message.model_copy(update={"id": self._database.ids.new()})

    def _store_exchange(
        self,
        connection: Connection,
        op_id: str,
        scope: Scope,
        message_ids: Sequence[str],
        request_hash: str,
        now: Moment,
    ) -> None:
        row = {
            "space": self._space.number,
            "op_id": op_id,
            "stage": "stored",
            "request_hash": request_hash,
            "run": scope.run,
            "agent": scope.agent,
            "message_ids": canonical(list(message_ids)),
            "received_at": micros(now),
            "settled_at": None,
        }
        connection.execute(insert(EXCHANGES), row)

    def _store(
        self, connection: Connection, op_id: str, scope: Scope, messages: Sequence[Message], now: Moment
    ) -> None:
        stored = _said(connection, self._space, [message.id for message in messages])
        said = dict(stored)
        fresh: dict[str, Message] = {}
        for message in messages:
            words = (message.role, message.name, digest(message.content))
            if said.setdefault(message.id, words) != words:
                raise Conflict(
                    f"Message {message.id!r} is stored with other words.",
                    hint="Give it another id; nothing was applied.",
                )
            if message.id not in stored:
                fresh[message.id] = message
        if not fresh:
            return
        last = connection.scalar(select(func.max(MESSAGES.c.position)).where(MESSAGES.c.space == self._space.number))
        first = 0 if last is None else int(last) + 1
        rows = [self._row(op_id, scope, one, first + n, now) for n, one in enumerate(fresh.values())]
        connection.execute(insert(MESSAGES), rows)

    def _row(self, op_id: str, scope: Scope, message: Message, position: int, now: Moment) -> dict[str, Any]:
        return {
            "space": self._space.number,
            "position": position,
            "id": message.id,
            "op_id": op_id,
            "run": scope.run,
            "agent": scope.agent,
            "role": message.role,
            "name": message.name,
            "content": message.content,
            "timestamp": micros(message.timestamp or now),
            "source": message.source,
            "trust": message.trust_level.value,
            "metadata": canonical(dict(message.metadata)),
            "content_hash": digest(message.content),
        }


def _said(
    connection: Connection, space: SpaceId, message_ids: Sequence[str]
) -> Mapping[str, tuple[str, str | None, str]]:
    columns = (MESSAGES.c.id, MESSAGES.c.role, MESSAGES.c.name, MESSAGES.c.content_hash)
    asked = select(*columns).where(MESSAGES.c.space == space.number, MESSAGES.c.id.in_(message_ids))
    return {id_: (role, name, content_hash) for id_, role, name, content_hash in connection.execute(asked)}


def _message(row: RowMapping) -> StoredMessage:
    return StoredMessage(
        id=row["id"],
        role=row["role"],
        name=row["name"],
        content=row["content"],
        timestamp=moment(row["timestamp"]),
        source=row["source"],
        trust=row["trust"],
        metadata=json.loads(row["metadata"]),
        run=row["run"],
        agent=row["agent"],
        position=row["position"],
        op_id=row["op_id"],
    )
