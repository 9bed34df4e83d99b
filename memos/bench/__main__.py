"""`python -m memos.bench NAME …`: runs one benchmark; without a name, lists them."""

from __future__ import annotations

import sys
from importlib import import_module

from memos.errors import MemosError

BENCHES = {
    "train": "the shipped ranking weights, cross-validated, out of the sets that may be learned from",
    "recall": "public data sets → full pipeline: recall by category, ablation, latency; writes docs/benchmarks.md",
    "peers": "mem0, LangGraph, Chroma, BM25 and others beside memos: recall@k on the same data; a table and a picture",
    "latency": "search with embedding in a space of N cubes: p50, p95",
    "tenants": "1,000 spaces of 200 cubes, searched and written to in turn: p50, p95, memory",
    "startup": "cold `memos --help` and `memos search`",
    "extraction": "statements against hand labels: precision, recall, invented",
    "dates": "temporal expressions against hand labels",
    "entities": "who is who against hand labels: pairwise F1, wrong merges",
    "graph": "neighbourhood, paths, drawing and personalised PageRank by size",
    "updates": "dialogues in which facts change: current first, old superseded",
    "procedures": "procedures told, corrected and repeated, against hand labels; found by a task",
    "hostile": "64 KiB of hostile texts through every reader: the slowest",
    "inspect": "looking into a store: what the commands read, warm, and the full screen's first",
    "forget": "one user among many is forgotten: seconds, bytes left, everyone else unchanged",
    "population": "a store of many users with many memories, for other benches",
    "ingest": "a PDF of many pages: seconds, pages a second, memory",
    "archive": "export and import of 100,000 memories: time, peak memory, state hashes",
    "secrets": "secrets in a labelled sample, and false alarms in ordinary talk",
    "vectors": "exact and Chroma by number of vectors: the measured threshold",
}


def main(arguments: list[str]) -> int:
    """Runs the named benchmark with the rest of the arguments."""
    if not arguments or arguments[0] not in BENCHES:
        sys.stdout.writelines(f"{name:12}{meaning}\n" for name, meaning in BENCHES.items())
        return 0 if not arguments else 64
    module = import_module(f"memos.bench.{arguments[0]}")
    try:
        result: int = module.main(arguments[1:])
    except MemosError as error:
        sys.stderr.write(f"scripts/bench {arguments[0]}: {error}\n")
        return error.exit_code
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
