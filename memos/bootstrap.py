"""The one place that reads the environment and puts the parts together. Heavy back-ends are imported here, when first used."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Generic, TypeVar

from memos.chance import SystemClock, Uuid7
from memos.index.exact import ExactIndex
from memos.index.feed import Feed
from memos.kernel.parts import Parts
from memos.kernel.sealing import Seal
from memos.ports import Clock, Embedder, Ids, VectorIndex
from memos.settings import Settings
from memos.store.db import Database
from memos.store.space import Space, Spaces

Made = TypeVar("Made")


class Once(Generic[Made]):
    """Makes something when it is first asked for, once, whichever thread asks."""

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: list[Made] = []

    def __call__(self) -> Made:
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]

    @property
    def made(self) -> Made | None:
        """What was made, if it was."""
        return self._made[0] if self._made else None


def read_settings(home: str | Path | None = None) -> Settings:
    """The settings of this process's environment; `home` wins over `MEMOS_HOME`."""
    settings = Settings.read(os.environ, Path.home())
    return settings if home is None else settings.model_copy(update={"home": Path(home)})


def assemble(
    settings: Settings, *, embedder: Embedder | None = None, clock: Clock | None = None, ids: Ids | None = None
) -> Parts:
    """Opens the store and makes the parts that the flows work with; slow ones are made when first used."""
    clock = clock or SystemClock()
    database = Database.open(
        settings.home, clock=clock, durability=settings.durability, busy_timeout=settings.busy_timeout
    )
    ids = ids or Uuid7(clock)
    return Parts(
        database=database,
        spaces=Spaces(database, ids),
        seal=Seal(settings.key_file),
        clock=clock,
        ids=ids,
        router=Once(_make_router),
        embedder=Once(lambda: embedder or _make_embedder(settings)),
        feed=...,
    )


def _make_router() -> Any:
    """LangGraph takes half a second to import, so it comes with the first exchange and never with a search."""
    return import_module("memos.agents.roster").make_router()


def _make_embedder(settings: Settings) -> Embedder | None:
    match settings.embedder:
        case "none":
            return None
        case "hash":
            return import_module("memos.models.embedding.hashing").HashEmbedder()
        case "minilm":
            return import_module("memos.models.embedding.minilm").MiniLM.open(weights_folder(settings))
