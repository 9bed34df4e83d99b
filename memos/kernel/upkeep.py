"""Keeping the store in order: resuming what was left pending, embedding what has no vector yet, building indices anew.

Nothing here changes what is believed, except that pending exchanges are settled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from memos.errors import InvalidInput
from memos.kernel.embed import embed_texts, embed_written, is_summary
from memos.kernel.parts import Parts
from memos.kernel.remember import settle_exchange
from memos.schemas.cube import MemCube
from memos.schemas.operation import Add, Receipt
from memos.store import fulltext
from memos.store.embeddings import Filled, Missing
from memos.store.space import Space

Report = Callable[[str, int, int], None]
"""Told of progress: what is going on, how much is done, of how much."""

BATCH: Final = 256
"""Texts embedded and committed together: what an interruption costs at most."""


def unheard(_what: str, _done: int, _total: int) -> None:
    """Nobody is watching."""


def resume(parts: Parts, space: Space) -> list[Receipt]:
    """Settles every exchange that is still pending, oldest first."""
    return [settle_exchange(parts, space, exchange) for exchange in space.exchanges.pending()]


def embed_missing(parts: Parts, space: Space, report: Report = unheard) -> int:
    """Gives vectors to the cubes that have none of the present model; returns to how many.

    An interruption loses one batch at most; so does an embedder that fails, which raises `EmbedderFailed`.
    Utterances and statements come first, then topics, then sessions, which are the means of what they are made of;
    one that is made of nothing that has vectors stands for its own words.
    """
    embedder = parts.embedder()
    if embedder is None:
        return 0
    missing = sorted(space.embeddings.missing(embedder.fingerprint), key=_stage)
    done = 0
    for batch in _batches(missing):
        operations = [Add(cube=one.cube, reason="embedded later", agent="upkeep") for one in batch]
        rows = embed_written(embedder, space, operations)
        rows |= embed_texts(embedder, {one.cube.id: one.cube.text for one in batch if one.cube.id not in rows})
        filled = [Filled(one.num, one.text_hash, rows[one.cube.id]) for one in batch if one.cube.id in rows]
        space.embeddings.fill(filled, embedder.fingerprint)
        done += len(filled)
        report(f"Embedding for {space.scope.user}", done, len(missing))
    parts.catch_up(space)
    return done


def _stage(missing: Missing) -> int:
    if not is_summary(missing.cube):
        return 0
    return 2 if getattr(missing.cube.payload, "granularity", "") == "session" else 1


def _batches(missing: Sequence[Missing]) -> Iterator[list[Missing]]:
    """In order, at most `BATCH` together, and never two stages in one."""
    batch: list[Missing] = []
    for one in missing:
        if batch and (len(batch) >= BATCH or _stage(batch[0]) != _stage(one)):
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def reindex(parts: Parts, *, embed: bool, report: Report) -> dict[str, int]:
    """Builds every index anew from the truth; returns how many cubes each user has in them.

    With `embed`, the present embedder becomes the store's own, and everything is embedded with it: the only way to change
    the model. Interrupted, the rest is still found by its words, and doing it again goes on where it stopped.
    """
    spaces = all_spaces(parts)
    if embed:
        _adopt(parts, spaces)
        for space in spaces:
            embed_missing(parts, space, report)
    counts: dict[str, int] = {}
    for done, space in enumerate(spaces, 1):
        parts.shadows.forget(space.key)
        with space.database.write() as connection:
            rewrite_words(connection, space)
        parts.shadows.dense.rebuild(space.key, space.cubes.count())
        counts[space.scope.user] = space.cubes.count()
        report("Indexing", done, len(spaces))
    return counts


def _adopt(parts: Parts, spaces: Sequence[Space]) -> None:
    embedder = parts.chosen_embedder()
    if embedder is None:
        raise InvalidInput("There is no embedder to embed with.", hint="MEMOS_EMBEDDER is none; set it to minilm.")
    for space in spaces[:1]:
        if space.embeddings.fingerprint() != embedder.fingerprint:
            space.embeddings.adopt(embedder.fingerprint)


def all_spaces(parts: Parts) -> list[Space]:
    """Every space of the store."""
    found = [parts.spaces.open(scope.tenant, scope.user, create=False) for scope in parts.spaces.list()]
    return [space for space in found if space is not None]


def rewrite_words(connection: Connection, space: Space) -> None:
    """The full-text rows of a space, written anew."""
    connection.exec_driver_sql("INSERT INTO cube_fts(cube_fts) VALUES ('rebuild')")
    connection.exec_driver_sql("DELETE FROM cube_fts WHERE rowid NOT IN (SELECT num FROM cubes)")
    mine = "DELETE FROM cube_fts WHERE rowid IN (SELECT num FROM cubes WHERE space = ?)"
    connection.exec_driver_sql(mine, (space.number,))
    rows = connection.exec_driver_sql("SELECT * FROM cubes WHERE space = ? ORDER BY num", (space.number,)).mappings()
    entries = [fulltext.Entry(None, dict(row), MemCube.model_validate_json(row["body"]).text) for row in rows]
    fulltext.follow(connection, space.key, entries)
