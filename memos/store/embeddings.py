"""Embeddings, beside the cubes: whatever index is lost is rebuilt from here, without an embedder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from sqlalchemy import Connection, Select, and_, bindparam, delete, exists, insert, select, update

from memos.errors import EmbedderMismatch, InvalidInput
from memos.ports import Vectors
from memos.schemas.cube import Kind, MemCube
from memos.store import counters
from memos.store.db import Database
from memos.store.rows import UNSEARCHABLE, SpaceId
from memos.store.tables import CUBES, EMBEDDINGS, SETTINGS

FINGERPRINT: Final = "embedder_fingerprint"
"""The setting that names the model all vectors of a store are of."""


class Missing(NamedTuple):
    """A text that has no vectors yet."""

    num: int
    text_hash: str
    cube: MemCube


class Filled(NamedTuple):
    """Vectors for a text of a cube, a row a part."""

    num: int
    text_hash: str
    vectors: Vectors


class Embeddings:
    """The embeddings of a space."""

    def __init__(self, database: Database, space: SpaceId) -> None:
        self._database = database
        self._space = space

    def of(self, cube_ids: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of these cubes' present texts, a row a part; cubes without any are left out."""
        asked = self._current(CUBES.c.id).where(CUBES.c.id.in_(list(cube_ids))).order_by(CUBES.c.id, EMBEDDINGS.c.part)
        parts: dict[str, list[bytes]] = {}
        with self._database.read() as connection:
            for cube_id, vector in connection.execute(asked):
                parts.setdefault(cube_id, []).append(vector)
        return {id_: np.frombuffer(b"".join(rows), dtype="<f4").reshape(len(rows), -1) for id_, rows in parts.items()}

    def missing(self, fingerprint: str, limit: int | None = None) -> list[Missing]:
        """Searchable cubes whose text has no vectors of this model, oldest change first; never one of the vault."""
        here = exists().where(
            EMBEDDINGS.c.cube == CUBES.c.num,
            EMBEDDINGS.c.text_hash == CUBES.c.text_hash,
            EMBEDDINGS.c.fingerprint == fingerprint,
        )
        asked = (
            select(CUBES.c.num, CUBES.c.text_hash, CUBES.c.body)
            .where(
                CUBES.c.space == self._space.number,
                CUBES.c.state.not_in([state.value for state in UNSEARCHABLE]),
                CUBES.c.kind != Kind.VAULT.value,
                ~here,
            )
            .order_by(CUBES.c.seq)
            .limit(limit)
        )
        with self._database.read() as connection:
            return [
                Missing(num, text_hash, MemCube.model_validate_json(body))
                for num, text_hash, body in connection.execute(asked)
            ]

    def fill(self, filled: Sequence[Filled], fingerprint: str) -> None:
        """Stores vectors that come after their cubes. The cubes' `seq` moves, so that the indices follow.

        Raises EmbedderMismatch and InvalidInput as `Journal.commit` does.
        """
        if not filled:
            return
        with self._database.write() as connection:
            put(connection, self._space, filled, fingerprint)
            first = counters.take(connection, "seq", len(filled))
            moved = update(CUBES).where(CUBES.c.num == bindparam("of_num"), CUBES.c.space == self._space.number)
            connection.execute(
                moved.values(seq=bindparam("new_seq")),
                [{"of_num": one.num, "new_seq": first + n} for n, one in enumerate(filled)],
            )

    def fingerprint(self) -> str | None:
        """The model the store is embedded with; None before the first vector."""
        return fingerprint(self._database)

    def adopt(self, fingerprint: str) -> None:
        """Makes another model the store's own, in all spaces: older vectors are not read, all texts are `missing`."""
        with self._database.write() as connection:
            connection.execute(delete(SETTINGS).where(SETTINGS.c.key == FINGERPRINT))
            connection.execute(insert(SETTINGS), {"key": FINGERPRINT, "value": fingerprint})

    def _current(self, *columns: Any) -> Select[*tuple[Any, ...]]:
        """Vectors of the cubes' present texts, of the store's own model."""
        model = select(SETTINGS.c.value).where(SETTINGS.c.key == FINGERPRINT).scalar_subquery()
        present = and_(EMBEDDINGS.c.cube == CUBES.c.num, EMBEDDINGS.c.text_hash == CUBES.c.text_hash)
        return (
            select(*columns, EMBEDDINGS.c.vector)
            .select_from(CUBES.join(EMBEDDINGS, present))
            .where(CUBES.c.space == self._space.number, EMBEDDINGS.c.fingerprint == model)
        )


def fingerprint(database: Database) -> str | None:
    """The model a store is embedded with, whoever has something in it."""
    with database.read() as connection:
        return _fingerprint(connection)


def put(connection: Connection, space: SpaceId, filled: Sequence[Filled], fingerprint: str | None) -> None:
    """Writes vectors within the caller's transaction; replaces those of the same text."""
    if fingerprint is None:
        raise InvalidInput("Vectors without the name of their model can't be stored.", hint="Nothing was applied.")
    known = _fingerprint(connection)
    if known is None:
        connection.execute(insert(SETTINGS), {"key": FINGERPRINT, "value": fingerprint})
    elif known != fingerprint:
        raise EmbedderMismatch(
            f"This store is embedded with {known}, these vectors are of {fingerprint}.",
            hint="`memos reindex --embed` embeds it anew; nothing was applied.",
        )
    rows = [row for one in filled for row in _rows(space, one, fingerprint)]
    connection.execute(_REPLACED, [{"of_cube": one.num, "of_text": one.text_hash} for one in filled])
    if rows:
        connection.execute(insert(EMBEDDINGS), rows)


_REPLACED: Final = delete(EMBEDDINGS).where(
    EMBEDDINGS.c.cube == bindparam("of_cube"), EMBEDDINGS.c.text_hash == bindparam("of_text")
)


def _rows(space: SpaceId, filled: Filled, fingerprint: str) -> list[dict[str, Any]]:
    matrix = np.ascontiguousarray(filled.vectors, dtype="<f4")
    if matrix.ndim != 2 or not np.isfinite(matrix).all():
        raise InvalidInput("An embedding is not a matrix of finite numbers.", hint="Nothing was applied.")
    return [
        {
            "cube": filled.num,
            "text_hash": filled.text_hash,
            "part": part,
            "space": space.number,
            "fingerprint": fingerprint,
            "dimension": matrix.shape[1],
            "vector": vector.tobytes(),
        }
        for part, vector in enumerate(matrix)
    ]


def _fingerprint(connection: Connection) -> str | None:
    return connection.scalar(select(SETTINGS.c.value).where(SETTINGS.c.key == FINGERPRINT))
