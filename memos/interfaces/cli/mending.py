"""`memos correct` and `memos undo`."""

from __future__ import annotations

from typing import Annotated

import typer

from memos.errors import InvalidInput, NotFound
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.looking import Id
from memos.interfaces.cli.options import Home, Json, User, commands
from memos.interfaces.cli.plain import one_line
from memos.interfaces.cli.session import SHORTEST, Session, opened

app = commands()

_LOOKED_THROUGH = 10_000
_UNDO = "undo:"
_TOLD = 200
_WIDTH = 80


@app.command()
def correct(
    cube_id: Id,
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="What is right: the whole sentence, or just the right value.")
    ],
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Put a belief right.

    The words of the correction are kept and cited; the earlier version stays in its history.
    """
    with opened(home, user) as session:
        before = session.cube(cube_id)
        entry = session.memory.update(before.id, text, user_id=session.user)
        after = session.memory.get(before.id, user_id=session.user)
    if json:
        shapes.write({"operation": shapes.entry(entry), "cube": shapes.cube(after)})
        return
    paper.say(("was  ", "dim"), (before.text, "dim strike"))
    paper.say(("now  ", "dim"), (after.text, "bold"))
    paper.say((f"memos undo {entry.op_id}   takes this back", "dim"))


@app.command()
def undo(
    op_id: Annotated[
        str | None,
        typer.Argument(metavar="[COMMIT]", help="The commit: its id, or the end of it (see `memos history`)."),
    ] = None,
    last: Annotated[bool, typer.Option("--last", help="The newest commit that still stands.")] = False,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Take a whole commit back.

    What it added goes, what it changed or deleted is as it was. --last goes back step by step, as editors do: once more, and
    the commit before is taken back, too; none is twice. It says what it took back, how to redo it, and what would come next.
    """
    if (op_id is None) is not last:
        raise InvalidInput("Which commit?", hint="Give its id, or --last. `memos history` shows them.")
    with opened(home, user) as session:
        wanted = _last(session) if op_id is None else _commit(session, op_id)
        if wanted is None:
            raise NotFound("There is nothing to undo: no commit stands that could be taken back.")
        entries = session.memory.undo(wanted, user_id=session.user)
        taken_back, then = _about(session, wanted), _last(session)
        following = _about(session, then) if then else ""
    redo = f"{_UNDO}{wanted}"
    if json:
        shapes.write(
            {
                "undone": wanted,
                "about": taken_back,
                "redo": redo,
                "next": then,
                "next_about": following,
                "operations": shapes.entries(entries),
            }
        )
        return
    paper.say((_did(wanted), "bold"), (taken_back, "bold"), (f"   commit {wanted}", "dim"))
    paper.put(paper.operations(entries, limit=20))
    if len(entries) > 20:
        paper.say((f"and {len(entries) - 20} more", "dim"))
    again = "takes it back again" if _steps(wanted) % 2 else "redoes it"
    paper.say((f"memos undo {redo}", "cyan"), (f"   {again}", "dim"))
    told = f"   would now take back {following}" if then else "   would find nothing more to take back"
    paper.say(("memos undo --last", "cyan"), (told, "dim"))


def _commit(session: Session, fragment: str) -> str:
    fragment = fragment.strip().removeprefix("…")
    if len(fragment) < SHORTEST:
        raise InvalidInput(
            f"{fragment!r} is too short for a commit.", hint=f"Give at least {SHORTEST} characters of it."
        )
    entries = session.memory.operations(user_id=session.user, limit=_LOOKED_THROUGH)
    ids = dict.fromkeys(entry.op_id for entry in entries)
    if fragment in ids:
        return fragment
    found = [op_id for op_id in ids if op_id.endswith(fragment) or op_id.startswith(fragment)]
    forward = [op_id for op_id in found if not op_id.startswith(_UNDO)] or found
    if len(forward) > 1:
        raise InvalidInput(
            f"{fragment!r} fits {len(forward)} commits: {', '.join(forward[:4])}…", hint="Give more of it."
        )
    return forward[0] if forward else fragment


def _last(session: Session) -> str | None:
    """The newest commit that still stands; of one that was undone and redone, the redoing is what can be taken back."""
    entries = session.memory.operations(user_id=session.user, limit=_LOOKED_THROUGH)
    known = {entry.op_id for entry in entries}
    for entry in entries:
        if entry.event in ("NO_OP", "FORGET") or entry.op_id.startswith(_UNDO):
            continue
        standing = entry.op_id
        while f"{_UNDO}{standing}" in known:
            standing = f"{_UNDO}{standing}"
        if not _steps(standing) % 2:
            return standing
    return None


def _steps(op_id: str) -> int:
    """How often a commit was undone, and redone, by this one."""
    return op_id.count(_UNDO)


def _did(op_id: str) -> str:
    return "redone " if _steps(op_id) % 2 else "taken back "


def _about(session: Session, op_id: str) -> str:
    """What a commit is about: the words it rests on, or what it says of memories."""
    first = op_id.replace(_UNDO, "")
    entries = session.memory.operations(user_id=session.user, limit=_LOOKED_THROUGH)
    mine = [entry for entry in reversed(entries) if entry.op_id == first]
    cited = [message_id for entry in mine for message_id in entry.evidence]
    said = session.memory.messages(list(dict.fromkeys(cited))[:_TOLD], user_id=session.user)
    words = next((message for message in reversed(said) if message.op_id == first), None)
    if words is None:
        return f'"{one_line(mine[0].text, _WIDTH)}"' if mine else op_id
    return f'"{one_line(words.content, _WIDTH)}" ({paper.minute(words.timestamp)})'
