"""What a question is made of, by rule: what must be found first, and what is asked of it.

English nests to the right: "Who is the spouse of the director of X?" first needs the director of X. So a question is cut
before each phrase that has something of its own behind it, and read from the last piece to the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from memos.index.lexical import STOP_WORDS
from memos.retrieval.cues import OFTEN_SAID
from memos.retrieval.names import Name

MOST: Final = 4
"""Parts of a question: who asks for more is asked for the first of them."""
_HELD: Final = "Ǝ"
"""Stands for each character of a name, so that no rule looks into it."""
_NESTED: Final = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?) (?:(?!(?:on|in|at|to|from|with|for|about|and|or)\b)[^\W\dA-Z{_HELD}]+ ){{1,3}}?"
    rf"(?=(?:who|whom|that|which|whose|where|when|of|as|by|considered|called|named)\b|{_HELD})"
)
"""A phrase that is told by what follows: a relative clause, with or without its pronoun, or a complement."""
_SEQUENCE: Final = re.compile(r"\b(?:before|after|prior to)\b(?! (?:that|then|this|all)\b)", re.IGNORECASE)
_SPAN: Final = re.compile(
    r"\bbetween (?P<first>.{8,}?) and (?P<second>.{8,})$|\bfrom (?P<third>.{8,}?) (?:to|until) (?P<fourth>.{8,})$",
    re.IGNORECASE,
)
_INTERVAL: Final = re.compile(
    r"\b(?:interval|how long|how many (?:days|weeks|months|years)|more than|less than|time)\b", re.IGNORECASE
)
_COMPARED: Final = re.compile(r"\b(?:both|same|common|differ(?:ent|ence)?|either|each|respectively)\b", re.IGNORECASE)
_EMPTY: Final = STOP_WORDS | OFTEN_SAID | {"name", "time", "year"}
_WORD: Final = re.compile(r"[^\W_]+")


def parts_of(question: str, names: Sequence[Name]) -> tuple[str, ...]:
    """The parts of one question, in the order in which they have to be found; none if it is of one piece.

    `names` are those that `names_in` finds in it.
    """
    plain = question.strip().rstrip("?!. ")
    masked = _masked(question, names)[: len(question.rstrip().rstrip("?!. "))]
    masked = masked[len(question) - len(question.lstrip()) :]
    pieces = (
        _compared(plain, masked, names)
        or _in_sequence(plain, masked)
        or _nested(plain, masked)
        or _owned(question, names)
    )
    parts = tuple(dict.fromkeys(piece.strip(" ,;:") for piece in pieces))
    return parts[:MOST] if len(parts) > 1 else ()


def _masked(question: str, names: Sequence[Name]) -> str:
    masked = list(question)
    for name in names:
        masked[name.start : name.end] = _HELD * (name.end - name.start)
    return "".join(masked)


def _compared(plain: str, masked: str, names: Sequence[Name]) -> list[str]:
    """Both sides of "A or B", of "both A and B", and of "A and B" where they are compared."""
    sides = re.search(rf"({_HELD}[ {_HELD}]*)(?:,)? (?P<joint>or|and)(?: the)? ({_HELD}[ {_HELD}]*)", masked)
    if sides is None or len(names) < 2 or (sides["joint"] == "and" and not _COMPARED.search(masked)):
        return []
    return [plain[slice(*sides.span(1))], plain[slice(*sides.span(3))]]


def _in_sequence(plain: str, masked: str) -> list[str]:
    """Two events of which one comes first, or that lie apart by some time: each is to be found for itself."""
    apart = _SPAN.search(masked) if _INTERVAL.search(masked) else None
    if apart is not None:
        ends = ("first", "second") if apart["first"] else ("third", "fourth")
        return [plain[slice(*apart.span(end))] for end in ends]
    cut = next((match for match in _SEQUENCE.finditer(masked) if _tells(masked[: match.start()])), None)
    if cut is None or not _tells(masked[cut.end() :], least=2 if _HELD in masked[cut.end() :] else 3):
        return []
    return [plain[cut.end() :], plain[: cut.start()]]


def _nested(plain: str, masked: str) -> list[str]:
    """A question with phrases inside phrases, cut before each, the innermost first."""
    cuts = [match.start() for match in _NESTED.finditer(masked) if _tells(masked[: match.start()])]
    pieces = [plain[start:end] for start, end in pairwise([0, *cuts, len(plain)])]
    return [piece for piece in reversed(pieces) if cuts and _tells(piece)]


def _owned(question: str, names: Sequence[Name]) -> list[str]:
    """ "the bomb on Kenji's birthplace", "Ana's sister's husband": what belongs to somebody, then what is asked of it."""
    owner = next((name for name in names if name.owns), None)
    if owner is None:
        return []
    behind = re.match(r"'s? ((?:[^\W\d_]+(?:-[^\W\d_]+)*))('s)?", question[owner.end :])
    if behind is None:
        return []
    stop = owner.end + behind.end(1)
    before, after = question[: owner.start], question[owner.end + behind.end() :]
    if not (_tells(after) if behind[2] else _tells(before, least=2)):
        return []
    return [question[owner.start : stop], f"{before} {after}".rstrip("?!. ")]


def _tells(text: str, least: int = 1) -> bool:
    """Whether a piece has so many words that tell something."""
    return sum(word not in _EMPTY for word in _WORD.findall(text.casefold())) >= least
