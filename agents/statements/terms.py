"""The predicate and the subject that the tables know a statement by, whatever words it was said in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from memos.agents.statements.nouns import SPEAKER, VALUED, Subject
from memos.agents.statements.rules import Stated
from memos.agents.statements.slots import SLOTS
from memos.agents.statements.vocabulary import PETS, VAGUE

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
NO_SUBJECTS = frozenset({"it", "thing", "whole", "situation", "rest", "result", "point", "problem", "question", ""})
"""Nouns of which "is broken" states nothing that lasts."""


def in_own_terms(stated: Stated) -> Stated | None:
    """The statement in the terms of the tables; None if it turns out to state nothing."""
    plain = _renamed(stated)
    if plain.subject.being == "owned" and plain.subject.owner is not None:
        return _of_owner(plain, plain.subject.owner)
    if plain.subject.being == "thing":
        return _of_thing(plain)
    subject, predicate = plain.subject, plain.predicate
    if predicate == "name" and subject.being == "kin" and subject.owner is not None:
        return plain._replace(subject=subject.owner, predicate=f"relation:{subject.text}")
    nobody = subject.being in ("nobody", "addressee") or (predicate == "name" and subject.text == "we")
    return None if nobody else plain


def _renamed(stated: Stated) -> Stated:
    predicate = stated.predicate
    if predicate.startswith("name:"):
        return stated._replace(subject=Subject("thing", predicate.removeprefix("name:")), predicate="name")
    if predicate.startswith("attribute:") and "{P}" in stated.rule.predicate:
        stated = stated._replace(subject=SPEAKER)  # who raised the rent is not whose rent it is
    if predicate.startswith("attribute:"):
        return stated._replace(predicate=f"attribute:{_plain(predicate.removeprefix('attribute:'))}")
    if predicate == "likes" and stated.polarity == "-" and "eat" not in stated.rule.pattern:
        return stated._replace(predicate="dislikes", polarity="+")
    return stated


def _of_owner(stated: Stated, owner: Subject) -> Stated | None:
    """ "My sister's birthday is …" is said of the sister, "my rent is …" of the speaker."""
    noun, predicate = _plain(stated.subject.text), stated.predicate
    if noun == "name" and owner.being == "owned" and owner.text.lower().split()[-1] in PETS:
        return stated._replace(subject=owner.owner or SPEAKER, predicate="has_pet")
    if predicate.startswith("attribute:favorite "):
        if owner.being == "speaker":
            return None  # the rules for favourites have read it
        return stated._replace(subject=owner, predicate=f"favorite:{noun.removeprefix('favorite ')}")
    if predicate.startswith("attribute:") and noun in ALIASES:
        predicate, slot = ALIASES[noun]
        if not SLOTS[slot].accepts(stated.object):
            return None
        if predicate == "name" and owner.being == "kin" and owner.owner is not None:
            return stated._replace(subject=owner.owner, predicate=f"relation:{owner.text}")
        return stated._replace(subject=owner, predicate=predicate)
    if predicate == "name" and noun.split()[-1] in PETS:
        return stated._replace(subject=owner, predicate="has_pet")
    return stated if predicate in ("is", "name") else stated._replace(subject=owner)


def _of_thing(stated: Stated) -> Stated | None:
    """ "The rent is …" is the speaker's rent; "the pitch is for …" is said of the pitch."""
    noun = stated.subject.text.lower().split()[-1] if stated.subject.text else ""
    if stated.predicate == "is" and (noun in NO_SUBJECTS or stated.polarity == "-"):
        return None
    if not stated.predicate.startswith("attribute:") or noun == "it":
        return stated
    if noun in VAGUE | NO_SUBJECTS or (noun in ALIASES and noun not in VALUED):
        return None
    if noun not in VALUED and stated.polarity == "-":
        return None
    if noun not in VALUED:
        return stated._replace(predicate="is")
    reachable = noun in ("email", "phone", "number") and SLOTS[ALIASES[noun][1]].accepts(stated.object)
    return stated._replace(subject=SPEAKER, predicate=ALIASES[noun][0] if reachable else stated.predicate)


def _plain(noun: str) -> str:
    """A noun as attributes are named by it: "new address" is the address, "favourite" is American."""
    words = noun.lower().replace("favourite", "favorite").split()
    while len(words) > 1 and words[0] in ("new", "old", "current", "own", "actual", "latest", "updated"):
        words = words[1:]
    return " ".join(words)
