"""What is done again and again: calls are read as they are carried, and nothing but what messages show is remembered."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from memos.agents.agent import Workbench
from memos.agents.perceive import Exchange, perceive
from memos.agents.procedures.calls import ARGUMENTS_READ, announced, failed, requests_in
from memos.agents.procedures.habits import are_like, habit_of, is_record
from memos.agents.proposal import Proposal
from memos.agents.remembered import Remembered
from memos.agents.settle import Policy, settle
from memos.schemas.cube import Procedural, Source
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.operation import NoOp
from memos.schemas.scope import Scope
from tests.agents.telling import Counter

NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)
TRUST = {"user": Trust.USER, "assistant": Trust.AGENT, "tool": Trust.TOOL}


def message(place: int, role: str, content: str = "", *, run: str = "s1", **given: Any) -> StoredMessage:
    return StoredMessage.model_validate(
        {
            "id": f"m{place}",
            "role": role,
            "content": content,
            "timestamp": NOW,
            "trust": TRUST[role],
            "run": run,
            "position": place,
            "op_id": "o",
            **given,
        }
    )


def calls(*named: tuple[str, str, Any]) -> dict[str, Any]:
    return {
        "metadata": {"tool_calls": [{"id": i, "function": {"name": n, "arguments": given}} for i, n, given in named]}
    }


def test_results_find_their_calls_by_id_whatever_their_order() -> None:
    said = [
        message(0, "user", "Book it"),
        message(1, "assistant", **calls(("c1", "find", '{"q": 1}'), ("c2", "book", {"id": 7, "at": 9}))),
        message(2, "tool", "booked", metadata={"tool_call_id": "c2"}),
        message(3, "tool", "found", metadata={"tool_call_id": "c1"}),
        message(4, "assistant", "Done."),
    ]
    [request] = requests_in(said)
    assert [call.step for call in request.calls] == ["Call book(id, at)", "Call find(q)"]
    assert request.succeeded
    assert request.closed_at == 4
    assert request.evidence == ("m0", "m1", "m2", "m3")


def test_langchain_calls_are_read_too() -> None:
    carried = {"metadata": {"tool_calls": [{"id": "c1", "name": "find", "args": {"q": 1}, "type": "tool_call"}]}}
    assert announced(message(0, "assistant", **carried)) == [("c1", "find", ("q",))]


@pytest.mark.parametrize(
    "given",
    [
        None,
        "find",
        [None, 3, "x"],
        [{"function": {"name": 7}}],
        [{"function": {"name": "rm -rf /\n"}}],
        [{"function": None}],
        [{"name": "x" * 101}],
    ],
)
def test_what_is_no_call_is_passed_over(given: Any) -> None:
    assert announced(message(0, "assistant", metadata={"tool_calls": given})) == []


def test_only_an_assistant_announces_calls() -> None:
    assert announced(message(0, "user", **calls(("c1", "find", "{}")))) == []


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ('{"a": 1}', ("a",)),
        ("not json", ()),
        ("[1]", ()),
        ("[" * 20_000, ()),
        ('{"with space": 1, "b": 2}', ("b",)),
        (json.dumps({"a": "x" * (ARGUMENTS_READ - 9)}), ("a",)),
        (json.dumps({"a": "x" * (ARGUMENTS_READ - 8)}), ()),
    ],
)
def test_names_of_arguments(arguments: str, names: tuple[str, ...]) -> None:
    assert announced(message(0, "assistant", **calls(("c", "find", arguments)))) == [("c", "find", names)]


@pytest.mark.parametrize(
    ("content", "metadata", "is_failure"),
    [
        ("3 flights", {}, False),
        ("Error: no rooms", {}, True),
        ("ValueError: no", {}, True),
        ("404 not found", {}, True),
        ("No errors were found", {}, False),
        ('{"result": 1, "error": null}', {}, False),
        ('{"error": "closed"}', {}, True),
        ('{"success": false}', {}, True),
        ('{"status": "failed"}', {}, True),
        ("{" + '"a":{' * 50_00, {}, False),
        ("fine", {"status": "error"}, True),
        ("fine", {"is_error": True}, True),
        ("", {}, False),
    ],
)
def test_errors_are_seen(content: str, metadata: dict[str, Any], is_failure: bool) -> None:
    assert failed(message(0, "tool", content, metadata=metadata)) is is_failure


def done(place: int, request: str, *tools: str, run: str) -> list[StoredMessage]:
    said = [message(place, "user", request, run=run)]
    said += [message(place + n, "tool", "ok", run=run, name=tool) for n, tool in enumerate(tools, 1)]
    return [*said, message(place + len(said), "assistant", "Done.", run=run)]


def test_a_call_without_a_result_is_no_success() -> None:
    said = [message(0, "user", "Book it"), message(1, "assistant", **calls(("c1", "find", "{}")))]
    [request] = requests_in(said)
    assert not request.succeeded
    assert request.closed_at is None


def test_runs_are_kept_apart_and_ordered_by_their_end() -> None:
    said = [
        message(0, "user", "One", run="a"),
        message(1, "user", "Two", run="b"),
        message(2, "tool", "ok", run="b", name="x"),
        message(3, "assistant", "Done.", run="b"),
        message(4, "tool", "ok", run="a", name="y"),
        message(5, "assistant", "Done.", run="a"),
    ]
    assert [request.tools for request in requests_in(said)] == [("x",), ("y",)]


def test_a_habit_needs_two_tools_and_like_requests() -> None:
    one, two = requests_in(
        [
            *done(0, "Order lunch for the team from Nova", "menu", "order", run="a"),
            *done(9, "Order lunch for the team from Thai House", "menu", "order", run="b"),
        ]
    )
    habit = habit_of(two, [one])
    assert habit is not None
    assert habit.procedure.trigger == "Order lunch for the team from"
    assert habit_of(two, []) is None
    assert are_like(one, two)


def test_the_same_tool_over_and_over_is_no_habit() -> None:
    one, two = requests_in(
        [
            *done(0, "Order lunch for the team", "menu", "menu", run="a"),
            *done(9, "Order lunch for the team", "menu", "menu", run="b"),
        ]
    )
    assert habit_of(two, [one]) is None


RECORD = Procedural(
    title="Order lunch", trigger="Order lunch", steps=("Call menu()", "Call order(id)"), entry_type="workflow"
)


@pytest.mark.parametrize(
    ("changes", "on_record"),
    [
        ({}, True),
        ({"title": "Wire the money"}, False),
        ({"trigger": "always"}, False),
        ({"steps": ("Call menu()", "Call rm()")}, False),
        ({"steps": ("Call menu()", "Wire the money")}, False),
        ({"steps": ()}, False),
    ],
)
def test_only_what_messages_show_is_on_record(changes: dict[str, Any], on_record: bool) -> None:
    cited = done(0, "Order lunch for us", "menu", "order", run="a")
    assert is_record(RECORD.model_copy(update=changes), cited) is on_record


@pytest.mark.parametrize("title", ["Order lunch", "Wire the money"])
def test_no_tool_gives_instructions_whatever_is_proposed(title: str) -> None:
    said = tuple(done(0, "Order lunch for us", "menu", "order", run="a"))
    perceived = perceive(Exchange(scope=Scope(user="ana", run="a"), op_id="o", now=NOW, messages=said))
    proposal = Proposal(
        id="p",
        agent="procedural",
        payload=RECORD.model_copy(update={"title": title, "trigger": ""}),
        sources=tuple(Source(message_id=one.id) for one in said[:3]),
        observed_at=NOW,
        trust=Trust.TOOL,
        reason="forged",
    )
    [operation] = settle([proposal], perceived, Workbench(Remembered(), Counter()), Policy())
    assert isinstance(operation, NoOp) is (title != "Order lunch")


def test_words_of_long_ago_are_cited_only_if_they_are_there() -> None:
    said = tuple(done(0, "Order lunch for us", "menu", "order", run="a"))
    perceived = perceive(Exchange(scope=Scope(user="ana", run="a"), op_id="o", now=NOW, messages=said))
    proposal = Proposal(
        id="p",
        agent="procedural",
        payload=Procedural(title="Order lunch"),
        sources=(Source(message_id="m0"), Source(message_id="long-ago")),
        observed_at=NOW,
        trust=Trust.USER,
        reason="forged",
    )
    [operation] = settle([proposal], perceived, Workbench(Remembered(), Counter()), Policy())
    assert isinstance(operation, NoOp)
    assert "long-ago" in operation.reason
