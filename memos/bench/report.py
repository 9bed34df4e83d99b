"""What was measured, as a document for programs and as pages for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import numpy as np

from memos.bench.evaluation import Figures
from memos.bench.measuring import Abstention, Measured
from memos.bench.metrics import Interval, bootstrap

METRICS: Final[Mapping[str, str]] = {
    "any": "some of the evidence is among the first k",
    "fraction": "share of the evidence among the first k",
    "all": "all of the evidence is among the first k",
    "ndcg": "NDCG: the evidence weighed by its place",
}
EVERY: Final = "all"
_ALONE: Final = "the evidence, one piece a question, is among the first k"
_LEAST: Final[Mapping[str, float | None]] = {"`ask`": None} | {
    f"below {least:.2f}": least for least in (0.8, 0.9, 0.95)
}
"""When silence is kept: as `ask` does, or where the chance that anything answers is below a threshold."""
_TOLD: Final = (5, 10)
"""The cuts at which intervals are told."""


class Rival(NamedTuple):
    """Another store on the same set, by name, and its recall for k from 1 on."""

    name: str
    recall: Sequence[float]


class Chapter(NamedTuple):
    """A set as it was measured, under the title it has in the report; with the figures after its audit, if there is one, what other
    stores make of it, where that is known, and what cross-validation gave at a cut, where the weights are learned from it."""

    title: str
    measured: Measured
    audited: Figures | None = None
    rivals: Sequence[Rival] = ()
    validated: Mapping[int, float] = MappingProxyType({})


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
        "abstention": None if measured.abstention is None else _abstaining(measured.abstention),
        "latency_ms": {"p50": measured.latency.percentile(0.5), "p95": measured.latency.percentile(0.95)},
        "context_tokens": float(np.mean(measured.latency.tokens)) if measured.latency.tokens else None,
    }


def _abstaining(told: Abstention) -> dict[str, Any]:
    right, wrong = told.silenced()
    return {"auroc": told.auroc, "ask_is_silent": {"unanswerable": right, "answerable": wrong}}


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
    )
    yield from _overview(chapters, rng)
    yield from _depths(chapters)
    yield from _silences([chapter for chapter in chapters if chapter.measured.abstention is not None])
    yield from _parts([chapter for chapter in chapters if chapter.measured.without], rng)
    for chapter in chapters:
        yield from _chapter(chapter, rng)


def _overview(chapters: Sequence[Chapter], rng: np.random.Generator) -> Iterator[str]:
    yield from ("", "## All sets", "")
    beside = [name for cut in _TOLD for name in (f"R@{cut}", f"cross-validated @{cut}", f"best other @{cut}")]
    yield from _head(["set", "evidence", "questions", *beside])
    for chapter in _scored(chapters):
        figures = chapter.measured.figures
        cells = [chapter.title, f"{chapter.measured.dataset.unit}s", f"{len(figures.questions):,}"]
        for cut in _TOLD:
            validated = chapter.validated.get(cut)
            cells += [
                _between(bootstrap(figures.at(cut), rng)),
                "" if validated is None else f"{validated:.1f}",
                _best(chapter.rivals, cut),
            ]
        yield _row(cells)
    yield from (
        "",
        "R@k: share of a question's evidence among the first k, in percent, with its interval. Where the weights are learned from a set,",
        "R@k is of the very questions that were learned from (MuSiQue's are the same with published triples); cross-validated: the same",
        "share with weights learned without them. Best other: the best of the stores that `scripts/bench peers` runs, on the same",
        "questions, with the same embedder.",
    )


def _depths(chapters: Sequence[Chapter]) -> Iterator[str]:
    cuts = chapters[0].measured.dataset.cuts
    yield from ("", "## By depth, time and tokens", "")
    yield from _head(["set", *(f"R@{cut}" for cut in cuts), "any@10", "all@10", "NDCG@10", "p50", "p95", "tokens"])
    for chapter in _scored(chapters):
        found, latency = means(chapter.measured.figures), chapter.measured.latency
        yield _row(
            [
                chapter.title,
                *map(_percent, found["fraction"].values()),
                *(_percent(found[metric][10]) for metric in ("any", "all", "ndcg")),
                f"{latency.percentile(0.5):.0f} ms",
                f"{latency.percentile(0.95):.0f} ms",
                f"{np.mean(latency.tokens):.0f}" if latency.tokens else "",
            ]
        )
    yield from (
        "",
        "p50, p95: a search of 10 hits, embedding of the question included; tokens: of the context it packs.",
    )


def _silences(chapters: Sequence[Chapter]) -> Iterator[str]:
    """How well it is told that nothing answers."""
    if not chapters:
        return
    yield from ("", "## Questions that nothing answers", "")
    yield from _head(
        ["set", "unanswerable", "answerable", "AUROC", "silent", "of the unanswerable", "of the answerable"]
    )
    for chapter in chapters:
        told = chapter.measured.abstention
        if told is not None:
            answerable = int(told.answerable.sum())
            cells = [chapter.title, f"{told.answerable.size - answerable:,}", f"{answerable:,}", f"{told.auroc:.3f}"]
            for name, least in _LEAST.items():
                right, wrong = told.silenced(least)
                yield _row([*cells, name, f"{_percent(right)} %", f"{_percent(wrong)} %"])
                cells = [""] * len(cells)
    yield from (
        "",
        "AUROC: how surely `answerable`, the chance that anything here answers, tells questions with an answer from those without. `ask`:",
        "the share to which it answers, without a model, that nothing that is remembered answers; below it, what would come of keeping",
        "silent where that chance is below a threshold.",
    )


def _parts(chapters: Sequence[Chapter], rng: np.random.Generator) -> Iterator[str]:
    """What each part brings to each set, at a glance."""
    if not chapters:
        return
    yield from ("", "## What each part brings", "")
    yield from _head(["without", *(chapter.title for chapter in chapters)])
    for name in chapters[0].measured.without:
        lost = [
            bootstrap(measured.without[name].at(10) - measured.sample.at(10), rng)
            for measured in (chapter.measured for chapter in chapters)
        ]
        yield _row([name, *(_sure(one) for one in lost)])
    yield from (
        "",
        "R@10 lost without a part, in points; bold where the paired interval leaves out 0. The weights of the rest stay as they are.",
    )


def _best(rivals: Sequence[Rival], cut: int) -> str:
    if not rivals:
        return ""
    best = max(rivals, key=lambda rival: rival.recall[cut - 1])
    return f"{_percent(best.recall[cut - 1])} {best.name}"


def _scored(chapters: Sequence[Chapter]) -> Iterator[Chapter]:
    return (chapter for chapter in chapters if chapter.measured.figures.questions)


def _chapter(chapter: Chapter, rng: np.random.Generator) -> Iterator[str]:
    measured = chapter.measured
    banks = measured.dataset.banks
    sessions = sum(len(bank.sessions) for bank in banks)
    messages = sum(len(session.messages) for bank in banks for session in bank.sessions)
    yield from ("", f"## {chapter.title}", "")
    yield f"{len(banks):,} {'space' if len(banks) == 1 else 'spaces'}, {sessions:,} sessions, {messages:,} messages."
    yield ""
    yield from _tables(measured.figures)
    if chapter.audited is not None:
        yield from ("With the evidence as the audit corrects it:", "")
        yield from _table(chapter.audited, "fraction")
        yield ""
    if measured.without:
        yield from _ablation(measured, rng)


def _tables(figures: Figures) -> Iterator[str]:
    """A table a metric; of questions with one piece of evidence each, all three shares are one."""
    alike = np.array_equal(figures.any, figures.all)
    for name, meaning in {"fraction": _ALONE, "ndcg": METRICS["ndcg"]}.items() if alike else METRICS.items():
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
    yield from (f"Lost without a part, in points, with the paired interval, on {len(whole.questions):,} questions:", "")
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


def _sure(lost: Interval) -> str:
    """Points, in bold where the interval leaves out 0."""
    told = f"{100 * lost.mean:+.1f}"
    return f"**{told}**" if lost.low > 0 or lost.high < 0 else told if lost.low < lost.high else "0"


def _between(told: Interval, *, signed: bool = False) -> str:
    mean, low, high = (100 * bound for bound in told)
    return f"{mean:+.1f} ({low:+.1f} to {high:+.1f})" if signed else f"{mean:.1f} ({low:.1f}–{high:.1f})"
