"""What stands in the place of a superseded belief now. Apart from `graph`, because every search asks, and networkx takes 0.3 s to load."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection

from memos.store.reading import rows


def successors(connection: Connection, space: int, nums: Iterable[int]) -> dict[int, list[int]]:
    """By the number of each of these cubes, what stands in its place now: the believed ones up its chain of `supersedes` edges."""
    asked = list(dict.fromkeys(nums))
    found: dict[int, list[int]] = {}
    if asked:
        for start, end in rows(connection, _CHAINS, (json.dumps(asked), space, space, space)):
            found.setdefault(start, []).append(end)
    return found


_CHAINS: Final = """
WITH RECURSIVE chain(start, node, depth) AS (
  SELECT cubes.num, cubes.id, 0 FROM json_each(?) AS asked CROSS JOIN cubes ON cubes.num = asked.value AND cubes.space = ?
  UNION
  SELECT chain.start, edges.source, chain.depth + 1 FROM chain
  JOIN edges ON edges.space = ? AND edges.target = chain.node AND edges.type = 'supersedes' AND edges.ended_seq IS NULL
  WHERE chain.depth < 64
)
SELECT chain.start, cubes.num FROM chain JOIN cubes ON cubes.space = ? AND cubes.id = chain.node
WHERE chain.depth > 0 AND cubes.state = 'active' ORDER BY chain.start, chain.depth"""
