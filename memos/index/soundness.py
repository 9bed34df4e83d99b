"""Whether Chroma's files may be opened. Damaged ones end the process that opens them (SIGSEGV: 3 of 24 damages tried).

Files that are as they were when they were closed are trusted; others are tried in a child process first, and set aside
if it does not come back well. Nothing is lost with them: the index is filled again from the truth.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import chromadb
import numpy as np
from chromadb.config import Settings

_SEAL: Final = "closed.json"
_PATIENCE: Final = 120.0
"""Seconds a child may take: opening 100,000 vectors takes one."""


def ensure(directory: Path) -> Path | None:
    """Makes sure that what lies in the directory can be opened; returns where it was set aside if it can't."""
    seal = directory / _SEAL
    trusted = not directory.exists() or (seal.exists() and seal.read_text(encoding="utf-8") == _state(directory))
    seal.unlink(missing_ok=True)
    if trusted or not _files(directory) or _opens(directory):
        return None
    aside = next(
        path for n in range(1, 1_000) if not (path := directory.with_name(f"{directory.name}.damaged-{n}")).exists()
    )
    return directory.rename(aside)


def seal(directory: Path) -> None:
    """Notes how the files were left, after closing them."""
    (directory / _SEAL).write_text(_state(directory), encoding="utf-8")


def _files(directory: Path) -> list[Path]:
    return sorted(path for path in directory.rglob("*") if path.is_file() and path.name != _SEAL)


def _state(directory: Path) -> str:
    found = [(path, path.stat()) for path in _files(directory)]
    return json.dumps([[str(path.relative_to(directory)), stat.st_size, stat.st_mtime_ns] for path, stat in found])


def _opens(directory: Path) -> bool:
    """Whether a child process can search everything that lies there."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "memos.index.soundness", str(directory)],
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _try(directory: Path) -> None:
    client = chromadb.PersistentClient(directory, Settings(anonymized_telemetry=False))
    for collection in client.list_collections():
        first = collection.peek(1)["embeddings"]
        if first is not None and len(first):
            collection.query(
                query_embeddings=np.asarray(first[0], dtype=np.float32).reshape(1, -1),
                n_results=min(collection.count(), 100),
            )


if __name__ == "__main__":
    _try(Path(sys.argv[1]))
