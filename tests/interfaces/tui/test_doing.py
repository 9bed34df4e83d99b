"""What the keys do: moving, opening, filtering, asking, citing, undoing; and what is said when something can't be done."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from memos.interfaces.tui.app import VIEWS, Terminal
from memos.interfaces.tui.cube import CubeScreen
from memos.interfaces.tui.listing import Listing
from memos.memory import Memory
from tests.interfaces.tui.ana import USER, open_memory
from tests.interfaces.tui.screens import LARGE, SMALL, press, settle, visit, written


def words(app: Terminal) -> str:
    return "\n".join(written(app))


def told(app: Terminal) -> str:
    """What stands in the messages at the edge."""
    return "\n".join(notification.message for notification in app._notifications)


class TestViews:
    @pytest.mark.parametrize("view", VIEWS)
    def test_a_letter_and_a_number_switch(self, memory: Memory, view: type) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            for key in (view.LETTER, "1", str(VIEWS.index(view) + 1)):
                await press(pilot, key)
            assert [one for one in app.query(view) if one.display]
            assert sum(one.display for one in app.query("View")) == 1

        visit(memory, look)

    def test_letters_that_are_typed_switch_nothing(self, memory: Memory) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, "2", "slash", "~bestows 12 q")
            assert app.query_one("#filter", Input).value == "bestows 12 q"
            await press(pilot, "escape", "escape")
            assert app.query_one("#filter", Input).value == ""

        visit(memory, look)

    def test_another_user_is_chosen_by_typing(self, memory: Memory) -> None:
        memory.add("I live in Rome.", user_id="Bea")

        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, "2", "w", "~be", "enter")
            assert "Rome" in words(app)
            assert "Porto" not in words(app)

        visit(memory, look)

    def test_the_screen_can_be_made_smaller_and_larger(self, memory: Memory) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            for size in ((40, 10), (200, 60), SMALL, (1, 1), LARGE):
                await pilot.resize_terminal(*size)
                for key in "123456":
                    await press(pilot, key)
            assert "Ana" in words(app)

        visit(memory, look)


class TestBeliefs:
    def test_current_ones_come_first_and_bars_of_open_ones_end_in_an_arrow(self, memory: Memory) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, "2")
            lines = [line for line in written(app) if "▄" in line or "▶" in line]
            arrows = ["▶" in line for line in lines]
            assert arrows == sorted(arrows, reverse=True)
            assert 0 < arrows.count(False) < len(arrows)

        visit(memory, look)

    def test_every_word_of_the_filter_counts(self, memory: Memory) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, "2", "slash", "~MAYA port")
            assert app.query_one("#beliefs Listing", Listing).count == 1
            assert "Maya lives in Porto" in words(app)
            assert "Ana lives in Porto" not in words(app)

        visit(memory, look)


class TestTimeline:
    @pytest.mark.parametrize(
        ("given", "first"),
        [("2024-01", "Ana learns Portuguese guitar."), ("2023", "Maya has a dog"), ("2024-06-02", "francesinha")],
    )
    def test_a_date_is_jumped_to(self, memory: Memory, given: str, first: str) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, "3", "g", f"~{given}", "enter")
            [chosen] = [line for line in written(app) if line.strip().startswith("›")]
            assert first in chosen

        visit(memory, look)

    @pytest.mark.parametrize("given", ["soon", "2024-13", "2024-02-30", "99999", "9999-12-31"])
    def test_what_is_no_date_is_told(self, memory: Memory, given: str) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, "3", "g", f"~{given}", "enter")
            assert "is no date" in told(app)

        visit(memory, look)


class TestSearch:
    def test_a_hit_is_cited(self, memory: Memory) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, "4", "~Where does Ana live?", "enter", "c")
            assert "✓" in words(app)

        visit(memory, look)
        assert memory.stats(USER).citations == 1

    def test_nothing_is_asked_of_an_empty_question(self, memory: Memory) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, "4", "enter", "~  ", "enter")
            assert told(app) == ""

        visit(memory, look)
        assert memory.stats(USER).recollections == 0

    def test_the_trace_names_channels_features_and_words(self, memory: Memory) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, "4", "~Where does Ana live?", "enter")
            shown = words(app)
            assert all(word in shown for word in ("channels", "features", "evidence", "lexical", "I moved to Porto"))

        visit(memory, look)


class TestOperations:
    def test_undo_asks_first(self, memory: Memory) -> None:
        before = memory.stats(USER).operations

        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, "5", "u", "n")

        visit(memory, look)
        assert memory.stats(USER).operations == before

    def test_undo_takes_a_commit_back_and_conflicts_are_told(self, memory: Memory) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, "5")
            journal = app.query_one("#operations Listing", Listing)
            last = journal.current.op_id
            await press(pilot, "u", "y")
            assert "Taken back" in told(app)
            assert journal.current.op_id == f"undo:{last}"
            await press(pilot, "end", "u", "y")
            assert "changed since" in told(app)
            assert app.is_running

        visit(memory, look)


class TestSessions:
    def test_what_became_a_memory_is_marked_and_told_beside(self, memory: Memory) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, "6", "end", "enter")
            assert app.query_one(OptionList).option_count == 6
            assert "▎ I'm Ana and I live in Lisbon." in words(app)
            await press(pilot, "down")
            assert "Ana lives in Lisbon." in words(app)
            await press(pilot, "escape")
            assert "5 conversations" in words(app)
            assert "summer" in words(app)

        visit(memory, look)

    def test_a_long_conversation_is_read_as_it_is_scrolled(self, memory: Memory) -> None:
        messages = [{"role": "user", "content": f"Sentence number {n}.", "id": f"long-{n}"} for n in range(130)]
        memory.add(messages, user_id=USER, run_id="long")

        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, "6", "enter")
            assert app.query_one(OptionList).option_count == 40
            for _ in range(4):
                await press(pilot, "end")
            assert app.query_one(OptionList).option_count == 130

        visit(memory, look)


class TestCube:
    def test_what_it_is_connected_with_opens_from_it_and_escape_leads_back(self, memory: Memory) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, "2", "slash", "~lisbon", "enter", "enter", "tab", "end", "enter")
            assert "Ana lives in Porto." in written(app)[2]
            assert len(app.screen_stack) == 3
            await press(pilot, "escape", "escape")
            assert not isinstance(app.screen, CubeScreen)

        visit(memory, look)

    def test_the_keys_of_the_whole_program_work_over_it(self, memory: Memory) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            for key, seen in (
                ("2", "Ana lives in Porto."),
                ("r", "versions"),
                ("d", "versions"),
                ("w", "Whose memory?"),
            ):
                await press(pilot, "1", "enter", key)
                assert seen in words(app)
                await press(pilot, "escape")
            await press(pilot, "question_mark")
            assert "moving" in words(app)

        visit(memory, look)

    def test_a_sealed_value_is_nowhere(self, memory: Memory) -> None:
        [vault] = memory.get_all(user_id=USER, kinds=["vault"])

        async def look(pilot: Pilot[None], app: Terminal) -> None:
            app._open_cube(vault.id)
            await settle(pilot)
            seen = words(app)
            for _ in range(8):
                await press(pilot, "pagedown")
                seen += words(app)
            assert "door code of Ana" in seen
            assert vault.payload.sealed[3:] not in seen.replace("\n", "")
            assert "sealed" not in seen

        visit(memory, look, size=SMALL)

    def test_one_that_is_gone_is_told(self, memory: Memory) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            app._open_cube("nobody")
            await settle(pilot)
            assert "There is no memory" in told(app)

        visit(memory, look)


class TestHardTimes:
    def test_of_somebody_unknown_nothing_is_there(self, memory: Memory) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            for key in ("1", "6", "r", "2"):
                await press(pilot, key)
                assert "Nothing is remembered for 'Nobody'." in words(app)
            await press(pilot, "w", "~An", "enter")
            assert "Ana lives in Porto." in words(app)
            assert "5 conversations" in words(app)

        visit(memory, look, user="Nobody")

    def test_an_empty_store(self, tmp_path: Path) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, *"123456", "w", "escape", "question_mark", "escape", "r", "u")
            assert "make the first memories" in words(app)

        with open_memory(tmp_path / "home") as memory:
            visit(memory, look, user="me")

    def test_a_store_that_can_only_be_read(self, memory: Memory) -> None:
        memory._parts.database.read_only = True

        async def look(pilot: Pilot[None], app: Terminal) -> None:
            await press(pilot, *"1236", "5", "u", "y")
            assert "open for reading only" in told(app)
            await press(pilot, "4", "~Where does Ana live?", "enter", "c")
            assert "Ana lives in Porto." in words(app)
            assert "✓" not in words(app)

        visit(memory, look)

    def test_a_store_that_is_busy_is_told(self, home: Path) -> None:
        with open_memory(home) as writer, open_memory(home, busy_timeout=0.1) as memory:
            holding, done = threading.Event(), threading.Event()

            def hold() -> None:
                with writer._parts.database.write() as connection:
                    assert isinstance(connection, Connection)
                    holding.set()
                    done.wait(30)

            thread = threading.Thread(target=hold)
            thread.start()
            holding.wait(30)

            async def look(pilot: Pilot[None], app: Terminal) -> None:
                await press(pilot, "5", "u", "y")
                assert "writing to this store" in told(app)
                done.set()

            visit(memory, look)
            thread.join()


class TestRoom:
    @pytest.mark.parametrize("size", [(39, 24), (80, 9), (20, 5)])
    def test_too_little_is_told_in_a_line(self, memory: Memory, size: tuple[int, int]) -> None:
        async def look(_pilot: Pilot[None], app: Terminal) -> None:
            assert [line.strip() for line in written(app) if line.strip()] == ["too small: 40 × 10"]

        visit(memory, look, size=size)

    @pytest.mark.parametrize("size", [(40, 10), (59, 12)])
    def test_with_little_all_views_and_keys_are_there(self, memory: Memory, size: tuple[int, int]) -> None:
        async def look(pilot: Pilot[None], app: Terminal) -> None:
            assert written(app)[1].split() == ["1", "Profile", "2", "3", "4", "5", "6"]
            assert written(app)[-1].split()[-2:] == ["q", "quit"]
            await press(pilot, "6")
            assert written(app)[1].split() == ["1", "2", "3", "4", "5", "6", "Sessions"]

        visit(memory, look, size=size)


def test_without_a_leaf_the_profile_shows_statements(memory: Memory) -> None:
    memory.add("Bob lives in Oslo.", user_id="zed")
    assert memory.get_all(user_id="zed", kinds=["core"]) == []

    async def look(pilot: Pilot[None], app: Terminal) -> None:
        shown = words(app)
        assert "No leaf of the profile is known yet" in shown
        assert "› Bob lives in Oslo." in shown
        assert "Nothing is known" not in shown
        await press(pilot, "enter")
        assert isinstance(app.screen, CubeScreen)

    visit(memory, look, user="zed")


def test_ctrl_c_leaves(memory: Memory) -> None:
    async def look(pilot: Pilot[None], app: Terminal) -> None:
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert not app._notifications
        assert app._exit

    visit(memory, look)
