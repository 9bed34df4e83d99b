"""A benchmark's sessions, remembered through the full pipeline, and the questions at the moment at which they may be asked."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from memos import __version__
from memos.bench.evaluation import in_turn
from memos.bench.kept import KeptVectors
from memos.bench.sets.dataset import Bank, DataSet, Question, Session
from memos.bench.triples import router_over
from memos.bootstrap import assemble, read_settings
from memos.errors import MemosError
from memos.kernel.parts import Parts
from memos.kernel.remember import remember
from memos.kernel.upkeep import Report, unheard
from memos.schemas.scope import Scope
from memos.schemas.value import canonical, digest
from memos.settings import EmbedderChoice
from memos.store.space import Space

_EXCHANGE: Final = 200
"""Messages remembered together at most."""


class NotSettled(MemosError):
    """The agents' part of an exchange failed: figures of such a store would mean nothing."""

    code = "not_settled"


class Asked(NamedTuple):
    """A question, when the space holds exactly what it may see."""

    parts: Parts
    space: Space
    bank: Bank
    question: Question


class Filling:
    """Where benchmarks are remembered: a folder that may be kept, in which a bank that was filled once is not filled again.

    Of a set whose questions may see only the sessions before them, no store can be kept that holds all sessions: such a bank is filled
    anew each time, in a folder of its own, and its questions are asked on the way. Vectors are kept for both.
    """

    def __init__(self, home: Path, embedder: EmbedderChoice | None = None) -> None:
        """Use `opened`. Without `embedder`, the one of the settings."""
        self._home = home
        self._stack = ExitStack()
        settings = read_settings(home)
        chosen = settings if embedder is None else settings.model_copy(update={"embedder": embedder})
        self._settings = chosen.model_copy(update={"durability": "fast", "key_file": home / "key" / "vault.key"})
        self._parts: Parts | None = None
        self._kept: KeptVectors | None = None

    def asking(self, dataset: DataSet, *, report: Report = unheard) -> Iterator[Asked]:
        """Every question of the set, as soon as what it may see is remembered; `report` is told of sessions."""
        for bank in dataset.banks:
            if any(question.before is not None for question in bank.questions):
                with TemporaryDirectory(prefix="memos-bench-") as folder, self._open(Path(folder)) as parts:
                    yield from _asking(parts, dataset, bank, report)
            else:
                yield from _asking(self._held(), dataset, bank, report)

    def close(self) -> None:
        """Gives back what is open."""
        self._stack.close()

    def _held(self) -> Parts:
        if self._parts is None:
            self._parts = self._stack.enter_context(self._open(self._home / "store"))
        return self._parts

    @contextmanager
    def _open(self, folder: Path) -> Generator[Parts]:
        parts = assemble(self._settings.model_copy(update={"home": folder}))
        try:
            yield replace(parts, chosen_embedder=lambda: self._vectors(parts))
        finally:
            parts.close()

    def _vectors(self, parts: Parts) -> KeptVectors | None:
        if self._kept is None and (embedder := parts.chosen_embedder()) is not None:
            self._kept = KeptVectors(embedder, self._home)
            self._stack.callback(self._kept.close)
        return self._kept


def _asking(parts: Parts, dataset: DataSet, bank: Bank, report: Report) -> Iterator[Asked]:
    """Remembers what the next question may see, and no more, before it is asked."""
    scope = Scope(user=space_name(dataset, bank))
    if bank.triples:
        router = router_over(bank.triples)
        parts = replace(parts, router=lambda: router)
    space = parts.spaces.open(scope.tenant, scope.user)
    remembered = 0
    for question in in_turn(bank):
        seen = len(bank.sessions) if question.before is None else question.before
        for session in bank.sessions[remembered:seen]:
            _remember(parts, space, session)
            remembered += 1
            report(f"{dataset.name} {bank.name}: remembering", remembered, len(bank.sessions))
        yield Asked(parts, space, bank, question)


def space_name(dataset: DataSet, bank: Bank) -> str:
    """Whose memory a bank is: named after all that is remembered and the version that does it: the same is recognised, and nothing
    else is taken for it."""
    said = [[session.run_id, *(message.model_dump_json() for message in session.messages)] for session in bank.sessions]
    told = [[message_id, *map(list, triples)] for message_id, triples in bank.triples.items()]
    return f"{dataset.name} {bank.name} {digest(canonical([__version__, said, told]))[:16]}"


def _remember(parts: Parts, space: Space, session: Session) -> None:
    """Remembers a session, unless it is remembered already."""
    scope = space.scope.model_copy(update={"run": session.run_id})
    for start in range(0, len(session.messages), _EXCHANGE):
        op_id = f"{session.run_id}-{start}"
        known = space.exchanges.get(op_id)
        if known is None or not known.settled:
            receipt = remember(parts, scope, session.messages[start : start + _EXCHANGE], op_id)
            if receipt.pending:
                raise NotSettled(f"Session {session.run_id} was not settled: {receipt.pending_reason}.", applied="yes")


@contextmanager
def opened(home: Path | None = None, *, embedder: EmbedderChoice | None = None) -> Generator[Filling]:
    """A filling that is kept in `home`, for the next time; without `home`, one that is gone at the end."""
    with ExitStack() as stack:
        folder = home or Path(stack.enter_context(TemporaryDirectory(prefix="memos-bench-")))
        filling = Filling(folder, embedder)
        stack.callback(filling.close)
        yield filling
