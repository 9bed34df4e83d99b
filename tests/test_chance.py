"""Ids are UUIDv7 and only grow, whatever the clock does."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from memos.chance import SystemClock, Uuid7


class SetClock:
    """A clock that shows what it is set to."""

    def __init__(self) -> None:
        self.shown = datetime(2024, 5, 1, tzinfo=UTC)

    def now(self) -> datetime:
        return self.shown


def test_the_clock_is_aware() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_form() -> None:
    made = uuid.UUID(Uuid7(SetClock()).new())
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == int(datetime(2024, 5, 1, tzinfo=UTC).timestamp() * 1000)


def test_they_grow_within_a_millisecond_and_when_the_clock_steps_back() -> None:
    clock = SetClock()
    ids = Uuid7(clock)
    made = [ids.new() for _ in range(10_000)]
    clock.shown -= timedelta(days=3650)
    made += [ids.new() for _ in range(100)]
    clock.shown += timedelta(days=7300)
    made.append(ids.new())
    assert made == sorted(set(made))


def test_a_given_source_of_chance_reproduces_them() -> None:
    def makers() -> list[str]:
        ids = Uuid7(SetClock(), random=lambda size: b"\x07" * size)
        return [ids.new() for _ in range(3)]

    assert makers() == makers()
