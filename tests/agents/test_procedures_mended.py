"""Corrections of a step are read from a sentence, and do something only to a procedure that they fit."""

from __future__ import annotations

import pytest

from memos.agents.procedures.corrections import LONGEST, RULES, CorrectionRule, find_correction
from memos.agents.procedures.mending import (
    LAST,
    Change,
    Insert,
    Move,
    Remove,
    Replace,
    Reword,
    Swap,
    applied,
    in_words,
    is_meant_by,
)
from memos.agents.procedures.steps import MOST
from memos.bench.hostile import TOO_LONG, hostile, seconds
from memos.schemas.cube import Procedural

CHICKEN = Procedural(
    title="How I roast chicken",
    trigger="roast chicken",
    steps=("Preheat the oven to 220", "Rub the bird with two spoons of butter", "Let it rest"),
)


def mended(sentence: str, procedure: Procedural = CHICKEN) -> tuple[str, ...] | None:
    correction = find_correction(sentence)
    changed = applied(correction.change, procedure) if correction else None
    return None if changed is None else changed.steps


@pytest.mark.parametrize(("rule", "sentence"), [(rule, one) for rule in RULES for one in rule.fits])
def test_a_rule_fits_its_examples(rule: CorrectionRule, sentence: str) -> None:
    match = rule.pattern.match(sentence)
    assert match is not None
    assert find_correction(sentence) is not None
    assert rule.read(match) == find_correction(sentence).change  # type: ignore[union-attr]


@pytest.mark.parametrize("sentence", [one for rule in RULES for one in rule.not_fits])
def test_no_rule_fits_what_corrects_nothing(sentence: str) -> None:
    assert find_correction(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "place", "step"),
    [
        ("No, preheat to 230, not 220.", 0, "Preheat the oven to 230"),
        ("Use three spoons instead of two.", 1, "Rub the bird with three spoons of butter"),
        ("Actually 3 spoons, not 2.", 1, "Rub the bird with 3 spoons of butter"),
        ("Sorry, with olive oil, not butter.", 1, "Rub the bird with two spoons of olive oil"),
        ("It's not 220 but 200.", 0, "Preheat the oven to 200"),
    ],
)
def test_a_value_within_a_step(sentence: str, place: int, step: str) -> None:
    steps = mended(sentence)
    assert steps is not None
    assert steps[place] == step
    assert [one for at, one in enumerate(steps) if at != place] == [
        one for at, one in enumerate(CHICKEN.steps) if at != place
    ]


@pytest.mark.parametrize(
    "sentence", ["I like tea, not coffee.", "It is not 220.", "Preheat to 230, not 2200.", "Is it 230, not 220?"]
)
def test_no_value_is_changed_by_what_says_another_thing(sentence: str) -> None:
    assert mended(sentence) is None


@pytest.mark.parametrize(
    ("change", "steps"),
    [
        (Replace(LAST, "Serve"), ("a", "b", "Serve")),
        (Remove(1), ("a", "c")),
        (Insert(0, "z"), ("z", "a", "b", "c")),
        (Insert(3, "z"), ("a", "b", "c", "z")),
        (Insert(LAST, "z"), ("a", "b", "c", "z")),
        (Insert(-2, "z"), ("a", "b", "z", "c")),
        (Swap(0, LAST), ("c", "b", "a")),
        (Move(2, 0), ("c", "a", "b")),
        (Move(0, LAST, after=True), ("b", "c", "a")),
        (Move(0, 2), ("b", "a", "c")),
        (Move(LAST, 0, after=True), ("a", "c", "b")),
    ],
)
def test_a_change_keeps_all_other_steps(change: Change, steps: tuple[str, ...]) -> None:
    changed = applied(change, Procedural(title="t", steps=("a", "b", "c")))
    assert changed is not None
    assert changed.steps == steps
    assert in_words(change)


@pytest.mark.parametrize(
    "change",
    [
        Replace(3, "d"),
        Remove(3),
        Insert(4, "d"),
        Swap(0, 3),
        Swap(1, 1),
        Move(3, 0),
        Move(0, 1),
        Replace(0, "a"),
        Reword("z", "y"),
    ],
)
def test_a_change_that_does_not_fit_does_nothing(change: Change) -> None:
    assert applied(change, Procedural(title="t", steps=("a", "b", "c"))) is None


def test_the_only_step_is_not_left_out() -> None:
    assert applied(Remove(0), Procedural(title="t", steps=("a",))) is None


@pytest.mark.parametrize(("count", "fits"), [(MOST - 1, True), (MOST, False)])
def test_there_are_never_too_many_steps(count: int, fits: bool) -> None:
    long = Procedural(title="t", steps=tuple(f"s{number}" for number in range(count)))
    assert (applied(Insert(LAST, "one more"), long) is not None) is fits


def test_an_instruction_without_steps_says_another_value() -> None:
    changed = applied(Reword("before ten", "nine"), Procedural(title="Never call me before nine"))
    assert changed is not None
    assert changed.title == "Never call me before ten"


@pytest.mark.parametrize(
    ("of", "meant"), [("", None), ("that", None), ("the chicken recipe", True), ("my chickens", False), ("tea", False)]
)
def test_what_a_correction_is_said_of(of: str, meant: bool | None) -> None:
    assert is_meant_by(of, CHICKEN) is meant


@pytest.mark.parametrize(("length", "read"), [(LONGEST, True), (LONGEST + 1, False)])
def test_a_long_sentence_is_no_correction(length: int, read: bool) -> None:
    sentence = "Replace step 1 with " + "x" * (length - 20)
    assert (find_correction(sentence[:length]) is not None) is (read and length - 20 <= 300)


@pytest.mark.parametrize("piece", ["actually ", "step 1 ", "in the a ", "swap ", "not ", "add a step ", "the first "])
def test_hostile_sentences_take_no_time(piece: str) -> None:
    text = hostile(piece)
    assert seconds(lambda: [find_correction(text[at : at + LONGEST]) for at in range(0, len(text), LONGEST)]) < TOO_LONG
