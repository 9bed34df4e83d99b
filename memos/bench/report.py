"""What was measured, as a document for programs and as pages for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from memos.bench.evaluation import Figures
from memos.bench.measuring import Measured
from memos.bench.metrics import Interval, bootstrap

METRICS: Final[Mapping[str, str]] = {
    "any": "some of the evidence is among the first k",
    "fraction": "share of the evidence among the first k",
    "all": "all of the evidence is among the first k",
    "ndcg": "NDCG: the evidence weighed by its place",
}
EVERY: Final = "all"
_TOLD: Final = (5, 10)
"""The cuts at which intervals are told."""


class Chapter(NamedTuple):
    """A set as it was measured, under the title it has in the report; with the figures after its audit, if there is one."""

    title: str
    measured: Measured
    audited: Figures | None = None


class Circumstances(NamedTuple):
    """What figures depend on besides the sets: to be told with them."""

    command: str
    date: str
    version: str
    machine: str
    python: str
    embedder: str
    weights: str
    seed: int
    resamples: int


def by_category(figures: Figures) -> list[tuple[str, Figures]]:
    """The figures of all questions, then of each category."""
    return [(EVERY, figures), *((one, figures.of(one)) for one in sorted(set(figures.categories)))]


def means(figures: Figures) -> dict[str, dict[int, float]]:
    """By metric and cut, the mean over the questions; nothing where there is no question."""
    if not figures.questions:
        return {}
    return {
        name: dict(zip(figures.cuts, map(float, getattr(figures, name).mean(axis=0)), strict=True)) for name in METRICS
    }


def document(measured: Measured, rng: np.random.Generator) -> dict[str, Any]:
    """What was measured, as JSON."""
    figures = measured.figures
    intervals = {cut: bootstrap(figures.at(cut), rng)._asdict() for cut in figures.cuts if figures.questions}
    return {
        "set": measured.dataset.name,
        "unit": measured.dataset.unit,
        "sessions": sum(len(bank.sessions) for bank in measured.dataset.banks),
        "messages": sum(len(session.messages) for bank in measured.dataset.banks for session in bank.sessions),
        "questions": len(figures.questions),
        "categories": {name: {"questions": len(part.questions), **means(part)} for name, part in by_category(figures)},
        "fraction_intervals": intervals,
        "abstention_auroc": None if np.isnan(measured.abstention) else measured.abstention,
        "latency_ms": {"p50": measured.latency.percentile(0.5), "p95": measured.latency.percentile(0.95)},
        "context_tokens": float(np.mean(measured.latency.tokens)) if measured.latency.tokens else None,
    }


def page(chapters: Sequence[Chapter], told: Circumstances, rng: np.random.Generator) -> str:
    """The report, in Markdown."""
    return "\n".join(_lines(chapters, told, rng)) + "\n"


def _lines(chapters: Sequence[Chapter], told: Circumstances, rng: np.random.Generator) -> Iterator[str]:
    yield from (
        "# Benchmarks",
        "",
        f"Made by `{told.command}` on {told.date}; written anew by it, never by hand.",
        "",
        (
            f"memos {told.version}, ranking weights {told.weights}, embedder {told.embedder}, no language model. {told.machine}, "
            f"Python {told.python}. Seed {told.seed}; intervals: 95 %, {told.resamples:,} bootstrap resamples of the questions."
        ),
        "",
        "Every message goes through the full pipeline, every question through the search that users call. A ranking is the message",
        "ids in the order in which the hits' evidence first names them, each mapped to its session where evidence is sessions; k",
        "counts those ids, never hits. Ids are remapped: they tell neither dates nor turns. The shipped weights are trained on",
        "RealMem, LiHua-World, MuSiQue and HotpotQA; LoCoMo, PrefEval and LongMemEval are tests alone.",
        "",
        "## All sets",
        "",
    )
    yield from _overview(chapters, rng)
    for chapter in chapters:
        yield from _chapter(chapter, rng)


def _overview(chapters: Sequence[Chapter], rng: np.random.Generator) -> Iterator[str]:
    cuts = chapters[0].measured.dataset.cuts
    heads = ["set", "evidence", "questions", *(f"R@{cut}" for cut in cuts), "NDCG@10", "AUROC", "p50", "p95", "tokens"]
    yield from _head(heads)
    for chapter in chapters:
        measured = chapter.measured
        found = means(measured.figures)
        if not found:
            continue
        told = {cut: bootstrap(measured.figures.at(cut), rng) for cut in _TOLD}
        yield _row(
            [
                chapter.title,
                f"{measured.dataset.unit}s",
                f"{len(measured.figures.questions):,}",
                *(_between(told[cut]) if cut in told else _percent(found["fraction"][cut]) for cut in cuts),
                _percent(found["ndcg"][10]),
                "" if np.isnan(measured.abstention) else f"{measured.abstention:.3f}",
                f"{measured.latency.percentile(0.5):.0f} ms",
                f"{measured.latency.percentile(0.95):.0f} ms",
                f"{np.mean(measured.latency.tokens):.0f}" if measured.latency.tokens else "",
            ]
        )
    yield from (
        "",
        "R@k: share of a question's evidence among the first k, in percent, with its interval. AUROC: how well the best score tells",
        "questions with an answer from those without. p50, p95: a search of 10 hits, embedding of the question included; tokens: of the",
        "context it packs.",
    )


def _chapter(chapter: Chapter, rng: np.random.Generator) -> Iterator[str]:
    measured = chapter.measured
    banks = measured.dataset.banks
    sessions = sum(len(bank.sessions) for bank in banks)
    messages = sum(len(session.messages) for bank in banks for session in bank.sessions)
    yield from ("", f"## {chapter.title}", "")
    yield f"{len(banks):,} spaces, {sessions:,} sessions, {messages:,} messages."
    yield ""
    yield from _tables(measured.figures)
    if chapter.audited is not None:
        yield from ("", "With the evidence as the audit corrects it:", "")
        yield from _table(chapter.audited, "fraction")
    if measured.without:
        yield from _ablation(measured, rng)


def _tables(figures: Figures) -> Iterator[str]:
    for name, meaning in METRICS.items():
        yield from (f"{meaning[0].upper()}{meaning[1:]}:", "")
        yield from _table(figures, name)
        yield ""


def _table(figures: Figures, metric: str) -> Iterator[str]:
    yield from _head(["category", "questions", *(f"@{cut}" for cut in figures.cuts)])
    for name, part in by_category(figures):
        if part.questions:
            shares = means(part)[metric].values()
            yield _row([name, f"{len(part.questions):,}", *map(_percent, shares)])


def _ablation(measured: Measured, rng: np.random.Generator) -> Iterator[str]:
    whole = measured.sample
    yield from (
        "",
        f"What is lost without a part, in points, on {len(whole.questions):,} questions (the weights of the rest stay as they are):",
        "",
    )
    yield from _head(["without", *(f"R@{cut}" for cut in _TOLD)])
    for name, left in measured.without.items():
        lost = (bootstrap(left.at(cut) - whole.at(cut), rng) for cut in _TOLD)
        yield _row([name, *(_between(one, signed=True) for one in lost)])


def _head(names: Sequence[str]) -> Iterator[str]:
    yield _row(names)
    yield _row(["---", *("---:" for _ in names[1:])])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _between(told: Interval, *, signed: bool = False) -> str:
    mean, low, high = (100 * bound for bound in told)
    return f"{mean:+.1f} ({low:+.1f} to {high:+.1f})" if signed else f"{mean:.1f} ({low:.1f}–{high:.1f})"
