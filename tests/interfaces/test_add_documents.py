"""`memos add --file`, and how documents look in `list`, `search`, `ask`, `show` and `why`."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.documents.making import pdf, placed
from tests.interfaces.conftest import Run


@pytest.fixture
def report(tmp_path: Path) -> Path:
    pages = ["The method is simple.", "The harbour was built in 1932.", "Ships call there twice a week."]
    return placed(tmp_path, "report.pdf", pdf(*pages, chapters=("Method", "Results")))


def test_a_file_is_added_and_cited_by_page_and_heading(run: Run, report: Path) -> None:
    assert "report.pdf: remembered in 3 chunks" in run("add", "--file", report).out
    found = run("search", "when was the harbour built")
    assert "report.pdf, p. 2, § Results" in found.out
    assert (
        "The harbour was built in 1932. (report.pdf, p. 2, § Results) ["
        in run("ask", "When was the harbour built?").out
    )
    hits = run("search", "when was the harbour built", "--json").json["hits"]
    assert (hits[0]["cube"]["payload"]["page"], hits[0]["cube"]["payload"]["heading"]) == (2, "Results")
    assert "report.pdf, p. 2, § Results: The harbour" in run("show", hits[0]["cube_id"]).out
    whole = run("show", hits[0]["cube_id"], "--whole").out
    assert "The method is simple." in whole
    assert "Ships call there twice a week." in whole
    assert "“report.pdf” was handed over (3 pages)." in run("why", hits[0]["cube_id"]).out


def test_a_list_shows_documents_and_their_chunks_when_asked(run: Run, report: Path) -> None:
    run("add", "--file", report)
    listed = run("list", "--kind", "resource", "--json").json["memories"]
    assert [(one["metadata"]["pages"], one["metadata"]["chunks"]) for one in listed] == [(3, 3)]
    assert "report.pdf (3 pages, 3 chunks)" in run("list").out
    assert len(run("list", "--chunks", "--json").json["memories"]) == 4


def test_added_again_it_tells_what_changed(run: Run, report: Path) -> None:
    run("add", "--file", report)
    assert "remembered already, and has not changed" in run("add", "--file", report).out
    report.write_bytes(pdf("The method is simple.", "The harbour was built in 1933.", chapters=("Method", "Results")))
    assert "updated: 1 changed, 1 gone" in run("add", "--file", report).out


def test_several_files_and_folders(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    (folder / "inner").mkdir(parents=True)
    one = placed(folder, "a.md", "# A\n\nFirst.\n")
    two = placed(folder / "inner", "b.txt", "Second.")
    placed(folder, ".hidden.txt", "Hidden.")
    placed(folder, "bad.zip", b"PK\x05\x06" + bytes(18))
    (folder / "link.txt").symlink_to(two)
    assert run("add", "--file", folder, code=65).err.startswith(f"memos: {folder} is a folder")
    out = run("add", "--file", one, two).out
    assert "a.md: remembered" in out
    assert "b.txt: remembered" in out
    again = run("add", "--file", folder, "--recursive", "--json", code=1).json
    assert [(one["name"], bool(one["error"])) for one in again["documents"]] == [
        ("a.md", False), ("bad.zip", True), ("b.txt", False),
    ]  # fmt: skip


def test_what_is_refused_says_why_and_applies_nothing(run: Run, tmp_path: Path) -> None:
    bad = placed(tmp_path, "bad.pdf", b"%PDF-1.7\n")
    failed = run("add", "--file", bad, "--json", code=65)
    assert (failed.error["code"], failed.error["applied"]) == ("document_refused", "no")
    assert "network" in run("add", "--file", "https://example.org/a.pdf", code=77).err
    assert run("add", "--file", tmp_path / "none.pdf", code=66).err.startswith("memos: There is no file")
    run("add", "one", "two", code=2)
    run("add", code=2)
    run("add", "--file", bad, bad, "--title", "x", code=2)


def test_a_path_through_dots_is_what_the_shell_means_by_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    placed(tmp_path, "a.txt", "Hello there.")
    assert "a.txt: remembered in 1 chunk" in run("add", "--file", tmp_path / "folder" / ".." / "a.txt").out


def test_a_refusal_names_the_file(run: Run, tmp_path: Path) -> None:
    fake = placed(tmp_path, "fake.pdf", b"%PDF-1.7\nnothing of the kind")
    assert run("add", "--file", fake, code=65).err.startswith("memos: fake.pdf: It ")
    good = placed(tmp_path, "a.md", "hello")
    out = run("add", "--file", fake, good, code=1).out
    assert "left out fake.pdf: It " in out
    assert out.count("fake.pdf") == 1


def test_a_text_beside_a_file_is_told_to_be_no_file(run: Run, tmp_path: Path) -> None:
    out = " ".join(run("add", "--file", placed(tmp_path, "a.md", "text"), "hello", code=1).out.split())
    assert "There is no file named" in out
    assert 'What somebody said is told without --file: memos add "…".' in out


def test_a_backup_given_to_import_is_told_from_a_conversation(run: Run, tmp_path: Path) -> None:
    run("add", "I live in Porto.")
    run("backup", tmp_path / "b1")
    refused = run("import", tmp_path / "b1", code=65).err
    assert "a backup, or a store, of memos itself" in refused
    assert "memos restore b1" in refused


def test_messages_without_a_time_are_counted(run: Run, tmp_path: Path) -> None:
    rows = [{"id": "1", "memory": "Likes hiking", "hash": "x"}]
    path = placed(tmp_path, "m.json", json.dumps(rows))
    assert "1 without a time: they count as said when imported" in run("import", path, "--dry-run").out
    assert run("import", path, "--dry-run", "--json").json["files"][0]["undated"] == 1


def test_an_interrupted_document_is_told_to_be_not_stored(environment: dict[str, str], tmp_path: Path) -> None:
    words = "\n".join(f"## Part {number}\n{'word ' * 80}{number}" for number in range(16_000))
    before, big = placed(tmp_path, "a.md", "hello"), placed(tmp_path, "big.md", words)
    command = [str(Path(sys.executable).with_name("memos")), "add", "--file", str(before), str(big)]
    with subprocess.Popen(
        command, env={**os.environ, **environment}, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as started:
        store = tmp_path / "home" / "memos.db"
        while started.poll() is None and not _holds_a_document(store):
            time.sleep(0.05)
        time.sleep(1)  # by then it is at the second, which takes many seconds
        started.send_signal(signal.SIGINT)
        _, told = started.communicate(timeout=120)
    assert started.returncode == 130, told
    assert "Interrupted: nothing of big.md was stored; 1 document before it stayed." in told


def _holds_a_document(store: Path) -> bool:
    """Whether the first of the documents is stored."""
    if not store.exists():
        return False
    try:
        with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("SELECT count(*) FROM cubes").fetchone()[0])
    except sqlite3.OperationalError:  # its tables are just being made
        return False
