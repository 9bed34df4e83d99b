"""Semantic memory: statements about the people, places and things in the talk."""

from __future__ import annotations

from memos.agents.agent import Workbench
from memos.agents.perception import Perceived, Utterance
from memos.agents.proposal import Draft, Intent, Proposal
from memos.agents.statements.nouns import Subject
from memos.agents.statements.predicates import known, possessive, told
from memos.agents.statements.reading import read_sentence
from memos.agents.statements.rules import Stated
from memos.agents.statements.words import tokens, written
from memos.schemas.cube import Entity, Kind, Semantic
from memos.schemas.message import Trust


class SemanticAgent:
    """Reads statements by rules."""

    kind = Kind.SEMANTIC
    question = "What holds of the people, places and things in the talk?"

    def wants(self, perceived: Perceived) -> str | None:
        """See `Agent.wants`."""
        return "somebody tells something" if any(not u.noise for u in perceived.utterances) else None

    def propose(self, perceived: Perceived, bench: Workbench) -> list[Draft]:
        """See `Agent.propose`."""
        return [
            draft
            for utterance in perceived.utterances
            if utterance.message.role == "user" and not utterance.noise
            for sentence in utterance.sentences
            for stated in read_sentence(tokens(sentence.text, sentence.start))
            if (draft := _proposal(utterance, stated, perceived, bench)) is not None
        ]


def _name(subject: Subject, utterance: Utterance, perceived: Perceived) -> str | None:
    match subject.being:
        case "speaker":
            return utterance.speaker
        case "person":
            return subject.text
        case "kin" | "owned":
            if subject.name:
                return subject.name
            owner = _name(subject.owner, utterance, perceived) if subject.owner else utterance.speaker
            full = f"{possessive(owner)} {subject.text}" if owner else None
            return perceived.people.get(full.casefold(), full) if full else None
        case "thing":
            return f"the {subject.text}" if subject.text else None
        case _:
            return None


def _proposal(utterance: Utterance, stated: Stated, perceived: Perceived, bench: Workbench) -> Draft | None:
    subject = _name(stated.subject, utterance, perceived)
    value = written(utterance.message.content, stated.object)
    if not subject or not value or stated.hedged:
        return None
    intent: Intent = {"+": "assert", "-": "deny", "ended": "end"}[stated.polarity]  # type: ignore[assignment]
    entry = known(stated.predicate)
    return Proposal(
        id=bench.ids.new(),
        agent="semantic",
        intent=intent,
        payload=Semantic(
            subject=subject,
            predicate=stated.predicate,
            object=value,
            statement=told(subject, stated.predicate, value, "+", stated.rule.link),
            functional=entry.functional,
        ),
        sources=(utterance.source(stated.start, stated.end),),
        observed_at=utterance.message.timestamp,
        trust=Trust.least([utterance.message.trust]),
        confidence=stated.rule.confidence,
        reason=f"{utterance.speaker} said so",
        entities=(Entity(name=subject),),
    )
