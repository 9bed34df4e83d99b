"""Birthdays by their number and births: "Caio had his fourth birthday", "our second child was born, a boy called Mael"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from memos.agents.statements.grammar.clauses import Clause
from memos.agents.statements.grammar.nouns import SPEAKER, Subject, name_at, subjects_at
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.rules import Rule, Stated

BIRTHDAY = Rule(
    "same:birthday",
    "S have POSSESSIVE nth birthday",
    ("Caio had his fourth birthday => Caio: 4",),
    ("I missed his fourth birthday",),
)
BORN = Rule("relation:{role}", "S be born NAME", ("our second child was born, a boy called Mael => son Mael",), ())
_ORDINALS: Mapping[str, int] = MappingProxyType(
    {
        word: n
        for n, word in enumerate(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
            1,
        )
    }
    | {
        "thirtieth": 30,
        "fortieth": 40,
        "fiftieth": 50,
        "sixtieth": 60,
        "seventieth": 70,
        "eightieth": 80,
        "ninetieth": 90,
        "hundredth": 100,
    }
)
_CELEBRATING = frozenset("have celebrate mark reach enjoy".split())
_POSSESSIVES = frozenset("my our his her their a the".split())
_CHILDREN: Mapping[str, str] = MappingProxyType(
    {
        "boy": "son",
        "son": "son",
        "girl": "daughter",
        "daughter": "daughter",
        "baby": "child",
        "child": "child",
        "kid": "child",
    }
)
_BORN = frozenset("born arrived here".split())


def years_at(ordinal: str) -> int:
    """How old one is at a birthday told by its number: "fourth", "89th"; 0 for what is no such number."""
    figures = ordinal.rstrip("stndrh")
    return int(figures) if figures.isdigit() and figures != ordinal and len(figures) < 4 else _ORDINALS.get(ordinal, 0)


def ages_in(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """The age that somebody has reached with a birthday; who has been born."""
    verb = clause.verb
    done = (verb.tense == "past" or verb.perfect) and not verb.negated and not verb.modal
    if clause.mood != "statement" or not done:
        return
    at = verb.end + int(verb.end < clause.end and tokens[verb.end].word in _POSSESSIVES)
    following = [token.word for token in tokens[at : at + 2]]
    if (
        verb.lemma in _CELEBRATING
        and following[1:] in (["birthday"], ["bday"])
        and years_at(following[0])
        and clause.subject.personal
    ):
        own = tokens[verb.end].word
        if clause.subject.being != "speaker" or own == "my":
            span = (tokens[clause.start].start, tokens[at + 1].end)
            yield Stated(clause.subject, BIRTHDAY.predicate, tokens[at : at + 1], "+", *span, BIRTHDAY)


def births_in(tokens: Tokens, moods: Sequence[str]) -> Iterator[Stated]:
    """ "Our second child was born last week, a boy called Mael", "our third was born, little Pim"; "it was Leo's 5th birthday"."""
    for at, token in enumerate(tokens):
        if token.word == "our" and moods[at] == "statement":
            yield from _born(tokens, at)
        if (
            token.word in ("birthday", "bday")
            and at > 2
            and tokens[at - 2].word == "'s"
            and (years := years_at(tokens[at - 1].word))
        ):
            yield from _on_a_birthday(tokens, at, years)


def _born(tokens: Tokens, at: int) -> Iterator[Stated]:
    noun = at + 1
    while (
        noun < len(tokens)
        and noun - at < 4
        and tokens[noun].word in _ORDINALS.keys() | {"little", "newest", "new", "baby", "youngest", "last"}
    ):
        noun += 1
    role = _CHILDREN.get(tokens[noun].word, "") if noun < len(tokens) else ""
    first = noun + int(bool(role))
    if not (role or (noun > at + 1 and first < len(tokens) and tokens[first].word in ("was", "is"))):
        return
    said = [token.word for token in tokens[first : first + 4]]
    if not (said[:1] in (["was"], ["is"], ["has"], ["arrived"]) and _BORN & set(said)):
        return
    for n in range(first + 1, min(first + 16, len(tokens))):
        role = _CHILDREN.get(tokens[n].word, role)
        led = tokens[n - 1].word in (",", "called", "named", "little", "is", "-", "–", "(") and tokens[n].word not in (
            "he",
            "she",
        )
        if led and (length := name_at(tokens, n)):
            value = tokens[n : n + length]
            yield Stated(SPEAKER, f"relation:{role or 'child'}", value, "+", tokens[at].start, value[-1].end, BORN)
            return


def _on_a_birthday(tokens: Tokens, at: int, years: int) -> Iterator[Stated]:
    """ "It was Leo's fifth birthday", "today is my gran's 90th birthday"."""
    del years
    for start in range(max(at - 6, 0), at - 2):
        before = [token.word for token in tokens[max(start - 3, 0) : start]]
        for subject, end in subjects_at(tokens, start):
            told = end == at - 2 and subject.being in ("kin", "person") and {"was", "is", "'s", "had"} & set(before)
            if told and not {"will", "next", "soon"} & {token.word for token in tokens}:
                plain: Subject = subject
                yield Stated(
                    plain, BIRTHDAY.predicate, tokens[at - 1 : at], "+", tokens[start].start, tokens[at].end, BIRTHDAY
                )
                return
