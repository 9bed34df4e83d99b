from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memos.store.forgetting.residue import WINDOW, Marks, Searching, look, search

SALT = bytes(range(100, 116))
TEXT = b"The quick brown fox jumps over the lazy dog, and then it rests."


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)  # noqa: S311


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_what_is_there_is_found_wherever_it_stands(before: bytes, after: bytes) -> None:
    marks = Marks.of([TEXT], SALT)
    assert marks.hashes.size > 1
    assert Searching(marks).among(before + TEXT + after) == set(marks.hashes.tolist())


def test_what_is_not_there_is_not_found() -> None:
    marks = Marks.of([TEXT, noise(1536)], SALT)
    assert Searching(marks).among(noise(1 << 16)[1536:]) == set()
    assert Searching(Marks.of([], SALT)).among(TEXT) == set()
    assert Searching(marks).among(b"") == set()


@pytest.mark.parametrize(("length", "found"), [(WINDOW - 1, 0), (WINDOW, 1), (WINDOW + 1, 1)])
def test_what_is_shorter_than_a_window_has_no_mark(length: int, found: int) -> None:
    marks = Marks.of([TEXT[:length]], SALT)
    assert (marks.hashes.size, marks.short) == (found, 1 - found)


def test_what_is_everywhere_has_no_mark() -> None:
    assert Marks.of([bytes(1000), b"-" * 1000, b"=-" * 1000], SALT).short == 3


def test_a_part_of_it_is_found(tmp_path: Path) -> None:
    """Of a long text that was overwritten in part, the rest is a hit."""
    long = noise(4096)
    marks = Marks.of([long], SALT)
    (tmp_path / "file").write_bytes(bytes(2048) + long[2048:])
    residue = look(tmp_path, marks)
    assert 0 < len(residue.found) < marks.hashes.size


def test_marks_survive_being_packed() -> None:
    marks = Marks.of([TEXT, noise(500)], SALT)
    again = Marks.read(marks.packed)
    assert (again.salt, again.hashes.tolist()) == (marks.salt, marks.hashes.tolist())
    assert TEXT[:WINDOW] not in marks.packed


@pytest.mark.parametrize("place", [0, (1 << 20) - 20, (1 << 20) - 8, (1 << 20) - 1, 1 << 20, (5 << 19) + 3])
def test_every_file_is_searched_to_its_end_in_a_process_of_its_own(tmp_path: Path, place: int) -> None:
    marks = Marks.of([TEXT], SALT)
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "file").write_bytes(noise(place) + TEXT)
    (tmp_path / "other").write_bytes(noise(1000))
    residue = search(tmp_path, marks)
    assert (residue.files, residue.bytes) == (2, place + len(TEXT) + 1000)
    assert residue.where(residue.found) == ("below/file",)
    assert residue.found == set(marks.hashes.tolist())
