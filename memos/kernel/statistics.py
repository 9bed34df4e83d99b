"""How much is kept, how it grew, and whether every index is up with it."""

from __future__ import annotations

from collections.abc import Sequence

from memos.kernel.parts import Parts
from memos.schemas.statistics import Growth, IndexHealth, Sizes, Statistics
from memos.store.embeddings import fingerprint
from memos.store.space import Space
from memos.store.statistics import Contents, Tally, file_size, table_sizes


def statistics(parts: Parts, spaces: Sequence[Space], user: str | None) -> Statistics:
    """Counts what these spaces hold, the whole `user` or all; sizes are those of the store, which all spaces share."""
    folder = parts.database.directory
    model = fingerprint(parts.database)
    everybody = len(spaces) == len(parts.spaces.list())
    with parts.database.read() as connection:
        tally = Tally(connection, None if everybody else [space.number for space in spaces])
        contents = tally.contents(model)
        followed = tally.followed()
        return Statistics(
            user=user,
            users=len(spaces),
            cubes=contents.kinds,
            messages=tally.messages(),
            conversations=tally.conversations(),
            operations=tally.operations(),
            entities=tally.entities(),
            edges=tally.edges(),
            pending=tally.pending(),
            recollections=tally.recollections(),
            citations=tally.citations(),
            growth=_growth(contents),
            sizes=Sizes(
                database=file_size(folder / "memos.db"),
                log=file_size(folder / "memos.db-wal"),
                chroma=file_size(folder / "chroma"),
                tables=table_sizes(connection),
            ),
            index=IndexHealth(
                embedder=model,
                embedded=contents.embeddable - contents.missing if model else 0,
                missing=contents.missing,
                head=tally.head(),
                watermark=followed.watermark,
                lag=followed.lag,
                retrying=followed.retrying,
                parked=followed.parked,
            ),
        )


def _growth(contents: Contents) -> tuple[Growth, ...]:
    written, heard = contents.written, contents.heard
    return tuple(
        Growth(month=month, written=written[month], heard=heard[month]) for month in sorted({*written, *heard})
    )
