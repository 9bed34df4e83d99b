"""What a specialist hands to settle: a payload, the words it rests on, and what is meant by saying it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from memos.schemas.cube import Edge, Entity, Payload, Source
from memos.schemas.message import Trust
from memos.schemas.scope import Name
from memos.schemas.value import Moment, Value

Intent = Literal["assert", "correct", "end", "deny", "retract", "extend"]
"""What saying it means for what is believed.

assert   this holds (from `valid_from`, until `valid_to`)
correct  this holds and what was said before was a mistake ("no, Lisbon, not Porto"); `instead_of` names the mistaken value if said
         with `replaces` it is a new version of just that cube, which goes on resting on its older words, too
end      this held and no longer does ("I quit my job at Google")
deny     this does not hold ("I'm not vegetarian any more", "I don't have a dog")
retract  what was said of this is to be forgotten as a belief ("scratch that, I'm not moving"); with `replaces`, just that cube
extend   a new version of a cube that the agent itself looks after (the open topic or session): `replaces` names it
"""


class Proposal(Value):
    """A candidate memory. `id` is the cube id it gets if it is added; edges may refer to it.

    `trust` is the least trusted of its sources; `hedged` marks "maybe", "I think".
    """

    id: str
    agent: Name
    intent: Intent = "assert"
    payload: Payload
    sources: tuple[Source, ...]
    parents: tuple[str, ...] = ()
    replaces: str | None = None
    instead_of: str | None = None
    observed_at: Moment
    valid_from: Moment | None = None
    valid_to: Moment | None = None
    expires_at: Moment | None = None
    trust: Trust
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)
    reason: str
    entities: tuple[Entity, ...] = ()
    keywords: tuple[str, ...] = ()
    edges: tuple[Edge, ...] = ()


class Decline(Value):
    """A specialist looked and found nothing to remember, and says why; it becomes a NO_OP."""

    agent: Name
    reason: str
    sources: tuple[Source, ...] = ()


Draft = Proposal | Decline
