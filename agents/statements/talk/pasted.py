"""Telling what a speaker says of himself from what he pastes, dictates or makes up."""

from __future__ import annotations

import re
from types import MappingProxyType

from memos.agents.perception import Sentence, Utterance
from memos.agents.statements.grammar.words import tokens

LONG = 1_200
"""A message longer than this, in characters, is mostly pasted text: only its first and its last words are the speaker's."""

_CLOSING = MappingProxyType({'"': '"', "“": "”"})
_COMPOSING = frozenset(
    "write rewrite rephrase paraphrase translate summarize summarise proofread edit improve compose draft continue generate create act "
    "pretend imagine roleplay correct polish shorten expand describe classify extract convert reword outline answer explain give make".split()
)
_POLITE = frozenset(
    "please can could would will you now then next also help me to i want need ok okay and so just hi hello hey let's let us , .".split()
)
_STORY = re.compile(
    r"\b(?:story|scene|chapter|script|character|characters|novel|fiction|plot(?! twist)|dialogue|screenplay|poem|lyrics|role-?play|protagonist|episode|"
    r"essay|paragraph|sentence|prompt|article|blog post|game|movie|film|season|series|show|book)s?\b",
    re.IGNORECASE,
)


_REPORTED = re.compile(
    r"\b(?:said|says|say|saying|asked|asks|told \w{1,20}|tells \w{1,20}|wrote|writes|replied|goes|went|texted|shouted|whispered)[,:]? {0,2}"
    r"[\"“‘'](?P<words>[^\"“”‘’\n]{3,300}?)[\"”’'](?=[\s.,!?;)]|$)"
)


def is_reported(content: str, start: int, end: int) -> bool:
    """Whether these characters stand in somebody's quoted words: "my neighbour said 'I live in Cairo'"."""
    line = content.rfind("\n", 0, start) + 1
    found = _REPORTED.finditer(content[line : end + 300])
    return any(match.start("words") <= start - line and end - line <= match.end("words") + 1 for match in found)


def own_sentences(utterance: Utterance) -> list[Sentence]:
    """The sentences in which the speaker speaks for himself."""
    sentences = list(utterance.sentences)
    for n, sentence in enumerate(sentences):
        if _dictates(sentence):
            sentences = sentences[:n]
            break
    if len(utterance.message.content) > LONG and len(sentences) > 8:
        sentences = [*sentences[:3], *sentences[-2:]]
    return [sentence for sentence in sentences if not _is_quoted(sentence)]


def tells_a_story(utterance: Utterance) -> bool:
    """Whether its third persons are likely to be made up, or to stand in a text, a film or a game."""
    return len(utterance.message.content) > LONG or _STORY.search(utterance.message.content[:LONG]) is not None


def _dictates(sentence: Sentence) -> bool:
    """ "Rewrite this: I live in …": an order to compose, followed by its text."""
    if not any(mark in sentence.text for mark in (":", '"', "“", "that says", "saying")):
        return False
    words = [token.word for token in tokens(sentence.text[:300])]
    first = next((word for word in words if word not in _POLITE), "")
    return first in _COMPOSING and (
        ":" in words or '"' in words or "“" in words or "that says" in sentence.text or "saying" in words
    )


def _is_quoted(sentence: Sentence) -> bool:
    text = sentence.text.strip()
    if text[:1] in _CLOSING and len(text.rpartition(_CLOSING[text[0]])[2].split()) > 2:
        return False  # '"Low-effort" is exactly what I need': only its first words are quoted
    return len(text) > 2 and (text[0] in '"“«>' or text.startswith("```")) and len(text.split()) > 3
