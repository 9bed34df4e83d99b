"""What the flows work with, put together by bootstrap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memos.errors import NotFound
from memos.index.feed import Feed
from memos.kernel.sealing import Seal
from memos.ports import Clock, Embedder, Ids
from memos.schemas.scope import Scope
from memos.store.db import Database
from memos.store.space import Space, Spaces

if TYPE_CHECKING:
    from memos.agents.router import Router  # brings LangGraph: half a second that a search shall not pay


@dataclass(frozen=True)
class Parts:
    """The store and the tools of one opened memory.

    `router`, `embedder` and `feed` are asked for when first needed, because they are slow to load:
    a search needs no router, and without weights there is no embedder (None, and `why_no_embedder` says why).
    """

    database: Database
    spaces: Spaces
    seal: Seal
    clock: Clock
    ids: Ids
    router: Callable[[], Router]
    embedder: Callable[[], Embedder | None]
    feed: Callable[[Space], Feed]

    def space(self, scope: Scope) -> Space:
        """The space of a scope; one that holds nothing is `NotFound`."""
        space = self.spaces.open(scope.tenant, scope.user, create=False)
        if space is None:
            raise NotFound(
                f"Nothing is remembered for {scope.user!r}.", hint="`memos list --users` shows for whom there is something."
            )
        return space
