"""What is put right, dropped or taken back: words that speak of something said before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from types import MappingProxyType

from memos.agents.perception import Utterance
from memos.agents.proposal import Intent
from memos.agents.settlement.wording import fold, names, words
from memos.agents.statements.claims import Claim
from memos.agents.statements.clauses import Clause, clauses
from memos.agents.statements.cues import Swap, TakenBack, opposed_values, swaps
from memos.agents.statements.ledger import Known, Ledger
from memos.agents.statements.nouns import Subject, head_of, is_word
from memos.agents.statements.predicates import entry_of, told
from memos.agents.statements.succession import successions
from memos.agents.statements.values import trim
from memos.agents.statements.verbs import FORMS
from memos.agents.statements.vocabulary import MONTHS, WEEKDAYS
from memos.agents.statements.words import Tokens, written

_PETS = ("has_pet",)
_FLATMATES = ("relation:roommate", "lives_with")
_SPOUSES = ("relation:husband", "relation:wife", "relation:spouse", "relation:partner")
_DEPARTURES: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = MappingProxyType(
    {
        "die": (("", (*_PETS, *_SPOUSES)),),
        "pass": (("away", (*_PETS, *_SPOUSES)), ("on", _PETS)),
        "move": (("out", (*_FLATMATES, *_PETS)), ("in with", _PETS), ("to", _PETS)),
        "run": (("away", _PETS), ("off", _PETS)),
        "leave": (("me", _SPOUSES), ("us", _SPOUSES)),
        "cross": (("the rainbow", _PETS),),
    }
)
"""By what one is gone, said how, and as what one was known."""
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
)
"""Predicates that may hold several values, but whose last told value a bare correction may mean."""
SAME_TALK = 86_400
"""How long ago the last thing said may have been said, in seconds, for a bare correction to mean it."""


ALIKE = 0.6
"""How alike two spellings are, of 1, for one to be the other mistyped."""
_OVER = frozenset(
    "over off cancelled canceled done finished history dead ended gone through axed scrapped dropped".split()
)
_ENDING = frozenset("cancel drop ditch scrap abandon quit stop end finish axe shelve call give bin".split())
_PARTICLES = frozenset("up off out on with my our the a an doing going to taking playing".split())


class Repairs:
    """Finds in the ledger what an utterance puts right. `others` are the subjects besides the speaker that it may speak of."""

    def __init__(self, ledger: Ledger, utterance: Utterance, others: Sequence[str] = ()) -> None:
        self._ledger = ledger
        self._utterance = utterance
        self._subjects = [utterance.speaker, *others]

    def swapped(
        self, sentence: Tokens, found: Sequence[Claim], *, mistaken: bool, fresh: bool = False
    ) -> Iterator[Claim]:
        """ "No, Lisbon, not Porto": the value of an earlier statement, corrected."""
        if mistaken and (moved := list(self._moved_place(sentence))):
            yield from moved
            return
        for swap in swaps(sentence, mistaken=fresh):
            right = written(self._utterance.message.content, swap.right)
            wrong = written(self._utterance.message.content, swap.wrong)
            if any(names(right, claim.object) for claim in found) or not (mistaken or wrong):
                return
            target = self._meant(right, wrong, swap, mistaken=mistaken)
            if target is not None:
                value = _exchanged(target.object, wrong, right)
                if fold(value) == fold(target.object):
                    return
                yield self._claim(target, "correct", value, retold(target, value), sentence)._replace(
                    instead_of=target.object
                )

    def _moved_place(self, sentence: Tokens) -> Iterator[Claim]:
        """ "The marathon's in Bruges", where it was "the marathon in Ghent": the phrase behind the noun, put right."""
        content = self._utterance.message.content
        for clause in clauses(sentence):
            prep = clause.rest[0].word if len(clause.rest) > 1 else ""
            if clause.subject.being not in ("thing", "owned") or clause.verb.lemma != "be" or prep not in _PREPOSITIONS:
                continue
            value = written(content, trim(clause.rest[1:]))
            pattern = re.compile(rf"(?<!\w)({re.escape(head_of(clause.subject.text))} {prep}) .+", re.IGNORECASE)
            known = next((one for one in self._lately() if pattern.search(one.object)), None)
            if known is not None and value:
                kept = pattern.search(known.object)
                fresh = f"{known.object[: kept.end(1)]} {value}" if kept else value
                yield self._claim(known, "correct", fresh, retold(known, fresh), sentence)._replace(
                    instead_of=known.object
                )
                return

    def gone_too(self, found: Sequence[Claim]) -> Iterator[Claim]:
        """Who no longer has a laptop has no laptop that "is a Dell"."""
        for claim in found:
            noun = claim.object.lower().split()[-1:]
            for known in self._ledger.of(claim.subject) if claim.intent == "end" and claim.predicate == "owns" else ():
                if noun and known.predicate == f"attribute:{noun[0]}":
                    yield claim._replace(predicate=known.predicate, object=known.object, statement=known.statement)

    def instead(self, sentence: Tokens, claim: Claim) -> Claim:
        """The claim as the correction of the value that the same sentence calls wrong: "walnuts, not cashews"."""
        content = self._utterance.message.content
        fresh = claim.intent in ("assert", "correct") and claim.holds and claim.instead_of is None
        for swap in swaps(sentence) if fresh else ():
            if swap.wrong and names(written(content, swap.right), claim.object):
                wrong = written(content, swap.wrong)
                alike = (one for one in self._ledger.of(claim.subject) if one.predicate == claim.predicate)
                known = next((one for one in alike if _holds(one, wrong)), None)
                if known is None:
                    return self._of_another_kind(claim, wrong, sentence)
                return claim._replace(intent="correct", instead_of=known.object)
        for opposed in opposed_values(sentence) if fresh else ():
            wrong = written(content, opposed)
            for known in self._ledger.of(claim.subject):
                if known.predicate == claim.predicate and _holds(known, wrong) and not _holds(known, claim.object):
                    return claim._replace(intent="correct", instead_of=known.object)
        return claim

    def _of_another_kind(self, claim: Claim, wrong: str, sentence: Tokens) -> Claim:
        """ "I'm a 40, not a 39", where 39 is a shoe size: what the wrong figure was told as tells what the right one is."""
        for known in self._ledger.of(claim.subject):
            figure = sort_of(known.object) == sort_of(claim.object) == "figures"
            if figure and fold(wrong) in fold(known.object).split() and known.predicate != claim.predicate:
                value = _exchanged(known.object, wrong, claim.object)
                right = self._claim(known, "correct", value, retold(known, value), sentence)
                return right._replace(instead_of=known.object)
        return claim

    def replaces(self, claim: Claim) -> Known | None:
        """What a claim, made by words that own a mistake, stands for instead: of what may hold several values, the last told."""
        if not claim.holds or not claim.predicate.startswith(NAMED_ONCE) or entry_of(claim.predicate).functional:
            return None
        known = next(
            (one for one in self._lately() if (one.subject, one.predicate) == (claim.subject, claim.predicate)), None
        )
        return known if known is not None and not names(claim.object, known.object) else None

    def dropped_plans(self, sentence: Tokens, *, retracts: bool) -> Iterator[Claim]:
        """ "I'm not moving after all", "I won't apply": a plan that is given up."""
        for clause in clauses(sentence):
            if clause.subject.being != "speaker" or clause.mood != "statement" or not _gives_up(clause):
                continue
            for known in self._ledger.of(self._utterance.speaker):
                told = written(self._utterance.message.content, trim(clause.rest))
                meant = _same_deed(clause, told, known) or (bool(told) and names(told, known.object))
                if known.predicate in ("plans", "wants") and meant:
                    yield self._claim(known, "retract" if retracts else "end", known.object, known.statement, sentence)
                    return

    def departed(self, sentence: Tokens) -> Iterator[Claim]:
        """ "Biscuit died", "Gwen moved out", "Mungo lives with my sister now": who is gone is no longer one's pet or flatmate."""
        left: Known | None = None
        for clause in clauses(sentence):
            name = clause.subject.name or clause.subject.text
            if left is not None and name and _moves_in(clause):
                fresh = self._claim(left, "assert", name, retold(left, name), sentence)
                yield fresh._replace(statement=told(left.subject, left.predicate, name, "+"))
                continue
            gone = _DEPARTURES.get(clause.verb.lemma, ())
            if not (
                gone and name and clause.mood == "statement" and clause.subject.being in ("person", "kin", "owned")
            ):
                continue
            said = [token.word for token in clause.rest[:2]]
            done = (clause.verb.tense == "past" or clause.verb.perfect) and not clause.verb.negated
            for manner, predicates in gone:
                known = (
                    self._of_household(name, predicates) if done and manner in ("", *said[:1], " ".join(said)) else None
                )
                if known is not None:
                    left = known if known.predicate in _FLATMATES else left
                    yield self._claim(known, "end", known.object, known.statement, sentence)
                    break

    def _of_household(self, name: str, predicates: tuple[str, ...]) -> Known | None:
        """Whom the speaker, or somebody near the speaker, has by this name."""
        speaker = self._utterance.speaker
        near = [known.object for known in self._ledger.of(speaker) if known.predicate.startswith("relation:")]
        for owner in (speaker, *near):
            if (known := self._ledger.naming(owner, name, *predicates)) is not None:
                return known
        return None

    def ended(self, sentence: Tokens, found: Sequence[Claim]) -> Iterator[Claim]:
        """ "The internship is over", "we've cancelled it", "no more yoga for me": what is known of it holds no longer."""
        if any(claim.intent == "end" and self._is_known(claim) for claim in found):
            return
        yield from self._given_up(sentence, found)
        for named in _ended_in(sentence):
            known = self._ended_thing(named)
            if known is not None:
                yield self._claim(known, "end", known.object, known.statement, sentence)
                return

    def _is_known(self, claim: Claim) -> bool:
        return self._ledger.naming(claim.subject, claim.object, claim.predicate) is not None

    def _given_up(self, sentence: Tokens, found: Sequence[Claim]) -> Iterator[Claim]:
        """ "I had to give up five-a-side", "we swapped Netflix for Mubi": what is known of the thing ends, or passes to another."""
        content = self._utterance.message.content
        for one in successions(sentence):
            for known in self._held_as(one.old, one.who)[: None if one.old[-1].word in _AS_A_WHOLE else 1]:
                new = written(content, one.new) if one.new else ""
                if not new:
                    yield self._claim(known, "end", known.object, known.statement, sentence)
                elif known.predicate.startswith(_TAKES_OVER) and not any(names(new, claim.object) for claim in found):
                    yield self._passed_on(known, written(content, one.old), new, sentence)

    def _passed_on(self, known: Known, old: str, new: str, sentence: Tokens) -> Claim:
        """The statement with the new thing in the place of the old one: whole, or the part of a plan that names it."""
        value = _exchanged(known.object, old, new) if known.predicate.startswith(_IN_PART) else new
        return self._claim(known, "assert", value, retold(known, value), sentence)._replace(instead_of=known.object)

    def _held_as(self, named: Tokens, who: Subject) -> list[Known]:
        """What somebody is known by that holds these words; of "uni" all that is studied."""
        kinds = _AS_A_WHOLE.get(named[-1].word, ()) if named and not named[0].capital else ()
        person = self._person(who)
        ours = list(self._ledger.of(person)) if person else []
        if kinds:
            return [known for known in ours if known.predicate in kinds]
        text = " ".join(token.text for token in named)
        if not named or len(named) > 4 or not any(len(word) > 2 for word in words(text)):
            return []
        wanted = _telling(text)
        whole = [known for known in ours if known.predicate.startswith(_CAN_END) and wanted <= _said_of(known)]
        noun = f"attribute:{text.lower()}"  # of "my work laptop" it is told which one it is
        return sorted(whole, key=lambda known: (known.predicate != noun, not wanted <= words(known.object)))

    def _person(self, who: Subject) -> str | None:
        """Whom the words for somebody mean: the speaker, one of those spoken of, or the only other one."""
        speaker, *others = self._subjects
        if who.being == "speaker":
            return speaker
        name, role = fold(who.name or who.text), f"relation:{who.text}"
        kin = [known.object for known in self._ledger.of(speaker) if known.predicate == role]
        found = [one for one in others if fold(one) == name or fold(one).endswith(f"'s {name}") or one in kin]
        return next(iter(found), None) or (others[0] if len(others) == 1 and who.being == "pronoun" else None)

    def _ended_thing(self, named: Tokens) -> Known | None:
        text = " ".join(token.text for token in named)
        if text.lower() in ("it", "that", "this", "them"):
            lately = self._lately()
            return lately[0] if lately and lately[0].predicate.startswith(_MAY_END) else None
        if not words(text) or len(named) > 4:
            return None
        for known in self._ledger.of(self._utterance.speaker):
            told = words(f"{known.object} {known.predicate.partition(':')[2]}")
            if known.predicate.startswith(_MAY_END) and _telling(text) <= told:
                return known
        return None

    def taken_back(self, back: TakenBack, sentence: Tokens) -> Iterator[Claim]:
        """ "Forget what I said about X": what X names; "scratch that": the last thing said; a joke: all said with it."""
        for known in self.meant_by(back):
            yield self._claim(known, "retract", known.object, known.statement, sentence)

    def meant_by(self, back: TakenBack) -> list[Known]:
        """The statements that are taken back."""
        if back.named:
            lately = self._ledger.lately(subjects=self._subjects)
            best = max((_overlap(back.named, known) for known in lately), default=0)
            least = 1 if len(back.named) <= 2 else len(back.named) / 2
            found = [known for known in lately if best >= least and _overlap(back.named, known) == best]
            return [known for known in found if known.said_at == found[0].said_at]
        lately = self._lately()
        with_it = [known for known in lately if known.said_at == lately[0].said_at] if back.all else lately[:1]
        return [known for known in with_it if back.all or known in lately[:1]]

    def _lately(self) -> list[Known]:
        """What was said in this talk, the last first."""
        said = self._utterance.message.timestamp
        lately = self._ledger.lately(subjects=self._subjects)
        return [known for known in lately if abs((said - known.said_at).total_seconds()) < SAME_TALK]

    def _meant(self, right: str, wrong: str, swap: Swap, *, mistaken: bool) -> Known | None:
        if wrong:
            lately = self._ledger.lately(subjects=self._subjects)
            alike = sort_of(right) == sort_of(wrong) or swap.plain
            return next((known for known in lately if alike and _holds(known, wrong)), None)
        if not mistaken:
            return None
        sort = sort_of(right)
        fitting: list[Known] = []
        for known in self._lately():
            single = known.functional or known.predicate.startswith(NAMED_ONCE)
            if sort == "words":  # bare plain words may be anything: "actually, hard to say no"
                return known if swap.plain and single and sort_of(known.object) == "words" else None
            if single and (sort == sort_of(known.object) or _part_like(known.object, right)):
                fitting.append(known)
        close = next((known for known in fitting if _spelled_alike(known.object, right)), None)
        return close or (fitting[0] if fitting and not swap.alike else None)

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


_CAN_END = (
    "plans",
    "wants",
    "habit",
    "hobby",
    "member_of",
    "studies",
    "works_on",
    "works_at",
    "occupation",
    "attribute:",
    "takes",
    "skill",
    "owns",
    "has_pet",
    "likes",
    "interested_in",
    "diet",
    "lives_with",
    "language",
    "condition",
    "relation:partner",
    "relation:girlfriend",
    "relation:boyfriend",
    "prefers",
)
"""Predicates of what can be given up."""
_TAKES_OVER = tuple(kind for kind in _CAN_END if kind not in ("has_pet", "condition"))
_IN_PART = ("plans", "wants", "works_on", "habit")
"""Predicates whose value holds more than the thing: in "a trip to Japan in April" only Japan gives way."""
_SCHOOLING = ("studies_at", "studies")
_AS_A_WHOLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    dict.fromkeys(
        ("uni", "university", "college", "school", "degree", "course", "studies", "programme", "program"), _SCHOOLING
    )
)
"""What "dropped out of uni" ends, whatever it is called."""


_KINDS_OF_PLAN = words("trip idea plan thing holiday vacation visit journey stuff flight")


def _telling(text: str) -> frozenset[str]:
    """The words that tell which: of "the Dublin trip", "the van idea" only the first."""
    return words(text) - _KINDS_OF_PLAN or words(text)


def _said_of(known: Known) -> frozenset[str]:
    """The words a statement is known by: of its value, of its predicate, and of its own sentence but the subject."""
    noun = known.predicate.partition(":")[2]
    return words(f"{known.object} {noun}") | (words(known.statement) - words(known.subject))


_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d{2}(?!\d)(?: ?[ap]\.?m\b)?| ?[ap]\.?m\b| ?o'?clock)|\b(?:noon|midnight)\b", re.IGNORECASE
)
_DAY = re.compile(
    rf"\b(?:{'|'.join(sorted(WEEKDAYS - {'sat', 'sun', 'mon', 'wed'}, key=len, reverse=True))})\b", re.IGNORECASE
)
_MONTH = "|".join(sorted(MONTHS - {"may", "march"}, key=len, reverse=True)) + "|May|March"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?i:{_MONTH})\b|\b(?i:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}[./]\d{{1,2}}(?:[./]\d{{2,4}})?\b"
)
_SORTS = (("address", re.compile(r"[\w.+-]{1,64}@[\w.-]{1,64}")), ("date", _DATE), ("clock", _CLOCK), ("day", _DAY))


def sort_of(value: str) -> str:
    """What sort of value it looks like: an address, a date, a time, a day, money, figures, a name, or plain words."""
    for sort, pattern in _SORTS:
        if pattern.search(value[:200]):
            return sort
    if any(char in "$€£¥₹₦" for char in value):
        return "money"
    if any(char.isdigit() for char in value):
        return "figures"
    return "name" if any(word[:1].isupper() for word in value.split()) else "words"


def sorts_in(value: str) -> set[str]:
    """Every sort of value that has a part in it: a flight number and a day in "6E-2041 on Friday"."""
    found = {sort for sort, pattern in _SORTS if pattern.search(value[:200])}
    figures = {"figures"} if any(char.isdigit() for char in value) else set[str]()
    return found | figures | {sort_of(value)}


def _spelled_alike(one: str, other: str) -> bool:
    """Whether one may be the other mistyped: "Kramer" and "Kremer"."""
    mine, theirs = fold(one)[:60], fold(other)[:60]
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio() >= ALIKE


def _part_like(whole: str, right: str) -> bool:
    """Whether a value has a part of the same sort: "wednesday" in "thursday at 3"."""
    pattern = dict(_SORTS).get(sort_of(right))
    bare = right.strip().isdigit() and sort_of(whole) in ("money", "figures")
    return bare or (pattern is not None and pattern.search(whole) is not None)


def _exchanged(whole: str, wrong: str, right: str) -> str:
    """The value with only its wrong part exchanged: in "beagle called Bisquit" the name, in "thursday at 3" the day."""
    common = wrong.split()[:1]
    if common and common == right.split()[:1] and fold(common[0]) not in fold(whole).split() and len(right.split()) > 1:
        right = right.partition(" ")[2]  # "plot 27, but it is plot 72": what is known of the plot is its number
    if wrong and len(right.split()) <= len(wrong.split()) + 1:
        found = re.search(rf"(?<!\w){re.escape(wrong)}(?!\w)", whole, re.IGNORECASE)
        if found:
            return f"{whole[: found.start()]}{right}{whole[found.end() :]}"
    pattern = dict(_SORTS).get(sort_of(right))
    matched = pattern.search(right) if pattern else None
    if pattern and matched and matched[0] == right and len(pattern.findall(whole)) == 1:
        return pattern.sub(lambda _: right, whole, count=1)
    return right


def retold(known: Known, value: str) -> str:
    """The statement with another value."""
    if known.object and known.statement.count(known.object) == 1:
        return known.statement.replace(known.object, value)
    return told(known.subject, known.predicate, value, "+")


def _holds(known: Known, wrong: str) -> bool:
    """Whether a statement holds the value that was wrong, in other inflections too: "cashew" in "cashews"."""
    return words(wrong) <= words(known.object) or words(known.object) <= words(wrong)


_ROOMS = frozenset("room place bed spot".split())


def _moves_in(clause: Clause) -> bool:
    """ "Kofi moved in", "Danielle took her room": somebody takes the place of a flatmate who has left."""
    verb, said = clause.verb, [token.word for token in clause.rest]
    named = clause.subject.being == "person" and (verb.tense == "past" or verb.perfect) and not verb.negated
    took = (
        verb.lemma in ("take", "get")
        and said[:1] in (["her"], ["his"], ["their"], ["the"])
        and bool(_ROOMS & set(said[1:3]))
    )
    return named and not verb.modal and ((verb.lemma == "move" and said[:1] == ["in"]) or took)


_PREPOSITIONS = frozenset("in at on from to with near by".split())
_MAY_END = (
    "plans",
    "wants",
    "habit",
    "hobby",
    "member_of",
    "studies",
    "works_on",
    "attribute:",
    "takes",
    "skill",
    "owns",
)
"""Predicates of what can be over, be cancelled or be dropped."""


def _ended_in(sentence: Tokens) -> Iterator[Tokens]:
    """The words for what is over: subject of "is over", object of "cancelled", what stands behind "no more"."""
    plain = [token.word for token in sentence]
    if plain[:2] == ["no", "more"] and {"me", "us"} & set(plain[3:9]) and "for" in plain:
        yield trim(sentence[2 : plain.index("for")])
    for clause in clauses(sentence):
        verb = clause.verb
        if clause.mood != "statement" or verb.negated or verb.modal or verb.tense == "future":
            continue
        first = [token.word for token in clause.rest[:1]]
        stays = len(clause.rest) > 1 and clause.rest[1].word in ("in", "the", "to", "from")
        over = verb.lemma in ("be", "get") and bool(first) and first[0] in _OVER and not stays
        if over and clause.subject.being in ("owned", "thing"):
            yield [token for token in sentence[clause.start : verb.start] if token.word not in ("the", "my", "our")]
        done = (verb.tense == "past" or verb.perfect) and clause.subject.being in ("speaker", "pronoun")
        if done and verb.lemma in _ENDING and clause.rest:
            rest = list(clause.rest)
            particles = [token.word for token in rest[:2]]
            if verb.lemma in ("call", "give") and not {"off", "up"} & {token.word for token in rest[:4]}:
                continue
            if verb.lemma in ("stop", "finish", "end") and particles[0] in ("by", "at", "in", "on"):
                continue
            while rest and rest[0].word in _PARTICLES:
                rest = rest[1:]
            stop = next((n for n, token in enumerate(rest) if token.word in _AFTER_THE_THING), len(rest))
            if rest[:stop]:
                yield rest[:stop]


_AFTER_THE_THING = frozenset(
    "off up in on at for because since after last this today yesterday , and so but now when with altogether completely".split()
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


def _same_deed(clause: Clause, told: str, known: Known) -> bool:
    """Whether the same is done to the same: "I won't lose my progress" says nothing of losing weight."""
    return clause.verb.lemma in _lemmas(known.object) and (not told or bool(words(told) & words(known.object)))


def _lemmas(value: str) -> set[str]:
    return {form.lemma for word in value.lower().split()[:4] for form in FORMS.get(word, ())}


def _overlap(named: Tokens, known: Known) -> int:
    """How many of the words that name something stand in a statement, its subject counting only beside another."""
    wanted = words(" ".join(token.text for token in named if is_word(token)))
    said = words(f"{known.statement} {known.predicate.replace(':', ' ').replace('_', ' ')}")
    about = words(known.subject)
    lemmas = {form.lemma for token in named for form in FORMS.get(token.word, ())}
    akin = {word for word in wanted - said if len(word) >= 6 and any(word[:5] == other[:5] for other in said)}
    met = len(wanted & (said - about)) + len((lemmas & _lemmas(known.object)) - wanted) + len(akin)
    return met + len(wanted & about) if met or wanted <= about else 0
