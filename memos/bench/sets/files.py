"""Official files: opened, and refused with a reason where they are not what they should be."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from memos.errors import InvalidInput, NotFound, UnknownFormat
from memos.schemas.complaint import complaint, kind_of

_KEYS: Final = 5
"""Keys of an object that are told, and the most signs of each."""
_KEY: Final = 24


class Form(NamedTuple):
    """What a file should be: whose it is, and what is in it."""

    name: str
    expected: str


def text_of(path: Path) -> str:
    """The text of a file. Raises `NotFound` where there is none, `InvalidInput` for one that can't be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NotFound(
            f"There is no file {path}.", hint="Give the benchmark's file as its authors publish it."
        ) from None
    except UnicodeDecodeError:
        raise UnknownFormat(f"{path} is no text in UTF-8.") from None
    except OSError as error:
        raise InvalidInput(f"{path} can't be read: {error.strerror}.") from None


def document(path: Path) -> Any:
    """What a JSON file holds; of JSON Lines, the list of its lines. Raises as `text_of`, and `UnknownFormat` for what is neither."""
    text = text_of(path)
    if not text.strip():
        raise UnknownFormat(f"{path} is empty.")
    try:
        return json.loads(text)
    except RecursionError:
        raise UnknownFormat(f"{path} is nested too deep.") from None
    except json.JSONDecodeError as whole:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except json.JSONDecodeError:
            raise UnknownFormat(f"{path} is no JSON: {whole}.") from None


def files(path: Path, name: str, belongs: Callable[[Path], bool], *, of: str) -> list[Path]:
    """The file itself; of a folder those below it that are called `name` (a pattern) and belong to the set, in order."""
    if not path.is_dir():
        return [path]
    found = sorted(one for one in path.rglob(name) if belongs(one))
    if not found:
        raise NotFound(f"There is nothing of {of} in {path}.", hint=f"Files named {name} are looked for.")
    return found


def rows(held: Any) -> list[Any]:
    """A list with something in it; else a `TypeError`, which `in_form_of` makes a message of."""
    if not isinstance(held, list) or not held:
        raise TypeError
    return held


@contextmanager
def in_form_of(form: Form, path: Path) -> Generator[None]:
    """Whatever is missing or of another kind than expected makes the file one in another form: `UnknownFormat`, with what was expected
    and what the file is."""
    try:
        yield
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise UnknownFormat(
            f"{path} is not in the form of {form.name}{_wrong(error)}.",
            hint=f"Expected {form.expected}; found {_found(path)}.",
        ) from error


def _wrong(error: Exception) -> str:
    """What is said of an error: those that only tell what Python could not do say nothing."""
    match error:
        case KeyError():
            return f": there is no {error}"
        case ValidationError():
            return f": {complaint(error)}"
        case ValueError():
            return f": {str(error).partition(chr(10))[0]}"
        case _:
            return ""


def _found(path: Path) -> str:
    """What a file holds, in words."""
    try:
        held = document(path)
    except UnknownFormat:
        return "other text"
    if isinstance(held, list) and held:
        return f"a list of {len(held):,}, the first {_shape(held[0])}"
    return _shape(held)


def _shape(held: Any) -> str:
    if isinstance(held, dict | list) and not held:
        return f"an empty {'object' if isinstance(held, dict) else 'list'}"
    if not isinstance(held, dict):
        return kind_of(held)
    keys = [f'"{key[:_KEY]}"' for key in held]
    return f"an object with {', '.join(keys[:_KEYS])}{' and more' if len(keys) > _KEYS else ''}"
