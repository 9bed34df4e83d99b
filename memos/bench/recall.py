"""All development sets through the full pipeline: recall by category, what each part brings, latency; writes docs/benchmarks.md.

DATA is a folder with the official files: locomo/, realmem/, lihua_world/, hipporag/ (MuSiQue, HotpotQA), prefeval/, longmemeval/; what
is not there is left out. No training, no language model.
"""

from __future__ import annotations

import argparse
import os
import platform
import shlex
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from memos import __version__
from memos.bench.evaluation import figures
from memos.bench.filling import Filling, opened
from memos.bench.measuring import Plan, leaving_out, measure
from memos.bench.metrics import RESAMPLES
from memos.bench.peers.contest import GIVEN_TRIPLES, OURS, kept_curves
from memos.bench.report import Chapter, Circumstances, Rival, page
from memos.bench.sets import catalogue
from memos.bench.sets.dataset import SEED, DataSet
from memos.bench.sets.multihop import published_triples
from memos.chance import SystemClock
from memos.kernel.upkeep import Report
from memos.retrieval.features import GROUPS
from memos.retrieval.ranking import SHIPPED
from memos.retrieval.recall import CHANNELS
from memos.schemas.value import digest

PAGE: Final = Path("docs/benchmarks.md")
_AUDIT: Final = "audit/errors.json"


class Source(NamedTuple):
    """A set under its title in the report; with its audited twin, and what other stores made of it, where these are known."""

    title: str
    dataset: DataSet
    audited: DataSet | None = None
    rivals: Sequence[Rival] = ()


def chapters(filling: Filling, sources: Sequence[Source], plan: Plan, seed: int, report: Report) -> Iterator[Chapter]:
    """Measures one set after the other; each draws its sample from the seed alone, so that leaving one out changes no other."""
    for title, dataset, audited, rivals in sources:
        found = measure(filling, dataset, plan, np.random.default_rng(seed), report=report)
        corrected = None if audited is None else figures(audited, found.rankings)
        yield Chapter(title, found, corrected, rivals, validated(title))


def sets_in(folder: Path, wanted: Sequence[str], peers: Path | None = None) -> Iterator[Source]:
    """The sets of a folder of data by title; LoCoMo with its audited twin, MuSiQue a second time with its published triples. `peers` is
    where `scripts/bench peers` keeps its figures."""
    for name, path in catalogue.found_in(folder):
        if wanted and name not in wanted:
            continue
        audit = path / _AUDIT
        dataset = catalogue.read(name, path)
        corrected = catalogue.read(name, path, audit=audit) if audit.is_file() else None
        triples = published_triples(path) if path.is_file() else None
        rich = dataset if triples is None else catalogue.read(name, path, triples=triples)
        kept = [] if peers is None else [curve for curve in kept_curves(rich, peers) if curve.peer != OURS]
        rivals = [Rival(curve.peer, curve.recall) for curve in kept]
        yield Source(name, dataset, corrected, [one for one in rivals if one.name not in GIVEN_TRIPLES])
        if triples is not None:
            yield Source(f"{name}, published triples", rich, None, rivals)


def validated(title: str) -> dict[int, float]:
    """What cross-validation gave when the shipped weights were learned, in percent by cut; nothing of a set they were not learned from."""
    found = SHIPPED.made.get("cross-validated", {}).get(title, {})
    return {int(name.partition("@")[2]): share for name, share in found.items() if name.startswith("recall@")}


def machine() -> str:
    """What it was measured on: processor, cores, memory."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}"


def main(arguments: list[str]) -> int:
    """Measures, and writes the report."""
    given = _parser().parse_args(arguments)
    weighed = {name: group for name, group in GROUPS.items() if any(SHIPPED.weights.get(feature) for feature in group)}
    plan = Plan(given.limit, given.sample, given.timed, leaving_out(CHANNELS, weighed))
    sets = list(sets_in(given.data, given.sets, given.peers))
    with opened(given.home, embedder=given.embedder) as filling, _watched() as report:
        measured = list(chapters(filling, sets, plan, given.seed, report))
    told = Circumstances(
        command=_command(given),
        date=f"{SystemClock().now():%Y-%m-%d}",
        version=__version__,
        machine=machine(),
        python=platform.python_version(),
        embedder=given.embedder,
        weights=digest(files("memos.retrieval").joinpath("weights.json").read_text(encoding="utf-8"))[:12],
        seed=given.seed,
        resamples=RESAMPLES,
    )
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(page(measured, told, np.random.default_rng(given.seed)), encoding="utf-8")
    sys.stdout.write(f"{given.out}: {len(measured)} sets\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench recall", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the official files")
    parser.add_argument("--sets", nargs="+", choices=catalogue.SETS, default=(), help="only these")
    parser.add_argument("--out", type=Path, default=PAGE)
    parser.add_argument("--home", type=Path, help="keep stores and vectors here, for the next time")
    parser.add_argument("--peers", type=Path, help="the --home of `scripts/bench peers`: its figures are told beside")
    parser.add_argument("--limit", type=int, help="questions a set, evenly taken")
    parser.add_argument(
        "--sample", type=int, default=200, help="questions a set for what each part brings (0: not measured)"
    )
    parser.add_argument("--timed", type=int, default=100, help="questions a set for the clock")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--embedder", choices=("minilm", "hash", "none"), default="minilm")
    return parser


@contextmanager
def _watched() -> Generator[Report]:
    """A bar on stderr."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of)


def _command(given: argparse.Namespace) -> str:
    """The command that makes the same report anywhere: no path of this machine is in it."""
    names = ("limit", "sample", "timed", "seed", "embedder")
    options = [f"--{name}={value}" for name in names if (value := getattr(given, name)) is not None]
    return shlex.join(["scripts/bench", "recall", "DATA", *(["--sets", *given.sets] if given.sets else []), *options])
