"""Progress on stderr: a bar where somebody is watching, else a plain line now and then."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final

from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from memos.interfaces.cli.paper import console, line
from memos.interfaces.cli.plain import one_line

Advance = Callable[[int], None]
SECONDS: Final = 5.0
"""Between two plain lines, and before the first."""


class _Lines:
    """What a bar would show, in plain lines: for a pipe, or a log."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._due = time.monotonic() + seconds

    def tell(self, words: str) -> None:
        """Writes a line, if the last one is long enough ago."""
        if time.monotonic() >= self._due:
            self._due = time.monotonic() + self._seconds
            announce(words)


def announce(words: str, *, quiet: bool = False) -> None:
    """A plain line on stderr about what begins now, where no bar can be shown."""
    if not quiet and not console(error=True).is_terminal:
        console(error=True).print(line(words))


class _Rate(ProgressColumn):
    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit

    def render(self, task: Task) -> Text:
        """How many a second."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f} {self._unit}/s" if speed else "", style="dim")


@contextmanager
def counted(what: str, total: int, unit: str, *, quiet: bool = False, seconds: float = SECONDS) -> Generator[Advance]:
    """A bar that counts up to `total`; without a terminal, a line every few `seconds`; `quiet`, nothing."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f} {task.fields[unit]}"),
        _Rate(unit),
        TimeRemainingColumn(compact=True),
    )
    watched = console(error=True)
    lines = _Lines(seconds)
    with Progress(*columns, console=watched, disable=quiet or not watched.is_terminal) as bar:
        task = bar.add_task(one_line(what, 50), total=total, unit=unit)
        done = 0

        def advance(by: int) -> None:
            nonlocal done
            done += by
            bar.advance(task, by)
            if bar.disable and not quiet:
                lines.tell(f"{one_line(what, 50)}: {done:,} of {total:,} {unit}")

        yield advance


@contextmanager
def measured(*, quiet: bool = False, seconds: float = SECONDS) -> Generator[Callable[[str, int, int], None]]:
    """A bar that is told what is going on, how much is done and of how much (0: not known); else lines as in `counted`."""
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=30), TextColumn("{task.percentage:>3.0f} %"))
    watched = console(error=True)
    lines = _Lines(seconds)
    with Progress(*columns, console=watched, transient=True, disable=quiet or not watched.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def report(what: str, done: int, total: int) -> None:
            bar.update(task, description=one_line(what, 50), completed=done, total=total or None)
            if bar.disable and not quiet:
                lines.tell(f"{one_line(what, 50)}: {done / total:.0%}" if total else one_line(what, 50))

        yield report
