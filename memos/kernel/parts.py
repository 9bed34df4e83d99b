"""What the flows work with, put together by bootstrap."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from memos.agents.perceive.times import resolve
from memos.errors import EmbedderMismatch, IndexFailed, NotFound
from memos.index.shadows import Shadows
from memos.kernel.vault.sealing import Seal
from memos.models.tokens import TokenCounter
from memos.ports import Clock, Embedder, Ids
from memos.retrieval.recall import Tools
from memos.schemas.scope import Scope
from memos.store.db import Database
from memos.store.embeddings import fingerprint
from memos.store.space import Space, Spaces

if TYPE_CHECKING:
    from memos.agents.router import Router  # brings LangGraph: half a second that a search shall not pay
    from memos.documents.fetching import Fetcher


@dataclass(frozen=True)
class Parts:
    """The store and the tools of one opened memory.

    `router` and `chosen_embedder` are asked for when first needed, because they are slow to load: a search needs no router.
    Without a `fetcher`, nothing is fetched. Where there is no embedder on purpose it is None; one that can't be loaded raises
    (`WeightsMissing`).
    """

    database: Database
    spaces: Spaces
    seal: Seal
    clock: Clock
    ids: Ids
    router: Callable[[], Router]
    chosen_embedder: Callable[[], Embedder | None]
    shadows: Shadows
    tokens: TokenCounter
    fetcher: Callable[[], Fetcher] | None = None
    _turns: dict[int, Lock] = field(default_factory=dict)

    def turn(self, space: Space) -> Lock:
        """Whose turn it is to settle an exchange of this space: within a process one follows another, none is planned in vain."""
        return self._turns.setdefault(space.number, Lock())

    def space(self, scope: Scope) -> Space:
        """The space of a scope; one that holds nothing is `NotFound`."""
        space = self.spaces.open(scope.tenant, scope.user, create=False)
        if space is None:
            raise NotFound(
                f"Nothing is remembered for {scope.user!r}.",
                hint="`memos list --users` shows for whom there is something.",
            )
        return space

    def embedder(self) -> Embedder | None:
        """The embedder, if it is the one whose vectors the store holds; another one is an `EmbedderMismatch`."""
        chosen = self.chosen_embedder()
        held = None if chosen is None else fingerprint(self.database)
        if chosen is not None and held not in (None, chosen.fingerprint):
            raise EmbedderMismatch(
                f"This store is embedded with {held}, and the embedder chosen now is {chosen.fingerprint}.",
                hint="`memos reindex --embed` embeds it anew; nothing was applied.",
            )
        return chosen

    def recall_tools(self) -> Tools:
        """What a search of a space works with."""
        return Tools(self.shadows, self.chosen_embedder, self.tokens, self.clock, self.ids, resolve)

    def catch_up(self, space: Space) -> None:
        """Lets the indices follow what was just committed. An index that fails is behind, not wrong: its feed keeps the failure for
        `memos doctor`, and recall reads from the truth what the index lacks."""
        with self.database.read() as connection:
            self.shadows.heed(connection)
        with suppress(IndexFailed):
            self.shadows.dense.catch_up(space.key, space.cubes.count())

    def close(self) -> None:
        """Gives back what is open."""
        self.shadows.close()
        self.database.close()
