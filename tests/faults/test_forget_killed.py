"""The process dies at every stage of a forgetting: what opens the store next goes on with it, or nothing has happened."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from memos import Memory
from memos.bootstrap import assemble
from memos.errors import StoreFull
from memos.index.shadows import Shadows
from memos.kernel.forgetting import forget
from memos.kernel.parts import Parts
from memos.schemas.forgetting import Target
from memos.schemas.scope import Scope
from memos.settings import Settings
from memos.store.db import Database, Faults, no_faults
from memos.store.space import Spaces
from tests.flows.forgetting import BAKERY, FLAT, check_whole, files_with, space_of, tell, texts
from tests.store.making import DIED, Counting, Nth, Stopped, die, fail, in_children

ANA = Scope(user="ana")
SESSION = Target(what="session", name="s2")
WHOLE = Target(what="user", name="")
CANARIES = (FLAT.encode(), BAKERY.encode())


def opened(home: Path, faults: Faults = no_faults) -> Parts:
    """The parts of a memory on a database that fails on purpose."""
    settings = Settings(home=home, cache=home, key_file=home / "key", embedder="hash", durability="fast")
    clock, ids = Stopped(), Counting("again")
    parts = assemble(settings, clock=clock, ids=ids)
    parts.close()
    database = Database.open(home, clock=clock, ids=ids, durability="fast", faults=faults)
    return replace(parts, database=database, spaces=Spaces(database), shadows=Shadows.of(database))


def open_memory(home: Path) -> Memory:
    return Memory.open(home, embedder="hash", durability="fast", key_file=home / "key")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which Ana has told of three days, and Ben of something else."""
    home = tmp_path_factory.mktemp("told")
    with open_memory(home) as memory:
        tell(memory)
        memory.add("I live in Faro and like the sea.", user_id="ben", run_id="b")
    return home


def steps_of(told: Path, home: Path, target: Target) -> list[str]:
    """The durable steps of an undisturbed forgetting."""
    shutil.copytree(told, home)
    counting = Nth(0, die)
    parts = opened(home, counting)
    begun = len(counting.seen)
    done = forget.forget(parts, ANA, target)
    assert done.stage == "done", done
    steps = counting.seen[begun:]
    parts.close()
    return [*([""] * begun), *steps]


def chosen(steps: list[str], every: int) -> list[int]:
    """Every commit and checkpoint, before and after, and some of the statements between."""
    durable = [n for n, step in enumerate(steps, 1) if "COMMIT" in step or "wal_checkpoint" in step]
    between = [n for n, step in enumerate(steps, 1) if step.startswith("after") and n not in durable]
    return sorted({*durable, *between[::every]})


def check_gone_or_untouched(home: Path, target: Target, before: dict[str, str]) -> str:
    """Opens the store as anybody would; says which of the two it is."""
    with open_memory(home) as memory:
        assert space_of(memory, "ben").journal.state_hash() == before["ben"]
        check_whole(memory)
        untouched = "ana" in memory.users() and space_of(memory).journal.state_hash() == before["ana"]
        if not untouched and target.what == "user":
            assert memory.users() == ["ben"]
        elif not untouched:
            assert not any(FLAT in text or BAKERY in text for text in texts(memory))
            assert memory.messages(["m1", "m2", "m5", "m6"], user_id="ana").__len__() == 4
        if not untouched:
            assert files_with(home, *CANARIES) == []
        proven = memory.resume_forgetting()
        assert all((one.stage, one.resumed, one.scan and one.scan.hits) == ("done", True, 0) for one in proven)
        assert memory.resume_forgetting() == [], "it is told of once"
    return "untouched" if untouched else "gone"


def hashes(home: Path) -> dict[str, str]:
    with open_memory(home) as memory:
        return {user: space_of(memory, user).journal.state_hash() for user in memory.users()}


def dies_and_is_finished(told: Path, home: Path, n: int, target: Target, before: dict[str, str]) -> str:
    shutil.copytree(told, home)

    def work() -> str:
        forget.forget(opened(home, Nth(n, die)), ANA, target)
        return "alive"

    assert in_children(work) == [(DIED, "")], f"step {n}"
    verdict = check_gone_or_untouched(home, target, before)
    shutil.rmtree(home)
    return verdict


@pytest.mark.timeout(400)
def test_killed_at_the_durable_steps_it_is_whole_or_not_begun(told: Path, tmp_path: Path) -> None:
    before = hashes(told)
    steps = steps_of(told, tmp_path / "undisturbed", SESSION)
    tried = chosen(steps, 24)
    assert len(tried) > 15
    verdicts = [dies_and_is_finished(told, tmp_path / str(n), n, SESSION, before) for n in tried]
    assert verdicts == sorted(verdicts, reverse=True), "once begun, it is not lost again"
    assert {"untouched", "gone"} == set(verdicts)


@pytest.mark.timeout(400)
def test_killed_while_a_user_goes(told: Path, tmp_path: Path) -> None:
    before = hashes(told)
    steps = steps_of(told, tmp_path / "undisturbed", WHOLE)
    verdicts = [dies_and_is_finished(told, tmp_path / str(n), n, WHOLE, before) for n in chosen(steps, 60)]
    assert verdicts == sorted(verdicts, reverse=True)


@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_killed_at_every_step(told: Path, tmp_path: Path) -> None:
    before = hashes(told)
    for target in (SESSION, WHOLE):
        steps = steps_of(told, tmp_path / f"undisturbed-{target.what}", target)
        for n in chosen(steps, 1):
            dies_and_is_finished(told, tmp_path / str(n), n, target, before)


def test_killed_while_the_files_are_searched(told: Path, tmp_path: Path) -> None:
    before = hashes(told)
    for stage in ("Merging", "Emptying", "Searching"):
        home = tmp_path / stage
        shutil.copytree(told, home)

        def die_at(what: str, _done: int, _total: int, stage: str = stage) -> None:
            if what.startswith(stage):
                die()

        def work(home: Path = home, report: forget.Report = die_at) -> str:
            forget.forget(opened(home), ANA, SESSION, report=report)
            return "alive"

        assert in_children(work) == [(DIED, "")]
        assert check_gone_or_untouched(home, SESSION, before) == "gone"


def test_a_step_that_fails_is_told_and_the_same_store_goes_on(told: Path, tmp_path: Path) -> None:
    """Before the rows are erased an error is raised and nothing is applied; afterwards the rest is pending, and says why."""
    steps = steps_of(told, tmp_path / "undisturbed", SESSION)
    commits = [n for n, step in enumerate(steps, 1) if step == "before COMMIT"]
    for n in commits:
        home = tmp_path / str(n)
        shutil.copytree(told, home)
        fault = Nth(n, fail)
        parts = opened(home, fault)
        try:
            done = forget.forget(parts, ANA, SESSION)
            assert done.stage == "done" or "full" in done.pending
        except StoreFull:
            space = parts.space(ANA)
            assert any(BAKERY in cube.text for cube in space.cubes.list())
        fault.left = 0
        forget.resume(parts)
        assert forget.unfinished(parts) == 0
        parts.close()
