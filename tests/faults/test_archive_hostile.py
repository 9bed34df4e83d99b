"""Archives that lie, burst, lead astray or were cut off: refused with the reason, and nothing is changed."""

from __future__ import annotations

import base64
import json
import os
import pickle
import stat
import struct
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from memos import Memory
from memos.errors import InvalidInput, MemosError, UnknownFormat, VaultIntegrity
from memos.kernel.archive import Wanted, import_archive
from memos.kernel.archive.container import KNOWN, Limits
from memos.schemas.archive import MANIFEST
from tests.flows.archives import PASSPHRASE, forged, live, packed, parts_of, signed

Refused = Callable[..., MemosError]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose secrets are left out: everybody can make its hashes fit."""
    folder = tmp_path_factory.mktemp("lived")
    with Memory.open(folder / "home", embedder="hash", durability="fast", key_file=folder / "key") as memory:
        live(memory)
        memory.export(folder / "plain.memos")
        memory.export(folder / "sealed.memos", passphrase=PASSPHRASE)
    return folder / "plain.memos"


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """Where nothing may arrive."""
    folder = tmp_path_factory.mktemp("target")
    with Memory.open(folder / "home", embedder="hash", durability="fast", key_file=folder / "key") as memory:
        memory.add("Zoe was here before.", user_id="zoe")
        memory.search("Who was here?", user_id="zoe")
        memory.flush()
        yield memory


@pytest.fixture
def refused(target: Memory) -> Refused:
    """Imports what must be refused, and looks that nothing came of it."""

    def attempt(path: Path, limits: Limits | None = None, passphrase: str | None = None) -> MemosError:
        before = _all(target)
        wanted = Wanted("default", passphrase=passphrase, values=passphrase is not None)
        with pytest.raises(MemosError) as caught:
            import_archive(target._parts, path, wanted, limits=limits)
        assert _all(target) == before
        assert "Nothing was imported" in caught.value.hint
        assert caught.value.applied == "no"
        return caught.value

    return attempt


def _all(memory: Memory) -> tuple[Any, ...]:
    """Every row of every table, and every file beside them."""
    with memory._parts.database.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
        rows = [tuple(connection.exec_driver_sql(f"SELECT * FROM {name}").all()) for name in sorted(names)]  # noqa: S608
    home = memory._parts.database.directory
    return rows, sorted(str(path) for path in home.parent.rglob("*"))


def changed(archive: Path, path: Path, **parts: bytes | None) -> Path:
    """The archive with parts replaced (`messages=b"…"`) or left out (None), hashes as they were."""
    kept = parts_of(archive)
    for name, content in parts.items():
        full = next(known for known in KNOWN if known.partition(".")[0] == name)
        if content is None:
            del kept[full]
        else:
            kept[full] = content
    return packed(path, kept)


class TestFile:
    def test_cut_off_anywhere(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        whole = archive.read_bytes()
        for length in (1, 4, 29, 31, 1000, len(whole) // 2, len(whole) - 23, len(whole) - 22, len(whole) - 1):
            (tmp_path / "x").write_bytes(whole[:length])
            refused(tmp_path / "x")

    def test_something_put_behind_it(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        (tmp_path / "x").write_bytes(archive.read_bytes() + b"\0")
        assert "put behind it" in refused(tmp_path / "x").message

    def test_a_flipped_bit(self, archive: Path, tmp_path: Path, target: Memory) -> None:
        """It is refused wherever it means something; what the zip says of itself alone (a time, say) may be anything."""
        whole = archive.read_bytes()
        before, refusals = _all(target), 0
        for place in range(5, len(whole), len(whole) // 40):
            flipped = whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :]
            (tmp_path / "x").write_bytes(flipped)
            try:
                import_archive(target._parts, tmp_path / "x", Wanted("default", values=False), dry_run=True)
            except MemosError:
                refusals += 1
            else:
                assert parts_of(tmp_path / "x") == parts_of(archive)
        assert refusals > 30
        assert _all(target) == before

    def test_a_sparse_file_of_ten_gigabytes(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        with (tmp_path / "x").open("wb") as file:
            file.write(archive.read_bytes()[:100])
            file.truncate(10 << 30)
        started = time.monotonic()
        refused(tmp_path / "x")
        assert time.monotonic() - started < 5  # nobody reads ten gigabytes of nothing

    def test_no_file_at_all(self, tmp_path: Path, refused: Refused) -> None:
        refused(tmp_path / "missing")
        refused(tmp_path)
        os.mkfifo(tmp_path / "pipe")
        refused(tmp_path / "pipe")

    def test_a_manifest_that_does_not_say_how_it_is_sealed(
        self, archive: Path, tmp_path: Path, refused: Refused
    ) -> None:
        sealed = parts_of(archive.with_name("sealed.memos"))
        for changes in ({"vault": "left out"}, {"mac": None}, {"passphrase": None}, {"passphrase": None, "mac": None}):
            refused(packed(tmp_path / "x", signed(sealed, **changes)))


class TestEntries:
    @pytest.mark.parametrize(
        "name", ["../../x", "/etc/x", "C:\\x", "Messages.jsonl", "messages.jsonl/", "x" * 300, "a\nb"]
    )
    def test_a_strange_name(self, archive: Path, tmp_path: Path, refused: Refused, name: str) -> None:
        refused(packed(tmp_path / "x", {**parts_of(archive), name: b"x"}))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["x"]

    @pytest.mark.parametrize("kind", [stat.S_IFLNK])
    def test_a_link(self, archive: Path, tmp_path: Path, refused: Refused, kind: int) -> None:
        with zipfile.ZipFile(tmp_path / "x", "w") as made:
            for name, content in parts_of(archive).items():
                info = zipfile.ZipInfo(name)
                info.external_attr = (kind | 0o777) << 16 if name == "usage.jsonl" else 0
                made.writestr(info, b"/etc/passwd" if name == "usage.jsonl" else content)
        assert "usage.jsonl is a link" in refused(tmp_path / "x").message

    def test_a_part_twice(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        packed(tmp_path / "x", parts_of(archive))
        with zipfile.ZipFile(tmp_path / "x", "a") as made, pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("usage.jsonl", b"")
        assert "twice" in refused(tmp_path / "x").message

    @pytest.mark.parametrize("name", ["journal", "vault", "schema", "manifest", "spaces"])
    def test_a_missing_part(self, archive: Path, tmp_path: Path, refused: Refused, name: str) -> None:
        assert f"{name}." in refused(changed(archive, tmp_path / "x", **{name: None})).message

    def test_two_hundred_thousand_entries(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        end = archive.read_bytes()[-22:]
        directory = b"PK\x01\x02" + b"\0" * 42
        body = archive.read_bytes()[:-22] + directory * 200_000
        crowd = end[:8] + struct.pack("<HHLL", 0xFFFF, 0xFFFF, len(directory) * 200_000, 0) + b"\0\0"
        (tmp_path / "x").write_bytes(body + crowd)
        assert "entries" in refused(tmp_path / "x").message

    def test_an_encrypted_part(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        packed(tmp_path / "x", parts_of(archive), zipfile.ZIP_STORED)
        content = bytearray((tmp_path / "x").read_bytes())
        for place in _all_places(bytes(content), b"PK\x01\x02"):
            content[place + 8] |= 1
        (tmp_path / "x").write_bytes(content)
        assert "encrypted" in refused(tmp_path / "x").message


def _all_places(content: bytes, of: bytes) -> list[int]:
    return [place for place in range(len(content)) if content.startswith(of, place)]


class TestLimits:
    """What is just allowed is imported elsewhere (a dry run), one more is refused."""

    def _allowed(self, target: Memory, path: Path, limits: Limits) -> None:
        wanted = Wanted("default", values=False)
        assert import_archive(target._parts, path, wanted, dry_run=True, limits=limits).users

    def test_entries(self, target: Memory, archive: Path, refused: Refused) -> None:
        self._allowed(target, archive, Limits(entries=len(KNOWN)))
        refused(archive, Limits(entries=len(KNOWN) - 1))

    def test_the_directory(self, target: Memory, archive: Path, refused: Refused) -> None:
        size = struct.unpack("<L", archive.read_bytes()[-10:-6])[0]
        self._allowed(target, archive, Limits(directory=size))
        refused(archive, Limits(directory=size - 1))

    def test_the_manifest(self, target: Memory, archive: Path, refused: Refused) -> None:
        size = len(parts_of(archive)[MANIFEST])
        self._allowed(target, archive, Limits(manifest=size))
        assert MANIFEST in refused(archive, Limits(manifest=size - 1)).message

    def test_a_line(self, target: Memory, archive: Path, refused: Refused) -> None:
        longest = max(len(line) for part in parts_of(archive).values() for line in part.splitlines(keepends=True))
        self._allowed(target, archive, Limits(line=longest))
        assert "longer than" in refused(archive, Limits(line=longest - 1)).message

    def test_what_comes_of_it(self, target: Memory, archive: Path, refused: Refused) -> None:
        unpacked = sum(map(len, parts_of(archive).values()))
        self._allowed(target, archive, Limits(free=unpacked, ratio=1))
        assert "bomb" in refused(archive, Limits(free=unpacked - 1, ratio=1)).message
        ratio = -(-unpacked // archive.stat().st_size)
        self._allowed(target, archive, Limits(free=0, ratio=ratio))
        refused(archive, Limits(free=0, ratio=ratio - 1))

    def test_a_bomb(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        parts = parts_of(archive)
        with zipfile.ZipFile(tmp_path / "x", "w", zipfile.ZIP_DEFLATED) as made:
            for name, content in parts.items():
                with made.open(zipfile.ZipInfo(name), "w", force_zip64=True) as part:
                    for _ in range(1100 if name == "usage.jsonl" else 0):
                        part.write(b"\0" * (1 << 20))
                    part.write(content)
        started = time.monotonic()
        assert "bomb" in refused(tmp_path / "x").message
        assert time.monotonic() - started < 5

    def test_a_header_that_lies(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        parts = parts_of(archive)
        packed(tmp_path / "x", {**parts, "usage.jsonl": b"\0" * (64 << 20)})
        content = bytearray((tmp_path / "x").read_bytes())
        for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            for place in _all_places(bytes(content), signature):
                name_at = place + (30 if signature == b"PK\x03\x04" else 46)
                if content[name_at:].startswith(b"usage.jsonl"):
                    content[place + at : place + at + 4] = struct.pack("<L", len(parts["usage.jsonl"]))
        (tmp_path / "x").write_bytes(content)
        assert "usage.jsonl" in refused(tmp_path / "x").message


class TestChanged:
    @pytest.mark.parametrize("name", [known.partition(".")[0] for known in KNOWN if known != MANIFEST])
    def test_a_part(self, archive: Path, tmp_path: Path, refused: Refused, name: str) -> None:
        full = next(known for known in KNOWN if known.startswith(name))
        content = parts_of(archive)[full]
        assert full in refused(changed(archive, tmp_path / "x", **{name: content + b"{}\n"})).message
        if content:
            assert full in refused(changed(archive, tmp_path / "x", **{name: content[:-1]})).message

    def test_the_manifest(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        told = json.loads(parts_of(archive)[MANIFEST])
        told["users"][0]["user"] = "zoe"
        error = refused(changed(archive, tmp_path / "x", manifest=json.dumps(told).encode()))
        assert "manifest.json was changed" in error.message

    def test_a_manifest_with_hashes_that_fit(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        sealed = archive.with_name("sealed.memos")
        told = json.loads(parts_of(sealed)[MANIFEST])
        path = packed(tmp_path / "x", signed(parts_of(sealed), created_at="2020-01-01T00:00:00Z", mac=told["mac"]))
        assert isinstance(refused(path, passphrase=PASSPHRASE), VaultIntegrity)

    def test_a_secret_moved_to_another_place(self, archive: Path, tmp_path: Path, target: Memory) -> None:
        sealed = archive.with_name("sealed.memos")
        told = json.loads(parts_of(sealed)["vault.jsonl"].splitlines()[0])
        assert base64.b64decode(told["sealed"])
        path = forged(sealed, tmp_path / "x", "vault.jsonl", lambda lines: lines[0].update(nonce=told["sealed"][:16]))
        with pytest.raises(VaultIntegrity):
            import_archive(target._parts, path, Wanted("default", passphrase=PASSPHRASE))
        assert target.users() == ["zoe"]

    def test_a_newer_version(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        told = {**json.loads(parts_of(archive)[MANIFEST]), "version": 2, "something": "new"}
        error = refused(changed(archive, tmp_path / "x", manifest=json.dumps(told).encode()))
        assert isinstance(error, UnknownFormat)
        assert "newer version (format 2" in error.message
        assert "Upgrade" in error.hint

    @pytest.mark.parametrize("manifest", [b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000, b'{"format": "x"}'])
    def test_no_manifest(self, archive: Path, tmp_path: Path, refused: Refused, manifest: bytes) -> None:
        refused(changed(archive, tmp_path / "x", manifest=manifest))

    def test_something_that_would_run(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        canary = tmp_path / "canary"

        class Runs:
            def __reduce__(self) -> Any:
                return (Path.touch, (canary,))

        for name in ("messages.jsonl", "journal.jsonl", "embeddings.jsonl"):
            parts = {**parts_of(archive), name: pickle.dumps(Runs()) + b"\n"}
            assert name in refused(packed(tmp_path / "x", signed(parts))).message
        assert not canary.exists()


def _set(number: int, *path: str, to: Any) -> Callable[[list[Any]], None]:
    def edit(lines: list[Any]) -> None:
        place = lines[number]
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = to

    return edit


def _twice(lines: list[Any]) -> None:
    lines.insert(1, lines[0])


def _swap(lines: list[Any]) -> None:
    lines[0], lines[1] = lines[1], lines[0]


def _drop(lines: list[Any]) -> None:
    del lines[1]


def _nested(depth: int) -> Any:
    found: Any = 0
    for _ in range(depth):
        found = [found]
    return found


def _standing(lines: list[Any]) -> Any:
    """A statement as it stands: its last version."""
    last = {line["cube"]: line for line in lines if line["kind"] == "semantic" and line["after"]}
    return next(iter(last.values()))


class TestBelievable:
    """Every hash fits, and what the lines say does not."""

    @pytest.mark.parametrize(
        "part", ["messages", "exchanges", "journal", "entities", "embeddings", "usage", "documents"]
    )
    def test_a_line_twice(self, archive: Path, tmp_path: Path, refused: Refused, part: str) -> None:
        assert f"{part}.jsonl, line 2" in refused(forged(archive, tmp_path / "x", f"{part}.jsonl", _twice)).message

    @pytest.mark.parametrize("part", ["messages", "journal", "spaces"])
    def test_lines_out_of_order(self, archive: Path, tmp_path: Path, refused: Refused, part: str) -> None:
        refused(forged(archive, tmp_path / "x", f"{part}.jsonl", _swap))

    @pytest.mark.parametrize("part", ["messages", "journal", "spaces"])
    def test_a_line_less(self, archive: Path, tmp_path: Path, refused: Refused, part: str) -> None:
        refused(forged(archive, tmp_path / "x", f"{part}.jsonl", _drop))

    @pytest.mark.parametrize(
        ("part", "edit", "why"),
        [
            ("messages", _set(0, "position", to=1 << 70), "position"),
            ("messages", _set(0, "role", to="owner"), "role"),
            ("messages", _set(0, "extra", to=1), "extra"),
            ("messages", _set(0, "timestamp", to="yesterday"), "timestamp"),
            ("messages", _set(0, "metadata", to=_nested(100_000 // 200)), ""),
            ("journal", _set(0, "reverses", to=5), "reverses"),
            ("journal", _set(0, "cube", to="another"), "another cube"),
            ("journal", _set(0, "after", "version", to=2), "another cube or version"),
            ("journal", _set(0, "after", "scope", "user", to="bob"), "another user"),
            ("journal", _set(0, "after", "scope", "tenant", to="acme"), "another user"),
            ("journal", _set(0, "after", "confidence", to=7), "confidence"),
            ("journal", _set(0, "kind", to="core"), "another kind"),
            ("edges", _set(0, "seq", to=10_000), "not there"),
            ("edges", _set(0, "type", to="hates"), "type"),
            ("edges", _set(0, "weight", to=float("inf")), "weight"),
            ("embeddings", _set(0, "cube", to="nobody"), "no memory nobody"),
            ("embeddings", _set(0, "vector", to="AAAA"), "vector"),
            ("embeddings", _set(0, "vector", to=base64.b64encode(struct.pack("<f", float("nan"))).decode()), "vector"),
            ("usage", _set(0, "cube", to="nobody"), "no memory nobody"),
            ("usage", _set(0, "uses", to=-1), "uses"),
            ("spaces", _set(0, "user", to="bob"), "another user"),
            ("recollections", _set(0, "created_at", to=None), "created_at"),
        ],
    )
    def test_a_line_that_lies(
        self, archive: Path, tmp_path: Path, refused: Refused, part: str, edit: Any, why: str
    ) -> None:
        error = refused(forged(archive, tmp_path / "x", f"{part}.jsonl", edit))
        assert isinstance(error, InvalidInput)
        assert f"{part}.jsonl, line 1" in error.message
        assert why in error.message

    @pytest.mark.parametrize("number", [0, -1])
    def test_a_user_that_is_not_there(self, archive: Path, tmp_path: Path, refused: Refused, number: int) -> None:
        refused(forged(archive, tmp_path / "x", "messages.jsonl", _set(number, "space", to=9)))

    def test_a_message_that_is_not_there(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        def edit(lines: list[Any]) -> None:
            _standing(lines)["after"]["provenance"]["sources"][0]["message_id"] = "never said"

        assert "'never said'" in refused(forged(archive, tmp_path / "x", "journal.jsonl", edit)).message

    def test_other_words(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        def edit(lines: list[Any]) -> None:
            _standing(lines)["after"]["payload"]["object"] = "Madrid"

        assert "state hash" in refused(forged(archive, tmp_path / "x", "journal.jsonl", edit)).message

    def test_counts_that_lie(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        users = json.loads(parts_of(archive)[MANIFEST])["users"]
        for field in ("messages", "entries", "cubes"):
            for by in (-1, 1, 1 << 40):
                lying = [{**users[0], field: users[0][field] + by}, *users[1:]]
                refused(packed(tmp_path / "x", signed(parts_of(archive), users=lying)))

    def test_a_secret_that_is_embedded(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        lines = [json.loads(line) for line in parts_of(archive)["journal.jsonl"].splitlines()]
        vault = next(line["cube"] for line in lines if line["kind"] == "vault")
        edit = _set(0, "cube", to=vault)
        assert "never embedded" in refused(forged(archive, tmp_path / "x", "embeddings.jsonl", edit)).message

    def test_a_forged_second_user_leaves_out_the_first(self, archive: Path, tmp_path: Path, refused: Refused) -> None:
        def edit(lines: list[Any]) -> None:
            lines[-1]["after"]["confidence"] = 0.123

        assert "bob" in refused(forged(archive, tmp_path / "x", "journal.jsonl", edit)).message
