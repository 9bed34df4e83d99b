"""What an agent does again and again for like requests: the same tools in the same order, with success, becomes a procedure.

Names of tools and of their arguments alone get in: nothing of what a tool answered, and no value of an argument.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from memos.agents.lexicon import STOP
from memos.agents.procedures.calls import Request, requests_in
from memos.schemas.cube import MemCube, Payload, Procedural, State
from memos.schemas.message import StoredMessage, Trust

FEWEST_TOOLS = 2
FEWEST_RUNS = 2
MOST_CALLS = 32
"""Longer sequences are loops, not ways of doing something."""

LIKE = 0.5
"""What share of the telling words of the shorter request a like one has, too."""

_WORD = re.compile(r"\w+(?:['-]\w+)*")
_LONGEST = 160
_GAP = "…"
_CALL = re.compile(r"Call (?P<tool>[A-Za-z_][\w.:/-]{0,99})\((?:[\w.:/-]{1,100}(?:, [\w.:/-]{1,100})*)?\)$")


class Habit(NamedTuple):
    """A sequence of calls that went well for like requests, the newest one last."""

    procedure: Procedural
    requests: tuple[Request, ...]


def habit_of(request: Request, earlier: Sequence[Request]) -> Habit | None:
    """The habit that a request shows together with earlier ones, if there is one."""
    if not _counts(request):
        return None
    like = [one for one in earlier if _counts(one) and one.tools == request.tools and are_like(request, one)]
    alike = (*like, request)
    if len(alike) < FEWEST_RUNS:
        return None
    asked = _common([one.message.content for one in alike if one.message])
    steps = tuple(_step(place, alike) for place in range(len(request.calls)))
    return Habit(Procedural(title=asked, trigger=asked, steps=steps, entry_type="workflow"), alike)


def _counts(request: Request) -> bool:
    enough = len(set(request.tools)) >= FEWEST_TOOLS and len(request.calls) <= MOST_CALLS
    return enough and request.closed_at is not None and request.succeeded and request.message is not None


def same_habit(habit: Habit, cube: MemCube) -> bool:
    """Whether a cube is what is known of a habit: the same tools, for like requests."""
    known = cube.payload
    if not isinstance(known, Procedural) or cube.state is not State.ACTIVE or cube.trust.rank >= Trust.USER.rank:
        return False
    return _tools(known.steps) == habit.requests[-1].tools and _alike(known.trigger, habit.procedure.trigger)


def is_record(procedure: Procedural, cited: Sequence[StoredMessage], known: Payload | None = None) -> bool:
    """Whether a procedure says nothing but what the cited messages show: tools that were called, for what a user asked for.

    With `known`, the same called so before, the words of the request have been looked at then.
    """
    called = {call.tool for request in requests_in(cited) for call in request.calls}
    named = _tools(procedure.steps)
    if not named or not called.issuperset(named):
        return False
    if isinstance(known, Procedural) and (known.title, known.trigger) == (procedure.title, procedure.trigger):
        return True
    asked = {word for message in cited if message.role == "user" for word in _folded(message.content)}
    return asked.issuperset(_folded(f"{procedure.title} {procedure.trigger}"))


def _tools(steps: Sequence[str]) -> tuple[str, ...]:
    """The tools that steps call; none unless every step is such a call."""
    read = [_CALL.match(step) for step in steps]
    return tuple(match["tool"] for match in read if match) if all(read) else ()


def are_like(one: Request, other: Request) -> bool:
    """Whether two requests ask for the like: they share the words that tell what is asked, but for a few."""
    if one.message is None or other.message is None:
        return False
    return _alike(one.message.content, other.message.content)


def _alike(one: str, other: str) -> bool:
    mine, theirs = _telling(one), _telling(other)
    shared = len(mine & theirs)
    return shared >= 2 and shared >= LIKE * min(len(mine), len(theirs))


def _telling(text: str) -> set[str]:
    return {word for word in _folded(text) if word not in STOP and len(word) > 2}


def _folded(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text[:2_000])]


def _common(texts: Sequence[str]) -> str:
    """What like requests have in common, a gap for what differs: "Find me a flight to … and book a hotel there"."""
    words = _WORD.findall(texts[-1][:_LONGEST])
    for text in texts[:-1]:
        others = {word.casefold() for word in _WORD.findall(text[:2_000])}
        words = [word if word.casefold() in others else _GAP for word in words]
    joined = [word for place, word in enumerate(words) if word != _GAP or not place or words[place - 1] != _GAP]
    return " ".join(joined).strip(f" {_GAP}") or texts[-1][:_LONGEST]


def _step(place: int, requests: Sequence[Request]) -> str:
    """The call at a place, with the arguments that it was ever given there, in the order they were first named."""
    names = dict.fromkeys(name for request in requests for name in request.calls[place].arguments)
    return requests[-1].calls[place]._replace(arguments=tuple(names)).step
