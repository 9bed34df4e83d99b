"""The full-text rows of a posting: one a searchable cube, written in the same transaction, so that they cannot drift.

Columns: `space` (the space's token), `text` (what the cube says), and `window`: for an utterance, what was said in its
run from two messages before it to two after it, itself included; for any other cube nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, text

from memos.store.rows import SpaceId, searchable

REACH: Final = 2
"""How many messages to either side a window takes in."""


class Entry(NamedTuple):
    """A changed cube: its row before the transaction (None when new) and now, and its text."""

    before: Mapping[str, Any] | None
    now: Mapping[str, Any]
    text: str


class _Spoken(NamedTuple):
    """An utterance in the index."""

    num: int
    run: str | None
    position: int
    text: str


def follow(connection: Connection, space: SpaceId, entries: Sequence[Entry]) -> None:
    """Brings the full-text rows of the changed cubes up to date, and those of their neighbours in the conversation."""
    changed = [entry for entry in entries if _changed(entry)]
    if not changed:
        return
    gone = [entry.now["num"] for entry in changed if entry.before is not None and searchable(entry.before["state"])]
    if gone:
        connection.execute(_REMOVE, [{"num": num} for num in gone])
    present = [entry for entry in changed if searchable(entry.now["state"])]
    windows = _windows(connection, space, changed, present)
    own = {entry.now["num"] for entry in present}
    rows = [
        {"num": entry.now["num"], "space": space.token, "text": entry.text, "window": windows.get(entry.now["num"], "")}
        for entry in present
    ]
    if rows:
        connection.execute(_INSERT, rows)
    neighbours = [{"num": num, "window": window} for num, window in windows.items() if num not in own]
    if neighbours:
        connection.execute(_MOVE_WINDOW, neighbours)


def _changed(entry: Entry) -> bool:
    if entry.before is None:
        return searchable(entry.now["state"])
    return (
        searchable(entry.before["state"]) != searchable(entry.now["state"])
        or (entry.before["text_hash"], entry.before["run"], entry.before["position"])
        != (entry.now["text_hash"], entry.now["run"], entry.now["position"])
    )  # fmt: skip


def _windows(
    connection: Connection, space: SpaceId, changed: Sequence[Entry], present: Sequence[Entry]
) -> dict[int, str]:
    """The window of every utterance within reach of a changed one."""
    places = {
        (row["run"], row["position"])
        for entry in changed
        for row in (entry.before, entry.now)
        if row is not None and row["position"] is not None
    }
    if not places:
        return {}
    spoken = _spoken(connection, space, {position for _, position in places})
    for entry in present:
        now = entry.now
        if now["position"] is not None:
            spoken[now["num"]] = _Spoken(now["num"], now["run"], now["position"], entry.text)
    said: dict[tuple[str | None, int], list[_Spoken]] = {}
    for one in sorted(spoken.values()):
        said.setdefault((one.run, one.position), []).append(one)
    touched = {(run, position + step) for run, position in places for step in range(-REACH, REACH + 1)}
    return {one.num: _window(said, run, position) for run, position in touched for one in said.get((run, position), ())}


def _window(said: Mapping[tuple[str | None, int], Sequence[_Spoken]], run: str | None, position: int) -> str:
    around = range(position - REACH, position + REACH + 1)
    return "\n".join(one.text for place in around for one in said.get((run, place), ()))


def _spoken(connection: Connection, space: SpaceId, positions: set[int]) -> dict[int, _Spoken]:
    """The utterances in the index that a window around a neighbour of these positions may take in."""
    wanted = {position + step for position in positions for step in range(-2 * REACH, 2 * REACH + 1)}
    rows = connection.execute(_AROUND, {"space": space.number, "positions": sorted(wanted)})
    return {num: _Spoken(num, run, position, words) for num, run, position, words in rows}


_INSERT = text('INSERT INTO cube_fts (rowid, space, text, "window") VALUES (:num, :space, :text, :window)')
_REMOVE = text("DELETE FROM cube_fts WHERE rowid = :num")
_MOVE_WINDOW = text('UPDATE cube_fts SET "window" = :window WHERE rowid = :num')
_AROUND = text(
    "SELECT cubes.num, cubes.run, cubes.position, cube_fts.text "
    "FROM cubes CROSS JOIN cube_fts ON cube_fts.rowid = cubes.num "
    "WHERE cubes.space = :space AND cubes.position IN :positions"
).bindparams(bindparam("positions", expanding=True))
