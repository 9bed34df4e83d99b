"""Embedders that fail, or let something else happen first; and short ways to a space and what it believes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from memos.agents.agent import Workbench
from memos.agents.perception import Perceived
from memos.agents.proposal import Draft
from memos.kernel.parts import Parts
from memos.models.embedding.hashing import HashEmbedder
from memos.ports import Vectors
from memos.schemas.cube import Kind, MemCube, Semantic, State
from memos.store.space import Space
from tests.agents.making import Tiny, fact, proposal
from tests.store.making import ANA

Happening = Callable[[], object]


class Embedding(HashEmbedder):
    """The hash embedder. What is in `meanwhile` happens, one a call, before anything is embedded; `spoil` spoils its work."""

    def __init__(self, *meanwhile: Happening, spoil: Callable[[Vectors], Vectors] | None = None) -> None:
        super().__init__()
        self.meanwhile = list(meanwhile)
        self.spoil = spoil

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self.meanwhile:
            self.meanwhile.pop(0)()
        rows = super().embed(texts)
        return self.spoil(rows) if self.spoil else rows


class OtherEmbedding(Embedding):
    """Another model."""

    @property
    def fingerprint(self) -> str:
        return "other/1"


def homes() -> Tiny:
    """A specialist that takes the last word of what is said for the place where Ana lives."""

    def look(perceived: Perceived, bench: Workbench) -> list[Draft]:
        place = perceived.utterances[0].message.content.rstrip(".").split()[-1]
        return [proposal(perceived, bench, fact(place, "lives_in", functional=True))]

    return Tiny(Kind.SEMANTIC, look)


def space_of(parts: Parts) -> Space:
    return parts.spaces.open(ANA.tenant, ANA.user)


def believed(parts: Parts, state: State = State.ACTIVE) -> list[str]:
    """What is believed, newest first: the objects of the statements in a state."""
    cubes = space_of(parts).cubes.list(kinds=[Kind.SEMANTIC], states=[state])
    return [cube.payload.object for cube in cubes if isinstance(cube.payload, Semantic)]


def only_cube(parts: Parts) -> MemCube:
    [cube] = space_of(parts).cubes.list(states=list(State))
    return cube
