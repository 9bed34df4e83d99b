"""A small world to ask questions of: a real store, real indices, the hash embedder, and short ways to fill it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from memos.index.dense import LARGE
from memos.index.shadows import Shadows
from memos.models.embedding.hashing import HashEmbedder
from memos.models.tokens import TokenCounter
from memos.ports import Embedder, VectorIndex, Vectors
from memos.retrieval.recall import Tools, recall
from memos.schemas.cube import Edge, EdgeType, Episodic, Interval, MemCube, Payload, State
from memos.schemas.message import Message
from memos.schemas.operation import Add, Operation
from memos.schemas.query import Query, Recollection
from memos.schemas.scope import Scope
from memos.store.db import Database
from memos.store.space import Spaces
from tests.store.making import Counting, Stopped, add, cube, delete, update


class World:
    """One store, and one user's space in it."""

    def __init__(self, home: Path, large: VectorIndex | None = None, threshold: int = LARGE) -> None:
        self.clock = Stopped()
        self.ids = Counting()
        self.database = Database.open(home, clock=self.clock, ids=self.ids, durability="fast")
        self.space = Spaces(self.database).open("default", "ana")
        self.embedder: Embedder | None = HashEmbedder()
        self.tokens = TokenCounter()
        self.shadows = Shadows.of(self.database, large, threshold=threshold)

    @property
    def tools(self) -> Tools:
        return Tools(self.shadows, lambda: self.embedder, self.tokens, self.clock, self.ids)

    def close(self) -> None:
        self.shadows.close()
        self.database.close()

    def say(self, *contents: str, run: str | None = "s1", actor: str = "Ana", embed: bool = True) -> list[str]:
        """Stores messages with their utterance cubes (ids `u<message>`); returns the message ids."""
        op_id = self.ids.new()
        scope = Scope(user="ana", run=run)
        now = self.clock.now()
        messages = [Message(id=self.ids.new(), name=actor, content=content, timestamp=now) for content in contents]
        self.space.messages.receive(op_id, scope, messages, [], op_id)
        when = Interval(start=now, end=now, granularity="instant")
        cubes = [
            cube(f"u{m.id}", Episodic(text=m.content, actor=actor, occurred_at=when), [m.id], scope, **self._times())
            for m in messages
        ]
        self.commit(*(add(each) for each in cubes), op_id=op_id, embed=embed, settles=True)
        return [message.id for message in messages]

    def believe(
        self, payload: Payload, sources: Sequence[str], *, instead_of: str | None = None, run: str = "s1", **header: Any
    ) -> MemCube:
        """Commits a statement; `instead_of` is the id of one that it supersedes."""
        new = cube(self.ids.new(), payload, sources, Scope(user="ana", run=run), **self._times(), **header)
        edges = [Edge(source=new.id, target=instead_of, type=EdgeType.SUPERSEDES)] if instead_of else []
        operations: list[Operation] = [add(new, edges=tuple(edges))]
        if instead_of:
            [old] = self.space.cubes.get([instead_of])
            operations.append(update(old, state=State.SUPERSEDED, valid_to=self.clock.now()))
        self.commit(*operations)
        return new

    def commit(self, *operations: Operation, op_id: str = "", embed: bool = True, settles: bool = False) -> None:
        added = [each.cube for each in operations if isinstance(each, Add)]
        self.space.journal.commit(
            op_id or self.ids.new(),
            operations,
            vectors=self.vectors(added) if embed else None,
            fingerprint=self.embedder.fingerprint if self.embedder else None,
            settles=settles,
        )

    def forget(self, cube_id: str) -> None:
        self.commit(delete(self.space.cubes.get([cube_id])[0]), embed=False)

    def vectors(self, cubes: Sequence[MemCube]) -> dict[str, Vectors]:
        if self.embedder is None or not cubes:
            return {}
        rows = self.embedder.embed([each.text for each in cubes])
        return {each.id: row for each, row in zip(cubes, np.split(rows, len(cubes)), strict=True)}

    def ask(self, text: str, **how: Any) -> Recollection:
        scope = Scope(user="ana", run=how.pop("run", None), agent=how.pop("agent", None))
        return recall(self.tools, self.space, Query(text=text, scope=scope, **how))

    def texts(self, text: str, **how: Any) -> list[str]:
        return [hit.cube.text for hit in self.ask(text, **how).hits]

    def _times(self) -> dict[str, Any]:
        return {"created_at": self.clock.now(), "observed_at": self.clock.now()}
