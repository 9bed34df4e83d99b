"""What a claim means for what is known already: a divorce ends a marriage, a new partner follows the old one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from memos.agents.settlement.wording import fold, words
from memos.agents.statements.claims import Claim
from memos.agents.statements.ledger import Known, Ledger
from memos.agents.statements.people import is_own_name
from memos.agents.statements.predicates import told

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
_PARENTS = frozenset("parents parent mum mom dad mother father folks family".split())


def following(claim: Claim, ledger: Ledger) -> Iterator[Claim]:
    """The claim as it stands beside what is known, after the ends that it brings with it."""
    role = claim.predicate.removeprefix("relation:")
    if role != claim.predicate and role in _STAGES and claim.holds and is_own_name(claim.object):
        yield from _other_half(claim, role, ledger)
        return
    if claim.holds:
        yield from (_ended(claim, known) for known in _outlived(claim, ledger) if known.said_at <= claim.observed_at)
    yield claim


def _outlived(claim: Claim, ledger: Ledger) -> Iterator[Known]:
    """What no longer holds now that this does."""
    parted = _PARTED.get(fold(claim.object), frozenset()) if claim.predicate == "marital_status" else frozenset()
    alone = claim.predicate == "lives_with" and fold(claim.object).endswith(("alone", "own", "self", "solo"))
    own_place = claim.predicate in ("owns", "lives_in") and fold(claim.object).startswith("own ")
    for known in ledger.of(claim.subject) if parted or alone or own_place else ():
        housemate = known.predicate == "lives_with" and fold(known.object) != fold(claim.object)
        if known.predicate in parted or (
            housemate and (alone or (own_place and words(known.object) & _PARENTS_AS_WORDS))
        ):
            yield known


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
