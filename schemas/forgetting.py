"""What is to be forgotten, what goes with it, and what a forgetting has come to."""

from __future__ import annotations

from typing import Literal

from memos.schemas.cube import Kind
from memos.schemas.value import Moment, Value

What = Literal["message", "cube", "session", "source", "person", "user"]
Stage = Literal["planned", "erased", "reclaimed", "done"]
"""`planned`: nothing is gone yet. `erased`: no row holds it, nobody finds it. `reclaimed`: no file should hold its bytes.
`done`: they were looked for, and are not there."""

LEGAL_HOLD = "legal-hold"
"""The label of a memory that may not be forgotten, nor the messages it cites."""


class Target(Value):
    """What is to be forgotten: its sort, and its name (an id, a run, a source or address, somebody's name)."""

    what: What
    name: str


class Counts(Value):
    """How many of each go. `derived`: of the memories, those that rest on others that go.

    `retold`, `kept`: how many stay on what is left, as summaries made anew, or without what rested on the forgotten.
    """

    messages: int = 0
    cubes: int = 0
    versions: int = 0
    derived: int = 0
    chunks: int = 0
    vectors: int = 0
    edges: int = 0
    entities: int = 0
    exchanges: int = 0
    recollections: int = 0
    retold: int = 0
    kept: int = 0


class Example(Value):
    """A memory or a message (no `kind`) in a plan: what it says, and for one that stays what it will say.

    `revived`: it was over, and only the forgotten said so; it is believed again.
    """

    id: str
    kind: Kind | None = None
    text: str
    versions: int = 1
    becomes: str | None = None
    revived: bool = False


class Plan(Value):
    """What forgetting would do: numbers, and some of the messages and memories that go, and that stay on what is left.

    `names`: whom and what nothing speaks of any more afterwards.
    """

    target: Target
    counts: Counts
    messages: tuple[Example, ...] = ()
    cubes: tuple[Example, ...] = ()
    stays: tuple[Example, ...] = ()
    names: tuple[str, ...] = ()


class Scan(Value):
    """A search of every file of the data directory for what must be gone.

    `marks`: how many pieces of text and vectors were looked for. `hits`: how many are still in a file. `elsewhere`: how many are also
    part of something that stays, said by somebody else or again, and so prove nothing. `short`: texts too short to be told apart.
    """

    files: int
    bytes: int
    marks: int
    hits: int
    elsewhere: int = 0
    short: int = 0
    where: tuple[str, ...] = ()


class Forgotten(Value):
    """What a forgetting has come to. `pending` says why the rest is still to come, and `beyond` what can't be reached from here.

    `resumed`: it was interrupted, or had to wait, and somebody went on with it; it was begun at `begun_at`. The plan is numbers alone then.
    """

    plan: Plan
    stage: Stage
    scan: Scan | None = None
    pending: str = ""
    compacted: bool = False
    beyond: tuple[str, ...] = ()
    resumed: bool = False
    begun_at: Moment | None = None
