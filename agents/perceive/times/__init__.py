"""Stub."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from memos.agents.perception import Sentence, TimeMention


def resolve_sentences(sentences: Sequence[Sentence], anchor: datetime) -> tuple[TimeMention, ...]:
    return ()
