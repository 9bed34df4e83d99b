"""Whatever is wrong is said in words of ours, and what was given is not repeated."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from memos.schemas.complaint import complaint
from memos.schemas.message import Message
from memos.schemas.query import Query
from memos.schemas.scope import Scope

SECRET = "hunter2-hunter2-hunter2-hunter2-hunter2-hunter2"  # noqa: S105
PYDANTIC = ("Input should", "valid string", "Value should", "Extra inputs", "pydantic", "validation")


def complained(model: type[Any], **fields: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        model.model_validate(fields)
    return complaint(refused.value)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("limit", 0, "limit must be at least 1"),
        ("limit", 2000, "limit must be at most 1000"),
        ("limit", "many", "limit must be a whole number, not text"),
        ("limit", 1.5, "limit must be a whole number"),
        ("limit", -1, "limit must be at least 1"),
        ("limit", "5", "limit must be a whole number, not text"),
        ("limit", True, "limit must be a whole number, not true or false"),
        ("limit", None, "limit must be a whole number, not null"),
        ("token_budget", "2000", "token_budget must be a whole number, not text"),
        ("token_budget", True, "token_budget must be a whole number, not true or false"),
        ("token_budget", 0, "token_budget must be at least 1"),
        ("text", 5, "the question must be text, not a number"),
        ("text", None, "the question must be text, not null"),
        (
            "kinds",
            ["dream"],
            "kinds is 'dream', and must be 'core', 'episodic', 'semantic', 'procedural', 'resource' or 'vault'",
        ),
        ("kinds", 5, "kinds must be a list, not a number"),
        ("explain", "perhaps", "explain must be true or false, not text"),
        ("as_of", "now", "as_of is no time (write 2024-05-01T10:00:00Z)"),
        ("filters", 4, "filters must be an object, not a number"),
    ],
)
def test_questions(field: str, value: object, words: str) -> None:
    assert complained(Query, **{"text": "Where?", "scope": Scope(user="ana"), field: value}) == words


def test_whose_it_is_is_named_as_callers_name_it() -> None:
    assert complained(Scope, user="") == "user_id is empty"
    assert complained(Scope, user="ana", run="a\nb").startswith("run_id holds a line break")


@pytest.mark.parametrize("field", Message.model_fields)
@pytest.mark.parametrize("value", [5, None, SECRET, [SECRET], {1: SECRET}, object(), "", "\ud800", float("nan")])
def test_no_word_of_pydantics_and_no_word_of_the_input(field: str, value: object) -> None:
    try:
        Message.model_validate({"content": "Hi.", field: value})
    except ValidationError as error:
        said = complaint(error)
        assert field in said
        assert SECRET not in said
        assert not any(words in said for words in PYDANTIC)
