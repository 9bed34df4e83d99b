"""Search latency, embedding of the question included, in one space of N cubes that came in through the full pipeline.

The talk is made up: sentences of a small grammar over a few thousand words with Zipf's frequencies, so that common words are common.
A store that was filled before can be used instead (`--home`, and whose space: `--user`): filling 100,000 takes a while.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from memos.memory import Memory
from memos.schemas.message import Message

SESSION = 25
_FIRST_ASKED = 5
"""Questions that load the model and warm the space."""
_SPEAKERS = ("Ana", "Maya")
_FIRST = datetime(2023, 1, 2, 9, tzinfo=UTC)
_SHAPES = (
    "I went to the {0} with {1} and we talked about {2}.",
    "Did you see the {0} near the {1}? It reminded me of {2}.",
    "My {0} is {1} this week, so the {2} has to wait.",
    "We bought a {0} for the {1} last month.",
    "Honestly, {0} and {1} are the best part of {2}.",
    "I used to like {0}, but now I prefer {1}.",
)
_QUESTIONS = (
    "What did Ana say about {0} and {1}?",
    "When did they go to the {0}?",
    "Does Maya like {0}?",
    "Who bought the {0}?",
)


def vocabulary(size: int, rng: random.Random) -> list[str]:
    """Pronounceable made-up words, each once."""
    syllables = [a + b for a in "bdfgklmnprstv" for b in "aeiou"]
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(rng.choices(syllables, k=rng.choice((2, 2, 3))))] = None
    return list(words)


def sessions(cubes: int, words: list[str], rng: random.Random) -> Iterator[tuple[str, list[Message]]]:
    """Sessions of made-up talk, a few days apart, of `cubes` utterances in all."""
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    for number in range((cubes + SESSION - 1) // SESSION):
        said_at = _FIRST + timedelta(hours=36 * number)
        messages = [
            Message(
                id=f"s{number}m{turn}",
                name=_SPEAKERS[turn % 2],
                content=rng.choice(_SHAPES).format(*rng.choices(words, weights, k=3)),
                timestamp=said_at + timedelta(minutes=turn),
            )
            for turn in range(min(SESSION, cubes - number * SESSION))
        ]
        yield f"s{number}", messages


def percentiles(taken: Sequence[float]) -> str:
    """Milliseconds, as they are told."""
    ordered = sorted(taken)
    at = {q: ordered[min(len(ordered) - 1, int(q * len(ordered)))] for q in (0.5, 0.95, 0.99)}
    return ", ".join(f"p{round(100 * q)} {ms:.1f} ms" for q, ms in at.items())


def main(arguments: list[str]) -> int:
    """Fills a space, asks questions, prints percentiles."""
    parser = argparse.ArgumentParser(prog="scripts/bench latency", description=__doc__)
    parser.add_argument("--cubes", type=int, default=10_000)
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--vector-index", default="auto")
    parser.add_argument("--home", type=Path, help="a store that is there")
    parser.add_argument("--user", default="ana", help="whose space")
    given = parser.parse_args(arguments)
    rng = random.Random(given.seed)  # noqa: S311
    words = vocabulary(4000, rng)
    with tempfile.TemporaryDirectory() as folder:
        home: Path = given.home or Path(folder) / "store"
        key_file = home.parent / "key"
        with Memory.open(home, key_file=key_file, durability="fast", vector_index=given.vector_index) as memory:
            if given.home is None:
                _fill(memory, given, words, rng)
            _ask(memory, given, words, rng)
    return 0


def _fill(memory: Memory, given: argparse.Namespace, words: list[str], rng: random.Random) -> None:
    started = time.perf_counter()
    for run_id, messages in sessions(given.cubes, words, rng):
        memory.add(messages, user_id=given.user, run_id=run_id)
    sys.stdout.write(f"{given.cubes} utterances, filled in {time.perf_counter() - started:.0f} s\n")


def _ask(memory: Memory, given: argparse.Namespace, words: list[str], rng: random.Random) -> None:
    kept = len(memory.get_all(user_id=given.user, limit=10_000_000))
    taken = []
    for _ in range(given.questions + _FIRST_ASKED):
        question = rng.choice(_QUESTIONS).format(*rng.sample(words[:2000], 2))
        started = time.perf_counter()
        memory.search(question, user_id=given.user)
        taken.append(1000 * (time.perf_counter() - started))
    out = sys.stdout.write
    out(f"{kept} active cubes in one space; the first search {taken[0]:.0f} ms\n")
    out(f"search with embedding: {percentiles(taken[_FIRST_ASKED:])}\n")
    out(f"peak RSS {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB\n")
