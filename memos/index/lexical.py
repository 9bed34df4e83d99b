"""What of a question is asked for by words: never query syntax, only what tells something."""

from __future__ import annotations

import re
from typing import Final

_MOST_WORDS: Final = 512
"""Distinct words of a question that are looked at."""
_LONGEST: Final = 64

STOP_WORDS: Final = frozenset(
    """a an the and or but if of to in on at for with from by about as is are was were be been being am do does did have
    has had i you he she it we they me him her us them my your his its our their this that these those what which who
    whom whose when where why how not no so than then there here can could will would should may might just into up out
    over under again also any all some more most other such only own same too very s t don d ll m re ve""".split()  # noqa: SIM905
)
_WORD: Final = re.compile(r"\w+")


def words(question: str) -> list[str]:
    """The telling words of a question, folded, each once, in order; stop words only if there are no others."""
    found = list(dict.fromkeys(word[:_LONGEST] for word in _WORD.findall(question.casefold()) if word.strip("_")))
    telling = [word for word in found if word not in STOP_WORDS]
    return (telling or found)[:_MOST_WORDS]
