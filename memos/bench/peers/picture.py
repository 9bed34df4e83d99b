"""Recall@k as a picture: a panel a set, a line a peer, readable on light and on dark ground."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from memos.bench.peers.contest import DEEPEST, OURS, Curve

_ALIKE: Final = 0.01
"""Peers whose recall nowhere differs by more are one line: nobody could tell them apart."""
_COLUMNS: Final = 3
_WIDTH: Final = 860
_MARGIN: Final = 6
_HEADING: Final = "Evidence found among the first k, in percent"
_LEGEND_ROW: Final = 22
_PANEL_HEIGHT: Final = 216
_PLOT_LEFT, _PLOT_RIGHT, _PLOT_TOP, _PLOT_BOTTOM = 34, 8, 36, 30
_TICKS: Final = (1, 3, 5, 10, 25, 50)
_LEVELS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
_LETTER: Final = 7.2
"""About how wide a letter of the legend is."""
_STROKE: Final = 26
"""The room that a line takes in the legend, before its name."""
_TITLES: Final[Mapping[str, str]] = {
    "locomo": "LoCoMo",
    "realmem": "RealMem",
    "lihua": "LiHua-World",
    "musique": "MuSiQue",
    "hotpotqa": "HotpotQA",
    "prefeval": "PrefEval",
    "longmemeval": "LongMemEval",
}
_STYLE: Final = """
  text { font: 12px ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; fill: #59636e }
  .title { font-weight: 600; font-size: 13px; fill: #1f2328 }
  .heading { font-weight: 600; font-size: 15px; fill: #1f2328 }
  .key { fill: #1f2328 }
  .ours { font-weight: 600 }
  .grid { stroke: #e4e8ec; stroke-width: 1 }
  .line { fill: none; stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round }
  .c0 { stroke: #cf222e; stroke-width: 3 } .dot { fill: #cf222e }
  .f0 { fill: #cf222e; font-weight: 600; stroke: #ffffff; stroke-width: 3; paint-order: stroke }
  .c1 { stroke: #0969da } .c2 { stroke: #9a6700 } .c3 { stroke: #8250df } .c4 { stroke: #1a7f37 }
  .c5 { stroke: #bc4c00 } .c6 { stroke: #57606a }
  @media (prefers-color-scheme: dark) {
    text { fill: #9198a1 } .title, .heading, .key { fill: #f0f6fc } .grid { stroke: #262c36 }
    .c0 { stroke: #ff7b72 } .f0, .dot { fill: #ff7b72 } .f0 { stroke: #0d1117 }
    .c1 { stroke: #58a6ff } .c2 { stroke: #d29922 } .c3 { stroke: #bc8cff } .c4 { stroke: #3fb950 }
    .c5 { stroke: #f0883e } .c6 { stroke: #8b949e }
  }
"""


class Line(NamedTuple):
    """One or more peers that draw the same curve, and that curve by set. Ours is number 0, whether it is there or not."""

    number: int
    label: str
    curves: Mapping[str, Curve]


def drawn(curves: Sequence[Curve]) -> str:
    """The SVG. Our line is the thick one, with its recall at 10 written beside it."""
    lines = merged(curves)
    sets = list(dict.fromkeys(curve.dataset for curve in curves if curve.recall))
    legend, top = _legend(lines)
    rows = math.ceil(len(sets) / _COLUMNS)
    height = top + rows * _PANEL_HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img">',
        f"<title>{_HEADING}, by set and system</title>",
        f"<style>{_STYLE}</style>",
        f'<text class="heading" x="{_MARGIN + _PLOT_LEFT}" y="22">{_HEADING}</text>',
        *legend,
    ]
    for number, dataset in enumerate(sets):
        row, column = divmod(number, _COLUMNS)
        width = (_WIDTH - 2 * _MARGIN) / _COLUMNS
        at = f"translate({_MARGIN + column * width:.1f} {top + row * _PANEL_HEIGHT})"
        parts += [f'<g transform="{at}">', *_panel(dataset, lines, width), "</g>"]
    return "\n".join([*parts, "</svg>", ""])


def merged(curves: Sequence[Curve]) -> list[Line]:
    """A line a peer, in their order; peers with everywhere almost the same recall share one."""
    by_peer: dict[str, dict[str, Curve]] = {}
    for curve in curves:
        if curve.recall:
            by_peer.setdefault(curve.peer, {})[curve.dataset] = curve
    lines: list[Line] = []
    if OURS in by_peer:
        lines.append(Line(0, OURS, by_peer.pop(OURS)))
    others = 1
    for peer, held in by_peer.items():
        twin = next((place for place, line in enumerate(lines) if line.number and _same(line.curves, held)), None)
        if twin is None:
            lines.append(Line(others, peer, held))
            others += 1
        else:
            lines[twin] = lines[twin]._replace(label=f"{lines[twin].label}, {peer}")
    return lines


def _same(one: Mapping[str, Curve], other: Mapping[str, Curve]) -> bool:
    return one.keys() == other.keys() and all(
        abs(a - b) <= _ALIKE for name in one for a, b in zip(one[name].recall, other[name].recall, strict=True)
    )


def _legend(lines: Sequence[Line]) -> tuple[list[str], int]:
    """A stroke and a name a line, as many in a row as there is room for; and the height they take."""
    parts: list[str] = []
    left = float(_MARGIN + _PLOT_LEFT)
    x, y = left, 22 + _LEGEND_ROW
    for line in lines:
        width = _STROKE + _LETTER * len(line.label)
        if x > left and x + width > _WIDTH - _MARGIN:
            x, y = left, y + _LEGEND_ROW
        ours = "" if line.number else " ours"
        parts.append(f'<path class="line c{line.number}" d="M{x:.1f} {y - 4}h20"/>')
        parts.append(f'<text class="key{ours}" x="{x + _STROKE:.1f}" y="{y}">{escape(line.label)}</text>')
        x += width + 24
    return parts, y + 14


def _panel(dataset: str, lines: Sequence[Line], width: float) -> Iterator[str]:
    """One set: its frame, then the lines, ours last and so on top."""
    found = [(line.number, line.curves[dataset]) for line in lines if dataset in line.curves]
    right, bottom = width - _PLOT_RIGHT, _PANEL_HEIGHT - _PLOT_BOTTOM
    title = escape(_TITLES.get(dataset, dataset))
    yield f'<text class="title" x="{_PLOT_LEFT}" y="22">{title}</text>'
    yield f'<text x="{right:.1f}" y="22" text-anchor="end">{found[0][1].questions:,} questions</text>'
    for level in _LEVELS:
        y = _y(level)
        yield f'<path class="grid" d="M{_PLOT_LEFT} {y:.1f}H{right:.1f}"/>'
        yield f'<text x="{_PLOT_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{100 * level:.0f}</text>'
    for tick in _TICKS:
        name = f"k = {tick}" if tick == _TICKS[0] else str(tick)
        anchor = {1: "start", DEEPEST: "end"}.get(tick, "middle")
        yield f'<text x="{_x(tick, right):.1f}" y="{bottom + 17}" text-anchor="{anchor}">{name}</text>'
    for number, curve in reversed(found):
        points = " ".join(f"{_x(k, right):.1f},{_y(share):.1f}" for k, share in enumerate(curve.recall, 1))
        yield f'<polyline class="line c{number}" points="{points}"/>'
        if number == 0:
            yield from _marked(curve, right)


def _marked(curve: Curve, right: float) -> Iterator[str]:
    """Our recall at 10: a dot on the line and the figure above it."""
    x, y = _x(10, right), _y(curve.at(10))
    yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    yield f'<text class="f0" x="{x:.1f}" y="{y - 9:.1f}" text-anchor="middle">{100 * curve.at(10):.1f}</text>'


def _x(k: int, right: float) -> float:
    """k on a logarithmic scale: the first places are what matters."""
    return _PLOT_LEFT + (right - _PLOT_LEFT) * math.log(k) / math.log(DEEPEST)


def _y(share: float) -> float:
    bottom = _PANEL_HEIGHT - _PLOT_BOTTOM
    return bottom - (bottom - _PLOT_TOP) * share
