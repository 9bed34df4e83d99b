"""A store of many users with many memories, brought in through the full pipeline: what the benches of size work on.

The talk is made up (see `latency.vocabulary`), with people, homes, jobs and tastes that change from time to time: so there are
statements, superseded ones among them, persona leaves, entities, edges, topics and sessions, as in talk that was held.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from memos.bench.latency import vocabulary
from memos.memory import Memory
from memos.schemas.message import Message

SESSION = 20
_FIRST = datetime(2022, 1, 3, 9, tzinfo=UTC)
_PEOPLE = ("Maya", "Tom", "Priya", "Lena", "Omar", "Ines", "Jack", "Noor", "Felix", "Rosa", "Hugo", "Clara")
_PLACES = ("Lisbon", "Porto", "Madrid", "Berlin", "Oslo", "Turin", "Leeds", "Ghent", "Graz", "Basel", "Riga", "Cork")
_TALK = (
    "I went to the {0} with {person} and we talked about {1}.",
    "Did you see the {0} near the {1}? It reminded me of {2}.",
    "My {0} is {1} this week, so the {2} has to wait.",
    "{person} bought a {0} for the {1} last month.",
    "Honestly, {0} and {1} are the best part of {2}.",
    "{person} came by yesterday because the {0} was {1}.",
)
_TOLD = (
    "I moved to {place} last month.",
    "I work as a {0} at {1}.",
    "{person} lives in {place}.",
    "My favourite food is {0}.",
    "{person} is my neighbour.",
    "I love {0}.",
    "I started learning {0} in {place}.",
    "{person} works at {0} in {place}.",
)


def populate(home: Path, *, users: int, cubes: int, seed: int = 7) -> int:
    """Fills the store in `home` (key file `key` beside it) until each of `users` has `cubes` memories; returns how many there are.

    A user who has them already is left alone, so that an interrupted filling goes on. The embedder is "hash".
    """
    with Memory.open(home, key_file=home.parent / "key", embedder="hash", durability="fast") as memory:
        there = set(memory.users())
        return sum(
            _fill(memory, f"user{one}", cubes, seed + one, resumed=f"user{one}" in there) for one in range(users)
        )


def _fill(memory: Memory, user: str, cubes: int, seed: int, *, resumed: bool) -> int:
    kept = _held(memory, user, cubes) if resumed else 0
    for run_id, messages in _sessions(random.Random(seed)):  # noqa: S311
        if kept >= cubes:
            break
        receipt = memory.add(messages, user_id=user, run_id=run_id, op_id=f"{user}-{run_id}")
        kept += 0 if receipt.replayed else sum(one.event == "ADD" for one in receipt.operations)
    return kept


def _held(memory: Memory, user: str, most: int) -> int:
    return len(memory.get_all(user_id=user, limit=most, states=["active", "superseded"]))


def _sessions(rng: random.Random) -> Iterator[tuple[str, list[Message]]]:
    """Sessions a day and a half apart, for ever."""
    words = vocabulary(4000, rng)
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    for number in count():
        said_at = _FIRST + timedelta(hours=36 * number)
        yield (
            f"s{number}",
            [
                Message(
                    id=f"s{number}m{turn}",
                    role="assistant" if turn % 4 == 3 else "user",
                    content=rng.choice(_TOLD if turn % 4 == 0 else _TALK).format(
                        *rng.choices(words, weights, k=3), person=rng.choice(_PEOPLE), place=rng.choice(_PLACES)
                    ),
                    timestamp=said_at + timedelta(minutes=turn),
                )
                for turn in range(SESSION)
            ],
        )


def main(arguments: list[str]) -> int:
    """Fills a store and says how large it became."""
    parser = argparse.ArgumentParser(prog="scripts/bench population", description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--users", type=int, default=100)
    parser.add_argument("--cubes", type=int, default=1000, help="of each user")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args(arguments)
    started = time.perf_counter()
    kept = populate(given.home, users=given.users, cubes=given.cubes, seed=given.seed)
    size = sum(path.stat().st_size for path in given.home.rglob("*") if path.is_file())
    sys.stdout.write(
        f"{kept} memories of {given.users} users in {time.perf_counter() - started:.0f} s, {size / 1e6:.0f} MB\n"
    )
    return 0
