"""Documents name things as messages do: a question that needs two of them is led from the first to the second."""

from __future__ import annotations

from pathlib import Path

import pytest

from memos import Memory
from memos.schemas.cube import ABOUT, EdgeType, Kind
from memos.schemas.query import Hit

_PEOPLE = [
    "Aldo Marsh",
    "Bettina Crane",
    "Corin Hale",
    "Dora Finch",
    "Edgar Stone",
    "Flora Lund",
    "Gregor Pike",
    "Hilda Bloom",
]
_TOWNS = ["Ashby", "Brodal", "Calder", "Dunmore", "Esker", "Farrow", "Glenby", "Harsted"]


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def fill(memory: Memory, folder: Path) -> None:
    """The author of a novel, and her village, each in a document of its own, among others of people and where they were born."""
    novel = "# The Silver Orchard\n\nThe Silver Orchard is a novel of four hundred pages. It was written by Hanna Veldt over six years.\n"
    author = "# Hanna Veldt\n\nHanna Veldt was born in Torsvik, where her mother kept a shop near the quay.\n"
    memory.add_resource(write(folder, "novel.md", novel), user_id="ana")
    memory.add_resource(write(folder, "author.md", author), user_id="ana")
    for person, town in zip(_PEOPLE, _TOWNS, strict=True):
        text = f"# {person}\n\n{person} was born in {town}, where the days are long and everybody knows everybody.\n"
        memory.add_resource(write(folder, f"{town}.md", text), user_id="ana")


def chunk_of(memory: Memory, words: str, question: str) -> tuple[int, Hit]:
    """The place of the piece of a document that has these words, and the hit."""
    found = memory.search(question, user_id="ana", kinds=["resource"], limit=30, explain=True)
    pieces = [hit for hit in found.hits if "document" in hit.cube.metadata]
    return next((place, hit) for place, hit in enumerate(pieces, 1) if words in hit.cube.text)


def test_the_second_hop_is_found_in_another_document(memory: Memory, tmp_path: Path) -> None:
    fill(memory, tmp_path)
    question = "In which village was the author of The Silver Orchard born?"
    place, hit = chunk_of(memory, "Torsvik", question)
    assert hit.features["graph"] > 0
    assert hit.features["joined"] > 0
    assert place <= 3


def test_a_piece_has_edges_to_what_it_names_and_what_it_is_about(memory: Memory, tmp_path: Path) -> None:
    fill(memory, tmp_path)
    _, hit = chunk_of(memory, "written by Hanna Veldt", "Who wrote The Silver Orchard?")
    assert {"Hanna Veldt", "The Silver Orchard"} <= set(hit.cube.entities)
    around = memory.graph(user_id="ana", around=hit.cube.id, types=[EdgeType.MENTIONS])
    weights = {link.target: link.weight for link in around.links}
    assert weights["entity:the silver orchard"] == ABOUT
    assert weights["entity:hanna veldt"] == 1


@pytest.mark.parametrize("name", ["names.py", "names.csv"])
def test_code_and_tables_name_nothing(memory: Memory, tmp_path: Path, name: str) -> None:
    rows = "person,town\n" + "".join(f"{person},{town}\n" for person, town in zip(_PEOPLE, _TOWNS, strict=True))
    text = rows if name.endswith("csv") else f'"""Hanna Veldt wrote this in Torsvik."""\n\nPEOPLE = {_PEOPLE}\n'
    memory.add_resource(write(tmp_path, name, text), user_id="ana")
    assert all(not cube.entities for cube in memory.get_all(user_id="ana", kinds=[Kind.RESOURCE.value]))


def mentioned(memory: Memory, cube_id: str) -> dict[str, float]:
    links = memory.graph(user_id="ana", around=cube_id, types=[EdgeType.MENTIONS]).links
    return {link.target: link.weight for link in links if link.source == cube_id}


def test_read_anew_a_piece_names_what_it_names_now_and_undone_what_it_named(memory: Memory, tmp_path: Path) -> None:
    file = write(
        tmp_path, "novel.md", "# The Silver Orchard\n\nThe Silver Orchard was written by Hanna Veldt in Torsvik.\n"
    )
    memory.add_resource(file, user_id="ana")
    [piece] = [one for one in memory.get_all(user_id="ana", kinds=["resource"]) if "document" in one.metadata]
    before = mentioned(memory, piece.id)
    assert before["entity:hanna veldt"] == 1
    assert before["entity:the silver orchard"] == ABOUT
    write(tmp_path, "novel.md", "# Hanna Veldt\n\nHanna Veldt wrote a novel in Calder.\n")
    changed = memory.add_resource(file, user_id="ana", title="Hanna Veldt")
    after = mentioned(memory, piece.id)
    assert after["entity:hanna veldt"] == ABOUT
    assert "entity:calder" in after
    assert {"entity:torsvik", "entity:the silver orchard"}.isdisjoint(after)
    memory.undo(changed.op_id, user_id="ana")
    assert mentioned(memory, piece.id) == before


def test_what_is_said_of_a_piece_by_hand_changes_nothing_of_what_it_names(memory: Memory, tmp_path: Path) -> None:
    memory.add_resource(write(tmp_path, "a.md", "# Hanna Veldt\n\nShe was born in Torsvik.\n"), user_id="ana")
    [piece] = [one for one in memory.get_all(user_id="ana", kinds=["resource"]) if "document" in one.metadata]
    before = mentioned(memory, piece.id)
    memory.update(piece.id, "She was born in a village.", user_id="ana")
    assert before
    assert mentioned(memory, piece.id) == before
