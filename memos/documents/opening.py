"""A file that somebody names, opened with care: regular files alone, and links only within their own folder."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from memos.documents.limits import LIMITS, Limits
from memos.errors import DocumentRefused, InvalidInput, NotFound

_NOT_READ = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
_LONGEST_TOLD = 200


@contextmanager
def opened(path: Path, limits: Limits = LIMITS) -> Generator[BinaryIO]:
    """The file as a stream of bytes. Raises NotFound, InvalidInput or DocumentRefused, and reads nothing before it is sure.

    A link is followed as long as it stays in the folder it lies in, or below: one that leads out may have been put there to have
    something else read. It is opened once, and what was opened is what is checked.
    """
    real = resolved(path)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(real, flags)
    except FileNotFoundError:
        raise _missing(path) from None
    except OSError as error:
        raise InvalidInput(f"{path} can't be read: {error.strerror}.", hint="Nothing was stored.") from None
    with _closing(descriptor):
        _check(path, os.fstat(descriptor), limits)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            yield stream


@contextmanager
def _closing(descriptor: int) -> Generator[None]:
    """Closes what was opened, whatever it is."""
    try:
        yield
    finally:
        os.close(descriptor)


def resolved(path: Path) -> Path:
    """Where a path really leads. Raises for one that goes through `..`, or through a link out of its folder."""
    if "\x00" in str(path):
        raise InvalidInput("A file name can't hold a NUL character.")
    if ".." in path.parts:
        raise InvalidInput(
            f"{path} goes through '..': where that leads depends on links on the way.",
            hint="Give the path itself: Path(…).resolve() tells it.",
        )
    try:
        folder = path.parent.resolve(strict=True)
        found = path.resolve(strict=True)
    except FileNotFoundError:
        raise _missing(path) from None
    except (OSError, RuntimeError) as error:
        if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
            raise _missing(path) from None
        raise InvalidInput(f"{path} can't be read: {_why(error)}.", hint="Nothing was stored.") from None
    if path.is_symlink() and not found.is_relative_to(folder):
        raise InvalidInput(
            f"{path} is a link that leads out of its folder, to {found}.", hint="Give that file, if it is meant."
        )
    return found


def _check(path: Path, found: os.stat_result, limits: Limits) -> None:
    what = _NOT_READ.get(stat.S_IFMT(found.st_mode))
    if what is not None or not stat.S_ISREG(found.st_mode):
        hint = "--recursive adds the files in it." if stat.S_ISDIR(found.st_mode) else "Save it as a file first."
        raise InvalidInput(f"{path} is {what or 'no regular file'}, where a file is needed.", hint=hint)
    if found.st_size > limits.bytes:
        raise DocumentRefused(
            f"{path} has {found.st_size:,} bytes; {limits.bytes:,} are the most that is taken.",
            hint="Split it, and add the parts.",
        )
    if found.st_size == 0:
        raise DocumentRefused(f"{path} is empty.", hint="There is nothing in it to remember.")


def _missing(path: Path) -> NotFound:
    named = str(path) if len(str(path)) <= _LONGEST_TOLD else f"{str(path)[:_LONGEST_TOLD]}…"
    return NotFound(
        f"There is no file named {named!r}.",
        hint="One line of text is a document with uri=…, the address it is from, or as bytes; what somebody said goes to add().",
    )


def _why(error: Exception) -> str:
    return (error.strerror or "it can't be opened") if isinstance(error, OSError) else "a link that leads to itself"
