"""Export and import of a large store: seconds and peak memory each way, and whether every user's state hash is what it was.

Each way runs in a process of its own, so that its peak is its own. Without `--home` a store is made first (minutes).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from memos.bench.population import populate
from memos.memory import Memory

TARGET = 120.0
"""Seconds each way for 100,000 memories."""


def main(arguments: list[str]) -> int:
    """Exports, imports into an empty store, and compares. 1 if it takes longer than it may, or a hash differs."""
    parser = argparse.ArgumentParser(prog="scripts/bench archive", description=__doc__)
    parser.add_argument("--home", type=Path, help="a store embedded with hash, opened as it is; export only reads it")
    parser.add_argument("--key", type=Path, help="its vault key")
    parser.add_argument("--users", type=int, default=100)
    parser.add_argument("--cubes", type=int, default=1000, help="of each user")
    parser.add_argument("--passphrase", default="bench passphrase", help="of the archive's secrets")
    parser.add_argument("--stage", nargs=3, metavar=("WAY", "HOME", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.stage:
        way, home, file = given.stage
        sys.stdout.write(json.dumps(_stage(way, Path(home), Path(file), given.key, given.passphrase)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        home, key = given.home, given.key or Path(folder) / "key"
        if home is None:
            home = Path(folder) / "home"
            populate(home, users=given.users, cubes=given.cubes)
        return _both_ways(Path(folder), home, key, given.passphrase)


def _both_ways(folder: Path, home: Path, key: Path, passphrase: str) -> int:
    file, out = folder / "all.memos", sys.stdout.write
    exported = _run("export", home, file, key, passphrase)
    imported = _run("import", folder / "there", file, folder / "there.key", passphrase)
    same = exported["hashes"] == imported["hashes"]
    memories = f"{exported['cubes']:,} memories of {len(exported['hashes'])} users"
    out(f"{memories}, archive {file.stat().st_size / 1e6:.0f} MB\n")
    for way, done in (("export", exported), ("import", imported)):
        out(f"{way}: {done['seconds']:.1f} s ({done['cpu']:.1f} s of work), peak RSS {done['rss']} MB\n")
    out(f"state hashes {'the same' if same else 'DIFFER'}\n")
    return 0 if same and max(exported["seconds"], imported["seconds"]) <= TARGET else 1


def _run(way: str, home: Path, file: Path, key: Path, passphrase: str) -> Any:
    command = [sys.executable, "-m", "memos.bench", "archive", "--stage", way, str(home), str(file)]
    ran = subprocess.run([*command, "--key", str(key), "--passphrase", passphrase], check=True, stdout=subprocess.PIPE)
    return json.loads(ran.stdout)


def _stage(way: str, home: Path, file: Path, key: Path, passphrase: str) -> dict[str, Any]:
    with Memory.open(home, key_file=key, embedder="hash") as memory:
        started, worked = time.perf_counter(), time.process_time()
        if way == "import":
            memory.import_archive(file, passphrase=passphrase)
            done = _since(started, worked)
            users = memory.export(file.with_name("again.memos")).users
        else:
            users = memory.export(file, passphrase=passphrase).users
            done = _since(started, worked)
    hashes = {one.user: one.state_hash for one in users}
    return {**done, "hashes": hashes, "cubes": sum(one.cubes for one in users)}


def _since(started: float, worked: float) -> dict[str, float]:
    """Seconds, of them seconds of work, and the most memory held so far, in MB."""
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"seconds": time.perf_counter() - started, "cpu": time.process_time() - worked, "rss": rss}
