"""Who works here: the six specialists, in the order in which their proposals are settled, and the router over them."""

from __future__ import annotations

from memos.agents.agent import Agent
from memos.agents.core import CoreAgent
from memos.agents.episodic import EpisodicAgent
from memos.agents.procedural import ProceduralAgent
from memos.agents.resource import ResourceAgent
from memos.agents.router import Router
from memos.agents.semantic import SemanticAgent
from memos.agents.settle import Policy
from memos.agents.vault.agent import VaultAgent


def make_agents() -> tuple[Agent, ...]:
    """The specialists, working by rules."""
    return (EpisodicAgent(), SemanticAgent(), CoreAgent(), ProceduralAgent(), ResourceAgent(), VaultAgent())


def make_router(policy: Policy | None = None) -> Router:
    """The router over all six."""
    return Router(make_agents(), policy or Policy())
