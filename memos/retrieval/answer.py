"""Answering without a model: the evidence's own sentences that answer best, with their sources; or silence."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from memos.index.lexical import words
from memos.retrieval.succession import asks_of_the_past
from memos.schemas.cube import Episodic, Kind, MemCube, Semantic, Source, State
from memos.schemas.message import StoredMessage
from memos.schemas.query import Answer, Citation, Hit, Recollection

FLOOR: Final = 0.42
"""Below this worth nothing is said. On LiHua-World it silences 64 of 100 unanswerable questions, 15 of 100 others."""
_MOST: Final = 3
"""Sentences in an answer."""
_NEAR: Final = 0.8
"""A further sentence is given if it is at least this good, measured by the best."""
_STATEMENT: Final = 0.1
"""What a statement of the time asked about is ahead of an utterance: it was made to be said again."""
_SENTENCE: Final = re.compile(r"[^.!?\n。！？]+[.!?。！？]*[\"'”’)\]]*")
_SUFFIX: Final = re.compile(r"(?:ies|es|s|ing|ed|e|y)$")
_UNTELLING: Final = 0.6
"""A word in more than this share of the hits does not tell them apart; it weighs a quarter."""


class _Said(NamedTuple):
    """A sentence that may answer: what to say, what it rests on, how well it answers."""

    text: str
    hit: Hit
    message_id: str
    quote: str
    score: float


def answer(question: str, found: Recollection, messages: Sequence[StoredMessage]) -> Answer:
    """The sentences of the best hits that answer a question, with citations; `abstained` when none is good enough.

    `messages` are those the hits' evidence names: quotes are cut from them, character by character.
    """
    weights = _weights(question, found.hits)
    by_id = {message.id: message for message in messages}
    past, then = asks_of_the_past(question), found.valid_at is not None
    hits = found.hits if past or then else _current(found.hits)
    said = [one for hit in hits for one in _sentences(hit, by_id, weights, past=past, then=then)]
    said.sort(key=lambda one: (-one.score, one.hit.alias))
    if not said or said[0].score < FLOOR:
        return Answer(text="", citations=(), recollection_id=found.id, abstained=True)
    said = _held_then(said) if then else _believed_first(said, found.hits, past=past)
    if "i" in question.casefold().split():
        said = _of_the_asker(said)
    chosen: dict[str, _Said] = {}
    for one in said:
        if len(chosen) < _MOST and one.score >= _NEAR * said[0].score:
            chosen.setdefault(_key(one.text), one)
    citations = tuple(
        Citation(alias=one.hit.alias, cube_id=one.hit.cube.id, message_id=one.message_id, quote=one.quote)
        for one in chosen.values()
    )
    text = " ".join(f"{one.text} [{one.hit.alias}]" for one in chosen.values())
    return Answer(text=text, citations=citations, recollection_id=found.id)


def _believed_first(said: list[_Said], hits: Sequence[Hit], *, past: bool) -> list[_Said]:
    """Where the best hit is a statement that answers, statements alone answer: what was said before it may be outdated."""
    best = next((one for one in said if one.hit is hits[0] and not isinstance(one.hit.cube.payload, Episodic)), None)
    if best is None or best.score < FLOOR or past:
        return said
    return [best, *(one for one in said if one is not best and not isinstance(one.hit.cube.payload, Episodic))]


def _of_the_asker(said: list[_Said]) -> list[_Said]:
    """ "Where do I live?": beside a statement that answers, statements about others say nothing."""
    best = said[0].hit.cube.payload
    if not isinstance(best, Semantic):
        return said
    payloads = [(one, one.hit.cube.payload) for one in said]
    return [one for one, told in payloads if not isinstance(told, Semantic) or told.subject == best.subject]


def _held_then(said: list[_Said]) -> list[_Said]:
    """Where a statement that held at the time asked about answers, statements alone answer: an utterance may be of any time."""
    told = [one for one in said if not isinstance(one.hit.cube.payload, Episodic)]
    return told if told and told[0].score >= max(FLOOR, _NEAR * said[0].score) else said


def _current(hits: Sequence[Hit]) -> list[Hit]:
    """Without what is no longer believed: superseded memories, and utterances that nothing but those rests on."""
    told = [hit for hit in hits if not isinstance(hit.cube.payload, Episodic)]
    standing = {message for hit in told if hit.cube.state is State.ACTIVE for message in hit.evidence}
    outdated = {message for hit in told if hit.cube.state is not State.ACTIVE for message in hit.evidence} - standing
    return [hit for hit in hits if hit.cube.state is State.ACTIVE and not outdated.intersection(hit.evidence)]


def _weights(question: str, hits: Sequence[Hit]) -> dict[str, float]:
    """The question's words, folded to stems, each by how telling it is; they sum to 1. Longer words tell more."""
    stems = dict.fromkeys(_stem(word) for word in words(question))
    spread = Counter(stem for hit in hits for stem in _stems(hit.cube.text) & stems.keys())
    common = {stem for stem, count in spread.items() if count > _UNTELLING * len(hits)}
    raw = {stem: math.log2(1 + len(stem)) * (0.25 if stem in common else 1.0) for stem in stems}
    total = sum(raw.values())
    return {stem: weight / total for stem, weight in raw.items()} if total else {}


def _sentences(
    hit: Hit, messages: Mapping[str, StoredMessage], weights: Mapping[str, float], *, past: bool, then: bool
) -> list[_Said]:
    """What of a hit may be said: a statement as a whole, of an utterance each sentence, and whose words they are."""
    cube = hit.cube
    source = next((messages[message_id] for message_id in hit.evidence if message_id in messages), None)
    if source is None or cube.kind is Kind.VAULT:
        return []
    if not isinstance(cube.payload, Episodic):
        quote = _quoted(cube, source, weights)
        asked_for = then or past == (cube.state is not State.ACTIVE)
        worth = _worth(cube.text, cube.text, hit, weights) + (_STATEMENT if asked_for else 0.0)
        known = [messages[message_id] for message_id in hit.evidence if message_id in messages]
        teller = source if all(message.role != "user" for message in known) else None
        return [_Said(_line(_told(teller, cube.text)), hit, source.id, quote, worth)]
    context = f"{source.name or ''} {source.content}"
    return [
        _Said(_line(_told(source, quote)), hit, source.id, quote, worth)
        for quote in _split(source.content)
        if (worth := _worth(f"{source.name or ''} {quote}", context, hit, weights)) > 0 and not quote.endswith("?")
    ]


def _told(by: StoredMessage | None, words: str) -> str:
    """The words, and whose they are: a user without a name speaks for himself, nobody else does."""
    if by is None or (by.role == "user" and not by.name):
        return words
    return f"{by.name}: {words}" if by.name else f"The {by.role} said: {words}"


def _worth(sentence: str, context: str, hit: Hit, weights: Mapping[str, float]) -> float:
    """How much of the question is in a sentence and around it, and how good the hit is: 0 to 1."""
    own, around = _stems(sentence), _stems(context)
    covered = sum(weight for stem, weight in weights.items() if stem in own)
    nearly = sum(weight for stem, weight in weights.items() if stem in around)
    return 0.55 * covered + 0.2 * nearly + 0.25 * max(0.0, min(1.0, hit.score))


def _quoted(cube: MemCube, source: StoredMessage, weights: Mapping[str, float]) -> str:
    """The words of a message a statement rests on: its span there, else the message's best sentence."""
    spans: list[Source] = [each for each in cube.provenance.sources if each.message_id == source.id]
    cut = next((source.content[each.start : each.end] for each in spans if each.end is not None), "")
    if cut:
        return cut
    sentences = _split(source.content)
    return max(sentences, key=lambda each: sum(weights.get(stem, 0.0) for stem in _stems(each)), default=source.content)


def _split(text: str) -> list[str]:
    return [sentence for each in _SENTENCE.findall(text) if (sentence := each.strip())]


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in re.findall(r"\w+", text.casefold())}


def _stem(word: str) -> str:
    """Enough of a stem to tell that "moved" and "moving" are one word; no more than this is asked of it."""
    stem = _SUFFIX.sub("", word)
    return stem if len(stem) >= 3 else word


def _line(text: str) -> str:
    return " ".join(text.split())


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
