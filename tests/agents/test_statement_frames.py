"""What takes the place of a habit, a use, a dose: another time, amount or thing in the same frame; and what stays beside it."""

from __future__ import annotations

import pytest

from memos.agents.statements.kinds.wares import kind_of, kinds_in
from memos.agents.statements.talk.frames import dosed, frame_of, is_dose, named_in
from memos.schemas.cube import MemCube
from tests.agents.test_semantic import known, talk
from tests.agents.test_statement_rivalry import told


def habit(value: str, predicate: str = "habit") -> MemCube:
    return known("Ana", predicate, value, functional=False)


@pytest.mark.parametrize(
    ("said", "cube", "value"),
    [
        ("I wake up at half past five now", habit("wake up at seven most days"), "wake up at half past five"),
        ("Since the baby came I go to bed at nine.", habit("go to bed at ten"), "go to bed at nine"),
        ("I work out six times a week", habit("work out four times a week"), "work out six times a week"),
        ("I'm down to one coffee a day", habit("drink three coffees a day"), "one coffee a day"),
        ("I cycle to work now", habit("drive to work every day"), "cycle to work"),
        ("I take my coffee black now", habit("take my coffee with oat milk"), "take my coffee black"),
        ("I track my runs with Garmin now", habit("track my runs with Strava"), "track my runs with Garmin"),
        ("I've migrated my notes to Obsidian", habit("use Notion for my notes"), "use Obsidian for my notes"),
        ("my doctor put me up to 40 mg of citalopram", habit("20 mg of citalopram", "takes"), "40 mg of citalopram"),
        ("they doubled my losartan to 100 mg", habit("50 mg of losartan", "takes"), "100 mg of losartan"),
        ("Instead of bouldering I go rowing on Saturdays now.", habit("bouldering", "hobby"), "rowing"),
    ],
)
def test_the_same_frame_holds_one_value(said: str, cube: MemCube, value: str) -> None:
    replaced = [(one[2], one[3]) for one in told(talk(f"Ana: {said}"), cube)]
    assert any(new == value and old is not None for new, old in replaced), replaced


@pytest.mark.parametrize(
    ("said", "cube"),
    [
        ("I also work out on Sundays", habit("work out on Fridays")),
        ("I run three times a week", habit("run at seven")),
        ("I track my sleep with Garmin", habit("track my runs with Strava")),
        ("I take 10 mg of ramipril", habit("20 mg of citalopram", "takes")),
    ],
)
def test_another_frame_stays_beside_the_first(said: str, cube: MemCube) -> None:
    assert [one for one in told(talk(f"Ana: {said}"), cube) if one[3] is not None] == []


def test_shellfish_that_is_fine_denies_the_allergy_and_nobody_else() -> None:
    found = told(talk("Ana: The test came back negative, shellfish is fine for me."), habit("shellfish", "allergic_to"))
    assert ("deny", "allergic_to", "shellfish", None) in found


def test_a_test_that_disproves_an_allergy_denies_no_doctor() -> None:
    said = "Ana: I'm not allergic to penicillin after all, the doctor did a test."
    found = told(talk(said), habit("penicillin", "allergic_to"), habit("Dr. Berg", "relation:doctor"))
    assert [one[:3] for one in found if one[0] in ("deny", "end")] == [("deny", "allergic_to", "penicillin")]


def test_who_eats_meat_again_is_no_vegan() -> None:
    assert ("end", "diet", "vegan", None) in told(talk("Ana: I eat meat again."), habit("vegan", "diet"))


def test_who_drinks_no_alcohol_has_no_wine_at_dinner() -> None:
    wine = "have a glass of wine with dinner every night"
    assert ("end", "habit", wine, None) in told(talk("Ana: I don't drink alcohol any more."), habit(wine))


def test_what_turned_out_to_be_so_is_so() -> None:
    said = "Ana: It turned out I'm coeliac. My wife turned out not to be lactose intolerant."
    assert ("deny", "condition", "lactose intolerant", None) in told(talk(said))


def test_doses_and_names_are_found_in_values() -> None:
    assert is_dose("40 mg")
    assert not is_dose("40 mg of iron")
    assert dosed("citalopram", "40 mg") == "40 mg of citalopram"
    assert dosed("20 mg of citalopram", "40 mg") == "40 mg of citalopram"
    assert named_in("track my runs with Strava") == "Strava"


def test_a_routine_is_known_by_its_verb_and_what_goes_with_it() -> None:
    assert {frame_of("habit", said).routine for said in ("get up at 6", "wake up at seven")} == {"rising"}
    assert frame_of("habit", "get a coffee at 6").routine == ""


def test_an_ordinary_word_names_a_ware_only_with_its_capital() -> None:
    assert (kind_of("Things"), kind_of("things")) == ("task app", "")
    assert kinds_in("sings tenor in Porto") == {"voice": "tenor"}
