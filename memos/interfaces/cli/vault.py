"""`memos vault`: what is sealed, and what its owner does with it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from memos.errors import InvalidInput, NotFound
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.options import Home, Json, User, commands
from memos.interfaces.cli.plain import amount
from memos.interfaces.cli.progress import measured
from memos.interfaces.cli.session import SHORTEST, Session, opened
from memos.kernel.vault.secrets import Secret

app = commands()
vault = commands()
app.add_typer(vault, name="vault", help="Look after sealed secrets.", no_args_is_help=True)

Handle = Annotated[
    str, typer.Argument(metavar="HANDLE", help="vault://… as it stands in the text, or the id of the vault memory.")
]


@vault.command("list")
def list_(user: User = None, home: Home = None, json: Json = False) -> None:
    """List what is sealed: label, type, handle, when it was told and where. Never a value."""
    with opened(home, user) as session:
        held = session.memory.secrets(user_id=session.user)
    if json:
        shapes.write({"user": session.user, "secrets": [one.model_dump(mode="json") for one in held]})
        return
    if not held:
        paper.say(("Nothing is sealed.", "yellow"))
        return
    made = paper.table(paper.dim("told"), "secret", "type", "handle", paper.dim("message"), paper.dim("id"))
    for one in held:
        made.add_row(
            paper.minute(one.told_at),
            one.label if one.value else f"{one.label} (the value is not here)",
            one.entry_type,
            f"vault://{one.handle}",
            ", ".join(one.message_ids[:2]),
            paper.line((paper.short_id(one.id), "dim")),
        )
    paper.put(made)
    paper.say(("memos vault reveal HANDLE", "cyan"), ("   shows a value, and notes in the history that it did", "dim"))


@vault.command()
def reveal(handle: Handle, user: User = None, home: Home = None, json: Json = False) -> None:
    """Show a sealed secret. That it was shown stands in the history, before it is."""
    with opened(home, user) as session:
        found = _chosen(session, handle)
        secret = session.memory.reveal(found.id if found else handle, user_id=session.user)
    if json:
        shapes.write({"handle": handle, "secret": secret})
    else:
        typer.echo(secret)


@vault.command()
def rotate(
    drop_old: Annotated[
        bool,
        typer.Option("--drop-old", help="Then take the old keys away, if nothing in this store needs them any more."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask before old keys are taken away.")] = False,
    home: Home = None,
    json: Json = False,
) -> None:
    """Seal every secret, of all users, with a new key. Handles stay as they are.

    It may be interrupted: everything opens, and running it again goes on. Old keys are kept, because backups and other stores may
    need them. --drop-old takes them away: what they sealed elsewhere never opens again.
    """
    if drop_old:
        _ask("Backups and other stores that share this key lose what the old keys sealed. Go on?", yes=yes)
    with opened(home, None) as session, measured(quiet=json) as report:
        done = session.memory.rotate(drop_old=drop_old, report=report)
    if json:
        shapes.write(done.model_dump(mode="json"))
        return
    paper.say(f"{amount(done.sealed, 'value')} sealed with the key ", (done.key, "bold"))
    if done.dropped:
        paper.say(f"{amount(done.dropped, 'old key')} taken away")
    elif done.old_keys:
        paper.say((f"{amount(done.old_keys, 'old key')} kept: `memos vault rotate --drop-old` takes them away", "dim"))


@vault.command("rm")
def remove(
    handle: Handle,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken out.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")] = False,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Take a secret out of the vault. `memos undo` brings it back; `memos forget` removes its bytes."""
    with opened(home, user) as session:
        found = _chosen(session, handle)
        if found is None:
            raise NotFound("There is no such secret here.", hint="`memos vault list` shows what there is.")
        told = f"{found.label} vault://{found.handle}"
        if not dry_run:
            _ask(f"Take {told} out of the vault?", yes=yes)
        entries = () if dry_run else session.memory.remove_secret(found.id, user_id=session.user)
    op_id = entries[0].op_id if entries else None
    if json:
        shapes.write({"secret": told, "dry_run": dry_run, "op_id": op_id})
    elif op_id is None:
        paper.say(f"would take out {told}; nothing was changed")
    else:
        paper.say(f"taken out: {told}")
        paper.say((f"memos undo {op_id}   brings it back", "dim"))


def _ask(question: str, *, yes: bool) -> None:
    """Asks, unless that was answered beforehand; where nobody can answer, nothing is done."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise InvalidInput("Nobody is there to say yes.", hint="--yes goes on without asking. Nothing was changed.")
    typer.confirm(question, abort=True, err=True)


def _chosen(session: Session, given: str) -> Secret | None:
    """The secret with this handle or id, or a piece of it that no other has."""
    fragment = given.strip().removeprefix("vault://").removeprefix("…").casefold()
    held: Sequence[Secret] = session.memory.secrets(user_id=session.user)
    exact = [one for one in held if fragment in (one.handle, one.id)]
    near = [
        one
        for one in held
        if one.handle.startswith(fragment) or one.id.startswith(fragment) or one.id.endswith(fragment)
    ]
    found = exact or (near if len(fragment) >= SHORTEST else [])
    if len(found) > 1:
        raise InvalidInput(f"{given!r} fits {len(found)} secrets.", hint="Give more of it.")
    return found[0] if found else None
