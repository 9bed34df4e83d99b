"""Chunks: as long as a model takes in, never across a heading or page, and the same again around a change."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memos.documents.chunks import MOST, chunks, weight
from memos.documents.document import Section
from memos.errors import DocumentRefused

WORDS = ("harbour", "engine", "letter", "winter", "garden", "bridge", "teacher", "market", "river", "signal")


def prose(sentences: int, seed: int = 1) -> list[str]:
    chance = random.Random(seed)  # noqa: S311
    return [f"The {' '.join(chance.choices(WORDS, k=chance.randint(5, 20)))} {n}." for n in range(sentences)]


def test_no_chunk_is_longer_than_a_model_takes_in_and_nothing_is_lost() -> None:
    text = " ".join(prose(300))
    made = chunks([Section(text)])
    assert all(weight(one.text) <= MOST for one in made)
    assert " ".join(one.text for one in made).split() == text.split()
    assert all(text[one.start : one.end] == one.text for one in made)


@given(st.text(max_size=3_000))
def test_every_word_of_any_text_is_in_a_chunk(text: str) -> None:
    made = chunks([Section(text)])
    assert "".join("".join(one.text.split()) for one in made) == "".join(text.split())
    assert all(one.text == text[one.start : one.end] and one.text.strip() == one.text for one in made)


def test_chunks_keep_to_their_heading_and_page() -> None:
    made = chunks([Section("One.", ("A",), 1), Section("Two.", ("A", "B"), 2)])
    assert [(one.heading, one.page, one.text) for one in made] == [(("A",), 1, "One."), (("A", "B"), 2, "Two.")]


def test_what_is_tiny_joins_what_is_before_it() -> None:
    told = prose(200)
    assert all(weight(one.text) > 15 for one in chunks([Section(" ".join(told[:n])) for n in range(12, 200)]))


def test_a_sentence_put_in_at_the_beginning_changes_only_what_is_around_it() -> None:
    told = prose(400)
    before = chunks([Section(" ".join(told))])
    after = chunks([Section(" ".join(["Something entirely new is said first of all.", *told]))])
    known = {one.digest for one in before}
    assert len(before) > 20
    assert len([one for one in after if one.digest not in known]) <= 4


def test_the_header_row_stands_in_every_chunk_and_lines_are_counted() -> None:
    rows = "\n".join(f"person {n},city {n}" for n in range(200))
    made = chunks([Section(f"\n{rows}\n", lead="name,city", lines=(1, 201))])
    assert len(made) > 3
    assert all(one.text.startswith("name,city\nperson ") for one in made)
    assert made[0].lines is not None
    assert made[0].lines[0] == 2
    spans = [one.lines for one in made if one.lines]
    assert spans[-1][1] == 201
    assert all(here[1] + 1 == following[0] for here, following in pairwise(spans))


def test_text_without_spaces_is_cut() -> None:
    made = chunks([Section("字" * 5_000)])
    assert len(made) > 3
    assert sum(len(one.text) for one in made) == 5_000


def test_more_chunks_than_are_taken_are_refused() -> None:
    sections = [Section("One."), Section("Two.")]
    assert len(chunks(sections, most=2)) == 2
    with pytest.raises(DocumentRefused, match="2 pieces"):
        chunks(sections, most=1)
