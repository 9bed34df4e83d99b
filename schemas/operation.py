"""What agents propose and the journal records: a closed union of four operations."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from memos.schemas.cube import Edge, Entity, Kind, MemCube, Source
from memos.schemas.scope import Name
from memos.schemas.value import Moment, Value

Event = Literal["ADD", "UPDATE", "DELETE", "NO_OP", "FORGET"]
"""What an entry of the journal records. `FORGET` is no operation that anybody proposes: it says that something was here, and went."""


class _Stated(Value):
    """What every operation carries: why, on what words, by whom, how sure."""

    reason: str
    evidence: tuple[Source, ...] = ()
    agent: Name
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)


class Add(_Stated):
    """A new cube, with the entities it names and the edges it brings."""

    event: Literal["ADD"] = "ADD"
    cube: MemCube
    entities: tuple[Entity, ...] = ()
    edges: tuple[Edge, ...] = ()


class Update(_Stated):
    """A new version of a cube: said better, corrected, or its state or interval changed.

    Applies only to `base_version` (compare and set); `cube.version` is the one after it.
    """

    event: Literal["UPDATE"] = "UPDATE"
    cube: MemCube
    base_version: int = Field(ge=1)
    entities: tuple[Entity, ...] = ()
    edges: tuple[Edge, ...] = ()

    @model_validator(mode="after")
    def _follows(self) -> Update:
        if self.cube.version != self.base_version + 1:
            raise ValueError("an update brings the version after its base")
        return self


class Delete(_Stated):
    """A retraction: the cube stays as a tombstone, its validity ends, undo brings it back."""

    event: Literal["DELETE"] = "DELETE"
    cube_id: str
    base_version: int = Field(ge=1)
    valid_to: Moment | None = None


class NoOp(_Stated):
    """Nothing changes, and why. With a `cube_id` its evidence is added to that cube; the payload stays as it is."""

    event: Literal["NO_OP"] = "NO_OP"
    kind: Kind | None = None
    cube_id: str | None = None
    base_version: int | None = None


Operation = Annotated[Add | Update | Delete | NoOp, Field(discriminator="event")]


class JournalEntry(Value):
    """A committed operation. `seq` orders everything; `text` is the memory's then, or the words of which nothing was made."""

    seq: int
    op_id: str
    event: Event
    cube_id: str | None
    kind: Kind | None
    version: int | None
    text: str
    reason: str
    agent: str
    confidence: float
    evidence: tuple[str, ...]
    committed_at: Moment


class Receipt(Value):
    """The answer to a write. It is given only once the messages are durable.

    `pending` says that the agents' part is still to come (a retry with the same `op_id`, or upkeep, resumes it).
    `replayed` says that this `op_id` had been settled before and nothing was applied again.
    """

    op_id: str
    message_ids: tuple[str, ...] = ()
    pending: bool = False
    pending_reason: str = ""
    replayed: bool = False
    operations: tuple[JournalEntry, ...] = ()
