"""`memos forget`, `hold` and `release`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from typing import Annotated, Final

import typer

from memos.errors import InvalidInput, Refused
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.looking import Id
from memos.interfaces.cli.options import Home, Json, User, commands
from memos.interfaces.cli.plain import amount, one_line
from memos.interfaces.cli.progress import measured
from memos.interfaces.cli.session import Session, opened
from memos.schemas.forgetting import Example, Forgotten, Plan

app = commands()

BYTES_LEFT: Final = 75
"""The exit code where it is hidden and its bytes are still there (EX_TEMPFAIL: it may be tried again)."""
_WIDTH: Final = 100
_COUNTED: Final = (
    ("messages", "message", "messages"),
    ("cubes", "memory", "memories"),
    ("versions", "version", "versions"),
    ("derived", "of them derived", "of them derived"),
    ("chunks", "piece of a document", "pieces of documents"),
    ("vectors", "vector", "vectors"),
    ("edges", "edge", "edges"),
    ("entities", "name", "names"),
    ("recollections", "answer that showed it", "answers that showed it"),
)


@app.command()
def forget(
    message: Annotated[str | None, typer.Option("--message", metavar="ID", help="A message, by its id.")] = None,
    cube: Annotated[
        str | None,
        typer.Option("--cube", metavar="ID", help="A memory, by its id; what was said goes with its message."),
    ] = None,
    session: Annotated[str | None, typer.Option("--session", metavar="RUN", help="All that was said in a run.")] = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="NAME", help="All of a source, or the document with this address.")
    ] = None,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="NAME", help="All that mentions somebody known here, and all he said."),
    ] = None,
    everything: Annotated[bool, typer.Option("--everything", help="The whole user, by name.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what was interrupted, or had to wait.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would go, and stop.")] = False,
    whole: Annotated[bool, typer.Option("--all", help="Show all of it that would go, not some.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Remove the bytes of something, and search the files.

    All that rests on it alone goes with it, and it can't be undone. Shows first what goes and what survives on other words, then
    asks. Afterwards every file of the store is searched for it; exit code 75: it is hidden, and its bytes are still there,
    since another process is in the way. To take a belief back so that it can be brought back, undo its
    commit instead.
    """
    with opened(home, user) as here:
        if resume:
            _resume(here, json=json)
            return
        going = partial(
            here.memory.forget,
            user_id=here.user,
            message=message,
            cube=here.cube(cube).id if cube is not None else None,
            session=session,
            source=source,
            person=person,
            user=everything,
        )
        plan = going(preview=True, whole=whole)
        if not json:
            _show(plan.plan, here.user)
        if dry_run:
            if json:
                shapes.write(plan.model_dump(mode="json"))
            return
        if not yes:
            _ask(here.user if everything else None)
        with measured(quiet=json) as report:
            done = going(report=report)
    if json:
        shapes.write(done.model_dump(mode="json"))
    else:
        _summary(done)
    _exit_if_pending([done])


@app.command()
def hold(cube_id: Id, user: User = None, home: Home = None, json: Json = False) -> None:
    """Keep a memory from being forgotten.

    It is put under a legal hold (a label, in the journal as any change): neither it nor the messages it cites can be forgotten.
    """
    _label(cube_id, user, home, on=True, json=json)


@app.command()
def release(cube_id: Id, user: User = None, home: Home = None, json: Json = False) -> None:
    """Lift a legal hold."""
    _label(cube_id, user, home, on=False, json=json)


def _label(cube_id: str, user: User, home: Home, *, on: bool, json: bool) -> None:
    with opened(home, user) as here:
        cube = here.cube(cube_id)
        change = here.memory.hold if on else here.memory.release
        entry = change(cube.id, user_id=here.user)
    if json:
        shapes.write({"operation": shapes.entry(entry)})
        return
    paper.say(("held      " if on else "released  ", "bold"), one_line(cube.text, _WIDTH))
    paper.say((f"memos undo {entry.op_id}   takes this back", "dim"))


def _resume(here: Session, *, json: bool) -> None:
    with measured(quiet=json) as report:
        ended = here.memory.resume_forgetting(report=report)
    if json:
        shapes.write({"forgotten": [done.model_dump(mode="json") for done in ended]})
    elif not ended:
        paper.say("No forgetting was begun that is not done, and told of.")
        paper.say(("One that was stopped before it had begun has removed nothing: begin it again.", "dim"))
    for done in () if json else ended:
        _summary(done)
    _exit_if_pending(ended)


def _exit_if_pending(ended: Sequence[Forgotten]) -> None:
    if any(done.pending for done in ended):
        raise typer.Exit(BYTES_LEFT)


def _ask(user: str | None) -> None:
    """Asks once more; whoever lets a whole user go types his name."""
    if not sys.stdin.isatty():
        raise InvalidInput("Nobody is there to say yes.", hint="--yes goes on without asking. Nothing was forgotten.")
    if user is None:
        sure = typer.confirm("Forget this? It can't be undone.", err=True)
    else:
        sure = typer.prompt(f"Type {user} to forget all of it; it can't be undone", err=True, default="") == user
    if not sure:
        raise Refused("Nothing was forgotten.")


def _show(plan: Plan, user: str) -> None:
    counts = plan.counts.model_dump()
    target = f"all of {user}" if plan.target.what == "user" else f"{plan.target.what} {plan.target.name}"
    paper.heading(f"Forget {target}", "this goes")
    paper.say(", ".join(amount(counts[name], one, more) for name, one, more in _COUNTED if counts[name]))
    if plan.names:
        paper.say(("names: ", "dim"), ", ".join(map(one_line, plan.names)))
    _list([*plan.messages, *plan.cubes], plan.counts.messages + plan.counts.cubes, "red")
    if not (plan.counts.retold or plan.counts.kept):
        return
    told = [
        amount(plan.counts.retold, "summary is told anew", "summaries are told anew") if plan.counts.retold else "",
        amount(plan.counts.kept, "memory rests", "memories rest") + " on what is left" if plan.counts.kept else "",
    ]
    paper.heading("This stays", ", ".join(filter(None, told)))
    _list(plan.stays, plan.counts.retold + plan.counts.kept, "green")


def _elsewhere(count: int) -> str:
    """Of the pieces that were found, those that also were said in what stays."""
    return f"{amount(count, 'more piece was', 'more pieces were')} found that what stays holds, too: not counted"


def _list(examples: list[Example] | tuple[Example, ...], total: int, style: str) -> None:
    made = paper.table(paper.dim(), paper.dim(), paper.wide(), header=False)
    for one in examples:
        note = "  holds again" if one.revived else f"  {one.versions} versions" if one.versions > 1 else ""
        words = one_line(one.text if one.becomes is None else one.becomes, _WIDTH)
        kind = one.kind.value if one.kind else "message"
        made.add_row(paper.short_id(one.id) if one.kind else one.id, kind, paper.line((words, style), (note, "dim")))
    paper.put(made)
    if total > len(examples):
        paper.say((f"and {total - len(examples):,} more: --dry-run --all shows all", "dim"))


def _summary(done: Forgotten) -> None:
    counts = done.plan.counts
    paper.gap()
    if done.pending:
        paper.say(("Hidden: nobody finds it any more. Its bytes are still in the files.", "bold yellow"))
    if done.begun_at is not None:
        begun = f"{done.begun_at.astimezone():%Y-%m-%d %H:%M}"
        paper.say(("resumed    ", "bold"), f"the forgetting of a {done.plan.target.what}, begun {begun}")
    paper.say(
        ("hidden     ", "bold yellow") if done.pending else ("forgotten  ", "bold green"),
        f"{amount(counts.messages, 'message')}, {amount(counts.cubes, 'memory', 'memories')}, "
        f"{amount(counts.versions, 'version')}, {amount(counts.vectors, 'vector')}",
    )
    scan = done.scan
    if scan is not None:
        paper.say(
            ("searched   ", "bold"),
            f"{amount(scan.files, 'file')}, {scan.bytes:,} bytes, for {amount(scan.marks, 'piece')} of text and vectors: ",
            (amount(scan.hits, "hit"), "bold green" if not scan.hits else "bold red"),
        )
        if scan.elsewhere:
            paper.say((f"           {_elsewhere(scan.elsewhere)}", "dim"))
    if done.pending:
        paper.say(("pending    ", "bold yellow"), done.pending)
    if done.beyond:
        paper.say(("not in reach  ", "dim"), ("; ".join(done.beyond), "dim"))
