"""Statements about the people, places and things in the talk, each resting on the words that say so."""

from __future__ import annotations

from memos.agents.agent import Workbench
from memos.agents.perception import Perceived
from memos.agents.proposal import Draft, Proposal
from memos.agents.statements.talk.claims import Claim
from memos.agents.statements.talk.interpret import claims_in
from memos.schemas.cube import Entity, Kind

AGENT = Kind.SEMANTIC.value

_REASONS = {
    "assert": "said",
    "correct": "put right",
    "end": "said to be over",
    "deny": "said not to be so",
    "retract": "taken back",
    "extend": "said",
}


class SemanticAgent:
    """Remembers what is stated of people, places and things."""

    kind = Kind.SEMANTIC
    question = "What does somebody state about a person, a place or a thing that will still matter next month?"

    def wants(self, perceived: Perceived) -> str | None:
        """Every exchange in which a user says something that is not mere noise."""
        said = any(one.message.role == "user" and not one.noise for one in perceived.utterances)
        confirmed = any(one.noise and one.message.role == "user" for one in perceived.utterances)
        return "somebody may have stated something" if said or confirmed else None

    def propose(self, perceived: Perceived, bench: Workbench) -> list[Draft]:
        """A proposal for every statement made in the exchange."""
        return [_proposal(claim, bench.ids.new()) for claim in claims_in(perceived, bench)]


def _proposal(claim: Claim, cube_id: str) -> Proposal:
    return Proposal(
        id=cube_id,
        agent=AGENT,
        intent=claim.intent,
        payload=claim.payload,
        sources=claim.sources,
        instead_of=claim.instead_of,
        observed_at=claim.observed_at,
        valid_from=claim.valid_from,
        valid_to=claim.valid_to,
        trust=claim.trust,
        confidence=claim.confidence,
        reason=f"{_REASONS[claim.intent]}: {claim.statement[:200]}",
        entities=(Entity(name=claim.subject[:256], type="person" if _is_person(claim) else "thing"),),
    )


def _is_person(claim: Claim) -> bool:
    return not claim.subject.startswith("the ") and claim.predicate != "is"
