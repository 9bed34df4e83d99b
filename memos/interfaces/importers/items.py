"""What a reader yields: exchanges to remember, and records that could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, ParamSpec, TypeVar

from pydantic import ValidationError

from memos.schemas.complaint import complaint
from memos.schemas.message import Message
from memos.schemas.value import canonical, digest

EXCHANGE_LIMIT = 100
"""How many messages of one run are handed over together. Longer runs become several exchanges."""


class Imported(NamedTuple):
    """One exchange of a file. `where` says for people where it stands.

    `conversation` names what it belongs to, stably and independently of the file's path; `user` is set when the file
    says whose memory it is (or holds several people's conversations, which must not share a space).
    """

    conversation: str
    run_id: str | None
    messages: tuple[Message, ...]
    where: str
    user: str | None = None
    agent_id: str | None = None

    def op_id(self, format_name: str) -> str:
        """The same exchange has the same id whenever it is imported, so that it is applied once."""
        said = [message.model_dump(mode="json") for message in self.messages]
        return f"import-{digest(canonical([format_name, self.conversation, self.run_id, self.agent_id, said]))[:32]}"

    def within(self, conversation: str) -> Imported:
        """The same exchange with ids that stay apart from those of other conversations in one space."""
        messages = tuple(message.model_copy(update={"id": f"{conversation}/{message.id}"}) for message in self.messages)
        return self._replace(messages=messages, run_id=f"{conversation}/{self.run_id}" if self.run_id else None)


class Problem(NamedTuple):
    """A record that could not be read: where it stands, and what is wrong with it."""

    where: str
    what: str


Item = Imported | Problem
Given = ParamSpec("Given")
Raw = TypeVar("Raw")


class MalformedError(Exception):
    """A record is not what its format says. The reader turns it into a `Problem`."""


def attempt(
    where: str, build: Callable[Given, Iterable[Item]], *args: Given.args, **kwargs: Given.kwargs
) -> list[Item]:
    """What `build` makes of a record, or the problem it met: all of it or nothing."""
    try:
        return list(build(*args, **kwargs))
    except MalformedError as error:
        return [Problem(where, str(error))]


def readable(
    given: Iterable[tuple[str, Raw]], build: Callable[[Raw], Message | None]
) -> tuple[list[Message], list[Problem]]:
    """The messages that `build` makes of what is given with its place; and, of what it can't, the problems."""
    messages: list[Message] = []
    problems: list[Problem] = []
    for where, raw in given:
        try:
            built = build(raw)
        except MalformedError as error:
            problems.append(Problem(where, str(error)))
            continue
        if built is not None:
            messages.append(built)
    return messages, problems


def message(**fields: Any) -> Message:
    """A message of these fields. Raises MalformedError with the first thing that is wrong."""
    try:
        return Message.model_validate(fields)
    except ValidationError as error:
        raise MalformedError(complaint(error)) from None


def in_exchanges(messages: Sequence[Message]) -> Iterator[tuple[Message, ...]]:
    """The messages in order, at most `EXCHANGE_LIMIT` together."""
    for start in range(0, len(messages), EXCHANGE_LIMIT):
        yield tuple(messages[start : start + EXCHANGE_LIMIT])


class MadeIds:
    """Ids for messages that have none, made of what is said: the same words at the same place have the same id in any copy of a file."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def identified(self, run_id: str | None, given: Message) -> Message:
        """The message with an id; one that has an id keeps it."""
        if given.id:
            return given
        key = digest(canonical([run_id, str(given.timestamp or ""), given.role, given.name, given.content]))
        nth = self._seen[key] = self._seen.get(key, 0) + 1
        return given.model_copy(update={"id": f"{key[:20]}" if nth == 1 else f"{key[:20]}-{nth}"})
