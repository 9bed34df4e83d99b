"""Other memory stores beside ours: in one process, on the same data, with the same vectors and no language model."""

from memos.bench.peers.command import main

__all__ = ["main"]
