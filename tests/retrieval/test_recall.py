"""Question in, evidence out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from memos.errors import IndexFailed, InvalidInput, WeightsMissing
from memos.index.chroma import Chroma
from memos.models.embedding.hashing import HashEmbedder
from memos.models.tokens import TokenCounter
from memos.ports import Embedder, Vectors
from memos.retrieval.recall import recall
from memos.schemas.cube import Episodic, Interval, Kind, State
from memos.schemas.query import Query
from memos.schemas.scope import Scope
from memos.store.space import Spaces
from tests.retrieval.making import World
from tests.store.making import add, cube, lives_in, secret, update

TALK = (
    "I finally adopted a dog from the shelter.",
    "His name is Rufus and he is afraid of thunder.",
    "The new job at the aquarium starts in March.",
    "We cooked lentil soup with far too much cumin.",
    "My sister Ines plays the cello in Ghent.",
)


class TestFinding:
    @pytest.fixture(params=["exact", "chroma", "none"])
    def world(self, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
        large = Chroma(tmp_path / "chroma") if request.param == "chroma" else None
        made = World(tmp_path / "store", large, threshold=0)
        if request.param == "none":
            made.embedder = None
        made.say(*TALK)
        yield made
        made.close()

    @pytest.mark.parametrize(
        ("question", "place"), [("Who plays the cello?", 4), ("lentil soup", 3), ("the aquarium job", 2)]
    )
    def test_the_message_that_answers_comes_first(self, world: World, question: str, place: int) -> None:
        found = world.ask(question)
        assert found.hits[0].cube.text == f"Ana: {TALK[place]}"
        assert [hit.alias for hit in found.hits] == list(range(1, len(found.hits) + 1))
        assert found.hits[0].evidence == found.hits[0].cube.provenance.message_ids
        assert found.context.startswith("[1] (2024-05-01, Ana) ")
        assert found.tokens == TokenCounter().count(found.context)
        assert found.degraded == ()

    def test_a_chance_word_in_common_counts_less_than_the_questions_own_words(self, world: World) -> None:
        best = [
            max(hit.features["lexical"] for hit in world.ask(question, explain=True).hits)
            for question in (
                "Who plays the cello?",
                "Could zeppelins, quasars, marmots or gondolas ever frighten a shelter?",
            )
        ]
        assert best[0] == 1.0
        assert 0.0 < best[1] < 0.7

    def test_the_chance_that_anything_answers_falls_with_what_is_said_of_it(self, world: World) -> None:
        asked = ("Who plays the cello?", "Who plays the cello in quasars with marmots?", "zeppelins")
        chances = [world.ask(question).answerable for question in asked]
        assert 1.0 > chances[0] > chances[1] > chances[2] >= 0.0

    def test_what_is_said_is_found_at_once_and_what_is_deleted_is_not(self, world: World) -> None:
        [message] = world.say("Rufus bit the postman.")
        assert world.texts("Who bit the postman?")[0] == "Ana: Rufus bit the postman."
        world.forget(f"u{message}")
        assert "Ana: Rufus bit the postman." not in world.texts("Who bit the postman?")

    def test_each_cube_once_and_never_more_than_the_limit(self, world: World) -> None:
        hits = world.ask("dog job soup cello Rufus", limit=3).hits
        assert len({hit.cube.id for hit in hits}) == len(hits) == 3

    def test_the_same_question_has_the_same_answer(self, world: World) -> None:
        assert world.texts("Rufus and the soup") == world.texts("Rufus and the soup")

    def test_explained_hits_carry_what_ranked_them(self, world: World) -> None:
        hit = world.ask("Who plays the cello?", explain=True).hits[0]
        assert set(hit.channels) == {"dense", "lexical", "lexical_window", "graph", "temporal"}
        assert hit.channels["lexical"] > 0
        assert hit.features["lexical"] == 1
        assert world.ask("Who plays the cello?").hits[0].channels == {}


class TestQuestions:
    @pytest.mark.parametrize("text", ["", "   ", "\n\t"])
    def test_an_empty_one_is_refused(self, world: World, text: str) -> None:
        with pytest.raises(InvalidInput):
            world.ask(text)

    @pytest.mark.parametrize("text", ['" OR * NEAR( )', "🙂", "the of to", "?", "x " * 30_000])
    def test_odd_ones_are_answered(self, world: World, text: str) -> None:
        world.say(*TALK)
        assert world.ask(text).degraded == ()

    def test_nothing_stored_nothing_found(self, world: World) -> None:
        found = world.ask("anything?")
        assert (found.hits, found.context, found.tokens) == ((), "", 0)

    def test_another_space_is_not_searched(self, world: World) -> None:
        world.say(*TALK)
        other = Spaces(world.database).open("default", "bob")
        query = Query(text="Who plays the cello?", scope=Scope(user="bob"))
        assert recall(world.tools, other, query).hits == ()


class TestNarrowing:
    def test_kinds_runs_and_filters(self, world: World) -> None:
        [first] = world.say("I live in Porto.", run="s1")
        world.say("Porto is rainy.", run="s2")
        world.believe(lives_in("Porto"), [first])
        assert world.texts("Porto", kinds=frozenset({Kind.SEMANTIC})) == ["Ana lives in Porto."]
        assert world.texts("Porto", run="s2") == ["Ana: Porto is rainy."]
        assert world.texts("Porto", run="nowhere") == []
        assert world.texts("Porto", filters={"predicate": "lives_in"}) == ["Ana lives in Porto."]
        with pytest.raises(InvalidInput):
            world.ask("Porto", filters={"no such field": 1})

    @pytest.mark.parametrize("state", [State.QUARANTINED, State.EXPIRED, State.ARCHIVED, State.MERGED])
    def test_only_what_is_or_was_believed_is_found(self, world: World, state: State) -> None:
        [message] = world.say("I live in Porto.")
        [held] = world.space.cubes.get([f"u{message}"])
        world.commit(update(held, state=state), embed=False)
        assert world.texts("Porto") == []

    def test_what_has_run_out_is_not_found_before_upkeep_has_seen_it(self, world: World) -> None:
        [message] = world.say("hello")
        world.believe(lives_in("Porto"), [message], expires_at=world.clock.now())
        assert "Ana lives in Porto." not in world.texts("Porto")

    def test_of_the_vault_only_the_label(self, world: World) -> None:
        [message] = world.say("hello there")
        world.commit(add(cube("v", secret("bank password"), [message])), embed=False)
        found = world.ask("bank password")
        assert found.hits[0].cube.text == "bank password"
        assert "v1|" not in found.context


class TestSuccession:
    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[World]:
        made = World(tmp_path)
        [old] = made.say("I live in Porto, right by the river.")
        porto = made.believe(lives_in("Porto"), [old])
        made.clock.move(days=300)
        [new] = made.say("The boxes are everywhere.", run="s2")
        made.believe(lives_in("Lisbon"), [new], instead_of=porto.id, valid_from=made.clock.now())
        yield made
        made.close()

    def test_what_superseded_stands_directly_before_what_it_superseded(self, world: World) -> None:
        hits = world.ask("Does Ana live in Porto by the river?").hits
        texts = [hit.cube.text for hit in hits]
        assert texts[0] == "Ana lives in Lisbon."
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        old = next(hit for hit in hits if hit.cube.text == "Ana lives in Porto.")
        assert old.cube.state is State.SUPERSEDED
        assert "until 2025-02-25, superseded) Ana lives in Porto." in world.ask("Does Ana live in Porto?").context

    def test_without_a_link_what_holds_stands_before_what_no_longer_does(self, world: World) -> None:
        [message] = world.say("Back by the sea, in Faro.", run="s3")
        world.believe(lives_in("Setubal"), [message], valid_to=world.clock.now())
        world.believe(lives_in("Faro"), [message])
        kinds = frozenset({Kind.SEMANTIC})
        told = world.texts("Does Ana live in Setubal?", kinds=kinds)
        assert told.index("Ana lives in Faro.") < told.index("Ana lives in Setubal.")

    @pytest.mark.parametrize(("ended", "first"), [(False, "Ines lives in Porto."), (True, "Ana lives in Setubal.")])
    def test_of_whom_it_still_holds_comes_before_of_whom_it_was_superseded(
        self, world: World, ended: bool, first: str
    ) -> None:
        [message] = world.say("My sister Ines is there.", run="s3")
        city = "Setubal" if ended else "Porto"
        if ended:
            world.believe(lives_in(city), [message], valid_to=world.clock.now())
        theirs = lives_in(city).model_copy(update={"subject": "Ines", "statement": f"Ines lives in {city}."})
        world.believe(theirs, [message])
        told = world.texts(f"Ana lives in {city}", kinds=frozenset({Kind.SEMANTIC}))
        here = [text for text in told if city in text]
        assert here[0] == first

    def test_it_is_brought_in_for_the_utterance_a_superseded_memory_rests_on(self, world: World) -> None:
        assert world.texts("right by the river", limit=1) == ["Ana lives in Lisbon."]
        only_spoken = world.texts("right by the river", limit=2, kinds=frozenset({Kind.EPISODIC}))
        assert only_spoken[0] == "Ana: I live in Porto, right by the river."

    @pytest.mark.parametrize("question", ["Where did Ana live before? Porto?", "Porto is where Ana used to live"])
    def test_a_question_about_the_past_keeps_its_order(self, world: World, question: str) -> None:
        assert "Porto" in world.texts(question)[0]

    def test_valid_at_asks_the_world(self, world: World) -> None:
        kinds = frozenset({Kind.SEMANTIC})
        then, now = world.clock.moment.replace(month=1), world.clock.moment
        assert world.texts("Where does Ana live?", valid_at=then, kinds=kinds) == ["Ana lives in Porto."]
        assert world.texts("Where does Ana live?", valid_at=now, kinds=kinds) == ["Ana lives in Lisbon."]


class TestBeliefTime:
    def test_what_was_added_changed_or_deleted_since(self, world: World) -> None:
        [first, second] = world.say("I live in Porto.", "My dog is called Rufus.")
        job = world.believe(lives_in("Porto"), [first])
        before = world.clock.now()
        world.clock.move(days=1)
        world.forget(f"u{second}")
        world.say("I have a cat called Mia.")
        [held] = world.space.cubes.get([job.id])
        changed = update(held, lives_in("Lisbon"))
        world.space.journal.commit(
            "fix", [changed], vectors=world.vectors([changed.cube]), fingerprint=HashEmbedder().fingerprint
        )
        kinds = frozenset({Kind.SEMANTIC})
        assert world.texts("Where does Ana live?", kinds=kinds) == ["Ana lives in Lisbon."]
        assert world.texts("Where does Ana live?", kinds=kinds, as_of=before) == ["Ana lives in Porto."]
        assert world.texts("What is the dog called?", as_of=before)[0] == "Ana: My dog is called Rufus."
        assert "Ana: I have a cat called Mia." not in world.texts("called", as_of=before)
        assert "Ana: My dog is called Rufus." not in world.texts("What is the dog called?")
        assert world.texts("dog", as_of=before.replace(year=2020)) == []

    def test_filters_ask_the_form_of_then(self, world: World) -> None:
        [first] = world.say("hello")
        held = world.believe(lives_in("Porto"), [first])
        before = world.clock.now()
        world.clock.move(days=1)
        world.commit(update(held, lives_in("Lisbon")), embed=False)
        assert world.texts("Ana lives", as_of=before, filters={"object": "Porto"}) == ["Ana lives in Porto."]
        assert world.texts("Ana lives", as_of=before, filters={"object": "Lisbon"}) == []


class TestEvidence:
    def test_of_several_messages_the_best_matching_comes_first(self, world: World) -> None:
        ids = world.say(*TALK)
        when = Interval(start=world.clock.now(), end=world.clock.now())
        text = "Ana adopted Rufus, has a new job, cooks soup, and her sister plays the cello."
        topic = cube("t", Episodic(text=text, occurred_at=when, granularity="topic"), ids)
        world.commit(add(topic))
        world.forget(f"u{ids[0]}")  # so that the topic names a message that nothing else does
        hit = next(hit for hit in world.ask("Which instrument, the cello, does Ines play?").hits if hit.cube.id == "t")
        assert hit.evidence[0] == ids[4]
        assert set(hit.evidence) == set(ids)

    def test_summaries_never_crowd_out_what_was_said(self, world: World) -> None:
        ids = world.say(*TALK)
        when = Interval(start=world.clock.now(), end=world.clock.now())
        for place in range(8):
            text = f"Ines plays the cello in Ghent, part {place}."
            world.commit(add(cube(f"t{place}", Episodic(text=text, occurred_at=when, granularity="session"), ids)))
        assert world.ask("Who plays the cello in Ghent?").hits[0].evidence == (ids[4],)


class Failing(HashEmbedder):
    """An embedder that gives what it is told to give, or raises it."""

    def __init__(self, outcome: Exception | float) -> None:
        super().__init__()
        self._outcome = outcome

    def embed(self, texts: Sequence[str]) -> Vectors:
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return np.full((len(texts), self.dimension), self._outcome, dtype=np.float32)


class Renamed(HashEmbedder):
    @property
    def fingerprint(self) -> str:
        return "another model"


class TestDegraded:
    @pytest.mark.parametrize(
        "embedder",
        [
            Failing(WeightsMissing("no weights")),
            Failing(IndexFailed("no answer")),
            Failing(float("nan")),
            Failing(float("inf")),
            Failing(1e30),
            HashEmbedder(64),
            Renamed(),
        ],
    )
    def test_an_embedder_that_fails_is_named_and_words_still_find(self, world: World, embedder: Embedder) -> None:
        world.say(*TALK)
        world.embedder = embedder
        found = world.ask("Who plays the cello?")
        assert found.hits[0].cube.text == f"Ana: {TALK[4]}"
        assert [reason.split(":")[0] for reason in found.degraded] == ["dense"]

    def test_a_zero_vector_finds_by_words(self, world: World) -> None:
        world.say(*TALK)
        world.embedder = Failing(0.0)
        assert world.texts("Who plays the cello?")[0] == f"Ana: {TALK[4]}"

    def test_an_index_whose_files_are_gone_is_named_and_filled_again(self, tmp_path: Path) -> None:
        world = World(tmp_path / "store", Chroma(tmp_path / "chroma"), threshold=0)
        world.say(*TALK)
        world.shadows.dense.catch_up(world.space.key, 5)
        world.close()
        shutil.rmtree(tmp_path / "chroma")
        again = World(tmp_path / "store", Chroma(tmp_path / "chroma"), threshold=0)
        found = again.ask("Who plays the cello?")
        assert found.hits[0].cube.text == f"Ana: {TALK[4]}"
        assert [reason.split(":")[0] for reason in found.degraded] == ["dense"]
        assert again.ask("Who plays the cello?", explain=True).hits[0].channels["dense"] > 0.3
        assert again.shadows.dense.catch_up(again.space.key, 5) == 5
        assert again.ask("Who plays the cello?").degraded == ()
        again.close()

    def test_ghosts_and_stale_entries_of_an_index_are_not_shown(self, tmp_path: Path) -> None:
        large = Chroma(tmp_path / "chroma")
        world = World(tmp_path / "store", large, threshold=0)
        world.say(*TALK)
        world.shadows.dense.catch_up(world.space.key, 5)
        assert world.embedder is not None
        from_nowhere = world.embedder.embed(["Who plays the cello?"])
        collection = large._collection(world.space.number)
        collection.upsert(ids=["777:0"], embeddings=from_nowhere, metadatas=[{"key": 777, "seq": 1}])
        collection.upsert(ids=["1:0"], embeddings=from_nowhere, metadatas=[{"key": 1, "seq": 0}])
        found = world.ask("Who plays the cello?")
        assert {hit.cube.text for hit in found.hits} <= {f"Ana: {text}" for text in TALK}
        assert found.hits[0].cube.text == f"Ana: {TALK[4]}"
        world.close()


def test_a_summary_of_what_is_already_named_takes_no_place(world: World) -> None:
    [first, second] = world.say("The zebra slept in the barn.", "The barn was painted red.")
    now = world.clock.now()
    for number, cited in enumerate(([first], [first, second])):
        text = "The zebra slept in the barn." + " Painted red." * number
        topic = Episodic(text=text, occurred_at=Interval(start=now, end=now), granularity="topic")
        world.commit(add(cube(f"t{number}", topic, cited)))
    found = world.ask("zebra barn")
    assert "t0" not in {hit.cube.id for hit in found.hits}
    assert {message for hit in found.hits for message in hit.evidence} == {first, second}
