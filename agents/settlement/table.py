"""The table of outcomes: for each meaning of a proposal the situations it may meet, in the order they are asked for.

    assert   told again · ended when told · told late · says more · says less · changed · denied before · opposite · new
    correct  no mistake found (then as assert) · the right value is known · corrected
    end      ends a belief · known to have ended · another value holds · never told
    deny     as end; what was never told becomes a denial alone
    retract  takes a belief back · nothing to take back

"Now" is the time of saying, not of telling: what was said before the words a belief rests on is late.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from memos.agents.settlement.phrases import about, as_current, as_negation, day, phrase
from memos.agents.settlement.situation import Situation, start_of
from memos.agents.settlement.verdicts import Believe, Finish, Ignore, Improve, Known, Merge, Verdict, Withdraw
from memos.agents.settlement.view import value_of
from memos.agents.settlement.wording import Likeness, fold
from memos.schemas.cube import MemCube, Semantic

NARROWS = frozenset({"allergic_to", "dislikes", "takes"})
"""Predicates of which the narrower value does not say the wider one better: pine nuts are not all nuts."""

Rule = Callable[[Situation], Verdict | None]


class Column(NamedTuple):
    """The rules for one meaning: the first that applies decides, and `otherwise` if none does."""

    rules: tuple[Rule, ...]
    otherwise: Callable[[Situation], Verdict]


def decide(situation: Situation) -> Verdict:
    """The outcome for a proposal about something that competes for a slot."""
    column = TABLE[situation.meaning]
    return next((verdict for rule in column.rules if (verdict := rule(situation))), None) or column.otherwise(situation)


# -- assert


def told_again(now: Situation) -> Verdict | None:
    """The same value is current: evidence; a new version if the words add times, or are more trusted."""
    known = now.alike(now.current, Likeness.SAME)
    if known is None or now.is_past:
        return None
    if now.trust.rank > known.trust.rank:
        return Improve(known, known.payload, f"confirmed: {about(known)} was told by {known.trust.value} only", True)
    if now.adds_times_to(known):
        return Improve(known, known.payload, f"{about(known)}, and now we know when")
    return Known(known, f"known already: {about(known)}")


def ended_when_told(now: Situation) -> Verdict | None:
    """Over when it was told ("back in 2019"): ends the belief that it still holds, or becomes one about the past."""
    said = now.said
    if not now.is_past or said.valid_to is None:
        return None
    known = now.alike(now.current, Likeness.SAME, Likeness.MORE, Likeness.LESS)
    if known is not None and not now.is_late_for(known) and start_of(known) < said.valid_to:
        return Finish(known, said.valid_to, as_negation(said.payload), f"{about(known)}: until {day(said.valid_to)}")
    return _of_the_past(now, f"an earlier {phrase(said.payload)}, told later: until {day(said.valid_to)}")


def told_late(now: Situation) -> Verdict | None:
    """What is current was said later, or began later: the older value is put in its place in the past."""
    later = next((rival for rival in now.rivals if now.is_late_for(rival)), None)
    if later is None:
        return None
    return _of_the_past(now, f"an older {phrase(now.said.payload)} told later: {about(later)} stays current")


def says_more(now: Situation) -> Verdict | None:
    """The same value in fuller words: a new version of the same cube."""
    known = None if now.predicate in NARROWS else now.alike(now.current, Likeness.MORE)
    if known is None or now.began_after(known):
        return None
    if now.said.observed_at < known.observed_at:
        return Known(known, f"known already: {about(known)}")
    return Improve(known, now.said.payload, f"said more fully: was {as_current(known)}")


def says_less(now: Situation) -> Verdict | None:
    """The same value in fewer words: evidence."""
    known = None if now.predicate in NARROWS else now.alike(now.current, Likeness.LESS)
    if known is None or now.began_after(known):
        return None
    return Known(known, f"known already, and more fully: {about(known)}")


def changed(now: Situation) -> Verdict | None:
    """One value at a time: the new one supersedes what was current."""
    rivals = now.rivals
    if not (now.single or now.replaced) or not rivals:
        return None
    old = rivals[0]
    return _supersede(
        now, f"{phrase(now.said.payload, whose=True)} changed: was {as_current(old)} until {day(now.since)}"
    )


def denied_before(now: Situation) -> Verdict | None:
    """It was said not to hold, and now it does."""
    return _supersede(now, f"{phrase(now.said.payload, whose=True)}: holds again, or now") if now.rivals else None


def new(now: Situation) -> Verdict:
    """Nothing like it is known."""
    said = now.said
    others = f", beside {as_current(now.current[0])}" if now.current else ""
    return Believe(said.payload, f"{said.reason}{others}", since=now.since, follows=now.given_up())


# -- correct


def no_mistake_found(now: Situation) -> Verdict | None:
    """Nothing that could have been the mistake: as if it were simply told."""
    return None if now.mistaken else decide(now.as_asserted())


def right_value_known(now: Situation) -> Verdict | None:
    """The right value is believed already: the mistake merges into it."""
    known, wrong = now.alike(now.current, Likeness.SAME), now.mistaken
    if known is None or wrong is None:
        return None
    if known.id == wrong.id:  # "Lang" put right to "Lange" is the same to all others who compare them
        said_so = now.said.instead_of is None or fold(now.value) == fold(value_of(known.payload))
        return Known(known, f"known already: {about(known)}") if said_so else None
    return Merge(wrong, known, f"{as_current(wrong)} was a mistake for {as_current(known)}")


def corrected(now: Situation) -> Verdict:
    """The earlier words were wrong: a new version of the same cube, resting on the new ones; its history keeps them."""
    wrong = now.mistaken
    if wrong is None:
        return new(now)
    reason = f"corrected: {phrase(now.said.payload, whose=True)} is not {as_current(wrong)}"
    return Improve(wrong, now.said.payload, reason, replaces_evidence=True)


# -- end and deny


def ends_belief(now: Situation) -> Verdict | None:
    """What is believed no longer holds: superseded, with a negated statement that recall can show."""
    known = now.meant()
    if known is None:
        return None
    negation = as_negation(now.said.payload, of=known.payload)
    if now.is_late_for(known):
        if negation is None:
            return Ignore(f"said before {about(known)} was: it holds again")
        return Believe(
            negation, f"did not hold before: {about(known)}", since=now.since, ended=start_of(known), successor=known
        )
    return Finish(known, now.end, negation, f"no longer so since {day(now.end)}: {about(known)}")


def denied_already(now: Situation) -> Verdict | None:
    """The denial is known, or the belief is known to have ended."""
    known = now.alike(now.denied, Likeness.SAME, Likeness.LESS)
    if known is not None:
        return Known(known, f"known already: {about(known)}")
    past = now.alike(now.past, Likeness.SAME)
    return Ignore(f"known to have ended already: {about(past)}") if past and not _denial(past) else None


def another_holds(now: Situation) -> Verdict | None:
    """Of a value that never was current, while another is: a belief about the past if it held, else nothing new."""
    others = now.current or tuple(cube for cube in now.denied if now.is_late_for(cube))
    if not now.single or not others:
        return None
    if now.meaning == "end" and not _is_negated(now):
        return _of_the_past(now, f"an earlier {phrase(now.said.payload)}: {about(others[0])} is current")
    return Ignore(f"says what is not so; {about(others[0])} is what holds")


def never_told(now: Situation) -> Verdict | None:
    """It held and ended before it was ever told: a belief about the past, and the statement that it ended."""
    payload = now.said.payload
    if now.meaning != "end" or not isinstance(payload, Semantic) or payload.negated:
        return None
    retires = now.denied if now.single else ()
    return Finish(payload, now.end, as_negation(payload), f"held once, not since {day(now.end)}", retires)


def denial(now: Situation) -> Verdict:
    """Never told: the negated statement alone."""
    negation = as_negation(now.said.payload, held=now.meaning == "end")
    if negation is None:
        return Ignore("nothing of the kind was believed")
    return Believe(negation, now.said.reason, since=now.end, retires=now.denied if now.single else ())


# -- retract


def takes_back(now: Situation) -> Verdict | None:
    """A tombstone for what was said; what it had superseded is believed again."""
    known = now.meant(denials=True)
    if known is None or now.is_late_for(known):
        return None
    return Withdraw(known, now.superseded_by(known), f"taken back: {about(known)}")


def nothing_to_take_back(now: Situation) -> Verdict:
    """Nothing like it is believed."""
    return Ignore(f"nothing to take back: no {phrase(now.said.payload)} like that is believed")


# -- what several rules need


def _of_the_past(now: Situation, reason: str) -> Verdict:
    """A belief about the past, unless it is known: its time ends where the next value's begins."""
    known = now.alike(now.past, Likeness.SAME)
    if known is not None:
        return Known(known, f"known already, as something of the past: {about(known)}")
    said, successor = now.said, now.next_after()
    ended = now.end
    if successor is not None and (said.valid_from is None or said.valid_from < start_of(successor)):
        ended = min(ended, start_of(successor)) if said.valid_to else start_of(successor)
    return Believe(said.payload, reason, now.since, ended=ended, successor=successor, shortens=now.last_before())


def _supersede(now: Situation, reason: str) -> Believe:
    return Believe(now.said.payload, reason, since=now.since, retires=now.rivals)


def _denial(cube: MemCube) -> bool:
    return isinstance(cube.payload, Semantic) and cube.payload.negated


def _is_negated(now: Situation) -> bool:
    return isinstance(now.said.payload, Semantic) and now.said.payload.negated


_ENDING = (ends_belief, denied_already, another_holds, never_told)

TABLE: Mapping[str, Column] = {
    "assert": Column((told_again, ended_when_told, told_late, says_more, says_less, changed, denied_before), new),
    "correct": Column((no_mistake_found, right_value_known), corrected),
    "end": Column(_ENDING, denial),
    "deny": Column(_ENDING, denial),
    "retract": Column((takes_back,), nothing_to_take_back),
}
