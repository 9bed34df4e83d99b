"""Predicate and value in the terms of what is known already, where the words leave them open.

"I quit my job" ends the job that is known; "I'm with Starling now" says of which service only beside "bank". Such a statement
comes from its rule under a predicate "same:…", and `_OPEN` says who closes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from memos.agents.statements.claims import Claim
from memos.agents.statements.ledger import Known, Ledger
from memos.agents.statements.named import is_known_place
from memos.agents.statements.rivalry import held
from memos.agents.statements.rules import Stated
from memos.agents.statements.sorts import sort_of_value, sorts_in
from memos.agents.statements.terms import same_noun, same_side
from memos.agents.statements.vocabulary import NUMBERED
from memos.agents.statements.words import Tokens
from memos.schemas.value import Moment

_WORK = ("works_at", "occupation")
_PARTNER = tuple(f"relation:{role}" for role in ("partner", "boyfriend", "girlfriend", "fiance", "husband", "wife"))
GENERIC: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("job", "position", "role", "work", "notice", "resignation", "work there"), _WORK),
        **dict.fromkeys(("broke up", "broken up", "split up"), _PARTNER),
        "live there": ("lives_in",),
        "all clear": ("condition",),
    }
)
"""Of "I quit my job", "I gave notice", "we broke up" only what is known tells which."""
UNNAMED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "same:work": ("works_at", "occupation"),
        "same:employer": ("works_at",),
        "same:study": ("studies_at", "studies"),
        "same:team": ("member_of",),
    }
)
"""What may have ended when nothing is named ("I got laid off"), in the order in which it is looked for among what is known."""
_SERVING: Mapping[str, str] = MappingProxyType(
    {
        "bank": "bank banks banking current-account overdraft",
        "gym": "gym gyms squat squats treadmill workout workouts",
        "phone provider": "sim phone mobile roaming network carrier contract esim signal number",
        "internet provider": "internet wifi wi-fi broadband router fibre fiber",
        "insurance": "insurance insurer insured premium policy",
        "energy provider": "electricity gas energy meter tariff",
        "provider": "provider supplier",
    }
)
SERVES: Mapping[str, str] = MappingProxyType(
    {word: f"attribute:{kind}" for kind, words in _SERVING.items() for word in words.split()}
)
"""Words by which it is told what somebody is "with" a firm for."""
PROVIDERS = frozenset({*SERVES.values(), "attribute:network", "attribute:carrier", "attribute:insurer"})
"""What one is "with": of "I was with Itau" only what is known tells which."""
_MOVED = ("lives_in", "prefers", "works_at", "same|prefers")

Plain = tuple[str, str] | None
"""A predicate and a value; None if it stays open what is meant, and so nothing is claimed."""


class Telling(NamedTuple):
    """A statement being told of `subject`: amid the sentences `around` it, right after the claim `last`."""

    stated: Stated
    subject: str
    value: str
    said_at: Moment
    around: Sequence[Tokens]
    last: Claim | None


def in_known_terms(telling: Telling, ledger: Ledger) -> Plain:
    """Predicate and value of what is told, as far as what is known tells them."""
    stated, subject, value = telling.stated, telling.subject, telling.value
    predicate = stated.predicate
    if close := _OPEN.get(predicate):
        return close(telling, ledger)
    if predicate.startswith("same:") and predicate.endswith(" price"):
        return _price(telling, ledger)
    if predicate in _MOVED and (firm := _another_firm(telling, ledger)):
        return firm
    if predicate.partition("|")[0] == "same":
        return _same_as_known(telling, ledger)
    if predicate.startswith("attribute:"):
        return _known_attribute(ledger, subject, predicate, value), value
    if stated.instead and (old := ledger.naming(subject, " ".join(token.text for token in stated.instead))):
        return old.predicate, old.object if stated.polarity == "ended" else value
    if stated.polarity != "+" and predicate == "has_pet":
        return predicate, _pet_meant(ledger, subject, value)
    if stated.polarity == "ended" and (known := _ended(ledger, subject, predicate, value)):
        return known.predicate, known.object
    return predicate, value


def _of(telling: Telling, ledger: Ledger, predicates: Sequence[str]) -> Iterator[Known]:
    return (known for known in ledger.of(telling.subject) if known.predicate in predicates)


def _unnamed(telling: Telling, ledger: Ledger) -> Plain:
    """ "I got laid off": the job known by then."""
    for predicate in UNNAMED[telling.stated.predicate]:
        for known in _of(telling, ledger, [predicate]):
            if known.said_at <= telling.said_at:
                return known.predicate, known.object
    return None


def _provider(telling: Telling, ledger: Ledger) -> Plain:
    """Of what one is "with" somebody: as the talk around says, or as the only provider that is known."""
    spoken = [SERVES[token.word] for words in telling.around for token in words if token.word in SERVES]
    known = [one.predicate for one in ledger.of(telling.subject) if one.predicate in PROVIDERS]
    if spoken and (not known or spoken[-1] in known or len(set(known)) > 1):
        return spoken[-1], telling.value
    return (known[0], telling.value) if len(set(known)) == 1 and telling.stated.rule.confidence > 0.5 else None


def _another_firm(telling: Telling, ledger: Ledger) -> Plain:
    """ "Moved over to Voxi, same number": no place, if one has a provider."""
    if telling.stated.rule.when != "change" or is_known_place(telling.stated.object):
        return None
    has_one = any(one.predicate in PROVIDERS for one in ledger.of(telling.subject))
    return _provider(telling, ledger) if has_one else None


def _service(telling: Telling, ledger: Ledger) -> Plain:
    """ "I quit the gym", "we let the insurance lapse": whichever is known."""
    noun = telling.value.lower()
    known = next(_of(telling, ledger, [SERVES.get(noun.split()[-1], f"attribute:{noun}")]), None)
    return (known.predicate, known.object) if known else None


def _price(telling: Telling, ledger: Ledger) -> Plain:
    attribute = f"attribute:{telling.stated.predicate.removeprefix('same:').lower()}"
    priced = _known_attribute(ledger, telling.subject, attribute, telling.value)
    return (priced, telling.value) if any(_of(telling, ledger, [priced])) else None


def _home(telling: Telling, ledger: Ledger) -> Plain:
    """ "I don't live in Lille. We're in Rennes.": a home, right after talk of one."""
    del ledger
    last = telling.last
    settled = last is not None and last.subject == telling.subject and last.predicate == "lives_in"
    return ("lives_in", telling.value) if settled else None


def _pet(telling: Telling, ledger: Ledger) -> Plain:
    del ledger
    return "has_pet", telling.value


def _email(telling: Telling, ledger: Ledger) -> Plain:
    """ "Send it to ana@x.example": only the address itself tells whose it is."""
    del ledger
    name = telling.subject.split(maxsplit=1)[0].casefold()
    return ("email", telling.value) if name in telling.value.partition("@")[0].casefold() else None


def _numbered(telling: Telling, ledger: Ledger) -> Plain:
    known = (one.predicate for one in ledger.of(telling.subject))
    return next(((one, telling.value) for one in known if one.removeprefix("attribute:") in NUMBERED), None)


_OPEN: Mapping[str, Callable[[Telling, Ledger], Plain]] = MappingProxyType(
    {
        **dict.fromkeys(UNNAMED, _unnamed),
        "same:provider": _provider,
        "same:service": _service,
        "same:home": _home,
        "same:pet": _pet,
        "same:email": _email,
        "same:numbered": _numbered,
    }
)


def _same_as_known(telling: Telling, ledger: Ledger) -> Plain:
    stated, last = telling.stated, telling.last
    told = " ".join(token.text for token in stated.instead or stated.object)
    known = ledger.naming(telling.subject, told)
    if known is None and told in GENERIC:
        known = next(_of(telling, ledger, GENERIC[told]), None)
    if known is not None:
        return known.predicate, known.object if stated.polarity == "ended" else telling.value
    if stated.polarity == "+" and last and last.subject == telling.subject and last.intent == "end":
        return last.predicate, telling.value
    otherwise = stated.predicate.partition("|")[2]
    return (otherwise, telling.value) if otherwise else None


def _pet_meant(ledger: Ledger, subject: str, value: str) -> str:
    """The pet that is gone: the one of this name, or the only one."""
    if named := ledger.naming(subject, value, "has_pet"):
        return named.object
    pets = [known.object for known in ledger.of(subject) if known.predicate == "has_pet"]
    another = any(word[:1].isupper() for word in value.split())  # "before Rex I had a dog called Waldo"
    return pets[0] if len(pets) == 1 and not another else value


def _ended(ledger: Ledger, subject: str, predicate: str, value: str) -> Known | None:
    named = ledger.naming(subject, value)
    return held(ledger, subject, value) if named is None and predicate == "owns" else named


def _known_attribute(ledger: Ledger, subject: str, predicate: str, value: str) -> str:
    """The attribute as it is called already: "the deadline for the grant" is the grant deadline."""
    noun = predicate.removeprefix("attribute:")
    known = {one.predicate: one for one in reversed(list(ledger.of(subject))) if one.predicate.startswith("attribute:")}
    if predicate in known:
        return predicate
    for one in reversed(known.values()):
        if _is_called_so(one, noun, value):
            return one.predicate
    return predicate


def _is_called_so(known: Known, noun: str, value: str) -> bool:
    other = known.predicate.removeprefix("attribute:")
    if same_noun(noun, other) or (noun in NUMBERED and f"{noun} " in f"{known.object.lower()} "):
        return True
    thing = noun.removesuffix(" measure")
    if thing != noun and other.startswith(f"{thing} ") and _unit(known.object) == _unit(value):
        return True
    return same_side(noun, other) and sort_of_value(value) != "words" and sort_of_value(value) in sorts_in(known.object)


def _unit(value: str) -> str:
    return value.rsplit(maxsplit=1)[-1].lower()
