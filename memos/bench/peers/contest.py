"""Who takes part, and what each of them makes of a set."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import walk_tb
from typing import Any, Final, NamedTuple

from memos.bench.evaluation import Rank, evaluate
from memos.bench.peers.fusion import Fusion
from memos.bench.peers.peer import Entrant, Peer, Room, texts
from memos.bench.sets.dataset import Bank, DataSet, Question
from memos.errors import MemosError
from memos.ports import Embedder

DEEPEST: Final = 50
"""Recall is measured at every k up to this."""
_DEPTH: Final = {"message": DEEPEST, "session": 10 * DEEPEST}
"""Messages asked for, by what is ranked: several may be of one session."""


class Curve(NamedTuple):
    """Recall@k of one peer on one set, for k from 1 on, over so many questions. Without recall: why there is none."""

    dataset: str
    peer: str
    package: str
    version: str
    questions: int = 0
    recall: tuple[float, ...] = ()
    reason: str = ""

    def at(self, cut: int) -> float:
        """The mean share of the gold among the first `cut`."""
        return self.recall[cut - 1]


def _by(module: str, name: str, **options: object) -> Callable[[Room], Peer]:
    """A peer's class, imported when it is made."""

    def make(room: Room) -> Peer:
        peer: Peer = getattr(import_module(f"memos.bench.peers.{module}"), name)(room, **options)
        return peer

    return make


def _fusion(room: Room) -> Peer:
    return Fusion([_by("dense", "Dense")(room), _by("bm25", "Bm25")(room)])


def _of_sessions(dataset: DataSet) -> bool:
    return dataset.unit == "session"


def _with_triples(dataset: DataSet) -> bool:
    return any(bank.triples for bank in dataset.banks)


OURS: Final = "memos"
ENTRANTS: Final = (
    Entrant(OURS, "memcube-os", _by("ours", "Ours")),
    Entrant("mem0 (infer=False)", "mem0ai", _by("mem0", "Mem0")),
    Entrant("LangGraph InMemoryStore", "langgraph-checkpoint", _by("langgraph", "LangGraph")),
    Entrant("Chroma", "chromadb", _by("chroma", "Chroma")),
    Entrant("BM25", "bm25s", _by("bm25", "Bm25")),
    Entrant("BM25, short stop list", "bm25s", _by("bm25", "Bm25", stop_words="english"), drawn=False),
    Entrant("BM25 of whole sessions", "bm25s", _by("bm25", "Bm25", whole=True), _of_sessions, drawn=False),
    Entrant("RRF of dense and BM25", "bm25s", _fusion),
    Entrant("PPR over published triples", "scipy", _by("hipporag", "HippoRag"), _with_triples),
)


GIVEN_TRIPLES: Final = frozenset(entrant.name for entrant in ENTRANTS if entrant.suits is _with_triples)
"""Who is given the triples that a set publishes."""


def measured(dataset: DataSet, entrant: Entrant, embedder: Embedder) -> Curve:
    """What a peer makes of a set. One that is not installed, or whose own code fails, is told with the reason, not left out; what goes
    wrong in ours, the adapters included, is raised."""
    curve = Curve(dataset.name, entrant.name, entrant.package, entrant.version)
    if not curve.version:
        return curve._replace(reason="not installed")
    try:
        with TemporaryDirectory(prefix="memos-peer-") as folder:
            room = Room(embedder, Path(folder), _DEPTH[dataset.unit])
            with closing(entrant.make(room)) as peer:
                figures = evaluate(dataset._replace(cuts=tuple(range(1, DEEPEST + 1))), _ranking(peer))
    except Exception as error:
        if not _theirs(error):
            raise
        first = next(iter(str(error).splitlines()), "")
        return curve._replace(reason=f"{type(error).__name__}: {first}")
    recall = tuple(round(float(share), 6) for share in figures.fraction.mean(axis=0))
    return curve._replace(questions=len(figures.questions), recall=recall)


def _theirs(error: BaseException | None) -> bool:
    """Whether an error arose in other people's code, with none of ours behind it but a peer's adapter that called it. Our vectors, which
    they call back for, are ours, and stay so however they wrap what was raised there."""
    while error is not None:
        passed = [str(frame.f_globals.get("__name__")) for frame, _ in walk_tb(error.__traceback__)]
        ours = [name for name in passed if name.startswith("memos.")]
        if isinstance(error, MemosError) or ours[-1:] == passed[-1:]:
            return False
        if ours and not ours[-1].startswith("memos.bench.peers."):
            return False
        error = error.__cause__ or error.__context__
    return True


def curves(
    datasets: Iterable[DataSet], entrants: Sequence[Entrant], embedder: Embedder, kept: Path, again: Sequence[str] = ()
) -> Iterator[Curve]:
    """Every peer on every set it can work on. What lies measured in `kept`, of the same set by the same version, is taken from there,
    but for the peers named in `again`.
    """
    for dataset in datasets:
        mark = _mark(dataset)
        for entrant in entrants:
            if not entrant.suits(dataset):
                continue
            file = kept / f"{dataset.name}-{mark}-{entrant.name}.json"
            curve = None if entrant.name in again else _read(file, entrant)
            if curve is None:
                curve = measured(dataset, entrant, embedder)
                if curve.recall:
                    file.write_text(json.dumps(curve._asdict(), indent=1), encoding="utf-8")
            yield curve


def kept_curves(dataset: DataSet, kept: Path) -> list[Curve]:
    """What was measured of a set earlier, by whatever versions; nothing where that was of other data."""
    mark = _mark(dataset)
    files = (kept / f"{dataset.name}-{mark}-{entrant.name}.json" for entrant in ENTRANTS)
    return [_curve(file) for file in files if file.exists()]


def _mark(dataset: DataSet) -> str:
    """Names what is remembered and asked, so that other data of the same name is not taken for it."""
    marked = blake2b(digest_size=6)
    for bank in dataset.banks:
        for said in texts(bank).items():
            marked.update("\x1f".join(said).encode("utf-8", "surrogatepass"))
        for question in bank.questions:
            asked = (question.id, question.text, str(question.before), *question.gold)
            marked.update("\x1f".join(asked).encode("utf-8", "surrogatepass"))
        marked.update(str(sorted(bank.triples.items())).encode("utf-8", "surrogatepass"))
    return marked.hexdigest()


def _read(file: Path, entrant: Entrant) -> Curve | None:
    """What was measured earlier with the version that is installed."""
    curve = _curve(file) if file.exists() else None
    return curve if curve is not None and curve.version == entrant.version else None


def _curve(file: Path) -> Curve:
    held: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return Curve(**held)._replace(recall=tuple(held["recall"]))


def _ranking(peer: Peer) -> Rank:
    """Fills the peer with a bank when its first question is asked: questions come bank by bank."""
    held: Bank | None = None

    def rank(bank: Bank, question: Question) -> list[str]:
        nonlocal held
        if bank is not held:
            peer.fill(bank)
            held = bank
        return peer.rank(question)

    return rank
