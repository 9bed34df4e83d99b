"""`kill -9` while a file is imported: what was acknowledged is there, a re-run completes it, nothing is there twice."""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from memos.memory import Memory
from memos.schemas.cube import Kind

CHILD = Path(__file__).with_name("importing_child.py")
USER = "ana"
RUNS = 150
CITIES = ("Lisbon", "Porto", "Rome", "Oslo", "Bonn", "Graz", "Lyon", "Turin", "Malmo", "Ghent")


def write_chat(path: Path) -> list[str]:
    """Many short runs; returns the message ids."""
    ids: list[str] = []
    with path.open("w", encoding="utf-8") as file:
        for run in range(RUNS):
            for turn, text in enumerate((f"I visited {CITIES[run % 10]} on trip {run}.", f"How was trip {run}?")):
                ids.append(f"r{run}:{turn}")
                line = {"id": ids[-1], "run_id": f"r{run}", "content": text, "name": ("Ana", "Ben")[turn]}
                file.write(json.dumps({**line, "timestamp": 1_700_000_000 + 60 * run}) + "\n")
    return ids


def start(file: Path, home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, CHILD, file, home, USER], stdout=subprocess.PIPE, text=True)


def killed_at_random(file: Path, home: Path, rng: random.Random) -> list[str]:
    """Starts an import and kills it some time after its first new acknowledgement; returns what it acknowledged."""
    with start(file, home) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(rng.uniform(0, 0.5))
        child.kill()
        rest = child.stdout.read()
    complete = [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    return [message_id for line in complete for message_id in line.split()]


def texts(memory: Memory, kind: Kind) -> Counter[str]:
    return Counter(cube.text for cube in memory.get_all(user_id=USER, kinds=[kind], limit=10_000))


def check(tmp_path: Path, kills: int, seed: int) -> None:
    file, home, undisturbed = tmp_path / "chat.jsonl", tmp_path / "home", tmp_path / "undisturbed"
    ids = write_chat(file)
    rng = random.Random(seed)  # noqa: S311 - when to kill
    ledger: set[str] = set()
    for _ in range(kills):
        ledger |= set(killed_at_random(file, home, rng))
        with Memory.open(home, embedder="hash", key_file=home / "key") as memory:
            stored = {message.id for message in memory.messages(ids, user_id=USER)}
        assert ledger <= stored, f"lost: {sorted(ledger - stored)} (seed {seed})"
    for target in (home, undisturbed):
        with start(file, target) as child:
            child.communicate()
        assert child.returncode == 0
    with (
        Memory.open(home, embedder="hash", key_file=home / "key") as memory,
        Memory.open(undisturbed, embedder="hash", key_file=undisturbed / "key") as other,
    ):
        for repaired in (True, False):
            found = memory.doctor(repair=repaired)
            assert found.status in ({"clean", "repaired"} if repaired else {"clean"}), found.findings
        assert [message.id for message in memory.messages(ids, user_id=USER)] == ids
        for kind in (Kind.EPISODIC, Kind.SEMANTIC):
            assert texts(memory, kind) == texts(other, kind), kind


def test_five_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    check(tmp_path, kills=5, seed=20261121)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    check(tmp_path, kills=20, seed=random.SystemRandom().randrange(1 << 32))
