"""The real clock and the real ids. Everything that needs either has it handed in, so that a seed reproduces a run."""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from memos.ports import Clock

_COUNTER_BITS = 12


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


class Uuid7:
    """UUIDv7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter within the millisecond, 62 random bits.

    Ids of one maker only grow, also when the clock steps back or more than 4,096 are made in a millisecond.
    """

    def __init__(self, clock: Clock, random: Callable[[int], bytes] = os.urandom) -> None:
        self._clock = clock
        self._random = random
        self._lock = threading.Lock()
        self._last = 0

    def new(self) -> str:
        """A fresh id."""
        moment = int(self._clock.now().timestamp() * 1000) << _COUNTER_BITS
        with self._lock:
            self._last = max(moment, self._last + 1)
            ticks = self._last
        milliseconds, counter = ticks >> _COUNTER_BITS, ticks & ((1 << _COUNTER_BITS) - 1)
        noise = int.from_bytes(self._random(8), "big") & ((1 << 62) - 1)
        return str(uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | noise))
