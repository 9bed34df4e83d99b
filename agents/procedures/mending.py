"""What a correction does to the steps of a procedure: one is another, goes, comes, changes places, or says another value."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, assert_never

from memos.agents.procedures.steps import MOST, clean
from memos.agents.procedures.verbs import gerunds
from memos.schemas.cube import Procedural

LAST = -1
"""The place of the last step; of a step that is added, behind it."""

BEFORE_LAST = -2
"""Of a step that is added: before the last one."""

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

VALUE = re.compile(rf"\b(?:\d+(?:[.,:/]\d+)*|{'|'.join(NUMBERS)})\b", re.IGNORECASE)
"""A number, in digits or as a word."""

_USE = re.compile(
    r"^(?:(?:i|we|you) )?(?:use|take|do|make it|it's|it is|it should be|should be|that's|with|say|put|set it to|make that"
    r"|at|for|to|add) ",
    re.IGNORECASE,
)
_POINTING = frozenset(
    """the this that our your mine list steps recipe routine process procedure checklist workflow instructions
    it""".split()  # noqa: SIM905
)


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


class Move(NamedTuple):
    """A step goes to another place: before the step that stands at `to` now, or behind it with `after`."""

    place: int
    to: int
    after: bool = False


class Reword(NamedTuple):
    """A value within a step is another one: what it should say, in the words around it, and what it says wrongly.

    With `place`, in that step alone.
    """

    right: str
    wrong: str
    place: int | None = None


class Restate(NamedTuple):
    """The step that these words say more of: "bake 40 minutes" says more of "Bake"."""

    text: str


class InsertBy(NamedTuple):
    """A step comes before or after the one that does this: "before grinding, rinse the filter"."""

    doing: str
    text: str
    after: bool = False


Change = Replace | Remove | Insert | Swap | Move | Reword | Restate | InsertBy


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
    if changed is None or changed == procedure or (procedure.steps and not changed.steps):
        return None
    return _retitled(changed, procedure) if len(changed.steps) <= MOST else None


def in_words(change: Change) -> str:
    """What a change does, for people."""
    match change:
        case Replace(place, text):
            return f"{_the(place)} is: {text}"
        case Remove(place):
            return f"without {_the(place)}"
        case Insert(place, text):
            return f"one more at the end: {text}" if place == LAST else f"a new step: {text}"
        case Swap(one, other):
            return f"{_the(one)} and {_the(other)} swapped"
        case Move(place, to, after):
            return f"{_the(place)} {'after' if after else 'before'} {_the(to)}"
        case Reword(right, wrong):
            return f"{right}, not {wrong}"
        case Restate(text):
            return text
        case InsertBy(doing, text, after):
            return f"{'after' if after else 'before'} {doing}: {text}"
        case _:
            assert_never(change)


def _the(place: int) -> str:
    return "the last step" if place == LAST else f"step {place + 1}"


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
        case Move(place, to, after):
            return _moved(steps, procedure, _place(place, steps), _place(to, steps), after=after)
        case Reword():
            return _reword(change, procedure)
        case Restate(text):
            said = _all_words(text)
            at = _the_one(steps, lambda step: _first_word(step) == said[0] and set(_all_words(step)) < set(said))
            return None if at is None else _with(procedure, [*steps[:at], clean(text), *steps[at + 1 :]])
        case InsertBy(doing, text, after):
            at = _the_one(steps, lambda step: doing.casefold() in gerunds(_first_word(step)))
            return None if at is None else _with(procedure, [*steps[: at + after], clean(text), *steps[at + after :]])
        case _:
            assert_never(change)


def _moved(
    steps: list[str], procedure: Procedural, at: int | None, to: int | None, *, after: bool
) -> Procedural | None:
    if at is None or to is None:
        return None
    step = steps.pop(at)
    steps.insert(to + after - (at < to), step)
    return _with(procedure, steps)


def _with(procedure: Procedural, steps: Sequence[str]) -> Procedural:
    return procedure.model_copy(update={"steps": tuple(steps)})


def _reword(change: Reword, procedure: Procedural) -> Procedural | None:
    """The one text that says the wrong value says the right one; where several do, the one that shares most other words."""
    texts = procedure.steps or (procedure.title,)
    wrong = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, _forms(change.wrong)))})(?!\w|\.\d)", re.IGNORECASE)
    only = None if change.place is None else _place(change.place, texts)
    if change.place is not None and only is None:
        return None
    saying = [place for place, text in enumerate(texts) if wrong.search(text) and only in (None, place)]
    right = _right_value(change)
    if not saying or not right:
        return None
    around = _words(change.right)
    best = max(saying, key=lambda place: (len(around & _words(texts[place])), -place))
    said_before = texts[best][: _start(wrong, texts[best])].casefold().split()
    if said_before[-1:] == right.casefold().split()[:1]:
        right = right.partition(" ")[2] or right
    reworded = wrong.sub(lambda _: right, texts[best], count=1)
    reworded = reworded[:1].upper() + reworded[1:]
    if not procedure.steps:
        return procedure.model_copy(update={"title": reworded})
    return _with(procedure, [*texts[:best], reworded, *texts[best + 1 :]])


def _retitled(changed: Procedural, before: Procedural) -> Procedural:
    """A title that was made from the steps follows them: "When you deploy: first run the tests"."""
    head, colon, told = before.title.partition(": ")
    if changed.title != before.title or changed.steps == before.steps:
        return changed
    saying = [step for step in before.steps if step.casefold() in told.casefold()]
    gone = set(before.steps) - set(changed.steps)
    if len(changed.steps) != len(before.steps) or not gone:
        steps = ", then ".join(step[:1].lower() + step[1:] for step in changed.steps)
        follows = bool(colon and saying) and (saying == list(before.steps) or not gone.isdisjoint(saying))
        return changed.model_copy(update={"title": f"{head}: {steps}"}) if follows else changed
    title = before.title
    for old, new in zip(before.steps, changed.steps, strict=True):
        match = re.compile(re.escape(old), re.IGNORECASE).search(title, len(head)) if old in gone else None
        if match and colon:
            title = title[: match.start()] + new[:1].lower() + new[1:] + title[match.end() :]
    return changed.model_copy(update={"title": title})


def _the_one(steps: Sequence[str], fits: Callable[[str], bool]) -> int | None:
    """The place of the only step that fits."""
    found = [place for place, step in enumerate(steps) if fits(step)]
    return found[0] if len(found) == 1 else None


def _all_words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _first_word(step: str) -> str:
    return (_all_words(step) or [""])[0]


def _start(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return match.start() if match else 0


def _right_value(change: Reword) -> str:
    """What takes the place of the wrong value: the number for a number, else the words without the verb before them."""
    if VALUE.match(change.wrong):
        numbers = VALUE.findall(change.right)
        tail = change.wrong[len(VALUE.findall(change.wrong)[0]) :].strip()
        return f"{numbers[-1]} {tail}".strip() if numbers else ""
    right = re.sub(r"\s+first$", "", _USE.sub("", change.right), flags=re.IGNORECASE)
    count = len(change.wrong.split())
    return right if len(right.split()) <= count + 2 else " ".join(right.split()[-count:])


def _forms(value: str) -> list[str]:
    """A value as it may stand in a step: a number as a word and as digits."""
    folded = value.casefold()
    if folded in NUMBERS:
        return [value, str(NUMBERS.index(folded) + 1)]
    if folded.isdecimal() and 1 <= int(folded[:4]) <= len(NUMBERS):
        return [value, NUMBERS[int(folded) - 1]]
    return [value]


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", text.casefold()))


def _place(place: int, steps: Sequence[str]) -> int | None:
    at = len(steps) - 1 if place == LAST else place
    return at if 0 <= at < len(steps) else None
