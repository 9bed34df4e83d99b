"""The seams of the house: what can be exchanged for another implementation. Each has one conformance suite in tests/conformance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Unit vectors, one a row: shape (n, dimension), float32."""


LOOKUP_MOST = 200
"""How many cubes a lookup by statement or by subject gives for one key, the newest: somebody who likes thousands of things shall
not make every exchange slower. An exact repetition is found by its content whatever its age."""


class Clock(Protocol):
    """Tells the time: aware, UTC."""

    def now(self) -> datetime:
        """The present moment."""
        ...


class Ids(Protocol):
    """Makes ids that sort by the time they were made (UUIDv7)."""

    def new(self) -> str:
        """A fresh id; later ids of one maker are greater."""
        ...


class Embedder(Protocol):
    """Turns text into unit vectors. Failures raise `EmbedderFailed`."""

    @property
    def fingerprint(self) -> str:
        """Names the model exactly; vectors of different fingerprints are never compared."""
        ...

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit row a text, shape (len(texts), dimension); zeros for a text in which the model can read nothing.

        Nothing is cut silently: a text beyond the model's window is embedded by its parts and stands for their length-weighted mean.
        """
        ...

    def split(self, text: str) -> list[tuple[int, int]]:
        """Consecutive character spans that cover the text, each of which fits the model's window."""
        ...


class VectorEntry(NamedTuple):
    """What a vector index keeps of one cube: its key, the journal position it reflects, and a row a part of its text."""

    key: int
    seq: int
    vectors: Vectors


class Match(NamedTuple):
    """A cube found by a vector index, and the cosine of its best part."""

    key: int
    seq: int
    cosine: float


class VectorIndex(Protocol):
    """A shadow of the journal that finds cubes by their vectors. It may be behind; it is never wrong.

    Spaces and cubes are addressed by the integers the store numbers them with. Every call is idempotent:
    an entry with a `seq` older than the one held changes nothing. Failures raise `IndexFailed`.
    """

    @property
    def name(self) -> str:
        """Names the index in watermarks and health reports."""
        ...

    def apply(self, space: int, upserts: Sequence[VectorEntry], removals: Sequence[tuple[int, int]]) -> None:
        """Takes entries in, replacing older ones, and takes `(key, seq)` pairs out."""
        ...

    def search(self, space: int, query: Vectors, limit: int, allowed: NDArray[np.int64] | None = None) -> list[Match]:
        """The `limit` nearest cubes to `query` (shape (dimension,)), best first, each once; of `allowed` keys only, when given."""
        ...

    def keys(self, space: int) -> dict[int, int]:
        """Every key held and its seq: what `doctor` compares with the truth."""
        ...

    def clear(self, space: int) -> None:
        """Drops everything held of one space, on disk too."""
        ...

    def close(self) -> None:
        """Gives back what is open."""
        ...
