"""The graph of a space: neighbourhoods and paths as networkx graphs, views of any time, personalised PageRank."""

from memos.index.graph.views import LONGEST, NOW, When, neighbourhood, paths, standing_for

__all__ = ["LONGEST", "NOW", "When", "neighbourhood", "paths", "standing_for"]
