"""Ana's memory, written by hand: the same every time, whatever the agents make of such words one day."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from memos.memory import Memory
from memos.schemas.cube import (
    Core,
    Edge,
    EdgeType,
    Entity,
    Episodic,
    Interval,
    MemCube,
    Payload,
    Procedural,
    Provenance,
    Semantic,
    Source,
    State,
    Vault,
)
from memos.schemas.message import Message, Trust
from memos.schemas.operation import Add, Operation, Update
from memos.schemas.scope import Scope
from tests.store.making import Stopped

USER: Final = "Ana"
SEALED: Final = "v1|c2VhbGVkLWJ5dGVz"
TALK: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    (
        "hello",
        "2023-11-04",
        (
            "Hi! I'm Ana and I live in Lisbon. I work as a nurse at Santa Maria.",
            "> Nice to meet you, Ana!",
            "My sister Maya lives in Braga. She has a dog called Bruno.",
        ),
    ),
    (
        "winter",
        "2024-01-20",
        (
            "I love surfing, even in winter. My favourite food is ramen.",
            "> Surfing in January? Brave.",
            "I started learning Portuguese guitar. The door code is vault://door.",
        ),
    ),
    ("work", "2024-03-09", ("Before you answer me, always check the calendar first. I'm allergic to peanuts.",)),
    (
        "moving",
        "2024-06-02",
        (
            "Big news: I moved to Porto! I work as a midwife now.",
            "> Congratulations!",
            "Maya moved to Porto, too. My favourite food is francesinha now.",
        ),
    ),
    ("summer", "2024-08-18", ("No surfing this week, the sea is flat.", "> Guitar, then?")),
)
LEAVES: Final = {
    "lives_in": "identity.home.city",
    "works_as": "identity.work.occupation",
    "favourite_food": "personality.favourites.food",
    "likes": "personality.likes",
    "allergic_to": "biological.health.allergies",
    "learns": "behavioural.skills",
}
BELIEFS: Final = (
    ("hello-1", "I live in Lisbon", "Ana", "lives_in", "Lisbon", "Ana lives in Lisbon."),
    ("hello-1", "I work as a nurse at Santa Maria", "Ana", "works_as", "nurse", "Ana works as a nurse."),
    ("hello-3", "My sister Maya", "Ana", "sister", "Maya", "Ana's sister is Maya."),
    ("hello-3", "My sister Maya lives in Braga", "Maya", "lives_in", "Braga", "Maya lives in Braga."),
    ("hello-3", "She has a dog called Bruno", "Maya", "has", "Bruno", "Maya has a dog called Bruno."),
    ("winter-1", "I love surfing", "Ana", "likes", "surfing", "Ana loves surfing."),
    ("winter-1", "My favourite food is ramen", "Ana", "favourite_food", "ramen", "Ana's favourite food is ramen."),
    ("winter-3", "I started learning Portuguese guitar", "Ana", "learns", "guitar", "Ana learns Portuguese guitar."),
    ("work-1", "I'm allergic to peanuts", "Ana", "allergic_to", "peanuts", "Ana is allergic to peanuts."),
    ("moving-1", "I moved to Porto", "Ana", "lives_in", "Porto", "Ana lives in Porto."),
    ("moving-1", "I work as a midwife now", "Ana", "works_as", "midwife", "Ana works as a midwife."),
    ("moving-3", "Maya moved to Porto", "Maya", "lives_in", "Porto", "Maya lives in Porto."),
    (
        "moving-3",
        "My favourite food is francesinha",
        "Ana",
        "favourite_food",
        "francesinha",
        "Ana's favourite food is francesinha.",
    ),
)


class Numbers:
    """Ids that count up, whichever thread asks."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def new(self) -> str:
        return f"id-{next(self._count):08d}"


def open_memory(home: Path, **how: Any) -> Memory:
    """A memory whose clock stands still."""
    chosen = {"embedder": "hash", "durability": "fast", "clock": Stopped(datetime(2024, 9, 1, 9, tzinfo=UTC)), **how}
    return Memory.open(home, key_file=home.parent / "key", **{"ids": Numbers(), **chosen})


def write(home: Path) -> None:
    """Fills a store with what Ana said and what follows from it."""
    clock, ids = Stopped(), Numbers()
    with open_memory(home, clock=clock, ids=ids) as memory:
        space = memory._parts.spaces.open("default", USER)
        believed: dict[tuple[str, str], MemCube] = {}
        for run, day, said in TALK:
            clock.moment = datetime.fromisoformat(f"{day}T18:30:00+00:00")
            scope = Scope(user=USER, run=run)
            messages = [_message(run, number, words, clock.moment) for number, words in enumerate(said, 1)]
            space.messages.receive(f"talk-{run}", scope, messages, [], run)
            operations = [one for message in messages for one in _of_message(message, scope, believed, ids)]
            space.journal.commit(f"talk-{run}", operations, settles=True)
        memory.reindex(embed=True)


def _message(run: str, number: int, words: str, moment: datetime) -> Message:
    answered = words.startswith("> ")
    return Message(
        id=f"{run}-{number}",
        role="assistant" if answered else "user",
        name=None if answered else USER,
        content=words.removeprefix("> "),
        timestamp=moment,
    )


def _of_message(
    message: Message, scope: Scope, believed: dict[tuple[str, str], MemCube], ids: Numbers
) -> list[Operation]:
    assert message.timestamp is not None
    when = Interval(start=message.timestamp, end=message.timestamp, granularity="instant")
    utterance = Episodic(text=message.content, actor=message.name or message.role, occurred_at=when)
    operations: list[Operation] = [_add(_cube(ids, scope, message, utterance), "said")]
    for message_id, words, subject, predicate, value, statement in BELIEFS:
        if message_id != message.id:
            continue
        payload = Semantic(subject=subject, predicate=predicate, object=value, statement=statement, functional=True)
        operations += _believe(_cube(ids, scope, message, payload, words), (subject, predicate), believed)
        if subject == USER and predicate in LEAVES:
            leaf = _cube(ids, scope, message, Core(path=LEAVES[predicate], value=value), words)
            operations += _believe(leaf, ("core", LEAVES[predicate]), believed)
    if "calendar" in message.content:
        steps = Procedural(title="Answering Ana", trigger="before you answer", steps=("check the calendar", "answer"))
        operations.append(_add(_cube(ids, scope, message, steps, "always check the calendar first"), "an instruction"))
    if "vault://" in message.content:
        secret = Vault(label="door code of Ana", entry_type="credential", sealed=SEALED)
        handle = {"handle": "vault://door"}
        operations.append(_add(_cube(ids, scope, message, secret, "vault://door", metadata=handle), "a secret"))
    return operations


def _believe(cube: MemCube, key: tuple[str, str], believed: dict[tuple[str, str], MemCube]) -> list[Operation]:
    before = believed.get(key)
    believed[key] = cube
    if before is None:
        return [_add(cube, f"said: {cube.text}")]
    ended = before.model_copy(
        update={"version": before.version + 1, "state": State.SUPERSEDED, "valid_to": cube.observed_at}
    )
    reason = f"{before.text} held until {cube.observed_at:%Y-%m-%d}"
    return [
        _add(cube, reason, Edge(source=cube.id, target=before.id, type=EdgeType.SUPERSEDES)),
        Update(
            cube=ended, base_version=before.version, reason=reason, agent="semantic", evidence=cube.provenance.sources
        ),
    ]


def _cube(ids: Numbers, scope: Scope, message: Message, payload: Payload, words: str = "", **header: Any) -> MemCube:
    assert message.timestamp is not None
    start = message.content.index(words)
    source = Source(message_id=message.id, start=start, end=start + len(words) if words else None)
    return MemCube(
        id=ids.new(),
        scope=scope,
        payload=payload,
        provenance=Provenance(sources=(source,), agent=payload.kind),
        trust=Trust.USER,
        created_at=message.timestamp,
        observed_at=message.timestamp,
        confidence=0.9,
        **header,
    )


def _add(cube: MemCube, reason: str, *edges: Edge) -> Add:
    names = [name for name in (USER, "Maya", "Porto", "Lisbon", "Bruno") if name in cube.text]
    mentioned = [Edge(source=cube.id, target=Entity(name=name).node, type=EdgeType.MENTIONS) for name in names]
    return Add(
        cube=cube,
        reason=reason,
        agent=cube.kind.value,
        evidence=cube.provenance.sources,
        confidence=0.9,
        entities=tuple(Entity(name=name) for name in names),
        edges=(*edges, *mentioned),
    )
