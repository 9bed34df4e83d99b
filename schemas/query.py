"""A question to the memory and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from memos.schemas.cube import Kind, MemCube, State
from memos.schemas.scope import Scope
from memos.schemas.value import Moment, Text, Value, Whole

MAX_QUERY = 64 * 1024
"""The longest question, in characters."""
MOST: Final = 2**63 - 1
"""The largest number that a store can count to."""


class Query(Value):
    """A question. `as_of` asks what was believed then, `valid_at` what held in the world then.

    `token_budget` bounds the packed context, in cl100k tokens. `filters` narrows by header and payload fields (see `schemas.filter`).
    """

    text: Annotated[Text, StringConstraints(max_length=MAX_QUERY)]
    scope: Scope
    limit: Whole = Field(default=10, ge=1, le=1000)
    kinds: frozenset[Kind] | None = None
    filters: Mapping[str, Any] | None = None
    as_of: Moment | None = None
    valid_at: Moment | None = None
    token_budget: Whole = Field(default=2000, ge=1)
    explain: bool = False


class Listing(Value):
    """Which memories to list, newest first: `limit` of them behind the first `offset`. Times and filters as in a Query."""

    scope: Scope
    kinds: frozenset[Kind] | None = None
    states: frozenset[State] = frozenset({State.ACTIVE})
    filters: Mapping[str, Any] | None = None
    as_of: Moment | None = None
    valid_at: Moment | None = None
    limit: Whole = Field(default=100, ge=0, le=MOST)
    offset: Whole = Field(default=0, ge=0, le=MOST)


class Portrait(Value):
    """How long a profile may be, in cl100k tokens."""

    token_budget: Whole = Field(ge=1)


class Hit(Value):
    """One memory found. `evidence` names the messages it rests on, best first.

    `channels` holds what each channel gave (raw), filled when the query asked to explain; `features` the ranker's inputs.
    `direct` tells how much of the question a statement answers by whom and what it is about, whatever its words: 0 to 1.
    """

    cube: MemCube
    score: float
    evidence: tuple[str, ...]
    alias: int
    direct: float = 0.0
    channels: Mapping[str, float] = Field(default_factory=dict)
    features: Mapping[str, float] = Field(default_factory=dict)


class Recollection(Value):
    """The answer to a query: ranked hits, and the text that fits the token budget, with `[1]`-style aliases.

    `query` is the question as far as it was read, without secrets. `degraded` names channels that could not take part, and why.
    `valid_at` is the time in the world that was asked about. `subjects` are those whom the question names, in lower case, as memory
    calls them. `answerable` is the chance, 0 to 1, that anything in memory answers: below what a mistake costs, better say that
    nothing does.
    """

    id: str
    query: str
    valid_at: Moment | None = None
    subjects: tuple[str, ...] = ()
    answerable: float = 1.0
    hits: tuple[Hit, ...]
    context: str
    tokens: int
    degraded: tuple[str, ...] = ()


class Citation(Value):
    """A sentence of an answer and the words it rests on."""

    alias: int
    cube_id: str
    message_id: str
    quote: str


class Answer(Value):
    """What `ask` returns. Without a model it is extractive: the evidence's own sentences. `abstained` when nothing answers."""

    text: str
    citations: tuple[Citation, ...]
    recollection_id: str
    abstained: bool = False
