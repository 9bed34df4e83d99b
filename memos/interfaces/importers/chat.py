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
    """Whether somebody speaks soon: two lines that begin with a name, or one that can be nothing else.

    An item of a list, or a heading, counts where its name comes again.
    """
    seen = _Seen()
    for number, line in source.text_lines():
        seen.take(line)
        if seen.is_chat() or number >= _LOOKED_AT:
            break
    return seen.is_chat()


def read(source: Source) -> Iterator[Item]:
    """A day is a run; what stands under a name, up to the next one, is a message."""
    seen = _Seen()
    for _, line in source.text_lines():
        seen.take(line)
    reader = _Reader(source.stem, seen)
    for number, line in source.text_lines():
        yield from reader.take(number, line)
    yield from reader.end()


class _Seen:
    """Who begins how many lines of a file, and in what way: from this it is told who speaks in it."""

    def __init__(self) -> None:
        self._marked: set[str] = set()
        self._plain: Counter[str] = Counter()
        self._items: Counter[str] = Counter()
        self._called: Counter[str] = Counter()
        self._in_code = False

    def take(self, line: str) -> None:
        """Looks at one more line."""
        self._in_code ^= _is_fence(line)
        begun = None if self._in_code else turns.turn(line)
        if begun is None or (turns.day(line) and not begun.marked):
            return
        if begun.marked:
            self._marked.add(begun.name)
        elif begun.called:
            self._called[begun.name] += 1
        else:
            (self._items if begun.item else self._plain)[begun.name] += 1

    def is_chat(self) -> bool:
        """Whether enough was seen to call it one."""
        again = max([0, *self._items.values(), *self._called.values()])
        return bool(self._marked) or self._plain.total() >= 2 or again >= 2

    @property
    def in_items(self) -> bool:
        """Whether the chat itself is a list, or a quotation: nobody speaks outside of one."""
        return not self._marked and not self._plain

    def speakers(self) -> set[str]:
        """Names that are believed: marked ones, roles, and those that begin at least two lines (a line in a text may begin with "Note:").

        Where nobody speaks but in headings, or in items of a list, and one name comes again, the others are believed, too.
        """
        roles = {name for name in self._plain if turns.role_of(name)[1] != name}
        found = self._marked | roles | {name for name, count in self._plain.items() if count > 1}
        if found or self._plain:
            return found or set(self._plain)
        often = self._items if max([0, *self._items.values()]) > 1 else self._called
        return {name for name in often if len(name.split()) <= 2 and name[:1].isupper()}


def _is_fence(line: str) -> bool:
    return line.lstrip("> \t").startswith(("```", "~~~"))


class _Reader:
    def __init__(self, stem: str, seen: _Seen) -> None:
        self._stem = stem
        self._speakers = seen.speakers()
        self._in_items = seen.in_items
        self._today: datetime | None = None
        self._latest: datetime | None = None
        self._in_code = False
        self._begun: tuple[turns.Turn, int] | None = None
        self._lines: list[str] = []
        self._said: list[Message] = []
        self._first = 0
        self._ids = MadeIds()

    def take(self, number: int, line: str) -> Iterator[Item]:
        """Goes on by one line; yields the day that it ends, or the problem that it is."""
        if self._in_code or _is_fence(line):
            self._in_code ^= _is_fence(line)
            yield from self._continue(number, line)
        elif (today := turns.day(line)) and not self._is_turn(line):
            yield from self.end()
            self._today = self._latest = today
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
        """The turn that begins here. Within a list, an item stays one, though it begin with a name ("- Ana: the tent")."""
        begun = turns.turn(line)
        if begun is None or begun.name not in self._speakers:
            return None
        in_list = begun.item and not begun.marked and self._lines and turns.is_item(self._lines[-1])
        return None if in_list and not self._in_items else begun

    def _continue(self, number: int, line: str) -> Iterator[Item]:
        if self._begun is not None:
            self._lines.append(line)
        elif line.strip():
            yield Problem(f"line {number}", f"nobody has spoken yet: {line.strip()[:60]!r}")

    def _finish_turn(self) -> Iterator[Item]:
        if self._begun is None:
            return
        (begun, number), self._begun = self._begun, None
        words = "\n".join(self._lines)
        if begun.item == ">":
            words = "\n".join([self._lines[0], *(line.removeprefix(">").removeprefix(" ") for line in self._lines[1:])])
        words = turns.unquoted(words.strip()).strip()
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
        said_at = turns.at(begun.clock, self._latest)
        self._latest = said_at or self._latest
        return message(
            role=role, name=name, content=words, timestamp=said_at if begun.clock else self._today, source="chat"
        )
