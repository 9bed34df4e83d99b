"""The table of outcomes, row by row."""

from __future__ import annotations

import pytest

from memos.schemas.cube import (
    State,
)
from memos.schemas.message import Trust
from tests.agents.telling import DAY, Talk, day, fact

# -- assert


def test_told_first() -> None:
    talk = Talk()
    talk.tell(fact("Porto"))
    cube = talk.fact("Porto")
    assert (cube.state, cube.version, cube.trust) == (State.ACTIVE, 1, Trust.USER)
    assert cube.provenance.message_ids == ("m1",)
    assert cube.provenance.op_id == "op-m1"
    assert (cube.observed_at, cube.created_at, cube.valid_from) == (day(1), day(1000), None)


def test_the_same_again_is_evidence() -> None:
    talk = Talk()
    talk.tell(fact("Porto"))
    talk.tell(fact("Porto"))
    assert talk.events == ["NO_OP"]
    assert talk.operations[0].reason == "known already: Ana's home is Porto"
    cube = talk.fact("Porto")
    assert cube.provenance.message_ids == ("m1", "m2")


def test_the_same_evidence_twice_changes_nothing() -> None:
    talk = Talk()
    talk.tell(fact("Porto"))
    source = talk.fact("Porto").provenance.sources
    talk.tell(fact("Porto", sources=source))
    assert talk.fact("Porto").version == 1


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("a Porsche", "Porsche"),
        ("hiking", "hikes"),
        ("São Paulo", "Sao Paulo"),
        ("30k", "30,000"),
        ("two dogs", "2 dogs"),
    ],
)
def test_a_paraphrase_is_evidence(first: str, again: str) -> None:
    talk = Talk()
    talk.tell(fact(first, "likes"))
    talk.tell(fact(again, "likes"))
    assert talk.events == ["NO_OP"]
    assert talk.current("likes") == [first]


def test_fuller_words_are_a_new_version_of_the_same_cube() -> None:
    talk = Talk()
    talk.tell(fact("dog", "has_pet"))
    talk.tell(fact("dog Biscuit", "has_pet"))
    assert talk.events == ["UPDATE"]
    cube = talk.fact("dog Biscuit")
    assert cube.version == 2
    assert cube.provenance.message_ids == ("m2", "m1")
    assert talk.memories.history(cube.id)[0].payload != cube.payload


def test_fewer_words_are_evidence() -> None:
    talk = Talk()
    talk.tell(fact("beagle Biscuit", "has_pet"))
    talk.tell(fact("Biscuit", "has_pet"))
    assert talk.events == ["NO_OP"]


def test_narrower_allergies_stand_beside_wider_ones() -> None:
    talk = Talk()
    talk.tell(fact("nuts", "allergic_to"))
    talk.tell(fact("pine nuts", "allergic_to"))
    assert talk.current("allergic_to") == ["nuts", "pine nuts"]


def test_another_one_is_another_one() -> None:
    talk = Talk()
    talk.tell(fact("cat", "has_pet"))
    talk.tell(fact("another cat", "has_pet"))
    assert len(talk.current("has_pet")) == 2


def test_a_single_value_changes() -> None:
    talk = Talk()
    talk.tell(fact("Porto"))
    talk.tell(fact("Lisbon"))
    assert talk.events == ["ADD", "UPDATE"]
    old, new = talk.fact("Porto"), talk.fact("Lisbon")
    assert (old.state, old.valid_to, new.state) == (State.SUPERSEDED, day(2), State.ACTIVE)
    assert talk.superseded() == {("Ana lives in Lisbon.", "Ana lives in Porto.")}
    assert talk.operations[0].reason == "Ana's home changed: was Porto until 2024-01-03"


def test_a_change_closes_the_old_interval_when_it_is_said_to_begin() -> None:
    talk = Talk()
    talk.tell(fact("Porto", valid_from=day(-100)))
    talk.tell(fact("Lisbon", valid_from=day(0)))
    assert talk.fact("Porto").valid_to == day(0)


def test_an_interval_never_ends_before_it_begins() -> None:
    talk = Talk()
    talk.tell(fact("Porto", valid_from=day(-10)), at=1)
    talk.tell(fact("Lisbon", valid_from=None), at=2)
    talk.tell(fact("Faro", valid_from=day(-10)), at=3)
    for cube in talk.facts("lives_in"):
        assert cube.valid_from is None or cube.valid_to is None or cube.valid_from <= cube.valid_to


def test_many_values_stay_side_by_side() -> None:
    talk = Talk()
    talk.tell(fact("cheese", "likes"))
    talk.tell(fact("wine", "likes"))
    assert talk.current("likes") == ["cheese", "wine"]
    assert talk.events == ["ADD"]


def test_what_was_superseded_may_come_back_as_a_new_cube() -> None:
    talk = Talk()
    for value in ("Porto", "Lisbon", "Porto"):
        talk.tell(fact(value))
    assert talk.current("lives_in") == ["Porto"]
    assert [cube.state for cube in talk.facts("lives_in")] == [State.SUPERSEDED, State.SUPERSEDED, State.ACTIVE]


def test_two_people_have_their_own_values() -> None:
    talk = Talk()
    talk.tell(fact("Porto"), fact("Porto", subject="Maya"))
    talk.tell(fact("Faro", subject="Maya"))
    assert talk.current("lives_in") == ["Porto"]
    assert talk.current("lives_in", "Maya") == ["Faro"]


def test_keys_do_not_depend_on_case() -> None:
    talk = Talk()
    talk.tell(fact("Porto", subject="Ana  Silva"))
    talk.tell(fact("Faro", subject="ana silva"))
    assert talk.current("lives_in", "Ana  Silva") == []


def test_an_older_value_told_late_is_born_superseded() -> None:
    talk = Talk()
    talk.tell(fact("Lisbon"), at=50)
    talk.tell(fact("Porto"), at=10)
    assert talk.events == ["ADD"]
    old = talk.fact("Porto")
    assert (old.state, old.valid_to) == (State.SUPERSEDED, day(50))
    assert talk.current("lives_in") == ["Lisbon"]
    assert talk.superseded() == {("Ana lives in Lisbon.", "Ana lives in Porto.")}


def test_a_late_value_takes_its_place_between_its_neighbours() -> None:
    talk = Talk()
    talk.tell(fact("Faro"), at=1)
    talk.tell(fact("Lisbon"), at=50)
    talk.tell(fact("Porto"), at=10)
    times = {cube.payload.object: (cube.valid_to, cube.state) for cube in talk.facts("lives_in")}
    assert times == {
        "Faro": (day(10), State.SUPERSEDED),
        "Porto": (day(50), State.SUPERSEDED),
        "Lisbon": (None, State.ACTIVE),
    }


def test_what_is_said_to_have_begun_earlier_is_late_too() -> None:
    talk = Talk()
    talk.tell(fact("Lisbon", valid_from=day(-10)))
    talk.tell(fact("Porto", valid_from=day(-500)))
    assert talk.current("lives_in") == ["Lisbon"]
    assert talk.fact("Porto").valid_to == day(-10)


def test_what_was_over_when_it_was_told_is_of_the_past() -> None:
    talk = Talk()
    talk.tell(fact("Lisbon"))
    talk.tell(fact("Porto", valid_from=day(-900), valid_to=day(-800)))
    old = talk.fact("Porto")
    assert (old.state, old.valid_from, old.valid_to) == (State.SUPERSEDED, day(-900), day(-800))
    assert talk.current("lives_in") == ["Lisbon"]


def test_what_was_over_when_it_was_told_ends_the_belief_that_it_holds() -> None:
    talk = Talk()
    talk.tell(fact("Google", "works_at"))
    talk.tell(fact("Google", "works_at", valid_to=day(1) + DAY / 2))
    assert talk.current("works_at") == []
    assert talk.fact("Google").valid_to == day(1) + DAY / 2


def test_the_past_told_again_is_evidence() -> None:
    talk = Talk()
    talk.tell(fact("Lisbon"))
    for _ in range(2):
        talk.tell(fact("Porto", valid_to=day(-800)))
    assert talk.events == ["NO_OP"]
    assert talk.fact("Porto").provenance.message_ids == ("m2", "m3")


def test_the_same_value_with_a_beginning_is_a_new_version() -> None:
    talk = Talk()
    talk.tell(fact("Porto"))
    talk.tell(fact("Porto", valid_from=day(-300)))
    assert talk.events == ["UPDATE"]
    assert talk.fact("Porto").valid_from == day(-300)


def test_liking_and_disliking_exclude_each_other() -> None:
    talk = Talk()
    talk.tell(fact("coriander", "likes"))
    talk.tell(fact("coriander", "dislikes"))
    assert talk.current("likes") == []
    assert talk.current("dislikes") == ["coriander"]


# -- correct


def test_a_correction_is_a_new_version_of_the_same_cube() -> None:
    talk = Talk()
    talk.tell(fact("Porto"))
    talk.tell(fact("Lisbon", intent="correct"))
    assert talk.events == ["UPDATE"]
    cube = talk.fact("Lisbon")
    assert (cube.version, cube.state, cube.provenance.message_ids) == (2, State.ACTIVE, ("m2",))
    assert [version.payload.object for version in talk.memories.history(cube.id)] == ["Porto", "Lisbon"]
    assert talk.operations[0].reason == "corrected: Ana's home is not Porto"


def test_a_correction_may_name_the_mistake_among_many() -> None:
    talk = Talk()
    talk.tell(fact("cheese", "likes"))
    talk.tell(fact("wine", "likes"))
    talk.tell(fact("beer", "likes", intent="correct", instead_of="cheese"))
    assert talk.current("likes") == ["beer", "wine"]


def test_a_correction_within_one_exchange() -> None:
    talk = Talk()
    talk.tell(fact("Porto"), fact("Lisbon", intent="correct", instead_of="Porto"))
    assert talk.events == ["ADD", "UPDATE"]
    assert talk.current("lives_in") == ["Lisbon"]


def test_a_correction_of_nothing_is_told_as_new() -> None:
    talk = Talk()
    talk.tell(fact("Lisbon", intent="correct", instead_of="Porto"))
    assert talk.events == ["ADD"]


def test_a_correction_that_names_what_is_not_current_is_a_change() -> None:
    talk = Talk()
    talk.tell(fact("Faro"))
    talk.tell(fact("Lisbon", intent="correct", instead_of="Porto"))
    assert talk.current("lives_in") == ["Lisbon"]
    assert talk.fact("Faro").state is State.SUPERSEDED


def test_a_correction_to_what_is_known_merges_the_mistake_into_it() -> None:
    talk = Talk()
    talk.tell(fact("beer", "likes"))
    talk.tell(fact("wine", "likes"))
    talk.tell(fact("wine", "likes", intent="correct", instead_of="beer"))
    assert talk.current("likes") == ["wine"]
    assert talk.fact("beer").state is State.MERGED
    assert talk.fact("wine").provenance.message_ids == ("m2", "m3")


# -- end and deny


@pytest.mark.parametrize("intent", ["end", "deny"])
def test_what_ended_is_superseded_and_said_to_have_ended(intent: str) -> None:
    talk = Talk()
    talk.tell(fact("Google", "works_at"))
    talk.tell(fact("Google", "works_at", intent=intent))
    assert talk.events == ["UPDATE", "ADD"]
    old, denial = talk.fact("Google"), talk.fact("Google", negated=True)
    assert (old.state, old.valid_to) == (State.SUPERSEDED, day(2))
    assert (denial.text, denial.state, denial.valid_from) == ("Ana no longer works at Google.", State.ACTIVE, day(2))
    assert talk.superseded() == {(denial.text, old.text)}


def test_a_denial_keeps_its_own_words() -> None:
    talk = Talk()
    talk.tell(fact("Porto"))
    talk.tell(fact("Porto", negated=True))
    assert talk.current("lives_in") == []
    assert talk.fact("Porto", negated=True).text == "Ana does not live in Porto."


def test_vague_words_end_what_is_current() -> None:
    talk = Talk()
    talk.tell(fact("Google", "works_at"))
    talk.tell(fact("job", "works_at", intent="end"))
    assert talk.current("works_at") == []
    assert talk.fact("Google", negated=True).text == "Ana no longer works at Google."


def test_fewer_words_end_a_fuller_belief() -> None:
    talk = Talk()
    talk.tell(fact("dog Biscuit", "has_pet"))
    talk.tell(fact("dog", "has_pet", intent="end"))
    assert talk.current("has_pet") == []


def test_an_end_reaches_a_neighbouring_predicate() -> None:
    talk = Talk()
    talk.tell(fact("piano lessons", "habit"))
    talk.tell(fact("piano lessons", "hobby", intent="end"))
    assert talk.current("habit") == []


def test_a_denial_of_something_never_told_stands_alone() -> None:
    talk = Talk()
    talk.tell(fact("dog", "has_pet", intent="deny"))
    assert talk.events == ["ADD"]
    assert talk.fact("dog", negated=True).text == "It is not so that Ana has dog."


def test_an_end_of_something_never_told_leaves_a_belief_about_the_past() -> None:
    talk = Talk()
    talk.tell(fact("gymnastics", "hobby", intent="end", valid_to=day(-100)))
    old = talk.fact("gymnastics")
    assert (old.state, old.valid_to) == (State.SUPERSEDED, day(-100))
    assert talk.fact("gymnastics", negated=True).state is State.ACTIVE


def test_a_denial_again_is_evidence() -> None:
    talk = Talk()
    for _ in range(2):
        talk.tell(fact("dog", "has_pet", intent="deny"))
    assert talk.events == ["NO_OP"]
    assert talk.fact("dog", negated=True).version == 2


def test_a_denial_of_what_is_past_changes_nothing() -> None:
    talk = Talk()
    talk.tell(fact("Porto"))
    talk.tell(fact("Lisbon"))
    talk.tell(fact("Porto", intent="deny"))
    assert talk.events == ["NO_OP"]
    assert talk.operations[0].reason == "known to have ended already: Ana's home is Porto"


def test_an_end_of_another_value_is_of_the_past_while_one_is_current() -> None:
    talk = Talk()
    talk.tell(fact("Lisbon"))
    talk.tell(fact("Porto", intent="end"))
    assert talk.current("lives_in") == ["Lisbon"]
    assert (talk.fact("Porto").state, talk.fact("Porto").valid_to) == (State.SUPERSEDED, day(1))


def test_a_denial_of_another_value_says_nothing_new_while_one_is_current() -> None:
    talk = Talk()
    talk.tell(fact("Lisbon"))
    talk.tell(fact("Porto", intent="deny"))
    assert talk.events == ["NO_OP"]


def test_a_late_denial_does_not_touch_what_was_said_later() -> None:
    talk = Talk()
    talk.tell(fact("dog", "has_pet"), at=50)
    talk.tell(fact("dog", "has_pet", intent="deny"), at=10)
    assert talk.current("has_pet") == ["dog"]
    denial = talk.fact("dog", negated=True)
    assert (denial.state, denial.valid_to) == (State.SUPERSEDED, day(50))


def test_after_a_denial_it_may_hold_again() -> None:
    talk = Talk()
    talk.tell(fact("dog", "has_pet", intent="deny"))
    talk.tell(fact("dog", "has_pet"))
    assert talk.current("has_pet") == ["dog"]
    assert talk.fact("dog", negated=True).state is State.SUPERSEDED


def test_a_new_value_supersedes_the_statement_that_the_old_one_ended() -> None:
    talk = Talk()
    talk.tell(fact("Google", "works_at"))
    talk.tell(fact("Google", "works_at", intent="end"))
    talk.tell(fact("Meta", "works_at"))
    assert [cube.payload.object for cube in talk.facts("works_at") if cube.state is State.ACTIVE] == ["Meta"]


# -- retract


def test_a_retraction_leaves_a_tombstone() -> None:
    talk = Talk()
    talk.tell(fact("motorbike", "plans"))
    talk.tell(fact("motorbike", "plans", intent="retract"))
    assert talk.events == ["DELETE"]
    cube = talk.fact("motorbike")
    assert (cube.state, cube.valid_to) == (State.DELETED, day(2))


def test_a_retraction_reaches_a_neighbouring_predicate() -> None:
    talk = Talk()
    talk.tell(fact("motorbike", "wants"))
    talk.tell(fact("motorbike", "plans", intent="retract"))
    assert talk.fact("motorbike").state is State.DELETED


def test_a_retraction_brings_back_what_had_been_superseded() -> None:
    talk = Talk()
    talk.tell(fact("Porto"))
    talk.tell(fact("Lisbon"))
    talk.tell(fact("Lisbon", intent="retract"))
    assert talk.events == ["DELETE", "UPDATE"]
    assert talk.current("lives_in") == ["Porto"]
    assert talk.fact("Porto").valid_to is None


def test_nothing_to_retract() -> None:
    talk = Talk()
    talk.tell(fact("Porto"))
    talk.tell(fact("Lisbon", intent="retract"))
    assert talk.events == ["NO_OP"]
    assert talk.operations[0].reason == "nothing to take back: no home like that is believed"
    assert talk.current("lives_in") == ["Porto"]
