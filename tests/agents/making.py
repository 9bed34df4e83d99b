"""Specialists that do what a test tells them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from memos.agents.agent import Workbench
from memos.agents.perception import Perceived
from memos.agents.proposal import Draft, Proposal
from memos.schemas.cube import Kind, Payload, Semantic

Look = Callable[[Perceived, Workbench], Sequence[Draft]]


class Tiny:
    """A specialist made of one function; `reason` is why it wants every exchange, None that it wants none."""

    question = "What am I told to see?"

    def __init__(self, kind: Kind, look: Look, reason: str | None = "always") -> None:
        self.kind = kind
        self.looks = 0
        self._look = look
        self._reason = reason

    def wants(self, _perceived: Perceived) -> str | None:
        return self._reason

    def propose(self, perceived: Perceived, bench: Workbench) -> list[Draft]:
        self.looks += 1
        return list(self._look(perceived, bench))


def fact(value: str, predicate: str = "likes", subject: str = "Ana", *, functional: bool = False) -> Semantic:
    statement = f"{subject} {predicate.replace('_', ' ')} {value}."
    return Semantic(subject=subject, predicate=predicate, object=value, statement=statement, functional=functional)


def proposal(perceived: Perceived, bench: Workbench, payload: Payload, **rest: Any) -> Proposal:
    """A proposal that rests on the first message, with an id of the bench's."""
    said = perceived.utterances[0]
    return Proposal(
        id=bench.ids.new(),
        agent=payload.kind,
        payload=payload,
        sources=(said.source(0, len(said.message.content)),),
        observed_at=said.message.timestamp,
        trust=said.message.trust,
        reason="so it was said",
        **rest,
    )


def proposing(*payloads: Payload) -> Look:
    """Proposes these, whatever was said."""
    return lambda perceived, bench: [proposal(perceived, bench, payload) for payload in payloads]
