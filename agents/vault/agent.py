"""The vault's agent: notes where secrets were mentioned."""

from __future__ import annotations

from collections.abc import Iterator

from memos.agents.agent import Workbench
from memos.agents.perception import Perceived
from memos.agents.proposal import Decline, Draft
from memos.agents.vault.finding import HANDLE
from memos.schemas.cube import Kind, Source


class VaultAgent:
    """Looks after secrets. It has nothing left to propose: they were sealed before any agent saw the text."""

    kind = Kind.VAULT
    question = "Is there a secret here that must never be read, embedded or shown?"

    def wants(self, perceived: Perceived) -> str | None:
        """An exchange in which a handle stands."""
        return "a sealed secret is mentioned" if next(_handles(perceived), None) else None

    def propose(self, perceived: Perceived, bench: Workbench) -> list[Draft]:
        """Notes the handles it sees: the secrets behind them are sealed already."""
        del bench
        sources = tuple(_handles(perceived))
        if not sources:
            return []
        return [
            Decline(
                agent=self.kind.value, reason="a secret is mentioned; it was sealed when it came in", sources=sources
            )
        ]


def _handles(perceived: Perceived) -> Iterator[Source]:
    for utterance in perceived.utterances:
        if "vault://" in utterance.message.content:
            for handle in HANDLE.finditer(utterance.message.content):
                yield utterance.source(handle.start(), handle.end())
