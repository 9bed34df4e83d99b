"""What is put right or taken back: words that speak of something said before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from memos.agents.proposal import Intent
from memos.agents.settlement.wording import fold, names, words
from memos.agents.statements.grammar.clauses import clauses
from memos.agents.statements.grammar.nouns import head_of, is_word
from memos.agents.statements.grammar.values import trim
from memos.agents.statements.grammar.verbs import FORMS, lemmas_in
from memos.agents.statements.grammar.vocabulary import NUMBER_WORDS
from memos.agents.statements.grammar.words import Tokens, tokens, written
from memos.agents.statements.kinds.sorts import (
    exchanged,
    exchanged_by_head,
    has_part_like,
    sort_of_value,
    spelled_alike,
)
from memos.agents.statements.predicates import entry_of
from memos.agents.statements.reading import read_sentence
from memos.agents.statements.talk.claims import Claim
from memos.agents.statements.talk.cues import Swap, TakenBack, opposed_values, owns_plainly, swaps
from memos.agents.statements.talk.fragments import fragment
from memos.agents.statements.talk.hearing import LATELY, SAME_TALK, Hearing, retold
from memos.agents.statements.talk.ledger import Known
from memos.agents.statements.talk.rivalry import in_one_frame

NAMED_ONCE = (
    "relation:",
    "has_pet",
    "works_on",
    "plans",
    "wants",
    "allergic_to",
    "takes",
    "language",
    "visited",
    "studies",
    "owns",
    "condition",
    "diet",
    "skill",
    "member_of",
    "habit",
    "hobby",
    "prefers",
    "interested_in",
    "lives_with",
    "graduated_from",
)
"""Predicates that may hold several values, but whose last told value a bare correction may mean."""
_PREPOSITIONS = frozenset("in at on from to with near by".split())


_OF_MANY = ("habit", "hobby", "owns", "prefers", "interested_in", "wants", "plans", "condition")
"""Of these somebody has so many that another is a correction only in the frame of the last: "drink tea every day"."""


class Repairs:
    """Finds in what is known what an utterance puts right."""

    def __init__(self, heard: Hearing) -> None:
        self._heard = heard

    def swapped(
        self, sentence: Tokens, found: Sequence[Claim], *, mistaken: bool, fresh: bool = False
    ) -> Iterator[Claim]:
        """ "No, Lisbon, not Porto": the value of an earlier statement, corrected."""
        if mistaken and (moved := list(self._moved_place(sentence))):
            yield from moved
            return
        if not found and (renamed := self._renamed(sentence) if mistaken else None):
            yield renamed
            return
        if put := self._by_fragment(sentence, found, mistaken=mistaken):
            yield put
            return
        for swap in swaps(sentence, mistaken=fresh):
            right = written(self._heard.utterance.message.content, swap.right)
            wrong = written(self._heard.utterance.message.content, swap.wrong)
            if any(_told_so(right, claim) for claim in found) or not (mistaken or wrong):
                return
            target = self._meant(right, wrong, swap, mistaken=mistaken, plainly=owns_plainly(sentence))
            if target is not None:
                value = exchanged(target.object, wrong, right)
                if not wrong and fold(value) == fold(right):
                    value = in_its_place(target, right) or value
                if fold(value) == fold(target.object):
                    return
                yield self._heard.restated(target, "correct", sentence, value)._replace(instead_of=target.object)

    def _by_fragment(self, sentence: Tokens, found: Sequence[Claim], *, mistaken: bool) -> Claim | None:
        """ "Scratch that, Bosch": a bare value in the place of what was said just before it, if it is of that kind."""
        bare = fragment(sentence) if not found else None
        if bare is None:
            return None
        right = written(self._heard.utterance.message.content, bare.value)
        said_at = self._heard.utterance.message.timestamp
        for known in self._heard.lately(LATELY if owns_plainly(sentence) else SAME_TALK):
            here = known.said_at == said_at
            if (
                not (here or mistaken)
                or _is_within(right, known.object)
                or not (known.functional or _named_once(known))
            ):
                continue
            value = in_its_place(known, right)
            if value and fold(value) != fold(known.object):
                intent: Intent = "assert" if bare.now else "correct"
                return self._heard.restated(known, intent, sentence, value)._replace(instead_of=known.object)
        return None

    def _renamed(self, sentence: Tokens) -> Claim | None:
        """ "No, his name is Max": whoever was told by another name just before."""
        for clause in clauses(sentence):
            name = [token for token in clause.rest if token.capital]
            owner = clause.subject.owner
            called = clause.subject.text == "name" and owner is not None and owner.being == "pronoun"
            by_name = clause.verb.lemma == "be" and [one.word for one in clause.rest[:1]] in (["called"], ["named"])
            called = called or (clause.subject.being == "pronoun" and by_name)
            if not called or not name or clause.verb.negated or len(name) > 3:
                continue
            right = written(self._heard.utterance.message.content, name)
            for known in self._heard.lately():
                if known.predicate.startswith(("relation:", "has_pet")) and not _is_within(right, known.object):
                    value = right if known.predicate != "has_pet" else in_its_place(known, right) or right
                    fresh = self._heard.restated(known, "correct", sentence, value)
                    return fresh._replace(instead_of=known.object)
        return None

    def _moved_place(self, sentence: Tokens) -> Iterator[Claim]:
        """ "The marathon's in Bruges", where it was "the marathon in Ghent": the phrase behind the noun, put right."""
        content = self._heard.utterance.message.content
        for clause in clauses(sentence):
            prep = clause.rest[0].word if len(clause.rest) > 1 else ""
            if clause.subject.being not in ("thing", "owned") or clause.verb.lemma != "be" or prep not in _PREPOSITIONS:
                continue
            value = written(content, trim(clause.rest[1:]))
            pattern = re.compile(rf"(?<!\w)({re.escape(head_of(clause.subject.text))} {prep}) .+", re.IGNORECASE)
            known = next((one for one in self._heard.lately() if pattern.search(one.object)), None)
            if known is not None and value:
                kept = pattern.search(known.object)
                fresh = f"{known.object[: kept.end(1)]} {value}" if kept else value
                yield self._heard.restated(known, "correct", sentence, fresh)._replace(instead_of=known.object)
                return

    def instead(self, sentence: Tokens, claim: Claim) -> Claim:
        """The claim as the correction of the value that the same sentence calls wrong: "walnuts, not cashews"."""
        content = self._heard.utterance.message.content
        fresh = claim.intent in ("assert", "correct") and claim.holds and claim.instead_of is None
        for swap in swaps(sentence) if fresh else ():
            if swap.wrong and names(written(content, swap.right), claim.object):
                wrong = written(content, swap.wrong)
                alike = (one for one in self._heard.ledger.of(claim.subject) if one.predicate == claim.predicate)
                known = next((one for one in alike if _holds(one, wrong)), None)
                if known is None:
                    return self._of_another_kind(claim, wrong, sentence)
                return claim._replace(intent="correct", instead_of=known.object)
        for opposed in opposed_values(sentence) if fresh else ():
            wrong = written(content, opposed)
            for known in self._heard.ledger.of(claim.subject):
                if known.predicate == claim.predicate and _holds(known, wrong) and not _holds(known, claim.object):
                    return claim._replace(intent="correct", instead_of=known.object)
        return claim

    def _of_another_kind(self, claim: Claim, wrong: str, sentence: Tokens) -> Claim:
        """ "I'm a 40, not a 39", where 39 is a shoe size: what the wrong figure was told as tells what the right one is."""
        for known in self._heard.ledger.of(claim.subject):
            figure = sort_of_value(known.object) == sort_of_value(claim.object) == "figures"
            if figure and fold(wrong) in fold(known.object).split() and known.predicate != claim.predicate:
                value = exchanged(known.object, wrong, claim.object)
                right = self._heard.restated(known, "correct", sentence, value)
                return right._replace(instead_of=known.object)
        return claim

    def replaces(self, claim: Claim) -> Known | None:
        """What a claim, made by words that own a mistake, stands for instead: of what may hold several values, the last told."""
        if not claim.holds or not claim.predicate.startswith(NAMED_ONCE) or entry_of(claim.predicate).functional:
            return None
        alike = [one for one in self._heard.ledger.of(claim.subject) if one.predicate == claim.predicate]
        recent = self._heard.lately(LATELY)
        known = next((one for one in alike if len(alike) == 1 or one in recent), None)
        if known is not None and claim.predicate in _OF_MANY and not in_one_frame(claim.object, known.object):
            return None
        return known if known is not None and fold(claim.object) != fold(known.object) else None

    def taken_back(self, back: TakenBack, sentence: Tokens) -> Iterator[Claim]:
        """ "Forget what I said about X": what X names; "scratch that": the last thing said; a joke: all said with it."""
        for known in self.meant_by(back):
            yield self._heard.restated(known, "retract", sentence)

    def meant_by(self, back: TakenBack) -> list[Known]:
        """The statements that are taken back."""
        if back.named:
            lately = self._heard.ledger.lately(subjects=self._heard.subjects)
            best = max((_overlap(back.named, known) for known in lately), default=0)
            least = 1 if len(back.named) <= 2 else len(back.named) / 2
            found = [known for known in lately if best >= least and _overlap(back.named, known) == best]
            return [known for known in found if known.said_at == found[0].said_at]
        lately = self._heard.lately()
        with_it = [known for known in lately if known.said_at == lately[0].said_at] if back.all else lately[:1]
        return [known for known in with_it if back.all or known in lately[:1]]

    def _meant(self, right: str, wrong: str, swap: Swap, *, mistaken: bool, plainly: bool) -> Known | None:
        if wrong:
            lately = self._heard.ledger.lately(subjects=self._heard.around())
            alike = sort_of_value(right) == sort_of_value(wrong) or swap.plain
            return next((known for known in lately if alike and _holds(known, wrong)), None)
        if not mistaken:
            return None
        sort = sort_of_value(right)
        fitting: list[Known] = []
        for known in self._heard.lately(LATELY if plainly else SAME_TALK):
            single = known.functional or _named_once(known)
            if sort == "words":  # bare plain words may be anything: "actually, hard to say no"
                fits = swap.plain and sort_of_value(known.object) == "words"
                if single and (fits or in_its_place(known, right)):
                    return known
                if swap.plain:
                    return None
                continue
            if single and (sort == sort_of_value(known.object) or has_part_like(known.object, right)):
                fitting.append(known)
        close = next((known for known in fitting if spelled_alike(known.object, right)), None)
        return close or (fitting[0] if fitting and not swap.alike else None)


def _named_once(known: Known) -> bool:
    return known.predicate.startswith(NAMED_ONCE)


def in_its_place(known: Known, right: str) -> str:
    """The value of a statement with these words in it instead, if they can stand there; empty if they can't.

    Figures take the place of figures and names of names; of other words the statement itself, told with them, decides:
    it must be read as the same again.
    """
    sort, other = sort_of_value(right), sort_of_value(known.object)
    if counted := _counted(known.object, right):
        return counted
    if sort == "figures" and (partly := exchanged_by_head(known.object, right)):
        return partly
    if has_part_like(known.object, right) or (sort == other and sort not in ("words", "name")):
        return exchanged(known.object, "", right)
    if sort == other == "name" and known.predicate.startswith(("relation:", "has_pet", "lives_in", "works_at")):
        return right
    if partly := exchanged_by_head(known.object, right):
        return partly
    said = retold(known, right)
    again = (one for one in read_sentence(tokens(said)) if one.predicate == known.predicate)
    told = (fold(written(said, one.object)) for one in again)
    return right if fold(right) in told else ""


def _counted(whole: str, right: str) -> str:
    """The value with another number word in it: "three" in "two sons"."""
    said = whole.split()
    at = next((n for n, word in enumerate(said) if word.lower() in NUMBER_WORDS), -1)
    if right.lower() not in NUMBER_WORDS or at < 0:
        return ""
    return " ".join([*said[:at], right.lower(), *said[at + 1 :]])


def _is_within(right: str, value: str) -> bool:
    """Whether a value says this already, letter by letter: "Lang" is not "Lange"."""
    return f" {fold(right)} " in f" {fold(value)} "


def _told_so(right: str, claim: Claim) -> bool:
    return _is_within(right, claim.object) or _is_within(claim.object, right) or words(claim.object) < words(right)


def _holds(known: Known, wrong: str) -> bool:
    """Whether a statement holds the value that was wrong, in other inflections too: "cashew" in "cashews"."""
    return words(wrong) <= words(known.object) or words(known.object) <= words(wrong)


def _overlap(named: Tokens, known: Known) -> int:
    """How many of the words that name something stand in a statement, its subject counting only beside another."""
    wanted = words(" ".join(token.text for token in named if is_word(token)))
    said = words(f"{known.statement} {known.predicate.replace(':', ' ').replace('_', ' ')}")
    about = words(known.subject)
    lemmas = {form.lemma for token in named for form in FORMS.get(token.word, ())}
    akin = {word for word in wanted - said if len(word) >= 6 and any(word[:5] == other[:5] for other in said)}
    met = len(wanted & (said - about)) + len((lemmas & lemmas_in(known.object)) - wanted) + len(akin)
    return met + len(wanted & about) if met or wanted <= about else 0
