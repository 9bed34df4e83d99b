"""Tasks meet procedures: what is about to be done finds how it is done, by the trigger or the title of the procedure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from memos.index.units import KINDS, STATES
from memos.retrieval.view import View
from memos.retrieval.wording import stem
from memos.schemas.cube import Kind, State

MOST: Final = 256
"""Procedures looked at: of more, the newest."""
LEAST: Final = 0.6
"""The share of a trigger's telling words that a task must name."""
UNTRIGGERED: Final = 0.8
"""What a title counts beside a trigger: a wish for all times may bear on the task, a procedure for it does."""

_ASKS: Final = re.compile(
    r"^\W*(?:who|whom|whose|when|where|why|which|what|how|is|are|was|were|am|did|does|do|has|have|had|will|would|should"
    r"|may|might|can|could)\b",
    re.IGNORECASE,
)
_ASKS_HOW: Final = re.compile(
    r"^\W*(?:how (?:do|does|did|should|can|could|would|to|must|am i|are we)\b|(?:can|could|would|will) you\b"
    r"|should i\b|shall (?:i|we)\b"
    r"|(?:can|could) we\b|what(?:'s| is| are| was| were) (?:the|our|my|your) .*\b(?:process|procedure|steps?|routine|ritual|recipe"
    r"|checklist|workflow|method|way|instructions|protocol|runbook|guide|how-to)\b"
    r"|what (?:do|should|must|shall) (?:i|we|you) .*\b(?:do|remember|watch|mind)\b|what (?:are|is) the (?:first|next|last) step)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W_]+(?:'\w+)?")
_SMALL: Final = frozenset(
    """a about again all always am an and any are around as at back be before being been by can could do does doing
    done each every for from get getting go goes going got had has have having he help her here him his how i i'd
    i'll i'm i've if in into is it it's its just last let let's like make makes making me more must my need needs
    never new next no not now of off often on once one only or our out over own please prepare ready really remember
    she should so some soon start take tell that the their them then there these they this those through time to
    today tomorrow tonight too two up us use using want wants was way we we're we've went were what when whenever
    where which while who will with without would you your you're yours step steps routine process procedure
    checklist workflow recipe method how-to guide instructions ritual protocol asks ask user""".split()  # noqa: SIM905
)
"""Words that tell nothing of what is to be done; all of them, where there are no others, do."""
_TOLD: Final = """
SELECT num, title, trigger FROM (
    SELECT num, coalesce(json_extract(body, '$.payload.title'), '') AS title,
           coalesce(json_extract(body, '$.payload.trigger'), '') AS trigger
    FROM cubes WHERE num IN (SELECT value FROM json_each(?))
) WHERE EXISTS (SELECT 1 FROM json_each(?) AS asked WHERE instr(lower(title || ' ' || trigger), asked.value))"""


def is_task(text: str) -> bool:
    """Whether somebody says what is to be done, or asks how it is done; who asks for anything else wants no procedure."""
    plain = text.replace("’", "'")
    return _ASKS_HOW.match(plain) is not None or (_ASKS.match(plain) is None and not plain.rstrip().endswith("?"))


def fitting(text: str, view: View) -> dict[int, float]:
    """By number: how well the procedures that are believed fit a task, above 0 and below 1.

    The share of the trigger's telling words that the task names, and the more of them the better: "deploy the shop" fits its own
    procedure better than the one for every deploy. Without a trigger, the title counts.
    """
    if view.as_of is not None or not is_task(text):
        return {}
    held = view.units.table
    mine = view.allowed & (held["kind"] == KINDS.index(Kind.PROCEDURAL)) & (held["state"] == STATES.index(State.ACTIVE))
    if not mine.any():
        return {}
    asked = set(_telling(text))
    nums = np.sort(held["num"][mine])[-MOST:].tolist()
    told = view.connection.exec_driver_sql(_TOLD, (json.dumps(nums), json.dumps(sorted(asked))))
    fits = {num: _fit(asked, title, trigger) for num, title, trigger in told}
    return {num: fit for num, fit in fits.items() if fit > 0}


def _fit(asked: set[str], title: str, trigger: str) -> float:
    by_title = _share(asked, set(_telling(title)))
    return max(_share(asked, set(_telling(trigger))), by_title if trigger else UNTRIGGERED * by_title)


def _share(asked: set[str], wanted: set[str]) -> float:
    named = len(asked & wanted)
    share = named / len(wanted) if wanted else 0.0
    return share * (1.0 - 0.5 / (1 + named)) if share >= LEAST else 0.0


def _telling(text: str) -> Iterator[str]:
    words = [word.casefold() for word in _WORD.findall(text[:1_000].replace("’", "'"))]
    for word in [word for word in words if word not in _SMALL] or words:
        short = stem(stem(word.removesuffix("'s")))  # once for "deploys", twice for "deploying"
        yield short[:-1] if len(short) > 3 and short[-1] == short[-2] else short
