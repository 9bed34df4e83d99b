"""What other memory layers hold (mem0, LangGraph), in all the forms they give it in. Trusted as an agent is."""

from __future__ import annotations

import json
import pickle
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from langgraph.store.memory import InMemoryStore

from memos.errors import InvalidInput
from memos.interfaces.importers.formats import open_file
from memos.interfaces.importers.items import EXCHANGE_LIMIT, Imported, Problem
from memos.schemas.message import Trust
from tests.interfaces.conftest import Run


def read(path: Path, format_name: str | None = None) -> tuple[str, list[Imported], list[Problem]]:
    opened = open_file(path, format_name)
    items = list(opened.read())
    exchanges = [item for item in items if isinstance(item, Imported)]
    return opened.format.name, exchanges, [item for item in items if isinstance(item, Problem)]


def written(folder: Path, content: Any) -> Path:
    (folder / "x.json").write_text(json.dumps(content), encoding="utf-8")
    return folder / "x.json"


def database(path: Path, *statements: str | tuple[str, list[tuple[Any, ...]]]) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for one in statements:
            if isinstance(one, str):
                connection.execute(one)
            else:
                connection.executemany(*one)
        connection.commit()
    return path


def told(exchanges: list[Imported]) -> list[tuple[str | None, str]]:
    return [(part.user, one.content) for part in exchanges for one in part.messages]


MEMORIES = [
    {
        "id": "b2",
        "memory": "Likes green tea",
        "hash": "abc",
        "metadata": {"category": "taste"},
        "created_at": "2025-02-02T10:00:00.000000-07:00",
        "updated_at": None,
        "user_id": "ana",
    },
    {
        "id": "a1",
        "memory": "Lives in Porto",
        "hash": "def",
        "metadata": None,
        "created_at": "2025-01-01T10:00:00+00:00",
        "user_id": "ana",
    },
    {
        "id": "c3",
        "memory": "Plays chess",
        "hash": "ghi",
        "created_at": "2025-01-01T10:00:00Z",
        "user_id": "bob",
        "run_id": "r1",
        "score": 0.4,
    },
]

HISTORY = """CREATE TABLE history (id TEXT PRIMARY KEY, memory_id TEXT, old_memory TEXT, new_memory TEXT, event TEXT,
             created_at DATETIME, updated_at DATETIME, is_deleted INTEGER, actor_id TEXT, role TEXT)"""


class TestMem0:
    @pytest.mark.parametrize(
        "document",
        [
            MEMORIES,
            {"results": MEMORIES, "relations": []},
            {"memories": MEMORIES},
            {"result": {"points": [{"id": one["id"], "payload": {**one, "data": one["memory"]}} for one in MEMORIES]}},
        ],
    )
    def test_memories_by_user_in_order(self, tmp_path: Path, document: Any) -> None:
        name, exchanges, problems = read(written(tmp_path, document))
        assert (name, problems) == ("mem0", [])
        assert told(exchanges) == [("ana", "Lives in Porto"), ("ana", "Likes green tea"), ("bob", "Plays chess")]
        assert [one.run_id for one in exchanges] == ["mem0", "r1"]
        assert {one.trust_level for part in exchanges for one in part.messages} == {Trust.AGENT}
        tea = exchanges[0].messages[1]
        assert (tea.id, tea.source, tea.metadata["category"]) == ("mem0/b2", "mem0", "taste")
        assert tea.timestamp == datetime(2025, 2, 2, 17, tzinfo=UTC)

    def test_the_history_tells_what_still_stands_and_what_it_said_before(self, tmp_path: Path) -> None:
        rows = [
            ("h1", "m1", None, "Lives in Lisbon", "ADD", "2024-01-01T00:00:00+00:00", None, 0, None, None),
            ("h2", "m2", None, "Has a cat", "ADD", "2024-01-02T00:00:00+00:00", None, 0, None, None),
            (
                "h3",
                "m1",
                "Lives in Lisbon",
                "Lives in Porto",
                "UPDATE",
                "2024-01-01T00:00:00+00:00",
                "2024-05-01T00:00:00+00:00",
                0,
                None,
                None,
            ),
            (
                "h4",
                "m2",
                "Has a cat",
                None,
                "DELETE",
                "2024-01-02T00:00:00+00:00",
                "2024-06-01T00:00:00+00:00",
                1,
                None,
                None,
            ),
            ("h5", "m3", "x", "x", "NONE", "2024-01-02T00:00:00+00:00", None, 0, None, None),
        ]
        path = database(tmp_path / "history.db", HISTORY, ("INSERT INTO history VALUES (?,?,?,?,?,?,?,?,?,?)", rows))
        name, exchanges, problems = read(path)
        assert (name, problems) == ("mem0", [])
        assert told(exchanges) == [(None, "Lives in Porto")]
        [said] = exchanges[0].messages
        assert f"{said.timestamp:%Y-%m-%d}" == "2024-05-01"
        assert said.metadata["earlier"] == ["Lives in Lisbon"]

    def test_an_older_history(self, tmp_path: Path) -> None:
        columns = "id TEXT, memory_id TEXT, prev_value TEXT, new_value TEXT, event TEXT, timestamp DATETIME, is_deleted INTEGER"
        made = f"CREATE TABLE history ({columns})"
        row = ("h1", "m1", None, "Lives in Lisbon", "ADD", "2024-01-01 10:00:00", 0)
        _, exchanges, _ = read(database(tmp_path / "h.db", made, ("INSERT INTO history VALUES (?,?,?,?,?,?,?)", [row])))
        assert told(exchanges) == [(None, "Lives in Lisbon")]

    def test_qdrants_own_files_are_not_opened(self, tmp_path: Path) -> None:
        canary = tmp_path / "canary"

        class Runs:
            def __reduce__(self) -> Any:
                return (Path.touch, (canary,))

        made = "CREATE TABLE points (id TEXT PRIMARY KEY, point BLOB)"
        path = database(
            tmp_path / "storage.sqlite", made, ("INSERT INTO points VALUES (?,?)", [("a", pickle.dumps(Runs()))])
        )
        with pytest.raises(InvalidInput, match="Python objects") as caught:
            open_file(path)
        assert "get_all" in caught.value.hint
        assert not canary.exists()

    @pytest.mark.parametrize(
        ("memory", "what"),
        [
            ({"id": "x", "hash": "h", "memory": 7}, "memory is missing"),
            ({"id": "x", "hash": "h", "memory": "y", "created_at": "soon"}, "created_at is no time"),
            ("words", "the memory is text"),
        ],
    )
    def test_what_is_broken_is_named(self, tmp_path: Path, memory: Any, what: str) -> None:
        _, exchanges, (problem,) = read(written(tmp_path, [MEMORIES[0], memory]))
        assert told(exchanges) == [("ana", "Likes green tea")]
        assert problem.where == "memory 2"
        assert what in problem.what

    def test_many_become_several_exchanges(self, tmp_path: Path) -> None:
        for count, parts in ((EXCHANGE_LIMIT, 1), (EXCHANGE_LIMIT + 1, 2)):
            memories = [{"id": f"m{n}", "memory": f"Number {n}", "hash": "h"} for n in range(count)]
            assert len(read(written(tmp_path, memories))[1]) == parts


STORE = """CREATE TABLE store (prefix text NOT NULL, key text NOT NULL, value text NOT NULL, created_at TIMESTAMP,
           updated_at TIMESTAMP, expires_at TIMESTAMP, ttl_minutes REAL, PRIMARY KEY (prefix, key))"""
PUT = "INSERT INTO store (prefix, key, value, created_at, updated_at) VALUES (?,?,?,?,?)"


class TestLangGraph:
    def test_what_a_real_store_says_of_itself(self, tmp_path: Path) -> None:
        store = InMemoryStore()
        store.put(("memories", "ana"), "k1", {"content": "Lives in Porto"})
        store.put(("memories", "ana"), "k2", {"kind": "Memory", "content": {"content": "Likes tea"}})
        store.put(("memories", "bob"), "k1", {"text": "Plays chess", "score": 3})
        items = [item.dict() for item in store.search(("memories",), limit=10)]
        name, exchanges, problems = read(written(tmp_path, items))
        assert (name, problems) == ("langgraph", [])
        assert sorted(told(exchanges), key=str) == [
            ("ana", "Likes tea"),
            ("ana", "Lives in Porto"),
            ("bob", "Plays chess"),
        ]
        assert {one.run_id for one in exchanges} == {"memories.ana", "memories.bob"}
        assert {one.trust_level for part in exchanges for one in part.messages} == {Trust.AGENT}
        assert exchanges[0].messages[0].metadata["namespace"][0] == "memories"

    def test_the_table_of_its_database(self, tmp_path: Path) -> None:
        rows = [
            ("ana.memories", "k2", json.dumps({"content": "Likes tea"}), "2025-02-01 10:00:00", "2025-02-02 10:00:00"),
            ("ana.memories", "k1", json.dumps({"content": "Lives in Porto"}), "2025-01-01 10:00:00", None),
            ("settings.ui.dark", "k", json.dumps({"on": True}), None, None),
            ("ana.memories", "k3", "{broken", None, None),
        ]
        name, exchanges, problems = read(database(tmp_path / "store.db", STORE, (PUT, rows)))
        assert name == "langgraph"
        assert told(exchanges) == [
            ("ana", "Lives in Porto"),
            ("ana", "Likes tea"),
            (None, '{"on":true}'),
        ]
        assert [f"{one.timestamp}" for one in exchanges[0].messages][1] == "2025-02-02 10:00:00+00:00"
        assert problems == [Problem("row 3", "value is no object")]

    def test_long_namespaces_have_ids_that_fit(self, tmp_path: Path) -> None:
        item = {"namespace": ["x" * 300, "y"], "key": "k" * 300, "value": {"text": "words"}}
        _, (only,), problems = read(written(tmp_path, [item]))
        assert not problems
        assert only.messages[0].content == "words"

    @pytest.mark.parametrize(
        ("item", "what"),
        [
            ({"namespace": "memories", "key": "k", "value": {}}, "namespace is no list"),
            ({"namespace": ["a"], "key": 1, "value": {}}, "key is missing"),
            ({"namespace": ["a"], "key": "k", "value": "text"}, "value is no object"),
            ({"namespace": ["a"], "key": "k", "value": {"text": "x"}, "created_at": "soon"}, "updated_at is no time"),
        ],
    )
    def test_what_is_broken_is_named(self, tmp_path: Path, item: Any, what: str) -> None:
        good = {"namespace": ["a"], "key": "g", "value": {"text": "fine"}}
        _, exchanges, (problem,) = read(written(tmp_path, [good, item]))
        assert [one.content for one in exchanges[0].messages] == ["fine"]
        assert (problem.where, what in problem.what) == ("item 2", True)


class TestDatabases:
    def test_of_no_known_shape(self, tmp_path: Path) -> None:
        with pytest.raises(InvalidInput, match="no known shape"):
            open_file(database(tmp_path / "x.db", "CREATE TABLE other (a)"))
        path = database(tmp_path / "y.db", STORE)
        with pytest.raises(InvalidInput, match="no known shape"):
            open_file(path, "mem0")

    def test_a_view_is_not_looked_at(self, tmp_path: Path) -> None:
        view = "CREATE VIEW store AS SELECT 'a' AS prefix, 'b' AS key, '{}' AS value"
        with pytest.raises(InvalidInput, match="no known shape"):
            open_file(database(tmp_path / "x.db", view))

    def test_damaged(self, tmp_path: Path) -> None:
        whole = database(
            tmp_path / "x.db", STORE, (PUT, [("a", str(n), "{}", None, None) for n in range(500)])
        ).read_bytes()
        (tmp_path / "x.db").write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
        with pytest.raises(InvalidInput, match="can't be read"):
            read(tmp_path / "x.db")

    def test_nothing_is_written(self, tmp_path: Path) -> None:
        path = database(tmp_path / "store.db", STORE, (PUT, [("ana", "k", '{"text": "x"}', None, None)]))
        before = path.read_bytes()
        path.chmod(0o400)
        assert read(path)[1]
        assert (path.read_bytes(), sorted(one.name for one in tmp_path.iterdir())) == (before, ["store.db"])


def test_they_can_be_found_afterwards(run: Run, tmp_path: Path) -> None:
    done = run("import", written(tmp_path, {"results": MEMORIES}), "--json").json
    assert (done["messages"], done["users"]) == (3, {"ana": 2, "bob": 1})
    assert done["files"][0]["format"] == "mem0"
    found = run("search", "Where does she live?", "--user", "ana", "--json").json["hits"]
    assert any("Porto" in hit["text"] for hit in found)
