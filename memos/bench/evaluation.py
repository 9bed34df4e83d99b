"""Rankings against gold: how much of what answers a question stands among the first k, by question, category and cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from memos.bench.metrics import Column, Table, ndcg, recall_all, recall_any, recall_fraction, standings
from memos.bench.sets.dataset import Bank, DataSet, Question

Rank = Callable[[Bank, Question], list[str]]
"""Answers a question with message ids of the bank, best first. Only the first `question.before` sessions may be looked at."""


class Figures(NamedTuple):
    """How a set was answered: a row an answerable question, a column a cut.

    `banks` and `categories` say to which bank and category a row belongs. `fraction` is the share of the gold among the first k, `any`
    and `all` whether some or all of it is there, `ndcg` weighs it by its place.
    """

    name: str
    cuts: tuple[int, ...]
    questions: tuple[str, ...]
    banks: tuple[str, ...]
    categories: tuple[str, ...]
    any: Table
    fraction: Table
    all: Table
    ndcg: Table

    def at(self, cut: int) -> Column:
        """The share of the gold among the first `cut`, by question."""
        return self.fraction[:, self.cuts.index(cut)]

    def of(self, category: str) -> Figures:
        """The figures of one category."""
        return self.where([index for index, name in enumerate(self.categories) if name == category])

    def where(self, rows: Sequence[int]) -> Figures:
        """The figures of some questions."""
        chosen = np.asarray(rows, dtype=np.int64)
        return self._replace(
            questions=tuple(self.questions[row] for row in rows),
            banks=tuple(self.banks[row] for row in rows),
            categories=tuple(self.categories[row] for row in rows),
            any=self.any[chosen],
            fraction=self.fraction[chosen],
            all=self.all[chosen],
            ndcg=self.ndcg[chosen],
        )


def evaluate(dataset: DataSet, rank: Rank) -> Figures:
    """Asks every answerable question and scores the rankings.

    Questions come bank by bank, and within a bank in the order in which they may be asked (`asking`): so a `rank` that remembers
    the sessions as it goes has never to take anything back.
    """
    return figures(dataset, {question.id: rank(bank, question) for bank, question in asking(dataset) if question.gold})


def asking(dataset: DataSet) -> Iterator[tuple[Bank, Question]]:
    """All questions, those that may see fewer sessions first."""
    for bank in dataset.banks:
        for question in in_turn(bank):
            yield bank, question


def in_turn(bank: Bank) -> list[Question]:
    """The questions of a bank, those that may see fewer sessions first."""
    everything = len(bank.sessions)
    return sorted(bank.questions, key=lambda one: everything if one.before is None else one.before)


def figures(dataset: DataSet, rankings: Mapping[str, Sequence[str]]) -> Figures:
    """Scores rankings (message ids by question id). A question of which there is none is left out, and so is one without gold."""
    rows: list[tuple[str, Question]] = []
    places: list[list[int]] = []
    for bank in dataset.banks:
        named = units(dataset, bank)
        for question in bank.questions:
            if question.gold and question.id in rankings:
                rows.append((bank.name, question))
                ranked = dict.fromkeys(named[message] for message in rankings[question.id] if message in named)
                place = {unit: number for number, unit in enumerate(ranked, 1)}
                places.append([place[one] for one in question.gold if one in place])
    sizes = np.array([len(question.gold) for _, question in rows], dtype=np.int64)
    table = standings(places)
    return Figures(
        name=dataset.name,
        cuts=dataset.cuts,
        questions=tuple(question.id for _, question in rows),
        banks=tuple(bank for bank, _ in rows),
        categories=tuple(question.category for _, question in rows),
        any=recall_any(table, dataset.cuts),
        fraction=recall_fraction(table, sizes, dataset.cuts),
        all=recall_all(table, sizes, dataset.cuts),
        ndcg=ndcg(table, sizes, dataset.cuts),
    )


def units(dataset: DataSet, bank: Bank) -> dict[str, str]:
    """The unit that each message stands for in a ranking; messages that take no place in one are left out."""
    return {
        message.id: session.run_id if dataset.unit == "session" else message.id
        for session in bank.sessions
        for message in session.messages
        if dataset.counting is None or message.role in dataset.counting
    }
