"""What was answered, what of it was used, and what ranking learnt from that.

Beside the journal: unversioned, and not part of the state.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select, update

from memos.errors import InvalidInput, NotFound
from memos.schemas.query import Hit, Recollection
from memos.schemas.value import canonical
from memos.store.db import Database
from memos.store.rows import SpaceId, micros, moment
from memos.store.tables import CITATIONS, CUBES, RECOLLECTIONS, USAGE, WEIGHTS


class Shown(NamedTuple):
    """A hit as it was shown: what the ranker saw of it, and whether it was cited."""

    cube_id: str
    score: float
    features: Mapping[str, float]
    cited: bool


class Feedback(NamedTuple):
    """A recollection of which something was cited."""

    recollection_id: str
    query: str
    created_at: datetime
    hits: tuple[Shown, ...]


class Recollections:
    """The recollections of a space."""

    def __init__(self, database: Database, space: SpaceId) -> None:
        self._database = database
        self._space = space

    def save_many(self, recollections: Sequence[Recollection]) -> None:
        """Writes recollections, and counts a use for each cube shown. One that is written is not counted again."""
        now = micros(self._database.clock.now())
        with self._database.write(truth=False) as connection:
            known = self._known(connection, [recollection.id for recollection in recollections])
            fresh = {one.id: one for one in recollections if one.id not in known}
            shown = {hit.cube.id for one in fresh.values() for hit in one.hits}
            there = self._there(
                connection, shown
            )  # what was shown may have been forgotten meanwhile, by another process
            fresh = {id_: one for id_, one in fresh.items() if all(hit.cube.id in there for hit in one.hits)}
            if not fresh:
                return
            connection.execute(insert(RECOLLECTIONS), [self._row(one, now) for one in fresh.values()])
            uses = Counter(hit.cube.id for one in fresh.values() for hit in one.hits)
            self._count(connection, "uses", uses, now)

    def cite(self, recollection_id: str, cube_ids: Sequence[str]) -> None:
        """Says which hits an answer really used. Saying it again changes nothing.

        Raises NotFound for a recollection that is not here, InvalidInput for a cube that it did not show.
        """
        now = micros(self._database.clock.now())
        with self._database.write(truth=False) as connection:
            hits = connection.scalar(self._one(recollection_id))
            if hits is None:
                raise NotFound(f"There is no recollection {recollection_id!r} here.", hint="Nothing was applied.")
            shown = {hit["cube"] for hit in json.loads(hits)}
            strangers = [cube_id for cube_id in cube_ids if cube_id not in shown]
            if strangers:
                raise InvalidInput(
                    f"{strangers[0]!r} was not among the hits of this recollection.", hint="Nothing was applied."
                )
            cited = set(connection.scalars(self._cited(recollection_id)))
            fresh = [cube_id for cube_id in dict.fromkeys(cube_ids) if cube_id not in cited]
            if fresh:
                connection.execute(insert(CITATIONS), [self._citation(recollection_id, one, now) for one in fresh])
                self._count(connection, "cites", Counter(fresh), now)

    def feedback(self, since: datetime | None = None, limit: int = 1000) -> list[Feedback]:
        """The latest recollections of which something was cited, oldest first: what ranking learns from."""
        cited = (
            select(CITATIONS.c.recollection, func.json_group_array(CITATIONS.c.cube_id).label("cubes"))
            .where(CITATIONS.c.space == self._space.number, CITATIONS.c.cited_at >= (micros(since) if since else 0))
            .group_by(CITATIONS.c.recollection)
            .subquery()
        )
        asked = (
            select(RECOLLECTIONS, cited.c.cubes)
            .join(cited, cited.c.recollection == RECOLLECTIONS.c.id)
            .where(RECOLLECTIONS.c.space == self._space.number)
            .order_by(RECOLLECTIONS.c.created_at.desc(), RECOLLECTIONS.c.id.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            return [_feedback(row) for row in connection.execute(asked).mappings()][::-1]

    def weights(self) -> dict[str, float] | None:
        """What ranking learnt last; None if it never did."""
        asked = (
            select(WEIGHTS.c.body)
            .where(WEIGHTS.c.space == self._space.number)
            .order_by(WEIGHTS.c.generation.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            body = connection.scalar(asked)
        return None if body is None else dict(json.loads(body))

    def learned(self, weights: Mapping[str, float]) -> int:
        """Keeps new weights beside the older ones; returns their generation."""
        latest = select(func.max(WEIGHTS.c.generation)).where(WEIGHTS.c.space == self._space.number)
        with self._database.write(truth=False) as connection:
            generation = int(connection.scalar(latest) or 0) + 1
            row = {
                "space": self._space.number,
                "generation": generation,
                "body": canonical(dict(weights)),
                "learned_at": micros(self._database.clock.now()),
            }
            connection.execute(insert(WEIGHTS), row)
        return generation

    def _known(self, connection: Connection, ids: Sequence[str]) -> set[str]:
        asked = select(RECOLLECTIONS.c.id).where(
            RECOLLECTIONS.c.space == self._space.number, RECOLLECTIONS.c.id.in_(ids)
        )
        return set(connection.scalars(asked))

    def _there(self, connection: Connection, cube_ids: Collection[str]) -> set[str]:
        asked = select(CUBES.c.id).where(CUBES.c.space == self._space.number, CUBES.c.id.in_(cube_ids))
        return set(connection.scalars(asked))

    def _one(self, recollection_id: str) -> Any:
        return select(RECOLLECTIONS.c.hits).where(
            RECOLLECTIONS.c.space == self._space.number, RECOLLECTIONS.c.id == recollection_id
        )

    def _cited(self, recollection_id: str) -> Any:
        return select(CITATIONS.c.cube_id).where(
            CITATIONS.c.space == self._space.number, CITATIONS.c.recollection == recollection_id
        )

    def _row(self, recollection: Recollection, now: int) -> dict[str, Any]:
        return {
            "space": self._space.number,
            "id": recollection.id,
            "query": recollection.query,
            "hits": canonical([_hit(hit) for hit in recollection.hits]),
            "created_at": now,
        }

    def _citation(self, recollection_id: str, cube_id: str, now: int) -> dict[str, Any]:
        return {"space": self._space.number, "recollection": recollection_id, "cube_id": cube_id, "cited_at": now}

    def _count(self, connection: Connection, counter: str, cubes: Counter[str], now: int) -> None:
        """Adds to a counter of each cube; what is not of this space is left out."""
        asked = select(CUBES.c.id, CUBES.c.num, USAGE.c.cube).select_from(
            CUBES.outerjoin(USAGE, USAGE.c.cube == CUBES.c.num)
        )
        found = connection.execute(asked.where(CUBES.c.space == self._space.number, CUBES.c.id.in_(list(cubes)))).all()
        missing = [{"cube": num, "strength": 1.0, "uses": 0, "cites": 0} for _, num, held in found if held is None]
        if missing:
            connection.execute(insert(USAGE), missing)
        counted = (
            update(USAGE)
            .where(USAGE.c.cube == bindparam("of_cube"))
            .values({counter: USAGE.c[counter] + bindparam("times"), "last_used_at": now})
        )
        if found:
            connection.execute(counted, [{"of_cube": num, "times": cubes[cube_id]} for cube_id, num, _ in found])


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "cube": hit.cube.id,
        "version": hit.cube.version,
        "score": hit.score,
        "alias": hit.alias,
        "evidence": list(hit.evidence),
        "features": dict(hit.features),
    }


def _feedback(row: Mapping[Any, Any]) -> Feedback:
    cited = set(json.loads(row["cubes"]))
    hits = (Shown(hit["cube"], hit["score"], hit["features"], hit["cube"] in cited) for hit in json.loads(row["hits"]))
    return Feedback(row["id"], row["query"], moment(row["created_at"]), tuple(hits))
