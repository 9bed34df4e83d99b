"""The title of a document: its first line, if that is none of its sentences."""

from __future__ import annotations

import pytest

from memos.agents.perceive.titles import title_of


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("Harbour Song\nIt is a song of 1974.", "Harbour Song"),
        ("Brother (Grey Owls song)\nA song.", "Brother"),
        ("# Release process\n\nFirst tag.", "Release process"),
        ("  Lisbon  \n\nA city.", "Lisbon"),
        ("(untitled)\nNothing.", "(untitled)"),
        ("It is a song.\nIt came out in 1974.", ""),
        ("Ingredients:\nsalt", ""),
        ("Only one line", ""),
        ("Only one line\n  \n", ""),
        ("", ""),
        ("1974\nA year.", ""),
        (f"{'a' * 120}\ntext", "a" * 120),
        (f"{'a' * 121}\ntext", ""),
        (f"{' '.join(['a'] * 16)}\ntext", " ".join(["a"] * 16)),
        (f"{' '.join(['a'] * 17)}\ntext", ""),
    ],
)
def test_titles(content: str, title: str) -> None:
    assert title_of(content) == title
