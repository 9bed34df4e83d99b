"""What ranking saw of each question: the candidates' features as recall computes them, and which of them answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memos.bench.filling import Asked, Filling
from memos.bench.sets.dataset import Bank, DataSet
from memos.index.units import NOWHERE, SESSION, TOPIC
from memos.kernel.upkeep import Report, unheard
from memos.retrieval.recall import Seen, see
from memos.schemas.query import Query
from memos.schemas.scope import Scope

NAMES: Final = "SELECT position, id, run FROM messages WHERE space = ?"


class Sample(NamedTuple):
    """One question: a row a candidate, a column a feature; `group` tells for each row which message or session it stands for,
    `gold` which of these groups answer, of `asked` that do (some may not be among the candidates). Groups are numbered from 0."""

    bank: str
    category: str
    values: NDArray[np.float32]
    group: NDArray[np.int64]
    gold: NDArray[np.int64]
    asked: int

    @property
    def groups(self) -> int:
        """How many messages or sessions the candidates stand for."""
        return int(self.group.max(initial=-1)) + 1


class Samples(NamedTuple):
    """The questions of a set, and the names of the columns."""

    name: str
    columns: tuple[str, ...]
    questions: tuple[Sample, ...]


def collect(filling: Filling, dataset: DataSet, *, report: Report = unheard) -> Samples:
    """Asks every question, and keeps what ranking was given. Summaries are left out: they stand for what they sum up.

    Everything is remembered first, so that the store can be kept; sessions that a question may not see yet are filtered out. The
    statistics of words are those of all sessions then, which a measurement could not allow itself.
    """
    found = [(seen, sample) for seen, sample in _asked(filling, dataset, report) if sample.group.size]
    columns = tuple(found[0][0].features.values) if found else ()
    return Samples(dataset.name, columns, tuple(sample for _, sample in found))


def _asked(filling: Filling, dataset: DataSet, report: Report) -> Iterator[tuple[Seen, Sample]]:
    before = {question.id: question.before for bank in dataset.banks for question in bank.questions}
    banks = tuple(
        bank._replace(questions=tuple(question._replace(before=None) for question in bank.questions))
        for bank in dataset.banks
    )
    for asked in filling.asking(dataset._replace(banks=banks), report=report):
        seen_by = before[asked.question.id]
        runs = None if seen_by is None else [session.run_id for session in asked.bank.sessions[:seen_by]]
        filters = None if runs is None else {"run_id": {"in": runs}}
        query = Query(text=asked.question.text, scope=Scope(user=asked.space.scope.user), filters=filters)
        with see(asked.parts.recall_tools(), asked.space, query, []) as seen:
            yield seen, _sample(asked, dataset, seen)


def _sample(asked: Asked, dataset: DataSet, seen: Seen) -> Sample:
    table = seen.view.units.table[seen.features.rows]
    spoken = ~np.isin(table["grain"], (TOPIC, SESSION)) & (table["first"] != NOWHERE)
    names = _names(asked.bank, dataset, seen)
    told = [names.get(position, "") for position in table["first"][spoken].tolist()]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(told))}
    columns = [column[spoken] for column in seen.features.values.values()]
    return Sample(
        asked.bank.name,
        asked.question.category,
        np.stack(columns, axis=1).astype(np.float32) if columns else np.zeros((0, 0), dtype=np.float32),
        np.array([numbers[name] for name in told], dtype=np.int64),
        np.array([numbers[one] for one in asked.question.gold if one in numbers], dtype=np.int64),
        len(asked.question.gold),
    )


def _names(bank: Bank, dataset: DataSet, seen: Seen) -> dict[int, str]:
    """By position of a message: its id, or that of its session."""
    del bank
    rows = seen.view.connection.exec_driver_sql(NAMES, (seen.view.space.number,))
    return {position: run if dataset.unit == "session" else message for position, message, run in rows}
