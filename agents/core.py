"""Core memory: the persona tree."""

from __future__ import annotations

from memos.agents.agent import Workbench
from memos.agents.perception import Perceived
from memos.agents.proposal import Draft
from memos.schemas.cube import Kind


class CoreAgent:
    """Looks after the persona tree."""

    kind = Kind.CORE
    question = "What is this user like?"

    def wants(self, perceived: Perceived) -> str | None:
        """See `Agent.wants`."""
        return None

    def propose(self, perceived: Perceived, bench: Workbench) -> list[Draft]:
        """See `Agent.propose`."""
        return []
