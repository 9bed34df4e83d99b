"""The seal: opens where it was made, nowhere else, and only with a key that nobody else can read."""

from __future__ import annotations

import base64
import hmac
import os
import stat
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from memos.errors import Refused, StoreUnavailable, VaultIntegrity
from memos.kernel.vault.keys import KeyFile, RootKeys
from memos.kernel.vault.sealing import Place, Seal, key_of
from memos.schemas.value import canonical

ANA, BEN = ("default", "ana"), ("default", "ben")
PLACE = Place(ANA, "cube1", 3, "h1")
SECRET = "hunter2 – and more"  # noqa: S105


def sealing(key: Path, data: Path | None = None, *, in_use: bool = False) -> Seal:
    store = KeyFile(key, data or key.parent / "elsewhere")
    return Seal(lambda: store, lambda: in_use)


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    return sealing(tmp_path / "keys" / "vault.key")


class TestValues:
    def test_what_is_sealed_opens_and_shows_nothing(self, seal: Seal) -> None:
        sealed = seal.seal(PLACE, SECRET)
        assert seal.open(PLACE, sealed) == SECRET
        assert "hunter2" not in sealed

    def test_the_envelope_names_its_format_its_key_and_its_version(self, seal: Seal) -> None:
        sealed = seal.seal(PLACE, SECRET)
        assert sealed.split("|")[:3] == ["v2", seal.key_ids()[0], "3"]
        assert key_of(sealed) == seal.key_ids()[0]

    def test_sealing_twice_gives_different_ciphertext(self, seal: Seal) -> None:
        assert seal.seal(PLACE, SECRET) != seal.seal(PLACE, SECRET)

    @pytest.mark.parametrize(
        "other",
        [
            PLACE._replace(space=BEN),
            PLACE._replace(space=("other", "ana")),
            PLACE._replace(cube="cube2"),
            PLACE._replace(version=2),
            PLACE._replace(handle="h2"),
        ],
    )
    def test_it_opens_nowhere_else(self, seal: Seal, other: Place) -> None:
        with pytest.raises(VaultIntegrity):
            seal.open(other, seal.seal(PLACE, SECRET))

    def test_later_versions_of_its_cube_carry_it_on(self, seal: Seal) -> None:
        assert seal.open(PLACE._replace(version=4), seal.seal(PLACE, SECRET)) == SECRET

    def test_a_version_that_is_told_wrong_is_noticed(self, seal: Seal) -> None:
        format_, key, _, *rest = seal.seal(PLACE, SECRET).split("|")
        for version in ("1", "2", "03", "٣", "0", "-1", "", "1" * 30):
            with pytest.raises(VaultIntegrity):
                seal.open(PLACE, "|".join([format_, key, version, *rest]))

    def test_any_flipped_bit_is_noticed(self, seal: Seal) -> None:
        *head, nonce, ciphertext = seal.seal(PLACE, SECRET).split("|")
        for part, rest in ((nonce, ciphertext), (ciphertext, nonce)):
            raw = bytearray(base64.urlsafe_b64decode(part))
            for position in range(len(raw) * 8):
                raw[position // 8] ^= 1 << position % 8
                broken = base64.urlsafe_b64encode(bytes(raw)).decode()
                parts = (broken, rest) if part is nonce else (rest, broken)
                with pytest.raises(VaultIntegrity):
                    seal.open(PLACE, "|".join([*head, *parts]))
                raw[position // 8] ^= 1 << position % 8

    def test_any_changed_character_is_noticed(self, seal: Seal) -> None:
        sealed = seal.seal(PLACE, SECRET)
        for position, char in enumerate(sealed):
            broken = sealed[:position] + ("A" if char != "A" else "B") + sealed[position + 1 :]
            with pytest.raises(VaultIntegrity):
                seal.open(PLACE, broken)

    @pytest.mark.parametrize("broken", ["", "v2", "v3|a|1|b|c", "v1|a", "v2|a|1|b", "v0|left-out", "nonsense"])
    def test_an_unknown_form_is_told(self, seal: Seal, broken: str) -> None:
        with pytest.raises(VaultIntegrity):
            seal.open(PLACE, broken)


class TestHandles:
    def test_a_secret_has_one_handle_in_a_space_and_another_elsewhere(self, seal: Seal) -> None:
        assert seal.handle(ANA, SECRET) == seal.handle(ANA, SECRET)
        assert seal.handle(ANA, SECRET) != seal.handle(BEN, SECRET)

    def test_a_new_key_changes_no_handle(self, seal: Seal) -> None:
        before = seal.handle(ANA, SECRET)
        seal.new_key()
        seal.drop_old_keys()
        assert seal.handle(ANA, SECRET) == before

    def test_to_ask_for_one_makes_no_key(self, tmp_path: Path) -> None:
        asked = sealing(tmp_path / "key")
        assert asked.known_handle(ANA, SECRET) is None
        assert not (tmp_path / "key").exists()
        told = asked.handle(ANA, SECRET)
        assert asked.known_handle(ANA, SECRET) == told


class TestRotation:
    def test_both_keys_open_until_the_old_one_is_dropped(self, seal: Seal) -> None:
        old = seal.seal(PLACE, SECRET)
        newest = seal.new_key()
        new = seal.seal(PLACE, SECRET)
        assert key_of(new) == newest == seal.key_ids()[0] != key_of(old)
        assert seal.open(PLACE, old) == seal.open(PLACE, new) == SECRET
        assert seal.drop_old_keys() == 1
        assert seal.open(PLACE, new) == SECRET
        with pytest.raises(VaultIntegrity, match=key_of(old)):
            seal.open(PLACE, old)

    def test_what_the_first_format_sealed_still_opens(self, tmp_path: Path) -> None:
        root = os.urandom(32)
        key = tmp_path / "key"
        key.write_bytes(root)
        key.chmod(0o600)
        nonce = os.urandom(12)
        bound = canonical([*ANA, "h1", "value"]).encode()
        ciphertext = AESGCM(hmac.new(root, b"seal", sha256).digest()).encrypt(nonce, SECRET.encode(), bound)
        old = "|".join(["v1", *(base64.urlsafe_b64encode(part).decode() for part in (nonce, ciphertext))])
        seal = sealing(key)
        assert seal.open(PLACE, old) == SECRET
        handle = hmac.new(hmac.new(root, b"handle", sha256).digest(), canonical([*ANA, SECRET]).encode(), sha256)
        assert seal.handle(ANA, SECRET) == handle.hexdigest()[:16]
        seal.new_key()
        assert seal.open(PLACE, old) == SECRET
        assert seal.handle(ANA, SECRET) == handle.hexdigest()[:16]
        with pytest.raises(VaultIntegrity):
            seal.open(PLACE._replace(handle="h2"), old)


def written(path: Path, document: bytes) -> None:
    path.write_bytes(document)
    path.chmod(0o600)


def exposed(mode: int) -> Callable[[Path], None]:
    return lambda path: path.chmod(mode)


def linked(path: Path) -> None:
    path.rename(path.with_name("real"))
    path.symlink_to("real")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir(mode=0o700)


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


class TestKeyFile:
    def test_it_is_readable_by_its_owner_alone(self, tmp_path: Path) -> None:
        sealing(tmp_path / "keys" / "key").seal(PLACE, SECRET)
        assert stat.S_IMODE((tmp_path / "keys" / "key").stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700

    @pytest.mark.parametrize("spoil", [*map(exposed, (0o640, 0o604, 0o610, 0o601, 0o666)), linked, a_folder, a_pipe])
    def test_one_that_others_could_get_at_is_refused(self, tmp_path: Path, spoil: Callable[[Path], None]) -> None:
        key = tmp_path / "key"
        seal = sealing(key)
        sealed = seal.seal(PLACE, SECRET)
        spoil(key)
        for use in (lambda: seal.seal(PLACE, SECRET), lambda: seal.open(PLACE, sealed), seal.new_key):
            with pytest.raises(Refused, match="vault key"):
                use()

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a file away")
    def test_somebody_elses_is_refused(self, tmp_path: Path) -> None:
        sealing(tmp_path / "key").seal(PLACE, SECRET)
        os.chown(tmp_path / "key", 12345, -1)
        with pytest.raises(Refused, match="somebody else"):
            sealing(tmp_path / "key").seal(PLACE, SECRET)

    def test_one_in_the_data_directory_is_refused_and_not_made(self, tmp_path: Path) -> None:
        (tmp_path / "data" / "deep").mkdir(parents=True)
        (tmp_path / "way").symlink_to("data")
        for inside in ("data/key", "data/deep/key", "way/key", "data/../data/key", "other/../data/key"):
            with pytest.raises(Refused, match="data directory"):
                sealing(tmp_path / inside, tmp_path / "data").seal(PLACE, SECRET)
        assert not any(path.name == "key" for path in tmp_path.rglob("*"))
        sealing(tmp_path / "database-key", tmp_path / "data").seal(PLACE, SECRET)

    @pytest.mark.parametrize("size", [0, 1, 31, 33, 64])
    def test_one_of_the_wrong_length_is_no_key(self, tmp_path: Path, size: int) -> None:
        written(tmp_path / "key", b"k" * size)
        with pytest.raises(VaultIntegrity, match="not a vault key"):
            sealing(tmp_path / "key").seal(PLACE, SECRET)

    @pytest.mark.parametrize(
        ("old", "new"),
        [(b'"format":2', b'"format":3'), (b'"keys"', b'"locks"'), (b'"keys":["', b'"keys":["AAAA","'), (b"}", b"")],
    )
    def test_a_document_that_was_changed_is_no_key(self, tmp_path: Path, old: bytes, new: bytes) -> None:
        document = RootKeys.fresh(os.urandom).written()
        assert old in document
        written(tmp_path / "key", document.replace(old, new))
        with pytest.raises(VaultIntegrity, match="not a vault key") as told:
            sealing(tmp_path / "key").seal(PLACE, SECRET)
        assert document.decode()[30:60] not in repr(told.value) + repr(told.value.__cause__)

    def test_a_missing_key_is_not_made_anew_where_values_are_sealed(self, tmp_path: Path) -> None:
        seal = sealing(tmp_path / "key", in_use=True)
        for use in (
            lambda: seal.seal(PLACE, SECRET),
            lambda: seal.handle(ANA, SECRET),
            lambda: seal.open(PLACE, "v1|AA==|AA=="),
        ):
            with pytest.raises(VaultIntegrity, match="missing"):
                use()
        assert list(tmp_path.iterdir()) == []

    def test_another_key_does_not_open(self, tmp_path: Path) -> None:
        sealed = sealing(tmp_path / "one").seal(PLACE, SECRET)
        with pytest.raises(VaultIntegrity, match="not in"):
            sealing(tmp_path / "two").open(PLACE, sealed)
        format_, _, *rest = sealed.split("|")
        forged = "|".join([format_, sealing(tmp_path / "two").key_ids()[0], *rest])
        with pytest.raises(VaultIntegrity, match="another key"):
            sealing(tmp_path / "two").open(PLACE, forged)

    def test_a_place_that_can_not_be_written_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("no folder")
        with pytest.raises(StoreUnavailable, match="vault key"):
            sealing(tmp_path / "file" / "key").seal(PLACE, SECRET)

    def test_many_that_need_the_key_at_once_use_one(self, tmp_path: Path) -> None:
        handles: list[str] = []
        threads = [
            threading.Thread(target=lambda: handles.append(sealing(tmp_path / "key").handle(ANA, SECRET)))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(handles) == 8
        assert len(set(handles)) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["key"]

    def test_new_keys_made_at_once_are_all_kept(self, tmp_path: Path) -> None:
        seal = sealing(tmp_path / "key")
        seal.handle(ANA, SECRET)
        threads = [threading.Thread(target=seal.new_key) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(seal.key_ids()) == 9
        assert [path.name for path in tmp_path.iterdir()] == ["key"]
