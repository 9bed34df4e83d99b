"""What a new value takes the place of although several may hold: cars, phones, medicines, diets; and what stays beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from memos.agents.perception import Perceived
from memos.schemas.cube import MemCube, Semantic
from tests.agents.telling import Talk, fact
from tests.agents.test_semantic import known, proposals, talk


def told(perceived: Perceived, *cubes: MemCube) -> list[tuple[str, str, str, str | None]]:
    found = proposals(perceived, *cubes)
    return [
        (one.intent, one.payload.predicate, one.payload.object, one.instead_of)
        for one in found
        if isinstance(one.payload, Semantic)
    ]


CORSA = known("Ana", "owns", "Corsa", functional=False)
PIXEL = known("Ana", "attribute:phone", "Pixel 6")
SERTRALINE = known("Ana", "takes", "sertraline", functional=False)
VEGETARIAN = known("Ana", "diet", "vegetarian", functional=False)
PEANUTS = known("Ana", "allergic_to", "peanuts", functional=False)


@pytest.mark.parametrize(
    ("said", "cube", "expected"),
    [
        ("traded it in. I drive a Yaris now", CORSA, ("assert", "owns", "Yaris", "Corsa")),
        ("upgraded to a Galaxy S24 yesterday", PIXEL, ("assert", "attribute:phone", "Galaxy S24", "Pixel 6")),
        ("my doctor switched me to escitalopram", SERTRALINE, ("assert", "takes", "escitalopram", "sertraline")),
        ("I went vegan in May", VEGETARIAN, ("assert", "diet", "vegan", "vegetarian")),
    ],
)
def test_a_replacement_names_what_it_replaces(said: str, cube: MemCube, expected: tuple[str, ...]) -> None:
    assert expected in told(talk(f"Ana: {said}"), cube)


@pytest.mark.parametrize(
    ("said", "cube", "expected"),
    [
        ("I also drive a Transit", CORSA, ("assert", "owns", "Transit", None)),
        ("I'm allergic to shellfish", PEANUTS, ("assert", "allergic_to", "shellfish", None)),
        ("I take ibuprofen for my back", SERTRALINE, ("assert", "takes", "ibuprofen", None)),
        ("I'm gluten free", VEGETARIAN, ("assert", "diet", "gluten free", None)),
    ],
)
def test_another_value_stays_beside_the_first(said: str, cube: MemCube, expected: tuple[str, ...]) -> None:
    assert expected in told(talk(f"Ana: {said}"), cube)


def test_an_older_car_told_later_gives_way_to_the_newer() -> None:
    newer = CORSA.model_copy(update={"observed_at": CORSA.observed_at + timedelta(days=3650)})
    assert ("assert", "owns", "Fiat Punto", "Corsa") in told(
        talk("Ana: I've a Fiat Punto, should I change the battery?"), newer
    )


def test_the_car_is_the_one_that_is_known() -> None:
    assert ("end", "owns", "Corsa", None) in told(talk("Ana: we sold the car"), CORSA)


def test_it_is_the_medicine_spoken_of() -> None:
    said = talk("Ana: Is it ok to drink on sertraline? I take it every morning")
    assert ("assert", "takes", "sertraline", None) in told(said)


def test_what_is_barred_for_an_allergy_is_told_once() -> None:
    assert told(talk("Ana: I can't have peanuts, I'm allergic, so is satay out?")) == [
        ("assert", "allergic_to", "peanuts", None)
    ]


def test_what_was_hated_is_loved_now() -> None:
    found = told(talk("Ana: as a kid I hated mushrooms, now I love them"))
    assert found == [("end", "dislikes", "mushrooms", None), ("assert", "likes", "mushrooms", None)]


def test_now_it_is_something_else() -> None:
    found = told(talk("Ana: Formerly I surfed, these days it's bouldering"))
    assert found == [("end", "hobby", "surfed", None), ("assert", "hobby", "bouldering", None)]


def owned(value: str, **more: str) -> dict[str, object]:
    return fact(value, "owns", **more)


def test_what_is_replaced_is_past_and_the_rest_stays() -> None:
    ana = Talk()
    ana.tell(owned("Corsa"), owned("boat"))
    ana.tell(owned("Yaris", instead_of="Corsa"))
    assert sorted(ana.current("owns")) == ["Yaris", "boat"]


def test_what_was_replaced_before_it_was_told_is_past() -> None:
    ana = Talk()
    ana.tell(owned("Yaris"), at=10)
    ana.tell(owned("Corsa", instead_of="Yaris"), at=2)
    assert ana.current("owns") == ["Yaris"]


CLIO = known("Ana", "owns", "Renault Clio", functional=False)
HOME = known("Ana", "lives_in", "Linz")


@pytest.mark.parametrize(
    ("said", "cube", "expected"),
    [
        ("I bought a Kia Niro to replace the Clio", CLIO, ("assert", "owns", "Kia Niro", "Renault Clio")),
        ("The Clio has been replaced by a Kia Niro.", CLIO, ("assert", "owns", "Kia Niro", "Renault Clio")),
        ("I drive a Skoda now, second hand.", CLIO, ("assert", "owns", "Skoda", "Renault Clio")),
        ("The Clio was stolen last night.", CLIO, ("end", "owns", "Renault Clio", None)),
        ("The Clio went to a young man from Fulda.", CLIO, ("end", "owns", "Renault Clio", None)),
        ("I traded Linz for Graz last summer.", HOME, ("assert", "lives_in", "Graz", "Linz")),
        ("We've left Linz for good.", HOME, ("end", "lives_in", "Linz", None)),
    ],
)
def test_what_is_gone_or_replaced_is_found_by_its_name(said: str, cube: MemCube, expected: tuple[str, ...]) -> None:
    assert expected in told(talk(f"Ana: {said}"), cube)


@pytest.mark.parametrize(
    "said", ["I used to drive a Mini Cooper.", "We left Linz at noon for the airport.", "My Clio needs new tyres."]
)
def test_another_car_of_former_days_ends_none_of_today(said: str) -> None:
    assert not [
        one for one in told(talk(f"Ana: {said}"), CLIO, HOME) if one[2] in ("Renault Clio", "Linz") and one[0] == "end"
    ]
