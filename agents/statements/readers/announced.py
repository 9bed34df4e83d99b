"""A change that is announced first and told after: "I switched supervisors, it's Dr. Rieger now", "I changed teams, I'm in Beacon now".

The second clause is read as the plain sentence that it stands for: "my supervisor is Dr. Rieger now".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from memos.agents.statements.grammar.clauses import Clause
from memos.agents.statements.grammar.nouns import FUNCTION_WORDS, is_word
from memos.agents.statements.grammar.values import trim
from memos.agents.statements.grammar.vocabulary import TIME_UNITS
from memos.agents.statements.grammar.words import Token, Tokens, tokens

_CHANGING = frozenset("switch change swap replace".split())
_GETTING = frozenset("have get find choose pick take".split())
_PLACED = frozenset("in at on with for".split())
_PLACES = frozenset(
    "team department group squad division section unit school university college class course firm company job gym bank club employer "
    "provider supplier network insurer agency clinic doctor dentist".split()
)
"""What one says one is "in", "at" or "with"."""
_NOT_TOLD = frozenset(
    "mind way topic subject thing thinking attitude life world plan plans clothes sides places seats".split()
)


def announced(sentence: Tokens, read: list[Clause]) -> Iterator[tuple[list[Token], Tokens, int, int]]:
    """The plain sentence for the clause behind an announcement, its value, and the characters of both."""
    for before, clause in pairwise(read):
        noun = _noun(before)
        if not noun or clause.mood != "statement" or clause.verb.lemma not in ("be", "work") or clause.verb.negated:
            continue
        it = sentence[clause.start].word in ("it", "that", "this")
        rest = list(clause.rest)
        placed = (
            clause.subject.being == "speaker" and bool(rest) and rest[0].word in _PLACED and noun.split()[-1] in _PLACES
        )
        if placed:
            rest = rest[1:]
        elif not it or clause.verb.lemma != "be":
            continue
        value = trim(rest)
        if not value or not is_word(value[0]) or value[0].word in FUNCTION_WORDS:
            continue
        there = sentence[clause.start].start
        mine = [token._replace(start=there, end=there) for token in tokens(f"my {noun} is")]
        yield [*mine, *value], value, sentence[before.start].start, sentence[clause.end - 1].end


def _noun(clause: Clause) -> str:
    """What is said to have changed: "supervisor" of "I switched supervisors", "team lead" of "our team lead changed"."""
    verb = clause.verb
    done = (verb.tense == "past" or verb.perfect) and not verb.negated and clause.mood == "statement"
    if not done:
        return ""
    if clause.subject.being == "owned" and verb.lemma == "change" and not clause.rest:
        return clause.subject.text.lower()
    words = [token.word for token in clause.rest]
    if clause.subject.being != "speaker" or not words:
        return ""
    fresh = verb.lemma in _GETTING and words[:2] in (["a", "new"], ["my", "new"], ["another"], ["a", "different"])
    if verb.lemma not in _CHANGING and not fresh:
        return ""
    owned = words[0] in ("my", "our", "the")
    words = words[2:] if fresh else words[int(owned) :]
    end = next(
        (n for n, word in enumerate(words) if word in FUNCTION_WORDS | TIME_UNITS or not word.isalpha()), len(words)
    )
    noun = words[:end]
    several = bool(noun) and noun[-1].endswith("s") and not noun[-1].endswith("ss")
    if not 0 < len(noun) <= 3 or noun[-1] in _NOT_TOLD or not (fresh or owned or several):
        return ""
    last = noun[-1]
    single = last if not several else f"{last[:-3]}y" if last.endswith("ies") else last[:-1]
    return " ".join([*noun[:-1], single])
