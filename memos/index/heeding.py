"""How what is warm hears of a forgetting: rows that are gone have no `seq` by which they could be noticed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from memos.store.forgetting import forgettings

Drop = Callable[[int], None]
"""Lets go of all that is held in memory of the space with this number; it is read again when it is needed."""


class Heeding:
    """Drops what is warm of a space once something of it was forgotten, by this process or another. Safe between threads."""

    def __init__(self, drops: Sequence[Drop]) -> None:
        self._drops = list(drops)
        self._seen = 0
        self._lock = threading.Lock()

    def add(self, drop: Drop) -> None:
        """Another structure that keeps something warm."""
        self._drops.append(drop)

    def heed(self, connection: Connection) -> None:
        """Looks whether something was forgotten since the last look: a lookup in an index. To be called before what is warm is used."""
        with self._lock:
            for seq, space in forgettings.since(connection, self._seen):
                for drop in self._drops:
                    drop(space)
                self._seen = seq
