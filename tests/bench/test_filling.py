"""A benchmark's store holds what a question may see, and is filled once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from memos.bench.filling import Asked, Filling, opened
from memos.bench.kept import KeptVectors
from memos.bench.measuring import Abstention, Plan, ask, leaving_out, limited, measure, ranking
from memos.bench.sets import catalogue, musique
from memos.bench.sets.dataset import DataSet
from memos.models.embedding.hashing import HashEmbedder
from memos.ports import Vectors
from memos.retrieval.features import GROUPS
from memos.retrieval.recall import CHANNELS, rank, recall, see
from memos.schemas.cube import EdgeType, Semantic
from memos.schemas.query import Query
from tests.bench import official


def contents(asked: Asked) -> set[str]:
    return {message.id for message in asked.space.messages.get(every(asked))}


def every(asked: Asked) -> list[str]:
    return [message.id for session in asked.bank.sessions for message in session.messages]


def filled(filling: Filling, dataset: DataSet) -> list[tuple[str, int]]:
    """The questions, and how many messages there were when each was asked."""
    return [(asked.question.id, len(contents(asked))) for asked in filling.asking(dataset)]


def test_later_sessions_are_not_there_when_a_question_is_asked(tmp_path: Path) -> None:
    dataset = catalogue.read("realmem", official.realmem(tmp_path))
    with opened(tmp_path / "home", embedder="hash") as filling:
        for _ in range(2):  # nor the second time, in the same home
            (asked,) = filling.asking(dataset)
            seen = {one.id for session in asked.bank.sessions[:2] for one in session.messages}
        told: list[set[str]] = []
        for asked in filling.asking(dataset):
            told.append(contents(asked))
            assert set(ranking(ask(asked, hits=50).hits)) <= seen
        assert told == [seen]


def test_what_was_filled_once_is_recognised(tmp_path: Path) -> None:
    dataset = catalogue.read("locomo", official.locomo(tmp_path))
    other = catalogue.read("locomo", official.locomo(tmp_path / "other", official.conversation("conv-2")))
    with opened(tmp_path / "home", embedder="hash") as filling:
        assert [number for _, number in filled(filling, dataset)] == [5, 5, 5]
        (one,) = {asked.space.journal.head() for asked in filling.asking(dataset)}
    with opened(tmp_path / "home", embedder="hash") as filling:
        (again,) = {asked.space.journal.head() for asked in filling.asking(dataset)}
        assert again == one
        spaces = {asked.space.scope.user for each in (dataset, other) for asked in filling.asking(each)}
        assert len(spaces) == 2


def test_a_filling_that_was_interrupted_goes_on(tmp_path: Path) -> None:
    dataset = catalogue.read("prefeval", official.prefeval(tmp_path))

    def stop(_what: str, done: int, _of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with opened(tmp_path / "home", embedder="hash") as filling, pytest.raises(KeyboardInterrupt):
        list(filling.asking(dataset, report=stop))
    with opened(tmp_path / "home", embedder="hash") as filling:
        assert [number for _, number in filled(filling, dataset)] == [3, 3, 3]


def test_published_triples_become_statements_of_their_passage(tmp_path: Path) -> None:
    path = official.musique(tmp_path)
    dataset = musique.read(path, triples=official.openie(tmp_path))
    with opened(tmp_path / "home", embedder="hash") as filling:
        (asked,) = filling.asking(dataset)
        cubes = asked.space.cubes.list(limit=100)
        told = {cube.payload.statement: cube for cube in cubes if isinstance(cube.payload, Semantic)}
        assert set(told) == {"Ada Byron born in London", "London lies on Thames"}
        (passage,) = told["London lies on Thames"].provenance.message_ids
        assert asked.bank.triples[passage][0].object == "Thames"
        related = [edge for edge in asked.space.graph.edges() if edge.type == EdgeType.RELATES]
        assert {(edge.source, edge.target) for edge in related} == {
            ("entity:ada byron", "entity:london"),
            ("entity:london", "entity:thames"),
        }
        without = musique.read(path)
        (plain,) = filling.asking(without)
        assert plain.space.scope != asked.space.scope


class Counting(HashEmbedder):
    """The hash embedder, and what it was asked for."""

    def __init__(self) -> None:
        super().__init__(64)
        self.heard: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.heard += texts
        return super().embed(texts)


def test_no_text_is_embedded_twice(tmp_path: Path) -> None:
    model = Counting()
    for texts in (["one", "two", "one"], ["two", "three"], []):
        kept = KeptVectors(model, tmp_path)
        assert np.array_equal(kept.embed(texts), HashEmbedder(64).embed(texts))
        kept.close()
    assert model.heard == ["one", "two", "three"]


def test_vectors_of_another_model_are_not_taken(tmp_path: Path) -> None:
    for size in (64, 128):
        kept = KeptVectors(HashEmbedder(size), tmp_path)
        assert kept.embed(["one"]).shape == (1, size)
        assert kept.fingerprint == HashEmbedder(size).fingerprint
        kept.close()


def test_more_texts_than_are_looked_up_at_once(tmp_path: Path) -> None:
    texts = [f"text {number}" for number in range(1201)]
    kept = KeptVectors(HashEmbedder(64), tmp_path)
    assert np.array_equal(kept.embed(texts), kept.embed(texts))
    kept.close()


def test_silence_is_told_of_both_kinds_of_question() -> None:
    told = Abstention(
        np.array([0.9, 0.3, 0.4, 0.1]), np.array([True, True, False, False]), np.array([False, True, False, True])
    )
    assert told.auroc == 0.75
    assert told.silenced() == (0.5, 0.5)
    assert told.silenced(0.35) == (0.5, 0.5)
    assert told.silenced(0.5) == (1.0, 0.5)
    assert told.silenced(0.1) == (0.0, 0.0)


class TestMeasure:
    def test_a_set_is_measured(self, tmp_path: Path) -> None:
        dataset = catalogue.read("lihua", official.lihua(tmp_path))
        with opened(embedder="hash") as filling:
            found = measure(filling, dataset, Plan(timed=1), np.random.default_rng(1))
        assert found.figures.questions == (dataset.banks[0].questions[0].id,)
        assert found.figures.fraction[0, -1] == 1.0
        assert set(found.rankings) == {question.id for question in dataset.banks[0].questions}
        assert found.abstention is not None
        assert found.abstention.answerable.tolist() == [bool(one.gold) for one in dataset.banks[0].questions]
        assert 0 <= found.abstention.auroc <= 1
        assert len(found.latency.milliseconds) == len(found.latency.tokens) == 1
        assert found.latency.tokens[0] > 0
        assert found.without == {}

    def test_a_part_taken_away_is_gone(self, tmp_path: Path) -> None:
        dataset = catalogue.read("prefeval", official.prefeval(tmp_path))
        plan = Plan(sampled=2, timed=0, variants={"weights": lambda seen, _: (seen, {})})
        with opened(embedder="hash") as filling:
            found = measure(filling, dataset, plan, np.random.default_rng(1))
        assert found.without["weights"].questions == found.sample.questions
        assert len(found.sample.questions) == 2
        assert set(found.sample.questions) < set(found.figures.questions)

    @pytest.mark.parametrize("part", ["channel lexical", "channel dense", "features lexical", "features both"])
    def test_what_is_left_is_what_a_search_without_the_part_finds(self, part: str, tmp_path: Path) -> None:
        dataset = catalogue.read("locomo", official.locomo(tmp_path))
        variants = leaving_out(CHANNELS, GROUPS)
        with opened(embedder="hash") as filling:
            for asked in filling.asking(dataset):
                tools = asked.parts.recall_tools()
                kind, _, name = part.partition(" ")
                channels = {one: channel for one, channel in tools.channels.items() if (kind, one) != ("channel", name)}
                dropped = GROUPS[name] if kind == "features" else ()
                weights = {one: weight for one, weight in tools.weights.items() if one not in dropped}
                query = Query(text=asked.question.text, scope=asked.space.scope, limit=5)
                wanted = recall(tools._replace(channels=channels, weights=weights), asked.space, query)
                with see(tools, asked.space, query, []) as seen:
                    left, kept = variants[part](seen, tools.weights)
                    assert rank(left, query, kept, tools.calibration) == wanted.hits

    def test_a_part_of_the_questions(self, tmp_path: Path) -> None:
        dataset = catalogue.read("locomo", official.locomo(tmp_path, *map(official.conversation, "abc")))
        some = limited(dataset, 3)
        assert [len(bank.questions) for bank in some.banks] == [1, 1, 1]
        assert limited(dataset, 9) == limited(dataset, 10) == dataset
        assert [bank.name for bank in limited(dataset, 1).banks] == ["a"]
