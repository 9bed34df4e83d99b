"""Messages as models emit them: calls of tools become metadata, parts become one text; anything else unknown is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from memos.errors import InvalidInput
from memos.inputs import messages_of

CALLS = [{"id": "c1", "type": "function", "function": {"name": "run_tests", "arguments": '{"suite": "all"}'}}]


def one(given: Mapping[str, Any], metadata: object = None) -> tuple[str, Mapping[str, Any]]:
    [message] = messages_of(given, metadata)
    return message.content, message.metadata


def test_calls_of_tools_are_kept_as_metadata() -> None:
    given = {"role": "assistant", "content": None, "tool_calls": CALLS, "refusal": None, "audio": None}
    assert one(given, {"channel": "web"}) == ("", {"tool_calls": CALLS, "channel": "web"})
    assert one({"role": "tool", "content": "ok", "tool_call_id": "c1"}) == ("ok", {"tool_call_id": "c1"})
    assert given["tool_calls"] is CALLS


def test_what_the_metadata_says_already_stays() -> None:
    given = {"role": "tool", "content": "ok", "tool_call_id": "c1", "metadata": {"tool_call_id": "c2"}}
    assert one(given) == ("ok", {"tool_call_id": "c2"})


def test_parts_become_one_text_and_what_is_none_is_named() -> None:
    parts = [{"type": "text", "text": "Look:"}, {"type": "image_url", "image_url": {"url": "https://x.org/a.png"}}]
    assert one({"content": parts}) == ("Look:\n\n[image]", {})
    used = [{"type": "text", "text": "calling"}, {"type": "tool_use", "id": "c1", "name": "run", "input": {"a": 1}}]
    calls = [{"id": "c1", "name": "run", "args": {"a": 1}}]
    assert one({"role": "assistant", "content": used}) == ("calling", {"tool_calls": calls})


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"role": "user", "content": None}, "content must be text, not null"),
        ({"content": [1]}, "content must be text, not a list"),
        ({"content": [{"text": "no type"}]}, "content must be text, not a list"),
        ({"content": [{"type": "text", "text": 1}]}, "content must be text, not a list"),
        ({"content": "x", "audio": {"id": "a"}}, "audio is no field that is known here"),
        ({"content": "x", "mood": "good"}, "mood is no field that is known here"),
        ({"content": "x", "metadata": 1, "tool_call_id": "c"}, "metadata must be"),
    ],
)
def test_what_is_not_known_is_refused(given: Mapping[str, Any], reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        messages_of(given, None)
