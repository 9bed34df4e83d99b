"""The predicate and the subject that the tables know a statement by, whatever words it was said in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from memos.agents.settlement.wording import words
from memos.agents.statements.grammar.nouns import SPEAKER, VALUED, Subject, head_of
from memos.agents.statements.grammar.vocabulary import ABOUT_THE_TEXT, CARERS, PETS, TIME_UNITS, VAGUE, WEEKDAYS
from memos.agents.statements.kinds.makes import is_make, sort_of_make
from memos.agents.statements.kinds.slots import SLOTS
from memos.agents.statements.rules import Stated

ALIASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "name": ("name", "name"), "full name": ("name", "name"), "first name": ("name", "name"), "nickname": ("nickname", "name"),
        "birthday": ("birthday", "date"), "date of birth": ("birthday", "date"), "age": ("age", "age"), "hometown": ("origin", "place"),
        "email": ("email", "email"), "email address": ("email", "email"), "mail": ("email", "email"), "phone": ("phone", "phone"),
        "phone number": ("phone", "phone"), "number": ("phone", "phone"), "mobile": ("phone", "phone"), "cell": ("phone", "phone"),
        "job": ("occupation", "job"), "profession": ("occupation", "job"), "employer": ("works_at", "org"), "nationality": ("nationality", "nation"),
        "major": ("studies", "academic"), "company": ("works_at", "org"), "firm": ("works_at", "org"), "job title": ("occupation", "post"), "occupation": ("occupation", "job"), "current employer": ("works_at", "org"), "line manager": ("relation:boss", "chief"),
        "boss": ("relation:boss", "chief"), "manager": ("relation:boss", "chief"), "supervisor": ("relation:boss", "chief"), "direct boss": ("relation:boss", "chief"), "coach": ("relation:coach", "chief"),
        "home town": ("origin", "place"), "birthplace": ("born_in", "place"), "place of birth": ("born_in", "place"), "bday": ("birthday", "date"), "dob": ("birthday", "date"),
        "first language": ("language", "language"), "native language": ("language", "language"), "mother tongue": ("language", "language"),
        "work number": ("phone", "phone"), "home number": ("phone", "phone"), "cell number": ("phone", "phone"), "landline": ("phone", "phone"), "whatsapp": ("phone", "phone"),
        "work email": ("email", "email"), "private email": ("email", "email"), "personal email": ("email", "email"), "preferred name": ("nickname", "name"), "mobile number": ("phone", "phone"), "new number": ("phone", "phone"), "new email": ("email", "email"),
    }
)  # fmt: skip
"""Attributes that have a predicate of their own, and what its value must look like."""
NO_SUBJECTS = frozenset(
    {
        "hers",
        "mine",
        "ours",
        "theirs",
        "home",
        "it",
        "let",
        "thing",
        "whole",
        "situation",
        "rest",
        "result",
        "point",
        "problem",
        "question",
        "",
    }
)
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


SERVED: Mapping[str, str] = MappingProxyType(
    {
        "banking": "bank", "account": "bank", "accounts": "bank", "savings": "bank", "broadband": "internet provider", "internet": "internet provider",
        "wifi": "internet provider", "phone": "phone provider", "mobile": "phone provider", "network": "phone provider", "carrier": "phone provider",
        "electricity": "energy provider", "gas": "energy provider", "energy": "energy provider", "power": "energy provider", "insurer": "insurance",
    }
)  # fmt: skip
"""What a provider is called by what he provides."""


def _renamed(stated: Stated) -> Stated:
    predicate = stated.predicate
    if predicate.startswith("attribute:") and "P:served" in stated.rule.pattern:
        noun = predicate.partition(":")[2]
        return stated._replace(subject=SPEAKER, predicate=f"attribute:{SERVED.get(noun, noun)}")
    if predicate.startswith("is:"):
        return stated._replace(subject=Subject("thing", predicate.removeprefix("is:")), predicate="is")
    if predicate.startswith("name:"):
        return stated._replace(subject=Subject("thing", predicate.removeprefix("name:")), predicate="name")
    if predicate == "attribute:it":
        return stated._replace(subject=Subject("thing", "it"))
    if predicate.startswith("attribute:role in "):
        return stated
    if predicate.startswith("attribute:") and "{P}" in stated.rule.predicate and "{N}" not in stated.rule.predicate:
        stated = stated._replace(subject=SPEAKER)  # who raised the rent is not whose rent it is
    noun = _plain(predicate.removeprefix("attribute:"))
    if predicate.startswith("attribute:") and "{P}" in stated.rule.predicate and noun in ALIASES:
        alias, slot = ALIASES[noun]
        return stated._replace(predicate=alias if SLOTS[slot].accepts(stated.object) else f"attribute:{noun}")
    if predicate.startswith("attribute:"):
        return stated._replace(predicate=f"attribute:{noun}")
    if predicate == "likes" and stated.polarity == "-" and "eat" not in stated.rule.pattern:
        return stated._replace(predicate="dislikes", polarity="+")
    return stated


def _of_owner(stated: Stated, owner: Subject) -> Stated | None:
    """ "My sister's birthday is …" is said of the sister, "my rent is …" of the speaker."""
    noun, predicate = _plain(stated.subject.text), stated.predicate
    if noun == "name" and owner.being == "owned" and head_of(owner.text) in CARERS:
        return stated._replace(subject=owner.owner or SPEAKER, predicate=f"attribute:{_plain(owner.text)}")
    if noun == "name" and owner.being == "owned" and owner.text.lower().split()[-1] in PETS:
        return _pet(stated, owner.owner or SPEAKER, owner.text)
    if predicate.startswith("attribute:favorite "):
        if owner.being == "speaker":
            return None  # the rules for favourites have read it
        return stated._replace(subject=owner, predicate=f"favorite:{noun.removeprefix('favorite ')}")
    if predicate.startswith("attribute:") and "@" in stated.object[0].text:
        return stated._replace(subject=owner, predicate="email")
    if predicate.startswith("attribute:") and noun in ALIASES:
        predicate, slot = ALIASES[noun]
        if predicate == "phone" and SLOTS["make"].accepts(stated.object):
            return stated._replace(subject=owner, predicate="attribute:phone")
        if not SLOTS[slot].accepts(stated.object):
            return None
        if predicate == "name" and owner.being == "kin" and owner.owner is not None:
            return stated._replace(subject=owner.owner, predicate=f"relation:{owner.text}")
        return stated._replace(subject=owner, predicate=predicate)
    if predicate == "name" and owner.being == "speaker" and head_of(noun) in _NAMED:
        return stated._replace(
            subject=owner, predicate=f"attribute:{head_of(noun)}"
        )  # "my team at work is called Compass"
    if predicate == "name" and noun.split()[-1] in PETS:
        return _pet(stated, owner, noun)
    return stated if predicate in ("is", "name") else stated._replace(subject=owner)


def _pet(stated: Stated, owner: Subject, kind: str) -> Stated:
    """ "My cat's name is Robin": a pet told by its name; of which kind stays with the rule, for the sentence."""
    rule = stated.rule._replace(predicate="has_pet", link=kind.lower().split()[-1])
    return stated._replace(subject=owner, predicate="has_pet", rule=rule)


def _of_thing(stated: Stated) -> Stated | None:
    """ "The rent is …" is the speaker's rent; "the pitch is for …" is said of the pitch."""
    noun = head_of(stated.subject.text)
    if noun in WEEKDAYS | TIME_UNITS or not noun[:1].isalpha():
        return None  # "today's Workout B": no thing at all
    if stated.predicate == "lives_in":  # "home is Leeds now"; whose flat "the flat" is, is not told
        return stated._replace(subject=SPEAKER) if noun in ("home", "base") else None
    if stated.predicate == "is" and (noun in NO_SUBJECTS or stated.polarity == "-"):
        return None
    if not stated.predicate.startswith("attribute:") or noun == "it":
        return stated
    called, _, whose = _plain(stated.subject.text).partition(" of ")
    if called == "name" and whose and SLOTS["name"].accepts(stated.object):  # "the name of our choir project is …"
        return stated._replace(subject=SPEAKER, predicate=f"attribute:{_plain(whose)} name")
    favored, _, kind = _plain(stated.subject.text).partition(" ")
    if favored in ("favorite", "fave", "fav") and kind:  # "favourite band = Velvet Orchards"
        return stated._replace(subject=SPEAKER, predicate=f"favorite:{kind}")
    if sort_of_make(noun) and is_make(stated.object):  # "laptop is a Framework 13"
        return stated._replace(subject=SPEAKER)
    if noun in (VAGUE - VALUED) | NO_SUBJECTS | {"name"} or (noun in ALIASES and noun not in VALUED):
        return None
    if noun not in VALUED and stated.polarity == "-":
        return None
    scheduled = SLOTS["when"].accepts(stated.object) and stated.polarity == "+"
    counted = stated.rule.link == "has" and noun not in ABOUT_THE_TEXT
    if "{N} " in stated.rule.predicate and noun in ABOUT_THE_TEXT and " " not in stated.subject.text:
        return None  # "the code is written in Perl": the text at hand
    featured = "{N} " in stated.rule.predicate and stated.polarity == "+"
    if noun not in VALUED and not (scheduled or counted or featured) and not _is_paid_regularly(stated):
        return stated._replace(predicate="is")
    alone = stated.subject.text.lower() in ALIASES and noun in ALIASES
    reachable = alone and noun in ("email", "phone", "number") and SLOTS[ALIASES[noun][1]].accepts(stated.object)
    return stated._replace(subject=SPEAKER, predicate=ALIASES[noun][0] if reachable else stated.predicate)


def _is_paid_regularly(stated: Stated) -> bool:
    """ "The electricity is 60 a month": what one pays is one's own."""
    said = [token.word for token in stated.object]
    periods = ("month", "week", "year", "quarter", "fortnight", "day", "hour", "term", "session", "lesson")
    each = len(said) > 2 and said[-2] in ("a", "per", "each", "every", "an") and said[-1] in periods
    return stated.polarity == "+" and SLOTS["money"].accepts(stated.object[:1]) and (each or said[-1] in _REGULARLY)


_REGULARLY = frozenset("monthly weekly yearly annually quarterly daily hourly p/m pcm pm pa".split())
_NAMED = frozenset(
    "team squad department class leader lead mentor captain supervisor advisor adviser tutor instructor".split()
)
"""What is told by its name is who or what it is: "my team lead is called Ola"."""
_ASPECTS = frozenset(
    "lesson lessons class classes practice session appointment fee bill cost deadline training number time date day arrival departure end price name code start address hour hours".split()
)
"""Last words that only say which side of a thing is told: "flight number", "party time"."""


def same_noun(one: str, other: str) -> bool:
    """Whether two nouns name the same thing, one of them perhaps more closely: "deadline", "grant deadline", "deadline for the grant"."""
    if f" {other}".endswith(f" {one}") or f" {one}".endswith(f" {other}"):
        return True
    mine, theirs = words(one), words(other)
    return words(head_of(one)) == words(head_of(other)) and (mine <= theirs or theirs <= mine)


def same_side(one: str, other: str) -> bool:
    """Whether one noun is the other with its side told: "flight number" of "flight to Delhi"."""
    plain, told = sorted((one, other), key=_has_aspect)
    return not _has_aspect(plain) and _has_aspect(told) and same_noun(plain, told.rpartition(" ")[0])


def _has_aspect(noun: str) -> bool:
    return " " in noun and noun.rpartition(" ")[2] in _ASPECTS


def _plain(noun: str) -> str:
    """A noun as attributes are named by it: "new address" is the address, "favourite" is American."""
    words = [word for word in noun.lower().replace("favourite", "favorite").split() if word not in ("my", "our", "the")]
    while len(words) > 1 and words[0] in ("new", "old", "current", "own", "actual", "latest", "updated"):
        words = words[1:]
    while len(words) > 1 and words[-1] in _PAY and words[0] in _KINDS_OF_PAY:
        words = words[1:]
    return "salary" if words in ([pay] for pay in _PAY) else " ".join(words)


_PAY = ("salary", "pay", "wage", "wages", "paycheck", "income", "take-home", "earnings")
_KINDS_OF_PAY = frozenset(
    "annual yearly monthly weekly hourly gross net base basic starting take-home total full-time".split()
)
