"""From sentences to claims: who is meant, what is meant by saying it, and what it puts right, ends or takes back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from memos.agents.agent import Memories, Workbench
from memos.agents.perception import Perceived, Sentence, Utterance
from memos.agents.proposal import Intent
from memos.agents.statements.claims import Claim
from memos.agents.statements.consequences import following
from memos.agents.statements.cues import TakenBack, adds, owns_mistake, taken_back
from memos.agents.statements.dialogue import (
    OPENINGS,
    Answer,
    answer_instead,
    answer_to,
    claims_of,
    completed,
    opening_verb,
    says_no_longer,
    says_yes,
)
from memos.agents.statements.ellipsis import in_place, with_antecedent
from memos.agents.statements.intervals import validity_of
from memos.agents.statements.ledger import Known, Ledger
from memos.agents.statements.named import is_known_place
from memos.agents.statements.nouns import ROLES, SPEAKER, VALUED, Subject, subjects_at
from memos.agents.statements.pasted import is_reported, own_sentences, tells_a_story
from memos.agents.statements.people import People, is_own_name
from memos.agents.statements.predicates import entry_of
from memos.agents.statements.reading import read_sentence
from memos.agents.statements.repairs import SAME_TALK, Repairs, retold, sort_of, sorts_in
from memos.agents.statements.rivalry import displacing, held
from memos.agents.statements.rules import Stated
from memos.agents.statements.terms import ALIASES, same_noun, same_side
from memos.agents.statements.vocabulary import NUMBERED, PETS
from memos.agents.statements.wording import sentence_for, value_of
from memos.agents.statements.words import MAX_SENTENCE, Tokens, tokens, written
from memos.schemas.cube import Source
from memos.schemas.message import Trust
from memos.schemas.value import Moment

LEAST_SURE = 0.3
"""Claims less sure than this are not made."""
MOST_SUBJECTS = 12
"""How many subjects that an utterance names are looked up, to find what it puts right."""
LONGEST_CLAIM = 600
"""A "yes" to a longer message agrees to all and nothing of it, in characters."""
OF_ANYBODY = frozenset({"marital_status", "age", "birthday"})
"""What is only said of people: whoever is "single" or "9" is somebody, though nobody has told who."""
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
        "all clear": ("condition",),
        "broke up": _PARTNER,
        "broken up": _PARTNER,
        "split up": _PARTNER,
    }
)
"""Of "I quit my job", "I gave notice", "we broke up" only what is known tells which."""
UNNAMED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "same:work": ("works_at", "occupation"),
        "same:employer": ("works_at",),
        "same:study": ("studies_at", "studies"),
        "same:team": ("member_of",),
    }
)
"""What may have ended when nothing is named ("I got laid off"), in the order in which it is looked for among what is known."""
_SERVING: Mapping[str, str] = MappingProxyType(
    {
        "bank": "bank banks banking current-account overdraft", "gym": "gym gyms squat squats treadmill workout workouts",
        "phone provider": "sim phone mobile roaming network carrier contract esim signal number", "internet provider": "internet wifi wi-fi broadband router fibre fiber",
        "insurance": "insurance insurer insured premium policy", "energy provider": "electricity gas energy meter tariff", "provider": "provider supplier",
    }
)  # fmt: skip
SERVES: Mapping[str, str] = MappingProxyType(
    {word: f"attribute:{kind}" for kind, words in _SERVING.items() for word in words.split()}
)
"""Words by which it is told what somebody is "with" a firm for."""
PROVIDERS = frozenset({*SERVES.values(), "attribute:network", "attribute:carrier", "attribute:insurer"})
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
                for one in following(claim, self._ledger):
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
        self._said = said
        self._subjects = self._others(said)
        repairs = Repairs(self._ledger, utterance, self._subjects)
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
            mistaken = mistaken or fresh
            if back is not None:
                yield from repairs.taken_back(back, words)
            self._people.hear(words, utterance.speaker)
            spoken = with_antecedent(words, said[:n])
            found = [
                claim
                for stated in map(in_place, read_sentence(spoken))
                for claim in self._claims(stated, utterance, mistaken=mistaken)
            ]
            found = [displacing(claim, self._ledger, said) for claim in found]
            found = [repairs.instead(spoken, claim) for claim in found]
            if mistaken and not adds(spoken):
                found = [self._put_right(claim, repairs) for claim in found]
            yield from repairs.departed(spoken)
            yield from repairs.ended(spoken, found)
            yield from repairs.gone_too(found)
            yield from repairs.dropped_plans(spoken, retracts=back is not None)
            yield from repairs.swapped(
                spoken, found, mistaken=mistaken, fresh=fresh or (n > 0 and owns_mistake(said[n - 1]))
            )
            yield from found

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
        for sentence in asked if len(before.message.content) <= LONGEST_CLAIM else ():
            for stated in read_sentence(claims_of(_words(sentence))):
                told = stated.subject.being == "speaker" and stated.object[0].start >= sentence.start
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
                    and sort_of(written(utterance.message.content, instead)) == sort_of(value)
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
            stated = self._of_a_pet(stated, told)
        known = self._taken_up(stated, told, mistaken=mistaken)
        if stated.subject.text == "it" and known is None:
            stated = self._of_it(stated, told)
        subject = known.subject if known else self._people.resolve(stated.subject, utterance.speaker, None)
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
        plain = self._in_known_terms(stated, subject, value_of(stated, told), utterance.message.timestamp)
        if plain is None:
            return
        predicate, value = plain
        predicate = known.predicate if known else predicate
        own = stated.predicate.removeprefix("attribute:")
        if own in NUMBERED and predicate != stated.predicate:
            value = f"{own} {value}"  # "berth 62" of the boat
        if predicate == "name" and subject == value and stated.subject.being != "speaker":
            return
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
        if predicate == "has_pet" and stated.rule.link and claim.holds:
            claim = self._named_pet(claim, stated.rule.link, told, previous)
        if predicate == "nickname" and stated.rule.pattern.startswith("S go by"):  # of what one goes by there is one
            for known in self._ledger.of(subject):
                if known.predicate == "nickname" and known.object != value and known.said_at < claim.observed_at:
                    claim = claim._replace(intent="correct", instead_of=known.object)
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

    def _taken_up(self, stated: Stated, utterance: Utterance, *, mistaken: bool) -> Known | None:
        """The attribute that "it" or "the party" takes up again from what was said before."""
        if not stated.predicate.startswith("attribute:") and not (
            stated.predicate == "is" and "{N}" in stated.rule.predicate
        ):
            return None
        noun = stated.predicate.partition(":")[2] or stated.subject.text.lower()
        it = noun == "it" or noun.startswith("it ")
        if not it and stated.subject.being not in ("thing", "speaker"):
            return None
        aspect = noun.removeprefix("it").strip() if it else ""
        value = value_of(stated, utterance)
        changes = mistaken or "now" in utterance.message.content[stated.whole[0] : stated.whole[1]].lower().split()
        changes = changes or stated.rule.when in ("change", "fact")
        for known in self._ledger.lately(subjects=[utterance.speaker, *self._subjects]):
            other = known.predicate.removeprefix("attribute:")
            if other == known.predicate or known.said_at > utterance.message.timestamp:
                continue
            if not it:
                if stated.subject.being == "thing" and same_noun(noun, other):
                    return known
            elif (other.endswith(aspect) if aspect else sort_of(known.object) == sort_of(value)) and changes:
                recent = (utterance.message.timestamp - known.said_at).total_seconds() < 7 * SAME_TALK
                return known if recent else None
        return None

    def _of_it(self, stated: Stated, utterance: Utterance) -> Stated:
        """ "They moved the meeting, it's on Friday now": "it" is what was last spoken of and has a value."""
        if not stated.predicate.startswith(("attribute:", "name")):
            return stated
        before = tokens(utterance.message.content[max(stated.start - 200, 0) : stated.start])
        nouns = [n for n in range(1, len(before)) if before[n - 1].word in ("the", "my", "our", "new", "another", "'s")]
        valued = [before[n].word for n in nouns if before[n].word in VALUED or stated.predicate == "name"]
        if valued and stated.predicate == "name":
            return stated._replace(subject=Subject("thing", valued[-1]))
        valued = [noun for noun in valued if noun != "name"]
        noun = valued[-1] if valued else ""
        predicate = ALIASES[noun][0] if noun in ALIASES else f"attribute:{noun}"
        return stated._replace(subject=SPEAKER, predicate=predicate) if noun else stated

    def _of_a_pet(self, stated: Stated, utterance: Utterance) -> Stated:
        """ "We got a puppy, her name is Luna": "she" is the pet that was last spoken of."""
        before = tokens(utterance.message.content[max(stated.start - 120, 0) : stated.start])
        last = next((word.word for word in reversed(before) if word.word in PETS or word.word in ROLES), "")
        if last not in PETS:
            return stated
        rule = stated.rule._replace(predicate="has_pet", link=last)
        return stated._replace(subject=SPEAKER, predicate="has_pet", rule=rule)

    def _named_pet(self, claim: Claim, kind: str, utterance: Utterance, previous: Claim | None) -> Claim:
        """A pet told by its name: the one known without a name gets it, one that is renamed loses the old one."""
        said = {token.word for token in tokens(utterance.message.content)}
        renamed = bool(said & {"renamed", "rename", "now"})
        unnamed = (
            previous is not None and previous.predicate == "has_pet" and previous.holds and previous.object.islower()
        )
        if (
            unnamed
            and previous is not None
            and kind in previous.object.split()
            and previous.observed_at == claim.observed_at
        ):
            return claim._replace(intent="correct", instead_of=previous.object)
        for known in self._ledger.of(claim.subject):
            if known.predicate != "has_pet" or kind not in known.statement.lower().split(".")[0].split():
                continue
            named = any(word[:1].isupper() for word in known.object.split())
            if named and renamed and claim.object not in known.object:
                return claim._replace(intent="correct", instead_of=known.object)
        return claim

    def _too_weak(self, stated: Stated, subject: str, predicate: str, confidence: float) -> bool:
        if confidence < LEAST_SURE or (stated.hedged and predicate in ("plans", "wants", "prefers")):
            return True
        return stated.rule.weak and any(known.predicate == predicate for known in self._ledger.of(subject))

    def _in_known_terms(self, stated: Stated, subject: str, value: str, said_at: Moment) -> tuple[str, str] | None:
        """Predicate and value as they are known already, where the words leave them open."""
        predicate = stated.predicate
        family, _, otherwise = predicate.partition("|")
        if predicate == "same:provider":
            return self._provider(subject, value, stated)
        if predicate.startswith("same:") and predicate.endswith(" price"):
            attribute = f"attribute:{predicate.removeprefix('same:').lower()}"
            priced = self._known_attribute(subject, attribute, value)
            return (priced, value) if any(one.predicate == priced for one in self._ledger.of(subject)) else None
        if predicate == "same:service":
            return self._service(subject, value)
        if predicate in UNNAMED:
            so_far = [one for one in self._ledger.of(subject) if one.said_at <= said_at]
            meant = next((one for kind in UNNAMED[predicate] for one in so_far if one.predicate == kind), None)
            return (meant.predicate, meant.object) if meant else None
        if predicate == "same:home":  # "I don't live in Lille. We're in Rennes."
            last = self._last
            settled = last is not None and last.subject == subject and last.predicate == "lives_in"
            return ("lives_in", value) if settled else None
        if predicate == "same:pet":
            return "has_pet", value
        if predicate == "same:email":  # only the address itself tells whose it is
            name = subject.split(maxsplit=1)[0].casefold()
            return ("email", value) if name in value.partition("@")[0].casefold() else None
        if predicate == "same:numbered":
            numbers = (
                one.predicate
                for one in self._ledger.of(subject)
                if one.predicate.removeprefix("attribute:") in NUMBERED
            )
            return next(((one, value) for one in numbers), None)
        moved = predicate in ("lives_in", "prefers", "works_at", "same|prefers")
        if moved and stated.rule.when == "change" and not is_known_place(stated.object):
            has_one = any(one.predicate in PROVIDERS for one in self._ledger.of(subject))
            if has_one and (firm := self._provider(subject, value, stated)):
                return firm  # "moved over to Voxi, same number"
        if family == "same":
            return self._same_as_known(stated, subject, value, otherwise)
        if predicate.startswith("attribute:"):
            return self._known_attribute(subject, predicate, value), value
        if stated.instead and (old := self._ledger.naming(subject, " ".join(token.text for token in stated.instead))):
            return old.predicate, old.object if stated.polarity == "ended" else value
        if stated.polarity != "+" and predicate == "has_pet":
            pets = [known.object for known in self._ledger.of(subject) if known.predicate == "has_pet"]
            named = self._ledger.naming(subject, value, "has_pet")
            value = named.object if named else pets[0] if len(pets) == 1 else value
        elif stated.polarity == "ended":
            known = self._ledger.naming(subject, value)
            if known is None and predicate == "owns":
                known = held(self._ledger, subject, value)
            if known is not None:
                return known.predicate, known.object
        return predicate, value

    def _provider(self, subject: str, value: str, stated: Stated) -> tuple[str, str] | None:
        """Of what one is "with" somebody: as the talk around says, or as the only provider that is known."""
        spoken = [SERVES[token.word] for words in self._said for token in words if token.word in SERVES]
        held = [known.predicate for known in self._ledger.of(subject) if known.predicate in PROVIDERS]
        if spoken and (not held or spoken[-1] in held or len(set(held)) > 1):
            return spoken[-1], value
        return (held[0], value) if len(set(held)) == 1 and stated.rule.confidence > 0.5 else None

    def _service(self, subject: str, value: str) -> tuple[str, str] | None:
        """ "I quit the gym", "we let the insurance lapse": whichever is known."""
        predicate = SERVES.get(value.lower().split()[-1], f"attribute:{value.lower()}")
        known = next((one for one in self._ledger.of(subject) if one.predicate == predicate), None)
        return (known.predicate, known.object) if known else None

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

    def _known_attribute(self, subject: str, predicate: str, value: str) -> str:
        noun = predicate.removeprefix("attribute:")
        known = {
            one.predicate: one
            for one in reversed(list(self._ledger.of(subject)))
            if one.predicate.startswith("attribute:")
        }
        if predicate in known:
            return predicate
        for one in reversed(known.values()):
            other = one.predicate.removeprefix("attribute:")
            if same_noun(noun, other) or (noun in NUMBERED and f"{noun} " in f"{one.object.lower()} "):
                return one.predicate
            thing = noun.removesuffix(" measure")
            if (
                thing != noun
                and other.startswith(f"{thing} ")
                and one.object.rsplit(maxsplit=1)[-1].lower() == value.rsplit(maxsplit=1)[-1].lower()
            ):
                return one.predicate
            if same_side(noun, other) and sort_of(value) != "words" and sort_of(value) in sorts_in(one.object):
                return one.predicate
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
