"""A question as those would put it who know the answer: what is compared with what they said.

Who speaks of themselves says "I", and hardly ever their own name. Compared as it is asked, a question is like every utterance that calls
somebody by name, whatever it asks: on LiHua-World the message that answers is the nearest 47 times in 100, and 57 times so put.
"""

from __future__ import annotations

import re
from typing import Final

from memos.index.units import Units
from memos.retrieval.analysis import Analysis
from memos.retrieval.names import is_called
from memos.retrieval.speakers import named

_ONESELF: Final = ("I", "my")
_ANOTHER: Final = ("you", "your")


def voiced(text: str, analysis: Analysis, units: Units) -> str:
    """The question as the first of the speakers it names would put it: "What did Mel paint for Ann?" is "What did I paint for you?"."""
    speakers = list(named(analysis, units).values())
    if not speakers:
        return text
    said = re.compile("|".join(f"({_spelled(own)})" for own in speakers), re.IGNORECASE)
    first: list[int] = []

    def spoken(match: re.Match[str]) -> str:
        if match[0][0].islower() and not is_called(text, match):  # a word, not the name: "will Will"
            return match[0]
        who = match.lastindex or 0
        first.append(who)
        name, own = _ONESELF if who == first[0] else _ANOTHER
        return own if match[0].endswith(("'s", "\u2019s")) else name

    return said.sub(spoken, text)


def _spelled(own: tuple[str, ...]) -> str:
    """A speaker's name as texts have it: the first name, or the whole, in one word or several."""
    first, *rest = (re.escape(part) for part in own)
    return (
        rf"(?<!\w){first}" + "".join(rf"(?:[\s-]*{part}" for part in rest) + ")?" * len(rest) + r"(?:['\u2019]s)?(?!\w)"
    )
