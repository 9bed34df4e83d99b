"""What is kept beside the cubes: vectors that come later, recollections, watermarks."""

from __future__ import annotations

import numpy as np
import pytest

from memos.errors import EmbedderMismatch, InvalidInput, NotFound
from memos.schemas.query import Hit, Recollection
from memos.store.db import Database
from memos.store.embeddings import Filled
from memos.store.feeds import MAX_ATTEMPTS, Failure
from memos.store.space import Space, Spaces
from tests.store.making import Stopped, add, cube, job, lives_in, receive, said, secret, update

ONE = np.eye(1, 4, dtype=np.float32)


@pytest.fixture(autouse=True)
def _cubes(space: Space) -> None:
    receive(space, "hello", op_id="said")
    space.journal.commit(
        "a", [add(cube("c1", lives_in("Lisbon"))), add(cube("c2", job("baker"))), add(cube("c3", secret()))]
    )


def recollection(space: Space, id_: str, *cube_ids: str) -> Recollection:
    hits = [
        Hit(cube=one, score=1.0 / n, evidence=("m1",), alias=n, features={"dense": 0.5})
        for n, one in enumerate(space.cubes.get(cube_ids), 1)
    ]
    return Recollection(id=id_, query="Where does Ana live?", hits=tuple(hits), context="", tokens=0)


def test_late_vectors_move_their_cubes_seq_but_neither_version_nor_state(space: Space) -> None:
    before = space.journal.state_hash()
    missing = space.embeddings.missing("model")
    assert [one.cube.id for one in missing] == ["c1", "c2"]
    assert space.embeddings.fingerprint() is None
    space.embeddings.fill([Filled(one.num, one.text_hash, ONE) for one in missing[:1]], "model")
    space.embeddings.fill([], "model")
    assert {num: joined.seq for num, joined in space.cubes.by_num([1, 2]).items()} == {1: 4, 2: 2}
    assert list(space.embeddings.of(["c1", "c2"])) == ["c1"]
    assert (space.journal.head(), space.journal.state_hash(), space.embeddings.fingerprint()) == (4, before, "model")
    (entry,) = space.journal.commit("b", [update(space.cubes.get(["c1"])[0], lives_in("Porto"))])
    assert entry.seq == 5
    assert [one.cube.text for one in space.embeddings.missing("model", limit=5)] == [
        "job: baker",
        "Ana lives in Porto.",
    ]


def test_another_model_is_adopted_on_purpose(space: Space) -> None:
    rows = [Filled(one.num, one.text_hash, ONE) for one in space.embeddings.missing("model")]
    space.embeddings.fill(rows, "model")
    with pytest.raises(EmbedderMismatch):
        space.embeddings.fill(rows, "other")
    space.embeddings.adopt("other")
    assert space.embeddings.of(["c1", "c2"]) == {}
    assert len(space.embeddings.missing("other")) == 2
    space.embeddings.fill(rows, "other")
    assert list(space.embeddings.of(["c1", "c2"])) == ["c1", "c2"]


def test_recollections_count_what_they_show(space: Space, clock: Stopped) -> None:
    state = space.journal.state_hash()
    clock.move(hours=1)
    shown = recollection(space, "r1", "c1", "c2")
    space.recollections.save_many([shown, recollection(space, "r2", "c1"), shown])
    space.recollections.save_many([shown])
    space.recollections.save_many([])
    one, two = space.cubes.get(["c1", "c2"])
    assert (one.uses, two.uses, one.cites, one.last_used_at) == (2, 1, 0, clock.now())
    assert (one.version, space.journal.state_hash()) == (1, state)


def test_citations_teach(space: Space, clock: Stopped) -> None:
    space.recollections.save_many([recollection(space, "r1", "c1", "c2"), recollection(space, "r2", "c2")])
    space.recollections.cite("r1", ["c2", "c2"])
    space.recollections.cite("r1", ["c2"])
    assert space.cubes.get(["c2"])[0].cites == 1
    (feedback,) = space.recollections.feedback()
    assert (feedback.recollection_id, feedback.query) == ("r1", "Where does Ana live?")
    assert [(hit.cube_id, hit.cited, hit.features) for hit in feedback.hits] == [
        ("c1", False, {"dense": 0.5}),
        ("c2", True, {"dense": 0.5}),
    ]
    assert space.recollections.feedback(since=clock.move(hours=1)) == []
    with pytest.raises(InvalidInput, match="'c1' was not among"):
        space.recollections.cite("r2", ["c1"])


def test_a_foreign_recollection_looks_missing(space: Space, database: Database) -> None:
    space.recollections.save_many([recollection(space, "r1", "c1")])
    ben = Spaces(database).open("default", "ben")
    for elsewhere, id_ in ((ben, "r1"), (space, "r9")):
        with pytest.raises(NotFound):
            elsewhere.recollections.cite(id_, ["c1"])


def test_weights_are_kept_by_generation(space: Space) -> None:
    assert space.recollections.weights() is None
    assert [space.recollections.learned({"dense": 0.5}), space.recollections.learned({"dense": 0.7})] == [1, 2]
    assert space.recollections.weights() == {"dense": 0.7}


def test_a_watermark_moves_forward_or_back_to_the_beginning(space: Space) -> None:
    assert space.feeds.watermark("exact") == 0
    for seq, then in ((5, 5), (3, 5), (7, 7)):
        space.feeds.advance("exact", seq)
        assert space.feeds.watermark("exact") == then
    assert space.feeds.watermark("chroma") == 0
    space.feeds.reset("exact")
    assert space.feeds.watermark("exact") == 0


def test_a_poison_entry_is_parked_after_five_attempts(space: Space) -> None:
    tried = [space.feeds.failed("exact", 1, 9, "NaN") for _ in range(MAX_ATTEMPTS)]
    assert [failure.parked for failure in tried] == [False] * 4 + [True]
    assert space.feeds.failures("exact") == [Failure(1, 9, 5, "NaN", True)]
    assert space.feeds.failed("exact", 1, 10, "NaN").attempts == 1
    space.feeds.settled("exact", 1)
    assert space.feeds.failures("exact") == []


def test_a_cube_that_was_said_again_keeps_its_use(space: Space) -> None:
    space.recollections.save_many([recollection(space, "r1", "c1")])
    space.journal.commit("b", [update(space.cubes.get(["c1"])[0], lives_in("Porto")), add(cube("c4", said("x")))])
    assert space.cubes.get(["c1"])[0].uses == 1
