"""Parts that pass from one person to another, pets that get a breed or another name, couples, handles and pronouns."""

from __future__ import annotations

import pytest

from memos.agents.perception import Perceived
from memos.schemas.cube import MemCube, Semantic
from tests.agents.test_semantic import known, proposals, talk


def told(perceived: Perceived, *cubes: MemCube) -> list[tuple[str, str, str, str]]:
    found = proposals(perceived, *cubes)
    return [
        (one.payload.subject, one.intent, one.payload.predicate, one.payload.object)
        for one in found
        if isinstance(one.payload, Semantic)
    ]


DENTIST = known("Ana", "relation:dentist", "Dr. Moe")
TEACHER = known("Ana", "relation:teacher", "Nuria", functional=False)
BALOU = known("Ana", "has_pet", "labrador called Balou", functional=False)
PARTNER = known("Ana", "relation:partner", "Isolde")


@pytest.mark.parametrize(
    "said",
    [
        "Dr. Berg is my dentist now.",
        "My dentist isn't Dr. Moe anymore, it's Dr. Berg.",
        "I switched to a new dentist, Dr. Berg, because of the waiting times.",
        "Dr. Moe retired and Dr. Berg took over as my dentist.",
        "Dr. Berg took over from Dr. Moe.",
        "I changed dentists. It's Dr. Berg now.",
        "I used to have Dr. Moe as my dentist, but since June it's Dr. Berg.",
        "Dr. Moe was replaced by Dr. Berg last month.",
        "The new dentist is called Dr. Berg.",
    ],
)
def test_a_part_passes_to_another_however_it_is_said(said: str) -> None:
    found = told(talk(f"Ana: {said}"), DENTIST)
    assert any(one[2:] == ("relation:dentist", "Dr. Berg") and one[1] in ("assert", "correct") for one in found)


@pytest.mark.parametrize(
    "said", ["Dr. Moe retired in May.", "I don't have a dentist at the moment.", "Dr. Moe is no longer my dentist."]
)
def test_who_is_gone_plays_the_part_no_longer(said: str) -> None:
    assert ("Ana", "end", "relation:dentist", "Dr. Moe") in told(talk(f"Ana: {said}"), DENTIST)


@pytest.mark.parametrize("said", ["It's Essential to floss.", "My dentist is Dutch.", "I see Dr. Berg on Monday."])
def test_what_names_no_holder_changes_nothing(said: str) -> None:
    assert not [one for one in told(talk(f"Ana: {said}"), DENTIST) if one[2] == "relation:dentist"]


def test_of_a_part_that_several_play_the_one_replaced_ends() -> None:
    found = told(talk("Ana: Rosalie has replaced Nuria as my teacher."), TEACHER)
    assert ("Ana", "end", "relation:teacher", "Nuria") in found
    assert ("Ana", "assert", "relation:teacher", "Rosalie") in found


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("I was wrong, Balou is a golden retriever.", "golden retriever called Balou"),
        ("Balou is called Magnus now.", "labrador called Magnus"),
        ("We renamed Balou to Magnus.", "labrador called Magnus"),
    ],
)
def test_a_pet_stays_one_statement(said: str, value: str) -> None:
    assert ("Ana", "correct", "has_pet", value) in told(talk(f"Ana: {said}"), BALOU)


@pytest.mark.parametrize(
    "said",
    ["We're no longer together.", "We called off the engagement.", "It's over between Isolde and me."],
)
def test_a_couple_parts_without_a_name(said: str) -> None:
    assert ("Ana", "end", "relation:partner", "Isolde") in told(talk(f"Ana: {said}"), PARTNER)


@pytest.mark.parametrize(
    ("said", "predicate", "value"),
    [
        ("My Instagram handle is @salt.and.clay.", "attribute:instagram handle", "@salt.and.clay"),
        ("On Telegram I'm @wolf_new now.", "attribute:telegram handle", "@wolf_new"),
        ("I use they/them pronouns.", "attribute:pronouns", "they/them"),
        ("I'm seeing someone, her name is Freja.", "relation:partner", "Freja"),
    ],
)
def test_what_is_written_in_one_go_is_one_value(said: str, predicate: str, value: str) -> None:
    assert ("Ana", "assert", predicate, value) in told(talk(f"Ana: {said}"))


def test_who_has_died_is_no_news_as_kin() -> None:
    assert told(talk("Ana: Dad died in 2010.")) == []
