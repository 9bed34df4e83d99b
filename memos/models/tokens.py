"""Counting tokens without a network: the cl100k_base encoding, from the file that the litellm package carries."""

from __future__ import annotations

import base64
import functools
import hashlib
import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import tiktoken

from memos.errors import MemosError

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE: Final = "litellm_core_utils/tokenizers/9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
"""Named, as in tiktoken's own cache, by the SHA-1 of the address the file was published at."""
_SHA256: Final = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
_PATTERN: Final = (
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"
    r"|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
)
_HINT: Final = "Install litellm again as this package pins it."
_SLICE: Final = 16_384
"""Characters encoded at a time: tiktoken panics (StackOverflow) on a word behind a million spaces."""
_LONGEST_TOKEN: Final = 128
"""Bytes, in this encoding."""
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def ranks_file() -> Path:
    """Where the encoding lies: in the installed litellm package, which is found but not imported.

    Raises MemosError if there is no such package.
    """
    spec = importlib.util.find_spec("litellm")
    if spec is None or spec.origin is None:
        raise MemosError("Tokens can't be counted without the litellm package: it carries the encoding.", hint=_HINT)
    return Path(spec.origin).parent / _FILE


class TokenCounter:
    """Counts and cuts by cl100k_base tokens: exact for models of that encoding, near enough for other models' budgets.

    Names of special tokens in a text are text. The encoding is loaded at first use (0.1 s). Threads may share one.
    """

    def __init__(self, ranks: Path | None = None) -> None:
        """`ranks` is the encoding's file; litellm's by default."""
        self._ranks = ranks

    def count(self, text: str) -> int:
        """How many tokens the text makes. Raises MemosError if the encoding's file is missing or damaged."""
        return sum(len(self._encoding.encode_ordinary(part)) for part in _slices(_readable(text)))

    def truncate(self, text: str, budget: int) -> str:
        """The longest beginning of the text, by whole tokens and characters, that makes at most `budget` tokens.

        The text itself if it fits; "" if the budget is 0 or less. Raises MemosError as `count` does.
        """
        room = budget
        while room > 0:
            kept = self._beginning(text, room)
            excess = self.count(text[:kept]) - budget
            if excess <= 0:
                return text[:kept]
            room -= excess  # a word cut in two may make more tokens than its share in the whole
        return ""

    def _beginning(self, text: str, budget: int) -> int:
        """How many characters the first `budget` tokens cover entirely."""
        done = 0
        for part in _slices(_readable(text[: budget * _LONGEST_TOKEN])):
            tokens = self._encoding.encode_ordinary(part)
            if len(tokens) > budget:
                return done + len(self._encoding.decode_bytes(tokens[:budget]).decode(errors="ignore"))
            budget -= len(tokens)
            done += len(part)
        return done

    @functools.cached_property
    def _encoding(self) -> tiktoken.Encoding:
        path = ranks_file() if self._ranks is None else self._ranks
        try:
            content = path.read_bytes()
        except OSError as error:
            raise MemosError(f"Tokens can't be counted: {path}: {error.strerror}.", hint=_HINT) from error
        if hashlib.sha256(content).hexdigest() != _SHA256:
            raise MemosError(f"Tokens can't be counted: {path} is not the cl100k_base encoding.", hint=_HINT)
        pairs = (line.split() for line in content.splitlines() if line)
        ranks = {base64.b64decode(token): int(rank) for token, rank in pairs}
        return tiktoken.Encoding("cl100k_base", pat_str=_PATTERN, mergeable_ranks=ranks, special_tokens={})


def _readable(text: str) -> str:
    """The text with lone surrogates replaced one for one: positions stay."""
    return _SURROGATE.sub("\ufffd", text)


def _slices(text: str) -> Iterator[str]:
    """The text in slices that begin with a space where possible: no token spans such a place, so the sum is exact."""
    start = 0
    while len(text) - start > _SLICE:
        cut = text.rfind(" ", start + 1, start + _SLICE)
        end = cut if cut > start else start + _SLICE
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]
