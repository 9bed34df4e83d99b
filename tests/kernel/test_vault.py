"""What an owner does with sealed secrets: list, reveal, take one away, seal all of them anew; and what is redacted on the way in."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as ForgetfulKeyring

from memos.errors import InvalidInput, MemosError, NotFound, Refused, VaultIntegrity
from memos.kernel.vault.keychain import Keychain
from memos.kernel.vault.sealing import Place, Seal, key_of, sealed_value
from memos.memory import Memory
from memos.retrieval.analysis import READ
from memos.schemas.cube import MemCube, State
from memos.schemas.value import canonical

WIFI = "pelican-sunday-42"
CARD = "4539 5787 6362 1486"
TELLS = f"The wifi password is {WIFI}, and my card is {CARD}."


@pytest.fixture
def opening(tmp_path: Path) -> Iterator[Callable[..., Memory]]:
    left: list[Memory] = []

    def open_(**settings: Any) -> Memory:
        chosen = {
            "embedder": "hash",
            "durability": "fast",
            "vector_index": "exact",
            "key_file": tmp_path / "key",
            **settings,
        }
        left.append(Memory.open(tmp_path / "home", **chosen))
        return left[-1]

    yield open_
    for memory in left:
        memory.close()


@pytest.fixture
def memory(opening: Callable[..., Memory]) -> Memory:
    memory = opening()
    memory.add([{"id": "m1", "content": TELLS}], user_id="ana")
    return memory


def cubes(memory: Memory, user: str = "ana") -> list[MemCube]:
    return memory.get_all(user_id=user, kinds=["vault"], states=list(State))


def handle_of(memory: Memory, label: str) -> str:
    return next(one.handle for one in memory.secrets(user_id="ana") if one.label == label)


class TestList:
    def test_it_says_what_where_and_when_and_no_value(self, memory: Memory) -> None:
        held = memory.secrets(user_id="ana")
        assert [(one.label, one.entry_type, one.message_ids) for one in held] == [
            ("card number", "card", ("m1",)),
            ("password", "credential", ("m1",)),
        ]
        assert WIFI not in repr(held)
        assert all(one.handle in memory.messages(["m1"], user_id="ana")[0].content for one in held)

    def test_a_secret_told_twice_is_kept_once(self, memory: Memory) -> None:
        memory.add(f"Again: the wifi password is {WIFI}", user_id="ana")
        assert len(memory.secrets(user_id="ana")) == 2

    def test_it_is_found_by_its_label(self, memory: Memory) -> None:
        assert any("password" in hit.cube.text for hit in memory.search("wifi password", user_id="ana").hits)
        handle = handle_of(memory, "password")
        assert any(handle in hit.cube.text for hit in memory.search(f"vault://{handle}", user_id="ana").hits)


class TestReveal:
    def test_it_is_journalled_before_it_is_told(self, memory: Memory) -> None:
        assert memory.reveal(f"vault://{handle_of(memory, 'password')}", user_id="ana") == WIFI
        entry = memory.operations(user_id="ana", limit=1)[0]
        assert (entry.event, entry.reason, entry.agent, entry.kind) == ("NO_OP", "revealed", "owner", "vault")
        [entries] = [memory.history(cube.id, user_id="ana") for cube in cubes(memory) if cube.id == entry.cube_id]
        assert [one.event for one in entries] == ["ADD", "NO_OP"]

    def test_without_a_journal_there_is_no_value(
        self, memory: Memory, opening: Callable[..., Memory], tmp_path: Path
    ) -> None:
        handle = handle_of(memory, "password")
        memory.close()
        with sqlite3.connect(tmp_path / "home" / "memos.db") as database:
            database.execute("CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no room'); END")
        again = opening()
        with pytest.raises(MemosError) as told:
            again.reveal(handle, user_id="ana")
        assert WIFI not in repr(told.value)

    def test_what_is_not_here_is_not_found(self, memory: Memory) -> None:
        memory.add("Hello.", user_id="ben")
        for user, handle in (("ana", "vault://0123456789abcdef"), ("ben", handle_of(memory, "password"))):
            with pytest.raises(NotFound):
                memory.reveal(handle, user_id=user)

    @pytest.mark.parametrize("field", ["id", "user", "sealed"])
    def test_one_that_was_moved_or_changed_shows_nothing(
        self, memory: Memory, field: str, tmp_path: Path, opening: Callable[..., Memory]
    ) -> None:
        memory.add(f"The wifi password is {WIFI}!2", user_id="ben")
        one, other = cubes(memory)
        memory.close()
        spoilt: dict[str, Any] = {
            "id": {"payload": {**json.loads(one.payload.model_dump_json()), "sealed": sealed_value(other)}},
            "user": {
                "payload": {
                    **json.loads(one.payload.model_dump_json()),
                    "sealed": sealed_value(other)[:-8] + "AAAAAAA=",
                }
            },
            "sealed": {
                "version": 7,
                "payload": {
                    **json.loads(one.payload.model_dump_json()),
                    "sealed": sealed_value(one).replace("|1|", "|2|"),
                },
            },
        }[field]
        body = canonical({**one.journalled(), **spoilt})
        with sqlite3.connect(tmp_path / "home" / "memos.db") as database:
            database.execute("UPDATE cubes SET body = ? WHERE id = ?", (body, one.id))
        again = opening()
        with pytest.raises(VaultIntegrity):
            again.reveal(one.id, user_id="ana")
        [finding] = [found for found in again.doctor().findings if found.check == "vault"]
        assert (finding.level, finding.count, finding.user) == ("damage", 1, "ana")


class TestRemove:
    def test_it_is_a_tombstone_that_undo_brings_back(self, memory: Memory) -> None:
        handle = handle_of(memory, "password")
        [entry] = memory.remove_secret(handle, user_id="ana")
        assert entry.event == "DELETE"
        with pytest.raises(NotFound):
            memory.reveal(handle, user_id="ana")
        memory.undo(entry.op_id, user_id="ana")
        assert memory.reveal(handle, user_id="ana") == WIFI

    def test_told_again_it_is_sealed_again(self, memory: Memory) -> None:
        handle = handle_of(memory, "password")
        memory.remove_secret(handle, user_id="ana")
        memory.add(f"The wifi password is {WIFI}", user_id="ana")
        assert memory.reveal(handle, user_id="ana") == WIFI


class TestRotate:
    def test_every_value_of_every_user_is_sealed_anew_and_handles_stay(self, memory: Memory) -> None:
        memory.add(TELLS, user_id="ben")
        before = {one.id: one.handle for one in memory.secrets(user_id="ana")}
        done = memory.rotate()
        assert (done.sealed, done.old_keys, done.dropped) == (4, 1, 0)
        assert {key_of(sealed_value(cube)) for user in ("ana", "ben") for cube in cubes(memory, user)} == {done.key}
        assert {one.id: one.handle for one in memory.secrets(user_id="ana")} == before
        assert {memory.reveal(name, user_id="ana") for name in before} == {WIFI, CARD}
        memory.add(f"The wifi password is {WIFI}", user_id="ana")
        assert len(memory.secrets(user_id="ana")) == 2
        assert memory.doctor().status == "clean"

    def test_old_keys_are_dropped_when_asked(self, memory: Memory) -> None:
        first = memory.rotate().key
        done = memory.rotate(drop_old=True)
        assert (done.key, done.sealed, done.old_keys, done.dropped) == (first, 0, 0, 1)
        assert memory.reveal(handle_of(memory, "password"), user_id="ana") == WIFI
        assert memory.rotate(drop_old=True).key != first
        assert memory.reveal(handle_of(memory, "password"), user_id="ana") == WIFI

    def test_interrupted_everything_opens_and_it_goes_on(self, memory: Memory) -> None:
        memory.add(TELLS, user_id="ben")

        def stop(_what: str, _done: int, _of: int) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            memory.rotate(report=stop)
        keys = {user: {key_of(sealed_value(cube)) for cube in cubes(memory, user)} for user in ("ana", "ben")}
        assert keys["ana"].isdisjoint(keys["ben"])
        for user in keys:
            assert {memory.reveal(cube.id, user_id=user) for cube in cubes(memory, user)} == {WIFI, CARD}
        done = memory.rotate(drop_old=True)
        assert {done.key} == keys["ana"]
        assert (done.sealed, done.old_keys) == (2, 0)
        assert {memory.reveal(cube.id, user_id="ben") for cube in cubes(memory, "ben")} == {WIFI, CARD}

    def test_what_was_deleted_comes_back_though_its_key_is_gone(self, memory: Memory) -> None:
        handle = handle_of(memory, "password")
        [entry] = memory.remove_secret(handle, user_id="ana")
        memory.rotate(drop_old=True)
        memory.undo(entry.op_id, user_id="ana")
        assert memory.reveal(handle, user_id="ana") == WIFI

    def test_what_told_it_can_be_undone_and_redone_afterwards(self, memory: Memory) -> None:
        [told] = {entry.op_id for entry in memory.operations(user_id="ana")}
        memory.rotate(drop_old=True)
        memory.undo(told, user_id="ana")
        assert memory.secrets(user_id="ana") == []
        memory.undo(f"undo:{told}", user_id="ana")
        assert memory.reveal(handle_of(memory, "password"), user_id="ana") == WIFI

    def test_state_does_not_depend_on_it(self, memory: Memory, opening: Callable[..., Memory]) -> None:
        contents = {cube.id: cube.content_hash for cube in cubes(memory)}
        assert len(set(contents.values())) == 2
        memory.rotate()
        assert {cube.id: cube.content_hash for cube in cubes(memory)} == contents

    def test_a_value_that_does_not_open_keeps_every_key(
        self, memory: Memory, tmp_path: Path, opening: Callable[..., Memory]
    ) -> None:
        memory.close()
        key = (tmp_path / "key").read_bytes()
        (tmp_path / "key").unlink()
        other = opening(key_file=tmp_path / "key2")
        with pytest.raises(VaultIntegrity, match="missing"):
            other.add(f"My password is {WIFI}", user_id="ana")
        assert not (tmp_path / "key2").exists()
        other.close()
        (tmp_path / "key").write_bytes(key)
        (tmp_path / "key").chmod(0o600)
        again = opening()
        again.rotate()
        with sqlite3.connect(tmp_path / "home" / "memos.db") as database:
            database.execute(
                "UPDATE cubes SET body = replace(body, '|2|', '|1|') WHERE kind = 'vault' AND id = ?",
                (cubes(again)[0].id,),
            )
        with pytest.raises(VaultIntegrity, match="1 of 2"):
            again.rotate(drop_old=True) and again.rotate(drop_old=True)

    def test_without_a_secret_there_is_nothing_to_rotate(self, opening: Callable[..., Memory]) -> None:
        memory = opening()
        memory.add("Hello.", user_id="ana")
        with pytest.raises(NotFound, match="no vault key"):
            memory.rotate()


class TestMissingKey:
    def test_it_is_told_and_none_is_made(self, memory: Memory, tmp_path: Path, opening: Callable[..., Memory]) -> None:
        memory.close()
        (tmp_path / "key").unlink()
        again = opening()
        for use in (
            lambda: again.reveal(cubes(again)[0].id, user_id="ana"),
            lambda: again.add(f"My password is {WIFI}", user_id="ana"),
        ):
            with pytest.raises(VaultIntegrity, match="missing"):
                use()
        assert not (tmp_path / "key").exists()
        again.add("What holds no secret is remembered all the same.", user_id="ana")
        assert again.search(f"my password is {WIFI}", user_id="ana").query == "my password is [password]"
        [finding] = [found for found in again.doctor().findings if found.check == "key"]
        assert finding.level == "damage"

    @pytest.mark.parametrize("mode", [0o640, 0o604])
    def test_one_that_others_can_read_is_refused(self, memory: Memory, tmp_path: Path, mode: int) -> None:
        (tmp_path / "key").chmod(mode)
        with pytest.raises(Refused, match="chmod 600"):
            memory.reveal(cubes(memory)[0].id, user_id="ana")
        assert any(found.check == "key" and found.level == "damage" for found in memory.doctor().findings)

    def test_one_in_the_data_directory_is_refused(self, opening: Callable[..., Memory], tmp_path: Path) -> None:
        memory = opening(key_file=tmp_path / "home" / "key")
        with pytest.raises(Refused, match="data directory"):
            memory.add(f"My password is {WIFI}", user_id="ana")
        assert not (tmp_path / "home" / "key").exists()


class TestWayIn:
    @pytest.mark.parametrize(
        ("metadata", "kept"),
        [
            ({"password": "hunter2"}, "hunter2"),
            ({"a": [{"api_key": "abc123def456"}]}, "abc123def456"),
            ({f"my password is {WIFI}": 1}, WIFI),
        ],
    )
    def test_metadata_is_read_by_what_it_is_called(
        self, opening: Callable[..., Memory], metadata: dict[str, Any], kept: str
    ) -> None:
        memory = opening()
        memory.add([{"id": "m1", "content": "See there.", "metadata": metadata}], user_id="ana")
        [message] = memory.messages(["m1"], user_id="ana")
        assert kept not in message.model_dump_json()
        assert [memory.reveal(one.id, user_id="ana") for one in memory.secrets(user_id="ana")] == [kept]

    @pytest.mark.parametrize("where", ["user_id", "run_id", "agent_id", "op_id", "id", "source"])
    def test_a_name_that_is_a_secret_is_refused_and_not_repeated(
        self, opening: Callable[..., Memory], tmp_path: Path, where: str
    ) -> None:
        memory = opening()
        secret = "ghp_" + "9fQ2xW7bLk4Zt8VnR3mYc6Hd1JsGpUaQw3Er"
        message = {"content": "Hello.", **({where: secret} if where in ("id", "source") else {})}
        scope = {"user_id": "ana", **({where: secret} if where not in message else {})}
        with pytest.raises(InvalidInput, match="GitHub token") as told:
            memory.add([message], **scope)
        assert secret not in repr(told.value) + told.value.hint
        memory.close()
        assert not any(secret.encode() in path.read_bytes() for path in (tmp_path / "home").iterdir() if path.is_file())

    @pytest.mark.parametrize(
        "name",
        ["4539578763621486", "session:4f9Kd02LmQx7Zr81TbVw", "2024-05-01", "5b0c4f9a-8d7e-4c3b-9a1f-0e2d3c4b5a69"],
    )
    def test_ids_may_be_numbers_and_may_be_random(self, opening: Callable[..., Memory], name: str) -> None:
        memory = opening()
        assert memory.add([{"id": name, "content": "Hello."}], user_id="ana", run_id=name).message_ids == (name,)

    def test_a_question_is_kept_without_its_secrets(self, memory: Memory) -> None:
        found = memory.search(f"what is {CARD}?", user_id="ana")
        assert found.query == f"what is [card number vault://{handle_of(memory, 'card number')}]?"
        assert any("card number" in hit.cube.text for hit in found.hits)

    def test_of_a_long_question_only_what_is_read_is_kept(self, memory: Memory) -> None:
        question = "What is the weather like? " * 2_000
        assert memory.search(question, user_id="ana").query == question[:READ]

    @pytest.mark.parametrize("before", [READ - 300, READ - 8, READ - 1, READ + 1])
    def test_a_secret_that_is_cut_where_reading_ends_is_not_kept(self, memory: Memory, before: int) -> None:
        key = f"-----BEGIN RSA PRIVATE KEY-----\n{'MIIEpAIBAAKCAQEAx7Qw' * 160}\n-----END RSA PRIVATE KEY-----"
        for secret in (key, CARD):
            kept = memory.search(
                f"{'Is it so? ' * READ}"[: before - 1] + f" {secret} " + "word " * 5_000, user_id="ana"
            ).query
            assert len(kept) <= READ
            assert secret[:8] not in kept


class Kept(KeyringBackend):
    """A keyring that keeps what it is given, for as long as the test lasts."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password


class TestKeychain:
    PLACE = Place(("default", "ana"), "c1", 1, "h1")

    def test_it_keeps_the_keys(self) -> None:
        backend = Kept()
        seal = Seal(lambda: Keychain("/keys/a", backend), lambda: False)
        sealed = seal.seal(self.PLACE, WIFI)
        assert seal.open(self.PLACE, sealed) == WIFI
        seal.new_key()
        assert seal.open(self.PLACE, sealed) == WIFI
        assert seal.drop_old_keys() == 1
        assert [account for _, account in backend.entries] == ["/keys/a"]
        assert Seal(lambda: Keychain("/keys/b", backend), lambda: False).key_ids() == ()

    def test_one_that_is_gone_is_missing(self) -> None:
        seal = Seal(lambda: Keychain("/keys/a", Kept()), lambda: True)
        with pytest.raises(VaultIntegrity, match="missing"):
            seal.seal(self.PLACE, WIFI)

    @pytest.mark.parametrize("backend", [NoKeyring, ForgetfulKeyring])
    def test_a_machine_without_one_is_told_so(self, backend: type[KeyringBackend]) -> None:
        with pytest.raises(Refused, match="no keyring"):
            Keychain("/keys/a", backend())
