"""A procedure corrected by hand: a list, or as many sentences as there are steps, replaces the steps; a sentence mends the nearest."""

from __future__ import annotations

import re
from typing import Final

from memos.agents.lexicon import STOP
from memos.agents.perceive.sentences import split
from memos.agents.procedures.corrections import find_correction
from memos.agents.procedures.mending import Change, Replace, Restate, Reword, applied
from memos.agents.procedures.steps import MOST, clean, inline_steps, listed_steps, told_steps
from memos.schemas.cube import Procedural

_WORD: Final = re.compile(r"\w+(?:['-]\w+)*")
LONGEST: Final = 160
"""Characters of a title."""


def rewritten(procedure: Procedural, said: str) -> Procedural | None:
    """The procedure as it should be by these words; None if they don't tell what of it they correct.

    Without steps it is what it says, its title, that is another. What a correction in talk may say ("skip step 2") may be said here.
    """
    said = said.strip()
    if not procedure.steps:
        return procedure.model_copy(update={"title": said.rstrip(".") if "\n" not in said else said.splitlines()[0]})
    correction = find_correction(said)
    if correction is not None and not isinstance(correction.change, Restate):
        changed = applied(correction.change, procedure)
        if changed is not None or not isinstance(correction.change, Reword):
            return changed
    steps = _all_steps(procedure, said)
    if steps is not None:
        return procedure.model_copy(update={"title": _title(procedure, steps), "steps": steps})
    change = _nearest(procedure, said) if len(split(said)) == 1 else None
    return None if change is None else applied(change, procedure)


def _all_steps(procedure: Procedural, said: str) -> tuple[str, ...] | None:
    """All the steps anew: a list from beginning to end, or as many sentences or "first … then …" as there are steps."""
    listed = listed_steps(said) or inline_steps(said)
    if listed is not None:
        whole = not said[: listed.start].strip() and not said[listed.end :].strip() and not listed.left_out
        return tuple(step.text for step in listed.steps) if whole else None
    sentences = split(said)
    if len(sentences) == len(procedure.steps) > 1:
        return tuple(clean(sentence.text) for sentence in sentences)
    block = told_steps([(sentence.text, sentence.start) for sentence in sentences], plain=True)
    if block is None or block.end < len(said.rstrip(".! ")) or len(block.steps) > MOST:
        return None
    return tuple(step.text for step in block.steps) if len(block.steps) > 1 else None


def _title(procedure: Procedural, steps: tuple[str, ...]) -> str:
    """The title; one that was made from the steps is made anew."""
    head, colon, told = procedure.title.partition(": ")
    if not colon or not any(step.casefold() in told.casefold() for step in procedure.steps):
        return procedure.title
    return f"{head}: {', then '.join(step[:1].lower() + step[1:] for step in steps)}"


def _nearest(procedure: Procedural, said: str) -> Change | None:
    """The step that shares most telling words with what is said, if one alone does."""
    words = _telling(said)
    shared = [len(words & _telling(step)) for step in procedure.steps]
    best = max(shared)
    if best == 0 or shared.count(best) > 1:
        return None
    return Replace(shared.index(best), clean(said))


def _telling(text: str) -> set[str]:
    return {word.removesuffix("s") for word in _WORD.findall(text.casefold()) if word not in STOP and len(word) > 2}
