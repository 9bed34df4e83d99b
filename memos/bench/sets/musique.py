"""MuSiQue as HippoRAG publishes it (`musique.json`, `musique_corpus.json`): questions of two to four hops over a pool of passages."""

from __future__ import annotations

from pathlib import Path

from memos.bench.sets import multihop
from memos.bench.sets.dataset import SEED, DataSet

NAME = "musique"


def read(path: Path, *, seed: int = SEED, triples: Path | None = None) -> DataSet:
    """See `multihop.read`."""
    return multihop.read(path, NAME, seed=seed, triples=triples)
