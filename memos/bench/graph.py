"""The graph by size: personalised PageRank and its catching up, neighbourhoods and paths, and the command on a large store.

Made up are nodes with edges drawn at random, in the tables of a store of its own; figures are the least and the median of several runs.
With a store (`memos.bench population` makes one), `memory.graph` and its drawing are measured on that: a copy is opened.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from memos.chance import SystemClock, Uuid7
from memos.index.graph import neighbourhood, paths
from memos.index.graph.walk import Network, WarmNetworks, caught_up
from memos.memory import Memory
from memos.store.db import Database
from memos.store.tables import COUNTERS, EDGES

SIZES = ((10_000, 50_000), (100_000, 500_000))
_SPACE = 1
_RUNS = 15


def main(arguments: list[str]) -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="memos.bench graph", description=__doc__)
    parser.add_argument("--nodes", type=int, default=100_000, help="the most nodes that are tried")
    parser.add_argument(
        "--store", type=Path, help="the directory of a store to look at as well; its key is the file key beside it"
    )
    asked = parser.parse_args(arguments)
    for nodes, edges in (size for size in SIZES if size[0] <= asked.nodes):
        with _filled(nodes, edges) as database:
            _measure(database, nodes, edges)
    if asked.store:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "store"
            shutil.copytree(asked.store, home)
            _measure_store(home, asked.store.parent / "key")
    return 0


@contextmanager
def _filled(nodes: int, edges: int) -> Generator[Database]:
    """A store whose tables hold a random graph: a tenth of the edges go to a hundred well-known nodes."""
    chance = random.Random(7)  # noqa: S311
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(Path(folder), clock=clock, ids=Uuid7(clock), durability="fast")
        rows = (_row(chance, nodes, number) for number in range(edges))
        with database.write() as connection:
            while batch := [row for _, row in zip(range(10_000), rows, strict=False)]:
                connection.execute(insert(EDGES), batch)
            _advance(connection, 1)
        yield database
        database.close()


def _row(chance: random.Random, nodes: int, number: int, seq: int = 1) -> dict[str, Any]:
    known = chance.random() < 0.1
    source, target = chance.randrange(nodes), chance.randrange(100 if known else nodes)
    return {
        "space": _SPACE, "source": f"n{source}", "target": f"n{target}", "type": "relates" if number % 3 else "mentions",
        "weight": 0.5 + chance.random(), "valid_from": None, "valid_to": None, "seq": seq, "origin": seq, "ended_seq": None,
    }  # fmt: skip


def _advance(connection: Any, by: int) -> None:
    connection.execute(COUNTERS.update().where(COUNTERS.c.name == "seq").values(value=COUNTERS.c.value + by))


def _measure(database: Database, nodes: int, edges: int) -> None:
    chance = random.Random(11)  # noqa: S311
    warm = WarmNetworks()
    pairs = [(f"n{chance.randrange(nodes)}", f"n{chance.randrange(nodes)}") for _ in range(_RUNS)]
    with database.read() as connection:
        built = _timed(lambda _: caught_up(connection, _SPACE, None), runs=1)
        network: Network = warm.of(connection, _SPACE)
        walked = _timed(lambda run: network.personalised(dict.fromkeys(pairs[run], 1.0), most=200))
        named = _timed(lambda run: network.personalised(dict.fromkeys(pairs[run], 1.0)))
        around = _timed(lambda run: neighbourhood(connection, _SPACE, pairs[run][:1], depth=2, most=60))
        between = _timed(lambda run: paths(connection, _SPACE, *pairs[run]))
    with database.write() as connection:
        _advance(connection, 1)
        connection.execute(insert(EDGES), [_row(chance, nodes, number, seq=2) for number in range(10)])
    with database.read() as connection:
        followed = _timed(lambda _: warm.of(connection, _SPACE), runs=1)
    _say(f"{nodes:,} nodes, {edges:,} edges", {
        "PageRank, 200 best": walked, "PageRank, all named": named, "10 new edges followed": followed, "built anew": built,
        "neighbourhood, depth 2": around, "shortest paths": between,
    })  # fmt: skip


def _measure_store(home: Path, key: Path) -> None:
    """Warm calls on the best filled memory of a store, and the command in a process of its own."""
    with Memory.open(home, key_file=key, embedder="hash") as memory:
        user = memory.users()[0]
        named = [node for node in memory.graph(user_id=user).nodes if node.is_entity]
        centre, other = named[0].label, named[1].label
        now = SystemClock().now()
        _say(f"the memory of {user}, around {centre}", {
            "overview": _timed(lambda _: memory.graph(user_id=user)),
            "around, depth 1": _timed(lambda _: memory.graph(user_id=user, around=centre)),
            "around, depth 2": _timed(lambda _: memory.graph(user_id=user, around=centre, depth=2)),
            "path to another": _timed(lambda _: memory.graph(user_id=user, around=centre, path_to=other)),
            "as of now, valid now": _timed(lambda _: memory.graph(user_id=user, around=centre, as_of=now, valid_at=now)),
        })  # fmt: skip
    command = [str(Path(sys.executable).with_name("memos")), "graph", "--user", user, "--home", str(home)]
    environment = {**os.environ, "MEMOS_KEY_FILE": str(key), "MEMOS_EMBEDDER": "hash"}

    def drawn(*arguments: str) -> list[float]:
        asked = [*command, *arguments]
        return _timed(lambda _: subprocess.run(asked, env=environment, check=True, stdout=subprocess.DEVNULL), runs=5)

    _say("the command, the start of its process included", {
        "memos graph --around": drawn("--around", centre),
        "… --export page.html": drawn("--around", centre, "--depth", "2", "--export", str(home.parent / "page.html")),
        "memos --help": _timed(lambda _: subprocess.run([command[0], "--help"], check=True, stdout=subprocess.DEVNULL), runs=5),
    })  # fmt: skip


def _timed(work: Callable[[int], object], runs: int = _RUNS) -> list[float]:
    """Milliseconds of each run."""
    taken: list[float] = []
    for run in range(runs):
        begun = time.perf_counter()
        work(run)
        taken.append((time.perf_counter() - begun) * 1000)
    return taken


def _say(title: str, figures: dict[str, list[float]]) -> None:
    sys.stdout.write(f"{title}\n")
    sys.stdout.writelines(
        f"  {name:26}{min(taken):9.2f} ms at best{statistics.median(taken):9.2f} ms median\n"
        for name, taken in figures.items()
    )
