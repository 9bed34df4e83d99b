"""What "it", "she" and "the party" take up again: a thing, an animal, an attribute spoken of before."""

from __future__ import annotations

from collections.abc import Iterable

from memos.agents.perception import Utterance
from memos.agents.statements.hearing import SAME_TALK
from memos.agents.statements.ledger import Known, Ledger
from memos.agents.statements.nouns import ROLES, SPEAKER, VALUED, Subject
from memos.agents.statements.rules import Stated
from memos.agents.statements.sorts import sort_of_value
from memos.agents.statements.terms import ALIASES, same_noun
from memos.agents.statements.vocabulary import PETS
from memos.agents.statements.wording import value_of
from memos.agents.statements.words import tokens


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
        return stated
    rule = stated.rule._replace(predicate="has_pet", link=last)
    return stated._replace(subject=SPEAKER, predicate="has_pet", rule=rule)
