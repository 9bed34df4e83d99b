"""Statements read out of single utterances, against labels made by hand (tests/data/extraction/README.md).

A prediction is right if a label of its row has the same subject, an equivalent predicate, a compatible polarity, and an object
that shares at least half of the content words of the shorter of the two; a label is used once. What is not right is

    invented       the object does not even stand in the text, and no label supports it
    wrong subject  it would be right with another subject

and otherwise merely wrong (nobody labelled it, or under another predicate). Figures come with 95 % Wilson intervals.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from memos.agents.agent import Workbench
from memos.agents.lexicon import content_words
from memos.agents.perceive import Exchange, perceive
from memos.agents.proposal import Proposal
from memos.agents.semantic import SemanticAgent
from memos.chance import SystemClock, Uuid7
from memos.schemas.cube import MemCube, Semantic
from memos.schemas.message import StoredMessage, Trust
from memos.schemas.scope import Scope

SPEAKER = "SPEAKER"
FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"likes", "interested_in", "hobby", "prefers", "favorite"}),
    frozenset({"dislikes", "likes-"}),
    frozenset({"owns", "has_pet"}),
    frozenset({"wants", "plans"}),
    frozenset({"condition", "allergic_to", "diet", "takes"}),
    frozenset({"studies", "studies_at", "skill"}),
    frozenset({"works_at", "works_on", "occupation"}),
    frozenset({"habit", "hobby"}),
    frozenset({"lives_in", "origin", "born_in"}),
    frozenset({"attribute", "is"}),
)
"""Predicates under which careful readers file the same thing."""

Fate = Literal["right", "wrong", "wrong subject", "invented"]


class Statement(NamedTuple):
    """A statement, labelled or read."""

    subject: str
    predicate: str
    object: str
    polarity: str


class Row(NamedTuple):
    """An utterance with what came before it and what it states."""

    id: str
    speaker: str
    text: str
    context: tuple[tuple[str, str], ...]
    said_at: datetime
    labels: tuple[Statement, ...]


class Verdict(NamedTuple):
    """What became of the predictions and labels of a row."""

    row: Row
    fates: tuple[tuple[Statement, Fate], ...]
    missed: tuple[Statement, ...]


class NoMemories:
    """A memory that holds nothing yet."""

    def get(self, cube_ids: Sequence[str]) -> list[MemCube]:
        """None."""
        del cube_ids
        return []

    def by_content(self, hashes: Sequence[str]) -> list[MemCube]:
        """None."""
        del hashes
        return []

    def by_statement(self, pairs: Sequence[tuple[str, str]]) -> list[MemCube]:
        """None."""
        del pairs
        return []

    def by_subject(self, subjects: Sequence[str]) -> list[MemCube]:
        """None."""
        del subjects
        return []

    def by_path(self, paths: Sequence[str]) -> list[MemCube]:
        """None."""
        del paths
        return []

    def by_uri(self, uris: Sequence[str]) -> list[MemCube]:
        """None."""
        del uris
        return []

    def procedures(self) -> list[MemCube]:
        """Nothing."""
        return []

    def open_summaries(self, run: str | None) -> list[MemCube]:
        """None."""
        del run
        return []


def rows(path: Path) -> Iterator[Row]:
    """The rows of a labelled file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield _row(json.loads(line))


def _row(raw: Mapping[str, Any]) -> Row:
    speaker = raw["speaker"]
    context = tuple(_turn(turn, speaker) for turn in raw.get("context") or ())
    labels = tuple(Statement(s["subject"], s["predicate"], s["object"], s["polarity"]) for s in raw["statements"])
    return Row(raw["id"], speaker, raw["text"], context, _moment(raw["date"]), labels)


def _turn(turn: str, speaker: str) -> tuple[str, str]:
    name, mark, text = turn.partition(": ")
    return (name, text) if mark and len(name) < 41 else (speaker, turn)


def _moment(date: str) -> datetime:
    digits = re.sub(r"\D", "", date)
    form = "%Y%m%d%H%M" if len(digits) >= 12 else "%Y%m%d"
    return datetime.strptime(digits[: 12 if len(digits) >= 12 else 8], form).replace(tzinfo=UTC)


def read(row: Row) -> list[Statement]:
    """What the agent states of a row."""
    said = [*row.context, (row.speaker, row.text)]
    messages = [_message(n, name, text, row.said_at) for n, (name, text) in enumerate(said)]
    exchange = Exchange(
        scope=Scope(user=row.speaker),
        op_id=row.id,
        now=row.said_at,
        messages=(messages[-1],),
        earlier=tuple(messages[:-1]),
    )
    perceived = perceive(exchange)
    drafts = SemanticAgent().propose(perceived, Workbench(NoMemories(), Uuid7(SystemClock())))
    return [_stated(draft, perceived.utterances[0].speaker) for draft in drafts if isinstance(draft, Proposal)]


def _message(position: int, name: str, text: str, said_at: datetime) -> StoredMessage:
    assistant = name == "assistant"
    return StoredMessage(
        id=f"m{position}", role="assistant" if assistant else "user", name=None if name in ("assistant", "user") else name,
        content=text, timestamp=said_at, trust=Trust.AGENT if assistant else Trust.USER, position=position, op_id="bench",
    )  # fmt: skip


def _stated(draft: Proposal, speaker: str) -> Statement:
    payload = draft.payload
    if not isinstance(payload, Semantic):
        raise TypeError(f"a statement was expected, not {payload.kind}")
    over = draft.intent == "end" or (draft.valid_to is not None and draft.valid_to <= draft.observed_at)
    polarity = "-" if payload.negated else "ended" if over else "+"
    subject = payload.subject.replace(speaker, SPEAKER)
    return Statement(subject, payload.predicate, payload.object, polarity)


def judge(row: Row, predictions: Iterable[Statement]) -> Verdict:
    """Matches predictions to labels, one to one, in the order in which they were made."""
    open_labels = list(row.labels)
    fates: list[tuple[Statement, Fate]] = []
    for said in dict.fromkeys(predictions):
        match = next(
            (label for label in open_labels if same_subject(said, label) and same_statement(said, label)), None
        )
        if match is not None:
            open_labels.remove(match)
            fates.append((said, "right"))
        elif any(
            same_subject(said, label) and same_statement(said, label) and _part(said, label) for label in row.labels
        ):
            fates.append((said, "right"))  # a part of a label that lists several things
        elif any(same_statement(said, label) for label in row.labels):
            fates.append((said, "wrong subject"))
        else:
            fates.append((said, "wrong" if _is_in(said.object, row.text) else "invented"))
    return Verdict(row, tuple(fates), tuple(open_labels))


def _is_in(value: str, text: str) -> bool:
    return " ".join(value.lower().split()) in " ".join(text.lower().split())


def same_subject(said: Statement, label: Statement) -> bool:
    """Whether both speak of the same: whatever article, case and plural."""
    return _plain(said.subject) == _plain(label.subject)


_KIN: Mapping[str, str] = MappingProxyType(
    {
        "kids": "child",
        "kid": "child",
        "children": "child",
        "mom": "mother",
        "mum": "mother",
        "dad": "father",
        "grandma": "grandmother",
    }
)


def _plain(subject: str) -> str:
    words = re.sub(r"^(?:the|that|this|my|our)\s+", "", subject.strip().lower()).split()
    return " ".join(_KIN.get(word, word) for word in words)


def same_statement(said: Statement, label: Statement) -> bool:
    """Whether predicate, polarity and object agree, the subject apart."""
    return _compatible(said, label) and _overlap(said, label) and _polarity(said) == _polarity(label)


def _compatible(said: Statement, label: Statement) -> bool:
    one, other = _family(said), _family(label)
    if one.startswith("relation") and other.startswith("relation"):
        return said.predicate == label.predicate
    return one == other or any(one in family and other in family for family in FAMILIES)


def _family(statement: Statement) -> str:
    family = statement.predicate.partition(":")[0]
    return f"{family}-" if family == "likes" and statement.polarity == "-" else family


def _polarity(statement: Statement) -> str:
    negative = statement.polarity == "-" and statement.predicate != "likes"
    return "ended" if statement.polarity == "ended" else "-" if negative else "+"


def _overlap(said: Statement, label: Statement) -> bool:
    one, other = _content(said.object), _content(label.object)
    return len(one & other) * 2 >= min(len(one), len(other)) > 0


def _part(said: Statement, label: Statement) -> bool:
    return _content(said.object) <= _content(label.object)


def _content(text: str) -> set[str]:
    words = set(content_words(text)) | set(re.findall(r"\d+(?:[.:,]\d+)*", text))
    return words or set(text.lower().split())


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle, width = share + z * z / (2 * of), z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - width) / (1 + z * z / of), (middle + width) / (1 + z * z / of)


class Report(NamedTuple):
    """The verdicts on a file."""

    verdicts: tuple[Verdict, ...]

    def count(self, *fates: Fate) -> int:
        """How many predictions met one of these fates."""
        return sum(fate in fates for verdict in self.verdicts for _, fate in verdict.fates)

    @property
    def predictions(self) -> int:
        """How many statements were read."""
        return sum(len(verdict.fates) for verdict in self.verdicts)

    @property
    def labels(self) -> int:
        """How many statements were labelled."""
        return sum(len(verdict.row.labels) for verdict in self.verdicts)

    @property
    def found(self) -> int:
        """How many labels were found."""
        return self.labels - sum(len(verdict.missed) for verdict in self.verdicts)

    @property
    def precision(self) -> float:
        """The share of the statements read that is right."""
        return self.count("right") / self.predictions if self.predictions else 1.0

    @property
    def recall(self) -> float:
        """The share of the labels that was found."""
        return self.found / self.labels if self.labels else 1.0

    def as_text(self) -> str:
        """The figures."""
        return "\n".join(
            (
                _line("precision", self.count("right"), self.predictions),
                _line("recall", self.found, self.labels),
                _line("invented", self.count("invented"), self.predictions),
                _line("wrong subject", self.count("wrong subject"), self.predictions),
            )
        )

    def errors_as_text(self) -> str:
        """Every error with its text; for rows to develop on, never for those that only report."""
        return "\n".join(_errors(verdict) for verdict in self.verdicts if _errors(verdict))


def _line(name: str, hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"{name:14}{hits / of if of else 0:6.3f}  {hits}/{of}  [{low:.3f}, {high:.3f}]"


def _errors(verdict: Verdict) -> str:
    wrong = [f"    {fate}: {' | '.join(said)}" for said, fate in verdict.fates if fate != "right"]
    missed = [f"    missed: {' | '.join(label)}" for label in verdict.missed]
    return "\n".join([f"{verdict.row.id} {verdict.row.text[:600]}", *wrong, *missed]) if wrong or missed else ""


def score(path: Path) -> Report:
    """Reads and judges every row of a file."""
    return Report(tuple(judge(row, read(row)) for row in rows(path)))


def main(arguments: list[str]) -> int:
    """Prints the figures of one or more labelled files."""
    parser = argparse.ArgumentParser(prog="scripts/bench extraction", description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+", help="labelled utterances (jsonl)")
    parser.add_argument("--show", action="store_true", help="list the errors: only of rows to develop on")
    given = parser.parse_args(arguments)
    for path in given.paths:
        report = score(path)
        if given.show:
            print(report.errors_as_text())
        print(f"{path.name}: {len(report.verdicts)} utterances\n{report.as_text()}")
    return 0
