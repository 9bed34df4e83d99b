"""A list of very many: only what is looked at is fetched."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from memos.interfaces.tui import ink
from memos.interfaces.tui.app import DARK
from memos.interfaces.tui.listing import PAGE, Draw, Listing, Source
from tests.interfaces.tui.screens import press, settle, written

MANY = 100_000


class One(App[None]):
    """A list and nothing else."""

    def __init__(self, many: int) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.many = many
        self.asked: list[int] = []
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield Listing(draw, empty="nothing")

    def on_mount(self) -> None:
        self.query_one(Listing).show(Source(lambda: self.many, self.page))

    def page(self, offset: int, limit: int) -> Sequence[int]:
        self.asked.append(offset)
        return range(offset, min(offset + limit, self.many))

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        self.chosen.append(event.item)


def draw(given: Draw[int]) -> ink.Content:
    return ink.line(f"item {given.item}, above {given.above}")


def drive(app: One, *keys: str) -> list[str]:
    """What stands on the screen after the keys."""

    async def run() -> list[str]:
        async with app.run_test(size=(60, 10)) as pilot:
            await settle(pilot)
            await press(pilot, *keys)
            return written(app)

    return asyncio.run(run())


def test_the_first_screen_takes_one_page() -> None:
    app = One(MANY)
    shown = drive(app)
    assert shown[0].startswith("› item 0, above None")
    assert shown[9].startswith("  item 9, above 8")
    assert app.asked == [0]


def test_the_end_is_reached_without_what_lies_between() -> None:
    app = One(MANY)
    shown = drive(app, "end")
    assert shown[9].startswith(f"› item {MANY - 1}, ")
    assert len(app.asked) <= 3


@pytest.mark.parametrize("many", [0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE])
def test_sizes_about_a_page(many: int) -> None:
    app = One(many)
    shown = drive(app, "end", "down", "enter")
    assert app.chosen == ([many - 1] if many else [])
    assert ("nothing" in shown[0]) == (many == 0)
    assert sum("item" in line for line in shown) == min(many, 10)


def test_keys_move_and_choose() -> None:
    app = One(MANY)
    drive(app, "down", "j", "k", "enter", "pagedown", "enter", "pageup", "up", "up", "up", "enter", "home", "enter")
    assert app.chosen == [1, 10, 0, 0]


def test_a_click_chooses_the_second_time() -> None:
    app = One(MANY)

    async def run() -> None:
        async with app.run_test(size=(60, 10)) as pilot:
            await settle(pilot)
            await click(pilot)
            assert app.query_one(Listing).cursor == 4
            await pilot.click(Listing, offset=(3, 4), times=2)
            await settle(pilot)

    asyncio.run(run())
    assert app.chosen == [4]


async def click(pilot: Pilot[None]) -> None:
    await pilot.click(Listing, offset=(3, 4))
    await settle(pilot)
