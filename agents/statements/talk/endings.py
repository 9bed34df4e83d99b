"""What is over: who is gone, what is given up or cancelled, plans that are dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from memos.agents.settlement.wording import fold, names, words
from memos.agents.statements.grammar.clauses import Clause, clauses
from memos.agents.statements.grammar.nouns import SPEAKER, Subject
from memos.agents.statements.grammar.values import trim
from memos.agents.statements.grammar.verbs import lemmas_in
from memos.agents.statements.grammar.words import Tokens, written
from memos.agents.statements.kinds.sorts import exchanged
from memos.agents.statements.talk.claims import Claim
from memos.agents.statements.talk.frames import named_in
from memos.agents.statements.talk.giving_up import giving_up
from memos.agents.statements.talk.hearing import Hearing
from memos.agents.statements.talk.ledger import Known

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
_TAKES_OVER = (*(kind for kind in _CAN_END if kind not in ("has_pet", "condition")), "lives_in")
"""Predicates of what can pass to another; a home can, as nobody is without: "swapped Linz for Graz", though one leaves it every day."""
_IN_PART = ("plans", "wants", "works_on", "habit")
"""Predicates whose value holds more than the thing: in "a trip to Japan in April" only Japan gives way."""
_SCHOOLING = ("studies_at", "studies")
_AS_A_WHOLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    dict.fromkeys(
        ("uni", "university", "college", "school", "degree", "course", "studies", "programme", "program"), _SCHOOLING
    )
    | {"hobby": ("hobby",)}
)
"""What "dropped out of uni" ends, whatever it is called."""


class Endings:
    """Finds in what is known what an utterance says is over."""

    def __init__(self, heard: Hearing) -> None:
        self._heard = heard

    def ended(self, sentence: Tokens, found: Sequence[Claim]) -> Iterator[Claim]:
        """ "The internship is over", "we've cancelled it", "no more yoga for me": what is known of it holds no longer."""
        told = any(claim.intent == "end" and self._is_known(claim) for claim in found)
        yield from self._given_up(sentence, found, passed_on=told)
        if told:
            return
        for named in _ended_in(sentence):
            for known in self._meant(named):
                yield self._heard.restated(known, "end", sentence)
                return

    def dropped_plans(self, sentence: Tokens, *, retracts: bool) -> Iterator[Claim]:
        """ "I'm not moving after all", "I won't apply": a plan that is given up."""
        for clause in clauses(sentence):
            person = self._person(clause.subject) if clause.subject.personal else None
            if person is None or clause.mood != "statement" or not _gives_up(clause):
                continue
            for known in self._heard.ledger.of(person):
                told = written(self._heard.utterance.message.content, trim(clause.rest))
                meant = _same_deed(clause, told, known) or (bool(told) and names(told, known.object))
                if known.predicate in ("plans", "wants") and meant:
                    yield self._heard.restated(known, "retract" if retracts else "end", sentence)
                    return

    def gone_too(self, found: Sequence[Claim]) -> Iterator[Claim]:
        """Who no longer has a laptop has no laptop that "is a Dell"."""
        for claim in found:
            noun = claim.object.lower().split()[-1:]
            for known in (
                self._heard.ledger.of(claim.subject) if claim.intent == "end" and claim.predicate == "owns" else ()
            ):
                if noun and known.predicate == f"attribute:{noun[0]}":
                    yield claim._replace(predicate=known.predicate, object=known.object, statement=known.statement)

    def _is_known(self, claim: Claim) -> bool:
        return self._heard.ledger.naming(claim.subject, claim.object, claim.predicate) is not None

    def _given_up(self, sentence: Tokens, found: Sequence[Claim], *, passed_on: bool) -> Iterator[Claim]:
        """ "I had to give up five-a-side", "we swapped Netflix for Mubi": what is known of the thing ends, or passes to another.

        Where its end is told already, only what it is `passed_on` to is new.
        """
        content = self._heard.utterance.message.content
        for one in giving_up(sentence):
            if passed_on and not one.new:
                continue
            home = bool(one.new) and one.new[0].capital
            given_up = self._held_as(one.old, one.who, home=home)[: None if one.old[-1].word in _AS_A_WHOLE else 1]
            new = written(content, one.new) if one.new else ""
            for known in given_up:
                if not new:
                    yield self._heard.restated(known, "end", sentence)
                elif known.predicate.startswith(_TAKES_OVER) and not any(names(new, claim.object) for claim in found):
                    yield self._passed_on(known, written(content, one.old), new, sentence)
            if new and not given_up:  # "the Yaris replaced my Micra" of one who is known to have the Yaris
                for known in self._held_as(one.new, one.who, home=home)[:1]:
                    yield self._heard.restated(known, "end", sentence, written(content, one.old))

    def _passed_on(self, known: Known, old: str, new: str, sentence: Tokens) -> Claim:
        """The statement with the new thing in the place of the old one: whole, or the part of a plan that names it."""
        ware = named_in(known.object)
        inside = fold(old) in fold(known.object)
        old = (
            ware if ware and not inside and fold(ware) in fold(old) else old
        )  # "our Hulu subscription" of "watches shows on Hulu"
        value = exchanged(known.object, old, new) if known.predicate.startswith(_IN_PART) else new
        return self._heard.restated(known, "assert", sentence, value)._replace(instead_of=known.object)

    def _held_as(self, named: Tokens, who: Subject, *, home: bool = False) -> list[Known]:
        """What somebody is known by that holds these words; of "uni" all that is studied."""
        kinds = _AS_A_WHOLE.get(named[-1].word, ()) if named and not named[0].capital else ()
        person = self._person(who)
        ours = list(self._heard.ledger.of(person)) if person else []
        if kinds:
            return [known for known in ours if known.predicate in kinds]
        text = " ".join(token.text for token in named)
        if not named or len(named) > 4 or not any(len(word) > 2 for word in words(text)):
            return []
        wanted = _telling(text)
        kept = (*_CAN_END, "lives_in") if home else _CAN_END
        whole = [known for known in ours if known.predicate.startswith(kept) and wanted <= _said_of(known)]
        noun = f"attribute:{text.lower()}"  # of "my work laptop" it is told which one it is
        return sorted(whole, key=lambda known: (known.predicate != noun, not wanted <= words(known.object)))

    def _person(self, who: Subject) -> str | None:
        """Whom the words for somebody mean: the speaker, one of those spoken of, or the only other one."""
        speaker, *others = self._heard.subjects
        if who.being == "speaker":
            return speaker
        name, role = fold(who.name or who.text), f"relation:{who.text}"
        kin = [known.object for known in self._heard.ledger.of(speaker) if known.predicate == role]
        found = [one for one in others if fold(one) == name or fold(one).endswith(f"'s {name}") or one in kin]
        return next(iter(found), None) or (others[0] if len(others) == 1 and who.being == "pronoun" else None)

    def _meant(self, named: Tokens) -> list[Known]:
        """What is over, by the words for it; by "it" the last thing said."""
        if len(named) == 1 and named[0].word in ("it", "that", "this", "them"):
            return [known for known in self._heard.lately()[:1] if known.predicate.startswith(_CAN_END)]
        mine = self._held_as(named, SPEAKER)[:1]
        return mine or [known for who in self._heard.subjects[1:] for known in self._of(who, named)][:1]

    def _of(self, who: str, named: Tokens) -> Iterator[Known]:
        """What somebody else who is spoken of is known by: "Mum's doctor says the low-sodium diet is over"."""
        wanted = words(" ".join(token.text for token in named))
        for known in self._heard.ledger.of(who):
            if known.predicate in ("diet", "takes", "condition", "hobby", "habit") and wanted <= _said_of(known):
                yield known


_PARTED = frozenset("stolen nicked pinched totalled totaled wrecked crushed repossessed sold scrapped".split())
"""What a thing was that is one's own no longer."""
_OVER = (
    frozenset("over off cancelled canceled done finished history dead ended gone through axed scrapped dropped".split())
    | _PARTED
)
_NEEDED = frozenset("necessary needed required prescribed mine ours there active valid".split())
"""What is no longer this is over."""
_ENDING = frozenset("cancel drop ditch scrap abandon quit stop end finish axe shelve call give bin".split())
_PARTICLES = frozenset("up off out on with my our the a an doing going to taking playing".split())
_AFTER_THE_THING = frozenset(
    "off up in on at for because since after last this today yesterday , and so but now when with altogether completely".split()
)


_TAKERS = frozenset(
    "owner owners home man woman guy lady student couple buyer neighbour neighbor cousin niece nephew brother sister friend colleague collector "
    "scrapyard charity dump junkyard landfill tip auction recycling family museum scrap".split()
)


def _went_to_another(clause: Clause) -> bool:
    """ "The Skoda went to a young man", "the Civic has found a new owner"."""
    said = [token.word for token in clause.rest[:7]]
    done = clause.verb.tense == "past" or clause.verb.perfect
    led = (clause.verb.lemma == "go" and "to" in said[:2]) or (clause.verb.lemma == "find" and "new" in said[:3])
    return done and led and bool(_TAKERS & set(said))


def _ended_in(sentence: Tokens) -> Iterator[Tokens]:
    """The words for what is over: subject of "is over", object of "cancelled", what stands behind "no more"."""
    plain = [token.word for token in sentence]
    if plain[:2] == ["no", "more"] and {"me", "us"} & set(plain[3:9]) and "for" in plain:
        yield trim(sentence[2 : plain.index("for")])
    for clause in clauses(sentence):
        verb = clause.verb
        if clause.mood != "statement" or verb.modal or verb.tense == "future":
            continue
        if verb.negated and "no longer" not in verb.adverbs:
            continue
        first = [token.word for token in clause.rest[:1]]
        stays = len(clause.rest) > 1 and clause.rest[1].word in ("in", "the", "to", "from")
        parted = bool(first) and first[0] in _PARTED and verb.tense == "past"
        stays = stays and not parted
        called_off = [token.word for token in clause.rest[:2]] == ["called", "off"]
        over = verb.lemma in ("be", "get") and bool(first) and (first[0] in _OVER or called_off) and not stays
        over = over or (verb.lemma == "be" and "no longer" in verb.adverbs and bool(first) and first[0] in _NEEDED)
        over = over or _went_to_another(clause)
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
    return clause.verb.lemma in lemmas_in(known.object) and (not told or bool(words(told) & words(known.object)))


_KINDS_OF_PLAN = words("trip idea plan thing holiday vacation visit journey stuff flight")


_CONTRACTS = words("subscription membership policy account contract premium plan")
"""What one has with a firm: of "my Generali policy" the firm tells which."""


def _telling(text: str) -> frozenset[str]:
    """The words that tell which: of "the Dublin trip", "the van idea" only the first."""
    return words(text) - _KINDS_OF_PLAN - _CONTRACTS or words(text)


def _said_of(known: Known) -> frozenset[str]:
    """The words a statement is known by: of its value, of its predicate, and of its own sentence but the subject."""
    noun = known.predicate.partition(":")[2]
    return words(f"{known.object} {noun}") | (words(known.statement) - words(known.subject))
