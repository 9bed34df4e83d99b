"""What a new value takes the place of although its predicate may hold several: the old car, the old medicine, the old diet."""

from __future__ import annotations

from collections.abc import Sequence

from memos.agents.settlement.wording import names, words
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.makes import is_make_word, sort_of_thing
from memos.agents.statements.predicates import entry_of
from memos.agents.statements.readers.parts import is_part
from memos.agents.statements.talk.claims import Claim
from memos.agents.statements.talk.frames import rival_in_frame
from memos.agents.statements.talk.hearing import retold
from memos.agents.statements.talk.ledger import Known, Ledger

ONE_AT_A_TIME = frozenset(
    "vegan vegetarian veggie pescatarian pescetarian carnivore omnivore flexitarian meat-eater non-vegetarian carnivorous".split()
)
"""Ways of eating of which one excludes the others; gluten-free goes with any."""
_REPLACING = frozenset(
    "now nowadays instead these upgraded upgrade traded trade swapped switched replaced changed moved new finally gave sold ditched "
    "retired died crashed wrote stolen totalled scrapped replace replacing replaces replacement upgrading gone broke drowned packed "
    "binned nicked arrived switching swapping trading went ended treated issued proud retired".split()
)
_ADDING = frozenset("also too another second both well besides either additional spare extra".split())
_CHANGING = frozenset("switched changed moved swapped transferred switch change swap instead replaced".split())


def displacing(claim: Claim, ledger: Ledger, said: Sequence[Tokens]) -> Claim:
    """The claim with the value that it replaces, and under that one's predicate; as it is, if it replaces none."""
    if claim.intent != "assert" or not claim.holds or claim.instead_of is not None:
        return claim
    rival = _named_rival(claim, ledger, said) or _rival(
        claim, ledger, {token.word for words in said for token in words}
    )
    if rival is None or names(claim.object, rival.object):
        return claim
    bare = claim.predicate == "habit" and " has the habit of " in claim.statement
    told = retold(rival, claim.object) if bare else claim.statement
    return claim._replace(predicate=rival.predicate, instead_of=rival.object, statement=told)


_OVER = (("instead", "of"), ("rather", "than"), ("in", "place", "of"), ("in", "lieu", "of"))


def _named_rival(claim: Claim, ledger: Ledger, said: Sequence[Tokens]) -> Known | None:
    """ "Instead of bouldering I go rowing": what is named as that whose place this takes."""
    for sentence in said:
        if not sentence or not sentence[0].start <= claim.sources[0].start <= sentence[-1].end:
            continue
        plain = [token.word for token in sentence]
        for at in range(len(plain)):
            for cue in _OVER:
                old = " ".join(plain[at + len(cue) : at + len(cue) + 3])
                if tuple(plain[at : at + len(cue)]) == cue and old:
                    return _held_before(claim, ledger, old)
    return None


def _held_before(claim: Claim, ledger: Ledger, old: str) -> Known | None:
    """What is known of the same kind and holds the first of these words."""
    first = words(" ".join(old.split()[:2])) | words(old.split(maxsplit=1)[0])
    known = (one for one in ledger.of(claim.subject) if one.predicate == claim.predicate)
    return next((one for one in known if first & words(one.object) and not first & words(claim.object)), None)


_JOURNEY = frozenset(
    "going flying travelling traveling heading driving sailing trip holiday vacation cruise honeymoon weekend visiting moving".split()
)
"""Words of plans of which one is made in the place of another: "we're going to Brittany instead"."""


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


_OF_ITS_TIME = frozenset({"habit", "studies", "member_of", "takes", "occupation"})
"""Of these what was told long before says what was so then: "I drink green tea every morning" has come after the espresso."""
_LONG = 60 * 86_400


def _told_since(claim: Claim, ledger: Ledger) -> Known | None:
    """What has been told in the same frame long after this was said."""
    for known in ledger.of(claim.subject):
        long_since = (known.said_at - claim.observed_at).total_seconds() > _LONG
        if known.predicate == claim.predicate and long_since and in_one_frame(claim.object, known.object):
            return known
    return None


def in_one_frame(value: str, other: str) -> bool:
    """Whether two values say the same of different things: "drink green tea every morning", "drink black tea every morning"."""
    mine, theirs = value.lower().split(), other.lower().split()
    if len(mine) == 1 or len(theirs) == 1:
        return len(mine) == len(theirs)
    return mine[0] == theirs[0] or mine[-1] == theirs[-1]


def _rival(claim: Claim, ledger: Ledger, said: set[str]) -> Known | None:
    if claim.predicate == "lives_with" and said & {"now", "instead"} and not said & _ADDING:
        return _only(ledger, claim)
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
    if claim.predicate == "prefers":
        return _preferred_before(claim, ledger, said)
    if claim.predicate == "member_of" and said & {"gym", "gyms"}:
        return next((one for one in ledger.of(claim.subject) if one.predicate == "attribute:gym"), None)
    if claim.predicate in ("member_of", "studies", "relation:client") and (
        one := _one_of_its_kind(claim, ledger, said)
    ):
        return one
    if not said & _ADDING and (framed := rival_in_frame(claim, ledger, said)):
        return framed
    if claim.predicate in _OF_ITS_TIME and not said & _ADDING and (later := _told_since(claim, ledger)):
        return later
    if claim.predicate == "takes" and said & _CHANGING:
        taken = [one for one in ledger.of(claim.subject) if one.predicate == "takes"]
        return taken[0] if len(taken) == 1 else None
    if claim.predicate == "relation:friend" and _BEST_FRIEND in claim.statement and not said & _ADDING:
        friends = (
            one
            for one in ledger.of(claim.subject)
            if one.predicate == claim.predicate and one.said_at < claim.observed_at
        )
        return next((one for one in friends if _BEST_FRIEND in one.statement), None)
    if is_part(claim.predicate) and not entry_of(claim.predicate).functional and _passes_on(claim.predicate, said):
        return _only(ledger, claim)
    return _of_the_same_sort(claim, ledger, said)


_BEST_FRIEND = " best friend "
"""One has one at a time, other than friends."""


def _passes_on(predicate: str, said: set[str]) -> bool:
    """Whether a part that several may play passes from one to another: a new teacher comes for the old one, a new neighbour beside him."""
    beside = predicate in ("relation:neighbor", "relation:colleague", "relation:client", "relation:student")
    passing = said & (_CHANGING | {"now", "nowadays", "took", "replaced", "anymore"}) or (
        said & {"new", "different"} and not beside
    )
    return bool(passing) and not said & _ADDING


_TEAM_AT_WORK = frozenset("team squad crew pod tribe".split())
_MOVING = _CHANGING | frozenset(
    "now nowadays these merged ended reorganisation reorg restructuring restructure reshuffle since reassigned put signed anymore instead finished graduated".split()
)


def _one_of_its_kind(claim: Claim, ledger: Ledger, said: set[str]) -> Known | None:
    """The team at work, the club played for, the subject or the main client before, of which one has one at a time."""
    if said & _ADDING:
        return None
    known = [one for one in ledger.of(claim.subject) if one.predicate == claim.predicate]
    for one in known:
        late = one.said_at > claim.observed_at
        side = " plays for " in claim.statement and " plays for " in one.statement
        both = {_last_word(claim.object), _last_word(one.object)}
        team = both <= _TEAM_AT_WORK and (len(both) == 1 or bool(said & _CHANGING))
        if (side or team) and (late or said & _MOVING) and not names(claim.object, one.object):
            return one
    single = claim.predicate == "relation:client" and said & {"main", "biggest", "only", "largest"}
    degree = claim.predicate == "studies" and " studies " in claim.statement
    if not (single or degree) or not said & _MOVING:
        return None
    alike = [one for one in known if single or " studies " in one.statement]
    return alike[0] if len(alike) == 1 and alike[0].said_at <= claim.observed_at else None


def _preferred_before(claim: Claim, ledger: Ledger, said: set[str]) -> Known | None:
    """ "I prefer coffee to tea" from one who preferred tea."""
    over = {"to", "over", "than", "rather", "instead"} & said
    known = (one for one in ledger.of(claim.subject) if over and one.predicate == "prefers")
    return next((one for one in known if words(one.object) <= words(" ".join(said))), None)


def _of_the_same_sort(claim: Claim, ledger: Ledger, said: set[str]) -> Known | None:
    """Another car, where a car is said to come in its place, or to be the one at a later time."""
    sort = sort_of_held(claim.predicate, claim.object, claim.statement)
    adding = _ADDING - ({"second"} if "hand" in said else set())
    if not sort or said & adding:
        return None
    for known in ledger.of(claim.subject):
        same = sort_of_held(known.predicate, known.object, known.statement) == sort
        later = known.said_at > claim.observed_at
        single = claim.predicate != "owns" or known.predicate != "owns"
        telling = {
            word for word in words(known.object) - words(claim.object) if word.isalpha() and not sort_of_thing(word)
        }
        named = telling & words(" ".join(said)) or (_makes(known.object) - _makes(claim.object)) & said
        if same and not names(claim.object, known.object) and (later or single or named or said & _REPLACING):
            return known
    return None


def _makes(value: str) -> set[str]:
    """The words of a value that tell its make or model."""
    return {word for word in value.lower().split() if is_make_word(word)}


def sort_of_held(predicate: str, value: str, statement: str) -> str:
    """Which sort of thing is owned: a car, a phone; empty for what is no possession."""
    family, _, noun = predicate.partition(":")
    if family == "attribute":
        plain = noun.removeprefix("family ").removeprefix("main ")
        return sort_of_thing(plain) if " " not in plain else ""
    return (sort_of_thing(value) or sort_of_thing(statement)) if predicate == "owns" else ""


def held(ledger: Ledger, subject: str, value: str) -> Known | None:
    """What "the car", "my old bike" means among what somebody is known to own."""
    sort = sort_of_thing(value)
    return next(
        (one for one in ledger.of(subject) if sort and sort_of_held(one.predicate, one.object, one.statement) == sort),
        None,
    )
