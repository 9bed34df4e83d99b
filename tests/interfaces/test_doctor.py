"""Doctor finds what is broken on purpose, mends what is a shadow of the truth, and leaves the rest to a human."""

import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from memos.errors import StoreCorrupt
from memos.interfaces.cli.handing import LEFT_OUT
from memos.interfaces.cli.taking import exit_code
from memos.interfaces.importers.formats import open_file
from memos.interfaces.importers.ingest import ingest, look_through
from memos.kernel.doctor import Diagnosis
from memos.memory import Memory
from memos.models.embedding.hashing import HashEmbedder
from memos.ports import VectorEntry, Vectors

Run = Callable[..., Any]
USER = "ana"
SAID = (
    "I live in Lisbon.",
    "My sister Maya has a dog.",
    "I love surfing.",
    "I work at the harbour.",
    "I moved to Porto.",
)


class OtherEmbedder(HashEmbedder):
    """The same vectors under another name: another model."""

    @property
    def fingerprint(self) -> str:
        return "other/1"


class BrokenEmbedder(HashEmbedder):
    """Gives vectors that no store takes."""

    def embed(self, texts: Any) -> Vectors:
        return np.full((len(texts), self.dimension), np.nan, dtype=np.float32)


class FaultyEmbedder(HashEmbedder):
    """Has a fault of its own."""

    def embed(self, texts: Any) -> Vectors:
        raise ZeroDivisionError(f"{len(texts)} texts")


def open_at(home: Path, **how: Any) -> Memory:
    return Memory.open(home, **{"embedder": "hash", "key_file": home.parent / "key", **how})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A store with a few memories of two users."""
    with open_at(tmp_path / "home") as memory:
        for number, text in enumerate(SAID):
            memory.add({"content": text, "name": "Ana", "id": f"m{number}"}, user_id=USER, run_id="r")
        memory.add("I live in Rome.", user_id="ben")
    return tmp_path / "home"


@pytest.fixture
def memory(home: Path) -> Iterator[Memory]:
    """It, opened."""
    with open_at(home) as opened:
        yield opened


def damage(memory: Memory, *statements: str) -> None:
    """Runs statements behind the store's back."""
    with memory._parts.database.write() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def overwrite(file: Path) -> None:
    """Puts noise in the place of the page at which the messages begin."""
    with closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'messages'").fetchone()
    with file.open("r+b") as opened:
        opened.seek((page - 1) * 4096)
        opened.write(random.Random(1).randbytes(4096))  # noqa: S311 - noise


def wrong(found: Diagnosis) -> set[str]:
    return {finding.check for finding in found.findings if finding.level != "note"}


DAMAGES = {
    "a missing full-text row": ("words", "DELETE FROM cube_fts WHERE rowid = (SELECT min(num) FROM cubes)"),
    "a stale full-text row": (
        "words",
        "UPDATE cube_fts SET text = 'something else' WHERE rowid = (SELECT min(num) FROM cubes)",
    ),
    "a foreign full-text row": (
        "words",
        "UPDATE cube_fts SET space = 's99' WHERE rowid = (SELECT min(num) FROM cubes)",
    ),
    "a full-text row of no cube": (
        "words",
        "INSERT INTO cube_fts (rowid, space, text) VALUES (999, 's1', 'x')",
    ),
    "missing vectors": ("vectors", "DELETE FROM embeddings WHERE cube = (SELECT min(num) FROM cubes)"),
}


class TestRepair:
    def test_a_store_as_it_should_be_is_clean(self, memory: Memory) -> None:
        found = memory.doctor()
        assert found.status == "clean", found.findings
        assert found.spaces == 2
        assert found.cubes > len(SAID)

    @pytest.mark.parametrize("what", DAMAGES)
    def test_what_is_behind_is_found_and_mended(self, memory: Memory, what: str) -> None:
        check, statement = DAMAGES[what]
        damage(memory, statement)
        before = memory.search("Where does Ana live?", user_id="ben")
        found = memory.doctor()
        assert (found.status, wrong(found)) == ("needs_human", {check})
        repaired = memory.doctor(repair=True)
        assert repaired.status == "repaired", repaired.findings
        assert memory.doctor(repair=True).status == "clean"
        assert [hit.cube for hit in memory.search("Where does Ana live?", user_id="ben").hits] == [
            hit.cube for hit in before.hits
        ]

    def test_ghosts_and_stale_entries_of_the_vector_index(self, memory: Memory) -> None:
        space = memory._parts.spaces.open("default", USER, create=False)
        assert space is not None
        memory.doctor()
        index = memory._parts.shadows.dense.index(space.key, space.cubes.count())
        unit = np.zeros((1, HashEmbedder().dimension), dtype=np.float32)
        unit[0, 0] = 1.0
        index.apply(space.number, [VectorEntry(999, 1, unit)], [])
        assert wrong(memory.doctor()) == {"index"}
        assert memory.doctor(repair=True).status == "repaired"
        key, seq = next(iter(index.keys(space.number).items()))
        index.apply(space.number, [], [(key, seq)])
        assert wrong(memory.doctor()) == {"index"}
        assert memory.doctor(repair=True).status == "repaired"

    @pytest.mark.parametrize("repair", [False, True])
    def test_a_vector_index_that_was_removed_is_told_of(self, tmp_path: Path, repair: bool) -> None:
        with open_at(tmp_path / "home", vector_index="chroma") as memory:
            memory.add("I live in Lisbon.", user_id=USER)
            assert memory.doctor().status == "clean"
        shutil.rmtree(tmp_path / "home" / "chroma")
        with open_at(tmp_path / "home", vector_index="chroma") as memory:
            found = memory.doctor(repair=repair)
            (finding,) = [finding for finding in found.findings if finding.level != "note"]
            assert (finding.check, "has lost what it held" in finding.what) == ("index", True)
            assert found.status == ("repaired" if repair else "needs_human")
            assert memory.doctor().status == ("clean" if repair else "needs_human")

    def test_nothing_is_mended_in_a_file_that_is_damaged(self, home: Path) -> None:
        overwrite(home / "memos.db")
        held = (home / "memos.db").read_bytes()
        with open_at(home) as memory:
            with pytest.raises(StoreCorrupt):
                memory.add("I have a boat.", user_id=USER)
            found = memory.doctor(repair=True)
            assert (found.status, "sqlite" in wrong(found)) == ("needs_human", True)
        assert (home / "memos.db").read_bytes() == held

    def test_what_differs_from_the_journal_needs_a_human(self, memory: Memory) -> None:
        damage(
            memory, "UPDATE cubes SET body = replace(body, 'Lisbon', 'Madrid') WHERE num = (SELECT min(num) FROM cubes)"
        )
        found = memory.doctor(repair=True)
        assert found.status == "needs_human"
        assert "journal" in wrong(found)

    def test_a_message_in_other_words_needs_a_human(self, memory: Memory) -> None:
        damage(memory, "UPDATE messages SET content = 'I live in Madrid.' WHERE id = 'm0'")
        found = memory.doctor(repair=True)
        assert (found.status, wrong(found)) == ("needs_human", {"journal"})
        assert any("not as they were said" in finding.what for finding in found.findings)

    def test_what_others_can_get_at_is_one_truthful_finding(self, memory: Memory, home: Path) -> None:
        home.chmod(0o755)
        assert memory.doctor().status == "clean"
        (home / "memos.db").chmod(0o644)
        found = memory.doctor()
        assert (found.status, wrong(found)) == ("needs_human", {"permissions"})
        assert any("memos.db: chmod 700" in finding.what for finding in found.findings)
        home.chmod(0o700)
        assert memory.doctor().status == "clean"
        home.chmod(0o777)
        assert wrong(memory.doctor()) == {"permissions"}

    def test_an_exchange_that_can_not_be_settled_needs_a_human(self, home: Path) -> None:
        with open_at(home, embedder=FaultyEmbedder()) as memory:
            assert memory.add("I have a boat.", user_id=USER).pending
            found = memory.doctor(repair=True)
            assert (found.status, wrong(found)) == ("needs_human", {"exchanges"})
        with open_at(home) as memory:
            assert memory.doctor(repair=True).status == "repaired"
            assert any("boat" in cube.text for cube in memory.get_all(user_id=USER))

    def test_an_import_that_is_not_settled_tells_by_its_exit_code(self, home: Path, tmp_path: Path) -> None:
        path = tmp_path / "x.jsonl"
        path.write_text('{"id": "boat", "content": "I have a boat."}\n', encoding="utf-8")
        found = look_through(open_file(path))
        for embedder, pending in ((FaultyEmbedder(), 1), (HashEmbedder(), 0)):
            with open_at(home, embedder=embedder) as memory:
                how = {"user": USER, "default_user": USER, "skip": True}
                *_, summary = ingest(memory, [found], progress=lambda _: None, **how)
            assert (summary.pending, exit_code(summary, [])) == (pending, LEFT_OUT if pending else 0)

    def test_what_an_embedder_failed_at_waits_for_one_that_works(self, home: Path) -> None:
        with open_at(home, embedder=BrokenEmbedder()) as memory:
            assert not memory.add("I have a boat.", user_id=USER).pending
            found = memory.doctor(repair=True)
            assert (found.status, wrong(found)) == ("needs_human", {"vectors"})
            assert any("no finite row" in finding.what for finding in found.findings)
        with open_at(home) as memory:
            assert memory.doctor(repair=True).status == "repaired"
            assert memory.doctor().status == "clean"


class TestReindex:
    def test_everything_is_found_again(self, memory: Memory) -> None:
        before = memory.search("Where does Ana live?", user_id=USER)
        damage(memory, "DELETE FROM cube_fts")
        assert memory.reindex().keys() == {USER, "ben"}
        assert memory.doctor().status == "clean"
        assert memory.search("Where does Ana live?", user_id=USER).hits == before.hits

    def test_another_model_is_refused_until_everything_is_embedded_with_it(self, home: Path) -> None:
        with open_at(home, embedder=OtherEmbedder()) as memory:
            assert wrong(memory.doctor(repair=True)) == {"vectors"}
            assert memory.doctor().status == "needs_human"
            told: list[tuple[int, int]] = []
            memory.reindex(embed=True, report=lambda _what, done, total: told.append((done, total)))
            assert told
            assert memory.doctor().status == "clean"
            assert not memory.search("Where does Ana live?", user_id=USER).degraded
        with open_at(home) as memory:
            assert memory.search("Where does Ana live?", user_id=USER).degraded

    def test_an_interruption_loses_nothing(self, home: Path) -> None:
        class Interrupted(Exception):
            pass

        def interrupt(_what: str, _done: int, _total: int) -> None:
            raise Interrupted

        with open_at(home, embedder=OtherEmbedder()) as memory:
            with pytest.raises(Interrupted):
                memory.reindex(embed=True, report=interrupt)
            assert memory.search("Lisbon", user_id=USER).hits
            memory.reindex(embed=True)
            assert memory.doctor().status == "clean"


class TestCommand:
    def test_exit_codes_and_json(self, run: Run, environment: dict[str, str]) -> None:
        run("add", "I live in Lisbon.")
        clean = run("doctor", "--json").json
        assert (clean["status"], clean["exit_code"]) == ("clean", 0)
        assert {"findings", "checks", "spaces", "cubes"} <= set(clean)
        with open_at(Path(environment["MEMOS_HOME"])) as memory:
            damage(memory, "DELETE FROM cube_fts WHERE rowid = (SELECT min(num) FROM cubes)")
        assert "memos doctor --repair" in run("doctor", code=2).out
        assert run("doctor", "--repair", "--json", code=1).json["status"] == "repaired"
        assert "clean" in run("doctor").out

    def test_nothing_is_acknowledged_into_a_damaged_file(self, run: Run, environment: dict[str, str]) -> None:
        run("add", "I live in Lisbon.")
        overwrite(Path(environment["MEMOS_HOME"]) / "memos.db")
        refused = run("add", "I live in Porto.", code=65)
        assert "is damaged" in refused.err
        assert "Nothing was stored" in refused.err
        assert not refused.out

    def test_what_a_file_that_was_cut_off_still_holds_is_written_out(
        self, run: Run, environment: dict[str, str], tmp_path: Path
    ) -> None:
        chat, saved = tmp_path / "chat.jsonl", tmp_path / "saved.jsonl"
        lines = (json.dumps({"id": f"m{n}", "content": f"Thanks, {n}! " * 40, "run_id": "r"}) for n in range(200))
        chat.write_text("\n".join(lines), encoding="utf-8")
        run("import", chat)
        file = Path(environment["MEMOS_HOME"]) / "memos.db"
        with file.open("r+b") as opened:
            opened.truncate(file.stat().st_size // 2)
        assert "`memos doctor` says what can still be read" in run("list", code=65).err
        advice = run("doctor", code=65).err
        assert "can't be repaired in place" in advice
        assert "memos doctor --salvage FILE.jsonl" in advice
        count = run("doctor", "--salvage", saved, "--json").json["messages"]
        assert 0 < count < 200
        assert f"{count} messages can still be read" in advice
        assert "can't be written (File exists)" in run("doctor", "--salvage", saved, code=65).err
        new = ("--home", tmp_path / "new")
        assert run("import", saved, *new, "--json").json["messages"] == count
        assert "Thanks, 0!" in run("history", "--limit", 1000, *new).out

    @pytest.mark.parametrize("size", [0, 50, 4096])
    def test_a_file_of_which_nothing_is_left(
        self, run: Run, environment: dict[str, str], tmp_path: Path, size: int
    ) -> None:
        run("add", "I live in Lisbon.")
        with (Path(environment["MEMOS_HOME"]) / "memos.db").open("r+b") as opened:
            opened.truncate(size)
        for command in (("list",), ("add", "I live in Porto.")):
            assert "`memos doctor` says what" in run(*command, code=65).err
        assert "Not one message can be read" in run("doctor", code=65).err
        run("doctor", "--salvage", tmp_path / "x.jsonl", code=66)
        assert not (tmp_path / "x.jsonl").exists()

    def test_reindex(self, run: Run) -> None:
        run("add", "I live in Lisbon.")
        assert "memories of me" in run("reindex").out
        assert set(run("reindex", "--embed", "--json").json) == {"embedded", "users"}

    def test_reindex_without_an_embedder(self, run: Run, environment: dict[str, str]) -> None:
        run("add", "I live in Lisbon.")
        environment["MEMOS_EMBEDDER"] = "none"
        assert json.loads(run("reindex", "--embed", "--json", code=65).err)["error"]["code"] == "invalid_input"
