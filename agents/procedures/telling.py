"""How-tos: a lead that says what is going to be explained, and the steps after it, in one message or over several.

"Here's how I make my sourdough: first …", "Release checklist:" with a list under it, "When planning a hike, I …, and then …".
A story ("first we drove to Porto, then …") has no such lead, and is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from memos.agents.perception import Sentence
from memos.agents.procedures.leads import Lead, capital, find_lead
from memos.agents.procedures.leads import names_a_task as _names_a_task
from memos.agents.procedures.steps import (
    Block,
    are_orders,
    code_steps,
    inline_steps,
    listed_steps,
    marker_of,
    precondition,
    speaks_of_a_step,
    told_steps,
)
from memos.agents.procedures.verbs import is_verb
from memos.schemas.cube import Procedural

NEAR = 160
"""Characters that may stand between a lead and its list: "You need …", "Here it is:"."""

_ITEM = re.compile(r"^[ \t]*(?:\(?\d{1,2}[.):]|\(?[a-z]\)|[-*•–▪◦+])[ \t]", re.IGNORECASE)
_ASKED = re.compile(
    r"\bhow (?:do|would|should|can|could|did) (?:you|i|we|one) (?:usually |normally |typically |always |best )?"
    r"(?P<task>[^?.!\n]{3,80})\?",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"^\W{0,4}(?:(?:ok|okay|so|well|right|sure|yes),? )?(?:first\b|firstly|to (?:start|begin)|start by|step (?:1|one)\b|\(?1[.)]|[-*•])",
    re.IGNORECASE,
)
_NEEDED_ABOVE = re.compile(
    r"(?:^|\n)[#*_ \t]*(?:prerequisites?|requirements?|preconditions?|(?:what )?(?:you|you'll|we|i) need|needed)[ \t*_]*:?[ \t*_]*\s*$",
    re.IGNORECASE,
)
_SURE_BEFORE = re.compile(
    r"^before (?:you|i|we) (?P<task>[^,]{3,80}),? (?:please )?(?:always )?"
    r"(?:make sure|ensure|be sure|check)(?: that)? (?P<need>.{3,160}?)[.! ]*$",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^#{1,6}\s+(?P<title>.+?)\s*#*$", re.MULTILINE)


class Telling(NamedTuple):
    """A procedure as one message tells it; without steps, one that is about to be told."""

    procedure: Procedural
    start: int
    end: int
    rule: str
    left_out: int = 0


def read_telling(content: str, sentences: Sequence[Sentence]) -> Telling | None:
    """The procedure that a message tells after a lead; its steps may be missing if the lead says that they are coming."""
    for place, sentence in enumerate(sentences):
        found = find_lead(sentence.text)
        if found is None or sentence.text.rstrip().endswith("?"):
            continue
        rule, lead = found
        line = content.rfind("\n", 0, sentence.start) + 1
        if _ITEM.match(content[line : sentence.start + 1]):
            continue  # an item of a list leads in nothing
        block = _steps_after(content, sentences[place:], lead)
        if block is not None and (not lead.loose or block.code or len(block.steps) > 1):
            lead, start = _prepared(lead, sentences[:place], sentence.start)
            return Telling(_procedure(lead, block), start, block.end, rule.name, block.left_out)
        if lead.waits and place >= len(sentences) - 2:
            return Telling(_procedure(lead, None), sentence.start, len(content), rule.name)
    return None


def _prepared(lead: Lead, before: Sequence[Sentence], start: int) -> tuple[Lead, int]:
    """The lead with what the sentence before it asks for: "Before you restart the database, make sure … To restart it: …"."""
    match = _SURE_BEFORE.match(before[-1].text.replace("’", "'")) if before else None
    if match is None or match["task"].split()[0].casefold() != (lead.trigger.split() or [""])[0].casefold():
        return lead, start
    need = capital(match["need"])
    given = f"{lead.given}; {need}" if lead.given else need
    if re.search(r"\b(?:it|them|that|this)$", lead.trigger, re.IGNORECASE):
        title = lead.title.replace(lead.trigger, match["task"])
        lead = lead._replace(title=title, trigger=match["task"])
    return lead._replace(given=given), before[-1].start


def _steps_after(content: str, sentences: Sequence[Sentence], lead: Lead) -> Block | None:
    start = sentences[0].start + lead.rest
    line = inline_steps(content, start)
    if line is not None and not content[start : line.start].strip(" ,:"):
        return line if not lead.loose or are_orders(line.steps) else None
    listed = listed_steps(content, start)
    needed: tuple[str, ...] = ()
    if listed is not None and _NEEDED_ABOVE.search(content[max(start, listed.start - NEAR) : listed.start]):
        needed = tuple(step.text for step in listed.steps)
        start = listed.end
        listed = listed_steps(content, start)
    code = code_steps(content, start)
    nearest = min((block for block in (listed, code) if block), key=lambda block: block.start, default=None)
    if nearest is not None and nearest.start - start <= NEAR:
        between = [sentence for sentence in sentences[1:] if sentence.end <= nearest.start]
        after = [sentence for sentence in sentences[1:] if sentence.start >= nearest.end]
        if (nearest.code or not lead.loose or are_orders(nearest.steps)) and len(nearest.steps) > 1:
            told = nearest._replace(preconditions=(*needed, *nearest.preconditions))
            return _with_needs(told, [*between, *after])
        return None
    rest = content[start : sentences[0].end]
    said = [(rest.lstrip(), start + len(rest) - len(rest.lstrip()))] if rest.strip(" .,:") else []
    said += [(sentence.text, sentence.start) for sentence in sentences[1:]]
    return told_steps(said, plain=lead.enumerates and bool(rest.strip(" .,:"))) if said else None


def _with_needs(block: Block, around: Sequence[Sentence]) -> Block:
    needs = [need for sentence in around if (need := precondition(sentence.text))]
    return block._replace(preconditions=tuple(dict.fromkeys((*needs, *block.preconditions))))


def _procedure(lead: Lead, block: Block | None) -> Procedural:
    needs = ((lead.given,) if lead.given else ()) + (block.preconditions if block else ())
    return Procedural(
        title=lead.title,
        trigger=lead.trigger,
        steps=tuple(step.text for step in block.steps) if block else (),
        preconditions=tuple(dict.fromkeys(needs)),
        entry_type="script" if block and block.code else lead.entry_type,
    )


def asked_for(question: str) -> Procedural | None:
    """What an answer to a question tells the steps of: "How do you prepare for a race?"."""
    match = _ASKED.search(question.replace("’", "'"))
    if match is None or not is_verb(match["task"].split()[0]):
        return None
    task = re.sub(r"\byour\b", "my", match["task"].strip())
    return Procedural(title=f"How to {task}", trigger=task, entry_type="guide")


def names_a_task(procedure: Procedural) -> bool:
    """Whether a procedure is called by what it is for."""
    return _names_a_task(procedure.trigger)


def begins(content: str) -> bool:
    """Whether a message begins to tell steps: it says "first" or "step 1", or begins with a numbered list from 1."""
    return _BEGINS.match(content.replace("’", "'")) is not None


def continued(content: str, sentences: Sequence[Sentence]) -> Block | None:
    """The steps with which a message goes on: it begins with "then", "finally", "step 3", or with a list."""
    if not sentences:
        return None
    listed = listed_steps(content)
    if listed is not None and not content[: listed.start].strip():
        return listed
    if marker_of(sentences[0].text) is None or speaks_of_a_step(sentences[0].text):
        return None
    return told_steps([(sentence.text, sentence.start) for sentence in sentences])


def heading_over(content: str, block: Block) -> str:
    """The last line above a list, without its marks: what the list is called."""
    above = [line.strip() for line in content[: block.start].splitlines() if line.strip()]
    if not above:
        return ""
    heading = _HEADING.match(above[-1])
    return capital((heading["title"] if heading else above[-1]).strip(" :*_"))
