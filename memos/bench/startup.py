"""Cold starts: how long `memos --help` and `memos search` take in a process of their own, the model's weights included."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from memos.memory import Memory

SAID = ("I live in Lisbon.", "My sister Maya has a dog.", "I love surfing.", "I moved to Porto in May.")


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """How long one run takes."""
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main(arguments: list[str]) -> int:
    """Prints the median and the worst of several runs; the first of each, which may compile modules, does not count."""
    parser = argparse.ArgumentParser(prog="scripts/bench startup", description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--embedder", default="minilm")
    given = parser.parse_args(arguments)
    memos = str(Path(sys.executable).with_name("memos"))
    with tempfile.TemporaryDirectory() as home:
        with Memory.open(home, embedder=given.embedder, key_file=Path(home) / "key") as memory:
            for text in SAID:
                memory.add(text, user_id="me")
        environment = {**os.environ, "MEMOS_HOME": home, "MEMOS_EMBEDDER": given.embedder}
        if environment.pop("PYTHONDONTWRITEBYTECODE", ""):
            environment["PYTHONPYCACHEPREFIX"] = str(Path(home) / "bytecode")
        for command in (["--help"], ["search", "Where do I live?", "--user", "me"]):
            taken = [seconds([memos, *command], environment) for _ in range(given.runs + 1)][1:]
            sys.stdout.write(f"memos {command[0]:8} median {median(taken):5.2f} s   worst {max(taken):5.2f} s\n")
    return 0
