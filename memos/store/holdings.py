"""What every table keeps of a space, and how its rows are reached: one description for whoever forgets, copies or counts a user.

A table that is not described here is a test that fails: nobody's words lie where nobody looks for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from sqlalchemy import Connection

Role = Literal["truth", "beside", "shadow", "store"]
"""`truth`: what was said and what is believed of it. `beside`: how it was used, how a flow stands; in no state hash.
`shadow`: made anew from the truth. `store`: of the whole store; it stays when a user goes."""


class Kept(NamedTuple):
    """A table, and the SQL condition of the rows it keeps of the space numbered `:space`; None where rows are nobody's own.

    `shared` rows are referred to by several spaces and belong to all of them: they go when nobody refers to them any more.
    """

    table: str
    role: Role
    mine: str | None
    what: str
    shared: bool = False


_BY_SPACE: Final = "space = :space"
_BY_CUBE: Final = "cube IN (SELECT num FROM cubes WHERE space = :space)"
_BY_ROW: Final = "rowid IN (SELECT num FROM cubes WHERE space = :space)"

TABLES: Final = (
    Kept("cube_fts", "shadow", _BY_ROW, "the words of cubes"),
    Kept("usage", "beside", _BY_CUBE, "how often cubes were shown and cited"),
    Kept("failures", "shadow", _BY_SPACE, "changes an index could not take"),
    Kept("watermarks", "shadow", _BY_SPACE, "how far indices have followed"),
    Kept("embeddings", "truth", _BY_SPACE, "vectors of texts, by cube and text hash, of earlier versions too"),
    Kept("citations", "beside", _BY_SPACE, "hits that answers used"),
    Kept("recollections", "beside", _BY_SPACE, "questions, and the hits they were answered with"),
    Kept("weights", "beside", _BY_SPACE, "what ranking has learnt"),
    Kept("sources", "truth", _BY_SPACE, "which cube cites which message, by number and position"),
    Kept("edges", "truth", _BY_SPACE, "relations between cubes (by id) and entities (by name)"),
    Kept("entities", "truth", _BY_SPACE, "names"),
    Kept("holdings", "truth", _BY_SPACE, "which documents a space holds"),
    Kept(
        "contents",
        "truth",
        "digest IN (SELECT content FROM holdings WHERE space = :space)",
        "texts of documents, compressed, each once in the store",
        shared=True,
    ),
    Kept("journal", "truth", _BY_SPACE, "every version of every cube, and why; append-only but for forgetting"),
    Kept("cubes", "truth", _BY_SPACE, "cubes as they stand"),
    Kept("messages", "truth", _BY_SPACE, "what was said, verbatim"),
    Kept("exchanges", "truth", _BY_SPACE, "what was handed over together, by message id"),
    Kept("spaces", "truth", "number = :space", "tenant and user, by name"),
    Kept(
        "forgettings",
        "store",
        _BY_SPACE,
        "that something was forgotten, in numbers: stays when all else of a space has gone",
    ),
    Kept("counters", "store", None, "the last `seq` and `num` handed out"),
    Kept("settings", "store", None, "facts about the store, such as its embedder"),
    Kept("migrations", "store", None, "migrations that were applied"),
)
"""In an order in which rows can be removed: none is referred to by a row of a later table. Backwards they can be brought in."""

KEPT: Final[Mapping[str, Kept]] = {kept.table: kept for kept in TABLES}


def count(connection: Connection, kept: Kept, space: int) -> int:
    """How many rows a table keeps of a space; of the whole store where they are nobody's own."""
    condition = (kept.mine or "true").replace(":space", str(int(space)))
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {kept.table} WHERE {condition}").scalar_one())  # noqa: S608
