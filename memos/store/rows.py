"""How values become columns and columns become values. Times are integers: microseconds since 1970 in UTC."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple, assert_never

from memos.schemas.cube import Core, Episodic, MemCube, Payload, Procedural, Resource, Semantic, State, Vault
from memos.schemas.operation import JournalEntry
from memos.schemas.value import canonical, digest

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


def cube_columns(cube: MemCube, positions: Mapping[str, int], op_id: str) -> dict[str, Any]:
    """A cube as a row of `cubes`, but for the columns the transaction knows (`num`, `space`, `seq`).

    `positions` tells where the cited messages stand. A provenance without an operation gets this one's `op_id`.
    """
    document: dict[str, Any] = cube.journalled()
    document["provenance"]["op_id"] = cube.provenance.op_id or op_id
    return {**key_columns(cube, positions), "content_hash": cube.content_hash, "body": canonical(document)}


def key_columns(cube: MemCube, positions: Mapping[str, int]) -> dict[str, Any]:
    """The columns by which a cube is found, without its `body` and `content_hash`: the journal has those."""
    text = cube.text
    payload = cube.payload
    cited = list(dict.fromkeys(positions[source.message_id] for source in cube.provenance.sources))
    return {
        "id": cube.id,
        "kind": payload.kind,
        "state": cube.state.value,
        "version": cube.version,
        "run": cube.scope.run,
        "agent": cube.scope.agent,
        "text_hash": digest(text),
        "length": len(text),
        "trust": cube.trust.value,
        "confidence": cube.confidence,
        "observed_at": micros(cube.observed_at),
        "valid_from": micros_or_none(cube.valid_from),
        "valid_to": micros_or_none(cube.valid_to),
        "expires_at": micros_or_none(cube.expires_at),
        "created_at": micros(cube.created_at),
        "cited_first": cited[0] if cited else None,
        "cited": canonical(cited),
        **_NO_KEYS,
        **_keys(payload, cited),
    }


_NO_KEYS: Final[Mapping[str, None]] = dict.fromkeys(
    (
        "position",
        "granularity",
        "subject_key",
        "predicate_key",
        "object_key",
        "path",
        "uri",
        "occurred_start",
        "occurred_end",
    )
)


def _keys(payload: Payload, cited: Sequence[int]) -> dict[str, Any]:
    match payload:
        case Core():
            return {"path": payload.path}
        case Episodic():
            return {
                "granularity": payload.granularity,
                "position": cited[0] if cited and payload.granularity == "utterance" else None,
                "occurred_start": micros(payload.occurred_at.start),
                "occurred_end": micros(payload.occurred_at.end),
            }
        case Semantic():
            return {
                "subject_key": fold(payload.subject),
                "predicate_key": fold(payload.predicate),
                "object_key": fold(payload.object),
            }
        case Resource():
            return {"uri": payload.uri or None}
        case Procedural() | Vault():
            return {}
        case _:
            assert_never(payload)


UNSEARCHABLE: Final = (State.DELETED, State.QUARANTINED)
"""States in which a cube stands in no index. Whoever searches chooses among the rest."""


def searchable(state: str) -> bool:
    """Whether a cube in this state stands in the full-text index and in the vector indices."""
    return state not in UNSEARCHABLE


def journal_entry(row: Mapping[Any, Any], cube_id: str | None, text: str) -> JournalEntry:
    """A row of the journal as a value. `text` is that of the version it made; empty when it made none."""
    return JournalEntry(
        seq=row["seq"],
        op_id=row["op_id"],
        event=row["event"],
        cube_id=cube_id,
        kind=row["kind"],
        version=row["version"],
        text=text,
        reason=row["reason"],
        agent=row["agent"],
        confidence=row["confidence"],
        evidence=tuple(json.loads(row["evidence"])),
        committed_at=moment(row["committed_at"]),
    )
