"""Settling: what specialists propose becomes operations, or does not, and every time there is a reason.

One batched look at what is known, then planning alone: each decision goes on top of the view, so that later proposals
of the same exchange see the earlier ones. `settlement.gates` refuses, `settlement.table` decides,
this module writes it down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import assert_never

from pydantic import Field

from memos.agents.agent import Workbench
from memos.agents.perception import Perceived
from memos.agents.proposal import Decline, Draft, Proposal
from memos.agents.settlement.gates import Ground, refusal
from memos.agents.settlement.phrases import about
from memos.agents.settlement.situation import situation_of
from memos.agents.settlement.survivors import Survivors
from memos.agents.settlement.table import decide
from memos.agents.settlement.verdicts import Believe, Finish, Ignore, Improve, Known, Merge, Verdict, Withdraw, touched
from memos.agents.settlement.view import View
from memos.agents.ties import Kept, tied
from memos.ports import Ids
from memos.schemas.cube import Edge, EdgeType, Episodic, Kind, MemCube, Payload, Provenance, Source, State
from memos.schemas.message import Trust
from memos.schemas.operation import Add, Delete, NoOp, Operation, Update
from memos.schemas.value import Value


class Policy(Value):
    """What is allowed, in plain code, whatever a model said.

    `kinds` may be proposed at all. `per_message` is the quota of beliefs that one message may bring (what was said
    itself does not count); `per_untrusted_message` that of a message nobody vouches for. A belief keeps at most
    `evidence_per_cube` sources. Proposals less sure than `least_confidence` are left out.
    """

    kinds: frozenset[Kind] = frozenset(Kind)
    per_message: int = Field(default=32, ge=0)
    per_untrusted_message: int = Field(default=8, ge=0)
    evidence_per_cube: int = Field(default=32, ge=1)
    least_confidence: float = Field(default=0.2, ge=0.0, le=1.0)


def settle(drafts: Sequence[Draft], perceived: Perceived, bench: Workbench, policy: Policy) -> tuple[Operation, ...]:
    """The operations that come of these drafts, in order; the same input gives the same operations."""
    proposals = [draft for draft in drafts if isinstance(draft, Proposal)]
    ground = Ground.of(perceived, View.around(proposals, bench.memories), proposals, bench.talk)
    walk = _Walk(perceived, ground, bench.ids, policy)
    for draft in drafts:
        match draft:
            case Decline():
                walk.leave(draft.agent, draft.reason, draft.sources)
            case Proposal():
                walk.take(draft)
            case _:
                assert_never(draft)
    return tied(walk.finished(), perceived, bench.memories, walk.kept)


class _Walk:
    """Goes through the proposals once and writes down an operation for each decision."""

    def __init__(self, perceived: Perceived, ground: Ground, ids: Ids, policy: Policy) -> None:
        self._perceived = perceived
        self._ground = ground
        self._view = view = ground.view
        self._ids = ids
        self._policy = policy
        self._operations: list[Operation] = []
        self._survivors = Survivors(view)
        self._brought: Counter[str] = Counter()
        self._over_quota: dict[tuple[str, str], list[Source]] = {}
        self.kept: list[Kept] = []

    # -- one draft

    def leave(self, agent: str, reason: str, sources: Sequence[Source], kind: Kind | None = None) -> None:
        """Nothing changes, and why."""
        here = tuple(source for source in sources if self._ground.cites(source))
        self._operations.append(NoOp(reason=reason, evidence=here, agent=agent, kind=kind))

    def take(self, proposal: Proposal) -> None:
        """Decides on a proposal."""
        trust = self._ground.trust_of(proposal)
        kind = Kind(proposal.payload.kind)
        reason = self._not_allowed(proposal, kind) or refusal(proposal, trust, self._ground)
        if reason is not None:
            self._refuse(proposal, reason)
        elif self._exceeds_quota(proposal, trust):
            self._survivors.left_out(proposal.id)
            self._over_quota.setdefault((proposal.agent, proposal.sources[0].message_id), []).append(
                proposal.sources[0]
            )
        else:
            self._apply(proposal, trust, self._verdict(proposal, trust))

    def finished(self) -> tuple[Operation, ...]:
        """All operations, their edges led to what survived."""
        for (agent, message_id), sources in self._over_quota.items():
            self.leave(
                agent, f"quota: {len(sources)} more proposals from message {message_id} were left out", sources[:1]
            )
        return tuple(self._survivors.lead(operation) for operation in self._operations)

    def _refuse(self, proposal: Proposal, reason: str) -> None:
        self._survivors.left_out(proposal.id)
        self.leave(proposal.agent, reason, proposal.sources, Kind(proposal.payload.kind))

    def _not_allowed(self, proposal: Proposal, kind: Kind) -> str | None:
        if kind not in self._policy.kinds:
            return f"{kind.value} memories are not allowed here"
        if proposal.confidence < self._policy.least_confidence:
            return "too unsure to be remembered"
        taken = self._view.get(proposal.id) is not None or self._survivors.knows(proposal.id)
        return f"there is a memory {proposal.id} already" if taken else None

    def _exceeds_quota(self, proposal: Proposal, trust: Trust) -> bool:
        if isinstance(proposal.payload, Episodic) or proposal.intent == "extend" or not proposal.sources:
            return False
        first = proposal.sources[0].message_id
        self._brought[first] += 1
        trusted = trust.rank >= Trust.AGENT.rank
        return self._brought[first] > (self._policy.per_message if trusted else self._policy.per_untrusted_message)

    # -- from a proposal to a verdict

    def _verdict(self, proposal: Proposal, trust: Trust) -> Verdict:
        if proposal.intent == "extend":
            return self._extended(proposal)
        if proposal.intent == "correct" and proposal.replaces is not None:
            return self._held_back(self._mended(proposal, proposal.replaces), trust, proposal)
        if proposal.intent == "retract" and proposal.replaces is not None:
            return self._held_back(self._taken_back(proposal, proposal.replaces), trust, proposal)
        situation = situation_of(proposal, trust, self._view)
        verdict = decide(situation) if situation is not None else self._beside_others(proposal)
        return self._held_back(verdict, trust, proposal)

    def _extended(self, proposal: Proposal) -> Verdict:
        known = self._view.get(proposal.replaces) if proposal.replaces else None
        if known is None or known.state is not State.ACTIVE or known.kind != proposal.payload.kind:
            return Believe(proposal.payload, proposal.reason, proposal.observed_at)
        if known.frozen:
            return Ignore(f"frozen: {about(known)}")
        if known.provenance.agent != proposal.agent:
            return Ignore(f"looked after by {known.provenance.agent}: {about(known)}")
        return Improve(known, proposal.payload, proposal.reason, replaces_evidence=True)

    def _mended(self, proposal: Proposal, replaced: str) -> Verdict:
        """A new version of one cube; of one that was proposed just before, what became of that."""
        known = self._view.get(self._survivors.of(replaced) or replaced)
        if known is None or known.state is not State.ACTIVE or known.kind != proposal.payload.kind:
            return Ignore("what it corrects is not believed here")
        return Improve(known, proposal.payload, proposal.reason)

    def _taken_back(self, proposal: Proposal, replaced: str) -> Verdict:
        """A tombstone for one cube; nothing that it had replaced comes back."""
        known = self._view.get(self._survivors.of(replaced) or replaced)
        if known is None or known.state is not State.ACTIVE or known.kind != proposal.payload.kind:
            return Ignore("what it takes back is not believed here")
        return Withdraw(known, None, proposal.reason)

    def _beside_others(self, proposal: Proposal) -> Verdict:
        """Of what competes with nothing only the very same is known; utterances are if they are one message."""
        cited = {source.message_id for source in proposal.sources}
        for known in self._view.same_content(proposal.payload):
            told_here = not cited.isdisjoint(known.provenance.message_ids)
            if known.state is State.ACTIVE and (told_here or not isinstance(proposal.payload, Episodic)):
                return Known(known, f"known already: {about(known)}")
        if proposal.intent in ("end", "deny", "retract"):
            return Ignore("nothing of the kind was believed")
        return Believe(proposal.payload, proposal.reason, proposal.observed_at)

    def _held_back(self, verdict: Verdict, trust: Trust, proposal: Proposal) -> Verdict:
        """What is frozen stays as it is, and so does what more trusted words say."""
        for cube in touched(verdict):
            if cube.frozen:
                self.kept.append(Kept(cube.id, proposal.sources))
                return Ignore(f"frozen: {about(cube)} stays as it is")
            if trust.rank < cube.trust.rank:
                self.kept.append(Kept(cube.id, proposal.sources))
                return Ignore(
                    f"contradicts {cube.trust.value}: {about(cube)} stays; {trust.value} words are not believed over it"
                )
        return verdict

    # -- from a verdict to operations

    def _apply(self, proposal: Proposal, trust: Trust, verdict: Verdict) -> None:
        match verdict:
            case Ignore():
                self._refuse(proposal, verdict.reason)
            case Known():
                self._add_evidence(proposal, trust, verdict.cube, verdict.reason)
            case Improve():
                self._improve(proposal, trust, verdict)
            case Believe():
                self._believe(proposal, trust, verdict)
            case Finish():
                self._finish(proposal, trust, verdict)
            case Merge():
                self._change(verdict.cube, proposal, verdict.reason, state=State.MERGED)
                self._add_evidence(proposal, trust, verdict.into, verdict.reason)
            case Withdraw():
                self._withdraw(proposal, verdict)
            case _:
                assert_never(verdict)

    def _add_evidence(self, proposal: Proposal, trust: Trust, cube: MemCube, reason: str) -> None:
        self._survivors.became(proposal.id, cube.id)
        known = cube.provenance.sources
        fresh = tuple(source for source in dict.fromkeys(proposal.sources) if source not in known)
        room = self._policy.evidence_per_cube - len(known)
        if cube.frozen or trust.rank < cube.trust.rank or not fresh[:room] or room <= 0:
            self.leave(proposal.agent, reason, proposal.sources, cube.kind)
            return
        self._operations.append(
            NoOp(
                reason=reason,
                evidence=fresh[:room],
                agent=proposal.agent,
                confidence=proposal.confidence,
                kind=cube.kind,
                cube_id=cube.id,
                base_version=cube.version,
            )
        )
        provenance = cube.provenance.model_copy(update={"sources": (*known, *fresh[:room])})
        self._view.put(cube.model_copy(update={"provenance": provenance, "version": cube.version + 1}))

    def _improve(self, proposal: Proposal, trust: Trust, verdict: Improve) -> None:
        cube = verdict.cube
        self._survivors.became(proposal.id, cube.id)
        sources = proposal.sources if verdict.replaces_evidence else (*proposal.sources, *cube.provenance.sources)
        provenance = self._provenance(proposal, tuple(dict.fromkeys(sources))[: self._policy.evidence_per_cube])
        keywords = proposal.keywords or cube.keywords
        rests_on = (cube.provenance.sources, cube.keywords)
        if (verdict.payload, provenance.sources, keywords) == (cube.payload, *rests_on) and not proposal.edges:
            return
        valid_from = proposal.valid_from or cube.valid_from
        self._change(
            cube,
            proposal,
            verdict.reason,
            payload=verdict.payload,
            provenance=provenance,
            trust=trust if verdict.replaces_evidence else Trust.least([trust, cube.trust]),
            confidence=proposal.confidence,
            observed_at=max(cube.observed_at, proposal.observed_at),
            valid_from=valid_from,
            valid_to=_not_before(valid_from, proposal.valid_to or cube.valid_to),
            entities=tuple(dict.fromkeys((*(entity.name for entity in proposal.entities), *cube.entities))),
            keywords=keywords,
        )

    def _believe(self, proposal: Proposal, trust: Trust, verdict: Believe) -> None:
        past = verdict.ended is not None
        edges = [_supersedes(proposal.id, old.id, verdict.since) for old in (*verdict.retires, *verdict.follows)]
        if verdict.successor is not None:
            edges.append(_supersedes(verdict.successor.id, proposal.id, verdict.ended))
        cube = self._assembled(
            proposal.id,
            proposal,
            trust,
            verdict.payload,
            valid_to=verdict.ended if past else proposal.valid_to,
            past=past,
        )
        self._add(cube, proposal, verdict.reason, edges)
        for old in verdict.retires:
            self._retire(old, verdict.since, proposal, verdict.reason)
        cut = verdict.shortens
        if cut is not None and not cut.frozen and trust.rank >= cut.trust.rank:
            self._change(cut, proposal, verdict.reason, valid_to=_not_before(cut.valid_from, verdict.since))

    def _finish(self, proposal: Proposal, trust: Trust, verdict: Finish) -> None:
        held = verdict.held
        if not isinstance(held, MemCube):
            past = self._assembled(self._ids.new(), proposal, trust, held, valid_to=verdict.at, past=True)
            self._add(past, proposal, verdict.reason, ())
            held = past
        else:
            self._retire(held, verdict.at, proposal, verdict.reason)
        if verdict.negation is None:
            self._survivors.became(proposal.id, held.id)
            return
        denial = self._assembled(proposal.id, proposal, trust, verdict.negation, valid_from=verdict.at)
        edges = [_supersedes(denial.id, old.id, verdict.at) for old in (held, *verdict.retires)]
        self._add(denial, proposal, verdict.reason, edges)
        for old in verdict.retires:
            self._retire(old, verdict.at, proposal, verdict.reason)

    def _withdraw(self, proposal: Proposal, verdict: Withdraw) -> None:
        cube = verdict.cube
        self._survivors.left_out(proposal.id)
        end = _not_before(cube.valid_from, proposal.observed_at)
        self._operations.append(
            Delete(
                cube_id=cube.id,
                base_version=cube.version,
                valid_to=end,
                reason=verdict.reason,
                evidence=proposal.sources,
                agent=proposal.agent,
                confidence=proposal.confidence,
            )
        )
        self._view.put(cube.model_copy(update={"state": State.DELETED, "valid_to": end, "version": cube.version + 1}))
        if verdict.revives is not None and not verdict.revives.frozen:
            reason = f"{verdict.reason}; {about(verdict.revives)} again"
            self._change(verdict.revives, proposal, reason, state=State.ACTIVE, valid_to=None)

    # -- cubes

    def _assembled(
        self,
        cube_id: str,
        proposal: Proposal,
        trust: Trust,
        payload: Payload,
        *,
        valid_from: datetime | None = None,
        valid_to: datetime | None = None,
        past: bool = False,
    ) -> MemCube:
        since = valid_from or proposal.valid_from
        return MemCube(
            id=cube_id,
            scope=self._perceived.scope,
            state=State.SUPERSEDED if past else State.ACTIVE,
            created_at=self._perceived.now,
            observed_at=proposal.observed_at,
            valid_from=since,
            valid_to=_not_before(since, valid_to),
            expires_at=proposal.expires_at,
            provenance=self._provenance(proposal, proposal.sources),
            trust=trust,
            confidence=proposal.confidence,
            entities=tuple(dict.fromkeys(entity.name for entity in proposal.entities)),
            keywords=proposal.keywords,
            payload=payload,
        )

    def _provenance(self, proposal: Proposal, sources: tuple[Source, ...]) -> Provenance:
        return Provenance(sources=sources, parents=proposal.parents, agent=proposal.agent, op_id=self._perceived.op_id)

    def _add(self, cube: MemCube, proposal: Proposal, reason: str, edges: Iterable[Edge]) -> None:
        self._survivors.became(proposal.id, proposal.id)
        self._view.put(cube)
        own = proposal.edges if cube.id == proposal.id else ()
        self._operations.append(
            Add(
                cube=cube,
                entities=proposal.entities,
                edges=(*own, *edges),
                reason=reason,
                evidence=proposal.sources,
                agent=proposal.agent,
                confidence=proposal.confidence,
            )
        )

    def _retire(self, cube: MemCube, at: datetime, proposal: Proposal, reason: str) -> None:
        end = at if cube.valid_to is None else min(at, cube.valid_to)
        self._change(cube, proposal, reason, state=State.SUPERSEDED, valid_to=_not_before(cube.valid_from, end))

    def _change(self, cube: MemCube, proposal: Proposal, reason: str, **changes: object) -> None:
        changed = cube.model_copy(update={**changes, "version": cube.version + 1})
        self._view.put(changed)
        own = self._survivors.of(proposal.id) == cube.id
        self._operations.append(
            Update(
                cube=changed,
                base_version=cube.version,
                entities=proposal.entities if own else (),
                edges=proposal.edges if own else (),
                reason=reason,
                evidence=proposal.sources,
                agent=proposal.agent,
                confidence=proposal.confidence,
            )
        )


def _supersedes(newer: str, older: str, since: datetime | None) -> Edge:
    return Edge(source=newer, target=older, type=EdgeType.SUPERSEDES, valid_from=since)


def _not_before(start: datetime | None, end: datetime | None) -> datetime | None:
    """An end that does not lie before its start."""
    return end if start is None or end is None else max(start, end)
