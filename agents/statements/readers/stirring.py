"""Sentences that begin with a kind of thing and tell what it does to somebody: "celery makes me gag", "golf bores her".

Nothing else in this reader takes a bare noun for a subject; here it may be one, in front of the verbs that some rule
hangs on with "O", for then it is the value of what is said of a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from memos.agents.statements.grammar.clauses import Clause, Mood
from memos.agents.statements.grammar.kernels import CONNECTORS, HARD_STOPS, opens
from memos.agents.statements.grammar.nouns import PRONOUNS, Subject, is_word, subjects_at, text_of
from memos.agents.statements.grammar.values import generic
from memos.agents.statements.grammar.verbs import ADVERBS, AUXILIARIES, FORMS, HEDGES, verb_at
from memos.agents.statements.grammar.words import Tokens

LONGEST = 7
"""How many words what stirs somebody may have: "the smell of wet dog in summer"."""


def stirring_clauses(tokens: Tokens, read: Sequence[Clause], stirs: Callable[[str], bool]) -> Iterator[Clause]:
    """The clauses of a sentence whose subject is a bare noun; `stirs` knows the verbs that may follow it."""
    taken = {clause.verb.start for clause in read}
    for at in range(len(tokens)):
        first = tokens[at]
        begins = at == 0 or opens(tokens, at) or tokens[at - 1].word in CONNECTORS
        shut = PRONOUNS.keys() - {"everything"} | AUXILIARIES | CONNECTORS
        if not begins or not is_word(first) or first.word in shut:
            continue
        clause = _clause_at(tokens, at, read, stirs)
        if clause is not None and clause.verb.start not in taken:
            taken.add(clause.verb.start)
            yield clause


def _clause_at(tokens: Tokens, at: int, read: Sequence[Clause], stirs: Callable[[str], bool]) -> Clause | None:
    for start in range(at + 1, min(at + 1 + LONGEST, len(tokens))):
        last = tokens[start - 1].word
        swept = tokens[at].word in ("anything", "everything", "stuff") and last in ("do", tokens[at].word)
        if not is_word(tokens[start - 1]) or (last in ADVERBS | PRONOUNS.keys() | AUXILIARIES and not swept):
            return None
        if not _may_be_verb(tokens[start].word, stirs) or _is_owner(tokens, start):
            continue
        subject = Subject("thing", text_of(tokens[at:start]), plural=tokens[start - 1].word.endswith("s"))
        verb = None
        for reading in (subject, subject._replace(plural=True), subject._replace(plural=False, text="it")):
            verb = verb or verb_at(tokens, start, reading)
        if verb is None or not stirs(verb.lemma) or not generic(tokens[at:start]):
            continue
        end = next((n for n in range(verb.end, len(tokens)) if tokens[n].word in HARD_STOPS), len(tokens))
        opened = (clause.start - len(clause.lead) for clause in read if clause.start >= verb.end)
        end = min([end, *(n for n in opened if n > verb.end)])
        hedged = bool(HEDGES & set(verb.adverbs))
        moods: list[Mood] = [clause.mood for clause in read if clause.start <= at < clause.end]
        mood = moods[0] if moods else "statement"
        return Clause(subject, verb, tokens[verb.end : end], [], mood, hedged, at, end)
    return None


def _is_owner(tokens: Tokens, at: int) -> bool:
    """ "Leo's rent is 600": not what Leo is."""
    if tokens[at].word != "'s":
        return False
    return any(end < len(tokens) and verb_at(tokens, end, subject) for subject, end in subjects_at(tokens, at - 1))


def _may_be_verb(word: str, stirs: Callable[[str], bool]) -> bool:
    """A quick look that spares most words the reading of a whole verb group."""
    return word in AUXILIARIES | ADVERBS | {"'s", "used", "no"} or any(
        stirs(form.lemma) for form in FORMS.get(word, ())
    )
