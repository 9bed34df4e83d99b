"""Contents: a text once in the store, reached through those who hold it, and gone with the last of them."""

from __future__ import annotations

from memos.schemas.value import digest
from memos.store import contents
from memos.store.contents import Holding
from memos.store.db import Database
from memos.store.space import Space, Spaces
from tests.store.making import START

TEXT = "We go to Porto in May. " * 50


def hold(database: Database, space: Space, document: str, bytes_: str = "b1", text: str = TEXT) -> None:
    with database.write() as connection:
        contents.hold(connection, space.key, Holding(document, bytes_, text), START)


def count(database: Database, table: str) -> int:
    with database.read() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608


def test_a_text_is_kept_once_compressed_and_read_by_its_holders_alone(database: Database) -> None:
    ana, bo = (Spaces(database).open("default", user) for user in ("ana", "bo"))
    hold(database, ana, "d1")
    hold(database, ana, "d1")
    hold(database, bo, "d2")
    assert (count(database, "contents"), count(database, "holdings")) == (1, 2)
    assert ana.contents.text("d1", "b1") == bo.contents.text("d2", "b1") == TEXT
    assert ana.contents.text("d2", "b1") is None
    assert (ana.contents.documents("b1"), bo.contents.documents("b1"), bo.contents.documents("b2")) == (
        ["d1"],
        ["d2"],
        [],
    )
    with database.read() as connection:
        [(key, size)] = connection.exec_driver_sql("SELECT digest, length(text) FROM contents").all()
    assert key == digest(TEXT)
    assert size < len(TEXT) // 2


def test_what_nobody_holds_any_more_goes(database: Database) -> None:
    ana, bo = (Spaces(database).open("default", user) for user in ("ana", "bo"))
    hold(database, ana, "d1")
    hold(database, ana, "d1", "b2", "changed")
    hold(database, ana, "d3", "b3", "another")
    hold(database, bo, "d2")
    with database.write() as connection:
        assert contents.let_go(connection, ana.key, ["d1"]) == 1
    assert ana.contents.text("d1", "b2") is None
    assert ana.contents.text("d3", "b3") == "another"
    assert bo.contents.text("d2", "b1") == TEXT
    with database.write() as connection:
        assert contents.let_go(connection, ana.key) == 1
        assert contents.let_go(connection, bo.key) == 1
    assert (count(database, "contents"), count(database, "holdings")) == (0, 0)
