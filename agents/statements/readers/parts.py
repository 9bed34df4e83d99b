"""Words that name a part somebody plays in another's life: "my dentist", "Elin's new boss", "our piano teacher"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from memos.agents.statements.grammar.nouns import SPEAKER, Subject, subjects_at
from memos.agents.statements.grammar.vocabulary import ADJECTIVES, CARERS
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.predicates import ROLES_THAT_PASS
from memos.schemas.roles import ROLES

_FORMER = frozenset("former previous last old ex first prior earlier late then".split())
_NEXT = frozenset("new another different current present other next".split())
COPULAS = frozenset("is 's are was were am been be".split())


class Part(NamedTuple):
    """Words that name a part: whose it is, by which predicate it is known, its noun, and where its words begin and end."""

    owner: Subject
    predicate: str
    noun: int
    start: int
    end: int
    former: bool = False
    new: bool = False


def part_predicate(noun: str) -> str | None:
    """The predicate of a part by its noun, in the singular or plural: "landladies", "dentist"; None for what is no such part."""
    for word in (noun, noun.removesuffix("s"), noun.removesuffix("ies") + "y", noun.removesuffix("es")):
        if (role := ROLES.get(word)) in ROLES_THAT_PASS:
            return f"relation:{role}"
        if word in CARERS:
            return f"attribute:{word}"
    return None


def is_part(predicate: str) -> bool:
    """Whether a predicate is that of a part which passes from one to another."""
    family, _, noun = predicate.partition(":")
    if family == "relation":
        return noun in ROLES_THAT_PASS
    last = noun.rsplit(maxsplit=1)[-1] if noun else ""
    return family == "attribute" and (last in CARERS or ROLES.get(last) in ROLES_THAT_PASS)


def parts_named(words: Tokens) -> list[str]:
    """The predicates of all parts that are spoken of, in order."""
    return [predicate for token in words if token.text.islower() and (predicate := part_predicate(token.word))]


_OWNERS: Mapping[str, Subject] = MappingProxyType(
    {
        "my": SPEAKER, "our": SPEAKER, "his": Subject("pronoun", "he"), "her": Subject("pronoun", "she"), "their": Subject("pronoun", "they"),
    }
)  # fmt: skip


def parts_in(tokens: Tokens) -> Iterator[Part]:
    """ "My dentist", "my wife's new boss", "our piano teacher"."""
    for at, token in enumerate(tokens):
        if token.word in _OWNERS:
            owner: Subject | None = _OWNERS[token.word]
        else:
            owner = _owner_before(tokens, at) if token.word == "'s" else None
        if owner is not None and (part := part_at(tokens, at + 1, owner)) is not None:
            yield part._replace(start=at if token.word != "'s" else _owner_start(tokens, at))
        elif token.word == "the" and (part := part_at(tokens, at + 1, SPEAKER)) is not None:
            told = [word.word for word in tokens[part.end : part.end + 3]]
            first = part.end + int(told[:1] in (["who"], ["that"], ["whom"]))
            ours = first < len(tokens) and tokens[first].word in ("i", "we")
            copula = next(
                (n for n in range(first, min(first + 8, len(tokens))) if tokens[n].word in COPULAS - {"am", "'s"}),
                None,
            )
            if ours and copula is not None and not any(t.word in (",", "and", "because") for t in tokens[first:copula]):
                yield part._replace(start=at, end=copula)  # "the dentist I go to"


def _owner_before(tokens: Tokens, at: int) -> Subject | None:
    """Whose it is, by the words that end here: "my brother Aron", "Elin"."""
    for start in range(max(at - 5, 0), at):
        for subject, end in subjects_at(tokens, start):
            if end == at and subject.being in ("kin", "person") and subject.beside is None:
                return subject
    return None


def _owner_start(tokens: Tokens, at: int) -> int:
    for start in range(max(at - 5, 0), at):
        if any(end == at and one.being in ("kin", "person") for one, end in subjects_at(tokens, start)):
            return start
    return at


def part_at(tokens: Tokens, at: int, owner: Subject) -> Part | None:
    """The part whose words, without an article, begin here: "new dentist", "next-door neighbour", "piano teacher"."""
    first, former, new = at, False, False
    while at < len(tokens) and at - first < 3 and tokens[at].word in _PLAIN_MODIFIERS | _FORMER | _NEXT:
        former, new, at = former or tokens[at].word in _FORMER, new or tokens[at].word in _NEXT, at + 1
    for noun in range(at, min(at + 3, len(tokens))):
        word = tokens[noun].word
        predicate = part_predicate(word) if word not in _PLURALS else None
        if predicate is None:
            if not word.isalpha() or word in _STOPS_A_NOUN:
                return None
            continue
        if noun + 1 < len(tokens) and tokens[noun + 1].text.islower() and part_predicate(tokens[noun + 1].word):
            continue
        if noun > at:
            predicate = f"attribute:{' '.join(token.word for token in tokens[at : noun + 1])}"
        return Part(owner, predicate, noun, first, noun + 1, former, new)
    return None


_PLAIN_MODIFIERS = ADJECTIVES | frozenset(
    "next-door nextdoor local usual regular own personal private favorite favourite poor brand long-time longtime long-standing direct immediate actual real crazy strict older younger "
    "beloved dear darling trusty brilliant terrible horrible awful grumpy fantastic excellent temporary upstairs downstairs second third only main family".split()
)


_PLURALS = frozenset(word for word in ROLES if word.endswith("s") and word not in ("boss", "sis", "missus"))


_STOPS_A_NOUN = frozenset(
    "is was are were and or but of for to in on at with my our his her their the a an that who which as so from by not i we you he she they it".split()
)
