"""Reasons in words that a person understands, and statements of what no longer holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from memos.schemas.cube import Core, MemCube, Payload, Semantic

_NOUNS: Mapping[str, str] = {
    "lives_in": "home",
    "lives_with": "household",
    "works_at": "workplace",
    "works_on": "work",
    "studies_at": "school",
    "graduated_from": "former school",
    "born_in": "birthplace",
    "origin": "origin",
    "has_pet": "pet",
    "likes": "liking",
    "dislikes": "dislike",
    "allergic_to": "allergy",
    "takes": "medicine",
    "member_of": "membership",
    "interested_in": "interest",
    "owns": "possession",
    "wants": "wish",
    "plans": "plan",
    "believes": "conviction",
    "studies": "studies",
    "visited": "visit",
    "prefers": "preference",
}
_LONGEST = 80


def noun(predicate: str) -> str:
    """What a predicate tells, as a noun: home, favorite color, budget."""
    kind, _, thing = predicate.partition(":")
    if thing:
        return f"favorite {thing}" if kind == "favorite" else thing.replace("_", " ")
    return _NOUNS.get(predicate, predicate.replace("_", " "))


def phrase(payload: Payload, *, whose: bool = False) -> str:
    """What a payload is about: "home", or "Ana's home"."""
    match payload:
        case Semantic():
            return f"{payload.subject}'s {noun(payload.predicate)}" if whose else noun(payload.predicate)
        case Core():
            return payload.path.rsplit(".", 1)[-1].replace("_", " ")
        case _:
            return payload.kind


def about(cube: MemCube) -> str:
    """A belief in a few words: "Ana's home is Porto"."""
    denies = isinstance(cube.payload, Semantic) and cube.payload.negated
    if denies or isinstance(cube.payload, Semantic | Core):
        return f"{phrase(cube.payload, whose=True)} is {'not ' if denies else ''}{as_current(cube)}"
    return _short(cube.text)


def as_current(cube: MemCube) -> str:
    """The value alone."""
    match cube.payload:
        case Semantic():
            return _short(cube.payload.object)
        case Core():
            return _short(cube.payload.value)
        case _:
            return _short(cube.text)


def day(moment: datetime) -> str:
    """A day, as people write it."""
    return moment.date().isoformat()


def as_negation(payload: Payload, *, of: Payload | None = None, held: bool = True) -> Semantic | None:
    """The statement that something does not hold: what was said, if it says so, else made of the positive statement.

    `of` is the belief that ends: its wording is fuller than "I quit". None for what can't be negated.
    """
    if not isinstance(payload, Semantic):
        return None
    if payload.negated:
        return payload
    known = of if isinstance(of, Semantic) else payload
    statement = (
        _no_longer(known.subject, known.statement) if held else f"It is not so that {known.statement.rstrip('.')}."
    )
    return known.model_copy(update={"negated": True, "statement": statement})


def _no_longer(subject: str, statement: str) -> str:
    head, verb, rest = statement[: len(subject)], *statement[len(subject) :].strip().partition(" ")[::2]
    if head.casefold() != subject.casefold() or not verb or not statement[len(subject) :].startswith(" "):
        return f"No longer so: {statement.rstrip('.')}."
    said = f"{verb} no longer {rest}" if verb in ("is", "are", "was") else f"no longer {verb} {rest}"
    return f"{head} {said.strip().rstrip('.')}."


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
