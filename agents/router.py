"""The router: perceive an exchange, choose who looks at it, let them look side by side, settle what comes of it.

A LangGraph `StateGraph` in four steps. It ends with operations; it never writes.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple, TypedDict

from langgraph.graph import END, START, StateGraph
from langgraph.types import Send
from langsmith.run_helpers import tracing_context

from memos.agents.agent import Agent, Shared, Workbench
from memos.agents.perceive import Exchange, perceive
from memos.agents.perception import Perceived
from memos.agents.proposal import Decline, Draft, Proposal
from memos.agents.resolution.exchange import resolve
from memos.agents.settle import Policy, settle
from memos.ports import Ids
from memos.schemas.operation import Operation


class Routed(NamedTuple):
    """What came of an exchange: final operations, who looked at it and why, and whose look failed with what."""

    operations: tuple[Operation, ...]
    route: dict[str, str]
    failures: dict[str, str]


class _Look(NamedTuple):
    agent: str
    drafts: list[Draft]
    failure: str | None


class _State(TypedDict):
    exchange: Exchange
    bench: Workbench
    perceived: Perceived
    route: dict[str, str]
    looks: Annotated[list[_Look], operator.add]
    operations: tuple[Operation, ...]


class _Provisional:
    """Ids for one specialist's proposals. The real ones are given out when all have looked: who was faster changes nothing."""

    def __init__(self, agent: str) -> None:
        self._agent = agent
        self._made = 0

    def new(self) -> str:
        self._made += 1
        return f"{self._agent}\n{self._made}"


class Router:
    """Coordinates the specialists.

    `agents` are the specialists, in the order in which their proposals are settled; `policy` is the gate at the end.
    """

    def __init__(self, agents: Sequence[Agent], policy: Policy) -> None:
        self._agents = {agent.kind.value: agent for agent in agents}
        self._policy = policy
        self._graph = self._compile()

    def run(self, exchange: Exchange, bench: Workbench) -> Routed:
        """Takes an exchange through all four steps. A specialist that raises loses only its own proposals."""
        with tracing_context(enabled=False):  # whatever the environment says: a conversation is traced by nobody
            end: dict[str, Any] = self._graph.invoke({"exchange": exchange, "bench": bench._replace(once=Shared())})
        failures = {look.agent: look.failure for look in end.get("looks", ()) if look.failure}
        return Routed(end["operations"], end["route"], failures)

    def _compile(self) -> Any:
        graph: StateGraph[_State, None, _State, _State] = StateGraph(_State)
        graph.add_node("perceive", self._perceive)
        graph.add_node("route", self._route)
        graph.add_node("settle", self._settle)
        for name in self._agents:
            graph.add_node(name, self._specialist(name))
            graph.add_edge(name, "settle")
        graph.add_edge(START, "perceive")
        graph.add_edge("perceive", "route")
        graph.add_conditional_edges("route", self._fan_out, [*self._agents, "settle"])
        graph.add_edge("settle", END)
        return graph.compile()

    def _perceive(self, state: _State) -> dict[str, Any]:
        return {"perceived": resolve(perceive(state["exchange"]), state["exchange"])}

    def _route(self, state: _State) -> dict[str, Any]:
        route: dict[str, str] = {}
        failed: list[_Look] = []
        for name, agent in self._agents.items():
            try:
                reason = agent.wants(state["perceived"])
            except Exception as error:  # noqa: BLE001 - see `_specialist`
                failed.append(_failed(name, error))
            else:
                route.update({name: reason} if reason else {})
        return {"route": route, "looks": failed}

    def _fan_out(self, state: _State) -> list[Send] | str:
        return [Send(name, state) for name in state["route"]] or "settle"

    def _specialist(self, name: str) -> Any:
        agent = self._agents[name]

        def look(state: _State) -> dict[str, Any]:
            bench = state["bench"]._replace(ids=_Provisional(name))
            try:
                drafts = agent.propose(state["perceived"], bench)
            # Here anything may be caught: a fault in one specialist must not cost the others their work.
            # It is not lost: the failure is reported with the operations and recorded with the exchange.
            except Exception as error:  # noqa: BLE001
                return {"looks": [_failed(name, error)]}
            return {"looks": [_Look(name, drafts, None)]}

        return look

    def _settle(self, state: _State) -> dict[str, Any]:
        order = list(self._agents)
        looks = sorted(state.get("looks", []), key=lambda look: order.index(look.agent))
        drafts = _with_real_ids([draft for look in looks for draft in look.drafts], state["bench"].ids)
        drafts += [Decline(agent=look.agent, reason=f"failed: {look.failure}") for look in looks if look.failure]
        perceived = state["perceived"]
        return {"operations": settle(drafts, perceived, state["bench"], self._policy)}


def _failed(agent: str, error: Exception) -> _Look:
    return _Look(agent, [], f"{type(error).__name__}: {error}")


def _with_real_ids(drafts: Sequence[Draft], ids: Ids) -> list[Draft]:
    """The drafts with lasting ids in place of provisional ones, given out in order."""
    real = {draft.id: ids.new() for draft in drafts if isinstance(draft, Proposal)}
    return [_renamed(draft, real) if isinstance(draft, Proposal) else draft for draft in drafts]


def _renamed(proposal: Proposal, real: Mapping[str, str]) -> Proposal:
    edges = tuple(
        edge.model_copy(
            update={"source": real.get(edge.source, edge.source), "target": real.get(edge.target, edge.target)}
        )
        for edge in proposal.edges
    )
    parents = tuple(real.get(parent, parent) for parent in proposal.parents)
    replaces = real.get(proposal.replaces, proposal.replaces) if proposal.replaces else None
    changes = {"id": real[proposal.id], "parents": parents, "replaces": replaces, "edges": edges}
    return proposal.model_copy(update=changes)
