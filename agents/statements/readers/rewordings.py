"""Sentences that say in another order what a plain one says: "FitLab is my gym", "the person I report to is Ms. Adler".

Each is turned into the plain sentence, whose words keep their places in the message, and is then read by the same rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from memos.agents.statements.grammar.clauses import Clause, is_noun_like
from memos.agents.statements.grammar.kernels import HARD_STOPS, PREPOSITIONS, opens
from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, VALUED, is_word
from memos.agents.statements.grammar.values import trim
from memos.agents.statements.grammar.verbs import ADVERBS
from memos.agents.statements.grammar.vocabulary import TIME_UNITS
from memos.agents.statements.grammar.words import Token, Tokens, tokens
from memos.agents.statements.kinds.makes import sort_of_thing
from memos.schemas.roles import ROLES


class Reworded(NamedTuple):
    """A plain sentence, the value that it tells, and the characters of the words it was made of."""

    words: list[Token]
    value: Tokens
    start: int
    end: int


def reworded(sentence: Tokens, read: list[Clause]) -> Iterator[Reworded]:
    """The plain sentences that this one says in another order."""
    yield from _which_is(sentence)
    yield from _inverted(sentence)
    yield from _the_one(sentence, read)
    yield from _it_is(sentence, read)
    yield from _former(sentence)


def _which_is(sentence: Tokens) -> Iterator[Reworded]:
    """ "My home address, which is 14 Mill Lane", "my mother, whose birthday is on 3 May", "Middlemarch, which is my favorite book"."""
    for at in range(2, len(sentence) - 2):
        if sentence[at].word not in ("which", "who", "whose") or sentence[at - 1].word != ",":
            continue
        stop = next((n for n in range(at + 1, len(sentence)) if sentence[n].word in _ENDS_AN_ASIDE), len(sentence))
        told = sentence[at + 1 : stop]
        start = _opening_before(sentence, at - 1)
        if sentence[at].word == "whose":
            owner = next((n for n in range(at - 2, max(at - 6, -1), -1) if sentence[n].word in _OWNERS), at - 2)
            be = next((n for n, token in enumerate(told) if token.word in _BE), -1)
            named = sentence[owner].word in _OWNERS or sentence[owner].capital
            if named and 0 < be <= 3 and told[be + 1 :]:
                mark = sentence[at]._replace(word="'s", text="'s")
                words = [*sentence[owner : at - 1], mark, *told]
                yield Reworded(words, trim(told[be + 1 :]), sentence[owner].start, told[-1].end)
        elif told[:1] and told[0].word in _BE and len(told) > 1:
            mine = next((n for n in range(at - 2, max(at - 6, -1), -1) if sentence[n].word in _OWNERS), -1)
            value = trim(told[1:])
            if mine >= 0 and value and all(_in_a_noun(token) for token in sentence[mine + 1 : at - 1]):
                yield Reworded([*sentence[mine : at - 1], *told], value, sentence[mine].start, told[-1].end)
            name = [n for n in range(start, at - 1) if sentence[n].capital or sentence[n].text[0].isdigit()]
            first = next(
                (n for n in name if all(k in name or sentence[k].word in ("of", "the") for k in range(n, at - 1))), -1
            )
            owned = told[1].word in _OWNERS
            end = next((n for n, token in enumerate(told[2:], 2) if not _in_a_noun(token)), len(told))
            if first >= 0 and owned and end > 2:
                value = list(sentence[first : at - 1])
                words = [*told[1:end], told[0], *value]
                yield Reworded(words, value, value[0].start, told[-1].end)


_ENDS_AN_ASIDE = frozenset(". ! ? ; : ( ) , — – and but so".split())
_OWNERS = frozenset("my our his her their".split())
_BE = frozenset("is 's was are were".split())
_NAME = 6
"""How many words what is told first may have, and how many the noun it is told as."""


def _inverted(sentence: Tokens) -> Iterator[Reworded]:
    """ "Mrs. Okafor is my neighbour" as "my neighbour is Mrs. Okafor", "Miele was my employer before"."""
    for at in range(1, len(sentence) - 2):
        verb = sentence[at]
        if verb.word not in _BE:
            continue
        start = _opening_before(sentence, at)
        value = list(sentence[start:at])
        owner = at + 1
        while owner < len(sentence) and (sentence[owner].word in ADVERBS or sentence[owner].word in _NOT):
            owner += 1
        end = owner + 1
        while end < len(sentence) and end <= owner + 4 and _in_a_noun(sentence[end]):
            end += 1
        owned = owner + 1 < end and sentence[owner].word in _OWNERS and sentence[end - 1].word in _TELLABLE
        owned = owned and not sentence[owner + 1].word.endswith("est")
        if not (owned and _is_told_first(value)) or (end < len(sentence) and sentence[end].capital):
            continue
        stop = next((n for n in range(end, len(sentence)) if sentence[n].word in HARD_STOPS | {","}), len(sentence))
        behind = list(sentence[end:stop])
        lead = list(sentence[:start])
        if behind[:1] and behind[0].word in _TELLS_WHICH:
            continue
        if behind[:1] and behind[0].word in PREPOSITIONS - {"since", "from"}:
            behind = []
        if behind[:1] and behind[0].word == "before":
            lead, behind = [*lead, *_then(value[0].start)], []
        plain = [*lead, *sentence[owner:end], verb, *sentence[at + 1 : owner], *value, *behind]
        yield Reworded(plain, value, value[0].start, sentence[stop - 1].end)


_TELLABLE = VALUED | frozenset(ROLES) | frozenset("employer workplace mother-tongue hometown".split())
"""Nouns of which a name may tell which one it is; "my jam", "my fault" are none."""
_TELLS_WHICH = frozenset("to that who which where of for because if when".split())
"""Behind a noun these make it no name of anything: "Sundays are our time to shine"."""
_NOT = frozenset({"not", "no", "longer"})


def _opening_before(sentence: Tokens, at: int) -> int:
    """Where the words begin that may be a subject before a verb."""
    start = at
    while start and at - start <= _NAME and sentence[start - 1].word not in HARD_STOPS | {",", "and", "but", "so"}:
        start -= 1
    return start


def _in_a_noun(token: Token) -> bool:
    return is_noun_like(token) and token.word not in _BE and not (token.word in TIME_UNITS or token.word == "before")


def _is_told_first(value: Tokens) -> bool:
    """A name or a figure, with nothing else: "Mrs. Okafor", "950 euros", "14 Mill Lane"."""
    if not 0 < len(value) <= _NAME or not (value[0].capital or value[0].text[0].isdigit() or value[0].text[0] in "$€£"):
        return False
    if value[0].word in FUNCTION_WORDS or any(token.word in _OWNERS or token.word == "'s" for token in value):
        return False
    return all(is_word(token) or token.text[0] in "$€£" for token in value)


_ONES = frozenset(
    "person man woman guy lady one people firm company place shop school university town city village street country thing brand make "
    "bank gym team department language instrument sport film book band song drink food medicine subject field car phone laptop bike "
    "computer camera tablet van motorbike scooter provider network doctor dentist therapist teacher coach app course".split()
)
"""Nouns of which a clause tells which one it is."""


def _the_one(sentence: Tokens, read: list[Clause]) -> Iterator[Reworded]:
    """ "The person I report to is Ms. Adler", "what she studies is chemistry": the value behind its own clause."""
    for clause in read:
        first = clause.start - 1
        if first >= 0 and sentence[first].word in ("that", "who", "which", "where"):
            first -= 1
        noun = sentence[first].word if first >= 0 else ""
        opened = first >= 1 and noun in _ONES and sentence[first - 1].word == "the" and opens(sentence, first - 1)
        asked = first >= 0 and noun == "what" and opens(sentence, first)
        if not (opened or asked) or clause.subject.being not in ("speaker", "pronoun", "kin", "person"):
            continue
        stop = next((n for n in range(clause.verb.end, len(sentence)) if sentence[n].word in HARD_STOPS), len(sentence))
        be = next((n for n in range(clause.verb.end, stop - 1) if sentence[n].word in _BE), -1)
        stop = next((n for n in range(max(be, 0) + 1, stop) if sentence[n].word in _ENDS_AN_ASIDE), stop)
        if be < 0 or clause.verb.lemma == "be":
            continue
        value = trim(sentence[be + 1 : stop])
        if not value or any(token.word in _OWNERS for token in value[:1]):
            continue
        behind = clause.verb.end + int(be > clause.verb.end and sentence[clause.verb.end].word in PREPOSITIONS)
        held = _thing(sentence[first]) if sort_of_thing(" ".join(token.text for token in value)) == "" else []
        told = sentence[clause.verb.start : behind]
        now = [token for token in sentence[be + 1 : be + 3] if token.word == "now"]
        plain = [*sentence[clause.start : clause.verb.start], *told, *_article(sentence[be + 1 : stop], value), *value]
        plain += [*held, *now, *sentence[behind:be]]
        yield Reworded(plain, value, sentence[max(first - 1, 0)].start, value[-1].end)


def _thing(noun: Token) -> list[Token]:
    """ "Phone", to be put behind the name of one: "a OnePlus phone"."""
    return [noun] if sort_of_thing(noun.word) else []


def _article(told: Tokens, value: Tokens) -> list[Token]:
    return [token for token in told if token.end <= value[0].start and token.word in ("a", "an", "the")]


def _it_is(sentence: Tokens, read: list[Clause]) -> Iterator[Reworded]:
    """ "It's the violin she plays in the orchestra" as "she plays the violin in the orchestra"."""
    for before, clause in pairwise(read):
        it = sentence[before.start].word == "it" or before.subject.text == "it"
        plain = it and before.verb.lemma == "be" and before.mood == "statement"
        if not plain or before.verb.negated or clause.subject.being not in ("speaker", "pronoun", "person", "kin"):
            continue
        told = sentence[before.verb.end : clause.start]
        told = told[:-1] if told and told[-1].word in ("that", "who") else told
        value = trim(told)
        named = told and (told[0].word in ("the", "a", "an", "my") or told[0].capital or told[0].text[0].isdigit())
        if not named and clause.verb.lemma not in _PURSUING:
            continue
        if not 0 < len(value) <= _NAME or any(token.word in _CLAUSAL or not is_word(token) for token in told):
            continue
        behind = clause.verb.end
        while behind < clause.end and sentence[behind].word in PREPOSITIONS and behind < clause.verb.end + 1:
            bare = behind + 1 >= clause.end or not is_word(sentence[behind + 1])
            if not bare:
                break
            behind += 1
        words = [*sentence[clause.start : behind], *told, *sentence[behind : clause.end]]
        yield Reworded(words, value, sentence[before.start].start, sentence[clause.end - 1].end)


_PURSUING = frozenset("study learn play speak drink eat teach read collect practise practice".split())
"""Verbs of which a bare word may be what is pursued: "it's chemistry he studies", not "it's clear we need it"."""
_CLAUSAL = frozenset(
    "because when where if why how what that so and but like as since whether time not good nice great sad true funny worth".split()
)


def _before_this_one(sentence: Tokens, at: int) -> Reworded | None:
    """ "My job before this one was at Ericsson", "my dentist before her was Dr. Shah"."""
    end = at
    while end < len(sentence) and end < at + 4 and _in_a_noun(sentence[end]):
        end += 1
    said = [token.word for token in sentence[end : end + 4]]
    if end == at or said[:1] != ["before"] or said[1:2] not in (["this"], ["that"], ["it"], ["him"], ["her"], ["them"]):
        return None
    verb = end + 2 + int(said[2:3] == ["one"])
    if verb + 1 >= len(sentence) or sentence[verb].word not in ("was", "were"):
        return None
    there = sentence[at - 1].start
    words = [*_then(there), *sentence[at - 1 : end], *sentence[verb:]]
    value = trim(sentence[verb + 1 :])
    return Reworded(words, value, there, sentence[-1].end) if value else None


def _then(there: int) -> list[Token]:
    return [token._replace(start=there, end=there) for token in tokens("before that")]


_FORMER = frozenset("previous former last old earlier prior".split())
_NOT_FORMER = TIME_UNITS | frozenset(
    "name message question email mail chance thing time times minute resort night post one paragraph section answer reply conversation "
    "trip visit man lady friend friends school town fashioned age".split()
)


def _former(sentence: Tokens) -> Iterator[Reworded]:
    """ "My previous boss was Helmut" as "before that my boss was Helmut"."""
    for at in range(1, len(sentence) - 2):
        adjective = sentence[at]
        owned = sentence[at - 1].word in _OWNERS or sentence[at - 1].word == "'s"
        if owned and (earlier := _before_this_one(sentence, at)):
            yield earlier
        if adjective.word not in _FORMER or not owned or sentence[at + 1].word in _NOT_FORMER:
            continue
        start = at - 1
        while start and sentence[at - 1].word == "'s" and sentence[start - 1].capital:
            start -= 1
        verb = next((n for n in range(at + 1, min(at + 6, len(sentence))) if sentence[n].word in _BE), -1)
        past = verb > 0 and (sentence[verb].word in ("was", "were"))
        named = any(
            token.word in FUNCTION_WORDS or not is_word(token) for token in sentence[at + 1 : max(verb, at + 1)]
        )
        if verb < 0 or named or not past:
            continue
        there = sentence[start].start
        words = [*sentence[:start], *_then(there), *sentence[start:at], *sentence[at + 1 :]]
        value = trim(sentence[verb + 1 :])
        if value:
            yield Reworded(words, value, there, sentence[-1].end)
