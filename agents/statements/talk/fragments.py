"""A bare value that puts right what has just been said: "Scratch that, Bosch.", "No wait, Ulrike", "Well, 65 now"."""

from __future__ import annotations

from typing import NamedTuple

from memos.agents.statements.grammar.clauses import clauses
from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, is_word
from memos.agents.statements.grammar.words import Token, Tokens

LONGEST = 5
"""How many words the value has at most."""


def _phrases(written: str) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(phrase.split()) for phrase in written.split("|")), key=len, reverse=True))


_OPENING = _phrases(
    "scratch that|strike that|make that|make it|no wait|wait no|wait|no|nope|hang on|hold on|or rather|rather|correction|i mean|i meant|sorry|oops|whoops|typo|actually|nah|my bad|my mistake|"
    "should be|should have been|that should be|it should be|should read|it should read|i should say|i should have said|should have said|edit|argh|ugh|not quite|let me correct that|let me fix that|"
    "fix that|please fix that|wrong|that 's wrong|that is wrong|not right|that 's not right|i take that back|take that back|forget that|ignore that|i meant to say|i meant to write|meant to say|i misspoke|"
    "i mistyped|mistyped|misspoke|i lied|lie|lies|got that wrong|i got that wrong|i mixed that up|mixed that up|come to think of it|on second thought|now that i think of it"
)
"""Words that lead to a value in the place of the last one."""
_ALSO = _phrases(
    "well|oh|ah|it is|it 's|that is|that 's|it was|or|but|and|god|haha|lol|hmm|um|ok|okay|so|it|this is|he is|she is"
)
"""What may stand among them, but leads nowhere alone."""
_CLOSING = _phrases(
    "to be precise|to be exact|actually|sorry|i mean|i meant|my bad|rather|oops|my mistake|typo|i mean to say|i should say|of course , sorry|even"
)
_HONESTLY = _phrases("if i am honest|to be honest|if i am being honest|honestly|or so|in fact|really")
"""Words that put nothing but figures right: "Okay, 4 km if I'm honest"."""
_NOW = _phrases("now|by now|these days|already")
_SMALL = frozenset("a an the in at on for to with from about around of near like".split())
_MARKS = frozenset(", . - – — : ; ! ( ) … *".split())


class Fragment(NamedTuple):
    """The value; `now` if it holds by now, and the last one was right once."""

    value: Tokens
    now: bool = False


def fragment(sentence: Tokens) -> Fragment | None:
    """The bare value that a sentence consists of, if its other words put it in the place of the last one."""
    rest, led = _without_opening(list(sentence))
    rest, closed, now = _without_closing(rest)
    while rest and rest[0].word in _SMALL:
        rest = rest[1:]
    told = any(token.capital or token.text[0].isdigit() for token in rest)
    led = led or closed or (now and told and len(rest) < len(sentence) - 1)
    if not led or not 0 < len(rest) <= LONGEST or clauses(rest):
        return None
    plain = all(is_word(token) or token.text[0] in "$€£" for token in rest)
    small = FUNCTION_WORDS - {"of", "the", "and"}
    if not plain or any(token.word in small and not (n and token.capital) for n, token in enumerate(rest)):
        return None
    return Fragment(rest, now) if any(token.word not in FUNCTION_WORDS for token in rest) else None


def _without_opening(words: list[Token]) -> tuple[list[Token], bool]:
    led = False
    while words:
        if words[0].word in _MARKS:
            words = words[1:]
        elif (cue := _first(words, _OPENING)) and not _is_none(words, cue):
            words, led = words[len(cue) :], True
        elif cue := _first(words, _ALSO):
            words = words[len(cue) :]
        else:
            break
    return words, led


def _is_none(words: list[Token], cue: tuple[str, ...]) -> bool:
    """ "No problem": a "no" that is said of what follows."""
    after = words[len(cue)] if len(words) > len(cue) else None
    return cue in (("no",), ("should", "be")) and after is not None and is_word(after) and after.text[:1].islower()


def _without_closing(words: list[Token]) -> tuple[list[Token], bool, bool]:
    closed = now = False
    while words:
        if words[-1].word in _MARKS:
            words = words[:-1]
        elif cue := _last(words, _CLOSING):
            words, closed = words[: -len(cue)], True
        elif cue := _last(words, _HONESTLY):
            words = words[: -len(cue)]
            closed = closed or any(char.isdigit() for token in words for char in token.text)
        elif cue := _last(words, _NOW):
            words, now = words[: -len(cue)], True
        else:
            break
    return words, closed, now


def _first(words: Tokens, cues: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    said = tuple(token.word for token in words[:6])
    return next((cue for cue in cues if said[: len(cue)] == cue), ())


def _last(words: Tokens, cues: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    said = tuple(token.word for token in words[-6:])
    return next((cue for cue in cues if said[-len(cue) :] == cue), ())
