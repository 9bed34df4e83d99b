"""`memos bench`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from memos.bench.evaluation import Figures, figures
from memos.bench.filling import opened
from memos.bench.measuring import Measured, Plan, measure
from memos.bench.metrics import bootstrap
from memos.bench.report import by_category, document, means
from memos.bench.sets import catalogue
from memos.bench.sets.dataset import SEED
from memos.interfaces.cli import paper, shapes
from memos.interfaces.cli.options import Json, commands
from memos.interfaces.cli.plain import amount
from memos.interfaces.cli.progress import measured as watched

app = commands()


@app.command()
def bench(
    name: Annotated[str, typer.Argument(metavar="SET", help=f"One of: {', '.join(catalogue.SETS)}.")],
    path: Annotated[Path, typer.Argument(help="The set's official file, or its folder.")],
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Ask only so many questions, evenly taken.")
    ] = None,
    audit: Annotated[Path | None, typer.Option("--audit", help="LoCoMo: the audit's errors.json, too.")] = None,
    triples: Annotated[
        Path | None, typer.Option("--triples", help="MuSiQue, HotpotQA: published triples (openie_….json).")
    ] = None,
    home: Annotated[
        Path | None, typer.Option("--home", metavar="DIR", help="Keep what is remembered here, for the next time.")
    ] = None,
    json: Json = False,
) -> None:
    """Measure recall on a public data set.

    Remembers the set's sessions in stores of its own (your memories are not touched), asks its questions, and tells how much of the
    evidence is among the first hits: as shares of the evidence, by category. No model generates anything.
    """
    corrected = None if audit is None else catalogue.read(name, path, audit=audit)
    dataset = catalogue.read(name, path, triples=triples)
    rng = np.random.default_rng(SEED)
    with opened(home) as filling, watched(quiet=json) as report:
        found = measure(filling, dataset, Plan(questions=limit), rng, report=report)
    after = None if corrected is None else figures(corrected, found.rankings)
    if json:
        audited = {} if after is None else {"audited": {one: means(part) for one, part in by_category(after)}}
        shapes.write({**document(found, rng), "seed": SEED, **audited})
        return
    print_measured(found, rng)
    if after is not None:
        paper.heading("with the evidence as the audit corrects it")
        print_figures(after)


def print_measured(found: Measured, rng: np.random.Generator) -> None:
    """The shares by category; then the other metrics, and what is told once."""
    dataset = found.dataset
    asked = sum(len(bank.questions) for bank in dataset.banks)
    sessions = amount(sum(len(bank.sessions) for bank in dataset.banks), "session")
    paper.say((dataset.name, "bold"), (f"   {sessions}, {amount(asked, 'question')}; evidence: {dataset.unit}s", "dim"))
    if found.figures.questions:
        print_figures(found.figures)
        print_more(found, rng)
    if found.abstention is not None:
        paper.say(
            f"AUROC of abstention {found.abstention.auroc:.3f}: the best score tells what has an answer from what has none"
        )
        right, wrong = (f"{100 * share:.0f} %" for share in found.abstention.silenced())
        paper.say(f"ask says nothing to {right} of the questions without an answer, and to {wrong} of the others")
    spent = found.latency
    paper.say(
        f"search p50 {spent.percentile(0.5):.1f} ms, p95 {spent.percentile(0.95):.1f} ms; ",
        (f"context {np.mean(spent.tokens):.0f} tokens", ""),
    )


def print_figures(given: Figures) -> None:
    """The share of the evidence among the first k, by category."""
    made = paper.table(
        "share of the evidence", paper.number("questions"), *(paper.number(f"@{cut}") for cut in given.cuts)
    )
    for category, part in by_category(given):
        if part.questions:
            shares = means(part)["fraction"].values()
            made.add_row(category, f"{len(part.questions):,}", *(f"{100 * share:.1f}" for share in shares))
    paper.put(made)


def print_more(found: Measured, rng: np.random.Generator) -> None:
    """The other metrics over all questions, and how sure the shares are."""
    given = found.figures
    made = paper.table("over all questions", *(paper.number(f"@{cut}") for cut in given.cuts))
    for metric, shares in means(given).items():
        if metric != "fraction":
            made.add_row(metric, *(f"{100 * share:.1f}" for share in shares.values()))
    bounds = [bootstrap(given.at(cut), rng) for cut in given.cuts]
    made.add_row("95 % of the share", *(f"{100 * one.low:.1f}–{100 * one.high:.1f}" for one in bounds))
    paper.put(made)
