"""Telling things to memories in a dict, one exchange after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from memos.agents.agent import Workbench
from memos.agents.perception import Perceived, Utterance
from memos.agents.proposal import Draft, Proposal
from memos.agents.remembered import Remembered
from memos.agents.settle import Policy, settle
from memos.schemas.cube import (
    Core,
    EdgeType,
    Episodic,
    Interval,
    MemCube,
    Semantic,
    Source,
    State,
)
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.operation import Operation
from memos.schemas.scope import Scope

DAY = timedelta(days=1)
START = datetime(2024, 1, 1, 10, tzinfo=UTC)
SINGLE = ("lives_in", "works_at", "age", "attribute:budget")
"""Predicates with one current value, in these tests."""

VERBS = {
    "lives_in": "lives in",
    "works_at": "works at",
    "likes": "likes",
    "has_pet": "has",
    "allergic_to": "is allergic to",
}


def day(number: int) -> datetime:
    return START + number * DAY


class Counter:
    def __init__(self) -> None:
        self._made = 0

    def new(self) -> str:
        self._made += 1
        return f"x{self._made:04}"


class Talk:
    """Tells things one after the other, each in an exchange of its own, to memories in a dict."""

    def __init__(self, policy: Policy | None = None) -> None:
        self.memories = Remembered()
        self.operations: tuple[Operation, ...] = ()
        self._policy = policy or Policy()
        self._ids = Counter()
        self._told = 0

    def tell(self, *drafts: Mapping[str, Any], at: int | None = None, by: Trust = Trust.USER) -> tuple[Operation, ...]:
        self._told += 1
        message_id = f"m{self._told}"
        moment = day(self._told if at is None else at)
        perceived = said(message_id, "x" * 100, moment, by)
        made = [self._draft(draft, message_id, moment, by) for draft in drafts]
        return self.settle(made, perceived)

    def settle(self, drafts: Sequence[Draft], perceived: Perceived) -> tuple[Operation, ...]:
        self.operations = settle(drafts, perceived, Workbench(self.memories, self._ids), self._policy)
        self.memories.apply(self.operations, day(self._told))
        return self.operations

    def _draft(self, draft: Mapping[str, Any], message_id: str, moment: datetime, by: Trust) -> Draft:
        fields = {
            "id": self._ids.new(),
            "agent": "semantic",
            "sources": (Source(message_id=message_id, start=0, end=10),),
            "observed_at": moment,
            "trust": by,
            "reason": "Ana said so",
        }
        return Proposal(**{**fields, **draft})

    def current(self, predicate: str, subject: str = "Ana") -> list[str]:
        """The values believed to hold now."""
        return [cube.payload.object for cube in self.facts(predicate, subject) if is_current(cube)]

    def facts(self, predicate: str, subject: str = "Ana") -> list[MemCube]:
        return [
            cube
            for cube in self.memories.cubes
            if isinstance(cube.payload, Semantic)
            and (cube.payload.subject, cube.payload.predicate) == (subject, predicate)
        ]

    def fact(self, value: str, *, negated: bool = False) -> MemCube:
        """The one cube with this value."""
        [cube] = [
            cube
            for cube in self.memories.cubes
            if isinstance(cube.payload, Semantic) and (cube.payload.object, cube.payload.negated) == (value, negated)
        ]
        return cube

    @property
    def events(self) -> list[str]:
        return [operation.event for operation in self.operations]

    def superseded(self) -> set[tuple[str, str]]:
        """(newer, older) as words, by the edges."""
        texts = {cube.id: cube.text for cube in self.memories.cubes}
        edges = (edge for edge in self.memories.edges if edge.type is EdgeType.SUPERSEDES)
        return {(texts[edge.source], texts[edge.target]) for edge in edges}


def said(message_id: str, content: str, moment: datetime, by: Trust = Trust.USER) -> Perceived:
    role = {Trust.AGENT: "assistant", Trust.TOOL: "tool"}.get(by, "user")
    message = StoredMessage.model_validate(
        {
            "id": message_id,
            "role": role,
            "content": content,
            "timestamp": moment,
            "trust": by,
            "position": int(message_id[1:]),
            "op_id": f"op-{message_id}",
        }
    )
    utterance = Utterance(message=message, speaker="Ana" if role == "user" else role)
    return Perceived(scope=Scope(user="ana"), op_id=f"op-{message_id}", now=day(1000), utterances=(utterance,))


def is_current(cube: MemCube) -> bool:
    return cube.state is State.ACTIVE and isinstance(cube.payload, Semantic) and not cube.payload.negated


def fact(value: str, predicate: str = "lives_in", subject: str = "Ana", **more: Any) -> dict[str, Any]:
    statement = f"{subject} {VERBS.get(predicate, predicate)} {value}."
    negated = more.pop("negated", False)
    if negated:
        statement = f"{subject} does not live in {value}."
    payload = Semantic(
        subject=subject,
        predicate=predicate,
        object=value,
        statement=statement,
        functional=predicate in SINGLE,
        negated=negated,
    )
    return {"payload": payload, **more}


def summary(text: str, **more: Any) -> dict[str, Any]:
    time = Interval(start=day(0), end=day(1))
    return {"agent": "episodic", "payload": Episodic(text=text, granularity="session", occurred_at=time), **more}


def leaf(value: str, **more: Any) -> dict[str, Any]:
    return {"agent": "core", "payload": Core(path="identity.home", value=value), **more}


def utterance(text: str, **more: Any) -> dict[str, Any]:
    return {"payload": Episodic(text=text, actor="Ana", occurred_at=Interval(start=START, end=START)), **more}
