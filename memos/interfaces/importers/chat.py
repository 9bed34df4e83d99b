"""Chats as Markdown or plain text: `**Ana:** …`, `Ana (10:02): …`, `User: …`, with dates as headings or on lines of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from memos.interfaces.importers import turns
from memos.interfaces.importers.items import (
    Imported,
    Item,
    MadeIds,
    MalformedError,
    Problem,
    in_exchanges,
    message,
)
from memos.interfaces.importers.source import Source
from memos.schemas.message import Message

_LOOKED_AT = 200
"""How many lines are looked at to tell whether a file is a chat."""


def recognises(source: Source) -> bool:
    """Whether somebody speaks soon: two lines that begin with a name, or one that can be nothing else."""
    found = 0
    for number, line in source.text_lines():
        begun = turns.turn(line)
        found += 0 if begun is None else 2 if begun.marked else 1
        if found >= 2 or number >= _LOOKED_AT:
            break
    return found >= 2


def read(source: Source) -> Iterator[Item]:
    """A day is a run; what stands under a name, up to the next one, is a message."""
    speakers = _speakers(source)
    reader = _Reader(source.stem, speakers)
    for number, line in source.text_lines():
        yield from reader.take(number, line)
    yield from reader.end()


def _speakers(source: Source) -> set[str]:
    """Names that are believed: marked ones, roles, and those that begin at least two lines (a line in a text may begin with "Note:")."""
    plain: Counter[str] = Counter()
    marked: set[str] = set()
    for _, line in source.text_lines():
        begun = turns.turn(line)
        if begun and begun.marked:
            marked.add(begun.name)
        elif begun and not turns.day(line):
            plain[begun.name] += 1
    roles = {name for name in plain if turns.role_of(name)[1] != name}
    often = {name for name, count in plain.items() if count > 1}
    return marked | roles | often or set(plain)


class _Reader:
    def __init__(self, stem: str, speakers: set[str]) -> None:
        self._stem = stem
        self._speakers = speakers
        self._today: datetime | None = None
        self._in_code = False
        self._begun: tuple[turns.Turn, int] | None = None
        self._lines: list[str] = []
        self._said: list[Message] = []
        self._first = 0
        self._ids = MadeIds()

    def take(self, number: int, line: str) -> Iterator[Item]:
        """Goes on by one line; yields the day that it ends, or the problem that it is."""
        if self._in_code or line.lstrip().startswith("```"):
            self._in_code ^= line.lstrip().startswith("```")
            yield from self._continue(number, line)
        elif (today := turns.day(line)) and not self._is_turn(line):
            yield from self.end()
            self._today = today
        elif begun := self._is_turn(line):
            yield from self._finish_turn()
            self._begun, self._lines = (begun, number), [begun.text]
        elif turns.heading(line) is None or self._begun is not None:
            yield from self._continue(number, line)

    def end(self) -> Iterator[Item]:
        """Yields what was said since the day began."""
        yield from self._finish_turn()
        run_id = f"{self._stem} {self._today:%Y-%m-%d}" if self._today else self._stem
        for messages in in_exchanges(self._said):
            yield Imported("", run_id, messages, f"from line {self._first}")
        self._said = []

    def _is_turn(self, line: str) -> turns.Turn | None:
        begun = turns.turn(line)
        return begun if begun and begun.name in self._speakers else None

    def _continue(self, number: int, line: str) -> Iterator[Item]:
        if self._begun is not None:
            self._lines.append(line)
        elif line.strip():
            yield Problem(f"line {number}", f"nobody has spoken yet: {line.strip()[:60]!r}")

    def _finish_turn(self) -> Iterator[Item]:
        if self._begun is None:
            return
        (begun, number), self._begun = self._begun, None
        words = "\n".join(self._lines).strip()
        if not words:
            return
        try:
            said = self._message(begun, words)
        except MalformedError as error:
            yield Problem(f"line {number}", str(error))
            return
        if not self._said:
            self._first = number
        self._said.append(self._ids.identified(self._stem, said))

    def _message(self, begun: turns.Turn, words: str) -> Message:
        role, name = turns.role_of(begun.name)
        return message(role=role, name=name, content=words, timestamp=turns.at(begun.clock, self._today), source="chat")
