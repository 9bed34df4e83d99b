from __future__ import annotations

from memos.schemas.cube import State
from memos.schemas.scope import Scope
from memos.store.db import Database
from memos.store.space import Space, Spaces
from tests.store.making import add, cube, delete, lives_in, receive, said, secret, update


def rows(database: Database) -> dict[int, tuple[str, str]]:
    with database.read() as connection:
        found = connection.exec_driver_sql("SELECT rowid, space, text FROM cube_fts ORDER BY rowid").all()
    return {num: (space, text) for num, space, text in found}


def test_words_follow_what_changes(space: Space, database: Database) -> None:
    receive(space, "a", "b", op_id="1")
    space.journal.commit("1", [add(cube("u1", said("a"), ["m1"])), add(cube("u2", said("b"), ["m2"]))], settles=True)
    (second,) = space.cubes.get(["u2"])
    space.journal.commit("2", [update(second, said("B"))])
    assert rows(database) == {1: ("s1", "Ana: a"), 2: ("s1", "Ana: B")}
    space.journal.commit("3", [delete(space.cubes.get(["u2"])[0])])
    assert rows(database) == {1: ("s1", "Ana: a")}
    space.journal.undo("3", by="owner")
    space.journal.undo("2", by="owner")
    assert rows(database) == {1: ("s1", "Ana: a"), 2: ("s1", "Ana: b")}


def test_every_row_is_marked_with_its_space(space: Space, database: Database) -> None:
    receive(space, "a", op_id="1")
    space.journal.commit("1", [add(cube("u1", said("a")))], settles=True)
    ben = Spaces(database).open("default", "ben")
    receive(ben, "y", op_id="4")
    ben.journal.commit("4", [add(cube("u1", said("y"), scope=Scope(user="ben", run="s1")))], settles=True)
    assert [token for token, _ in rows(database).values()] == ["s1", "s2"]


def test_the_vault_shows_its_label_alone(space: Space, database: Database) -> None:
    receive(space, "hello", op_id="said")
    space.journal.commit("a", [add(cube("c1", lives_in("Lisbon"))), add(cube("c2", secret("router password")))])
    assert rows(database) == {1: ("s1", "Ana lives in Lisbon."), 2: ("s1", "router password")}


def test_what_is_deleted_or_in_quarantine_is_not_found(space: Space, database: Database) -> None:
    receive(space, "hello", op_id="said")
    held = cube("c1", lives_in("Lisbon"), state=State.QUARANTINED)
    space.journal.commit("a", [add(held), add(cube("c2", lives_in("Porto")))])
    assert list(rows(database)) == [2]
    space.journal.commit("b", [update(held, state=State.ACTIVE), delete(space.cubes.get(["c2"])[0])])
    assert list(rows(database)) == [1]
    space.journal.commit("c", [update(space.cubes.get(["c1"])[0], state=State.SUPERSEDED)])
    assert list(rows(database)) == [1]


def test_words_are_found_by_stem_and_counted(space: Space, database: Database) -> None:
    receive(space, "hello", op_id="said")
    space.journal.commit("a", [add(cube("c1", said("Running in the café"))), add(cube("c2", said("she runs")))])
    with database.read() as connection:
        found = connection.exec_driver_sql("""SELECT rowid FROM cube_fts WHERE cube_fts MATCH '{text}: (run)'""").all()
        vocabulary = dict(connection.exec_driver_sql("SELECT term, doc FROM cube_vocab").all())
        connection.exec_driver_sql("SELECT * FROM cube_fts WHERE cube_fts MATCH '{text}: (cafe)'").one()
    assert [num for (num,) in found] == [1, 2]
    assert vocabulary["run"] == 2
