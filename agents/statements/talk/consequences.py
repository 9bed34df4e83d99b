"""What a claim means for what is known already: a divorce ends a marriage, a new partner follows the old one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from memos.agents.settlement.wording import fold, words
from memos.agents.statements.predicates import possessive, told
from memos.agents.statements.talk.claims import Claim
from memos.agents.statements.talk.ledger import Known, Ledger
from memos.agents.statements.talk.people import is_own_name
from memos.schemas.roles import ROLES

_STAGES: Mapping[str, int] = MappingProxyType(
    {"partner": 0, "girlfriend": 1, "boyfriend": 1, "fiance": 2, "spouse": 3, "wife": 4, "husband": 4}
)
"""The roles of which somebody plays one at a time; a higher one follows on, or says the same more exactly."""
_MARRIED = frozenset({"relation:wife", "relation:husband", "relation:spouse"})
_PARTED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "divorced": _MARRIED, "separated": _MARRIED, "widowed": _MARRIED, "widow": _MARRIED, "widower": _MARRIED,
        "single": frozenset(f"relation:{role}" for role in _STAGES),
    }
)  # fmt: skip
"""Whom somebody no longer has who is now this."""
_ROLES = frozenset(f"relation:{role}" for role in ROLES.values())
_NEAR = ("brother", "sister", "mother", "father", "son", "daughter", "friend", "boss", "child", "husband", "wife")
"""Kin that may be known without a name, and have kin of their own."""
_TOGETHER = frozenset({"engaged", "relationship", "seeing someone", "taken"})
_ALONE = frozenset({"single", "unmarried"})
_UNLIKE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(("partner", "girlfriend", "boyfriend"), _ALONE), "fiance": _ALONE,
        **dict.fromkeys(("spouse", "husband", "wife"), _ALONE | {"engaged", "divorced", "widowed", "widow", "widower"}),
    }
)  # fmt: skip
"""What somebody is no more who has such a partner."""
_PARENTS = frozenset("parents parent mum mom dad mother father folks family".split())


def following(claim: Claim, ledger: Ledger, speaker: str) -> Iterator[Claim]:
    """The claim as it stands beside what is known, after the ends that it brings with it."""
    if claim.predicate == "name" and claim.holds:
        yield from _renamed(claim, ledger, speaker)
        return
    if claim.intent == "end" and claim.predicate.removeprefix("relation:") in _STAGES:
        yield claim
        yield from (
            _ended(claim, known)
            for known in ledger.of(claim.subject)
            if known.predicate == "marital_status" and fold(known.object) in _TOGETHER
        )
        return
    role = claim.predicate.removeprefix("relation:")
    if claim.holds and (unlike := _UNLIKE.get(role)) and role != claim.predicate:
        for known in ledger.of(claim.subject):
            if (
                known.predicate == "marital_status"
                and fold(known.object) in unlike
                and known.said_at <= claim.observed_at
            ):
                yield _ended(claim, known)
    if role != claim.predicate and role in _STAGES and claim.holds and is_own_name(claim.object):
        yield from _other_half(claim, role, ledger)
        return
    if claim.holds:
        yield from (_ended(claim, known) for known in _outlived(claim, ledger) if known.said_at <= claim.observed_at)
    elif claim.intent in ("end", "deny"):
        yield from (_ended(claim, known) for known in _without(claim, ledger) if known.said_at <= claim.observed_at)
    yield claim


def _renamed(claim: Claim, ledger: Ledger, speaker: str) -> Iterator[Claim]:
    """A name told of somebody: of one's daughter it is the name of the daughter, of oneself it tells the surname too."""
    owner, _, role = claim.subject.rpartition("'s ")
    if owner and (f"relation:{role}" in _ROLES or role in _STAGES) and is_own_name(claim.object):
        predicate = f"relation:{role}"
        yield claim._replace(subject=owner, predicate=predicate, statement=told(owner, predicate, claim.object, "+"))
        return
    near = [known for known in ledger.of(speaker) if known.predicate.startswith("relation:")]
    owners = (speaker, *(known.object for known in near), *(f"{possessive(speaker)} {role}" for role in _NEAR))
    for whose in dict.fromkeys(owners):
        for known in ledger.of(whose):
            known_so = known.predicate.startswith("relation:") and fold(known.object) == fold(claim.subject)
            if known_so and not words(claim.object) & words(known.object) and is_own_name(claim.object):
                statement = told(whose, known.predicate, claim.object, "+")
                yield claim._replace(
                    subject=whose,
                    predicate=known.predicate,
                    object=claim.object,
                    statement=statement,
                    intent="correct",
                    instead_of=known.object,
                )
                return
    yield claim
    for known in ledger.of(claim.subject):
        last = claim.object.split()[-1]
        if (
            known.predicate in ("attribute:surname", "attribute:last name")
            and len(claim.object.split()) > 1
            and fold(known.object) != fold(last)
        ):
            yield claim._replace(
                predicate=known.predicate,
                object=last,
                statement=told(claim.subject, known.predicate, last, "+"),
                instead_of=None,
            )


def _outlived(claim: Claim, ledger: Ledger) -> Iterator[Known]:
    """What no longer holds now that this does."""
    parted = _PARTED.get(fold(claim.object), frozenset()) if claim.predicate == "marital_status" else frozenset()
    alone = claim.predicate == "lives_with" and fold(claim.object).endswith(("alone", "own", "self", "solo"))
    own_place = claim.predicate in ("owns", "lives_in") and fold(claim.object).startswith("own ")
    yield from _given_up_with(claim, ledger)
    for known in ledger.of(claim.subject) if parted or alone or own_place else ():
        housemate = known.predicate == "lives_with" and fold(known.object) != fold(claim.object)
        if known.predicate in parted or (
            housemate and (alone or (own_place and words(known.object) & _PARENTS_AS_WORDS))
        ):
            yield known


def _given_up_with(claim: Claim, ledger: Ledger) -> Iterator[Known]:
    """ "Ruth eats meat again": she is no vegan; "I eat fish": no vegetarian."""
    eaten = claim.predicate in ("diet", "likes") and claim.statement.split()[1:2] == ["eats"]
    ended = {diet for food in words(claim.object) for diet in _FORBIDDING.get(food, ())} if eaten else set[str]()
    for known in ledger.of(claim.subject) if ended else ():
        if known.predicate == "diet" and fold(known.object).rpartition(" ")[2] in ended:
            yield known


def _without(claim: Claim, ledger: Ledger) -> Iterator[Known]:
    """Who no longer drinks alcohol has no glass of wine with dinner."""
    general = (
        words(claim.object) & _MEMBERS.keys() if claim.predicate in ("habit", "likes", "diet") else frozenset[str]()
    )
    barred = (
        frozenset().union(*(_MEMBERS[word] for word in general))
        if general and len(words(claim.object)) < 3
        else frozenset[str]()
    )
    for known in ledger.of(claim.subject) if barred else ():
        if known.predicate == "habit" and barred & words(known.object):
            yield known


_MEMBERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        stem: words(members)
        for general, members in (
            (
                "alcohol",
                "wine beer gin whisky whiskey vodka rum cider lager pint pints cocktail cocktails prosecco champagne sherry port brandy",
            ),
            ("caffeine", "coffee coffees espresso espressos latte cappuccino cola tea"),
            ("tobacco", "cigarette cigarettes pipe cigars roll-ups"),
        )
        for stem in words(general)
    }
)
"""What is meant with a kind of thing too."""


_FORBIDDING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{
            word: ("vegan", "vegetarian", "veggie", "pescatarian")
            for one in ("meat", "chicken", "beef", "pork", "lamb")
            for word in words(one)
        },
        **{word: ("vegan", "vegetarian", "veggie") for one in ("fish", "seafood", "shellfish") for word in words(one)},
        **{word: ("vegan",) for one in ("cheese", "eggs", "dairy", "milk", "butter") for word in words(one)},
    }
)
"""Ways of eating that what is eaten rules out."""
_PARENTS_AS_WORDS = frozenset(word for name in _PARENTS for word in words(name))


def _other_half(claim: Claim, role: str, ledger: Ledger) -> Iterator[Claim]:
    """A husband after a boyfriend: the same man told again, or another who takes his place."""
    for known in ledger.of(claim.subject):
        before = known.predicate.removeprefix("relation:")
        if before not in _STAGES or before == known.predicate or not is_own_name(known.object):
            continue
        same = words(known.object) & words(claim.object)
        if known.said_at > claim.observed_at:
            if not same:  # told late: who has come since is known
                claim = claim._replace(intent="end")
        elif same and (_STAGES[role] in (0, 3) and _STAGES[before] >= _STAGES[role]):
            statement = told(claim.subject, known.predicate, claim.object, "+")
            claim = claim._replace(predicate=known.predicate, statement=statement)  # "my partner" is the wife
        elif before != role:
            yield _ended(claim, known)
    yield claim


def _ended(claim: Claim, known: Known) -> Claim:
    return claim._replace(
        predicate=known.predicate, object=known.object, statement=known.statement, intent="end", negated=False,
        instead_of=None, valid_from=None, valid_to=None,
    )  # fmt: skip
