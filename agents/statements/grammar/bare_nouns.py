"""Nouns without an article, as one writes in haste: "rent is 950 now", "physio is on thursday", "sprint reviews at work are on Fridays"."""

from __future__ import annotations

from memos.agents.statements.grammar.nouns import (
    CALLED_BY_ARTICLE,
    PRONOUNS,
    SPEAKER,
    VALUED,
    Subject,
    is_word,
    noun_ends,
    text_of,
    with_phrases,
)
from memos.agents.statements.grammar.words import Token, Tokens
from memos.schemas.roles import ROLES


def bare_subjects_at(tokens: Tokens, at: int) -> list[tuple[Subject, int]]:
    """A noun without its article, as one writes in haste ("rent is 950 now"): only nouns that stand for a value."""
    ends = [end for end in noun_ends(tokens, at) if end - at <= 3]
    things = [(Subject("thing", text_of(tokens[at:end])), end) for end in ends]
    valued = [(thing, end) for thing, end in things if tokens[end - 1].word in VALUED or _is_timed(tokens, end)]
    told_apart = [(thing, end) for thing, end in with_phrases(tokens, at, things) if _is_timed(tokens, end)]
    if tokens[at].word in CALLED_BY_ARTICLE and tokens[at].word not in ("baby", "kids"):
        valued.append((Subject("kin", ROLES[tokens[at].word], SPEAKER), at + 1))  # "landlord put the rent up"
    if at and tokens[at - 1].word in ("'", "’"):
        return []  # "my parents' anniversary": not his own
    return [*valued, *with_phrases(tokens, at, valued), *told_apart]


_HAPPENS = frozenset(
    "is are 's starts start begins ends finishes leaves departs lands arrives moved got has falls runs opens closes".split()
)


def _is_timed(tokens: Tokens, at: int) -> bool:
    """ "Physio is on thursday", "standup got moved to 10:00": a verb of happening and, right behind it, a day or a time."""
    if at >= len(tokens) or tokens[at].word not in _HAPPENS:
        return False
    said = tokens[at + 1 : at + 6]
    stop = next((n for n, token in enumerate(said) if not is_word(token) or token.word in PRONOUNS), len(said))
    return any(is_time_word(token) for token in said[:stop])


_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays january "
    "february april june july august september october november december noon midnight tomorrow".split()
)


def is_time_word(token: Token) -> bool:
    """Whether a word tells a day or a time of day: "thursday", "9:15", "3pm", "May 3" by its month."""
    word = token.word
    if word in _CALENDAR or (word in ("may", "march") and token.capital):
        return True
    clock = word.endswith(("am", "pm")) or ":" in word or "." in word
    return word[0].isdigit() and clock and word.rstrip("apm").replace(":", "").replace(".", "").isdigit()
