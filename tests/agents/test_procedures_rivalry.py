from __future__ import annotations

import pytest

from memos.agents.procedures.instructions import find_instruction
from memos.agents.procedures.rivalry import rivals
from memos.schemas.cube import Procedural


def preference(said: str) -> Procedural:
    given = find_instruction(said)
    assert given is not None
    return Procedural(title=given.title, trigger=given.trigger, steps=given.steps, preconditions=given.preconditions)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Always answer in French.", "Always answer in German."),
        ("Always answer in French.", "Reply in Portuguese from now on."),
        ("Always answer in French.", "From now on, answer in German instead."),
        ("From now on, call me Sam.", "From now on, call me Dr. Silva."),
        ("From now on use metric units.", "From now on, please use imperial units."),
        ("Never call me before nine.", "From now on don't call me before nine."),
        ("Please always use emojis.", "From now on don't use emojis."),
        ("Always keep your answers short.", "Keep your answers detailed from now on."),
    ],
)
def test_one_of_two_preferences_is_given_up(before: str, now: str) -> None:
    expected = before != "Never call me before nine."  # the same said again is no rival
    assert rivals(preference(now), preference(before)) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Always cite your sources.", "Always cite page numbers."),
        ("Never mention my weight.", "Never mention my age."),
        ("Always answer in French.", "Always answer in full sentences."),
        ("Don't answer in French from now on.", "Don't answer in German from now on."),
        ("Whenever you write to clients, answer in French.", "Always answer in German."),
        ("Never call me before nine.", "From now on, call me Sam."),
    ],
)
def test_what_may_both_hold_does(one: str, other: str) -> None:
    assert not rivals(preference(other), preference(one))
    assert not rivals(preference(one), preference(other))
