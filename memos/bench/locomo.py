"""LoCoMo through the full pipeline: every turn is remembered by the agents, every question searched, no training, no model.

Turn-level evidence recall@k: the share of a question's evidence turns among the first k message ids, in the order in which the hits'
evidence first names them (k counts message ids, never hits). Categories as the file numbers them: 1 multi-hop, 2 temporal, 3 open-domain,
4 single-hop, 5 adversarial. File and metric: snap-research/locomo (arXiv 2402.17753).
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from memos.memory import Memory
from memos.schemas.message import Message

CATEGORIES = {1: "multi-hop", 2: "temporal", 3: "open-domain", 4: "single-hop", 5: "adversarial"}
CUTS = (1, 5, 10, 25, 50)
_TURN = re.compile(r"D?\s*:?(\d{1,4})\s*[:;]\s*(\d{1,4})")
_RANGE = re.compile(r"D(\d{1,4}):(\d{1,4})\s*-\s*D(\d{1,4}):(\d{1,4})")


class Question(NamedTuple):
    """A question, the category it is of, and the turns that hold its answer."""

    text: str
    category: str
    evidence: tuple[str, ...]


class Session(NamedTuple):
    """One sitting: its run id and its turns as messages."""

    run_id: str
    messages: tuple[Message, ...]


class Conversation(NamedTuple):
    """One LoCoMo conversation."""

    name: str
    sessions: tuple[Session, ...]
    questions: tuple[Question, ...]


def read(path: Path) -> Iterator[Conversation]:
    """The conversations of an official LoCoMo file."""
    for sample in json.loads(path.read_text(encoding="utf-8")):
        sessions = tuple(_sessions(sample["conversation"]))
        known = {message.id for session in sessions for message in session.messages}
        questions = tuple(
            Question(item["question"], CATEGORIES[item["category"]], evidence)
            for item in sample["qa"]
            if (evidence := _evidence(item.get("evidence") or [], known))
        )
        yield Conversation(sample["sample_id"], sessions, questions)


def _sessions(conversation: Mapping[str, Any]) -> Iterator[Session]:
    numbers = sorted(int(match[1]) for key in conversation if (match := re.fullmatch(r"session_(\d{1,4})", key)))
    for number in numbers:
        said_at = datetime.strptime(conversation[f"session_{number}_date_time"], "%I:%M %p on %d %B, %Y").replace(
            tzinfo=UTC
        )
        turns = conversation[f"session_{number}"]
        yield Session(f"session_{number}", tuple(_message(turn, said_at) for turn in turns))


def _message(turn: Mapping[str, Any], said_at: datetime) -> Message:
    caption = turn.get("blip_caption")
    content = f"{turn['text']} [image: {caption}]" if caption else turn["text"]
    return Message(id=turn["dia_id"], name=turn["speaker"], content=content, timestamp=said_at, source="locomo")


def _evidence(raw: list[Any], known: set[str]) -> tuple[str, ...]:
    """Evidence as published is untidy: "D8:6; D9:17", "D:11:26", "D30:05", "D12:3-D12:5"."""
    named: list[str] = []
    for item in map(str, raw):
        for session, first, last_session, last in _RANGE.findall(item):
            if session == last_session:
                named += [f"D{int(session)}:{turn}" for turn in range(int(first), int(last) + 1)]
        named += [f"D{int(session)}:{int(turn)}" for session, turn in _TURN.findall(_RANGE.sub(" ", item))]
    return tuple(turn for turn in dict.fromkeys(named) if turn in known)


class Figures(NamedTuple):
    """What a run measured: recall per question and cut, and seconds."""

    recall: dict[str, dict[int, list[float]]]
    turns: int
    ingest_seconds: float
    search_milliseconds: list[float]


def run(path: Path, home: Path, hits: int, **settings: Any) -> Figures:
    """Remembers every conversation of the file in a space of its own, then asks its questions."""
    recall: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    turns, ingest, latencies = 0, 0.0, []
    with Memory.open(home, **settings) as memory:
        for conversation in read(path):
            started = time.perf_counter()
            for session in conversation.sessions:
                receipt = memory.add(session.messages, user_id=conversation.name, run_id=session.run_id)
                if receipt.pending:
                    raise SystemExit(f"left pending: {receipt.pending_reason}")
                turns += len(session.messages)
            ingest += time.perf_counter() - started
            for question in conversation.questions:
                started = time.perf_counter()
                found = memory.search(question.text, user_id=conversation.name, limit=hits)
                latencies.append(1000 * (time.perf_counter() - started))
                ranked = list(dict.fromkeys(message for hit in found.hits for message in hit.evidence))
                for cut in CUTS:
                    share = sum(turn in ranked[:cut] for turn in question.evidence) / len(question.evidence)
                    recall[question.category][cut].append(share)
                    recall["all"][cut].append(share)
    return Figures(recall, turns, ingest, latencies)


def main(arguments: list[str]) -> int:
    """Prints the figures of one run."""
    parser = argparse.ArgumentParser(prog="scripts/bench locomo", description=__doc__)
    parser.add_argument("path", type=Path, help="an official LoCoMo json file")
    parser.add_argument("--hits", type=int, default=60, help="hits asked for per question")
    parser.add_argument("--embedder", default="minilm")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        figures = run(given.path, Path(home), given.hits, embedder=given.embedder, key_file=Path(home) / "key")
    out = sys.stdout.write
    out(f"{figures.turns} turns in {figures.ingest_seconds:.1f} s through the full pipeline; ")
    out(f"peak RSS {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB\n")
    ordered = sorted(figures.search_milliseconds)
    out(f"search p50 {ordered[len(ordered) // 2]:.1f} ms, p95 {ordered[int(0.95 * len(ordered))]:.1f} ms\n")
    out(f"{'category':14}{'n':>5}" + "".join(f"{f'R@{cut}':>8}" for cut in CUTS) + "\n")
    for category, cuts in sorted(figures.recall.items()):
        shares = (100 * sum(cuts[cut]) / len(cuts[cut]) for cut in CUTS)
        out(f"{category:14}{len(cuts[1]):>5}" + "".join(f"{share:8.1f}" for share in shares) + "\n")
    return 0
