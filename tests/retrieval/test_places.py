"""Documents in a prompt and in an answer: cited by page and heading, and never taken for what the user says of himself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from memos import Memory
from memos.retrieval.places import is_chunk, place_of
from memos.schemas.cube import Kind
from tests.documents.making import pdf


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory.open(tmp_path / "home", embedder="hash", durability="fast", key_file=tmp_path / "key") as opened:
        yield opened


def test_a_chunk_is_cited_by_page_and_heading_or_by_lines(memory: Memory) -> None:
    memory.add_resource(pdf("The harbour is old.", chapters=("Results",)), user_id="ana", title="report.pdf")
    memory.add_resource("name,city,age\nAna,Lisbon,31\nBo,Porto,40\n", user_id="ana", title="people")
    memory.add("The plan is at https://example.org/plan", user_id="ana")
    found = memory.get_all(user_id="ana", kinds=[Kind.RESOURCE])
    assert {place_of(cube) for cube in found if is_chunk(cube)} == {"report.pdf, p. 1, § Results", "people, lines 2–3"}
    assert len(found) == 5
    assert place_of(memory.get_all(user_id="ana", kinds=[Kind.EPISODIC])[0]) == ""


def test_a_line_of_context_and_an_answer_name_the_place(memory: Memory) -> None:
    memory.add_resource(pdf("The harbour was built in 1932.", chapters=("Results",)), user_id="ana", title="report.pdf")
    found = memory.search("when was the harbour built", user_id="ana")
    assert ", report.pdf, p. 1, § Results) The harbour was built in 1932." in found.context
    assert len(found.hits) == 1  # what stands for the document says nothing that its chunk does not
    answer = memory.ask("When was the harbour built?", user_id="ana")
    assert answer.text == "The harbour was built in 1932. (report.pdf, p. 1, § Results) [1]"
    assert [citation.quote for citation in answer.citations] == ["The harbour was built in 1932."]


def test_who_says_i_in_a_document_is_not_the_one_who_asks(memory: Memory) -> None:
    memory.add_resource("A letter.\nI live in Rome with my cat.\n", user_id="ana")
    assert "Rome" not in memory.ask("Where do I live?", user_id="ana").text
    memory.add("I live in Lisbon.", user_id="ana")
    assert "Lisbon" in memory.ask("Where do I live?", user_id="ana").text
