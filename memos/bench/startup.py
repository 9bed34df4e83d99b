"""Cold starts, each in a fresh process: `memos --help`, and the first `memos search` of a store with one remembered exchange."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def _seconds(command: list[str], environment: dict[str, str], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        subprocess.run(command, env=environment, check=True, capture_output=True)
        taken.append(time.perf_counter() - started)
    return taken


def main(arguments: list[str]) -> int:
    """Prints the median and the worst of a number of runs (default 7)."""
    times = int(arguments[0]) if arguments else 7
    memos = [str(Path(sys.executable).with_name("memos"))]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "MEMOS_HOME": home, "MEMOS_KEY_FILE": str(Path(home) / "key")}
        subprocess.run([*memos, "add", "I moved to Lisbon in May."], env=environment, check=True, capture_output=True)
        commands = {"memos --help": [*memos, "--help"], "memos search": [*memos, "search", "Where do I live?"]}
        for name, command in commands.items():
            taken = _seconds(command, environment, times)
            sys.stdout.write(
                f"{name:14} median {statistics.median(taken):.2f} s, worst {max(taken):.2f} s of {times}\n"
            )
    return 0
