"""What changed: between two versions of a memory, field by field, and between what was believed at two moments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from memos.schemas.cube import MemCube, Source, State
from memos.schemas.value import Value

Mark = Literal["same", "removed", "added"]

HEADER = (
    "state",
    "frozen",
    "labels",
    "valid_from",
    "valid_to",
    "expires_at",
    "trust",
    "confidence",
    "sensitivity",
    "entities",
    "keywords",
)
"""Fields of the header that are compared, beside what the memory says and the words it rests on."""

_BELIEF = frozenset({"state", "valid_from", "valid_to"})
"""Of the header, what makes it another belief; the rest is about how it is kept and found."""
_KEPT = frozenset({"kind", "sealed"})


class Line(Value):
    """A line of a field, and what became of it."""

    mark: Mark
    text: str


class Difference(Value):
    """A field that is not what it was: all its lines, those that stayed among them."""

    field: str
    lines: tuple[Line, ...]


class Turn(NamedTuple):
    """A belief as it was and as it is."""

    old: MemCube
    new: MemCube


class Learnt(NamedTuple):
    """What came between two moments. Dropped ones stand as they are now, if they are here at all."""

    learnt: tuple[MemCube, ...]
    changed: tuple[Turn, ...]
    dropped: tuple[MemCube, ...]


def differences(old: MemCube, new: MemCube) -> tuple[Difference, ...]:
    """The fields in which two versions differ: what they say first, then the header, then the words they rest on.

    Lists (steps, labels) and texts of several lines are compared line by line (`difflib`); a sealed value never shows.
    """
    before, after = _fields(old), _fields(new)
    names = dict.fromkeys((*before, *after))
    return tuple(
        Difference(field=name, lines=_compared(before.get(name, ()), after.get(name, ())))
        for name in names
        if before.get(name, ()) != after.get(name, ())
    )


def between(before: Iterable[MemCube], after: Iterable[MemCube]) -> Learnt:
    """What was learnt, changed and dropped, of all cubes as they stood at one moment and at a later one.

    Only active ones are believed. More evidence alone is no change of belief.
    """
    then = {cube.id: cube for cube in before}
    now = {cube.id: cube for cube in after}
    held, holds = _believed(then), _believed(now)
    return Learnt(
        learnt=tuple(cube for cube_id, cube in holds.items() if cube_id not in held),
        changed=tuple(
            Turn(held[cube_id], cube)
            for cube_id, cube in holds.items()
            if cube_id in held and _says(held[cube_id]) != _says(cube)
        ),
        dropped=tuple(now.get(cube_id, cube) for cube_id, cube in held.items() if cube_id not in holds),
    )


def _believed(cubes: Mapping[str, MemCube]) -> dict[str, MemCube]:
    return {cube_id: cube for cube_id, cube in cubes.items() if cube.state is State.ACTIVE}


def _says(cube: MemCube) -> tuple[object, ...]:
    return (cube.payload, *(getattr(cube, name) for name in sorted(_BELIEF)))


def _fields(cube: MemCube) -> dict[str, tuple[str, ...]]:
    """Every field that is compared, as lines; none for one that is empty."""
    payload = {name: _lines(value) for name, value in cube.payload if name not in _KEPT}
    header = {name: _lines(getattr(cube, name)) for name in HEADER}
    rests = {"evidence": tuple(map(_cited, cube.provenance.sources)), "parents": cube.provenance.parents}
    return {**payload, **header, **rests}


def _lines(value: object) -> tuple[str, ...]:
    match value:
        case None | "":
            return ()
        case tuple():
            return tuple(map(str, value))
        case Value():
            return (", ".join(str(part) for _, part in value),)
        case _:
            return tuple(str(value).splitlines())


def _cited(source: Source) -> str:
    return f"{source.message_id} [{source.start}:{'' if source.end is None else source.end}]"


def _compared(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [Line(mark="same", text=text) for text in old[start:end]]
        else:
            lines += [Line(mark="removed", text=text) for text in old[start:end]]
            lines += [Line(mark="added", text=text) for text in new[begin:stop]]
    return tuple(lines)
