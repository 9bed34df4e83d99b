"""`memos diff`: what changed between two versions, and between two moments; readable without colour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]

LIST = "My tea ritual:\n1. boil the water\n2. steep for 3 minutes\n3. pour"


@pytest.fixture
def told(run: Run) -> tuple[Run, str]:
    """A procedure whose second step was corrected, and its id."""
    run("add", LIST)
    run("add", "No, steep for 5 minutes, not 3.")
    [cube] = run("list", "--kind", "procedural", "--json").json["memories"]
    return run, cube["id"]


def test_the_last_two_versions(told: tuple[Run, str]) -> None:
    run, cube_id = told
    shown = run("diff", cube_id[-8:]).out
    assert "version 1 → 2" in shown
    marked = [line.strip() for line in shown.splitlines()]
    assert "- Steep for 3 minutes" in marked
    assert "+ Steep for 5 minutes" in marked
    assert "Boil the water" in marked


def test_as_json(told: tuple[Run, str]) -> None:
    run, cube_id = told
    document = run("diff", cube_id, 1, 2, "--json").json
    assert (document["cube_id"], document["from"], document["to"]) == (cube_id, 1, 2)
    steps = next(one for one in document["differences"] if one["field"] == "steps")
    assert {"mark": "added", "text": "Steep for 5 minutes"} in steps["lines"]


def test_a_version_with_itself(told: tuple[Run, str]) -> None:
    run, cube_id = told
    assert "They say the same." in run("diff", cube_id, 2, 2).out


@pytest.mark.parametrize("numbers", [(1, 3), (3,), (9, 2)])
def test_a_version_that_is_not_there(told: tuple[Run, str], numbers: tuple[int, ...]) -> None:
    run, cube_id = told
    assert "has no version" in run("diff", cube_id, *numbers, code=None).err


def test_a_memory_with_one_version(run: Run) -> None:
    run("add", LIST)
    [cube] = run("list", "--kind", "procedural", "--json").json["memories"]
    assert "It has one version." in run("diff", cube["id"]).out


def test_between_two_moments(told: tuple[Run, str]) -> None:
    run, cube_id = told
    everything = run("diff", "--from", "2000-01-01", "--json").json
    assert cube_id in [cube["id"] for cube in everything["learnt"]]
    first = run("history", cube_id, "--json").json["operations"][0]["committed_at"]
    later = run("diff", "--from", first, "--json").json
    assert [one["cube"]["id"] for one in later["changed"] if one["cube"]["kind"] == "procedural"] == [cube_id]
    assert "Steep for 5 minutes" in run("diff", "--from", first).out
    assert "Nothing else was believed." in run("diff", "--from", "2000-01-01", "--to", "2000-01-02").out
    said = run("diff", "--from", "2000-01-01", "--kind", "episodic", "--json").json["learnt"]
    assert {cube["kind"] for cube in said} == {"episodic"}


def test_what_was_undone_has_changed_too(told: tuple[Run, str]) -> None:
    run, cube_id = told
    last = run("history", cube_id, "--json").json["operations"][-1]
    run("undo", last["op_id"])
    undone = run("diff", "--from", last["committed_at"], "--json").json
    assert cube_id in [one["cube"]["id"] for one in undone["changed"]]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "give the ID of a memory"),
        (("abcdefgh", "--from", "2024-01-01"), "give the ID of a memory"),
        (("--from", "yesterday"), "is no time"),
        (("--from", "2024-02-01", "--to", "2024-01-01"), "--to is before --from"),
        (("nothing-of-the-kind",), "There is no memory"),
    ],
)
def test_what_makes_no_sense_is_refused(told: tuple[Run, str], arguments: tuple[str, ...], says: str) -> None:
    run, _ = told
    ran = run("diff", *arguments, code=None)
    assert ran.code != 0
    assert says in ran.err


def test_a_procedure_is_shown_with_its_steps_and_what_changed_can_be_asked(told: tuple[Run, str]) -> None:
    run, cube_id = told
    shown = run("show", cube_id).out
    assert "2. Steep for 5 minutes" in shown
    assert "When: tea" in shown
    assert "memos diff" in run("history", cube_id).out
