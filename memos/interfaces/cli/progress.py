"""A progress bar on stderr, where somebody is watching."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from memos.interfaces.cli.paper import console
from memos.interfaces.cli.plain import one_line

Advance = Callable[[int], None]


class _Rate(ProgressColumn):
    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit

    def render(self, task: Task) -> Text:
        """How many a second."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f} {self._unit}/s" if speed else "", style="dim")


@contextmanager
def counted(what: str, total: int, unit: str, *, quiet: bool = False) -> Generator[Advance]:
    """A bar that counts up to `total`; `quiet`, or without a terminal, nothing is shown."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f} {task.fields[unit]}"),
        _Rate(unit),
        TimeRemainingColumn(compact=True),
    )
    watched = console(error=True)
    with Progress(*columns, console=watched, disable=quiet or not watched.is_terminal) as bar:
        task = bar.add_task(one_line(what, 50), total=total, unit=unit)

        def advance(by: int) -> None:
            bar.advance(task, by)

        yield advance


@contextmanager
def measured(*, quiet: bool = False) -> Generator[Callable[[str, int, int], None]]:
    """A bar that is told what is going on, how much is done and of how much (0: not known)."""
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=30), TextColumn("{task.percentage:>3.0f} %"))
    watched = console(error=True)
    with Progress(*columns, console=watched, transient=True, disable=quiet or not watched.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def report(what: str, done: int, total: int) -> None:
            bar.update(task, description=one_line(what, 50), completed=done, total=total or None)

        yield report
