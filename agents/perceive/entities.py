"""Stub."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from memos.agents.perception import Mention, Sentence


class Named(NamedTuple):
    names: frozenset[str]

    @staticmethod
    def of(names: Iterable[str], people: Mapping[str, str]) -> Named:
        return Named(frozenset(names))


def find_mentions(content: str, sentences: Sequence[Sentence], known: Named) -> tuple[Mention, ...]:
    return ()


def with_canonical_names(found: Sequence[tuple[Mention, ...]], known: Named) -> list[tuple[Mention, ...]]:
    return list(found)
