"""What every value has in common: frozen, strict about its fields, times aware and in UTC."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Annotated, Any, Final, SupportsIndex

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


class Value(BaseModel):
    """A frozen value; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _to_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time needs an offset (2024-05-01T10:00:00Z or +02:00)")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("this time is outside the calendar (years 1 to 9999 in UTC)") from None


def _is_text(text: str) -> str:
    """Unicode text: a lone surrogate can be neither stored nor sent as UTF-8, so it is refused here, once."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(f"character {error.start} is a lone surrogate: this is not valid Unicode text") from None
    return text


def _whole(given: object) -> object:
    """Whatever counts as a whole number, numpy's too, as Python's own; anything else as it is, to be refused."""
    return given.__index__() if isinstance(given, SupportsIndex) and not isinstance(given, bool) else given


Moment = Annotated[datetime, AfterValidator(_to_utc)]
"""An aware time; kept in UTC whatever offset it came with."""

Text = Annotated[str, AfterValidator(_is_text)]
"""Text that survives UTF-8 both ways."""

Whole = Annotated[int, BeforeValidator(_whole), Field(strict=True)]
"""A whole number: no text that looks like one, and neither true nor false."""


_CANONICAL: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: Any) -> str:
    """The one JSON form of plain data: sorted keys, no spaces. Equal data give equal text."""
    return _CANONICAL.encode(value)


def digest(text: str) -> str:
    """SHA-256 of the UTF-8 form, as 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
