"""What ranking saw of each question: the candidates' features as recall computes them, and which of them answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memos.bench.filling import Asked, Filling
from memos.bench.measuring import Standing, moment
from memos.bench.sets.dataset import DataSet
from memos.index.lexical import words
from memos.index.units import NOWHERE, SESSION, TOPIC
from memos.kernel.upkeep import Report, unheard
from memos.retrieval.recall import Seen, see
from memos.retrieval.wording import stems
from memos.schemas.query import Query
from memos.schemas.scope import Scope

_NAMES: Final = "SELECT position, id, run FROM messages WHERE space = ?"
_NOTHING: Final[NDArray[np.int64]] = np.empty(0, dtype=np.int64)
_SAYS: Final = 0.6
"""The share of an answer's words that a message has that says it."""
_NO_ANSWER: Final = frozenset({"yes", "no", "insufficient", "information"})


class Sample(NamedTuple):
    """One question: a row a candidate, a column a feature; `group` tells for each row which message or session it stands for,
    `gold` which of these groups answer, of `asked` that do (some may not be among the candidates). Groups are numbered from 0.

    Where a session answers, `message` tells which message each row stands for, and `saying` which of them say what the set
    gives in answer: none where no message says it in the same words.
    """

    bank: str
    category: str
    values: NDArray[np.float32]
    group: NDArray[np.int64]
    gold: NDArray[np.int64]
    asked: int
    message: NDArray[np.int64] = _NOTHING
    saying: NDArray[np.int64] = _NOTHING

    def by_message(self) -> Sample:
        """The same with messages in place of sessions, where it is known which of them answer."""
        if not self.saying.size:
            return self
        return self._replace(group=self.message, gold=self.saying, asked=self.saying.size)

    @property
    def groups(self) -> int:
        """How many messages or sessions the candidates stand for."""
        return int(self.group.max(initial=-1)) + 1


class Samples(NamedTuple):
    """The questions of a set, and the names of the columns."""

    name: str
    columns: tuple[str, ...]
    questions: tuple[Sample, ...]

    def of(self, columns: Sequence[str]) -> Samples:
        """The same with these columns alone."""
        places = [self.columns.index(name) for name in columns]
        kept = (sample._replace(values=sample.values[:, places]) for sample in self.questions)
        return self._replace(columns=tuple(columns), questions=tuple(kept))


def collect(filling: Filling, dataset: DataSet, *, report: Report = unheard) -> Samples:
    """Asks every question when the space holds exactly what it may see, and keeps what ranking was given. Summaries are left out: they
    stand for what they sum up."""
    found = [(seen, sample) for seen, sample in _asked(filling, dataset, report) if sample.group.size]
    columns = tuple(found[0][0].features.values) if found else ()
    return Samples(dataset.name, columns, tuple(sample for _, sample in found))


def _asked(filling: Filling, dataset: DataSet, report: Report) -> Iterator[tuple[Seen, Sample]]:
    for asked in filling.asking(dataset, report=report):
        when = moment(asked.bank, asked.question, asked.question.before) or asked.parts.clock.now()
        tools = asked.parts.recall_tools()._replace(clock=Standing(when))
        query = Query(text=asked.question.text, scope=Scope(user=asked.space.scope.user))
        with see(tools, asked.space, query, []) as seen:
            yield seen, _sample(asked, dataset, seen)


def _sample(asked: Asked, dataset: DataSet, seen: Seen) -> Sample:
    table = seen.view.units.table[seen.features.rows]
    spoken = ~np.isin(table["grain"], (TOPIC, SESSION)) & (table["first"] != NOWHERE)
    positions = table["first"][spoken]
    messages = {
        position: (message, run)
        for position, message, run in seen.view.connection.exec_driver_sql(_NAMES, (seen.view.space.number,))
    }
    by_session = dataset.unit == "session"
    told = [messages[position][by_session] for position in positions.tolist()]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(told))}
    known, message = np.unique(positions, return_inverse=True)
    columns = [column[spoken] for column in seen.features.values.values()]
    return Sample(
        asked.bank.name,
        asked.question.category,
        np.stack(columns, axis=1).astype(np.float32) if columns else np.zeros((0, 0), dtype=np.float32),
        np.array([numbers[name] for name in told], dtype=np.int64),
        np.array([numbers[one] for one in asked.question.gold if one in numbers], dtype=np.int64),
        len(asked.question.gold),
        message.astype(np.int64),
        _saying(asked, [messages[position][0] for position in known.tolist()]),
    )


def _saying(asked: Asked, known: Sequence[str]) -> NDArray[np.int64]:
    """Which of the known messages of the sessions that answer say most of the answer's words, and of the question's."""
    wanted = stems(" ".join(words(asked.question.answer)))
    if not wanted or wanted <= _NO_ANSWER:
        return _NOTHING
    question = stems(" ".join(words(asked.question.text)))
    worth: dict[str, tuple[float, float]] = {}
    for session in asked.bank.sessions:
        if session.run_id in asked.question.gold:
            for message in session.messages:
                said = stems(message.content)
                worth[message.id] = len(wanted & said) / len(wanted), len(question & said) / max(1, len(question))
    best = max(worth.values(), default=(0.0, 0.0))
    if best[0] < _SAYS:
        return _NOTHING
    saying = {message for message, each in worth.items() if each[0] >= best[0] and each[1] >= best[1]}
    return np.array([number for number, message in enumerate(known) if message in saying], dtype=np.int64)
