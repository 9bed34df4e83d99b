"""The readers on the public files themselves, where they are at hand: counts as published."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from memos.bench.sets import catalogue, locomo
from memos.bench.sets.dataset import DataSet

DATA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the public data are not at hand"),
]


def counts(dataset: DataSet) -> tuple[int, int, int, int]:
    """Banks, sessions, messages, questions."""
    sessions = [session for bank in dataset.banks for session in bank.sessions]
    messages = sum(len(session.messages) for session in sessions)
    return len(dataset.banks), len(sessions), messages, sum(len(bank.questions) for bank in dataset.banks)


@pytest.mark.parametrize(
    ("name", "path", "wanted"),
    [
        ("locomo", "locomo/locomo_dev.json", (5, 128, 2760, 997)),
        ("realmem", "realmem", (5, 1097, 7509, 682)),
        ("lihua", "lihua_world", (1, 442, 5896, 636)),
        ("musique", "hipporag/musique_train.json", (1, 1890, 1890, 100)),
        ("hotpotqa", "hipporag/hotpotqa_train.json", (1, 994, 994, 100)),
        ("prefeval", "prefeval", (1, 505, 505, 505)),
        ("longmemeval", "longmemeval", (4, 173, 1768, 4)),
    ],
)
def test_counts(name: str, path: str, wanted: tuple[int, ...]) -> None:
    assert counts(catalogue.read(name, DATA / path)) == wanted


def test_the_audit_changes_58_questions() -> None:
    path = DATA / "locomo" / "locomo_dev.json"
    before, after = locomo.read(path), locomo.read(path, audit=DATA / "locomo" / "audit" / "errors.json")
    pairs = zip(before.banks, after.banks, strict=True)
    changed = [
        one for a, b in pairs for one, other in zip(a.questions, b.questions, strict=True) if one.gold != other.gold
    ]
    assert len(changed) == 58


def test_questions_without_an_answer() -> None:
    (bank,) = catalogue.read("lihua", DATA / "lihua_world").banks
    assert Counter(not one.gold for one in bank.questions) == {False: 571, True: 65}


def test_triples_belong_to_passages() -> None:
    triples = DATA / "hipporag" / "openie_musique_train_results_ner_gpt-3.5-turbo-1106_1890.json"
    (bank,) = catalogue.read("musique", DATA / "hipporag" / "musique_train.json", triples=triples).banks
    assert len(bank.triples) == 1890
    assert sum(map(len, bank.triples.values())) == 17_204
