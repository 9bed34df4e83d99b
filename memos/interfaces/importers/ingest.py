"""From opened files into a memory: checked first, then exchange by exchange, each applied once however often it is imported."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from memos.agents.perceive.speakers import same_person
from memos.errors import Conflict, InvalidInput, MemosError, NotFound, Refused
from memos.interfaces.importers.formats import Opened, format_called, open_file
from memos.interfaces.importers.items import Imported, Problem
from memos.memory import Memory
from memos.schemas.cube import Episodic, Kind
from memos.schemas.message import Message
from memos.schemas.operation import Receipt

Progress = Callable[[int], None]
"""Told how many messages were just dealt with."""

_NAMED_PROBLEMS = 5
_LEAVE_OUT: Final = "Nothing was imported. Mend it, or leave it out with --on-error skip."
_LOOKED_AT = 2_000
"""Utterances of a memory that are looked at to tell who speaks in it."""

_INTRODUCED: Final = re.compile(r"\b[Mm]y name is (?P<name>[^\W\d_][\w'’-]{1,39})")


class Found(NamedTuple):
    """What a file holds: how many messages, for whom, and what could not be read.

    `speakers` are the people who speak in what is nobody's by the file's own word, `undated` counts messages without a time, and
    `doubt` tells what was guessed in reading it.
    """

    opened: Opened
    messages: int
    users: tuple[str, ...]
    problems: tuple[Problem, ...]
    speakers: tuple[str, ...] = ()
    undated: int = 0
    doubt: str = ""


class FileProblem(NamedTuple):
    """A problem, and the file it is in; one without a place is of the whole file."""

    file: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}{self.where and ', '}{self.where}: {self.what}"


@dataclass
class Summary:
    """What an import did. `operations` counts by event and kind; `there` counts messages that had been imported before."""

    exchanges: int = 0
    messages: int = 0
    there: int = 0
    seconds: float = 0.0
    pending: int = 0
    pending_reason: str = ""
    users: Counter[str] = field(default_factory=Counter)
    operations: Counter[tuple[str, str]] = field(default_factory=Counter)
    problems: list[FileProblem] = field(default_factory=list)

    def take(self, receipt: Receipt, messages: int, there: int, user: str) -> None:
        """Counts one exchange."""
        self.exchanges += 1
        self.messages += 0 if receipt.replayed else messages
        self.there += there + (messages if receipt.replayed else 0)
        self.users[user] += messages + there
        if receipt.pending:
            self.pending += 1
            self.pending_reason = self.pending_reason or receipt.pending_reason
        if not receipt.replayed:
            self.operations.update(
                (entry.event, entry.kind.value if entry.kind else "") for entry in receipt.operations
            )


def look_through_all(
    paths: Sequence[Path], format_name: str | None, *, skip: bool
) -> tuple[list[Found], list[FileProblem]]:
    """Reads files to their ends, and stores nothing. Those that can't be read are told of with `skip`; else the first is raised."""
    form = format_called(format_name)
    found: list[Found] = []
    unreadable: list[FileProblem] = []
    for path in paths:
        try:
            found.append(look_through(open_file(path, form.name if form else None)))
        except InvalidInput as error:
            if not skip:
                raise type(error)(error.message, hint=f"{error.hint} {_LEAVE_OUT}".strip()) from None
            unreadable.append(FileProblem(str(path), "", error.message.removeprefix(f"{path}: ").rstrip(".")))
    return found, unreadable


def look_through(opened: Opened) -> Found:
    """Reads a file to its end, and stores nothing."""
    messages, undated, users, problems, speakers = 0, 0, dict[str, None](), list[Problem](), dict[str, None]()
    for item in opened.read():
        if isinstance(item, Problem):
            problems.append(item)
            continue
        messages += len(item.messages)
        undated += sum(message.timestamp is None for message in item.messages)
        if item.user is not None:
            users[item.user] = None
        else:
            speakers |= dict.fromkeys(filter(None, map(_speaker, item.messages)))
    doubt = opened.format.doubt(opened.source)
    return Found(opened, messages, tuple(users), tuple(problems), tuple(speakers), undated, doubt)


def _speaker(message: Message) -> str | None:
    """Who says it of himself: the name it stands under, or the one he gives."""
    if message.role != "user" or message.name:
        return message.name if message.role == "user" else None
    introduced = _INTRODUCED.search(message.content)
    return introduced["name"] if introduced else None


def strangers(memory: Memory | None, files: Sequence[Found], user: str) -> list[str]:
    """Warnings: which files are of other people than those who spoke in the memory of `user` before."""
    known = [] if memory is None else _spoken(memory, user)
    warnings: list[str] = []
    for found in files:
        if known and found.speakers and not any(same_person(one, other) for one in found.speakers for other in known):
            warnings.append(
                f"{found.opened.source.path}: {_listed(found.speakers)} speaks here, and the memory of {user!r} is of "
                f"{_listed(known)}. --user NAME keeps people apart."
            )
        known += found.speakers
    return warnings


def _spoken(memory: Memory, user: str) -> list[str]:
    try:
        utterances = memory.get_all(
            user_id=user, kinds=[Kind.EPISODIC], filters={"granularity": "utterance"}, limit=_LOOKED_AT
        )
    except NotFound:
        return []
    spoken = [(one.payload.actor, one.payload.text) for one in utterances if isinstance(one.payload, Episodic)]
    introduced = [found["name"] for _, text in spoken if (found := _INTRODUCED.search(text))]
    return [*introduced, *dict.fromkeys(actor for actor, _ in spoken if not _is_nobody(actor))]


def _is_nobody(actor: str) -> bool:
    return actor.casefold() in {"the user", "assistant", "system", "tool"}


def _listed(names: Sequence[str]) -> str:
    few = list(dict.fromkeys(names))
    return ", ".join(few[:3]) + (f" and {len(few) - 3} more" if len(few) > 3 else "")


def unread(found: Sequence[Found]) -> list[FileProblem]:
    """The records that can't be read, and the files they are in."""
    return [FileProblem(str(one.opened.source.path), *problem) for one in found for problem in one.problems]


def refuse_problems(problems: Sequence[FileProblem]) -> None:
    """Raises InvalidInput, naming the first few, if anything could not be read."""
    if not problems:
        return
    more = len(problems) - _NAMED_PROBLEMS
    named = "\n".join([*map(str, problems[:_NAMED_PROBLEMS]), *([f"and {more} more"] if more > 0 else [])])
    raise InvalidInput(f"{named}.", hint=_LEAVE_OUT)


def ingest(
    memory: Memory, files: Sequence[Found], *, user: str | None, default_user: str, skip: bool, progress: Progress
) -> Iterator[Summary]:
    """Imports the files; yields the running summary after every exchange, so that the caller may stop at any time.

    `user` says whose memory it is whatever the files say; else they say it, or it is `default_user`'s. With `skip`, what
    can't be stored is reported among the problems; without, it is raised, and what came before stays.
    """
    summary = Summary()
    started = time.perf_counter()
    for found in files:
        path = str(found.opened.source.path)
        summary.problems += unread([found])
        for item in found.opened.read():
            if isinstance(item, Problem):
                continue
            try:
                _take(memory, found, item, user, default_user, summary)
            except (InvalidInput, Conflict, Refused) as error:
                if not skip:
                    raise _placed(error, path, item.where) from None
                summary.problems.append(FileProblem(path, item.where, str(error)))
            summary.seconds = time.perf_counter() - started
            progress(len(item.messages))
            yield summary


def _take(memory: Memory, found: Found, item: Imported, user: str | None, default_user: str, summary: Summary) -> None:
    if user is not None and len(found.users) > 1 and item.conversation:
        item = item.within(item.conversation)
    whose = user or item.user or default_user
    fresh = _not_there(memory, item, found.opened.format.name, whose)
    there = len(item.messages) - len(fresh.messages)
    if not fresh.messages:
        summary.there += there
        summary.users[whose] += there
        return
    receipt = memory.add(
        fresh.messages,
        user_id=whose,
        agent_id=fresh.agent_id,
        run_id=fresh.run_id,
        op_id=fresh.op_id(found.opened.format.name),
    )
    summary.take(receipt, len(fresh.messages), there, whose)


def _not_there(memory: Memory, item: Imported, format_name: str, user: str) -> Imported:
    """The exchange without the messages that another one brought before: a longer copy of a chat adds only what is new."""
    op_id = item.op_id(format_name)
    try:
        stored = {message.id: message for message in memory.messages([one.id for one in item.messages], user_id=user)}
    except NotFound:
        return item

    def is_new(message: Message) -> bool:
        before = stored.get(message.id)
        return before is None or before.op_id == op_id or not _says(before.content, message.content)

    return item._replace(messages=tuple(filter(is_new, item.messages)))


def _says(stored: str, given: str) -> bool:
    """Whether these are the same words; of a message whose secrets were taken out, that can't be told any more."""
    return stored == given or "vault://" in stored


def _placed(error: MemosError, path: str, where: str) -> MemosError:
    """The same error, saying which file and record it is about."""
    hint = f"{error.hint} What came before it is stored; --on-error skip goes on."
    return type(error)(f"{path}, {where}: {error.message}", hint=hint, applied="yes")
