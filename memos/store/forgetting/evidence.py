"""What rests on what, in every version there ever was: where forgetting looks for all that has to go.

Read within the caller's transaction. The tables of the present (`sources`, `cubes`) do not suffice: an earlier version may rest on
what the present one no longer cites, so the journal itself is asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from memos.schemas.value import canonical
from memos.store.rows import fold

Body = dict[str, Any]


@dataclass
class Version:
    """A version of a cube: the entry that made it, the messages it was made on, and the cube's journalled form."""

    seq: int
    number: int
    event: str
    evidence: list[str]
    body: Body
    before: str = field(repr=False)

    @property
    def cited(self) -> list[str]:
        """The messages it cites, by id."""
        return [source["message_id"] for source in self.body["provenance"]["sources"]]


class Chain(NamedTuple):
    """A cube with all its versions, oldest first. `position`: of the message an utterance stands for."""

    num: int
    id: str
    kind: str
    granularity: str | None
    position: int | None
    versions: tuple[Version, ...]


class Roots(NamedTuple):
    """What was named to be forgotten: messages by position, cubes by number, and names as they stand in texts."""

    positions: frozenset[int] = frozenset()
    cubes: frozenset[int] = frozenset()
    names: tuple[str, ...] = ()


_CITING: Final = """
SELECT DISTINCT cube FROM journal WHERE space = :space AND cube IS NOT NULL AND (
    EXISTS (SELECT 1 FROM json_each(journal.evidence) WHERE value IN (SELECT value FROM json_each(:ids)))
    OR EXISTS (SELECT 1 FROM json_each(journal.after, '$.provenance.sources') AS cited
               WHERE cited.value ->> 'message_id' IN (SELECT value FROM json_each(:ids))))"""
_BEGOTTEN: Final = """
SELECT DISTINCT parent.value, journal.cube FROM journal, json_each(journal.after, '$.provenance.parents') AS parent
WHERE journal.space = :space AND journal.after IS NOT NULL"""
_MEMBERS: Final = """
SELECT DISTINCT target, source FROM edges WHERE space = :space AND type = 'part_of'"""
_CHAINS: Final = """
SELECT cubes.num, cubes.id, cubes.kind, cubes.granularity, cubes.position,
       journal.seq, journal.version, journal.event, journal.evidence, journal.after
FROM json_each(:nums) AS wanted CROSS JOIN cubes ON cubes.num = wanted.value
CROSS JOIN journal ON journal.cube = cubes.num
WHERE cubes.space = :space AND journal.after IS NOT NULL ORDER BY cubes.num, journal.version"""


def citing(connection: Connection, space: int, message_ids: Collection[str]) -> set[int]:
    """The cubes of which a version cites one of these messages, or was made on one."""
    return set(_rows(connection, _CITING, space=space, ids=canonical(list(message_ids)))) if message_ids else set()


def begotten(connection: Connection, space: int) -> dict[str, set[int]]:
    """By the id of a cube, the cubes that were ever derived from it."""
    return _grouped(connection.exec_driver_sql(_BEGOTTEN, {"space": space}))


def members(connection: Connection, space: int) -> dict[str, set[str]]:
    """By the id of a topic or session, the ids of what is part of it."""
    return _grouped(connection.exec_driver_sql(_MEMBERS, {"space": space}))


def chains(connection: Connection, space: int, nums: Iterable[int]) -> dict[int, Chain]:
    """Cubes by number, with all their versions."""
    rows = connection.exec_driver_sql(_CHAINS, {"space": space, "nums": canonical(sorted(nums))})
    heads: dict[int, tuple[int, str, str, str | None, int | None]] = {}
    versions: dict[int, list[Version]] = {}
    for num, id_, kind, granularity, position, seq, number, event, evidence, after in rows:
        heads[num] = (num, id_, kind, granularity, position)
        version = Version(seq, number, event, json.loads(evidence), json.loads(after), after)
        versions.setdefault(num, []).append(version)
    return {num: Chain(*head, tuple(versions[num])) for num, head in heads.items()}


def numbers(connection: Connection, space: int, condition: str, **bound: object) -> set[int]:
    """The numbers of the space's cubes that fit a condition on `cubes`."""
    return set(_rows(connection, f"SELECT num FROM cubes WHERE space = :space AND {condition}", space=space, **bound))  # noqa: S608


def positions(connection: Connection, space: int, condition: str, **bound: object) -> set[int]:
    """The positions of the space's messages that fit a condition on `messages`."""
    return set(
        _rows(connection, f"SELECT position FROM messages WHERE space = :space AND {condition}", space=space, **bound)  # noqa: S608
    )


# -- what a name stands for


def of_message(connection: Connection, space: int, message_id: str) -> Roots:
    """A message."""
    return Roots(frozenset(positions(connection, space, "id = :id", id=message_id)))


def of_cube(connection: Connection, space: int, cube_id: str) -> Roots:
    """A memory; an utterance is the message it stands for, so that goes as well."""
    cubes = numbers(connection, space, "id = :id", id=cube_id)
    said = "position IN (SELECT position FROM cubes WHERE space = :space AND id = :id AND position IS NOT NULL)"
    return Roots(frozenset(positions(connection, space, said, id=cube_id)), frozenset(cubes))


def of_session(connection: Connection, space: int, run: str) -> Roots:
    """All that was said in a run, and the documents that came in it."""
    held = numbers(connection, space, "run = :run AND kind = 'resource'", run=run)
    return Roots(frozenset(positions(connection, space, "run = :run", run=run)), frozenset(held))


def of_source(connection: Connection, space: int, source: str) -> Roots:
    """All messages of a source; the document with this address, and the messages that tell of its handing-over."""
    held = numbers(connection, space, "uri = :source", source=source)
    told = "source = :source OR position IN (SELECT position FROM sources WHERE cube IN (SELECT value FROM json_each(:held)))"
    said = positions(connection, space, f"({told})", source=source, held=canonical(sorted(held)))
    return Roots(frozenset(said), frozenset(held))


_ALIKE: Final = """
WITH RECURSIVE alike(node) AS (
    SELECT :node UNION
    SELECT CASE edges.source WHEN alike.node THEN edges.target ELSE edges.source END
    FROM alike JOIN edges ON edges.space = :space AND edges.type = 'same_as' AND edges.ended_seq IS NULL
    AND alike.node IN (edges.source, edges.target))
SELECT node FROM alike"""
_ENTITY: Final = "entity:"
_ABOUT: Final = """
SELECT num FROM cubes WHERE space = :space AND (
    id IN (SELECT source FROM edges WHERE space = :space AND type = 'mentions'
           AND target IN (SELECT value FROM json_each(:nodes)))
    OR subject_key IN (SELECT value FROM json_each(:names)) OR object_key IN (SELECT value FROM json_each(:names)))"""
_TOLD: Final = """
SELECT DISTINCT sources.position FROM sources JOIN cubes ON cubes.num = sources.cube
WHERE sources.space = :space AND cubes.num IN (SELECT value FROM json_each(:nums))
AND (cubes.kind IN ('semantic', 'procedural') OR cubes.granularity = 'utterance')"""


_SOMEBODY: Final = """
SELECT EXISTS (SELECT 1 FROM entities WHERE space = :space AND type = 'person'
               AND node IN (SELECT 'entity:' || value FROM json_each(:names)))
    OR EXISTS (SELECT 1 FROM cubes WHERE space = :space AND predicate_key LIKE 'relation:%'
               AND object_key IN (SELECT value FROM json_each(:names)))"""
_SPEAKERS: Final = "SELECT DISTINCT name FROM messages WHERE space = :space AND name IS NOT NULL"
_SELF: Final = """
SELECT DISTINCT cubes.body ->> '$.payload.actor' FROM messages
JOIN cubes ON cubes.space = messages.space AND cubes.position = messages.position AND cubes.granularity = 'utterance'
WHERE messages.space = :space AND messages.role = 'user' AND messages.name IS NULL
UNION SELECT max(name) FROM messages WHERE space = :space AND role = 'user' AND name IS NOT NULL HAVING count(DISTINCT name) = 1
AND EXISTS (SELECT 1 FROM messages WHERE space = :space AND role = 'assistant')"""


def alike(connection: Connection, space: int, name: str) -> list[str]:
    """A folded name, and the others of whoever bears it."""
    nodes = _rows(connection, _ALIKE, space=space, node=f"{_ENTITY}{name}")
    return [node.removeprefix(_ENTITY) for node in nodes]


def is_somebody(connection: Connection, space: int, names: Collection[str]) -> bool:
    """Whether one of these folded names is a person's here, or somebody's who said something."""
    known = any(_rows(connection, _SOMEBODY, space=space, names=canonical(list(names))))
    return known or any(fold(speaker) in names for speaker in speakers(connection, space))


def speakers(connection: Connection, space: int) -> Iterable[str]:
    """The names under which something was said."""
    return _rows(connection, _SPEAKERS, space=space)


def names_of_user(connection: Connection, space: int) -> set[str]:
    """What the user is called, folded, where he speaks without a name; or who alone speaks with an assistant."""
    return {fold(actor) for actor in _rows(connection, _SELF, space=space) if actor}


def contents(connection: Connection, space: int) -> Iterable[str]:
    """The words of every message."""
    return _rows(connection, "SELECT content FROM messages WHERE space = :space", space=space)


def of_person(
    connection: Connection, space: int, names: Collection[str], speaks_of: Callable[[str, str], bool]
) -> Roots:
    """All that mentions somebody by one of these folded names, and all that he said.

    `speaks_of` tells whether a text holds a name as a word of its own: not every mention has become an edge.
    """
    nodes = [f"{_ENTITY}{name}" for name in names]
    cubes = set(_rows(connection, _ABOUT, space=space, nodes=canonical(nodes), names=canonical(list(names))))
    told = set(_rows(connection, _TOLD, space=space, nums=canonical(sorted(cubes))))
    asked = "SELECT position, name, content FROM messages WHERE space = :space"
    for position, speaker, content in connection.exec_driver_sql(asked, {"space": space}):
        if fold(speaker or "") in names or any(speaks_of(content, one) for one in names):
            told.add(position)
    return Roots(frozenset(told), frozenset(cubes), tuple(names))


def _rows(connection: Connection, asked: str, **bound: object) -> Iterable[Any]:
    return connection.exec_driver_sql(asked, bound).scalars()


def _grouped(rows: Iterable[Any]) -> dict[str, set[Any]]:
    found: dict[str, set[Any]] = {}
    for key, value in rows:
        found.setdefault(key, set()).add(value)
    return found
