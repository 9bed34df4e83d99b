"""The names of a space, numbered: found in a question, and found within each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memos.index.lexical import STOP_WORDS

LONGEST: Final = 12
"""Words of a name that are looked at."""
_READ: Final = 64
"""Words of a question that are looked at."""
_SHORTEST: Final = 3
"""Letters of a name of one word that stands within others."""
_BYTES: Final = 400
"""What a name takes, about."""
_WORD: Final = re.compile(r"\w+")


class Names(NamedTuple):
    """The names of a space by their folded words. Never changed: `with_` makes a new one.

    `places` numbers them as they came; `holding` leads from a word to the names that have it; `within` pairs a name with
    each that stands in it, shape (n, 2).
    """

    places: Mapping[str, int]
    holding: Mapping[str, tuple[str, ...]]
    within: NDArray[np.int32]

    @staticmethod
    def none() -> Names:
        """No names."""
        return Names({}, {}, np.empty((0, 2), dtype=np.int32))

    @property
    def total(self) -> int:
        """How many names there are."""
        return len(self.places)

    @property
    def size(self) -> int:
        """Bytes held, roughly."""
        return _BYTES * len(self.places) + self.within.nbytes

    def place(self, name: str) -> int:
        """The number of a name. Raises KeyError for one that is not here."""
        return self.places[_plain(name)]

    def with_(self, names: Iterable[str]) -> Names:
        """These and more."""
        fresh = [name for name in dict.fromkeys(map(_plain, names)) if name not in self.places]
        if not fresh:
            return self
        places, more = dict(self.places), dict[str, list[str]]()
        for name in fresh:
            places[name] = len(places)
            for word in dict.fromkeys(name.split()[:LONGEST]):
                more.setdefault(word, []).append(name)
        pairs = {(name, part) for name in fresh for part in _runs_of(name.split()[:LONGEST]) if part in places}
        pairs |= {(name, part) for part in fresh for name in self._holders(part)}
        found = sorted((places[name], places[part]) for name, part in pairs if name != part and _may_tie(part))
        within = np.concatenate([self.within, np.array(found, dtype=np.int32).reshape(-1, 2)])
        holding = dict(self.holding) | {word: (*self.holding.get(word, ()), *held) for word, held in more.items()}
        return Names(places, holding, within)

    def found_in(self, question: str, alive: NDArray[np.bool_]) -> tuple[int, ...]:
        """The names that a text has, of those `alive`: the longest at each place; a single word also without its plural's ending."""
        words = _WORD.findall(question.casefold())[:_READ]
        free = [True] * len(words)
        found: list[int] = []
        for length in range(min(LONGEST, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                stretch = slice(start, start + length)
                place = self._called(words[stretch]) if all(free[stretch]) else None
                if place is not None and alive[place]:
                    found.append(place)
                    free[stretch] = [False] * length
        return tuple(dict.fromkeys(found))

    def _called(self, words: Sequence[str]) -> int | None:
        if len(words) > 1:
            return self.places.get(" ".join(words))
        [word] = words
        if word in STOP_WORDS or len(word) < 2:
            return None
        return self.places.get(word, self.places.get(word.removesuffix("s")))

    def _holders(self, part: str) -> Iterator[str]:
        """The names in which a new one stands, word by word."""
        held = [self.holding.get(word, ()) for word in part.split()[:LONGEST]]
        inner = f" {part} "
        return (name for name in min(held, key=len, default=()) if inner in f" {' '.join(name.split()[:LONGEST])} ")


def _plain(name: str) -> str:
    """The words of a name alone; one without any stands as it is."""
    return " ".join(_WORD.findall(name.casefold())) or name


def _runs_of(words: Sequence[str]) -> Iterator[str]:
    for start in range(len(words)):
        for stop in range(start + 1, len(words) + 1):
            yield " ".join(words[start:stop])


def _may_tie(part: str) -> bool:
    return " " in part or (len(part) >= _SHORTEST and part not in STOP_WORDS)
