"""The names in a question, told by their capitals and quotation marks: of people, places, works and things.

Those of the speakers of a space are told in any case, unless they are words as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from memos.index.flags import MONTHS, WEEKDAYS
from memos.index.lexical import STOP_WORDS
from memos.store.rows import fold

READ: Final = 4_096
"""Characters of a text that are looked through."""
_TOKEN: Final = re.compile(r"[^\W_]+(?:[-.'&][^\W_]+)*")
_QUOTED: Final = re.compile(r"[\"“]([^\"”\n]{2,80})[\"”]")
_INSIDE: Final = frozenset("of the de la del da di du der den van von el al bin for".split())  # noqa: SIM905
"""What stands between the capitals of one name: "Lord of the Rings", "Ludwig van Beethoven"."""
_BETWEEN: Final = 3
"""Such words in a row at most."""
_NO_NAMES: Final = frozenset(f"{MONTHS} {WEEKDAYS} i i'm i've i'll i'd".split())
_ENDING: Final = frozenset(".?!:\n*")
"""What stands between a sentence and the next."""
_OPENING: Final = STOP_WORDS | frozenset(
    """tell give list name show describe explain suggest recommend find remind help please compare say hi hello hey thanks
    thank yes yeah yep ok okay sure got let let's i'm i've i'd i'll it's that's what's who's where's he's she's we're they're
    don't can't won't isn't aren't doesn't didn't question answer since during because while although though maybe perhaps now
    today tomorrow yesterday tonight next last first great good nice still one two three another each every many much
    well alright right everything nothing something someone anyone""".split()  # noqa: SIM905
)
"""What opens a sentence with a capital and is no name."""
_BEHIND_NAME: Final = frozenset("is was has had does did will would can and or said says went likes loves".split())  # noqa: SIM905
WORDS_TOO: Final = frozenset(
    """ace amber angel april archer art august autumn baker bear bill bishop bliss blue bob brook buck candy carol chance charity
    chase cherry chip christian clay cliff cook cooper coral crystal daisy dale dash dawn dean destiny dick don drew duke earl eve
    faith fisher flora forest fox frank gale gene ginger glen grace grant gray guy harmony hawk hazel heath heather heaven holly
    honor hope hunter iris ivy jack jade jay jewel journey joy june justice king lance lane lark lily long luck major march mark
    mason max may melody mercy miles more nick noble olive opal page pat patience pearl penny pierce pike piper poppy porter
    prince ray reading reed rich river rob robin rock rod rose rosemary royal ruby rusty sage sandy serenity sky sonny spencer
    spring star sterling storm sue summer sunny trinity true victor viola violet wade will willow winter wolf wren young""".split()  # noqa: SIM905
)
"""Names that are English words as well."""
_ASKED_OF: Final = re.compile(r"\b(?:did|does)\s+$", re.IGNORECASE)
_OWNED_BY: Final = re.compile(
    r"(?:^|\b(?:did|does|is|was|are|were|of|to|from|about|with|at|on|in|for|by|what's|where's|when's|who's)\s+)$",
    re.IGNORECASE,
)
"""Where a bare noun hardly stands: behind "did", and behind these with something of its own ("in will's house")."""
_LOOKED_BACK: Final = 16
_CAPITALS: Final = 0.6
"""More words than this share in capitals throughout: capitals tell nothing."""


class Name(NamedTuple):
    """A name as written, where it stands, and whether something of its bearer is asked for ("Ana's sister")."""

    text: str
    start: int
    end: int
    owns: bool = False

    @property
    def folded(self) -> str:
        """The form in which names are compared."""
        return fold(self.text)


class _Word(NamedTuple):
    """A word without its genitive ending; `opens` a sentence, `capital` that it is written like a name."""

    text: str
    start: int
    end: int
    owns: bool
    opens: bool
    capital: bool


def names_in(text: str, speakers: re.Pattern[str] | None = None) -> tuple[Name, ...]:
    """The names of a text in order, none inside another. Typographic apostrophes must have been made plain.

    `speakers` matches names that are known, however they are written.
    """
    text = text[:READ]
    found = [Name(match[1].strip(" ,.?!"), match.start(1), match.end(1)) for match in _QUOTED.finditer(text)]
    words = list(_words(text))
    long = [word for word in words if len(word.text) > 2]
    if sum(word.text.isupper() for word in long) <= _CAPITALS * max(4, len(long)):
        found += _apart(_runs(words, text), found, text)
    if speakers is not None:
        found += _apart(_called(speakers, text), found, text)
    return tuple(sorted((name for name in found if name.text), key=lambda name: name.start))


def is_called(text: str, match: re.Match[str]) -> bool:
    """Whether a speaker's name that was found in a text stands for the speaker, whatever its case: unless it is a word as well, and
    stands where a word can."""
    if match[0].casefold() not in WORDS_TOO:
        return True
    before = text[max(0, match.start() - _LOOKED_BACK) : match.start()]
    owns = text.startswith(("'s", "\u2019s"), match.end())
    return _ASKED_OF.search(before) is not None or (owns and _OWNED_BY.search(before) is not None)


def _called(speakers: re.Pattern[str], text: str) -> Iterator[Name]:
    for match in speakers.finditer(text):
        if is_called(text, match):
            yield Name(match[0], match.start(), match.end(), text.startswith("'", match.end()))


def _apart(names: Iterable[Name], others: Iterable[Name], text: str) -> list[Name]:
    """Those of the names that do not overlap with others."""
    inside = bytearray(len(text))
    for name in others:
        inside[name.start : name.end] = b"\1" * (name.end - name.start)
    return [name for name in names if not any(inside[name.start : name.end])]


def _words(text: str) -> Iterator[_Word]:
    before = 0
    for match in _TOKEN.finditer(text):
        plain, start, end = match[0], match.start(), match.end()
        if plain.endswith(("'s", "'S")):
            plain = plain[:-2]
        owns = len(plain) < end - start or text.startswith(("' ", "',", "'.", "'?"), end)
        gap = text[before:start]
        opens = not before or (gap != " " and not _ENDING.isdisjoint(gap))
        capital = plain[0].isupper() and plain.lower() not in _NO_NAMES
        yield _Word(plain, start, start + len(plain), owns, opens, capital)
        before = end


def _runs(words: Sequence[_Word], text: str) -> Iterator[Name]:
    """Capitalised words that stand together, with small words between them where capitals follow again."""
    place = 0
    while place < len(words):
        first = words[place]
        if not first.capital or (first.opens and first.text.lower() in _OPENING):
            place += 1
            continue
        last = place
        while not words[last].owns and (following := _next(words, last, text)) is not None:
            last = following
        if last > place or not first.opens or _may_open(words, place):
            yield Name(text[first.start : words[last].end], first.start, words[last].end, words[last].owns)
        place = last + 1


def _next(words: Sequence[_Word], last: int, text: str) -> int | None:
    """The place of the word that goes on with a name: the next capital, if nothing but a blank or small words stand between."""
    for ahead in range(last + 1, min(last + 2 + _BETWEEN, len(words))):
        gap = text[words[ahead - 1].end : words[ahead].start]
        initial = gap == ". " and len(words[ahead - 1].text.rpartition(".")[2]) == 1
        if gap not in (" ", " & ") and not initial:
            return None
        if words[ahead].capital:
            return ahead
        if words[ahead].text not in _INSIDE or words[ahead].owns:
            return None
    return None


def _may_open(words: Sequence[_Word], place: int) -> bool:
    """Whether a capital at the beginning of a sentence is one anyway: by what it has, or by what follows."""
    word = words[place]
    inner = any(char.isupper() for char in word.text[1:])
    follows = place + 1 < len(words) and words[place + 1].text in _BEHIND_NAME
    return word.owns or inner or follows
