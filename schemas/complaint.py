"""What is wrong with an input, in words for people: Pydantic's own are for programmers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError

_SHOWN: Final = 40
_KINDS: Final[Mapping[type, str]] = {
    dict: "an object",
    list: "a list",
    tuple: "a list",
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
}
_WANTED: Final[Mapping[str, str]] = {
    "string": "text",
    "date": "a time (2024-05-01T10:00:00Z)",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "dict": "an object",
    "mapping": "an object",
    "model": "an object",
    "list": "a list",
    "tuple": "a list",
    "set": "a list",
    "frozen_set": "a list",
    "path": "a path",
}
"""What a field must be, by how the name of its complaint begins."""


def complaint(error: ValidationError) -> str:
    """The first thing that is wrong, in words of ours, without the input (it may hold a secret) but where it is a choice."""
    first = error.errors(include_url=False)[0]
    path = [str(part) for part in first["loc"] if part != "[key]"]
    if len(path) == 2 and path[1].isdigit():
        path.pop()
    if error.title == "Scope" and path:
        path[0] = f"{path[0]}_id"
    if error.title == "Query" and path == ["text"]:
        path = ["the question"]
    where = ".".join(path) or "it"
    given, context = first["input"], first.get("ctx", {})
    match first["type"]:
        case "missing":
            return f"{where} is missing"
        case "extra_forbidden":
            return f"{where} is no field that is known here"
        case "literal_error" | "enum":
            said = repr(given) if isinstance(given, str) and len(given) <= _SHOWN else kind_of(given)
            return f"{where} is {said}, and must be {context['expected']}"
        case "too_short" | "string_too_short":
            return f"{where} is empty"
        case "too_long" | "string_too_long":
            return f"{where} is longer than {context['max_length']:,} characters"
        case "string_pattern_mismatch":
            return f"{where} holds a line break or another control character"
        case "value_error":
            return f"{where}: {context['error']}"
        case "greater_than_equal":
            return f"{where} must be at least {context['ge']}"
        case "less_than_equal":
            return f"{where} must be at most {context['le']}"
        case "int_from_float" | "finite_number":
            return f"{where} must be a whole number"
        case "int_type" if isinstance(given, float):
            return f"{where} must be a whole number"
        case "invalid-json-value":
            return f"{where} must be plain data (text, numbers, lists and objects of these)"
        case "datetime_parsing" | "datetime_from_date_parsing":
            return f"{where} is no time (write 2024-05-01T10:00:00Z)"
        case kind:
            wanted = next((words for name, words in _WANTED.items() if kind.startswith(name)), "something else")
            return f"{where} must be {wanted}, not {kind_of(given)}"


def kind_of(value: object) -> str:
    """What a value is, in words."""
    return "null" if value is None else _KINDS.get(type(value), type(value).__name__)
