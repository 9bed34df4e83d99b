"""What may come of weighing a proposal: a closed union of outcomes."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from memos.schemas.cube import MemCube, Payload, Semantic


class Ignore(NamedTuple):
    """Nothing changes."""

    reason: str


class Known(NamedTuple):
    """It is believed already: the words become further evidence of `cube`."""

    cube: MemCube
    reason: str


class Improve(NamedTuple):
    """A new version of `cube` says `payload`. With `replaces_evidence` it rests on the new words alone."""

    cube: MemCube
    payload: Payload
    reason: str
    replaces_evidence: bool = False


class Believe(NamedTuple):
    """A new cube. `retires` are superseded by it at `since`.

    With `ended` it is a belief about the past: born superseded, by `successor` if there is one; `shortens` is the
    older value whose time it cuts off at `since`. `follows` have ended already, in the words that bring this.
    """

    payload: Payload
    reason: str
    since: datetime
    retires: tuple[MemCube, ...] = ()
    ended: datetime | None = None
    successor: MemCube | None = None
    shortens: MemCube | None = None
    follows: tuple[MemCube, ...] = ()


class Finish(NamedTuple):
    """`held` no longer holds from `at` on; if never told, it becomes a cube about the past. `negation` says so.

    `retires` are superseded by the negation.
    """

    held: MemCube | Semantic
    at: datetime
    negation: Semantic | None
    reason: str
    retires: tuple[MemCube, ...] = ()


class Merge(NamedTuple):
    """`cube` was a mistake for what `into` says already."""

    cube: MemCube
    into: MemCube
    reason: str


class Withdraw(NamedTuple):
    """`cube` is taken back; `revives` is what it had superseded."""

    cube: MemCube
    revives: MemCube | None
    reason: str


Verdict = Ignore | Known | Improve | Believe | Finish | Merge | Withdraw


def touched(verdict: Verdict) -> tuple[MemCube, ...]:
    """The cubes that must not be frozen or more trusted for this to happen."""
    match verdict:
        case Ignore() | Known():
            return ()
        case Improve() | Merge() | Withdraw():
            return (verdict.cube,)
        case Believe():
            return verdict.retires
        case Finish():
            return (*verdict.retires, *([verdict.held] if isinstance(verdict.held, MemCube) else []))
