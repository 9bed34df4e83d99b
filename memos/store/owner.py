"""Who may checkpoint, and open the vector index on disk: one process a data directory, told by an OS file lock."""

from __future__ import annotations

import fcntl
import os
import socket
from contextlib import suppress
from datetime import datetime
from pathlib import Path


class OwnerLock:
    """The lock on `owner.lock`. The system frees it when its holder dies, however it dies; the text only informs."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._descriptor is not None

    def acquire(self, now: datetime) -> bool:
        """Takes the lock if it is free, without waiting; says if it is held. OSError: the file can't be written."""
        if self._descriptor is not None:
            return True
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        with suppress(OSError):  # a full disk has no room for the text, and needs none for the lock
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"pid {os.getpid()} on {socket.gethostname()} since {_local(now)}\n".encode(), 0)
        self._descriptor = descriptor
        return True

    def holder(self) -> str:
        """What the file says of its holder, for messages to people."""
        return self._path.read_text(encoding="utf-8", errors="replace").strip() if self._path.exists() else ""

    def release(self) -> None:
        """Gives it up. A child of a fork may call this: the parent keeps the lock, which lives as long as any copy."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _local(moment: datetime) -> str:
    """A time as the clock on the wall tells it."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M %Z}"
