"""Whether the file is still what this program left. A write is acknowledged only into one that is.

Only checkpoints change the file, and only the owner makes them; each leaves a mark of how the file looks then. A file
that looks otherwise was restored, copied, cut off in the middle of a checkpoint, or written by somebody else: SQLite
looks through it before the next write, once (1 ms a MB when it is in the cache, else 3). What looks the same is
trusted, for the price of one `stat`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from memos.errors import StoreCorrupt, StoreUnavailable

_MAPPED: Final = 1 << 40
"""Bytes of the file that are mapped to be looked through: as much as SQLite can (500 MB that are not in the cache: 1.6 s, else 11)."""


class Intact:
    """What is known of one file. Safe between threads: the worst that a race costs is one look more."""

    def __init__(self, file: Path, mark: Path, connect: Callable[[], sqlite3.Connection]) -> None:
        """`mark` is where it is noted how `file` was left. `connect` opens it: what is open already may not read it again."""
        self._file = file
        self._mark = mark
        self._connect = connect
        self._proven = ""

    def prove(self) -> None:
        """Raises StoreCorrupt if the file is not as it was left and SQLite finds it damaged; StoreUnavailable if it is gone."""
        if self.as_left():
            return
        if not self._file.exists():
            raise StoreUnavailable(f"{self._file} was taken away while it was open.", hint="Nothing was stored.")
        # Through SQLite alone: whoever opens the file by himself and closes it drops the locks of this whole process.
        with closing(self._connect()) as connection:
            connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise StoreCorrupt(
                f"{self._file} is damaged ({str(found).splitlines()[-1]}).",
                hint="Nothing was stored. `memos doctor` says what can still be read, and what to do.",
            )
        self.note()

    def as_left(self) -> bool:
        """Whether the file looks as when it was last known to be whole."""
        looks = self._looks()
        if looks != self._proven and looks == self._noted():
            self._proven = looks
        return looks == self._proven

    def was_emptied(self) -> bool:
        """Whether the file is there and holds nothing, though it did when it was left."""
        return self._looks().startswith("0 ") and self._noted()[:1] not in {"", "0", "g"}

    def note(self) -> None:
        """Notes how the file looks now. Only for who knows that it is whole. What can't be noted is looked through again."""
        self._proven = self._looks()
        draft = self._mark.with_name(f"{self._mark.name}.{os.getpid()}")
        try:
            draft.touch(mode=0o600)
            draft.write_text(self._proven, encoding="utf-8")
            draft.replace(self._mark)
        except OSError:
            draft.unlink(missing_ok=True)

    def _looks(self) -> str:
        try:
            stat = self._file.stat()
        except FileNotFoundError:
            return "gone"
        return f"{stat.st_size} {stat.st_mtime_ns}"

    def _noted(self) -> str:
        try:
            return self._mark.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
