"""The telling words of a question."""

from __future__ import annotations

from memos.index.lexical import words


def test_telling_words_only() -> None:
    assert words("What did Ana say about the Lisbon flat?") == ["ana", "say", "lisbon", "flat"]
    assert words("Who is it?") == ["who", "is", "it"]
    assert words("🙂 … ?!") == []
    assert words("Straße STRASSE") == ["strasse"]
