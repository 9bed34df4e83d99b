"""What may be named to be forgotten: a user as himself, a person who is known here, and nothing that is merely a word."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from memos import Memory, Message
from memos.errors import InvalidInput, NotFound, Refused
from tests.flows.forgetting import BAKERY, FLAT, files_with, tell, texts

Open = Callable[..., Memory]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.mark.parametrize("given", ["ben", "", "Ana", 1, ["ana"]])
def test_another_user_is_not_taken_for_this_one(memory: Memory, given: Any) -> None:
    tell(memory)
    tell(memory, "ben")
    for preview in (True, False):
        with pytest.raises(InvalidInput, match="must be True or 'ana'"):
            memory.forget(user=given, user_id="ana", preview=preview)
    assert memory.users() == ["ana", "ben"]
    assert texts(memory) >= {"Ana lives in Porto."}


@pytest.mark.parametrize("given", [True, "ana"])
def test_the_user_himself_goes_by_his_own_name(memory: Memory, given: bool | str) -> None:
    tell(memory)
    tell(memory, "ben")
    assert memory.forget(user=given, user_id="ana").stage == "done"
    assert memory.users() == ["ben"]


@pytest.mark.parametrize("what", ["message", "cube", "session", "source", "person"])
def test_a_name_is_a_text(memory: Memory, what: str) -> None:
    tell(memory)
    wrong: dict[str, Any] = {what: 3}
    with pytest.raises(InvalidInput, match=f"3 names no {what}"):
        memory.forget(user_id="ana", **wrong)


@pytest.mark.parametrize("word", ["the", "a", "tea", "Porto", "quexnobody", "my tea"])
def test_a_word_is_nobody(memory: Memory, word: str) -> None:
    tell(memory)
    before = texts(memory)
    with pytest.raises(NotFound, match="No such person"):
        memory.forget(user_id="ana", person=word)
    assert texts(memory) == before


def test_how_many_messages_hold_the_word_is_told(memory: Memory) -> None:
    tell(memory)
    with pytest.raises(NotFound, match="2 messages hold the word"):
        memory.forget(user_id="ana", person="tea")
    with pytest.raises(NotFound, match="1 message holds the word"):
        memory.forget(user_id="ana", person="PORTO")


@pytest.mark.parametrize("name", ["my sister", "My sis", "Ana's sister", "Maya"])
def test_a_person_goes_by_whatever_he_is_called(memory: Memory, home: Path, name: str) -> None:
    tell(memory)
    plan = memory.forget(user_id="ana", person=name, preview=True).plan
    assert "Maya" in plan.names
    assert memory.forget(user_id="ana", person=name).stage == "done"
    assert files_with(home, BAKERY.encode()) == []
    assert any(FLAT in text for text in texts(memory))


def test_who_only_spoke_is_somebody(memory: Memory, home: Path) -> None:
    memory.add(
        [Message(name="Zorbl", content="The quexmill is closed."), Message(name="Ana", content="I see.")], user_id="ana"
    )
    assert memory.forget(user_id="ana", person="zorbl").stage == "done"
    assert files_with(home, b"quexmill") == []


@pytest.mark.parametrize("name", ["Ana", "ana", "I", "me", "the user"])
def test_the_user_is_no_person_of_his_own_memory(memory: Memory, name: str) -> None:
    tell(memory)
    memory.add("I like figs.", user_id="ana")
    before = texts(memory)
    with pytest.raises(Refused, match="--everything"):
        memory.forget(user_id="ana", person=name)
    assert texts(memory) == before


def test_who_alone_talks_with_an_assistant_is_the_user(memory: Memory) -> None:
    talk = [Message(name="Cleo", content="I live in Oslo."), Message(role="assistant", content="Good to know.")]
    memory.add(talk, user_id="u-17")
    with pytest.raises(Refused):
        memory.forget(user_id="u-17", person="Cleo")


def test_a_preview_can_be_read_whole(memory: Memory) -> None:
    for number in range(12):
        memory.add(f"I saw {number} herons at the lake.", user_id="ana", run_id="birds")
    some = memory.forget(user_id="ana", session="birds", preview=True).plan
    whole = memory.forget(user_id="ana", session="birds", preview=True, whole=True).plan
    assert (len(some.messages), len(some.cubes)) == (8, 8)
    assert (len(whole.messages), len(whole.cubes)) == (whole.counts.messages, whole.counts.cubes)
    assert len(whole.messages) == 12
    assert whole.counts.cubes > 8
    everything = memory.forget(user_id="ana", user=True, preview=True, whole=True).plan
    assert len(everything.messages) == 12


def test_what_was_interrupted_is_proven_afterwards(open_memory: Open, home: Path) -> None:
    """The next that opens the store finishes it in silence; whoever asks is shown the search, once."""
    memory = open_memory(busy_timeout=0.1)
    tell(memory)
    assert memory.resume_forgetting() == []
    with open_memory(busy_timeout=0.1)._parts.database.read() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM messages").scalar_one()
        assert memory.forget(user_id="ana", message="m3").pending
    memory.close()
    with open_memory() as again:
        found = again.doctor()
        assert found.status == "clean"
        assert [one.level for one in found.findings if one.check == "forgotten"] == ["note"]
        (done,) = again.resume_forgetting()
        assert (done.stage, done.resumed, done.pending) == ("done", True, "")
        assert done.scan is not None
        assert (done.scan.hits, done.scan.files > 2, done.scan.marks > 0) == (0, True, True)
        assert done.begun_at is not None
        assert again.resume_forgetting() == []
        assert not [one for one in again.doctor().findings if one.check == "forgotten"]
    with sqlite3.connect(home / "memos.db") as connection:
        (plan,) = connection.execute("SELECT plan FROM forgettings").fetchone()
    assert FLAT not in plan
