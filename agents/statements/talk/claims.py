"""A claim: a statement with everything resolved that the words leave open, ready to be proposed."""

from __future__ import annotations

from typing import NamedTuple

from memos.agents.proposal import Intent
from memos.agents.statements.predicates import entry_of
from memos.schemas.cube import Semantic, Source
from memos.schemas.message import Trust
from memos.schemas.value import Moment


class Claim(NamedTuple):
    """Who is said to be, have or do what; what is meant by saying it; on which words it rests."""

    subject: str
    predicate: str
    object: str
    statement: str
    intent: Intent
    negated: bool
    sources: tuple[Source, ...]
    observed_at: Moment
    trust: Trust
    confidence: float
    about_user: bool
    instead_of: str | None = None
    valid_from: Moment | None = None
    valid_to: Moment | None = None
    link: str = ""

    @property
    def payload(self) -> Semantic:
        """The claim as a memory."""
        return Semantic(
            subject=self.subject,
            predicate=self.predicate,
            object=self.object,
            statement=self.statement,
            functional=entry_of(self.predicate).functional,
            negated=self.negated,
        )

    @property
    def holds(self) -> bool:
        """Whether it says that something is so now."""
        return (
            self.intent in ("assert", "correct")
            and not self.negated
            and not (self.valid_to is not None and self.valid_to <= self.observed_at)
        )
