"""Words as such: lists of them, and which words of a text carry what it is about."""

from __future__ import annotations

import re


def listed(words: str) -> frozenset[str]:
    """A list of words written as text, separated by white space."""
    return frozenset(words.split())


STOP = listed("""
    a about above across after again all almost along already also although always am among an and another any
    anybody anyone anything are aren't around as ask asked at away back be became because been before being below
    between both but by came can can't cannot come comes coming could couldn't did didn't do does doesn't doing
    don't done down during each either else enough even ever every everyone everything few for from gave get gets
    getting give given go goes going gone gonna got gotta had hadn't has hasn't have haven't having he he's her here
    here's hers herself him himself his how however i i'd i'll i'm i've if in instead into is isn't it it'd it'll
    it's its itself just keep keeps kept knew know known knows least less let let's like lot lots made make makes
    making many may maybe me mean means might mine more most much must my myself need needed needs neither never
    next no none nor not nothing now of off often oh ok okay on once one ones only onto or other others our ours
    ourselves out over own per perhaps please put quite rather really right said same saw say saying says see seem
    seems seen shall she she's should shouldn't since so some somebody someone something sometimes soon still such
    sure take taken takes taking tell than thank thanks that that's the their theirs them themselves then there
    there's these they they'd they'll they're they've thing things think thinking this those though thought through
    till to today together told tomorrow tonight too took toward towards tried try trying two under unless until up
    upon us use used using usually very want wanted wants was wasn't way we we'd we'll we're we've well went were
    weren't what what's when where where's whether which while who who's whole whom whose why will with within
    without won't would wouldn't yeah yep yes yesterday yet you you'd you'll you're you've your yours yourself
""")
"""Words that say nothing about what a text is about."""

COMMON = listed("""
    able actually amazing anytime anyway appreciate awesome bad best better big bit bunch chance check cool couple
    course day days definitely different easy end exactly excited far feel feeling feels fine first forward found
    free friend friends fun glad good great guess guys haha happy hard hear hello help hey hi hope hour hours idea
    important interesting kind last later leave left life little live long look looking looks love lovely main maybe
    minute minutes moment month months morning new nice night number old open part people perfect person place plan
    plans point pretty probably question quick quickly ready real reason rest set share small sound sounds sorry
    special start started stay stuff super talk time times totally true understand wait week weekend weeks wonder
    wonderful work working works world worry worth wow wrong year years
""")
"""Words of any talk: they count a little."""

_ADDRESS = re.compile(r"\b[a-z][a-z+]{1,11}://[^\s\]]*")
"""Addresses, and the handles of secrets: what is in them are no words."""
_WORD = re.compile(r"(?<!\w)[^\W\d_][\w’'-]{1,40}")


def content_words(text: str) -> list[str]:
    """The words of a text that carry what it is about, in order, in lower case and without their plural."""
    lowered = _ADDRESS.sub(" ", text.lower().replace("’", "'"))
    plain = (word if word[-1] not in "s'-" else _singular(word) for word in _WORD.findall(lowered) if word not in STOP)
    return [word for word in plain if word not in STOP]


def _singular(word: str) -> str:
    word = word.removesuffix("'s").rstrip("'-")
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "siu" else word
