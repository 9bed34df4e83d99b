"""Where a topic ends: at a pause, or at new words (Hearst's TextTiling over a few utterances back and a little ahead)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from memos.agents.lexicon import COMMON, content_words
from memos.agents.perception import Utterance

PAUSE = timedelta(minutes=30)
"""After a longer silence people talk of something else."""

BACK = 6
"""How many utterances a topic is judged by."""

AHEAD = 3
"""How many utterances the next topic is judged by: one alone says too little."""

LEAST_WORDS = 6
"""Talk ahead with fewer content words never starts a topic by its words."""

LEAST_TURNS = 4
"""A topic with fewer utterances behind it does not end by words alone."""

COHESIVE = 0.06
"""Talk that shares more than this with what came before (cosine of word counts) goes on with it."""

READ = 500
"""How many characters of an utterance say what it is about."""


class Said(NamedTuple):
    """An utterance, with its content words and when it was said."""

    utterance: Utterance
    words: Counter[str]
    at: datetime


def read(utterance: Utterance) -> Said:
    """An utterance with its words counted."""
    counted = Counter(content_words(utterance.message.content[:READ]))
    return Said(utterance, counted, utterance.message.timestamp)


def breaks(before: Sequence[Said], said: Sequence[Said]) -> list[bool]:
    """For each of `said` whether a new topic begins with it; `before` is what the open topic held last."""
    talk = [*before, *said]
    starts: list[bool] = []
    begin = 0 if before else -1
    for place in range(len(before), len(talk)):
        new = begin >= 0 and _ends_before(talk, begin, place)
        starts.append(new or begin < 0)
        if new or begin < 0:
            begin = place
    return starts


def _ends_before(talk: Sequence[Said], begin: int, place: int) -> bool:
    if abs(talk[place].at - talk[place - 1].at) > PAUSE:
        return True
    if place - begin < LEAST_TURNS:
        return False
    ahead = [talk[place]]
    for previous, following in pairwise(talk[place : place + AHEAD]):
        if abs(following.at - previous.at) > PAUSE:
            break
        ahead.append(following)
    theirs = _together(ahead)
    if sum(theirs.values()) < LEAST_WORDS:
        return False
    return cosine(_together(talk[max(begin, place - BACK) : place]), theirs) < COHESIVE


def _together(said: Sequence[Said]) -> Counter[str]:
    words: Counter[str] = Counter()
    for one in said:
        words.update(one.words)
    return words


def cosine(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """How much two bags of words have in common; words of any talk count a quarter."""
    shared = sum(_weight(word) * count * other[word] for word, count in one.items() if word in other)
    length = sqrt(_square(one) * _square(other))
    return shared / length if length else 0.0


def _square(words: Mapping[str, int]) -> float:
    return sum(_weight(word) * count * count for word, count in words.items())


def _weight(word: str) -> float:
    return 0.25 if word in COMMON else 1.0
