"""How well beliefs follow talk in which facts change: dialogues told message by message, checked through the public face.

What is checked, and the form of the rows, is described in tests/data/updates/README.md. A dialogue is right if all its checks
are: the first fact found is the current one, old values are kept but not current, and what must not be believed is not.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from memos.errors import NotFound
from memos.memory import Memory
from memos.schemas.cube import Kind, MemCube, Semantic, State
from memos.schemas.message import Message
from memos.schemas.value import Value

FACTS = (Kind.SEMANTIC, Kind.CORE, Kind.PROCEDURAL)
"""Kinds that tell what is so; utterances tell what was said."""

FOUND = 20
"""How many facts a search may return."""


class Check(Value):
    """A question asked after the last message, and strings of which any, all or none must be believed, in any case."""

    question: str
    current: tuple[str, ...]
    old: tuple[str, ...]
    absent: tuple[str, ...]


class Dialogue(Value):
    """Messages in the order they are told to the memory of `user`."""

    id: str
    kind: str
    user: str
    messages: tuple[Message, ...]
    checks: tuple[Check, ...]


class Failure(NamedTuple):
    """What went wrong in a dialogue: which part of which check, and what was there instead."""

    dialogue: Dialogue
    part: str
    question: str
    instead: str


class Outcome(NamedTuple):
    """A dialogue and everything that went wrong in it."""

    dialogue: Dialogue
    failures: tuple[Failure, ...]


class Report(NamedTuple):
    """The outcomes of a file."""

    outcomes: tuple[Outcome, ...]

    @property
    def right(self) -> int:
        """How many dialogues have nothing wrong."""
        return sum(not outcome.failures for outcome in self.outcomes)

    def as_text(self) -> str:
        """A line a kind, then what went wrong by part."""
        kinds = dict.fromkeys(outcome.dialogue.kind for outcome in self.outcomes)
        lines = [_line(kind, [one for one in self.outcomes if one.dialogue.kind == kind]) for kind in kinds]
        parts: dict[str, int] = {}
        for outcome in self.outcomes:
            for failure in outcome.failures:
                parts[failure.part] = parts.get(failure.part, 0) + 1
        wrong = ", ".join(f"{part} {count}" for part, count in sorted(parts.items())) or "nothing"
        return "\n".join([*lines, _line("all", self.outcomes), f"wrong: {wrong}"])

    def failures_as_text(self) -> str:
        """Every failure with its dialogue; for rows to develop on, never for those that only report."""
        return "\n".join(
            f"{failure.dialogue.id} ({failure.dialogue.kind}) {failure.part}: {failure.question}\n    {failure.instead}"
            for outcome in self.outcomes
            for failure in outcome.failures
        )


class Beliefs:
    """All that a memory holds as facts about one user's world: as it stands, and as it stood."""

    def __init__(self, memory: Memory, user: str) -> None:
        self._memory = memory
        self._user = user
        self.facts = self._all()

    def current(self) -> list[MemCube]:
        """What is believed to hold."""
        return [fact for fact in self.facts if is_current(fact)]

    def earlier(self, text: str) -> Iterator[MemCube]:
        """Facts that no longer say this, or no longer hold, but did."""
        for fact in self.facts:
            if not is_current(fact) and not _negated(fact) and _holds(fact.text, [text]):
                yield fact
            elif is_current(fact) and not _holds(fact.text, [text]):
                versions = self._memory.history(fact.id, user_id=self._user)
                if any(_holds(version.text, [text]) for version in versions):
                    yield fact

    def found(self, question: str) -> list[MemCube]:
        """The facts that a search returns, best first."""
        try:
            hits = self._memory.search(question, user_id=self._user, limit=FOUND, kinds=FACTS).hits
        except NotFound:
            return []
        return [hit.cube for hit in hits]

    def _all(self) -> list[MemCube]:
        try:
            return self._memory.get_all(user_id=self._user, kinds=FACTS, states=list(State), limit=10_000)
        except NotFound:
            return []


def is_current(fact: MemCube) -> bool:
    """Whether a fact is believed to hold: a denial or something that ended is none."""
    return fact.state is State.ACTIVE and not _negated(fact) and fact.valid_to is None


def failures_of(dialogue: Dialogue, beliefs: Beliefs) -> Iterator[Failure]:
    """What is wrong in a dialogue that has been told."""
    for check in dialogue.checks:
        for part, instead in _wrong(dialogue, check, beliefs):
            yield Failure(dialogue, part, check.question, instead)


def _wrong(dialogue: Dialogue, check: Check, beliefs: Beliefs) -> Iterator[tuple[str, str]]:
    strings = (*check.current, *check.old, *check.absent)
    answers = [fact for fact in beliefs.found(check.question) if _holds(fact.text, strings) and not _negated(fact)]
    if check.current and not (answers and is_current(answers[0]) and _holds(answers[0].text, check.current)):
        yield "current", f"found {_shown(answers) or 'nothing'}"
    if not check.current and any(map(is_current, answers)):
        yield "current", f"still believed: {_shown(filter(is_current, answers))}"
    for text in check.old:
        if not any(not _still_so(fact, text, beliefs) for fact in beliefs.earlier(text)):
            yield "old", f"not kept as an earlier value: {text}"
    for text in check.absent:
        believed = [fact for fact in beliefs.current() if _holds(fact.text, [text])]
        if believed:
            yield "absent", f"believed: {_shown(believed)}"
    if dialogue.kind == "duplicate":
        told = [fact for fact in beliefs.current() if fact.kind is Kind.SEMANTIC and _holds(fact.text, check.current)]
        if len(told) > 1:
            yield "duplicate", f"believed {len(told)} times: {_shown(told)}"


def score(path: Path, folder: Path, embedder: str) -> Report:
    """Tells every dialogue of a file to a memory in `folder`, each to a user of its own, and checks what is believed."""
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    dialogues = [Dialogue.model_validate(json.loads(row)) for row in rows]
    with Memory.open(folder / "home", embedder=embedder, durability="fast", key_file=folder / "key") as memory:
        return Report(tuple(_outcome(memory, dialogue) for dialogue in dialogues))


def _outcome(memory: Memory, dialogue: Dialogue) -> Outcome:
    """One exchange a message, one run a day; `id` keeps dialogues of one user apart."""
    user = f"{dialogue.user}-{dialogue.id}"
    for message in dialogue.messages:
        day = message.timestamp.date().isoformat() if message.timestamp else "undated"
        memory.add(message, user_id=user, run_id=f"{dialogue.id}-{day}")
    return Outcome(dialogue, tuple(failures_of(dialogue, Beliefs(memory, user))))


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m memos.bench updates FILE [--show]`."""
    parser = argparse.ArgumentParser(
        prog="memos.bench updates", description="Score beliefs on talk in which facts change."
    )
    parser.add_argument("file", type=Path, help="JSON lines, as tests/data/updates/README.md describes them")
    parser.add_argument("--embedder", default="minilm", choices=["minilm", "hash", "none"])
    parser.add_argument("--show", action="store_true", help="list what went wrong: for development rows only")
    chosen = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        report = score(chosen.file, Path(folder), chosen.embedder)
    print(report.as_text())
    if chosen.show:
        print(report.failures_as_text())
    return 0


def _still_so(earlier: MemCube, text: str, beliefs: Beliefs) -> bool:
    """Whether the same is still current for the same subject and predicate (for another one it may well be)."""
    return any(_holds(fact.text, [text]) and _about(fact) == _about(earlier) for fact in beliefs.current())


def _about(fact: MemCube) -> tuple[str, ...]:
    payload = fact.payload
    if isinstance(payload, Semantic):
        return (payload.subject.casefold(), payload.predicate.casefold())
    return (payload.kind, getattr(payload, "path", ""))


def _holds(text: str, strings: Iterable[str]) -> bool:
    folded = text.casefold()
    return any(string.casefold() in folded for string in strings)


def _negated(fact: MemCube) -> bool:
    return isinstance(fact.payload, Semantic) and fact.payload.negated


def _shown(facts: Iterable[MemCube]) -> str:
    return " | ".join(f"{fact.text} [{fact.state.value}]" for fact in facts)


def _line(name: str, outcomes: Sequence[Outcome]) -> str:
    right = sum(not outcome.failures for outcome in outcomes)
    return f"{name:16} {right:3} of {len(outcomes):3}"
