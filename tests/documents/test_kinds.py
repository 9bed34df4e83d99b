"""What a document is, told from what is in it; its encoding; and what is no document."""

from __future__ import annotations

import codecs
import gzip

import pytest

from memos.documents.encoding import decoded, shortened
from memos.documents.kinds import Kind, tell
from memos.errors import DocumentRefused
from tests.documents.making import mail, pdf, word, zipped

TABLE = "name,city,age\nAna,Lisbon,31\nBo,Porto,40\nCem,Faro,12\n"
PAGE = "<!DOCTYPE html><html><body><p>Hello</p></body></html>"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (pdf("hello"), "a.pdf", "pdf"),
        (pdf("hello"), "a.txt", "pdf"),
        (word((0, "hello")), "a.docx", "docx"),
        (word((0, "hello")), "a.pdf", "docx"),
        (PAGE.encode(), "a.pdf", "html"),
        (f"<!-- one --><!-- two -->\n{PAGE}".encode(), "", "html"),
        (b"<p>Half a page</p>", "a.html", "html"),
        (b"<p>Half a page</p>", "a.txt", "text"),
        (mail(), "a.txt", "mail"),
        (b"To: you\n\nOne header makes no mail.", "a.eml", "text"),
        (TABLE.encode(), "a.csv", "table"),
        (TABLE.encode(), "", "table"),
        (b"no table, and only one line of it", "a.txt", "text"),
        (b"a story\nwithout\ncolumns", "a.csv", "text"),
        (b"# One\n\ntext\n\n# Two\n", "", "markdown"),
        (b"no heading at all", "a.md", "markdown"),
        (b"# a comment\n\n# another\nx = 1\n", "a.py", "code"),
        (b"#!/bin/sh\necho hello\n", "run", "code"),
        (b"BMW is a make of cars", "a.txt", "text"),
        (b"The mark of a PDF is %PDF-1.7 at its head.", "a.txt", "text"),
        (b"\x89PNG\r\n\x1a\n and so on", "a.txt", "image"),
    ],
)
def test_a_document_is_what_is_in_it(data: bytes, name: str, kind: Kind) -> None:
    assert tell(data, name).kind == kind


def test_a_media_type_chooses_among_kinds_of_text() -> None:
    assert tell(b"no heading at all", "", "text/markdown; charset=utf-8").kind == "markdown"
    assert tell(pdf("hello"), "", "text/markdown").kind == "pdf"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (zipped({"a.txt": b"hello"}), "zip archive"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "Excel"),
        (zipped({"a.txt": b"hello" * 100})[:40], "truncated"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "encrypted Office"),
        (gzip.compress(b"hello"), "gzip"),
        (b"SQLite format 3\x00" + bytes(100), "SQLite"),
        (b"\x7fELF" + bytes(100), "a program"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"text\x00with\x00holes" * 50, "NUL"),
        (bytes(range(1, 32)) * 100, "control characters"),
        (b"\xff\xfeh\x00e\x00l", "truncated"),
    ],
    ids=[
        "nothing",
        "blanks",
        "zip",
        "spreadsheet",
        "half-a-zip",
        "old-office",
        "gzip",
        "sqlite",
        "elf",
        "rtf",
        "nuls",
        "controls",
        "half-utf-16",
    ],  # a zip and a gzip hold the time they were made, and two workers would name them differently
)
def test_what_is_not_read_is_refused_with_what_it_is(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentRefused, match=reason):
        tell(data, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        "Grüße, Ana".encode(),
        codecs.BOM_UTF8 + "Grüße, Ana".encode(),
        "Grüße, Ana".encode("utf-16"),
        "Grüße, Ana".encode("utf-16-le"),
        "Grüße, Ana".encode("utf-16-be"),
        "Grüße, Ana".encode("utf-32"),
        "Grüße, Ana".encode("latin-1"),
    ],
)
def test_text_is_read_in_the_encoding_it_is_in(data: bytes) -> None:
    assert decoded(data) == "Grüße, Ana"


@pytest.mark.parametrize(
    ("text", "kept"), [("one two", "one two"), ("one  two", "one two"), ("one twos", "one"), ("eightchars", "")]
)
def test_no_word_is_cut_in_two(text: str, kept: str) -> None:
    assert shortened(text, 7) == kept


def test_line_ends_are_one_and_a_stray_nul_is_a_gap() -> None:
    assert decoded(b"one\r\ntwo\rthree") == "one\ntwo\nthree"
    assert decoded(b"a\x00b" + b"c" * 2_000).startswith("a b")
