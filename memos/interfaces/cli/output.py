"""Standard output, whose failures are told apart from those of the command that writes to it."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from io import BufferedWriter, FileIO, TextIOWrapper

from memos.errors import MemosError


class OutputFailed(MemosError):
    """What a command had to say could not be written. The command itself had done its work, or some of it."""

    code = "output_failed"
    exit_code = 74


class Output(TextIOWrapper):
    """A standard output that fails with `OutputFailed`, once: from then on nothing is written any more."""

    @classmethod
    def standard(cls) -> Output:
        """In place of `sys.stdout`; of one that was closed, a file that can't be written."""
        given = sys.stdout
        if given is None:
            return cls(BufferedWriter(FileIO(os.open(os.devnull, os.O_RDONLY), "w")), encoding="utf-8")
        return cls(
            given.buffer, encoding=given.encoding, errors=given.errors, line_buffering=bool(given.line_buffering)
        )

    def write(self, text: str, /) -> int:
        """Writes a text, or keeps it for `flush`."""
        with self._watched():
            return super().write(text)

    def flush(self) -> None:
        """Writes what was kept."""
        with self._watched():
            super().flush()

    @contextmanager
    def _watched(self) -> Generator[None]:
        try:
            yield
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())  # what is still kept is flushed at the exit
            if isinstance(error, BrokenPipeError):
                raise SystemExit(1) from None  # whoever read it has seen enough, as `head` has
            raise OutputFailed(
                f"The output could not be written: {error.strerror}; what the command did stays.", applied="unknown"
            ) from None
