"""Forgetting removes bytes, and what rests on something else survives on the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from memos import Memory, Message
from memos.errors import Conflict, InvalidInput, NotFound, Refused
from memos.schemas.cube import State
from memos.schemas.forgetting import Forgotten
from memos.store.space import Spaces
from tests.flows.forgetting import (
    BAKERY,
    DOG,
    FLAT,
    TEA,
    check_whole,
    files_with,
    space_of,
    tell,
    texts,
    vectors_of,
    words_with,
)

Open = Callable[..., Memory]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def told(memory: Memory) -> Memory:
    """Ana and Ben have told the same; Ana was answered once."""
    tell(memory)
    tell(memory, "ben")
    memory.search("Where does Ana live?", user_id="ana")
    return memory


def gone(done: Forgotten) -> None:
    assert (done.stage, done.pending) == ("done", "")
    assert done.scan is not None
    assert done.scan.hits == 0
    assert done.scan.files > 2
    assert done.scan.bytes > 100_000
    assert done.scan.marks >= 1


# -- what goes, and what stays


def test_a_message_goes_with_all_that_rests_on_it_alone(memory: Memory, home: Path) -> None:
    tell(memory)
    vectors = vectors_of(memory, FLAT)
    gone(memory.forget(user_id="ana", message="m3"))
    assert files_with(home, FLAT.encode(), b"Porto", *vectors) == []
    assert words_with(memory, FLAT[:6], "porto") == []
    assert memory.messages(["m3", "m4"], user_id="ana")[0].id == "m4"
    assert any(BAKERY in text for text in texts(memory))
    check_whole(memory)


def test_what_was_over_only_by_the_forgotten_words_holds_again(memory: Memory) -> None:
    tell(memory)
    assert "Ana lives in Porto." in texts(memory)
    plan = memory.forget(user_id="ana", message="m3", preview=True).plan
    assert ("Ana lives in Lisbon.", True) in {(one.text, one.revived) for one in plan.stays}
    memory.forget(user_id="ana", message="m3")
    assert "Ana lives in Lisbon." in texts(memory)
    assert "city: Lisbon" in texts(memory)


def test_what_is_superseded_goes_and_its_successor_stays(memory: Memory, home: Path) -> None:
    tell(memory)
    gone(memory.forget(user_id="ana", message="m1"))
    assert files_with(home, b"Lisbon") == []
    assert "Ana lives in Porto." in texts(memory)
    check_whole(memory)


def test_a_belief_survives_on_another_message(memory: Memory, home: Path) -> None:
    tell(memory)
    (belief,) = [cube for cube in memory.get_all(user_id="ana", kinds=["semantic"]) if TEA in cube.text]
    assert set(belief.provenance.message_ids) == {"m2", "m5"}
    plan = memory.forget(user_id="ana", message="m2", preview=True).plan
    assert (plan.counts.kept > 0, belief.id in {one.id for one in plan.stays}) == (True, True)
    gone(memory.forget(user_id="ana", message="m2"))
    kept = memory.get(belief.id, user_id="ana")
    assert kept.provenance.message_ids == ("m5",)
    assert all("m2" not in entry.evidence for entry in memory.history(belief.id, user_id="ana"))
    assert files_with(home, b"quite a thing here") == []
    check_whole(memory)
    gone(memory.forget(user_id="ana", message="m5"))
    with pytest.raises(NotFound):
        memory.get(belief.id, user_id="ana")
    assert files_with(home, TEA.encode()) == []
    check_whole(memory)


def test_summaries_are_told_anew_without_it(memory: Memory) -> None:
    tell(memory)
    memory.forget(user_id="ana", message="m3")
    summaries = [
        cube
        for cube in memory.get_all(user_id="ana", kinds=["episodic"], filters={"granularity": {"ne": "utterance"}})
        if BAKERY in cube.text
    ]
    assert len(summaries) == 2
    for cube in summaries:
        assert cube.text == f"Ana: My sister Maya works as a baker in {BAKERY}."
        assert FLAT not in cube.keywords
        assert cube.provenance.message_ids == ("m4",)
        assert space_of(memory).embeddings.of([cube.id])


def test_a_session_goes_whole(told: Memory, home: Path) -> None:
    before = space_of(told, "ben").journal.state_hash()
    gone(told.forget(user_id="ana", session="s2"))
    assert [one.id for one in told.messages(["m1", "m2", "m3", "m4"], user_id="ana")] == ["m1", "m2"]
    assert not any(BAKERY in text or FLAT in text for text in texts(told))
    assert files_with(home, FLAT.encode()) == ["memos.db"], "Ben said it, too"
    assert space_of(told, "ben").journal.state_hash() == before
    check_whole(told)
    with pytest.raises(NotFound):
        told.forget(user_id="ana", session="s2")


def test_a_source_goes(memory: Memory, home: Path) -> None:
    tell(memory)
    gone(memory.forget(user_id="ana", source="diary"))
    assert files_with(home, DOG.encode()) == []
    assert memory.messages(["m5", "m6"], user_id="ana")[0].id == "m5"
    check_whole(memory)


def test_a_person_goes_with_all_that_mentions_him(memory: Memory, home: Path) -> None:
    tell(memory)
    memory.add("Did mAYa call? She is in Oslo.", user_id="ana", run_id="s4")
    memory.search("What does Maya do?", user_id="ana")
    gone(memory.forget(user_id="ana", person="maya"))
    assert files_with(home, b"maya", BAKERY.encode()) == []
    assert words_with(memory, "maya") == []
    assert any(FLAT in text for text in texts(memory))
    check_whole(memory)
    with pytest.raises(NotFound):
        memory.forget(user_id="ana", person="Maya")


def test_a_belief_goes_and_its_message_stays(memory: Memory, home: Path) -> None:
    tell(memory)
    (belief,) = [cube for cube in memory.get_all(user_id="ana", kinds=["semantic"]) if "Porto" in cube.text]
    gone(memory.forget(user_id="ana", cube=belief.id))
    assert files_with(home, b"Ana lives in Porto.") == []
    assert "city: Porto" not in texts(memory)
    assert memory.messages(["m3"], user_id="ana")
    check_whole(memory)


def test_an_utterance_takes_its_message_with_it(memory: Memory, home: Path) -> None:
    tell(memory)
    (said,) = [
        cube for cube in memory.get_all(user_id="ana", filters={"granularity": "utterance"}) if BAKERY in cube.text
    ]
    gone(memory.forget(user_id="ana", cube=said.id))
    assert files_with(home, BAKERY.encode()) == []
    assert not memory.messages(["m4"], user_id="ana")


def test_a_user_goes_by_name_and_all_others_stay(told: Memory, home: Path, open_memory: Open) -> None:
    told.add("My name is Ana and Quexzilla is my cat.", user_id="quexzilla-user")
    before = {user: space_of(told, user).journal.state_hash() for user in ("ana", "ben")}
    gone(told.forget(user_id="quexzilla-user", user=True))
    assert told.users() == ["ana", "ben"]
    assert files_with(home, b"quexzilla") == []
    assert {user: space_of(told, user).journal.state_hash() for user in before} == before
    check_whole(told)
    with pytest.raises(NotFound):
        told.forget(user_id="quexzilla-user", user=True)


def test_a_later_version_that_others_bear_out_stays(memory: Memory, home: Path) -> None:
    """v1 by m1, corrected by hand: forgetting m1 leaves the correction alone."""
    memory.add([Message(id="m1", name="Ana", content="I live in Quexford.")], user_id="ana", run_id="a")
    (belief,) = memory.get_all(user_id="ana", kinds=["semantic"])
    memory.update(belief.id, "Faro", user_id="ana")
    gone(memory.forget(user_id="ana", message="m1"))
    kept = memory.get(belief.id, user_id="ana")
    assert kept.text == "Ana lives in Faro."
    assert [entry.version for entry in memory.history(belief.id, user_id="ana")] == [2]
    assert files_with(home, b"quexford") == []
    check_whole(memory)


def test_a_forgotten_correction_leaves_what_was_before(memory: Memory, home: Path) -> None:
    memory.add([Message(id="m1", name="Ana", content="I live in Faro.")], user_id="ana", run_id="a")
    (belief,) = memory.get_all(user_id="ana", kinds=["semantic"])
    corrected = memory.update(belief.id, "Quexford", user_id="ana")
    gone(memory.forget(user_id="ana", message=corrected.evidence[0]))
    assert memory.get(belief.id, user_id="ana").text == "Ana lives in Faro."
    assert files_with(home, b"quexford") == []
    check_whole(memory)


def test_a_secret_survives_on_another_message(memory: Memory) -> None:
    secret = "AKIAQYLPMN5HHHFPZAM2"  # noqa: S105
    for number in (1, 2):
        memory.add([Message(id=f"m{number}", content=f"Key {number}: {secret}")], user_id="ana", run_id=f"r{number}")
    (sealed,) = memory.get_all(user_id="ana", kinds=["vault"])
    memory.forget(user_id="ana", message="m1")
    assert memory.get(sealed.id, user_id="ana").provenance.message_ids == ("m2",)
    assert memory.reveal(sealed.id, user_id="ana") == secret
    memory.forget(user_id="ana", message="m2")
    assert memory.get_all(user_id="ana", kinds=["vault"]) == []
    check_whole(memory)


def test_a_retracted_belief_is_not_brought_back_by_forgetting_the_retraction(memory: Memory) -> None:
    tell(memory)
    (belief,) = [cube for cube in memory.get_all(user_id="ana", kinds=["semantic"]) if "Porto" in cube.text]
    memory.delete(belief.id, user_id="ana")
    memory.forget(user_id="ana", message="m1")
    assert memory.get(belief.id, user_id="ana").state is State.DELETED


# -- what was done before and after


def test_the_preview_changes_nothing(told: Memory, home: Path) -> None:
    before = (space_of(told).journal.state_hash(), space_of(told).journal.head())
    plan = told.forget(user_id="ana", session="s2", preview=True)
    assert (plan.stage, plan.scan, plan.plan.counts.messages) == ("planned", None, 2)
    assert plan.plan.counts.cubes == len(plan.plan.cubes) + 1
    assert (space_of(told).journal.state_hash(), space_of(told).journal.head()) == before
    assert files_with(home, FLAT.encode())


def test_the_journal_says_that_something_was_forgotten_and_not_what(memory: Memory) -> None:
    tell(memory)
    memory.forget(user_id="ana", session="s2")
    entries = memory.operations(user_id="ana", limit=100)
    assert (entries[0].event, entries[0].cube_id, entries[0].text) == ("FORGET", None, "")
    assert entries[0].reason == "forgot a session: 2 messages, 9 memories"
    assert [entry.event for entry in entries if entry.op_id == "told-s2"] == ["FORGET"]
    with pytest.raises(Conflict, match="forgotten"):
        memory.undo("told-s2", user_id="ana")
    with pytest.raises(Conflict, match="forgotten"):
        memory.undo(entries[0].op_id, user_id="ana")
    with pytest.raises(Conflict):
        memory.add("something else", user_id="ana", run_id="s2", op_id="told-s2")


def test_the_journal_is_append_only_again(memory: Memory) -> None:
    tell(memory)
    memory.forget(user_id="ana", message="m3")
    for statement in ("DELETE FROM journal", "UPDATE journal SET reason = ''"):
        with pytest.raises(Conflict, match="append-only"), memory._parts.database.write() as connection:
            connection.exec_driver_sql(statement)


def test_deleted_is_not_forgotten(memory: Memory, home: Path) -> None:
    tell(memory)
    (belief,) = [cube for cube in memory.get_all(user_id="ana", kinds=["semantic"]) if "Porto" in cube.text]
    memory.delete(belief.id, user_id="ana")
    assert files_with(home, b"Ana lives in Porto.")
    memory.undo(memory.operations(user_id="ana", limit=1)[0].op_id, user_id="ana")
    assert "Ana lives in Porto." in texts(memory)


def test_what_comes_after_is_remembered_as_ever(memory: Memory) -> None:
    tell(memory)
    memory.forget(user_id="ana", session="s3")
    memory.add([Message(name="Ana", content="I moved to Faro yesterday.")], user_id="ana", run_id="s3")
    assert "Ana lives in Faro." in texts(memory)
    assert memory.search("Where does Ana live?", user_id="ana").hits
    check_whole(memory)


def test_a_new_user_gets_no_number_of_a_forgotten_one(memory: Memory) -> None:
    tell(memory)
    number = space_of(memory).number
    memory.forget(user_id="ana", user=True)
    tell(memory)
    assert space_of(memory).number > number
    check_whole(memory)


# -- refused, and nothing changed


def test_a_hold_protects_a_memory_and_what_it_cites(memory: Memory) -> None:
    tell(memory)
    (belief,) = [cube for cube in memory.get_all(user_id="ana", kinds=["semantic"]) if "Porto" in cube.text]
    memory.hold(belief.id, user_id="ana")
    before = space_of(memory).journal.state_hash()
    targets = (
        {"message": "m3"},
        {"session": "s2"},
        {"cube": belief.id},
        {"user": True},
        {"message": "m3", "preview": True},
    )
    for target in targets:
        with pytest.raises(Refused, match=belief.id):
            memory.forget(user_id="ana", **target)
    assert space_of(memory).journal.state_hash() == before
    with pytest.raises(Refused):
        memory.hold(belief.id, user_id="ana")
    memory.forget(user_id="ana", message="m6")
    memory.release(belief.id, user_id="ana")
    with pytest.raises(Refused):
        memory.release(belief.id, user_id="ana")
    gone(memory.forget(user_id="ana", message="m3"))
    check_whole(memory)


def test_a_hold_is_taken_back_by_undo(memory: Memory) -> None:
    tell(memory)
    cube = memory.get_all(user_id="ana", kinds=["semantic"])[0]
    entry = memory.hold(cube.id, user_id="ana")
    memory.undo(entry.op_id, user_id="ana")
    assert memory.get(cube.id, user_id="ana").labels == ()


@pytest.mark.parametrize(
    "target", [{"message": "m9"}, {"cube": "c9"}, {"session": "s9"}, {"source": "x"}, {"person": "Zoe"}]
)
def test_what_is_not_there_is_refused(memory: Memory, target: dict[str, str]) -> None:
    tell(memory)
    before = space_of(memory).journal.head()
    with pytest.raises(NotFound):
        memory.forget(user_id="ana", **target)
    assert space_of(memory).journal.head() == before


@pytest.mark.parametrize(
    "target", [{}, {"message": "m1", "cube": "c"}, {"message": "m1", "user": True}, {"person": " "}]
)
def test_one_thing_is_named(memory: Memory, target: dict[str, str]) -> None:
    tell(memory)
    with pytest.raises(InvalidInput):
        memory.forget(user_id="ana", **target)


def test_anothers_message_is_not_there(told: Memory) -> None:
    told.add([Message(id="only-bens", content="hello there, world of mine")], user_id="ben")
    with pytest.raises(NotFound):
        told.forget(user_id="ana", message="only-bens")
    assert told.messages(["only-bens"], user_id="ben")


# -- what is warm


def test_what_is_warm_in_another_process_is_dropped(open_memory: Open, home: Path) -> None:
    """Two openings of one store stand for two processes: each has its own matrix, arrays and watermarks."""
    first, second = open_memory(), open_memory()
    tell(first)
    for memory in (first, second):
        assert any(FLAT in hit.cube.text for hit in memory.search(f"{FLAT} flat", user_id="ana").hits)
    nums = set(second._parts.shadows.dense.index(space_of(second).key, 1).keys(space_of(second).number))
    first.forget(user_id="ana", session="s2")
    assert not any(FLAT in hit.cube.text for hit in second.search("Is the flat sunny?", user_id="ana").hits)
    space = space_of(second)
    held = second._parts.shadows.dense.index(space.key, 1).keys(space.number)
    assert held.keys() < nums
    with second._parts.database.read() as connection:
        units = second._parts.shadows.units.of(connection, space.number)
        there = connection.exec_driver_sql("SELECT count(*) FROM cubes").scalar_one()
    assert units.table.size == there
    check_whole(second)
    second.flush()
    assert files_with(home, FLAT.encode()) == []


def test_held_back_answers_do_not_bring_it_back(open_memory: Open, home: Path) -> None:
    first, second = open_memory(), open_memory()
    tell(first)
    second.search(f"What is {FLAT}?", user_id="ana")
    first.forget(user_id="ana", message="m3")
    second.flush()
    assert files_with(home, FLAT.encode()) == []
    second.search("Where does Ana live?", user_id="ana")
    first.forget(user_id="ana", user=True)
    second.close()
    assert Spaces(first._parts.database).list() == []


def test_while_another_reads_the_log_it_waits(open_memory: Open, home: Path) -> None:
    memory = open_memory(busy_timeout=0.1)
    tell(memory)
    with open_memory(busy_timeout=0.1)._parts.database.read() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM messages").scalar_one()
        done = memory.forget(user_id="ana", message="m3")
        assert (done.stage, done.scan) == ("reclaimed", None)
        assert "resume" in done.pending
        assert not any(FLAT in text for text in texts(memory))
        assert memory.doctor().status != "clean"
    (done,) = memory.resume_forgetting()
    gone(done)
    assert memory.resume_forgetting() == []
    assert files_with(home, FLAT.encode()) == []
    check_whole(memory)


# -- documents, and the index on disk

GUIDE = "# Brewing\n\nBoil the quexwater for a while, then wait for it to cool down.\n\n# Serving\n\nPour it into a zorbglass and serve."


def test_a_document_goes_and_its_text_if_nobody_else_holds_it(memory: Memory, home: Path) -> None:
    for user in ("ana", "ben"):
        memory.add_resource(GUIDE, user_id=user, uri="notes://brewing", title="Brewing by the quexbook")
    tell(memory)
    done = memory.forget(user_id="ana", source="notes://brewing")
    gone(done)
    assert done.plan.counts.chunks >= 2
    assert memory.get_all(user_id="ana", kinds=["resource"]) == []
    assert memory.get_all(user_id="ben", kinds=["resource"])
    check_whole(memory)
    gone(memory.forget(user_id="ben", source="notes://brewing"))
    assert files_with(home, b"quexwater", b"zorbglass", b"quexbook") == []
    with memory._parts.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM contents").scalar_one() == 0
    check_whole(memory)


def test_the_index_on_disk_is_dropped_and_made_anew(open_memory: Open, home: Path) -> None:
    memory = open_memory(vector_index="chroma")
    tell(memory)
    tell(memory, "ben")
    for user in ("ana", "ben"):
        assert memory.search("sunny flat", user_id=user).hits
    memory.update(memory.get_all(user_id="ana", kinds=["semantic"])[0].id, "Quexford", user_id="ana")
    vectors = vectors_of(memory, DOG, "ana")
    memory.forget(user_id="ben", user=True)
    done = memory.forget(user_id="ana", message="m6")
    gone(done)
    assert files_with(home, *vectors, DOG.encode()) == []
    assert memory.search("sunny flat", user_id="ana").hits
    check_whole(memory)


def test_an_index_on_disk_that_is_not_used_goes_too(open_memory: Open, home: Path) -> None:
    with open_memory(vector_index="chroma") as memory:
        tell(memory)
        assert memory.search("sunny flat", user_id="ana").hits
        vectors = vectors_of(memory, DOG)
    memory = open_memory(vector_index="exact")
    gone(memory.forget(user_id="ana", message="m6"))
    assert files_with(home, *vectors) == []
    check_whole(memory)


def test_what_lies_beside_the_store_is_found_and_named(open_memory: Open, home: Path) -> None:
    """A copy that somebody made in the data directory can't be cleared by the store: it says where it is."""
    memory = open_memory()
    tell(memory)
    (home / "copy.txt").write_text(f"I moved to Porto last week, the flat is {FLAT} and sunny.", encoding="utf-8")
    done = memory.forget(user_id="ana", message="m3")
    assert done.stage == "reclaimed"
    assert done.scan is not None
    assert (done.scan.hits > 0, done.scan.where) == (True, ("copy.txt",))
    assert "copy.txt" in done.pending
    assert memory.doctor().status != "clean"
    memory.close()
    memory = open_memory()
    (home / "copy.txt").unlink()
    (done,) = memory.resume_forgetting()
    gone(done)
    check_whole(memory)
