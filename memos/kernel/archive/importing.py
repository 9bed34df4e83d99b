"""From an archive into a store: verified first, then user by user, each in one transaction.

An interruption leaves every user whole or not there. Importing again goes on: who is here already is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import Connection, insert, select

from memos.errors import Conflict, InvalidInput, Refused, WeightsMissing
from memos.kernel.archive.container import NOTHING, Limits, Reader
from memos.kernel.archive.lines import Lines, read_manifest
from memos.kernel.archive.passphrase import Envelope
from memos.kernel.archive.secrets import sealed_here
from memos.kernel.archive.verifying import envelope_of, verify
from memos.kernel.parts import Parts
from memos.kernel.upkeep import Report, unheard
from memos.schemas.archive import PARTS, Archived, EntryAsWritten, Imported, Manifest, SpaceLine, Taken, VaultLine
from memos.schemas.cube import MemCube
from memos.schemas.scope import Scope
from memos.store.archive.loading import Loading, is_empty
from memos.store.archive.unloading import Unloading
from memos.store.embeddings import fingerprint
from memos.store.journal import state_hash
from memos.store.rows import SpaceId, micros
from memos.store.tables import SPACES

Item = TypeVar("Item")

_TOLD_EVERY: Final = 2_000


class Wanted(NamedTuple):
    """What is taken of an archive. `user`: of whom alone (None: of all). `as_user`: under which name.

    `values`: whether secrets bring their values; else they come with label and handle alone, and no passphrase is needed.
    """

    tenant: str
    user: str | None = None
    as_user: str | None = None
    passphrase: str | None = None
    values: bool = True


def import_archive(
    parts: Parts,
    path: Path,
    wanted: Wanted,
    *,
    dry_run: bool = False,
    report: Report = unheard,
    limits: Limits | None = None,
) -> Imported:
    """Brings the memories of an archive into this store; every memory, version, reason and hash is what it was.

    A user who has these very memories is passed over; one who has others is a Conflict. What another tenant or user's archive
    holds is Refused unless it is taken under a name (`as_user`). With `dry_run` everything is looked at and nothing written.
    Raises InvalidInput for a file that is not what an archive must be, VaultIntegrity for another passphrase.
    """
    with Reader(path, limits or Limits()) as reader:
        manifest = read_manifest(reader)
        chosen = _chosen(reader, manifest, wanted)
        envelope = _envelope(reader, manifest, wanted)
        verify(reader, manifest, envelope, report)
        source = _Source(reader, manifest, envelope, fits=_vectors_fit(parts, manifest))
        taken = [source.told(one, already_here=_is_here(parts, one)) for one in chosen]
        if not dry_run:
            lines = Lines(reader, manifest, {**PARTS, "journal.jsonl": EntryAsWritten})
            for one, told in zip(chosen, taken, strict=True):
                if not told.already_here:
                    _take(parts, source, lines, one, report)
    return Imported(users=tuple(taken), vault=manifest.vault, dry_run=dry_run)


class _Chosen(NamedTuple):
    """A user of the archive, and who it will be here."""

    archived: Archived
    scope: Scope


class _Source(NamedTuple):
    """A verified archive, and what opens its secrets. `fits`: its vectors are of this store's model."""

    reader: Reader
    manifest: Manifest
    envelope: Envelope | None
    fits: bool

    def told(self, one: _Chosen, *, already_here: bool) -> Taken:
        """What is to be said of a user."""
        return Taken(
            user=one.scope.user,
            archived=one.archived.user,
            messages=one.archived.messages,
            entries=one.archived.entries,
            cubes=one.archived.cubes,
            already_here=already_here,
            embedded=already_here or self.fits or not one.archived.cubes,
        )


def _chosen(reader: Reader, manifest: Manifest, wanted: Wanted) -> list[_Chosen]:
    users = [one for one in manifest.users if wanted.user in (None, one.user)]
    names = ", ".join(dict.fromkeys(one.user for one in manifest.users[:5]))
    if not users:
        raise Refused(
            f"{reader.path} is of {names}: there is nothing of {wanted.user!r} in it.",
            hint=f"--as {wanted.user} brings what is another's into that memory. {NOTHING}",
        )
    if wanted.as_user is not None:
        if len(users) > 1:
            raise Refused(
                f"{reader.path} is of {len(users)} users ({names}).", hint=f"Say which one with --user. {NOTHING}"
            )
        return [_Chosen(users[0], Scope(tenant=wanted.tenant, user=wanted.as_user))]
    if foreign := next((one for one in users if one.tenant != wanted.tenant), None):
        raise Refused(
            f"{reader.path} is of another tenant ({foreign.tenant!r}, and this is {wanted.tenant!r}).",
            hint=f"--as NAME takes one user's memories over. {NOTHING}",
        )
    return [_Chosen(one, Scope(tenant=one.tenant, user=one.user)) for one in users]


def _envelope(reader: Reader, manifest: Manifest, wanted: Wanted) -> Envelope | None:
    if wanted.passphrase is not None:
        return envelope_of(reader, manifest, wanted.passphrase)
    if manifest.vault == "sealed" and wanted.values:
        raise InvalidInput(
            f"{reader.path}: its secrets are sealed under a passphrase.",
            hint=f"Give it with --passphrase-file, or leave them out with --without-vault. {NOTHING}",
        )
    return None


def _vectors_fit(parts: Parts, manifest: Manifest) -> bool:
    """Whether the vectors are of the model this store is embedded with; an empty store takes those of its embedder to be."""
    if manifest.fingerprint is None:
        return False
    held = fingerprint(parts.database)
    if held is not None:
        return held == manifest.fingerprint
    try:
        chosen = parts.chosen_embedder()
    except WeightsMissing:
        return True  # no other model is at hand: these vectors find what they can
    return chosen is not None and chosen.fingerprint == manifest.fingerprint


# -- what is here


def _is_here(parts: Parts, one: _Chosen) -> bool:
    """Whether the same memories are here, or nothing. Anything else is a Conflict."""
    space = parts.spaces.open(one.scope.tenant, one.scope.user, create=False)
    if space is None:
        return False
    with parts.database.read() as connection:
        if is_empty(connection, space.key):
            return False
        here = Unloading(connection, space.key, one.archived.space).summary()
    told = one.archived
    same = (here.state_hash, here.cubes, here.messages) == (told.state_hash, told.cubes, told.messages)
    if same and here.entries >= told.entries:  # what was only looked at since is in the journal, too
        return True
    raise Conflict(
        f"There are memories of {one.scope.user!r} already, and they are not those of the archive.",
        hint=f"--as NAME brings them in beside. {NOTHING}",
    )


# -- one user


def _take(parts: Parts, source: _Source, lines: Lines, one: _Chosen, report: Report) -> None:
    archived = one.archived
    taking = _Taking(parts, source, lines, one, report)
    with parts.database.write() as connection:
        space = _own(connection, one.scope, next(taking.of("spaces.jsonl")))
        taking.load(Loading(connection, space, entries=archived.entries, cubes=archived.cubes))
        if state_hash(connection, space.number) != archived.state_hash:
            raise InvalidInput(
                f"What was read of {archived.user!r} is not what was verified: the file changed meanwhile.",
                hint="Nothing of it was imported.",
            )


def _own(connection: Connection, scope: Scope, line: SpaceLine) -> SpaceId:
    """The space to load into, made if need be; Conflict if somebody put something in meanwhile."""
    asked = select(SPACES.c.number).where(SPACES.c.tenant == scope.tenant, SPACES.c.user == scope.user)
    number = connection.scalar(asked)
    if number is None:
        row = {"tenant": scope.tenant, "user": scope.user, "created_at": micros(line.created_at)}
        number = connection.scalar(insert(SPACES).returning(SPACES.c.number), row)
    space = SpaceId(int(number or 0), scope.tenant, scope.user)
    if not is_empty(connection, space):
        raise Conflict(f"Something was added for {scope.user!r} meanwhile.", hint="Nothing of it was imported.")
    return space


class _Taking:
    """The lines of one user on their way into his space."""

    def __init__(self, parts: Parts, source: _Source, lines: Lines, one: _Chosen, report: Report) -> None:
        self._parts = parts
        self._source = source
        self._lines = lines
        self._one = one
        self._report = report
        self._total = one.archived.messages + one.archived.entries
        self._done = 0

    def of(self, name: str) -> Iterator[Any]:
        """The values of a part."""
        for read in self._lines.of(name, self._one.archived.space):
            yield read.value

    def load(self, loading: Loading) -> None:
        """Part by part: what others refer to comes before them."""
        loading.messages(self._counted(self.of("messages.jsonl")))
        loading.exchanges(self.of("exchanges.jsonl"))
        loading.journal(self._counted(self._entries(self._sealed())))
        loading.entities(self.of("entities.jsonl"))
        loading.edges(self.of("edges.jsonl"))
        if self._source.fits:
            loading.embeddings(self.of("embeddings.jsonl"), str(self._source.manifest.fingerprint))
        loading.documents(self.of("documents.jsonl"))
        loading.recollections(self.of("recollections.jsonl"))
        loading.citations(self.of("citations.jsonl"))
        loading.usage(self.of("usage.jsonl"))
        loading.weights(self.of("weights.jsonl"))

    def _sealed(self) -> dict[tuple[str, int], str]:
        """The secrets in clear, by cube and version: few, and only for as long as this user is being written."""
        envelope = self._source.envelope
        if envelope is None:
            return {}
        lines: Iterator[VaultLine] = self.of("vault.jsonl")
        return {(line.cube, line.version): envelope.open(self._one.archived, line) for line in lines}

    def _entries(self, secrets: Mapping[tuple[str, int], str]) -> Iterator[EntryAsWritten]:
        """Entries with their cubes: under the name they have here, secrets sealed with this store's own key."""
        scope = self._one.scope
        entries: Iterator[EntryAsWritten] = self.of("journal.jsonl")
        for entry in entries:
            if entry.after is not None:
                entry.after["scope"] |= {"tenant": scope.tenant, "user": scope.user}
                if (secret := secrets.get((str(entry.cube), entry.version or 0))) is not None:
                    cube = MemCube.model_validate(entry.after)
                    entry.after["payload"]["sealed"] = sealed_here(self._parts, cube, secret)
            yield entry

    def _counted(self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            yield item
            self._done += 1
            if not self._done % _TOLD_EVERY:
                self._report(f"Importing {self._one.scope.user}", self._done, self._total)
