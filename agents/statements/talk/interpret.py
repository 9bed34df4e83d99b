"""From sentences to claims: who is meant, what is meant by saying it, and what it puts right, ends or takes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from memos.agents.agent import Memories, Workbench
from memos.agents.perception import Perceived, Sentence, Utterance
from memos.agents.proposal import Intent
from memos.agents.statements.grammar.nouns import subjects_at
from memos.agents.statements.grammar.vocabulary import NUMBERED
from memos.agents.statements.grammar.words import MAX_SENTENCE, Tokens, tokens, written
from memos.agents.statements.kinds.sorts import sort_of_value
from memos.agents.statements.predicates import entry_of
from memos.agents.statements.readers.ellipsis import in_place, with_antecedent
from memos.agents.statements.readers.parts import is_part
from memos.agents.statements.reading import read_sentence
from memos.agents.statements.rules import Stated
from memos.agents.statements.talk.antecedents import of_a_pet, of_it, taken_up, whose
from memos.agents.statements.talk.claims import Claim
from memos.agents.statements.talk.consequences import following
from memos.agents.statements.talk.cues import TakenBack, adds, finds_out, owns_mistake, taken_back
from memos.agents.statements.talk.departures import Departures
from memos.agents.statements.talk.dialogue import (
    OPENINGS,
    Answer,
    answer_instead,
    answer_to,
    claims_of,
    completed,
    confirms,
    echoes,
    opening_verb,
    says_no_longer,
    says_yes,
)
from memos.agents.statements.talk.endings import Endings
from memos.agents.statements.talk.fulfilment import come_true
from memos.agents.statements.talk.hearing import Hearing, retold
from memos.agents.statements.talk.intervals import validity_of
from memos.agents.statements.talk.known_terms import Telling, in_known_terms
from memos.agents.statements.talk.ledger import Ledger
from memos.agents.statements.talk.new_values import NewValues
from memos.agents.statements.talk.pasted import is_reported, own_sentences, tells_a_story
from memos.agents.statements.talk.people import People, is_own_name
from memos.agents.statements.talk.renames import renaming
from memos.agents.statements.talk.repairs import Repairs
from memos.agents.statements.talk.rivalry import displacing
from memos.agents.statements.talk.wording import sentence_for, value_of
from memos.schemas.cube import Source
from memos.schemas.message import Trust
from memos.schemas.roles import ROLES

LEAST_SURE = 0.3
"""Claims less sure than this are not made."""
MOST_SUBJECTS = 12
"""How many subjects that an utterance names are looked up, to find what it puts right."""
LONGEST_CLAIM = 600
"""A "yes" to a longer message agrees to all and nothing of it, in characters."""
OF_ANYBODY = frozenset({"marital_status", "age", "birthday", "attribute:grade"})
"""What is only said of people: whoever is "single" or "9" is somebody, though nobody has told who."""
_OF_THE_SPEAKER = ("speaker", "kin", "owned", "person", "pronoun")
"""Of whom somebody may confirm what another has said: himself, and who is near him."""
FOUND_OUT = frozenset({"studies", "graduated_from", "member_of", "relation:boss", "occupation", "breed", "lives_with"})
"""What somebody is mistaken about, if it "turns out" to be otherwise; another allergy is one more."""
OFFERED = frozenset({"wants", "plans", "prefers", "works_on", "habit"})
"""What a "yes" to a question rather accepts than confirms ("Do you want to see the list?", "Do you follow a routine?")."""


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
        self._speaker = ""
        self._said: list[Tokens] = []
        self._subjects: list[str] = []
        self._last: Claim | None = None
        self.claims: list[Claim] = []

    def take(self, utterance: Utterance) -> None:
        """Adds what this utterance claims."""
        self._people.next_turn()
        self._people.meet(mention.name for mention in utterance.mentions if mention.type == "person")
        self._people.meet([utterance.speaker])
        self._speaker = utterance.speaker
        if utterance.message.role == "user" and utterance.message.trust.rank >= Trust.USER.rank:
            for claim in self._of(utterance):
                for one in following(claim, self._ledger, utterance.speaker):
                    self._note(one)
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
        if role != claim.predicate and claim.holds and is_own_name(claim.object):
            self._people.learn(claim.subject, role, claim.object)

    def _of(self, utterance: Utterance) -> Iterator[Claim]:
        said = [words for sentence in own_sentences(utterance) if (words := _words(sentence))]
        if said:
            yield from self._confirmed(utterance, said[0])
            yield from self._answered(utterance, said[0])
            yield from self._contradicted(utterance, said[0])
            yield from self._echoed(utterance, said[0])
        self._said = said
        self._subjects = self._others(said)
        heard = Hearing(self._ledger, utterance, self._subjects)
        repairs, endings, new_values = Repairs(heard), Endings(heard), NewValues(heard)
        mistaken = False
        frame = ""
        for n, words in enumerate(said):
            if frame and (answer := completed(frame, words)):
                yield from self._told_by(answer, utterance)
            frame = OPENINGS.get(opening_verb(words), "")
            fresh = owns_mistake(words)
            back = taken_back(words)
            if back is not None and not back.named and self._says_instead(repairs, back, said[n:]):
                back, fresh = None, True
            mistaken = self._people.puts_right = mistaken or fresh
            if back is not None:
                yield from repairs.taken_back(back, words)
            self._people.hear(words, utterance.speaker)
            spoken = with_antecedent(words, [*self._just_said_to(utterance), *said[:n]])
            found = [
                claim
                for stated in map(in_place, read_sentence(spoken))
                for claim in self._claims(stated, utterance, mistaken=mistaken)
            ]
            found = [displacing(claim, self._ledger, said) for claim in found]
            found = [repairs.instead(spoken, claim) for claim in found]
            if finds_out(spoken) and not adds(spoken):
                found = [self._put_right(one, repairs) if one.predicate in FOUND_OUT else one for one in found]
            if mistaken and not adds(spoken):
                found = [self._put_right(claim, repairs) for claim in found]
            found += come_true(spoken, heard, found)
            found = new_values.told_in(spoken, said[n - 1] if n else [], found, mistaken=mistaken)
            yield from Departures(heard).in_sentence(spoken)
            yield from endings.ended(spoken, found)
            yield from endings.gone_too(found)
            yield from endings.dropped_plans(spoken, retracts=back is not None)
            yield from repairs.swapped(
                spoken, found, mistaken=mistaken, fresh=fresh or (n > 0 and owns_mistake(said[n - 1]))
            )
            yield from found

    def _just_said_to(self, utterance: Utterance) -> list[Tokens]:
        """What another has said right before, which "mine is Alien" takes up."""
        before = self._before
        if before is None or before.speaker == utterance.speaker:
            return []
        return [_words(sentence) for sentence in before.sentences[-3:]]

    def _echoed(self, utterance: Utterance, first: Tokens) -> Iterator[Claim]:
        """ "Same here", "me too", behind what another user has said of himself."""
        before = self._before
        if before is None or before.speaker == utterance.speaker or before.message.role != "user" or not echoes(first):
            return
        for sentence in before.sentences[-1:]:
            for stated in read_sentence(_words(sentence)):
                if stated.subject.being == "speaker" and stated.subject.text != "we":
                    reply = utterance.source(first[0].start, first[-1].end)
                    for claim in self._claims(stated, utterance, said=before):
                        yield claim._replace(sources=(*claim.sources, reply))

    def _others(self, said: Sequence[Tokens]) -> list[str]:
        """The subjects besides the speaker that an utterance names: his kin, people, things of his."""
        named = (
            self._people.resolve(subject, self._speaker, None)
            for words in said
            for at in range(len(words))
            for subject, _ in subjects_at(words, at)
            if subject.being in ("kin", "person", "pronoun", "owned")
        )
        return list(dict.fromkeys(name for name in named if name))[:MOST_SUBJECTS]

    def _says_instead(self, repairs: Repairs, back: TakenBack, said: Sequence[Tokens]) -> bool:
        """ "Scratch that, it's in Bruges": whether what follows is there in the place of what was said."""
        known = repairs.meant_by(back)
        for words in said[:2]:
            if any(stated.predicate == one.predicate for stated in read_sentence(words) for one in known):
                return True
            if any(True for _ in repairs.swapped(words, (), mistaken=True)):
                return True
        return False

    def _put_right(self, claim: Claim, repairs: Repairs) -> Claim:
        known = repairs.replaces(claim) if claim.intent == "assert" else None
        return claim._replace(intent="correct", instead_of=known.object) if known else claim

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
        asked = asked or ([*before.sentences[-2:]] if confirms(first) else [])
        for sentence in asked if len(before.message.content) <= LONGEST_CLAIM else ():
            for stated in read_sentence(claims_of(_words(sentence))):
                told = stated.subject.being in _OF_THE_SPEAKER and stated.object[0].start >= sentence.start
                if told and stated.predicate not in OFFERED:
                    reply = utterance.source(first[0].start, first[-1].end)
                    for claim in self._claims(stated, utterance, said=before):
                        yield claim._replace(sources=(*claim.sources, reply))

    def _contradicted(self, utterance: Utterance, first: Tokens) -> Iterator[Claim]:
        """What another has claimed of the speaker, who says that it is so no longer ("not any more") or that it is something else ("no, Mira")."""
        before = self._before
        if before is None or before.speaker == utterance.speaker or len(before.message.content) > LONGEST_CLAIM:
            return
        over, instead = says_no_longer(first), answer_instead(first)
        for sentence in before.sentences[-3:] if over or instead else ():
            for stated in read_sentence(claims_of(_words(sentence))):
                subject = self._people.resolve(stated.subject, utterance.speaker, None)
                value = value_of(stated, before)
                reply = utterance.source(first[0].start, first[-1].end)
                held = subject is not None and self._ledger.naming(subject, value, stated.predicate)
                if over and held:
                    ended = stated._replace(polarity="ended")
                    yield from (
                        claim._replace(sources=(reply,)) for claim in self._claims(ended, utterance, said=before)
                    )
                elif (
                    instead
                    and "?" in sentence.text
                    and sort_of_value(written(utterance.message.content, instead)) == sort_of_value(value)
                ):
                    told = stated._replace(object=instead, start=instead[0].start, end=instead[-1].end, whole=(0, 0))
                    asked = before.source(sentence.start, sentence.end)
                    for claim in self._claims(told, utterance):
                        yield claim._replace(sources=(*claim.sources, asked))

    def _claims(
        self, stated: Stated, utterance: Utterance, *, mistaken: bool = False, said: Utterance | None = None
    ) -> Iterator[Claim]:
        """The claims that a statement makes: one, or none if it stays open who or what is meant."""
        told = said or utterance
        if stated.predicate == "name" and stated.subject.being == "pronoun":
            stated = of_a_pet(stated, told)
        known = taken_up(stated, told, self._ledger, self._subjects, mistaken=mistaken)
        if stated.subject.text == "it" and known is None and not mistaken:
            stated = of_it(stated, told)
        whom = self._people.resolve(stated.subject, utterance.speaker, None, but=value_of(stated, told))
        subject = known.subject if known else whom
        if (
            subject is None
            and stated.subject.being == "pronoun"
            and (mistaken or stated.polarity == "ended" or is_part(stated.predicate))
        ):
            subject = whose(stated, value_of(stated, told), self._ledger, utterance.speaker)
        if subject is None and stated.subject.being == "person" and stated.predicate.startswith("attribute:"):
            subject = stated.subject.text  # "Mason's party is at 2": whoever Mason is
        if subject is None and stated.subject.being == "person" and stated.predicate in OF_ANYBODY:
            self._people.meet([stated.subject.text])
            subject = stated.subject.text
        if stated.rule.when == "ought" and not mistaken:
            return
        if is_reported(told.message.content, stated.start, stated.end) or _is_a_stay(stated, told):
            return
        if subject is None or (stated.subject.being in ("person", "pronoun", "thing") and tells_a_story(told)):
            return
        said_at = utterance.message.timestamp
        telling = Telling(stated, subject, value_of(stated, told), said_at, self._said, self._last)
        plain = in_known_terms(telling, self._ledger)
        if plain is None:
            return
        predicate, value = plain
        predicate = known.predicate if known else predicate
        own = stated.predicate.removeprefix("attribute:")
        if own in NUMBERED and predicate != stated.predicate:
            value = f"{own} {value}"  # "berth 62" of the boat
        if subject == value and not (predicate == "name" and stated.subject.being == "speaker"):
            return  # whoever is addressed within the sentence: "Do you like chess, Ben?"
        confidence = stated.rule.confidence * (0.5 if stated.hedged else 1.0)
        if self._too_weak(stated, subject, predicate, confidence):
            return
        when = validity_of(stated, told)
        negated = stated.polarity == "-"
        intent = _intent(stated, closed=when.closed, corrects=mistaken and _one_value(predicate))
        previous = self._last
        self._last = claim = Claim(
            subject=subject,
            predicate=predicate,
            object=value,
            statement=retold(known, value)
            if known and stated.subject.text == "it"
            else sentence_for(stated, told, subject, predicate, value, "-" if negated else "+"),
            intent=intent,
            negated=negated,
            sources=(
                Source(message_id=told.message.id, start=stated.start, end=max(stated.end, stated.object[-1].end)),
            ),
            observed_at=utterance.message.timestamp,
            trust=utterance.message.trust,
            confidence=confidence,
            about_user=utterance.about_user,
            instead_of=known.object if known and intent == "correct" else None,
            valid_from=when.start,
            valid_to=when.end,
        )
        claim = renaming(claim, stated, self._ledger, told, previous)
        yield claim
        if claim.holds:
            yield from self._outlived(claim, stated.rule.ends)

    def _outlived(self, claim: Claim, ends: Sequence[str]) -> Iterator[Claim]:
        """What no longer holds now that this does: who has retired no longer works anywhere."""
        for known in list(self._ledger.of(claim.subject)) if ends else ():
            if known.predicate in ends and known.said_at <= claim.observed_at and known.object != claim.object:
                yield claim._replace(
                    predicate=known.predicate, object=known.object, statement=known.statement, intent="end", valid_from=None,
                    valid_to=claim.valid_from,
                )  # fmt: skip

    def _too_weak(self, stated: Stated, subject: str, predicate: str, confidence: float) -> bool:
        if confidence < LEAST_SURE or (stated.hedged and predicate in ("plans", "wants", "prefers")):
            return True
        unnamed = predicate.startswith("relation:") and stated.polarity == "+" and stated.object[-1].word in ROLES
        if not stated.rule.weak and not unnamed:
            return False
        return any(known.predicate == predicate for known in self._ledger.of(subject))


def _intent(stated: Stated, *, closed: bool, corrects: bool) -> Intent:
    """What is meant by saying it. A stretch of the past with both its ends is told as it was."""
    if stated.polarity == "-":
        return "deny"
    if stated.polarity == "ended" and not closed:
        return "end"
    return "correct" if corrects else "assert"


_STAY = re.compile(
    r"\W{0,3}(?:now |these days )?(?:for (?!good|ever|us\b|me\b|now\b)|visiting\b|on (?:a |holiday|vacation|business)|until |till )",
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
