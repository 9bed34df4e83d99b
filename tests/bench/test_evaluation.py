"""A ranking is scored on the ids that take places, each once, in the unit of the set."""

from __future__ import annotations

import pytest

from memos.bench.evaluation import evaluate, figures, in_turn
from memos.bench.sets.dataset import Bank, DataSet, Question, Session
from memos.schemas.message import Message


def bank(*questions: Question) -> Bank:
    """Two sessions: a b (assistant) c, and d e."""
    first = tuple(Message(id=one, content=one, role="assistant" if one == "b" else "user") for one in "abc")
    second = tuple(Message(id=one, content=one) for one in "de")
    return Bank("bank", (Session("one", first), Session("two", second)), questions)


def asked(name: str, *gold: str, before: int | None = None) -> Question:
    return Question(name, f"{name}?", "some", gold, before)


def test_messages() -> None:
    dataset = DataSet("x", "message", (1, 2, 3), (bank(asked("q", "c", "d")),))
    found = figures(dataset, {"q": ["a", "a", "nobody", "c", "d"]})
    assert found.fraction.tolist() == [[0, 0.5, 1]]
    assert found.any.tolist() == [[0, 1, 1]]
    assert found.all.tolist() == [[0, 0, 1]]


def test_sessions_count_once() -> None:
    dataset = DataSet("x", "session", (1, 2), (bank(asked("q", "two")),))
    assert figures(dataset, {"q": ["a", "c", "b", "e"]}).fraction.tolist() == [[0, 1]]


def test_only_some_roles_take_places() -> None:
    one = bank(asked("q", "c"))
    everybody = DataSet("x", "message", (1, 2), (one,))
    users = everybody._replace(counting=frozenset({"user"}))
    assert figures(everybody, {"q": ["b", "c"]}).fraction.tolist() == [[0, 1]]
    assert figures(users, {"q": ["b", "c"]}).fraction.tolist() == [[1, 1]]


def test_questions_without_gold_or_ranking_are_left_out() -> None:
    dataset = DataSet("x", "message", (1,), (bank(asked("q", "a"), asked("null"), asked("unasked", "a")),))
    found = figures(dataset, {"q": ["a"], "null": ["a"]})
    assert found.questions == ("q",)
    assert found.banks == ("bank",)
    nothing = figures(dataset, {})
    assert nothing.questions == ()
    assert nothing.fraction.shape == (0, 1)


def test_what_may_see_less_is_asked_first() -> None:
    one = bank(asked("all", "a"), asked("later", "a", before=2), asked("early", "a", before=0), asked("null"))
    heard: list[str] = []

    def rank(_bank: Bank, question: Question) -> list[str]:
        heard.append(question.id)
        return ["a"]

    found = evaluate(DataSet("x", "message", (1,), (one,)), rank)
    assert heard == ["early", "all", "later"]
    assert [question.id for question in in_turn(one)] == ["early", "all", "later", "null"]
    assert found.questions == ("all", "later", "early")


def test_parts_of_figures() -> None:
    one = bank(asked("q", "a"), Question("r", "?", "other", ("b",)))
    found = figures(DataSet("x", "message", (1, 2), (one,)), {"q": ["a"], "r": ["a", "b"]})
    assert found.at(1).tolist() == [1, 0]
    assert found.of("other").questions == ("r",)
    assert found.of("other").ndcg[0, 1] == pytest.approx(0.6309, abs=1e-4)
    assert found.where([1]).fraction.tolist() == [[0, 1]]
