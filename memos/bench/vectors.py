"""Where exact search stops being the faster one: `python -m memos.bench.vectors [sizes…]`.

Clustered unit vectors of 384 dimensions, 256 candidates a question, as recall asks. `filtered` allows a tenth of the cubes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memos.index.chroma import Chroma
from memos.index.exact import Exact
from memos.ports import VectorEntry, VectorIndex, Vectors

DIMENSION: Final = 384
LIMIT: Final = 256
QUESTIONS: Final = 100
SIZES: Final = (1_000, 10_000, 100_000)
_BATCH: Final = 2_000


class Figures(NamedTuple):
    """One index at one size: seconds to fill it, milliseconds a search, and the share of the true nearest found."""

    name: str
    size: int
    fill: float
    p50: float
    p95: float
    filtered_p50: float
    recall: float


def clustered(count: int, rng: np.random.Generator, clusters: int = 200) -> Vectors:
    """Unit vectors around some centres, as texts about some subjects are."""
    centres = rng.normal(size=(clusters, DIMENSION))
    rows = centres[rng.integers(clusters, size=count)] + rng.normal(scale=0.7, size=(count, DIMENSION))
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def measure(index: VectorIndex, rows: Vectors, questions: Vectors, rng: np.random.Generator) -> Figures:
    """Fills the index and searches it."""
    began = time.perf_counter()
    for start in range(0, len(rows), _BATCH):
        page = rows[start : start + _BATCH]
        index.apply(1, [VectorEntry(start + n + 1, 1, row[None]) for n, row in enumerate(page)], [])
    fill = time.perf_counter() - began
    allowed = np.sort(rng.choice(len(rows), size=len(rows) // 10, replace=False)).astype(np.int64) + 1
    found: list[set[int]] = []
    index.search(1, questions[0], LIMIT)
    plain = _timed(lambda question: found.append({match.key for match in index.search(1, question, LIMIT)}), questions)
    filtered = _timed(lambda question: index.search(1, question, LIMIT, allowed), questions[:20])
    truth = np.argsort(-(questions @ rows.T), axis=1)[:, :10] + 1
    hit = np.mean([len(set(best.tolist()) & keys) / 10 for best, keys in zip(truth, found, strict=True)])
    p50, p95 = np.percentile(plain, [50, 95])
    return Figures(index.name, len(rows), fill, float(p50), float(p95), float(np.percentile(filtered, 50)), float(hit))


def run(sizes: tuple[int, ...] = SIZES, seed: int = 7) -> Iterator[Figures]:
    """Both indices at each size."""
    for size in sizes:
        rng = np.random.default_rng(seed)
        both = clustered(size + QUESTIONS, rng)
        rows, questions = both[:size], both[size:]
        with tempfile.TemporaryDirectory() as folder:
            for index in (Exact(), Chroma(Path(folder))):
                yield measure(index, rows, questions, rng)
                index.close()


def _timed(search: Callable[[Vectors], object], questions: Vectors) -> NDArray[np.float64]:
    spent: list[float] = []
    for question in questions:
        began = time.perf_counter()
        search(question)
        spent.append(1e3 * (time.perf_counter() - began))
    return np.array(spent)


def main(arguments: list[str]) -> None:
    """Prints a table."""
    print(f"{'index':8}{'cubes':>9}{'fill s':>9}{'p50 ms':>9}{'p95 ms':>9}{'filtered':>10}{'recall@10':>11}")
    for figures in run(tuple(map(int, arguments)) or SIZES):
        name, size, fill, p50, p95, filtered, recall = figures
        print(f"{name:8}{size:>9}{fill:>9.1f}{p50:>9.2f}{p95:>9.2f}{filtered:>10.2f}{recall:>11.3f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
