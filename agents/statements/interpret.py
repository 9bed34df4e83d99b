"""From sentences to claims: who is meant, what is meant by saying it, and what it puts right, ends or takes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from memos.agents.agent import Memories, Workbench
from memos.agents.perception import Perceived, Sentence, Utterance
from memos.agents.proposal import Intent
from memos.agents.statements.claims import Claim
from memos.agents.statements.cues import owns_mistake, taken_back
from memos.agents.statements.dialogue import OPENINGS, Answer, answer_to, claims_of, completed, opening_verb, says_yes
from memos.agents.statements.intervals import validity_of
from memos.agents.statements.ledger import Ledger
from memos.agents.statements.nouns import SPEAKER, VALUED, Subject
from memos.agents.statements.pasted import is_reported, own_sentences, tells_a_story
from memos.agents.statements.people import People
from memos.agents.statements.predicates import entry_of
from memos.agents.statements.reading import read_sentence
from memos.agents.statements.repairs import Repairs
from memos.agents.statements.rules import Stated
from memos.agents.statements.terms import ALIASES
from memos.agents.statements.wording import sentence_for, value_of
from memos.agents.statements.words import MAX_SENTENCE, Tokens, tokens
from memos.schemas.cube import Source
from memos.schemas.message import Trust

LEAST_SURE = 0.3
"""Claims less sure than this are not made."""
LONGEST_CLAIM = 600
"""A "yes" to a longer message agrees to all and nothing of it, in characters."""
OFFERED = frozenset({"wants", "plans", "prefers", "works_on"})
"""What a "yes" to a question rather accepts than confirms ("Do you want to see the list?")."""
_WORK = ("works_at", "occupation")
_PARTNER = (
    "relation:partner",
    "relation:boyfriend",
    "relation:girlfriend",
    "relation:fiance",
    "relation:husband",
    "relation:wife",
)
GENERIC: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "job": _WORK,
        "position": _WORK,
        "role": _WORK,
        "work": _WORK,
        "notice": _WORK,
        "resignation": _WORK,
        "work there": _WORK,
        "live there": ("lives_in",),
        "broke up": _PARTNER,
        "broken up": _PARTNER,
        "split up": _PARTNER,
    }
)
"""Of "I quit my job", "I gave notice", "we broke up" only what is known tells which."""
PROVIDERS = frozenset(
    f"attribute:{noun}"
    for noun in (
        "bank",
        "provider",
        "phone provider",
        "insurance",
        "network",
        "carrier",
        "insurer",
        "internet provider",
    )
)
"""What one is "with": of "I was with Itau" only what is known tells which."""


def claims_in(perceived: Perceived, bench: Workbench) -> Sequence[Claim]:
    """All claims of an exchange, interpreted once however many specialists ask."""
    return bench.once("claims", lambda: interpret(perceived, bench.memories))


def interpret(perceived: Perceived, memories: Memories) -> list[Claim]:
    """All claims of an exchange, in the order in which they are made. What was said earlier in the run is context only."""
    ledger = Ledger(memories.by_subject)
    talk = _Talk(People(perceived.people, ledger), ledger)
    for utterance in perceived.earlier:
        talk.take(utterance)
    before = len(talk.claims)
    for utterance in perceived.utterances:
        talk.take(utterance)
    return talk.claims[before:]


class _Talk:
    """A conversation being followed, utterance by utterance."""

    def __init__(self, people: People, ledger: Ledger) -> None:
        self._people = people
        self._ledger = ledger
        self._before: Utterance | None = None
        self._last: Claim | None = None
        self.claims: list[Claim] = []

    def take(self, utterance: Utterance) -> None:
        """Adds what this utterance claims."""
        self._people.next_turn()
        self._people.meet(mention.name for mention in utterance.mentions if mention.type == "person")
        self._people.meet([utterance.speaker])
        if utterance.message.role == "user" and utterance.message.trust.rank >= Trust.USER.rank:
            for claim in self._of(utterance):
                self._note(claim)
        else:
            for sentence in utterance.sentences[-12:]:
                self._people.hear(_words(sentence), utterance.speaker, utterance.addressee)
        self._before = utterance

    def _note(self, claim: Claim) -> None:
        if any(_repeats(claim, other) for other in self.claims[-8:]):
            return
        self.claims.append(claim)
        self._ledger.note(claim)
        role = claim.predicate.removeprefix("relation:")
        if role != claim.predicate and claim.holds and claim.object[:1].isupper():
            self._people.learn(claim.subject, role, claim.object)

    def _of(self, utterance: Utterance) -> Iterator[Claim]:
        said = [words for sentence in own_sentences(utterance) if (words := _words(sentence))]
        if said:
            yield from self._confirmed(utterance, said[0])
            yield from self._answered(utterance, said[0])
        repairs = Repairs(self._ledger, utterance)
        mistaken = False
        frame = ""
        for words in said:
            if frame and (answer := completed(frame, words)):
                yield from self._told_by(answer, utterance)
            frame = OPENINGS.get(opening_verb(words), "")
            mistaken = mistaken or owns_mistake(words)
            back = taken_back(words)
            if back is not None:
                yield from repairs.taken_back(back, words)
            self._people.hear(words, utterance.speaker)
            found = [
                claim for stated in read_sentence(words) for claim in self._claims(stated, utterance, mistaken=mistaken)
            ]
            yield from repairs.departed(words)
            yield from repairs.dropped_plans(words, retracts=back is not None)
            yield from repairs.swapped(words, found, mistaken=mistaken)
            yield from found

    def _answered(self, utterance: Utterance, first: Tokens) -> Iterator[Claim]:
        before = self._before
        if before is None or before.speaker == utterance.speaker or not before.sentences:
            return
        asked = before.sentences[-1]
        answer = answer_to(_words(asked), first) if asked.text.rstrip(" 🤔😊😄🎸").endswith("?") else None
        if answer is None:
            return
        for claim in self._told_by(answer, utterance):
            yield claim._replace(sources=(*claim.sources, before.source(asked.start, asked.end)))

    def _told_by(self, answer: Answer, utterance: Utterance) -> Iterator[Claim]:
        """What a completed sentence claims in the words that were really said."""
        own = answer.words[answer.first].start
        for stated in read_sentence(answer.words):
            if stated.object[0].start >= own and all(token.end > token.start for token in stated.object):
                yield from self._claims(stated, utterance)

    def _confirmed(self, utterance: Utterance, first: Tokens) -> Iterator[Claim]:
        """What another has claimed of the speaker, who now says yes to it."""
        before = self._before
        if before is None or before.speaker == utterance.speaker or not says_yes(first):
            return
        asked = [sentence for sentence in before.sentences[-2:] if "?" in sentence.text]
        for sentence in asked if len(before.message.content) <= LONGEST_CLAIM else ():
            for stated in read_sentence(claims_of(_words(sentence))):
                told = stated.subject.being == "speaker" and stated.object[0].start >= sentence.start
                if told and stated.predicate not in OFFERED:
                    reply = utterance.source(first[0].start, first[-1].end)
                    for claim in self._claims(stated, utterance, said=before):
                        yield claim._replace(sources=(*claim.sources, reply))

    def _claims(
        self, stated: Stated, utterance: Utterance, *, mistaken: bool = False, said: Utterance | None = None
    ) -> Iterator[Claim]:
        """The claims that a statement makes: one, or none if it stays open who or what is meant."""
        told = said or utterance
        if stated.subject.text == "it":
            stated = self._of_it(stated, told)
        subject = self._people.resolve(stated.subject, utterance.speaker, None)
        if is_reported(told.message.content, stated.start, stated.end) or _is_a_stay(stated, told):
            return
        if subject is None or (stated.subject.being in ("person", "pronoun", "thing") and tells_a_story(told)):
            return
        plain = self._in_known_terms(stated, subject, value_of(stated, told))
        if plain is None:
            return
        predicate, value = plain
        if predicate == "name" and subject == value and stated.subject.being != "speaker":
            return
        confidence = stated.rule.confidence * (0.5 if stated.hedged else 1.0)
        if self._too_weak(stated, subject, predicate, confidence):
            return
        when = validity_of(stated, told)
        negated = stated.polarity == "-"
        intent = _intent(stated, closed=when.closed, corrects=mistaken and _one_value(predicate))
        self._last = claim = Claim(
            subject=subject,
            predicate=predicate,
            object=value,
            statement=sentence_for(stated, told, subject, predicate, value, "-" if negated else "+"),
            intent=intent,
            negated=negated,
            sources=(
                Source(message_id=told.message.id, start=stated.start, end=max(stated.end, stated.object[-1].end)),
            ),
            observed_at=utterance.message.timestamp,
            trust=utterance.message.trust,
            confidence=confidence,
            about_user=utterance.about_user,
            valid_from=when.start,
            valid_to=when.end,
        )
        yield claim

    def _of_it(self, stated: Stated, utterance: Utterance) -> Stated:
        """ "They moved the meeting, it's on Friday now": "it" is what was last spoken of and has a value."""
        if not stated.predicate.startswith(("attribute:", "name")):
            return stated
        before = tokens(utterance.message.content[max(stated.start - 200, 0) : stated.start])
        nouns = [n for n in range(1, len(before)) if before[n - 1].word in ("the", "my", "our")]
        valued = [before[n].word for n in nouns if before[n].word in VALUED or stated.predicate == "name"]
        if valued and stated.predicate == "name":
            return stated._replace(subject=Subject("thing", valued[-1]))
        noun = valued[-1] if valued else ""
        predicate = ALIASES[noun][0] if noun in ALIASES else f"attribute:{noun}"
        return stated._replace(subject=SPEAKER, predicate=predicate) if noun else stated

    def _too_weak(self, stated: Stated, subject: str, predicate: str, confidence: float) -> bool:
        if confidence < LEAST_SURE or (stated.hedged and predicate in ("plans", "wants", "prefers")):
            return True
        return stated.rule.weak and any(known.predicate == predicate for known in self._ledger.of(subject))

    def _in_known_terms(self, stated: Stated, subject: str, value: str) -> tuple[str, str] | None:
        """Predicate and value as they are known already, where the words leave them open."""
        predicate = stated.predicate
        family, _, otherwise = predicate.partition("|")
        if predicate == "same:provider":
            provider = [known.predicate for known in self._ledger.of(subject) if known.predicate in PROVIDERS]
            return (provider[0], value) if len(set(provider)) == 1 else None
        if family == "same":
            return self._same_as_known(stated, subject, value, otherwise)
        if predicate.startswith("attribute:"):
            return self._known_attribute(subject, predicate), value
        if stated.instead and (old := self._ledger.naming(subject, " ".join(token.text for token in stated.instead))):
            return old.predicate, old.object if stated.polarity == "ended" else value
        if stated.polarity != "+" and predicate == "has_pet":
            pets = [known.object for known in self._ledger.of(subject) if known.predicate == "has_pet"]
            named = self._ledger.naming(subject, value, "has_pet")
            value = named.object if named else pets[0] if len(pets) == 1 else value
        elif stated.polarity == "ended" and (known := self._ledger.naming(subject, value)) is not None:
            return known.predicate, known.object
        return predicate, value

    def _same_as_known(self, stated: Stated, subject: str, value: str, otherwise: str) -> tuple[str, str] | None:
        told = " ".join(token.text for token in stated.instead or stated.object)
        known = self._ledger.naming(subject, told)
        if known is None and told in GENERIC:
            known = next((one for one in self._ledger.of(subject) if one.predicate in GENERIC[told]), None)
        if known is not None:
            return known.predicate, known.object if stated.polarity == "ended" else value
        last = self._last
        if stated.polarity == "+" and last and last.subject == subject and last.intent == "end":
            return last.predicate, value
        return (otherwise, value) if otherwise else None

    def _known_attribute(self, subject: str, predicate: str) -> str:
        noun = predicate.removeprefix("attribute:")
        for known in self._ledger.of(subject):
            other = known.predicate.removeprefix("attribute:")
            if other != known.predicate and (f" {other}".endswith(f" {noun}") or f" {noun}".endswith(f" {other}")):
                return known.predicate
        return predicate


def _intent(stated: Stated, *, closed: bool, corrects: bool) -> Intent:
    """What is meant by saying it. A stretch of the past with both its ends is told as it was."""
    if stated.polarity == "-":
        return "deny"
    if stated.polarity == "ended" and not closed:
        return "end"
    return "correct" if corrects else "assert"


_STAY = re.compile(
    r"\W{0,3}(?:now |these days )?(?:for (?!good|ever)|visiting\b|on (?:a |holiday|vacation|business)|until |till )",
    re.IGNORECASE,
)


def _is_a_stay(stated: Stated, utterance: Utterance) -> bool:
    """ "I'm in Quito now for a conference": somebody is there, and lives elsewhere."""
    if stated.predicate != "lives_in" or stated.polarity != "+" or stated.rule.when != "present":
        return False
    return _STAY.match(utterance.message.content, stated.end) is not None


def _one_value(predicate: str) -> bool:
    """Whether a value of this can take the place of another; a second dislike is no correction of the first."""
    return entry_of(predicate).functional or predicate.startswith("relation:")


def _repeats(claim: Claim, other: Claim) -> bool:
    same = claim.subject == other.subject and claim.predicate == other.predicate and claim.object == other.object
    return same and claim.intent == other.intent and claim.sources[0].message_id == other.sources[0].message_id


def _words(sentence: Sentence) -> Tokens:
    """The words of a sentence; none of one that is too long to be talk."""
    return tokens(sentence.text, sentence.start) if len(sentence.text) <= MAX_SENTENCE else []
