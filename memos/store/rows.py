"""How values become columns and columns become values. Times are integers: microseconds since 1970 in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class SpaceId(NamedTuple):
    """One tenant and user, and the number that stands for them in every table."""

    number: int
    tenant: str
    user: str

    @property
    def token(self) -> str:
        """The space as a word of the full-text index."""
        return f"s{self.number}"


def micros(moment: datetime) -> int:
    """The moment in microseconds since 1970 (exact, unlike a float)."""
    return (moment - EPOCH) // _MICROSECOND


def micros_or_none(moment: datetime | None) -> int | None:
    """The same for a time that may be open."""
    return None if moment is None else micros(moment)


def moment(count: int) -> datetime:
    """The inverse of `micros`."""
    return EPOCH + timedelta(microseconds=count)


def fold(text: str) -> str:
    """The form in which keys are compared: case and white space do not matter."""
    return " ".join(text.casefold().split())
