"""Reading a sentence: its clauses, and what stands in it beside them, through the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from memos.agents.statements.clauses import HARD_STOPS, Clause, clauses, opens
from memos.agents.statements.kin import UNNAMED, kin_in, kin_of
from memos.agents.statements.nouns import SPEAKER, VALUED, Subject, is_word, subjects_at
from memos.agents.statements.rules import Stated
from memos.agents.statements.slots import SLOTS
from memos.agents.statements.tables import RULEBOOK
from memos.agents.statements.verbs import AUXILIARIES
from memos.agents.statements.vocabulary import PETS, VAGUE
from memos.agents.statements.words import Tokens

ALIASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "name": ("name", "name"), "full name": ("name", "name"), "first name": ("name", "name"), "nickname": ("nickname", "name"),
        "birthday": ("birthday", "date"), "date of birth": ("birthday", "date"), "age": ("age", "age"), "hometown": ("origin", "place"),
        "email": ("email", "email"), "email address": ("email", "email"), "mail": ("email", "email"), "phone": ("phone", "phone"),
        "phone number": ("phone", "phone"), "number": ("phone", "phone"), "mobile": ("phone", "phone"), "cell": ("phone", "phone"),
        "job": ("occupation", "job"), "profession": ("occupation", "job"), "employer": ("works_at", "org"), "nationality": ("nationality", "nation"),
        "home town": ("origin", "place"), "mobile number": ("phone", "phone"), "new number": ("phone", "phone"), "new email": ("email", "email"),
    }
)  # fmt: skip
"""Attributes that have a predicate of their own, and what its value must look like."""


MOST_WORDS = 400
MOST_CLAUSES = 40
"""A sentence with more is no talk: it is a list, a log or an attack."""


def read_sentence(tokens: Tokens) -> list[Stated]:
    """Everything a sentence states, in the order in which it is said; each statement once."""
    if not 0 < len(tokens) <= MOST_WORDS:
        return []
    read = clauses(tokens)
    if len(read) > MOST_CLAUSES:
        return []
    found = (plain for stated in _all(read, tokens) if (plain := _in_own_terms(stated)) is not None)
    return _once(sorted(found, key=lambda stated: (stated.start, stated.end)))


def _all(read: list[Clause], tokens: Tokens) -> Iterator[Stated]:
    for clause in read:
        if clause.mood == "statement":
            yield from _from_clause(clause, tokens)
    yield from _favorite_before(read, tokens)
    moods = _moods(read, tokens)
    for at in range(len(tokens)):
        if moods[at] == "statement" and is_word(tokens[at]):
            for found in RULEBOOK.read_words(tokens, at, opens(tokens, at)):
                yield found._replace(whole=_whole(read, tokens, at))
    yield from (stated for stated in kin_in(tokens) if moods[_index(tokens, stated)] != "supposed")


def _from_clause(clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    found = list(kin_of(clause, tokens)) or list(RULEBOOK.read_clause(clause, tokens))
    opened = clause.start - len(clause.lead)
    whole = (tokens[opened].start, tokens[clause.end - 1].end)
    for read in found:
        stated = read._replace(whole=whole)
        if stated.rule.nouns and clause.subject.being == "owned":  # "my back is sore": the ailment names what ails
            noun = next(n for n in range(clause.start, clause.end) if tokens[n].text == clause.subject.text.split()[0])
            last = next(n for n in range(clause.end) if tokens[n] is stated.object[-1] or tokens[n] == stated.object[-1])
            stated = stated._replace(object=tokens[noun : last + 1])
        yield stated
        yield from _so_does(stated, clause, tokens)
        if stated.instead and stated.rule.when == "change":
            yield stated._replace(object=stated.instead, polarity="ended", instead=())


def _favorite_before(read: list[Clause], tokens: Tokens) -> Iterator[Stated]:
    """ "Becky Chambers has dethroned everyone, she's my favorite author": of whom the clause before speaks."""
    for before, clause in pairwise(read):
        pronoun = clause.subject.being == "pronoun" or clause.subject.text == "it"
        if pronoun and clause.verb.lemma == "be" and clause.mood == "statement" and before.subject.being == "person":
            words = list(tokens[before.start : before.verb.start])
            while words and not words[-1].capital:
                words.pop()
            for stated in RULEBOOK.read_words([*words, *tokens[clause.verb.start : clause.end]], 0, opening=True):
                if stated.predicate.startswith("favorite:"):
                    yield stated._replace(whole=(words[0].start, tokens[clause.end - 1].end))


def _so_does(stated: Stated, clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "… and so does my phone plan": the same of another subject."""
    for at in range(clause.verb.end, len(tokens) - 2):
        if tokens[at].word == "so" and tokens[at + 1].word in AUXILIARIES and at <= clause.end + 1:
            for subject, end in subjects_at(tokens, at + 2)[::-1]:
                if end >= len(tokens) or not is_word(tokens[end]):
                    noun = stated.predicate.partition(":")[0]
                    predicate = f"{noun}:{subject.text.lower()}" if "{N}" in stated.rule.predicate else stated.predicate
                    yield stated._replace(subject=subject, predicate=predicate, end=tokens[end - 1].end)
                    return


def _in_own_terms(stated: Stated) -> Stated | None:
    """The statement with the predicate and the subject that the tables know it by."""
    subject, predicate = stated.subject, stated.predicate
    if predicate.startswith("attribute:"):
        predicate = f"attribute:{_plain(predicate.removeprefix('attribute:'))}"
    if predicate.startswith("name:"):
        subject, predicate = Subject("thing", predicate.removeprefix("name:")), "name"
    if predicate.startswith("attribute:") and "{P}" in stated.rule.predicate:
        subject = SPEAKER  # who raised the rent is not whose rent it is
    if predicate == "likes" and stated.polarity == "-" and "eat" not in stated.rule.pattern:
        predicate, stated = "dislikes", stated._replace(polarity="+")
    if subject.being == "owned" and subject.owner is not None:
        noun = _plain(subject.text)
        if predicate.startswith("attribute:favorite "):
            if subject.owner.being == "speaker":
                return None  # the rules for favourites have read it
            predicate = f"favorite:{noun.removeprefix('favorite ')}"
        if noun == "name" and subject.owner.being == "owned" and subject.owner.text.lower().split()[-1] in PETS:
            return stated._replace(subject=subject.owner.owner or SPEAKER, predicate="has_pet")
        if predicate.startswith("attribute:") and noun in ALIASES:
            predicate, slot = ALIASES[noun]
            if not SLOTS[slot].accepts(stated.object):
                return None
        if predicate == "name" and noun.split()[-1] in PETS:
            predicate = "has_pet"
        if predicate not in ("is", "name") or noun in ALIASES or predicate == "has_pet":
            subject = subject.owner
    elif subject.being == "thing" and predicate == "is" and subject.text.lower().split()[-1:] in ([], ["it"], ["thing"], ["whole"], ["situation"], ["rest"], ["result"], ["point"], ["problem"], ["question"]):
        return None
    elif subject.being == "thing" and predicate.startswith("attribute:"):
        noun = subject.text.lower().split()[-1] if subject.text else ""
        if noun == "it":
            return stated
        if noun == "" or noun in VAGUE or (noun in ALIASES and noun not in VALUED):
            return None
        if noun in VALUED:
            subject = SPEAKER
            if noun in ("email", "phone", "number") and SLOTS[ALIASES[noun][1]].accepts(stated.object):
                predicate = ALIASES[noun][0]
        else:
            predicate = "is"
    if predicate == "name" and subject.being == "kin" and subject.owner is not None:
        predicate, subject = f"relation:{subject.text}", subject.owner
    if subject.being in ("nobody", "addressee") or (predicate == "name" and subject.text == "we"):
        return None
    return stated._replace(subject=subject, predicate=predicate)


def _plain(noun: str) -> str:
    """A noun as attributes are named by it: "new address" is the address, "favourite" is American."""
    words = noun.lower().replace("favourite", "favorite").split()
    while len(words) > 1 and words[0] in ("new", "old", "current", "own", "actual", "latest", "updated"):
        words = words[1:]
    return " ".join(words)


def _moods(read: list[Clause], tokens: Tokens) -> list[str]:
    """The mood of the clause each word belongs to; outside of any clause a word is told."""
    length = len(tokens)
    moods = ["statement"] * length
    if any(token.word == "?" for token in tokens[-3:]):  # what is asked begins behind the last mark before the question mark
        asked = next((n for n in range(length - 2, 0, -1) if tokens[n].word in HARD_STOPS - {"?"} or tokens[n].word == ","), 0)
        moods[asked:] = ["question"] * (length - asked)
    for clause in read:
        opened = clause.start - len(clause.lead)
        moods[opened : clause.end] = [clause.mood] * (clause.end - opened)
    return moods


def _whole(read: list[Clause], tokens: Tokens, at: int) -> tuple[int, int]:
    """The characters of the clause this word belongs to; of the sentence, if it belongs to none."""
    for clause in read:
        opened = clause.start - len(clause.lead)
        if opened <= at < clause.end:
            return tokens[opened].start, tokens[clause.end - 1].end
    return tokens[0].start, tokens[-1].end


def _index(tokens: Tokens, stated: Stated) -> int:
    return next(n for n, token in enumerate(tokens) if token.start >= stated.start)


def _once(found: list[Stated]) -> list[Stated]:
    """Without what says the same of the same words again: the surer reading stays."""
    kept: dict[tuple[str, int, int], Stated] = {}
    for stated in found:
        key = (stated.predicate, stated.object[0].start, stated.object[-1].end)
        if key not in kept or stated.rule.confidence > kept[key].rule.confidence:
            kept[key] = stated
    return [stated for stated in kept.values() if not (stated.rule is UNNAMED and _has_name(stated, kept.values()))]


def _has_name(stated: Stated, all_found: Iterable[Stated]) -> bool:
    """Whether the same sentence tells the name of the kin that this only mentions."""
    return any(other.predicate == stated.predicate and other.rule is not UNNAMED for other in all_found)
