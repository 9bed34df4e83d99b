"""A PDF of many pages with the real embedder: seconds, pages a second, peak memory, and whether memory stays flat."""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import fpdf

from memos.memory import Memory

CHATS: Final = "realmem"
WORDS_A_PAGE: Final = 420
PAGES_A_CHAPTER: Final = 15
_WORDS: Final = (
    "harbour engine letter winter garden bridge teacher market river signal ticket museum kitchen forest lantern "
    "carries answers repairs follows crosses measures promises borrows describes remembers quiet sudden ancient narrow"
)


def sentences(data: Path | None, seed: int) -> Iterator[str]:
    """Sentences of the conversations in a folder, without end; made ones where there is none."""
    told = list(_told(data)) if data and data.is_dir() else []
    if told:
        yield from cycle(told)
    chance = random.Random(seed)  # noqa: S311 - a bench, no secret
    words = _WORDS.split()
    while True:
        yield f"The {' '.join(chance.choices(words, k=chance.randint(8, 24)))}."


def _told(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.json"))[:4]:
        for text in _texts(json.loads(path.read_text("utf-8"))):
            if text.isascii() and 40 < len(text) < 400 and text[0].isalpha():
                yield " ".join(text.split())


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _texts(one)
        case list():
            for one in value:
                yield from _texts(one)
        case _:
            return


def write_pdf(path: Path, pages: int, told: Iterator[str]) -> None:
    """A PDF of so many pages, with bookmarks a chapter."""
    made = fpdf.FPDF()
    made.set_font("helvetica", size=10)
    for page in range(pages):
        made.add_page()
        if page % PAGES_A_CHAPTER == 0:
            made.start_section(f"Chapter {page // PAGES_A_CHAPTER + 1}")
            made.multi_cell(0, text=f"Chapter {page // PAGES_A_CHAPTER + 1}", new_x="LMARGIN", new_y="NEXT")
        words = [word for sentence in islice(told, 60) for word in sentence.split()][:WORDS_A_PAGE]
        made.multi_cell(0, h=4, text=" ".join(words))
    made.output(str(path))


def _mib(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def main(arguments: list[str]) -> int:
    """Makes the PDF, adds it, and prints what that cost."""
    parser = argparse.ArgumentParser(prog="scripts/bench ingest", description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--data", type=Path, default=None, help="a folder of JSON conversations to take sentences from")
    parser.add_argument("--embedder", default="minilm")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        home, path = Path(scratch) / "home", Path(scratch) / "report.pdf"
        write_pdf(path, given.pages, sentences(given.data, given.seed))
        with Memory.open(home, embedder=given.embedder, key_file=Path(scratch) / "key") as memory:
            memory.add_resource("warm\nup", user_id="ana")
            before, told, reading = _mib(resource.RUSAGE_SELF), list[str](), 0.0
            started, worked = time.perf_counter(), time.process_time()

            def heard(what: str, done: int, total: int) -> None:
                nonlocal reading
                told.append(what)
                reading = time.perf_counter() - started if what.startswith("Reading") else reading
                del done, total

            receipt = memory.add_resource(path, user_id="ana", report=heard)
            seconds, worked = time.perf_counter() - started, time.process_time() - worked
            chunks = sum(entry.event == "ADD" for entry in receipt.operations) - 1
            after, child = _mib(resource.RUSAGE_SELF), _mib(resource.RUSAGE_CHILDREN)
            size = os.path.getsize(path)  # noqa: PTH202
        sys.stdout.write(
            f"{given.pages} pages ({size / 1024:,.0f} KiB) in {seconds:.1f} s: {given.pages / seconds:.1f} pages/s, "
            f"{chunks} chunks, {chunks / seconds:.1f} chunks/s\n"
            f"of that reading {reading:.1f} s, the rest embedding and committing ({worked:.1f} s of processor time, on two threads); "
            f"progress was told {len(told)} times\n"
            f"peak memory {after:,.0f} MiB, grown by {after - before:,.0f} MiB; the process that reads: {child:,.0f} MiB\n"
        )
    return 0
