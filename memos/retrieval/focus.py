"""Which sentences of a talk ask, and which of it is worth searching for.

What surrounds a request tells what it is about: on RealMem, words of the asking sentences alone find 42 % of the sessions in
the first five, those of the whole text 58 %. So nothing but greetings, thanks and agreement is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from memos.index.flags import Flag, flags_of

SEVERAL: Final = 64
"""Sentences looked at, from the end: who talks long asks last."""
_END: Final = re.compile(r"(?<![.!?…])(?P<stop>[.!?…]++)[\"'”’)\]*]*+(?=\s)|[。！？]+|\n")
_NOT_FINAL: Final = frozenset("mr mrs ms dr prof st jr sr vs no mt ft etc e.g i.e a.m p.m u.s u.k".split())  # noqa: SIM905
_REQUEST: Final = re.compile(
    r"\b(?:can|could|would|will) you\b|\b(?:please|suggest|recommend|remind me|tell me|show me|give me|help me|find me|let's|let me know)\b"
    r"|\bi(?:'d| would) like\b|\bi (?:need|want|wonder)\b|\bwhat about\b|\bhow about\b|\bany (?:ideas?|advice|tips|suggestions?)\b",
    re.IGNORECASE,
)
_COURTESY: Final = re.compile(
    r"^(?:how are you|how's it going|how have you been|what's up|you know|right|ok(?:ay)?|isn't it|can you help(?: me)?|guess what)"
    r"\b[^?]{0,12}\?$",
    re.IGNORECASE,
)


class Focus(NamedTuple):
    """`text` is what should be searched for, `asking` the sentence that asks (empty: none does, something is only told)."""

    text: str
    asking: str


def focus(said: str) -> Focus:
    """Of several sentences, what tells and what asks. One sentence is both, unless it only tells."""
    told = list(_sentences(said))
    if len(told) < 2:
        return Focus(said, said if _asks(said) else "")
    telling = [sentence for sentence in told if not flags_of(sentence) & Flag.GREETING]
    last = [sentence for sentence in told[-SEVERAL:] if not _COURTESY.search(sentence)]
    questions = [sentence for sentence in last if sentence.rstrip("\"'”’)]").endswith(("?", "？"))]
    asking = next(reversed(questions or [sentence for sentence in last if _REQUEST.search(sentence)]), "")
    return Focus(" ".join(telling) if 0 < len(telling) < len(told) else said, asking)


def _sentences(said: str) -> Iterator[str]:
    """The sentences with their marks. A stop behind an initial or an abbreviation ends none: a name must not be torn apart."""
    start = 0
    for match in _END.finditer(said):
        word = said[max(start, match.start() - 12) : match.start()].split()[-1:]
        short = match["stop"] == "." and word and (len(word[0]) == 1 or word[0].casefold() in _NOT_FINAL)
        if not short:
            yield from _filled(said[start : match.end()])
            start = match.end()
    yield from _filled(said[start:])


def _filled(sentence: str) -> Iterator[str]:
    if stripped := sentence.strip():
        yield stripped


def _asks(sentence: str) -> bool:
    return "?" in sentence or "？" in sentence or _REQUEST.search(sentence) is not None
