"""Work away from the screen: what the store is asked runs in a thread, what went wrong is told and never breaks the program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from textual.widget import Widget
from textual.worker import WorkType

from memos.errors import MemosError
from memos.interfaces.cli.plain import printable

Found = TypeVar("Found")


def ask(asking: Widget, work: Callable[[], Found], then: Callable[[Found], Any], *, group: str = "") -> None:
    """Runs `work` in a thread and hands what it found to `then`, on the screen's own thread.

    In a `group` only the last question counts: the answers to earlier ones come to nothing.
    """

    async def wait() -> None:
        try:
            found = await asyncio.to_thread(work)
        except MemosError as error:
            complain(asking, error)
        # The outermost boundary: a fault of this program is told of, too, and the rest of it goes on.
        except Exception as error:  # noqa: BLE001
            tell(asking, f"This should not happen. {type(error).__name__}: {error}", severity="error")
        else:
            if asking.is_attached:
                then(found)

    waiting: WorkType[None] = wait
    asking.run_worker(waiting, group=group or "pages", exclusive=bool(group), exit_on_error=True)


def complain(asking: Widget, error: MemosError) -> None:
    """Says what happened, what to do, and whether anything was applied."""
    applied = {"no": "", "yes": "\nIt was applied.", "unknown": "\nWhether it was applied is not known."}[error.applied]
    tell(asking, f"{error}{applied}", severity="warning")


def tell(asking: Widget, words: str, *, severity: Any = "information") -> None:
    """A message at the edge of the screen."""
    asking.app.notify(printable(words)[:600], severity=severity, markup=False)
