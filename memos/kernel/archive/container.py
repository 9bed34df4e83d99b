"""The file of an archive: a zip of parts that are known by name. It is written in one go, and read with suspicion.

Nothing is ever unpacked to disk. Whatever is not one of the known parts is refused, so no name can lead anywhere.
"""

from __future__ import annotations

import hashlib
import stat
import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Final, Self, cast

from memos.errors import InvalidInput
from memos.schemas.archive import MANIFEST, PARTS, SCHEMA, Part
from memos.schemas.value import Value, canonical

NOTHING: Final = "Nothing was imported."
KNOWN: Final = (*PARTS, SCHEMA, MANIFEST)
"""The names in an archive, in order."""

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_CHUNK: Final = 1 << 20
_LOCAL: Final = 30
"""Bytes before the first name of a zip."""

_END: Final = 22
_LOCATOR: Final = 20
_END_64: Final = 56
_ENCRYPTED: Final = 0x1
_LINK: Final = 0o12
"""The type of a symbolic link, in the upper half of a zip entry's attributes."""


class Limits(Value):
    """What is read at most: entries, bytes of the zip's directory, of the manifest, of a line; and of all parts together, which
    may be more than `free` only where the file is not less than the `ratio`th part of it."""

    entries: int = 64
    directory: int = 64 << 10
    manifest: int = 64 << 20
    line: int = 64 << 20
    free: int = 1 << 30
    ratio: int = 100


class Writer:
    """Writes parts one after the other. The same lines make the same bytes."""

    def __init__(self, file: BinaryIO, limits: Limits, *, compressed: bool) -> None:
        self._zip = zipfile.ZipFile(file, "w", allowZip64=True)
        self._kind = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        self._limits = limits
        self.parts: dict[str, Part] = {}

    @contextmanager
    def part(self, name: str) -> Generator[Tally]:
        """A part to write lines to; when the block ends, `parts` tells what it is."""
        info = zipfile.ZipInfo(name, date_time=_EPOCH)
        info.compress_type = self._kind
        info.create_system = 3
        info.external_attr = 0o600 << 16
        with self._zip.open(info, "w", force_zip64=True) as stream:
            tally = Tally(cast("BinaryIO", stream), name, self._limits.line)
            yield tally
            tally.flush()
        self.parts[name] = Part(lines=tally.lines, bytes=tally.bytes, sha256=tally.sha256)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()


class Tally:
    """Lines on their way into a part, counted and hashed."""

    def __init__(self, stream: BinaryIO, name: str, longest: int) -> None:
        self._stream = stream
        self._name = name
        self._longest = longest
        self._held = bytearray()
        self._hashed = hashlib.sha256()
        self.lines = 0
        self.bytes = 0

    @property
    def sha256(self) -> str:
        """Of all that was written."""
        return self._hashed.hexdigest()

    def write(self, line: Mapping[str, Any]) -> None:
        """One more line. Raises InvalidInput for one that could not be read again."""
        written = canonical(line).encode() + b"\n"
        if len(written) > self._longest:
            raise InvalidInput(
                f"A line of {self._name} has {len(written):,} bytes, and {self._longest:,} can be read again.",
                hint="Nothing was exported.",
            )
        self._held += written
        self.lines += 1
        self.bytes += len(written)
        if len(self._held) >= _CHUNK:
            self.flush()

    def flush(self) -> None:
        """Hands on what is held back."""
        self._hashed.update(self._held)
        self._stream.write(self._held)
        self._held.clear()


class Reader:
    """An archive, looked at before anything of it is believed. Raises InvalidInput for what is wrong with it, naming the part."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self._limits = limits
        try:
            if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
                raise self.wrong("is no regular file")
            self._file = path.open("rb")
        except OSError as error:
            raise self.wrong(f"can't be read ({error.strerror})") from None
        try:
            self._zip = self._opened()
        except BaseException:
            self._file.close()
            raise

    def manifest(self) -> bytes:
        """The manifest, as it is."""
        with self._stream(MANIFEST) as stream:
            read = stream.read(self._limits.manifest + 1)
        if len(read) > self._limits.manifest:
            raise self.wrong(f"{MANIFEST} is longer than {self._limits.manifest:,} bytes")
        return read

    def lines(self, name: str, told: Part) -> Iterator[tuple[int, bytes]]:
        """Each line of a part with its number. When they end and are not what the manifest tells, that is raised."""
        hashed, number, size = hashlib.sha256(), 0, 0
        with self._stream(name) as stream:
            while line := stream.readline(self._limits.line + 1):
                number += 1
                size += len(line)
                if len(line) > self._limits.line:
                    raise self.wrong(f"{name}, line {number} is longer than {self._limits.line:,} bytes")
                if size > told.bytes:
                    break
                hashed.update(line)
                yield number, line
        if (number, size, hashed.hexdigest()) != (told.lines, told.bytes, told.sha256):
            raise self.wrong(f"{name} is not what the manifest says of it: it was changed or damaged")

    def wrong(self, what: str) -> InvalidInput:
        """The error that something is wrong with this file."""
        return InvalidInput(f"{self.path}: {what}.", hint=NOTHING)

    def close(self) -> None:
        """Gives the file back."""
        self._zip.close()
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- within

    def _opened(self) -> zipfile.ZipFile:
        size = self._file.seek(0, 2)
        self._refuse_crowd(size)
        try:
            found = zipfile.ZipFile(self._file)
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OSError, UnicodeError) as error:
            raise self.wrong(f"it is damaged ({error})") from None
        self._refuse_entries(found, size)
        return found

    def _refuse_crowd(self, size: int) -> None:
        """Looks at the last bytes alone, so that a directory of any length is refused before it is read."""
        end = self._at(size - _END, _END)
        if end[:4] != b"PK\x05\x06" or end[-2:] != b"\0\0":
            raise self.wrong("it is cut off, or something was put behind it")
        entries, directory = struct.unpack("<HL", end[10:16])
        if self._at(size - _END - _LOCATOR, 4) == b"PK\x06\x07":
            end_64 = self._at(size - _END - _LOCATOR - _END_64, _END_64)
            entries, directory = struct.unpack("<QQ", end_64[32:48])
        if entries > self._limits.entries or directory > self._limits.directory:
            raise self.wrong(f"it has {entries:,} entries, and an archive has {len(KNOWN)}")

    def _at(self, place: int, length: int) -> bytes:
        self._file.seek(max(0, place))
        return self._file.read(length)

    def _refuse_entries(self, found: zipfile.ZipFile, size: int) -> None:
        names = [info.filename for info in found.infolist()]
        if strange := next((name for name in names if name not in KNOWN), None):
            raise self.wrong(f"{strange[:80]!r} does not belong into an archive")
        if len(set(names)) < len(names):
            raise self.wrong("a part is in it twice")
        if missing := next((name for name in KNOWN if name not in names), None):
            raise self.wrong(f"{missing} is missing")
        for info in found.infolist():
            if info.flag_bits & _ENCRYPTED:
                raise self.wrong(f"{info.filename} is encrypted")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self.wrong(f"{info.filename} is packed in an unknown way")
            if info.external_attr >> 28 == _LINK:
                raise self.wrong(f"{info.filename} is a link")
        unpacked = sum(info.file_size for info in found.infolist())
        if not within(unpacked, size, self._limits):
            raise self.wrong(f"{size:,} bytes say they are {unpacked:,}: this is a bomb, no archive")

    @contextmanager
    def _stream(self, name: str) -> Generator[BufferedReader]:
        """A part's bytes; what is damaged in it is raised as such."""
        try:
            with self._zip.open(name) as packed, BufferedReader(cast("Any", packed), _CHUNK) as stream:
                yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, OSError) as error:
            raise self.wrong(f"{name} is damaged ({error})") from None


def within(unpacked: int, packed: int, limits: Limits) -> bool:
    """Whether so many bytes may come of a file of so many."""
    return unpacked <= max(limits.free, limits.ratio * packed)


def is_archive(path: Path) -> bool:
    """Whether a file begins as an archive does, or is a zip with a manifest in it: what else is wrong, `Reader` tells."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as file:
            head = file.read(_LOCAL + 64)
            if not head.startswith(b"PK\x03\x04"):
                return False
            if any(head[_LOCAL:].startswith(name.encode()) for name in KNOWN):
                return True
            with zipfile.ZipFile(file) as found:
                return MANIFEST in found.namelist()
    except (OSError, ValueError, zipfile.BadZipFile, struct.error, NotImplementedError):
        return False
