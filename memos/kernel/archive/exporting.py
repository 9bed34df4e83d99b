"""From a store into an archive: all of it read within one snapshot, so that others may go on writing meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from memos.errors import NotFound
from memos.kernel.archive.container import Limits, Writer, within
from memos.kernel.archive.files import into_place, taken, unwritable
from memos.kernel.archive.passphrase import Envelope
from memos.kernel.archive.program import program_version
from memos.kernel.archive.secrets import opened_here
from memos.kernel.parts import Parts
from memos.kernel.upkeep import Report, unheard
from memos.schemas.archive import MANIFEST, PARTS, SCHEMA, Archived, Exported, Manifest, schemas
from memos.schemas.scope import Scope
from memos.store.archive.unloading import Unloading, fingerprint

_TOLD_EVERY: Final = 2_000
"""Lines between two reports."""


def export(
    parts: Parts,
    path: Path,
    scopes: Sequence[Scope],
    *,
    passphrase: str | None = None,
    report: Report = unheard,
    limits: Limits | None = None,
) -> Exported:
    """Writes the memories of these users into a new file at `path`; it is there when it is whole, and not before.

    With a `passphrase` the values of secrets are in it, sealed anew; without, secrets keep label and handle alone. Neither the
    root key nor anything sealed with it leaves the store. Equal memories at an equal moment make equal bytes, salts and nonces aside.
    Raises InvalidInput when there is a file at `path`, or none can be written there; NotFound for a user there is nothing of.
    """
    limits = limits or Limits()
    spaces = [parts.space(scope) for scope in sorted(scopes, key=lambda scope: scope.space)]
    if not spaces:
        raise NotFound("There is nothing to export: nobody is remembered.", hint="Nothing was written.")
    envelope = None if passphrase is None else Envelope.new(passphrase)
    if path.exists():
        raise taken(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with parts.database.read() as connection:
            unloaded = [Unloading(connection, space.key, local) for local, space in enumerate(spaces, 1)]
            told = _Unpacked(parts, connection, unloaded, envelope, report)
            manifest = told.write(draft, limits, compressed=True)
            if not within(told.bytes, draft.stat().st_size, limits):
                manifest = told.write(draft, limits, compressed=False)  # packed, it would be taken for a bomb
        size = draft.stat().st_size
        into_place(draft, path)
    except FileExistsError:
        raise taken(path) from None
    except OSError as error:
        raise unwritable(path, error) from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    secrets = manifest.parts["vault.jsonl"].lines
    return Exported(
        path=str(path), users=manifest.users, bytes=size, vault=manifest.vault, secrets=secrets, digest=manifest.digest
    )


class _Unpacked:
    """What goes into an archive."""

    def __init__(
        self,
        parts: Parts,
        connection: Connection,
        unloaded: Sequence[Unloading],
        envelope: Envelope | None,
        report: Report,
    ) -> None:
        self._parts = parts
        self._connection = connection
        self._unloaded = unloaded
        self._envelope = envelope
        self._report = report
        self._users = tuple(one.summary() for one in unloaded)
        self._total = sum(user.messages + 2 * user.entries for user in self._users)
        self.bytes = 0

    def write(self, draft: Path, limits: Limits, *, compressed: bool) -> Manifest:
        """Writes the file, for its owner alone, and returns its manifest."""
        draft.unlink(missing_ok=True)
        self.bytes = 0
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            with Writer(file, limits, compressed=compressed) as writer:
                self._write_parts(writer)
                manifest = self._manifest(writer)
                with writer.part(MANIFEST) as part:
                    part.write(manifest.model_dump(mode="json"))
            self.bytes = sum(part.bytes for part in writer.parts.values())
            file.flush()
            os.fsync(file.fileno())
        return manifest

    def _write_parts(self, writer: Writer) -> None:
        done = 0
        for name in PARTS:
            with writer.part(name) as part:
                for unloading, user in zip(self._unloaded, self._users, strict=True):
                    lines = self._values(unloading, user) if name == "vault.jsonl" else unloading.parts[name]()
                    for line in lines:
                        part.write(line)
                        done += 1
                        if not done % _TOLD_EVERY:
                            self._report(f"Exporting {name.partition('.')[0]}", min(done, self._total), self._total)
        with writer.part(SCHEMA) as part:
            part.write(schemas())

    def _values(self, unloading: Unloading, user: Archived) -> Iterator[dict[str, Any]]:
        if self._envelope is None:
            return
        for cube in unloading.sealed():
            secret = opened_here(self._parts, cube)
            if secret is not None:
                yield self._envelope.seal(user, cube.id, cube.version, secret).model_dump(mode="json")

    def _manifest(self, writer: Writer) -> Manifest:
        envelope = self._envelope
        unsigned = Manifest(
            program=program_version(),
            created_at=self._parts.clock.now(),
            users=self._users,
            vault="left out" if envelope is None else "sealed",
            fingerprint=fingerprint(self._connection),
            parts=dict(writer.parts),
            passphrase=None if envelope is None else envelope.derivation,
        )
        digest = unsigned.sum()
        return unsigned.model_copy(update={"digest": digest, "mac": envelope and envelope.sign(digest)})
