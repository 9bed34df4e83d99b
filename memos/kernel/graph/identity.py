"""Who is who, by a person's own word: two names are of one, or of two. It goes through the journal, and undo takes it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx as nx

from memos.agents.resolution.names import simple
from memos.errors import Conflict, InvalidInput, NotFound
from memos.kernel.embed import vectors_for
from memos.kernel.parts import Parts
from memos.kernel.remember import REPLANS, legible
from memos.kernel.revise import BY_HAND
from memos.kernel.vault.redaction import redact
from memos.schemas.cube import Edge, EdgeType, Entity, MemCube, Provenance, Semantic, Source, State
from memos.schemas.message import Message, Trust
from memos.schemas.operation import Add, Delete, JournalEntry, Operation
from memos.schemas.scope import Scope
from memos.store.graph import Known
from memos.store.messages import Settling
from memos.store.space import Space

SAME, APART = "same_as", "not_same_as"
_LONGEST = 256


def same_as(parts: Parts, scope: Scope, name: str, other: str) -> JournalEntry:
    """From now on `name` is another name of `other`. What was said of the two being apart is taken back.

    Raises NotFound where neither is known here, InvalidInput where they are one already, or a person and a place.
    """
    return _say(parts, scope, name, other, SAME)


def separate(parts: Parts, scope: Scope, name: str, other: str) -> JournalEntry:
    """From now on these are two, whatever the talk suggests: edges that made them one end, and none is drawn again.

    Raises NotFound where neither is known here, InvalidInput where that has been said already.
    """
    return _say(parts, scope, name, other, APART)


def _say(parts: Parts, scope: Scope, name: str, other: str, predicate: str) -> JournalEntry:
    space = parts.space(scope)
    one, two = _name(name), _name(other)
    if simple(one) == simple(two):
        raise InvalidInput("These are the same name; nothing was changed.")
    op_id = parts.ids.new()
    words = f"{one} is the same as {two}." if predicate == SAME else f"{one} is not {two}."
    said = Message(
        id=parts.ids.new(), content=words, source="correction", trust=Trust.OWNER, timestamp=parts.clock.now()
    )
    redacted = redact(parts, space, scope, op_id, [said])
    for attempt in range(REPLANS):
        operations = _operations(parts, space, scope, (one, two, predicate), redacted.messages[0], op_id)
        vectors = vectors_for(parts, space, operations)
        settling = Settling(operations, vectors.rows, vectors.fingerprint)
        try:
            space.messages.receive(op_id, scope, redacted.messages, redacted.sealed, op_id, settling)
            break
        except Conflict:
            if attempt == REPLANS - 1:
                raise
    parts.catch_up(space)
    return space.journal.of_op(op_id)[-1]


def _name(given: str) -> str:
    name = " ".join(legible(given).split())
    if not name or len(name) > _LONGEST:
        raise InvalidInput(f"A name has 1 to {_LONGEST} characters; nothing was changed.")
    return name


def _operations(
    parts: Parts, space: Space, scope: Scope, said: tuple[str, str, str], message: Message, op_id: str
) -> list[Operation]:
    one, other, predicate = said
    known = space.graph.known()
    names = {**known.things, **known.people}
    if simple(one) not in names and simple(other) not in names:
        raise NotFound(
            f"Neither {one!r} nor {other!r} is known here.", hint="`memos graph` shows who is; nothing was changed."
        )
    if predicate == SAME:
        _refuse_other_kind(space, known, one, other)
    edges = _same(known, one, other) if predicate == SAME else _apart(space, known, one, other)
    source = Source(message_id=message.id, start=0, end=len(message.content))
    now = parts.clock.now()
    cube = MemCube(
        id=parts.ids.new(),
        scope=scope,
        created_at=now,
        observed_at=now,
        provenance=Provenance(sources=(source,), agent=BY_HAND, op_id=op_id),
        trust=Trust.OWNER,
        entities=(one, other),
        payload=Semantic(subject=one, predicate=predicate, object=other, statement=legible(message.content)),
    )
    brought = Add(
        cube=cube,
        entities=_entities(known, one, other),
        edges=tuple(edges),
        reason="said by hand",
        evidence=(source,),
        agent=BY_HAND,
    )
    return [*_taken_back(space, one, other), brought]


def _same(known: Known, one: str, other: str) -> list[Edge]:
    """From the name that stands for the one to the other; the store's own chains go on from there."""
    names = {**known.things, **known.people}
    root, target = names.get(simple(one), one), names.get(simple(other), other)
    if simple(root) == simple(target):
        raise InvalidInput(f"{one} and {other} are one already; nothing was changed.")
    return [_edge(root, target, EdgeType.SAME_AS)]


def _refuse_other_kind(space: Space, known: Known, one: str, other: str) -> None:
    """Nobody is a place, and no place an organisation; a "thing" may be anything that was not told better."""
    types = {simple(entity.name): entity.type for entity in space.graph.entities()}
    names = {**known.things, **known.people}
    kinds = [types.get(simple(names.get(simple(name), name)), "thing") for name in (one, other)]
    if len(set(kinds)) > 1 and not {"thing", "contact"} & set(kinds):
        raise InvalidInput(
            f"{one} is known as a {kinds[0]}, {other} as a {kinds[1]}: they can't be one.".replace(" a org", " an org"),
            hint="`memos graph` shows who and what is known; nothing was changed.",
        )


def _apart(space: Space, known: Known, one: str, other: str) -> list[Edge]:
    """`one` is not the other, nor anybody whom it would be through: every way between them is cut where it leaves `one`."""
    if frozenset((simple(one), simple(other))) in known.apart:
        raise InvalidInput(f"That {one} and {other} are two is known already; nothing was changed.")
    graph: nx.Graph[str] = nx.Graph(space.graph.identities())
    edges = [_edge(one, other, EdgeType.CONTRADICTS)]
    start, end = simple(one), simple(other)
    while start in graph and end in graph and nx.has_path(graph, start, end):
        following = nx.shortest_path(graph, start, end)[1]
        edges.append(_edge(start, following, EdgeType.CONTRADICTS))
        graph.remove_edge(start, following)
    return list(dict.fromkeys(edges))


def _taken_back(space: Space, one: str, other: str) -> Iterable[Operation]:
    """What was said by hand of these two before."""
    pairs = [(a, predicate) for a in (one, other) for predicate in (SAME, APART)]
    wanted = {simple(one), simple(other)}
    for cube in space.cubes.by_statement(pairs):
        said = cube.payload
        if (
            cube.state is State.ACTIVE
            and isinstance(said, Semantic)
            and {simple(said.subject), simple(said.object)} == wanted
        ):
            yield Delete(cube_id=cube.id, base_version=cube.version, reason="said otherwise since", agent=BY_HAND)


def _entities(known: Known, one: str, other: str) -> tuple[Entity, ...]:
    people = {simple(one), simple(other)} & known.people.keys()
    return tuple(Entity(name=name, type="person" if people else "thing") for name in (one, other))


def _edge(one: str, other: str, type_: EdgeType) -> Edge:
    return Edge(source=Entity(name=one).node, target=Entity(name=other).node, type=type_)


__all__: Sequence[str] = ["same_as", "separate"]
