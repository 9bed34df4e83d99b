"""Standing instructions in what somebody says, each with the sentences that go on with it: "When you deploy, first … Then …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from memos.agents.perception import Sentence
from memos.agents.procedures.instructions import Instruction, find_instruction
from memos.agents.procedures.steps import MOST, Step, are_orders, marker_of, told_steps

_GOES_ON = ("then", "and then", "next", "after that", "after this", "afterwards", "finally", "lastly", "last of all")
_RULE_OUT = re.compile(r"^never (?!mind\b|ever\b|in\b)[a-z]+(?: [\w' -]{1,60})?[.!]*$", re.IGNORECASE)


def instructions_in(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int, Instruction]]:
    """Each standing instruction, and where its words stand."""
    place = 0
    while place < len(sentences):
        first = sentences[place]
        place += 1
        given = find_instruction(first.text)
        if given is None:
            continue
        end = first.end
        while given.trigger and place < len(sentences) and (steps := _going_on(sentences[place], given)):
            given = given._replace(steps=(*given.steps, *(step.text for step in steps)))
            end = sentences[place].end
            place += 1
        yield first.start, end, given


def _going_on(sentence: Sentence, given: Instruction) -> tuple[Step, ...]:
    """The steps of a sentence that goes on with an instruction; none if it does not, or would make it too long."""
    if _RULE_OUT.match(sentence.text) and find_instruction(sentence.text) is None and len(given.steps) < MOST:
        return (Step(sentence.text.rstrip(".! "), sentence.start, sentence.end),)
    block = told_steps([(sentence.text, sentence.start)]) if marker_of(sentence.text) in _GOES_ON else None
    if block is None or not are_orders(block.steps) or len(given.steps) + len(block.steps) > MOST:
        return ()
    return block.steps
