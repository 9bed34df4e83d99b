"""Words that put a clause into former days: "before that", "until last year", "back in 2019", "a few years ago"."""

from __future__ import annotations

from itertools import pairwise

from memos.agents.statements.grammar.clauses import Clause
from memos.agents.statements.grammar.vocabulary import MONTHS
from memos.agents.statements.grammar.words import Tokens

_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        "before that|before then|before this|before them|before him|before her|before it|prior to|until|back in|back then|at first|in the past|in those days|in those years|at the time|at that time|"
        "years ago|years back|year ago|months ago|month ago|decades ago|decade ago|a while ago|long ago|a while back|ages ago|when i was|when we were|when he was|when she was|last year|last spring|last summer|"
        "last autumn|last winter|last fall|last month|for a while|for years|earlier on|in my twenties|in my teens|at uni|at school|in college|at university|as a student|as a child|as a kid|as a teenager|before joining|"
        "before moving|before starting|before coming|before i|before we|to begin with|in my last|in my previous|in my old|in my former|at my last|at my previous|at my old|the year before|"
        "years before|months before|one time|at one time|at one point"
    ).split("|")
)
_WORDS = frozenset("formerly previously originally initially once earlier".split())
_BY_TIME = (
    "lives_in",
    "lives_with",
    "works_at",
    "occupation",
    "studies_at",
    "member_of",
    "owns",
    "has_pet",
    "attribute:",
    "relation:",
)
"""Predicates of what held for a time only, however it began."""


def in_former_days(clause: Clause) -> bool:
    """Whether the words of a clause of the past say that it tells of another time than now."""
    if clause.verb.tense != "past" or clause.verb.perfect or clause.verb.modal or clause.verb.negated:
        return False
    said = [token.word for token in (*clause.lead, *clause.rest)]
    if _WORDS.intersection(said) or _WORDS.intersection(clause.verb.adverbs) or said[-1:] == ["before"]:
        return True
    return _in_a_year(clause.lead) or _in_a_year(clause.rest) or _says(said)


def has_passed(clause: Clause, predicate: str) -> bool:
    """ "Prior to joining Klarna I was employed by Volvo": how it began is told, and that it is over."""
    if not predicate.startswith(_BY_TIME) or clause.verb.tense != "past" or clause.verb.modal:
        return False
    said = [token.word for token in clause.lead]
    opened = said[:1] == ["prior"] or ["before", "that"] in (said[:2], said[1:3])
    before = len(said) > 1 and said[0] == "before" and said[1].endswith("ing")
    return opened or before or bool({"previously", "formerly"} & {*said, *clause.verb.adverbs})


def _says(said: list[str]) -> bool:
    found = " ".join(said)
    return any(" ".join(phrase) in found and _has(said, phrase) for phrase in _PHRASES)


def _has(said: list[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(said[n : n + len(phrase)]) == phrase for n in range(len(said) - len(phrase) + 1))


def _in_a_year(words: Tokens) -> bool:
    """ "In 2019", "in May 2019": a time with its year."""
    for before, token in pairwise(words):
        year = token.text.isdigit() and len(token.text) == 4 and token.text[:2] in ("19", "20")
        if year and (before.word in ("in", "since", "during") or before.word in MONTHS):
            return before.word != "since"
    return False


TRYING = frozenset("try think want need mean hear see notice expect realise realize know use get".split())
"""What one never did then tells nothing of what one does: "I never tried to use it"."""


def as_if_so(clause: Clause) -> Clause:
    """The clause without its denial, told of now."""
    words = [token.word for token in clause.rest]
    last = next((n for n, pair in enumerate(pairwise(words)) if pair in _NO_MORE), len(words))
    verb = clause.verb._replace(negated=False, tense="present", perfect=False, adverbs=())
    return clause._replace(verb=verb, rest=clause.rest[:last])


_NO_MORE = (("any", "more"), ("any", "longer"))


def as_if_now(clause: Clause) -> Clause:
    """The same clause, told of now."""
    return clause._replace(verb=clause.verb._replace(tense="present"))
