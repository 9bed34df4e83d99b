"""What texts name, as nodes of the graph: what two memories both name leads from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal

from memos.agents.perceive.entities import Named, find_mentions, spoken_words, with_canonical_names
from memos.agents.perceive.sentences import split
from memos.agents.perception import Mention
from memos.schemas.cube import Entity

MOST: Final = 12
"""How many things that a text names become nodes of the graph."""

EntityType = Literal["person", "place", "organisation", "thing", "contact"]

_TYPES: Final[Mapping[str, EntityType]] = MappingProxyType(
    {
        "person": "person",
        "place": "place",
        "organisation": "organisation",
        "thing": "thing",
        "email": "contact",
        "phone": "contact",
    }
)


def typed(mentions: Iterable[Mention]) -> dict[str, EntityType]:
    """By name, in order: what each mention is, where it can be a node."""
    return {mention.name: _TYPES[mention.type] for mention in mentions if mention.name and mention.type in _TYPES}


def nodes(mentions: Iterable[Mention]) -> tuple[Entity, ...]:
    """The first so many different things that mentions name."""
    return tuple(Entity(name=name, type=type_) for name, type_ in list(typed(mentions).items())[:MOST])


def named_in(texts: Sequence[str]) -> list[tuple[Entity, ...]]:
    """What each of the texts of one document names; who is named in full anywhere has that name everywhere."""
    known = Named.of((), {})
    found = [find_mentions(text, split(text), known) for text in texts]
    return [nodes(mentions) for mentions in with_canonical_names(found, known, spoken_words(texts))]
