"""How well times are understood: hand-labelled expressions (tests/data/dates), scored by the interval they mean."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from memos.agents.perceive.times import resolve
from memos.agents.perception import TimeMention
from memos.schemas.value import Value


class Row(Value):
    """A labelled text. `expression` occurs once in it and means `[start, end)`; None marks a distractor."""

    id: str
    source: str
    text: str
    anchor: datetime
    expression: str | None
    start: datetime | None
    end: datetime | None
    granularity: str | None
    birth: date | None = None


class Outcome(NamedTuple):
    """What became of a row: its time found at all, its granularity right, its start and end both right, or a false alarm."""

    row: Row
    found: bool
    grain: bool
    interval: bool
    false_alarm: bool


class Report(NamedTuple):
    """Shares of 0 to 1: of labelled times for the first three, of distractors for the last."""

    outcomes: tuple[Outcome, ...]

    @property
    def right(self) -> float:
        """Share of times with exactly the right start and end."""
        return _share([outcome.interval for outcome in self.outcomes if outcome.row.expression])

    @property
    def right_granularity(self) -> float:
        """Share of times with the right granularity."""
        return _share([outcome.grain for outcome in self.outcomes if outcome.row.expression])

    @property
    def found(self) -> float:
        """Share of times where something was recognised."""
        return _share([outcome.found for outcome in self.outcomes if outcome.row.expression])

    @property
    def false_alarms(self) -> float:
        """Share of distractors that were taken for a time."""
        return _share([outcome.false_alarm for outcome in self.outcomes if not outcome.row.expression])

    def as_text(self) -> str:
        """The figures, overall and by granularity and source: counts only, never a row."""
        times = [outcome for outcome in self.outcomes if outcome.row.expression]
        lines = [
            f"{len(times)} times: right interval {self.right:.1%}, right granularity {self.right_granularity:.1%}, found {self.found:.1%}",
            f"{len(self.outcomes) - len(times)} distractors: false alarms {self.false_alarms:.1%}",
        ]
        for key in ("granularity", "source"):
            for kind in sorted({str(getattr(outcome.row, key)) for outcome in times}):
                of_kind = [outcome.interval for outcome in times if str(getattr(outcome.row, key)) == kind]
                lines.append(f"  {key} {kind}: {sum(of_kind)}/{len(of_kind)}")
        return "\n".join(lines)


def score(path: Path) -> Report:
    """Scores the resolver on a file of labelled rows (JSON lines)."""
    with path.open(encoding="utf-8") as lines:
        return Report(tuple(judge(Row.model_validate(json.loads(line))) for line in lines if line.strip()))


def judge(row: Row) -> Outcome:
    """Compares one row with what is resolved: of the mentions that overlap the expression, the one that overlaps most."""
    mentions = resolve(row.text, row.anchor, row.birth)
    if row.expression is None:
        return Outcome(row, found=False, grain=False, interval=False, false_alarm=bool(mentions))
    start = row.text.index(row.expression)
    best = max(mentions, key=lambda mention: _overlap(mention, start, start + len(row.expression or "")), default=None)
    if best is None or _overlap(best, start, start + len(row.expression)) <= 0:
        return Outcome(row, found=False, grain=False, interval=False, false_alarm=False)
    right = (best.interval.start, best.interval.end) == (row.start, row.end)
    return Outcome(row, True, best.interval.granularity == row.granularity, right, false_alarm=False)


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m memos.bench dates FILE`."""
    parser = argparse.ArgumentParser(
        prog="memos.bench dates", description="Score the resolver of times on labelled rows."
    )
    parser.add_argument("file", type=Path, help="JSON lines, as tests/data/dates/README.md describes them")
    print(score(parser.parse_args(argv).file).as_text())
    return 0


def _overlap(mention: TimeMention, start: int, end: int) -> int:
    return min(mention.end, end) - max(mention.start, start)


def _share(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else 0.0
