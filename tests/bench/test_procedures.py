"""The scorer of procedures counts what it says, on rows made for it and on the shipped ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from memos.bench.procedures import Row, Share, score

DATA = Path(__file__).parents[1] / "data" / "procedures"
TEA = "u: My tea ritual:\n1. boil the water\n2. pour"


def scored(tmp_path: Path, **row: Any) -> tuple[dict[str, Share], tuple[str, ...]]:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": "r1", "sort": "list", "talk": [TEA], "expect": [], **row}), encoding="utf-8")
    report = score(path, tmp_path, "none")
    assert "steps: recall" in report.as_text()
    return report.shares, report.wrong


def test_what_is_right_counts(tmp_path: Path) -> None:
    expected = {"title": ["tea"], "trigger": ["tea"], "steps": ["boil", "pour"], "type": "workflow"}
    shares, wrong = scored(tmp_path, expect=[expected], finds=["make tea"])
    assert wrong == ()
    assert shares["procedures: recall"] == shares["procedures: precision"] == shares["found first"] == Share(1, 1)
    assert shares["steps: recall"] == shares["steps: precision"] == Share(2, 2)


def test_what_is_wrong_counts_against_it(tmp_path: Path) -> None:
    expected = {"title": ["tea"], "trigger": ["coffee"], "steps": ["pour", "boil"], "type": "script", "versions": 2}
    shares, wrong = scored(tmp_path, expect=[expected], finds=["paint the house"])
    assert shares["steps: recall"] == Share(1, 2)
    for name in ("titles and triggers", "entry types", "corrections"):
        assert shares[name] == Share(0, 1)
    assert len(wrong) >= 4


def test_what_is_not_noted_and_what_is_invented(tmp_path: Path) -> None:
    shares, _ = scored(tmp_path, expect=[{"title": ["coffee"]}])
    assert shares["procedures: recall"] == shares["procedures: precision"] == Share(0, 1)


@pytest.mark.parametrize("name", ["dev", "test"])
def test_the_shipped_rows_can_be_read_and_differ(name: str) -> None:
    rows = [Row.model_validate_json(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) >= 60
    assert len({row.id for row in rows}) == len(rows)
