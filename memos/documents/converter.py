"""Bytes in, a `Document` out. Each is converted in a process of its own, which is ended when it hangs or takes too much."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any, BinaryIO, Final

from memos.documents.document import Document, Report, Section
from memos.documents.limits import LIMITS, Limits
from memos.errors import DocumentRefused

_PIECE: Final = 1 << 20
_CHILD: Final = "from memos.documents.child import main; main()"
"""Run with `-P`: what lies in the working directory is never imported."""


def unheard(_what: str, _done: int, _total: int) -> None:
    """Nobody is watching."""


def read(
    stream: BinaryIO,
    name: str = "",
    media_type: str | None = None,
    *,
    limits: Limits = LIMITS,
    report: Report = unheard,
) -> Document:
    """Reads a document from a stream of bytes; it is not closed. `name` and `media_type` are hints: what is within counts.

    `report` is told of pages as they are read. Raises DocumentRefused, with the reason, for whatever is not to be read.
    """
    sections: list[Section] = []
    with closing(_Conversion(stream, name, media_type, limits)) as conversion:
        for line in conversion.lines():
            match line:
                case {"section": [text, heading, page, lines, start, lead]}:
                    span = (lines[0], lines[1]) if lines else None
                    sections.append(Section(text, tuple(heading), page, span, start, lead))
                case {"report": [what, done, total]}:
                    report(what, done, total)
                case {"refused": reason, "hint": hint}:
                    raise DocumentRefused(reason, hint=hint)
                case {"head": [title, told, digest, pages, notes]}:
                    return Document(title, told, digest, tuple(sections), pages, tuple(notes))
                case _:
                    break
    raise conversion.died()


class _Conversion:
    """A running child: bytes go in from a thread, lines come out, a watch ends it."""

    def __init__(self, stream: BinaryIO, name: str, media_type: str | None, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._began = self._heard = time.monotonic()
        self._ended = threading.Event()
        self._overdue = ""
        given = json.dumps({"limits": limits._asdict(), "name": name, "media_type": media_type})
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CHILD, given],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._feed, self._watch)]
        for thread in self._threads:
            thread.start()

    def lines(self) -> Iterator[dict[str, Any]]:
        """What the child tells, as it does."""
        assert self._process.stdout is not None  # noqa: S101
        for line in self._process.stdout:
            self._heard = time.monotonic()
            yield json.loads(line)

    def died(self) -> DocumentRefused:
        """Why the child ended without a last word."""
        if self._overdue:
            return DocumentRefused(self._overdue, hint="It may be made to do that. Save it in another form.")
        return DocumentRefused(
            f"The process that read it died ({self._process.wait()}): it is damaged, or takes too much memory.",
            hint="Save it in another form, or split it.",
        )

    def close(self) -> None:
        """Ends the child, whatever it does."""
        self._ended.set()
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _feed(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None  # noqa: S101
        left = self._limits.bytes + 1
        with suppress(OSError):  # a child that has seen enough has hung up
            while left and (piece := self._stream.read(min(left, _PIECE))):
                pipe.write(piece)
                left -= len(piece)
            pipe.close()

    def _watch(self) -> None:
        while not self._ended.wait(min(0.2, self._limits.silence / 4)):
            now = time.monotonic()
            if now - self._heard > self._limits.silence:
                self._overdue = f"Nothing came of reading it for {self._limits.silence:g} seconds."
            elif now - self._began > self._limits.seconds:
                self._overdue = f"Reading it takes more than {self._limits.seconds:g} seconds."
            if self._overdue:
                self._process.kill()
                return
