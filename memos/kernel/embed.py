"""Vectors for what is about to be committed: computed after settling and before the transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from memos.errors import EmbedderFailed, MemosError
from memos.kernel.parts import Parts
from memos.ports import Embedder, Vectors
from memos.schemas.cube import EdgeType, Episodic, Kind, MemCube
from memos.schemas.operation import Add, Operation, Update
from memos.store.space import Space

_BATCH: Final = 64
"""Texts embedded between two reports of progress."""
_LATER: Final = "What has no vectors is found by its words; `memos doctor --repair` embeds it once the embedder works."


class Embedded(NamedTuple):
    """Rows by cube id (one a part of the cube's text), and the model they are of."""

    rows: Mapping[str, Vectors]
    fingerprint: str | None


def vectors_for(parts: Parts, space: Space, operations: Sequence[Operation]) -> Embedded:
    """The vectors of every cube these operations write; none without an embedder, or when it fails.

    What is committed without vectors is found by its words, shows in `memos doctor`, and `upkeep.embed_missing` embeds it.
    A wrong or missing embedder does raise: `EmbedderMismatch`, `WeightsMissing`.
    """
    embedder = parts.embedder()
    if embedder is None:
        return Embedded({}, None)
    try:
        return Embedded(embed_written(embedder, space, operations), embedder.fingerprint)
    except EmbedderFailed:
        return Embedded({}, None)


class Embedding:
    """Embeds texts of cubes with progress, batch by batch; a text that was embedded before is not embedded again."""

    def __init__(self, embedder: Embedder | None, heard: Callable[[int, int], None]) -> None:
        """`heard` is told how many texts are done, of how many."""
        self._embedder = embedder
        self._heard = heard
        self._rows: dict[str, Vectors] = {}

    def of(self, texts: Mapping[str, str]) -> Embedded:
        """The vectors of texts by cube id; none without an embedder, or where it fails, as for `vectors_for`."""
        if self._embedder is None:
            return Embedded({}, None)
        missing = [text for text in dict.fromkeys(texts.values()) if text not in self._rows]
        try:
            for start in range(0, len(missing), _BATCH):
                batch = missing[start : start + _BATCH]
                self._rows.update(embed_texts(self._embedder, {text: text for text in batch}))
                self._heard(start + len(batch), len(missing))
        except EmbedderFailed:
            return Embedded({}, None)
        rows = {cube_id: self._rows[text] for cube_id, text in texts.items() if text in self._rows}
        return Embedded(rows, self._embedder.fingerprint)


def embed_written(embedder: Embedder, space: Space, operations: Sequence[Operation]) -> dict[str, Vectors]:
    """The vectors of every cube these operations write. Raises `EmbedderFailed`.

    The vault is never embedded. A topic or session is the mean of its utterances, so only utterances and statements cost.
    """
    written = [operation.cube for operation in operations if isinstance(operation, Add | Update)]
    own = [cube for cube in written if cube.kind is not Kind.VAULT and not is_summary(cube)]
    rows = embed_texts(embedder, {cube.id: cube.text for cube in own})
    for cube in sorted(filter(is_summary, written), key=_topics_first):
        members = _member_vectors(space, operations, cube, rows)
        if members:
            rows[cube.id] = _mean(members)
    return rows


def _topics_first(cube: MemCube) -> bool:
    """Sessions are means of topics, so topics come before them."""
    return isinstance(cube.payload, Episodic) and cube.payload.granularity == "session"


def is_summary(cube: MemCube) -> bool:
    """Whether a cube stands for several utterances."""
    return isinstance(cube.payload, Episodic) and cube.payload.granularity != "utterance"


def embed_texts(embedder: Embedder, texts: Mapping[str, str]) -> dict[str, Vectors]:
    """One row a part of each text; all parts of all texts go to the model together, so that it can batch by length.

    Raises `EmbedderFailed` if the model fails or gives anything but a finite row a part.
    """
    try:
        parts = [(key, text[start:end]) for key, text in texts.items() for start, end in embedder.split(text)]
        if not parts:
            return {}
        matrix = embedder.embed([text for _, text in parts])
    except MemosError as error:
        raise EmbedderFailed(f"The embedder failed: {error}", hint=_LATER) from error
    if matrix.shape != (len(parts), embedder.dimension) or not np.isfinite(matrix).all():
        raise EmbedderFailed("The embedder gave no finite row for each text.", hint=_LATER)
    rows: dict[str, list[int]] = {}
    for row, (key, _) in enumerate(parts):
        rows.setdefault(key, []).append(row)
    return {key: matrix[taken] for key, taken in rows.items()}


def _member_vectors(
    space: Space, operations: Sequence[Operation], summary: MemCube, fresh: Mapping[str, Vectors]
) -> list[Vectors]:
    new = {
        edge.source
        for operation in operations
        if isinstance(operation, Add | Update)
        for edge in operation.edges
        if edge.type is EdgeType.PART_OF and edge.target == summary.id
    }
    known = space.embeddings.of([cube_id for cube_id in space.graph.members(summary.id) if cube_id not in new])
    return [*known.values(), *(fresh[cube_id] for cube_id in new if cube_id in fresh)]


def _mean(members: Sequence[Vectors]) -> Vectors:
    mean = np.vstack([rows.mean(axis=0) for rows in members]).mean(axis=0, keepdims=True)
    length = float(np.linalg.norm(mean))
    return np.asarray(mean / length if length else mean, dtype=np.float32)
