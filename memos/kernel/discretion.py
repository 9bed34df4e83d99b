"""Errors that tell no secret: what a caller gave is often repeated in what is complained of, and errors end up in logs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from memos.errors import MemosError
from memos.kernel.redaction import without_values

Kept = TypeVar("Kept", bound=type)


def discreet(kept: Kept) -> Kept:
    """A class of whose public methods no `MemosError` comes with a secret in its words, or in those of the error behind it."""
    for name, method in list(vars(kept).items()):
        if callable(method) and not name.startswith("_"):
            setattr(kept, name, _guarded(method))
    return kept


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except MemosError as error:
            told = (error.message, error.hint)
            error.message, error.hint = map(without_values, told)
            if (error.message, error.hint) != told or without_values(repr(error.__context__)) != repr(
                error.__context__
            ):
                error.args = (error.message,)
                error.__cause__ = error.__context__ = None
            raise

    return call
