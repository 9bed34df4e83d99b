"""GraphML, as networkx, Gephi and yEd read it."""

from __future__ import annotations

from io import BytesIO

import networkx as nx

from memos.interfaces.pictures import day, legible, sort_of, words_of
from memos.schemas.graph import Neighbourhood

_WHOLE = 100_000


def graphml(shown: Neighbourhood) -> str:
    """The piece of graph as a GraphML document; `networkx.read_graphml` gives it back."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in shown.nodes:
        graph.add_node(
            legible(node.id, _WHOLE),
            label=legible(node.label, _WHOLE),
            sort=sort_of(node),
            state=node.state.value if node.state else "",
            also=legible(", ".join(node.also), _WHOLE),
            valid_from=day(node.valid_from),
            valid_to=day(node.valid_to),
        )
    for place, link in enumerate(shown.links):
        graph.add_edge(
            legible(link.source, _WHOLE),
            legible(link.target, _WHOLE),
            key=str(place),
            type=link.type.value,
            label=legible(words_of(link), _WHOLE),
            weight=link.weight,
            valid_from=day(link.valid_from),
            valid_to=day(link.valid_to),
        )
    written = BytesIO()
    nx.write_graphml(graph, written)
    return written.getvalue().decode("utf-8") + "\n"
