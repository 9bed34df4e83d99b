"""Calls of tools, read from messages, and the requests they were made for.

How calls are carried (content is never parsed for them):

- an assistant's message with `metadata["tool_calls"]`, a list as OpenAI has it (`{"id", "function": {"name", "arguments"}}`,
  arguments an object or JSON text) or as LangChain has it (`{"id", "name", "args"}`);
- a message of role "tool" with the result: `name` (or `metadata["name"]`) says of which tool, `metadata["tool_call_id"]` of which
  call; `metadata["status"] == "error"` or `metadata["is_error"]` that it failed. A result without a call counts as a call
  without arguments (`metadata["args"]`, if it is there).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from memos.schemas.message import StoredMessage

ARGUMENTS_READ = 64 * 1024
"""Characters of a call's arguments that are read; the names of longer ones are not known."""

MOST_ARGUMENTS = 12

_ERROR = re.compile(
    r"^\W{0,4}(?:\w+(?:error|exception)\b|error\b|exception\b|traceback\b|failed\b|failure\b|fatal\b|unauthori[sz]ed\b"
    r"|permission denied|not found\b|timed? ?out\b|could not\b|cannot\b|unable to\b|http (?:4|5)\d\d|(?:4|5)\d\d\b)",
    re.IGNORECASE,
)
_NAME = re.compile(r"^[A-Za-z_][\w.:/-]{0,99}$")
_FAILED = ("error", "failed", "failure")


class Call(NamedTuple):
    """A tool that was called: the names of what it was given, whether that worked, and the messages that show it."""

    tool: str
    arguments: tuple[str, ...]
    done: bool
    result: str

    @property
    def step(self) -> str:
        """The call as a step."""
        return f"Call {self.tool}({', '.join(self.arguments)})"


class Request(NamedTuple):
    """What a user asked for, and the calls it led to, in order.

    `message` is the user's: a job that runs by itself has none. `closed_at` is the position of the message that shows that there
    will be no more calls (the answer, or the user's next words). `evidence`: the messages that show all this.
    """

    message: StoredMessage | None
    calls: tuple[Call, ...]
    closed_at: int | None
    evidence: tuple[str, ...]

    @property
    def tools(self) -> tuple[str, ...]:
        """The names of the tools, in order."""
        return tuple(call.tool for call in self.calls)

    @property
    def succeeded(self) -> bool:
        """Whether every call gave a result, and none an error."""
        return bool(self.calls) and all(call.done for call in self.calls)


def requests_in(messages: Iterable[StoredMessage]) -> list[Request]:
    """The requests of these messages that led to calls, in the order in which they ended; runs are kept apart."""
    runs: dict[str | None, list[StoredMessage]] = {}
    for message in sorted(messages, key=lambda one: one.position):
        runs.setdefault(message.run, []).append(message)
    found = [request for said in runs.values() for request in _requests(said)]
    return sorted(found, key=lambda request: math.inf if request.closed_at is None else request.closed_at)


def _requests(said: Sequence[StoredMessage]) -> Iterator[Request]:
    stretch: list[StoredMessage] = []
    for message in said:
        if message.role == "user" and stretch:
            yield from _request(stretch, message)
            stretch = []
        stretch.append(message)
    yield from _request(stretch, None)


def _request(stretch: Sequence[StoredMessage], following: StoredMessage | None) -> Iterator[Request]:
    calls = tuple(_calls(stretch))
    if not calls:
        return
    asked = stretch[0] if stretch[0].role == "user" else None
    shown = [place for place, message in enumerate(stretch) if message.role == "tool" or announced(message)]
    answers = [
        message for message in stretch[shown[-1] + 1 :] if message.role == "assistant" and message.content.strip()
    ]
    closing = answers[0] if answers else following
    evidence = [stretch[place].id for place in shown]
    yield Request(
        message=asked,
        calls=calls,
        closed_at=None if closing is None else closing.position,
        evidence=tuple([asked.id, *evidence] if asked else evidence),
    )


def announced(message: StoredMessage) -> list[tuple[str, str, tuple[str, ...]]]:
    """The calls that an assistant's message announces: id, tool, names of the arguments."""
    given = message.metadata.get("tool_calls") if message.role == "assistant" else None
    found = []
    for item in given if isinstance(given, list) else ():
        if isinstance(item, Mapping):
            function = item.get("function")
            inner: Mapping[str, Any] = function if isinstance(function, Mapping) else item
            name = inner.get("name")
            if isinstance(name, str) and _NAME.match(name):
                arguments = inner.get("arguments", inner.get("args"))
                found.append((str(item.get("id") or ""), name, _names(arguments)))
    return found


def _calls(stretch: Iterable[StoredMessage]) -> Iterator[Call]:
    """Every result with its call: by the call's id, else the first open one of that name, else the first open one."""
    waiting: list[tuple[str, str, tuple[str, ...]]] = []
    for message in stretch:
        waiting += announced(message)
        if message.role != "tool":
            continue
        call_id = str(message.metadata.get("tool_call_id") or "")
        named = message.name or message.metadata.get("name")
        tool = named if isinstance(named, str) and _NAME.match(named) else ""
        met = next((one for one in waiting if call_id and one[0] == call_id), None)
        met = met or next((one for one in waiting if one[1] == tool), None)
        met = met or (waiting[0] if waiting and not tool and not call_id else None)
        if met is not None:
            waiting.remove(met)
        elif not tool:
            continue
        else:
            met = (call_id, tool, _names(message.metadata.get("args", message.metadata.get("arguments"))))
        yield Call(met[1], met[2], not failed(message), message.id)
    for _, tool, arguments in waiting:
        yield Call(tool, arguments, done=False, result="")


def failed(message: StoredMessage) -> bool:
    """Whether a tool's message reports an error: by its metadata, by JSON that says so, or by how it begins."""
    if message.metadata.get("is_error") is True or str(message.metadata.get("status", "")).casefold() in _FAILED:
        return True
    content = message.content.strip()
    if content[:1] == "{" and len(content) <= ARGUMENTS_READ:
        try:
            told = json.loads(content)
        except (ValueError, RecursionError):
            return False
        return isinstance(told, Mapping) and (
            bool(told.get("error") or told.get("errors"))
            or told.get("success") is False
            or told.get("ok") is False
            or str(told.get("status", "")).casefold() in _FAILED
        )
    return _ERROR.match(content[:200]) is not None


def _names(arguments: object) -> tuple[str, ...]:
    if isinstance(arguments, str) and len(arguments) <= ARGUMENTS_READ:
        try:
            arguments = json.loads(arguments)
        except (ValueError, RecursionError):
            return ()
    if not isinstance(arguments, Mapping):
        return ()
    names = [name for name in arguments if isinstance(name, str) and _NAME.match(name)]
    return tuple(names[:MOST_ARGUMENTS])
