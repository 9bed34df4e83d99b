"""What sort of value something looks like, and the part of a value that another of its sort takes the place of."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from memos.agents.settlement.wording import fold
from memos.agents.statements.grammar.vocabulary import MONTHS, WEEKDAYS

ALIKE = 0.6
"""How alike two spellings are, of 1, for one to be the other mistyped."""
CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d{2}(?!\d)(?: ?[ap]\.?m\b)?| ?[ap]\.?m\b| ?o'?clock)|\b(?:noon|midnight)\b", re.IGNORECASE
)
DAY = re.compile(
    rf"\b(?:{'|'.join(sorted(WEEKDAYS - {'sat', 'sun', 'mon', 'wed'}, key=len, reverse=True))})\b", re.IGNORECASE
)
_MONTH = "|".join(sorted(MONTHS - {"may", "march"}, key=len, reverse=True)) + "|May|March"
DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?i:{_MONTH})\b|\b(?i:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}[./]\d{{1,2}}(?:[./]\d{{2,4}})?\b"
)
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_SORTS = (("address", re.compile(r"[\w.+-]{1,64}@[\w.-]{1,64}")), ("date", DATE), ("clock", CLOCK), ("day", DAY))


def sort_of_value(value: str) -> str:
    """What sort of value it looks like: an address, a date, a time, a day, money, figures, a name, or plain words."""
    for sort, pattern in _SORTS:
        if pattern.search(value[:200]):
            return sort
    if any(char in "$€£¥₹₦" for char in value):
        return "money"
    if any(char.isdigit() for char in value):
        return "figures"
    return "name" if any(word[:1].isupper() for word in value.split()) else "words"


def sorts_in(value: str) -> set[str]:
    """Every sort of value that has a part in it: a flight number and a day in "6E-2041 on Friday"."""
    found = {sort for sort, pattern in _SORTS if pattern.search(value[:200])}
    figures = {"figures"} if any(char.isdigit() for char in value) else set[str]()
    return found | figures | {sort_of_value(value)}


def spelled_alike(one: str, other: str) -> bool:
    """Whether one may be the other mistyped: "Kramer" and "Kremer"."""
    mine, theirs = fold(one)[:60], fold(other)[:60]
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio() >= ALIKE


def has_part_like(whole: str, right: str) -> bool:
    """Whether a value has a part of the same sort: "wednesday" in "thursday at 3"."""
    pattern = dict(_SORTS).get(sort_of_value(right))
    bare = right.strip().isdigit() and sort_of_value(whole) in ("money", "figures")
    return bare or (pattern is not None and pattern.search(whole) is not None)


_RATE = re.compile(
    r"(?<![\w.])(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (hour|day|shift|evening|night|lesson|time)s?(?: (?:a|per|each|every) (\w+))?",
    re.IGNORECASE,
)


def with_rate(value: str, rate: str) -> str:
    """A value with its amount in a time exchanged for another of the same: "work 40 hours a week", "32 hours a week"; empty if it has none."""
    told, fresh = _RATE.search(value[:200]), _RATE.fullmatch(rate.strip()[:60])
    if told is None or fresh is None or told[1].lower() != fresh[1].lower():
        return ""
    if fresh[2] and told[2] and fresh[2].lower() != told[2].lower():
        return ""
    kept = rate.strip() if fresh[2] or not told[2] else f"{rate.strip()} a {told[2]}"
    return f"{value[: told.start()]}{kept}{value[told.end() :]}"


def exchanged(whole: str, wrong: str, right: str) -> str:
    """The value with only its wrong part exchanged: in "beagle called Bisquit" the name, in "thursday at 3" the day."""
    common = wrong.split()[:1]
    if common and common == right.split()[:1] and fold(common[0]) not in fold(whole).split() and len(right.split()) > 1:
        right = right.partition(" ")[2]  # "plot 27, but it is plot 72": what is known of the plot is its number
    if wrong and len(right.split()) <= len(wrong.split()) + 1:
        found = re.search(rf"(?<!\w){re.escape(wrong)}(?!\w)", whole, re.IGNORECASE)
        if found:
            return f"{whole[: found.start()]}{right}{whole[found.end() :]}"
    if right.strip().isdigit() and len(_FIGURE.findall(whole)) == 1:
        return _FIGURE.sub(lambda _: right.strip(), whole, count=1)
    pattern = dict(_SORTS).get(sort_of_value(right))
    matched = pattern.search(right) if pattern else None
    if pattern and matched and matched[0] == right and len(pattern.findall(whole)) == 1:
        return pattern.sub(lambda _: right, whole, count=1)
    return right


def exchanged_by_head(whole: str, right: str) -> str:
    """The value with another thing of the same noun in it: "black tea" in "drink green tea every morning"."""
    head, said = fold(right).split()[-1:], whole.split()
    size = len(right.split())
    at = next((n for n, word in enumerate(said) if [fold(word)] == head), -1)
    if size < 2 or at < size - 1 or len(said) <= size:
        return ""
    return " ".join([*said[: at - size + 1], right, *said[at + 1 :]])
