"""What a detector is: a row of a table that says what a kind of secret is called and what it looks like.

All patterns are linear: what may repeat is bounded or possessive, and no two neighbours can take the same characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

EntryType = Literal["credential", "api_key", "token", "private_key", "card", "account", "other"]

TRAILING: Final = ".,;:!?)]}>\"'`’”»"
"""What ends a clause or a quotation, and belongs to no secret that stands before it."""

EDGE: Final = r"(?<![A-Za-z0-9])"
"""No letter or digit before."""

_LONGEST: Final = 160
"""Characters of a secret that is known by the words before it alone."""

_SENTENCE_END: Final = r"\n|[.!?](?=\s)"


class Secret(NamedTuple):
    """A secret in a text: where it stands, what to call it, and what sort it is."""

    start: int
    end: int
    label: str
    entry_type: EntryType


def trimmed(value: str) -> str:
    """Without what ends a clause; an exclamation mark stays where the value is no plain word."""
    bare = value.rstrip(TRAILING)
    shouted = value[len(bare) :].startswith("!") and not bare.isalpha()
    return value[: len(bare) + shouted] or value


class Cue(NamedTuple):
    """Words that tell that a secret follows: within `reach` characters, and before `stop`. All that fit, or the first."""

    words: str
    reach: int
    every: bool = False
    stop: str = _SENTENCE_END


class Detector(NamedTuple):
    """A kind of secret. One of `hints` must occur in the lower-cased text for the pattern to be tried ("" always does).

    What the pattern's group `value` or `quoted` (or else the whole of it) caught is sealed, if `accepts` agrees; a `value` without
    what ends a clause; or, with `within`, the stretches it finds there. With a `cue` the
    pattern is tried behind it alone. Patterns are compiled when first tried: most never are.
    """

    label: str
    entry_type: EntryType
    hints: tuple[str, ...]
    pattern: str
    accepts: Callable[[re.Match[str]], bool] = lambda _: True
    cue: Cue | None = None
    within: Callable[[re.Match[str]], Iterator[tuple[int, int]]] | None = None

    def find(self, text: str) -> Iterator[Secret]:
        """Every secret of the kind in a text, in order."""
        matches = re.compile(self.pattern).finditer(text) if self.cue is None else self._behind(self.cue, text)
        for match in matches:
            if self.cue is None and not self.accepts(match):
                continue
            if self.within is not None:
                yield from (Secret(*span, self.label, self.entry_type) for span in self.within(match))
                continue
            groups = match.groupdict()
            group = next((name for name in ("quoted", "value") if groups.get(name)), 0)
            start, end = match.span(group)
            if group == "value":
                end = start + len(trimmed(match["value"]))
            yield Secret(start, end, self.label, self.entry_type)

    def _behind(self, cue: Cue, text: str) -> Iterator[re.Match[str]]:
        """Matches that stand behind a cue, and behind no handle (NULs) that answers it.

        Stretches behind several cues that overlap are looked through once.
        """
        pattern, stop = re.compile(self.pattern), re.compile(cue.stop if cue.every else rf"{cue.stop}|\x00")
        told = [found.end() for found in re.compile(cue.words).finditer(text)]
        served = -1
        for first, last in _stretches(told, cue.reach):
            for match in pattern.finditer(text, told[first], told[last] + cue.reach + _LONGEST):
                nearest = bisect_right(told, match.start()) - 1
                if match.start() >= told[nearest] + cue.reach:
                    break
                if nearest == served or stop.search(text, told[nearest], match.start()) or not self.accepts(match):
                    continue
                served = served if cue.every else nearest
                yield match


def _stretches(starts: Sequence[int], reach: int) -> Iterator[tuple[int, int]]:
    """The first and the last of those that follow each other within `reach`."""
    first = 0
    for last, start in enumerate(starts):
        if last + 1 == len(starts) or starts[last + 1] > start + reach:
            yield first, last
            first = last + 1
