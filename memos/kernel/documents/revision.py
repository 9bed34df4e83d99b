"""A document beside its earlier version: which chunks are new, which say something else, which only moved, which are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from memos.documents.chunks import Chunk
from memos.schemas.cube import MemCube, Resource


class Pair(NamedTuple):
    """A chunk as it was (None: it is new) and as it is (None: it is gone). `number` is where it stands in the document."""

    before: MemCube | None
    after: Chunk | None
    number: int = 0


def compared(before: Sequence[MemCube], after: Sequence[Chunk]) -> list[Pair]:
    """Every chunk once, in the order of the new version, and what is gone at the end.

    A chunk is known by the digest of its text; one whose text changed, by its place between those that are known. What is put in
    between two takes the number after the first, if it is free, else its number.
    """
    partner: dict[int, MemCube] = {}
    left: list[MemCube] = []
    digests = [one.payload.digest for one in before if isinstance(one.payload, Resource)]
    matcher = SequenceMatcher(None, digests, [one.digest for one in after], autojunk=False)
    fresh: list[int] = []
    replaced: list[tuple[list[MemCube], list[int]]] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            partner.update(zip(range(start, end), before[first:last], strict=True))
        else:
            replaced.append((list(before[first:last]), list(range(start, end))))
    moved = _moved(replaced, after)
    partner.update(moved)
    taken = {cube.id for cube in moved.values()}
    for before_it, after_it in replaced:
        old = [cube for cube in before_it if cube.id not in taken]
        new = [place for place in after_it if place not in moved]
        partner.update(zip(new, old, strict=False))
        left.extend(old[len(new) :])
        fresh.extend(new[len(old) :])
    return [*_numbered(partner, after), *(Pair(cube, None) for cube in left)]


def _moved(replaced: Sequence[tuple[Sequence[MemCube], Sequence[int]]], after: Sequence[Chunk]) -> dict[int, MemCube]:
    """What is gone from one place and stands, word for word, in another."""
    gone: defaultdict[str, list[MemCube]] = defaultdict(list)
    for old, _ in replaced:
        for cube in old:
            if isinstance(cube.payload, Resource):
                gone[cube.payload.digest].append(cube)
    places = (place for _, new in replaced for place in new)
    return {place: gone[digest].pop(0) for place in places if gone[digest := after[place].digest]}


def _numbered(partner: dict[int, MemCube], after: Sequence[Chunk]) -> Iterator[Pair]:
    known = {place: cube.payload.chunk for place, cube in partner.items() if isinstance(cube.payload, Resource)}
    following: list[int | None] = [None] * len(after)
    for place in range(len(after) - 2, -1, -1):
        following[place] = known.get(place + 1, following[place + 1])
    number = -1
    for place, chunk in enumerate(after):
        bound = following[place]
        number = known.get(place, number + 1 if bound is None or number + 1 < bound else max(number, 0))
        yield Pair(partner.get(place), chunk, number)
