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
    """Without what ends a clause. Exclamation and question marks may be part of it: they stay, all of them, unless a single one
    ends a plain word or a number."""
    bare = value.rstrip(TRAILING)
    marks = _MARKS.match(value, len(bare))
    if marks is None or (len(marks[0]) == 1 and (bare.isalpha() or bare.isdigit())):
        return bare or value
    return value[: marks.end()]


_MARKS: Final = re.compile(r"[!?]+")


Fact = Literal["", "digit", "figures", "number", "sign", "long"]
"""What is known of a text at a glance, and without which a detector need not be tried: see `facts`."""

LONG: Final = 16
"""Characters that keys have at the least."""


def facts(text: str) -> set[Fact]:
    """A digit; two together or nearly so; nine; a digit, or a sign before something; a word as long as keys are."""
    known: set[Fact] = {""}
    if max(map(len, text.split()), default=0) >= LONG:
        known.add("long")
    if not _DIGIT.search(text):
        if _SIGN.search(text):
            known.add("sign")
        return known
    known |= {"digit", "sign"}
    if _FIGURES.search(text):
        known.add("figures")
        if _NUMBER.search(text):
            known.add("number")
    return known


_DIGIT: Final = re.compile(r"\d")
_FIGURES: Final = re.compile(r"\d(?:[^\w\n]{0,3}[^\W\d]?|[#*]? (?:left|right)[ ,/]{1,2}(?:then[ ,])?)\d")
_NUMBER: Final = re.compile(r"\d(?:[\W_]{0,2}\d){8}")
_SIGN: Final = re.compile(r"[!#$%&*+^~?@=_]\S")


class Cue(NamedTuple):
    """Words that tell that a secret follows: within `reach` characters, and before `stop`. All that fit, or the first.

    They are looked for in the lower-cased text, so they are written in lower case.
    """

    words: str
    reach: int
    every: bool = False
    stop: str = _SENTENCE_END


class Detector(NamedTuple):
    """A kind of secret. One of `hints` must occur in the lower-cased text for the pattern to be tried ("" always does).

    What the pattern's group `value` or `quoted` (or else the whole of it) caught is sealed, if `accepts` agrees; a `value` without
    what ends a clause; or, with `within`, the stretches it finds there. With a `cue` the
    pattern is tried behind it alone. Texts that lack what it `needs` are not looked at. Patterns are compiled when first tried: most
    never are.
    """

    label: str
    entry_type: EntryType
    hints: tuple[str, ...]
    pattern: str
    accepts: Callable[[re.Match[str]], bool] = lambda _: True
    cue: Cue | None = None
    within: Callable[[re.Match[str]], Iterator[tuple[int, int]]] | None = None
    needs: Fact = ""

    def find(self, text: str, lowered: str) -> Iterator[Secret]:
        """Every secret of the kind in a text, in order. `lowered` is the text in lower case, character by character."""
        matches = re.compile(self.pattern).finditer(text) if self.cue is None else self._behind(self.cue, text, lowered)
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

    def _behind(self, cue: Cue, text: str, lowered: str) -> Iterator[re.Match[str]]:
        """Matches that stand behind a cue, and behind no handle (NULs) that answers it.

        Stretches behind several cues that overlap are looked through once.
        """
        pattern, stop = re.compile(self.pattern), re.compile(cue.stop if cue.every else rf"{cue.stop}|\x00")
        told = [found.end() for found in re.compile(cue.words).finditer(lowered)]
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
