"""The process that converts: what it gives back, and how it is held."""

from __future__ import annotations

import hashlib
import io
import socket
import subprocess
import sys
import time

import pytest

from memos.documents.converter import read
from memos.documents.limits import LIMITS
from memos.errors import DocumentRefused
from tests.documents.making import apart, here, pdf, word

_UNDER_GUARD = """
import socket, subprocess, sys, urllib.request
from memos.documents.child import confine
from memos.documents.limits import LIMITS
confine(LIMITS)
deeds = {
    "connect": lambda: socket.create_connection(("127.0.0.1", int(sys.argv[1]))),
    "resolve": lambda: socket.getaddrinfo("example.org", 443),
    "open": lambda: urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/"),
    "start": lambda: subprocess.run(["true"]),
    "memory": lambda: bytearray(LIMITS.memory),
}
try:
    deeds[sys.argv[2]]()
except BaseException as error:
    print(type(error).__name__)
else:
    print("done")
"""


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (pdf("one", "two", chapters=("A",)), "a.pdf"),
        (word((1, "Plan"), (0, "Porto")), "a.docx"),
        (b"a,b\n1,2\n", "a.csv"),
    ],
)
def test_a_document_is_the_same_whether_read_here_or_apart(data: bytes, name: str) -> None:
    assert apart(data, name) == here(data, name)
    assert apart(data, name).digest == hashlib.sha256(data).hexdigest()


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[str, int, int]] = []
    read(io.BytesIO(pdf("one", "two", "three")), report=lambda *one: told.append(one))
    assert told == [("pages", 1, 3), ("pages", 2, 3), ("pages", 3, 3)]


@pytest.mark.parametrize(
    ("deed", "outcome"),
    [
        ("connect", "Forbidden"),
        ("resolve", "Forbidden"),
        ("open", "Forbidden"),
        ("start", "Forbidden"),
        ("memory", "MemoryError"),
    ],
)
def test_a_converter_can_neither_reach_out_nor_start_anything_nor_take_all_memory(deed: str, outcome: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        port = str(server.getsockname()[1])
        ran = subprocess.run(
            [sys.executable, "-c", _UNDER_GUARD, port, deed], capture_output=True, text=True, check=False
        )
        assert ran.stdout.strip() == outcome
        with pytest.raises(BlockingIOError):
            server.accept()


class Endless(io.RawIOBase):
    """A stream that never says anything, for a while."""

    def __init__(self) -> None:
        self.asked = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        del size
        self.asked += 1
        time.sleep(1.5 if self.asked == 1 else 0)
        return b""


def test_a_converter_that_says_nothing_is_ended() -> None:
    with pytest.raises(DocumentRefused, match=r"Nothing came of reading it for 0\.5 seconds"):
        read(Endless(), limits=LIMITS._replace(silence=0.5))  # type: ignore[arg-type]


def test_a_conversion_that_takes_too_long_is_ended() -> None:
    with pytest.raises(DocumentRefused, match=r"takes more than 0\.2 seconds"):
        read(Endless(), limits=LIMITS._replace(seconds=0.2))  # type: ignore[arg-type]


def test_a_converter_that_has_too_little_memory_is_a_document_refused() -> None:
    with pytest.raises(DocumentRefused, match=r"memory|died"):
        apart(b"word " * 4_000_000, limits=LIMITS._replace(memory=64 << 20, characters=100_000_000))
