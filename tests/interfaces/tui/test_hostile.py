"""Text is data: whatever stands in a memory, a name, a run or a reason, it colours, moves and opens nothing."""

from __future__ import annotations

import re
from pathlib import Path

from textual.pilot import Pilot

from memos.interfaces.tui.app import Terminal
from memos.interfaces.tui.ink import printable
from tests.interfaces.tui.ana import open_memory
from tests.interfaces.tui.screens import SMALL, press, visit, written

HOSTILE = {
    "markup": "[red]I live in Lisbon[/red] [bold]now[/]. [@click=app.quit]quit[/] [link=file:///etc]x[/link]",
    "closing": "I live in Lisbon[/] [/red] \\[ [",
    "ansi": "I live in \x1b[31mLisbon\x1b[0m.\x1b]8;;http://x\x07y\x1b]8;;\x07 \x1b[2J\x1b[H\x9b31m",
    "controls": "I live in Lis\x07bon.\x00\x08\x7f\r\nI like\ttea\x0b\x0c.",
    "bidi": "I live in \u202eLisbon\u202c. \u2066x\u2069\ufeff",
    "wide": "I live in 東京都。 I like 🍜🍜🍜 and e\u0301\u0301\u0301\u0301. \u200b\u200d👨\u200d👩\u200d👧",
    "theme": "I live in $accent. I like $foreground [$error]x[/]. %s {0} {name}",
    "long": "I live in " + "Lisbon" * 700 + ". " + "word " * 400,
}
KEYS = (
    *("1", "down", "enter", "pagedown", "pagedown", "tab", "end", "enter", "escape", "escape"),
    *("2", "slash|~liv [b", "escape|escape", "end", "enter", "pagedown", "escape"),
    *("3", "end", "4|slash|~[red] live", "enter", "down", "down|c", "5", "down", "down", "u", "n"),
    *(key for talk in range(len(HOSTILE)) for key in ("6", "home" + "|down" * talk, "enter", "end", "escape")),
    *("w", "~[red]", "enter"),
)
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def test_hostile_text_is_drawn_as_text_everywhere(tmp_path: Path) -> None:
    user = "A [red]name[/red] $accent"

    async def look(pilot: Pilot[None], app: Terminal) -> None:
        for keys in KEYS:
            await press(pilot, *keys.split("|"))
            for strip in app.screen._compositor.render_strips():
                assert not STEERING.search(strip.text)
                assert strip.cell_length == SMALL[0]
                for segment in strip:
                    assert segment.style is None or segment.style.link is None
                    assert "app.quit" not in str(segment.style.meta if segment.style else "")
        assert app.is_running
        assert "[red]name[/red]" in "\n".join(written(app))

    with open_memory(tmp_path / "home") as memory:
        for name, text in HOSTILE.items():
            message = {"role": "user", "name": "[i]Bob[/i]", "content": text, "metadata": {"[red]": "[/blue]"}}
            memory.add([message], user_id=user, run_id=f"[bold]{name}[/bold]")
        visit(memory, look, user=user, size=SMALL)


def test_markup_is_seen_as_it_was_said(tmp_path: Path) -> None:
    async def look(pilot: Pilot[None], app: Terminal) -> None:
        await press(pilot, "6", "enter")
        assert "[red]I live in Lisbon[/red] [bold]now[/]." in "\n".join(written(app))

    with open_memory(tmp_path / "home") as memory:
        memory.add(HOSTILE["markup"], user_id="me", run_id="r")
        visit(memory, look, user="me")


def test_printable_is_the_house_rule() -> None:
    assert not STEERING.search(printable("".join(map(chr, range(0x20))) + "\x7f\x9b\u202e").replace("\n", ""))
