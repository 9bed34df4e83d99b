"""What was read from documents: each text once in the store, under its own digest, and who holds it.

A text is addressed by what it says after secrets were taken out, so spaces share it without one telling the other: nothing
here is looked up but by a holder.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, delete, exists, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from memos.schemas.value import Moment, digest
from memos.store.db import Database
from memos.store.rows import SpaceId, micros
from memos.store.tables import CONTENTS, HOLDINGS

_LEVEL = 6


class Holding(NamedTuple):
    """A document that a space holds: the cube that stands for it, the digest of its bytes, the text that was read."""

    document: str
    digest: str
    text: str


class Contents:
    """The documents of a space."""

    def __init__(self, database: Database, space: SpaceId) -> None:
        self._database = database
        self._space = space

    def text(self, document: str, digest_: str) -> str | None:
        """What was read from a document when its bytes had this digest; None if this space holds no such thing."""
        asked = (
            select(CONTENTS.c.text)
            .join(HOLDINGS, HOLDINGS.c.content == CONTENTS.c.digest)
            .where(
                HOLDINGS.c.space == self._space.number, HOLDINGS.c.document == document, HOLDINGS.c.digest == digest_
            )
        )
        with self._database.read() as connection:
            packed = connection.scalar(asked)
        return None if packed is None else zlib.decompress(packed).decode("utf-8")

    def documents(self, digest_: str) -> list[str]:
        """The cubes that stand for documents whose bytes have, or had, this digest, in the order they came."""
        asked = (
            select(HOLDINGS.c.document)
            .where(HOLDINGS.c.space == self._space.number, HOLDINGS.c.digest == digest_)
            .order_by(HOLDINGS.c.held_at, HOLDINGS.c.document)
        )
        with self._database.read() as connection:
            return list(connection.scalars(asked))


def hold(connection: Connection, space: SpaceId, holding: Holding, moment: Moment) -> None:
    """Notes that a space holds a document, within the transaction that writes its cubes. Twice is once."""
    content = digest(holding.text)
    packed = zlib.compress(holding.text.encode("utf-8"), _LEVEL)
    row = {"digest": content, "characters": len(holding.text), "text": packed}
    connection.execute(insert_or(CONTENTS).on_conflict_do_nothing(), row)
    held = {
        "space": space.number,
        "document": holding.document,
        "digest": holding.digest,
        "content": content,
        "held_at": micros(moment),
    }
    connection.execute(insert_or(HOLDINGS).on_conflict_do_nothing(), held)


def let_go(connection: Connection, space: SpaceId, documents: Collection[str] | None = None) -> int:
    """Removes what a space holds (of these documents, else of all), and every text that nobody holds any more.

    Returns how many texts went. It removes bytes, so it is for forgetting alone, within its transaction.
    """
    mine = HOLDINGS.c.space == space.number
    connection.execute(delete(HOLDINGS).where(mine if documents is None else mine & HOLDINGS.c.document.in_(documents)))
    unheld = ~exists(select(HOLDINGS.c.content).where(HOLDINGS.c.content == CONTENTS.c.digest))
    return connection.execute(delete(CONTENTS).where(unheld)).rowcount
