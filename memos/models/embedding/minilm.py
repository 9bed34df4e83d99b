"""all-MiniLM-L6-v2 on onnxruntime: short texts in about 3 ms, some 500 a second in batches on two cores."""

from __future__ import annotations

import contextlib
import tempfile
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from memos.errors import EmbedderFailed, WeightsMissing
from memos.models.embedding.splitting import LONGEST_PART, Span, normalised, readable, split
from memos.models.embedding.weights import ALL_MINILM, HINT, STAGING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

_DIMENSION: Final = 384
_WINDOW: Final = 256
_SPECIALS: Final = 2
_BATCH: Final = 32
_BATCH_PIECES: Final = 2048
"""Word pieces in a batch, padding included: long texts gain nothing from company and only take memory."""
_AT_ONCE: Final = 1024
"""Parts held, tokenised, at a time."""
_THREADS: Final = 2
GRAPH_VERSION: Final = 1
"""Part of the name the graph is kept by: an older graph is not taken for the present one."""


class _SessionError(Exception):
    """onnxruntime can't make a session of what it was given."""


class _Part(NamedTuple):
    row: int
    """Index of the text it belongs to."""
    ids: NDArray[np.int64]


class MiniLM:
    """The default embedder: 384 dimensions, a window of 256 word pieces, English first.

    Safe to share between threads. The same text gives the same vector to about 1e-6, whatever it is embedded with.
    """

    def __init__(self, tokenizer: Tokenizer, session: onnxruntime.InferenceSession) -> None:
        """Use `MiniLM.open`."""
        self._tokenizer = tokenizer
        self._session = session
        self._telling = _telling(tokenizer)

    @classmethod
    def open(cls, folder: Path, *, threads: int = _THREADS) -> Self:
        """Load the model from the folder that `weights.fetch` or `weights.installed` returned; 0.1 s.

        `threads` serve one call. Two are best on two cores, and, as they do not spin, cost nothing between calls.
        The graph is built when first needed and kept beside the weights where the folder can be written.
        Raises WeightsMissing if what lies there can't be loaded.
        """
        try:
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # tokenizers raises nothing narrower
            raise WeightsMissing(f"{folder}/tokenizer.json can't be read: {error}", hint=HINT) from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        tokenizer.encode_special_tokens = True  # "[SEP]" in a text is text
        return cls(tokenizer, _session(folder, threads))

    @property
    def fingerprint(self) -> str:
        """The model's name and the start of its weights' hash."""
        return ALL_MINILM.fingerprint

    @property
    def dimension(self) -> int:
        """384."""
        return _DIMENSION

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, shape (len(texts), 384), of length 1.

        A text beyond the window (256 word pieces or 2,048 characters) stands for the mean of its parts, each weighted
        by its pieces. A text in which the model can read nothing (empty, white space, punctuation, a script or emoji
        unknown to its vocabulary) gets a zero row: like nothing, rather than like every other unreadable text.
        """
        rows = np.zeros((len(texts), _DIMENSION), dtype=np.float32)
        waiting: list[_Part] = []
        for part in self._parts(texts):
            waiting.append(part)
            if len(waiting) == _AT_ONCE:
                self._add(rows, waiting)
                waiting.clear()
        self._add(rows, waiting)
        return normalised(rows)

    def split(self, text: str) -> list[Span]:
        """Consecutive character spans that cover the text.

        Each fits the window (256 word pieces, both marks included) and has at most 2,048 characters.
        """
        return split(readable(text), self._room)

    def _parts(self, texts: Iterable[str]) -> Iterator[_Part]:
        """Every part of every text that holds something to read."""
        for row, text in enumerate(map(readable, texts)):
            ids = self._ids(text) if len(text) <= LONGEST_PART else None
            if ids is not None and len(ids) <= _WINDOW:
                parts = [ids]
            else:
                parts = [self._ids(text[start:end]) for start, end in split(text, self._room)]
            for part in parts:
                if self._telling[part].any():
                    yield _Part(row, part)

    def _ids(self, text: str) -> NDArray[np.int64]:
        return np.array(self._tokenizer.encode(text).ids, dtype=np.int64)

    def _room(self, stretch: str) -> int:
        offsets = self._tokenizer.encode(stretch, add_special_tokens=False).offsets
        room = _WINDOW - _SPECIALS
        return len(stretch) if len(offsets) <= room else int(offsets[room][0])

    def _add(self, rows: NDArray[np.float32], parts: list[_Part]) -> None:
        """Add to each text's row the vectors of its parts, weighted by their pieces."""
        for batch in _batches(parts):
            ids = np.zeros((len(batch), max(len(part.ids) for part in batch)), dtype=np.int64)
            mask = np.zeros_like(ids)
            for place, part in enumerate(batch):
                ids[place, : len(part.ids)] = part.ids
                mask[place, : len(part.ids)] = 1
            vectors = np.asarray(self._run(ids, mask), dtype=np.float32)
            for part, vector in zip(batch, vectors, strict=True):
                rows[part.row] += (len(part.ids) - _SPECIALS) * vector

    def _run(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> object:
        try:
            return self._session.run(None, {"ids": ids, "mask": mask})[0]
        except Exception as error:  # onnxruntime's errors share no narrower base
            raise EmbedderFailed(f"The embedding model could not be run: {error}") from error


def _batches(parts: list[_Part]) -> Iterator[list[_Part]]:
    """Parts of like length together, so that little of a batch is padding."""
    batch: list[_Part] = []
    for part in sorted(parts, key=lambda part: len(part.ids)):
        if len(batch) == _BATCH or (len(batch) + 1) * len(part.ids) > _BATCH_PIECES:
            yield batch
            batch = []
        batch.append(part)
    if batch:
        yield batch


def _telling(tokenizer: Tokenizer) -> NDArray[np.bool_]:
    """By piece id: whether the piece says anything, which marks, the unknown piece and bare punctuation do not."""
    vocabulary = tokenizer.get_vocab()
    marks = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}
    telling = np.zeros(max(vocabulary.values()) + 1, dtype=np.bool_)
    for piece, number in vocabulary.items():
        said = piece.removeprefix("##")
        telling[number] = piece not in marks and any(unicodedata.category(sign)[0] in "LNS" for sign in said)
    return telling


def _session(folder: Path, threads: int) -> onnxruntime.InferenceSession:
    kept = folder / f"model-{ALL_MINILM.digest}-graph{GRAPH_VERSION}.onnx"
    with contextlib.suppress(OSError, _SessionError):
        return _load(kept.read_bytes(), folder, threads)
    # Imported here because onnx (0.15 s, 40 MB) is needed only when there is no graph yet.
    from memos.models.embedding.graph import build_graph  # noqa: PLC0415

    graph = build_graph(folder / "model.safetensors")
    try:
        session = _load(graph, folder, threads)
    except _SessionError as error:
        raise WeightsMissing(f"The model in {folder} can't be loaded: {error}.", hint=HINT) from error
    with contextlib.suppress(OSError):  # a folder that can't be written costs a rebuild each time, no more
        _replace(kept, graph)
    return session


def _load(graph: bytes, folder: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(folder))
    try:
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors share no narrower base
        raise _SessionError(str(error)) from error


def _replace(target: Path, content: bytes) -> None:
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=STAGING) as staging:
        fresh = Path(staging) / target.name
        fresh.write_bytes(content)
        fresh.replace(target)
