"""`memos stats` against what is in the store, and the pages of `timeline`, `list` and `history`."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from memos.interfaces.cli.measuring import every_month, parts_of, sparkline
from memos.interfaces.cli.paper import interval
from memos.memory import Memory
from memos.schemas.cube import Interval, Kind, State
from memos.schemas.statistics import Growth, Sizes
from tests.interfaces.tui.ana import USER, Numbers, open_memory, write
from tests.store.making import START, Stopped

Run = Callable[..., Any]


@pytest.fixture
def ana(run: Run, environment: dict[str, str]) -> Run:
    """The command line over the memory of the screens' tests."""
    home = Path(environment["MEMOS_HOME"])
    write(home)
    return lambda *arguments, **how: run(*arguments, "--user", USER, **how)


def rows(environment: dict[str, str], asked: str) -> int:
    with sqlite3.connect(Path(environment["MEMOS_HOME"]) / "memos.db") as connection:
        return int(connection.execute(asked).fetchone()[0])


class TestStats:
    def test_every_number_is_that_of_the_store(self, ana: Run, environment: dict[str, str]) -> None:
        told = ana("stats", "--json").json
        for name, asked in (
            ("messages", "SELECT count(*) FROM messages"),
            ("conversations", "SELECT count(DISTINCT run) FROM messages"),
            ("operations", "SELECT count(*) FROM journal"),
            ("entities", "SELECT count(*) FROM entities"),
            ("edges", "SELECT count(*) FROM edges WHERE ended_seq IS NULL"),
        ):
            assert told[name] == rows(environment, asked), name
        for kind, states in told["cubes"].items():
            for state, count in states.items():
                asked = f"SELECT count(*) FROM cubes WHERE kind = '{kind}' AND state = '{state}'"  # noqa: S608
                assert count == rows(environment, asked)
        assert sum(sum(states.values()) for states in told["cubes"].values()) == rows(
            environment, "SELECT count(*) FROM cubes"
        )

    def test_growth_is_told_by_month(self, ana: Run) -> None:
        growth = ana("stats", "--json").json["growth"]
        assert [month["month"] for month in growth] == ["2023-11", "2024-01", "2024-03", "2024-06", "2024-08"]
        assert [month["heard"] for month in growth] == [month["written"] for month in growth]
        shown = ana("stats").out
        assert "2023-11 to 2024-08" in shown

    def test_sizes_are_those_of_the_files_and_all_tables_together(self, ana: Run, environment: dict[str, str]) -> None:
        sizes = ana("stats", "--json").json["sizes"]
        assert sizes["database"] == (Path(environment["MEMOS_HOME"]) / "memos.db").stat().st_size
        if sizes["tables"]:
            assert sum(sizes["tables"].values()) <= sizes["database"] + sizes["log"]
            assert {"cubes", "journal", "messages", "cube_fts"} <= set(sizes["tables"])

    def test_of_one_and_of_all(self, ana: Run, run: Run) -> None:
        run("add", "I live in Rome.", "--user", "Bea")
        one, other = ana("stats", "--json").json, run("stats", "--user", "Bea", "--json").json
        every = run("stats", "--all", "--json").json
        assert (one["user"], one["users"], every["user"], every["users"]) == (USER, 1, None, 2)
        assert every["messages"] == one["messages"] + other["messages"]
        assert every["operations"] == one["operations"] + other["operations"]
        assert "2 users" in run("stats", "--all").out
        assert run("stats", "--all", "--user", "Bea", "--json", code=65).error["code"] == "invalid_input"

    def test_of_nobody(self, ana: Run, run: Run) -> None:
        assert run("stats", "--user", "Nobody", "--json", code=66).error["code"] == "not_found"


class TestHealth:
    def test_a_vector_that_is_missing_is_counted_until_it_is_there(self, tmp_path: Path) -> None:
        ids = Numbers()
        with open_memory(tmp_path / "home", embedder="none", ids=ids) as memory:
            memory.add("I live in Rome.", user_id="me")
            assert memory.stats("me").index.missing == 0  # there is no model that it could wait for
        with open_memory(tmp_path / "home", ids=ids) as memory:
            memory.reindex(embed=True)
            held = memory.stats("me").index
            assert held.missing == 0
            assert held.embedded == _believed(memory)
        with open_memory(tmp_path / "home", embedder="none", ids=ids) as memory:
            memory.add("I live in Oslo.", user_id="me")
            lacking = memory.stats("me").index
            assert lacking.missing > 0
            assert not lacking.well
            assert memory.stats().index == lacking
            assert memory.stats("me").index.embedded + lacking.missing == _believed(memory)

    def test_what_an_index_could_not_take_is_told(self, tmp_path: Path) -> None:
        with open_memory(tmp_path / "home") as memory:
            memory.add("I live in Rome.", user_id="me")
            space = memory._parts.spaces.open("default", "me")
            num, joined = next(iter(space.cubes.by_num(range(10)).items()))
            for _ in range(5):
                space.feeds.failed("chroma", num, joined.seq, "poison")
            space.feeds.advance("chroma", joined.seq)
            health = memory.stats("me").index
            assert (health.parked, health.retrying) == (1, 0)
            assert health.watermark == joined.seq
            assert health.lag > 0
            assert not health.well

    def test_an_empty_store(self, tmp_path: Path) -> None:
        with open_memory(tmp_path / "home") as memory:
            told = memory.stats()
            assert (told.users, told.messages, told.cubes, told.growth) == (0, 0, {}, ())
            assert told.index.well


def _believed(memory: Memory) -> int:
    cubes = memory.stats().cubes
    return sum(count for kind, states in cubes.items() if kind is not Kind.VAULT for count in states.values()) - sum(
        states.get(State.DELETED, 0) for states in cubes.values()
    )


@pytest.mark.parametrize(
    ("counts", "shown"),
    [([], ""), ([0, 0], "  "), ([1], "█"), ([0, 1, 1000], " ▁█"), ([8, 4, 2, 1], "█▄▂▁")],
)
def test_a_mark_is_as_high_as_its_count_is_large(counts: list[int], shown: str) -> None:
    assert sparkline(counts) == shown


def test_months_in_which_nothing_came_are_marked_too() -> None:
    told = [Growth(month=month, written=1, heard=2) for month in ("2023-11", "2024-02")]
    assert [(one.month, one.heard) for one in every_month(told)] == [
        ("2023-11", 2),
        ("2023-12", 0),
        ("2024-01", 0),
        ("2024-02", 2),
    ]
    assert every_month(told[:1]) == told[:1]


class TestPages:
    @pytest.mark.parametrize("command", ["timeline", "list", "history"])
    def test_pages_put_together_are_the_whole(self, ana: Run, command: str) -> None:
        extra = ("--all",) if command == "list" else ()
        name = {"timeline": "entries", "list": "memories", "history": "operations"}[command]

        def page(limit: int, offset: int) -> list[str]:
            found = ana(command, *extra, "--limit", limit, "--offset", offset, "--json").json[name]
            return [str(one.get("seq") or one["id"]) for one in (found[::-1] if command == "timeline" else found)]

        whole = page(1000, 0)
        assert len(whole) > 12
        assert [one for offset in range(0, len(whole), 5) for one in page(5, offset)] == whole
        assert page(5, len(whole)) == []

    @pytest.mark.parametrize("command", ["timeline", "list"])
    def test_whether_there_is_more_is_told(self, ana: Run, command: str) -> None:
        name = {"timeline": "entries", "list": "memories"}[command]
        many = len(ana(command, "--limit", 1000, "--json").json[name])
        for limit, more in ((many - 1, True), (many, False), (many + 1, False)):
            assert ana(command, "--limit", limit, "--json").json["more"] is more
            assert ("--offset" in ana(command, "--limit", limit).out) is more

    def test_a_timeline_between_two_days(self, ana: Run) -> None:
        def told(*arguments: object) -> set[str]:
            return {one["text"] for one in ana("timeline", *arguments, "--json").json["entries"]}

        spring = told("--since", "2024-01-20T18:30:00Z", "--until", "2024-06-02T18:30:00Z")
        assert "Ana is allergic to peanuts." in spring
        assert "Ana loves surfing." in spring  # it began at that very moment
        assert "Ana lives in Porto." not in spring  # and this one at the end
        assert told("--until", "2024-01-20") | spring | told("--since", "2024-06-02T18:30:00Z") == told()
        assert ana("timeline", "--since", "soon", "--json", code=65).error["code"] == "invalid_input"

    def test_a_name_is_found_in_whatever_case(self, ana: Run) -> None:
        assert all("Maya" in one["text"] for one in ana("timeline", "--about", " mAYA ", "--json").json["entries"])
        assert ana("timeline", "--about", "maya", "--json").json["entries"]

    def test_an_id_is_found_by_its_beginning_and_its_end(self, ana: Run) -> None:
        assert ana("show", "id-00000002", "--json").json["cube"]["id"] == "id-00000002"
        assert ana("show", "…00000002", "--json").json["cube"]["id"] == "id-00000002"
        assert "fits" in ana("show", "id-0000000", "--json", code=65).error["message"]
        assert ana("show", "0000000", "--json", code=66).error["code"] == "not_found"
        assert ana("why", "%%%%%%", "--json", code=66).error["code"] == "not_found"


def test_a_clock_that_stands_still_makes_one_month(tmp_path: Path) -> None:
    with open_memory(tmp_path / "home", clock=Stopped(START)) as memory:
        memory.add("I live in Rome.", user_id="me")
        [month] = memory.stats("me").growth
        assert month.month == f"{START:%Y-%m}"


class TestPaper:
    def test_the_rows_add_up_to_the_file(self) -> None:
        sizes = Sizes(database=100, log=5, chroma=0, tables={"journal": 60, "sqlite_schema": 8, "cubes": 20})
        assert parts_of(sizes) == [("journal", 60), ("cubes", 20), ("other", 20)]
        assert parts_of(Sizes(database=100, log=5, chroma=0, tables={})) == []

    def test_sizes_are_told_once(self, ana: Run) -> None:
        shown = ana("stats").out
        assert "sqlite_" not in shown
        assert "  other" in shown
        assert shown.count("on the disk") == 1

    def test_an_empty_store_has_no_users_and_says_so(
        self, tmp_path: Path, run: Run, environment: dict[str, str]
    ) -> None:
        with open_memory(Path(environment["MEMOS_HOME"])):
            pass
        assert "Nothing is remembered here yet" in run("list", "--users").out
        assert run("list", "--users", "--json").json == {"users": []}

    def test_options_are_refused_by_their_own_names(self, ana: Run) -> None:
        assert "--kind is 'foo'" in ana("list", "--kind", "foo", code=65).err
        assert "--state is 'bar'" in ana("list", "--state", "bar", code=65).err

    @pytest.mark.parametrize(
        ("columns", "least", "most"),
        [("80", 60, 80), ("120", 100, 120), ("19", 121, 160), ("x", 121, 160), ("", 121, 160)],
    )
    def test_a_pipe_is_as_wide_as_it_is_told(
        self, ana: Run, environment: dict[str, str], columns: str, least: int, most: int
    ) -> None:
        memos = Path(sys.executable).with_name("memos")
        told = {**os.environ, **environment, "COLUMNS": columns}
        for command in (("list", "--all", "-n", "200"), ("history",)):
            done = subprocess.run(
                [memos, *command, "--user", USER], env=told, capture_output=True, text=True, check=True, timeout=60
            )
            assert least <= max(map(len, done.stdout.splitlines())) <= most

    def test_a_session_that_ends_at_midnight_ends_on_that_day(self) -> None:
        start, end = datetime(2024, 1, 1, 9, tzinfo=UTC), datetime(2024, 2, 1, tzinfo=UTC)
        assert interval(Interval(start=start, end=end), closed=True) == "2024-01-01 to 2024-02-01"
        assert interval(Interval(start=start, end=end)) == "2024-01-01 to 2024-01-31"
        assert interval(Interval(start=end, end=end), closed=True) == "2024-02-01"

    def test_the_way_to_begin_fits_eighty_columns(self, run: Run, tmp_path: Path) -> None:
        error = run("list", "--home", tmp_path / "none", code=66).err
        assert all(len(line) <= 80 for line in error.splitlines()[1:])
