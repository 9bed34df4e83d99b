"""What the vault gives for a journey and takes back: the only place where archives and the vault meet."""

from __future__ import annotations

from memos.errors import VaultIntegrity
from memos.kernel.parts import Parts
from memos.kernel.vault.sealing import Place, key_of, sealed_value
from memos.schemas.cube import WITHOUT_VALUE, MemCube, Vault


def opened_here(parts: Parts, cube: MemCube) -> str | None:
    """What is sealed in a version of a vault cube; None where nothing is (any more). VaultIntegrity where it does not open."""
    if not isinstance(cube.payload, Vault) or cube.payload.sealed == WITHOUT_VALUE:
        return None
    try:
        return parts.seal.open(Place.of(cube), cube.payload.sealed)
    except VaultIntegrity:
        if _sealed_anew(parts, cube):
            return None  # by a rotation that dropped its key; the later version holds the value
        raise


def _sealed_anew(parts: Parts, cube: MemCube) -> bool:
    """Whether the root key of an earlier version is gone, while the cube is sealed with one that is here."""
    keys = parts.seal.key_ids()
    now = parts.space(cube.scope).cubes.get([cube.id])
    return key_of(sealed_value(cube)) not in keys and any(key_of(sealed_value(one)) in keys for one in now)


def sealed_here(parts: Parts, cube: MemCube, secret: str) -> str:
    """The secret, sealed with this store's own key for the place where it will be."""
    return parts.seal.seal(Place.of(cube), secret)
