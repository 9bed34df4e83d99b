"""Answering without a model: the evidence's own sentences that answer best, with their sources; or a word that none does."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from memos.index.lexical import words
from memos.retrieval.channels import DIRECTLY
from memos.retrieval.cues import OFTEN_SAID
from memos.retrieval.dates import Times, asks_when, beside, no_times
from memos.retrieval.places import is_chunk, place_of
from memos.retrieval.questions import read
from memos.retrieval.wording import sentences, stem, stems
from memos.schemas.cube import Core, Episodic, Kind, MemCube, Resource, Semantic, Source, State
from memos.schemas.message import StoredMessage
from memos.schemas.query import Answer, Citation, Hit, Recollection

SILENCE: Final = "Nothing that is remembered answers this."
"""What is said when nothing answers."""
FLOOR: Final = 0.14
"""Below this worth nothing is said."""
LEAST: Final = 0.92
"""Nor where the chance that anything answers is below this, unless a belief answers directly. With both, `ask` is silent on 57 of 100
unanswerable questions of LiHua-World, and on 16 of 100 others."""
_MOST: Final = 3
"""Sentences in an answer, where they don't all answer directly."""
_NEAR: Final = 0.8
"""A further sentence is given if it is at least this good, measured by the best."""
_STATEMENT: Final = 0.1
"""What a statement of the time asked about is ahead of an utterance: it was made to be said again."""
_DIRECT: Final = 0.2
"""What a statement is ahead that answers by whom and what it is about, and not by its words alone."""
_UNTELLING: Final = 0.6
"""A word in more than this share of the hits does not tell them apart; it weighs a quarter."""


_OF_ONESELF: Final = re.compile(r"\b(?:i|my|me|mine|we|our|us)\b", re.IGNORECASE)
_IMAGINED: Final = re.compile(r"\bif\b.*(?:\bwould\b|'d\b)", re.IGNORECASE)
"""What would be is no answer to what is: "if I won the lottery I'd live in Paris"."""


class _Said(NamedTuple):
    """A sentence that may answer: what to say, what it rests on, how well it answers."""

    text: str
    hit: Hit
    message_id: str
    quote: str
    score: float

    @property
    def statement(self) -> Semantic | None:
        """The statement that is said, if it is one."""
        payload = self.hit.cube.payload
        return payload if isinstance(payload, Semantic) else None


def answer(question: str, found: Recollection, messages: Sequence[StoredMessage], times: Times = no_times) -> Answer:
    """The sentences of the best hits that answer a question, with citations; `abstained` when none is good enough.

    `messages` are those the hits' evidence names: quotes are cut from them, character by character. `times` reads the times
    that words speak of: asked when, the answer gives the date beside a sentence that has none.
    """
    weights = _apart(_weights(question, found.hits), found.subjects)
    by_id = {message.id: message for message in messages}
    asked, then = read(question), found.valid_at is not None
    past = asked.past
    hits = _said_by(found.hits, found.valid_at) if found.valid_at else found.hits if past else _current(found.hits)
    said = [one for hit in hits for one in _sentences(hit, by_id, weights, past=past, then=then)]
    said = _concerning(said, found.subjects, by_id, own=asked.of_oneself)
    said.sort(key=lambda one: (-one.score, one.hit.alias))
    unlikely = found.answerable < LEAST and all(hit.direct < DIRECTLY for hit in found.hits)
    if not said or said[0].score < FLOOR or unlikely:
        return Answer(text=SILENCE, citations=(), recollection_id=found.id, abstained=True)
    said = _held_then(said) if then else _believed_first(said, found.hits, past=past)
    if found.subjects:
        said = _of_the_same(said)
    chosen: dict[str, _Said] = {}
    for one in said:
        if (len(chosen) < _MOST or one.hit.direct) and one.score >= _NEAR * said[0].score:
            chosen.setdefault(_key(one.text), one)
    citations = tuple(
        Citation(alias=one.hit.alias, cube_id=one.hit.cube.id, message_id=one.message_id, quote=one.quote)
        for one in chosen.values()
    )
    when = asks_when(question)
    dated = {
        key: beside(one.text, one.quote, one.hit.cube, by_id[one.message_id], times, when=when, past=past)
        for key, one in chosen.items()
        if not is_chunk(one.hit.cube)
    }
    text = " ".join(f"{one.text}{dated.get(key, '')} [{one.hit.alias}]" for key, one in chosen.items())
    return Answer(text=text, citations=citations, recollection_id=found.id)


def _believed_first(said: list[_Said], hits: Sequence[Hit], *, past: bool) -> list[_Said]:
    """Where the best hit is a statement that answers, statements alone answer: what was said before it may be outdated."""
    best = next((one for one in said if one.hit is hits[0] and not _is_evidence(one.hit.cube)), None)
    if said[0].hit.direct >= DIRECTLY:
        best = said[0]
    if best is None or best.score < FLOOR or past:
        return said
    return [best, *(one for one in said if one is not best and not _is_evidence(one.hit.cube))]


def _is_evidence(cube: MemCube) -> bool:
    """Whether a memory holds words as they were said or written, and no belief that was made of them."""
    return isinstance(cube.payload, Episodic) or is_chunk(cube)


def _concerning(
    said: Sequence[_Said], subjects: Sequence[str], messages: Mapping[str, StoredMessage], *, own: bool
) -> list[_Said]:
    """Of statements, those that concern whom the question names; and of utterances, unless it asks of oneself (`own`)."""
    if not subjects:
        return list(said)
    names = {subject.rpartition("'s ")[2] for subject in subjects}
    written = "|".join(r"\s*".join(map(re.escape, re.findall(r"\w+", name))) for name in names)
    named = re.compile(rf"\b(?:{written})(?:s|\b)", re.IGNORECASE)

    def concerns(one: _Said) -> bool:
        if is_chunk(one.hit.cube):
            return not (own and _OF_ONESELF.search(one.quote))  # who says "I" in a document is not the one who asks
        if one.hit.direct or (own and one.statement is None):
            return True
        source = messages[one.message_id]
        if one.statement or named.search(one.quote) or named.search(source.name or ""):
            return one.statement is None or named.search(one.text) is not None
        return named.search(source.content) is not None and not _OF_ONESELF.search(one.quote)

    return [one for one in said if concerns(one)]


def _of_the_same(said: list[_Said]) -> list[_Said]:
    """Beside a statement that answers a question about somebody, statements about others say nothing; and beside one that
    answers it directly only others that do."""
    best, direct = said[0].statement, said[0].hit.direct
    if best is None:
        return said
    if direct >= DIRECTLY:
        return [one for one in said if one.hit.direct >= _NEAR * direct]
    return [one for one in said if one.statement is None or one.statement.subject == best.subject]


def _held_then(said: list[_Said]) -> list[_Said]:
    """Where a statement that held at the time asked about answers, statements alone answer: an utterance may be of any time."""
    told = [one for one in said if not isinstance(one.hit.cube.payload, Episodic)]
    return told if told and told[0].score >= max(FLOOR, _NEAR * said[0].score) else said


def _said_by(hits: Sequence[Hit], moment: datetime) -> list[Hit]:
    """Without what was said only later."""
    payloads = [(hit, hit.cube.payload) for hit in hits]
    return [hit for hit, told in payloads if not isinstance(told, Episodic) or told.occurred_at.start <= moment]


def _current(hits: Sequence[Hit]) -> list[Hit]:
    """Without what is no longer believed: superseded memories, and utterances that nothing but those rests on."""
    told = [hit for hit in hits if not isinstance(hit.cube.payload, Episodic)]
    standing = {message for hit in told if hit.cube.state is State.ACTIVE for message in hit.evidence}
    outdated = {message for hit in told if hit.cube.state is not State.ACTIVE for message in hit.evidence} - standing
    return [hit for hit in hits if hit.cube.state is State.ACTIVE and not outdated.intersection(hit.evidence)]


def _weights(question: str, hits: Sequence[Hit]) -> dict[str, float]:
    """The question's words, folded to stems, each by how telling it is; they sum to 1. Longer words tell more."""
    asked = dict.fromkeys(stem(word) for word in words(question))
    spread = Counter(one for hit in hits for one in stems(hit.cube.text) & asked.keys())
    common = {one for one, count in spread.items() if count > _UNTELLING * len(hits)}
    raw = {one: math.log2(1 + len(one)) * (0.25 if one in common else 1.0) for one in asked}
    return _normed(raw)


def _apart(weights: Mapping[str, float], subjects: Sequence[str]) -> Mapping[str, float]:
    """The weights of what is asked, apart from whom: that something is said of him is not yet an answer."""
    if not subjects:
        return weights
    names = OFTEN_SAID.union(*map(stems, subjects))
    return _normed({one: weight for one, weight in weights.items() if one not in names}) or weights


def _normed(weights: Mapping[str, float]) -> dict[str, float]:
    """The same in proportion, so that they sum to 1."""
    total = sum(weights.values())
    return {one: weight / total for one, weight in weights.items()} if total else {}


def _sentences(
    hit: Hit,
    messages: Mapping[str, StoredMessage],
    weights: Mapping[str, float],
    *,
    past: bool,
    then: bool,
) -> list[_Said]:
    """What of a hit may be said: a statement as a whole, of an utterance each sentence, and whose words they are."""
    cube = hit.cube
    source = next((messages[message_id] for message_id in hit.evidence if message_id in messages), None)
    if source is None or cube.kind is Kind.VAULT or "chunks" in cube.metadata:
        return []
    if isinstance(cube.payload, Resource) and is_chunk(cube):
        return _of_document(cube, cube.payload, hit, source.id, weights)
    if not isinstance(cube.payload, Episodic | Core):
        quote = _quoted(cube, source, weights)
        asked_for = then or past == (cube.state is not State.ACTIVE)
        worth = _worth(cube.text, cube.text, hit, weights) + (_STATEMENT if asked_for else 0.0) + _DIRECT * hit.direct
        known = [messages[message_id] for message_id in hit.evidence if message_id in messages]
        teller = source if all(message.role != "user" for message in known) else None
        return [_Said(_line(_told(teller, cube.text)), hit, source.id, quote, worth)]
    context = f"{source.name or ''} {source.content}"
    return [
        _Said(_line(_told(source, quote)), hit, source.id, quote, worth)
        for quote in sentences(source.content)
        if (worth := _worth(f"{source.name or ''} {quote}", context, hit, weights)) > 0
        and not quote.endswith("?")
        and not _IMAGINED.search(quote)
    ]


def _of_document(
    cube: MemCube, payload: Resource, hit: Hit, message_id: str, weights: Mapping[str, float]
) -> list[_Said]:
    """The sentences of a chunk, each with the place it is cited by. On a printed page, a line ends in mid-sentence."""
    text = payload.text if payload.page is None else " ".join(payload.text.split())
    return [
        _Said(f"{_line(quote)} ({place_of(cube)})", hit, message_id, quote, worth)
        for quote in sentences(text)
        if not weights.keys().isdisjoint(stems(quote))
        and (worth := _worth(quote, cube.text, hit, weights)) > 0
        and not quote.endswith("?")
    ]


def _told(by: StoredMessage | None, words: str) -> str:
    """The words, and whose they are: a user without a name speaks for himself, nobody else does."""
    if by is None or (by.role == "user" and not by.name):
        return words
    return f"{by.name}: {words}" if by.name else f"The {by.role} said: {words}"


def _worth(sentence: str, context: str, hit: Hit, weights: Mapping[str, float]) -> float:
    """How much of the question is in a sentence and around it, and how good the hit is: 0 to 1."""
    own, around = stems(sentence), stems(context)
    covered = max(hit.direct, sum(weight for one, weight in weights.items() if one in own))
    nearly = max(hit.direct, sum(weight for one, weight in weights.items() if one in around))
    return 0.55 * covered + 0.2 * nearly + 0.25 * max(0.0, min(1.0, hit.score))


def _quoted(cube: MemCube, source: StoredMessage, weights: Mapping[str, float]) -> str:
    """The words of a message a statement rests on: its span there, else the message's best sentence."""
    spans: list[Source] = [each for each in cube.provenance.sources if each.message_id == source.id]
    cut = next((source.content[each.start : each.end] for each in spans if each.end is not None), "")
    if cut:
        return cut
    said = sentences(source.content)
    return max(said, key=lambda each: sum(weights.get(one, 0.0) for one in stems(each)), default=source.content)


def _line(text: str) -> str:
    return " ".join(text.split())


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
