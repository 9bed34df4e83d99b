from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from memos.agents.agent import Agent
from memos.agents.router import Router
from memos.agents.settle import Policy
from memos.bootstrap import assemble
from memos.kernel.parts import Parts
from memos.ports import Embedder
from memos.settings import Settings
from tests.kernel.making import Embedding
from tests.store.making import Counting, Stopped


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Parts]]:
    """Opens one store with these specialists and this embedder, and closes what a test leaves open."""
    settings = Settings(
        home=tmp_path / "home",
        cache=tmp_path / "cache",
        key_file=tmp_path / "key",
        embedder="hash",
        vector_index="exact",
        durability="fast",
    )
    left_open: list[Parts] = []

    def open_(*agents: Agent, embedder: Embedder | None = None, **rest: Any) -> Parts:
        ids = Counting(f"id{len(left_open)}")
        parts = assemble(settings, embedder=embedder or Embedding(), clock=Stopped(), ids=ids)
        left_open.append(replace(parts, router=lambda: Router(agents, Policy()), **rest))
        return left_open[-1]

    yield open_
    for parts in left_open:
        parts.close()
