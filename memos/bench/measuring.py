"""memos on a benchmark: every question searched in a filled space; figures, abstention, latency, tokens, and what each part brings."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np

from memos.bench.evaluation import Figures, figures
from memos.bench.filling import Asked, Filling
from memos.bench.kept import KeptVectors
from memos.bench.metrics import auroc
from memos.bench.sets.dataset import Bank, DataSet, Question
from memos.kernel.upkeep import Report, unheard
from memos.retrieval.recall import Tools, recall
from memos.schemas.query import Query, Recollection

HITS: Final[Mapping[str, int]] = {"message": 100, "session": 200}
"""Hits asked for, by what is ranked: enough for fifty messages; several hits may be of one session."""

SAMPLED: Final[Mapping[str, int]] = {"message": 30, "session": 60}
"""Hits asked for where parts are taken away: enough for the first ten."""

Variant = Callable[[Tools], Tools]
"""Recall with something taken away."""


class Latency(NamedTuple):
    """Milliseconds that a search as users make it takes, embedding included, and the tokens of the context that it packs."""

    milliseconds: tuple[float, ...]
    tokens: tuple[int, ...]

    def percentile(self, share: float) -> float:
        """The milliseconds within which this share of the searches is done."""
        return float(np.percentile(self.milliseconds, 100 * share)) if self.milliseconds else float("nan")


class Measured(NamedTuple):
    """What came of a set. `abstention` is the AUROC with which the best score tells answerable questions from the others (NaN where
    there are not both); `rankings` are message ids by question; `without` the figures with a part taken away, up to ten, on the
    questions of `sample`, which are a part of all."""

    dataset: DataSet
    figures: Figures
    rankings: Mapping[str, Sequence[str]]
    abstention: float
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
    answerable = [question.id for bank in dataset.banks for question in bank.questions if question.gold]
    sample = _drawn(answerable, plan.sampled if plan.variants else 0, rng)
    timed = _drawn(ids, plan.timed, rng)
    rankings: dict[str, list[str]] = {}
    scores: dict[str, float] = {}
    sampled: dict[str, list[str]] = {}
    without: dict[str, dict[str, list[str]]] = {name: {} for name in plan.variants}
    spent, tokens = list[float](), list[int]()
    for number, asked in enumerate(filling.asking(dataset, report=report), 1):
        one = asked.question.id
        found = ask(asked, hits=HITS[dataset.unit])
        rankings[one], scores[one] = ranking(found), max((hit.score for hit in found.hits), default=0.0)
        if one in sample:
            sampled[one] = ranking(ask(asked, hits=SAMPLED[dataset.unit]))
            for name, variant in plan.variants.items():
                without[name][one] = ranking(ask(asked, hits=SAMPLED[dataset.unit], variant=variant))
        if one in timed:
            started = time.perf_counter()
            tokens.append(ask(asked, variant=_embedding).tokens)
            spent.append(1000 * (time.perf_counter() - started))
        report(f"{dataset.name}: asking", number, len(ids))
    has_answer = np.isin(ids, answerable)
    return Measured(
        dataset=dataset,
        figures=figures(dataset, rankings),
        rankings=rankings,
        abstention=auroc(np.array([scores[one] for one in ids], dtype=np.float64), has_answer),
        latency=Latency(tuple(spent), tuple(tokens)),
        sample=figures(dataset, sampled),
        without={name: figures(dataset, found) for name, found in without.items()},
    )


def ask(asked: Asked, *, hits: int = 10, variant: Variant | None = None) -> Recollection:
    """Searches the space, at the moment at which the set says that the question is asked."""
    when = moment(asked.bank, asked.question, asked.question.before) or asked.parts.clock.now()
    tools = asked.parts.recall_tools()._replace(clock=Standing(when))
    query = Query(text=asked.question.text, scope=asked.space.scope, limit=hits)
    return recall(tools if variant is None else variant(tools), asked.space, query)


def moment(bank: Bank, question: Question, before: int | None) -> datetime | None:
    """When a question is asked: as the set says, else just after the last thing said in the sessions it may see; None for a set
    that dates nothing."""
    if question.asked_at is not None:
        return question.asked_at
    said = (message.timestamp for session in bank.sessions[:before] for message in session.messages)
    last = max((when for when in said if when is not None), default=None)
    return None if last is None else last + timedelta(minutes=1)


def ranking(found: Recollection) -> list[str]:
    """Message ids in the order in which the hits' evidence first names them."""
    return list(dict.fromkeys(message for hit in found.hits for message in hit.evidence))


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
    return lambda tools: tools._replace(
        channels={other: channel for other, channel in tools.channels.items() if other != name}
    )


def _without_features(group: frozenset[str]) -> Variant:
    return lambda tools: tools._replace(
        weights={name: weight for name, weight in tools.weights.items() if name not in group}
    )


def _embedding(tools: Tools) -> Tools:
    """With the model itself in place of kept vectors."""
    embedder = tools.embedder()
    return tools._replace(embedder=lambda: embedder.model) if isinstance(embedder, KeptVectors) else tools


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
