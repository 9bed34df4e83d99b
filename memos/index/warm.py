"""What is held in memory of the spaces used lately: one budget over all structures, and the shelf each keeps its own on."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, Generic, Protocol, TypeVar

Drop = Callable[[int], None]
"""Lets go of all that is held in memory of the space with this number; it is read again when it is needed."""

DEFAULT_BUDGET: Final = 768 << 20
"""Bytes over all spaces and structures: 400,000 memories with vectors of 384 dimensions."""


class Snapshot(Protocol):
    """Something of a space as of a journal position; never changed once made."""

    @property
    def seq(self) -> int:
        """The journal position it stands for."""
        ...

    @property
    def size(self) -> int:
        """Bytes held."""
        ...


Held = TypeVar("Held", bound=Snapshot)


class Budget:
    """Bytes held of each space, by structure. When all are too many, the space that was not used for longest is dropped by
    every structure; the one used last always stays. Safe between threads."""

    def __init__(self, most: int = DEFAULT_BUDGET) -> None:
        """`most` bounds the bytes."""
        self._most = most
        self._drops: list[Drop] = []
        self._spaces: OrderedDict[int, dict[str, int]] = OrderedDict()
        self._total = 0
        self._lock = threading.Lock()

    def watch(self, drop: Drop) -> None:
        """Another structure that holds something: how to make it let go of a space."""
        self._drops.append(drop)

    def used(self, space: int, structure: str, size: int) -> None:
        """Notes that a structure was used, and what it holds of the space now. Not to be called under a lock of the structure."""
        with self._lock:
            held = self._spaces.setdefault(space, {})
            self._total += size - held.get(structure, 0)
            held[structure] = size
            self._spaces.move_to_end(space)
            unused = []
            while self._total > self._most and len(self._spaces) > 1:
                oldest, sizes = self._spaces.popitem(last=False)
                self._total -= sum(sizes.values())
                unused.append(oldest)
        for oldest in unused:
            for drop in self._drops:
                drop(oldest)

    def forget(self, space: int) -> None:
        """Nothing is held of a space any more."""
        with self._lock:
            self._total -= sum(self._spaces.pop(space, {}).values())

    @property
    def total(self) -> int:
        """Bytes held over all spaces."""
        return self._total


class Shelf(Generic[Held]):
    """The latest snapshot of each space that one structure holds. Safe between threads."""

    def __init__(self, structure: str, budget: Budget) -> None:
        """`structure` is the name under which the budget notes what lies here."""
        self._structure = structure
        self._budget = budget
        self._spaces: dict[int, Held] = {}
        self._forgotten = 0
        self._lock = threading.Lock()
        budget.watch(self.forget)

    def of(self, space: int, caught_up: Callable[[Held | None], Held]) -> Held:
        """The snapshot that `caught_up` makes of the one held, and keeps it if it is later.

        What was made of a snapshot that was dropped meanwhile is not kept: it may hold what was forgotten.
        """
        with self._lock:
            known, forgotten = self._spaces.get(space), self._forgotten
        found = caught_up(known)
        with self._lock:
            held = self._spaces.get(space)
            if self._forgotten == forgotten and (held is None or held.seq <= found.seq):
                self._spaces[space] = held = found
            size = held.size if held is not None else 0
        self._budget.used(space, self._structure, size)
        return found

    def forget(self, space: int) -> None:
        """Drops a space."""
        with self._lock:
            self._spaces.pop(space, None)
            self._forgotten += 1
