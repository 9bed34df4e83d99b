"""An embedder that needs no model: words and their letter groups, hashed into a small vector. For tests and demos.

It knows no meaning: texts are alike as far as their words are, "lives" near "live" and both far from "resides".
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from memos.models.embedding.splitting import Span, normalised, readable, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_WORD: Final = re.compile(r"\w+")
_FORMAT: Final = 1
_WINDOW: Final = 256
_LONGEST_WORD: Final = 64
_SUFFIXES: Final = ("ing", "ed", "es", "s", "e")
_FUNCTION_WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be but by did do does for from had has have he her his how i in is it its me my of on or
        our she that the their them they this to was we were what when where which who whom why will with you your""",
    )
)


class HashEmbedder:
    """Signed feature hashing of word stems (weight 1; function words 0.2) and letter trigrams (0.3).

    Deterministic across processes and machines. A text without a letter or digit gets a zero row.
    """

    def __init__(self, dimension: int = 256) -> None:
        """`dimension` is the length of a vector; fewer than 64 make unlike texts collide."""
        if dimension < 1:
            raise ValueError(f"a vector needs a dimension of at least 1, not {dimension}")
        self._dimension = dimension

    @property
    def fingerprint(self) -> str:
        """Names the scheme and the dimension."""
        return f"hash-{self._dimension}/{_FORMAT}"

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._dimension

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, shape (len(texts), dimension), of length 1, or 0 where there is no word.

        A text of several parts stands for the mean of their vectors, each weighted by its length.
        """
        rows = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for index, text in enumerate(texts):
            for start, end in self.split(text):
                rows[index] += (end - start) * self._vector(text[start:end])
        return normalised(rows)

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros((1, self._dimension), dtype=np.float32)
        for feature, weight in _features(readable(text)):
            digest = int.from_bytes(hashlib.blake2b(feature.encode(), digest_size=8).digest(), "little")
            vector[0, (digest >> 1) % self._dimension] += weight if digest & 1 else -weight
        row: NDArray[np.float32] = normalised(vector)[0]
        return row

    def split(self, text: str) -> list[Span]:
        """Consecutive character spans that cover the text, each of at most 256 words and 2,048 characters."""
        return split(text, _room)


def _room(stretch: str) -> int:
    for count, match in enumerate(_WORD.finditer(stretch)):
        if count == _WINDOW:
            return match.start()
    return len(stretch)


def _features(text: str) -> Iterator[tuple[str, float]]:
    """Features and their weights; repetition counts by its logarithm."""
    words = Counter(match.group() for match in _WORD.finditer(text.lower()))
    for word, times in words.items():
        gain = 1 + math.log(times)
        if word in _FUNCTION_WORDS:
            yield f"w:{word}", 0.2 * gain
            continue
        yield f"w:{_stem(word)}", gain
        edged = f"^{word[:_LONGEST_WORD]}$"
        for start in range(len(edged) - 2):
            yield f"g:{edged[start : start + 3]}", 0.3 * gain


def _stem(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word.removesuffix(suffix)
    return word
