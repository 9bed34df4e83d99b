"""Taking instructions back: "don't answer in French any more", "you can call me any time now", "forget the tea recipe".

What is read here does something only if it fits a procedure that is known (`withdraws`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from memos.agents.lexicon import STOP
from memos.agents.procedures.rivalry import words_of
from memos.schemas.cube import Procedural

LONGEST: Final = 200
"""Characters of a sentence that takes something back."""

_OPENING = r"^(?:(?:actually|ok|okay|oh|please|and|but|also|so|well|sorry|no|from now on|now)[,:;.!]? ){0,3}"
_SORT = r"(?:recipe|routine|process|procedure|checklist|workflow|how-to|instructions?|steps|ritual|rule|preference)"
_NO_MORE = re.compile(
    _OPENING
    + r"(?:(?:don't|do not|dont|stop|(?:you )?no longer(?: need to| have to)?|(?:there's |there is )?no need to"
    r"|you (?:don't|do not) (?:need|have) to|you needn't) (?P<how>.{3,120}?),? (?:any ?more|any longer)"
    r"|you no longer (?:need|have) to (?P<how2>.{3,120}?))[.! ]*$",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    _OPENING + r"(?:you (?:can|may|could|are allowed to)|it's ok(?:ay)? to) (?P<how>.{3,120}?)"
    r"(?P<ever>,? (?:any ?time|whenever(?: you (?:like|want))?|at any time))?,? (?:again|now|from now on)[.! ]*$",
    re.IGNORECASE,
)
_FORGET = re.compile(
    _OPENING
    + r"(?:(?:forget|scratch|ignore|never mind|disregard) (?:about )?(?:what|everything) i (?:said|told you) about"
    rf" (?P<about>.{{3,60}}?)|(?:forget|delete|remove|drop|scrap|discard) (?:about )?(?:the|my|our|that|your)"
    rf" (?P<named>.{{2,60}}? {_SORT}))(?:,? please)?[.! ]*$",
    re.IGNORECASE,
)
_SORTS = re.compile(rf"\b{_SORT}\b", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['-]\w+)*")


class Withdrawal(NamedTuple):
    """What is taken back, for people, and which procedures that fits."""

    what: str
    fits: Callable[[Procedural], bool]


def find_withdrawal(sentence: str) -> Withdrawal | None:
    """What a sentence takes back, if it takes something back."""
    if len(sentence) > LONGEST or sentence.rstrip().endswith("?"):
        return None
    plain = " ".join(sentence.replace("’", "'").split())
    if match := _NO_MORE.match(plain):
        how = match["how"] or match["how2"]
        return Withdrawal(plain, lambda known: _says(known, how, denied=False))
    if match := _ALLOWED.match(plain):
        how, ever = match["how"], bool(match["ever"])
        return Withdrawal(plain, lambda known: _says(known, how, denied=True, at_all_times=ever))
    if match := _FORGET.match(plain):
        words = _telling(_SORTS.sub("", match["about"] or match["named"]))
        told = bool(match["named"])
        return Withdrawal(plain, lambda known: bool(words) and words <= _telling(_name(known, with_steps=not told)))
    return None


def _says(known: Procedural, how: str, *, denied: bool, at_all_times: bool = False) -> bool:
    """Whether a preference orders (or denies) just this; of one for certain times, with `at_all_times`, its beginning is enough."""
    if known.steps or known.trigger:
        return False
    is_denied, words = words_of(known.title)
    _, said = words_of(how)
    if is_denied is not denied or not said:
        return False
    return words == said or (at_all_times and len(said) > 1 and words[: len(said)] == said)


def _name(known: Procedural, *, with_steps: bool) -> str:
    steps = known.steps if with_steps and known.entry_type == "preference" else ()
    return " ".join((known.title, known.trigger, *steps))


def _telling(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if word not in STOP and len(word) > 2}
