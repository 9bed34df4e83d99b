"""HotpotQA as HippoRAG publishes it (`hotpotqa.json`, `hotpotqa_corpus.json`), and 2WikiMultihopQA, which has the same form."""

from __future__ import annotations

from pathlib import Path

from memos.bench.sets import multihop
from memos.bench.sets.dataset import SEED, DataSet

NAME = "hotpotqa"


def read(path: Path, *, seed: int = SEED, triples: Path | None = None) -> DataSet:
    """See `multihop.read`."""
    return multihop.read(path, NAME, seed=seed, triples=triples)
