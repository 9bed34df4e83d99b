"""Correcting, deleting and undoing by hand, when others write at the same time and when the embedder fails."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from memos.errors import Conflict, EmbedderMismatch, InvalidInput, NotFound, Refused
from memos.kernel.parts import Parts
from memos.kernel.remember import REPLANS
from memos.kernel.revise import correct, delete, undo
from memos.kernel.upkeep import embed_missing
from memos.schemas.cube import Core, MemCube, Payload, Procedural, Resource, Semantic, State
from memos.schemas.message import Trust
from memos.schemas.operation import Delete, Operation
from tests.agents.making import fact
from tests.kernel.making import Embedding, OtherEmbedding, only_cube, space_of
from tests.store.making import ANA, add, cube, receive, secret, update

Opened = Callable[..., Parts]
HOME = fact("Porto", "lives_in")


def believe(parts: Parts, payload: Payload = HOME, id_: str = "c1", **header: object) -> MemCube:
    """Makes somebody believe something, without vectors; what it rests on is the message m1."""
    space = space_of(parts)
    if not space.messages.get(["m1"]):
        receive(space, "so", op_id="received")
        space.journal.commit("received", [], settles=True)
    space.journal.commit(f"believed {id_}", [add(cube(id_, payload, **header))])
    return space.cubes.get([id_])[0]


def mended(parts: Parts, payload: Payload, said: str) -> str:
    believe(parts, payload)
    correct(parts, ANA, "c1", said)
    return only_cube(parts).text


class TestWords:
    @pytest.mark.parametrize("said", ["Lisbon", "Lisbon.", "Ana lives in Lisbon.", " ana lives in Lisbon "])
    def test_the_right_value_or_the_whole_sentence_may_be_said(self, opened: Opened, said: str) -> None:
        parts = opened()
        believe(parts)
        correct(parts, ANA, "c1", said)
        payload = only_cube(parts).payload
        assert isinstance(payload, Semantic)
        assert (payload.object, payload.statement.casefold().rstrip(".")) == ("Lisbon", "ana lives in lisbon")

    @pytest.mark.parametrize("said", ["music", "Bart likes music."])
    def test_the_value_is_not_looked_for_in_the_name(self, opened: Opened, said: str) -> None:
        parts = opened()
        assert mended(parts, fact("art", subject="Bart"), said) == "Bart likes music."
        payload = only_cube(parts).payload
        assert isinstance(payload, Semantic)
        assert payload.object == "music"

    def test_a_value_that_the_sentence_does_not_show_is_put_into_one_that_does(self, opened: Opened) -> None:
        hidden = HOME.model_copy(update={"statement": "Ana is at home in the north."})
        assert mended(opened(), hidden, "Lisbon") == "Ana lives in Lisbon."

    @pytest.mark.parametrize(
        ("payload", "text"),
        [
            (Core(path="identity.name", value="Anna"), "name: Ana"),
            (Procedural(title="Answer shortly."), "Ana"),
            (Resource(title="a menu", uri="https://x.org"), "Ana\nhttps://x.org"),
            (secret("key"), "Ana"),
        ],
        ids=["core", "procedural", "resource", "vault"],
    )
    def test_of_any_other_kind_the_words_that_show_are_mended(
        self, opened: Opened, payload: Payload, text: str
    ) -> None:
        assert mended(opened(), payload, " Ana ") == text

    @pytest.mark.parametrize("said", ["", " \n", "Porto", "Ana lives in Porto."])
    def test_what_mends_nothing_is_refused_and_leaves_nothing(self, opened: Opened, said: str) -> None:
        parts = opened()
        believe(parts)
        with pytest.raises(InvalidInput):
            correct(parts, ANA, "c1", said)
        assert_untouched(parts)

    @pytest.mark.parametrize(
        "said",
        [
            "no",
            "No!",
            "wrong",
            "That is not true",
            "that's wrong.",
            "No, this isn’t right",
            "It is not so true",
            "never",
            "?",
        ],
    )
    def test_words_that_only_deny_are_refused_with_a_way_out(self, opened: Opened, said: str) -> None:
        parts = opened()
        believe(parts)
        with pytest.raises(InvalidInput) as refused:
            correct(parts, ANA, "c1", said)
        assert "memos undo" in (refused.value.hint or "")
        assert_untouched(parts)

    @pytest.mark.parametrize("said", ["Nome", "Wrongville", "Trueman", "No Name", "Right Bank"])
    def test_a_value_that_begins_like_a_denial_is_a_value(self, opened: Opened, said: str) -> None:
        assert mended(opened(), HOME, said) == f"Ana lives in {said}."


class TestCorrection:
    def test_it_rests_on_the_owners_own_words(self, opened: Opened) -> None:
        parts = opened()
        believe(parts, trust=Trust.TOOL, confidence=0.3)
        entry = correct(parts, ANA, "c1", "Lisbon")
        mended = only_cube(parts)
        assert (entry.event, entry.agent, entry.cube_id, entry.version) == ("UPDATE", "owner", "c1", 2)
        assert (mended.trust, mended.confidence, mended.version) == (Trust.OWNER, 1.0, 2)
        [said] = space_of(parts).messages.of_op(entry.op_id)
        assert (said.content, said.source, said.trust) == ("Lisbon", "correction", Trust.OWNER)
        assert mended.provenance.message_ids == (said.id, "m1")

    def test_agents_never_see_it_as_an_exchange(self, opened: Opened) -> None:
        parts = opened()
        believe(parts)
        entry = correct(parts, ANA, "c1", "Lisbon")
        exchange = space_of(parts).exchanges.get(entry.op_id)
        assert exchange is not None
        assert exchange.settled

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (State.SUPERSEDED, State.SUPERSEDED),
            (State.ARCHIVED, State.ARCHIVED),
            (State.QUARANTINED, State.ACTIVE),
        ],
    )
    def test_what_is_over_stays_so_and_what_was_held_back_is_believed(
        self, opened: Opened, before: State, after: State
    ) -> None:
        parts = opened()
        believe(parts, state=before)
        correct(parts, ANA, "c1", "Lisbon")
        assert only_cube(parts).state is after

    def test_a_secret_in_it_is_sealed(self, opened: Opened) -> None:
        token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
        parts = opened()
        believe(parts, Procedural(title="Push the code."))
        entry = correct(parts, ANA, "c1", f"Push with {token}.")
        assert entry.cube_id == "c1"
        assert token not in entry.text
        assert [one.kind for one in space_of(parts).cubes.list()] == ["vault", "procedural"]

    def test_of_a_procedure_the_step_is_mended_or_nothing(self, opened: Opened) -> None:
        parts = opened()
        believe(parts, Procedural(title="How to brew", steps=("Boil the water", "Wait")))
        correct(parts, ANA, "c1", "Boil fresh water.")
        assert only_cube(parts).text == "How to brew\n1. Boil fresh water\n2. Wait"
        with pytest.raises(InvalidInput, match="Which step of 'How to brew'"):
            correct(parts, ANA, "c1", "Elephants are grey.")
        assert only_cube(parts).version == 2

    def test_undo_brings_the_old_words_back(self, opened: Opened) -> None:
        parts = opened()
        before = believe(parts)
        undo(parts, ANA, correct(parts, ANA, "c1", "Lisbon").op_id)
        assert only_cube(parts).payload == before.payload


class TestRefusal:
    @pytest.mark.parametrize("header", [{"frozen": True}, {"state": State.DELETED}], ids=["frozen", "deleted"])
    def test_nothing_is_left_of_a_correction_that_is_refused(self, opened: Opened, header: dict[str, object]) -> None:
        parts = opened()
        believe(parts, **header)
        with pytest.raises(Refused):
            correct(parts, ANA, "c1", "Lisbon")
        assert_untouched(parts)

    def test_what_is_not_here_is_not_found(self, opened: Opened) -> None:
        parts = opened()
        believe(parts)
        with pytest.raises(NotFound, match="'c2'"):
            correct(parts, ANA, "c2", "Lisbon")
        assert_untouched(parts)

    def test_with_another_embedder_nothing_is_stored(self, opened: Opened) -> None:
        parts = opened()
        believe(parts)
        embed_missing(parts, space_of(parts))
        with pytest.raises(EmbedderMismatch):
            correct(opened(embedder=OtherEmbedding()), ANA, "c1", "Lisbon")
        assert_untouched(parts)

    def test_of_several_to_delete_one_that_can_not_be_saves_all(self, opened: Opened) -> None:
        parts = opened()
        believe(parts)
        believe(parts, fact("tea"), "c2", frozen=True)
        for ids, refused in ((["c1", "c2"], Refused), (["c1", "nowhere"], NotFound)):
            with pytest.raises(refused):
                delete(parts, ANA, ids)
        assert [one.id for one in space_of(parts).cubes.list()] == ["c2", "c1"]


def test_what_is_deleted_already_is_not_deleted_again(opened: Opened) -> None:
    parts = opened()
    believe(parts)
    assert [entry.event for entry in delete(parts, ANA, ["c1", "c1"])] == ["DELETE"]
    assert delete(parts, ANA, ["c1"]) == ()


class TestRace:
    """Another writer commits after the cube was read and before the change is committed."""

    def test_a_correction_mends_what_the_other_left(self, opened: Opened) -> None:
        embedder = Embedding()
        parts = opened(embedder=embedder)
        before = believe(parts)
        embedder.meanwhile = [lambda: commit(parts, update(before, keywords=("river",)))]
        entry = correct(parts, ANA, "c1", "Lisbon")
        after = only_cube(parts)
        assert (entry.version, after.text, after.keywords) == (3, "Ana lives in Lisbon.", ("river",))
        assert space_of(parts).messages.count() == 2

    def test_a_correction_of_what_was_deleted_meanwhile_is_refused_and_leaves_nothing(self, opened: Opened) -> None:
        embedder = Embedding()
        parts = opened(embedder=embedder)
        gone = Delete(cube_id=believe(parts).id, base_version=1, reason="gone", agent="test")
        embedder.meanwhile = [lambda: commit(parts, gone)]
        with pytest.raises(Refused):
            correct(parts, ANA, "c1", "Lisbon")
        assert_untouched(parts)

    def test_a_correction_that_loses_again_and_again_is_told_and_leaves_nothing(self, opened: Opened) -> None:
        embedder = Embedding()
        parts = opened(embedder=embedder)
        believe(parts)
        embedder.meanwhile = [lambda: commit(parts, update(only_cube(parts)))] * REPLANS
        with pytest.raises(Conflict):
            correct(parts, ANA, "c1", "Lisbon")
        assert_untouched(parts)

    def test_a_deletion_that_loses_is_told_and_deletes_nothing(self, opened: Opened) -> None:
        parts = opened()
        before = believe(parts)

        def embedder_chosen_late() -> Embedding:
            commit(parts, update(before, keywords=("river",)))
            return Embedding()

        with pytest.raises(Conflict, match="c1 is at version 2"):
            delete(opened(chosen_embedder=embedder_chosen_late), ANA, ["c1"])
        assert only_cube(parts).state is State.ACTIVE


class TestFailingEmbedder:
    def test_a_correction_is_committed_without_vectors_and_embedded_later(self, opened: Opened) -> None:
        embedder = Embedding()
        parts = opened(embedder=embedder)
        believe(parts)
        embed_missing(parts, space_of(parts))
        embedder.spoil = lambda rows: np.full_like(rows, np.inf)
        correct(parts, ANA, "c1", "Lisbon")
        assert space_of(parts).embeddings.of(["c1"]) == {}
        embedder.spoil = None
        assert embed_missing(parts, space_of(parts)) == 1
        assert set(space_of(parts).embeddings.of(["c1"])) == {"c1"}


def commit(parts: Parts, operation: Operation) -> None:
    space = space_of(parts)
    space.journal.commit(f"other {space.journal.head()}", [operation])


def assert_untouched(parts: Parts) -> None:
    """No message came in beside the first, and nothing waits for the agents."""
    space = space_of(parts)
    assert space.messages.count() == 1
    assert space.exchanges.pending() == []
    assert "Lisbon" not in only_cube(parts).text
