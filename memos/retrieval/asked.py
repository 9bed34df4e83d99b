"""Questions meet beliefs: whom a question is about as memory calls them, and which statements tell what it asks of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Final, NamedTuple

import numpy as np

from memos.index.units import KINDS
from memos.retrieval.cues import PET, ROLES_MEANT
from memos.retrieval.questions import ASKER, Person, Reading, Wanted, read
from memos.retrieval.view import View
from memos.retrieval.wording import stems
from memos.schemas.cube import Kind, MemCube, Semantic, State
from memos.schemas.query import Query
from memos.store import reading
from memos.store.rows import fold

_LATEST: Final = 64
"""Leaves of the persona by which the asker is known."""
_LESS: Final = 0.5
"""What a statement is worth that held at another time than is asked about, or tells what is asked less well than another."""
_MOST: Final = 128
"""Statements looked at: of a longer list the newest."""
_DID: Final = re.compile(r"\b(?:did|was|were|had)\b", re.IGNORECASE)
_SPEAKERS: Final = """
SELECT DISTINCT name FROM messages WHERE space = ? AND name IS NOT NULL AND position IN (SELECT value FROM json_each(?))"""
_SUBJECTS: Final = """
SELECT DISTINCT wanted.value, cubes.subject_key FROM json_each(?) AS wanted CROSS JOIN cubes
ON cubes.space = ? AND cubes.subject_key >= wanted.value AND cubes.subject_key < wanted.value || ' ' || char(1114111)"""
_STATEMENTS: Final = """
SELECT cubes.num, cubes.state, cubes.subject_key, cubes.predicate_key, json_extract(cubes.body, '$.payload.object'),
json_extract(cubes.body, '$.payload.statement'), json_extract(cubes.body, '$.payload.negated')
FROM json_each(?) AS asked CROSS JOIN cubes ON cubes.space = ?
AND cubes.subject_key = json_extract(asked.value, '$[0]') AND cubes.predicate_key = json_extract(asked.value, '$[1]')
WHERE cubes.state IN ('active', 'superseded') ORDER BY cubes.num DESC LIMIT ?"""
_NAME: Final = re.compile(r"(?:[A-Z][\w-]*\s?)+$")


class _Told(NamedTuple):
    """What a statement says, read from its row: to build the whole cube of each would take half of a search's time."""

    num: int
    state: State
    subject: str
    predicate: str
    value: str
    statement: str
    negated: bool


class About(NamedTuple):
    """Whom a question names, folded (no one: empty), and by number how directly statements answer it: 0 to 1; and whether it is about
    how things were."""

    subjects: tuple[str, ...]
    direct: Mapping[int, float]
    past: bool = False


def about(query: Query, view: View) -> About:
    """Whom a question is about, and the statements that answer it by their subject and predicate, whatever their words."""
    reading = read(query.text)
    named: dict[str, frozenset[str]] = {}
    pairs: dict[tuple[str, str], Wanted] = {}
    known = _known(view, reading.people)
    for person in reading.people:
        found = _called(view, query, person, known)
        for place, role in enumerate(person.roles, 1):
            kin = dict.fromkeys(product(found, _kinship(role)), Wanted(0, frozenset({role})))
            if place == len(person.roles) and (PET.fullmatch(role) or reading.of_kin):
                pairs |= kin
            found = _in_role(view, found, role, kin)
        named |= dict.fromkeys(found, frozenset([*person.name.split(), *person.roles]))
    for (subject, said), (predicate, told) in product(named.items(), [*reading.nouns.items(), *reading.wanted.items()]):
        pairs.setdefault((subject, predicate), told._replace(words=told.words | said))
    direct = _direct(_statements(view, pairs), pairs, reading, query)
    if reading.who_is and named and not any(person.roles for person in reading.people):
        related = [cube.id for cube in view.space.cubes.by_object(list(named)) if _tells_kin(cube)]
        direct |= dict.fromkeys(view.space.cubes.nums(related).values(), 1.0)
    return About(tuple(named), direct, reading.past)


def _tells_kin(cube: MemCube) -> bool:
    told = cube.payload
    return isinstance(told, Semantic) and told.predicate.startswith("relation:") and cube.state is State.ACTIVE


def _statements(view: View, pairs: Iterable[tuple[str, str]]) -> list[_Told]:
    """The newest statements with these subjects and predicates that may be found."""
    asked = (json.dumps(list(pairs)), view.space.number, _MOST)
    told = [
        _Told(num, State(state), subject, predicate, value or "", statement or "", bool(negated))
        for num, state, subject, predicate, value, statement, negated in reading.rows(
            view.connection, _STATEMENTS, asked
        )
    ]
    rows, known = view.units.rows_of(np.array([one.num for one in told], dtype=np.int64))
    findable = known & view.allowed[rows] if view.allowed.size else known
    return [one for one, found in zip(told, findable.tolist(), strict=True) if found]


def _known(view: View, people: Iterable[Person]) -> Mapping[str, Sequence[str]]:
    """The subjects that memory knows by these names, by longer ones that begin so, or by other names of the same."""
    aliases = view.shadows.aliases.of(view.connection, view.space.number)
    asked = {name: aliases.of(name) for person in people for name in _forms(person) if name != ASKER}
    names = sorted({one for others in asked.values() for one in others})
    found: dict[str, list[str]] = {}
    if names:
        for name, subject in reading.rows(view.connection, _SUBJECTS, (json.dumps(names), view.space.number)):
            found.setdefault(name, []).append(subject)
    known = {name: [subject for one in others for subject in found.get(one, ())] for name, others in asked.items()}
    return {name: list(dict.fromkeys(subjects)) for name, subjects in known.items() if subjects}


def _called(view: View, query: Query, person: Person, known: Mapping[str, Sequence[str]]) -> list[str]:
    if person.name == ASKER:
        return _asker(view, query)
    found = next((known[name] for name in _forms(person) if name in known), _forms(person) if person.sure else [])
    return list(found)


def _forms(person: Person) -> list[str]:
    """A name, and the first name of it."""
    return list(dict.fromkeys([person.name, *person.name.split()[:1]]))


def _asker(view: View, query: Query) -> list[str]:
    """The names of the user: those under which the words were said that the persona rests on, and the user's id."""
    table = view.units.table
    leaves = table["first"][table["kind"] == KINDS.index(Kind.CORE)][-_LATEST:]
    asked = (view.space.number, json.dumps(np.unique(leaves).tolist()))
    speakers = reading.rows(view.connection, _SPEAKERS, asked)
    return list(dict.fromkeys([*(fold(name) for (name,) in speakers), fold(query.scope.user), "the user"]))


def _kinship(role: str) -> list[str]:
    return ["has_pet"] if PET.fullmatch(role) else [f"relation:{one}" for one in ROLES_MEANT[role]]


def _in_role(view: View, owners: Sequence[str], role: str, kin: Iterable[tuple[str, str]]) -> list[str]:
    """Who plays a role for somebody: by name as far as that is told, and as "ana's sister".

    Who still does stands for those who did; an ex-wife was the wife, and is none now.
    """
    parted = role.startswith("ex-")
    roles = [one for one in dict.fromkeys([role, *ROLES_MEANT.get(role, ())]) if one.startswith("ex") or not parted]
    found = [f"{owner}{genitive} {one}" for owner in owners for one in roles for genitive in ("'s", "'")]
    told = _statements(view, kin)
    over, still = ([one for one in told if _is_over(one) is ended] for ended in (True, False))
    for one in over if parted else still or over:
        value = "" if one.negated else one.value
        name = _NAME.search(value)
        if name and (not PET.fullmatch(role) or role.rstrip("s") in value.casefold().split() or role.startswith("pet")):
            found.append(fold(name[0]))
    return list(dict.fromkeys(found))


def _direct(
    told: Sequence[_Told], pairs: Mapping[tuple[str, str], Wanted], reading: Reading, query: Query
) -> dict[int, float]:
    """How much of the question each statement accounts for: by what it says, and by whom and what it is about.

    One of another time counts less, and so does one whose predicate fits less well, or that says less of the question's words
    itself, where there is a better one.
    """
    asked = {one.num: pairs[one.subject, one.predicate] for one in told}
    said = {one.num: reading.telling & stems(one.statement) for one in told}
    standing = {one.num: (-asked[one.num].rank, len(said[one.num])) for one in told if _fits(one, reading, query)}
    best = max(standing.values(), default=None)
    direct: dict[int, float] = {}
    for num, wanted in asked.items():
        left = reading.telling - said[num] - stems(" ".join(wanted.words))
        share = 1.0 - len(left) / max(1, len(reading.telling))
        direct[num] = share if standing.get(num) == best else _LESS * share
    return direct


def _fits(told: _Told, reading: Reading, query: Query) -> bool:
    """Whether a statement is of the time asked about, present or past."""
    if query.as_of is not None or query.valid_at is not None:
        return True
    over = _is_over(told)
    return over if reading.past else not over or _DID.search(query.text) is not None


def _is_over(told: _Told) -> bool:
    return told.state is State.SUPERSEDED or told.negated or told.predicate == "relation:ex"
