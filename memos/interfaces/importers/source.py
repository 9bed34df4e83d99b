"""A file to import, opened with care: what is no text is told apart before anything is made of it."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import IO, Any, Final

from memos.errors import InvalidInput

DOCUMENT_LIMIT: Final = 1 << 30
"""Bytes of the largest JSON document that is read; JSON Lines has no limit but that of a line."""

LINE_LIMIT: Final = 1 << 26
"""Bytes of the longest line."""

_HEAD: Final = 8192
_MAGIC: Final = {
    b"PK\x03\x04": "a zip archive: unpack it, and give the file within",
    b"\x1f\x8b": "compressed with gzip: unpack it first",
    b"%PDF": "a PDF document",
    b"SQLite format 3": "a SQLite database",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x7fELF": "a program",
}
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


class Source:
    """One file. Raises InvalidInput, naming file and line, for everything that is not readable text."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = self._check_file()
        self._check_head()

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    def numbered_lines(self) -> Iterator[tuple[int, bytes]]:
        """Each line with its number, not decoded."""
        with self._opened() as file:
            number = 0
            while line := file.readline(LINE_LIMIT + 1):
                number += 1
                if len(line) > LINE_LIMIT:
                    raise self.wrong(f"line {number} is longer than {LINE_LIMIT >> 20} MiB")
                yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line

    def text_lines(self) -> Iterator[tuple[int, str]]:
        """Each line with its number, without its end."""
        for number, line in self.numbered_lines():
            yield number, self.decoded(line, number).rstrip("\r\n")

    def decoded(self, line: bytes, number: int) -> str:
        """The line as text."""
        if b"\x00" in line:
            raise self.wrong(f"line {number} holds a NUL byte: this is no text")
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise self.wrong(
                f"line {number} is not UTF-8 (byte 0x{line[error.start]:02x} at column {error.start + 1})",
                hint="Convert the file: iconv -f ISO-8859-1 -t UTF-8 FILE > NEW, with the encoding it is in.",
            ) from None

    @cached_property
    def first_line(self) -> str:
        """The first line that says anything."""
        for number, line in self.numbered_lines():
            if line.strip():
                return self.decoded(line, number).strip()
        raise self.wrong("it holds nothing but white space")

    @cached_property
    def document(self) -> Any:
        """The whole file as one JSON value."""
        if self.size > DOCUMENT_LIMIT:
            raise self.wrong(
                f"a JSON document of {self.size >> 20} MiB is too large", hint="Split it, or make it JSON Lines."
            )
        lines = [self.decoded(line, number) for number, line in self.numbered_lines()]
        try:
            return json.loads("".join(lines))
        except json.JSONDecodeError as error:
            raise self.wrong(f"line {error.lineno}, column {error.colno}: not valid JSON ({error.msg})") from None
        except (ValueError, RecursionError) as error:
            raise self.wrong(f"not readable as JSON ({_short(error)})") from None

    def wrong(self, what: str, hint: str = "") -> InvalidInput:
        """The error that something is wrong with this file."""
        return InvalidInput(f"{self.path}: {what}.", hint=hint)

    def _check_file(self) -> int:
        try:
            found = self.path.stat()
        except OSError as error:
            raise self.wrong(f"can't be read ({error.strerror})") from None
        except ValueError:
            raise InvalidInput("A file name can't hold a NUL character.") from None
        if stat.S_ISDIR(found.st_mode):
            raise self.wrong("is a directory, where a file is needed")
        if not stat.S_ISREG(found.st_mode):
            raise self.wrong("is no regular file", hint="Save what is piped into a file first: it is read twice.")
        if not found.st_size:
            raise self.wrong("the file is empty")
        return found.st_size

    def _opened(self) -> AbstractContextManager[IO[bytes]]:
        """The bytes, from the beginning."""
        return self.path.open("rb")

    def _check_head(self) -> None:
        try:
            with self._opened() as file:
                head = file.read(_HEAD)
        except OSError as error:
            raise self.wrong(f"can't be read ({error.strerror})") from None
        for magic, what in _MAGIC.items():
            if head.startswith(magic):
                raise self.wrong(f"it is {what}")
        if head.startswith(_UTF16):
            raise self.wrong("it is UTF-16", hint="Convert the file: iconv -f UTF-16 -t UTF-8 FILE > NEW")
        if b"\x00" in head:
            raise self.wrong("it holds NUL bytes: this is no text")


def _short(error: BaseException) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]
