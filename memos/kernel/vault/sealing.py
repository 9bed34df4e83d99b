"""The seal of the vault: secrets become ciphertext bound to their place, and handles that say nothing about them.

AES-256-GCM with a random 96-bit nonce, under a key of the space's own that is derived from the root key. The associated data binds a
sealed value to its tenant, user, cube, version and field, so that it opens nowhere else.

A sealed value is `v2|key|version|nonce|ciphertext`: the id of the root key, the version of the cube at which it was sealed (later
versions carry it on), and two parts in base64url. `v1|nonce|ciphertext`, bound to space and handle, is still opened.
"""

from __future__ import annotations

import base64
import hmac
import os
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from memos.errors import VaultIntegrity
from memos.kernel.vault.keys import KeyStore, Random, RootKeys
from memos.schemas.cube import MemCube, Vault
from memos.schemas.value import canonical

_NONCE_BYTES: Final = 12
_HANDLE_DIGITS: Final = 16
_FIELD: Final = "value"
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


class Place(NamedTuple):
    """Where a value is sealed: tenant and user, the vault cube, its version, and the handle that stands for it."""

    space: tuple[str, str]
    cube: str
    version: int
    handle: str

    @classmethod
    def of(cls, cube: MemCube) -> Place:
        """That of a vault cube."""
        return cls(cube.scope.space, cube.id, cube.version, str(cube.metadata.get("handle", "")))


def key_of(sealed: str) -> str:
    """The id of the root key that a value was sealed with; empty for one of the first format, which does not say."""
    parts = sealed.split("|")
    return parts[1] if parts[0] == "v2" and len(parts) == 5 else ""


class Seal:
    """Seals and opens values with the root keys in `store`, which is asked for when first needed.

    A key is made when first needed, unless there are sealed values already (`in_use`): then it is missing, and put back by its owner.
    """

    def __init__(self, store: Callable[[], KeyStore], in_use: Callable[[], bool], random: Random = os.urandom) -> None:
        self._store = store
        self._in_use = in_use
        self._random = random

    # -- names and values

    def handle(self, space: tuple[str, str], secret: str) -> str:
        """What stands in the text for a secret: the same secret in the same space has the same handle, and it tells nothing."""
        return self._handle(self._keys(), space, secret)

    def known_handle(self, space: tuple[str, str], secret: str) -> str | None:
        """The same, where there are keys; none is made."""
        keys = self._held()
        return None if keys is None else self._handle(keys, space, secret)

    def seal(self, place: Place, secret: str) -> str:
        """The sealed form of a secret, for this place."""
        keys = self._keys()
        nonce = self._random(_NONCE_BYTES)
        bound = _bound(place, place.version, keys.newest)
        ciphertext = AESGCM(_space_key(keys.roots[keys.newest], place)).encrypt(nonce, secret.encode(), bound)
        encoded = (base64.urlsafe_b64encode(part).decode() for part in (nonce, ciphertext))
        return "|".join(["v2", keys.newest, str(place.version), *encoded])

    def open(self, place: Place, sealed: str) -> str:
        """The secret. A wrong or missing key, or a value that was changed or moved, raises `VaultIntegrity`."""
        format_, *parts = sealed.split("|")
        keys = self._keys()
        if format_ == "v1" and len(parts) == 2:
            return self._opened_first_format(keys, place, *parts)
        if format_ != "v2" or len(parts) != 4 or not _NUMBER.fullmatch(parts[1]):
            raise VaultIntegrity("This sealed value has an unknown form.", hint="Restore the store from a backup.")
        key, version, nonce, ciphertext = parts
        if key not in keys.roots:
            raise VaultIntegrity(
                f"The key {key} that sealed this value is not in {self._store().where}.", hint=self._put_back
            )
        if int(version) > place.version:
            raise self._does_not_open()
        opened = _decrypted(_space_key(keys.roots[key], place), nonce, ciphertext, _bound(place, int(version), key))
        if opened is None:
            raise self._does_not_open()
        return opened

    def _opened_first_format(self, keys: RootKeys, place: Place, nonce: str, ciphertext: str) -> str:
        bound = canonical([*place.space, place.handle, _FIELD]).encode()
        for root in keys.roots.values():
            opened = _decrypted(hmac.new(root, b"seal", sha256).digest(), nonce, ciphertext, bound)
            if opened is not None:
                return opened
        raise self._does_not_open()

    # -- keys

    @property
    def where(self) -> str:
        """Where the keys are kept."""
        return self._store().where

    def key_ids(self) -> tuple[str, ...]:
        """The ids of the root keys, the newest, which seals, first; none where no key was made yet."""
        keys = self._held()
        return () if keys is None else tuple(keys.roots)

    def new_key(self) -> str:
        """Makes a root key that seals from now on, and returns its id; the others go on opening what they sealed."""
        self._keys()
        self._store().change(lambda held: RootKeys.read(held, self._store().where).with_new(self._random).written())
        return self._keys().newest

    def drop_old_keys(self) -> int:
        """Takes away all root keys but the newest: what they sealed never opens again. Returns how many."""
        count = len(self._keys().roots) - 1
        if count:
            self._store().change(lambda held: RootKeys.read(held, self._store().where).with_newest_alone().written())
        return count

    def _handle(self, keys: RootKeys, space: tuple[str, str], secret: str) -> str:
        bound = canonical([*space, secret]).encode()
        return hmac.new(keys.handles, bound, sha256).hexdigest()[:_HANDLE_DIGITS]

    def _held(self) -> RootKeys | None:
        document = self._store().read()
        return None if document is None else RootKeys.read(document, self._store().where)

    def _keys(self) -> RootKeys:
        held = self._held()
        if held is not None:
            return held
        if self._in_use():
            raise VaultIntegrity(
                f"The vault key is missing: there is none at {self._store().where}, and values are sealed with it.",
                hint=f"{self._put_back} Without it no sealed value opens; nothing was applied.",
            )
        self._store().create(RootKeys.fresh(self._random).written())
        made = self._held()
        if made is None:
            raise VaultIntegrity(
                f"The vault key could not be kept at {self._store().where}.", hint="Nothing was applied."
            )
        return made

    @property
    def _put_back(self) -> str:
        return f"Put the key it was sealed with back at {self._store().where}."

    def _does_not_open(self) -> VaultIntegrity:
        return VaultIntegrity(
            "This sealed value does not open: another key sealed it, or it was changed or moved.", hint=self._put_back
        )


def _space_key(root: bytes, place: Place) -> bytes:
    return hmac.new(root, canonical(["seal", *place.space]).encode(), sha256).digest()


def _bound(place: Place, version: int, key: str) -> bytes:
    """What a sealed value is bound to."""
    tenant, user = place.space
    names = {
        "tenant": tenant,
        "user": user,
        "cube": place.cube,
        "version": version,
        "field": _FIELD,
        "handle": place.handle,
    }
    return canonical({**names, "key": key, "format": "v2"}).encode()


def _decrypted(key: bytes, nonce: str, ciphertext: str, bound: bytes) -> str | None:
    try:
        raw = AESGCM(key).decrypt(_decoded(nonce), _decoded(ciphertext), bound)
    except (InvalidTag, ValueError):
        return None
    return raw.decode()


def _decoded(part: str) -> bytes:
    """The bytes of a part, which has one written form: any other was changed."""
    raw = base64.urlsafe_b64decode(part)
    if base64.urlsafe_b64encode(raw).decode() != part:
        raise ValueError("not as it was written")
    return raw


def sealed_value(cube: MemCube) -> str:
    """What is sealed in a vault cube; empty for any other."""
    return cube.payload.sealed if isinstance(cube.payload, Vault) else ""
