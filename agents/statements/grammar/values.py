"""How far a value reaches in a sentence, what trails behind it, and how many it is."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import NamedTuple

from memos.agents.statements.grammar.kernels import HARD_STOPS
from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, is_name, is_word
from memos.agents.statements.grammar.verbs import FORMS
from memos.agents.statements.grammar.vocabulary import (
    NATIONS,
    NUMBER_WORDS,
    OPENS_A_CLAUSE,
    TIME_UNITS,
    VAGUE,
    VAGUE_AT_THE_END,
)
from memos.agents.statements.grammar.words import Tokens

Accepts = Callable[[Tokens], bool]


class Slot(NamedTuple):
    """A kind of value: the words it stops at, how long it may be, what it may be, and whether "and" makes several of it.

    A `deep` one may hold clauses of its own ("make sure the pace is right"). An `apposed` one may end in a name behind a comma ("a second cat, Miso"). A `proper` one is a name: where capitals are used at all, it must have one.
    One with `heads` ends with the last of these words; an `open` one is not known already ("the list"); of a `named` one a name
    is all there is of it ("Ghent" of "Ghent the trams are late").
    """

    accepts: Accepts
    stops: frozenset[str]
    longest: int = 8
    several: bool = False
    apposed: bool = False
    deep: bool = False
    proper: bool = False
    heads: frozenset[str] = frozenset()
    open: bool = False
    named: bool = False


_POINTERS = frozenset("this that these those your it what which who there here he she they you i we".split())
_SENSED = frozenset("smell sound taste texture thought idea sight noise feel".split())
_SWEEPING = (("to", "do", "with"), ("about",), ("related", "to"), ("involving",), ("with",))


def generic(words: Tokens) -> Tokens:
    """What holds of a kind of thing rather than of the one at hand: "golf", "the smell of fish"; nothing of "the delay"."""
    first = words[0].word if words else ""
    said = [token.word for token in words]
    if first in ("anything", "everything", "stuff", "things"):
        cue = next((cue for cue in _SWEEPING if tuple(said[1 : 1 + len(cue)]) == cue), None)
        return words[1 + len(cue) :] if cue else []
    if first == "the" and len(words) > 1 and words[1].capital:
        return words[1:]  # "The Waves"
    if first in ("the", "a", "an"):
        return words[1:] if first != "the" or (len(words) > 3 and said[1] in _SENSED and said[2] == "of") else []
    return [] if not words or first in _POINTERS or first in ("my", "our", "his", "her", "their") else words


_ARTICLES = frozenset("a an the my our your his her their some any this that these those its".split())


_TRAILING = frozenset(
    "only atm bad badly originally from of to for at in on by about the a an my our now too also though tho lol btw again already today tonight currently actually instead anyway please really right yet either lately "
    "recently btw as so just but and or well then more with haha xd mate guys u you man yesterday tomorrow ever properly after all definitely absolutely totally certainly "
    "altogether completely entirely nowadays forever".split()
)


_TRAILING_PHRASES = (
    ("any", "more"), ("any", "longer"), ("at", "all"), ("so", "much"), ("very", "much"), ("a", "lot"), ("a", "bit"), ("as", "well"),
    ("these", "days"), ("right", "now"), ("at", "the", "moment"), ("by", "far"), ("by", "a", "mile"), ("of", "course"), ("for", "now"),
    ("the", "most"), ("the", "best"), ("since", "then"), ("after", "all"), ("to", "be", "honest"), ("at", "present"), ("for", "good"),
    ("like", "crazy"), ("the", "other", "day"), ("by", "the", "way"), ("as", "of", "now"), ("in", "fact"), ("in", "general"), ("or", "so"),
    ("as", "of", "today"), ("as", "of", "this", "morning"), ("from", "now", "on"), ("this", "morning"), ("big", "time"), ("at", "last"),
    ("this", "year"), ("last", "year"), ("last", "month"), ("last", "week"), ("this", "week"), ("this", "month"),
)  # fmt: skip


_PHRASES_ENDING_IN = MappingProxyType(
    {phrase[-1]: tuple(other for other in _TRAILING_PHRASES if other[-1] == phrase[-1]) for phrase in _TRAILING_PHRASES}
)


def fills(slot: Slot, words: Tokens, sentence: Tokens) -> bool:
    """Whether these words may fill the slot, in this sentence."""
    if len(words) > slot.longest or not slot.accepts(words):
        return False
    if slot.open and any(t.word in _KNOWING and t.end <= words[0].start <= t.end + 3 for t in sentence):
        return False
    return not slot.proper or any(token.capital for token in words) or not any(token.capital for token in sentence)


_KNOWING = frozenset("the this that these those your his her its their".split())


def trim(words: Tokens) -> Tokens:
    """A value without articles at its front and without what only trails behind it."""
    start, end = 0, len(words)
    while start < end and ((words[start].word in _ARTICLES and words[start].text != "A") or not is_word(words[start])):
        start += 1
    if start + 2 < end and words[start].word == "all" and words[start + 1].word in ("my", "our"):
        start += 2  # "all my model trains"
    while start + 1 < end and words[start].word in ("also", "just", "mostly", "even", "only", "both"):
        start += 1
    changed = True
    while changed and end > start:
        changed = False
        for phrase in _PHRASES_ENDING_IN.get(words[end - 1].word, ()):
            if end - start > len(phrase) and tuple(t.word for t in words[end - len(phrase) : end]) == phrase:
                end, changed = end - len(phrase), True
        if words[end - 1].word == "ago" and start < (since := _ago(words, start, end)) < end:
            end, changed = since, True
            continue
        trailing = words[end - 1].word in _TRAILING and not words[end - 1].text[:1].isupper()
        if end - start >= 1 and (trailing or not is_word(words[end - 1])):
            end, changed = end - 1, True
    return words[start:end]


def _ago(words: Tokens, start: int, end: int) -> int:
    """Where "three weeks ago", "a couple of years ago" begins at the end of a value."""
    at = end - 1
    while at > start and end - at < 6 and words[at - 1].word in _SPANS:
        at -= 1
    return at if at < end - 1 else end


_SPANS = (
    TIME_UNITS
    | NUMBER_WORDS
    | frozenset("a an few couple of some many several about over almost nearly 1 2 3 4 5 6 7 8 9 10 12".split())
)


MAX_REACH = 24


def reach(slot: Slot, words: Tokens, at: int, limit: int) -> int:
    """How far a value that begins here may go."""
    end = at
    limit = min(limit, at + MAX_REACH)
    while end < limit:
        token = words[end]
        if token.text in ("/", "&") and end > at and joins(words, end):
            end += 1
            continue
        if token.word in HARD_STOPS or (token.word in slot.stops and end > at and not _within_name(words, end, limit)):
            break
        if token.word == "," and slot.apposed and end > at and end + 1 < limit and is_name(words, end + 1):
            return end + 2
        if token.word == "," and not (slot.several and _goes_on(words, end + 1, limit)):
            break
        if token.word in ("and", "or") and not slot.several and "and" in slot.stops:
            break
        end += 1
    if slot.named and end > at:
        return _end_of_name(words, at, end)
    return _headed(slot, words, at, end) if slot.heads else end


_WITHIN_A_NAME = frozenset(
    "of de del della du da do dos das la le les los el am an im der den upon under on sur al the and".split()
)


def _end_of_name(words: Tokens, at: int, end: int) -> int:
    """Where the name that begins here ends; where it is no name, the end of the value."""
    first = at + int(words[at].word in _ARTICLES and at + 1 < end)
    last = first
    while last < end and (words[last].capital or not words[last].word[0].isalpha()):
        last += 1
        small = last
        while small < end and small < last + 2 and words[small].word in _WITHIN_A_NAME and not words[small].capital:
            small += 1
        last = small if last < small < end and words[small].capital else last
    return last if last > first and words[first].capital else end


def joins(words: Tokens, at: int) -> bool:
    """Whether a mark joins two words to one value: "Upper/Lower", "Customer & Agent"."""
    if not 0 < at < len(words) - 1 or words[at].text not in ("/", "&"):
        return False
    tight = words[at - 1].end == words[at].start and words[at].end == words[at + 1].start
    return (tight and words[at].text == "/") or (words[at].text == "&" and words[at + 1].capital)


def _headed(slot: Slot, words: Tokens, at: int, stop: int) -> int:
    """Where the last head stands, if it is one: "my thesis" of "my thesis needs work"; nowhere in "my business cards"."""
    end = stop
    while end > at and words[end - 1].word not in slot.heads:
        end -= 1
    goes_on = end < stop and not any(form.tense in ("s", "past") for form in FORMS.get(words[end].word, ()))
    return at if goes_on and is_word(words[end]) else end


def _within_name(words: Tokens, at: int, limit: int) -> bool:
    """The "'s" of "St Mary's Hospital" and the "upon" of "Stratford upon Avon" do not end the name they stand in."""
    inside = words[at].word == "'s" or words[at].word in ("upon", "del", "de", "la", "el", "of")
    named = at + 1 < limit and words[at - 1].capital and is_name(words, at + 1)
    return inside and named and words[at + 1].word not in NATIONS


def _goes_on(words: Tokens, at: int, limit: int) -> bool:
    """Whether a list goes on behind this comma: a few words and then "and", "or", another comma, or the end."""
    for ahead in range(at, min(at + 5, limit)):
        word = words[ahead].word
        if ahead > at and word in (",", "and", "or"):
            return True
        if (
            word in OPENS_A_CLAUSE
            or word in ("i", "we", "it", "he", "she", "they", "you", "not", "so", "is", "are")
            or word in HARD_STOPS
        ):
            return False
    return limit - at <= 4


def parts(words: Tokens, *, apposed: bool = False) -> list[Tokens]:
    """The members of a list: "Dutch, French and a bit of Turkish"."""
    found: list[Tokens] = []
    start = 0
    for at, token in enumerate(words):
        if apposed and token.word == "," and at + 1 < len(words) and is_name(words, at + 1):
            continue
        if token.text == "&":
            continue  # a name: "the Lamb & Flag"
        if token.word in (",", "and", "or", "/") and at > start and not _is_pair(words, at):
            found.append(words[start:at])
            start = at + 1
        elif token.word in (",", "and", "or", "/") and at == start:
            start = at + 1
    found.append(words[start:])
    members = [part for part in found if part]
    return [words] if len(members) > 1 and _is_one_thing(members) else members


_TIES = frozenset("of from with in on into about between".split())


def _is_one_thing(members: list[Tokens]) -> bool:
    """Whether "and" joins within one value: "mixing banana and milk", "the music from Ori and the Blind Forest"."""
    first, rest = members[0], members[1:]
    doing = first[0].word.endswith("ing") and not all(member[0].word.endswith("ing") for member in rest)
    return doing or any(token.word in _TIES for token in first)


_PAIRS = frozenset(
    {("rock", "roll"), ("fish", "chips"), ("mac", "cheese"), ("salt", "vinegar"), ("black", "white"), ("gin", "tonic")}
)


def _is_pair(words: Tokens, at: int) -> bool:
    return at + 1 < len(words) and (words[at - 1].word, words[at + 1].word) in _PAIRS


def points(words: Tokens) -> bool:
    """Whether a value points at the talk: "that idea", "your style", "his story", "to learn from you"."""
    return (
        words[0].word in ("your", "that", "this", "these", "those", "his", "her", "their", "its")
        or words[-1].word == "you"
    )


def vague(words: Tokens) -> bool:
    """Whether these words point at the talk itself ("it", "that idea") and so carry no value."""
    real = [token.word for token in words if is_word(token)]
    if real[:1] == ["on"] and real[-1:] == ["own"]:
        return False
    if len(real) > 3 and real[0] == "one" and real[-2] in ("a", "per") and real[-1] in TIME_UNITS:
        return False  # "one coffee a day"
    if len(real) > 1 and real[0] in ("anything", "everything", "something") and real[1] not in FUNCTION_WORDS:
        return False
    if len(real) > 1 and all(token.capital and token.text.isalpha() for token in words if is_word(token)):
        return False  # "Brightwater Energy": a name
    if real and real[-1] in VAGUE_AT_THE_END and not {"of", "for", "about"} & set(real):
        return True
    if not real or all(word in FUNCTION_WORDS or word in VAGUE for word in real):
        return True
    return real[0] in (
        "it",
        "that",
        "this",
        "these",
        "those",
        "them",
        "you",
        "your",
        "how",
        "what",
        "him",
        "everything",
        "anything",
    ) or (real[0] in VAGUE or (len(real) > 1 and real[0] in _ARTICLES and real[1] in VAGUE))
