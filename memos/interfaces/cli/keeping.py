"""`memos doctor` and `memos reindex`."""

from __future__ import annotations

import json as encoding
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.text import Text

from memos.bootstrap import read_settings
from memos.errors import InvalidInput, NotFound, StoreCorrupt
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.options import Home, Json, commands
from memos.interfaces.cli.plain import amount
from memos.interfaces.cli.progress import measured
from memos.interfaces.cli.session import opened
from memos.kernel.doctor import Diagnosis, Finding
from memos.settings import Settings
from memos.store.salvage import legible_messages

app = commands()

EXIT: Final = {"clean": 0, "repaired": 1, "needs_human": 2}
_MEANING: Final = {
    "sqlite": "the database file is sound",
    "permissions": "nobody else can read it",
    "journal": "every memory is what the journal says of it",
    "forgotten": "what was forgotten has left the files, too",
    "key": "the vault key is there, for its owner alone",
    "exchanges": "every exchange is settled",
    "vault": "every sealed value opens",
    "words": "the full-text index holds every memory, and nothing else",
    "vectors": "every memory has its vectors",
    "index": "the vector index holds and finds every memory, and nothing else",
}


@app.command()
def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Mend what is behind.")] = False,
    salvage: Annotated[
        Path | None,
        typer.Option(
            "--salvage",
            metavar="FILE",
            help="Write the messages that a damaged store still holds to a new file, for `memos import`.",
            show_default=False,
        ),
    ] = None,
    home: Home = None,
    json: Json = False,
) -> None:
    """Compare the truth with every index; --repair mends.

    All users, both ways: what is missing, what is a ghost, what is stale. Exit code 0: clean. 1: all that was wrong is
    repaired. 2: something is wrong still, and a human has to look (without --repair: something is there to repair).
    65: the file is too damaged to be looked through.
    """
    if salvage:
        _salvage(read_settings(home), salvage, json=json)
        return
    try:
        with opened(home, None) as session, measured(quiet=json) as report:
            found = session.memory.doctor(repair=repair, report=report)
    except StoreCorrupt as error:
        raise StoreCorrupt(error.message, hint=_advice(read_settings(home))) from None
    if json:
        shapes.write({"status": found.status, "exit_code": EXIT[found.status], **found.model_dump(mode="json")})
    else:
        _print_diagnosis(found, repair=repair)
        if any(finding.check == "sqlite" and finding.level == "damage" for finding in found.findings):
            paper.say(_advice(read_settings(home)))
    raise typer.Exit(EXIT[found.status])


@app.command()
def reindex(
    embed: Annotated[bool, typer.Option("--embed", help="Embed everything with the present model, too.")] = False,
    home: Home = None,
    json: Json = False,
) -> None:
    """Build the indices anew; --embed changes the model.

    From the truth, for all users. With --embed the store changes to the model that MEMOS_EMBEDDER names; there is no
    other way to change it. It may be interrupted: what has no vectors yet is found by its words, and running it again
    goes on.
    """
    with opened(home, None) as session, measured(quiet=json) as report:
        counts = session.memory.reindex(embed=embed, report=report)
    if json:
        shapes.write({"embedded": embed, "users": counts})
        return
    for name, count in counts.items():
        paper.say(f"{amount(count, 'memory', 'memories')} of ", (name, "bold"))


def _salvage(settings: Settings, path: Path, *, json: bool) -> None:
    legible = legible_messages(settings.home, settings.tenant)
    try:
        with path.open("x", encoding="utf-8") as file:
            count = sum(1 for record in legible if file.write(f"{encoding.dumps(record, ensure_ascii=False)}\n"))
    except OSError as error:
        raise InvalidInput(f"{path} can't be written ({error.strerror}).", hint="Name a new file.") from None
    if not count:
        path.unlink()
        raise NotFound(f"Not one message can be read in {settings.home}.", hint="Nothing was written.")
    if json:
        shapes.write({"file": str(path), "messages": count})
        return
    paper.say(f"{amount(count, 'message')} written to {path}. ", ("What followed from them is made anew:", "dim"))
    paper.say((f"memos import {path} --home NEW", "cyan"))


def _advice(settings: Settings) -> str:
    """What a person can do about a damaged file, and what can't be done."""
    count = sum(1 for _ in legible_messages(settings.home, settings.tenant))
    rest = (
        f"{amount(count, 'message')} can still be read, beginning with the first: `memos doctor --salvage FILE.jsonl` writes "
        "them out, and `memos import FILE.jsonl --home NEW` makes a new store of them (without sealed secrets and corrections)."
        if count
        else "Not one message can be read in it. What was imported can be imported again, into another --home."
    )
    return (
        "This can't be repaired in place. Copy the whole directory before you try anything.\n"
        f"If you have an older copy of {settings.home}, put it there as a whole (memos.db and what stands beside it).\n{rest}"
    )


def _print_diagnosis(found: Diagnosis, *, repair: bool) -> None:
    made = paper.table("", "", paper.wide(), header=False)
    for check in found.checks:
        findings = [finding for finding in found.findings if finding.check == check]
        wrong = [finding for finding in findings if finding.level != "note"]
        if not wrong:
            made.add_row(paper.line(("✓", "green")), check, paper.line((_MEANING[check], "dim")))
        for finding in findings:
            made.add_row(_mark(finding), "" if not wrong else check, _said(finding))
    paper.put(made)
    verdict = {"clean": ("clean", "bold green"), "repaired": ("repaired", "bold yellow")}
    words = verdict.get(found.status, ("needs a human" if repair else "not clean", "bold red"))
    paper.say(words, (f"   {amount(found.cubes, 'memory', 'memories')} of {amount(found.spaces, 'user')}", "dim"))
    if found.status == "needs_human" and not repair and any(finding.level == "drift" for finding in found.findings):
        paper.say(("memos doctor --repair", "cyan"), ("   mends what is behind", "dim"))


def _mark(finding: Finding) -> Text:
    if finding.repaired:
        return paper.line(("✓", "yellow"))
    return paper.line({"note": ("·", "dim"), "drift": ("✗", "yellow"), "damage": ("✗", "red")}[finding.level])


def _said(finding: Finding) -> Text:
    count = f"{finding.count:,} " if finding.count > 1 or finding.level == "drift" else ""
    whose = f" ({finding.user})" if finding.user else ""
    done = ": repaired" if finding.repaired else ""
    return paper.line((f"{count}{finding.what}{whose}{done}", "dim" if finding.level == "note" else ""))
