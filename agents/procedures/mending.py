"""Corrections of a step: "actually step 2 is …", "preheat to 230, not 220", "skip the third step", "swap 2 and 3".

A correction is read from a sentence alone, and does something only to a procedure that it fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, assert_never

from memos.agents.procedures.steps import MOST, clean
from memos.agents.procedures.verbs import begins_with_verb
from memos.schemas.cube import Procedural

LONGEST = 400
"""Characters of a correcting sentence."""

LAST = -1
"""The place of the last step; of a step that is added, behind it."""

BEFORE_LAST = -2
"""Of a step that is added: before the last one."""

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NTH = rf"(?:{'|'.join(_ORDINALS)}|last|final|\d{{1,2}}(?:st|nd|rd|th))"
_N = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"


def _which(name: str) -> str:
    """A step by its number: "step 2", "the third step", "number four"."""
    return rf"(?:(?:the )?(?P<{name}>{_NTH}) (?:step|one|point|item)|(?:step|point|item|number)(?: number)? (?P<{name}n>{_N}))"


_OPENING = (
    r"(?:(?:actually|no|nope|sorry|oh|oops|wait|hmm|and|also|but|so|ok|okay|well|please|by the way|btw|on second thought"
    r"|correction|one (?:more )?(?:correction|change|thing)|i was wrong|my mistake|can you|could you|would you|let's|we should"
    r"|i meant|i mean|you can|you should|remember)[,:;.!]? ){0,4}"
)
_IN = (
    r"(?:(?:in|for|of|to|about|with|on) (?P<of>(?:my|our|the|that|this)? ?[\w' -]{2,50}?)"
    r"(?: (?:recipe|routine|process|procedure|checklist|list|workflow|how-to|instructions|steps|ritual|method))?, ?)?"
)


def _rule(text: str) -> re.Pattern[str]:
    whole = rf"^{_OPENING}{_IN}(?:please )?{text}[.! ]*$"
    return re.compile(whole.replace(" ", r"\s+").replace(r"\s+?", r"\s?"), re.IGNORECASE)


_OF_IT = r"(?: (?:of|in|from) (?P<of2>(?:the|my|our|that|this)? ?[\w' -]{2,50}?))?"
_REPLACE = (
    _rule(
        rf"{_which('a')}(?: (?:is|should be|should read|must be|becomes|reads|is now)(?: to)?|:)(?: actually)?:? (?P<text>.{{2,300}})"
    ),
    _rule(
        rf"(?:replace|change|make|update|correct|rewrite|turn) {_which('a')}(?: (?:with|to|by|into|to be|so it says)|:):? (?P<text>.{{2,300}})"
    ),
)
_REMOVE = (
    _rule(
        rf"(?:skip|remove|drop|delete|leave out|omit|strike|cut|take out|forget|scrap) (?:the )?{_which('a')}{_OF_IT}"
        rf"(?:,? (?:please|it's|because|since|as|i|we|for now)\b.*)?"
    ),
    _rule(
        rf"{_which('a')} (?:is (?:not|no longer) (?:needed|necessary)|isn't needed|can (?:go|be (?:skipped|dropped|removed)))(?: .{{0,60}})?"
    ),
)
_INSERT_BESIDE = (
    _rule(
        rf"(?:add|insert|put)(?: (?:a|another|one|this|one more|a new))?(?: step)? (?P<side>after|before) (?:the )?{_which('a')}(?:,? (?:which is|namely))?[:,]? (?P<text>.{{2,300}})"
    ),
    _rule(
        rf"(?P<side>after|before) (?:the )?{_which('a')},? (?:add|insert|put|there(?:'s| is))(?: (?:a|another|one more|a new|this) step)?:? (?P<text>.{{2,300}})"
    ),
)
_INSERT_AT_END = (
    _rule(
        r"(?:add (?:a|one|another|one more|this)?(?: (?:more|new))? ?(?:last |final )?step(?: (?P<end>at the (?:end|beginning|start|top|very end)))?|one (?:more|last|final) step(?: (?P<end2>at the (?:end|beginning|start|top|very end)))?|add (?:at the end|as (?:a|the) last step)):? (?P<text>.{2,300})"
    ),
)
_SWAP = (
    _rule(
        rf"(?:swap|switch|exchange|flip)(?: around)?(?: steps?)? (?:the )?(?P<a>{_NTH}|{_N}) (?:and|with) (?:the )?(?P<b>{_NTH}|{_N})(?: steps?)?{_OF_IT}"
    ),
)
_NOT = (
    re.compile(r"^(?P<right>.{1,200}?),? (?:and )?not (?P<wrong>[^,.;!?]{1,60})[.! ]*$", re.IGNORECASE),
    re.compile(
        r"^(?P<right>.{1,200}?),? (?:instead of|rather than|in place of) (?P<wrong>[^,.;!?]{1,60})[.! ]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:it's |it is )?not (?P<wrong>[^,.;!?]{1,60}),? but (?P<right>[^,.;!?]{1,80})[.! ]*$", re.IGNORECASE
    ),
)
_CORRECTS = re.compile(
    r"(?:actually|no|nope|sorry|oh|oops|wait|correction|i meant|i mean|my mistake|i was wrong)\b", re.I
)
_POINTING = frozenset(
    "the this that our your mine list steps recipe routine process procedure checklist workflow instructions it".split()  # noqa: SIM905
)
_OPENS = re.compile(rf"^{_OPENING}".replace(" ", r"\s+"), re.IGNORECASE)
_IN_ALONE = re.compile(rf"^{_IN}".replace(" ", r"\s+").replace(r"\s+?", r"\s?"), re.IGNORECASE)
_USE = re.compile(
    r"^(?:(?:i|we|you) )?(?:use|take|do|make it|it's|it is|it should be|should be|that's|with|say|put|set it to|make that|at|for|to|add) ",
    re.I,
)
_VALUE = re.compile(rf"\b(?:\d+(?:[.,:/]\d+)*|{'|'.join(_NUMBERS)})\b", re.IGNORECASE)


class Replace(NamedTuple):
    """A step is another one."""

    place: int
    text: str


class Remove(NamedTuple):
    """A step goes."""

    place: int


class Insert(NamedTuple):
    """A step comes, at this place."""

    place: int
    text: str


class Swap(NamedTuple):
    """Two steps change places."""

    one: int
    other: int


class Reword(NamedTuple):
    """A value within a step is another one: what it should say, in the words around it, and what it says wrongly."""

    right: str
    wrong: str


Change = Replace | Remove | Insert | Swap | Reword


class Correction(NamedTuple):
    """A change of a step, and what it is said of ("the kombucha"; empty if that is not said)."""

    change: Change
    of: str = ""


def find_correction(sentence: str) -> Correction | None:
    """The correction of a step that a sentence gives, if it gives one."""
    if len(sentence) > LONGEST or sentence.rstrip().endswith("?"):
        return None
    plain = " ".join(sentence.replace("’", "'").split())
    for patterns, read in _READERS:
        for pattern in patterns:
            match = pattern.match(plain)
            if match and _is_meant(plain, match):
                said = match.groupdict()
                return Correction(read(said), (said.get("of") or said.get("of2") or "").strip())
    return _reworded(plain)


def _is_meant(plain: str, match: re.Match[str]) -> bool:
    """Of "step 2 is …" whether it says what is to be done: it begins as an order, or "should be" or a colon says so."""
    if match.re is not _REPLACE[0]:
        return True
    said = plain[: match.start("text")].casefold()
    return said.rstrip().endswith((":", " be", " to")) or "should" in said or begins_with_verb(match["text"])


def _reworded(plain: str) -> Correction | None:
    rest = plain[_match_end(_OPENS, plain) :]
    of = _IN_ALONE.match(rest)
    said = of["of"].strip() if of and of["of"] else ""
    rest = rest[of.end() :] if said and of else rest
    told = said or _CORRECTS.match(plain) or begins_with_verb(rest) or _VALUE.match(rest)
    for pattern in _NOT if told else ():
        match = pattern.match(rest)
        if match:
            return Correction(Reword(match["right"].strip(), match["wrong"].strip()), said)
    return None


def is_meant_by(of: str, procedure: Procedural) -> bool | None:
    """Whether what a correction is said of is this procedure; None if it is said of nothing, or of "it", "that"."""
    said = _words(of) - _POINTING
    if not said:
        return None
    return said <= {word.removesuffix("s") for word in _words(f"{procedure.title} {procedure.trigger}")} | _words(
        f"{procedure.title} {procedure.trigger}"
    )


def applied(change: Change, procedure: Procedural) -> Procedural | None:
    """The procedure with the change; None if it does not fit (no such step, or nothing would be another)."""
    changed = _changed(change, procedure)
    if changed is None or changed == procedure or not changed.steps and procedure.steps:
        return None
    return changed if len(changed.steps) <= MOST else None


def _changed(change: Change, procedure: Procedural) -> Procedural | None:
    steps = list(procedure.steps)
    match change:
        case Replace(place, text):
            at = _place(place, steps)
            return None if at is None else _with(procedure, [*steps[:at], text, *steps[at + 1 :]])
        case Remove(place):
            at = _place(place, steps)
            return None if at is None else _with(procedure, [*steps[:at], *steps[at + 1 :]])
        case Insert(place, text):
            at = len(steps) + 1 + place if place < 0 else place
            return _with(procedure, [*steps[:at], text, *steps[at:]]) if steps and 0 <= at <= len(steps) else None
        case Swap(one, other):
            at, to = _place(one, steps), _place(other, steps)
            if at is None or to is None:
                return None
            steps[at], steps[to] = steps[to], steps[at]
            return _with(procedure, steps)
        case Reword():
            return _reword(change, procedure)
        case _:
            assert_never(change)


def _with(procedure: Procedural, steps: Sequence[str]) -> Procedural:
    return procedure.model_copy(update={"steps": tuple(steps)})


def _reword(change: Reword, procedure: Procedural) -> Procedural | None:
    """The one text that says the wrong value says the right one; where several do, the one that shares most other words."""
    texts = procedure.steps or (procedure.title,)
    wrong = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, _forms(change.wrong)))})(?!\w|\.\d)", re.IGNORECASE)
    saying = [place for place, text in enumerate(texts) if wrong.search(text)]
    right = _right_value(change)
    if not saying or not right:
        return None
    around = _words(change.right)
    best = max(saying, key=lambda place: (len(around & _words(texts[place])), -place))
    reworded = wrong.sub(lambda _: right, texts[best], count=1)
    if not procedure.steps:
        return procedure.model_copy(update={"title": reworded})
    return _with(procedure, [*texts[:best], reworded, *texts[best + 1 :]])


def _right_value(change: Reword) -> str:
    """What takes the place of the wrong value: the number for a number, else the words without the verb before them."""
    if _VALUE.match(change.wrong):
        numbers = _VALUE.findall(change.right)
        tail = change.wrong[len(_VALUE.findall(change.wrong)[0]) :].strip()
        return f"{numbers[-1]} {tail}".strip() if numbers else ""
    right = _USE.sub("", change.right)
    count = len(change.wrong.split())
    return right if len(right.split()) <= count + 2 else " ".join(right.split()[-count:])


def _forms(value: str) -> list[str]:
    """A value as it may stand in a step: a number as a word and as digits."""
    folded = value.casefold()
    if folded in _NUMBERS:
        return [value, str(_NUMBERS.index(folded) + 1)]
    if folded.isdecimal() and 1 <= int(folded[:4]) <= len(_NUMBERS):
        return [value, _NUMBERS[int(folded) - 1]]
    return [value]


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]{3,}", text.casefold())}


def _place(place: int, steps: Sequence[str]) -> int | None:
    at = len(steps) - 1 if place == LAST else place
    return at if 0 <= at < len(steps) else None


def _match_end(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0


def _number(said: str) -> int:
    """The place that a number or an ordinal names, counted from 0."""
    folded = said.casefold()
    if folded in ("last", "final"):
        return LAST
    if folded in _ORDINALS:
        return _ORDINALS.index(folded)
    if folded in _NUMBERS:
        return _NUMBERS.index(folded)
    return max(0, int(re.sub(r"\D", "", folded)) - 1)


def _named(said: dict[str, str | None], name: str = "a") -> int:
    return _number(said.get(name) or said.get(f"{name}n") or "1")


def _beside(said: dict[str, str | None]) -> Change:
    place, after = _named(said), (said["side"] or "").casefold() == "after"
    at = (LAST if after else BEFORE_LAST) if place == LAST else place + after
    return Insert(at, clean(said["text"] or ""))


def _at_end(said: dict[str, str | None]) -> Change:
    where = (said.get("end") or said.get("end2") or "").casefold()
    return Insert(0 if where.endswith(("beginning", "start", "top")) else LAST, clean(said["text"] or ""))


_READERS = (
    (_INSERT_BESIDE, _beside),
    (_INSERT_AT_END, _at_end),
    (_REPLACE, lambda said: Replace(_named(said), clean(said["text"] or ""))),
    (_REMOVE, lambda said: Remove(_named(said))),
    (_SWAP, lambda said: Swap(_named(said), _named(said, "b"))),
)
