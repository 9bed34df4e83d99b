"""`scripts/bench recall` and `memos bench` on small files: what is written is what was measured."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from memos.bench import __main__ as benches
from memos.bench import recall
from memos.bench.evaluation import figures
from memos.bench.measuring import Abstention, Latency, Measured
from memos.bench.peers.contest import ENTRANTS, curves
from memos.bench.report import Chapter, Circumstances, Rival, page
from memos.bench.sets import catalogue
from memos.interfaces.cli.app import app
from memos.models.embedding.hashing import HashEmbedder
from memos.retrieval.ranking import SHIPPED
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
    assert found["abstention"] is None
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
    assert 0 <= one["abstention"]["auroc"] <= 1
    assert set(one["abstention"]["ask_is_silent"]) == {"unanswerable", "answerable"}
    printed = run("lihua", path, "--home", home).stdout
    assert "ask says nothing to" in printed


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
        "--peers",
        str(tmp_path / "peers"),
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
    titles = [source.title for source in recall.sets_in(data, ("musique", "locomo"))]
    assert titles == ["locomo", "musique", "musique, published triples"]
    first, *_ = recall.sets_in(data, ("locomo",))
    assert first.audited is not None
    assert first.dataset != first.audited


def test_other_stores_stand_beside_where_the_data_are_the_same(tmp_path: Path) -> None:
    data, home = official.everything(tmp_path / "data"), tmp_path / "peers"
    home.mkdir()
    source = next(one for one in recall.sets_in(data, ("musique",)) if one.dataset.banks[0].triples)
    entrants = [one for one in ENTRANTS if one.name in {"Chroma", "PPR over published triples"}]
    for _ in curves([source.dataset], entrants, HashEmbedder(), home):
        pass
    plain, rich = recall.sets_in(data, ("musique",), home)
    assert [one.name for one in plain.rivals] == ["Chroma"]
    assert [one.name for one in rich.rivals] == ["Chroma", "PPR over published triples"]
    other = official.everything(tmp_path / "other")
    path = dict(catalogue.found_in(other))["musique"]
    rows = json.loads(path.read_text(encoding="utf-8"))
    rows[0]["question"] += " Really?"
    official.write(path, rows)
    assert [one.rivals for one in recall.sets_in(other, ("musique",), home)] == [[], []]


def test_what_was_cross_validated_is_told_of_the_sets_learned_from() -> None:
    assert recall.validated("locomo") == {}
    for name, found in SHIPPED.made["cross-validated"].items():
        assert recall.validated(name)[10] == found["recall@10"]


def test_shares_and_losses_are_told_in_percent(tmp_path: Path) -> None:
    dataset = catalogue.read("prefeval", official.prefeval(tmp_path))
    (bank,) = dataset.banks
    gold = {question.id: [*question.gold] for question in bank.questions}
    half = {one: ranked if number else [] for number, (one, ranked) in enumerate(gold.items())}
    whole, less = figures(dataset, gold), figures(dataset, half)
    told = Abstention(np.array([0.9, 0.2]), np.array([True, False]), np.array([False, True]))
    parts = {"channel x": less, "channel y": whole}
    found = Measured(dataset, whole, gold, told, Latency((10.0, 20.0), (100, 200)), whole, parts)
    rivals = [Rival("A", [0.1] * 50), Rival("B", [0.0] * 9 + [0.5] * 41)]
    text = page([Chapter("prefeval", found, less, rivals, {5: 61.2})], TOLD, np.random.default_rng(1))
    beside = "100.0 (100.0–100.0) | 61.2 | 10.0 A | 100.0 (100.0–100.0) |  | 50.0 B |"
    assert f"| prefeval | messages | 3 | {beside}" in text
    assert "| 100.0 | 100.0 | 100.0 | 15 ms | 20 ms | 150 |" in text
    assert "| all | 3 | 66.7 | 66.7 | 66.7 | 66.7 | 66.7 | 66.7 |" in text
    assert "| channel x | -33.3 (-100.0 to +0.0) | -33.3 (-100.0 to +0.0) |" in text
    assert "\n| channel x | -33.3 |\n| channel y | 0 |\n" in text
    assert "| prefeval | 1 | 1 | 1.000 | `ask` | 100.0 % | 0.0 % |" in text
    assert "|  |  |  |  | below 0.80 | 100.0 % | 0.0 % |" in text
    assert text.count("one piece a question") == 1


@pytest.mark.parametrize("bench", ["recall", "train"])
def test_a_folder_without_a_set_is_an_error_and_no_traceback(
    bench: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert benches.main([bench, str(tmp_path), "--home", str(tmp_path / "home")]) == 66
    assert "No set is found in" in capsys.readouterr().err
