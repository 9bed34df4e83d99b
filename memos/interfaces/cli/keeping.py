"""`memos doctor` and `memos reindex`."""

from __future__ import annotations

from typing import Annotated, Final

import typer
from rich.text import Text

from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.options import Home, Json, commands
from memos.interfaces.cli.plain import amount
from memos.interfaces.cli.progress import measured
from memos.interfaces.cli.session import opened
from memos.kernel.doctor import Diagnosis, Finding

app = commands()

EXIT: Final = {"clean": 0, "repaired": 1, "needs_human": 2}
_MEANING: Final = {
    "sqlite": "the database file is sound",
    "permissions": "nobody else can read it",
    "journal": "every memory is what the journal says of it",
    "exchanges": "every exchange is settled",
    "words": "the full-text index holds every memory, and nothing else",
    "vectors": "every memory has its vectors",
    "index": "the vector index holds and finds every memory, and nothing else",
}


@app.command()
def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Mend what is behind.")] = False,
    home: Home = None,
    json: Json = False,
) -> None:
    """Compare the truth with every index; --repair mends.

    All users, both ways: what is missing, what is a ghost, what is stale. Exit code 0: clean. 1: all that was wrong is
    repaired. 2: something is wrong still, and a human has to look (without --repair: something is there to repair).
    """
    with opened(home, None) as session, measured(quiet=json) as report:
        found = session.memory.doctor(repair=repair, report=report)
    if json:
        shapes.write({"status": found.status, "exit_code": EXIT[found.status], **found.model_dump(mode="json")})
    else:
        _print_diagnosis(found, repair=repair)
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
