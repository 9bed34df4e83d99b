"""Hits as text for a prompt, within a token budget. Memories are data: they can't leave their line or forge aliases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from memos.retrieval.places import is_chunk, place_of
from memos.schemas.cube import Episodic, MemCube, Resource, State
from memos.schemas.query import Hit

_ALIAS: Final = re.compile(r"[\[\u27e6\u3010\uff3b]\s*(\d+)\s*[\]\u27e7\u3011\uff3d]")
_JOINERS: Final = "\u200c\u200d"
"""Format characters that scripts and emoji need."""
_UNSEEN: Final = ("Cc", "Cf", "Co", "Cs")
"""Categories of what acts without being seen: control and direction characters, tags, private use."""
_CERTAIN: Final = 4
"""Characters a token, below which all may well fit: then it is counted once, as a whole."""
_WORTH_CUTTING: Final = 24
"""Tokens that must be left for a hit to be cut to fit; with fewer it is left out."""


class Counter(Protocol):
    """Counts and cuts text by tokens."""

    def count(self, text: str) -> int:
        """How many tokens a text makes."""
        ...

    def truncate(self, text: str, budget: int) -> str:
        """The longest beginning that fits the budget."""
        ...


class Packed(NamedTuple):
    """The text, and how many tokens it makes."""

    context: str
    tokens: int


def pack(hits: Sequence[Hit], budget: int, counter: Counter) -> Packed:
    """One line a hit, best first, as many as fit; the first that does not is cut, the rest is left out.

    `budget` is in tokens and is never exceeded.
    """
    written_out = [line(hit) for hit in hits]
    whole = "\n".join(written_out).rstrip()
    if len(whole) <= _CERTAIN * budget and (used := counter.count(whole)) <= budget:
        return Packed(whole, used)
    lines: list[str] = []
    used = 0
    for written in written_out:
        needed = counter.count(written + "\n")
        if used + needed > budget:
            room = budget - used
            if room >= _WORTH_CUTTING or not lines:
                lines.append(_cut(written, room, counter))
            break
        lines.append(written)
        used += needed
    while lines and counter.count("\n".join(lines)) > budget:
        lines.pop()
    context = "\n".join(lines).rstrip()
    return Packed(context, counter.count(context))


def line(hit: Hit) -> str:
    """`[1] (2024-05-02, Ana) I moved to Lisbon.`: alias, date, speaker or place in a document, how long it held, what it says."""
    cube = hit.cube
    payload = cube.payload
    said = (
        payload.text
        if isinstance(payload, Episodic) or (isinstance(payload, Resource) and is_chunk(cube))
        else cube.text
    )
    return f"[{hit.alias}] ({', '.join(_circumstances(cube))}) {harmless(said)}"


def harmless(text: str) -> str:
    """Text on one line, without control and direction characters, and with nothing in it that looks like an alias."""
    plain = " ".join(text.split())
    if not plain.isprintable():
        plain = " ".join("".join(char for char in plain if not _unseen(char)).split())
    return _ALIAS.sub(r"(\1)", plain)


def _unseen(char: str) -> bool:
    return char not in _JOINERS and unicodedata.category(char) in _UNSEEN


def _circumstances(cube: MemCube) -> list[str]:
    payload = cube.payload
    spoken = isinstance(payload, Episodic)
    when = payload.occurred_at.start if isinstance(payload, Episodic) else cube.valid_from or cube.observed_at
    told = [f"{when:%Y-%m-%d}"]
    if isinstance(payload, Episodic) and payload.actor:
        told.append(harmless(payload.actor))
    if is_chunk(cube):
        told.append(harmless(place_of(cube)))
    if cube.valid_to is not None and not spoken:
        told.append(f"until {cube.valid_to:%Y-%m-%d}")
    if cube.state is State.SUPERSEDED:
        told.append("superseded")
    return told


def _cut(written: str, room: int, counter: Counter) -> str:
    """The beginning of a line that fits, marked as cut; nothing if not even its head does."""
    kept = counter.truncate(written, max(room - 2, 0))
    return f"{kept.rstrip()} …" if ")" in kept else ""
