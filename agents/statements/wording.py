"""How a claim is put in words: its value as it was said, its statement in the third person."""

from __future__ import annotations

from memos.agents.perception import Utterance
from memos.agents.statements.predicates import Polarity, in_third_person, told
from memos.agents.statements.rules import Stated
from memos.agents.statements.verbs import FORMS

LONGEST_PLAN = 160
"""How much of what follows a plan its statement keeps ("a motorbike this summer, a Triumph"), in characters."""


def value_of(stated: Stated, utterance: Utterance) -> str:
    """The value, verbatim."""
    return utterance.message.content[stated.object[0].start : stated.object[-1].end]


def sentence_for(
    stated: Stated, utterance: Utterance, subject: str, predicate: str, value: str, polarity: Polarity
) -> str:
    """The statement as a sentence with the subject's name. What has ended is told as it held."""
    content = utterance.message.content
    link = stated.rule.link if predicate in stated.rule.predicate else ""
    if predicate in ("wants", "likes", "prefers"):
        link = "to" if _is_base(stated) and any(word.startswith("to") for word in stated.rule.pattern.split()) else ""
    if predicate == "is":
        clause = content[stated.start : stated.end]
        return f"{clause[:1].upper()}{clause[1:]}."
    if predicate == "plans":
        end = stated.whole[1]
        if 0 < end - stated.object[0].start < LONGEST_PLAN:
            value = content[stated.object[0].start : max(end, stated.object[-1].end)].rstrip(" ,.!?")
        link = "to" if _is_base(stated) else ""
    if predicate == "habit" and _is_base(stated) and link == "verb":
        value = in_third_person(value) if polarity == "+" else value
        if polarity == "-":
            return f"{subject} never {in_third_person(value)}."
    return " ".join(told(subject, predicate, value, polarity, link).split())


def _is_base(stated: Stated) -> bool:
    first = stated.object[0].word
    return any(form.tense == "base" for form in FORMS.get(first, ())) or first in ("be", "have", "do")
