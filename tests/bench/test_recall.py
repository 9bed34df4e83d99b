"""`scripts/bench recall` and `memos bench` on small files: what is written is what was measured."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from memos.bench import recall
from memos.bench.evaluation import figures
from memos.bench.measuring import Latency, Measured
from memos.bench.report import Chapter, Circumstances, page
from memos.bench.sets import catalogue
from memos.interfaces.cli.app import app
from tests.bench import official

Run = Callable[..., Any]
TOLD = Circumstances("scripts/bench recall DATA", "2026-01-01", "0", "a machine", "3", "hash", "abc", 7, 2000)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `memos bench ARGUMENTS…` with the hash embedder, in a home where nothing is."""

    def call(*arguments: object, code: int = 0) -> Any:
        environment = {"MEMOS_EMBEDDER": "hash", "MEMOS_HOME": str(tmp_path / "mine"), "COLUMNS": "140"}
        result = CliRunner().invoke(app, ["bench", *map(str, arguments)], env=environment)
        assert result.exit_code == code, (result.stdout, result.stderr)
        assert not (tmp_path / "mine").exists()  # the user's own memories are not touched
        return result

    return call


def test_the_command_measures_a_set(run: Run, tmp_path: Path) -> None:
    path = official.locomo(tmp_path)
    found = json.loads(run("locomo", path, "--audit", official.audit(tmp_path), "--json").stdout)
    assert (found["set"], found["unit"], found["messages"], found["questions"]) == ("locomo", "message", 5, 3)
    every = found["categories"]["all"]
    assert every["fraction"]["50"] == every["all"]["50"] == 1.0
    assert found["categories"]["4 single-hop"]["questions"] == 1
    assert set(found["audited"]) == {"all", "1 multi-hop", "4 single-hop", "5 adversarial"}
    assert found["abstention_auroc"] is None
    printed = run("locomo", path, "--limit", 1).stdout
    assert "5 messages" not in printed
    assert "1 question;" in printed
    assert "1 multi-hop" in printed


def test_what_is_kept_is_used_again(run: Run, tmp_path: Path) -> None:
    path, home = official.lihua(tmp_path), tmp_path / "kept"
    one, again = (json.loads(run("lihua", path, "--home", home, "--json").stdout) for _ in range(2))
    assert (home / "store" / "memos.db").exists()
    for timed in ("latency_ms",):
        assert one.pop(timed)["p50"] > 0
        again.pop(timed)
    assert one == again
    assert 0 <= one["abstention_auroc"] <= 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("squad", "."), 65, "no benchmark 'squad'"),
        (("prefeval", "nowhere"), 66, "nothing at nowhere"),
        (("locomo", "foreign.json"), 65, "not in the form of LoCoMo"),
        (("musique", "foreign.json", "--audit", "foreign.json"), 65, "--audit is for locomo"),
        (("locomo", "foreign.json", "--limit", "0"), 2, "--limit"),
    ],
)
def test_what_can_not_be_measured_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, words: str
) -> None:
    official.write(tmp_path / "foreign.json", [{"some": "thing"}])
    monkeypatch.chdir(tmp_path)
    assert words in run(*arguments, code=code).stderr


def test_a_set_in_which_nothing_has_an_answer(run: Run, tmp_path: Path) -> None:
    rows = json.loads(official.longmemeval(tmp_path).read_text(encoding="utf-8"))
    path = official.write(tmp_path / "abstaining.json", rows[1:2])
    found = json.loads(run("longmemeval", path, "--json").stdout)
    assert (found["questions"], found["fraction_intervals"]) == (0, {})
    assert "AUROC" not in run("longmemeval", path).stdout


def test_the_report_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = official.everything(tmp_path / "data")
    out = tmp_path / "docs" / "benchmarks.md"
    options = [
        "--embedder",
        "hash",
        "--sample",
        "2",
        "--timed",
        "1",
        "--home",
        str(tmp_path / "home"),
        "--out",
        str(out),
    ]
    assert recall.main([str(data), *options]) == 0
    assert "8 sets" in capsys.readouterr().out
    text = out.read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    for title in (*catalogue.SETS, "musique, published triples"):
        assert f"\n## {title}\n" in text
    assert "With the evidence as the audit corrects it" in text
    assert "| channel dense |" in text
    assert "--sample=2" in text


def test_the_report_can_be_of_some_sets(tmp_path: Path) -> None:
    data = official.everything(tmp_path / "data")
    titles = [title for title, _, _ in recall.sets_in(data, ("musique", "locomo"))]
    assert titles == ["locomo", "musique", "musique, published triples"]
    (_, dataset, audited), *_ = recall.sets_in(data, ("locomo",))
    assert audited is not None
    assert dataset != audited


def test_shares_and_losses_are_told_in_percent(tmp_path: Path) -> None:
    dataset = catalogue.read("prefeval", official.prefeval(tmp_path))
    (bank,) = dataset.banks
    gold = {question.id: [*question.gold] for question in bank.questions}
    half = {one: ranked if number else [] for number, (one, ranked) in enumerate(gold.items())}
    whole, less = figures(dataset, gold), figures(dataset, half)
    found = Measured(dataset, whole, gold, float("nan"), Latency((10.0, 20.0), (100, 200)), whole, {"channel x": less})
    text = page([Chapter("prefeval", found, less)], TOLD, np.random.default_rng(1))
    assert "| prefeval | messages | 3 | 100.0 | 100.0 | 100.0 (100.0–100.0) | 100.0 (100.0–100.0) |" in text
    assert "| 15 ms | 20 ms | 150 |" in text
    assert "| all | 3 | 66.7 | 66.7 | 66.7 | 66.7 | 66.7 | 66.7 |" in text
    assert "| channel x | -33.3 (-100.0 to +0.0) | -33.3 (-100.0 to +0.0) |" in text
