"""Clocks, ids, and short ways to the values that the tests of the store work with."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from memos.errors import StoreFull
from memos.schemas.cube import (
    Core,
    Episodic,
    Interval,
    MemCube,
    Payload,
    Provenance,
    Semantic,
    Source,
    Vault,
)
from memos.schemas.message import Message, Trust
from memos.schemas.operation import Add, Delete, NoOp, Update
from memos.schemas.scope import Scope
from memos.store.space import Space

START = datetime(2024, 5, 1, 10, tzinfo=UTC)
ANA = Scope(user="ana", run="s1")
DIED = 99
"""How a child process ends that a fault has ended."""


class Nth:
    """A fault at the n-th step; counts them all."""

    def __init__(self, n: int, act: Callable[[], None]) -> None:
        self.left = n
        self.seen: list[str] = []
        self._act = act

    def __call__(self, step: str) -> None:
        self.seen.append(step)
        self.left -= 1
        if self.left == 0:
            self._act()


def die() -> None:
    os._exit(DIED)


def fail() -> None:
    raise StoreFull("The disk is full.")


class Stopped:
    """A clock that stands still until it is told to move."""

    def __init__(self, moment: datetime = START) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> datetime:
        self.moment += timedelta(**by)
        return self.moment


class Counting:
    """Ids that count up."""

    def __init__(self, prefix: str = "id") -> None:
        self._prefix = prefix
        self._count = 0

    def new(self) -> str:
        self._count += 1
        return f"{self._prefix}-{self._count:06d}"


def receive(space: Space, *contents: str, op_id: str = "op", run: str | None = "s1", first: int = 1) -> list[str]:
    """Stores messages `m<first>`… said by Ana; returns their ids."""
    messages = [
        Message(id=f"m{first + n}", name="Ana", content=content, timestamp=START) for n, content in enumerate(contents)
    ]
    scope = Scope(tenant=space.key.tenant, user=space.key.user, run=run)
    return list(space.messages.receive(op_id, scope, messages, [], op_id).message_ids)


def cube(id_: str, payload: Payload, sources: Sequence[str] = ("m1",), scope: Scope = ANA, **header: Any) -> MemCube:
    provenance = Provenance(sources=tuple(Source(message_id=one) for one in sources), agent="test")
    given = {"created_at": START, "observed_at": START, "provenance": provenance, "trust": Trust.USER, **header}
    return MemCube(id=id_, scope=scope, payload=payload, **given)


def lives_in(city: str) -> Semantic:
    return Semantic(
        subject="Ana", predicate="lives_in", object=city, statement=f"Ana lives in {city}.", functional=True
    )


def said(text: str) -> Episodic:
    return Episodic(text=text, actor="Ana", occurred_at=Interval(start=START, end=START, granularity="instant"))


def job(value: str) -> Core:
    return Core(path="identity.occupation.job", value=value)


def secret(label: str = "password") -> Vault:
    return Vault(label=label, entry_type="credential", sealed="v1|AAAA")


def add(cube_: MemCube, **rest: Any) -> Add:
    return Add(cube=cube_, reason="said so", evidence=cube_.provenance.sources, agent="test", **rest)


def update(cube_: MemCube, payload: Payload | None = None, **rest: Any) -> Update:
    fields = {"version": cube_.version + 1, **({"payload": payload} if payload else {}), **rest}
    return Update(cube=cube_.model_copy(update=fields), base_version=cube_.version, reason="changed", agent="test")


def delete(cube_: MemCube) -> Delete:
    return Delete(cube_id=cube_.id, base_version=cube_.version, reason="retracted", agent="test")


def same(cube_id: str, *message_ids: str) -> NoOp:
    evidence = tuple(Source(message_id=one) for one in message_ids)
    return NoOp(cube_id=cube_id, evidence=evidence, reason="the same again", agent="test")


def in_children(*acts: Callable[[], str]) -> list[tuple[int, str]]:
    """Does each act in a fork of this process, all at once; gives their exit statuses and what they say."""
    running = [_fork(act) for act in acts]
    return [_wait(child, pipe) for child, pipe in running]


def in_child(act: Callable[[], str]) -> str:
    """What one act says, done in a fork of this process."""
    ((_, told),) = in_children(act)
    return told


def _fork(act: Callable[[], str]) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        told = act()
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent is to hear of it
        told = f"{type(error).__name__}: {error}"
    os.write(writing, told.encode())
    os._exit(0)


def _wait(child: int, reading: int) -> tuple[int, str]:
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told
