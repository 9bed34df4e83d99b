"""Triples that a set publishes, handed in as the statements of their passage, through the agents' own way in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from memos.agents.agent import Workbench
from memos.agents.perception import Perceived
from memos.agents.proposal import Draft, Proposal
from memos.agents.roster import make_agents
from memos.agents.router import Router
from memos.agents.settle import Policy
from memos.bench.sets.dataset import Triple
from memos.schemas.cube import Edge, EdgeType, Entity, Kind, Semantic, Source
from memos.schemas.message import StoredMessage

_LONGEST_NAME: Final = 256
_LONGEST_PREDICATE: Final = 128


class Published:
    """In place of the semantic agent: what stands in a passage's published triples is what it states. Nothing else is."""

    kind = Kind.SEMANTIC
    question = "What do the published triples say of this passage?"

    def __init__(self, triples: Mapping[str, Sequence[Triple]]) -> None:
        """`triples` by message id."""
        self._triples = triples

    def wants(self, perceived: Perceived) -> str | None:
        """Exchanges with a passage of which there are triples."""
        known = any(self._triples.get(one.message.id) for one in perceived.utterances)
        return "there are published triples" if known else None

    def propose(self, perceived: Perceived, bench: Workbench) -> list[Draft]:
        """A statement a triple, on the whole passage, between the two entities it names."""
        return [
            _proposal(triple, one.message, bench.ids.new())
            for one in perceived.utterances
            for triple in self._triples.get(one.message.id, ())
        ]


def router_over(triples: Mapping[str, Sequence[Triple]]) -> Router:
    """All specialists, the semantic one replaced; a passage may bring all its triples, whatever it is trusted."""
    agents = tuple(Published(triples) if agent.kind is Kind.SEMANTIC else agent for agent in make_agents())
    most = max(map(len, triples.values()), default=0)
    return Router(agents, Policy(per_untrusted_message=most + Policy().per_untrusted_message))


def _proposal(triple: Triple, passage: StoredMessage, cube_id: str) -> Proposal:
    subject, value = Entity(name=triple.subject[:_LONGEST_NAME]), Entity(name=triple.object[:_LONGEST_NAME])
    related = Edge(source=subject.node, target=value.node, type=EdgeType.RELATES)
    statement = " ".join(triple)
    return Proposal(
        id=cube_id,
        agent=Kind.SEMANTIC.value,
        payload=Semantic(
            subject=triple.subject,
            predicate=triple.relation[:_LONGEST_PREDICATE],
            object=triple.object,
            statement=statement,
        ),
        sources=(Source(message_id=passage.id),),
        observed_at=passage.timestamp,
        trust=passage.trust,
        reason=f"published: {statement[:200]}",
        entities=(subject, value),
        edges=(related,) if subject.node != value.node else (),
    )
