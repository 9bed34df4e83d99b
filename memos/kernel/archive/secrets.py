"""What the vault gives for a journey and takes back: the only place where archives and the vault meet."""

from __future__ import annotations

from memos.kernel.parts import Parts
from memos.kernel.sealing import Place
from memos.schemas.archive import LEFT_OUT
from memos.schemas.cube import MemCube, Vault


def opened_here(parts: Parts, cube: MemCube) -> str | None:
    """What is sealed in a version of a vault cube; None where nothing is (any more). VaultIntegrity where it does not open."""
    if not isinstance(cube.payload, Vault) or cube.payload.sealed == LEFT_OUT:
        return None
    return parts.seal.open(Place.of(cube), cube.payload.sealed)


def sealed_here(parts: Parts, cube: MemCube, secret: str) -> str:
    """The secret, sealed with this store's own key for the place where it will be."""
    return parts.seal.seal(Place.of(cube), secret)
