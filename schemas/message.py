"""One utterance as it came in, and how far what it says is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, JsonValue, StringConstraints

from memos.schemas.scope import Name
from memos.schemas.value import Moment, Text, Value

MAX_CONTENT = 2 * 1024 * 1024
"""The longest content of one message, in characters. Longer input is refused with a reason, never cut."""

Role = Literal["user", "assistant", "system", "tool"]


class Trust(StrEnum):
    """A lattice: what is derived is never trusted more than its least trusted source."""

    OWNER = "owner"
    USER = "user"
    AGENT = "agent"
    TOOL = "tool"
    DOCUMENT = "document"
    WEB = "web"

    @property
    def rank(self) -> int:
        """Higher is more trusted; documents and the web stand on one level."""
        return _RANK[self]

    @staticmethod
    def least(levels: list[Trust]) -> Trust:
        """The meet of several levels; of none at all, the lowest."""
        return min(levels, key=lambda level: level.rank, default=Trust.WEB)


_RANK = {Trust.OWNER: 4, Trust.USER: 3, Trust.AGENT: 2, Trust.TOOL: 1, Trust.DOCUMENT: 0, Trust.WEB: 0}
_TRUST_OF_ROLE: Mapping[str, Trust] = {
    "user": Trust.USER,
    "assistant": Trust.AGENT,
    "system": Trust.AGENT,
    "tool": Trust.TOOL,
}


class _Said(Value):
    """What was said, by whom, and where it comes from."""

    role: Role = "user"
    name: Name | None = None
    content: Annotated[Text, StringConstraints(max_length=MAX_CONTENT)]
    source: Name = "chat"
    metadata: Mapping[str, JsonValue] = Field(default_factory=dict)


class Message(_Said):
    """One utterance as it came in. Kept verbatim until it is forgotten: it is the evidence.

    `id` is unique within a space and made by the store when empty. `timestamp` is when it was said (now, when absent).
    `trust` follows from the role unless it is given. `metadata` is the caller's own plain data.
    """

    id: Annotated[Text, StringConstraints(max_length=256, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    timestamp: Moment | None = None
    trust: Trust | None = None

    @property
    def trust_level(self) -> Trust:
        """The trust given, or the one its role implies."""
        return self.trust or _TRUST_OF_ROLE[self.role]


class StoredMessage(_Said):
    """A message as the store holds it: nothing is left open.

    `position` orders the messages of a space; `run` is the session it belongs to.
    """

    id: Name
    timestamp: Moment
    trust: Trust
    run: Name | None = None
    agent: Name | None = None
    position: int
    op_id: str
