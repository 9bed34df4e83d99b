"""What a question (English) asks for, as far as its words tell: of whom, and which predicates of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from memos.index.lexical import STOP_WORDS, words
from memos.retrieval.cues import CUES, OFTEN_SAID, PET, ROLES_MEANT
from memos.retrieval.wording import stem

ASKER: Final = ""
"""Stands for the name of who asks: the user whose memory it is."""
_WORD: Final = re.compile(r"([^\W_]+(?:-[^\W_]+)*)('s\b|'(?!\w))?")
_SHORT: Final = re.compile(r"\b(what|who|where|when|how|which)'s\b|\b(i)'m\b", re.IGNORECASE)
_OWN: Final = frozenset({"my", "our"})
_FIRST: Final = frozenset({"i", "me", "mine", "myself", "we", "us"})
_BEFORE_SUBJECT: Final = frozenset(
    "about are can could did do does for had has have is of should was were will with would".split()  # noqa: SIM905
)
_WHO_IS: Final = re.compile(r"^who (?:is|was|are|were)\b|^how (?:do|does) \w+ know\b")
_FAVORITE: Final = re.compile(r"favou?rites?")
_HELD: Final = (
    "(?:jobs?|employers?|boss|bosses|manager|company|workplace|position|role|career|address|(?:phone |telephone |mobile )?number|"
    "e-?mail|password|landlord|landlady|room-?mate|flatmate|boyfriend|girlfriend|salary|rent|diet|routine|schedule)"
)
"""What is had for a while: the old, past or first one may be had no longer."""
_KEPT: Final = (
    "(?:home|house|flat|apartment|place|neighbou?rhood|street|city|town|school|university|office|firm|car|bike|phone|laptop|doctor|"
    "dentist|therapist|coach|trainer|team|club|band|gym|surname|name|nickname|hobby|hobbies|habits?|partner|husband|wife)"
)
"""What may be old and had all the same, but where its owner is named: "the old house", but "Ana's old house"."""
_TALK: Final = "(?:conversation|chat|session|message|question|discussion|talk|answer|reply)"
_USED: Final = "".join(
    rf"(?<!\b{word} )" for word in ("am", "am i", "is", "are", "was", "were", "be", "been", "get", "got")
)
"""Not before "used to": who is used to something is so now."""
_PAST: Final = re.compile(
    rf"\b(?:{_USED}used to|use to|before|previously|previous(?! {_TALK})|formerly|former|earlier|in the past|originally|at first|"
    rf"back then|no longer|any ?more|prior|the first time|how long ago|until (?:19|20)\d\d|in (?:19|20)\d\d|"
    rf"(?:past|(?<!year )(?<!years )old)(?= {_HELD}\b)|first(?= (?:{_HELD}|home|house|flat|apartment|car|school|husband|wife)\b))\b"
    rf"|(?:\b(?:my|your|our|his|her|their)|'s|s') old(?= {_KEPT}\b)",
    re.IGNORECASE,
)
_PARTED: Final = re.compile(r"\bex\b")
_LONGEST: Final = 3
"""Words of what something is called; roles from a name on."""
_READ: Final = 512
"""Characters of a question that are read: a longer one is no question that a belief answers."""


class Person(NamedTuple):
    """Somebody that a question names: a name in lower case (or ASKER), and roles from there ("Ana's sister's husband").

    One that is not `sure` is only a word that may be a name: it counts if memory knows somebody of that name.
    """

    name: str
    roles: tuple[str, ...] = ()
    sure: bool = True


class Wanted(NamedTuple):
    """How a predicate is asked for: how many others fit the question better, and the question's words it accounts for."""

    rank: int
    words: frozenset[str]


class Reading(NamedTuple):
    """A question read: the people it names, the predicates it asks for, and those that its nouns may name themselves.

    `telling` are the stems of the words that an answer should account for; `who_is` that it asks who somebody is; `past` that it is
    about how things were: then what was superseded may well be the answer.
    """

    people: tuple[Person, ...]
    wanted: Mapping[str, Wanted]
    nouns: Mapping[str, Wanted]
    telling: frozenset[str]
    who_is: bool
    past: bool

    @property
    def of_oneself(self) -> bool:
        """Whether who asks names himself: "I", "me", or what is his."""
        return any(person.name == ASKER and not person.roles for person in self.people)

    @property
    def of_kin(self) -> bool:
        """Whether somebody in a role is asked for himself: who he is, what he is called, if he is there at all."""
        return self.who_is or not self.wanted or "name" in self.wanted


class _Token(NamedTuple):
    """A word as it stands, in lower case, and whether it has a genitive 's."""

    text: str
    word: str
    owns: bool


def read(question: str) -> Reading:
    """Reads a question. A text in which nothing is understood names no one and wants nothing."""
    plain = _SHORT.sub(lambda match: f"{match[1] or match[2]} is", question[:_READ].replace("’", "'"))
    tokens = [_Token(match[1], match[1].casefold(), bool(match[2])) for match in _WORD.finditer(plain)]
    text = " ".join(plain.casefold().split()).rstrip("?!. ")
    then = {word for match in _PAST.finditer(plain) for word in match[0].casefold().split() if word.isalpha()}
    telling = frozenset(
        stem(word) for word in words(plain) if word not in STOP_WORDS and word not in OFTEN_SAID and word not in then
    )
    found = Reading(
        tuple(dict.fromkeys(_people(tokens))),
        _by_cue(text),
        _by_noun(tokens),
        telling,
        _WHO_IS.search(text) is not None,
        asks_of_the_past(plain),
    )
    return found._replace(past=found.past or (found.of_kin and _PARTED.search(text) is not None))


def asks_of_the_past(question: str) -> bool:
    """Whether a question (English) is about how things were by its own words."""
    return _PAST.search(question) is not None


def _by_cue(text: str) -> dict[str, Wanted]:
    wanted: dict[str, Wanted] = {}
    for cue in CUES:
        said = frozenset(word for match in cue.words.finditer(text) for word in match[0].split())
        if said and cue.if_.search(text):
            for rank, predicate in enumerate(cue.predicates):
                before = wanted.get(predicate, Wanted(rank, said))
                wanted[predicate] = Wanted(min(rank, before.rank), said | before.words)
    return wanted


def _by_noun(tokens: Sequence[_Token]) -> dict[str, Wanted]:
    """ "my shoe size", "Piet's favourite colour", "do I have a sister": what the open families of predicates would call it."""
    wanted: dict[str, Wanted] = {}
    for place, token in enumerate(tokens):
        wanted |= {f"relation:{role}": Wanted(0, frozenset({token.word})) for role in ROLES_MEANT.get(token.word, ())}
        favorite = _FAVORITE.fullmatch(token.word) is not None
        if favorite or token.owns or token.word in _OWN:
            following = [each.word for each in tokens[place + 1 : place + 1 + _LONGEST]]
            for noun in (" ".join(following[:length]) for length in range(1, len(following) + 1)):
                family = "favorite" if favorite else "attribute"
                said = Wanted(0, frozenset([*noun.split(), token.word]))
                wanted |= {f"{family}:{form}": said for form in (noun, noun.replace("our", "or"))}
    return wanted


def _people(tokens: Sequence[_Token]) -> Iterator[Person]:
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.word in _FIRST:
            yield Person(ASKER)
        elif token.word in _OWN or token.owns:
            start = place
            while token.owns and start and tokens[start - 1].text[:1].isupper() and start > 1:
                start -= 1
            name = ASKER if token.word in _OWN else " ".join(each.word for each in tokens[start : place + 1])
            roles, place = _roles(tokens, place)
            yield Person(name, roles)
        elif place and token.text[:1].isupper():
            stop = place + 1
            while stop < len(tokens) and tokens[stop].text[:1].isupper() and not tokens[stop - 1].owns:
                stop += 1
            if not tokens[stop - 1].owns:
                name = " ".join(each.word for each in tokens[place:stop])
                yield Person(name, sure=tokens[place - 1].word in _BEFORE_SUBJECT)
        elif token.word not in STOP_WORDS:
            yield Person(token.word, sure=False)
        place += 1


def _roles(tokens: Sequence[_Token], owner: int) -> tuple[tuple[str, ...], int]:
    """The roles behind an owner, "my younger sister's husband": at most two other words before each; and where they end."""
    roles: list[str] = []
    while len(roles) < _LONGEST:
        ahead = range(owner + 1, min(owner + 4, len(tokens)))
        place = next(
            (each for each in ahead if tokens[each].word in ROLES_MEANT or PET.fullmatch(tokens[each].word)), None
        )
        if place is None:
            break
        roles.append(tokens[place].word)
        owner = place
        if not tokens[place].owns:
            break
    return tuple(roles), owner
