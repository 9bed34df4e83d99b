"""Every view as it is drawn, small and large. How to renew the kept screens stands at the top of `screens`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from memos.interfaces.tui.app import Terminal
from memos.memory import Memory
from tests.interfaces.tui.screens import KEPT, LARGE, SMALL, press, same_as_kept, screen, visit

SCENES = {
    "profile": ("1", "down"),
    "beliefs": ("2", "down"),
    "beliefs-filtered": ("b", "slash", "~maya liv"),
    "timeline": ("3",),
    "timeline-date": ("t", "g", "~2024-01", "enter"),
    "search": ("4", "~Where does Ana live?", "enter"),
    "operations": ("5", "down", "down"),
    "operations-undo": ("o", "u"),
    "sessions": ("6",),
    "session": ("e", "down", "down", "down", "enter", "down", "down"),
    "cube": ("2", "slash", "~lisbon", "enter", "enter"),
    "help": ("question_mark",),
    "users": ("w",),
}
SPACIOUS = ("profile", "beliefs", "timeline", "search", "operations", "session", "cube")
PICTURE = KEPT / "memos.svg"
README = Path(__file__).parents[3] / "README.md"


@pytest.mark.parametrize(
    ("scene", "size"), [*((scene, SMALL) for scene in SCENES), *((scene, LARGE) for scene in SPACIOUS)]
)
def test_a_view_is_drawn_as_it_was(memory: Memory, scene: str, size: tuple[int, int]) -> None:
    async def look(pilot: Pilot[None], app: Terminal) -> None:
        await press(pilot, *SCENES[scene])
        same_as_kept(f"{scene}-{size[0]}x{size[1]}.txt", screen(app))

    visit(memory, look, size=size)


def test_a_light_screen_differs_in_nothing_but_colour(memory: Memory) -> None:
    shown: list[str] = []

    async def look(pilot: Pilot[None], app: Terminal) -> None:
        for key in ("d", "d"):
            await press(pilot, key)
            shown.append(screen(app).split("How it looks")[0])
        assert app.theme == "memos-dark"

    visit(memory, look)
    assert shown[0] == shown[1]


def test_the_picture_is_what_the_program_draws(memory: Memory) -> None:
    async def look(pilot: Pilot[None], app: Terminal) -> None:
        await press(pilot, "2", "down")
        drawn = re.sub(r"\s*@font-face \{.*?\}", "", app.export_screenshot(title="memos tui"), flags=re.DOTALL)
        same_as_kept(PICTURE.name, drawn)

    visit(memory, look, size=(110, 26))


def test_the_readme_shows_this_picture_and_none_that_is_not_there() -> None:
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+\.svg)\)", README.read_text(encoding="utf-8"))
    pictures = [(README.parent / path).resolve() for path in shown]
    assert PICTURE.resolve() in pictures
    assert all(path.is_file() for path in pictures)
    assert "http" not in PICTURE.read_text(encoding="utf-8").replace("http://www.w3.org/", "").replace(
        "https://www.textualize.io", ""
    )
