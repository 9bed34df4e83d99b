"""A sentence taken apart into clauses: who, what verb, what follows, and whether it is meant as a statement."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from memos.agents.statements.grammar.kernels import (
    CONNECTORS,
    HARD_STOPS,
    INTERJECTIONS,
    PREPOSITIONS,
    REPORTING,
    THINKING,
    WISHING,
    Kernel,
    kernels_in,
)
from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, Subject, is_word
from memos.agents.statements.grammar.verbs import ADVERBS, AUXILIARIES, HEDGES, Verb
from memos.agents.statements.grammar.vocabulary import MONTHS, TIME_UNITS
from memos.agents.statements.grammar.words import Token, Tokens

Mood = Literal["statement", "question", "supposed", "reported"]


class Clause(NamedTuple):
    """One subject with one verb. Positions are indices into the sentence's words.

    `rest` is what follows the verb, `lead` what stands before the subject ("since May", "because"); `hedged` marks "I think", "maybe".
    """

    subject: Subject
    verb: Verb
    rest: Tokens
    lead: Tokens
    mood: Mood
    hedged: bool
    start: int
    end: int


QUOTES = frozenset('" “ ”'.split())


SUPPOSING = frozenset("assume if unless whether suppose supposing imagine assuming pretend".split())


_WH = frozenset("what where when who whom whose which why how".split())


_OPINING = frozenset("think believe assume guess suspect reckon joke pretend imagine wish".split())
"""What others think is so need not be: "my aunt thinks I'm a doctor"; what a doctor says may."""


def clauses(tokens: Tokens) -> list[Clause]:
    """The clauses of a sentence, left to right."""
    return list(_taken_apart(tuple(tokens)))


@lru_cache(maxsize=256)  # every reader of a sentence asks for its clauses
def _taken_apart(tokens: tuple[Token, ...]) -> tuple[Clause, ...]:
    kernels = kernels_in(tokens)
    asked = _is_question(tokens, kernels)
    read: list[Clause] = []
    for n, kernel in enumerate(kernels):
        lead = _lead_start(tokens, kernel.start, kernels[n - 1].verb.end if n else 0)
        following = kernels[n + 1].start if n + 1 < len(kernels) else len(tokens)
        limit = _lead_start(tokens, following, kernel.verb.end) if following < len(tokens) else following
        end = _end(tokens, kernel.verb.end, limit)
        before = read[-1] if read else None
        mood, hedged = _mood(tokens, kernel, tokens[lead : kernel.start], before)
        if mood == "statement" and (_is_quoted(tokens, kernel) or _is_relative(tokens, kernel)):
            mood = "reported"
        if mood == "statement" and asked and not _told_anyway(tokens, kernels, n):
            mood = "question"
        rest = tokens[kernel.verb.end : end]
        read.append(
            Clause(kernel.subject, kernel.verb, rest, tokens[lead : kernel.start], mood, hedged, kernel.start, end)
        )
    return tuple(read)


def _is_relative(tokens: Tokens, kernel: Kernel) -> bool:
    """ "The things I always push aside": a clause that only tells which things are meant."""
    if kernel.subject.being not in ("speaker", "pronoun") or kernel.elided or kernel.start < 2:
        return False
    at = kernel.start - 1
    if tokens[at].word in _WHATEVER:
        return True
    if tokens[at].word in _FINDING:
        return False  # "the biopsy says I'm fine"
    while at >= 0 and kernel.start - at < 5 and is_noun_like(tokens[at]):
        at -= 1
    opened = (
        at >= 0
        and tokens[at].word in ("the", "those", "these", "any", "every", "some", "a", "an")
        and at < kernel.start - 1
    )
    if at > 1 and tokens[at - 1].word in ("was", "were") and {"when", "while", "since"} & {t.word for t in tokens[:at]}:
        return False  # "when I was a student I lived in Volos"
    if at == 1 and tokens[0].word in ("after", "since", "before", "following", "with"):
        return False  # "after the reorganisation I report to Mikael"
    timed = tokens[kernel.start - 1].word in TIME_UNITS | MONTHS or (
        at > 0
        and tokens[at - 1].word
        in PREPOSITIONS - {"about", "of", "into"} | {"over", "during", "as", "like", "besides", "beyond", "despite"}
    )
    return opened and not timed


_FINDING = frozenset(
    "says said shows showed confirms confirmed proves proved means meant reveals revealed states suggests suggested thinks reckons".split()
)
"""What a test, a doctor or a letter tells."""
_WHATEVER = frozenset("something anything nothing everything".split())
"""What a clause without "that" may follow: "not something I tend to worry about"."""


def is_noun_like(token: Token) -> bool:
    """A lower-case word that is neither small nor a mark."""
    return token.word[0].isalpha() and token.text.islower() and token.word not in FUNCTION_WORDS | ADVERBS


def _is_quoted(tokens: Tokens, kernel: Kernel) -> bool:
    """Whether the clause stands within quotation marks: somebody else's words, or a title."""
    if not any(token.word in QUOTES for token in tokens):
        return False
    before = sum(token.word in QUOTES for token in tokens[: kernel.start])
    return before % 2 == 1 and any(token.word in QUOTES for token in tokens[kernel.verb.end :])


def _lead_start(tokens: Tokens, start: int, floor: int) -> int:
    """Where what introduces a clause begins: its conjunctions, and at the front of a sentence everything."""
    if floor == 0:
        return next((n + 1 for n in range(start - 1, -1, -1) if tokens[n].word in HARD_STOPS), 0)
    at = start
    while at > floor and (
        tokens[at - 1].word in CONNECTORS or tokens[at - 1].word in ADVERBS or tokens[at - 1].word in (",", "to")
    ):
        at -= 1
    return at


def _end(tokens: Tokens, at: int, limit: int) -> int:
    first = at
    while at < limit and (tokens[at].word not in HARD_STOPS or _is_slash(tokens, at)) and not _is_symbol(tokens[at]):
        if at > first and _asks(tokens, at):
            break
        at += 1
    while at > first and tokens[at - 1].word in (",", "-", "and", "but", "so", "'"):
        at -= 1
    return at


def _is_slash(tokens: Tokens, at: int) -> bool:
    """The stroke of "Upper/Lower" ends no clause."""
    if not 0 < at < len(tokens) - 1 or tokens[at].word != "/":
        return False
    return tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start


def _is_symbol(token: Token) -> bool:
    return not token.text[0].isascii() and not token.text[0].isalnum() and token.text[0] not in "’‘“”€£₦₹¥"


def _mood(tokens: Tokens, kernel: Kernel, lead: Tokens, before: Clause | None) -> tuple[Mood, bool]:
    words = {token.word for token in lead}
    hedged = bool(HEDGES & (words | set(kernel.verb.adverbs)))
    last = lead[-1].word if lead else ""
    opened = kernel.start - len(lead)
    introduced = ([token.word for token in tokens[max(at - 2, 0) : at]] for at in (opened, kernel.start))
    if any(words in (["make", "sure"], ["not", "sure"]) for words in introduced):
        return "supposed", hedged
    if (
        last in ("when", "whenever", "once", "until", "till", "before", "after")
        and kernel.verb.tense == "present"
        and not kernel.verb.perfect
    ):
        return "supposed", hedged
    if last in ("what", "how", "which") or _counts_unasked(tokens, kernel.start) or _jests(lead):
        return "reported", hedged
    if _makes_believe(lead) or _likens(tokens, kernel.start):
        return "supposed", hedged
    if (
        words & SUPPOSING
        or last in ("like", "than")
        or (len(lead) > 1 and lead[-2].word == "as" and last in ("if", "though"))
    ):
        return "supposed", hedged
    if before and (before.end >= kernel.start - len(lead)) and not before.rest:
        if before.verb.lemma in WISHING and before.verb.lemma != "suppose":
            return "supposed", hedged
        if before.subject.being == "speaker" and before.verb.lemma in THINKING:
            intended = kernel.subject.being == "speaker" and kernel.verb.modal == "will"
            return ("supposed", True) if before.verb.negated else (before.mood, hedged if intended else True)
        told = before.verb.lemma in REPORTING
        if told and (before.subject.being in ("addressee", "pronoun", "nobody") or before.verb.negated):
            return "reported", hedged
        if before.subject.being in ("kin", "person", "nobody", "pronoun") and before.verb.lemma in _OPINING:
            return "reported", hedged
    if before and before.mood == "supposed" and not any(w.word in HARD_STOPS for w in lead) and last != "because":
        follows = words & {"and", "then"} or tokens[kernel.start - 1].word == ","
        conditional = "if" in {token.word for token in before.lead} and before.subject.being != "addressee"
        if follows and conditional and kernel.subject.personal:
            return "supposed", hedged
    at = kernel.start
    if (
        at
        and not kernel.elided
        and tokens[at - 1].word in AUXILIARIES
        and tokens[at - 1].text != "May"
        and (at == 1 or tokens[at - 2].word not in ("i", "it"))
    ):
        return "question", hedged
    return "statement", hedged


_LIKENESS = frozenset(
    "less more sound sounds sounded feel feels felt seem seems seemed look looks looked acting act acts it's".split()
)
"""What makes a comparison of the "like" behind it: "it felt like I had two jobs"."""
_MAKE_BELIEVE = tuple(
    tuple(said.split())
    for said in (
        "let 's say", "lets say", "let us say", "let 's suppose", "let 's imagine", "let 's pretend", "in my dream", "in the dream", "in my story", "in my novel",
        "in the story", "in the game", "in this game", "in this save", "in an alternate", "in another life", "in a past life", "in a parallel", "in theory", "in my head",
        "for the sake of", "say for example", "say for instance", "hypothetically", "theoretically", "what if", "as if", "as though", "if only", "according to my horoscope",
        "acting as if", "in my fantasy", "in my next life",
    )
)  # fmt: skip


def _likens(tokens: Tokens, at: int) -> bool:
    return at > 1 and tokens[at - 1].word == "like" and tokens[at - 2].word in _LIKENESS


def _makes_believe(lead: Tokens) -> bool:
    """Whether what opens a sentence makes it a supposition: "Let's say I have two kids", "Hypothetically, I work at Google"."""
    said = tuple(token.word for token in lead if token.word != ",")
    if said in (("say",), ("so", "say"), ("and", "say"), ("ok", "say"), ("okay", "say")):
        return True
    return any(said[n : n + len(phrase)] == phrase for phrase in _MAKE_BELIEVE for n in range(len(said)))


_JESTING = frozenset(
    "jokes joked joking teases teased pretends pretended imagines imagined kids kidded insists assumes assumed".split()
)


def _jests(lead: Tokens) -> bool:
    """ "My mum jokes that I'm married to my laptop": what others say in fun."""
    return any(token.word in _JESTING and after.word in ("that", "about", "i", "we") for token, after in pairwise(lead))


def _counts_unasked(tokens: Tokens, at: int) -> bool:
    """ "I know how many more we need": the end of a question that is not asked here."""
    return any(
        tokens[n].word == "how"
        and n + 1 < at
        and tokens[n + 1].word in ("many", "much", "often", "long", "far", "big", "old", "well")
        for n in range(max(at - 4, 0), at)
    )


def _is_question(tokens: Tokens, kernels: list[Kernel]) -> bool:
    if any(token.word == "?" for token in tokens[-3:]):
        return True
    first = next((token.word for token in tokens if token.word not in INTERJECTIONS and is_word(token)), "")
    second = next((n for n, token in enumerate(tokens) if token.word == first), 0) + 1
    asked = second < len(tokens) and tokens[second].word in AUXILIARIES | {"'s"} and first in _WH
    return asked or bool(
        first in AUXILIARIES - {"have", "had", "'d"}
        and kernels
        and not kernels[0].elided
        and kernels[0].start <= second + 1
    )


def _told_anyway(tokens: Tokens, kernels: list[Kernel], n: int) -> bool:
    """In "my rent is 950, is that normal?" the first clause is told and only the rest is asked."""
    kernel = kernels[n]
    if kernel.start and tokens[kernel.start - 1].word in ("because", "since") and kernel.subject.being == "speaker":
        return True
    opened = kernel.start
    while opened and tokens[opened - 1].word not in HARD_STOPS | {","}:
        opened -= 1
    if any(token.word in _WH | AUXILIARIES for token in tokens[opened : kernel.start]):
        return False
    if any(_asks(tokens, at) for at in range(kernel.verb.end + 1, len(tokens))):
        return True
    if any(tokens[at].word in HARD_STOPS - {"?"} for at in range(kernel.verb.end, len(tokens))):
        return True
    return kernel.subject.being != "addressee" and _asks_without_verb(tokens, kernel.verb.end)


def _asks_without_verb(tokens: Tokens, at: int) -> bool:
    """Whether the sentence ends in a few asking words behind a comma: ", normal?", ", coffee before or after?"."""
    comma = next((n for n in range(len(tokens) - 1, at, -1) if tokens[n].word == ","), None)
    tail = [token.word for token in tokens[comma + 1 :] if is_word(token)] if comma is not None else []
    return 0 < len(tail) <= 7 and tail[-1] not in _ECHOES and "and" not in tail


_ECHOES = frozenset("right correct yes no yeah huh eh true ok okay not you i we they it he she not? innit".split())
"""What asks for no more than a yes: ", right?", ", isn't it?"."""


def _asks(tokens: Tokens, at: int) -> bool:
    """Whether an asking clause begins here, after a mark or a conjunction."""
    if tokens[at - 1].word not in HARD_STOPS | {",", "and", "but", "so", "-"}:
        return False
    word, following = tokens[at].word, tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word in _WH or (word == "any" and (tokens[at - 1].word != "," or tokens[-1].word == "?")):
        return True
    return word in AUXILIARIES and following not in ("?", "") and word != "'d"
