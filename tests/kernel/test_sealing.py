"""The seal: opens where it was made, nowhere else, and only with a key that nobody else can read."""

from __future__ import annotations

import base64
import stat
import threading
from pathlib import Path

import pytest

from memos.errors import Refused, VaultIntegrity
from memos.kernel.sealing import Seal

ANA, BEN = ("default", "ana"), ("default", "ben")
SECRET = "hunter2 – and more"  # noqa: S105


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    return Seal(tmp_path / "keys" / "vault.key")


def test_what_is_sealed_opens_and_shows_nothing(seal: Seal) -> None:
    handle = seal.handle(ANA, SECRET)
    sealed = seal.seal(ANA, handle, SECRET)
    assert seal.open(ANA, handle, sealed) == SECRET
    assert "hunter2" not in sealed + handle


def test_a_secret_has_one_handle_in_a_space_and_another_elsewhere(seal: Seal) -> None:
    assert seal.handle(ANA, SECRET) == seal.handle(ANA, SECRET)
    assert seal.handle(ANA, SECRET) != seal.handle(BEN, SECRET)


def test_sealing_twice_gives_different_ciphertext(seal: Seal) -> None:
    assert seal.seal(ANA, "h", SECRET) != seal.seal(ANA, "h", SECRET)


def test_it_opens_nowhere_else(seal: Seal) -> None:
    sealed = seal.seal(ANA, "h1", SECRET)
    for space, handle in ((BEN, "h1"), (ANA, "h2")):
        with pytest.raises(VaultIntegrity):
            seal.open(space, handle, sealed)


def test_a_flipped_bit_is_noticed(seal: Seal) -> None:
    version, nonce, ciphertext = seal.seal(ANA, "h", SECRET).split("|")
    raw = bytearray(base64.urlsafe_b64decode(ciphertext))
    for position in range(len(raw)):
        raw[position] ^= 1
        broken = "|".join([version, nonce, base64.urlsafe_b64encode(bytes(raw)).decode()])
        with pytest.raises(VaultIntegrity):
            seal.open(ANA, "h", broken)
        raw[position] ^= 1


def test_another_key_does_not_open(tmp_path: Path) -> None:
    sealed = Seal(tmp_path / "one").seal(ANA, "h", SECRET)
    with pytest.raises(VaultIntegrity, match="another key"):
        Seal(tmp_path / "two").open(ANA, "h", sealed)


def test_the_key_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    key = tmp_path / "vault.key"
    Seal(key).seal(ANA, "h", SECRET)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.chmod(0o644)
    with pytest.raises(Refused, match="chmod 600"):
        Seal(key).seal(ANA, "h", SECRET)


def test_a_file_that_is_no_key(tmp_path: Path) -> None:
    key = tmp_path / "vault.key"
    key.write_bytes(b"short")
    key.chmod(0o600)
    with pytest.raises(VaultIntegrity, match="not a vault key"):
        Seal(key).seal(ANA, "h", SECRET)


def test_many_that_need_the_key_at_once_use_one(tmp_path: Path) -> None:
    handles: list[str] = []
    threads = [
        threading.Thread(target=lambda: handles.append(Seal(tmp_path / "key").handle(ANA, SECRET))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(handles) == 8
    assert len(set(handles)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
