"""A procedure corrected by hand: its steps are mended, or the correction is refused; the title follows the steps it was made of."""

from __future__ import annotations

import pytest

from memos.agents.procedures.rewriting import rewritten
from memos.agents.procedures.steps import MOST
from memos.schemas.cube import Procedural

DEPLOY = Procedural(title="When you deploy: first run the tests", trigger="you deploy", steps=("Run the tests",))
JAM = Procedural(title="How to make jam", steps=("Wash the fruit", "Boil it with sugar", "Fill the jars"))


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        ("1. Wash\n2. Boil\n3. Jar\n4. Label", ("Wash", "Boil", "Jar", "Label")),
        ("- Wash\n- Boil", ("Wash", "Boil")),
        ("Wash it. Cook it. Jar it.", ("Wash it", "Cook it", "Jar it")),
        ("Boil it with honey.", ("Wash the fruit", "Boil it with honey", "Fill the jars")),
        ("Use honey, not sugar", ("Wash the fruit", "Boil it with honey", "Fill the jars")),
        ("skip step 2", ("Wash the fruit", "Fill the jars")),
        ("step 3 should come before step 2", ("Wash the fruit", "Fill the jars", "Boil it with sugar")),
    ],
)
def test_steps_are_mended(said: str, steps: tuple[str, ...]) -> None:
    mended = rewritten(JAM, said)
    assert mended is not None
    assert (mended.title, mended.steps) == (JAM.title, steps)


@pytest.mark.parametrize("said", ["purple elephants", "step 9 is: eat", "Wash the jars", "It is late. It is dark."])
def test_what_cannot_be_told_is_not_guessed(said: str) -> None:
    assert rewritten(JAM, said) is None


def test_a_title_made_of_the_steps_follows_them() -> None:
    mended = rewritten(DEPLOY, "run the linter, then run the tests")
    assert mended is not None
    assert mended.steps == ("Run the linter", "Run the tests")
    assert mended.title == "When you deploy: run the linter, then run the tests"


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("swap 1 and 2", "When I travel: pack, then book"),
        ("skip step 2", "When I travel: book"),
        ("step 2 is: call Ana", "When I travel: book, then call Ana"),
        ("add a last step: lock the door", "When I travel: book, then pack, then lock the door"),
    ],
)
def test_a_title_follows_whatever_becomes_of_the_steps(said: str, title: str) -> None:
    mended = rewritten(Procedural(title="When I travel: book, then pack", steps=("Book", "Pack")), said)
    assert mended is not None
    assert mended.title == title


def test_without_steps_the_title_is_mended() -> None:
    mended = rewritten(Procedural(title="Always answer in French"), "Always answer in German.")
    assert mended == Procedural(title="Always answer in German")


@pytest.mark.parametrize(("count", "taken"), [(MOST, True), (MOST + 1, False)])
def test_there_are_never_too_many_steps(count: int, taken: bool) -> None:
    said = "\n".join(f"{number}. wash {number}" for number in range(1, count + 1))
    assert (rewritten(JAM, said) is not None) is taken
