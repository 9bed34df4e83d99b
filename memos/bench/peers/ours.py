"""memos itself, through its public face: every message remembered by the agents, every question searched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Final

from memos.bench.measuring import moment, ranking
from memos.bench.peers.peer import Room
from memos.bench.sets.dataset import Bank, Question, Session
from memos.memory import Memory

_HITS: Final = 200
"""Hits asked for per question: enough for fifty sessions, of which several hits may be one."""
_USER: Final = "bench"


class Ours:
    """A store a bank. A session is remembered as soon as a question may see it, never before."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._clock = _Clock()
        self._folders = (room.folder / str(number) for number in count())
        self._memory = self._fresh()
        self._bank = Bank("", (), ())
        self._coming: Iterator[Session] = iter(())
        self._remembered = 0

    def fill(self, bank: Bank) -> None:
        """See `Peer.fill`."""
        self._memory.close()
        self._clock.moment = None
        self._memory = self._fresh()
        self._bank, self._coming = bank, iter(bank.sessions)
        self._remembered = 0

    def rank(self, question: Question) -> list[str]:
        """See `Peer.rank`. Questions come in the order of what they may see, and are asked at their moment."""
        self._clock.moment = moment(self._bank, question, question.before)
        self._remember_until(question.before)
        return ranking(self._memory.search(question.text, user_id=_USER, limit=_HITS).hits)

    def close(self) -> None:
        """See `Peer.close`."""
        self._memory.close()

    def _fresh(self) -> Memory:
        return Memory.open(
            next(self._folders),
            embedder=self._room.embedder,
            clock=self._clock,
            key_file=self._room.folder / "key",
            durability="fast",
        )

    def _remember_until(self, number: int | None) -> None:
        while number is None or self._remembered < number:
            session = next(self._coming, None)
            if session is None:
                return
            receipt = self._memory.add(session.messages, user_id=_USER, run_id=session.run_id)
            if receipt.pending:
                raise RuntimeError(f"left pending: {receipt.pending_reason}")
            self._remembered += 1


class _Clock:
    """The moment at which the question is asked; now, where the set dates nothing."""

    moment: datetime | None = None

    def now(self) -> datetime:
        return self.moment or datetime.now(UTC)
