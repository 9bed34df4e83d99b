"""Trains the ranking weights that are shipped, cross-validated, on sets whose licences allow it; writes memos/retrieval/weights.json.

DATA is a folder with the official files (see `scripts/bench recall`). RealMem (Apache-2.0), LiHua-World, MuSiQue and HotpotQA as
HippoRAG publishes them (MIT) are learned from. The sets beside them are only reported: with the weights learned from these, and,
where they have several conversations, with weights learned from themselves, one left out each time, which are not kept.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from memos.bench.filling import Filling, opened
from memos.bench.metrics import auroc
from memos.bench.sets import catalogue
from memos.bench.sets.dataset import SEED
from memos.bench.training.calibrating import Told, error, platt
from memos.bench.training.learning import Model, Penalty, chances, fit, recall
from memos.bench.training.samples import Sample, Samples, collect
from memos.chance import SystemClock
from memos.kernel.upkeep import Report
from memos.retrieval.features import FREE
from memos.retrieval.ranking import TELLING

LICENCES: Final[Mapping[str, str]] = {
    "realmem": "Apache-2.0",
    "lihua": "MIT",
    "musique": "MIT",
    "hotpotqa": "MIT",
}
"""The sets that may be learned from, and by whose leave."""
WORTHS: Final[Mapping[str, float]] = {"lihua": 1.0, "realmem": 0.3, "musique": 0.3, "hotpotqa": 0.3}
"""What a set counts. LiHua-World alone tells which message answers; of the others a session or a passage is known."""
PRIOR: Final = {"dense": 2.0, "lexical": 2.0, "dense_window": 2.0, "lexical_window": 2.0}
"""The weights held before anything is learned: words and meaning, by itself and by its window, alike."""
WEIGHTS: Final = Path("memos/retrieval/weights.json")
BY_HAND: Final = {
    "topic": -1.5,
    "session": -2.0,
    "asked": 20.0,
    "task": 20.0,
    "statement": -0.2,
    "lexical_told": 0.3,
    "dense_told": 0.3,
}
"""What no set tells, where only messages count. Summaries stand back, so as not to buy places with all they cite; a belief that answers
by whom and what it is about, and a procedure for the task at hand, stand before all that is only like the question; any other belief
stands before the words it rests on as far as its own are like the question."""
_FOLDS: Final = 5
_CUTS: Final = (1, 2, 5, 10, 20)


def folds(samples: Sequence[Sample], seed: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The fold of each question: a bank a fold where there are several banks, else drawn."""
    banks = {bank: number % _FOLDS for number, bank in enumerate(sorted({sample.bank for sample in samples}))}
    if len(banks) > 1:
        return np.array([banks[sample.bank] for sample in samples], dtype=np.int64)
    return np.random.default_rng(seed).permutation(len(samples)) % _FOLDS


class Trial:
    """Sets learned from together, with what each fold of them says of the weights learned without it."""

    def __init__(self, sets: Sequence[Samples], penalty: Penalty, seed: int) -> None:
        self.columns = tuple(name for name in sets[0].columns if name not in BY_HAND)
        self.sets = [one.of(self.columns) for one in sets]
        rising = tuple(place for place, name in enumerate(self.columns) if name not in FREE)
        prior = tuple(PRIOR.get(name, 0.0) for name in self.columns)
        self.penalty = penalty._replace(rising=rising, prior=prior)
        self._folds = [folds(one.questions, seed) for one in sets]
        self._models = [self._without(fold) for fold in range(_FOLDS)]
        self._telling = self.columns.index(TELLING)
        self._told = [
            {fold: chances(part, self._models[fold], self._telling) for fold, part in self._apart(number).items()}
            for number in range(len(sets))
        ]

    def whole(self) -> Model:
        """Learned from everything."""
        return self._fit([one.questions for one in self.sets])

    def figures(self) -> dict[str, dict[str, float]]:
        """By set: recall in percent at each cut, and how well questions without an answer are told, on the folds left out."""
        curves = [
            platt([told for one in self._told for fold, told in one.items() if fold != out]) for out in range(_FOLDS)
        ]
        found: dict[str, dict[str, float]] = {}
        for number, one in enumerate(self.sets):
            parts = self._apart(number)
            sizes = np.array([sum(1 for sample in part if sample.asked) for part in parts.values()])
            shares = [recall(part, self._models[fold], _CUTS) for fold, part in parts.items()]
            found[one.name] = {
                f"recall@{cut}": round(
                    float(sum(size * share[cut] for size, share in zip(sizes, shares, strict=True)) / sizes.sum()), 1
                )
                for cut in _CUTS
            }
            best = [
                (curves[fold].presence.chance(float(said)), sample.asked > 0)
                for fold, part in parts.items()
                for sample, said in zip(part, self._told[number][fold].best().said, strict=True)
            ]
            area = auroc(np.array([chance for chance, _ in best]), np.array([known for _, known in best]))
            if not np.isnan(area):
                found[one.name]["auroc of abstention"] = round(area, 3)
        return found

    def told(self) -> list[Told]:
        """By set: what the models learned without them say of the folds left out."""
        return [Told.of([*one.values()]) for one in self._told]

    def _without(self, fold: int) -> Model:
        kept = [
            [sample for sample, of in zip(one.questions, held, strict=True) if of != fold]
            for one, held in zip(self.sets, self._folds, strict=True)
        ]
        return self._fit(kept)

    def _fit(self, kept: Sequence[Sequence[Sample]]) -> Model:
        """Of a session that answers, the message that does, where that is known; else any of its messages."""
        told = [
            [
                sample.by_message()
                for sample in samples
                if sample.saying.size or not sample.asked or not _is_told(samples)
            ]
            for samples in kept
        ]
        return fit(told, self.penalty, [WORTHS.get(one.name, 1.0) for one in self.sets])

    def _apart(self, number: int) -> dict[int, list[Sample]]:
        """By fold, the questions of a set that were left out; folds without any are left out themselves."""
        questions, held = self.sets[number].questions, self._folds[number]
        parts = {fold: [one for one, of in zip(questions, held, strict=True) if of == fold] for fold in range(_FOLDS)}
        return {fold: part for fold, part in parts.items() if part}


def _is_told(samples: Sequence[Sample]) -> bool:
    """Whether a set tells of most of its questions which message answers."""
    return 2 * sum(sample.saying.size > 0 for sample in samples) > len(samples)


def main(arguments: list[str]) -> int:
    """Trains, prints what it found, writes the file."""
    parser = argparse.ArgumentParser(prog="scripts/bench train", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the official files")
    parser.add_argument("--home", type=Path, help="keep stores and vectors here, for the next time")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument(
        "--beside", nargs="*", default=("locomo", "prefeval"), choices=catalogue.SETS, help="only reported"
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--ridge", type=float, default=Penalty().ridge)
    parser.add_argument("--chance", type=float, default=Penalty().chance)
    given = parser.parse_args(arguments)
    out = sys.stdout.write
    with (
        Progress(TextColumn("{task.description}"), BarColumn(), console=Console(stderr=True)) as bar,
        opened(given.home) as filling,
    ):
        task = bar.add_task("", total=None)

        def report(what: str, done: int, of: int) -> None:
            bar.update(task, description=what, completed=done, total=of)

        found = {
            name: _collected(filling, name, path, report)
            for name, path in catalogue.found_in(given.data)
            if name in (*LICENCES, *given.beside)
        }
    penalty = Penalty(ridge=given.ridge, chance=given.chance)
    trial = Trial([found[name] for name in LICENCES if name in found], penalty, given.seed)
    model = trial.whole()
    curve = platt(trial.told())
    figures = trial.figures()
    errors = {one.name: round(error(told, curve), 4) for one, told in zip(trial.sets, trial.told(), strict=True)}
    made = {
        "date": f"{SystemClock().now():%Y-%m-%d}",
        "by": f"scripts/bench train DATA --seed {given.seed} --ridge {given.ridge} --chance {given.chance}",
        "from": {one.name: f"{len(one.questions)} questions, {LICENCES[one.name]}" for one in trial.sets},
        "cross-validated": figures,
        "calibration error": errors,
    }
    weights = {name: round(float(weight), 4) for name, weight in zip(trial.columns, model.weights, strict=True)}
    kept = {name: weight for name, weight in weights.items() if weight} | BY_HAND
    shifted = {"slope": curve.slope, "intercept": curve.slope * model.bias + curve.intercept}
    content = {
        "made": made,
        "calibration": {name: round(value, 4) for name, value in shifted.items()},
        "presence": {name: round(value, 4) for name, value in curve.presence._asdict().items()},
        "weights": dict(sorted(kept.items())),
    }
    given.out.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    out(json.dumps(made, indent=2, ensure_ascii=False) + f"\n{given.out}: {len(kept)} weights\n")
    for name, whole in found.items():
        if name not in LICENCES and whole.questions:
            samples = whole.of(trial.columns)
            out(f"{name}, with these weights: {_line(recall(samples.questions, model, _CUTS))}\n")
            if len({sample.bank for sample in samples.questions}) > 1:
                own = Trial([samples], penalty, given.seed).figures()[name]
                out(f"{name}, learned from itself, a conversation left out each time: {_line(own)}\n")
    return 0


def _collected(filling: Filling, name: str, path: Path, report: Report) -> Samples:
    return collect(filling, catalogue.read(name, path), report=report)._replace(name=name)


def _line(figures: Mapping[Any, float]) -> str:
    return ", ".join(f"{cut} {share:.1f}" for cut, share in figures.items())
