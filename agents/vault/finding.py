"""Finding secrets: every detector of every table, and one secret where several overlap."""

from __future__ import annotations

import re
from typing import Final

from memos.agents.vault.detector import Detector, Secret
from memos.agents.vault.numbers import NUMBERS
from memos.agents.vault.phrases import PHRASES
from memos.agents.vault.providers import PROVIDERS
from memos.agents.vault.told import TOLD

HANDLE: Final = re.compile(r"\[[^\[\]\n]{1,40} vault://[0-9a-f]{8,64}\]")
"""What stands in a text for a sealed secret."""

_DETECTORS: Final[tuple[Detector, ...]] = (*PROVIDERS, *TOLD, *PHRASES, *NUMBERS)


def find_secrets(text: str) -> list[Secret]:
    """Every secret in a text, in order, none overlapping another. The handle of a sealed secret is never taken for one.

    Where two detectors overlap, the whole stretch is one secret, called what the first in the table calls it.
    """
    if "vault://" in text:
        text = HANDLE.sub(lambda handle: "\0" * len(handle[0]), text)
    lowered = text.lower()
    found: list[Secret] = []
    for detector in _DETECTORS:
        if any(hint in lowered for hint in detector.hints):
            found += detector.find(text)
    return _merged(found) if len(found) > 1 else found


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
