"""What a benchmark is made of: sessions that are remembered, questions that are asked, and the messages or sessions that answer them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from memos.schemas.message import Message, Role

SEED: Final = 7
"""What opaque ids are made with unless another seed is given."""


class Session(NamedTuple):
    """One sitting: its run id and what was said. Ids are opaque (see `opaque`): they tell neither a date nor a turn."""

    run_id: str
    messages: tuple[Message, ...]


class Question(NamedTuple):
    """A question and what answers it.

    `gold` are message ids or run ids (see `DataSet.unit`); none: nothing answers it. Only the first `before` sessions may be searched
    (None: all of them). `asked_at` is the moment at which it is asked, where the set gives one; `answer` what the set says
    in answer to it, where that is needed.
    """

    id: str
    text: str
    category: str
    gold: tuple[str, ...]
    before: int | None = None
    asked_at: datetime | None = None
    answer: str = ""


class Triple(NamedTuple):
    """A statement that a set publishes about a passage."""

    subject: str
    relation: str
    object: str


class Bank(NamedTuple):
    """What goes into one space, in the order of the sessions, and what is asked of it.

    `triples`, by message id, are empty except where a set publishes some and they are asked for.
    """

    name: str
    sessions: tuple[Session, ...]
    questions: tuple[Question, ...]
    triples: Mapping[str, tuple[Triple, ...]] = MappingProxyType({})


class DataSet(NamedTuple):
    """A benchmark. `cuts` are the k at which it is scored; question ids are unique in it.

    `unit` tells what `gold` names. With `counting`, only messages of these roles take places in a ranking.
    """

    name: str
    unit: Literal["message", "session"]
    cuts: tuple[int, ...]
    banks: tuple[Bank, ...]
    counting: frozenset[Role] | None = None


CUTS: Final = (1, 3, 5, 10, 25, 50)
"""The k at which every set is scored."""


def opaque(seed: int, *official: object) -> str:
    """An id in place of an official one, the same for the same seed: it sorts by chance and says nothing of what it names."""
    digest = blake2b(
        "\x1f".join(map(str, official)).encode(), digest_size=8, salt=seed.to_bytes(16, "big", signed=True)
    )
    return digest.hexdigest()
