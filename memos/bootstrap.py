"""The one place that reads the environment and puts the parts together. Heavy back-ends are imported here, when first used."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from memos.chance import SystemClock, Uuid7
from memos.index.dense import LARGE
from memos.index.shadows import Shadows
from memos.kernel.parts import Parts
from memos.kernel.vault.keys import KeyFile, KeyStore
from memos.kernel.vault.sealing import Seal
from memos.models.tokens import TokenCounter
from memos.ports import Clock, Embedder, Ids, Match, VectorEntry, VectorIndex, Vectors
from memos.settings import Settings
from memos.store.db import Database
from memos.store.sealed import anything_sealed
from memos.store.space import Spaces

Made = TypeVar("Made")


class Once(Generic[Made]):
    """Makes something when it is first asked for, once, whichever thread asks."""

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self.made: list[Made] = []

    def __call__(self) -> Made:
        """The thing itself."""
        with self._lock:
            if not self.made:
                self.made.append(self._make())
            return self.made[0]


class ChromaWhenNeeded:
    """Chroma, imported (half a second) and opened when a space is first large enough for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index: Once[VectorIndex] = Once(lambda: import_module("memos.index.chroma").Chroma(folder))

    @property
    def name(self) -> str:
        """See `VectorIndex.name`."""
        return "chroma"

    def apply(self, space: int, upserts: Sequence[VectorEntry], removals: Sequence[tuple[int, int]]) -> None:
        """See `VectorIndex.apply`."""
        self._index().apply(space, upserts, removals)

    def search(self, space: int, query: Vectors, limit: int, allowed: NDArray[np.int64] | None = None) -> list[Match]:
        """See `VectorIndex.search`."""
        return self._index().search(space, query, limit, allowed)

    def keys(self, space: int) -> dict[int, int]:
        """See `VectorIndex.keys`."""
        return self._index().keys(space)

    def clear(self, space: int) -> None:
        """See `VectorIndex.clear`. Nothing is held in a folder that is not there."""
        if self._index.made or self._folder.exists():
            self._index().clear(space)

    def close(self) -> None:
        """See `VectorIndex.close`."""
        for index in self._index.made:
            index.close()


def archives() -> Any:
    """`memos.kernel.archive`, imported (0.1 s) when first needed."""
    return import_module("memos.kernel.archive")


def backups() -> Any:
    """`memos.kernel.archive.backup`, likewise."""
    return import_module("memos.kernel.archive.backup")


def graphs() -> Any:
    """`memos.kernel.graph.look`, likewise (networkx takes 0.2 s)."""
    return import_module("memos.kernel.graph.look")


def identities() -> Any:
    """`memos.kernel.graph.identity`, likewise."""
    return import_module("memos.kernel.graph.identity")


def read_settings(home: str | Path | None = None) -> Settings:
    """The settings of this process's environment; `home` wins over `MEMOS_HOME`."""
    settings = Settings.read(os.environ, Path.home())
    return settings if home is None else settings.model_copy(update={"home": Path(home)})


def assemble(
    settings: Settings, *, embedder: Embedder | None = None, clock: Clock | None = None, ids: Ids | None = None
) -> Parts:
    """Opens the store and makes the parts that the flows work with; slow ones are made when first used."""
    clock = clock or SystemClock()
    ids = ids or Uuid7(clock)
    database = Database.open(
        settings.home, clock=clock, ids=ids, durability=settings.durability, busy_timeout=settings.busy_timeout
    )
    return Parts(
        database=database,
        spaces=Spaces(database),
        seal=Seal(Once(lambda: _make_key_store(settings)), lambda: anything_sealed(database)),
        clock=clock,
        ids=ids,
        router=Once(_make_router),
        chosen_embedder=Once(lambda: embedder or _make_embedder(settings)),
        shadows=_make_shadows(settings, database),
        tokens=TokenCounter(),
        fetcher=Once(_make_fetcher) if settings.fetch == "on" else None,
    )


def _make_shadows(settings: Settings, database: Database) -> Shadows:
    """Chroma's folder has one user at a time: the process that owns the store. The others search the blobs exactly."""
    if settings.vector_index == "exact" or not database.owner:
        return Shadows.of(database)
    threshold = 0 if settings.vector_index == "chroma" else LARGE
    return Shadows.of(database, ChromaWhenNeeded(settings.home / "chroma"), threshold=threshold)


def _make_router() -> Any:
    """LangGraph takes half a second to import, so it comes with the first exchange and never with a search."""
    return import_module("memos.agents.roster").make_router()


def _make_key_store(settings: Settings) -> KeyStore:
    """The keyring takes long to load, and is there only on machines that have one; so it is used where it is asked for."""
    if settings.key_store == "file":
        return KeyFile(settings.key_file, settings.home)
    keychain: KeyStore = import_module("memos.kernel.vault.keychain").Keychain(str(settings.key_file))
    return keychain


def _make_fetcher() -> Any:
    return import_module("memos.documents.fetching").Fetcher()


def _make_embedder(settings: Settings) -> Embedder | None:
    match settings.embedder:
        case "none":
            return None
        case "hash":
            hashing: Embedder = import_module("memos.models.embedding.hashing").HashEmbedder()
            return hashing
        case "minilm":
            folder = import_module("memos.models.embedding.weights").installed(settings.cache)
            minilm: Embedder = import_module("memos.models.embedding.minilm").MiniLM.open(folder)
            return minilm
