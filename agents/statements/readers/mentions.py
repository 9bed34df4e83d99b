"""Things that are only mentioned ("my Corsa"), where the rest of the sentence tells more of them: that they are gone, or which they are."""

from __future__ import annotations

from collections.abc import Sequence

from memos.agents.statements.grammar.clauses import Clause
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.kinds.makes import is_make, sort_of_make
from memos.agents.statements.rules import Stated

_PARTING = frozenset(
    "sell trade swap exchange replace lose give donate crash total scrap miss return ditch bin dump wreck smash drop part wish want".split()
)
"""Verbs after which one no longer has what follows."""
_LOST = frozenset(
    "gone stolen nicked pinched sold scrapped dead died totalled totaled wrecked crushed lost replaced traded swapped crashed drowned "
    "kaput toast history".split()
)
_HAVING = frozenset("have own drive ride use love like".split())


def outdone(stated: Stated, told: Sequence[Stated], read: Sequence[Clause], tokens: Tokens) -> bool:
    """Whether what is had by mention alone is told better, or told to be gone, by the sentence itself."""
    if stated.predicate != "owns" or stated.polarity != "+":
        return False
    if stated.rule.when not in ("mention", "fact") or not stated.rule.pattern.endswith(("O:gear", "O:owned")):
        return any(_tells_make_of(one, stated) for one in told)
    return any(_tells_of(one, stated) for one in told if one is not stated) or any(
        _parts_with(clause, stated, tokens) for clause in read
    )


def _tells_of(other: Stated, stated: Stated) -> bool:
    """Whether another statement has this thing in it, or says which of its sort it is."""
    first, last = stated.object[0], stated.object[-1]
    if not (other.predicate == "owns" or other.predicate.startswith("attribute:")):
        return False
    if other.object[0].start < last.end and first.start < other.object[-1].end:
        return True
    if other.predicate in (f"attribute:{last.word}", f"attribute:{' '.join(t.word for t in stated.object)}"):
        return True
    return _tells_make_of(other, stated)


def _tells_make_of(other: Stated, stated: Stated) -> bool:
    """ "Picked up the new car, a Skoda": which car is told, and so not only that it is one."""
    sort = sort_of_make(stated.object[-1].word)
    bare = sort and not is_make(stated.object)
    made = other.predicate == "owns" and other.polarity == "+" and is_make(other.object)
    return bool(bare) and made and any(sort_of_make(token.word) == sort for token in other.object)


def _parts_with(clause: Clause, stated: Stated, tokens: Tokens) -> bool:
    opened = tokens[clause.start].start
    if not opened <= stated.object[0].start < tokens[clause.end - 1].end:
        return False
    past = clause.verb.tense == "past" and not clause.verb.perfect
    gone = bool(_LOST & {token.word for token in clause.rest[:3]}) or clause.verb.lemma == "die"
    behind = stated.object[0].start >= tokens[clause.verb.start].start
    return gone or (behind and (clause.verb.lemma in _PARTING or (past and clause.verb.lemma in _HAVING)))
