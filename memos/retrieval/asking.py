"""What kind of answer a question (English) wants, by its question words and by what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from memos.index.flags import Flag
from memos.retrieval.dates import asks_when


class Asks(StrEnum):
    """What kind of answer a question wants. `STATEMENT`: it is none; `OTHER`: one that is not understood."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    WHAT = "what"
    COUNT = "count"
    DURATION = "duration"
    WHY = "why"
    HOW = "how"
    YES_NO = "yes_no"
    CHOICE = "choice"
    LISTING = "listing"
    ADVICE = "advice"
    COMMAND = "command"
    STATEMENT = "statement"
    OTHER = "other"


class Expects(StrEnum):
    """What an answer is, or must at least name."""

    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    NUMBER = "number"
    DURATION = "duration"
    REASON = "reason"
    LIKING = "liking"
    THING = "thing"


SHOWN_BY: Final[Mapping[Expects, Flag]] = MappingProxyType(
    {
        Expects.PERSON: Flag.NAME,
        Expects.PLACE: Flag.PLACE,
        Expects.TIME: Flag.TIME,
        Expects.NUMBER: Flag.NUMBER,
        Expects.DURATION: Flag.DURATION | Flag.NUMBER,
        Expects.REASON: Flag.REASON,
        Expects.LIKING: Flag.LIKING,
    }
)
"""The signs, any of which a text has that answers. A thing has none."""


def _any(*alternatives: str) -> re.Pattern[str]:
    """Matches any of these patterns."""
    return re.compile("|".join(alternatives))


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LEAD: Final = re.compile(
    r"^(?:(?:so|and|but|also|then|well|ok|okay|hey|hi|question|please|now|just|oh|sorry|thanks)[ ,:.!-]+"
    r"|(?:(?:can|could|would|will) you )?(?:please )?(?:tell|remind) me (?=wh|how\b))+"
)
_PREPOSED: Final = r"^(?:(?:in|at|on|to|from|of|for|by|with|about|during|since|until|under|after|before|besides) )?"
_HINT: Final = r"(?:ideas?|tips|advice|suggestions?|recommendations?)\b"
_WISHED: Final = _any(
    r"\b(?:recommend|suggest|advise)\b",
    r"\bshould (?:i|we)\b",
    rf"\bany {_HINT}",
    rf"\b{_HINT} (?:for|on|to|about)\b",
    r"\bwhat would you\b",
    r"\b(?:best|good) (?:way|place|option)s? (?:to|for)\b",
)
_OF_OTHERS: Final = re.compile(r"\b(?:does|did|do|has|have|had|is|was) (?!i\b|we\b|you\b|there\b|the best\b)")
_AUXILIARY: Final = re.compile(
    r"^(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|may|might|must|ca|wo)(?:n't)?\b"
)
_BIDDING: Final = _any(
    r"^(?:can|could|would|will) you\b",
    r"^(?:tell|give|show|remind|help) me\b",
    r"^(?:find|list|name|describe|explain|summari[sz]e|let's|make|write|create|draft|set|add|remember|forget|plan|book)\b",
    r"^(?:i (?:need|want)|i'd like|i would like)\b",
)
_UNITS: Final = "(?:minutes|hours|days|nights|weeks|months|years)"
_KINDS: Final = (
    (
        Asks.DURATION,
        _listed("how"),
        _any(r"\bhow long\b(?! ago)", rf"\bhow many {_UNITS}\b(?!.*\bago\b)", r"\bhow much time\b"),
    ),
    (
        Asks.WHEN,
        _listed("when what how"),
        _any(
            r"(?:^|, |\band )when (?:is|are|was|were|do|does|did|will|has|have|had|can|should)\b",
            r"\bat what (?:time|age)\b",
            rf"\bhow (?:long|many {_UNITS}) ago\b",
        ),
    ),
    (
        Asks.COUNT,
        _listed("how number amount population percentage price cost"),
        _any(
            r"\bhow (?:many|much|often|old|far|tall|big|large|high|deep|heavy)\b",
            r"\b(?:number|amount|population|percentage|price|cost) of\b",
        ),
    ),
    (
        Asks.WHY,
        _listed("why how reason reasons made makes motivates motivated inspires inspired"),
        _any(
            rf"{_PREPOSED}why\b",
            r", why\b",
            r"\bhow come\b",
            r"\b(?:for )?what (?:(?:is|was|are|were) )?(?:the )?(?:\w+ )?reasons?\b",
            r"\bwhat (?:made|makes|motivate[sd]|inspire[sd])\b",
        ),
    ),
    (Asks.WHO, _listed("who whom whose"), _any(rf"{_PREPOSED}(?:who|whom|whose)\b", r"\b(?:by|with|to|from) whom?\b")),
    (Asks.WHERE, _listed("where"), _any(rf"{_PREPOSED}where\b", r"\b(?:based|located) where\b", r"\bto where\b")),
    (
        Asks.LISTING,
        _listed("what which list name"),
        _any(
            r"^(?:list|name) ",
            r"\b(?:what|which) all\b",
            r"^what (?:are|were) (?:all )?(?:the|some|\w+'s) ",
            r"^(?:what|which)(?: \w+)? (?!(?:is|was|has|does|this|us)\b)\w{2,}[^s\W]s (?:do|did|have|has|does|are|were)\b",
        ),
    ),
)
"""What question words ask, the narrower first: the words without which it is not asked, and how they stand."""
_WHAT: Final = re.compile(
    r"\b(?:what|which)\b(?: (?:kind|type|sort|one|part)s? of)?(?P<head>(?: (?!(?:is|was|are|were|did|does|do|has)\b)[^\W\d]+){0,3})"
)
_OF_WHOM: Final = re.compile(
    r"^what(?:'s| is| was| are| were) (?:my|your|our|his|her|their|the|[\w ]{1,40}'s) (?P<head>[^\W\d]+(?: [^\W\d]+)?)"
)
_HEADS: Final = (
    (
        Expects.PERSON,
        _listed(
            """actor actress author singer rapper writer director producer composer musician artist player footballer coach
            president king queen person friend relative man woman character politician painter poet teacher colleague boss
            neighbor neighbour people"""
        ),
    ),
    (
        Expects.PLACE,
        _listed(
            """city country place town village state county province district continent river island mountain restaurant
            location street neighborhood neighbourhood region area school university college hotel cafe café museum park shop
            store airport venue"""
        ),
    ),
    (Expects.TIME, _listed("day date week month year time century decade season weekday hour birthday")),
    (
        Expects.NUMBER,
        _listed("number age price amount population percentage size score height weight distance rank ranking"),
    ),
)
"""What the nouns behind "what" and "which" say of the answer."""
_OF_KIND: Final[Mapping[Asks, Expects]] = MappingProxyType(
    {
        Asks.WHO: Expects.PERSON,
        Asks.WHEN: Expects.TIME,
        Asks.WHERE: Expects.PLACE,
        Asks.COUNT: Expects.NUMBER,
        Asks.DURATION: Expects.DURATION,
        Asks.WHY: Expects.REASON,
    }
)
_WORD: Final = re.compile(r"\w+")
_HOW: Final = re.compile(r"\bhow\b")
_LIKED: Final = _any(
    r"\b(?:likes|loves?|enjoys?|prefers?|favou?rites?|hates?|dislikes?|preferences?|fan of)\b",
    r"\b(?:do|does|did|don't|doesn't|didn't) [\w' -]{1,40}\blike\b",
)


def kind_of(asking: str, *, asked: bool) -> Asks:
    """The kind of a sentence in lower case; `asked` tells that it has been found to ask something."""
    sentence = _LEAD.sub("", asking)
    if _WISHED.search(sentence) and not _OF_OTHERS.search(sentence):
        return Asks.ADVICE
    kind = _by_words(sentence)
    if _BIDDING.search(sentence):
        return kind or Asks.COMMAND
    if _AUXILIARY.search(sentence):
        return Asks.CHOICE if " or " in sentence else Asks.YES_NO
    if kind is not None:
        return kind
    if _WHAT.search(sentence):
        return Asks.CHOICE if " or " in sentence else Asks.WHAT
    if _HOW.search(sentence):
        return Asks.HOW
    return Asks.OTHER if asked else Asks.STATEMENT


def _by_words(sentence: str) -> Asks | None:
    words = frozenset(_WORD.findall(sentence))
    for kind, needed, stand in _KINDS:
        if not words.isdisjoint(needed) and stand.search(sentence):
            return kind
    return Asks.WHEN if asks_when(sentence) else None


def expected(asking: str, asks: Asks) -> Expects:
    """What an answer to a sentence of this kind, in lower case, is or names."""
    if asks in _OF_KIND:
        return _OF_KIND[asks]
    if asks in (Asks.STATEMENT, Asks.COMMAND, Asks.OTHER):
        return Expects.THING
    if asks is Asks.ADVICE:
        return Expects.LIKING
    found = [*_WHAT.finditer(asking), *_OF_WHOM.finditer(asking)]
    heads = [word for match in found for word in match["head"].split()]
    for kind, nouns in _HEADS:
        if any(word in nouns or word.removesuffix("s") in nouns for word in heads):
            return kind
    return Expects.LIKING if _LIKED.search(asking) else Expects.THING
