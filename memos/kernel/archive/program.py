"""Which program this is, for files that outlive it."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Final

_DISTRIBUTION: Final = "memcube-os"


def program_version() -> str:
    """The version of this program as it is installed; of one that is not, "unknown"."""
    try:
        return version(_DISTRIBUTION)
    except PackageNotFoundError:
        return "unknown"
