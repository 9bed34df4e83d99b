from __future__ import annotations

from memos.schemas.cube import State
from memos.schemas.scope import Scope
from memos.store.db import Database
from memos.store.space import Space, Spaces
from tests.store.making import add, cube, delete, lives_in, receive, said, secret, update


def rows(database: Database) -> dict[int, tuple[str, str, list[str]]]:
    with database.read() as connection:
        found = connection.exec_driver_sql('SELECT rowid, space, text, "window" FROM cube_fts').all()
    return {num: (space, text, window.split("\n") if window else []) for num, space, text, window in found}


def windows(database: Database) -> list[list[str]]:
    return [[line.removeprefix("Ana: ") for line in window] for _, _, window in rows(database).values()]


def say(space: Space, *words: str, op_id: str, first: int, run: str = "s1") -> None:
    receive(space, *words, op_id=op_id, run=run, first=first)
    scope = Scope(user="ana", run=run)
    cubes = [cube(f"u{first + n}", said(word), [f"m{first + n}"], scope) for n, word in enumerate(words)]
    space.journal.commit(op_id, [add(one) for one in cubes], settles=True)


def test_a_window_reaches_two_utterances_to_either_side(space: Space, database: Database) -> None:
    say(space, "a", "b", "c", "d", op_id="1", first=1)
    say(space, "e", op_id="2", first=5)
    assert windows(database) == [
        ["a", "b", "c"],
        ["a", "b", "c", "d"],
        ["a", "b", "c", "d", "e"],
        ["b", "c", "d", "e"],
        ["c", "d", "e"],
    ]


def test_windows_follow_what_changes(space: Space, database: Database) -> None:
    say(space, "a", "b", "c", "d", op_id="1", first=1)
    (second,) = space.cubes.get(["u2"])
    space.journal.commit("2", [update(second, said("B"))])
    assert windows(database) == [["a", "B", "c"], ["a", "B", "c", "d"], ["a", "B", "c", "d"], ["B", "c", "d"]]
    space.journal.commit("3", [delete(space.cubes.get(["u2"])[0])])
    assert windows(database) == [["a", "c"], ["a", "c", "d"], ["c", "d"]]
    space.journal.undo("3", by="owner")
    space.journal.undo("2", by="owner")
    assert sorted(windows(database)) == [["a", "b", "c"], ["a", "b", "c", "d"], ["a", "b", "c", "d"], ["b", "c", "d"]]


def test_windows_stay_within_their_run_and_space(space: Space, database: Database) -> None:
    say(space, "a", op_id="1", first=1)
    say(space, "x", op_id="2", first=2, run="s2")
    say(space, "b", op_id="3", first=3)
    ben = Spaces(database).open("default", "ben")
    receive(ben, "y", op_id="4")
    ben.journal.commit("4", [add(cube("u1", said("y"), scope=Scope(user="ben", run="s1")))], settles=True)
    assert windows(database) == [["a", "b"], ["x"], ["a", "b"], ["y"]]
    assert [space for space, _, _ in rows(database).values()] == ["s1", "s1", "s1", "s2"]


def test_only_utterances_have_windows_and_the_vault_shows_its_label_alone(space: Space, database: Database) -> None:
    receive(space, "hello", op_id="said")
    space.journal.commit("a", [add(cube("c1", lives_in("Lisbon"))), add(cube("c2", secret("router password")))])
    assert rows(database) == {1: ("s1", "Ana lives in Lisbon.", []), 2: ("s1", "router password", [])}


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
