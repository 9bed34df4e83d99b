"""The edges that statements bring: the words they were derived from, whom they relate, what causes and what contradicts what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from memos.agents.agent import Memories
from memos.agents.lexicon import listed
from memos.agents.perception import Perceived, Utterance
from memos.agents.settlement.view import statement_slot
from memos.agents.settlement.wording import fold
from memos.schemas.cube import Core, Edge, EdgeType, Entity, Episodic, MemCube, Semantic, Source, State
from memos.schemas.operation import Add, Delete, Operation, Update

ONE_OF_EACH: Final = listed("""
    mother father wife husband spouse partner girlfriend boyfriend fiance boss sister brother son daughter mother-in-law
    father-in-law stepmother stepfather godmother godfather landlord doctor dentist therapist coach roommate twin vet
""")
"""Roles of which somebody has one as a rule: as long as no second is told of, "Ana's sister" is another name of hers."""

_BECAUSE: Final = re.compile(r"\b(because|since|as a result of|due to)\b", re.IGNORECASE)
_SO: Final = re.compile(
    r"(?:,|;|\.)?\s+\b(?:so|therefore|that['’]s why|which is why|as a result)\b(?! that| far| much| many)",
    re.IGNORECASE,
)
_FOLLOWS: Final = re.compile(
    r"\W*(?:so|therefore|that['’]s why|which is why|because of (?:that|this)|as a result)\b[ ,]", re.IGNORECASE
)
"""An utterance that begins so tells what came of the one before it."""


class Kept(NamedTuple):
    """A belief that was contested and kept, and the words that contest it."""

    cube_id: str
    sources: tuple[Source, ...]


def tied(
    operations: Sequence[Operation], perceived: Perceived, memories: Memories, kept: Iterable[Kept] = ()
) -> tuple[Operation, ...]:
    """The operations with the edges that follow from what they say, each on the operation that gives the evidence for it."""
    ties = _Ties(operations, perceived, memories)
    for one in kept:
        ties.contest(one)
    return tuple(ties.with_edges(operation) for operation in operations)


class _Ties:
    def __init__(self, operations: Sequence[Operation], perceived: Perceived, memories: Memories) -> None:
        self._said = {one.message.id: one for one in (*perceived.earlier, *perceived.utterances)}
        self._added = [operation.cube for operation in operations if isinstance(operation, Add)]
        self._spoken = {
            cube.provenance.message_ids[0]: cube.id
            for cube in self._added
            if isinstance(cube.payload, Episodic) and cube.payload.granularity == "utterance"
        }
        self._over = {
            one.cube.id for one in operations if isinstance(one, Update) and one.cube.state is not State.ACTIVE
        }
        self._over |= {one.cube_id for one in operations if isinstance(one, Delete)}
        self._rivals = self._standing(memories)
        self._more: dict[str, list[Edge]] = {}
        self._causes()

    def _standing(self, memories: Memories) -> Mapping[tuple[str, ...], list[MemCube]]:
        """By subject and predicate: what is believed of those that are told here, and stays believed."""
        told = [cube.payload for cube in self._added if isinstance(cube.payload, Semantic) and _is_single(cube.payload)]
        pairs = sorted({(one.subject, one.predicate) for one in told})
        found: dict[tuple[str, ...], list[MemCube]] = {}
        for cube in (*(memories.by_statement(pairs) if pairs else ()), *self._added):
            if isinstance(cube.payload, Semantic) and cube.state is State.ACTIVE and cube.id not in self._over:
                found.setdefault(statement_slot(cube.payload.subject, cube.payload.predicate), []).append(cube)
        return found

    def contest(self, kept: Kept) -> None:
        """What contests a belief that stays is an utterance of this exchange."""
        for source in kept.sources:
            if spoken := self._spoken.get(source.message_id):
                self._more.setdefault(spoken, []).append(_edge(spoken, kept.cube_id, EdgeType.CONTRADICTS))

    def with_edges(self, operation: Operation) -> Operation:
        """The operation, with its edges and the entities they lead to."""
        if not isinstance(operation, Add | Update):
            return operation
        cube = operation.cube
        edges, entities = list(self._more.get(cube.id, ())), list[Entity]()
        if isinstance(operation, Add):
            edges += [_edge(cube.id, parent, EdgeType.DERIVED_FROM) for parent in cube.provenance.parents]
        if isinstance(cube.payload, Core):
            edges += self._followed(operation, cube.payload)
        if isinstance(cube.payload, Semantic):
            edges += self._derived(operation)
            if isinstance(operation, Add):
                told = self._related(cube, cube.payload)
                edges += [*told.edges, *self._contradicted(cube, cube.payload)]
                entities += told.entities
        if not edges and not entities:
            return operation
        return operation.model_copy(
            update={
                "edges": tuple(dict.fromkeys((*operation.edges, *edges))),
                "entities": tuple(dict.fromkeys((*operation.entities, *entities))),
            }
        )

    # -- what a statement rests on

    def _derived(self, operation: Add | Update) -> list[Edge]:
        rests_on = operation.cube.provenance.message_ids
        cited = dict.fromkeys(source.message_id for source in operation.evidence if source.message_id in rests_on)
        spoken = [self._spoken[message_id] for message_id in cited if message_id in self._spoken]
        return [_edge(operation.cube.id, one, EdgeType.DERIVED_FROM) for one in spoken]

    def _followed(self, operation: Add | Update, leaf: Core) -> list[Edge]:
        """The statements of this exchange that a leaf of the persona follows from: the same words say them, the value is theirs."""
        said = {source.message_id for source in operation.evidence}
        return [
            _edge(operation.cube.id, cube.id, EdgeType.DERIVED_FROM)
            for cube in self._added
            if isinstance(cube.payload, Semantic)
            and cube.payload.object in leaf.value
            and not said.isdisjoint(cube.provenance.message_ids)
        ]

    # -- whom it relates

    def _related(self, cube: MemCube, told: Semantic) -> _Told:
        """An edge from whom a statement is about to whom or what it names; of a role that one plays, that it is the same."""
        if told.negated or fold(told.subject) == fold(told.object):
            return _Told()
        named = self._named(cube, told)
        if named is None:
            return _Told()
        subject = Entity(name=told.subject)
        edges = [_edge(subject.node, named.node, EdgeType.RELATES, cube)]
        role = told.predicate.removeprefix("relation:")
        if role == told.predicate or role not in ONE_OF_EACH or not self._is_alone(cube, told):
            return _Told(edges, [named])
        played = Entity(name=f"{told.subject}'s {role}", type="person")
        return _Told([*edges, _edge(played.node, named.node, EdgeType.SAME_AS, cube)], [named, played])

    def _named(self, cube: MemCube, told: Semantic) -> Entity | None:
        """The entity that a statement's value is, if its words name one."""
        wanted = fold(told.object)
        for message_id in cube.provenance.message_ids:
            said = self._said.get(message_id)
            for mention in said.mentions if said else ():
                if wanted in (fold(mention.name), fold(mention.text)):
                    types = {"person": "person", "place": "place", "organisation": "organisation", "thing": "thing"}
                    return Entity.model_validate({"name": mention.name, "type": types.get(mention.type, "contact")})
        if told.predicate.startswith("relation:") and told.object[:1].isupper():
            return Entity(name=told.object, type="person")
        return None

    def _is_alone(self, cube: MemCube, told: Semantic) -> bool:
        """Whether nobody else plays the role, as far as is known."""
        others = self._rivals.get(statement_slot(told.subject, told.predicate), ())
        return cube.state is State.ACTIVE and all(one.id == cube.id for one in others)

    # -- what it contradicts

    def _contradicted(self, cube: MemCube, told: Semantic) -> list[Edge]:
        """Of a predicate with one value, others that are believed all the same."""
        if not told.functional or cube.state is not State.ACTIVE:
            return []
        return [
            _edge(cube.id, other.id, EdgeType.CONTRADICTS)
            for other in self._rivals.get(statement_slot(told.subject, told.predicate), ())
            if other.id != cube.id and isinstance(other.payload, Semantic) and _differ(told, other.payload)
        ]

    # -- what causes it

    def _causes(self) -> None:
        """ "I moved because I changed jobs": the second causes the first; what begins with "so" comes of what was said before."""
        by_message: dict[str, list[tuple[int, MemCube]]] = {}
        for cube in self._added:
            if isinstance(cube.payload, Semantic) and cube.provenance.sources:
                source = cube.provenance.sources[0]
                by_message.setdefault(source.message_id, []).append((source.start, cube))
        for message_id, told in by_message.items():
            if message_id in self._said and len(told) > 1:
                self._within(self._said[message_id], told)
        before: Utterance | None = None
        for one in self._said.values():
            effect, cause = self._spoken.get(one.message.id), self._spoken.get(before.message.id) if before else None
            if effect and cause and _FOLLOWS.match(one.message.content):
                self._more.setdefault(effect, []).append(_edge(cause, effect, EdgeType.CAUSES))
            before = one if not one.noise else before

    def _within(self, said: Utterance, told: Sequence[tuple[int, MemCube]]) -> None:
        for sentence in said.sentences:
            here = [(start - sentence.start, cube) for start, cube in told if sentence.start <= start < sentence.end]
            if len(here) < 2:
                continue
            for match, cause_first in ((_BECAUSE.search(sentence.text), False), (_SO.search(sentence.text), True)):
                if match is not None:
                    first = [cube for start, cube in here if start < match.start()]
                    second = [cube for start, cube in here if start >= match.start()]
                    causes, effects = (first, second) if cause_first else (second, first)
                    for cause, effect in _pairs(causes, effects):
                        self._more.setdefault(effect.id, []).append(_edge(cause.id, effect.id, EdgeType.CAUSES))
                    break


class _Told(NamedTuple):
    edges: Sequence[Edge] = ()
    entities: Sequence[Entity] = ()


def _pairs(causes: Sequence[MemCube], effects: Sequence[MemCube]) -> Iterator[tuple[MemCube, MemCube]]:
    """The clause right after "because" causes the one right before it."""
    if causes and effects:
        yield causes[0], effects[-1]


def _is_single(told: Semantic) -> bool:
    return told.functional or told.predicate.startswith("relation:")


def _differ(one: Semantic, other: Semantic) -> bool:
    return fold(one.object) != fold(other.object) or one.negated != other.negated


def _edge(source: str, target: str, type_: EdgeType, dated: MemCube | None = None) -> Edge:
    if dated is None:
        return Edge(source=source, target=target, type=type_)
    return Edge(source=source, target=target, type=type_, valid_from=dated.valid_from, valid_to=dated.valid_to)
