"""An archive is read to its end before anything is written: every hash, every line, and what lines say of each other."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from memos.errors import VaultIntegrity
from memos.kernel.archive.container import NOTHING, Reader
from memos.kernel.archive.lines import Lines, Read
from memos.kernel.archive.passphrase import Envelope
from memos.kernel.upkeep import Report
from memos.schemas.archive import PARTS, SCHEMA, Archived, Manifest
from memos.schemas.cube import Kind
from memos.store.journal import hash_of, stated

_TOLD_EVERY: Final = 2_000


class OutOfPlaceError(Exception):
    """A line can't stand where it does."""


def envelope_of(reader: Reader, manifest: Manifest, passphrase: str) -> Envelope:
    """What opens the secrets of an archive. Raises VaultIntegrity for another passphrase than it was sealed under."""
    if manifest.passphrase is None or manifest.mac is None:
        raise reader.wrong("it holds no secrets, and was not sealed under a passphrase")
    envelope = Envelope(passphrase, manifest.passphrase)
    if not envelope.signed(manifest.digest, manifest.mac):
        raise VaultIntegrity(
            f"{reader.path}: the passphrase is not the one it was sealed under (or somebody who doesn't know it changed the manifest).",
            hint=NOTHING,
        )
    return envelope


def verify(reader: Reader, manifest: Manifest, envelope: Envelope | None, report: Report) -> None:
    """Reads all of it. Raises InvalidInput for the first thing that is wrong, naming part and line."""
    for _ in reader.lines(SCHEMA, manifest.parts.get(SCHEMA) or _missing(reader)):
        pass
    lines = Lines(reader, manifest)
    total = sum(part.lines for part in manifest.parts.values())
    done = 0
    for user in manifest.users:
        checks = _User(user, manifest, envelope)
        for name in PARTS:
            check = checks.of[name]
            for read in lines.of(name, user.space):
                try:
                    check(read)
                except OutOfPlaceError as error:
                    raise reader.wrong(f"{name}, line {read.number}: {error}") from None
                done += 1
                if not done % _TOLD_EVERY:
                    report("Verifying", done, total)
        try:
            checks.finish()
        except OutOfPlaceError as error:
            raise reader.wrong(f"{user.user}: {error}") from None
    for name in PARTS:
        if (stray := lines.rest(name)) is not None:
            raise reader.wrong(f"{name}, line {stray.number}: there is no user {stray.value.space}")


def _missing(reader: Reader) -> Any:
    raise reader.wrong(f"the manifest does not speak of {SCHEMA}")


class _Standing:
    """The last version of a cube so far: which it is, and what it hashes to. `order`: how many cubes came before it."""

    __slots__ = ("digest", "order", "vault", "version")

    def __init__(self, order: int) -> None:
        self.order = order
        self.version = 0
        self.digest = b""
        self.vault = False


class _User:
    """What the lines of one user must be, each in the light of those before it."""

    def __init__(self, user: Archived, manifest: Manifest, envelope: Envelope | None) -> None:
        self._user = user
        self._manifest = manifest
        self._envelope = envelope
        self._messages: set[str] = set()
        self._ordinals: dict[str, int] = {}
        self._cubes: dict[str, _Standing] = {}
        self._sealed: set[tuple[str, int]] = set()
        self._last: dict[str, tuple[Any, ...]] = {}
        self._entries = 0
        self._own = 0
        self._dimension = 0
        self.of: Mapping[str, Callable[[Read], None]] = {
            "spaces.jsonl": self._space,
            "messages.jsonl": self._message,
            "exchanges.jsonl": lambda read: self._ordered("exchanges", read.value.op_id),
            "journal.jsonl": self._entry,
            "vault.jsonl": self._secret,
            "entities.jsonl": lambda read: self._ordered("entities", read.value.node),
            "edges.jsonl": self._edge,
            "embeddings.jsonl": self._embedding,
            "documents.jsonl": lambda read: self._ordered("documents", read.value.document, read.value.digest),
            "recollections.jsonl": lambda read: self._ordered("recollections", read.value.id),
            "citations.jsonl": lambda read: self._ordered("citations", read.value.recollection, read.value.cube_id),
            "usage.jsonl": lambda read: self._ordered("usage", self._cube(read.value.cube).order),
            "weights.jsonl": lambda read: self._ordered("weights", read.value.generation),
        }

    def finish(self) -> None:
        """What can be said only when all was read: counts, last versions, and the state hash."""
        counted = (self._own, len(self._messages), self._entries, len(self._cubes))
        if counted != (1, self._user.messages, self._user.entries, self._user.cubes):
            raise OutOfPlaceError("there is more of this user, or less, than the manifest says")
        state = hash_of(self._cubes[id_].digest for id_ in sorted(self._cubes))
        if state != self._user.state_hash:
            raise OutOfPlaceError("the memories are not those that the manifest's state hash tells of")

    # -- parts

    def _space(self, read: Read) -> None:
        self._own += 1
        self._must((read.value.tenant, read.value.user) == (self._user.tenant, self._user.user), "another user's name")

    def _message(self, read: Read) -> None:
        self._ordered("messages", read.value.position)
        self._must(read.value.id not in self._messages, f"message {read.value.id!r} is in it twice")
        self._messages.add(read.value.id)

    def _entry(self, read: Read) -> None:
        entry = read.value
        self._entries += 1
        self._must(entry.seq == self._entries, f"entry {entry.seq} comes where {self._entries} should")
        self._must(self._ordinals.get(entry.op_id, -1) < entry.ordinal, f"{entry.op_id} has this entry already")
        self._ordinals[entry.op_id] = entry.ordinal
        self._must(entry.reverses is None or 0 < entry.reverses < entry.seq, "it reverses what comes later")
        if entry.after is not None:
            self._version(read)
        elif entry.cube is not None:
            self._cube(entry.cube)

    def _version(self, read: Read) -> None:
        entry, cube = read.value, read.value.after
        self._must((cube.id, cube.version) == (entry.cube, entry.version), "it is of another cube or version")
        self._must(cube.kind is entry.kind, "it is of another kind")
        self._must(cube.scope.space == (self._user.tenant, self._user.user), "it is another user's")
        standing = self._cubes.setdefault(cube.id, _Standing(len(self._cubes)))
        self._must(cube.version > standing.version, f"version {cube.version} of {cube.id} comes after a later one")
        standing.version, standing.vault = cube.version, cube.kind is Kind.VAULT
        standing.digest = hashlib.sha256(stated(read.raw["after"]).encode()).digest()
        unknown = next((id_ for id_ in cube.provenance.message_ids if id_ not in self._messages), None)
        self._must(unknown is None, f"it cites {unknown!r}, which is not there")
        if standing.vault:
            self._sealed.add((cube.id, cube.version))

    def _secret(self, read: Read) -> None:
        line = read.value
        self._ordered("vault", line.cube, line.version)
        self._must((line.cube, line.version) in self._sealed, f"{line.cube} has no such version, or is no secret")
        if self._envelope is not None:
            self._envelope.open(self._user, line)

    def _edge(self, read: Read) -> None:
        edge = read.value
        latest = max(edge.seq, edge.origin, edge.ended_seq or 0)
        self._must(latest <= self._entries, "it speaks of an entry that is not there")

    def _embedding(self, read: Read) -> None:
        line = read.value
        self._ordered("embeddings", self._cube(line.cube).order, line.text_hash, line.part)
        self._must(self._manifest.fingerprint is not None, "vectors without the name of their model")
        self._must(not self._cube(line.cube).vault, "a secret is never embedded")
        try:
            vector = np.frombuffer(base64.b64decode(line.vector, validate=True), dtype="<f4")
        except ValueError:
            raise OutOfPlaceError("this is no vector") from None
        self._dimension = self._dimension or len(vector)
        self._must(0 < len(vector) == self._dimension and bool(np.isfinite(vector).all()), "this is no such vector")

    # -- within

    def _cube(self, id_: str) -> _Standing:
        standing = self._cubes.get(id_)
        if standing is None:
            raise OutOfPlaceError(f"there is no memory {id_}")
        return standing

    def _ordered(self, what: str, *key: Any) -> None:
        """Lines go by a key, upwards: so none can be there twice."""
        self._must(what not in self._last or self._last[what] < key, "it is there already, or out of order")
        self._last[what] = key

    @staticmethod
    def _must(holds: bool, otherwise: str) -> None:
        if not holds:
            raise OutOfPlaceError(otherwise)
