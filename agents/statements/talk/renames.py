"""Names that take the place of others: of a pet told without one, of one that is renamed, of what somebody goes by."""

from __future__ import annotations

from memos.agents.perception import Utterance
from memos.agents.settlement.wording import words
from memos.agents.statements.grammar.words import tokens
from memos.agents.statements.readers.animals import REFINED, pets_of
from memos.agents.statements.rules import Stated
from memos.agents.statements.talk.claims import Claim
from memos.agents.statements.talk.ledger import Ledger


def renaming(claim: Claim, stated: Stated, ledger: Ledger, utterance: Utterance, previous: Claim | None) -> Claim:
    """The claim, as a correction of the name it replaces if it does. `previous` is the claim made before it."""
    if stated.predicate in REFINED:
        told = previous is not None and previous.predicate == "has_pet" and previous.observed_at == claim.observed_at
        pets = [
            *([previous.object] if previous is not None and told else []),
            *(one.object for one in pets_of(ledger, claim.subject)),
        ]
        mine = words(claim.object)
        old = next((one for one in pets if one != claim.object and words(one) & mine), None)
        return claim._replace(intent="correct", instead_of=old) if old else claim
    if claim.predicate == "has_pet" and stated.rule.link and claim.holds:
        return _of_a_pet(claim, stated.rule.link, ledger, utterance, previous)
    if claim.predicate == "nickname" and stated.rule.pattern.startswith("S go by"):  # one goes by one name at a time
        for known in ledger.of(claim.subject):
            if known.predicate == "nickname" and known.object != claim.object and known.said_at < claim.observed_at:
                return claim._replace(intent="correct", instead_of=known.object)
    return claim


def _of_a_pet(claim: Claim, kind: str, ledger: Ledger, utterance: Utterance, previous: Claim | None) -> Claim:
    """A pet told by its name: the one just told without a name gets it, one that is renamed loses the old one."""
    if previous is not None and previous.predicate == "has_pet" and previous.holds and previous.object.islower():
        told_together = previous.observed_at == claim.observed_at
        if told_together and kind in previous.object.split():
            return claim._replace(intent="correct", instead_of=previous.object)
    said = {token.word for token in tokens(utterance.message.content)}
    for known in ledger.of(claim.subject) if said & {"renamed", "rename", "now"} else ():
        if known.predicate != "has_pet" or kind not in known.statement.lower().split(".")[0].split():
            continue
        named = any(word[:1].isupper() for word in known.object.split())
        if named and claim.object not in known.object:
            return claim._replace(intent="correct", instead_of=known.object)
    return claim
