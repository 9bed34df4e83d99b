"""Who is gone, by what he did: the dentist retired, the flatmate moved out, the dog died. Then he is no longer what he was to somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from memos.agents.statements.grammar.clauses import Clause, clauses
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.predicates import HALVES, possessive, told
from memos.agents.statements.readers.parts import is_part
from memos.agents.statements.talk.claims import Claim
from memos.agents.statements.talk.hearing import Hearing
from memos.agents.statements.talk.ledger import Known
from memos.agents.statements.talk.people import is_own_name

_SPOUSES = frozenset(f"relation:{role}" for role in HALVES)
_FLATMATES = frozenset({"relation:roommate", "lives_with"})
_KINDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "pet": frozenset({"has_pet"}),
        "firm": frozenset({"works_at"}),
        "flatmate": _FLATMATES,
        "spouse": _SPOUSES,
        "neighbor": frozenset({"relation:neighbor"}),
        "boss": frozenset({"relation:boss", "relation:colleague"}),
    }
)
"""By which predicates somebody of a kind is known; a "carer" is whoever else plays a part."""
_DEPARTURES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "die": (("", "pet spouse flatmate neighbor boss carer"),),
        "pass": (("away", "pet spouse flatmate neighbor boss carer"), ("on", "pet"), ("over", "pet")),
        "move": (
            ("out", "flatmate pet neighbor"), ("away", "neighbor flatmate carer"), ("in with", "pet"), ("to", "pet neighbor carer"), ("abroad", "neighbor flatmate carer"),
            ("house", "neighbor"), ("back", "flatmate neighbor carer"),
        ),
        "run": (("away", "pet"), ("off", "pet spouse")),
        "leave": (
            ("me", "spouse"), ("us", "spouse boss"), ("", "boss carer"), ("the company", "boss"), ("the firm", "boss carer"), ("the practice", "carer"), ("the clinic", "carer"),
            ("the team", "boss carer"), ("the school", "carer"), ("the gym", "carer"), ("town", "carer neighbor"), ("the country", "carer neighbor"), ("the surgery", "carer"),
        ),
        "cross": (("the rainbow", "pet"),),
        "fold": (("", "firm"),),
        "collapse": (("", "firm"),),
        "shut": (("down", "firm"), ("its doors", "firm"), ("up shop", "firm")),
        "go": (("bankrupt", "firm"), ("bust", "firm"), ("under", "firm"), ("out of", "firm"), ("into administration", "firm"), ("back", "flatmate neighbor carer"), ("home", "flatmate carer")),
        "return": (("to", "flatmate neighbor carer"),),
        "give": (("up her", "carer"), ("up his", "carer"), ("up their", "carer"), ("up the", "carer")),
        "be": (("run over", "pet"), ("put down", "pet"), ("put to", "pet"), ("hit by", "pet"), ("killed", "pet spouse"), ("fired", "boss"), ("sacked", "boss"), ("rehomed", "pet")),
        "get": (("run over", "pet"), ("hit by", "pet"), ("killed", "pet"), ("fired", "boss"), ("sacked", "boss"), ("put down", "pet")),
        "break": (("up with me", "spouse"),),
        "walk": (("out on", "spouse"),),
        "live": (("with", "pet"), ("at", "pet"), ("on", "pet")),
        "retire": (("", "boss carer"),),
        "resign": (("", "boss carer"),),
        "quit": (("", "boss carer"),),
        "close": (("the practice", "carer"), ("his practice", "carer"), ("her practice", "carer"), ("their practice", "carer"), ("the surgery", "carer"), ("down", "carer firm"), ("its doors", "firm")),
        "sell": (("the house", "neighbor"), ("her house", "neighbor"), ("his house", "neighbor"), ("their house", "neighbor"), ("up", "neighbor")),
        "dump": (("me", "spouse"),),
        "ditch": (("me", "spouse"),),
    }
)  # fmt: skip
"""By what one is gone, how that is said, and as what one was known."""
_ALONE = frozenset(
    "in on at last this yesterday today and so but for after before because since , . early recently already from now suddenly finally unexpectedly then when".split()
)
"""What may follow a departure of which no more is said."""
_OF_THE_LIVING = (
    "lives_in", "lives_with", "works_at", "works_on", "occupation", "studies", "studies_at", "age", "phone", "email", "habit", "plans", "wants", "takes", "member_of",
)  # fmt: skip
"""What holds of nobody who is dead."""


class Departures:
    """Finds in what is known as what somebody is gone."""

    def __init__(self, heard: Hearing) -> None:
        self._heard = heard

    def in_sentence(self, sentence: Tokens) -> Iterator[Claim]:
        """ "Biscuit died", "Gwen moved out and Kofi moved in", "my dentist has retired"."""
        left: Known | None = None
        for clause in clauses(sentence):
            name = clause.subject.name or clause.subject.text
            if left is not None and name and moves_in(clause):
                fresh = self._heard.restated(left, "assert", sentence, name)
                yield fresh._replace(statement=told(left.subject, left.predicate, name, "+"))
                continue
            kinds = _gone_as(clause)
            if not kinds or not name:
                continue
            if clause.verb.lemma in ("die", "pass"):
                yield from self._of_the_dead(clause, name, sentence)
            known = self._of_household(clause, name, kinds)
            if known is not None:
                left = known if known.predicate in _FLATMATES else left
                yield self._heard.restated(known, "end", sentence)

    def _of_household(self, clause: Clause, name: str, kinds: str) -> Known | None:
        """Whom the speaker, or somebody near the speaker, has by this name, or as this."""
        speaker, ledger = self._heard.utterance.speaker, self._heard.ledger
        near = [known.object for known in ledger.of(speaker) if known.predicate.startswith("relation:")]
        role = f"relation:{clause.subject.text}" if clause.subject.being == "kin" and not clause.subject.name else ""
        for owner in (speaker, *near):
            known = [one for one in ledger.of(owner) if _is_of(one.predicate, kinds)]
            if role and owner == speaker and (plain := next((one for one in known if one.predicate == role), None)):
                return plain
            if found := ledger.naming(owner, name, *(one.predicate for one in known)) if known else None:
                return found
        return None

    def _of_the_dead(self, clause: Clause, name: str, sentence: Tokens) -> Iterator[Claim]:
        """What can hold of no one any more who has died."""
        speaker = self._heard.utterance.speaker
        own = f"{possessive(speaker)} {clause.subject.text}"
        kin = [
            one.object for one in self._heard.ledger.of(speaker) if one.predicate == f"relation:{clause.subject.text}"
        ]
        for who in (
            (name, own, *(one for one in kin[:1] if is_own_name(one))) if clause.subject.being != "owned" else ()
        ):
            for known in list(self._heard.ledger.of(who)):
                if known.predicate in _OF_THE_LIVING:
                    yield self._heard.restated(known, "end", sentence)


def _gone_as(clause: Clause) -> str:
    """As what somebody may be gone, by what a clause says that he did; empty, if he did not."""
    verb, subject = clause.verb, clause.subject
    done = (verb.tense == "past" or verb.perfect) and not verb.negated and not verb.modal and not verb.used_to
    lives_elsewhere = (
        verb.lemma == "live"
        and verb.tense == "present"
        and not verb.negated
        and "now" in (*verb.adverbs, *(t.word for t in clause.rest))
    )
    if verb.lemma == "live":
        done = lives_elsewhere and not {"us", "me"} & {token.word for token in clause.rest[:2]}
    if not done or clause.mood != "statement" or subject.being not in ("person", "kin", "owned"):
        return ""
    said = [token.word for token in clause.rest[:2]]
    for manner, kinds in _DEPARTURES.get(verb.lemma, ()):
        alone = not manner and (verb.lemma in ("die", "retire") or not said or said[0] in _ALONE)
        if alone or (manner and manner in (*said[:1], " ".join(said))):
            return kinds
    return ""


def _is_of(predicate: str, kinds: str) -> bool:
    named = any(predicate in _KINDS[kind] for kind in kinds.split() if kind in _KINDS)
    other = is_part(predicate) and not any(predicate in one for one in _KINDS.values())
    return named or ("carer" in kinds.split() and other)


_ROOMS = frozenset("room place bed spot".split())


def moves_in(clause: Clause) -> bool:
    """ "Kofi moved in", "Danielle took her room", "Sofia has his room now": somebody takes the place of a flatmate who has left."""
    verb, said = clause.verb, [token.word for token in clause.rest]
    named = clause.subject.being == "person" and not verb.negated and not verb.modal
    done = verb.tense == "past" or verb.perfect or verb.lemma == "have"
    room = said[:1] in (["her"], ["his"], ["their"], ["the"]) and bool(_ROOMS & set(said[1:3]))
    took = verb.lemma in ("take", "get", "have") and room
    return named and done and ((verb.lemma == "move" and said[:1] == ["in"]) or took)
