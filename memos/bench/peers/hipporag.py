"""Personalised PageRank over published triples, in HippoRAG 2's way (Gutiérrez et al. 2025, arXiv 2502.14802).

Nodes are phrases and passages; edges are relations (one a triple), mentions (a passage and its phrases) and synonyms (cosine of at least
0.8). A question starts the walk from the phrases of the facts nearest to it and, faintly, from every passage. Where the paper asks a
language model which of those facts bear on the question, a rule stands in: a fact must share a telling word with it. Without one the
ranking is the dense one, as in the paper.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from memos.bench.peers.dense import Dense
from memos.bench.peers.peer import Room, Sight
from memos.bench.sets.dataset import Bank, Question, Triple
from memos.index.lexical import words
from memos.ports import Embedder, Vectors

DAMPING: Final = 0.5
ALIKE: Final = 0.8
"""The cosine from which two phrases are synonyms."""
_MOST_SYNONYMS: Final = 100
_SHORTEST: Final = 3
"""A phrase of fewer letters and digits has no synonyms."""
_FACTS: Final = 5
_PHRASES: Final = 5
_CLEAR: Final = 0.5
"""The share of the best fact's score below which another is not taken."""
_PASSAGES: Final = 0.05
"""How much a passage weighs as a seed, against a phrase."""
_PRECISION: Final = 1e-8
_BLOCK: Final = 1024

Weights = NDArray[np.float64]
_UNSAID: Final = re.compile(r"[^a-z0-9 ]")


class Edge(NamedTuple):
    """An undirected edge between two nodes, by number."""

    one: int
    other: int
    weight: float


class HippoRag:
    """A graph a bank: passages are the first nodes, in the order of the bank's messages, phrases follow."""

    def __init__(self, room: Room) -> None:
        self._embedder = room.embedder
        self._dense = Dense(room)
        self._passages: tuple[str, ...] = ()
        self._phrases: dict[str, int] = {}
        self._spread: Weights = np.zeros(0)
        self._facts: tuple[Triple, ...] = ()
        self._fact_vectors: Vectors = np.zeros((0, room.embedder.dimension), dtype=np.float32)
        self._walk = sparse.csr_array((0, 0), dtype=np.float64)
        self._sight = Sight(Bank("", (), ()))

    def fill(self, bank: Bank) -> None:
        """See `Peer.fill`."""
        self._dense.fill(bank)
        self._sight = Sight(bank)
        self._passages = tuple(message.id for session in bank.sessions for message in session.messages)
        told = [(place, triple) for place, one in enumerate(self._passages) for triple in bank.triples.get(one, ())]
        self._facts = tuple(dict.fromkeys(triple for _, triple in told))
        self._fact_vectors = self._embedder.embed([" ".join(fact) for fact in self._facts])
        names = dict.fromkeys(name for fact in self._facts for name in ends(fact))
        self._phrases = {name: number for number, name in enumerate(names, len(self._passages))}
        mentions = {(place, self._phrases[name]) for place, triple in told for name in ends(triple)}
        edges = [Edge(place, phrase, 1.0) for place, phrase in sorted(mentions)]
        edges += [Edge(*pair, float(count)) for pair, count in self._relations(told).items()]
        edges += self._synonyms()
        size = len(self._passages) + len(self._phrases)
        self._walk = transitions(edges, size)
        self._spread = np.bincount([phrase for _, phrase in mentions], minlength=size).astype(np.float64)

    def rank(self, question: Question) -> list[str]:
        """See `Peer.rank`."""
        facts = self._bearing(question.text)
        if not facts:
            return self._dense.rank(question)
        size = len(self._passages)
        seeds = np.zeros(size + len(self._phrases))
        seeds[:size] = _PASSAGES * spanned(self._dense.scores(question).astype(np.float64))
        for phrase, weight in self._seeds(facts).items():
            seeds[phrase] = weight
        order = np.argsort(-pagerank(self._walk, seeds)[:size], kind="stable")
        return self._sight.within(question, (self._passages[place] for place in order))

    def close(self) -> None:
        """See `Peer.close`."""

    def _bearing(self, question: str) -> dict[Triple, float]:
        """The nearest facts that share a telling word with the question, and their scores in [0, 1]."""
        if not self._facts:
            return {}
        scores = spanned((self._fact_vectors @ self._embedder.embed([question])[0]).astype(np.float64))
        best = np.argsort(-scores, kind="stable")[:_FACTS]
        asked = set(words(question))
        return {
            self._facts[place]: float(scores[place])
            for place in best
            if scores[place] >= _CLEAR * scores[best[0]] and asked.intersection(words(" ".join(self._facts[place])))
        }

    def _seeds(self, facts: Mapping[Triple, float]) -> dict[int, float]:
        """The phrases of the facts: the mean of their facts' scores, less the more passages mention them."""
        touching: dict[int, list[float]] = defaultdict(list)
        for fact, score in facts.items():
            for name in ends(fact):
                phrase = self._phrases[name]
                touching[phrase].append(score / self._spread[phrase])
        means = {phrase: sum(scores) / len(scores) for phrase, scores in touching.items()}
        return dict(sorted(means.items(), key=lambda seed: -seed[1])[:_PHRASES])

    def _relations(self, told: Sequence[tuple[int, Triple]]) -> Counter[tuple[int, int]]:
        """How many triples join two phrases."""
        pairs = (tuple(sorted(self._phrases[name] for name in ends(triple))) for _, triple in told)
        return Counter((pair[0], pair[1]) for pair in pairs if len(pair) == 2)

    def _synonyms(self) -> Iterator[Edge]:
        named = [name for name in self._phrases if len(name.replace(" ", "")) >= _SHORTEST]
        for one, other, cosine in alike(named, self._embedder):
            yield Edge(self._phrases[one], self._phrases[other], cosine)


def ends(triple: Triple) -> tuple[str, ...]:
    """The phrases that a triple joins, as nodes are named; a phrase without a letter or digit of ASCII is none."""
    named = (_UNSAID.sub(" ", phrase.lower()).strip() for phrase in (triple.subject, triple.object))
    return tuple(dict.fromkeys(name for name in named if name))


def alike(names: Sequence[str], embedder: Embedder) -> Iterator[tuple[str, str, float]]:
    """Pairs of names with a cosine of at least `ALIKE`, each once; of a name's many, those nearest to it."""
    vectors = embedder.embed(names)
    seen: set[tuple[int, int]] = set()
    for start in range(0, len(names), _BLOCK):
        cosines = vectors[start : start + _BLOCK] @ vectors.T
        for row, one in enumerate(range(start, min(start + _BLOCK, len(names)))):
            near = np.flatnonzero(cosines[row] >= ALIKE)
            for other in near[np.argsort(-cosines[row][near], kind="stable")][: _MOST_SYNONYMS + 1].tolist():
                pair = (min(one, other), max(one, other))
                if one != other and pair not in seen:
                    seen.add(pair)
                    yield names[one], names[int(other)], float(cosines[row][other])


def transitions(edges: Sequence[Edge], size: int) -> sparse.csr_array:
    """Column j: where a walker at node j goes next. Edges between the same nodes add up."""
    ones, others, weights = (np.array([edge[field] for edge in edges]) for field in range(3))
    rows, columns = np.concatenate([ones, others]), np.concatenate([others, ones])
    there = (rows.astype(np.int64), columns.astype(np.int64))
    matrix = sparse.coo_array((np.concatenate([weights, weights]), there), shape=(size, size)).tocsc()
    sums = np.asarray(matrix.sum(axis=0), dtype=np.float64)
    inverse = np.divide(1.0, sums, out=np.zeros_like(sums), where=sums > 0)
    return sparse.csr_array(matrix @ sparse.diags_array(inverse))


def pagerank(walk: sparse.csr_array, seeds: Weights) -> Weights:
    """The share of its time that a walker spends at each node who, at each step and wherever no edge leads on, returns to the seeds."""
    start = seeds / seeds.sum()
    mass = start
    while True:
        onward = walk @ mass
        following: Weights = DAMPING * onward + (1.0 - DAMPING * onward.sum()) * start
        if np.abs(following - mass).sum() < _PRECISION:
            return following
        mass = following


def spanned(scores: Weights) -> Weights:
    """Scores brought to [0, 1]; all 1 where they do not differ."""
    least, most = scores.min(), scores.max()
    spread: Weights = (scores - least) / (most - least) if most > least else np.ones_like(scores)
    return spread
