"""New files that are there when they are whole, and not before."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

from memos.errors import InvalidInput, MemosError, StoreFull

_NO_ROOM: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def into_place(draft: Path, path: Path) -> None:
    """Gives a finished file its name. Raises FileExistsError if somebody has taken it meanwhile."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        draft.rename(path)
    else:
        draft.unlink()
    sync(path.parent)


def sync(path: Path) -> None:
    """Makes a file, or what a folder lists, durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def taken(path: Path) -> InvalidInput:
    """The error that there is a file already."""
    return InvalidInput(f"{path} is there already.", hint="Name a new file. Nothing was written.")


def unwritable(path: Path, error: OSError) -> MemosError:
    """The error that a file can't be written."""
    kind: type[MemosError] = StoreFull if error.errno in _NO_ROOM else InvalidInput
    return kind(f"{path} can't be written ({error.strerror}).", hint="Nothing is left of it.")
