"""Doctor: compares the truth with itself and with every index, both ways, and mends what is a shadow of it."""

from __future__ import annotations

import sqlite3
import stat
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import text

from memos.errors import (
    EmbedderFailed,
    EmbedderMismatch,
    IndexFailed,
    StoreCorrupt,
    StoreUnavailable,
    WeightsMissing,
)
from memos.index import blobs
from memos.kernel.forgetting.forget import resume as resume_forgetting
from memos.kernel.forgetting.forget import unfinished, untold
from memos.kernel.parts import Parts
from memos.kernel.upkeep import Report, all_spaces, embed_missing, resume, rewrite_words, unheard
from memos.kernel.vault.secrets import broken_values, key_complaint
from memos.ports import VectorEntry
from memos.schemas.cube import MemCube
from memos.schemas.value import Value, digest
from memos.store.rows import searchable
from memos.store.space import Space

Level = Literal["note", "drift", "damage"]
"""`note`: good to know. `drift`: an index or an exchange is behind, and repair mends it. `damage`: needs a human."""

SAFE_SQLITE: Final = (3, 51, 3)
"""Versions before this one have a race between writers and checkpoints that can lose pages of the write-ahead log."""

_SAMPLE: Final = 64
"""Cubes of a space that are looked for with their own vector."""

_NEAR: Final = 10
_ALIKE: Final = 1e-3


class Finding(Value):
    """Something that is not as it should be: which check found it, for whom, how often, and what it is."""

    check: str
    level: Level
    what: str
    count: int = 1
    user: str | None = None
    repaired: bool = False


class Diagnosis(Value):
    """What doctor found. `clean`: nothing but notes. `repaired`: all that was wrong is mended. Else a human has to look."""

    findings: tuple[Finding, ...]
    checks: tuple[str, ...]
    spaces: int
    cubes: int

    @property
    def status(self) -> Literal["clean", "repaired", "needs_human"]:
        """The verdict."""
        wrong = [finding for finding in self.findings if finding.level != "note"]
        if not wrong:
            return "clean"
        return "repaired" if all(finding.repaired for finding in wrong) else "needs_human"


def doctor(parts: Parts, *, repair: bool, report: Report = unheard) -> Diagnosis:
    """Compares the truth with itself and with every index, both ways. With `repair`, mends what can be mended, and looks again.

    Nothing is mended in a file that is damaged itself.
    """
    spaces = all_spaces(parts)
    found = _examine(parts, spaces, report)
    damaged = any(finding.check == "sqlite" and finding.level == "damage" for finding in found)
    if repair and not damaged and any(finding.level == "drift" for finding in found):
        hindered: list[Finding] = []
        if any(finding.check == "forgotten" and finding.level == "drift" for finding in found):
            resume_forgetting(parts, report)
        for space in spaces:
            drifted = {one.check for one in found if one.user == space.scope.user and one.level == "drift"}
            hindered += _repair(parts, space, drifted)
        left = {(one.check, one.user) for one in _examine(parts, spaces, report)}
        found = [one.model_copy(update={"repaired": (one.check, one.user) not in left}) for one in found]
        found += hindered
    return Diagnosis(
        findings=tuple(found),
        checks=(*_STORE_CHECKS, *_SPACE_CHECKS),
        spaces=len(spaces),
        cubes=sum(space.cubes.count() for space in spaces),
    )


def _examine(parts: Parts, spaces: Sequence[Space], report: Report) -> list[Finding]:
    with suppress(StoreUnavailable), parts.database.read() as connection:  # what is damaged shows in the checks
        parts.shadows.heed(connection)
    looks: list[tuple[str, Space | None, Callable[[], list[Finding]]]] = [
        *((name, None, partial(check, parts)) for name, check in _STORE_CHECKS.items()),
        *((name, space, partial(check, parts, space)) for space in spaces for name, check in _SPACE_CHECKS.items()),
    ]
    found: list[Finding] = []
    for done, (name, space, look) in enumerate(looks):
        report(name if space is None else f"{name}, {space.scope.user}", done, len(looks))
        found += _guarded(name, space, look)
    return found


def _guarded(check: str, space: Space | None, look: Callable[[], list[Finding]]) -> list[Finding]:
    """A check that can't be made because the file is damaged is a finding itself."""
    try:
        return look()
    except (StoreUnavailable, IndexFailed) as error:
        level: Level = "drift" if isinstance(error, IndexFailed) else "damage"
        return [Finding(check=check, level=level, what=error.message, user=space.scope.user if space else None)]


def _repair(parts: Parts, space: Space, checks: set[str]) -> list[Finding]:
    """Mends what these checks found; returns what it was hindered by."""
    hindered: list[Finding] = []
    if "exchanges" in checks:
        resume(parts, space)
    if "words" in checks:
        with space.database.write() as connection:
            rewrite_words(connection, space)
    if "vectors" in checks:
        try:
            embed_missing(parts, space)
        except EmbedderFailed as error:
            hindered.append(Finding(check="vectors", level="drift", what=str(error), user=space.scope.user))
    if "index" in checks:
        parts.shadows.forget(space.key)
        parts.shadows.dense.rebuild(space.key, space.cubes.count())
    return hindered


# -- checks of the store


def _sqlite(parts: Parts) -> list[Finding]:
    with parts.database.read() as connection:
        said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
        foreign = len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
    found = [Finding(check="sqlite", level="damage", what=f"integrity_check: {line}") for line in said if line != "ok"]
    if foreign:
        found.append(
            Finding(check="sqlite", level="damage", what="rows refer to rows that are not there", count=foreign)
        )
    if sqlite3.sqlite_version_info < SAFE_SQLITE:
        safe = ".".join(map(str, SAFE_SQLITE))
        what = f"SQLite {sqlite3.sqlite_version} is older than {safe}, which mends a rare race in the write-ahead log; worked around"
        found.append(Finding(check="sqlite", level="note", what=what))
    if parts.database.checkpoint_failure:
        found.append(
            Finding(check="sqlite", level="note", what=f"last checkpoint: {parts.database.checkpoint_failure}")
        )
    return found


def _permissions(parts: Parts) -> list[Finding]:
    found: list[Finding] = []
    if parts.database.read_only:
        why = ": the disk is full" if parts.database.full else ""
        found.append(
            Finding(check="permissions", level="note", what=f"{parts.database.directory} can only be read{why}")
        )
    if exposed := _exposed(parts.database.directory):
        what = f"others can get at {', '.join(exposed)}: chmod 700 {parts.database.directory}"
        found.append(Finding(check="permissions", level="damage", what=what))
    return found


def _exposed(directory: Path) -> list[str]:
    """What others may read or change: nothing where they may not enter, all where they may put files of their own."""
    mode = directory.stat().st_mode
    if not mode & (stat.S_IXGRP | stat.S_IXOTH):
        return []
    if mode & (stat.S_IWGRP | stat.S_IWOTH):
        return ["everything"]
    return sorted(
        path.name
        for path in directory.iterdir()
        if path.is_file() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    )


_UNBORNE: Final = """
SELECT count(*) FROM cubes LEFT JOIN journal ON journal.cube = cubes.num AND journal.version = cubes.version AND journal.after IS NOT NULL
WHERE journal.after IS NULL OR journal.after <> cubes.body"""
_UNSAID: Final = """
SELECT count(*) FROM sources LEFT JOIN messages ON messages.space = sources.space AND messages.position = sources.position
WHERE messages.id IS NULL"""


def _journal(parts: Parts) -> list[Finding]:
    """Every cube stands as the journal's last word on it says, and cites messages that are there, as they were said."""
    with parts.database.read() as connection:
        unborne = int(connection.exec_driver_sql(_UNBORNE).scalar_one())
        unsaid = int(connection.exec_driver_sql(_UNSAID).scalar_one())
        said = connection.exec_driver_sql("SELECT content, content_hash FROM messages")
        reworded = sum(not isinstance(words, str) or digest(words) != told for words, told in said)
    found = [
        ("cubes differ from what the journal says of them", unborne),
        ("citations lead to messages that are not there", unsaid),
        ("messages are not as they were said: their words were changed behind the store's back", reworded),
    ]
    return [Finding(check="journal", level="damage", what=what, count=count) for what, count in found if count]


def _forgotten(parts: Parts) -> list[Finding]:
    """What was forgotten has also gone from the files."""
    left = unfinished(parts)
    what = "forgettings were interrupted, or have to wait: bytes may be left in the files"
    found = [Finding(check="forgotten", level="drift", what=what, count=left)] if left else []
    for one in untold(parts):
        hits = one.scan.hits if one.scan is not None else 0
        resumed = f"the forgetting of a {one.plan.target.what} was interrupted, resumed when the store was opened, and done: {hits} hits"
        found.append(Finding(check="forgotten", level="note", what=resumed))
    return found


def _key(parts: Parts) -> list[Finding]:
    """Where values are sealed, the key that seals them is there, and nobody else can get at it."""
    wrong = key_complaint(parts)
    return [Finding(check="key", level="damage", what=wrong)] if wrong else []


# -- checks of a space


def _vault(parts: Parts, space: Space) -> list[Finding]:
    """Every sealed value opens, where there is a key to open it with."""
    count = 0 if key_complaint(parts) else len(broken_values(parts, space))
    what = "sealed values do not open: another key sealed them, or they were changed or moved"
    return [Finding(check="vault", level="damage", what=what, count=count, user=space.scope.user)] if count else []


def _exchanges(_parts: Parts, space: Space) -> list[Finding]:
    pending = space.exchanges.pending()
    if not pending:
        return []
    why = next((one.error for one in pending if one.error), "interrupted")
    what = f"exchanges are stored, but not settled ({why})"
    return [Finding(check="exchanges", level="drift", what=what, count=len(pending), user=space.scope.user)]


_WORDS: Final = text(
    "SELECT cubes.state, cubes.body, cube_fts.text, cube_fts.space "
    "FROM cubes LEFT JOIN cube_fts ON cube_fts.rowid = cubes.num WHERE cubes.space = :space"
)


_STRAYS: Final = "SELECT count(*) FROM cube_fts WHERE rowid NOT IN (SELECT num FROM cubes)"


def _words(parts: Parts, space: Space) -> list[Finding]:
    """Every cube that can be found has its full-text row, with its words, and no other row is there."""
    with space.database.read() as connection:
        rows = connection.execute(_WORDS, {"space": space.number}).all()
        strays = int(connection.exec_driver_sql(_STRAYS).scalar_one())
    wrong: Counter[str] = Counter()
    for state, body, held, token in rows:
        if not searchable(state):
            wrong["are ghosts: their cubes can't be found any more"] += held is not None
        elif held is None:
            wrong["are missing"] += 1
        elif (held, token) != (MemCube.model_validate_json(body).text, space.key.token):
            wrong["are stale"] += 1
    wrong["belong to no cube"] += strays
    if not parts.database.read_only and not _words_are_sound(parts):
        wrong["are in a damaged index"] += len(rows)
    return [
        Finding(check="words", level="drift", what=f"full-text rows {what}", count=count, user=space.scope.user)
        for what, count in wrong.items()
        if count
    ]


def _words_are_sound(parts: Parts) -> bool:
    try:
        with parts.database.write(truth=False) as connection:
            connection.exec_driver_sql("INSERT INTO cube_fts(cube_fts) VALUES ('integrity-check')")
    except StoreCorrupt:
        return False
    return True


def _vectors(parts: Parts, space: Space) -> list[Finding]:
    """Every text that can be found by meaning has vectors of the store's model."""
    user = space.scope.user
    try:
        embedder = parts.embedder()
    except WeightsMissing as error:
        return [Finding(check="vectors", level="note", what=f"found by words alone: {error}", user=user)]
    except EmbedderMismatch as error:
        return [Finding(check="vectors", level="damage", what=str(error), user=user)]
    missing = len(space.embeddings.missing(embedder.fingerprint)) if embedder else 0
    what = "cubes have no vectors yet: found by words alone"
    return [Finding(check="vectors", level="drift", what=what, count=missing, user=user)] if missing else []


def _index(parts: Parts, space: Space) -> list[Finding]:
    """The vector index holds the cubes that have vectors, at their last change, and finds them by these; nothing else."""
    size = space.cubes.count()
    dense = parts.shadows.dense
    with space.database.read() as connection:
        truth = {entry.key: entry for entry in blobs.changed(connection, space.number, 0, size + 1).upserts}
    if lost := dense.lost(space.key, size):
        what = f"cubes are missing in the vector index: {lost}"
        return [Finding(check="index", level="drift", what=what, count=len(truth), user=space.scope.user)]
    dense.catch_up(space.key, size)
    held = dense.index(space.key, size).keys(space.number)
    wrong = {
        "cubes are missing in the vector index": len(truth.keys() - held.keys()),
        "entries of the vector index are ghosts": len(held.keys() - truth.keys()),
        "entries of the vector index are stale": sum(held[num] != truth[num].seq for num in held.keys() & truth.keys()),
        "cubes are not found by their own vector": _not_found(parts, space, size, list(truth.values())),
        "changes were given up after five tries": dense.health(space.key, size).parked,
    }
    return [
        Finding(check="index", level="drift", what=what, count=count, user=space.scope.user)
        for what, count in wrong.items()
        if count
    ]


def _not_found(parts: Parts, space: Space, size: int, entries: Sequence[VectorEntry]) -> int:
    """How many of a sample do not come up for their own vector (others that are exactly alike may come in their place)."""
    index = parts.shadows.dense.index(space.key, size)
    step = max(1, len(entries) // _SAMPLE)
    lost = 0
    for entry in entries[::step]:
        query = entry.vectors[0]
        if not query.any():
            continue
        matches = index.search(space.number, query, _NEAR)
        found = any(match.key == entry.key for match in matches)
        lost += not found and (not matches or matches[-1].cosine < 1 - _ALIKE)
    return lost


_STORE_CHECKS: Final[dict[str, Callable[[Parts], list[Finding]]]] = {
    "sqlite": _sqlite,
    "permissions": _permissions,
    "journal": _journal,
    "forgotten": _forgotten,
    "key": _key,
}
_SPACE_CHECKS: Final[dict[str, Callable[[Parts, Space], list[Finding]]]] = {
    "exchanges": _exchanges,
    "vault": _vault,
    "words": _words,
    "vectors": _vectors,
    "index": _index,
}
