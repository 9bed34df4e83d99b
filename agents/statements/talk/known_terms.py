"""Predicate and value in the terms of what is known already, where the words leave them open.

"I quit my job" ends the job that is known; "I'm with Starling now" says of which service only beside "bank". Such a statement
comes from its rule under a predicate "same:…", and `_OPEN` says who closes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from memos.agents.settlement.wording import names, words
from memos.agents.statements.grammar.vocabulary import CARERS, NUMBERED
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.named import is_known_place
from memos.agents.statements.kinds.slots import SLOTS
from memos.agents.statements.kinds.sorts import exchanged, sort_of_value, sorts_in, with_rate
from memos.agents.statements.readers.ages import years_at
from memos.agents.statements.readers.animals import REFINED, pet_meant, pets_of, refined
from memos.agents.statements.readers.parts import is_part, parts_named
from memos.agents.statements.readers.parts_played import BY_OWNER, OPEN
from memos.agents.statements.rules import Stated
from memos.agents.statements.talk.claims import Claim
from memos.agents.statements.talk.frames import dosed, is_dose, measured, named_in
from memos.agents.statements.talk.ledger import Known, Ledger
from memos.agents.statements.talk.rivalry import held
from memos.agents.statements.terms import same_noun, same_side
from memos.schemas.value import Moment

_WORK = ("works_at", "occupation")
_PARTNER = tuple(
    f"relation:{role}" for role in ("partner", "boyfriend", "girlfriend", "fiance", "husband", "wife", "spouse")
)
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
    if predicate in ("relation:boss", "attribute:title") and (other := _by_another_name(telling, ledger)):
        return other
    if predicate.partition("|")[0] == "same":
        return _same_as_known(telling, ledger)
    if predicate.startswith("attribute:") and (dose := _dose(telling, ledger)):
        return dose
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
    if telling.stated.polarity == "ended":
        known = ledger.naming(telling.subject, telling.value, "lives_in")
        return (known.predicate, known.object) if known else None
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


def _holder(telling: Telling, ledger: Ledger) -> Plain:
    """ "It's Dr. Berg now", "Edgar replaced Valentina", "I have no dentist now": the part that is spoken of, or was somebody's."""
    stated, last = telling.stated, telling.last
    known = [one for one in ledger.of(telling.subject) if is_part(one.predicate) and one.said_at <= telling.said_at]
    if stated.instead:
        old = " ".join(token.text for token in stated.instead)
        held = next((one for one in known if names(old, one.object)), None)
        return (held.predicate, telling.value) if held else None
    spoken = [predicate for sentence in telling.around for predicate in parts_named(sentence)]
    held = next((one for one in known if one.predicate in spoken), None)
    if stated.polarity == "ended" and stated.rule.pattern != BY_OWNER.pattern:
        gone = next((one for one in known if names(telling.value, one.object)), held)
        return (gone.predicate, gone.object) if gone else None
    if held is None and last is not None and last.subject == telling.subject and is_part(last.predicate):
        return last.predicate, telling.value
    third = stated.subject.being in ("pronoun", "kin", "person")
    if held is None and spoken and third and stated.rule.pattern != BY_OWNER.pattern:
        return spoken[-1], telling.value
    if held is None and stated.rule.pattern == BY_OWNER.pattern:
        predicates = {one.predicate for one in known}
        spoken = [*predicates] if len(predicates) == 1 else [one for one in spoken[-1:] if one]
        return (spoken[0], telling.value) if spoken else None
    return (held.predicate, telling.value) if held and not names(telling.value, held.object) else None


def _position(telling: Telling, ledger: Ledger) -> Plain:
    """ "I'm a guard now" tells where somebody plays who is known to play somewhere."""
    known = any(_of(telling, ledger, ["attribute:position"]))
    return ("attribute:position", telling.value) if known else None


def _rate(telling: Telling, ledger: Ledger) -> Plain:
    """ "I've cut down to 32 hours a week": what is known to be done so many hours a week, with the new figure."""
    for known in ledger.of(telling.subject):
        if (value := with_rate(known.object, telling.value)) and known.said_at <= telling.said_at:
            return known.predicate, value
    return None


def _by_another_name(telling: Telling, ledger: Ledger) -> Plain:
    """ "My supervisor" is the thesis supervisor that is known, "my title" the job title."""
    if telling.stated.predicate == "attribute:title":
        known = next(_of(telling, ledger, ["occupation"]), None)
        return ("occupation", telling.value) if known else None
    told = {token.word for words in telling.around for token in words}
    if (
        not telling.value[:1].isupper()
        or not told & {"supervisor", "supervisors", "adviser", "advisor"}
        or any(_of(telling, ledger, ["relation:boss"]))
    ):
        return None
    advising = (
        one for one in ledger.of(telling.subject) if one.predicate.endswith((" supervisor", " advisor", " adviser"))
    )
    known = next(advising, None)
    return (known.predicate, telling.value) if known else None


def _school(telling: Telling, ledger: Ledger) -> Plain:
    """ "He has moved to Lincoln High": where he teaches, or else where he learns."""
    known = next(_of(telling, ledger, ["works_at"]), None)
    if known is not None and "teaches" in known.statement:
        return "works_at", telling.value
    return ("studies_at", telling.value) if any(_of(telling, ledger, ["studies_at"])) else None


def _firm(telling: Telling, ledger: Ledger) -> Plain:
    """ "She has gone over to Alpenbahn": from the firm that she works for."""
    if any(one.predicate in PROVIDERS for one in ledger.of(telling.subject)):
        return _provider(telling, ledger)
    known = any(_of(telling, ledger, ["works_at"])) and not is_known_place(telling.stated.object)
    return ("works_at", telling.value) if known else None


def _topic(telling: Telling, ledger: Ledger) -> Plain:
    """ "The new topic is wave energy": of the thesis, if one with a topic is known."""
    known = next((one for one in ledger.of(telling.subject) if one.predicate.endswith((" topic", ":topic"))), None)
    return (known.predicate, telling.value) if known else None


def _of_a_pet(telling: Telling, ledger: Ledger) -> Plain:
    """ "Balou is a labrador", "he's called Magnus now": what is known as a pet, with its breed or its new name."""
    pet = pet_meant(telling.stated, _pets(telling, ledger), telling.around)
    value = refined(telling.stated, pet, telling.value) if pet else None
    return ("has_pet", value) if value else None


def _pets(telling: Telling, ledger: Ledger) -> list[Known]:
    """The pets of whoever speaks, with the one just told."""
    last = telling.last
    if last is None or last.predicate != "has_pet" or not last.holds or last.subject != telling.subject:
        return pets_of(ledger, telling.subject)
    told = Known(last.subject, last.predicate, last.object, last.statement, functional=False, said_at=last.observed_at)
    return [told, *pets_of(ledger, telling.subject)]


def _handle(telling: Telling, ledger: Ledger) -> Plain:
    """ "My new account there is @clay": on the service that is spoken of, or the only one known."""
    known = [one.predicate for one in ledger.of(telling.subject) if one.predicate.endswith(" handle")]
    said = {token.word for sentence in telling.around for token in sentence}
    spoken = [one for one in known if one.removeprefix("attribute:").removesuffix(" handle") in said]
    chosen = spoken or known
    return (chosen[0], telling.value) if len(set(chosen)) == 1 else None


def _at_birthday(telling: Telling, ledger: Ledger) -> Plain:
    """ "Caio had his fourth birthday": how old that makes him."""
    del ledger
    return "age", str(years_at(telling.stated.object[0].word))


def _partner(telling: Telling, ledger: Ledger) -> Plain:
    """ "We're no longer together", "we called off the wedding": whoever is the partner."""
    known = next(_of(telling, ledger, _PARTNER), None)
    return (known.predicate, known.object) if known else None


def _divorce(telling: Telling, ledger: Ledger) -> Plain:
    """ "The divorce is final": whoever tells it is divorced."""
    del telling, ledger
    return "marital_status", "divorced"


def _numbered(telling: Telling, ledger: Ledger) -> Plain:
    known = (one.predicate for one in ledger.of(telling.subject))
    return next(((one, telling.value) for one in known if one.removeprefix("attribute:") in NUMBERED), None)


def _dose(telling: Telling, ledger: Ledger) -> Plain:
    """ "My losartan was raised to 100 mg": so much is taken of it now."""
    if not is_dose(telling.value):
        return None
    noun = words(telling.stated.predicate.partition(":")[2]) - _DOSING
    taken = (one for one in _of(telling, ledger, ("takes",)) if noun and noun <= words(one.object))
    return next(((one.predicate, dosed(one.object, telling.value)) for one in taken), None)


_DOSING = words("dose dosage strength daily current")


def _harmless(telling: Telling, ledger: Ledger) -> Plain:
    """ "Shellfish is fine for me": the allergy that was thought to be."""
    known = ledger.naming(telling.subject, telling.value, "allergic_to", "condition", "diet")
    return (known.predicate, known.object) if known else None


def _tool(telling: Telling, ledger: Ledger) -> Plain:
    """ "I've migrated my notes to Obsidian": the tool in the place of the one that is used for it."""
    purpose = words(" ".join(token.text for token in telling.stated.instead))
    for known in _of(telling, ledger, ("habit", "member_of", "works_on", "owns")):
        if purpose <= words(known.object) and (old := named_in(known.object)):
            return known.predicate, known.object.replace(old, telling.value)
    served = next(
        (one for one in ledger.of(telling.subject) if one.predicate == f"attribute:{' '.join(purpose)}"), None
    )
    return (served.predicate, telling.value) if served else None


def _amount(telling: Telling, ledger: Ledger) -> Plain:
    """ "I'm down to one coffee a day", "she put me up to 40 mg of citalopram"."""
    known = next((one for one in ledger.of(telling.subject) if measured(one, telling.value)), None)
    if known is not None:
        return known.predicate, telling.value
    otherwise = telling.stated.predicate.partition("|")[2]
    return (
        (otherwise, telling.value) if otherwise == "takes" or SLOTS["consumed"].accepts(telling.stated.object) else None
    )


def _smoking(telling: Telling, ledger: Ledger) -> Plain:
    """ "I'm a non-smoker now": what was smoked is smoked no longer."""
    smoked = words("smoke smoking smoker cigarettes cigarette vape pipe")
    known = next((one for one in _of(telling, ledger, ("habit",)) if smoked & words(one.object)), None)
    return (known.predicate, known.object) if known else None


def _gym(telling: Telling, ledger: Ledger) -> Plain:
    """ "I go to The Yard now": a gym, if one is known."""
    spoken = {token.word for sentence in telling.around for token in sentence}
    known = any(one.predicate == "attribute:gym" or _TRAINING & words(one.object) for one in ledger.of(telling.subject))
    return ("attribute:gym", telling.value) if known or spoken & {"gym", "gyms"} else None


_TRAINING = words("gym workout") | {"workout"}


def _carer(telling: Telling, ledger: Ledger) -> Plain:
    """ "Dr. Yilmaz has retired, I see Dr. Kaya now": who is spoken of, or the only one who is known."""
    known = [one for one in ledger.of(telling.subject) if one.predicate in _CARING]
    spoken = {token.word for sentence in telling.around for token in sentence}
    meant = [one for one in known if set(one.object.lower().split()) & spoken - {"dr.", "mr.", "mrs.", "ms."}] or known
    return (meant[0].predicate, telling.value) if len(meant) == 1 else None


_CARING = frozenset(
    {
        *(f"attribute:{noun}" for noun in CARERS),
        *(f"relation:{role}" for role in ("doctor", "dentist", "therapist", "coach", "teacher", "vet")),
    }
)


_OPEN: Mapping[str, Callable[[Telling, Ledger], Plain]] = MappingProxyType(
    {
        **dict.fromkeys(UNNAMED, _unnamed),
        "same:provider": _provider,
        "same:service": _service,
        "same:home": _home,
        OPEN: _holder,
        "same:partner": _partner,
        "same:handle": _handle,
        "same:birthday": _at_birthday,
        "same:divorce": _divorce,
        **dict.fromkeys(REFINED, _of_a_pet),
        "same:pet": _pet,
        "same:email": _email,
        "same:numbered": _numbered,
        "same:harmless": _harmless,
        "same:tool|habit": _tool,
        "same:amount|habit": _amount,
        "same:amount|takes": _amount,
        "same:gym": _gym,
        "same:smoking": _smoking,
        "same:carer": _carer,
        "same:position": _position,
        "same:rate": _rate,
        "same:topic": _topic,
        "same:firm": _firm,
        "same:school": _school,
    }
)


def _same_as_known(telling: Telling, ledger: Ledger) -> Plain:
    stated, last = telling.stated, telling.last
    told = " ".join(token.text for token in stated.instead or stated.object)
    known = ledger.naming(telling.subject, told)
    if known is None and told in GENERIC:
        known = next(_of(telling, ledger, GENERIC[told]), None)
    if known is not None and known.predicate == "habit" and stated.polarity == "+":
        return known.predicate, exchanged(known.object, told, telling.value)
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
    generic = not any(word[:1].isupper() or word[:1].isdigit() for word in value.split())
    return held(ledger, subject, value) if named is None and predicate == "owns" and generic else named


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
