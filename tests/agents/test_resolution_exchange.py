"""Resolving in the flow: what agents propose of somebody with several names, and the edges that statements bring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import pytest

from memos import Memory, Message
from memos.agents.resolution.names import simple
from memos.errors import MemosError
from memos.schemas.cube import EdgeType
from memos.schemas.operation import Receipt
from memos.schemas.scope import Scope
from memos.store.graph import StandingEdge

FIRST = datetime(2026, 1, 5, 9, tzinfo=UTC)

Tell = Callable[..., Receipt]


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory.open(tmp_path / "home", key_file=tmp_path / "key", embedder="hash", durability="fast") as opened:
        yield opened


@pytest.fixture
def tell(memory: Memory) -> Tell:
    count = iter(range(1000))

    def say(*contents: str, user: str = "ana", name: str = "Ana", **more: Any) -> Receipt:
        number = next(count)
        messages = [
            Message(
                role="user",
                name=name,
                content=content,
                id=f"{user}{number}.{place}",
                timestamp=FIRST + timedelta(hours=number),
                **more,
            )
            for place, content in enumerate(contents)
        ]
        receipt = memory.add(messages, user_id=user, run_id="s1")
        assert not receipt.pending, receipt.pending_reason
        return receipt

    return say


def edges(memory: Memory, *types: EdgeType, user: str = "ana") -> list[StandingEdge]:
    space = memory._parts.space(Scope(user=user))
    return [edge for edge in space.graph.edges() if not types or edge.type in types]


def ends(memory: Memory, *types: EdgeType, user: str = "ana") -> list[tuple[str, str]]:
    return [
        (one.source.removeprefix("entity:"), one.target.removeprefix("entity:"))
        for one in edges(memory, *types, user=user)
    ]


def statements(memory: Memory, user: str = "ana") -> list[str]:
    return [cube.text for cube in memory.get_all(user_id=user, kinds=["semantic"])]


def test_a_nickname_is_another_name_of_the_same_and_undo_ends_that(memory: Memory, tell: Tell) -> None:
    tell("Bob lives in Lisbon.")
    receipt = tell("Robert moved to Porto.")
    assert ends(memory, EdgeType.SAME_AS) == [("robert", "bob")]
    assert "Bob lives in Porto." in statements(memory)
    assert "Bob lives in Lisbon." not in statements(memory)
    memory.undo(receipt.op_id, user_id="ana")
    assert ends(memory, EdgeType.SAME_AS) == []
    assert statements(memory) == ["Bob lives in Lisbon."]


def test_who_is_asked_for_by_one_name_is_found_by_the_other(memory: Memory, tell: Tell) -> None:
    tell("Bob lives in Lisbon.")
    tell("I met Robert yesterday.")
    best = memory.search("Where does Robert live?", user_id="ana", limit=1).hits[0]
    assert best.cube.text == "Bob lives in Lisbon."


def test_two_who_speak_are_two_whatever_their_names_may_be_short_for(memory: Memory) -> None:
    for run, name, content in (("r1", "Bill", "I live in Porto."), ("r2", "Will", "I live in Faro.")):
        memory.add(Message(name=name, content=content), user_id="ana", run_id=run)
    assert ends(memory, EdgeType.SAME_AS) == []
    memory.add(Message(name="Ana", content="Billy called."), user_id="ana", run_id="r3")
    assert ends(memory, EdgeType.SAME_AS) == []
    asked = {
        name: memory.search(f"Where does {name} live?", user_id="ana").hits[0].cube.text for name in ("Bill", "Will")
    }
    assert asked == {"Bill": "Bill lives in Porto.", "Will": "Will lives in Faro."}


def test_one_who_speaks_may_be_spoken_of_by_a_nickname(memory: Memory) -> None:
    memory.add(Message(name="William", content="I live in Porto."), user_id="ana", run_id="r1")
    memory.add(Message(name="Ana", content="Bill called."), user_id="ana", run_id="r2")
    assert ends(memory, EdgeType.SAME_AS) == [("bill", "william")]


def test_nothing_crosses_spaces(memory: Memory, tell: Tell) -> None:
    tell("Bob lives in Lisbon.")
    tell("Robert moved to Porto.", user="tom", name="Tom")
    assert ends(memory, EdgeType.SAME_AS) == ends(memory, EdgeType.SAME_AS, user="tom") == []
    assert statements(memory, "tom") == ["Robert lives in Porto."]


def test_a_role_is_another_name_of_who_plays_it(memory: Memory, tell: Tell) -> None:
    tell("My sister Maya lives in Porto.")
    assert ("ana's sister", "maya") in ends(memory, EdgeType.SAME_AS)
    tell("My boss is Ines.")
    tell("My boss is Tom now.")
    held = {
        edge.target: edge.valid_to for edge in edges(memory, EdgeType.SAME_AS) if edge.source == "entity:ana's boss"
    }
    assert held["entity:tom"] is None
    assert held["entity:ines"] is not None


def test_of_two_sisters_the_role_names_the_first_alone(memory: Memory, tell: Tell) -> None:
    tell("My sister Maya lives in Porto.")
    tell("My other sister Lea lives in Faro.")
    assert [target for source, target in ends(memory, EdgeType.SAME_AS) if source == "ana's sister"] == ["maya"]


def test_whom_a_pronoun_means_is_spoken_of(memory: Memory, tell: Tell) -> None:
    tell("Maya called.")
    tell("She said she is well.")
    said = {cube.id: cube.text for cube in memory.get_all(user_id="ana", kinds=["episodic"])}
    speak = [
        said[edge.source]
        for edge in edges(memory, EdgeType.MENTIONS)
        if edge.target == "entity:maya" and edge.source in said
    ]
    assert "Ana: She said she is well." in speak


def test_a_statement_relates_whom_it_names_as_long_as_it_holds(memory: Memory, tell: Tell) -> None:
    tell("Maya works at Orbit.")
    tell("Maya works at Zeta now.")
    [orbit] = [edge for edge in edges(memory, EdgeType.RELATES) if edge.target == "entity:orbit"]
    [zeta] = [edge for edge in edges(memory, EdgeType.RELATES) if edge.target == "entity:zeta"]
    assert orbit.source == zeta.source == "entity:maya"
    assert (orbit.valid_to is not None, zeta.valid_to) == (True, None)


def test_a_deleted_statement_relates_nobody_any_more(memory: Memory, tell: Tell) -> None:
    tell("Maya works at Orbit.")
    [stated] = memory.get_all(user_id="ana", kinds=["semantic"])
    memory.delete(stated.id, user_id="ana")
    assert edges(memory, EdgeType.RELATES) == []


def test_undoing_a_change_brings_the_old_relation_back_undated(memory: Memory, tell: Tell) -> None:
    tell("Maya works at Orbit.")
    receipt = tell("Maya works at Zeta now.")
    memory.undo(receipt.op_id, user_id="ana")
    [orbit] = edges(memory, EdgeType.RELATES)
    assert (orbit.target, orbit.valid_to) == ("entity:orbit", None)


def test_a_statement_is_derived_from_what_was_said(memory: Memory, tell: Tell) -> None:
    tell("I work at Orbit.")
    cubes = {cube.id: cube for cube in memory.get_all(user_id="ana")}
    derived = {
        (cubes[one.source].kind.value, cubes[one.target].kind.value) for one in edges(memory, EdgeType.DERIVED_FROM)
    }
    assert derived == {("semantic", "episodic"), ("core", "semantic")}


def test_because_and_so_tell_what_causes_what(memory: Memory, tell: Tell) -> None:
    tell("I moved to Porto because I work at Orbit.")
    cubes = {cube.id: cube.text for cube in memory.get_all(user_id="ana")}
    caused = [(cubes[one.source], cubes[one.target]) for one in edges(memory, EdgeType.CAUSES)]
    assert caused == [("Ana works at Orbit.", "Ana lives in Porto.")]
    tell("The train was late.", "So I missed the meeting.")
    caused = [one.target for one in edges(memory, EdgeType.CAUSES)]
    texts = {cube.id: cube.text for cube in memory.get_all(user_id="ana")}
    assert texts[caused[-1]] == "Ana: So I missed the meeting."


def test_what_contests_a_belief_that_stays_contradicts_it(memory: Memory, tell: Tell) -> None:
    tell("I live in Porto.")
    [stated] = memory.get_all(user_id="ana", kinds=["semantic"])
    memory.update(stated.id, "Lisbon", user_id="ana")
    tell("I live in Faro.")
    cubes = {cube.id: cube.text for cube in memory.get_all(user_id="ana")}
    contested = [(cubes[one.source], cubes[one.target]) for one in edges(memory, EdgeType.CONTRADICTS)]
    assert contested == [("Ana: I live in Faro.", "Ana lives in Lisbon.")]


def test_by_hand_two_are_made_one_and_two_again(memory: Memory, tell: Tell) -> None:
    tell("Fitz lives in Lisbon.", "I met Dorothea today.")
    memory.same_as("Fitz", "Dorothea", user_id="ana")
    assert ("fitz", "dorothea") in ends(memory, EdgeType.SAME_AS)
    found = memory.search("Where does Dorothea live?", user_id="ana", limit=3).hits
    assert any("Fitz lives in Lisbon" in hit.cube.text for hit in found)
    entry = memory.separate("Fitz", "Dorothea", user_id="ana")
    assert ends(memory, EdgeType.SAME_AS) == []
    memory.undo(entry.op_id, user_id="ana")
    assert ("fitz", "dorothea") in ends(memory, EdgeType.SAME_AS)


def test_who_was_separated_is_never_put_together_again(memory: Memory, tell: Tell) -> None:
    tell("Bob lives in Lisbon.")
    tell("Robert moved to Porto.")
    memory.separate("Robert", "Bob", user_id="ana")
    assert ends(memory, EdgeType.SAME_AS) == []
    tell("Robert likes chess.", "Bob called again.")
    assert ends(memory, EdgeType.SAME_AS) == []
    assert "Robert likes chess." in statements(memory)


def test_deleting_what_was_said_by_hand_ends_it(memory: Memory, tell: Tell) -> None:
    tell("I met Fitz today.", "I met Dorothea today.")
    entry = memory.same_as("Fitz", "Dorothea", user_id="ana")
    assert entry.cube_id is not None
    memory.delete(entry.cube_id, user_id="ana")
    assert ends(memory, EdgeType.SAME_AS) == []


@pytest.mark.parametrize(("one", "other"), [("Nobody", "Nowhere"), ("Maya", "maya"), ("", "Maya"), ("x" * 257, "Maya")])
def test_what_can_not_be_said_is_refused_and_changes_nothing(memory: Memory, tell: Tell, one: str, other: str) -> None:
    tell("I met Maya today.")
    before = len(memory.operations(user_id="ana", limit=100))
    for say in (memory.same_as, memory.separate):
        with pytest.raises(MemosError):
            say(one, other, user_id="ana")
    assert len(memory.operations(user_id="ana", limit=100)) == before


def test_saying_it_twice_is_told(memory: Memory, tell: Tell) -> None:
    tell("I met Maya today.")
    memory.same_as("Mimi", "Maya", user_id="ana")
    with pytest.raises(MemosError, match="one already"):
        memory.same_as("Mimi", "Maya", user_id="ana")
    memory.separate("Mimi", "Maya", user_id="ana")
    with pytest.raises(MemosError, match="known already"):
        memory.separate("Maya", "Mimi", user_id="ana")


def test_names_are_folded_by_case_and_space() -> None:
    assert simple("  Maya\tLOPES ") == "maya lopes"


def test_a_person_and_a_place_are_never_made_one(memory: Memory, tell: Tell) -> None:
    tell("My sister Maya lives in Oslo.")
    before = memory.operations(user_id="ana")
    with pytest.raises(MemosError, match=r"Maya is known as a person, Oslo as a place"):
        memory.same_as("Maya", "Oslo", user_id="ana")
    assert memory.operations(user_id="ana") == before


def test_who_is_with_somebody_and_who_is_married_to_somebody_is_a_person(memory: Memory, tell: Tell) -> None:
    tell("Maggie works at Siemens with Jonathan Reyes.")
    tell("Maggie is married to Oriol.")
    for name, kind in (("Jonathan Reyes", "person"), ("Siemens", "organisation"), ("Oriol", "person")):
        around = memory.graph(user_id="ana", around=name)
        assert around.node(around.around[0]).type == kind


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Maya is my best friend. She lives in Rome.", "Maya lives in Rome."),
        ("Tom is my brother. He lives in Rome.", "Tom lives in Rome."),
    ],
)
def test_she_is_who_was_just_told_to_be_somebodys(memory: Memory, tell: Tell, said: str, told: str) -> None:
    tell(said)
    assert told in statements(memory)


def test_nobody_is_she_who_is_a_brother(memory: Memory, tell: Tell) -> None:
    tell("Tom is my brother. She lives in Rome.")
    assert not [one for one in statements(memory) if "Rome" in one]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_behind_their_letter_do_not_cut_a_word(memory: Memory, tell: Tell, form: Literal["NFC", "NFD"]) -> None:
    tell(normalize(form, "I am allergic to café au lait."))
    tell(normalize(form, "My sister Zoé lives in Orléans."))
    composed = [normalize("NFC", one) for one in statements(memory)]
    assert {"Ana is allergic to café au lait.", "Zoé lives in Orléans."} <= set(composed)
