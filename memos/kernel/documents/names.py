"""What the pieces of a document name and are about, as nodes of the graph: so a question is led from one document to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from memos.agents.perceive.naming import named_in
from memos.agents.perceive.titles import title_of
from memos.documents.chunks import Chunk
from memos.schemas.cube import ABOUT, Edge, EdgeType, Entity


class Names(NamedTuple):
    """What a piece names, and what it is about where that is told."""

    entities: tuple[Entity, ...] = ()
    about: Entity | None = None

    @property
    def all(self) -> tuple[Entity, ...]:
        """Every node once."""
        return tuple(dict.fromkeys((*self.entities, *([self.about] if self.about else []))))

    def edges(self, cube_id: str) -> tuple[Edge, ...]:
        """What leads to what it is about; to what it only names, the store ties it itself."""
        if self.about is None:
            return ()
        return (Edge(source=cube_id, target=self.about.node, type=EdgeType.MENTIONS, weight=ABOUT),)


def names_of(title: str, chunks: Sequence[Chunk]) -> Mapping[Chunk, Names]:
    """The names of each chunk of a document. `title` is what it calls itself or is called; without it, its outermost heading stands,
    and its first line if that is a title. Program code and tables, which are cut by line, name nothing."""
    prose = [chunk for chunk in chunks if chunk.lines is None]
    named = named_in([chunk.text for chunk in prose])
    found: dict[Chunk, Names] = {}
    for place, (chunk, entities) in enumerate(zip(prose, named, strict=True)):
        called = title or next(iter(chunk.heading), "")
        about = title_of(f"{called}\n{chunk.text}" if called else chunk.text if place == 0 else "")
        found[chunk] = Names(entities, Entity(name=about) if about else None)
    return found
