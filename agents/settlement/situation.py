"""A proposal among what is known: the questions that the table asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

from memos.agents.lexicon import listed
from memos.agents.proposal import Proposal
from memos.agents.settlement.view import OPPOSITES, Slot, View, relatives, slot_of, statement_slot, value_of
from memos.agents.settlement.wording import Likeness, fold, liken, names
from memos.schemas.cube import MemCube, Semantic, State
from memos.schemas.message import Trust

Meaning = Literal["assert", "correct", "end", "deny", "retract"]

_VAGUE = listed("""
    it that this there them him her one job work place position company office school course car house home gig role
""")
"""Words that point at whatever is current ("I quit my job")."""


class Situation(NamedTuple):
    """A proposal, what it means, how far it is trusted, and the believed cubes around it, each told last first."""

    said: Proposal
    meaning: Meaning
    trust: Trust
    single: bool
    slot: tuple[MemCube, ...]
    relatives: tuple[MemCube, ...] = ()
    opposites: tuple[MemCube, ...] = ()

    # -- the words

    @property
    def value(self) -> str:
        """What is compared."""
        return value_of(self.said.payload)

    @property
    def predicate(self) -> str:
        """The predicate spoken of; empty for what has none."""
        return self.said.payload.predicate if isinstance(self.said.payload, Semantic) else ""

    def alike(self, cubes: tuple[MemCube, ...], *likenesses: Likeness) -> MemCube | None:
        """The best cube whose value is like this, by the first of these likenesses that any has."""
        likeness = {cube.id: liken(self.value, value_of(cube.payload)) for cube in cubes}
        found = (cube for wanted in likenesses for cube in cubes if likeness[cube.id] is wanted)
        return next(found, None)

    # -- what is known

    @property
    def current(self) -> tuple[MemCube, ...]:
        """What is believed to hold."""
        return tuple(cube for cube in self.slot if cube.state is State.ACTIVE and not _negated(cube))

    @property
    def denied(self) -> tuple[MemCube, ...]:
        """What is believed not to hold."""
        return tuple(cube for cube in self.slot if cube.state is State.ACTIVE and _negated(cube))

    @property
    def past(self) -> tuple[MemCube, ...]:
        """What is believed to have held."""
        return tuple(cube for cube in self.slot if cube.state is State.SUPERSEDED)

    def given_up(self) -> tuple[MemCube, ...]:
        """What ended in the very message that tells this: "dropped the Italian, I'm learning Korean instead"."""
        told = {source.message_id for source in self.said.sources}
        ended = [value_of(cube.payload) for cube in self.denied if not told.isdisjoint(cube.provenance.message_ids)]
        return tuple(cube for cube in self.past if not _negated(cube) and value_of(cube.payload) in ended)

    @property
    def rivals(self) -> tuple[MemCube, ...]:
        """What can't be current beside this: of a single value all others, else its denials and its opposite."""
        opposite = self.alike(self.opposites, Likeness.SAME)
        opposites = () if opposite is None else (opposite,)
        if replaced := self.replaced:
            opposites = (replaced, *opposites)
        if self.single:
            return (*self.current, *self.denied, *opposites)
        denial = self.alike(self.denied, Likeness.SAME, Likeness.MORE, Likeness.LESS)
        return opposites if denial is None else (denial, *opposites)

    @property
    def replaced(self) -> MemCube | None:
        """Of several values the one that this takes the place of: the car that was traded in."""
        named = self.said.instead_of
        if named is None or self.single or self.meaning != "assert":
            return None
        return next((cube for cube in self.current if fold(value_of(cube.payload)) == fold(named)), None)

    @property
    def mistaken(self) -> MemCube | None:
        """The belief that a correction means: the one it names, or else what is current (told last, of several)."""
        candidates = tuple(cube for cube in self.current if not self.is_late_for(cube))
        wrong = self.said.instead_of
        if wrong is None:
            return candidates[0] if candidates else None
        related = tuple(cube for cube in self.relatives if not self.is_late_for(cube))
        return next((cube for cube in (*candidates, *related) if names(wrong, value_of(cube.payload))), None)

    def meant(self, *, denials: bool = False) -> MemCube | None:
        """The belief that an ending or a retraction speaks of, in its own slot or under a neighbouring predicate."""
        known = (*self.current, *self.denied) if denials else self.current
        found = self.alike(known, Likeness.SAME, Likeness.LESS, Likeness.MORE)
        if found is None and self.single and known and fold(self.value) in _VAGUE:
            return known[0]
        return found or self.alike(self.relatives, Likeness.SAME, Likeness.LESS)

    # -- time

    @property
    def since(self) -> datetime:
        """From when on it holds, as far as was said."""
        return self.said.valid_from or self.said.observed_at

    @property
    def end(self) -> datetime:
        """When it ended, as far as was said."""
        said = self.said
        return said.valid_to or (said.valid_from if self.meaning == "deny" else None) or said.observed_at

    @property
    def is_past(self) -> bool:
        """Whether it was over when it was told."""
        return self.said.valid_to is not None and self.said.valid_to <= self.said.observed_at

    def is_late_for(self, cube: MemCube) -> bool:
        """Whether this is older than what the cube says: said earlier, or begun earlier if both say when they began."""
        said = self.said
        if said.valid_from is not None and said.valid_from > cube.observed_at:
            return False
        if said.observed_at < cube.observed_at:
            return True
        began = None if _negated(cube) or self.meaning != "assert" else cube.valid_from
        return began is not None and said.valid_from is not None and said.valid_from < began

    def began_after(self, cube: MemCube) -> bool:
        """Whether this began after the cube was told, so that it can't be the same thing in other words."""
        return self.said.valid_from is not None and self.said.valid_from > cube.observed_at

    def adds_times_to(self, cube: MemCube) -> bool:
        """Whether this says since when or until when, and the cube does not yet."""
        since = self.said.valid_from is not None and cube.valid_from is None and not self.began_after(cube)
        return since or (self.said.valid_to is not None and cube.valid_to is None)

    def next_after(self) -> MemCube | None:
        """What came next in the world; of a single value, what is current if nothing else did."""
        if not self.single:
            return min((cube for cube in self.rivals if self.is_late_for(cube)), key=start_of, default=None)
        mine = self._start
        later = [
            cube for cube in self.slot if start_of(cube) > mine or (cube in self.rivals and self.is_late_for(cube))
        ]
        return min(later, key=start_of, default=next(iter(self.current), None))

    def last_before(self) -> MemCube | None:
        """Of a single value: the past one whose time reaches into this one's."""
        mine = self._start
        earlier = [
            cube
            for cube in self.past
            if self.single and start_of(cube) <= mine and cube.valid_to is not None and cube.valid_to > mine
        ]
        return max(earlier, key=start_of, default=None)

    def superseded_by(self, cube: MemCube) -> MemCube | None:
        """Of a single value: what ended exactly where this cube began, for it was closed by it."""
        if not self.single or slot_of(cube.payload) != slot_of(self.said.payload):
            return None
        return next((old for old in self.past if old.valid_to == start_of(cube) and not _negated(old)), None)

    @property
    def _start(self) -> datetime:
        said = self.said
        return said.valid_from or min(said.valid_to or said.observed_at, said.observed_at)

    def as_asserted(self) -> Situation:
        """The same, taken as simply told."""
        return self._replace(meaning="assert")


def start_of(cube: MemCube) -> datetime:
    """Since when a belief holds, as far as is known."""
    return cube.valid_from or cube.observed_at


def situation_of(said: Proposal, trust: Trust, view: View) -> Situation | None:
    """The proposal among what is known; None for what competes with nothing."""
    slot = slot_of(said.payload)
    if slot is None or said.intent == "extend":
        return None
    known = view.slot(slot)
    payload = said.payload
    meaning: Meaning = said.intent
    if isinstance(payload, Semantic) and payload.negated and meaning in ("assert", "correct"):
        meaning = "deny"
    neighbours: tuple[Slot, ...] = ()
    opposite: tuple[MemCube, ...] = ()
    if isinstance(payload, Semantic):
        neighbours = tuple(statement_slot(payload.subject, one) for one in sorted(relatives(payload.predicate)))
        if payload.predicate in OPPOSITES:
            opposite = view.slot(statement_slot(payload.subject, OPPOSITES[payload.predicate]))
    return Situation(
        said=said,
        meaning=meaning,
        trust=trust,
        single=not isinstance(payload, Semantic) or payload.functional or any(map(_single, known)),
        slot=known,
        relatives=_holding(cube for neighbour in neighbours for cube in view.slot(neighbour)),
        opposites=_holding(opposite),
    )


def _holding(cubes: Iterable[MemCube]) -> tuple[MemCube, ...]:
    return tuple(cube for cube in cubes if cube.state is State.ACTIVE and not _negated(cube))


def _single(cube: MemCube) -> bool:
    return isinstance(cube.payload, Semantic) and cube.payload.functional


def _negated(cube: MemCube) -> bool:
    return isinstance(cube.payload, Semantic) and cube.payload.negated
