"""A memory goes into one file and comes back anywhere the same: hashes, history, reasons, secrets, and what can be undone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from memos import Memory
from memos.errors import Conflict, InvalidInput, NotFound, Refused, VaultIntegrity
from memos.schemas.archive import PARTS, SCHEMA
from memos.schemas.cube import Kind, State
from memos.store.holdings import TABLES
from tests.flows.archives import PASSPHRASE, SECRET, hashes, live, parts_of


class Standing:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime(2024, 7, 1, tzinfo=UTC)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Callable[..., Memory]]:
    """Opens memories on other directories, each with a vault key of its own."""
    opened: list[Memory] = []

    def open_(name: str = "other", **how: Any) -> Memory:
        chosen = {"embedder": "hash", "durability": "fast", "key_file": tmp_path / f"{name}.key", **how}
        opened.append(Memory.open(tmp_path / name, **chosen))
        return opened[-1]

    yield open_
    for memory in opened:
        memory.close()


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """A memory that was lived with. Nothing here changes it."""
    folder = tmp_path_factory.mktemp("lived")
    with Memory.open(folder / "home", embedder="hash", durability="fast", key_file=folder / "key") as opened:
        live(opened)
        yield opened


@pytest.fixture(scope="module")
def archive(memory: Memory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archives") / "all.memos"
    memory.export(path, passphrase=PASSPHRASE)
    return path


class TestThereAndBack:
    def test_every_hash_is_the_same(self, memory: Memory, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        done = there.import_archive(archive, passphrase=PASSPHRASE)
        assert hashes(there) == hashes(memory)
        assert [(one.user, one.already_here, one.embedded) for one in done.users] == [
            ("ana", False, True),
            ("bob", False, True),
        ]
        assert there.doctor().status == "clean"

    def test_history_reasons_and_versions_are_the_same(
        self, memory: Memory, archive: Path, other: Callable[..., Memory]
    ) -> None:
        there = other()
        there.import_archive(archive, passphrase=PASSPHRASE)
        cubes = memory.get_all(user_id="ana", states=tuple(State), limit=1000)
        assert len(cubes) > 15
        for cube in cubes:
            was, now = memory.why(cube.id, user_id="ana"), there.why(cube.id, user_id="ana")
            assert now.sources == was.sources
            assert [one.id for one in now.parents] == [one.id for one in was.parents]
            told = [one.model_dump(exclude={"seq"}) for one in now.operations]
            assert told == [one.model_dump(exclude={"seq"}) for one in was.operations]

    def test_order_usage_and_graph_are_the_same(
        self, memory: Memory, archive: Path, other: Callable[..., Memory]
    ) -> None:
        there = other()
        there.import_archive(archive, passphrase=PASSPHRASE)

        def seen(of: Memory) -> Any:
            cubes = of.get_all(user_id="ana", states=tuple(State), limit=1000)
            graph = of._space(of._scope("ana")).graph
            edges = sorted((one.source, one.target, one.type) for one in graph.edges())
            used = [(one.id, one.uses, one.cites, one.last_used_at) for one in cubes]
            return used, edges, graph.entities()

        assert seen(there) == seen(memory)
        assert any(cites for _, _, cites, _ in seen(there)[0])

    def test_it_is_found_at_once(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        there.import_archive(archive, passphrase=PASSPHRASE)
        found = there.search("Where does Ana live?", user_id="ana")
        assert found.hits[0].cube.text == "Ana lives in Porto."
        assert not found.degraded

    def test_what_was_believed_then_is_known(self, memory: Memory, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        there.import_archive(archive, passphrase=PASSPHRASE)
        first = memory.operations(user_id="ana", limit=1000)[-1].committed_at
        asked: dict[str, Any] = {"user_id": "ana", "as_of": first, "states": tuple(State)}
        assert [one.id for one in there.get_all(**asked)] == [one.id for one in memory.get_all(**asked)] != []

    def test_commits_can_still_be_undone(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        there.import_archive(archive, passphrase=PASSPHRASE)
        there.undo("undo:maya", user_id="ana")
        assert "Maya lives in Oslo." in [cube.text for cube in there.get_all(user_id="ana", kinds=["semantic"])]

    def test_an_exchange_is_applied_once_also_there(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        there.import_archive(archive, passphrase=PASSPHRASE)
        with pytest.raises(Conflict):
            there.add("Something else.", user_id="ana", op_id="told")

    def test_what_comes_after_goes_on(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        there.import_archive(archive, passphrase=PASSPHRASE)
        there.add("I moved to Madrid.", user_id="ana", run_id="winter")
        assert there.search("Where does Ana live?", user_id="ana").hits[0].cube.text == "Ana lives in Madrid."
        assert there.doctor().status == "clean"

    def test_there_back_and_there_again_changes_nothing(
        self, archive: Path, other: Callable[..., Memory], tmp_path: Path
    ) -> None:
        there = other()
        there.import_archive(archive, secrets=False)
        there.export(tmp_path / "again.memos")
        first, second = parts_of(archive), parts_of(tmp_path / "again.memos")
        assert {name for name in first if first[name] != second[name]} == {"manifest.json", "vault.jsonl"}

    def test_equal_memories_make_equal_bytes(
        self, memory: Memory, archive: Path, other: Callable[..., Memory], tmp_path: Path
    ) -> None:
        for name in ("one", "two"):
            there = other(name, clock=Standing())
            there.add("Somebody else was here first.", user_id="zoe" if name == "one" else "abe")
            there.import_archive(archive, secrets=False)
            there.export(tmp_path / f"{name}.memos", user_id="ana")
        assert (tmp_path / "one.memos").read_bytes() == (tmp_path / "two.memos").read_bytes()

    def test_a_document_is_held_there(self, memory: Memory, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        there.import_archive(archive, passphrase=PASSPHRASE)
        receipt = there.add_resource("# Rivers\n\nThe Tagus ends in Lisbon.\n", user_id="ana")
        assert not [one for one in receipt.operations if one.event == "ADD"]


class TestAfterForgetting:
    def test_what_is_left_goes_there_and_back(self, other: Callable[..., Memory], tmp_path: Path) -> None:
        here, there = other("here"), other("there")
        live(here)
        here.forget(user_id="ana", session="spring")
        here.export(tmp_path / "x.memos", passphrase=PASSPHRASE)
        there.import_archive(tmp_path / "x.memos", passphrase=PASSPHRASE)
        assert hashes(there) == hashes(here)
        assert there.doctor().status == here.doctor().status == "clean"
        assert not [one for one in parts_of(tmp_path / "x.memos").values() if b"in May" in one]


class TestWhatItHolds:
    def test_every_table_is_in_it_or_follows_from_it(self) -> None:
        archived = {name.removesuffix(".jsonl") for name in PARTS} - {"vault"}
        as_documents = {"contents", "holdings"}
        made_anew = {"cubes", "sources"}
        kept = {kept.table for kept in TABLES if kept.role in ("truth", "beside")}
        left_out = {"forgettings"}
        assert kept - left_out == (archived - {"documents"}) | as_documents | made_anew

    def test_lines_are_what_the_schema_says(self, archive: Path) -> None:
        parts = parts_of(archive)
        assert json.loads(parts[SCHEMA]).keys() == PARTS.keys()
        for name, line_type in PARTS.items():
            lines = parts[name].splitlines()
            assert lines or name == "weights.jsonl", name
            for line in lines:
                line_type.model_validate_json(line)

    def test_it_is_for_its_owner_alone(self, archive: Path) -> None:
        assert archive.stat().st_mode & 0o777 == 0o600

    def test_one_user_goes_alone(self, memory: Memory, archive: Path, tmp_path: Path) -> None:
        done = memory.export(tmp_path / "bob.memos", user_id="bob")
        assert [one.user for one in done.users] == ["bob"]
        assert not [one for one in parts_of(tmp_path / "bob.memos").values() if b'"ana"' in one or b"Lisbon" in one]

    def test_nothing_is_written_over(self, memory: Memory, archive: Path) -> None:
        before = archive.read_bytes()
        with pytest.raises(InvalidInput, match="there already"):
            memory.export(archive)
        assert archive.read_bytes() == before

    def test_nobody_is_not_exported(self, other: Callable[..., Memory], tmp_path: Path) -> None:
        there = other()
        with pytest.raises(NotFound):
            there.export(tmp_path / "x.memos")
        there.add("Hello.", user_id="bob")
        with pytest.raises(NotFound):
            there.export(tmp_path / "x.memos", user_id="ana")
        assert not list(tmp_path.glob("*x.memos*"))

    def test_what_can_not_be_written_leaves_nothing(self, memory: Memory, archive: Path, tmp_path: Path) -> None:
        with pytest.raises(Exception, match="can't be written"):
            memory.export(tmp_path / "no" / "x.memos")
        assert not (tmp_path / "no").exists()


class TestSecrets:
    def test_they_open_there_with_another_key(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        there.import_archive(archive, passphrase=PASSPHRASE)
        (vault,) = there.get_all(user_id="ana", kinds=[Kind.VAULT])
        assert there.reveal(str(vault.metadata["handle"]), user_id="ana") == SECRET

    def test_neither_they_nor_the_key_are_in_the_archive(self, memory: Memory, archive: Path, tmp_path: Path) -> None:
        key = (memory._parts.database.directory.parent / "key").read_bytes()
        memory.export(tmp_path / "without.memos")
        sealed = [
            one.payload.sealed.split("|")[-1].encode()
            for one in memory.get_all(user_id="ana", kinds=[Kind.VAULT])
            if one.payload.kind == "vault"
        ]
        assert sealed
        for path in (archive, tmp_path / "without.memos"):
            for content in (path.read_bytes(), *parts_of(path).values()):
                assert not [one for one in (SECRET.encode(), key, PASSPHRASE.encode(), *sealed) if one in content]

    def test_another_passphrase_applies_nothing(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        with pytest.raises(VaultIntegrity, match="passphrase") as caught:
            there.import_archive(archive, passphrase=PASSPHRASE[::-1])
        assert "Nothing was imported" in caught.value.hint
        assert there.users() == []

    def test_without_a_passphrase_they_are_asked_for(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        with pytest.raises(InvalidInput, match="passphrase"):
            there.import_archive(archive)
        assert there.users() == []

    def test_left_out_they_keep_label_and_handle(
        self, memory: Memory, archive: Path, other: Callable[..., Memory], tmp_path: Path
    ) -> None:
        memory.export(tmp_path / "without.memos")
        there = other()
        there.import_archive(tmp_path / "without.memos")
        (was,) = memory.get_all(user_id="ana", kinds=[Kind.VAULT])
        (vault,) = there.get_all(user_id="ana", kinds=[Kind.VAULT])
        assert (vault.id, vault.text, vault.metadata) == (was.id, was.text, was.metadata)
        assert hashes(there) == hashes(memory)
        with pytest.raises(NotFound, match="left out"):
            there.reveal(str(vault.metadata["handle"]), user_id="ana")

    def test_a_store_without_values_seals_new_ones(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        there.import_archive(archive, secrets=False)
        there.add("My door code is 48151, and my password is Tr0ub4dor&3x.", user_id="ana")
        vaults = [one for one in there.get_all(user_id="ana", kinds=[Kind.VAULT]) if "v0" not in str(one.payload)]
        opened = [there.reveal(str(one.metadata["handle"]), user_id="ana") for one in vaults]
        assert any("Tr0ub4dor&3x" in one for one in opened)

    def test_sealed_anew_or_removed_they_go_all_the_same(self, other: Callable[..., Memory], tmp_path: Path) -> None:
        here, there = other("here"), other("there")
        here.add(f"My password is {SECRET}. My api key is {'sk-' + 'proj-' + 'a1B2' * 12}.", user_id="ana")
        first, second = (str(one.metadata["handle"]) for one in here.get_all(user_id="ana", kinds=[Kind.VAULT]))
        values = {handle: here.reveal(handle, user_id="ana") for handle in (first, second)}
        here.rotate(drop_old=True)
        here.remove_secret(second, user_id="ana")
        here.export(tmp_path / "x.memos", passphrase=PASSPHRASE)
        there.import_archive(tmp_path / "x.memos", passphrase=PASSPHRASE)
        assert hashes(there) == hashes(here)
        assert there.reveal(first, user_id="ana") == values[first]
        with pytest.raises(NotFound):
            there.reveal(second, user_id="ana")

    def test_a_short_passphrase_is_refused(self, memory: Memory, tmp_path: Path) -> None:
        with pytest.raises(InvalidInput, match="8 characters"):
            memory.export(tmp_path / "x.memos", passphrase=PASSPHRASE[:7])
        memory.export(tmp_path / "x.memos", passphrase=PASSPHRASE[:8])


class TestWhose:
    def test_twice_is_once(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        there.import_archive(archive, passphrase=PASSPHRASE)
        head = there._space(there._scope("ana")).journal.head()
        again = there.import_archive(archive, passphrase=PASSPHRASE)
        assert all(one.already_here for one in again.users)
        assert there._space(there._scope("ana")).journal.head() == head

    def test_other_memories_are_not_mixed_in(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        there.add("I am another Ana.", user_id="ana")
        before = hashes(there)
        with pytest.raises(Conflict, match="'ana'"):
            there.import_archive(archive, passphrase=PASSPHRASE)
        assert hashes(there) == before

    def test_beside_under_another_name(self, memory: Memory, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        there.add("I am another Ana.", user_id="ana")
        there.import_archive(archive, user_id="ana", as_user="old ana", passphrase=PASSPHRASE)
        assert set(there.users()) == {"ana", "old ana"}
        assert hashes(there)["old ana"] == hashes(memory)["ana"]
        (vault,) = there.get_all(user_id="old ana", kinds=[Kind.VAULT])
        assert vault.scope.user == "old ana"
        assert there.reveal(str(vault.metadata["handle"]), user_id="old ana") == SECRET
        assert (
            there.import_archive(archive, user_id="ana", as_user="old ana", passphrase=PASSPHRASE).users[0].already_here
        )

    def test_into_a_space_that_is_there_and_empty(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        there._parts.spaces.open("default", "bob")
        done = there.import_archive(archive, user_id="bob", secrets=False)
        assert [one.user for one in done.users] == ["bob"]
        assert there.get_all(user_id="bob")

    def test_another_user_is_refused(self, memory: Memory, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        with pytest.raises(Refused, match="is of ana, bob: there is nothing of 'zoe'"):
            there.import_archive(archive, user_id="zoe", passphrase=PASSPHRASE)
        with pytest.raises(Refused, match="2 users"):
            there.import_archive(archive, as_user="zoe", passphrase=PASSPHRASE)
        assert there.users() == []

    def test_another_tenant_is_refused_unless_taken_by_name(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other(tenant="acme")
        for user in (None, "ana"):
            with pytest.raises(Refused, match="another tenant"):
                there.import_archive(archive, user_id=user, passphrase=PASSPHRASE)
        assert there.users() == []
        there.import_archive(archive, user_id="ana", as_user="ana", passphrase=PASSPHRASE)
        assert {one.scope.tenant for one in there.get_all(user_id="ana")} == {"acme"}
        assert there.doctor().status == "clean"

    def test_a_dry_run_writes_nothing(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other()
        done = there.import_archive(archive, passphrase=PASSPHRASE, dry_run=True)
        assert done.dry_run
        assert [one.user for one in done.users] == ["ana", "bob"]
        assert there.users() == []


class TestVectors:
    def test_of_another_model_they_come_later(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other(embedder="none")
        done = there.import_archive(archive, passphrase=PASSPHRASE)
        assert not any(one.embedded for one in done.users)
        assert there.search("Where does Ana live?", user_id="ana").hits
        there.close()
        with_words = other(embedder="hash")
        assert with_words.doctor(repair=True).status == "repaired"
        assert with_words.doctor().status == "clean"

    def test_a_store_of_another_model_keeps_it(self, archive: Path, other: Callable[..., Memory]) -> None:
        there = other(embedder=Other())
        there.add("Something of my own.", user_id="zoe")
        done = there.import_archive(archive, passphrase=PASSPHRASE)
        assert not any(one.embedded for one in done.users)
        assert there._space(there._scope("ana")).embeddings.fingerprint() == "other-3"


class Other:
    """An embedder of three dimensions."""

    fingerprint = "other-3"
    dimension = 3

    def embed(self, texts: Any) -> Any:
        rows = np.array([[len(text), text.count("e") + 1, 1.0] for text in texts], dtype="<f4")
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def split(self, text: str) -> list[tuple[int, int]]:
        return [(0, len(text))]
