"""How much is kept, how it grew, and whether every index is up with it."""

from __future__ import annotations

from collections.abc import Sequence

from memos.kernel.parts import Parts
from memos.schemas.statistics import Growth, IndexHealth, Sizes, Statistics
from memos.store.embeddings import fingerprint
from memos.store.space import Space
from memos.store.statistics import Tally, file_size, table_sizes
from memos.store.tables import CUBES, EMBEDDINGS


def statistics(parts: Parts, spaces: Sequence[Space], user: str | None) -> Statistics:
    """Counts what these spaces hold, the whole `user` or all; sizes are those of the store, which all spaces share."""
    folder = parts.database.directory
    model = fingerprint(parts.database)
    with parts.database.read() as connection:
        tally = Tally(connection, [space.number for space in spaces])
        return Statistics(
            user=user,
            users=len(spaces),
            cubes=tally.cubes(),
            messages=tally.messages(),
            conversations=tally.conversations(),
            operations=tally.operations(),
            entities=tally.entities(),
            edges=tally.edges(),
            pending=tally.pending(),
            recollections=tally.recollections(),
            citations=tally.citations(),
            growth=_growth(tally),
            sizes=Sizes(
                database=file_size(folder / "memos.db"),
                log=file_size(folder / "memos.db-wal"),
                chroma=file_size(folder / "chroma"),
                tables=table_sizes(connection),
            ),
            index=_health(tally, model),
        )


def _growth(tally: Tally) -> tuple[Growth, ...]:
    written, heard = tally.months(CUBES.c.created_at), tally.months(CUBES.c.observed_at)
    return tuple(
        Growth(month=month, written=written[month], heard=heard[month]) for month in sorted({*written, *heard})
    )


def _health(tally: Tally, model: str | None) -> IndexHealth:
    followed = tally.followed()
    return IndexHealth(
        embedder=model,
        vectors=tally.rows(EMBEDDINGS, EMBEDDINGS.c.fingerprint == model) if model else 0,
        missing=tally.vectorless(model),
        head=tally.head(),
        watermark=followed.watermark,
        lag=followed.lag,
        retrying=followed.retrying,
        parked=followed.parked,
    )
