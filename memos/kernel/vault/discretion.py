"""Errors that tell no secret: what a caller gave is often repeated in what is complained of, and errors end up in logs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any, TypeVar

from memos.agents.vault import without_values
from memos.errors import MemosError

Kept = TypeVar("Kept", bound=type)


def discreet(kept: Kept) -> Kept:
    """A class of whose public methods no `MemosError` comes with a secret in its words, or in those of the error behind it."""
    for name, method in list(vars(kept).items()):
        if name.startswith("_"):
            continue
        if isinstance(method, FunctionType):
            setattr(kept, name, _guarded(method))
        elif isinstance(method, staticmethod | classmethod):
            setattr(kept, name, type(method)(_guarded(method.__func__)))
    return kept


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except MemosError as error:
            _clear(error)
            raise

    return call


def _clear(error: MemosError) -> None:
    behind = repr(error.__context__)
    if without_values(f"{error}\n{behind}") == f"{error}\n{behind}":
        return
    error.message, error.hint = without_values(error.message), without_values(error.hint)
    error.args = (error.message,)
    error.__cause__ = error.__context__ = None
