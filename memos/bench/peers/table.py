"""The peers' figures as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from memos.bench.peers.contest import Curve

_CUTS: Final = (1, 2, 5, 10, 25, 50)
_HEAD: Final = f"| set | system | version | {' | '.join(f'R@{cut}' for cut in _CUTS)} |"
_RULE: Final = f"|---|---|---|{'---:|' * len(_CUTS)}"


def rows(curves: Sequence[Curve]) -> Iterator[str]:
    """One table: by set, and in it a row a peer, the best of each column in bold. A peer without figures says why."""
    yield _HEAD
    yield _RULE
    for dataset, held in groupby(curves, key=lambda curve: curve.dataset):
        group = list(held)
        best = [max((_percent(curve, cut) for curve in group if curve.recall), default=0.0) for cut in _CUTS]
        questions = max(curve.questions for curve in group)
        for number, curve in enumerate(group):
            name = f"{dataset} ({questions:,})" if number == 0 else ""
            version = f"{curve.package} {curve.version}".strip()
            yield f"| {name} | {curve.peer} | {version} | {' | '.join(_cells(curve, best))} |"


def _cells(curve: Curve, best: Sequence[float]) -> Iterator[str]:
    if not curve.recall:
        yield curve.reason.replace("|", "\\|")
        yield from [""] * (len(_CUTS) - 1)
        return
    for cut, top in zip(_CUTS, best, strict=True):
        percent = _percent(curve, cut)
        yield f"**{percent:.1f}**" if percent == top else f"{percent:.1f}"


def _percent(curve: Curve, cut: int) -> float:
    """As it is shown: what looks the same is the same."""
    return round(100 * curve.at(cut), 1)
