"""What a clause leaves unsaid because the one before has said it: "I can't have nuts, I'm allergic", "now it's padel"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from memos.agents.statements.grammar.clauses import Clause, is_noun_like
from memos.agents.statements.grammar.kernels import opens
from memos.agents.statements.grammar.nouns import SPEAKER, subjects_at
from memos.agents.statements.grammar.values import trim, vague
from memos.agents.statements.grammar.vocabulary import OPENS_A_CLAUSE
from memos.agents.statements.grammar.words import Token, Tokens, third_person
from memos.agents.statements.kinds.makes import is_make, sort_of_make
from memos.agents.statements.kinds.matters import is_medicine, is_thing
from memos.agents.statements.kinds.slots import SLOTS
from memos.agents.statements.predicates import Polarity
from memos.agents.statements.readers.pointing import pointed_out
from memos.agents.statements.rules import Rule, Stated
from memos.schemas.roles import ROLES

LIKING = frozenset("like love adore enjoy crave".split())
DISLIKING = frozenset("hate dislike despise loathe detest".split())
_NOW = frozenset("now nowadays currently today lately".split())
_BARRED = frozenset("have eat touch do drink use wear".split())
_ALLERGY = Rule("allergic_to", "S be allergic")
_LIKING = Rule("likes", "S love O")
_DISLIKING = Rule("dislikes", "S hate O")


def left_unsaid(read: Sequence[Clause], tokens: Tokens, stated: Sequence[Stated]) -> Iterator[Stated]:
    """The statements whose value or verb stands in an earlier clause of the sentence; `stated` is what that one says."""
    for clause in read:
        if clause.mood == "statement":
            yield from _it_is_one(clause, tokens)
    for before, clause in pairwise(read):
        if clause.mood == "statement" and before.mood == "statement":
            yield from _is_allergic(before, clause, tokens)
            yield from _now_it_is(before, clause, tokens, stated)
            yield from _takes_up(before, clause, tokens)
            yield from _in_former_days(before, clause, tokens)


def _is_allergic(before: Clause, clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "I can't have peanuts, I'm allergic": what somebody can't have is what he is allergic to."""
    said = [token.word for token in clause.rest]
    bare = said[:1] == ["allergic"] and said[1:2] != ["to"] and clause.verb.lemma == "be"
    verb = before.verb
    barred = verb.negated and verb.modal in ("can", "must", "should") and verb.lemma in _BARRED
    value = _first_of(before.rest)
    if bare and barred and value and before.subject.personal and clause.verb.tense == "present":
        polarity: Polarity = "-" if clause.verb.negated else "+"
        span = (tokens[before.start].start, tokens[clause.end - 1].end)
        yield Stated(before.subject, "allergic_to", value, polarity, *span, _ALLERGY, whole=span)


def barred_by_allergy(stated: Stated, read: Sequence[Clause], tokens: Tokens) -> bool:
    """Whether "can't have peanuts" has said no more than the allergy that explains it."""
    if stated.predicate != "diet" or stated.rule.link != "{}":
        return False
    return any(
        stated.object[0].start <= one.object[0].start and one.object[-1].end <= stated.object[-1].end
        for before, clause in pairwise(read)
        for one in _is_allergic(before, clause, tokens)
    )


def _now_it_is(before: Clause, clause: Clause, tokens: Tokens, stated: Sequence[Stated]) -> Iterator[Stated]:
    """ "I used to surf, these days it's bouldering": what has taken the place of what has ended."""
    verb = clause.verb
    opened = [token.word for token in tokens[max(clause.start - 3, 0) : clause.start]]
    now = _NOW & {*opened, *verb.adverbs, *(token.word for token in clause.rest)} or {"these", "days"} <= set(opened)
    if verb.lemma != "be" or verb.tense != "present" or verb.negated or not now:
        return
    placed = clause.subject.being == "speaker" and [t.word for t in clause.rest[:1]] in (
        ["at"],
        ["in"],
        ["with"],
        ["for"],
    )
    if clause.subject.text != "it" and not placed:
        return
    value = _first_of(clause.rest[1:] if placed else clause.rest)
    first, last = tokens[before.start].start, tokens[before.end - 1].end
    for one in stated:
        fits = (
            one.predicate in ("works_at", "lives_in", "studies_at", "attribute:bank", "attribute:gym")
            and value[:1]
            and value[0].capital
        )
        if placed and not fits:
            continue
        if one.polarity == "ended" and first <= one.start <= last and value and one.predicate != "is":
            rule = one.rule
            if one.predicate in ("habit", "hobby", "same"):
                rule = rule._replace(predicate=one.predicate, link=f"{third_person(_doing(before))} {{}}")
                rule = rule._replace(link="has the hobby {}") if value[0].word.endswith("ing") else rule
            span = (first, tokens[clause.end - 1].end)
            yield one._replace(
                object=value, polarity="+", start=span[0], end=span[1], whole=span, rule=rule, instead=()
            )
            return


def _takes_up(before: Clause, clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "I used to hate olives but now I love them": "them" is what was hated; it is hated no more."""
    said = [token.word for token in clause.rest]
    known = LIKING | DISLIKING
    if said[:1] not in (["them"], ["it"]) or clause.verb.lemma not in known or before.verb.lemma not in known:
        return
    value = _first_of(before.rest)
    if not value or not is_thing(value) or clause.subject.being == "addressee" or clause.verb.tense != "present":
        return
    span = (tokens[before.start].start, tokens[clause.end - 1].end)
    past = before.verb.tense == "past" and not before.verb.negated
    if past and not before.verb.used_to:
        rule = _LIKING if before.verb.lemma in LIKING else _DISLIKING
        rule = rule._replace(link=f"{third_person(before.verb.lemma)} {{}}")
        yield Stated(clause.subject, rule.predicate, value, "ended", *span, rule, whole=span)
    likes = (clause.verb.lemma in LIKING) != clause.verb.negated
    rule = _LIKING if likes else _DISLIKING
    if not clause.verb.negated:
        rule = rule._replace(link=f"{third_person(clause.verb.lemma)} {{}}")
    if clause.verb.modal in ("", "can") and not (clause.verb.modal and clause.verb.lemma in LIKING):
        yield Stated(clause.subject, rule.predicate, value, "+", *span, rule, whole=span)


_POSSESSION = Rule("owns", "S own O", link="owns {}")


def _it_is_one(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "The clutch on my car is going, it's a Corsa": what "it" is tells the make of what is mine."""
    value = _first_of(clause.rest)
    sort = next((sort_of_make(token.word) for token in value if sort_of_make(token.word)), "")
    mine = any(tokens[n].word == "my" and tokens[n + 1].word == sort for n in range(max(clause.start - 1, 0)))
    plain = clause.verb.lemma == "be" and not clause.verb.negated and clause.verb.tense == "present"
    if sort and mine and plain and clause.subject.text == "it" and is_make(value):
        span = (tokens[clause.start].start, value[-1].end)
        yield Stated(SPEAKER, "owns", value, "+", *span, _POSSESSION, whole=span)


def _doing(clause: Clause) -> str:
    return clause.verb.lemma if clause.verb.lemma != "be" else "do"


def _first_of(words: Tokens) -> Tokens:
    """The first value of what follows a verb: "peanuts", "green tea"."""
    end = next(
        (
            n
            for n, t in enumerate(words)
            if t.word in OPENS_A_CLAUSE | {",", "and", "so", "for", "until", "at", "as", "from"}
        ),
        len(words),
    )
    value = list(trim(words[:end]))
    while value and value[0].word in ("only", "just", "mostly", "all", "any", "now", "more", "strictly"):
        value = value[1:]
    return value if value and len(value) <= 6 and not vague(value) and value[0].word != "not" else []


def with_antecedent(words: Tokens, earlier: Sequence[Tokens]) -> Tokens:
    """ "Is it safe to drink on sertraline? I take it every morning": the sentence with what "it" is in its place."""
    words = _with_noun(pointed_out(words, earlier), earlier)
    for n in range(len(words) - 1):
        if words[n].word in ("take", "takes", "taking") and words[n + 1].word in ("it", "them"):
            before = [token for sentence in (*earlier, words[:n]) for token in sentence]
            taken = next((token for token in reversed(before) if is_medicine([token])), None)
            return [*words[: n + 1], taken, *words[n + 2 :]] if taken else words
    return words


_BARE: Mapping[str, str] = MappingProxyType(
    {"mine": "my", "hers": "her", "his": "his", "theirs": "their", "ours": "our"}
)


def _with_noun(words: Tokens, earlier: Sequence[Tokens]) -> Tokens:
    """ "My flight is at 9 and hers is at 11", "Leo's is 600": the sentence with the noun that is left out in its place."""
    for n, token in enumerate(words[:-1]):
        follows = words[n + 1].word
        told = follows in _TELLING or (follows in ("at", "on") and n > 1)
        owner = token.word in _BARE and (token.word != "his" or told)
        somebody = n > 0 and (words[n - 1].capital or words[n - 1].word in ROLES)
        named = token.word == "'s" and somebody and follows in _TELLING - _PARTICIPLES
        if not (told and (owner or named)) or not (named or opens(words, n)):
            continue
        titled = any(one.word.endswith(".") and one.capital for one in words[n + 2 : n + 3])
        noun = (_role_before(words[:n], earlier) if titled else None) or _noun_before(words[:n], earlier)
        if noun is None:
            return words
        there = token.end
        filled = [one._replace(start=there, end=there) for one in noun]
        if follows in ("at", "on"):
            filled.append(noun[0]._replace(word="is", text="is", start=there, end=there))
        owning = [token._replace(word=_BARE[token.word], text=_BARE[token.word])] if owner else [token]
        return _with_noun([*words[:n], *owning, *filled, *words[n + 1 :]], earlier)
    return words


_PARTICIPLES = frozenset({"got", "moved", "cost", "'s"})
"""After "Maya's" these are no verbs of something of hers: "Maya's got a house", "Maya's moved"."""
_TELLING = frozenset("is 's was are went goes costs cost leaves lands departs arrives starts got moved has".split())


def _noun_before(words: Tokens, earlier: Sequence[Tokens]) -> list[Token] | None:
    """The last thing that was spoken of as somebody's: "flight" of "our flights"; what only a list holds, last of all."""
    said = [token for sentence in (*earlier[-2:], words) for token in sentence]
    for at in range(len(said) - 1, -1, -1):
        for subject, end in subjects_at(said, at):
            if subject.being == "owned" and (end == len(said) or not is_noun_like(said[end])):
                noun = said[end - 1]
                single = noun.word[:-1] if noun.word.endswith("s") and not noun.word.endswith("ss") else noun.word
                kept = [one for one in said[at + 1 : end - 1] if one.word in _KINDS]
                return [*kept, noun._replace(word=single, text=single)]
    return _role_before(words, earlier)


def _role_before(words: Tokens, earlier: Sequence[Tokens]) -> list[Token] | None:
    """Who was spoken of as somebody's: "doctor" of "Paula wanted another doctor, so hers is Dr. Berg now"."""
    said = [token for sentence in (*earlier[-2:], words) for token in sentence]
    role = (
        one
        for before, one in zip(reversed(said[:-1]), reversed(said[1:]), strict=True)
        if one.word in ROLES and before.word in _DETERMINED
    )
    return next(([one] for one in role), None)


_DETERMINED = frozenset("a an another the new my our her his their different".split())
_KINDS = frozenset("favorite favourite work phone home email mobile shoe birth monthly annual".split())
"""What belongs to a noun that is left out: "mine is Alien", after "my favorite film is"."""


_FORMER_DAYS = frozenset(
    "newlyweds newlywed student students kid kids child children little young small teenager teenagers teen boy girl girls boys single married unmarried "
    "pregnant toddler baby younger undergrad undergraduate apprentice intern trainee broke bachelor expat expats posted stationed".split()
)
_LIVED = Rule("lives_in", "S stay in O:place")


def _in_former_days(before: Clause, clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "When we were newlyweds we stayed in Butterworth": where one lived once."""
    then = {"when", "while", "back", "as"} & {token.word for token in before.lead}
    stage = before.verb.lemma == "be" and before.verb.tense == "past" and _FORMER_DAYS & {t.word for t in before.rest}
    stayed = clause.verb.lemma in ("stay", "be", "rent", "lodge", "board") and clause.verb.tense == "past"
    own = clause.subject.being == before.subject.being == "speaker" and not clause.verb.negated
    if not (then and stage and stayed and own) or [token.word for token in clause.rest[:1]] != ["in"]:
        return
    value = _first_of(clause.rest[1:])
    if value and SLOTS["land"].accepts(value):
        span = (tokens[clause.start].start, value[-1].end)
        yield Stated(SPEAKER, "lives_in", value, "ended", *span, _LIVED, whole=span)


def in_place(stated: Stated) -> Stated:
    """The statement with its characters from the first to the last, wherever its value stood."""
    first, last = stated.object[0].start, stated.object[-1].end
    return stated._replace(
        start=min(stated.start, first), end=max(stated.end, last, stated.whole[1] if first < stated.start else 0)
    )
