"""How the persona tree is written down: the values of a leaf, and the leaves as a page within a token budget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from memos.retrieval.packing import harmless
from memos.schemas.cube import TRUNK, Core, MemCube, State

BUDGET = 2_000
"""How many tokens the page may have."""

SEPARATOR = "; "
"""Between the values of a leaf that holds several."""


class _Line(NamedTuple):
    branch: str
    text: str
    cube: MemCube


def render_profile(cubes: Iterable[MemCube], count: Callable[[str], int], budget: int = BUDGET) -> str:
    """The persona tree as a page of at most `budget` tokens, as `count` counts them.

    What does not fit is left out, the least confident and oldest leaves first, and the page says how many.
    """
    lines = [_line(cube) for cube in cubes if isinstance(cube.payload, Core) and cube.state is State.ACTIVE]
    worth = sorted(lines, key=lambda line: (line.cube.confidence, line.cube.observed_at, line.cube.id))
    kept = len(worth)
    low, high = 0, len(worth)
    while low < high:
        kept = (low + high + 1) // 2
        low, high = (
            (kept, high) if count(_page(worth[len(worth) - kept :], len(worth) - kept)) <= budget else (low, kept - 1)
        )
    page = _page(worth[len(worth) - low :], len(worth) - low)
    return page if count(page) <= budget else ""


def _line(cube: MemCube) -> _Line:
    path = cube.payload.path if isinstance(cube.payload, Core) else ""
    branch, _, _ = path.rpartition(".")
    return _Line(branch, harmless(cube.text), cube)


def _page(lines: Sequence[_Line], left_out: int) -> str:
    """Leaves under the branches they hang on, the trunk in its own order."""
    ordered = sorted(lines, key=lambda line: (TRUNK.index(line.branch.split(".")[0]), line.branch, line.text))
    blocks = [
        "\n".join([branch.replace(".", " › ").replace("_", " ").capitalize(), *(f"  {line.text}" for line in own)])
        for branch, own in groupby(ordered, key=lambda line: line.branch)
    ]
    if left_out:
        blocks.append(f"({left_out} {'leaf' if left_out == 1 else 'leaves'} left out for want of room)")
    return "\n\n".join(blocks)
