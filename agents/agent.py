"""What a specialist is: something that looks at a perceived exchange and proposes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, NamedTuple, Protocol, TypeVar

from memos.agents.perception import Perceived
from memos.agents.proposal import Draft
from memos.ports import Ids
from memos.schemas.cube import Kind, MemCube
from memos.schemas.message import StoredMessage


class Memories(Protocol):
    """What agents may look up of the space they work for: keyed reads, never a search by meaning.

    Subjects, predicates and paths are folded (case, white space). Only active and superseded cubes are given, each once,
    newest first.
    """

    def get(self, cube_ids: Sequence[str]) -> list[MemCube]:
        """Cubes by their ids, in whatever state; ids that are not here are left out."""
        ...

    def by_content(self, hashes: Sequence[str]) -> list[MemCube]:
        """Cubes with exactly these content hashes."""
        ...

    def by_statement(self, pairs: Sequence[tuple[str, str]]) -> list[MemCube]:
        """Semantic cubes with these (subject, predicate) pairs; of each pair the newest `ports.LOOKUP_MOST`."""
        ...

    def by_subject(self, subjects: Sequence[str]) -> list[MemCube]:
        """Semantic cubes about these subjects; of each subject the newest `ports.LOOKUP_MOST`."""
        ...

    def by_path(self, paths: Sequence[str]) -> list[MemCube]:
        """Core cubes at these paths."""
        ...

    def by_uri(self, uris: Sequence[str]) -> list[MemCube]:
        """Resource cubes with these addresses, exactly as they stand in the payload; no address finds nothing."""
        ...

    def procedures(self) -> list[MemCube]:
        """Procedural cubes, the newest `ports.LOOKUP_MOST`."""
        ...

    def open_summaries(self, run: str | None) -> list[MemCube]:
        """The session cube of a run and its last topic cube, if there are any."""
        ...


Found = TypeVar("Found")


class Once(Protocol):
    """Gives what a piece of work on the exchange comes to, under a name that says which work it is."""

    def __call__(self, name: str, work: Callable[[], Found]) -> Found:
        """What `work` returns, or returned before."""
        ...


def alone(name: str, work: Callable[[], Found]) -> Found:
    """For a specialist with nobody beside it: the work is simply done."""
    del name
    return work()


class Shared:
    """For specialists side by side: what two of them need is worked out by whoever asks first. Made for one exchange."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._done: dict[str, Any] = {}

    def __call__(self, name: str, work: Callable[[], Found]) -> Found:
        """What `work` returned the first time; if it raises, it is tried again by whoever asks next."""
        with self._lock:
            if name not in self._done:
                self._done[name] = work()
            found: Found = self._done[name]
            return found


class Talk(Protocol):
    """What agents may read again of what was said before the exchange: by keys, too."""

    def get(self, message_ids: Sequence[str]) -> list[StoredMessage]:
        """Messages by their ids; ids that are not here are left out."""
        ...

    def around_tools(self, results: int) -> list[StoredMessage]:
        """So many of the newest results of tools, and what was said around them, in order."""
        ...


class Silence:
    """No talk but the exchange itself: for dry runs and tests."""

    def get(self, message_ids: Sequence[str]) -> list[StoredMessage]:
        """Nothing."""
        del message_ids
        return []

    def around_tools(self, results: int) -> list[StoredMessage]:
        """Nothing."""
        del results
        return []


class Workbench(NamedTuple):
    """What a specialist works with besides the exchange itself."""

    memories: Memories
    ids: Ids
    once: Once = alone
    talk: Talk = Silence()


class Agent(Protocol):
    """One of the six specialists."""

    @property
    def kind(self) -> Kind:
        """The kind of memory it looks after."""
        ...

    @property
    def question(self) -> str:
        """Its key question: what it looks for in an exchange."""
        ...

    def wants(self, perceived: Perceived) -> str | None:
        """Why this exchange concerns it, or None. The router records the reasons."""
        ...

    def propose(self, perceived: Perceived, bench: Workbench) -> list[Draft]:
        """What it would have remembered. It never writes."""
        ...
