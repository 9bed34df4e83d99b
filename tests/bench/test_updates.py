"""The scorer of changing facts counts what it says: right beliefs are right, and every kind of wrong one is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from memos.agents.remembered import Remembered
from memos.bench.updates import Beliefs, Dialogue, Outcome, Report, failures_of
from memos.errors import NotFound
from memos.schemas.cube import MemCube, Provenance, Semantic, Source, State
from memos.schemas.message import Trust
from memos.schemas.operation import Add, Update
from memos.schemas.scope import Scope

DEV = Path(__file__).parents[1] / "data" / "updates" / "dev.jsonl"
NOW = datetime(2024, 5, 1, tzinfo=UTC)


def fact(value: str, state: State = State.ACTIVE, *, negated: bool = False, predicate: str = "lives_in") -> MemCube:
    said = f"Ana {predicate} {value}."
    return MemCube(
        id=f"{value}-{state}-{predicate}",
        scope=Scope(user="ana"),
        state=state,
        created_at=NOW,
        observed_at=NOW,
        valid_to=None if state is State.ACTIVE else NOW,
        provenance=Provenance(sources=(Source(message_id="m1"),), agent="semantic"),
        trust=Trust.USER,
        payload=Semantic(subject="Ana", predicate=predicate, object=value, statement=said, negated=negated),
    )


class Holding:
    """The face of a memory that holds these facts and finds them in this order."""

    def __init__(self, facts: Iterable[MemCube]) -> None:
        self.kept = Remembered(facts)

    def search(self, question: str, **how: Any) -> SimpleNamespace:
        del question, how
        return SimpleNamespace(hits=[SimpleNamespace(cube=cube) for cube in self.get_all()])

    def get_all(self, **how: Any) -> list[MemCube]:
        del how
        if not self.kept.cubes:
            raise NotFound("nothing")
        return list(self.kept.cubes)

    def history(self, cube_id: str, **how: Any) -> list[MemCube]:
        del how
        return list(self.kept.history(cube_id))


def dialogue(kind: str = "change", **check: Any) -> Dialogue:
    asked = {"question": "Where?", "current": ["Lisbon"], "old": ["Porto"], "absent": [], **check}
    return Dialogue.model_validate({"id": "d", "kind": kind, "user": "ana", "messages": [], "checks": [asked]})


def wrong(asked: Dialogue, memory: Holding) -> list[str]:
    return [failure.part for failure in failures_of(asked, Beliefs(memory, "ana"))]  # type: ignore[arg-type]


RIGHT = (fact("Lisbon"), fact("Porto", State.SUPERSEDED))


def test_the_new_value_first_and_the_old_one_kept() -> None:
    assert wrong(dialogue(), Holding(RIGHT)) == []


def test_the_old_value_first() -> None:
    assert wrong(dialogue(), Holding(reversed(RIGHT))) == ["current"]


def test_nothing_known() -> None:
    assert wrong(dialogue(), Holding([])) == ["current", "old"]


def test_the_old_value_still_current() -> None:
    assert wrong(dialogue(), Holding([fact("Lisbon"), fact("Porto")])) == ["old"]


def test_the_old_value_may_be_current_for_another_predicate() -> None:
    assert wrong(dialogue(), Holding([*RIGHT, fact("Porto", predicate="visited")])) == []


def test_an_earlier_version_is_an_old_value() -> None:
    memory = Holding([])
    first = fact("Porto")
    said = first.payload.model_copy(update={"object": "Lisbon", "statement": "Ana lives_in Lisbon."})
    second = first.model_copy(update={"version": 2, "payload": said})
    memory.kept.apply(
        [Add(cube=first, reason="told", agent="a"), Update(cube=second, base_version=1, reason="no", agent="a")]
    )
    assert wrong(dialogue(), memory) == []


def test_when_nothing_should_answer() -> None:
    asked = dialogue(current=[])
    assert (
        wrong(asked, Holding([fact("Porto", State.SUPERSEDED), fact("Porto", negated=True, predicate="denies")])) == []
    )
    assert wrong(asked, Holding([fact("Porto")])) == ["current", "old"]


def test_what_must_not_be_believed() -> None:
    asked = dialogue(absent=["Faro"])
    assert wrong(asked, Holding([*RIGHT, fact("Faro", negated=True)])) == []
    assert wrong(asked, Holding([*RIGHT, fact("Faro")])) == ["absent"]


def test_a_duplicate_is_believed_once() -> None:
    asked = dialogue("duplicate", old=[])
    assert wrong(asked, Holding([fact("Lisbon")])) == []
    assert wrong(asked, Holding([fact("Lisbon"), fact("Lisbon", predicate="likes")])) == ["duplicate"]


def test_a_report_counts_by_kind() -> None:
    right, late = dialogue(), dialogue("late")
    failures = tuple(failures_of(late, Beliefs(Holding([]), "ana")))  # type: ignore[arg-type]
    report = Report((Outcome(right, ()), Outcome(late, failures)))
    assert report.right == 1
    assert [line.split() for line in report.as_text().splitlines()] == [
        ["change", "1", "of", "1"],
        ["late", "0", "of", "1"],
        ["all", "1", "of", "2"],
        ["wrong:", "current", "1,", "old", "1"],
    ]
    assert "late" in report.failures_as_text()


@pytest.mark.parametrize("row", DEV.read_text(encoding="utf-8").splitlines())
def test_the_rows_can_be_read(row: str) -> None:
    assert Dialogue.model_validate(json.loads(row)).messages
