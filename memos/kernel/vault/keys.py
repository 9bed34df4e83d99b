"""The vault's root keys, and where they are kept: a file for their owner alone, or the keyring of the operating system.

The keys are kept as one JSON document: `handles`, the key that names secrets and never changes, and `keys`, the newest first, which
seals; the others only open. A file of 32 bytes is what earlier versions wrote: one key from which both are derived.
"""

from __future__ import annotations

import base64
import fcntl
import hmac
import os
import stat
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

from pydantic import Field

from memos.errors import Refused, StoreUnavailable, VaultIntegrity
from memos.schemas.value import Value

KEY_BYTES: Final = 32
_ID_DIGITS: Final = 8
_MOST: Final = 64 * 1024
"""Bytes of a key document: hundreds of keys."""

Random = Callable[[int], bytes]


class RootKeys(NamedTuple):
    """The key of handles, and the root keys by id, the newest first: it seals, all of them open."""

    handles: bytes
    roots: Mapping[str, bytes]

    @property
    def newest(self) -> str:
        """The id of the key that seals."""
        return next(iter(self.roots))

    @classmethod
    def fresh(cls, random: Random) -> RootKeys:
        """New keys for a new vault."""
        return cls(random(KEY_BYTES), _by_id([random(KEY_BYTES)]))

    def with_new(self, random: Random) -> RootKeys:
        """The same with one more root key, which is the newest."""
        return self._replace(roots=_by_id([random(KEY_BYTES), *self.roots.values()]))

    def with_newest_alone(self) -> RootKeys:
        """The same without the root keys that only open."""
        return self._replace(roots=_by_id([self.roots[self.newest]]))

    def written(self) -> bytes:
        """The document."""
        return (
            _Document(handles=_text(self.handles), keys=tuple(map(_text, self.roots.values())))
            .model_dump_json()
            .encode()
        )

    @classmethod
    def read(cls, document: bytes, where: str) -> RootKeys:
        """The keys of a document. Raises VaultIntegrity for what is none."""
        if len(document) == KEY_BYTES:
            return cls(hmac.new(document, b"handle", sha256).digest(), _by_id([document]))
        try:
            held = _Document.model_validate_json(document)
            keys = [base64.urlsafe_b64decode(key) for key in (held.handles, *held.keys)]
        except ValueError:  # ValidationError is one; its words hold what was read, so it is not told
            keys = []
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise VaultIntegrity(f"{where} is not a vault key.", hint="Put the right key back.") from None
        return cls(keys[0], _by_id(keys[1:]))


class _Document(Value):
    format: int = Field(default=2, ge=2, le=2)
    handles: str
    keys: tuple[str, ...] = Field(min_length=1)


def _text(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode()


def _by_id(keys: list[bytes]) -> Mapping[str, bytes]:
    """Keys by what names them in envelopes, and tells nothing of them."""
    return MappingProxyType({hmac.new(key, b"id", sha256).hexdigest()[:_ID_DIGITS]: key for key in keys})


class KeyStore(Protocol):
    """Where the document of keys is kept. What can't be trusted is `Refused`, what can't be reached is `StoreUnavailable`."""

    @property
    def where(self) -> str:
        """What to call the place in a message."""
        ...

    def read(self) -> bytes | None:
        """The document; None where there is none."""
        ...

    def create(self, document: bytes) -> None:
        """Keeps a first document. Where there is one already, that one stays."""
        ...

    def change(self, document: Callable[[bytes], bytes]) -> None:
        """Puts a new document in the place of the old one, whole or not at all; of two who do it, one waits."""
        ...


class KeyFile:
    """A file that its owner alone can read, outside the data directory. Made when first needed."""

    def __init__(self, path: Path, data: Path, random: Random = os.urandom) -> None:
        self._path = path
        self._data = data
        self._random = random

    @property
    def where(self) -> str:
        """See `KeyStore.where`."""
        return str(self._path)

    def read(self) -> bytes | None:
        """See `KeyStore.read`. It is looked at as it is opened, and never through a link."""
        self._refuse_inside()
        try:
            descriptor = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        except OSError as error:
            if self._path.is_symlink():
                raise Refused(f"The vault key {self._path} is a link.", hint="Name the file itself.") from None
            raise StoreUnavailable(f"The vault key {self._path} can't be read: {error.strerror}.") from None
        try:
            self._refuse_exposed(os.fstat(descriptor))
            return os.read(descriptor, _MOST)
        finally:
            os.close(descriptor)

    def create(self, document: bytes) -> None:
        """See `KeyStore.create`. Written aside and linked into place, so that of two processes one makes the key and both use it."""
        self._refuse_inside()
        with self._beside(document) as fresh:
            try:
                os.link(fresh, self._path)
            except FileExistsError:
                return
            self._sync()

    def change(self, document: Callable[[bytes], bytes]) -> None:
        """See `KeyStore.change`."""
        with self._alone():
            before = self.read()
            if before is None:
                raise VaultIntegrity(f"The vault key {self._path} is gone.", hint="Put it back; nothing was changed.")
            with self._beside(document(before)) as fresh:
                fresh.replace(self._path)
                self._sync()

    def _refuse_inside(self) -> None:
        if self._data.resolve() in (inside := self._path.parent.resolve(), *inside.parents):
            raise Refused(
                f"The vault key {self._path} lies in the data directory: who gets the one gets the other.",
                hint="Name another place in MEMOS_KEY_FILE; nothing was applied.",
            )

    def _refuse_exposed(self, found: os.stat_result) -> None:
        if not stat.S_ISREG(found.st_mode):
            raise Refused(f"The vault key {self._path} is no regular file.", hint="Name a file in MEMOS_KEY_FILE.")
        if found.st_uid != os.geteuid():
            raise Refused(f"The vault key {self._path} belongs to somebody else.", hint="Use a key file of your own.")
        if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise Refused(
                f"The vault key {self._path} can be read by others (mode {stat.S_IMODE(found.st_mode):04o}).",
                hint=f"chmod 600 {self._path}",
            )

    @contextmanager
    def _beside(self, document: bytes) -> Generator[Path]:
        """The document in a file of its own next to the key, on disk, and gone afterwards."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}.{self._random(4).hex()}")
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        except OSError as error:
            raise StoreUnavailable(f"The vault key {self._path} can't be written: {error.strerror}.") from None
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(document)
                file.flush()
                os.fsync(file.fileno())
            yield fresh
        finally:
            fresh.unlink(missing_ok=True)

    @contextmanager
    def _alone(self) -> Generator[None]:
        descriptor = os.open(self._path.parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _sync(self) -> None:
        descriptor = os.open(self._path.parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
