"""Procedures of an assistant that a user makes his own: "perfect, let's do it that way"."""

from __future__ import annotations

import re

from memos.agents.perception import Utterance
from memos.agents.procedures.leads import find_lead
from memos.agents.procedures.steps import are_orders, listed_steps
from memos.agents.procedures.telling import Telling, asked_for, heading_over, read_telling
from memos.schemas.cube import Procedural

LONGEST = 240
"""Characters of the user's answer: a longer one talks of other things too."""

_THING = r"(?:steps?|procedure|process|plan|method|workflow|recipe|routine|checklist|approach|instructions|list|guide|way|how-to|schedule)"
ADOPTS = re.compile(
    rf"\b(?:let'?s|let us|we'll|we will|i'll|i will|we can|we should|i'm going to|we're going to) (?:all )?"
    rf"(?:do|go with|use|stick (?:with|to)|follow|adopt|try|take) (?:it|that|this|those|these|your)\b"
    rf"(?: {_THING})?(?: (?:that way|like that|like this|this way|from now on|every time|going forward))?"
    rf"|\b(?:that's|this is|that is) (?:exactly )?how (?:we|i)(?:'ll| will) do (?:it|this|that)\b"
    rf"|\b(?:remember|save|keep|store|note(?: down)?|write down|memori[sz]e) (?:this|these|that|those|the|your) {_THING}\b"
    rf"|\b(?:let's|we'll|i'll) (?:make|call) (?:this|that) (?:our|my|the) (?:standard )?{_THING}\b",
    re.IGNORECASE,
)
"""How a user says that this is how he does it from now on."""
_RATHER_NOT = re.compile(
    r"\b(?:not|no|don't|won't|can't|never|but|except|instead|however|rather|too (?:long|much|many)|maybe|perhaps|unless|if)\b|n't\b|\?",
    re.IGNORECASE,
)
_PLEASE_DO = re.compile(
    r"\b(?:give|write|make|draft|propose|suggest|outline|create|need|want)\b.{0,40}?\b(?:for|to|on|of) (?P<task>[^?.!\n]{3,80})",
    re.IGNORECASE,
)


def adopts(answer: str) -> bool:
    """Whether a user takes over what was just said, without an if or a but."""
    plain = answer.replace("’", "'")
    return len(plain) <= LONGEST and ADOPTS.search(plain) is not None and _RATHER_NOT.search(plain) is None


def proposed_by(said: Utterance, before: Utterance | None) -> Telling | None:
    """The procedure in what an assistant said: a list of orders, called what its lead, heading or the question before calls it."""
    content = said.message.content
    told = read_telling(content, said.sentences)
    if told is not None and len(told.procedure.steps) > 1:
        return told
    block = listed_steps(content)
    if block is None or len(block.steps) < 2 or not are_orders(block.steps):
        return None
    named = _named(heading_over(content, block), before)
    steps = tuple(step.text for step in block.steps)
    payload = named.model_copy(update={"steps": steps, "preconditions": block.preconditions})
    return Telling(payload, 0, block.end, "list of the assistant")


def _named(heading: str, before: Utterance | None) -> Procedural:
    found = find_lead(f"{heading}:") if heading else None
    if found is not None:
        return Procedural(title=found[1].title, trigger=found[1].trigger, entry_type=found[1].entry_type)
    asked = asked_for(before.message.content) if before else None
    if asked is not None:
        return asked
    if before is not None and (request := _PLEASE_DO.search(before.message.content)):
        task = request["task"].strip()
        return Procedural(title=heading or f"Steps for {task}", trigger=task, entry_type="guide")
    title = heading or "Steps that were agreed on"
    return Procedural(title=title[:120], trigger=title[:120].casefold() if heading else "", entry_type="guide")
