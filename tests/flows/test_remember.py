"""Messages in, operations out: durable, idempotent, in two stages, with secrets sealed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from memos import Memory, Message
from memos.errors import Conflict, InvalidInput, NotFound

MOVED = Message(id="m1", name="Ana", content="I moved to Lisbon in May.", timestamp="2024-05-20T10:00:00Z")  # type: ignore[arg-type]
TOKEN = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"


def test_a_text_a_dict_and_a_message_are_all_taken(memory: Memory) -> None:
    memory.add("I live in Porto.", user_id="a")
    memory.add({"role": "user", "content": "I live in Porto."}, user_id="b")
    memory.add([MOVED, {"content": "And I like it."}], user_id="c")
    assert memory.users() == ["a", "b", "c"]


def test_operations_carry_reason_and_evidence(memory: Memory) -> None:
    receipt = memory.add(MOVED, user_id="ana", run_id="s1")
    assert not receipt.pending
    statements = [entry for entry in receipt.operations if entry.kind == "semantic"]
    assert [entry.evidence for entry in statements] == [("m1",)] * len(statements)
    assert any("Lisbon" in entry.text for entry in statements)
    assert all(entry.reason for entry in receipt.operations)
    assert [entry.seq for entry in receipt.operations] == sorted({entry.seq for entry in receipt.operations})


def test_the_same_op_id_is_applied_once(memory: Memory) -> None:
    first = memory.add(MOVED, user_id="ana", op_id="one")
    again = memory.add(MOVED, user_id="ana", op_id="one")
    assert again.replayed
    assert again.operations == first.operations
    with pytest.raises(Conflict):
        memory.add("Something else.", user_id="ana", op_id="one")


def test_the_same_message_again_is_seen_once(memory: Memory) -> None:
    memory.add(MOVED, user_id="ana")
    again = memory.add(MOVED, user_id="ana")
    assert [entry.event for entry in again.operations] == ["NO_OP"]
    with pytest.raises(Conflict, match="m1"):
        memory.add(MOVED.model_copy(update={"content": "I moved to Rome."}), user_id="ana")


@pytest.mark.parametrize("nothing", ["", "ok", "👍", "   "])
def test_noise_is_a_no_op_with_its_reason(memory: Memory, nothing: str) -> None:
    receipt = memory.add(nothing, user_id="ana")
    assert {entry.event for entry in receipt.operations} == {"NO_OP"}
    assert all(entry.reason for entry in receipt.operations)


REFUSED: dict[str, object] = {
    "content is missing": {},
    "content must be text, not a number": {"content": 5},
    "content must be text, not null": {"content": None},
    "content is longer than 2,097,152 characters": {"content": "x" * 2_097_153},
    "content: character 0 is a lone surrogate": {"content": "\ud800"},
    "role is 'robot', and must be 'user', 'assistant', 'system' or 'tool'": {"content": "Hi.", "role": "robot"},
    "timestamp is no time": {"content": "Hi.", "timestamp": "yesterday"},
    "timestamp: a time needs an offset": {"content": "Hi.", "timestamp": "2024-05-01T10:00:00"},
    "contents is no field": {"content": "Hi.", "contents": "Hi."},
    "id holds a line break": {"content": "Hi.", "id": "a\nb"},
    "name is empty": {"content": "Hi.", "name": ""},
    "metadata must be an object, not a list": {"content": "Hi.", "metadata": []},
    "metadata.a must be plain data": {"content": "Hi.", "metadata": {"a": object()}},
    "message 2: content is missing": [{"content": "Hi."}, {"role": "user"}],
    "a message is a text, a Message or a dict of its fields, not a number": 5,
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_no_message_is_refused_in_plain_words(memory: Memory, words: str) -> None:
    given: Any = REFUSED[words]
    with pytest.raises(InvalidInput) as refused:
        memory.add(given, user_id="ana")
    assert str(refused.value).startswith(words)
    assert "pydantic" not in str(refused.value)
    assert memory.users() == []


@pytest.mark.parametrize("op_id", [5, "", "x" * 257, "a\nb", "\ud800"])
def test_an_op_id_that_is_no_name_is_refused_before_anything_is_stored(memory: Memory, op_id: Any) -> None:
    with pytest.raises(InvalidInput, match="op_id must be text"):
        memory.add("I moved to Rome.", user_id="ana", op_id=op_id)
    assert memory.users() == []


@pytest.mark.parametrize("user", [5, "", None])
def test_a_user_that_is_no_name_is_refused(memory: Memory, user: Any) -> None:
    with pytest.raises(InvalidInput, match=r"user_id (is empty|must be text)"):
        memory.add("I moved to Rome.", user_id=user)


@pytest.mark.parametrize("words", ["x" * 2_097_153, "\ud800", 5, " "])
def test_a_correction_that_is_no_text_is_refused_in_plain_words(memory: Memory, words: Any) -> None:
    held = next(one.cube_id for one in memory.add(MOVED, user_id="ana").operations if one.kind == "semantic")
    with pytest.raises(InvalidInput, match="correction"):
        memory.update(str(held), words, user_id="ana")


def test_an_id_that_is_no_text_is_refused(memory: Memory) -> None:
    memory.add(MOVED, user_id="ana")
    with pytest.raises(InvalidInput, match="not valid Unicode"):
        memory.get("\ud800", user_id="ana")


def test_an_empty_exchange_is_refused(memory: Memory) -> None:
    with pytest.raises(InvalidInput):
        memory.add([], user_id="ana")
    assert memory.users() == []


def test_what_is_pending_is_resumed(open_memory: Callable[..., Memory]) -> None:
    """A router that fails leaves the messages durable; a later one settles them."""
    memory = open_memory()
    parts = memory._parts
    broken = open_memory()
    object.__setattr__(broken._parts, "router", _no_router)
    receipt = broken.add(MOVED, user_id="ana", op_id="one")
    assert receipt.pending
    assert "no router today" in receipt.pending_reason
    assert [message.content for message in memory.messages(["m1"], user_id="ana")] == [MOVED.content]
    assert parts.spaces.open("default", "ana").exchanges.pending()[0].op_id == "one"
    resumed = memory.resume(user_id="ana")
    assert [receipt.pending for receipt in resumed] == [False]
    assert memory.add(MOVED, user_id="ana", op_id="one").replayed


def _no_router() -> object:
    raise RuntimeError("no router today")


class TestSecrets:
    """Nothing that is stored shows them."""

    def test_no_file_holds_one(self, memory: Memory, tmp_path: Path) -> None:
        memory.add(
            [
                Message(id="m1", content=f"My token is {TOKEN}, keep it.", metadata={"note": TOKEN}),
                Message(id="m2", name=f"Ana {TOKEN}", content="That was it."),
            ],
            user_id="ana",
        )
        memory.search("What is the token?", user_id="ana")
        memory.close()
        holding = [path.name for path in tmp_path.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()]
        assert holding == []

    def test_a_handle_reveals_it(self, memory: Memory) -> None:
        memory.add(Message(id="m1", content=f"My token is {TOKEN}, keep it."), user_id="ana")
        content = memory.messages(["m1"], user_id="ana")[0].content
        handle = content[content.index("vault://") :].split("]")[0]
        assert memory.reveal(handle, user_id="ana") == TOKEN
        memory.add("Hello there, how is life?", user_id="ben")
        with pytest.raises(NotFound):
            memory.reveal(handle, user_id="ben")

    def test_told_twice_it_is_sealed_once(self, memory: Memory) -> None:
        memory.add(f"My token is {TOKEN}.", user_id="ana")
        memory.add(f"Again, the token: {TOKEN}.", user_id="ana")
        assert len(memory.get_all(user_id="ana", kinds=["vault"])) == 1

    def test_a_retry_with_a_secret_is_recognised(self, memory: Memory) -> None:
        said = Message(id="m1", content=f"My token is {TOKEN}.")
        memory.add(said, user_id="ana", op_id="one")
        assert memory.add(said, user_id="ana", op_id="one").replayed


def test_users_are_apart(memory: Memory) -> None:
    memory.add(MOVED, user_id="ana")
    memory.add(MOVED.model_copy(update={"content": "I moved to Oslo."}), user_id="ben")
    [one] = [cube for cube in memory.get_all(user_id="ana", kinds=["semantic"]) if "Lisbon" in cube.text]
    for foreign in (one.id, "no such id"):
        with pytest.raises(NotFound) as refused:
            memory.get(foreign, user_id="ben")
        assert str(refused.value) == f"There is no memory {foreign!r} here."
    assert not any("Lisbon" in hit.cube.text for hit in memory.search("Lisbon", user_id="ben", limit=50).hits)


def test_an_unknown_user_is_told(memory: Memory) -> None:
    with pytest.raises(NotFound, match="'nobody'"):
        memory.search("Where?", user_id="nobody")


@pytest.mark.parametrize("gap", ["\x00 ", " \x00", "\x00"])
def test_what_is_said_around_a_nul_is_read_as_around_a_blank(memory: Memory, gap: str) -> None:
    said = f"My sister{gap}Eva lives{gap}in New{gap}York."
    memory.add(
        [Message(id="m1", name="Ana", content=said), Message(id="m2", name="Ana", content="I love tea.")], user_id="ana"
    )
    statements = {cube.text: cube for cube in memory.get_all(user_id="ana", kinds=["semantic"])}
    assert set(statements) == {"Ana's sister is Eva.", "Eva lives in New York.", "Ana likes tea."}
    assert not any("\x00" in cube.text for cube in memory.get_all(user_id="ana"))
    ((message, (span, *_)), *_) = memory.why(statements["Eva lives in New York."].id, user_id="ana").sources
    assert (message.content, message.content[span.start : span.end].rstrip(".")) == (said, said.rstrip("."))
    memory.update(statements["Ana likes tea."].id, "green\x00tea", user_id="ana")
    assert memory.get(statements["Ana likes tea."].id, user_id="ana").text == "Ana likes green tea."


def test_messages_are_kept_to_the_letter(memory: Memory, tmp_path: Path) -> None:
    strange = ["a\x00b", "\u202eevil", "x" * 1_000_000, " leading", "e\u0301\u0302" * 500]
    for number, content in enumerate(strange):
        memory.add(Message(id=f"m{number}", content=content), user_id="ana")
    kept = memory.messages([f"m{number}" for number in range(len(strange))], user_id="ana")
    assert [message.content for message in kept] == strange
    memory.close()
    with sqlite3.connect(tmp_path / "home" / "memos.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
