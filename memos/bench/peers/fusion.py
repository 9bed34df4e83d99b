"""Reciprocal rank fusion (Cormack, Clarke & Büttcher 2009): a message's worth is the sum of 1 / (60 + place) over several rankings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from memos.bench.peers.peer import Peer
from memos.bench.sets.dataset import Bank, Question

K: Final = 60


class Fusion:
    """Several peers asked as one."""

    def __init__(self, peers: Sequence[Peer]) -> None:
        self._peers = tuple(peers)

    def fill(self, bank: Bank) -> None:
        """See `Peer.fill`."""
        for peer in self._peers:
            peer.fill(bank)

    def rank(self, question: Question) -> list[str]:
        """See `Peer.rank`."""
        return fused([peer.rank(question) for peer in self._peers])

    def close(self) -> None:
        """See `Peer.close`."""
        for peer in self._peers:
            peer.close()


def fused(rankings: Sequence[Sequence[str]]) -> list[str]:
    """Best first; what is worth the same stands in the order of the first ranking that names it."""
    worth: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for place, one in enumerate(ranking, 1):
            worth[one] += 1.0 / (K + place)
    return sorted(worth, key=worth.__getitem__, reverse=True)
