"""Many small spaces in one store, read and written to in turn by one process: latency warm and cold, memory held.

The store is filled as `population` fills it (the hash embedder), or one that was filled before is used: with `--home`.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from memos.bench.latency import percentiles
from memos.bench.population import populate
from memos.memory import Memory
from memos.schemas.message import Message

_QUESTIONS = (
    "Where does {0} live?",
    "What did {0} buy for the {1}?",
    "Who works in {2}?",
    "When did I go to the {1} with {0}?",
    "What do I like?",
    "How long has the {1} been waiting?",
)
_NAMES = ("Maya", "Tom", "Priya", "Lena", "Omar", "Ines")
_THINGS = ("piroba", "venu", "lane", "tifa", "gana", "sodo")
_PLACES = ("Lisbon", "Porto", "Madrid", "Berlin")


def main(arguments: list[str]) -> int:
    """Fills a store unless there is one, then asks and tells, and prints percentiles."""
    parser = argparse.ArgumentParser(prog="scripts/bench tenants", description=__doc__)
    parser.add_argument("--home", type=Path, help="a store that `population` filled")
    parser.add_argument("--users", type=int, default=1000)
    parser.add_argument("--cubes", type=int, default=200, help="of each user")
    parser.add_argument("--operations", type=int, default=3000)
    parser.add_argument("--writes", type=float, default=0.1, help="share of the operations that add a message")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home: Path = given.home or Path(folder) / "store"
        if given.home is None:
            populate(home, users=given.users, cubes=given.cubes, seed=given.seed)
        with Memory.open(home, key_file=home.parent / "key", embedder="hash", durability="fast") as memory:
            _measure(memory, given.operations, given.writes, random.Random(given.seed))  # noqa: S311
    return 0


def _measure(memory: Memory, operations: int, writes: float, rng: random.Random) -> None:
    users = sorted(memory.users())
    out = sys.stdout.write
    out(f"{len(users)} spaces; peak RSS before the first question {_peak():.0f} MB\n")
    cold = [_taken(_asking(memory, user, rng)) for user in rng.sample(users, len(users))]
    out(f"first search of each space: {percentiles(cold)}; peak RSS {_peak():.0f} MB\n")
    asked, told = [], []
    for number in range(operations):
        user = rng.choice(users)
        if rng.random() < writes:
            told.append(_taken(_telling(memory, user, number, rng)))
        else:
            asked.append(_taken(_asking(memory, user, rng)))
    out(f"{len(asked)} searches among {len(told)} writes, in random spaces: {percentiles(asked)}\n")
    if told:
        out(f"writes, through the full pipeline: {percentiles(told)}\n")
    out(f"peak RSS {_peak():.0f} MB\n")


def _asking(memory: Memory, user: str, rng: random.Random) -> Callable[[], object]:
    question = rng.choice(_QUESTIONS).format(*_drawn(rng))
    return lambda: memory.search(question, user_id=user)


def _telling(memory: Memory, user: str, number: int, rng: random.Random) -> Callable[[], object]:
    said = "I went to the {1} with {0} in {2}.".format(*_drawn(rng))
    message = Message(id=f"told{number}-{rng.getrandbits(64)}", content=said, timestamp=datetime.now(UTC))
    return lambda: memory.add([message], user_id=user, run_id="told")


def _drawn(rng: random.Random) -> Sequence[str]:
    return rng.choice(_NAMES), rng.choice(_THINGS), rng.choice(_PLACES)


def _taken(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - started)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
