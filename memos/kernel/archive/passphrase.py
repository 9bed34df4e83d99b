"""Secrets on a journey: sealed under a passphrase, each bound to its place.

The key follows from the passphrase by scrypt (RFC 7914); two keys follow from it, one seals values (AES-256-GCM, a random 96-bit
nonce, associated data that name the format, tenant, user, cube and version), one signs the manifest (HMAC-SHA-256).
"""

from __future__ import annotations

import base64
import hmac
import os
from collections.abc import Callable
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from memos.errors import InvalidInput, VaultIntegrity
from memos.schemas.archive import FORMAT, Archived, Derivation, VaultLine
from memos.schemas.value import canonical

COST: Final = 1 << 16
"""scrypt's n: with r = 8 it takes 64 MiB and a fifth of a second."""

SHORTEST: Final = 8
"""Characters of a passphrase at least."""

_SALT: Final = 16
_NONCE: Final = 12
_KEY: Final = 32


class Envelope:
    """Seals and opens the secrets of one archive."""

    def __init__(self, passphrase: str, derivation: Derivation, random: Callable[[int], bytes] = os.urandom) -> None:
        self.derivation = derivation
        self._random = random
        kdf = Scrypt(
            salt=base64.b64decode(derivation.salt), length=_KEY, n=derivation.n, r=derivation.r, p=derivation.p
        )
        root = kdf.derive(passphrase.encode())
        self._cipher = AESGCM(hmac.new(root, b"values", sha256).digest())
        self._signing = hmac.new(root, b"manifest", sha256).digest()

    @classmethod
    def new(cls, passphrase: str, random: Callable[[int], bytes] = os.urandom) -> Envelope:
        """For an archive that is being written. Raises InvalidInput for a passphrase that is too short."""
        if len(passphrase) < SHORTEST:
            raise InvalidInput(
                f"A passphrase has at least {SHORTEST} characters.",
                hint="Several words are best. Nothing was exported.",
            )
        return cls(passphrase, Derivation(n=COST, salt=base64.b64encode(random(_SALT)).decode()), random)

    def sign(self, digest: str) -> str:
        """What only who knows the passphrase can say of a manifest."""
        return hmac.new(self._signing, digest.encode(), sha256).hexdigest()

    def signed(self, digest: str, mac: str) -> bool:
        """Whether this was signed with the same passphrase."""
        return hmac.compare_digest(self.sign(digest), mac)

    def seal(self, of: Archived, cube: str, version: int, secret: str) -> VaultLine:
        """The secret as a line of the archive."""
        nonce = self._random(_NONCE)
        sealed = self._cipher.encrypt(nonce, secret.encode(), _bound(of, cube, version))
        nonce_text, sealed_text = (base64.b64encode(part).decode() for part in (nonce, sealed))
        return VaultLine(space=of.space, cube=cube, version=version, nonce=nonce_text, sealed=sealed_text)

    def open(self, of: Archived, line: VaultLine) -> str:
        """The secret. What was changed, or moved to another place, raises VaultIntegrity."""
        nonce, sealed = (base64.b64decode(part) for part in (line.nonce, line.sealed))
        try:
            return self._cipher.decrypt(nonce, sealed, _bound(of, line.cube, line.version)).decode()
        except (InvalidTag, ValueError):
            raise VaultIntegrity(
                f"The secret of {line.cube} does not open: it was changed or moved.", hint="Nothing was imported."
            ) from None


def _bound(of: Archived, cube: str, version: int) -> bytes:
    return canonical([FORMAT, of.tenant, of.user, cube, version, "value"]).encode()
