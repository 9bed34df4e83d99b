"""The installed command on a real terminal, in a process of its own."""

from __future__ import annotations

import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from fcntl import ioctl
from pathlib import Path

import pytest

from tests.interfaces.tui.ana import USER

MEMOS = Path(sys.executable).with_name("memos")
COLOUR = re.compile(rb"\x1b\[[0-9;]*(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|38;[25]|48;[25])[0-9;]*m")
PATIENCE = 60.0


class Screen:
    """`memos tui` on a terminal of 80 by 24."""

    def __init__(self, home: Path, **environment: str) -> None:
        command = [str(MEMOS), "tui", "--home", str(home), "--user", USER]
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("MEMOS_", "NO_COLOR"))}
        chosen = {**plain, "MEMOS_EMBEDDER": "hash", "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.execve(command[0], command, chosen)  # noqa: S606
        ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen = b""

    def until(self, words: str) -> None:
        """Reads until these words stand on the screen."""
        while words.encode() not in self.seen:
            assert select.select([self.terminal], [], [], PATIENCE)[0], self.seen[-2000:]
            self.seen += os.read(self.terminal, 65536)

    def press(self, keys: str) -> None:
        os.write(self.terminal, keys.encode())

    def left(self) -> int:
        """Reads to the end; the exit code."""
        while True:
            try:
                read = os.read(self.terminal, 65536)
            except OSError:
                break
            if not read:
                break
            self.seen += read
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])


@pytest.fixture
def opened() -> Iterator[list[Screen]]:
    screens: list[Screen] = []
    yield screens
    for one in screens:
        os.close(one.terminal)


@pytest.mark.parametrize("colour", [True, False], ids=["colour", "no colour"])
def test_it_starts_looks_and_leaves(home: Path, opened: list[Screen], colour: bool) -> None:
    screen = Screen(home, **({} if colour else {"NO_COLOR": "1"}))
    opened.append(screen)
    screen.until("operations")
    screen.press("3")
    screen.until("Ana lives in Lisbon.")
    screen.press("q")
    assert screen.left() == 0
    assert b"\x1b[?1049l" in screen.seen
    assert b"Traceback" not in screen.seen
    shades = COLOUR.findall(screen.seen)
    assert shades
    assert all(_is_grey(shade) for shade in shades) is not colour


def _is_grey(code: bytes) -> bool:
    """Without colour, Textual writes shades of grey: red, green and blue alike."""
    triplets = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", code)
    return bool(triplets) and all(len(set(one)) == 1 for one in triplets)


def test_without_a_terminal_it_says_so(home: Path) -> None:
    command = [MEMOS, "tui", "--home", str(home)]
    ran = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL, check=False
    )
    assert ran.returncode == 65
    assert "needs a terminal" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_views_and_their_keys_can_be_read_by_programs(home: Path) -> None:
    command = [MEMOS, "tui", "--home", str(home), "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert '"name": "Beliefs"' in ran.stdout
