"""Adds, updates, deletes, undos and reopenings in any order, against a model of plain dicts."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from memos.errors import Conflict
from memos.schemas.cube import MemCube, State
from memos.store.db import Database
from memos.store.space import Space, Spaces
from tests.store.making import Counting, Stopped, add, cube, delete, lives_in, receive, said, same, update

CITIES = st.sampled_from(["Lisbon", "Porto", "Faro"])


class Memories(RuleBasedStateMachine):
    """`model` holds what each cube should say and in which state; `undoable` what each commit should bring back."""

    cubes = Bundle("cubes")

    @initialize()
    def begin(self) -> None:
        self.directory = Path(tempfile.mkdtemp())
        self.clock = Stopped()
        self.model: dict[str, tuple[State, str, int]] = {}
        self.versions = 0
        self.undoable: dict[str, dict[str, Any]] = {}
        self.open()
        receive(self.space, "one", "two", op_id="said")

    def open(self) -> None:
        self.database = Database.open(self.directory, clock=self.clock, ids=Counting(), durability="fast")
        self.space: Space = Spaces(self.database).open("default", "ana")

    @rule()
    def reopen(self) -> None:
        before = self.space.journal.state_hash()
        self.database.close()
        self.open()
        assert self.space.journal.state_hash() == before

    @rule(target=cubes, texts=st.lists(CITIES, min_size=1, max_size=3), spoken=st.booleans())
    def add_cubes(self, texts: list[str], spoken: bool) -> Any:
        op_id, first = self.next_op(), len(self.model)
        new = [
            cube(f"c{first + n}", said(text) if spoken else lives_in(text), [f"m{n % 2 + 1}"])
            for n, text in enumerate(texts)
        ]
        self.commit(op_id, [add(one) for one in new], {one.id: (State.ACTIVE, one.text, 1) for one in new})
        return multiple(*(one.id for one in new))

    @rule(cube_id=cubes, text=CITIES, stale=st.booleans())
    def update_cube(self, cube_id: str, text: str, stale: bool) -> None:
        held = self.held(cube_id)
        payload = said(text) if held.payload.kind == "episodic" else lives_in(text)
        operation = update(held, payload)
        if stale:
            operation = operation.model_copy(update={"base_version": held.version - 1})
            with pytest.raises(Conflict):
                self.space.journal.commit(self.next_op(), [operation])
            return
        state = self.model[cube_id][0]
        self.commit(self.next_op(), [operation], {cube_id: (state, payload.render(), held.version + 1)})

    @rule(cube_id=cubes)
    def delete_cube(self, cube_id: str) -> None:
        held = self.held(cube_id)
        if held.state is State.DELETED:
            with pytest.raises(Conflict):
                self.space.journal.commit(self.next_op(), [delete(held)])
            return
        self.commit(self.next_op(), [delete(held)], {cube_id: (State.DELETED, held.text, held.version + 1)})

    @rule(cube_id=cubes, message=st.sampled_from(["m1", "m2"]))
    def hear_again(self, cube_id: str, message: str) -> None:
        held = self.held(cube_id)
        known = message in held.provenance.message_ids
        if held.state is State.DELETED and not known:
            return
        after = (held.state, held.text, held.version + (not known))
        self.commit(self.next_op(), [same(cube_id, message)], {cube_id: after} if not known else {})

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        if not self.undoable:
            return
        op_id = data.draw(st.sampled_from(sorted(self.undoable)))
        before = self.undoable[op_id]
        whole = {cube_id: self.held(cube_id) for cube_id in before}
        touched = {entry.cube_id for entry in self.space.journal.of_op(op_id)}
        assert touched == set(before)
        try:
            self.space.journal.undo(op_id, by="owner")
        except Conflict:
            assert {cube_id: self.held(cube_id) for cube_id in before} == whole
            return
        del self.undoable[op_id]
        self.undoable[f"undo:{op_id}"] = {cube_id: self.model[cube_id] for cube_id in before}
        for cube_id, was in before.items():
            state, text = (State.DELETED, whole[cube_id].text) if was is None else was[:2]
            self.model[cube_id] = (state, text, self.held(cube_id).version)
            assert self.held(cube_id).version > whole[cube_id].version

    @rule()
    def time_goes_by(self) -> None:
        self.clock.move(hours=1)

    def next_op(self) -> str:
        self.versions += 1
        return f"op{self.versions}"

    def held(self, cube_id: str) -> MemCube:
        (one,) = self.space.cubes.get([cube_id])
        return one

    def commit(self, op_id: str, operations: list[Any], after: dict[str, tuple[State, str, int]]) -> None:
        entries = self.space.journal.commit(op_id, operations)
        assert self.space.journal.commit(op_id, operations) == entries
        if after:
            self.undoable[op_id] = {cube_id: self.model.get(cube_id) for cube_id in after}
        self.model.update(after)

    @invariant()
    def cubes_are_as_they_should_be(self) -> None:
        if not hasattr(self, "space"):
            return
        held = {one.id: (one.state, one.text, one.version) for one in self.space.cubes.list(states=list(State))}
        assert held == self.model

    @invariant()
    def journal_and_cubes_agree(self) -> None:
        if not hasattr(self, "space"):
            return
        entries = self.space.journal.entries()
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        assert self.space.cubes.list(as_of=self.clock.now(), states=list(State)) == self.space.cubes.list(
            states=list(State)
        )
        for cube_id in self.model:
            versions = [version.cube.version for version in self.space.cubes.history(cube_id)]
            assert versions == list(range(1, self.model[cube_id][2] + 1))

    @invariant()
    def what_is_searched_is_what_is_there(self) -> None:
        if not hasattr(self, "space"):
            return
        with self.database.read() as connection:
            words = dict(connection.exec_driver_sql("SELECT rowid, text FROM cube_fts").all())
            lone = connection.exec_driver_sql("SELECT count(*) FROM sources WHERE cube NOT IN (SELECT num FROM cubes)")
            assert lone.scalar_one() == 0
        nums = self.space.cubes.nums(self.model)
        there = {nums[id_]: text for id_, (state, text, _) in self.model.items() if state is not State.DELETED}
        assert words == there

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            shutil.rmtree(self.directory)


Memories.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None, derandomize=True)
TestMemories = Memories.TestCase
