"""Every limit, at what is just taken and at one more."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import PIL.Image
import pytest

from memos.documents import ocr
from memos.documents.limits import LIMITS, Limits
from memos.documents.opening import opened
from memos.documents.word import refuse_bomb
from memos.errors import DocumentRefused
from tests.documents.making import apart, here, nested_mail, pdf, word


def taken_and_refused(data: bytes, name: str, field: str, most: int, reason: str) -> None:
    """The document is taken when `field` allows `most`, and refused when it allows one less."""
    assert here(data, name, limits=LIMITS._replace(**{field: most})).sections
    with pytest.raises(DocumentRefused, match=reason):
        here(data, name, limits=LIMITS._replace(**{field: most - 1}))


def test_bytes() -> None:
    taken_and_refused(b"twelve bytes", "a.txt", "bytes", 12, "12 bytes")


def test_bytes_of_a_file_are_counted_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    for size in (LIMITS.bytes, LIMITS.bytes + 1, 10 << 30):
        with path.open("wb") as file:
            os.truncate(file.fileno(), size)  # a hole: nothing is on the disk
        if size == LIMITS.bytes:
            with opened(path) as stream:
                assert stream.readable()
        else:
            with pytest.raises(DocumentRefused, match=f"{size:,} bytes"), opened(path):
                pass


def test_pages() -> None:
    taken_and_refused(pdf("one", "two", "three"), "", "pages", 3, "3 pages")


def test_characters() -> None:
    taken_and_refused(b"# A\n12345\n# B\n12345\n", "a.md", "characters", 12, "11 characters")


def test_sections() -> None:
    taken_and_refused(b"# A\na\n# B\nb\n# C\nc\n", "a.md", "sections", 3, "sections")


def test_rows_and_columns() -> None:
    taken_and_refused(b"a,b\n1,2\n3,4\n5,6\n", "a.csv", "rows", 3, "3 rows")
    taken_and_refused(b"a,b,c\n1,2,3\n", "a.csv", "columns", 3, "3 columns")


def test_elements_within_elements() -> None:
    page = f"<html>{'<div>' * 9}<p>deep</p>{'</div>' * 9}</html>"
    taken_and_refused(page.encode(), "", "html_depth", 11, "one within the other")


def test_elements_that_nobody_closes_stand_beside_each_other() -> None:
    unclosed = "<html><body>" + "<p>one<li>two" * 300
    assert apart(unclosed.encode()).text.count("two") == 300


def test_mails_within_mails() -> None:
    taken_and_refused(nested_mail(3), "", "mail_depth", 3, "one within the other")


@pytest.mark.skipif(not ocr.available(), reason="tesseract is not installed")
def test_pixels() -> None:
    stream = io.BytesIO()
    PIL.Image.new("1", (100, 10)).save(stream, "PNG")
    with pytest.raises(DocumentRefused, match="no text was found"):
        here(stream.getvalue(), limits=LIMITS._replace(pixels=1_000))
    with pytest.raises(DocumentRefused, match="1,000 pixels"):
        here(stream.getvalue(), limits=LIMITS._replace(pixels=999))


def entry(name: str, size: int, packed: int) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.file_size, made.compress_size = size, packed
    return made


MIB = 1 << 20


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([entry("a", 200 * MIB + 1, 2 * MIB)], "100 times"),
        ([entry("a", 9 * MIB, 9 * MIB), entry("b", 2 * MIB, 10)], "100 times"),
        ([entry("a", 200 * MIB, 200 * MIB), entry("b", 56 * MIB + 1, 56 * MIB)], "when unpacked"),
        ([entry(str(n), 1, 1) for n in range(10_001)], "10,001 files"),
    ],
)
def test_a_bomb_is_refused(entries: list[zipfile.ZipInfo], reason: str) -> None:
    with pytest.raises(DocumentRefused, match=reason):
        refuse_bomb(entries, LIMITS)


@pytest.mark.parametrize(
    "entries",
    [
        [entry("a", 200 * MIB, 2 * MIB)],
        [entry("small", MIB, 10), entry("b", 9 * MIB, 9 * MIB)],
        [entry("a", 200 * MIB, 200 * MIB), entry("b", 56 * MIB, 56 * MIB)],
        [entry(str(n), 1, 1) for n in range(10_000)],
    ],
)
def test_what_is_just_no_bomb_is_taken(entries: list[zipfile.ZipInfo]) -> None:
    refuse_bomb(entries, LIMITS)


def test_unpacked_bytes_and_entries_of_a_real_document() -> None:
    data = word((1, "Plan"), (0, "Porto"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(one.file_size for one in archive.infolist())
        entries = len(archive.infolist())
    taken_and_refused(data, "", "unpacked", unpacked, "when unpacked")
    taken_and_refused(data, "", "entries", entries, "files within it")


def test_the_limits_are_those_that_are_told() -> None:
    assert Limits() == LIMITS
    assert (LIMITS.bytes, LIMITS.pages, LIMITS.ratio) == (64 << 20, 2_000, 100)
