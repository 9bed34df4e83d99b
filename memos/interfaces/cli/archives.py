"""`memos export`, `memos backup` and `memos restore`, and what `memos import` does with an archive."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Final, NamedTuple

import typer

from memos.bootstrap import read_settings
from memos.errors import InvalidInput
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.options import Home, Json, User, commands
from memos.interfaces.cli.plain import amount
from memos.interfaces.cli.progress import measured
from memos.interfaces.cli.session import Session, opened
from memos.kernel.archive.container import is_archive
from memos.kernel.archive.lines import is_sealed
from memos.memory import Memory
from memos.schemas.archive import Exported, Imported
from memos.schemas.backup import Backup, Restored
from memos.schemas.cube import Kind, State

app = commands()

PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="The passphrase of an archive's secrets (else it is asked for).",
        show_default=False,
    ),
]
WithoutVault = Annotated[bool, typer.Option("--without-vault", help="Leave the values of secrets out of an archive.")]
AsUser = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", help="Bring an archive's memories in under this name.", show_default=False),
]

_LONGEST: Final = 4096
"""Bytes of a passphrase file."""


class Wanted(NamedTuple):
    """What `memos import` was told about an archive."""

    user: str | None
    as_user: str | None
    passphrase_file: Path | None
    without_vault: bool


@app.command()
def export(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The archive, a new file.")],
    everyone: Annotated[bool, typer.Option("--all", help="The memories of all users.")] = False,
    passphrase_file: PassphraseFile = None,
    without_vault: WithoutVault = False,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Write memories into one file, for another store.

    Messages, every version of every memory, why it came about, vectors, and how it was used: `memos import FILE` brings it back
    anywhere, the same to the last hash. It is a zip of JSON Lines, with a schema and a manifest. Secrets are sealed anew under a
    passphrase, or left out (--without-vault): then they keep their labels alone. The vault's key is never in it.
    """
    if everyone and user:
        raise InvalidInput("--all and --user don't go together.", hint="Nothing was written.")
    with opened(home, user) as session:
        users = session.memory.users() if everyone else [session.user]
        passphrase = None if without_vault else _passphrase_for(session, users, passphrase_file)
        with measured(quiet=json) as report:
            done = session.memory.export(
                path, user_id=None if everyone else session.user, passphrase=passphrase, report=report
            )
    if json:
        shapes.write(done.model_dump(mode="json"))
    else:
        _print_exported(done)


@app.command()
def backup(
    path: Annotated[
        Path, typer.Argument(metavar="FILE|DIR", help="A new file, or a folder for one named by the time.")
    ],
    home: Home = None,
    json: Json = False,
) -> None:
    """Copy the whole store into one file, verified.

    Others may write meanwhile: the copy is the store as it was at one moment, and every user's memories in it are compared with
    the store's before it gets its name. The vault's key file is not in it: keep a copy of that elsewhere.
    """
    with opened(home, None) as session, measured(quiet=json) as report:
        done = session.memory.backup(path, report=report)
    if json:
        shapes.write(done.model_dump(mode="json"))
    else:
        _print_backup(done, read_settings(home).key_file)


@app.command()
def restore(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `memos backup` wrote.")],
    replace: Annotated[bool, typer.Option("--replace", help="In place of the store that is there.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Verify the backup, and change nothing.")] = False,
    home: Home = None,
    json: Json = False,
) -> None:
    """Put a backup in place of the store.

    It is verified first, and what was there stays until it is done. Nobody may have the store open. What was added or forgotten
    after the backup was made is as if it had never happened.
    """
    settings = read_settings(home)
    if dry_run or (replace and not yes and (settings.home / "memos.db").exists()):
        with measured(quiet=json) as report:
            preview = Memory.restore(path, settings.home, dry_run=True, report=report)
        if dry_run:
            _tell_restored(preview, settings.key_file, dry_run=True, json=json)
            return
        _ask(preview)
    with measured(quiet=json) as report:
        done = Memory.restore(path, settings.home, replace=replace, report=report)
    _tell_restored(done, settings.key_file, dry_run=False, json=json)


# -- of `memos import`


def is_one(paths: Sequence[Path], format_name: str | None) -> bool:
    """Whether this is an archive, told by its content. One comes alone."""
    found = [path for path in paths if format_name is None and is_archive(path)]
    if found and len(paths) > 1:
        raise InvalidInput(f"{found[0]} is an archive, and comes alone.", hint="Nothing was imported.")
    return bool(found)


def refuse_options(as_user: str | None, passphrase_file: Path | None, *, without_vault: bool) -> None:
    """Options that only an archive has a use for are refused for anything else."""
    given = [("--as", as_user), ("--passphrase-file", passphrase_file), ("--without-vault", without_vault)]
    if name := next((name for name, value in given if value), None):
        raise InvalidInput(f"{name} is for archives, and this is none.", hint="Nothing was imported.")


def bring_in(path: Path, wanted: Wanted, home: Path | None, *, dry_run: bool, json: bool) -> None:
    """Brings in an archive, and says what it brought."""
    passphrase = None if wanted.without_vault else _passphrase_of(path, wanted.passphrase_file)

    def take(into: Path | None, *, trial: bool) -> Imported:
        with opened(into, None, make=True) as session, measured(quiet=json) as report:
            return session.memory.import_archive(
                path,
                user_id=wanted.user,
                as_user=wanted.as_user,
                passphrase=passphrase,
                secrets=not wanted.without_vault,
                dry_run=trial,
                report=report,
            )

    if (read_settings(home).home / "memos.db").exists():
        done = take(home, trial=dry_run)
    else:
        # Tried on a store that is thrown away: a refusal leaves none behind.
        with TemporaryDirectory(prefix="memos-") as aside:
            done = take(Path(aside), trial=True)
        done = done if dry_run else take(home, trial=False)
    if json:
        shapes.write(done.model_dump(mode="json"))
    else:
        _print_imported(done)


# -- passphrases


def _passphrase_for(session: Session, users: Sequence[str], file: Path | None) -> str | None:
    """The passphrase for what is exported; none is needed where there is no secret."""
    if file is not None:
        return _read(file)
    secrets = sum(_secrets(session.memory, user) for user in users)
    if not secrets:
        return None
    if not sys.stdin.isatty():
        raise InvalidInput(
            f"{amount(secrets, 'secret is', 'secrets are')} to be sealed, and there is no passphrase.",
            hint="--passphrase-file FILE gives one, --without-vault leaves their values out. Nothing was written.",
        )
    asked = f"Passphrase for {amount(secrets, 'secret')}"
    return str(typer.prompt(asked, hide_input=True, confirmation_prompt=True, err=True))


def _secrets(memory: Memory, user: str) -> int:
    return len(memory.get_all(user_id=user, kinds=[Kind.VAULT], states=tuple(State), limit=1_000_000))


def _passphrase_of(path: Path, file: Path | None) -> str | None:
    """The passphrase of an archive, if it has one."""
    if file is not None:
        return _read(file)
    if sys.stdin.isatty() and is_sealed(path):
        return str(typer.prompt(f"Passphrase of {path.name}", hide_input=True, err=True))
    return None


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened_file:
            read = opened_file.read(_LONGEST + 1)
        passphrase = read.decode("utf-8").rstrip("\r\n")
    except OSError as error:
        raise InvalidInput(f"{file}: can't be read ({error.strerror}).", hint="Nothing was done.") from None
    except UnicodeDecodeError:
        raise InvalidInput(f"{file} is not UTF-8 text.", hint="Nothing was done.") from None
    if len(read) > _LONGEST or not passphrase:
        raise InvalidInput(f"{file} holds no passphrase: it is empty, or too long.", hint="Nothing was done.")
    return passphrase


# -- what is printed


def _print_exported(done: Exported) -> None:
    for one in done.users:
        counts = f"{amount(one.messages, 'message')}, {amount(one.cubes, 'memory', 'memories')}"
        paper.say((one.user, "bold"), f"  {counts}, {amount(one.entries, 'operation')}  ", (one.state_hash[:12], "dim"))
    paper.say((done.path, "bold"), (f"  {_size(done.bytes)}", "dim"))
    if done.secrets:
        paper.say(f"{amount(done.secrets, 'secret')} sealed under your passphrase: without it, nobody can open them.")
    elif done.vault == "left out":
        paper.say(("The values of secrets, if there are any, are not in it.", "dim"))
    paper.say((f"memos import {done.path} --home NEW", "cyan"))


def _print_imported(done: Imported) -> None:
    for one in done.users:
        name = one.user if one.user == one.archived else f"{one.archived} as {one.user}"
        counts = f"{amount(one.messages, 'message')}, {amount(one.cubes, 'memory', 'memories')}"
        what = "already here" if one.already_here else "would come" if done.dry_run else "imported"
        paper.say((name, "bold"), f"  {counts}, {amount(one.entries, 'operation')}  ", (what, "green"))
    if not done.dry_run and any(not one.embedded for one in done.users):
        paper.say(("The vectors are of another model: all is found by its words. ", "yellow"))
        paper.say(("memos doctor --repair", "cyan"), ("   embeds it", "dim"))


def _print_backup(done: Backup, key_file: Path) -> None:
    memories = amount(sum(one.cubes for one in done.users), "memory", "memories")
    paper.say((done.path, "bold"), (f"  {_size(done.bytes)}", "dim"))
    paper.say(f"{memories} of {amount(len(done.users), 'user')}, verified at operation {done.seq:,}")
    if done.secrets:
        secrets = amount(done.secrets, "secret")
        paper.say(f"The key of {secrets} is not in it. Keep a copy elsewhere: ", (str(key_file), "bold"))


def _tell_restored(done: Restored, key_file: Path, *, dry_run: bool, json: bool) -> None:
    if json:
        shapes.write({**done.model_dump(mode="json"), "dry_run": dry_run})
        return
    memories = amount(sum(one.cubes for one in done.users), "memory", "memories")
    verb = "would be restored" if dry_run else "restored"
    paper.say(f"{memories} of {amount(len(done.users), 'user')} {verb} into ", (done.home, "bold"))
    paper.say((f"as of {paper.minute(done.made_at)}, operation {done.seq:,}, verified", "dim"))
    if done.revived:
        times = amount(done.revived, "time", "times")
        paper.warn(f"something was forgotten {times} after this backup was made: it is back. Forget it again.")
    if done.secrets and not key_file.exists():
        paper.warn(f"{key_file}, the key of {amount(done.secrets, 'secret')}, is missing: put it there.")


def _ask(done: Restored) -> None:
    memories = amount(sum(one.cubes for one in done.users), "memory", "memories")
    paper.say(f"The store in {done.home} goes; the backup of {paper.minute(done.made_at)} comes, with {memories}.")
    if not sys.stdin.isatty():
        raise InvalidInput("Nobody is there to say yes.", hint="--yes goes on without asking. Nothing was touched.")
    if not typer.confirm("Go on?", err=True):
        paper.say("Nothing was touched.")
        raise typer.Exit(1)


def _size(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB" if count >= 100_000 else f"{count / 1_000:,.1f} KB"
