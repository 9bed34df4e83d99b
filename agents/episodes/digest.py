"""What is kept of a stretch of talk: its most telling sentences in the order they were said, and its key words.

A digest goes on from the cube it was written to: the sentences kept so far compete with the new ones, and nothing older
is read again, so that the work for an exchange does not grow with the session.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import sqrt
from typing import Literal, NamedTuple

from memos.agents.episodes.cohesion import Said
from memos.agents.lexicon import COMMON, content_words
from memos.agents.perception import Sentence, Utterance
from memos.schemas.cube import Episodic, Interval, MemCube, Source
from memos.schemas.message import Trust

KEYWORDS = 12
"""How many key words are kept."""

LONGEST_LINE = 180
"""How much of a sentence is quoted, in characters."""

CANDIDATES = 8
"""How many sentences of one utterance may be quoted: its first ones."""

SHORTEST = 3
"""A sentence with fewer content words is hardly worth quoting ("Hi there!")."""

LEAST = 0.3
"""What is worth less than this part of the best sentence is left out, even if there is room."""

ALIKE = 0.6
"""Of two sentences that share more of their words than this, one is enough."""

GOES_ON = 0.9
"""What is quoted already counts a little less than what is new, so that a long session is not its first words."""


class Line(NamedTuple):
    """A sentence that may be quoted: who said it, its words, where it stands, how much it counts beyond its words."""

    actor: str
    quote: str
    source: Source
    words: frozenset[str]
    bonus: float = 1.0

    @property
    def text(self) -> str:
        """The line as it stands in a summary."""
        return f"{self.actor}: {self.quote}"


class Digest:
    """A stretch of talk being summed up in at most `lines` sentences; `of` is the cube it goes on from."""

    def __init__(self, granularity: Literal["topic", "session"], lines: int, of: MemCube | None = None) -> None:
        self.granularity: Literal["topic", "session"] = granularity
        self.trust = Trust.OWNER
        self.people: dict[str, None] = {}
        self.time: Interval | None = None
        self._most = lines
        self._lines: list[Line] = []
        self._words: Counter[str] = Counter()
        if of is not None and isinstance(of.payload, Episodic):
            self.trust = of.trust
            self.people = dict.fromkeys(of.payload.participants)
            self.time = of.payload.occurred_at
            self._lines = lines_of(of.payload.text, of.provenance.sources, of.keywords)
            self._words.update({word: 1 + (KEYWORDS - place) // 3 for place, word in enumerate(of.keywords)})

    def take(self, said: Said, lines: Sequence[Line]) -> None:
        """Adds an utterance with the sentences that may be quoted of it."""
        self._lines += lines
        self._words.update(dict.fromkeys(said.words, 1))
        self.people[said.utterance.speaker] = None
        self.trust = Trust.least([self.trust, said.utterance.message.trust])
        time = self.time or Interval(start=said.at, end=said.at)
        self.time = Interval(start=min(time.start, said.at), end=max(time.end, said.at))

    def keywords(self) -> tuple[str, ...]:
        """What it is about, the most telling word first: words used often, words of any talk counting little."""
        scored = {word: count * (0.2 if word in COMMON else 1.0) for word, count in self._words.items()}
        return tuple(sorted(scored, key=lambda word: (-scored[word], word))[:KEYWORDS])

    def chosen(self) -> list[Line]:
        """The best sentences in the order they were said, none of them saying what a better one says."""
        scores = [_centrality(line.words, self._words) * line.bonus for line in self._lines]
        chosen: list[int] = []
        for place in sorted(range(len(scores)), key=lambda place: (-scores[place], place)):
            if len(chosen) == self._most or (chosen and scores[place] < LEAST * scores[chosen[0]]):
                break
            if all(_overlap(self._lines[place].words, self._lines[other].words) < ALIKE for other in chosen):
                chosen.append(place)
        return [self._lines[place] for place in sorted(chosen)]


def ranked(lines: Iterable[Line], keywords: Sequence[str]) -> list[Line]:
    """Lines, best first: by the key words in them. All it needs is in the cube, so the order can be found again."""
    worth = {word: len(keywords) - place for place, word in enumerate(keywords)}
    return sorted(lines, key=lambda line: -sum(worth.get(word, 0) for word in line.words))


def quotable(utterance: Utterance) -> Iterator[Line]:
    """The sentences of an utterance that may be quoted; the user's count more than the assistant's, questions less."""
    by_user = 1.0 if utterance.message.trust.rank >= Trust.USER.rank else 0.6
    for number, sentence in enumerate(islice(utterance.sentences or (_opening(utterance),), CANDIDATES)):
        cut = sentence.text[:LONGEST_LINE]
        words = frozenset(content_words(cut))
        named = any(sentence.start <= mention.start < sentence.end for mention in utterance.mentions)
        timed = any(sentence.start <= time.start < sentence.end for time in utterance.times)
        bonus = (1.15 if number == 0 else 1.0) * (0.7 if cut.endswith("?") else 1.0) * (1.2 if named else 1.0)
        yield Line(
            actor=utterance.speaker,
            quote="".join(" " if char.isspace() else char for char in cut),
            source=utterance.source(sentence.start, sentence.start + len(cut)),
            words=words,
            bonus=by_user * bonus * (1.1 if timed else 1.0) * (1.0 if len(words - COMMON) >= SHORTEST else 0.4),
        )


def lines_of(text: str, sources: Sequence[Source], keywords: Sequence[str]) -> list[Line]:
    """Lines read back from a cube. Its sources stand best first, and what is best follows from lines and key words."""
    parts = [line.partition(": ") for line in text.split("\n")]
    nowhere = Source(message_id="?")
    lines = [Line(actor, quote, nowhere, frozenset(content_words(quote)), GOES_ON) for actor, _, quote in parts]
    placed = {id(line): source for line, source in zip(ranked(lines, keywords), sources, strict=False)}
    return [line._replace(source=placed[id(line)]) for line in lines if id(line) in placed]


def _centrality(words: Iterable[str], profile: Mapping[str, int]) -> float:
    """How much a sentence says of what all is about: its words by how often they are used, damped by its length."""
    telling = [sqrt(profile.get(word, 0)) * (0.25 if word in COMMON else 1.0) for word in words]
    return sum(telling) / sqrt(len(telling) + 4)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else float(one == other)


def _opening(utterance: Utterance) -> Sentence:
    content = utterance.message.content[:LONGEST_LINE]
    return Sentence(text=content, start=0, end=len(content))
