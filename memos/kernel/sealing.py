"""The seal of the vault: secrets become ciphertext bound to their place, and handles that say nothing about them.

AES-256-GCM with a random 96-bit nonce. The associated data binds a sealed value to its space and handle, so that it opens nowhere else.
The root key is a file outside the data directory, readable by its owner alone.
"""

from __future__ import annotations

import base64
import hmac
import os
import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from memos.errors import Refused, VaultIntegrity
from memos.schemas.value import canonical

_KEY_BYTES = 32
_NONCE_BYTES = 12
_HANDLE_DIGITS = 16


class Seal:
    """Seals and opens values with the root key at `key_file`, which is created (mode 0600) when first needed."""

    def __init__(self, key_file: Path, random: Callable[[int], bytes] = os.urandom) -> None:
        self._key_file = key_file
        self._random = random

    def handle(self, space: tuple[str, str], secret: str) -> str:
        """What stands in the text for a secret: the same secret in the same space has the same handle, and it tells nothing."""
        bound = canonical([*space, secret]).encode()
        return hmac.new(self._key("handle"), bound, sha256).hexdigest()[:_HANDLE_DIGITS]

    def seal(self, space: tuple[str, str], handle: str, secret: str) -> str:
        """The sealed form, `v1|nonce|ciphertext`, each part base64url."""
        nonce = self._random(_NONCE_BYTES)
        ciphertext = AESGCM(self._key("seal")).encrypt(nonce, secret.encode(), self._bound(space, handle))
        return "|".join(["v1", *(base64.urlsafe_b64encode(part).decode() for part in (nonce, ciphertext))])

    def open(self, space: tuple[str, str], handle: str, sealed: str) -> str:
        """The secret. A wrong key, or a value that was changed or moved, raises `VaultIntegrity`."""
        version, *parts = sealed.split("|")
        if version != "v1" or len(parts) != 2:
            raise VaultIntegrity("This sealed value has an unknown form.", hint="Restore the store from a backup.")
        nonce, ciphertext = (base64.urlsafe_b64decode(part) for part in parts)
        try:
            return AESGCM(self._key("seal")).decrypt(nonce, ciphertext, self._bound(space, handle)).decode()
        except InvalidTag:
            raise VaultIntegrity(
                "This sealed value does not open: another key sealed it, or it was changed or moved.",
                hint=f"Put the key it was sealed with back at {self._key_file}.",
            ) from None

    def _bound(self, space: tuple[str, str], handle: str) -> bytes:
        return canonical([*space, handle, "value"]).encode()

    def _key(self, purpose: str) -> bytes:
        return hmac.new(self._root(), purpose.encode(), sha256).digest()

    def _root(self) -> bytes:
        if not self._key_file.exists():
            self._create()
        mode = self._key_file.stat().st_mode
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise Refused(
                f"The vault key {self._key_file} can be read by others (mode {stat.S_IMODE(mode):04o}).",
                hint=f"chmod 600 {self._key_file}",
            )
        key = self._key_file.read_bytes()
        if len(key) != _KEY_BYTES:
            raise VaultIntegrity(f"{self._key_file} is not a vault key.", hint="Put the right key file back.")
        return key

    def _create(self) -> None:
        """Written aside and linked into place, so that of two processes one makes the key and both use it."""
        self._key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self._key_file.with_name(f"{self._key_file.name}.{os.getpid()}.{self._random(4).hex()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(self._random(_KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, self._key_file)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
