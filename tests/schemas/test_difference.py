"""What changed between two versions, and between two moments."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from memos.schemas.cube import MemCube, Payload, Procedural, Provenance, Resource, Source, State, Vault
from memos.schemas.difference import Line, between, differences
from memos.schemas.message import Trust
from memos.schemas.scope import Scope

NOW = datetime(2024, 5, 1, tzinfo=UTC)
TEA = Procedural(title="Tea", steps=("Boil", "Steep", "Pour"))


def cube(payload: Payload = TEA, cube_id: str = "c1", **header: Any) -> MemCube:
    given = {
        "id": cube_id,
        "scope": Scope(user="ana"),
        "created_at": NOW,
        "observed_at": NOW,
        "trust": Trust.USER,
        "provenance": Provenance(sources=(Source(message_id="m1"),), agent="procedural"),
        **header,
    }
    return MemCube.model_validate({**given, "payload": payload})


def lines(*marked: str) -> tuple[Line, ...]:
    marks: dict[str, Any] = {"-": "removed", "+": "added", " ": "same"}
    return tuple(Line(mark=marks[one[0]], text=one[1:]) for one in marked)


def test_the_same_twice_differs_in_nothing() -> None:
    assert differences(cube(), cube(version=7, strength=3.0, uses=9)) == ()


def test_steps_are_compared_line_by_line() -> None:
    new = TEA.model_copy(update={"steps": ("Boil", "Warm the pot", "Pour"), "trigger": "making tea"})
    trigger, steps = differences(cube(), cube(new))
    assert (trigger.field, trigger.lines) == ("trigger", lines("+making tea"))
    assert (steps.field, steps.lines) == ("steps", lines(" Boil", "-Steep", "+Warm the pot", " Pour"))


def test_a_text_of_several_lines_too() -> None:
    [text] = differences(cube(Resource(title="t", text="a\nb\nc")), cube(Resource(title="t", text="a\nc\nd")))
    assert text.lines == lines(" a", "-b", " c", "+d")


def test_header_and_evidence() -> None:
    more = Provenance(sources=(Source(message_id="m2", start=3, end=9), Source(message_id="m1")), agent="procedural")
    found = differences(cube(), cube(state=State.SUPERSEDED, valid_to=NOW, confidence=0.5, provenance=more))
    assert [one.field for one in found] == ["state", "valid_to", "confidence", "evidence"]
    assert found[0].lines == lines("-active", "+superseded")
    assert found[-1].lines == lines("+m2 [3:9]", " m1 [0:]")


def test_sealed_values_never_show() -> None:
    old, new = (cube(Vault(label=label, sealed=f"v1|{sealed}")) for label, sealed in (("PIN", "aaaa"), ("pin", "bbbb")))
    shown = str(differences(old, new))
    assert "PIN" in shown
    assert "aaaa" not in shown
    assert "bbbb" not in shown


def test_between_two_moments() -> None:
    kept, gone, old = cube(cube_id="kept"), cube(cube_id="gone"), cube(cube_id="changed")
    new = cube(TEA.model_copy(update={"title": "Green tea"}), "changed", version=2)
    ended = gone.model_copy(update={"state": State.DELETED})
    more = Provenance(sources=(Source(message_id="m2"),), agent="procedural")
    born, never = cube(cube_id="born"), cube(cube_id="never", state=State.SUPERSEDED)
    found = between([kept, gone, old], [kept.model_copy(update={"provenance": more}), ended, new, born, never])
    assert [one.id for one in found.learnt] == ["born"]
    assert [(turn.old.version, turn.new.version) for turn in found.changed] == [(1, 2)]
    assert [(one.id, one.state) for one in found.dropped] == [("gone", State.DELETED)]


def test_what_was_forgotten_altogether_was_dropped() -> None:
    assert between([cube()], []).dropped == (cube(),)
