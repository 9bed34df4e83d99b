"""A small memory that is the same every time, a way to drive the screen over it, and the screen as text to compare.

A kept screen is two blocks of text in tests/data/tui: what is written, and below it how each character looks (see `LOOKS`). To renew
them after a change that is meant, run the tests once with `RENEW_SCREENS=1` in the environment and read the diff.
"""

from __future__ import annotations

import asyncio
import difflib
import itertools
import os
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from rich.cells import cell_len
from rich.style import Style
from textual.app import App
from textual.pilot import Pilot

from memos.interfaces.tui.app import Terminal
from memos.memory import Memory
from memos.schemas.message import Message
from tests.store.making import Stopped

KEPT: Final = Path(__file__).parents[2] / "data" / "tui"
SMALL: Final = (80, 24)
LARGE: Final = (120, 36)
TALK: Final[tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]] = (
    (
        "2023-11-04",
        "hello",
        (
            ("Ana", "Hi! I'm Ana and I live in Lisbon. I work as a nurse at Santa Maria."),
            ("assistant", "Nice to meet you, Ana!"),
            ("Ana", "My sister Maya lives in Braga. She has a dog called Bruno."),
        ),
    ),
    (
        "2024-01-20",
        "winter",
        (
            ("Ana", "I love surfing, even in winter. My favourite food is ramen."),
            ("assistant", "Surfing in January? Brave."),
            ("Ana", "I started learning Portuguese guitar."),
        ),
    ),
    (
        "2024-03-09",
        "work",
        (
            ("Ana", "When you write to me, always answer in Portuguese."),
            ("Ana", "I'm allergic to peanuts, by the way. I have a meeting with Tom on Friday."),
        ),
    ),
    (
        "2024-06-02",
        "moving",
        (
            ("Ana", "Big news: I moved to Porto! I work as a midwife at São João now."),
            ("assistant", "Congratulations!"),
            ("Ana", "My sister Maya moved to Porto, too. My favourite food is francesinha now."),
        ),
    ),
)
ACCENT, QUIET = "#8fcbb0", "#8b9591"
LOOKS: Final = """How it looks: . plain  q quiet  a accent  b bold  B bold accent  u marked  s struck out  r reversed"""


class Numbers:
    """Ids that count up, whichever thread asks."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def new(self) -> str:
        return f"id-{next(self._count):06d}"


def open_memory(home: Path, **how: Any) -> Memory:
    """A memory whose clock stands still."""
    clock = Stopped(datetime(2023, 11, 1, 9, tzinfo=UTC))
    chosen = {"embedder": "hash", "durability": "fast", "clock": clock, "ids": Numbers(), **how}
    return Memory.open(home, key_file=home.parent / "key", **chosen)


def tell(memory: Memory, clock: Stopped) -> None:
    """What Ana said, in four talks."""
    for day, run, said in TALK:
        clock.moment = datetime.fromisoformat(f"{day}T18:30:00+00:00")
        messages = [
            Message(
                id=f"{run}-{number}",
                role="assistant" if name == "assistant" else "user",
                name=None if name == "assistant" else name,
                content=content,
                timestamp=clock.moment,
            )
            for number, (name, content) in enumerate(said, 1)
        ]
        memory.add(messages, user_id="Ana", run_id=run, op_id=f"add-{run}")


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
    shown = [re.sub(r"\b(?:id|d)-\d{6}", lambda found: "#" * len(found[0]), line) for line in written(app)]
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
