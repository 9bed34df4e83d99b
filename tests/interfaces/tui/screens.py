"""A way to drive the screen over a memory, and the screen as text to compare.

A kept screen is two blocks of text in tests/data/tui: what is written, and below it how each character looks (see `LOOKS`). To renew
them after a change that is meant, run the tests once with `RENEW_SCREENS=1` in the environment and read the diff.
"""

from __future__ import annotations

import asyncio
import difflib
import itertools
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

from rich.cells import cell_len
from rich.style import Style
from textual.app import App
from textual.pilot import Pilot

from memos.interfaces.tui.app import Terminal
from memos.memory import Memory

KEPT: Final = Path(__file__).parents[2] / "data" / "tui"
SMALL: Final = (80, 24)
LARGE: Final = (120, 36)
ACCENT, QUIET = "#8fcbb0", "#8b9591"
LOOKS: Final = """How it looks: . plain  q quiet  a accent  b bold  B bold accent  u marked  s struck out  r reversed"""


async def settle(pilot: Pilot[Any]) -> None:
    """Waits until nothing is asked and nothing is drawn any more."""
    quiet = 0
    while quiet < 3:
        await pilot.pause()
        busy = [worker for worker in pilot.app.workers if not worker.is_finished]
        if busy:
            await asyncio.sleep(0.005)
        quiet = 0 if busy else quiet + 1


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Presses keys one after the other; what begins with ~ is typed, letter by letter."""
    for key in keys:
        for one in key[1:] if key.startswith("~") else [key]:
            await pilot.press({" ": "space"}.get(one, one))
        await settle(pilot)


def visit(
    memory: Memory,
    act: Callable[[Pilot[None], Terminal], Awaitable[None]],
    *,
    user: str = "Ana",
    size: tuple[int, int] = LARGE,
) -> None:
    """Opens the program on a memory and does something in it."""

    async def run() -> None:
        app = Terminal(memory, user)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await act(pilot, app)
            await settle(pilot)

    asyncio.run(run())


def written(app: App[Any]) -> list[str]:
    """The lines of the screen that is in front."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def screen(app: App[Any]) -> str:
    """The screen as two blocks of text."""
    looks = [
        "".join(_look(segment.style) * cell_len(segment.text) for segment in strip if segment.text)
        for strip in app.screen._compositor.render_strips()
    ]
    shown = written(app)
    marked = [
        "".join(look if place < len(line) and line[place] != " " else " " for place, look in enumerate(row)).rstrip()
        for line, row in zip(_cells(shown), looks, strict=True)
    ]
    return "\n".join([*shown, "", LOOKS, "", *marked]) + "\n"


def _cells(lines: list[str]) -> list[str]:
    """Lines with as many characters as they take cells."""
    return ["".join(char + " " * (cell_len(char) - 1) if cell_len(char) else "" for char in line) for line in lines]


def _look(style: Style | None) -> str:
    if style is None:
        return "."
    color = style.color.get_truecolor().hex if style.color and not style.color.is_default else ""
    if style.reverse:
        return "r"
    if style.strike:
        return "s"
    if style.underline and color == ACCENT:
        return "u"
    if style.bold:
        return "B" if color == ACCENT else "b"
    return {ACCENT: "a", QUIET: "q"}.get(color, ".")


def same_as_kept(name: str, drawn: str) -> None:
    """Compares with what is kept under a name, or keeps it (see the top of this module)."""
    path = KEPT / name
    if os.environ.get("RENEW_SCREENS"):
        path.write_text(drawn, encoding="utf-8")
    kept = path.read_text(encoding="utf-8")
    if drawn != kept:
        diff = difflib.unified_diff(kept.splitlines(), drawn.splitlines(), "kept", "drawn", lineterm="", n=1)
        raise AssertionError("\n".join([f"{name} is not what is drawn now:", *itertools.islice(diff, 80)]))
