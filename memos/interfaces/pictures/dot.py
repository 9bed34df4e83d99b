"""DOT, as Graphviz reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from memos.interfaces.pictures import legible, sort_of, span, words_of
from memos.schemas.graph import Link, Neighbourhood, Node

_SHAPES: Final[Mapping[str, str]] = {
    "person": "ellipse",
    "place": "hexagon",
    "organisation": "house",
    "utterance": "note",
}
_WIDTH: Final = 32


def dot(shown: Neighbourhood) -> str:
    """The piece of graph as a DOT document."""
    lines = [
        "digraph memory {",
        '  graph [rankdir="LR", overlap="false", splines="true"];',
        '  node [fontname="Helvetica", fontsize="11"];',
        '  edge [fontname="Helvetica", fontsize="9"];',
        *(f"  {_quoted(node.id)} [{_node(node, node.id in shown.around)}];" for node in shown.nodes),
        *(f"  {_quoted(link.source)} -> {_quoted(link.target)} [{_edge(link)}];" for link in shown.links),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _node(node: Node, chosen: bool) -> str:
    label = "\n".join(_wrapped(legible(node.label)))
    shape = _SHAPES.get(sort_of(node), "box")
    return f"label={_quoted(label)}, shape={_quoted(shape)}{', penwidth=2' if chosen else ''}"


def _edge(link: Link) -> str:
    dated = span(link.valid_from, link.valid_to)
    label = f"{words_of(link)}\n{dated}" if dated else words_of(link)
    return f"label={_quoted(legible(label, 120))}"


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _quoted(text: str) -> str:
    """A quoted string: within it only the quotation mark means something, and the backslash before it and before a letter."""
    escaped = legible(text, 2_000).replace("\\", "\\\\").replace('"', '\\"').replace("\r", "").replace("\n", "\\n")
    return f'"{escaped}"'
