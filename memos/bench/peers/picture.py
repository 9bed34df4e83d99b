"""Recall@k as a picture: a panel a set, a line a peer with its name at its end, readable on light and on dark ground."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from memos.bench.peers.contest import DEEPEST, OURS, Curve

_ALIKE: Final = 0.01
"""Peers whose recall nowhere in a set differs by more are one line there: nobody could tell them apart."""
_COLUMNS: Final = 2
_WIDTH: Final = 900
_HEADING: Final = "Evidence found among the first k, in percent"
_TOP: Final = 40
_PANEL_HEIGHT: Final = 234
_PLOT_LEFT, _PLOT_RIGHT, _PLOT_TOP, _PLOT_BOTTOM = 38, 200, 48, 30
"""The frame of a panel's lines: between its title and the top a figure has room, for a recall of 100 too."""
_TITLE: Final = 22
_FIGURE: Final = 9
"""How far above its dot a figure stands."""
_TICKS: Final = (1, 3, 5, 10, 25, 50)
_LEVELS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_LEAD: Final = 16
"""The room in which a line runs from its end to its name."""
_GAP: Final = 15.0
"""How far names stand apart at least."""
_TITLES: Final[Mapping[str, str]] = {
    "locomo": "LoCoMo",
    "realmem": "RealMem",
    "lihua": "LiHua-World",
    "musique": "MuSiQue",
    "hotpotqa": "HotpotQA",
    "prefeval": "PrefEval",
    "longmemeval": "LongMemEval",
}
_NAMES: Final[Mapping[str, str]] = {
    "mem0 (infer=False)": "mem0",
    "LangGraph InMemoryStore": "LangGraph",
    "RRF of dense and BM25": "dense + BM25 (RRF)",
    "PPR over published triples": "PPR, given triples",
}
"""What is written at the end of a line, where it is not the peer's name."""
_STYLES: Final = 6
"""Ways to draw other peers; a further one is drawn as the first."""
_STYLE: Final = """
  text { font: 12px ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; fill: #59636e }
  .title { font-weight: 600; font-size: 13px; fill: #1f2328 }
  .heading { font-weight: 600; font-size: 15px; fill: #1f2328 }
  .grid { stroke: #e4e8ec; stroke-width: 1 }
  .line { fill: none; stroke: #6e7781; stroke-width: 1.5; stroke-linejoin: round }
  .c2 { stroke-dasharray: 14 4 } .c3 { stroke-dasharray: 4 2 } .c4 { stroke-dasharray: 7 4 } .c5 { stroke-dasharray: 2 3 }
  .c6 { stroke-dasharray: 9 3 2 3 }
  .c0 { stroke: #cf222e; stroke-width: 3 } .dot { fill: #cf222e }
  .ours, .figure { fill: #cf222e; font-weight: 600 }
  .figure { stroke: #ffffff; stroke-width: 3; paint-order: stroke }
  @media (prefers-color-scheme: dark) {
    text { fill: #9198a1 } .title, .heading { fill: #f0f6fc } .grid { stroke: #262c36 } .line { stroke: #848d97 }
    .c0 { stroke: #ff7b72 } .ours, .figure, .dot { fill: #ff7b72 } .figure { stroke: #0d1117 }
  }
"""


class Line(NamedTuple):
    """One or more peers that draw the same curve in a panel. `number` is how it is drawn: 0 is ours alone."""

    number: int
    label: str
    curve: Curve


def drawn(curves: Sequence[Curve]) -> str:
    """The SVG. Our line is the thick one, with its recall at 10 written beside it."""
    held = [curve for curve in curves if curve.recall]
    others = list(dict.fromkeys(curve.peer for curve in held if curve.peer != OURS))
    numbers = {OURS: 0} | {peer: 1 + place % _STYLES for place, peer in enumerate(others)}
    sets = list(dict.fromkeys(curve.dataset for curve in held))
    height = _TOP + math.ceil(len(sets) / _COLUMNS) * _PANEL_HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img">',
        f"<title>{_HEADING}, by set and system</title>",
        f"<style>{_STYLE}</style>",
        f'<text class="heading" x="{_PLOT_LEFT}" y="24">{_HEADING}</text>',
    ]
    for place, dataset in enumerate(sets):
        row, column = divmod(place, _COLUMNS)
        at = f"translate({column * _WIDTH // _COLUMNS} {_TOP + row * _PANEL_HEIGHT})"
        lines = merged([curve for curve in held if curve.dataset == dataset], numbers)
        parts += [f'<g transform="{at}">', *_panel(dataset, lines), "</g>"]
    return "\n".join([*parts, "</svg>", ""])


def merged(curves: Sequence[Curve], numbers: Mapping[str, int]) -> list[Line]:
    """The lines of a panel, in the peers' order; peers with almost the same recall share one, but nobody shares ours."""
    lines: list[Line] = []
    for curve in curves:
        label = _NAMES.get(curve.peer, curve.peer)
        number = numbers[curve.peer]
        twin = next(
            (place for place, line in enumerate(lines) if line.number and number and _same(line.curve, curve)), None
        )
        if twin is None:
            lines.append(Line(number, label, curve))
        else:
            lines[twin] = lines[twin]._replace(label=f"{lines[twin].label}, {label}")
    return lines


def spread(heights: Sequence[float], bottom: float) -> list[float]:
    """Where names stand beside lines that end at these heights: as near as can be, apart from each other, none below the bottom."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    found = list(heights)
    for above, place in pairwise(order):
        found[place] = max(found[place], found[above] + _GAP)
    limit = bottom
    for place in reversed(order):
        found[place] = min(found[place], limit)
        limit = found[place] - _GAP
    return found


def _same(one: Curve, other: Curve) -> bool:
    return all(abs(a - b) <= _ALIKE for a, b in zip(one.recall, other.recall, strict=True))


def _panel(dataset: str, lines: Sequence[Line]) -> Iterator[str]:
    """One set: its frame, then the lines, ours on top, each with its name."""
    right, bottom = _WIDTH // _COLUMNS - _PLOT_RIGHT, _PANEL_HEIGHT - _PLOT_BOTTOM
    yield f'<text class="title" x="{_PLOT_LEFT}" y="{_TITLE}">{escape(_TITLES.get(dataset, dataset))}</text>'
    yield f'<text x="{right}" y="{_TITLE}" text-anchor="end">{lines[0].curve.questions:,} questions</text>'
    for level in _LEVELS:
        y = _y(level)
        yield f'<path class="grid" d="M{_PLOT_LEFT} {y:.1f}H{right}"/>'
        yield f'<text x="{_PLOT_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{100 * level:.0f}</text>'
    for tick in _TICKS:
        name = f"k = {tick}" if tick == _TICKS[0] else str(tick)
        anchor = {1: "start", DEEPEST: "end"}.get(tick, "middle")
        yield f'<text x="{_x(tick, right):.1f}" y="{bottom + 17}" text-anchor="{anchor}">{name}</text>'
    places = spread([_y(line.curve.at(DEEPEST)) for line in lines], bottom)
    for line, place in sorted(zip(lines, places, strict=True), key=lambda each: each[0].number, reverse=True):
        yield from _line(line, place, right)


def _line(line: Line, place: float, right: int) -> Iterator[str]:
    """A curve, on to its name; beside ours, a dot and the figure at 10."""
    points = " ".join(f"{_x(k, right):.1f},{_y(share):.1f}" for k, share in enumerate(line.curve.recall, 1))
    yield f'<polyline class="line c{line.number}" points="{points} {right + _LEAD},{place:.1f}"/>'
    ours = "" if line.number else ' class="ours"'
    yield f'<text{ours} x="{right + _LEAD + 5}" y="{place + 4:.1f}">{escape(line.label)}</text>'
    if not line.number:
        x, y = _x(10, right), _y(line.curve.at(10))
        yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
        yield f'<text class="figure" x="{x:.1f}" y="{y - _FIGURE:.1f}" text-anchor="middle">{100 * line.curve.at(10):.1f}</text>'


def _x(k: int, right: int) -> float:
    """k on a logarithmic scale: the first places are what matters."""
    return _PLOT_LEFT + (right - _PLOT_LEFT) * math.log(k) / math.log(DEEPEST)


def _y(share: float) -> float:
    bottom = _PANEL_HEIGHT - _PLOT_BOTTOM
    return bottom - (bottom - _PLOT_TOP) * share
