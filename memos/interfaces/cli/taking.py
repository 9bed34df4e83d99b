"""`memos add` and `memos import`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from memos.agents.vault import without_values
from memos.errors import InvalidInput
from memos.interfaces.cli import archives, handing, paper, shapes
from memos.interfaces.cli.options import Home, Json, User, commands
from memos.interfaces.cli.plain import amount
from memos.interfaces.cli.progress import counted
from memos.interfaces.cli.session import opened
from memos.interfaces.importers.formats import FORMATS, files_in
from memos.interfaces.importers.ingest import (
    FileProblem,
    Found,
    Summary,
    ingest,
    look_through_all,
    refuse_problems,
    strangers,
    unread,
)
from memos.interfaces.importers.items import MalformedError
from memos.interfaces.importers.records import moment
from memos.schemas.operation import Receipt

app = commands()

_MOST_READ = 16 * 1024 * 1024
_NAMED_PROBLEMS = 100


@app.command()
def add(
    texts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT]", help="What was said; - reads it from standard input.", show_default=False),
    ] = None,
    files: Annotated[
        list[str] | None,
        typer.Option("--file", "-f", metavar="PATH", help="A document to remember; more may follow it."),
    ] = None,
    recursive: Annotated[
        bool, typer.Option("--recursive", "-r", help="Of folders after --file: the files in them.")
    ] = False,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="What to call the document.")] = None,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Who said it.")] = None,
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="user, assistant, system or tool.")] = "user",
    time: Annotated[str | None, typer.Option("--time", metavar="TIME", help="When it was said (else now).")] = None,
    run: Annotated[str | None, typer.Option("--run", metavar="ID", help="The conversation it belongs to.")] = None,
    message_id: Annotated[str, typer.Option("--id", metavar="ID", help="The message's id (else one is made).")] = "",
    op_id: Annotated[
        str | None, typer.Option("--op-id", metavar="ID", help="A retry with the same one is applied once.")
    ] = None,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Remember what somebody said, or a document.

    --file takes text, Markdown, HTML, PDF, DOCX, e-mail, CSV, source code and, where tesseract is installed, images. Added again
    after a change, only what changed is changed. Nothing is fetched from the network unless MEMOS_FETCH=on.
    """
    if files:
        options = {"title": title, "run_id": run, "op_id": op_id}
        _add_documents([*files, *(texts or ())], options, (user, home), recursive=recursive, json=json)
        return
    if not texts or len(texts) > 1:
        raise typer.BadParameter("give one TEXT, in quotes, or --file PATH.")
    text = texts[0]
    said: dict[str, Any] = {
        "content": _given(text),
        "role": role,
        "name": name,
        "id": message_id,
        "timestamp": _time(time),
    }
    if not said["content"].strip():
        raise InvalidInput("There is nothing to remember: the text is empty.")
    with opened(home, user, make=True) as session:
        receipt = session.memory.add(said, user_id=session.user, run_id=run, op_id=op_id)
    if json:
        shapes.write(shapes.receipt(receipt))
    else:
        _print_receipt(receipt)


def _add_documents(
    given: list[str], options: dict[str, Any], whose: tuple[str | None, Path | None], *, recursive: bool, json: bool
) -> None:
    sources = list(handing.documents(given, recursive=recursive))
    if len(sources) > 1 and (options["title"] or options["op_id"]):
        raise typer.BadParameter("--title and --op-id are for one document.")
    user, home = whose
    with opened(home, user, make=True) as session:
        outcomes = handing.add_documents(session, sources, options, quiet=json)
    raise typer.Exit(handing.write(outcomes, json=json))


@app.command(name="import")
def import_(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files, or folders of files.")],
    format_name: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help=f"{', '.join(FORMATS)} (else told from the content).")
    ] = None,
    on_error: Annotated[
        Literal["stop", "skip"], typer.Option(help="What to do about files and records that can't be read.")
    ] = "stop",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read the files, and store nothing.")] = False,
    as_user: archives.AsUser = None,
    passphrase_file: archives.PassphraseFile = None,
    without_vault: archives.WithoutVault = False,
    user: User = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Remember whole conversations from files.

    It also brings in an archive that `memos export` wrote: told by its content, verified as a whole, user by user (with --user one of
    them, with --as under another name).

    Importing again is harmless: what is there already is counted, not stored twice, and an import that was interrupted
    goes on where it stopped. Without --user, a file that holds several people's conversations gives each a memory of its own;
    any other goes to $MEMOS_USER, else me. --on-error skip leaves out what can't be read, and names it. Exit code 0: all of it
    is remembered. 1: but for what was left out, or is stored and not settled yet (`memos doctor` tells).
    """
    if archives.is_one(paths, format_name):
        wanted = archives.Wanted(user, as_user, passphrase_file, without_vault)
        archives.bring_in(paths[0], wanted, home, dry_run=dry_run, json=json)
        return
    archives.refuse_options(as_user, passphrase_file, without_vault=without_vault)
    found, unreadable = look_through_all(files_in(paths), format_name, skip=on_error == "skip")
    problems = [*unreadable, *unread(found)]
    if on_error == "stop":
        refuse_problems(problems)
    any_message = any(one.messages for one in found)
    if not any_message and not problems:
        raise InvalidInput("There is no message in what was given; nothing was imported.")
    summary = Summary()
    warnings = strangers(None, found, "me") if dry_run and not user else []
    if any_message and not dry_run:
        with (
            opened(home, user, make=True) as session,
            counted(_title(found), sum(one.messages for one in found), "messages", quiet=json) as advance,
        ):
            warnings = [] if user else strangers(session.memory, found, session.user)
            steps = ingest(
                session.memory,
                found,
                user=user,
                default_user=session.user,
                skip=on_error == "skip",
                progress=advance,
            )
            for summary in steps:  # noqa: B007 - the last one counts
                pass
        problems = [*unreadable, *summary.problems]
    code = exit_code(summary, problems)
    if json:
        shapes.write({**_as_json(found, summary, problems, dry_run=dry_run), "warnings": warnings, "exit_code": code})
        raise typer.Exit(code)
    for warning in warnings:
        paper.warn(warning)
    _print_found(found)
    if not dry_run:
        print_summary(summary, problems)
    _print_problems(problems)
    raise typer.Exit(code)


def exit_code(summary: Summary, problems: Sequence[FileProblem]) -> int:
    """0 if all of it is remembered, and what follows from it."""
    return handing.LEFT_OUT if problems or summary.pending else 0


def _given(text: str) -> str:
    if text != "-":
        return text
    read = sys.stdin.buffer.read(_MOST_READ)
    try:
        return read.decode("utf-8").rstrip("\n")
    except UnicodeDecodeError:
        raise InvalidInput("Standard input is not UTF-8 text.") from None


def _time(given: str | None) -> datetime | None:
    try:
        return moment(given, "--time")
    except MalformedError as error:
        raise InvalidInput(f"{error}.") from None


def _title(found: Sequence[Found]) -> str:
    first = found[0].opened.source.path.name
    return first if len(found) == 1 else f"{len(found)} files"


def _print_receipt(receipt: Receipt) -> None:
    if receipt.replayed:
        paper.say(("This was remembered before; nothing was applied again.", "yellow"))
    changes = [entry for entry in receipt.operations if entry.event != "NO_OP"] or list(receipt.operations)
    if changes:
        paper.put(paper.operations(changes))
    if receipt.pending:
        paper.say(("Stored. What follows from it is still to come: ", "yellow"), receipt.pending_reason)
        paper.say(("`memos doctor --repair` makes up for it.", "dim"))
    paper.say((f"commit {receipt.op_id}", "dim"))


def _print_found(found: Sequence[Found]) -> None:
    for one in found[:10]:
        whose = f" for {len(one.users)} users" if len(one.users) > 1 else ""
        paper.say(f"{one.opened.source.path.name}: {one.opened.format.title}, {amount(one.messages, 'message')}{whose}")
        if one.undated:
            paper.say((f"  {one.undated:,} without a time: they count as said when imported", "yellow"))
        if one.doubt:
            paper.say((f"  {one.doubt}", "yellow"))
    if len(found) > 10:
        rest = found[10:]
        messages = amount(sum(one.messages for one in rest), "message")
        paper.say(f"and {amount(len(rest), 'more file')} with {messages}")


def print_summary(summary: Summary, problems: Sequence[FileProblem]) -> None:
    """What an import did, for people."""
    rate = summary.messages / summary.seconds if summary.seconds else 0.0
    there = f", {summary.there:,} already there" if summary.there else ""
    files = sum(not problem.where for problem in problems)
    records = len(problems) - files
    left_out = [amount(count, one) for count, one in ((files, "file"), (records, "record")) if count]
    paper.say(
        (f"{amount(summary.messages, 'message')} remembered", "bold"),
        there,
        (f", {' and '.join(left_out)} left out" if left_out else "", "yellow"),
        (f"  {summary.seconds:.1f} s, {rate:,.0f} messages/s", "dim"),
    )
    events = [event for event in paper.EVENT_STYLE if any(event == known for known, _ in summary.operations)]
    if events:
        made = paper.table("kind", *map(paper.number, events))
        for kind in (*paper.KIND_STYLE, ""):
            counts = [summary.operations[event, kind] for event in events]
            if any(counts):
                name = paper.line((kind or "nothing to remember", paper.KIND_STYLE.get(kind, "dim")))
                made.add_row(name, *(f"{count:,}" if count else "" for count in counts))
        paper.put(made)
    if summary.pending:
        exchanges = amount(summary.pending, "exchange is", "exchanges are")
        paper.say((f"{exchanges} stored, but not settled: ", "yellow"), summary.pending_reason)
        paper.say(("`memos doctor --repair` makes up for it.", "dim"))
    if len(summary.users) > 1 or (summary.users and "me" not in summary.users):
        first = next(iter(summary.users))
        paper.say(
            (f'memos search "…" --user {first}', "cyan"),
            (f"   one of {len(summary.users)}" if len(summary.users) > 1 else "", "dim"),
        )


def _print_problems(problems: Sequence[FileProblem]) -> None:
    """Every record that was left out, by name; of very many the first."""
    for problem in problems[:_NAMED_PROBLEMS]:
        paper.say(("left out ", "yellow"), without_values(str(problem)))
    if len(problems) > _NAMED_PROBLEMS:
        paper.say((f"and {len(problems) - _NAMED_PROBLEMS:,} more: --json names them all", "yellow"))


def _as_json(
    found: Sequence[Found], summary: Summary, problems: Sequence[FileProblem], *, dry_run: bool
) -> dict[str, Any]:
    operations: dict[str, dict[str, int]] = {}
    for (event, kind), count in sorted(summary.operations.items()):
        operations.setdefault(event, {})[kind or "none"] = count
    return {
        "dry_run": dry_run,
        "files": [
            {
                "path": str(one.opened.source.path),
                "format": one.opened.format.name,
                "messages": one.messages,
                "users": one.users,
                "undated": one.undated,
                "doubt": one.doubt,
            }
            for one in found
        ],
        "exchanges": summary.exchanges,
        "messages": summary.messages,
        "already_there": summary.there,
        "users": dict(summary.users),
        "operations": operations,
        "pending": summary.pending,
        "pending_reason": summary.pending_reason,
        "problems": [{name: without_values(told) for name, told in problem._asdict().items()} for problem in problems],
        "seconds": round(summary.seconds, 3),
    }
