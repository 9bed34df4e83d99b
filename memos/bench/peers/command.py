"""Other memory stores beside ours on the sets of a folder: a table, and recall@k as a picture.

DATA is a folder as `scripts/bench recall` takes it. Every system gets the same words and the same vectors, in one process, and no
language model is called.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from memos.bench.kept import KeptVectors
from memos.bench.peers.contest import ENTRANTS, Curve, curves
from memos.bench.peers.picture import drawn
from memos.bench.peers.table import rows
from memos.bench.sets import catalogue
from memos.bench.sets.dataset import DataSet
from memos.bench.sets.multihop import published_triples
from memos.bootstrap import read_settings
from memos.chance import SystemClock
from memos.errors import MemosError

_SETS: Final = ("locomo", "realmem", "lihua", "musique", "hotpotqa", "prefeval")
_PAGE: Final = """# Beside other stores

Share of the evidence among the first k (R@k, in percent). All systems in one process, on the same data, with the same words and the same
vectors (all-MiniLM-L6-v2), without a language model. Made by `scripts/bench peers DATA --write docs` on {day}, Python {python}; written
anew by it, never by hand.

- The stores keep messages, or passages. Where the evidence is sessions (realmem, lihua) a session stands where its first message does.
  A realmem question sees only the sessions before its own.
- Every store is given the speaker's name with the words ("Ana: …"); without it, dense recall is much lower on LoCoMo.
- mem0 runs with `infer=False` and its default local store. Its keyword channel and entity boosts need spaCy, fastembed and models that
  are fetched at run time; `pip install mem0ai` brings none of them, and what is left is dense search.
- BM25 is bm25s with its stemmer, k1 1.2, b 0.75 and its long list of English stop words; the short list is the one it takes unasked.
  RRF fuses the first of these with exact dense search (k = 60).
- PPR is personalised PageRank in HippoRAG 2's way, over triples that a language model drew and the set's authors published. No other
  system here is given them.

{table}
"""


def main(arguments: list[str]) -> int:
    """Prints the table; with `--write`, writes `peers.md` and `recall.svg`."""
    parser = argparse.ArgumentParser(prog="scripts/bench peers", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the official files; sets that are not there are left out")
    parser.add_argument("--sets", nargs="+", choices=catalogue.SETS, default=_SETS, help="only these")
    parser.add_argument("--home", type=Path, help="keep vectors and figures here: what is kept is not measured again")
    names = [entrant.name for entrant in ENTRANTS]
    parser.add_argument(
        "--systems", nargs="+", metavar="NAME", choices=names, default=names, help=f"of: {_listed(names)}"
    )
    parser.add_argument(
        "--again", nargs="+", metavar="NAME", choices=names, default=(), help="but these are, kept or not"
    )
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write peers.md and recall.svg there")
    given = parser.parse_args(arguments)
    entrants = [entrant for entrant in ENTRANTS if entrant.name in given.systems]
    try:
        datasets = list(_sets(given.data, given.sets))
    except MemosError as error:
        parser.error(str(error))
    with _embedder(given.home) as (embedder, kept):
        found = [*map(_heard, curves(datasets, entrants, embedder, kept, given.again))]
    table = list(rows(found))
    sys.stdout.writelines(f"{row}\n" for row in table)
    if given.write:
        given.write.mkdir(parents=True, exist_ok=True)
        day = f"{SystemClock().now():%Y-%m-%d}"
        page = _PAGE.format(day=day, python=platform.python_version(), table="\n".join(table))
        (given.write / "peers.md").write_text(page, encoding="utf-8")
        shown = {entrant.name for entrant in ENTRANTS if entrant.drawn}
        picture = drawn([curve for curve in found if curve.peer in shown])
        (given.write / "recall.svg").write_text(picture, encoding="utf-8")
    return 0


def _sets(data: Path, wanted: Sequence[str]) -> Iterator[DataSet]:
    """The sets of a folder, each with its triples where some are published."""
    for name, path in catalogue.found_in(data):
        if name in wanted:
            yield catalogue.read(name, path, triples=published_triples(path) if path.is_file() else None)


@contextmanager
def _embedder(home: Path | None) -> Generator[tuple[KeptVectors, Path]]:
    """The default model with its vectors kept in a folder, and that folder; without one, in one that is gone at the end."""
    with ExitStack() as stack:
        kept = home or Path(stack.enter_context(TemporaryDirectory(prefix="memos-bench-")))
        weights = import_module("memos.models.embedding.weights").installed(read_settings(kept).cache)
        model = import_module("memos.models.embedding.minilm").MiniLM.open(weights)
        yield stack.enter_context(closing(KeptVectors(model, kept))), kept


def _heard(curve: Curve) -> Curve:
    """Says what came of it while the others are at work."""
    came = f"R@10 {100 * curve.at(10):.1f}" if curve.recall else curve.reason
    sys.stderr.write(f"{curve.dataset:10}{curve.peer:28}{came}\n")
    return curve


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' if " " in name else name for name in names)
