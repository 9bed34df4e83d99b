"""Looks through files for bytes that should be gone.

What is looked for is given as marks: salted 64-bit hashes of windows of 16 bytes. So a forgetting that was interrupted can still be
proven, and nothing that was forgotten is kept for it. Every window of every file is hashed and compared.

It runs in a process of its own: whoever opens the database file by himself and closes it drops the locks that SQLite holds on
it for his whole process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memos.errors import StoreUnavailable

Hashes = NDArray[np.uint64]

WINDOW: Final = 16
"""Bytes of a mark. What is shorter can't be told from what others say."""

_SALT: Final = 16
_MOST: Final = 8
"""Marks of one text at most: its beginning, its end, and between."""
_TELLING: Final = 5
"""Different bytes that the first half of a window has at least: zeros and rules of dashes are everywhere."""
_SLACK: Final = 64
"""Bytes by which a window may be moved to tell something."""
_BITS: Final = 18
_TOP: Final = np.uint64(64 - _BITS)
_HALF: Final = np.uint64(32)
_HIGH: Final = np.uint64(0xFFFFFFFF00000000)
_CHUNK: Final = 1 << 20


class Marks(NamedTuple):
    """What to look for, ascending, and the salt that the hashes were made with. `short` texts have no mark."""

    salt: bytes
    hashes: Hashes
    short: int = 0

    @classmethod
    def of(cls, pieces: Iterable[bytes], salt: bytes) -> Marks:
        """The marks of pieces of text and of vectors, made with 16 random bytes."""
        hashes: set[int] = set()
        short = 0
        for piece in pieces:
            windows = [window for start in _starts(len(piece)) if (window := _telling_from(piece, start))]
            short += not windows
            for window in windows:
                words = np.frombuffer(window, dtype="<u8")
                hashes.update(_hashed(words[:1], words[1:], salt).tolist())
        return cls(salt, np.array(sorted(hashes), dtype=np.uint64), short)

    @classmethod
    def read(cls, packed: bytes) -> Marks:
        """The inverse of `packed`."""
        return cls(packed[:_SALT], np.frombuffer(packed[_SALT:], dtype="<u8").astype(np.uint64))

    @property
    def packed(self) -> bytes:
        """Salt and hashes as bytes."""
        return self.salt + self.hashes.astype("<u8").tobytes()

    def only(self, hashes: Iterable[int]) -> Marks:
        """These marks alone."""
        return Marks(self.salt, np.array(sorted(hashes), dtype=np.uint64))


class Residue(NamedTuple):
    """What a search through files found: by file, the marks that are there still."""

    files: int
    bytes: int
    by_file: Mapping[str, frozenset[int]]

    @property
    def found(self) -> frozenset[int]:
        """The marks that are in any file."""
        return frozenset().union(*self.by_file.values())

    def where(self, marks: Collection[int]) -> tuple[str, ...]:
        """The files that hold one of these marks."""
        return tuple(name for name, here in self.by_file.items() if not here.isdisjoint(marks))


def search(directory: Path, marks: Marks) -> Residue:
    """Looks through every file in a directory and below, in a process of its own."""
    command = [sys.executable, "-m", "memos.store.forgetting.residue", str(directory)]
    done = subprocess.run(command, input=marks.packed, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise StoreUnavailable(
            f"The files could not be looked through ({said[-1] if said else 'killed'}).", applied="yes"
        )
    told = json.loads(done.stdout)
    by_file = {name: frozenset(here) for name, here in told["by_file"].items()}
    return Residue(told["files"], told["bytes"], by_file)


def look(directory: Path, marks: Marks) -> Residue:
    """The same, in this process: not for one that has a store open. A file that vanishes meanwhile holds nothing any more."""
    workers = os.cpu_count() or 1
    sizes: list[int] = []
    found: dict[str, frozenset[int]] = {}
    with ThreadPoolExecutor(workers) as pool:
        for path in sorted(path for path in directory.rglob("*") if path.is_file() and not path.is_symlink()):
            with suppress(FileNotFoundError):
                parts = [pool.submit(Searching(marks).file, path, part, workers) for part in range(workers)]
                found[str(path.relative_to(directory))] = frozenset().union(*(part.result() for part in parts))
                sizes.append(path.stat().st_size)
    return Residue(len(sizes), sum(sizes), {name: here for name, here in found.items() if here})


class Searching:
    """Finds marks in bytes, each once. It keeps its arrays from one piece to the next, so it is for one thread."""

    def __init__(self, marks: Marks) -> None:
        self._salt = marks.salt
        self._wanted = marks.hashes
        self._table = np.zeros(1 << _BITS, dtype=np.bool_)
        self._mixed = np.empty(0, dtype=np.uint64)
        self._likely = np.empty(0, dtype=np.bool_)
        self._note()

    @property
    def left(self) -> set[int]:
        """The marks that were not found so far."""
        return set(self._wanted.tolist())

    def _note(self) -> None:
        self._table[:] = False
        self._table[(self._wanted >> _TOP).view(np.int64)] = True

    def file(self, path: Path, part: int, parts: int) -> set[int]:
        """The marks in every `parts`-th piece of a file, from `part` on; pieces overlap by less than a window."""
        found: set[int] = set()
        with path.open("rb") as file:
            for place in range(part * _CHUNK, path.stat().st_size, parts * _CHUNK):
                file.seek(place)
                found |= self.among(file.read(_CHUNK + WINDOW - 1))
        return found

    def among(self, data: bytes) -> set[int]:
        """The marks that stand somewhere in these bytes, and were not found before."""
        if len(data) < WINDOW:
            return set()
        if self._mixed.size < len(data) // 8:
            self._mixed = np.empty(len(data) // 8, dtype=np.uint64)
            self._likely = np.empty(len(data) // 8, dtype=np.bool_)
        found: set[int] = set()
        for shift in range(8):
            if not self._wanted.size:
                break
            here = self._shifted(np.frombuffer(data, "<u8", (len(data) - shift) // 8, shift))
            if here.size:
                found.update(here.tolist())
                self._wanted = np.setdiff1d(self._wanted, here, assume_unique=True)
                self._note()
        return found

    def _shifted(self, words: Hashes) -> Hashes:
        """Of windows that begin with these words: the first word alone rules nearly all of them out."""
        size = max(0, words.size - 1)
        mixed, likely = self._mixed[:size], self._likely[:size]
        first, _ = _weights(self._salt)
        np.multiply(words[:size], first, out=mixed)
        np.right_shift(mixed, _TOP, out=mixed)
        np.take(self._table, mixed.view(np.int64), out=likely, mode="wrap")
        places = np.flatnonzero(likely)
        return np.intersect1d(_hashed(words[places], words[places + 1], self._salt), self._wanted)


def _starts(length: int) -> list[int]:
    if length < WINDOW:
        return []
    count = min(_MOST, 1 + (length - 1) // (2 * WINDOW))
    last = length - WINDOW
    return sorted({round(place * last / max(1, count - 1)) for place in range(count)})


def _telling_from(piece: bytes, start: int) -> bytes | None:
    """The first telling window from there on."""
    for place in range(start, min(start + _SLACK, len(piece) - WINDOW + 1)):
        if len(set(piece[place : place + WINDOW // 2])) >= _TELLING:
            return piece[place : place + WINDOW]
    return None


def _weights(salt: bytes) -> tuple[np.uint64, np.uint64]:
    return np.uint64(int.from_bytes(salt[:8], "little") | 1), np.uint64(int.from_bytes(salt[8:_SALT], "little") | 1)


def _hashed(ahead: Hashes, behind: Hashes, salt: bytes) -> Hashes:
    """Windows as hashes, by their two words: above 32 bits of the first alone, by which nearly all is ruled out, below 32 of both."""
    first, second = _weights(salt)
    high = ahead * first
    both = high + behind * second
    hashes: Hashes = (high & _HIGH) | (both >> _HALF)
    return hashes


def main() -> None:
    """Reads marks on stdin, looks through the directory named, and tells what it found as JSON."""
    residue = look(Path(sys.argv[1]), Marks.read(sys.stdin.buffer.read()))
    told = {**residue._asdict(), "by_file": {name: sorted(here) for name, here in residue.by_file.items()}}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
