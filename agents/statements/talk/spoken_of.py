"""The nouns that a sentence speaks of, and the words that tell which thing is meant: "the deadline for the grant", "the cabin's password"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from memos.agents.settlement.wording import fold, words
from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, is_name, subjects_at
from memos.agents.statements.grammar.verbs import FORMS
from memos.agents.statements.grammar.vocabulary import MONTHS, TIME_UNITS, WEEKDAYS
from memos.agents.statements.grammar.words import Tokens, inflect

_CHANGES = frozenset(
    "move shift push postpone reschedule change raise increase lower cut drop reduce bump bring delay set extend put pull switch swap replace "
    "migrate port rewrite convert transfer relocate upgrade downgrade update rename repaint paint exchange trade rebook reassign up defer "
    "advance adjust shorten lengthen prolong slip slide jump climb rise grow fall go become turn refinance renegotiate install rip scrap "
    "ditch cancel renew give allow grant hike jack nudge trim slash stretch double halve agree decide settle replatform redo rebuild".split()
)
"""Verbs of change, whoever does it to whatever."""
CHANGED = frozenset(
    form
    for lemma in _CHANGES
    for tense, spelled in inflect(lemma).items()
    if tense != "base"
    for form in spelled.split("|")
) | frozenset("put cut set upped ripped scrapped trimmed".split())
"""Those verbs in every form but the bare one."""


class Mention(NamedTuple):
    """A noun of a sentence: where its head is (-1 for one of the sentence before), and the words that tell which is meant."""

    at: int
    telling: frozenset[str]
    owner: str
    named: bool = False


def goes_on(sentence: Tokens) -> bool:
    """Whether a sentence speaks on of what the one before did: "It's 104 now", "The new one is on Friday"."""
    return sentence[0].word in ("it", "they", "that", "now", "from", "the", "instead") or len(sentence) < 5


def things_in(sentence: Tokens) -> Iterator[str]:
    """The things of a sentence that are told with an article: "the queue"."""
    for at, token in enumerate(sentence):
        if token.word in ("the", "this", "that"):
            yield from (subject.text for subject, _ in subjects_at(sentence, at) if subject.being == "thing")


QUALITIES = frozenset(
    "new old current own actual latest updated next whole entire weekly monthly daily yearly annual former".split()
)
OWNING = frozenset("my our the his her their its".split())


def mentions_in(sentence: Tokens) -> Iterator[Mention]:
    """The nouns of a sentence with the words around them that tell which is meant."""
    n = 0
    while n < len(sentence):
        if not _nominal(sentence, n):
            n += 1
            continue
        first = n
        while (
            n < len(sentence) and _nominal(sentence, n) and n - first < 4 and (n == first or not _breaks(sentence, n))
        ):
            n += 1
        telling = [token.text for token in sentence[first:n] if token.word not in QUALITIES]
        owner = sentence[first - 1].word if first else ""
        if owner == "'s" and first > 1:
            owner = fold(sentence[first - 2].text)
        elif owner not in OWNING:
            owner = ""
        if phrase := _phrase(sentence, n):
            yield Mention(n - 1, words(" ".join([*telling, *phrase])), owner)
        if telling:
            capital = all(is_name(sentence, at) for at in range(first, n))
            yield Mention(n - 1, words(" ".join(telling)), owner, capital)


def _breaks(sentence: Tokens, n: int) -> bool:
    """Whether the words before this are a noun without it: "my premium | jumps", "call the project | Daybreak"."""
    return _verbal(sentence[n].word) or (is_name(sentence, n) and not sentence[n - 1].capital)


def _verbal(word: str) -> bool:
    """Whether a word behind a noun is its verb: "my premium jumps", "the exam shifted"."""
    return word in CHANGED or any(form.tense == "past" for form in FORMS.get(word, ()))


def _phrase(sentence: Tokens, at: int) -> list[str]:
    """What tells which one is meant behind a noun: "grant" of "the deadline for the grant"."""
    if at + 1 >= len(sentence) or sentence[at].word not in ("for", "of", "with"):
        return []
    first = at + 1 + int(sentence[at + 1].word in (*OWNING, "a", "an"))
    end = first
    while end < len(sentence) and _nominal(sentence, end) and end - first < 3:
        end += 1
    return [token.text for token in sentence[first:end]]


def _nominal(sentence: Tokens, n: int) -> bool:
    token = sentence[n]
    if not token.text[0].isalpha() or token.word in FUNCTION_WORDS | (MONTHS - {"may"}) | WEEKDAYS | TIME_UNITS:
        return False
    return not (n and sentence[n - 1].word in ("i", "we", "they", "to", "you"))
