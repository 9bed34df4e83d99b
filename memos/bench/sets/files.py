"""Official files: opened, and refused with a reason where they are not what they should be."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from memos.errors import InvalidInput, NotFound, UnknownFormat


def text_of(path: Path) -> str:
    """The text of a file. Raises `NotFound` where there is none, `InvalidInput` for one that can't be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NotFound(
            f"There is no file {path}.", hint="Give the benchmark's file as its authors publish it."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path} can't be read: {error}.") from None


def document(path: Path) -> Any:
    """What a JSON file holds; of JSON Lines, the list of its lines. Raises as `text_of`, and `UnknownFormat` for what is neither."""
    text = text_of(path)
    try:
        return json.loads(text)
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


@contextmanager
def in_form_of(name: str, path: Path) -> Generator[None]:
    """Whatever is missing or of another kind than expected makes the file one in another form: `UnknownFormat`."""
    try:
        yield
    except KeyError as missing:
        raise UnknownFormat(f"{path} is not in the form of {name}: there is no {missing}.") from missing
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UnknownFormat(f"{path} is not in the form of {name}: {first}.") from error
