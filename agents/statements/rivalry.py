"""What a new value takes the place of although its predicate may hold several: the old car, the old medicine, the old diet."""

from __future__ import annotations

from collections.abc import Sequence

from memos.agents.settlement.wording import names, words
from memos.agents.statements.claims import Claim
from memos.agents.statements.ledger import Known, Ledger
from memos.agents.statements.pursuits import sort_of_thing
from memos.agents.statements.words import Tokens

ONE_AT_A_TIME = frozenset(
    "vegan vegetarian veggie pescatarian pescetarian carnivore omnivore flexitarian meat-eater non-vegetarian carnivorous".split()
)
"""Ways of eating of which one excludes the others; gluten-free goes with any."""
_REPLACING = frozenset(
    "now nowadays instead these upgraded upgrade traded trade swapped switched replaced changed moved new finally gave sold ditched "
    "retired died crashed wrote stolen totalled scrapped".split()
)
_ADDING = frozenset("also too another second both well besides either additional spare extra".split())
_CHANGING = frozenset("switched changed moved swapped transferred switch change swap instead replaced".split())


def displacing(claim: Claim, ledger: Ledger, said: Sequence[Tokens]) -> Claim:
    """The claim with the value that it replaces, and under that one's predicate; as it is, if it replaces none."""
    if claim.intent != "assert" or not claim.holds or claim.instead_of is not None:
        return claim
    rival = _rival(claim, ledger, {token.word for words in said for token in words})
    if rival is None or names(claim.object, rival.object):
        return claim
    return claim._replace(predicate=rival.predicate, instead_of=rival.object)


_JOURNEY = frozenset(
    "going flying travelling traveling heading driving sailing trip holiday vacation cruise honeymoon weekend visiting moving".split()
)
"""Words of plans of which one is made in the place of another: "we're going to Brittany instead"."""
_BY_FIGURES = frozenset({"habit", "takes", "hobby", "owns", "studies"})


def _last_word(value: str) -> str:
    return value.lower().rsplit(maxsplit=1)[-1]


def _only(ledger: Ledger, claim: Claim) -> Known | None:
    """The one value known of what may hold several, if it is one."""
    known = [one for one in ledger.of(claim.subject) if one.predicate == claim.predicate]
    return known[0] if len(known) == 1 else None


def _plan_before(claim: Claim, ledger: Ledger) -> Known | None:
    """The journey planned before, of the same kind as the one that is planned instead."""
    mine = _JOURNEY & set(claim.object.lower().split())
    plans = (one for one in ledger.of(claim.subject) if one.predicate == "plans" and one.said_at <= claim.observed_at)
    return next((one for one in plans if mine and _JOURNEY & set(one.object.lower().split())), None)


def _by_figures(claim: Claim, ledger: Ledger) -> Known | None:
    """What differs in its figures alone: "get up at 7 every day" after "get up at 6 every day"."""
    mine = words(claim.object)
    for one in ledger.of(claim.subject):
        theirs = words(one.object) if one.predicate == claim.predicate and one.said_at < claim.observed_at else mine
        if mine - theirs and theirs - mine and all(word[:1].isdigit() for word in mine ^ theirs):
            return one
    return None


def _rival(claim: Claim, ledger: Ledger, said: set[str]) -> Known | None:
    if claim.predicate == "diet" and (_last_word(claim.object) in ONE_AT_A_TIME or said & _CHANGING):
        known = (one for one in ledger.of(claim.subject) if one.predicate == "diet")
        if one_way := next((one for one in known if _last_word(one.object) in ONE_AT_A_TIME), None):
            return one_way
        return _only(ledger, claim) if said & _CHANGING else None
    if claim.predicate == "studies" and said & (_CHANGING | {"changed"}) and not said & _ADDING:
        return _only(ledger, claim)
    if claim.predicate == "plans" and (
        said & {"instead"} or {"change", "of", "plans"} <= said or {"change", "of", "plan"} <= said
    ):
        return _plan_before(claim, ledger)
    if claim.predicate == "member_of" and said & {"gym", "gyms"}:
        return next((one for one in ledger.of(claim.subject) if one.predicate == "attribute:gym"), None)
    if claim.predicate in _BY_FIGURES and not said & _ADDING and (known_by := _by_figures(claim, ledger)):
        return known_by
    if claim.predicate == "takes" and said & _CHANGING:
        taken = [one for one in ledger.of(claim.subject) if one.predicate == "takes"]
        return taken[0] if len(taken) == 1 else None
    return _of_the_same_sort(claim, ledger, said)


def _of_the_same_sort(claim: Claim, ledger: Ledger, said: set[str]) -> Known | None:
    """Another car, where a car is said to come in its place, or to be the one at a later time."""
    sort = sort_of_held(claim.predicate, claim.object, claim.statement)
    if not sort or said & _ADDING:
        return None
    for known in ledger.of(claim.subject):
        same = sort_of_held(known.predicate, known.object, known.statement) == sort
        later = known.said_at > claim.observed_at
        single = claim.predicate != "owns" or known.predicate != "owns"
        if same and not names(claim.object, known.object) and (later or single or said & _REPLACING):
            return known
    return None


def sort_of_held(predicate: str, value: str, statement: str) -> str:
    """Which sort of thing is owned: a car, a phone; empty for what is no possession."""
    family, _, noun = predicate.partition(":")
    if family == "attribute":
        return noun if noun in ("car", "phone", "laptop", "bike", "camera", "tablet", "van") else ""
    return (sort_of_thing(value) or sort_of_thing(statement)) if predicate == "owns" else ""


def held(ledger: Ledger, subject: str, value: str) -> Known | None:
    """What "the car", "my old bike" means among what somebody is known to own."""
    sort = sort_of_thing(value)
    return next(
        (one for one in ledger.of(subject) if sort and sort_of_held(one.predicate, one.object, one.statement) == sort),
        None,
    )
