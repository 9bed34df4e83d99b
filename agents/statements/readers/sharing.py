"""What is said of one and holds of another too: "Ana and Ben live in Rome", "and so does my brother", "I'm 40, my wife 38"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from memos.agents.statements.grammar.clauses import Clause
from memos.agents.statements.grammar.kernels import HARD_STOPS
from memos.agents.statements.grammar.nouns import Subject, is_word, subjects_at
from memos.agents.statements.grammar.values import trim
from memos.agents.statements.grammar.verbs import AUXILIARIES
from memos.agents.statements.grammar.words import Tokens
from memos.agents.statements.rules import Stated

Reader = Callable[[Clause, Tokens], Iterator[Stated]]
"""What reads a clause by the rules."""
LONGEST_GAP = 8
"""How many words may tell of another what a verb has said of one: "my wife a nurse at the Royal Infirmary"."""


def each_of(stated: Stated) -> Iterator[Stated]:
    """ "Ana and Ben live in Rome" is said of Ana, and of Ben."""
    subject: Subject | None = stated.subject
    while subject is not None and subject.being in ("person", "kin"):
        yield stated._replace(subject=subject._replace(beside=None))
        subject = subject.beside


def also_of(stated: Stated, clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "Paul and I live in Rome" is said of Paul too; "Paul and I got engaged" says who he is."""
    other = clause.subject.beside
    if other is None or stated.subject.being != "speaker" or stated.predicate.startswith("relation:"):
        return
    sure = other.name or other.being == "person" or other.beside is not None
    if sure or "both" in clause.verb.adverbs or (stated.predicate.startswith(_FACTS) and not other.plural):
        yield from (_partner(each, tokens) for each in each_of(stated._replace(subject=other)))


def _partner(stated: Stated, tokens: Tokens) -> Stated:
    role = {"engaged": "fiance", "married": "spouse"}.get(stated.object[-1].word)
    other = stated.subject
    named = other.name or other.being == "person"
    if stated.predicate != "marital_status" or role is None or stated.polarity != "+" or not named:
        return stated
    name = (other.name or other.text).split()
    words = [token for token in tokens if token.text in name][: len(name)]
    told_of_the_speaker = stated._replace(subject=Subject("speaker", "I"), predicate=f"relation:{role}", object=words)
    return told_of_the_speaker if words else stated


_SAME = tuple(
    tuple(cue.split())
    for cue in (
        "same goes for", "the same goes for", "same for", "the same for", "same with", "the same with", "same as", "the same as", "ditto for", "ditto", "just like",
        "exactly like", "likewise", "same thing for", "same thing with", "and also", "as well as", "along with", "together with",
    )
)  # fmt: skip
_TOO = frozenset("too also likewise either".split())


def so_does(stated: Stated, clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "… and so does my phone plan", "… and my brother does too", "… same for my brother": the same of another subject."""
    for at in range(clause.verb.end, min(clause.end + 4, len(tokens) - 1)):
        if tokens[at].word in HARD_STOPS - set("—–("):
            return
        for subject, end in _another_at(tokens, at, stated, clause):
            told = stated.rule.predicate.replace("{N}", subject.text.lower())
            told = told.replace("{P}", stated.predicate.rpartition(" ")[2])
            predicate = told if "{N}" in stated.rule.predicate else stated.predicate
            again = stated._replace(subject=subject, predicate=predicate, end=tokens[end - 1].end)
            yield from each_of(again) if subject.being in ("person", "kin") else (again,)
            return


def _another_at(tokens: Tokens, at: int, stated: Stated, clause: Clause) -> list[tuple[Subject, int]]:
    """Of whom or of what the same is said by words that begin here; at most one."""
    words = [token.word for token in tokens[at : at + 5]]
    negated = stated.polarity == "-"
    if words[0] in (("neither", "nor") if negated else ("so", "as")) and len(words) > 2 and words[1] in AUXILIARIES:
        return _closing(tokens, at + 2, clause)
    cue = next((cue for cue in _SAME if tuple(words[: len(cue)]) == cue), None)
    if cue and tokens[at].start > stated.object[-1].end - 1:
        return _closing(tokens, at + len(cue), clause)
    if words[0] in ("and", ",", "but") and tokens[at].start >= stated.object[-1].end:
        return [
            (subject, end) for subject, end in _closing(tokens, at + 1, clause, stops=False) if _says_too(tokens, end)
        ][:1]
    return []


def _says_too(tokens: Tokens, at: int) -> bool:
    """Whether nothing but "does too", "as well", "is the same" follows."""
    said = [token.word for token in tokens[at : at + 4] if is_word(token)]
    said = said[1:] if said[:1] and (said[0] in AUXILIARIES or said[0] == "'s") else said
    ends = at + 3 >= len(tokens) or any(not is_word(token) for token in tokens[at : at + 4])
    return ends and (said[:1] in ([word] for word in _TOO) or said[:2] in (["as", "well"], ["the", "same"]))


def _closing(tokens: Tokens, at: int, clause: Clause, *, stops: bool = True) -> list[tuple[Subject, int]]:
    """Whoever is named here, if the clause ends behind; of people people are told, of things things."""
    people = clause.subject.personal
    for subject, end in subjects_at(tokens, at) if at < len(tokens) else ():
        closed = not stops or end >= len(tokens) or not is_word(tokens[end]) or tokens[end].word in ("and", "but", "so")
        if closed and subject.personal == people and subject.being not in ("nobody", "addressee"):
            return [(subject, end)]
    return []


def with_it(stated: Stated, clause: Clause, tokens: Tokens) -> Iterator[Stated]:
    """ "The grant application and the annual report are both due on 20 May": the same of the thing before "and"."""
    before = clause.start - 1
    if before < 1 or tokens[before].word != "and" or not stated.rule.predicate.startswith("attribute:{N}"):
        return
    for start in range(before - 1, max(before - 6, -1), -1):
        for subject, end in subjects_at(tokens, start):
            if end == before and subject.being in ("owned", "thing"):
                predicate = stated.rule.predicate.replace("{N}", subject.text.lower())
                yield stated._replace(subject=subject, predicate=predicate, start=tokens[start].start)
                return


_FACTS = (
    "lives_in", "works_at", "studies_at", "occupation", "age", "marital_status", "skill", "takes", "allergic_to", "diet", "likes", "hobby",
    "studies", "owns", "language", "birthday", "origin", "born_in", "attribute:", "interested_in", "member_of", "condition",
)  # fmt: skip


def gapped(stated: Sequence[Stated], clause: Clause, read: Sequence[Clause], tokens: Tokens, reader: Reader) -> Iterator[Stated]:  # fmt: skip
    """ "I live in Leeds, my sister in York", "my son is 12 and my daughter 9": the verb is that of the clause before."""
    kinds = {one.predicate for one in stated if one.polarity == "+" and one.predicate.startswith(_FACTS)}
    if not kinds or clause.verb.negated or not clause.subject.personal:
        return
    starts = {other.start for other in read}
    last = max(one.object[-1].end for one in stated)
    for at in range(clause.verb.end, len(tokens) - 1):
        if tokens[at].word not in (",", "and", ";", "but") or tokens[at].start < stated[0].object[-1].end:
            continue
        if tokens[at].start > last + 2 or at + 1 in starts:
            return
        for subject, end in subjects_at(tokens, at + 1):
            stop = next(
                (n for n in range(end, len(tokens)) if tokens[n].word in HARD_STOPS | {",", "and"}), len(tokens)
            )
            rest = tokens[end:stop]
            if subject.being not in ("kin", "person") or not 0 < len(rest) <= LONGEST_GAP or not _tells(rest):
                continue
            verb = tokens[clause.verb.start : clause.verb.end]
            words = [*tokens[at + 1 : end], *verb, *rest]
            first = end - at - 1
            filled = clause.verb._replace(start=first, end=first + len(verb))
            whole = Clause(subject, filled, rest, [], "statement", clause.hedged, 0, len(words))
            for told in reader(whole, words):
                if told.predicate in kinds:
                    last = tokens[stop - 1].end
                    yield from each_of(told._replace(whole=(words[0].start, last)))
            break


def _tells(words: Tokens) -> bool:
    """Whether these words may be what a verb is left out before: a value, with no verb of its own."""
    real = [token for token in words if token.word not in ("in", "at", "the", "a", "an", "for", "on", "to")]
    if not real or any(token.word in AUXILIARIES | {"'s"} for token in words):
        return False
    placed = words[0].word in ("in", "at", "for", "to", "on")
    named = any(token.capital or token.word[0].isdigit() for token in real)
    return (named or not placed) and trim(words) != [] and words[0].word not in ("my", "our", "his", "her")
