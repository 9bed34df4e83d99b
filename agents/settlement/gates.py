"""What no proposal gets past, whatever a model said: each gate answers why a proposal is refused, or None."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from memos.agents.agent import Talk
from memos.agents.perception import Perceived
from memos.agents.procedures.habits import is_record
from memos.agents.proposal import Proposal
from memos.agents.settlement.view import View
from memos.agents.settlement.wording import fold
from memos.agents.vault import find_secrets
from memos.schemas.cube import Core, MemCube, Payload, Procedural, Semantic, Source, Vault
from memos.schemas.message import StoredMessage, Trust


class Ground(NamedTuple):
    """What an exchange gives to stand on: its messages, those before it and those of long ago that are cited, who speaks for
    himself, what is known."""

    messages: Mapping[str, StoredMessage]
    owners: frozenset[str]
    view: View

    @classmethod
    def of(cls, perceived: Perceived, view: View, proposals: Sequence[Proposal], talk: Talk) -> Ground:
        """The ground of an exchange. The user of the space, and whoever speaks as a user, owns what is said of him."""
        utterances = (*perceived.earlier, *perceived.utterances)
        messages = {one.message.id: one.message for one in utterances}
        speakers = {one.speaker for one in utterances if one.message.trust.rank >= Trust.USER.rank}
        cited = {source.message_id for one in proposals if one.intent != "extend" for source in one.sources}
        older = sorted(cited - messages.keys())
        messages |= {message.id: message for message in (talk.get(older) if older else ())}
        return cls(messages, frozenset(map(fold, speakers | {perceived.scope.user})), view)

    def trust_of(self, proposal: Proposal) -> Trust:
        """The least trusted of its sources, its parents and what it claims itself.

        One thing lifts the words of an assistant: a user's words cited with them that came later confirm them.
        """
        cited = self.cited(proposal)
        cited.sort(key=lambda message: message.position)
        levels = [message.trust for message in cited]
        if cited and cited[-1].trust.rank >= Trust.USER.rank:
            levels = [message.trust for message in cited if message.role != "assistant"]
        levels += [cube.trust for parent in proposal.parents if (cube := self.view.get(parent)) is not None]
        levels += [known.trust for known in self._rests_on(proposal)]
        return Trust.least([proposal.trust, *levels])

    def cited(self, proposal: Proposal) -> list[StoredMessage]:
        """The messages in which the words are that a proposal cites."""
        return [self.messages[source.message_id] for source in proposal.sources if self.cites(source)]

    def cites(self, source: Source) -> bool:
        """Whether a source names words that are here; a message without words is named as a whole."""
        message = self.messages.get(source.message_id)
        if message is None:
            return False
        length = len(message.content)
        if (source.start, source.end) == (0, None):
            return True
        return source.start < length if source.end is None else source.start < source.end <= length

    def rests_on_known(self, proposal: Proposal, source: Source) -> bool:
        """Whether the cube that a proposal extends cites this already."""
        return any(source in known.provenance.sources for known in self._rests_on(proposal))

    def _rests_on(self, proposal: Proposal) -> tuple[MemCube, ...]:
        known = self.view.get(proposal.replaces) if proposal.intent == "extend" and proposal.replaces else None
        return () if known is None else (known,)


Gate = Callable[[Proposal, Trust, Ground], str | None]


def refusal(proposal: Proposal, trust: Trust, ground: Ground) -> str | None:
    """Why a proposal goes no further, or None."""
    reasons = (gate(proposal, trust, ground) for gate in GATES)
    return next((reason for reason in reasons if reason is not None), None)


def rests_on_words_that_are_here(proposal: Proposal, trust: Trust, ground: Ground) -> str | None:
    """Every source is a span of a message of the exchange or just before it; every parent is known."""
    del trust
    if not proposal.sources and not proposal.parents:
        return "rests on nothing"
    for source in proposal.sources:
        if not ground.cites(source) and not ground.rests_on_known(proposal, source):
            return f"cites words that are not in message {source.message_id}"
    unknown = next((parent for parent in proposal.parents if ground.view.get(parent) is None), None)
    return None if unknown is None else f"rests on a memory that is not here: {unknown}"


def holds_no_secret(proposal: Proposal, trust: Trust, ground: Ground) -> str | None:
    """Secrets are sealed when they come in, and only then: no payload brings one, in the clear or sealed.

    What a message says word for word has been looked through when it came in.
    """
    del trust
    if isinstance(proposal.payload, Vault):
        return "secrets are sealed when they come in, not by proposal"
    said = [message.content for message in ground.cited(proposal)]
    fresh = [text for text in _texts(proposal.payload) if not any(text in content for content in said)]
    secrets = find_secrets("\n\n".join(fresh))
    return f"holds an unsealed {secrets[0].label}" if secrets else None


def speaks_for_whom_it_may(proposal: Proposal, trust: Trust, ground: Ground) -> str | None:
    """Only people themselves make facts about them, and only a user says how to do things; which tools did them is on record."""
    if trust.rank >= Trust.USER.rank:
        return None
    payload = proposal.payload
    if isinstance(payload, Procedural):
        known = ground.view.get(proposal.replaces) if proposal.replaces else None
        if is_record(payload, ground.cited(proposal), known.payload if known else None):
            return None
        return f"a standing instruction from {_teller(trust)}: only the user gives those"
    if isinstance(payload, Core) or (isinstance(payload, Semantic) and _owned(payload.subject, ground.owners)):
        return f"only {_teller(trust)} said so: not a fact about the user until confirmed"
    return None


GATES: tuple[Gate, ...] = (rests_on_words_that_are_here, holds_no_secret, speaks_for_whom_it_may)


def _owned(subject: str, owners: frozenset[str]) -> bool:
    """About one of the owners, or about what is his ("Ana's sister")."""
    folded = fold(subject).replace("’", "'")
    return folded in owners or folded.partition("'s ")[0] in owners


def _teller(trust: Trust) -> str:
    return "the assistant" if trust is Trust.AGENT else f"a {trust.value} source"


def _texts(payload: Payload) -> list[str]:
    """Every text of a payload but its kind and its digest."""
    fields = [value for name, value in payload if name not in ("kind", "digest")]
    return [
        text for value in fields for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, str)
    ]
