from __future__ import annotations

import numpy as np
import pytest

from memos.errors import Conflict, InvalidInput, NotFound
from memos.schemas.message import Message, Trust
from memos.schemas.scope import Scope
from memos.store.db import Database
from memos.store.messages import AROUND, TOOLS_WITHIN, Settling
from memos.store.space import Space, Spaces
from tests.store.making import ANA, START, Stopped, add, cube, lives_in, receive, secret, update


def test_what_is_open_in_a_message_is_filled_in(space: Space) -> None:
    message = Message(content="I moved to Porto.", role="tool", source="calendar", metadata={"b": [1, None], "a": "x"})
    exchange = space.messages.receive("op", Scope(user="ana", agent="a1", run="s1"), [message], [], "hash")
    (stored,) = space.messages.get(exchange.message_ids)
    assert stored.id == "id-000001"
    assert (stored.timestamp, stored.trust, stored.position, stored.op_id) == (START, Trust.TOOL, 0, "op")
    assert (stored.run, stored.agent, stored.source, stored.metadata) == ("s1", "a1", "calendar", message.metadata)
    assert (exchange.stage, exchange.settled, exchange.received_at, exchange.scope.agent) == (
        "stored",
        False,
        START,
        "a1",
    )


@pytest.mark.parametrize(
    "content",
    [
        "",
        "a\x00b",
        "\u202eright to left\u202c \u200f",
        "e\u0301 \U0001f9d1\u200d\U0001f680",
        "x" * 1_000_000,
        "\r\n \t'\";--",
    ],
    ids=["empty", "nul", "bidi", "combining", "one long word", "quotes"],
)
def test_content_is_kept_exactly(space: Space, content: str) -> None:
    receive(space, content)
    (stored,) = space.messages.get(["m1"])
    assert stored.content == content


def test_positions_count_up_within_a_space(space: Space, database: Database) -> None:
    receive(space, "one", "two", op_id="a")
    receive(space, "three", op_id="b", first=3)
    receive(Spaces(database).open("default", "ben"), "elsewhere", op_id="c")
    assert [message.position for message in space.messages.get(["m1", "m2", "m3"])] == [0, 1, 2]
    assert space.messages.count() == 3


def test_reading(space: Space) -> None:
    receive(space, "one", "two", op_id="a")
    receive(space, "aside", op_id="b", first=3, run="s2")
    receive(space, "four", "five", op_id="c", first=4)
    receive(space, "no run", op_id="d", first=6, run=None)
    assert [message.content for message in space.messages.session("s1")] == ["one", "two", "four", "five"]
    assert [message.content for message in space.messages.session(None)] == ["no run"]
    assert [message.content for message in space.messages.before(4, "s1", 2)] == ["two", "four"]
    assert [message.content for message in space.messages.at([4, 2])] == ["aside", "five"]
    assert [message.id for message in space.messages.get(["m5", "nobody", "m1"])] == ["m5", "m1"]
    assert [message.id for message in space.messages.of_op("c")] == ["m4", "m5"]


def test_the_same_request_again_is_the_same_exchange(space: Space, clock: Stopped) -> None:
    first = space.messages.receive("op", ANA, [Message(content="hello")], [], "hash")
    clock.move(hours=1)
    assert space.messages.receive("op", ANA, [Message(content="hello")], [], "hash") == first
    assert space.messages.count() == 1


def test_an_op_id_names_one_request(space: Space) -> None:
    receive(space, "hello", op_id="op")
    with pytest.raises(Conflict, match="another request"):
        space.messages.receive("op", ANA, [Message(content="other")], [], "other hash")
    space.journal.commit("by hand", [add(cube("c1", secret()))])
    with pytest.raises(Conflict, match="another operation"):
        space.messages.receive("by hand", ANA, [Message(content="other")], [], "other hash")
    assert space.messages.count() == 1


def test_a_message_that_is_stored_is_not_stored_again(space: Space) -> None:
    receive(space, "hello", op_id="a")
    again = [
        Message(id="m1", name="Ana", content="hello"),
        Message(id="m2", content="new"),
        Message(id="m2", content="new"),
    ]
    exchange = space.messages.receive("b", ANA, again, [], "b")
    assert exchange.message_ids == ("m1", "m2")
    assert [message.op_id for message in space.messages.get(["m1", "m2"])] == ["a", "b"]


@pytest.mark.parametrize("change", [{"content": "else"}, {"role": "assistant"}, {"name": "Ben"}])
def test_an_id_with_other_words_is_refused_whole(space: Space, change: dict[str, str]) -> None:
    receive(space, "hello", op_id="a")
    other = Message(**{"id": "m1", "name": "Ana", "content": "hello", **change})
    with pytest.raises(Conflict, match="'m1'"):
        space.messages.receive("b", ANA, [Message(id="m9", content="first"), other], [], "b")
    with pytest.raises(Conflict, match="'m9'"):
        space.messages.receive(
            "b", ANA, [Message(id="m9", content="first"), Message(id="m9", content="second")], [], "b"
        )
    assert space.messages.count() == 1
    assert space.exchanges.get("b") is None


def test_sealed_cubes_come_with_their_messages(space: Space) -> None:
    sealed = [add(cube("v1", secret("password of the router")))]
    space.messages.receive("op", ANA, [Message(id="m1", content="it is vault://h1")], sealed, "hash")
    assert [entry.cube_id for entry in space.journal.of_op("op")] == ["v1"]
    with pytest.raises(InvalidInput, match="m2"):
        space.messages.receive("op2", ANA, [Message(id="m3", content="x")], [add(cube("v2", secret(), ["m2"]))], "hash")
    assert space.messages.get(["m3"]) == []


def test_an_exchange_may_be_settled_as_it_comes_in_or_not_at_all(space: Space) -> None:
    unit = np.ones((1, 4), dtype=np.float32) / 2
    home = cube("c1", lives_in("Lisbon"), ["m1"])
    settling = Settling([add(home)], {"c1": unit}, "model/1")
    exchange = space.messages.receive("op", ANA, [Message(id="m1", content="Lisbon")], [], "op", settling)
    assert exchange == space.exchanges.get("op")
    assert exchange.settled
    assert [entry.cube_id for entry in space.journal.of_op("op")] == ["c1"]
    assert np.array_equal(space.embeddings.of(["c1"])["c1"], unit)
    late = Settling([update(home), update(home)], {}, None)
    with pytest.raises(Conflict):
        space.messages.receive("late", ANA, [Message(id="m2", content="Porto")], [], "late", late)
    assert space.messages.get(["m2"]) == []
    assert space.exchanges.get("late") is None


def test_nothing_to_store_is_refused(space: Space) -> None:
    with pytest.raises(InvalidInput):
        space.messages.receive("op", ANA, [], [], "hash")
    with pytest.raises(InvalidInput):
        space.messages.receive("op", Scope(user="ben"), [Message(content="hello")], [], "hash")


def test_an_exchange_is_pending_until_it_is_settled(space: Space, clock: Stopped) -> None:
    receive(space, "one", op_id="a")
    receive(space, "two", op_id="b", first=2)
    space.exchanges.failed("a", "the model is away")
    space.exchanges.failed("a", "the model is still away")
    pending = space.exchanges.pending()
    assert [(one.op_id, one.attempts, one.error) for one in pending] == [
        ("a", 2, "the model is still away"),
        ("b", 0, ""),
    ]
    clock.move(minutes=1)
    space.journal.commit("a", [], settles=True, route={"core": "says I"}, failures={"core": "boom"})
    settled = space.exchanges.get("a")
    assert settled is not None
    assert settled.settled
    assert (settled.settled_at, settled.error) == (clock.now(), "")
    assert (settled.route, settled.failures) == ({"core": "says I"}, {"core": "boom"})
    assert [one.op_id for one in space.exchanges.pending()] == ["b"]


def test_an_exchange_that_only_repeats_stores_nothing_new(space: Space) -> None:
    receive(space, "hello", op_id="a")
    assert receive(space, "hello", op_id="b") == ["m1"]
    assert (space.messages.count(), space.messages.of_op("b")) == (1, [])
    with pytest.raises(NotFound):
        space.exchanges.failed("nobody", "why")


def test_a_foreign_exchange_looks_missing(space: Space, database: Database) -> None:
    ben = Spaces(database).open("default", "ben")
    receive(ben, "hello", op_id="op")
    assert space.exchanges.get("op") is None
    assert space.messages.get(["m1"]) == []
    receive(space, "my own m1 and op", op_id="op")


def test_around_the_results_of_tools(space: Space) -> None:
    before, after = AROUND
    said = [Message(id=f"m{place}", role="user", content=str(place)) for place in range(60)]
    said[30] = Message(id="m30", role="tool", name="find", content="found")
    said[50] = Message(id="m50", role="tool", name="find", content="found")
    space.messages.receive("op", ANA, said, [], "hash")
    newest = [message.position for message in space.messages.around_tools(1)]
    assert newest == list(range(50 - before, 50 + after + 1))
    both = [message.position for message in space.messages.around_tools(2)]
    assert both == [*range(30 - before, 30 + after + 1), *newest]


@pytest.mark.parametrize(("behind", "found"), [(TOOLS_WITHIN - 1, True), (TOOLS_WITHIN, False)])
def test_results_of_long_ago_are_left_alone(space: Space, behind: int, found: bool) -> None:
    said = [Message(id="m0", role="tool", name="find", content="found")]
    said += [Message(id=f"m{place}", role="user", content="x") for place in range(1, behind + 1)]
    space.messages.receive("op", ANA, said, [], "hash")
    assert bool(space.messages.around_tools(5)) is found


def test_without_tools_there_is_nothing_around_them(space: Space) -> None:
    receive(space, "one", "two")
    assert space.messages.around_tools(5) == []
