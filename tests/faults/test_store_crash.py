"""The process dies, or a step fails, around every single write: what was acknowledged is whole, and a retry heals."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from memos.errors import Conflict, StoreFull
from memos.schemas.cube import Edge, EdgeType, Entity
from memos.schemas.message import Message
from memos.store.db import Database, Faults, no_faults
from memos.store.space import Space, Spaces
from tests.store.making import (
    ANA,
    DIED,
    Counting,
    Nth,
    Stopped,
    add,
    cube,
    delete,
    die,
    fail,
    in_children,
    job,
    lives_in,
    said,
    same,
    secret,
    update,
)

VECTOR = np.eye(1, 4, dtype=np.float32)


def open_store(directory: Path, faults: Faults = no_faults) -> tuple[Database, Space]:
    database = Database.open(directory, clock=Stopped(), ids=Counting(), durability="fast", faults=faults)
    return database, Spaces(database).open("default", "ana")


def receive_it(space: Space) -> None:
    messages = [Message(id="m1", content="I moved to Lisbon."), Message(id="m2", content="the password is [h]")]
    space.messages.receive("op", ANA, messages, [add(cube("v1", secret(), ["m2"]))], "hash")


def settle_it(space: Space) -> None:
    home = add(
        cube("c1", lives_in("Lisbon")),
        entities=(Entity(name="Ana", type="person"),),
        edges=(Edge(source="c1", target="c2", type=EdgeType.DERIVED_FROM),),
    )
    words = add(cube("c2", said("I moved to Lisbon.")))
    space.journal.commit("op", [home, words], settles=True, vectors={"c1": VECTOR, "c2": VECTOR}, fingerprint="model")


def correct_it(space: Space) -> None:
    new = cube("c1", lives_in("Lisbon"))
    space.journal.commit("fix", [update(new, lives_in("Porto")), same("c2", "m2"), add(cube("c3", job("baker")))])


def delete_it(space: Space) -> None:
    space.journal.commit("gone", [delete(cube("c3", job("baker")))])


def undo_it(space: Space) -> None:
    try:
        space.journal.undo("gone", by="owner")
    except Conflict as error:
        if "undone already" not in str(error):
            raise


STEPS: dict[str, Callable[[Space], None]] = {
    "op": receive_it,
    "settled": settle_it,
    "fix": correct_it,
    "gone": delete_it,
    "undo:gone": undo_it,
}
ENTRIES = {"op": (0, 1, 3), "fix": (0, 3), "gone": (0, 1), "undo:gone": (0, 1)}


def run(space: Space) -> str:
    for step in STEPS.values():
        step(space)
    entries = [(entry.op_id, entry.event, entry.cube_id, entry.version) for entry in space.journal.entries()]
    return f"{space.journal.state_hash()} {entries} {space.messages.count()} {space.graph.edges().__len__()}"


def check_whole(database: Database, space: Space) -> None:
    """No half operation, and nothing that hangs in the air."""
    for op_id, counts in ENTRIES.items():
        assert len(space.journal.of_op(op_id)) in counts
    exchange = space.exchanges.get("op")
    entries = len(space.journal.of_op("op"))
    assert entries == (0 if exchange is None else 3 if exchange.settled else 1)
    assert space.messages.count() == (0 if exchange is None else 2)
    for one in space.cubes.list():
        assert [version.cube.version for version in space.cubes.history(one.id)] == list(range(1, one.version + 1))
    with database.read() as connection:

        def count(what: str) -> int:
            return int(connection.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar_one())  # noqa: S608

        assert count("cube_fts") == count("cubes WHERE state = 'active'")
        assert count("embeddings") == (2 if entries == 3 else 0)
        assert count("edges") == (2 if entries == 3 else 0)
        assert count("sources WHERE cube NOT IN (SELECT num FROM cubes)") == 0
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that has just been made."""
    directory = tmp_path_factory.mktemp("made")
    open_store(directory)[0].close()
    return directory


@pytest.fixture(scope="module")
def undisturbed(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str]]:
    """What an undisturbed run comes to, and its steps."""
    directory = tmp_path_factory.mktemp("undisturbed") / "store"
    shutil.copytree(made, directory)
    counting = Nth(0, die)
    database, space = open_store(directory, counting)
    ends = run(space)
    database.close()
    return ends, counting.seen


def dies_and_heals(directory: Path, n: int, ends: str) -> None:
    def work() -> str:
        database, space = open_store(directory, Nth(n, die))
        run(space)
        database.close()
        return "alive"

    assert in_children(work) == [(DIED, "")], f"step {n}"
    database, space = open_store(directory)
    check_whole(database, space)
    assert run(space) == ends, f"step {n}"
    check_whole(database, space)
    database.close()
    shutil.rmtree(directory)


def test_the_process_dies_at_every_step(made: Path, undisturbed: tuple[str, list[str]], tmp_path: Path) -> None:
    """Between "after" one step and "before" the next nothing is written, so one of them is tried; of a COMMIT both."""
    ends, steps = undisturbed
    tried = [n for n, step in enumerate(steps, 1) if step.startswith("after") or "COMMIT" in step]
    assert len(tried) > 50
    for n in tried:
        shutil.copytree(made, tmp_path / str(n))
        dies_and_heals(tmp_path / str(n), n, ends)


def test_the_process_dies_while_the_store_is_made(undisturbed: tuple[str, list[str]], tmp_path: Path) -> None:
    counting = Nth(0, die)
    open_store(tmp_path / "whole", counting)[0].close()
    for n in range(1, len(counting.seen), 7):
        dies_and_heals(tmp_path / str(n), n, undisturbed[0])


def test_every_step_fails_once(made: Path, undisturbed: tuple[str, list[str]], tmp_path: Path) -> None:
    """A step that fails is told, changes nothing (or all, when it was the commit), and the same store goes on."""
    ends, steps = undisturbed
    opening = next(n for n, step in enumerate(steps) if "exchanges" in step)
    for n in range(opening, len(steps)):
        shutil.copytree(made, tmp_path / str(n))
        fault = Nth(n, fail)
        database, space = open_store(tmp_path / str(n), fault)
        for step in STEPS.values():
            try:
                step(space)
            except StoreFull:
                check_whole(database, space)
                step(space)
        fault.left = 0
        assert run(space) == ends
        check_whole(database, space)
        database.close()
        shutil.rmtree(tmp_path / str(n))


def test_a_power_cut_leaves_a_prefix(tmp_path: Path) -> None:
    """The log is cut at frames, and a byte beside: what opens is whole, nothing later is there without the earlier."""
    database, space = open_store(tmp_path / "live")
    for step in STEPS.values():
        step(space)
    log = (tmp_path / "live" / "memos.db-wal").read_bytes()
    (tmp_path / "image").mkdir()
    shutil.copy(tmp_path / "live" / "memos.db", tmp_path / "image" / "memos.db")
    database.close()
    frame = 24 + 4096
    cuts = [cut for at in range(32, len(log) + 1, frame) for cut in (at - 1, at, at + 1)][::5]
    for cut in cuts:
        directory = tmp_path / "cut"
        shutil.copytree(tmp_path / "image", directory)
        (directory / "memos.db-wal").write_bytes(log[: max(cut, 0)])
        again, held = open_store(directory)
        check_whole(again, held)
        there = [bool(held.exchanges.get("op")), *(bool(held.journal.of_op(op)) for op in ("fix", "gone", "undo:gone"))]
        assert there == sorted(there, reverse=True)
        again.close()
        shutil.rmtree(directory)
