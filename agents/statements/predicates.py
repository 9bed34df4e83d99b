"""The table of predicates: which hold one value at a time, how each reads in a sentence, where it hangs in the persona tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from memos.agents.statements.grammar.nouns import PLURAL_ROLES
from memos.agents.statements.grammar.vocabulary import COMPANY, PETS
from memos.agents.statements.grammar.words import inflect, third_person
from memos.schemas.roles import ROLES

Polarity = Literal["+", "-", "ended"]


class Predicate(NamedTuple):
    """`phrase` is the verb phrase of a sentence about one person ("lives in {}"); `path` the leaf of the persona tree."""

    phrase: str
    path: str = ""
    functional: bool = False


_TABLE: Mapping[str, Predicate] = MappingProxyType(
    {
        "name": Predicate("is called {}", "identity.name", True),
        "nickname": Predicate("is also called {}", "identity.nickname"),
        "age": Predicate("is {} years old", "biological.age", True),
        "birthday": Predicate("has the birthday {}", "biological.birthday", True),
        "gender": Predicate("is {}", "biological.gender", True),
        "nationality": Predicate("is {}", "identity.nationality"),
        "origin": Predicate("is from {}", "identity.origin", True),
        "born_in": Predicate("was born in {}", "identity.birthplace", True),
        "language": Predicate("speaks {}", "identity.languages"),
        "marital_status": Predicate("is {}", "identity.family.marital_status", True),
        "has_pet": Predicate("has {}", "identity.family.pets"),
        "occupation": Predicate("is {}", "identity.work.occupation", True),
        "works_at": Predicate("works at {}", "identity.work.employer", True),
        "works_on": Predicate("works on {}", "identity.work.projects"),
        "studies": Predicate("studies {}", "identity.education.field"),
        "studies_at": Predicate("studies at {}", "identity.education.school", True),
        "graduated_from": Predicate("graduated from {}", "identity.education.degrees"),
        "skill": Predicate("can do {}", "behavioural.skills"),
        "member_of": Predicate("is a member of {}", "identity.social.groups"),
        "lives_in": Predicate("lives in {}", "identity.home.city", True),
        "lives_with": Predicate("lives with {}", "identity.home.household"),
        "visited": Predicate("has visited {}", "behavioural.travel.visited"),
        "allergic_to": Predicate("is allergic to {}", "biological.health.allergies"),
        "condition": Predicate("has {}", "biological.health.conditions"),
        "diet": Predicate("follows a {} diet", "biological.health.diet"),
        "takes": Predicate("takes {}", "biological.health.medication"),
        "likes": Predicate("likes {}", "personality.likes"),
        "dislikes": Predicate("dislikes {}", "personality.dislikes"),
        "prefers": Predicate("prefers {}", "personality.preferences"),
        "interested_in": Predicate("is interested in {}", "personality.interests"),
        "hobby": Predicate("has the hobby {}", "behavioural.hobbies"),
        "owns": Predicate("owns {}", "behavioural.possessions"),
        "wants": Predicate("wants {}", "psychological.goals"),
        "plans": Predicate("plans {}", "behavioural.plans"),
        "habit": Predicate("has the habit: {}", "behavioural.habits"),
        "believes": Predicate("believes that {}", "psychological.beliefs"),
        "email": Predicate("can be reached at {}", "identity.contact.email", True),
        "phone": Predicate("has the phone number {}", "identity.contact.phone", True),
        "is": Predicate("is {}", ""),
    }
)
SOCIAL = frozenset(
    "friend colleague boss neighbor roommate teacher student doctor client therapist dentist coach landlord vet".split()
)
"""Roles outside the family."""
ONLY_ONE = frozenset(
    "mother father wife husband spouse partner girlfriend boyfriend fiance boss landlord dentist doctor therapist coach roommate".split()
)
"""Roles that one person plays at a time: a new boss is the boss instead of the old one."""
HALVES = ("husband", "wife", "spouse", "partner", "fiance", "girlfriend", "boyfriend")
"""The roles of which somebody plays one at a time."""
ROLES_THAT_PASS = SOCIAL - {"friend"} | frozenset(HALVES)
"""Roles that pass from one to another: who was one's boss is no more, who was one's grandfather still is."""
_VERBAL = frozenset({"likes", "dislikes", "prefers", "wants", "plans"})


def entry_of(predicate: str) -> Predicate:
    """The entry of a predicate, also of the open families `relation:`, `favorite:` and `attribute:`."""
    family, _, noun = predicate.partition(":")
    leaf = re.sub(r"[^a-z0-9]+", "_", noun.casefold()).strip("_") or "other"
    if family == "relation":
        circle = "social" if noun in SOCIAL else "family"
        return Predicate(f"has a {noun}: {{}}", f"identity.{circle}.{leaf}", noun in ONLY_ONE)
    if family == "favorite":
        return Predicate(f"has the favorite {noun} {{}}", f"personality.favorites.{leaf}", True)
    if family == "attribute":
        return Predicate(f"has the {noun} {{}}", f"identity.attributes.{leaf}", True)
    return _TABLE.get(predicate, Predicate(f"{predicate.replace('_', ' ')} {{}}"))


def is_known(predicate: str) -> bool:
    """Whether the table holds this predicate or its family."""
    return predicate in _TABLE or predicate.partition(":")[0] in ("relation", "favorite", "attribute")


def possessive(name: str) -> str:
    """Ana's, Jonas'."""
    return f"{name}'" if name.endswith("s") and not name.endswith("ss") else f"{name}'s"


_SHIFTED = MappingProxyType(
    {"my": "their", "our": "their", "me": "them", "us": "them", "i": "they", "we": "they", "myself": "themselves"}
)
_FIRST = re.compile(r"\b(my|our|me|us|I|we|myself)\b")


def in_third_persons(words: str) -> str:
    """Words with the speaker's "my" and "I" told of him: "appeal for my client" becomes "appeal for their client"."""
    return _FIRST.sub(lambda match: _SHIFTED[match[0].lower()], words)


_RANK = re.compile(
    r"(?:(?:head|chief|captain|chair|director|president|dean|secretary|treasurer) of|CEO|CTO|CFO|COO|VP|partner)\b",
    re.IGNORECASE,
)
"""Posts that are told without an article."""
_WHOLE = re.compile(r"\b(?:is|are|feels?|hurts?|aches?)\b")
"""A condition told as a clause: "back is still a bit sore"."""


def told(subject: str, predicate: str, value: str, polarity: Polarity, link: str = "") -> str:
    """The statement as a sentence in the third person.

    >>> told("Ana", "lives_in", "Lisbon", "ended")
    'Ana no longer lives in Lisbon.'
    """
    value = (
        _FIRST.sub(lambda match: _SHIFTED[match[0].lower()], value)
        if predicate not in ("name", "works_at") or "{}" in link
        else value
    )
    if "{}" in link:
        return f"{_predicated(subject, _with_its_article(link, value), polarity)}."
    family, _, noun = predicate.partition(":")
    if plain := _plainly(subject, predicate, value, polarity, link):
        return plain
    if family in ("relation", "attribute", "favorite"):
        owned = f"{possessive(subject)} {'favorite ' if family == 'favorite' else ''}{noun}"
        if family == "relation" and (not value[:1].isupper() or value.lower() in ROLES):
            value = noun if value.lower() in ROLES and value[:1].isupper() else value
            return f"{_predicated(subject, _has(value), polarity)}."
        verb = {"+": "is", "-": "is not", "ended": "is no longer"}[polarity]
        return f"{owned} {verb} {value}."
    if link == "verb" and predicate != "habit":
        return f"{_predicated(subject, value, polarity)}."
    if predicate == "occupation" and link != "bare" and not _RANK.match(value):
        value = f"{'an' if value[:1].lower() in 'aeio' else 'a'} {value}"
    if predicate == "habit" and link != "verb":
        return f"{_predicated(subject, f'has the habit of {value}', polarity)}."
    if predicate in ("skill", "hobby", "member_of") and link:
        return f"{_predicated(subject, f'{link} {value}', polarity)}."
    if predicate == "condition" and _WHOLE.search(value):
        return f"{possessive(subject)} {value}." if polarity == "+" else f"No longer so: {possessive(subject)} {value}."
    if predicate == "age" and not value.isdigit():
        return f"{_predicated(subject, f'is {value}', polarity)}."
    if link == "verb":
        return f"{_predicated(subject, value, polarity)}."
    phrase = entry_of(predicate).phrase.replace(
        "{}", f"{link} {value}" if link == "to" and predicate in _VERBAL else value
    )
    return f"{_predicated(subject, phrase, polarity)}."


_SINGLE = re.compile(r"\ba \{\}")


def _with_its_article(link: str, value: str) -> str:
    """ "Has a {}" with a value: "an iPhone", "AirPods", "a Corsa"."""
    several = value[-1:] == "s" and value[-2:] not in ("ss", "us", "is", "as") and not value[:1].isdigit()
    article = "" if several else "an " if value[:1].lower() in "aeio" else "a "
    return _SINGLE.sub(f"{article}{{}}", link).replace("{}", value)


def _plainly(subject: str, predicate: str, value: str, polarity: Polarity, link: str) -> str:
    """The statement about somebody's person or home, where the words of the table would not be English."""
    match predicate:
        case "has_pet":
            return f"{_predicated(subject, f'has {_pet(value, link)}', polarity)}."
        case "birthday" if not (value.isdigit() and len(value) == 4):
            verb = {"+": "is", "-": "is not", "ended": "is no longer"}[polarity]
            return (
                f"{possessive(subject)} birthday is {value}."
                if verb == "is"
                else f"{possessive(subject)} birthday {verb} {value}."
            )
        case "birthday":
            return f"{_predicated(subject, f'was born in {value}', polarity)}."
        case "age" if link == "in":
            return f"{_predicated(subject, f'is in their {value}', polarity)}."
        case "age" if years := _YEARS.match(value):
            return f"{_predicated(subject, f'is {years[1]} years old', polarity)}."
        case "lives_with" if link == "bare":
            return f"{_predicated(subject, f'lives {value}', polarity)}."
        case "lives_with" if value.split(maxsplit=1)[0] in ROLES.keys() - COMPANY:
            return f"{_predicated(subject, f'lives with their {value}', polarity)}."
        case _ if predicate.startswith("attribute:role in "):
            body = predicate.removeprefix("attribute:role in ")
            return f"{_predicated(subject, f'is {value} of the {body}', polarity)}."
        case "lives_in" if link:
            return f"{_predicated(subject, f'lives {link} {value}', polarity)}."
        case "attribute:address" if link in ("on", "at"):
            place = "at" if value[:1].isdigit() else "on"
            return f"{_predicated(subject, f'lives {place} {value}', polarity)}."
        case "marital_status" if link == "in a":
            return f"{_predicated(subject, f'is in a {value}', polarity)}."
        case "gender" if value in _GENDERS:
            return f"{_predicated(subject, f'is a {value}', polarity)}."
        case _:
            return ""


_YEARS = re.compile(r"(\d{1,3})(?:[ -]?(?:years?|yrs?|yo)\b|$)")
_GENDERS = frozenset({"woman", "man", "girl", "boy", "guy"})


def _pet(value: str, kind: str) -> str:
    """A pet as one has it: "a beagle called Biscuit", "two cats", "a pet called Rex"."""
    words = value.replace(" ,", ",").split()
    first, called = words[0], next((n for n, word in enumerate(words) if n and word[:1].isupper()), len(words))
    if first[:1].isupper() and first.lower() not in PETS:
        return f"a {kind or 'pet'} called {value}"
    last = words[called - 1].strip(",").lower()
    name = " ".join(words[called:])
    head = " ".join(words[:called]).rstrip(",")
    if name and words[called - 1].lower() not in ("called", "named"):
        head = f"{head} called"
    several = last.endswith("s") and last in PETS
    article = "" if several or first.lower() in _COUNTED else "an " if first[:1].lower() in "aeiou" else "a "
    return f"{article}{head} {name}".strip()


_COUNTED = frozenset(
    "a an one two three four five six seven eight several some many my their another lots 2 3 4 5 6".split()
)


def _predicated(subject: str, phrase: str, polarity: Polarity) -> str:
    verb, _, rest = phrase.partition(" ")
    if subject.rsplit(maxsplit=1)[-1] in PLURAL_ROLES:
        verb = {"is": "are", "was": "were", "can": "can"}.get(verb) or _base(verb)
        phrase = f"{verb} {rest}"
    if polarity == "+":
        return f"{subject} {phrase}"
    if polarity == "ended":
        return f"{subject} no longer {phrase}"
    if verb in ("is", "was", "are", "were", "can"):
        return f"{subject} {'cannot' if verb == 'can' else verb + ' not'} {rest}".rstrip()
    return f"{subject} {'do' if subject.rsplit(maxsplit=1)[-1] in PLURAL_ROLES else 'does'} not {_base(verb)} {rest}".rstrip()


def _has(value: str) -> str:
    first, plural = value.split(maxsplit=1)[0].lower(), value.rsplit(maxsplit=1)[-1].lower() in PLURAL_ROLES
    return (
        f"has {value}"
        if plural or first in ("a", "an", "one", "two")
        else f"has {'an' if first[0] in 'aeiou' else 'a'} {value}"
    )


def _base(verb: str) -> str:
    if verb == "has":
        return "have"
    for base in (verb[:-1], verb[:-2], f"{verb[:-3]}y"):
        if third_person(base) == verb:
            return base
    return verb


def in_third_person(words: str) -> str:
    """A habit as its owner says it, told of him: "go to the gym" becomes "goes to the gym"."""
    verb, _, rest = words.partition(" ")
    forms = inflect(verb.lower())
    return f"{forms['s']} {rest}".rstrip()
