"""What is put right, dropped or taken back: words that speak of something said before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from memos.agents.perception import Utterance
from memos.agents.proposal import Intent
from memos.agents.settlement.wording import names, words
from memos.agents.statements.claims import Claim
from memos.agents.statements.clauses import Clause, clauses
from memos.agents.statements.cues import swaps
from memos.agents.statements.ledger import Known, Ledger
from memos.agents.statements.predicates import told
from memos.agents.statements.values import trim
from memos.agents.statements.verbs import FORMS
from memos.agents.statements.words import Tokens, written

_PETS = ("has_pet",)
_FLATMATES = ("relation:roommate", "lives_with")
NAMED_ONCE = ("relation:", "has_pet", "works_on", "plans")
"""Predicates that may hold several values, but whose last told value a bare correction may mean."""


class Repairs:
    """Finds in the ledger what an utterance puts right."""

    def __init__(self, ledger: Ledger, utterance: Utterance) -> None:
        self._ledger = ledger
        self._utterance = utterance

    def swapped(self, sentence: Tokens, found: Sequence[Claim], *, mistaken: bool) -> Iterator[Claim]:
        """ "No, Lisbon, not Porto": the value of an earlier statement, corrected."""
        for swap in swaps(sentence):
            right = written(self._utterance.message.content, swap.right)
            wrong = written(self._utterance.message.content, swap.wrong)
            if any(names(right, claim.object) for claim in found) or not (mistaken or wrong):
                return
            target = self._meant(right, wrong, mistaken=mistaken)
            if target is not None:
                value = _exchanged(target.object, wrong, right)
                statement = told(target.subject, target.predicate, value, "+")
                yield self._claim(target, "correct", value, statement, sentence)._replace(instead_of=target.object)

    def dropped_plans(self, sentence: Tokens, *, retracts: bool) -> Iterator[Claim]:
        """ "I'm not moving after all", "I won't apply": a plan that is given up."""
        for clause in clauses(sentence):
            if clause.subject.being != "speaker" or clause.mood != "statement" or not _gives_up(clause):
                continue
            for known in self._ledger.of(self._utterance.speaker):
                told = written(self._utterance.message.content, trim(clause.rest))
                meant = clause.verb.lemma in _lemmas(known.object) or (bool(told) and names(told, known.object))
                if known.predicate in ("plans", "wants") and meant:
                    yield self._claim(known, "retract" if retracts else "end", known.object, known.statement, sentence)
                    return

    def departed(self, sentence: Tokens) -> Iterator[Claim]:
        """ "Biscuit died", "Gwen moved out": who is gone is no longer one's pet or flatmate."""
        for clause in clauses(sentence):
            verb, rest = clause.verb, [token.word for token in clause.rest[:1]]
            gone = {"die": _PETS, "pass": _PETS, "move": _FLATMATES}.get(verb.lemma, ())
            particle = {"pass": ["away"], "move": ["out"]}.get(verb.lemma, rest)
            done = (verb.tense == "past" or verb.perfect) and not verb.negated and rest == particle
            name = clause.subject.name or clause.subject.text
            if (
                gone
                and done
                and clause.mood == "statement"
                and name
                and clause.subject.being in ("person", "kin", "owned")
            ):
                known = self._ledger.naming(self._utterance.speaker, name, *gone)
                if known is not None:
                    yield self._claim(known, "end", known.object, known.statement, sentence)

    def taken_back(self, named: Tokens, sentence: Tokens) -> Iterator[Claim]:
        """ "Forget what I said about X": what X names; "scratch that": the last thing said."""
        speaker = self._utterance.speaker
        lately = self._ledger.lately(subjects=[speaker])
        if not named:
            said = self._utterance.message.timestamp
            target = lately[0] if lately and abs((said - lately[0].said_at).total_seconds()) < 86_400 else None
        else:
            target = next((known for known in lately if _named_by(named, known)), None)
        if target is not None:
            yield self._claim(target, "retract", target.object, target.statement, sentence)

    def _meant(self, right: str, wrong: str, *, mistaken: bool) -> Known | None:
        lately = self._ledger.lately(subjects=[self._utterance.speaker])
        if wrong:
            fit = (known for known in lately if names(wrong, known.object) and shape(right) == shape(wrong))
            return next(fit, None)
        if not mistaken or shape(right) == "words":  # bare plain words may be anything: "actually, hard to say no"
            return None
        for known in lately:
            if (known.functional or known.predicate.startswith(NAMED_ONCE)) and shape(right) == shape(known.object):
                return known
        return None

    def _claim(self, known: Known, intent: Intent, value: str, statement: str, sentence: Tokens) -> Claim:
        message = self._utterance.message
        return Claim(
            subject=known.subject,
            predicate=known.predicate,
            object=value,
            statement=statement,
            intent=intent,
            negated=False,
            sources=(self._utterance.source(sentence[0].start, sentence[-1].end),),
            observed_at=message.timestamp,
            trust=message.trust,
            confidence=0.9,
            about_user=self._utterance.about_user,
        )


def shape(value: str) -> str:
    """What sort of value it looks like: an address, figures, a name, or plain words."""
    if "@" in value:
        return "address"
    if any(char.isdigit() for char in value):
        return "figures"
    return "name" if any(word[:1].isupper() for word in value.split()) else "words"


def _exchanged(whole: str, wrong: str, right: str) -> str:
    """The value with only its wrong part exchanged: in "beagle called Bisquit" the name."""
    return (
        whole.replace(wrong, right)
        if wrong and wrong in whole and len(right.split()) <= len(wrong.split()) + 1
        else right
    )


def _gives_up(clause: Clause) -> bool:
    verb = clause.verb
    if verb.lemma == "decide" and [token.word for token in clause.rest[:2]] in (["not", "to"], ["against", "it"]):
        return True
    return (
        verb.negated
        and not verb.perfect
        and (verb.tense == "future" or verb.modal == "will" or (verb.progressive and verb.tense == "present"))
    )


def _lemmas(value: str) -> set[str]:
    return {form.lemma for word in value.lower().split()[:4] for form in FORMS.get(word, ())}


def _named_by(named: Tokens, known: Known) -> bool:
    wanted = words(" ".join(token.text for token in named))
    lemmas = {form.lemma for token in named for form in FORMS.get(token.word, ())}
    said = words(f"{known.statement} {known.predicate.replace(':', ' ').replace('_', ' ')}") - words(known.subject)
    return bool(wanted & said) or bool(lemmas & _lemmas(known.object))
