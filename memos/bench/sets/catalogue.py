"""The sets there are, by name, and what is found of them in a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from memos.bench.sets import hotpotqa, lihua, locomo, longmemeval, musique, prefeval, realmem
from memos.bench.sets.dataset import DataSet
from memos.errors import InvalidInput, NotFound


class Entry(NamedTuple):
    """How a set is read, where it is looked for below a folder of data, and what it is."""

    read: Callable[..., DataSet]
    below: str
    about: str


SETS: Final[Mapping[str, Entry]] = {
    "locomo": Entry(locomo.read, "locomo", "two people over many sessions: evidence turns"),
    "realmem": Entry(realmem.read, "realmem", "a person and an assistant over months: evidence sessions"),
    "lihua": Entry(lihua.read, "lihua_world", "a year of short chats: evidence chats, and questions without an answer"),
    "musique": Entry(musique.read, "hipporag/musique*.json", "questions of two to four hops: passages"),
    "hotpotqa": Entry(hotpotqa.read, "hipporag/hotpotqa*.json", "questions of two hops: passages"),
    "prefeval": Entry(prefeval.read, "prefeval", "preferences that matter without being named: messages"),
    "longmemeval": Entry(longmemeval.read, "longmemeval", "a haystack of sessions for each question"),
}


def read(name: str, path: Path, *, audit: Path | None = None, triples: Path | None = None) -> DataSet:
    """A set by its name, of its official file or folder. Raises `InvalidInput` for an unknown set, and what the readers raise.

    `audit` is LoCoMo's corrections, `triples` what was published for MuSiQue or HotpotQA; given for another set they are refused.
    """
    if name not in SETS:
        raise InvalidInput(f"There is no benchmark {name!r}.", hint=f"There are: {', '.join(SETS)}.")
    if not path.exists():
        raise NotFound(f"There is nothing at {path}.", hint=f"Give {name}'s official file or folder.")
    extra: dict[str, Path] = {}
    for option, given, takers in (("audit", audit, ("locomo",)), ("triples", triples, ("musique", "hotpotqa"))):
        if given is not None and name not in takers:
            raise InvalidInput(f"--{option} is for {' and '.join(takers)}, not for {name}.")
        extra |= {option: given} if given is not None else {}
    return _sound(SETS[name].read(path, **extra), path)


def found_in(folder: Path) -> list[tuple[str, Path]]:
    """Each set that lies in a folder of data, and where: in the order of `SETS`. Raises `NotFound` where there is none."""
    found = []
    for name, entry in SETS.items():
        there = [path for path in sorted(folder.glob(entry.below)) if not path.stem.endswith("_corpus")]
        found += [(name, path) for path in there[:1]]
    if not found:
        raise NotFound(
            f"No set is found in {folder}.", hint=f"Looked for: {', '.join(e.below for e in SETS.values())}."
        )
    return found


def _sound(dataset: DataSet, path: Path) -> DataSet:
    """A set with something to ask, in which no two things have one name."""
    if not any(bank.questions for bank in dataset.banks):
        raise InvalidInput(f"{path} holds no question of {dataset.name} that can be scored.")
    names = Counter(bank.name for bank in dataset.banks)
    names.update(question.id for bank in dataset.banks for question in bank.questions)
    for bank in dataset.banks:
        ids = [session.run_id for session in bank.sessions]
        ids += [message.id for session in bank.sessions for message in session.messages]
        names.update(f"{bank.name}\n{one}" for one in ids)
    twice = [name for name, times in names.items() if times > 1]
    if twice:
        raise InvalidInput(f"{path} names {len(twice)} things twice, such as {twice[0].rpartition(chr(10))[2]!r}.")
    return dataset
