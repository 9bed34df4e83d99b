"""What "it", "she" and "the party" take up again: a thing, an animal, an attribute spoken of before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from memos.agents.perception import Utterance
from memos.agents.statements.grammar.nouns import FEMALE, MALE, SPEAKER, VALUED, Subject
from memos.agents.statements.grammar.vocabulary import PETS
from memos.agents.statements.grammar.words import tokens
from memos.agents.statements.kinds.sorts import sort_of_value
from memos.agents.statements.predicates import HALVES, possessive
from memos.agents.statements.rules import Stated
from memos.agents.statements.talk.hearing import SAME_TALK
from memos.agents.statements.talk.ledger import Known, Ledger
from memos.agents.statements.talk.wording import value_of
from memos.agents.statements.terms import ALIASES, same_noun
from memos.schemas.roles import ROLES


def taken_up(
    stated: Stated, utterance: Utterance, ledger: Ledger, subjects: Iterable[str], *, mistaken: bool
) -> Known | None:
    """The attribute that "it" or "the party" takes up again from what was said before."""
    if not stated.predicate.startswith("attribute:") and not (
        stated.predicate == "is" and "{N}" in stated.rule.predicate
    ):
        return None
    noun = stated.predicate.partition(":")[2] or stated.subject.text.lower()
    it = noun == "it" or noun.startswith("it ")
    if not it and stated.subject.being not in ("thing", "speaker"):
        return None
    aspect = noun.removeprefix("it").strip() if it else ""
    value = value_of(stated, utterance)
    changes = mistaken or "now" in utterance.message.content[stated.whole[0] : stated.whole[1]].lower().split()
    changes = changes or stated.rule.when in ("change", "fact")
    for known in ledger.lately(subjects=[utterance.speaker, *subjects]):
        other = known.predicate.removeprefix("attribute:")
        if other == known.predicate or known.said_at > utterance.message.timestamp:
            continue
        if not it:
            if stated.subject.being == "thing" and same_noun(noun, other):
                return known
        elif (other.endswith(aspect) if aspect else sort_of_value(known.object) == sort_of_value(value)) and changes:
            recent = (utterance.message.timestamp - known.said_at).total_seconds() < 7 * SAME_TALK
            return known if recent else None
    return None


def whose(stated: Stated, value: str, ledger: Ledger, speaker: str) -> str | None:
    """ "Correction: she plays the violin": she of whom another value of the same was told last."""
    kin = {
        one.object: one.predicate.removeprefix("relation:")
        for one in ledger.of(speaker)
        if one.predicate.startswith("relation:")
    }
    kin |= {f"{possessive(speaker)} {role}": role for role in [*kin.values()]}
    others = {"she": MALE, "he": FEMALE}.get(stated.subject.text, frozenset())
    near = [name for name, role in kin.items() if role not in others]
    for known in ledger.lately(subjects=near):
        if known.predicate == stated.predicate and known.subject in near and known.object != value:
            return known.subject
    return None


def of_it(stated: Stated, utterance: Utterance) -> Stated:
    """ "They moved the meeting, it's on Friday now": "it" is what was last spoken of and has a value."""
    if not stated.predicate.startswith(("attribute:", "name")):
        return stated
    before = tokens(utterance.message.content[max(stated.start - 200, 0) : stated.start])
    nouns = [n for n in range(1, len(before)) if before[n - 1].word in ("the", "my", "our", "new", "another", "'s")]
    valued = [before[n].word for n in nouns if before[n].word in VALUED or stated.predicate == "name"]
    if valued and stated.predicate == "name":
        return stated._replace(subject=Subject("thing", valued[-1]))
    valued = [noun for noun in valued if noun != "name"]
    noun = valued[-1] if valued else ""
    predicate = ALIASES[noun][0] if noun in ALIASES else f"attribute:{noun}"
    return stated._replace(subject=SPEAKER, predicate=predicate) if noun else stated


def of_a_pet(stated: Stated, utterance: Utterance) -> Stated:
    """ "We got a puppy, her name is Luna": "she" is the pet that was last spoken of."""
    before = tokens(utterance.message.content[max(stated.start - 120, 0) : stated.start])
    last = next((word.word for word in reversed(before) if word.word in PETS or word.word in ROLES), "")
    if last not in PETS:
        return _of_a_partner(stated, [token.word for token in before])
    rule = stated.rule._replace(predicate="has_pet", link=last)
    return stated._replace(subject=SPEAKER, predicate="has_pet", rule=rule)


_NEW_PARTNER: Mapping[str, str] = MappingProxyType(
    {
        "someone": "partner",
        "somebody": "partner",
        "guy": "partner",
        "woman": "partner",
        "couple": "partner",
        "remarried": "spouse",
    }
    | {role: role for role in HALVES}
)
_COUPLING = frozenset(
    "seeing dating met meet couple remarried boyfriend girlfriend partner husband wife fiance spouse engaged".split()
)


def _of_a_partner(stated: Stated, before: Sequence[str]) -> Stated:
    """ "I'm seeing someone, her name is Freja", "I have a new boyfriend. His name is Silas": whoever was just spoken of."""
    at = next((n for n in range(len(before) - 1, -1, -1) if before[n] in _NEW_PARTNER or before[n] in ROLES), None)
    if at is None or before[at] not in _NEW_PARTNER or not _COUPLING & set(before[max(at - 6, 0) :]):
        return stated
    own = before[at] not in HALVES or {"new", "a"} & set(before[max(at - 2, 0) : at])
    predicate = f"relation:{_NEW_PARTNER[before[at]]}"
    rule = stated.rule._replace(predicate=predicate)
    return stated._replace(subject=SPEAKER, predicate=predicate, rule=rule) if own else stated
