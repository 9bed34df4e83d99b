"""A picture of a graph as one HTML page: drawn here, needs nothing else, asks the network for nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from typing import Final

import networkx as nx

from memos.interfaces.pictures import day, legible, sort_of, span, words_of
from memos.schemas.graph import Link, Neighbourhood, Node

WIDTH, HEIGHT = 1400, 900
_MARGIN: Final = 90
_LABEL: Final = 30
_SEED: Final = 7

_STYLE: Final = """
:root { color-scheme: light dark; --page: #fbfaf8; --ink: #22252b; --faint: #8b8f99; --line: #b9bdc7; --card: #ffffff; --rim: #e4e2dd;
  --person: #d9480f; --place: #2b8a3e; --organisation: #5f3dc4; --thing: #868e96; --semantic: #0b7285; --core: #a61e4d;
  --episodic: #1c7ed6; --procedural: #e67700; --resource: #846358; --vault: #c92a2a; }
@media (prefers-color-scheme: dark) { :root { --page: #15171b; --ink: #e8e6e1; --faint: #8f949f; --line: #4a4f5a; --card: #1e2127;
  --rim: #30343c;
  --person: #ff922b; --place: #69db7c; --organisation: #b197fc; --thing: #adb5bd; --semantic: #3bc9db; --core: #f783ac;
  --episodic: #74c0fc; --procedural: #ffd43b; --resource: #d8b4a0; --vault: #ff8787; } }
* { box-sizing: border-box; }
html, body { margin: 0; height: 100%; background: var(--page); color: var(--ink); font: 14px/1.45 system-ui, "Segoe UI", Helvetica,
  Arial, sans-serif; }
body { display: flex; flex-direction: column; }
header { padding: 18px 26px 6px; }
h1 { margin: 0; font-size: 20px; font-weight: 650; letter-spacing: -.01em; }
header p { margin: 2px 0 0; color: var(--faint); }
svg { flex: 1; min-height: 0; width: 100%; cursor: grab; touch-action: none; }
svg.held { cursor: grabbing; }
.edge { stroke: var(--line); stroke-width: 1.2; fill: none; }
.edge.over { stroke-dasharray: 4 4; opacity: .7; }
.edge.mentions, .edge.part_of, .edge.next, .edge.derived_from { opacity: .55; }
.word { fill: var(--faint); font-size: 10px; text-anchor: middle; paint-order: stroke; stroke: var(--page); stroke-width: 3px; }
.node circle { stroke: var(--page); stroke-width: 2; }
.node text { fill: var(--ink); font-size: 11.5px; text-anchor: middle; paint-order: stroke; stroke: var(--page); stroke-width: 4px;
  stroke-linejoin: round; }
.node.entity text { font-size: 13px; font-weight: 600; }
.node.chosen circle { stroke: var(--ink); stroke-width: 2.5; }
.node.over { opacity: .5; }
.person { fill: var(--person); } .place { fill: var(--place); } .organisation { fill: var(--organisation); } .thing, .contact {
  fill: var(--thing); }
.semantic { fill: var(--semantic); } .core { fill: var(--core); } .utterance, .topic, .session { fill: var(--episodic); }
.procedural { fill: var(--procedural); } .resource { fill: var(--resource); } .vault { fill: var(--vault); }
svg.looking .node:not(.near), svg.looking .edge:not(.near), svg.looking .word:not(.near) { opacity: .12; }
aside { position: fixed; right: 22px; bottom: 22px; width: min(380px, 88vw); padding: 14px 16px; border: 1px solid var(--rim);
  border-radius: 12px;
  background: var(--card); box-shadow: 0 6px 24px #0002; white-space: pre-wrap; overflow-wrap: anywhere; }
aside:empty { display: none; }
ul { display: flex; flex-wrap: wrap; gap: 4px 16px; list-style: none; margin: 6px 0 0; padding: 0; color: var(--faint); font-size: 12px; }
li svg { width: 10px; height: 10px; margin-right: 5px; vertical-align: -1px; flex: none; }
"""

_SCRIPT: Final = """
const svg = document.querySelector('#graph'), told = document.querySelector('aside');
let [x, y, w, h] = svg.getAttribute('viewBox').split(' ').map(Number), held = null;
const show = () => svg.setAttribute('viewBox', [x, y, w, h].join(' '));
const scale = () => Math.max(w / svg.clientWidth, h / svg.clientHeight);
svg.addEventListener('wheel', e => {
  e.preventDefault();
  const by = Math.exp(e.deltaY / 500), box = svg.getBoundingClientRect();
  const fx = (e.clientX - box.left) / box.width, fy = (e.clientY - box.top) / box.height;
  if (w * by < 80 || w * by > 20000) return;
  x += w * (1 - by) * fx; y += h * (1 - by) * fy; w *= by; h *= by; show();
}, { passive: false });
svg.addEventListener('pointerdown', e => { held = [e.clientX, e.clientY]; svg.classList.add('held'); });
addEventListener('pointermove', e => {
  if (!held) return;
  x -= (e.clientX - held[0]) * scale(); y -= (e.clientY - held[1]) * scale(); held = [e.clientX, e.clientY]; show();
});
addEventListener('pointerup', () => { held = null; svg.classList.remove('held'); });
const clear = () => { svg.classList.remove('looking'); svg.querySelectorAll('.near').forEach(one => one.classList.remove('near')); };
const look = node => {
  clear(); svg.classList.add('looking'); node.classList.add('near'); told.textContent = node.dataset.told;
  svg.querySelectorAll('[data-a]').forEach(edge => {
    const { a, b } = edge.dataset;
    if (a !== node.id && b !== node.id) return;
    edge.classList.add('near');
    document.getElementById(a === node.id ? b : a).classList.add('near');
  });
};
svg.querySelectorAll('.node').forEach(node => {
  node.addEventListener('pointerenter', () => { if (!held) look(node); });
  node.addEventListener('pointerleave', clear);
  node.addEventListener('focus', () => look(node));
  node.addEventListener('blur', clear);
});
"""


def page(shown: Neighbourhood, title: str) -> str:
    """The piece of graph as an HTML page. All text is escaped; the page's policy lets nothing in but what stands in it."""
    places = _places(shown)
    number = {node.id: f"n{place}" for place, node in enumerate(shown.nodes)}
    edges = "".join(_edge(link, places, number) for link in shown.links)
    nodes = "".join(_node(node, places[node.id], number[node.id], node.id in shown.around) for node in shown.nodes)
    policy = f"default-src 'none'; style-src {_hash(_STYLE)}; script-src {_hash(_SCRIPT)}; base-uri 'none'; form-action 'none'"
    heading = escape(legible(title))
    counted = f"{len(shown.nodes)} nodes, {len(shown.links)} edges{', the nearest of more' if shown.more else ''}"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading}</title>
<style>{_STYLE}</style>
</head>
<body>
<header><h1>{heading}</h1><p>{counted}. Wheel to zoom, drag to move, point at a node to read it.</p>{_legend(shown)}</header>
<svg id="graph" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{heading}">
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto-start-reverse">
<path d="M0 0 8 4 0 8z" fill="context-stroke"/></marker></defs>
{edges}{nodes}</svg>
<aside></aside>
<script>{_SCRIPT}</script>
</body>
</html>
"""


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _places(shown: Neighbourhood) -> Mapping[str, tuple[float, float]]:
    """Where each node is drawn: pieces laid out by springs, spread over the page. The same graph is drawn the same every time."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in shown.nodes)
    graph.add_edges_from((link.source, link.target) for link in shown.links)
    if not graph:
        return {}
    start = nx.circular_layout(graph)
    laid = nx.spring_layout(graph, pos=start, k=2.2 / max(1, len(graph)) ** 0.5, iterations=120, seed=_SEED)
    xs, ys = [float(x) for x, _ in laid.values()], [float(y) for _, y in laid.values()]
    return {
        node: (
            _spread(float(place[0]), min(xs), max(xs), WIDTH),
            _spread(float(place[1]), min(ys), max(ys), HEIGHT),
        )
        for node, place in laid.items()
    }


def _spread(value: float, low: float, high: float, size: int) -> float:
    share = 0.5 if high == low else (value - low) / (high - low)
    return round(_MARGIN + share * (size - 2 * _MARGIN), 1)


def _edge(link: Link, places: Mapping[str, tuple[float, float]], number: Mapping[str, str]) -> str:
    (x1, y1), (x2, y2) = places[link.source], places[link.target]
    length = max(1.0, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
    x1, y1, x2, y2 = (
        x1 + (x2 - x1) * 12 / length, y1 + (y2 - y1) * 12 / length, x2 - (x2 - x1) * 14 / length, y2 - (y2 - y1) * 14 / length,
    )  # fmt: skip
    ends = f'data-a="{number[link.source]}" data-b="{number[link.target]}"'
    over = " over" if link.valid_to else ""
    dated = span(link.valid_from, link.valid_to)
    told = escape(legible(f"{words_of(link)}{f' ({dated})' if dated else ''}"))
    line = (
        f'<line class="edge {link.type.value}{over}" {ends} x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'marker-end="url(#tip)"><title>{told}</title></line>'
    )
    if link.type.value in ("mentions", "part_of", "derived_from", "next"):
        return line
    word = escape(
        legible(
            (link.predicate or link.type.value).replace("_", " ").replace("relation:", "").replace("attribute:", ""), 24
        )
    )
    return f'{line}<text class="word" {ends} x="{(x1 + x2) / 2:.1f}" y="{(y1 + y2) / 2 - 3:.1f}">{word}</text>'


def _node(node: Node, place: tuple[float, float], number: str, chosen: bool) -> str:
    sort = sort_of(node)
    over = node.valid_to is not None or (node.state is not None and node.state.value != "active")
    marks = f"node{' entity' if node.is_entity else ''}{' chosen' if chosen else ''}{' over' if over else ''}"
    radius = 13 if chosen else 10 if node.is_entity else 6
    label = escape(legible(" ".join(node.label.split()), 60 if node.is_entity else _LABEL))
    x, y = place
    return (
        f'<g id="{number}" class="{marks}" tabindex="0" data-told="{escape(_told(node), quote=True)}">'
        f'<circle class="{escape(sort)}" cx="{x}" cy="{y}" r="{radius}"/>'
        f'<text x="{x}" y="{y + radius + 13}">{label}</text></g>\n'
    )


def _told(node: Node) -> str:
    lines = [legible(node.label, 1_000), sort_of(node)]
    if node.also:
        lines.append(f"also {legible(', '.join(node.also))}")
    held = span(node.valid_from, node.valid_to)
    lines += [held] if held else [f"said {day(node.said_at)}"] if node.said_at else []
    return "\n".join(lines)


def _legend(shown: Neighbourhood) -> str:
    sorts = dict.fromkeys(sort_of(node) for node in shown.nodes)
    items = "".join(
        f'<li><svg viewBox="0 0 10 10"><circle class="{escape(sort)}" cx="5" cy="5" r="5"/></svg>{escape(sort)}</li>'
        for sort in sorts
        if sort
    )
    return f"<ul>{items}</ul>"
