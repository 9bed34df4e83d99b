"""The way in when others write at the same time, when the embedder fails, and when a specialist does."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from memos.agents.agent import Workbench
from memos.agents.episodic import EpisodicAgent
from memos.agents.perception import Perceived
from memos.agents.proposal import Draft
from memos.errors import EmbedderFailed, EmbedderMismatch, StoreUnavailable, WeightsMissing
from memos.kernel.doctor import doctor
from memos.kernel.parts import Parts
from memos.kernel.remember import REPLANS, remember
from memos.kernel.upkeep import embed_missing, resume
from memos.ports import Embedder, Vectors
from memos.retrieval.recall import recall
from memos.schemas.cube import Kind, State
from memos.schemas.message import Message
from memos.schemas.operation import Receipt
from memos.schemas.query import Query, Recollection
from memos.schemas.scope import Scope
from tests.agents.making import Tiny, fact, proposing
from tests.kernel.making import Embedding, OtherEmbedding, believed, homes, only_cube, space_of
from tests.store.making import ANA, START, update

Opened = Callable[..., Parts]


def tell(parts: Parts, content: str, op_id: str | None = None) -> Receipt:
    return remember(parts, ANA, [Message(name="Ana", content=content, timestamp=START)], op_id)


class TestRace:
    """Another writer commits after the agents have looked and before what they proposed is committed."""

    def test_the_loser_is_planned_anew_on_what_the_winner_left(self, opened: Opened) -> None:
        agent, embedder = homes(), Embedding()
        parts = opened(agent, embedder=embedder)
        tell(parts, "I live in Porto.")
        porto = only_cube(parts)

        def other_writer() -> None:
            space_of(parts).journal.commit("other", [update(porto, keywords=("river",))])

        embedder.meanwhile = [other_writer]
        assert not tell(parts, "I live in Lisbon.").pending
        assert agent.looks == 3
        [old] = space_of(parts).cubes.get([porto.id])
        assert (old.state, old.keywords, old.version) == (State.SUPERSEDED, ("river",), 3)
        assert believed(parts) == ["Lisbon"]

    @pytest.mark.parametrize(("theirs", "current"), [("I live in Porto.", "Lisbon"), ("I live in Lisbon.", "Lisbon")])
    def test_two_who_did_not_see_each_other_leave_one_current_value(
        self, opened: Opened, theirs: str, current: str
    ) -> None:
        others = opened(homes())
        parts = opened(homes(), embedder=Embedding(lambda: tell(others, theirs)))
        tell(parts, "I live in Lisbon.")
        assert believed(parts) == [current]
        assert space_of(parts).cubes.count() == len({theirs, "I live in Lisbon."})

    def test_what_stands_beside_it_is_no_reason_to_plan_anew(self, opened: Opened) -> None:
        others = opened(Tiny(Kind.SEMANTIC, proposing(fact("tea"))))
        agent = homes()
        tell(opened(agent, embedder=Embedding(lambda: tell(others, "I like tea."))), "I live in Lisbon.")
        assert agent.looks == 1
        assert believed(others) == ["Lisbon", "tea"]

    def test_who_loses_again_and_again_is_left_pending_and_resumed(self, opened: Opened) -> None:
        agent, embedder = homes(), Embedding()
        parts = opened(agent, embedder=embedder)
        tell(parts, "I live in Porto.")

        def other_writer() -> None:
            porto = only_cube(parts)
            space_of(parts).journal.commit(f"other {porto.version}", [update(porto, keywords=("river",))])

        embedder.meanwhile = [other_writer] * REPLANS
        receipt = tell(parts, "I live in Lisbon.", "late")
        assert receipt.pending
        assert "at version" in receipt.pending_reason
        assert (agent.looks, believed(parts)) == (1 + REPLANS, ["Porto"])
        assert [again.pending for again in resume(parts, space_of(parts))] == [False]
        assert believed(parts) == ["Lisbon"]

    def test_the_same_exchange_settled_by_two_is_settled_once(self, opened: Opened) -> None:
        others = opened(homes())
        parts = opened(homes(), embedder=Embedding(lambda: resume(others, space_of(others))))
        receipt = tell(parts, "I live in Lisbon.")
        assert not receipt.pending
        assert [entry.event for entry in receipt.operations] == ["ADD"]
        assert believed(parts) == ["Lisbon"]


def unanswered(_rows: Vectors) -> Vectors:
    raise EmbedderFailed("The model does not answer.")


def out_of_store(_rows: Vectors) -> Vectors:
    raise StoreUnavailable("The model lies where nothing can be read.")


FAILURES: dict[str, Callable[[Vectors], Vectors]] = {
    "raises": unanswered,
    "gives no numbers": lambda rows: rows * np.float32(np.nan),
    "gives too few rows": lambda rows: rows[:0],
    "gives rows of another length": lambda rows: rows[:, :3],
}


class TestFailingEmbedder:
    @pytest.mark.parametrize("how", FAILURES)
    def test_what_is_committed_without_vectors_is_found_by_its_words(self, opened: Opened, how: str) -> None:
        parts = opened(EpisodicAgent(), embedder=Embedding(spoil=FAILURES[how]))
        assert not tell(parts, "The tomatoes are ripe.").pending
        assert space_of(parts).embeddings.fingerprint() is None
        found = ask(parts, "tomatoes")
        assert "Ana: The tomatoes are ripe." in [hit.cube.text for hit in found.hits]
        assert found.degraded

    @pytest.mark.parametrize("how", FAILURES)
    def test_upkeep_embeds_it_later_as_if_nothing_had_been(self, opened: Opened, how: str) -> None:
        embedder = Embedding(spoil=FAILURES[how])
        parts = opened(EpisodicAgent(), homes(), embedder=embedder)
        tell(parts, "The tomatoes are ripe in Lisbon.")
        with pytest.raises(EmbedderFailed):
            embed_missing(parts, space_of(parts))
        embedder.spoil = None
        assert embed_missing(parts, space_of(parts)) == space_of(parts).cubes.count() == 4
        assert space_of(parts).embeddings.missing(embedder.fingerprint) == []
        assert not ask(parts, "tomatoes").degraded
        assert doctor(parts, repair=False).status == "clean"

    def test_any_error_of_ours_counts_as_a_failure(self, opened: Opened) -> None:
        parts = opened(homes(), embedder=Embedding(spoil=out_of_store))
        assert not tell(parts, "I live in Lisbon.").pending
        with pytest.raises(EmbedderFailed, match="nothing can be read"):
            embed_missing(parts, space_of(parts))

    def test_doctor_counts_what_has_no_vectors_and_says_why_it_can_not_be_mended(self, opened: Opened) -> None:
        parts = opened(homes(), embedder=Embedding(spoil=unanswered))
        tell(parts, "I live in Lisbon.")
        [found] = [one for one in doctor(parts, repair=False).findings if one.level != "note"]
        assert (found.check, found.count) == ("vectors", 1)
        diagnosis = doctor(parts, repair=True)
        assert diagnosis.status == "needs_human"
        assert any("does not answer" in one.what for one in diagnosis.findings)

    def test_what_writes_nothing_asks_nothing_of_the_embedder(self, opened: Opened) -> None:
        embedder = Embedding(lambda: pytest.fail("asked"))
        assert not tell(opened(Tiny(Kind.CORE, proposing()), embedder=embedder), "Hm.").pending


def ask(parts: Parts, text: str) -> Recollection:
    space = space_of(parts)
    return recall(parts.recall_tools(), space, Query(text=text, scope=ANA))


def no_weights() -> Embedder:
    raise WeightsMissing("There are no weights.")


class TestWrongEmbedder:
    """One that is missing, or not the store's own, is told before anything is stored."""

    def test_a_missing_one(self, opened: Opened) -> None:
        parts = opened(homes(), chosen_embedder=no_weights)
        with pytest.raises(WeightsMissing):
            tell(parts, "I live in Lisbon.")
        assert parts.spaces.list() == []

    def test_another_one(self, opened: Opened) -> None:
        tell(opened(homes()), "I live in Porto.")
        parts = opened(homes(), embedder=OtherEmbedding())
        with pytest.raises(EmbedderMismatch):
            tell(parts, "I live in Lisbon.", "refused")
        assert space_of(parts).messages.count() == 1
        assert space_of(parts).exchanges.get("refused") is None

    def test_another_one_leaves_no_space_behind_for_somebody_new(self, opened: Opened) -> None:
        tell(opened(homes()), "I live in Porto.")
        parts = opened(homes(), embedder=OtherEmbedding())
        before = parts.spaces.list()
        with pytest.raises(EmbedderMismatch):
            remember(parts, Scope(user="somebody new"), [Message(content="I live in Lisbon.")])
        assert parts.spaces.list() == before


class TestFailingSpecialist:
    def test_the_failure_is_in_the_receipt_and_recorded_with_the_exchange(self, opened: Opened) -> None:
        def fail(_perceived: Perceived, _bench: Workbench) -> list[Draft]:
            raise ZeroDivisionError("by nothing")

        parts = opened(homes(), Tiny(Kind.CORE, fail, reason="a fact of life"))
        receipt = tell(parts, "I live in Lisbon.")
        assert [(entry.event, entry.agent, entry.reason) for entry in receipt.operations] == [
            ("ADD", "semantic", "so it was said"),
            ("NO_OP", "core", "failed: ZeroDivisionError: by nothing"),
        ]
        exchange = space_of(parts).exchanges.get(receipt.op_id)
        assert exchange is not None
        assert exchange.settled
        assert exchange.route == {"semantic": "always", "core": "a fact of life"}
        assert exchange.failures == {"core": "ZeroDivisionError: by nothing"}

    def test_nothing_else_is_lost(self, opened: Opened) -> None:
        def fail(_perceived: Perceived, _bench: Workbench) -> list[Draft]:
            raise ZeroDivisionError

        parts = opened(homes(), EpisodicAgent(), Tiny(Kind.CORE, fail))
        tell(parts, "I live in Lisbon.")
        assert {cube.kind for cube in space_of(parts).cubes.list()} == {Kind.SEMANTIC, Kind.EPISODIC}


def test_an_exchange_that_comes_to_nothing_is_settled_and_replayed(opened: Opened) -> None:
    parts = opened()
    assert tell(parts, "Hm.", "one").operations == ()
    exchange = space_of(parts).exchanges.get("one")
    assert exchange is not None
    assert exchange.settled
    assert tell(parts, "Hm.", "one").replayed
