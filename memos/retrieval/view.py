"""What recall sees of a space: one snapshot of the truth, its shadows, and which cubes may be found at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from memos.index.dense import Near
from memos.index.shadows import Shadows
from memos.index.units import KINDS, NOWHERE, STATES, Nums, Units
from memos.index.words import Words
from memos.ports import Vectors
from memos.retrieval.analysis import NOTHING, Analysis
from memos.schemas import filter as filters
from memos.schemas.cube import Kind, State
from memos.schemas.query import Query
from memos.store import filter as sql_filter
from memos.store.rows import micros
from memos.store.space import Space
from memos.store.tables import CUBES

Mask = NDArray[np.bool_]

FINDABLE: Final = (State.ACTIVE, State.SUPERSEDED)
"""The states in which a memory is found: what is believed, and what was, marked so."""

_FINDABLE: Final = np.array([state in FINDABLE for state in STATES])
"""The same by code."""

_BEGUN_LATER: Final = """
SELECT newer.num FROM edges JOIN cubes AS newer ON newer.space = edges.space AND newer.id = edges.source
JOIN cubes AS older ON older.space = edges.space AND older.id = edges.target
WHERE edges.space = ? AND edges.type = 'supersedes' AND edges.ended_seq IS NULL
AND newer.valid_from IS NULL AND older.valid_to > ?"""
"""What took the place of something that still held: it began when that ended, where its own beginning is not known."""


class Question(NamedTuple):
    """A question as the channels take it. `vector` is None when there is no embedder, or it failed.

    `direct`: how directly statements answer it, by their number; `analysis`: what is understood of its words; `near`: what is like it
    by its vector, compared once for all who ask.
    """

    text: str
    vector: Vectors | None
    direct: Mapping[int, float] = MappingProxyType({})
    analysis: Analysis = NOTHING
    near: Near | None = None


class View(NamedTuple):
    """A space at one moment. `allowed` marks the rows of `units` that may be found; `as_of` asks for a past belief.

    `words` is what is said in it.
    """

    connection: Connection
    space: Space
    shadows: Shadows
    units: Units
    words: Words
    allowed: Mask
    as_of: datetime | None

    @property
    def allowed_nums(self) -> Nums | None:
        """The numbers of what may be found; None when that is everything."""
        return None if bool(self.allowed.all()) else self.units.table["num"][self.allowed]


def look(connection: Connection, space: Space, shadows: Shadows, query: Query, now: datetime) -> View:
    """The view that a query has on a space. Raises InvalidInput for filters that can't be understood."""
    shadows.heed(connection)
    units = shadows.units.of(connection, space.number)
    words = shadows.words.of(connection, space.number, units)
    allowed = _in_scope(units, query)
    allowed &= units.table["expires"] > micros(query.as_of or now)
    if query.as_of is not None:
        allowed &= units.table["created"] <= micros(query.as_of)
        return View(connection, space, shadows, units, words, allowed, query.as_of)
    allowed &= _FINDABLE[units.table["state"]]
    if query.valid_at is not None:
        moment = micros(query.valid_at)
        holding = (units.table["valid_from"] <= moment) & (moment < units.table["valid_to"])
        later = connection.exec_driver_sql(_BEGUN_LATER, (space.number, moment)).scalars()
        holding &= ~np.isin(units.table["num"], np.fromiter(later, dtype=np.int64))
        allowed &= holding & ~_of_another_time(units, holding)
    if query.filters:
        asked = sql_filter.where(filters.parse(query.filters))
        passing = connection.scalars(select(CUBES.c.num).where(CUBES.c.space == space.number, asked))
        chosen = np.fromiter(passing, dtype=np.int64)
        allowed &= np.isin(units.table["num"], chosen)
    return View(connection, space, shadows, units, words, allowed, None)


def of_now(view: View) -> View:
    """The same without leaves of the persona as they were once: what they told is told by what they were written from, and by how they
    are now."""
    table = view.units.table
    once = (table["kind"] == KINDS.index(Kind.CORE)) & (table["state"] == STATES.index(State.SUPERSEDED))
    return view._replace(allowed=view.allowed & ~once)


def _of_another_time(units: Units, holding: Mask) -> Mask:
    """Utterances on which only statements rest that do not hold then, and summaries of such."""
    table = units.table
    believed = _FINDABLE[table["state"]]
    stated = believed & (table["kind"] == KINDS.index(Kind.SEMANTIC))
    spoken = table["kind"] == KINDS.index(Kind.EPISODIC)
    citing, positions = units.citing[:, 0], units.citing[:, 1]
    apart = np.setdiff1d(
        positions[np.isin(citing, table["num"][stated & ~holding])],
        positions[np.isin(citing, table["num"][stated & holding])],
    )
    summing = citing[np.isin(positions, apart)]
    return np.asarray(spoken & (np.isin(table["position"], apart) | np.isin(table["num"], summing)), dtype=np.bool_)


def _in_scope(units: Units, query: Query) -> Mask:
    """An agent or run named in the query's scope narrows it; so do kinds."""
    table = units.table
    allowed = np.ones(table.size, dtype=np.bool_)
    if query.scope.run is not None:
        allowed &= table["run"] == units.runs.get(query.scope.run, NOWHERE - 1)
    if query.scope.agent is not None:
        allowed &= table["agent"] == units.agents.get(query.scope.agent, NOWHERE - 1)
    if query.kinds is not None:
        allowed &= np.isin(table["kind"], [KINDS.index(Kind(kind)) for kind in query.kinds])
    return allowed
