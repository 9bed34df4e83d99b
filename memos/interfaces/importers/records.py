"""Careful access to JSON of unknown origin: everything that is not as expected is said in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from memos.interfaces.importers.items import MalformedError
from memos.schemas.complaint import kind_of

_MILLISECONDS_FROM = 100_000_000_000
"""Numbers from here on count milliseconds: as seconds they would lie after the year 5000."""

_DATES = (
    "%I:%M %p on %d %B, %Y",
    "%Y/%m/%d (%a) %H:%M",
    "%Y-%m-%d (%A)",
    "%Y%m%d_%H:%M",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%d %B %Y",
    "%d %B, %Y",
    "%B %d, %Y",
    "%d.%m.%Y",
    "%A, %d %B %Y",
    "%A, %B %d, %Y",
)


def record(value: object, what: str = "the record") -> dict[str, Any]:
    """The value, which must be an object."""
    if not isinstance(value, dict):
        raise MalformedError(f"{what} is {kind_of(value)}, not an object")
    return value


def rows(value: object, what: str) -> list[Any]:
    """The value, which must be a list."""
    if not isinstance(value, list):
        raise MalformedError(f"{what} is {kind_of(value)}, not a list")
    return value


def text(of: dict[str, Any], key: str) -> str:
    """A field that must be text."""
    if key not in of:
        raise MalformedError(f"{key} is missing")
    value = of[key]
    if not isinstance(value, str):
        raise MalformedError(f"{key} is {kind_of(value)}, not text")
    return value


def name(of: dict[str, Any], *keys: str) -> str | None:
    """The first of these fields that is there, as a name: text or a number, null counts as not there."""
    for key in keys:
        value = of.get(key)
        if value is None or value == "":
            continue
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise MalformedError(f"{key} is {kind_of(value)}, not text")
        return str(value)
    return None


def moment(value: object, what: str) -> datetime | None:
    """A time: ISO 8601, seconds or milliseconds since 1970, or the way a known data set writes it. Without an offset it counts as UTC."""
    if value is None or value == "":
        return None
    found = None
    if isinstance(value, int | float) and not isinstance(value, bool):
        found = _from_number(value)
    elif isinstance(value, str):
        found = from_words(value)
    if found is None:
        raise MalformedError(f"{what} is no time: {str(value)[:40]!r} (write 2024-05-01T10:00:00Z)")
    return found


def from_words(words: str) -> datetime | None:
    """The time that a text is, or None."""
    words = " ".join(words.split())
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return next((parsed for form in _DATES if (parsed := _by_form(words, form))), None)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _by_form(words: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(words, form).replace(tzinfo=UTC)
    except ValueError:
        return None


def _from_number(value: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(value / 1000 if abs(value) >= _MILLISECONDS_FROM else value, UTC)
    except (ValueError, OverflowError, OSError):
        return None
