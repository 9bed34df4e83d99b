""" "Any good vets in Cork? That's where we live.": what a sentence points at stands in the one before."""

from __future__ import annotations

from collections.abc import Sequence

from memos.agents.statements.grammar.values import fills, reach
from memos.agents.statements.grammar.words import Token, Tokens
from memos.agents.statements.kinds.belongings import is_gear
from memos.agents.statements.kinds.slots import SLOTS

_LIVING = frozenset("live living lived".split())
_USING = frozenset("drive use ride have own driving using wear play".split())
_PLACING = frozenset("in near at from to of around".split())


def pointed_out(words: Tokens, earlier: Sequence[Tokens]) -> Tokens:
    """The sentence with the value it points at: "we live in Cork"; as it is, if it points at none."""
    said = [token.word for token in words[:4]]
    if (
        said[:1] not in (["that"], ["it"], ["which"])
        or said[1:2] not in (["'s"], ["is"])
        or said[3:] not in (["i"], ["we"])
    ):
        return words
    verbs = _LIVING if said[2] == "where" else _USING if said[2] == "what" else frozenset[str]()
    at = next((n for n in range(4, len(words)) if words[n].word in verbs), 0)
    before = earlier[-1] if earlier else []
    found = _place_in(before) if said[2] == "where" else _thing_in(before)
    return [*words[3 : at + 1], *found] if at and found else words


def _place_in(sentence: Tokens) -> list[Token]:
    """The last place that a sentence names, with "in"."""
    slot = SLOTS["land"]
    for n in range(len(sentence) - 1, 0, -1):
        end = reach(slot, sentence, n, len(sentence))
        if sentence[n - 1].word in _PLACING and end > n and fills(slot, sentence[n:end], sentence):
            return [sentence[n - 1]._replace(word="in", text="in"), *sentence[n:end]]
    return []


def _thing_in(sentence: Tokens) -> list[Token]:
    """The thing that a sentence tells by its make, with its article."""
    for n in range(1, len(sentence)):
        lengths = (
            end
            for end in range(min(n + 4, len(sentence)), n, -1)
            if not sentence[end - 1].text.islower() or end == n + 1
        )
        end = next((end for end in lengths if is_gear(sentence[n:end])), 0)
        if end and sentence[n - 1].word in ("a", "an", "the", "my", "our"):
            return [sentence[n - 1]._replace(word="a", text="a"), *sentence[n:end]]
    return []
