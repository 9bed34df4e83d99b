"""`memos list`, `show`, `why` and `history`."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from memos.errors import InvalidInput
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.options import Home, Json, User, commands
from memos.interfaces.cli.plain import one_line
from memos.interfaces.cli.session import opened
from memos.memory import Why
from memos.schemas.cube import Identity, Kind, MemCube, Origin, State, Time, Usage
from memos.schemas.operation import JournalEntry

app = commands()

Id = Annotated[
    str, typer.Argument(metavar="ID", help="A memory's id: the whole, its beginning or its end.", show_default=False)
]
_LISTED_WIDTH = 160
_HIDDEN = {"provenance", "scope"}


@app.command(name="list")
def list_(
    kind: Annotated[
        list[str] | None, typer.Option("--kind", "-k", metavar="KIND", help="Only this kind; may be repeated.")
    ] = None,
    state: Annotated[
        list[str] | None, typer.Option("--state", metavar="STATE", help="In this state; may be repeated.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="In whatever state.")] = False,
    about: Annotated[
        str | None, typer.Option("--about", metavar="NAME", help="Only statements about this subject.")
    ] = None,
    run: Annotated[str | None, typer.Option("--run", metavar="ID", help="Only of this run.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="How many at most.")] = 30,
    offset: Annotated[int, typer.Option("--offset", min=0, help="How many of the newest to pass over.")] = 0,
    chunks: Annotated[bool, typer.Option("--chunks", help="The pieces of documents, too.")] = False,
    users: Annotated[bool, typer.Option("--users", help="For whom something is remembered.")] = False,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """List memories, or for whom there are any.

    Newest first; active ones, unless --state or --all asks for others. A document stands for its pieces, unless --chunks asks.
    """
    _refuse_unknown("--kind", kind, Kind)
    _refuse_unknown("--state", state, State)
    with opened(home, user) as session:
        if users:
            _write_users(session.memory.users(), json=json)
            return
        found = session.memory.get_all(
            user_id=session.user,
            run_id=run,
            kinds=kind or None,
            states=tuple(State) if every else state or (State.ACTIVE,),
            filters={**({"subject": about} if about else {}), **({} if chunks else {"metadata.document": None})}
            or None,
            limit=limit + 1,
            offset=offset,
        )
    more, found = len(found) > limit, found[:limit]
    if json:
        page = {"limit": limit, "offset": offset, "more": more}
        shapes.write({"user": session.user, "memories": shapes.cubes(found), **page})
    else:
        _print_list(found, following=offset + limit if more else 0)


@app.command()
def show(
    cube_id: Id,
    whole: Annotated[bool, typer.Option("--whole", help="Of a document: all that was read from it.")] = False,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Show one memory with its whole header."""
    with opened(home, user) as session:
        cube = session.cube(cube_id)
        text = session.memory.resource_text(cube.id, user_id=session.user) if whole else None
    if json:
        shapes.write({"cube": shapes.cube(cube), **({"whole": text} if text is not None else {})})
    elif text is not None:
        paper.indented(paper.line(text), by=0)
    else:
        _print_cube(cube)


@app.command()
def why(cube_id: Id, user: User = None, home: Home = None, json: Json = False) -> None:
    """Show the words a belief rests on.

    And the operations that made it what it is, with their reasons.
    """
    with opened(home, user) as session:
        found = session.memory.why(session.cube(cube_id).id, user_id=session.user)
    if json:
        shapes.write(shapes.why(found))
    else:
        print_why(found)


@app.command()
def history(
    cube_id: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="A memory's id; without it, what was done last.", show_default=False),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=10_000, help="How many of the last operations.")
    ] = 20,
    offset: Annotated[int, typer.Option("--offset", min=0, help="How many of the last to pass over.")] = 0,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Show what happened to a memory, or last of all.

    A memory's operations oldest first; the last ones of all newest first.
    """
    with opened(home, user) as session:
        cube = session.cube(cube_id) if cube_id else None
        entries = (
            session.memory.history(cube.id, user_id=session.user)
            if cube
            else session.memory.pages(user_id=session.user).operations(limit=limit, offset=offset)
        )
    if json:
        shapes.write(
            {"user": session.user, "cube_id": cube.id if cube else None, "operations": shapes.entries(entries)}
        )
    else:
        _print_history(entries)
        if cube and cube.version > 1:
            paper.say(("what changed: ", "dim"), (f"memos diff {paper.short_id(cube.id)}", "cyan"))


def _refuse_unknown(option: str, given: list[str] | None, known: type[StrEnum]) -> None:
    """`InvalidInput`, by the name that the option has here."""
    for one in given or ():
        if one not in {member.value for member in known}:
            raise InvalidInput(
                f"{option} is {one!r}, and must be one of {', '.join(known)}.", hint="Nothing was listed."
            )


def _write_users(found: list[str], *, json: bool) -> None:
    if json:
        shapes.write({"users": found})
        return
    if not found:
        paper.say(("Nothing is remembered here yet, of nobody.", "yellow"))
    for name in found:
        paper.say(one_line(name))


def _print_list(found: list[MemCube], *, following: int) -> None:
    if not found:
        paper.say(("There is no such memory.", "yellow"))
        return
    made = paper.table(paper.dim("id"), paper.dim("when"), "kind", paper.wide("memory"))
    for cube in found:
        told = paper.told(cube)
        told.plain = one_line(told.plain, _LISTED_WIDTH)
        made.add_row(paper.line((paper.short_id(cube.id), "dim")), paper.when(cube), paper.kind(cube), told)
    paper.put(made)
    if following:
        paper.say((f"There are more: --offset {following}, or a larger --limit.", "dim"))


def _print_cube(cube: MemCube) -> None:
    paper.indented(paper.told(cube), by=0)
    for title, group in (("identity", Identity), ("time", Time), ("provenance", Origin), ("usage", Usage)):
        fields = {name: getattr(cube, name) for name in group.model_fields if name not in _HIDDEN}
        _print_group(title, {**_extra(cube, title), **fields})
    payload = {name: value for name, value in cube.payload.model_dump(mode="json").items() if name != "sealed"}
    _print_group("payload", payload)


def _extra(cube: MemCube, group: str) -> dict[str, Any]:
    """What stands in a header group beside its plain fields."""
    if group == "identity":
        scope = {name: value for name, value in cube.scope.model_dump().items() if value is not None}
        return {**scope, "content_hash": cube.content_hash[:16]}
    if group == "provenance":
        spans = [
            f"{source.message_id} [{source.start}:{'' if source.end is None else source.end}]"
            for source in cube.provenance.sources
        ]
        origin = cube.provenance
        return {"agent": origin.agent, "operation": origin.op_id, "messages": spans, "parents": list(origin.parents)}
    return {}


def _print_group(title: str, fields: dict[str, Any]) -> None:
    paper.heading(title)
    made = paper.table(paper.dim(width=14), paper.wide(), header=False)
    for name, value in fields.items():
        shown = _shown(value)
        if shown:
            made.add_row(name, shown)
    paper.put(made)


def _shown(value: object) -> str:
    match value:
        case None | "":
            return ""
        case list() | tuple():
            return one_line(", ".join(_shown(item) for item in value))
        case dict():
            return one_line(", ".join(f"{key}: {_shown(item)}" for key, item in value.items()))
        case float():
            return f"{value:g}"
        case bool():
            return "yes" if value else "no"
        case datetime():
            return paper.minute(value)
        case _:
            return one_line(str(value))


def print_why(found: Why, *, most: int = 0, width: int = 0) -> None:
    """A belief, the words it rests on, and what made it; of the words, if so told, not more than `most` messages of that width."""
    cube = found.cube
    paper.indented(paper.told(cube), by=0)
    state = "" if cube.state is State.ACTIVE else f", {cube.state.value}"
    note = f"{cube.kind.value}{state}, {paper.when(cube)}, trust {cube.trust.value}, confidence {cube.confidence:.2f}"
    paper.say((note, "dim"))
    if found.sources:
        paper.heading("because it was said")
    for message, spans in found.sources[: most or None]:
        paper.say(("  " + paper.minute(message.timestamp), "dim"), (f"  {message.id}", "dim"))
        paper.indented(paper.quote(message, spans, user=cube.scope.user, width=width), by=4)
    if most and len(found.sources) > most:
        paper.say((f"    and {len(found.sources) - most} more", "dim"))
    if found.parents:
        paper.heading("derived from")
    for parent in found.parents:
        paper.indented(paper.line((f"{paper.short_id(parent.id)}  ", "dim"), paper.told(parent)))
    paper.heading("operations")
    _print_history(found.operations)


def _print_history(entries: list[JournalEntry] | tuple[JournalEntry, ...]) -> None:
    made = paper.table(
        paper.dim("when"),
        "event",
        paper.number("v"),
        paper.wide("text", ratio=3),
        paper.wide("reason", ratio=2),
        "by",
        paper.dim("commit"),
    )
    for entry in entries:
        made.add_row(
            paper.line((f"{entry.committed_at:%Y-%m-%d %H:%M}", "dim")),
            paper.line((entry.event, paper.EVENT_STYLE[entry.event])),
            str(entry.version or ""),
            one_line(entry.text, 120),
            one_line(entry.reason, 120),
            one_line(entry.agent),
            paper.line((_short_op(entry.op_id), "dim")),
        )
    paper.put(made)


def _short_op(op_id: str) -> str:
    """The end of a commit's name; `memos undo` takes it."""
    return op_id if len(op_id) <= 16 else f"…{op_id[-8:]}"
