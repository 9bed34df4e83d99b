"""LiHua-World (HKUDS/MiniRAG): short text chats, each under its time: `Time: 20260105_11:00`, then `LiHua: …` lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from memos.interfaces.importers.items import Imported, Item, Problem, attempt, in_exchanges, message
from memos.interfaces.importers.records import moment
from memos.interfaces.importers.source import Source

_TIME: Final = re.compile(r"^Time: ?(\d{8}_\d\d:\d\d)\s*$")
_SPOKEN: Final = re.compile(r"^(?P<name>[A-Z][\w'’-]{0,40}(?: [A-Z][\w'’-]{0,40}){0,2}): ?(?P<text>.*)$")


class _Chat:
    """The lines of one chat, gathered by who said them."""

    def __init__(self, time: str, line: int) -> None:
        self.time = time
        self.line = line
        self.said: list[tuple[str, list[str]]] = []

    def imported(self) -> Iterator[Imported]:
        """The chat as an exchange: the run is its time, a message is `<time>:<number>`."""
        run_id = self.time.replace(":", "")
        said_at = moment(self.time, "Time")
        messages = [
            message(id=f"{run_id}:{number}", name=name, content=words, timestamp=said_at, source="lihua")
            for number, (name, lines) in enumerate(self.said, 1)
            if (words := "\n".join(lines).strip())
        ]
        for part in in_exchanges(messages):
            yield Imported("", run_id, part, f"the chat at line {self.line}")


def recognises(source: Source) -> bool:
    """Whether the file begins with a time as this format writes it."""
    return _TIME.match(source.first_line) is not None


def read(source: Source) -> Iterator[Item]:
    """Every chat of the file."""
    chat: _Chat | None = None
    for number, line in source.text_lines():
        if match := _TIME.match(line):
            yield from _finished(chat)
            chat = _Chat(match[1], number)
        elif chat is None:
            if line.strip():
                yield Problem(f"line {number}", "a chat begins with its time, such as Time: 20260105_11:00")
        elif match := _SPOKEN.match(line):
            chat.said.append((match["name"], [match["text"]]))
        elif chat.said:
            chat.said[-1][1].append(line)
        elif line.strip():
            yield Problem(f"line {number}", f"nobody has spoken yet: {line.strip()[:60]!r}")
    yield from _finished(chat)


def _finished(chat: _Chat | None) -> list[Item]:
    if chat is None:
        return []
    if not chat.said:
        return [Problem(f"line {chat.line}", "nobody speaks in this chat")]
    return attempt(f"the chat at line {chat.line}", chat.imported)
