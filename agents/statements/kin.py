"""Kin: named in passing ("my sister Maya", "my two kids"), had ("I have a son, Jakob"), or told of somebody ("Torsten is my boss")."""

from __future__ import annotations

from collections.abc import Iterator

from memos.agents.statements.clauses import Clause
from memos.agents.statements.meaning import meaning
from memos.agents.statements.nouns import ROLES, SPEAKER, Subject, is_word, kin_at, name_at
from memos.agents.statements.rules import Rule, Stated
from memos.agents.statements.slots import SLOTS
from memos.agents.statements.verbs import ADVERBS
from memos.agents.statements.vocabulary import SCHOOLS
from memos.agents.statements.words import Tokens

KIN = Rule("relation:{role}", "my KIN NAME", ("my sister Maya moved => sister Maya",), ())
UNNAMED = KIN._replace(confidence=0.7)
NEEDS_A_NAME = frozenset(
    "friend colleague neighbor client student teacher doctor coach landlord dentist therapist relative boss vet ex twin".split()
)
"""Of these, "my client said" tells nothing that lasts; with a name it does."""


def kin_in(tokens: Tokens) -> Iterator[Stated]:
    """Who is spoken of as the speaker's kin, anywhere in a sentence."""
    for at, token in enumerate(tokens[:-1]):
        counted = token.word in ("with", "have", "got", "of", "has")
        if token.word in ("my", "our") or counted:
            kin = kin_at(tokens, at + 1, SPEAKER)
            if kin and _is_called(tokens, at, kin[1]):
                continue
            if kin and (kin[0].number or not counted):
                yield from _named(tokens, at + (counted and 1), *kin)
                yield from _others(tokens, *kin)
                yield from _at_school(tokens, *kin)
                yield from _kin_of_kin(tokens, *kin)


def _others(tokens: Tokens, kin: Subject, end: int) -> Iterator[Stated]:
    """The further names of several: "two kids, Ella and Max"."""
    while kin.plural and kin.name and end + 1 < len(tokens) and tokens[end].word in ("and", ",", "&"):
        length = name_at(tokens, end + 1)
        if not length:
            return
        words = tokens[end + 1 : end + 1 + length]
        yield Stated(SPEAKER, f"relation:{kin.text}", words, "+", words[0].start, words[-1].end, KIN)
        end += 1 + length


def _at_school(tokens: Tokens, kin: Subject, end: int) -> Iterator[Stated]:
    """ "Two kids still in high school"."""
    while end < len(tokens) and tokens[end].word in ADVERBS:
        end += 1
    if end + 1 < len(tokens) and tokens[end].word in ("in", "at"):
        last = next((n for n in range(end + 1, min(end + 4, len(tokens))) if tokens[n].word in SCHOOLS), None)
        if last is not None:
            words = tokens[end + 1 : last + 1]
            yield Stated(kin, "studies_at", words, "+", words[0].start, words[-1].end, UNNAMED)


def _is_called(tokens: Tokens, at: int, end: int) -> bool:
    """Whether these words only address somebody: "My brother, you are sharp", "no wahala, my friend."."""
    opens_it = at == 0 and end < len(tokens) and tokens[end].word == ","
    closes_it = (
        at > 0
        and tokens[at - 1].word in (",", "ah", "yes", "thanks", "no")
        and (end >= len(tokens) or not is_word(tokens[end]))
    )
    return opens_it or closes_it


def _kin_of_kin(tokens: Tokens, owner: Subject, end: int) -> Iterator[Stated]:
    """ "my brother's newborn, little Sipho": somebody is the child of a brother."""
    if end < len(tokens) and tokens[end].word == "'s" and (kin := kin_at(tokens, end + 1, owner)) and kin[0].name:
        yield from (stated._replace(subject=owner) for stated in _named(tokens, end + 1, *kin))


def kin_of(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "I have a son, Jakob", "Torsten is my boss": a clause that says who is whose kin."""
    subject, verb, at = clause.subject, clause.verb, clause.verb.end
    polarity = meaning("state", KIN.predicate, clause)
    if polarity is None or not clause.rest:
        return
    if verb.lemma == "have" and subject.personal:
        skip = at + int(tokens[at].word in ("a", "an", "no", "any", "some"))
        polarity = "-" if tokens[at].word == "no" else polarity
        if kin := kin_at(tokens, skip, subject):
            yield from (
                stated._replace(subject=subject, polarity=polarity) for stated in _named(tokens, skip, *kin, sure=True)
            )
    elif verb.lemma == "be" and subject.being == "person" and tokens[at].word in ("my", "our"):
        kin = kin_at(tokens, at + 1, SPEAKER)
        name = tokens[clause.start : clause.verb.start]
        if kin and name and kin[1] >= clause.end and SLOTS["name"].accepts(name):
            said = Stated(
                SPEAKER, f"relation:{kin[0].text}", name, polarity, name[0].start, tokens[kin[1] - 1].end, KIN
            )
            yield said._replace(hedged=clause.hedged)


def _named(tokens: Tokens, at: int, kin: Subject, end: int, *, sure: bool = False) -> Iterator[Stated]:
    role = next(n for n in range(at, end) if tokens[n].word in ROLES)
    while role + 1 < end and tokens[role + 1].word in ROLES:
        role += 1
    predicate = f"relation:{kin.text}"
    if kin.name:
        first = next(n for n in range(role, end) if tokens[n].text == kin.name.split()[0])
        words = tokens[first : first + len(kin.name.split())]
    elif kin.text in NEEDS_A_NAME and not sure and not kin.number:
        return
    else:
        words = tokens[role - int(bool(kin.number) and role > at) : role + 1]
    rule = KIN if kin.name or sure else UNNAMED
    yield Stated(SPEAKER, predicate, words, "+", tokens[at].start, words[-1].end, rule)
