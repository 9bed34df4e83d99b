"""What perceiving an exchange yields: utterances with their sentences, speakers, mentions and times. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from memos.schemas.cube import Interval, Source
from memos.schemas.message import StoredMessage
from memos.schemas.scope import Scope
from memos.schemas.value import Moment, Value

MentionType = Literal["person", "place", "organisation", "thing", "amount", "email", "url", "phone", "file"]


class Sentence(Value):
    """A sentence of a message: its text, and where it stands in the content (`content[start:end] == text`)."""

    text: str
    start: int
    end: int


class Mention(Value):
    """Somebody or something named: the words, where they stand, the type, and the canonical name they stand for."""

    text: str
    start: int
    end: int
    type: MentionType
    name: str


class TimeMention(Value):
    """A temporal expression and the interval it means, resolved against the message's own timestamp."""

    text: str
    start: int
    end: int
    interval: Interval


class Utterance(Value):
    """One message, perceived. `speaker` is who "I" is, `addressee` who "you" is (None when it can't be told).

    `noise` says why nothing is worth remembering here ("empty", "acknowledgement", …); None for everything else.
    `about_user` tells whether the speaker is the user this space belongs to. `meant` are the people whom "he" and "she" stand for.
    """

    message: StoredMessage
    speaker: str
    addressee: str | None = None
    about_user: bool = True
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    noise: str | None = None
    meant: tuple[str, ...] = ()

    def source(self, start: int = 0, end: int | None = None) -> Source:
        """The piece of evidence that these characters of the message are."""
        return Source(message_id=self.message.id, start=start, end=end)

    def times_in(self, start: int, end: int) -> tuple[TimeMention, ...]:
        """The temporal expressions within a stretch of the content."""
        return tuple(time for time in self.times if start <= time.start and time.end <= end)


class SameAs(Value):
    """Two names of one, as the words of a message show: the new name, the one known before, why, and how sure that is."""

    name: str
    same_as: str
    is_person: bool
    reason: str
    weight: float
    message_id: str


class Perceived(Value):
    """An exchange as the specialists see it.

    `earlier` are the last utterances of the same run before this exchange (context only: nothing is proposed from them again).
    `people` maps what is known of names in this space, folded (`maya`, `ana's sister`), to the canonical name.
    """

    scope: Scope
    op_id: str
    now: Moment
    utterances: tuple[Utterance, ...]
    earlier: tuple[Utterance, ...] = ()
    people: Mapping[str, str] = Field(default_factory=dict)
    identities: tuple[SameAs, ...] = ()
