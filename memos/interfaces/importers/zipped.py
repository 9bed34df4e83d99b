"""A text within a zip, as an app hands out its data: read where it is, nothing is unpacked."""

from __future__ import annotations

import os
import re
import struct
import zipfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from typing import IO, Any, Final, cast

from memos.errors import InvalidInput
from memos.interfaces.importers.source import DOCUMENT_LIMIT, Source

MAGIC: Final = b"PK\x03\x04"
ENTRIES: Final = 50_000
"""Files in a zip at most: a chat comes with its pictures."""

DIRECTORY: Final = 16 << 20
"""Bytes of a zip's list of files at most."""

RATIO: Final = 100
FREE: Final = 1 << 26
"""Bytes that a text may have however well it is packed; above, at most `RATIO` times as many as in the zip."""

_END: Final = 22
_ENCRYPTED: Final = 0x1
_WANTED: Final = (
    re.compile(r"(?:^|/)conversations\.json$"),
    re.compile(r"(?:^|/)_chat\.txt$"),
    re.compile(r"(?:^|/)[^/]*WhatsApp[^/]*\.txt$"),
)
"""What is looked for: the conversations of a data export, or a chat."""


class Zipped(Source):
    """The text in a zip that can be imported. Raises InvalidInput where there is none, or the zip is broken or a trap."""

    _member = ""

    def wrong(self, what: str, hint: str = "") -> InvalidInput:
        """The error that something is wrong with this file; with what is in it, if that is known."""
        return super().wrong(f"{self._member}: {what}" if self._member else what, hint)

    def _check_file(self) -> int:
        super()._check_file()
        info = self._wanted()
        self._member = info.filename
        return info.file_size

    def _wanted(self) -> zipfile.ZipInfo:
        self._refuse_crowd()
        try:
            with zipfile.ZipFile(self.path) as packed:
                found = [packed.getinfo(name) for name in packed.namelist()]
        except (zipfile.BadZipFile, struct.error, NotImplementedError, OSError, ValueError) as error:
            raise self.wrong(f"this zip is damaged ({error})") from None
        wanted = [
            info for form in _WANTED for info in found if form.search(info.filename) and "__MACOSX" not in info.filename
        ]
        if not wanted:
            raise self.wrong(
                "this zip holds no conversations.json and no chat", hint="Unpack it, and give the file within."
            )
        info = wanted[0]
        if info.flag_bits & _ENCRYPTED:
            raise self.wrong(f"{info.filename} is encrypted", hint="Unpack it with its password first.")
        if info.file_size > min(DOCUMENT_LIMIT, max(FREE, RATIO * info.compress_size)):
            raise self.wrong(f"{info.filename} would unpack to {info.file_size >> 20:,} MiB: too much for what it is")
        return info

    def _refuse_crowd(self) -> None:
        """Looks at the last bytes alone: a list of files of any length is refused before it is read."""
        with self.path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _END))
            end = file.read(_END)
        if end[:4] == b"PK\x05\x06":
            entries, directory = struct.unpack("<HL", end[10:16])
            if entries > ENTRIES or directory > DIRECTORY:
                raise self.wrong(f"this zip holds {entries:,} files or more")

    @contextmanager
    def _opened(self) -> Generator[IO[bytes]]:
        try:
            with zipfile.ZipFile(self.path) as packed, packed.open(self._member) as file:
                yield cast("Any", file)
        except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError) as error:
            raise self.wrong(f"it is damaged ({error})") from None
