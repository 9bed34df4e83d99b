"""`memos profile` and `memos timeline`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, NamedTuple

import typer

from memos.agents.perceive.speakers import same_person
from memos.agents.persona import BUDGET
from memos.errors import NotFound
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.finding import moment_of
from memos.interfaces.cli.options import Home, Json, User, commands, somebody
from memos.interfaces.cli.session import opened
from memos.memory import Memory
from memos.schemas.cube import TRUNK, Core, Kind, MemCube, Semantic, State
from memos.store.pages import Told

app = commands()

_MOST = 10_000
"""Statements a page is made of at most."""


class Profile(NamedTuple):
    """What is known of a user: the persona tree, and the page it makes; the best statements it does not tell already, how many
    `more` there are, and how much lies behind it.

    Of somebody else (`person`) the user's memory tells statements alone.
    """

    user: str
    tree: tuple[MemCube, ...]
    page: str
    statements: tuple[MemCube, ...]
    more: int
    counts: dict[str, int]
    person: str | None = None


def profile_of(memory: Memory, user: str, statements: int, budget: int = BUDGET) -> Profile:
    """Puts a profile together, its page within a budget of tokens; the best supported statements first."""
    current = memory.get_all(user_id=user, kinds=["semantic"], limit=_MOST)
    subjects = Counter(cube.payload.subject for cube in current if isinstance(cube.payload, Semantic))
    own = {subject for subject in subjects if _same(subject, user)} or {name for name, _ in subjects.most_common(1)}

    def weight(cube: MemCube) -> tuple[bool, float, int, datetime]:
        about_user = isinstance(cube.payload, Semantic) and cube.payload.subject in own
        return about_user, cube.cites + cube.confidence, len(cube.provenance.sources), cube.observed_at

    tree = sorted(memory.get_all(user_id=user, kinds=["core"], limit=_MOST), key=_in_trunk_order)
    there = memory.pages(user_id=user).kinds()
    values = [cube.payload.value.casefold() for cube in tree if isinstance(cube.payload, Core)]
    best = [cube for cube in sorted(current, key=weight, reverse=True) if not _is_told(cube, values)]
    counts = {kind.value: there.get(kind, {}).get(State.ACTIVE, 0) for kind in Kind}
    page = memory.profile(user_id=user, token_budget=budget)
    return Profile(user, tuple(tree), page, tuple(best[:statements]), len(best[statements:]), counts)


def profile_of_person(memory: Memory, user: str, person: str, statements: int) -> Profile:
    """What a user's memory says of somebody else; `NotFound` when it says nothing."""
    about: list[MemCube] = []
    if user in memory.users():
        current = memory.get_all(user_id=user, kinds=["semantic"], limit=_MOST)
        about = [cube for cube in current if _is_about(cube, person)]
    if not about:
        raise NotFound(
            f"Nothing is known about {person!r}: nobody's memory has that name, and that of {user!r} says nothing of them.",
            hint="`memos list --users` shows whose memories there are; --user NAME says in whose to look.",
        )
    best = sorted(about, key=lambda cube: (cube.cites + cube.confidence, cube.observed_at), reverse=True)
    return Profile(user, (), "", tuple(best[:statements]), len(best[statements:]), {"semantic": len(about)}, person)


def _is_about(cube: MemCube, person: str) -> bool:
    payload = cube.payload
    return isinstance(payload, Semantic) and (same_person(payload.subject, person) or _same(payload.object, person))


def _is_told(cube: MemCube, values: Sequence[str]) -> bool:
    """Whether the tree says it already."""
    return isinstance(cube.payload, Semantic) and any(cube.payload.object.casefold() in value for value in values)


def _same(one: str, other: str) -> bool:
    return "".join(one.casefold().split()) == "".join(other.casefold().split())


def _in_trunk_order(cube: MemCube) -> tuple[int, str]:
    path = cube.payload.path if isinstance(cube.payload, Core) else ""
    return TRUNK.index(path.split(".", 1)[0]) if path else len(TRUNK), path


@app.command()
def profile(
    who: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="Whose profile (else --user's): a user, or somebody their memory speaks of.",
            callback=somebody,
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=0, max=_MOST, help="How many statements besides the tree.")
    ] = 12,
    budget: Annotated[
        int, typer.Option("--budget", metavar="TOKENS", min=1, help="Size of the tree's page: the surest leaves stay.")
    ] = BUDGET,
    context: Annotated[bool, typer.Option("--context", help="Print the tree's page alone, for a prompt.")] = False,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Tell what is known of a user, on one page.

    NAME may also be somebody else who speaks, or is spoken of, in the memory of --user.
    """
    with opened(home, user) as session:
        is_user = who is None or who == session.user or (user is None and who in session.memory.users())
        if who is None or is_user:
            found = profile_of(session.memory, who or session.user, limit, budget)
        else:
            found = profile_of_person(session.memory, session.user, who, limit)
    if json:
        tree = {cube.payload.path: cube.payload.value for cube in found.tree if isinstance(cube.payload, Core)}
        cubes = {"core": shapes.cubes(found.tree), "statements": shapes.cubes(found.statements)}
        page = {"tree": tree, "page": found.page, **cubes, "more": found.more}
        shapes.write({"user": found.user, "person": found.person, **page, "counts": found.counts})
    elif context:
        paper.say(found.page)
    else:
        print_profile(found)


def print_profile(found: Profile) -> None:
    """The page of the tree, then statements."""
    counted = ", ".join(f"{count:,} {kind}" for kind, count in found.counts.items() if count)
    whose = f" in the memory of {found.user}" if found.person else ""
    paper.say((found.person or found.user, "bold"), (f"   {counted or 'nothing is remembered'}{whose}", "dim"))
    for line in found.page.splitlines():
        if leaf := line.removeprefix("  ") if line.startswith("  ") else "":
            name, _, value = leaf.partition(": ")
            paper.indented(paper.line((f"{name}: ", "dim"), value))
        else:
            paper.say((line, "bold"))
    if found.statements:
        paper.heading("known" if found.person else "also known")
    for cube in found.statements:
        since = f"  {paper.validity(cube) or paper.day(cube.observed_at)}"
        paper.indented(paper.line(("· ", "dim"), paper.told(cube), (since, "dim")))
    if found.more:
        paper.say((f"  and {found.more:,} more: --limit {len(found.statements) + found.more}", "dim"))


@app.command()
def timeline(
    about: Annotated[
        str | None, typer.Option("--about", metavar="NAME", help="Only what concerns this person, place or thing.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="TIME", help="Only what began to hold then, or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="TIME", help="Only what began to hold before then.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=_MOST, help="How many of the last entries.")] = 40,
    offset: Annotated[int, typer.Option("--offset", min=0, help="How many of the last to pass over.")] = 0,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Tell what held when, old beliefs struck out."""
    told = Told(about=about or "", since=moment_of(since), until=moment_of(until))
    with opened(home, user) as session:
        pages = session.memory.pages(user_id=session.user)
        found = pages.statements(told, limit=limit + 1, offset=offset)
        if about is not None and not found and not offset:
            raise NotFound(
                f"Nothing is known about {about!r} in the memory of {session.user!r}.",
                hint="`memos timeline` shows all that is; --user NAME looks in another memory.",
            )
    more, shown = len(found) > limit, found[:limit][::-1]
    if json:
        page = {"limit": limit, "offset": offset, "more": more}
        shapes.write({"user": session.user, "about": about, "entries": shapes.cubes(shown), **page})
    else:
        print_timeline(shown)
        if more:
            paper.say((f"Earlier ones: --offset {offset + limit}, --until, or a larger --limit.", "dim"))


def began(cube: MemCube) -> datetime:
    """Since when it holds, as far as is known."""
    return cube.valid_from or cube.observed_at


def print_timeline(found: Sequence[MemCube]) -> None:
    """A line a statement, the months apart."""
    if not found:
        paper.say(("Nothing is known of that.", "yellow"))
        return
    made = paper.table("from", paper.dim("until"), paper.wide(), paper.dim("id"))
    for month, cubes in _by_month(found):
        made.add_row(paper.line((month, "bold")), "", "", "")
        for cube in cubes:
            made.add_row(
                f"  {began(cube):%d %b}",
                paper.line((paper.day(cube.valid_to), "dim")),
                paper.told(cube),
                paper.line((paper.short_id(cube.id), "dim")),
            )
    paper.put(made)


def _by_month(found: Iterable[MemCube]) -> list[tuple[str, list[MemCube]]]:
    months: dict[str, list[MemCube]] = {}
    for cube in found:
        months.setdefault(f"{began(cube):%B %Y}", []).append(cube)
    return list(months.items())
