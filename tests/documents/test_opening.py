"""Which files are opened: regular ones, and links within their own folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from memos.documents.opening import opened
from memos.errors import InvalidInput, NotFound
from tests.documents.making import placed


def content(path: Path) -> bytes:
    with opened(path) as stream:
        return stream.read()


def test_a_file_is_opened(tmp_path: Path) -> None:
    assert content(placed(tmp_path, "a.txt", "hello")) == b"hello"


def test_a_link_within_its_folder_is_followed_one_that_leads_out_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    (folder / "old").mkdir(parents=True)
    placed(folder / "old", "v1.txt", "inside")
    placed(tmp_path, "secret.txt", "outside")
    (folder / "now.txt").symlink_to("old/v1.txt")
    (folder / "out.txt").symlink_to("../secret.txt")
    assert content(folder / "now.txt") == b"inside"
    with pytest.raises(InvalidInput, match="leads out of its folder"):
        content(folder / "out.txt")


def test_a_folder_that_is_a_link_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    placed(tmp_path / "real", "a.txt", "hello")
    (tmp_path / "linked").symlink_to("real")
    assert content(tmp_path / "linked" / "a.txt") == b"hello"


def test_a_path_through_dots_is_refused(tmp_path: Path) -> None:
    placed(tmp_path, "a.txt", "hello")
    (tmp_path / "folder").mkdir()
    with pytest.raises(InvalidInput, match="goes through"):
        content(tmp_path / "folder" / ".." / "a.txt")


def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(InvalidInput, match="is a pipe"):
        content(tmp_path / "pipe")
    with pytest.raises(InvalidInput, match="is a folder"):
        content(tmp_path)
    with pytest.raises(InvalidInput, match="is a device"):
        content(Path("/dev/zero"))
    with pytest.raises(InvalidInput, match="can't be read"):
        content(tmp_path / "loop")
    with pytest.raises(NotFound, match="no file"):
        content(tmp_path / "missing.txt")
    with pytest.raises(InvalidInput, match="NUL"):
        content(Path("a\x00b"))
    with pytest.raises(InvalidInput, match="empty"):
        content(placed(tmp_path, "empty.txt", ""))


def test_a_line_of_text_that_is_no_file_is_told_how_to_be_given(tmp_path: Path) -> None:
    for name in ("just one line of text", "x" * 4_000):
        with pytest.raises(NotFound, match="There is no file named") as refused, opened(tmp_path / name):
            raise AssertionError("it opened")
        assert "uri=" in refused.value.hint
        assert len(refused.value.message) < 300
