"""How well secrets are found: a labelled sample (tests/data/secrets), and ordinary talk, in which every alarm is taken for a false one.

A secret counts as found when what is sealed covers the whole of it. Prints counts, never a row and never a value.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from memos.agents.vault import find_secrets
from memos.schemas.value import Value

Spans = list[tuple[int, int]]
Finder = Callable[[str], Spans]


class Labelled(Value):
    """A secret in a text, by its first character and the one behind its last."""

    start: int
    end: int
    type: str


class Row(Value):
    """A labelled text. One that holds no secret says what it looks like (`kind`)."""

    id: str
    text: str
    secrets: tuple[Labelled, ...]
    kind: str = ""


class Score(NamedTuple):
    """Found and labelled secrets by type; texts without a secret and alarms in them by kind."""

    labelled: Counter[str]
    found: Counter[str]
    harmless: Counter[str]
    alarms: Counter[str]

    @property
    def recall(self) -> float:
        """Share of labelled secrets that are covered as a whole."""
        return _share(self.found.total(), self.labelled.total())

    def as_text(self) -> str:
        """The figures, overall and where something is amiss."""
        missed = ", ".join(f"{type_} {count}" for type_, count in sorted((self.labelled - self.found).items()))
        alarms = ", ".join(f"{kind} {count}" for kind, count in sorted(self.alarms.items()))
        return (
            f"labelled secrets: {self.found.total()} of {self.labelled.total()} found, recall {self.recall:.3f}"
            f"{f'; missed: {missed}' if missed else ''}\n"
            f"look-alikes: {self.alarms.total()} of {self.harmless.total()} texts give a false alarm"
            f"{f': {alarms}' if alarms else ''}"
        )


def score(rows: Sequence[Row], finder: Finder) -> Score:
    """Compares what `finder` finds with the labels."""
    made = Score(Counter(), Counter(), Counter(), Counter())
    for row in rows:
        spans = finder(row.text)
        for secret in row.secrets:
            made.labelled[secret.type] += 1
            made.found[secret.type] += any(start <= secret.start and secret.end <= end for start, end in spans)
        if not row.secrets:
            made.harmless[row.kind] += 1
            made.alarms[row.kind] += bool(spans)
    return made._replace(found=+made.found, alarms=+made.alarms)


def read(path: Path) -> list[Row]:
    """The rows of a gzip'd file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [Row.model_validate_json(line) for line in lines]


def ordinary(paths: Sequence[Path]) -> Iterator[str]:
    """Every message in these files, and in those of these folders: public conversations as they are published."""
    for path in paths:
        files = sorted(path.rglob("*.*")) if path.is_dir() else [path]
        for file in files:
            if file.suffix == ".json":
                yield from _utterances(json.loads(file.read_text(encoding="utf-8")))
            elif file.suffix == ".txt":
                yield from (said[1] for said in _SPOKEN.finditer(file.read_text(encoding="utf-8")))


_SPOKEN: Final = re.compile(r"^(?!Time: \d{8}_)[A-Z]\w{0,40}: ?(.*)$", re.MULTILINE)
_SPEAKERS: Final = frozenset({"speaker", "role"})


def _utterances(document: Any) -> Iterator[str]:
    """The words of everything that has a speaker."""
    if isinstance(document, dict):
        if document.keys() & _SPEAKERS:
            yield from (document[key] for key in ("content", "text") if isinstance(document.get(key), str))
        else:
            for inner in document.values():
                yield from _utterances(inner)
    elif isinstance(document, list):
        for inner in document:
            yield from _utterances(inner)


def ours(text: str) -> Spans:
    """The detector of this package."""
    return [(secret.start, secret.end) for secret in find_secrets(text)]


def main(arguments: Sequence[str]) -> int:
    """`python -m memos.bench secrets FILE [--ordinary PATH …]`."""
    parser = argparse.ArgumentParser(prog="secrets", description=__doc__)
    parser.add_argument("file", type=Path, help="gzip'd JSON lines, as tests/data/secrets/README.md describes them")
    parser.add_argument("--ordinary", type=Path, nargs="*", default=[], help="conversations, files or folders")
    given = parser.parse_args(arguments)
    print(score(read(given.file), ours).as_text())
    messages = list(ordinary(given.ordinary))
    alarms = sum(bool(ours(message)) for message in messages)
    if messages:
        told = f"{alarms} of {len(messages):,} give an alarm: {_share(alarms * 1000, len(messages)):.2f} in 1,000"
        print(f"ordinary messages: {told}")
    return 0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
