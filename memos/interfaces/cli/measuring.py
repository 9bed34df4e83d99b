"""`memos stats`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

import typer
from rich.filesize import decimal

from memos.errors import InvalidInput
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.options import Home, Json, User, commands
from memos.interfaces.cli.plain import amount
from memos.interfaces.cli.session import opened
from memos.schemas.cube import State
from memos.schemas.statistics import Growth, IndexHealth, Sizes, Statistics

app = commands()

_STEPS: Final = " ▁▂▃▄▅▆▇█"
_MONTHS: Final = 60
_TABLES: Final = 8


@app.command()
def stats(
    every: Annotated[bool, typer.Option("--all", help="Of all users together.")] = False,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Tell sizes, kinds, growth, index health.

    Of one user, or of all. The sizes on the disk are those of the whole store.
    """
    if every and user is not None:
        raise InvalidInput("Of all, or of one user?", hint="Give --all or --user.")
    with opened(home, user) as session:
        found = session.memory.stats(None if every else session.user)
    if json:
        shapes.write(found.model_dump(mode="json"))
    else:
        print_statistics(found)


def print_statistics(found: Statistics) -> None:
    """Kinds by state, growth, sizes, health."""
    total = sum(sum(states.values()) for states in found.cubes.values())
    whose = found.user if found.user is not None else amount(found.users, "user")
    told = [
        amount(total, "memory", "memories"),
        amount(found.messages, "message"),
        amount(found.conversations, "conversation"),
        amount(found.operations, "operation"),
    ]
    paper.say((whose, "bold"), (f"   {', '.join(told)}", "dim"))
    _print_kinds(found)
    if found.growth:
        _print_growth(found.growth)
    _print_sizes(found.sizes)
    _print_rest(found)


def _print_kinds(found: Statistics) -> None:
    states = [state for state in State if any(state in counts for counts in found.cubes.values())]
    if not states:
        return
    paper.heading("memories")
    made = paper.table("kind", *(paper.number(state.value) for state in states))
    for kind, counts in found.cubes.items():
        shown = (f"{counts[state]:,}" if state in counts else "" for state in states)
        made.add_row(paper.line((kind.value, paper.KIND_STYLE[kind.value])), *shown)
    paper.put(made)


def _print_growth(growth: Sequence[Growth]) -> None:
    months = every_month(growth)[-_MONTHS:]
    paper.heading("growth", f"{months[0].month} to {months[-1].month}, a mark a month")
    for name, counts in (("heard", [one.heard for one in months]), ("written", [one.written for one in months])):
        most = f"  at most {max(counts):,}" if max(counts) else "  none"
        paper.say((f"  {name:8} ", "dim"), sparkline(counts), (most, "dim"))


def every_month(growth: Sequence[Growth]) -> list[Growth]:
    """The months from the first to the last, those in which nothing came among them."""
    known = {one.month: one for one in growth}
    months: list[Growth] = []
    year, month = map(int, growth[0].month.split("-"))
    while not months or months[-1].month < growth[-1].month:
        name = f"{year:04}-{month:02}"
        months.append(known.get(name, Growth(month=name, written=0, heard=0)))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return months


def sparkline(counts: Sequence[int]) -> str:
    """A mark for each count, as high as it is large; whatever is not 0 can be seen."""
    most = max(counts, default=0)
    return "".join(_STEPS[-(-count * (len(_STEPS) - 1) // most)] if most else _STEPS[0] for count in counts)


def _print_sizes(sizes: Sizes) -> None:
    files = [("database", sizes.database), ("log", sizes.log), ("vector index", sizes.chroma)]
    there = [(name, size) for name, size in files if size]
    paper.heading("on the disk", decimal(sum(size for _, size in there)) if len(there) > 1 else "")
    made = paper.table(paper.dim(width=14), paper.number(), header=False)
    for name, size in there:
        made.add_row(name, decimal(size))
        for table, part in parts_of(sizes) if name == "database" else ():
            made.add_row(f"  {table}", decimal(part))
    paper.put(made)


def parts_of(sizes: Sizes) -> list[tuple[str, int]]:
    """The largest tables of the database, and all the rest of it, pages that hold nothing too: together they are the file."""
    if not sizes.tables:
        return []
    own = [(name, size) for name, size in sizes.tables.items() if not name.startswith("sqlite_")][:_TABLES]
    rest = sizes.database - sum(size for _, size in own)
    return [*own, ("other", rest)] if rest > 0 else own


def _print_rest(found: Statistics) -> None:
    paper.heading("graph and use")
    parts = [amount(found.entities, "name"), amount(found.edges, "edge")]
    parts += [amount(found.recollections, "recollection"), amount(found.citations, "citation")]
    paper.say(f"  {', '.join(parts)}")
    health = found.index
    paper.heading("index", "well" if health.well and not found.pending else "behind: `memos doctor --repair` mends it")
    for line, wrong in _health(health, found.pending):
        paper.say((f"  {line}", "yellow" if wrong else ""))


def _health(index: IndexHealth, pending: int) -> list[tuple[str, bool]]:
    """What the indices are like, a line each, and whether it is as it should not be."""
    followed = (
        f"vectors are compared exactly; journal at {index.head:,}"
        if index.watermark is None
        else f"vector index at {index.watermark:,} of {index.head:,}, {amount(index.lag, 'change')} behind"
    )
    lines = [
        (f"{amount(index.embedded, 'memory', 'memories')} embedded by {index.embedder or 'nothing'}", False),
        (followed, bool(index.lag)),
    ]
    if index.missing:
        lines.append((f"{amount(index.missing, 'memory waits', 'memories wait')} for a vector", True))
    if index.retrying or index.parked:
        lines.append((f"{amount(index.retrying, 'change')} to try again, {index.parked:,} given up", True))
    if pending:
        lines.append((f"{amount(pending, 'exchange is', 'exchanges are')} stored, but not settled", True))
    return lines
