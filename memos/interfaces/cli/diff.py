"""`memos diff`: what changed between two versions of a memory, or between two moments of belief."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Final

import typer

from memos.errors import InvalidInput, NotFound
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.finding import moment_of
from memos.interfaces.cli.options import Home, Json, User, commands
from memos.interfaces.cli.plain import amount, one_line
from memos.interfaces.cli.session import Session, opened
from memos.schemas.cube import Kind, MemCube, State
from memos.schemas.difference import Difference, Learnt, Mark, Turn, between, differences

app = commands()

_SIGN: Final[Mapping[Mark, tuple[str, str]]] = {
    "same": ("  ", "dim"),
    "removed": ("- ", "red"),
    "added": ("+ ", "green"),
}
_MOST: Final = 1_000_000
_FACTS: Final = (Kind.CORE, Kind.SEMANTIC, Kind.PROCEDURAL, Kind.RESOURCE, Kind.VAULT)


@app.command()
def diff(
    cube_id: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="A memory's id: the whole, its beginning or its end.", show_default=False),
    ] = None,
    old: Annotated[
        int | None, typer.Argument(metavar="[V1]", min=1, help="The older version (else the one before).")
    ] = None,
    new: Annotated[int | None, typer.Argument(metavar="[V2]", min=1, help="The newer version (else the last).")] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="TIME", help="Compare what was believed then …", show_default=False)
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", metavar="TIME", help="… with what was believed then (else now).")
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", "-k", metavar="KIND", help="With --from: this kind (else all but what was merely said)."
        ),
    ] = None,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Show what changed between two versions.

    Of one memory: the last version and the one before it, or the two that are named. With --from (and --to): what was
    learnt, changed and dropped between two moments. "-" marks what went, "+" what came.
    """
    if (cube_id is None) == (since is None):
        raise typer.BadParameter("give the ID of a memory, or --from a moment.")
    with opened(home, user) as session:
        if cube_id is not None:
            _diff_of_versions(session, cube_id, (old, new), json=json)
        else:
            _diff_of_moments(session, (since, until), kind, json=json)


# -- two versions of one memory


def _diff_of_versions(session: Session, cube_id: str, chosen: tuple[int | None, int | None], *, json: bool) -> None:
    cube = session.cube(cube_id)
    versions = {one.version: one for one in session.memory.versions(cube.id, user_id=session.user)}
    numbers = sorted(versions)
    newer = chosen[1] or numbers[-1]
    older = chosen[0] or max((number for number in numbers if number < newer), default=newer)
    for number in (older, newer):
        if number not in versions:
            raise NotFound(f"{paper.short_id(cube.id)} has no version {number}.", hint=f"It has {_span(numbers)}.")
    found = differences(versions[older], versions[newer])
    if json:
        shapes.write({"cube_id": cube.id, "from": older, "to": newer, "differences": as_json(found)})
        return
    paper.say((f"{cube.kind.value} {paper.short_id(cube.id)}", "bold"), (f"  version {older} → {newer}", "dim"))
    print_differences(found)
    if not found:
        paper.say(("It has one version." if len(numbers) == 1 else "They say the same.", "dim"))


def _span(numbers: Sequence[int]) -> str:
    return "version 1 alone" if len(numbers) == 1 else f"versions {numbers[0]} to {numbers[-1]}"


def print_differences(found: Iterable[Difference]) -> None:
    """Field by field, a line of it a line: what went is marked with "-", what came with "+"."""
    for difference in found:
        paper.say((difference.field.replace("_", " "), "bold"))
        for line in difference.lines:
            sign, style = _SIGN[line.mark]
            paper.indented(paper.line((f"{sign}{one_line(line.text)}", style)))


def as_json(found: Iterable[Difference]) -> list[shapes.Json]:
    """The same as JSON."""
    return [difference.model_dump(mode="json") for difference in found]


# -- two moments of belief


def _diff_of_moments(
    session: Session, moments: tuple[str | None, str | None], kinds: Sequence[str] | None, *, json: bool
) -> None:
    since, until = map(moment_of, moments)
    if since and until and until < since:
        raise InvalidInput("--to is before --from.", hint="Name the earlier moment first.")
    found = between(_standing(session, since, kinds), _standing(session, until, kinds))
    if json:
        shapes.write(
            {
                "user": session.user,
                "from": since,
                "to": until,
                "learnt": shapes.cubes(found.learnt),
                "changed": [_turn(turn) for turn in found.changed],
                "dropped": shapes.cubes(found.dropped),
            }
        )
    else:
        _print_learnt(found)


def _standing(session: Session, moment: datetime | None, kinds: Sequence[str] | None) -> list[MemCube]:
    """Every memory as it stood then, oldest first."""
    found = session.memory.get_all(
        user_id=session.user, kinds=kinds or _FACTS, states=tuple(State), as_of=moment, limit=_MOST
    )
    return found[::-1]


def _turn(turn: Turn) -> shapes.Json:
    return {"cube": shapes.cube(turn.new), "differences": as_json(differences(turn.old, turn.new))}


def _print_learnt(found: Learnt) -> None:
    if not any(found):
        paper.say(("Nothing else was believed.", "yellow"))
    for title, sign, style, cubes in (
        ("learnt", "+", "green", found.learnt),
        ("dropped", "-", "red", found.dropped),
    ):
        if cubes:
            paper.heading(title, amount(len(cubes), "memory", "memories"))
        for cube in cubes:
            state = "" if cube.state is State.ACTIVE else f"  {cube.state.value}"
            told = one_line(paper.told(cube).plain, 200)
            paper.indented(paper.line((f"{sign} ", style), (told, style), (state, "dim"), f"  {_mark(cube)}"))
    if found.changed:
        paper.heading("changed", amount(len(found.changed), "memory", "memories"))
    for old, new in found.changed:
        paper.indented(paper.line((one_line(paper.told(new).plain, 200), "bold"), f"  {_mark(new)}"))
        print_differences(differences(old, new))


def _mark(cube: MemCube) -> str:
    return f"({cube.kind.value} {paper.short_id(cube.id)})"
