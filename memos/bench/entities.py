"""Who is who, against mentions labelled by hand (tests/data/entities/README.md): are two mentions of one, or of two?

Given is where a mention stands, never what it stands for. A pair of mentions of one source is right if both sides say "the same";
precision, recall and F1 count pairs; wrong merges are the share of the pairs put together that are two. B³ counts mentions.
Conversations are halved by the parity of the SHA-256 of their id: odd are for work on the rules, even for the test alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from memos.agents.resolution.names import Names
from memos.agents.resolution.references import PRONOUNS, description
from memos.agents.resolution.talk import Talk

SOURCES = ("realmem", "lihua")
_SPOKEN = re.compile(r"^(?P<name>[A-Z][\w '’-]{0,60}): ?(?P<text>.*)$")


class Gold(NamedTuple):
    """A labelled mention."""

    source: str
    talk: str
    turn: int
    start: int
    surface: str
    entity: str

    @property
    def is_dev(self) -> bool:
        """Whether it belongs to the half that rules may be worked on with."""
        return int(hashlib.sha256(self.talk.encode()).hexdigest(), 16) % 2 == 1


class Turn(NamedTuple):
    """What somebody said."""

    speaker: str
    text: str


class Score(NamedTuple):
    """Pairs put together, pairs that belong together, pairs that are both; B³ precision and recall."""

    predicted: int
    gold: int
    both: int
    b3: tuple[float, float]

    @property
    def precision(self) -> float:
        """Share of the pairs put together that are of one."""
        return self.both / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs of one that were put together."""
        return self.both / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return _harmonic(self.precision, self.recall)

    def __str__(self) -> str:
        b3 = _harmonic(*self.b3)
        return (
            f"pairs {self.gold:6}  P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  "
            f"wrong merges {1 - self.precision:.2%}  B³ {b3:.3f}"
        )


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def labelled(folder: Path) -> list[Gold]:
    """Every labelled mention of both sources, in the order in which they were said."""
    return [
        Gold(source, row["id"], row["turn"], row["start"], row["surface"], row["entity"])
        for source in SOURCES
        for line in (folder / f"{source}.jsonl").read_text(encoding="utf-8").splitlines()
        for row in [json.loads(line)]
    ]


def realmem(data: Path) -> dict[str, list[Turn]]:
    """The sessions of the labelled persona by id, in their order."""
    persona = json.loads((data / "realmem" / "Lin_Wanyu_dialogues_256k.json").read_text(encoding="utf-8"))
    return {
        f"Lin_Wanyu/{session['session_uuid']}": [
            Turn("Lin_Wanyu" if turn["speaker"].casefold() == "user" else turn["speaker"], turn["content"])
            for turn in session["dialogue_turns"]
        ]
        for session in persona["dialogues"]
    }


def lihua(data: Path) -> dict[str, list[Turn]]:
    """The chats of LiHua-World by id, in the order of their time."""
    files = sorted((data / "lihua_world").rglob("*.txt"), key=lambda path: path.stem)
    return {path.stem: _chat(path.read_text(encoding="utf-8").strip()) for path in files}


def _chat(text: str) -> list[Turn]:
    turns: list[Turn] = []
    for line in text.splitlines():
        if line.startswith("Time:"):
            continue
        if match := _SPOKEN.match(line):
            turns.append(Turn(match["name"].strip(), match["text"]))
        elif turns:
            turns[-1] = turns[-1]._replace(text=f"{turns[-1].text}\n{line}")
    return turns


READERS: Mapping[str, Callable[[Path], dict[str, list[Turn]]]] = {"realmem": realmem, "lihua": lihua}


def resolved(mentions: Sequence[Gold], talks: Mapping[str, Sequence[Turn]]) -> dict[Gold, str]:
    """What each mention of one source stands for, as the resolver says, going through its talks in order."""
    names = Names()
    by_talk: dict[str, dict[int, list[Gold]]] = defaultdict(lambda: defaultdict(list))
    for one in mentions:
        by_talk[one.talk][one.turn].append(one)
    found: dict[Gold, str] = {}
    talk = Talk(names)
    for talk_id, turns in talks.items():
        names.begin(
            name for name in {turn.speaker: None for turn in turns} if name.casefold() not in ("assistant", "user")
        )
        if talk_id in by_talk:
            found |= _through(names, talk, turns, by_talk[talk_id])
    return {one: talk.settled(said) for one, said in found.items()}  # some were found to be one only later


def _through(names: Names, talk: Talk, turns: Sequence[Turn], mentions: Mapping[int, list[Gold]]) -> dict[Gold, str]:
    speakers = list(dict.fromkeys(turn.speaker for turn in turns))
    talk.begin(speakers)
    found: dict[Gold, str] = {}
    for place, turn in enumerate(turns):
        others = [name for name in speakers if name != turn.speaker]
        talk.begin_turn(turn.text, turn.speaker, others[0] if len(others) == 1 else None)
        here = sorted(mentions.get(place, ()), key=lambda one: (one.start, -len(one.surface)))
        names.read(turn.text, [(one.start, one.start + len(one.surface)) for one in here])
        for one in here:
            if turn.text[one.start : one.start + len(one.surface)] != one.surface:
                raise ValueError(f"{one.talk} turn {one.turn}: {one.surface!r} does not stand at {one.start}")
            found[one] = talk.refer(one.surface, one.start) or f"{one.talk} {one.turn} {one.start}"
    return found


def scored(found: Mapping[Gold, str]) -> Score:
    """Pairs and mentions, each source for itself, counted together."""
    predicted = _pairs(Counter((one.source, said) for one, said in found.items()))
    gold = _pairs(Counter((one.source, one.entity) for one in found))
    both = Counter((one.source, one.entity, said) for one, said in found.items())
    said_of = Counter((one.source, said) for one, said in found.items())
    entity_of = Counter((one.source, one.entity) for one in found)
    shares: list[tuple[float, float]] = []
    for one, said in found.items():
        together = both[one.source, one.entity, said]
        shares.append((together / said_of[one.source, said], together / entity_of[one.source, one.entity]))
    count = max(1, len(shares))
    b3 = (sum(share for share, _ in shares) / count, sum(share for _, share in shares) / count)
    return Score(predicted, gold, _pairs(both), b3)


def _pairs(counted: Counter[Any]) -> int:
    return sum(number * (number - 1) // 2 for number in counted.values())


def pronouns(found: Mapping[Gold, str]) -> tuple[int, int, int]:
    """Of the labelled pronouns: how many stand for what was last so named, how many for something else, how many for nothing."""
    right = wrong = untold = 0
    last: dict[tuple[str, str], str] = {}
    for one, said in found.items():
        if one.surface.casefold() not in PRONOUNS:
            last[one.talk, one.entity] = said
        elif said == f"{one.talk} {one.turn} {one.start}":
            untold += 1
        elif last.get((one.talk, one.entity)) == said:
            right += 1
        else:
            wrong += 1
    return right, wrong, untold


def is_name(surface: str) -> bool:
    """Whether a mention is a name: neither a pronoun nor a description."""
    return surface.casefold() not in PRONOUNS and description(surface) is None


def _report(title: str, found: Mapping[Gold, str]) -> str:
    return f"{title:28}{len(found):4} mentions  {scored(found)}\n"


def mistakes(found: Mapping[Gold, str]) -> Iterable[str]:
    """What was put together wrongly, and what was left apart: for work on the rules."""
    for (source, said), entities in _grouped(found, by_entity=False).items():
        if len(entities) > 1:
            yield f"  wrong   {source} {said}: {entities}\n"
    for (source, entity), apart in _grouped(found, by_entity=True).items():
        if len(apart) > 1:
            yield f"  missed  {source} {entity}: {apart}\n"


def _grouped(found: Mapping[Gold, str], *, by_entity: bool) -> dict[tuple[str, str], dict[str, list[str]]]:
    groups: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one, said in found.items():
        key, inner = (one.entity, said) if by_entity else (said, one.entity)
        if one.surface not in groups[one.source, key][inner]:
            groups[one.source, key][inner].append(one.surface)
    return {key: dict(inner) for key, inner in groups.items()}


def main(arguments: list[str]) -> int:
    """Resolves the labelled mentions of both sources and prints how well."""
    parser = argparse.ArgumentParser(prog="memos.bench entities", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with realmem/ and lihua_world/")
    parser.add_argument("--gold", type=Path, default=Path("tests/data/entities"))
    parser.add_argument("--mistakes", action="store_true", help="list those of the half for work")
    asked = parser.parse_args(arguments)
    gold = labelled(asked.gold)
    found: dict[Gold, str] = {}
    for source, reader in READERS.items():
        found |= resolved([one for one in gold if one.source == source], reader(asked.data))
    dev = {one: said for one, said in found.items() if one.is_dev}
    test = {one: said for one, said in found.items() if not one.is_dev}
    for title, half in (("dev half", dev), ("test half", test), ("whole sample", found)):
        for source in SOURCES:
            sys.stdout.write(_report(f"{title}, {source}", {o: s for o, s in half.items() if o.source == source}))
        sys.stdout.write(_report(title, half))
        names = {one: said for one, said in half.items() if not one.entity.startswith("event:band-practice-")}
        sys.stdout.write(_report(f"{title}, no band practices", names))
        alone = {one: said for one, said in half.items() if is_name(one.surface)}
        sys.stdout.write(_report(f"{title}, names alone", alone))
        sys.stdout.write(f"{'pronouns':28}right {{}}, wrong {{}}, left open {{}}\n\n".format(*pronouns(half)))
    if asked.mistakes:
        sys.stdout.writelines(mistakes(dev))
    whole = scored(found)
    return 0 if whole.f1 >= 0.85 and 1 - whole.precision <= 0.02 else 1
