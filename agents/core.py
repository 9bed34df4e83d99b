"""The persona tree: what the user is like, as leaves derived from statements."""

from __future__ import annotations

from collections.abc import Sequence

from memos.agents.agent import Memories, Workbench
from memos.agents.perception import Perceived
from memos.agents.persona import SEPARATOR
from memos.agents.proposal import Draft, Intent, Proposal
from memos.agents.settlement.wording import fold, names
from memos.agents.statements.predicates import entry_of
from memos.agents.statements.talk.claims import Claim
from memos.agents.statements.talk.interpret import claims_in
from memos.schemas.cube import Core, Kind, MemCube, Semantic, State
from memos.schemas.message import Trust
from memos.schemas.roles import ROLES

AGENT = Kind.CORE.value
ROOM = 300
"""How many characters the values of a leaf may take together: the newest stay, the statements keep them all."""


class CoreAgent:
    """Keeps the leaves of the persona tree in step with what is stated of the user."""

    kind = Kind.CORE
    question = "What does this say about who the user is, that should always be at hand?"

    def wants(self, perceived: Perceived) -> str | None:
        """Every exchange in which the user himself speaks."""
        own = any(one.about_user and one.message.role == "user" for one in perceived.utterances)
        return "the user speaks" if own else None

    def propose(self, perceived: Perceived, bench: Workbench) -> list[Draft]:
        """A proposal for every leaf that the exchange changes."""
        speakers = {one.speaker for one in perceived.utterances if one.about_user}
        leaves: dict[str, _Leaf] = {}
        for claim in claims_in(perceived, bench):
            path = entry_of(claim.predicate).path
            if path and claim.about_user and claim.subject in speakers and not _says_only_its_role(claim):
                leaves.setdefault(path, _Leaf(path, claim, bench.memories)).take(claim)
        return [proposal for leaf in leaves.values() if (proposal := leaf.proposal(bench.ids.new())) is not None]


def _says_only_its_role(claim: Claim) -> bool:
    """ "mother: mother" tells nothing that should always be at hand."""
    return claim.predicate.startswith("relation:") and claim.object.lower() in ROLES


class _Leaf:
    """One leaf: the values it held before this exchange, and what the exchange makes of them."""

    def __init__(self, path: str, first: Claim, memories: Memories) -> None:
        self._path = path
        standing = [cube for cube in memories.by_path([path]) if cube.state is State.ACTIVE]
        self._standing = standing[0] if standing else None
        statements = memories.by_statement([(first.subject, first.predicate)])
        self._values = [
            cube.payload.object for cube in reversed(statements) if _holds(cube) and isinstance(cube.payload, Semantic)
        ]
        self._newest = max((cube.observed_at for cube in statements if _holds(cube)), default=None)
        self._claims: list[Claim] = []
        self._intent: Intent = "assert"

    def take(self, claim: Claim) -> None:
        """Applies a claim to the values."""
        functional = entry_of(claim.predicate).functional
        if functional and self._newest is not None and claim.observed_at < self._newest and claim.intent != "retract":
            return  # an older value told late does not change what is so now
        self._claims.append(claim)
        gone = claim.instead_of if claim.intent == "correct" else claim.object
        if claim.holds:
            others = [] if functional else [value for value in self._values if not _replaced(value, claim, gone)]
            self._values = [*others, claim.object]
            self._intent = "correct" if claim.intent == "correct" else "assert"
        elif claim.intent != "assert":
            self._values = [value for value in self._values if not names(claim.object, value)]
            self._intent = claim.intent if claim.intent == "retract" else "assert"

    def proposal(self, cube_id: str) -> Proposal | None:
        """What is to become of the leaf; None if nothing."""
        before = self._standing.payload.value if self._standing and isinstance(self._standing.payload, Core) else None
        value = SEPARATOR.join(_newest_that_fit(list(dict.fromkeys(self._values))))
        if not self._claims or (value and before and fold(value) == fold(before)) or not (value or before):
            return None
        last = self._claims[-1]
        emptied: Intent = "retract" if self._intent == "retract" else "end"
        told_at = max(last.observed_at, self._standing.observed_at) if self._standing else last.observed_at
        return Proposal(
            id=cube_id,
            agent=AGENT,
            intent=self._intent if value and self._intent == "correct" and before else "assert" if value else emptied,
            payload=Core(path=self._path, value=value or before or last.object),
            instead_of=before if value and self._intent == "correct" else None,
            sources=tuple(dict.fromkeys(source for claim in reversed(self._claims) for source in claim.sources))[:32],
            parents=(self._standing.id,) if self._standing and self._keeps_some(last) else (),
            observed_at=told_at,
            valid_from=last.valid_from,
            trust=Trust.least([claim.trust for claim in self._claims]),
            confidence=min(claim.confidence for claim in self._claims),
            reason=f"follows from: {last.statement[:200]}",
        )

    def _keeps_some(self, last: Claim) -> bool:
        """Whether the leaf rests on what it was before as well."""
        return not entry_of(last.predicate).functional and bool(self._values)


def _newest_that_fit(values: Sequence[str]) -> list[str]:
    """The last values that have room, and at least one."""
    room = ROOM
    for place in range(len(values) - 1, -1, -1):
        room -= len(values[place]) + len(SEPARATOR)
        if room < 0:
            return list(values[min(place + 1, len(values) - 1) :])
    return list(values)


def _holds(cube: MemCube) -> bool:
    over = cube.valid_to is not None and cube.valid_to <= cube.observed_at
    return isinstance(cube.payload, Semantic) and cube.state is State.ACTIVE and not cube.payload.negated and not over


def _replaced(value: str, claim: Claim, gone: str | None) -> bool:
    """Whether a standing value gives way: it is said again, perhaps better, or was a mistake."""
    return fold(value) == fold(claim.object) or (gone is not None and names(gone, value) and names(value, gone))
