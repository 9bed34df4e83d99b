"""A question in, evidence out; and repairing what is believed. Through every vector index."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import anyio
import numpy as np
import pytest

from memos import AsyncMemory, Memory, Message, Receipt, State
from memos.errors import Conflict, InvalidInput, Refused
from memos.retrieval.analysis import READ


@pytest.fixture(params=["exact", "chroma", "none"])
def memory(request: pytest.FixtureRequest, open_memory: Callable[..., Memory]) -> Memory:
    how: dict[str, Any] = {"embedder": "none"} if request.param == "none" else {"vector_index": request.param}
    return open_memory(**how)


def tell(memory: Memory, *said: tuple[str, str, str], user: str = "ana", name: str = "Ana") -> None:
    for message_id, content, when in said:
        moment = datetime.fromisoformat(when).replace(tzinfo=UTC)
        memory.add(Message(id=message_id, name=name, content=content, timestamp=moment), user_id=user, run_id=when[:10])


def statement(memory: Memory, words: str, states: tuple[State, ...] = (State.ACTIVE,)) -> Any:
    [found] = [c for c in memory.get_all(user_id="ana", kinds=["semantic"], states=states) if words in c.text]
    return found


MOVES = (
    ("m1", "I live in Porto.", "2023-03-01T10:00"),
    ("m2", "The weather was dreadful on the boat trip yesterday.", "2023-04-01T10:00"),
    ("m3", "I moved to Lisbon last week, the boxes are everywhere.", "2024-05-20T10:00"),
    ("m4", "Work is busy and the cat is asleep on the printer.", "2024-06-20T10:00"),
)


class TestAChange:
    """The world changed: the current value first, the old one shown as superseded, nothing destroyed."""

    def test_current_first(self, memory: Memory) -> None:
        tell(memory, *MOVES)
        texts = [hit.cube.text for hit in memory.search("Where does Ana live?", user_id="ana").hits]
        first = next(text for text in texts if "Lisbon" in text or "Porto" in text)
        assert "Lisbon" in first

    def test_the_old_one_is_superseded_and_dated(self, memory: Memory) -> None:
        tell(memory, *MOVES)
        old = statement(memory, "Porto", (State.SUPERSEDED,))
        assert old.valid_to is not None
        assert statement(memory, "Lisbon").state is State.ACTIVE

    def test_as_of_and_valid_at(self, memory: Memory, clock: Any) -> None:
        tell(memory, *MOVES[:2])
        before = clock.now()
        tell(memory, *MOVES[2:])
        then = memory.search("Where does Ana live?", user_id="ana", as_of=before, kinds=["semantic"])
        assert "Porto" in then.hits[0].cube.text
        assert then.hits[0].cube.state is State.ACTIVE
        world = memory.search(
            "Where does Ana live?", user_id="ana", valid_at=datetime(2023, 6, 1, tzinfo=UTC), kinds=["semantic"]
        )
        assert "Porto" in world.hits[0].cube.text

    def test_undo_brings_the_old_one_back(self, memory: Memory) -> None:
        tell(memory, *MOVES[:2])
        receipt = memory.add(
            Message(id="m9", name="Ana", content="I moved to Lisbon.", timestamp=datetime(2024, 5, 20, tzinfo=UTC)),
            user_id="ana",
        )
        memory.undo(receipt.op_id, user_id="ana")
        assert statement(memory, "Porto").valid_to is None
        texts = [hit.cube.text for hit in memory.search("Where does Ana live?", user_id="ana", kinds=["semantic"]).hits]
        assert not any("Lisbon" in text for text in texts)
        with pytest.raises(Conflict):
            memory.undo(receipt.op_id, user_id="ana")


def test_a_reader_sees_its_own_writes(memory: Memory) -> None:
    for number in range(5):
        tell(memory, (f"m{number}", f"The code word number {number} is zebra{number}.", f"2024-01-0{number + 1}T10:00"))
        found = memory.search(f"zebra{number}", user_id="ana")
        assert found.hits[0].evidence[0] == f"m{number}"


def test_hits_cite_and_the_context_keeps_its_budget(memory: Memory) -> None:
    tell(memory, *MOVES)
    found = memory.search("Where does Ana live?", user_id="ana", token_budget=40)
    assert found.tokens <= 40
    assert all(hit.evidence for hit in found.hits)
    wide = memory.search("Where does Ana live?", user_id="ana", explain=True)
    assert "[1]" in wide.context
    assert wide.hits[0].channels
    assert wide.hits[0].features


def test_ask_answers_in_words_that_were_said(memory: Memory) -> None:
    tell(memory, *MOVES)
    answer = memory.ask("Where does Ana live?", user_id="ana")
    assert "Lisbon" in answer.text
    assert not answer.abstained
    for citation in answer.citations:
        [message] = memory.messages([citation.message_id], user_id="ana")
        assert citation.quote in message.content


def test_ask_abstains(memory: Memory) -> None:
    tell(memory, *MOVES)
    answer = memory.ask("Xylophone quantum marmalade?", user_id="ana")
    assert answer.abstained
    assert answer.citations == ()


def test_feedback_counts_what_was_shown_only(memory: Memory) -> None:
    tell(memory, *MOVES)
    found = memory.search("Where does Ana live?", user_id="ana")
    cube = found.hits[0].cube
    memory.feedback(found.id, cited=[cube.id], user_id="ana")
    assert memory.get(cube.id, user_id="ana").cites == 1
    with pytest.raises(InvalidInput):
        memory.feedback(found.id, cited=["never shown"], user_id="ana")


class TestRepair:
    def test_correct_is_a_new_version_with_its_own_evidence(self, memory: Memory) -> None:
        tell(memory, *MOVES[:2])
        cube = statement(memory, "Porto")
        memory.update(cube.id, "Braga", user_id="ana")
        mended = memory.get(cube.id, user_id="ana")
        assert (mended.version, "Braga" in mended.text, "Porto" in mended.text) == (2, True, False)
        why = memory.why(cube.id, user_id="ana")
        assert [message.content for message, _ in why.sources] == ["Braga", "I live in Porto."]
        assert len(memory.history(cube.id, user_id="ana")) == 2
        assert memory.search("Braga", user_id="ana").hits[0].cube.id == cube.id

    def test_an_utterance_is_evidence(self, memory: Memory) -> None:
        tell(memory, *MOVES[:1])
        [said] = memory.get_all(user_id="ana", filters={"granularity": "utterance"})
        with pytest.raises(Refused, match="evidence"):
            memory.update(said.id, "I live in Oslo.", user_id="ana")

    def test_delete_leaves_a_tombstone_that_undo_brings_back(self, memory: Memory) -> None:
        tell(memory, *MOVES[:2])
        cube = statement(memory, "Porto")
        memory.delete(cube.id, user_id="ana")
        assert memory.get(cube.id, user_id="ana").state is State.DELETED
        assert cube.id not in {hit.cube.id for hit in memory.search("Porto", user_id="ana").hits}
        memory.delete(cube.id, user_id="ana")
        op_id = memory.history(cube.id, user_id="ana")[-1].op_id
        memory.undo(op_id, user_id="ana")
        assert cube.id in {hit.cube.id for hit in memory.search("Porto", user_id="ana").hits}

    def test_delete_all(self, memory: Memory) -> None:
        tell(memory, *MOVES)
        assert memory.delete_all(user_id="ana") > 4
        assert memory.get_all(user_id="ana") == []
        assert memory.search("Where does Ana live?", user_id="ana").hits == ()
        assert memory.delete_all(user_id="ana") == 0


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_an_empty_question_is_refused(memory: Memory, question: str) -> None:
    tell(memory, *MOVES[:1])
    with pytest.raises(InvalidInput):
        memory.search(question, user_id="ana")


@pytest.mark.parametrize(
    "question", ['" OR * NEAR( )', "text:* -a", "the of and", "🙂", "你好吗", "a" * 60_000, "\x00"]
)
def test_a_strange_question_gets_an_answer(memory: Memory, question: str) -> None:
    tell(memory, *MOVES)
    assert memory.search(question, user_id="ana").query == question[:READ]


@pytest.mark.parametrize("question", ["(", "?!", '"', "-"])
def test_a_question_without_a_word_finds_nothing(memory: Memory, question: str) -> None:
    tell(memory, *MOVES)
    assert memory.search(question, user_id="ana").hits == ()


def test_filters_narrow(memory: Memory) -> None:
    tell(memory, *MOVES)
    found = memory.search("Where does Ana live?", user_id="ana", filters={"run_id": "2023-03-01"}, limit=50)
    assert found.hits
    assert {hit.cube.scope.run for hit in found.hits} == {"2023-03-01"}
    with pytest.raises(InvalidInput):
        memory.search("Where?", user_id="ana", filters={"x') OR '1'='1": "y"})


@pytest.mark.anyio
async def test_the_async_face_is_the_same(open_memory: Callable[..., Memory]) -> None:
    memory = AsyncMemory(open_memory())
    await memory.add("I live in Porto.", user_id="ana")
    found = await memory.search("Where do I live?", user_id="ana")
    assert "Porto" in found.hits[0].cube.text
    await memory.close()


@pytest.mark.anyio
async def test_what_is_added_at_once_is_all_settled(open_memory: Callable[..., Memory]) -> None:
    names = ("Rex", "Miso", "Luna", "Kiki", "Zed", "Uma", "Tom", "Ivy")
    async with AsyncMemory(open_memory()) as memory:
        receipts: dict[int, Receipt] = {}

        async def add(place: int) -> None:
            receipts[place] = await memory.add(f"I have a cat called {names[place]}.", user_id="ana")

        async with anyio.create_task_group() as tasks:
            for place in range(len(names)):
                tasks.start_soon(add, place)
        assert not any(receipt.pending for receipt in receipts.values())
        believed = await memory.get_all(user_id="ana", kinds=["semantic"])
        assert all(any(name in cube.text for cube in believed) for name in names)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class TestThePersona:
    """A leaf follows what its statement says, also when that is mended by hand."""

    def leaves(self, memory: Memory) -> list[str]:
        return [cube.text for cube in memory.get_all(user_id="ana", kinds=["core"])]

    def test_it_follows_a_correction(self, memory: Memory) -> None:
        tell(memory, *MOVES[:1])
        assert self.leaves(memory) == ["city: Porto"]
        memory.update(statement(memory, "Porto").id, "Faro", user_id="ana")
        assert self.leaves(memory) == ["city: Faro"]
        answer = memory.ask("Where does Ana live?", user_id="ana")
        assert "Faro" in answer.text
        assert [citation.quote for citation in answer.citations] == ["Faro"]

    def test_it_follows_a_deletion_and_its_undoing(self, memory: Memory) -> None:
        tell(memory, *MOVES[:1])
        cube = statement(memory, "Porto")
        memory.delete(cube.id, user_id="ana")
        assert self.leaves(memory) == []
        memory.undo(memory.history(cube.id, user_id="ana")[-1].op_id, user_id="ana")
        assert self.leaves(memory) == ["city: Porto"]


def test_a_correction_may_be_a_sentence_of_ones_own(open_memory: Callable[..., Memory]) -> None:
    memory = open_memory()
    memory.add("I live in Rome.", user_id="ana")
    [home] = memory.get_all(user_id="ana", kinds=["semantic"])
    with pytest.raises(InvalidInput, match="can't be told"):
        memory.update(home.id, "I'm a butcher, you know", user_id="ana")
    memory.update(home.id, "I actually live in Genoa now", user_id="ana")
    assert memory.get(home.id, user_id="ana").text == "Ana lives in Genoa."


def test_who_asks_of_himself_is_told_of_himself(open_memory: Callable[..., Memory]) -> None:
    memory = open_memory()
    memory.add("I live in Porto. My sister Karin lives in Malmö.", user_id="ana")
    assert "Malmö" not in memory.ask("Where do I live?", user_id="ana").text
    assert "Porto" in memory.ask("Where do I live?", user_id="ana").text
    assert "Malmö" in memory.ask("Where does Karin live?", user_id="ana").text


def test_a_profile_keeps_within_its_budget(memory: Memory) -> None:
    memory.add("I live in Porto. I am allergic to peanuts. I work at Acme.", user_id="ana")
    page = memory.profile(user_id="ana")
    assert all(value in page for value in ("city: Porto", "allergies: peanuts", "employer: Acme"))
    short = memory.profile(user_id="ana", token_budget=25)
    assert len(short) < len(page)
    assert "left out for want of room" in short


def test_what_is_like_nothing_that_was_said_is_not_made_certain_by_a_statement(
    open_memory: Callable[..., Memory],
) -> None:
    memory = open_memory(embedder="hash")
    tell(
        memory,
        ("m1", "My sister Ana paints boats.", "2024-01-01T10:00"),
        ("m2", "I bought a kayak.", "2024-01-01T11:00"),
    )
    found = memory.search("vessel", user_id="ana", explain=True)
    assert all(value <= 1 for hit in found.hits for value in hit.features.values())
    assert all(hit.score < 0.1 for hit in found.hits)


@pytest.mark.parametrize("wrong", [True, "5", 0, -1, 5.5, None])
def test_a_number_that_is_none_is_refused_by_its_name(open_memory: Callable[..., Memory], wrong: Any) -> None:
    memory = open_memory(embedder="none")
    for refused, field in (
        (lambda: memory.search("Where?", user_id="ana", limit=wrong), "limit"),
        (lambda: memory.search("Where?", user_id="ana", token_budget=wrong), "token_budget"),
        (lambda: memory.ask("Where?", user_id="ana", limit=wrong), "limit"),
        (lambda: memory.graph(user_id="ana", limit=wrong), "limit"),
        (lambda: memory.profile(user_id="ana", token_budget=wrong), "token_budget"),
    ):
        with pytest.raises(InvalidInput, match=rf"^{field} must be (?:a whole number|at least 1)"):
            refused()


def test_numbers_of_numpy_count(open_memory: Callable[..., Memory]) -> None:
    memory = open_memory(embedder="none")
    memory.add("I live in Porto. I work at Acme.", user_id="ana")
    assert len(memory.search("Where?", user_id="ana", limit=np.int64(1)).hits) <= 1  # type: ignore[arg-type]
    assert len(memory.get_all(user_id="ana", limit=np.int64(1))) == 1  # type: ignore[arg-type]
