"""How well procedures are noted and found: hand-labelled conversations told turn by turn, checked through the public face.

The form of the rows is described in tests/data/procedures/README.md. Each conversation is told to a user of its own, which
measures what is noted; then all of them to one user, which measures what a task finds among everything that was said.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from memos.errors import NotFound
from memos.memory import Memory
from memos.schemas.cube import Kind, MemCube, Procedural
from memos.schemas.value import Value

PATIENCE = 10
"""How many hits of a search are looked at."""


class Expected(Value):
    """A procedure that should be noted: words of its title, trigger and preconditions, and of each of its steps, in order.

    Without `steps` they are not looked at. `versions`: how many there should be at least.
    """

    title: tuple[str, ...]
    trigger: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    pre: tuple[str, ...] = ()
    type: str | None = None
    versions: int = 1


class Row(Value):
    """A conversation, what should be noted of it, and tasks that should find it, or should not."""

    id: str
    sort: str
    talk: tuple[str, ...]
    expect: tuple[Expected, ...]
    finds: tuple[str, ...] = ()
    not_finds: tuple[str, ...] = ()


class Share(NamedTuple):
    """So many of so many."""

    part: int = 0
    whole: int = 0

    def plus(self, part: int, whole: int) -> Share:
        """With some more."""
        return Share(self.part + part, self.whole + whole)

    def __str__(self) -> str:
        return f"{100 * self.part / self.whole:5.1f} % ({self.part} of {self.whole})" if self.whole else "   –"


class Report(NamedTuple):
    """All shares, by name, and what went wrong, a line each."""

    shares: dict[str, Share]
    wrong: tuple[str, ...]

    def as_text(self) -> str:
        """A line a share."""
        return "\n".join(f"{name:28}{share}" for name, share in self.shares.items())


def score(path: Path, folder: Path, embedder: str) -> Report:
    """Tells a file's conversations to a memory in `folder` and compares."""
    rows = [
        Row.model_validate(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    tally = _Tally()
    with Memory.open(folder / "home", embedder=embedder, durability="fast", key_file=folder / "key") as memory:
        for row in rows:
            tell(memory, row, f"user-{row.id}")
            tally.noted(row, memory, f"user-{row.id}")
            tell(memory, row, "everyone")
        for row in rows:
            tally.found(row, memory)
    return Report(tally.shares, tuple(tally.wrong))


def tell(memory: Memory, row: Row, user: str) -> None:
    """One exchange a turn of the user, one run a stretch of talk between "=="."""
    run, exchange = 0, list[dict[str, Any]]()
    for place, line in enumerate(row.talk):
        if (
            line == "=="
            or line.startswith("u")
            or (exchange and exchange[-1]["role"] == "assistant" and line[:1] == "a")
        ):
            _add(memory, exchange, user, f"{row.id}-{run}")
            exchange = []
        if line == "==":
            run += 1
        else:
            exchange.append(_message(line, f"{user}-{row.id}-{place}"))
    _add(memory, exchange, user, f"{row.id}-{run}")


def _add(memory: Memory, exchange: list[dict[str, Any]], user: str, run: str) -> None:
    if exchange:
        memory.add(exchange, user_id=user, run_id=run)


def _message(line: str, message_id: str) -> dict[str, Any]:
    """`u:`, `u@NAME:` and `a:` are said; `c: tool {arguments}` is a call, `t: tool text` its result."""
    head, _, text = line.partition(": ")
    who, _, name = head.partition("@")
    if who == "c":
        tool, _, arguments = text.partition(" ")
        calls = [{"id": f"call-{message_id}", "function": {"name": tool, "arguments": arguments}}]
        return {"id": message_id, "role": "assistant", "content": "", "metadata": {"tool_calls": calls}}
    if who == "t":
        tool, _, result = text.partition(" ")
        return {"id": message_id, "role": "tool", "name": tool, "content": result}
    said = {"id": message_id, "role": "user" if who == "u" else "assistant", "content": text}
    return {**said, "name": name} if name else said


class _Tally:
    def __init__(self) -> None:
        names: tuple[str, ...] = (
            "procedures: precision",
            "procedures: recall",
            "titles and triggers",
            "entry types",
            "preconditions",
        )
        names += (
            "steps: precision",
            "steps: recall",
            "corrections",
            "found first",
            "found in the first 3",
            "not found first",
        )
        self.shares = {name: Share() for name in names}
        self.wrong: list[str] = []

    def noted(self, row: Row, memory: Memory, user: str) -> None:
        """Compares what is believed with what should be."""
        cubes = procedures(memory, user)
        left = list(cubes)
        for expected in row.expect:
            cube = next((one for one in left if _is(one, expected)), None)
            self._count("procedures: recall", row, expected.title, cube is not None)
            if expected.versions > 1:
                whole = cube is not None and _steps_right(cube, expected)[0] == len(expected.steps) == len(_steps(cube))
                versions = 0 if cube is None else len(memory.versions(cube.id, user_id=user))
                self._count("corrections", row, cube and cube.text, whole and versions >= expected.versions)
            if cube is not None:
                left.remove(cube)
                self._compare(row, cube, expected)
        for cube in cubes:
            self._count("procedures: precision", row, cube.text, cube not in left)

    def found(self, row: Row, memory: Memory) -> None:
        """Asks for the procedures by what is to be done."""
        for task in row.finds:
            places = [any(_is(cube, one) for one in row.expect) for cube in _hits(memory, task)]
            self._count("found first", row, task, any(places[:1]))
            self._count("found in the first 3", row, task, any(places[:3]))
        for task in row.not_finds:
            first = _hits(memory, task)[:1]
            self._count("not found first", row, task, not any(_is(cube, one) for cube in first for one in row.expect))

    def _compare(self, row: Row, cube: MemCube, expected: Expected) -> None:
        payload = cube.payload
        if not isinstance(payload, Procedural):
            return
        named = _holds(payload.trigger, expected.trigger) or not expected.trigger
        self._count("titles and triggers", row, payload.trigger, named)
        if expected.type:
            self._count("entry types", row, payload.entry_type, payload.entry_type == expected.type)
        for need in expected.pre:
            self._count("preconditions", row, payload.preconditions, _holds(" ".join(payload.preconditions), [need]))
        if expected.steps:
            right, said = _steps_right(cube, expected)
            self._add("steps: recall", right, len(expected.steps))
            self._add("steps: precision", right, said)
            if right < max(said, len(expected.steps)):
                self.wrong.append(f"{row.id} steps: {' | '.join(payload.steps)}")

    def _count(self, name: str, row: Row, what: object, right: bool) -> None:
        self._add(name, int(right), 1)
        if not right:
            self.wrong.append(f"{row.id} {name}: {what}")

    def _add(self, name: str, part: int, whole: int) -> None:
        self.shares[name] = self.shares[name].plus(part, whole)


def procedures(memory: Memory, user: str) -> list[MemCube]:
    """What a user's memory holds of the kind."""
    try:
        return memory.get_all(user_id=user, kinds=[Kind.PROCEDURAL], limit=1_000)
    except NotFound:
        return []


def _hits(memory: Memory, task: str) -> list[MemCube]:
    return [hit.cube for hit in memory.search(task, user_id="everyone", limit=PATIENCE).hits]


def _is(cube: MemCube, expected: Expected) -> bool:
    """Whether a cube is the expected one: its title, or its steps if it has another title, says the words."""
    payload = cube.payload
    return isinstance(payload, Procedural) and _holds(f"{payload.title}\n{payload.trigger}", expected.title)


def _steps(cube: MemCube | None) -> tuple[str, ...]:
    return cube.payload.steps if cube is not None and isinstance(cube.payload, Procedural) else ()


def _steps_right(cube: MemCube, expected: Expected) -> tuple[int, int]:
    """How many of the steps are as expected, in order (longest common subsequence), and how many there are."""
    said = _steps(cube)
    best = [[0] * (len(expected.steps) + 1) for _ in range(len(said) + 1)]
    for row, step in enumerate(said, 1):
        for column, wanted in enumerate(expected.steps, 1):
            met = best[row - 1][column - 1] + _holds(step, [wanted])
            best[row][column] = max(best[row - 1][column], best[row][column - 1], met)
    return best[-1][-1], len(said)


def _holds(text: str, words: Iterable[str]) -> bool:
    folded = text.casefold()
    return all(word.casefold() in folded for word in words)


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m memos.bench procedures FILE [--show]`."""
    parser = argparse.ArgumentParser(
        prog="memos.bench procedures", description="Score procedures on labelled conversations."
    )
    parser.add_argument("file", type=Path, help="JSON lines, as tests/data/procedures/README.md describes them")
    parser.add_argument("--embedder", default="minilm", choices=["minilm", "hash", "none"])
    parser.add_argument("--show", action="store_true", help="list what went wrong: for development rows only")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        report = score(chosen.file, Path(folder), chosen.embedder)
    print(report.as_text())
    if chosen.show:
        print("\n".join(report.wrong))
    return 0
