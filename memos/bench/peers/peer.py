"""What every peer is: a store that takes in a bank and ranks its messages for a question.

The unit of all of them is the message, for that is what those stores keep. All get the same words (`said`) and the same vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import NamedTuple, Protocol

from memos.bench.sets.dataset import Bank, DataSet, Question
from memos.ports import Embedder
from memos.schemas.message import Message


class Peer(Protocol):
    """A memory store under comparison."""

    def fill(self, bank: Bank) -> None:
        """Takes in what is in a bank, in place of what it held before."""
        ...

    def rank(self, question: Question) -> list[str]:
        """Message ids, best first. Of sessions after `question.before` none."""
        ...

    def close(self) -> None:
        """Gives back what it holds open."""
        ...


class Room(NamedTuple):
    """What a peer may use: the embedder all of them share, and an empty folder of its own. `depth` messages are asked for."""

    embedder: Embedder
    folder: Path
    depth: int = 50


class Entrant(NamedTuple):
    """A peer by name, the package it comes from and how it is made."""

    name: str
    package: str
    make: Callable[[Room], Peer]
    suits: Callable[[DataSet], bool] = lambda _: True
    """Whether it can work on a set."""
    drawn: bool = True
    """Whether it has a line in the picture."""

    @property
    def version(self) -> str:
        """The package's version; "" where it is not installed."""
        try:
            return metadata.version(self.package)
        except metadata.PackageNotFoundError:
            return ""


def said(message: Message) -> str:
    """The text that stands for a message: who says it, if somebody does, and what. Without the name dense recall is far lower."""
    return f"{message.name}: {message.content}" if message.name else message.content


def texts(bank: Bank) -> dict[str, str]:
    """The text of every message of a bank, by id, in order."""
    return {message_id: text for _, message_id, text in told(bank)}


def told(bank: Bank) -> Iterator[tuple[int, str, str]]:
    """Of every message: the number of its session, its id and its text."""
    for number, session in enumerate(bank.sessions):
        for message in session.messages:
            yield number, message.id, said(message)


class Sight:
    """Which messages of a bank a question may see."""

    def __init__(self, bank: Bank) -> None:
        self._session: Mapping[str, int] = {message_id: number for number, message_id, _ in told(bank)}

    def within(self, question: Question, ranked: Iterable[str]) -> list[str]:
        """A ranking without what was said later than the question may know of."""
        if question.before is None:
            return list(ranked)
        return [one for one in ranked if self._session[one] < question.before]
