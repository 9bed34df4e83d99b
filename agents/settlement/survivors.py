"""What became of proposals, so that edges lead to what survived them."""

from __future__ import annotations

from memos.agents.settlement.view import View
from memos.schemas.cube import Edge
from memos.schemas.operation import Add, Operation, Update

_ENTITY = "entity:"


class Survivors:
    """The cube that each proposal became, or became evidence of; None for what was left out."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._became: dict[str, str | None] = {}

    def became(self, proposal_id: str, cube_id: str) -> None:
        """Notes which cube stands for a proposal."""
        self._became[proposal_id] = cube_id

    def left_out(self, proposal_id: str) -> None:
        """Notes that nothing stands for a proposal."""
        self._became.setdefault(proposal_id, None)

    def knows(self, proposal_id: str) -> bool:
        """Whether a proposal with this id has been decided on."""
        return proposal_id in self._became

    def of(self, node: str) -> str | None:
        """What an end of an edge stands for; None if it was left out or was never there."""
        if node.startswith(_ENTITY):
            return node
        if node in self._became:
            return self._became[node]
        return node if self._view.get(node) is not None else None

    def lead(self, operation: Operation) -> Operation:
        """The operation with its edges between what their ends stand for; edges that lead nowhere are dropped."""
        if not isinstance(operation, Add | Update) or not operation.edges:
            return operation
        led = (self._led(edge) for edge in operation.edges)
        edges = tuple(dict.fromkeys(edge for edge in led if edge is not None))
        return operation if edges == operation.edges else operation.model_copy(update={"edges": edges})

    def _led(self, edge: Edge) -> Edge | None:
        source, target = self.of(edge.source), self.of(edge.target)
        if source is None or target is None or source == target:
            return None
        same = (source, target) == (edge.source, edge.target)
        return edge if same else edge.model_copy(update={"source": source, "target": target})
