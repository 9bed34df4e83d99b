"""memos on a benchmark: every question searched in a filled space; figures, abstention, latency, tokens, and what each part brings."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from memos.agents.perceive.times import resolve
from memos.bench.evaluation import Figures, figures
from memos.bench.filling import Asked, Filling
from memos.bench.kept import KeptVectors
from memos.bench.metrics import Column, auroc
from memos.bench.sets.dataset import Bank, DataSet, Question
from memos.kernel.upkeep import Report, unheard
from memos.retrieval.answer import answer
from memos.retrieval.ranking import Calibration, Weights
from memos.retrieval.recall import Seen, Tools, answerable, rank, recall, see
from memos.schemas.query import Hit, Query, Recollection

HITS: Final[Mapping[str, int]] = {"message": 100, "session": 200}
"""Hits asked for, by what is ranked: enough for fifty messages; several hits may be of one session."""

SAMPLED: Final[Mapping[str, int]] = {"message": 30, "session": 60}
"""Hits asked for where parts are taken away: enough for the first ten."""

Variant = Callable[[Seen, Weights], tuple[Seen, Weights]]
"""What ranking is given with something taken away."""


class Latency(NamedTuple):
    """Milliseconds that a search as users make it takes, embedding included, and the tokens of the context that it packs."""

    milliseconds: tuple[float, ...]
    tokens: tuple[int, ...]

    def percentile(self, share: float) -> float:
        """The milliseconds within which this share of the searches is done."""
        return float(np.percentile(self.milliseconds, 100 * share)) if self.milliseconds else float("nan")


class Abstention(NamedTuple):
    """How well it is told that nothing answers, a row a question: the chance that anything does (`Recollection.answerable`), whether
    something does, and whether `ask` without a model said that nothing does."""

    chance: Column
    answerable: NDArray[np.bool_]
    silent: NDArray[np.bool_]

    @property
    def auroc(self) -> float:
        """How surely the chance tells questions that something answers from the others."""
        return auroc(self.chance, self.answerable)

    def silenced(self, least: float | None = None) -> tuple[float, float]:
        """The shares of the unanswerable and of the answerable questions to which nothing is said: where the chance does not
        reach `least`; without it, where `ask` says nothing."""
        quiet = self.silent if least is None else self.chance < least
        return float(quiet[~self.answerable].mean()), float(quiet[self.answerable].mean())


class Measured(NamedTuple):
    """What came of a set. `abstention` is there where some questions have an answer and some have none; `rankings` are message ids by
    question; `without` the figures with a part taken away, up to ten, on the questions of `sample`, which are a part of all."""

    dataset: DataSet
    figures: Figures
    rankings: Mapping[str, Sequence[str]]
    abstention: Abstention | None
    latency: Latency
    sample: Figures
    without: Mapping[str, Figures]


class Plan(NamedTuple):
    """What is to be measured: how many questions at most (evenly taken), how many of them with parts taken away, how many for the clock."""

    questions: int | None = None
    sampled: int = 0
    timed: int = 100
    variants: Mapping[str, Variant] = MappingProxyType({})


def measure(
    filling: Filling, dataset: DataSet, plan: Plan, rng: np.random.Generator, *, report: Report = unheard
) -> Measured:
    """Remembers what is not yet remembered, and asks. `rng` draws the sampled and the timed questions."""
    dataset = dataset if plan.questions is None else limited(dataset, plan.questions)
    ids = [question.id for bank in dataset.banks for question in bank.questions]
    answered = [question.id for bank in dataset.banks for question in bank.questions if question.gold]
    sample = _drawn(answered, plan.sampled if plan.variants else 0, rng)
    timed = _drawn(ids, plan.timed, rng)
    heard = _Heard({}, {}, {}, {}, {name: {} for name in plan.variants}, [], [])
    for number, asked in enumerate(filling.asking(dataset, report=report), 1):
        one = asked.question.id
        _listen(heard, asked, dataset, plan.variants if one in sample else {})
        if len(answered) < len(ids):
            heard.silent[one] = _is_silent(asked)
        if one in timed:
            _clock(heard, asked)
        report(f"{dataset.name}: asking", number, len(ids))
    return Measured(
        dataset=dataset,
        figures=figures(dataset, heard.rankings),
        rankings=heard.rankings,
        abstention=_abstention(heard, set(answered)) if 0 < len(answered) < len(ids) else None,
        latency=Latency(tuple(heard.milliseconds), tuple(heard.tokens)),
        sample=figures(dataset, heard.sampled),
        without={name: figures(dataset, found) for name, found in heard.without.items()},
    )


class _Heard(NamedTuple):
    """What is heard while a set is asked, by question: rankings, the chance that anything answers, whether nothing is said; of the
    sample the rankings with everything and without each part; times and tokens."""

    rankings: dict[str, list[str]]
    chance: dict[str, float]
    silent: dict[str, bool]
    sampled: dict[str, list[str]]
    without: dict[str, dict[str, list[str]]]
    milliseconds: list[float]
    tokens: list[int]


def _listen(heard: _Heard, asked: Asked, dataset: DataSet, variants: Mapping[str, Variant]) -> None:
    """Looks once, and ranks what is seen as a whole and without each part: so no part is searched for anew."""
    tools, query = _tools(asked), _query(asked, HITS[dataset.unit])
    one = asked.question.id
    with see(tools, asked.space, query, []) as seen:
        hits = rank(seen, query, tools.weights, tools.calibration)
        heard.rankings[one] = ranking(hits)
        heard.chance[one] = answerable(seen, tools.calibration)
        if variants:
            few = _query(asked, SAMPLED[dataset.unit])
            heard.sampled[one] = ranking(rank(seen, few, tools.weights, tools.calibration))
            for name, variant in variants.items():
                heard.without[name][one] = ranking(rank(*_given(variant, seen, few, tools)))


def _given(variant: Variant, seen: Seen, query: Query, tools: Tools) -> tuple[Seen, Query, Weights, Calibration]:
    left, weights = variant(seen, tools.weights)
    return left, query, weights, tools.calibration


def _is_silent(asked: Asked) -> bool:
    """Whether `ask` without a model says that nothing answers."""
    found = ask(asked)
    cited = dict.fromkeys(message for hit in found.hits for message in hit.evidence)
    return answer(found.query, found, asked.space.messages.get(list(cited)), resolve).abstained


def _clock(heard: _Heard, asked: Asked) -> None:
    """Searches as users do, with the model itself in place of kept vectors."""
    started = time.perf_counter()
    found = ask(asked, embedding=True)
    heard.milliseconds.append(1000 * (time.perf_counter() - started))
    heard.tokens.append(found.tokens)


def _abstention(heard: _Heard, answered: Collection[str]) -> Abstention:
    return Abstention(
        np.array(list(heard.chance.values()), dtype=np.float64),
        np.array([one in answered for one in heard.chance]),
        np.array([heard.silent[one] for one in heard.chance]),
    )


def ask(asked: Asked, *, hits: int = 10, embedding: bool = False) -> Recollection:
    """Searches the space, at the moment at which the set says that the question is asked; `embedding` the question anew."""
    tools = _tools(asked)
    embedder = tools.embedder()
    if embedding and isinstance(embedder, KeptVectors):
        tools = tools._replace(embedder=lambda: embedder.model)
    return recall(tools, asked.space, _query(asked, hits))


def _tools(asked: Asked) -> Tools:
    when = moment(asked.bank, asked.question, asked.question.before) or asked.parts.clock.now()
    return asked.parts.recall_tools()._replace(clock=Standing(when))


def _query(asked: Asked, hits: int) -> Query:
    return Query(text=asked.question.text, scope=asked.space.scope, limit=hits)


def moment(bank: Bank, question: Question, before: int | None) -> datetime | None:
    """When a question is asked: as the set says, else just after the last thing said in the sessions it may see; None for a set
    that dates nothing."""
    if question.asked_at is not None:
        return question.asked_at
    said = (message.timestamp for session in bank.sessions[:before] for message in session.messages)
    last = max((when for when in said if when is not None), default=None)
    return None if last is None else last + timedelta(minutes=1)


def ranking(hits: Sequence[Hit]) -> list[str]:
    """Message ids in the order in which the hits' evidence first names them."""
    return list(dict.fromkeys(message for hit in hits for message in hit.evidence))


class Standing(NamedTuple):
    """A clock that stands."""

    moment: datetime

    def now(self) -> datetime:
        """Always the same moment."""
        return self.moment


def leaving_out(channels: Collection[str], groups: Mapping[str, Collection[str]]) -> dict[str, Variant]:
    """A variant without each channel, and one without each group of features: its weights are 0, the others stay as they are."""
    found = {f"channel {name}": _without_channel(name) for name in channels}
    return found | {f"features {name}": _without_features(frozenset(group)) for name, group in groups.items()}


def _without_channel(name: str) -> Variant:
    return lambda seen, weights: (seen.without(name), weights)


def _without_features(group: frozenset[str]) -> Variant:
    return lambda seen, weights: (
        seen,
        {name: weight for name, weight in weights.items() if name not in group},
    )


def limited(dataset: DataSet, questions: int) -> DataSet:
    """The set with at most so many questions, taken evenly from all of them; banks of which none is left are left out."""
    every = [question.id for bank in dataset.banks for question in bank.questions]
    places = np.linspace(0, len(every), num=min(questions, len(every)), endpoint=False).astype(int)
    chosen = {every[place] for place in places.tolist()}
    banks = (
        bank._replace(questions=tuple(question for question in bank.questions if question.id in chosen))
        for bank in dataset.banks
    )
    return dataset._replace(banks=tuple(bank for bank in banks if bank.questions))


def _drawn(ids: Sequence[str], number: int, rng: np.random.Generator) -> set[str]:
    places: list[int] = rng.choice(len(ids), size=min(number, len(ids)), replace=False).tolist()
    return {ids[place] for place in places}
