"""Finding secrets: every detector of every table, and one secret where several overlap."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final
from unicodedata import normalize

from memos.agents.vault.codes import CODES
from memos.agents.vault.detector import Detector, Secret, facts
from memos.agents.vault.numbers import NUMBERS
from memos.agents.vault.phrases import PHRASES
from memos.agents.vault.providers import PROVIDERS
from memos.agents.vault.spoken import AGAIN, SPOKEN
from memos.agents.vault.tables import TABLES
from memos.agents.vault.told import TOLD

HANDLE: Final = re.compile(r"\[[^\[\]\n]{1,40} vault://[0-9a-f]{8,64}\]")
"""What stands in a text for a sealed secret."""

_STAND_IN: Final = "\0" * 8
"""What a sealed secret is read as."""
_LOOKS: Final = 4
"""How often a text is looked through: with one secret gone, what stood beside it may be seen for one."""

_DETECTORS: Final[tuple[Detector, ...]] = (*PROVIDERS, *TOLD, *SPOKEN, *CODES, *PHRASES, *TABLES, *NUMBERS)


def find_secrets(text: str) -> list[Secret]:
    """Every secret in a text, in order, none overlapping another. The handle of a sealed secret is never taken for one.

    Where two detectors overlap, the whole stretch is one secret, called what the first in the table calls it. What is percent-encoded
    (addresses of files) is read as well.
    """
    places = list(range(len(text)))
    if "vault://" in text:
        for handle in reversed(list(HANDLE.finditer(text))):
            text = _hidden(text, places, *handle.span())
    secrets: list[Secret] = []
    for _ in range(_LOOKS):
        found = [one for one in _seen(text) if "\0" not in text[one.start : one.end]]
        if not found:
            break
        secrets += [one._replace(start=places[one.start], end=places[one.end - 1] + 1) for one in found]
        for one in reversed(found):
            text = _hidden(text, places, one.start, one.end)
    return sorted(secrets, key=lambda one: one.start)


def _hidden(text: str, places: list[int], start: int, end: int) -> str:
    """The text with a stand-in for a stretch of it; `places`, where each character stood, follows. All stand-ins are of one length, so
    that a text reads the same with a secret sealed as with it hidden."""
    places[start:end] = [places[start]] * len(_STAND_IN)
    return f"{text[:start]}{_STAND_IN}{text[end:]}"


def _seen(text: str) -> list[Secret]:
    """The secrets that are seen in a text at one look."""
    found = _found(text)
    if "%" in text and _ESCAPES.search(text):
        plain, places = _unescaped(text)
        found += [one._replace(start=places[one.start], end=places[one.end]) for one in _found(plain)]
    if not text.isascii() and _DISGUISED.search(text):
        plain, places = _undisguised(text)
        found += [one._replace(start=places[one.start], end=places[one.end - 1] + 1) for one in _found(plain)]
    return _merged(found) if len(found) > 1 else found


def _found(text: str) -> list[Secret]:
    lowered, known = _lowered(text), facts(text)
    found: list[Secret] = []
    for detector in _DETECTORS:
        if detector.needs in known:
            for hint in detector.hints:
                if hint in lowered:
                    found += detector.find(text, lowered)
                    break
    if any(one.label.startswith("pass") for one in found):
        found += _others(found, text, lowered)
    return found


def _others(found: list[Secret], text: str, lowered: str) -> list[Secret]:
    """More passwords beside those that were found, and apart from them."""
    taken = bytearray(len(text))
    for one in found:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    others = (again for detector in AGAIN for again in detector.find(text, lowered))
    return [again for again in others if not any(taken[again.start : again.end])]


def _lowered(text: str) -> str:
    """In lower case, each character one: the few that become two stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


_ESCAPES: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})++")


def _unescaped(text: str) -> tuple[str, list[int]]:
    """The text without percent-encoding, and where each of its characters stood, and its end."""
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for run in _ESCAPES.finditer(text):
        raw = bytes.fromhex(run[0].replace("%", ""))
        try:
            decoded, widths = (said := raw.decode()), [len(char.encode()) for char in said]
        except UnicodeDecodeError:
            decoded, widths = raw.decode("latin-1"), [1] * len(raw)
        pieces += [text[done : run.start()], decoded]
        places += [
            *range(done, run.start()),
            *(run.start() + 3 * before for before in accumulate(widths[:-1], initial=0)),
        ]
        done = run.end()
    return "".join([*pieces, text[done:]]), [*places, *range(done, len(text) + 1)]


_DISGUISED: Final = re.compile(
    r"(?<=[!-~])[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]++(?=[!-~])|[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
    r"|[\u2460-\u24ff\U0001d400-\U0001d7ff]"
)
"""Invisible between visible characters; letters and digits in another width or dress."""

_INVISIBLE: Final = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")


def _undisguised(text: str) -> tuple[str, list[int]]:
    """The text in NFKC and without invisible characters, and where each of its characters stood."""
    pieces: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char not in _INVISIBLE:
            plain = char if char.isascii() else normalize("NFKC", char)
            pieces.append(plain)
            places += [place] * len(plain)
    return "".join(pieces), places


def without_values(text: str) -> str:
    """The text with what kind of secret stood there in the place of each: for complaints, which end up on screens and in logs."""
    pieces: list[str] = []
    done = 0
    for secret in find_secrets(text):
        pieces += [text[done : secret.start], f"[{secret.label}]"]
        done = secret.end
    return "".join([*pieces, text[done:]]) if pieces else text


def _merged(found: list[Secret]) -> list[Secret]:
    """Overlapping secrets as one, named by the detector that stands first in the table (`found` is in its order)."""
    rank = {secret: order for order, secret in reversed(list(enumerate(found)))}
    merged: list[Secret] = []
    for secret in sorted(rank, key=lambda secret: (secret.start, rank[secret])):
        last = merged[-1] if merged else None
        if last is None or secret.start >= last.end:
            merged.append(secret)
            continue
        named = min(last, secret, key=lambda one: rank[one])
        union = named._replace(start=last.start, end=max(last.end, secret.end))
        rank[union] = rank[named]
        merged[-1] = union
    return merged
