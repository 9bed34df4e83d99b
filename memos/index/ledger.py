"""How far an index has followed a space, and what it could not take. For an index on disk: `store.feeds.Feeds`."""

from __future__ import annotations

import threading
from typing import Protocol

from memos.store.feeds import MAX_ATTEMPTS, Failure


class Ledger(Protocol):
    """A feed's notes on one space, by name of the index."""

    def watermark(self, index: str) -> int:
        """The journal position the index has reached; 0 at first."""
        ...

    def advance(self, index: str, seq: int) -> None:
        """The index has taken everything up to `seq`."""
        ...

    def failed(self, index: str, num: int, seq: int, error: str) -> Failure:
        """Counts a try against a cube; after the fifth it is parked."""
        ...

    def failures(self, index: str) -> list[Failure]:
        """What could not be taken."""
        ...

    def settled(self, index: str, num: int) -> None:
        """The index has taken this cube at last."""
        ...

    def reset(self, index: str) -> None:
        """The index holds nothing any more: back to the beginning, with everything to be tried again."""
        ...


class VolatileLedger:
    """For an index in memory: it starts with nothing, and so do the notes. Safe between threads."""

    def __init__(self) -> None:
        self._watermarks: dict[str, int] = {}
        self._failures: dict[tuple[str, int], Failure] = {}
        self._lock = threading.Lock()

    def watermark(self, index: str) -> int:
        """The journal position reached."""
        return self._watermarks.get(index, 0)

    def advance(self, index: str, seq: int) -> None:
        """Notes the position."""
        self._watermarks[index] = seq

    def failed(self, index: str, num: int, seq: int, error: str) -> Failure:
        """Counts a try."""
        with self._lock:
            before = self._failures.get((index, num))
            attempts = 1 + (before.attempts if before and before.seq == seq else 0)
            failure = Failure(num, seq, attempts, error, parked=attempts >= MAX_ATTEMPTS)
            self._failures[index, num] = failure
        return failure

    def failures(self, index: str) -> list[Failure]:
        """What could not be taken."""
        with self._lock:
            return [failure for (name, _), failure in self._failures.items() if name == index]

    def settled(self, index: str, num: int) -> None:
        """Forgets a failure."""
        with self._lock:
            self._failures.pop((index, num), None)

    def reset(self, index: str) -> None:
        """Forgets everything."""
        with self._lock:
            self._watermarks.pop(index, None)
            self._failures = {key: failure for key, failure in self._failures.items() if key[0] != index}
